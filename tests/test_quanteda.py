"""Dictionaries of quanteda: read as codebooks, written from them, and nothing lost without a word."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from strategies import a_document

from negresearch.cli import main
from negresearch.errors import CodebookError, MissingExtraError
from negresearch.find.codings import codings_in
from negresearch.find.segments import Segments
from negresearch.read.codebook import Codebook, read_codebook, write_quanteda
from negresearch.read.codebook.quanteda import read_dictionary

DICTIONARY = """\
# values as quanteda writes them
talks:
  - negotiat*
  - peace talks
  - "*phobia"
  - no
economy:
  money: ["dollar?", oil price*]
  trade:
    - co-operat*
    - organi?ation*
"""


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small dictionary as a file."""
    path = tmp_path_factory.mktemp("dictionaries") / "small.yml"
    path.write_text(DICTIONARY, encoding="utf-8")
    return path


def _values(codebook: Codebook) -> dict[str, list[str]]:
    return {frame.frame: [cue.text for cue in frame.cues] for frame in codebook.frames}


def _fired(codebook: Codebook, text: str) -> set[tuple[str, str]]:
    rows = codings_in(Segments(a_document(text)), [], [], codebook=codebook)
    return {(row.frame, text[row.start : row.end]) for row in rows}


def test_keys_are_frames_and_values_are_cues(dictionary: Path) -> None:
    """Nested keys are named as quanteda names them; words stay as written, also "no", which YAML takes for false."""
    codebook = read_codebook(dictionary)
    assert repr(codebook) == "<Codebook small quanteda: 3 frames>"
    assert _values(codebook) == {
        "talks": ["negotiat*", "peace talks", "*phobia", "no"],
        "economy.money": ["dollar?", "oil price*"],
        "economy.trade": ["co-operat*", "organi?ation*"],
    }


@pytest.mark.parametrize(
    ("text", "fired"),
    [
        ("They NEGOTIATED at length.", {("talks", "NEGOTIATED")}),
        ("Peace\u00a0talks began.", {("talks", "Peace\u00a0talks")}),
        ("His xenophobia grew.", {("talks", "xenophobia")}),
        ("Phobia it is.", {("talks", "Phobia")}),
        ("A dollar is not two dollars.", {("economy.money", "dollars")}),
        ("The oil prices fell.", {("economy.money", "oil prices")}),
        ("They co-operated.", {("economy.trade", "co-operated")}),
        ("Two organizations met.", {("economy.trade", "organizations")}),
        ("A renegotiation of oilprices.", set()),
    ],
)
def test_values_are_looked_for_as_globs(dictionary: Path, text: str, fired: set[tuple[str, str]]) -> None:
    """A star stands for any letters or none, a question mark for one; case does not matter; words are whole."""
    assert _fired(read_codebook(dictionary), text) == fired


LETTERS = st.text("abcdefghij", min_size=1, max_size=6)
GLOBS = st.builds(
    "{}{}{}".format, st.sampled_from(["", "*", "a?"]), LETTERS, st.sampled_from(["", "*", "?", "*b", "?c*"])
)
VALUES = st.lists(st.lists(GLOBS, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4, unique=True)
KEYS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=5)


@settings(max_examples=30)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_a_dictionary_survives_the_round_trip(content: dict[str, list[str]]) -> None:
    """Read, written and read again it has the same keys and values, and nothing is said to be lost."""
    first = read_dictionary("a.yml", json.dumps(content, ensure_ascii=False).encode())
    with TemporaryDirectory() as folder:
        assert write_quanteda(first, Path(folder) / "a.yml") == ()
        assert _values(read_codebook(Path(folder) / "a.yml")) == _values(first) == content


def test_what_is_written_is_read_again(tmp_path: Path, dictionary: Path) -> None:
    """Keys, values and what they find are the same after a round trip."""
    first = read_codebook(dictionary)
    assert write_quanteda(first, tmp_path / "again.yml") == ()
    again = read_codebook(tmp_path / "again.yml")
    assert _values(again) == _values(first)
    text = "Organizations negotiate oil prices and co-operate for dollars, no xenophobia."
    assert _fired(again, text) == _fired(first, text)


MINE = """\
name = "mine"
version = "0.1"
title = "Mine"

[frames.refusal]
title = "Refusal"
definition = "Somebody refuses."
argument = "actor"

[frames.refusal.cues]
plain = "peace talks"
choice = "(no|zero) (more)? talks"
gap = "refus* ..3 talks"
party = "<actor> rejects talks"
between = "blames <actor> for"
condition = "walks out & talks"
hint = "without conditions => denied"
guard = "(is|was) not"
many = "(a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e) (a|b|c|d|e)"
"""


def test_what_a_dictionary_cannot_say_is_listed(tmp_path: Path) -> None:
    """Gaps, conditions, parties between words: kept back; parties, polarity: lost; each is told, cue by cue."""
    (tmp_path / "mine.toml").write_text(MINE, encoding="utf-8")
    unsaid = write_quanteda(read_codebook(tmp_path / "mine.toml"), tmp_path / "mine.yml")
    assert [tuple(each) for each in unsaid] == [
        ("refusal/gap", False, "a gap"),
        ("refusal/party", True, "who does it"),
        ("refusal/between", False, "the party between its words"),
        ("refusal/condition", False, "a condition"),
        ("refusal/hint", True, "hint denied"),
        ("refusal/guard", True, 'that "not only" is no "not"'),
        ("refusal/many", False, "more than 500 alternatives"),
    ]
    values = ["peace talks", "no talks", "no more talks", "zero talks", "zero more talks", "rejects talks"]
    (written,) = _values(read_codebook(tmp_path / "mine.yml")).values()
    assert sorted(written) == sorted([*values, "without conditions", "is not", "was not"])


@pytest.mark.parametrize("name", ["peace-talks", "ukraine-war-narratives"])
def test_every_cue_of_a_bundled_codebook_is_written_or_listed(tmp_path: Path, name: str) -> None:
    """No cue goes missing, and what is written can be read."""
    codebook = read_codebook(name)
    unsaid = {each.cue for each in write_quanteda(codebook, tmp_path / "all.yml") if not each.written}
    written = read_codebook(tmp_path / "all.yml")
    said = {frame.frame for frame in codebook.frames if {cue.cue for cue in frame.cues} - unsaid}
    assert {frame.frame for frame in written.frames} == said


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("talks:\n  - [a, b]\n", "line 2: frame talks: a value is one text, not a list"),
        ("talks:\n- a\nwar:\n", "line 3: frame war: it has no value"),
        ("talks:\n- a\nwar: []\n", "line 3: frame war: it has no value"),
        ("talks: [a]\ntalks: [b]\n", "line 2: frame talks: this key stands here twice"),
        ("a:\n  b:\n    - ':)'\n", r"line 3: frame a.b: value ':\)': .*only words are looked for"),
        ("a:\n- not *\n", r"line 2: frame a: value 'not \*': '\*' stands for any word"),
        ("a:\n- '#metoo'\n", "line 2: frame a: value '#metoo': only words are looked for"),
        ("a:\n- *nato\n", r"line 2: aliases \(\*nato\) are not read; put a value with"),
        ("a:\n- *nato*\n", "line 2: .*put values with signs"),
        ("a: [b\n", "line 2: "),
        ("- a\n- b\n", "line 1: it must be keys with values"),
        ("? [a]\n: b\n", "line 1: a key is one text"),
        ("", "line 1: it is empty"),
        ("a: b\n---\nc: d\n", "line 2: "),
        ("a: " + "{b: " * 30 + "c" + "}" * 30, "nested more than 20 deep"),
        ("[" * 1000, "mine.yml"),
    ],
)
def test_a_wrong_dictionary_is_told_by_key_and_line(tmp_path: Path, text: str, message: str) -> None:
    """Each mistake is named with the file, the line, the key and what is wrong."""
    (tmp_path / "mine.yml").write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=message):
        read_codebook(tmp_path / "mine.yml")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """The message says that UTF-8 is wanted."""
    (tmp_path / "mine.yaml").write_bytes(b"a:\n- caf\xe9\n")
    with pytest.raises(CodebookError, match="not a text in UTF-8"):
        read_codebook(tmp_path / "mine.yaml")


def test_without_pyyaml_the_extra_is_named(dictionary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to install."""
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(MissingExtraError, match=r"negresearch\[dictionaries\]"):
        read_codebook(dictionary)


def test_the_command_line_takes_a_dictionary(tmp_path: Path, dictionary: Path) -> None:
    """`negresearch extract codings --codebook FILE.yml` codes by it."""
    out = tmp_path / "codings.csv"
    assert main(["extract", "codings", "seeds", "--codebook", str(dictionary), "--out", str(out)]) == 0
    assert {"talks", "economy.trade"} <= set(pd.read_csv(out)["frame"]) <= {"talks", "economy.money", "economy.trade"}
