"""The naming ledger: exact counts, spans of the text, one file of sets for all sides, and a user's own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from strategies import a_document, news_text, swapped_parties

import negresearch as nr
from negresearch.cli import main
from negresearch.errors import CodebookError
from negresearch.find.naming import naming_in
from negresearch.find.segments import Segments
from negresearch.read.actors import read_actors
from negresearch.read.naming import read_naming
from negresearch.tables import NamingRow, VoiceRow

NAMING, ACTORS = read_naming(), read_actors()
#: The sets that are about how one side's names are spelled, and so cannot be the same when sides are swapped.
SPELLINGS = {"kyiv", "zelensky", "places"}


def named(text: str) -> list[NamingRow]:
    """The rows of a text in the narrator's voice."""
    return naming_in(Segments(a_document(text)), [], naming=NAMING, actors=ACTORS)


def own(tmp_path: Path, toml: str) -> Path:
    """A file of sets."""
    path = tmp_path / "sets.toml"
    path.write_text(toml, encoding="utf-8")
    return path


def test_counts_of_the_seeds_are_exact(seeds: nr.Corpus) -> None:
    """Kyiv and Kiev, and the special military operation, as a plain text search of each file counts them."""
    found = nr.find_naming(seeds)
    for form in ("Kyiv", "Kiev"):
        counts = [len(re.findall(form, document.text)) for document in seeds]
        assert [int((found[found["form"] == form]["doc_id"] == d.doc_id).sum()) for d in seeds] == counts
    assert [int((found["form"] == f).sum()) for f in ("Kyiv", "Kiev")] == [16, 15]
    operations = found[found["term"] == "special military operation"]["doc_id"]
    assert [int((operations == d.doc_id).sum()) for d in seeds] == [1, 0, 1, 2, 0]


@given(news_text())
def test_rows_are_slices_and_do_not_overlap(text: str) -> None:
    """Each row is a stretch of the text where words count; within a set none lies on another."""
    segments = Segments(a_document(text))
    free: dict[str, int] = {}
    for row in named(text):
        assert text[row.start : row.end] == row.form
        assert any(first <= row.start and row.end <= last for first, last in segments.counted)
        assert row.start >= free.get(row.name, 0)
        free[row.name] = row.end


def test_the_longest_term_of_a_set_wins() -> None:
    """A special military operation is no operation, and the Cold War is not this war."""
    rows = named(
        "The special  military operations go on. The Cold War is over, this war is not; Kyiv's Kiev-born mayor."
    )
    assert [(row.form, row.term) for row in rows] == [
        ("special  military operations", "special military operation"),
        ("war", "war"),
        ("Kyiv", "Kyiv"),
        ("Kiev", "Kiev"),
    ]


def test_no_term_runs_over_a_line_or_into_a_word() -> None:
    """Terms are whole words of one line: neither "warn" nor a paragraph's edge makes one."""
    assert [row.form for row in named("They warn of a special\nmilitary operation in Kievan lands.")] == [
        "military operation"
    ]


def test_capitals_count_where_the_term_has_them() -> None:
    """A name is found as it is written, any other word in any case."""
    assert [row.form for row in named("WAR and war, but kiev is no Kiev.")] == ["WAR", "war", "Kiev"]


def test_voices_are_told() -> None:
    """The words of a speaker are his, those of a notice its own, all others the narrator's; unknown is None."""
    text = "war war war war war"
    voices = [
        VoiceRow(0, 4, "headline", None),
        VoiceRow(4, 8, "speaker", "Ann Lee"),
        VoiceRow(8, 12, "paraphrase", None),
        VoiceRow(12, 16, "notice", None),
        VoiceRow(16, 19, "narrator", None),
    ]
    rows = naming_in(Segments(a_document(text)), voices, naming=NAMING)
    assert [row.voice for row in rows] == ["narrator", "Ann Lee", None, "notice", "narrator"]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Arms for the Kiev regime.", "Ukraine"),
        ("They fear Putin's regime.", "Russia"),
        ("They fear Putin’s brutal regime.", "Russia"),
        ("The pro-Western Ukrainian pro-war government fell.", "Ukraine"),
        ("The regime in Moscow fell.", "Russia"),
        ("The government of the Russian Federation met.", "Russia"),
        ("It was President Volodymyr Zelensky.", "Ukraine"),
        ("Moscow accused the authorities.", None),
        ("The regime fell. Russia smiled.", None),
        ("In Kyiv, the authorities met.", None),
        ("The Ruritanian regime fell.", None),
    ],
)
def test_whose_is_said_where_the_text_says_it(text: str, whose: str | None) -> None:
    """A government or a leader is a side's where the words beside it name the side; else nothing is guessed."""
    assert [row.whose for row in named(text) if row.name in NAMING.owned] == [whose]


def test_whose_is_told_of_every_named_government_of_the_seeds(seeds: nr.Corpus) -> None:
    """Of 44 governments and heads of state in the seeds, whose 36 are is said beside them; the others stand alone."""
    found = nr.find_naming(seeds)
    owned = found[found["name"].isin(NAMING.owned)]
    assert (len(owned), int(owned["whose"].notna().sum())) == (44, 36)
    assert found.loc[~found["name"].isin(NAMING.owned), "whose"].isna().all()
    alone = {seeds.texts[r.doc_id][r.start - 4 : r.end] for r in owned[owned["whose"].isna()].itertuples()}
    assert alone == {
        "Our President",
        "rld leaders",
        "the president",
        "The president",
        "the regime",
        " ex-president",
        " or government",
        "The dictator",
    }


def test_sets_take_no_side(seeds: nr.Corpus) -> None:
    """Told with the parties exchanged, each text has the same terms of every set but of those on spellings."""
    for document in seeds:
        told, swapped = (
            [row.term for row in named(text) if row.name not in SPELLINGS]
            for text in (document.text, swapped_parties(document.text))
        )
        assert told == swapped
        assert len(told) > 20


def test_extract_writes_the_ledger_of_a_user_s_own_sets(tmp_path: Path, seeds_path: Path) -> None:
    """`negresearch extract naming CORPUS --naming FILE --out FILE` counts the words of that file."""
    mine = own(tmp_path, '[money]\nterms = ["dollar(s)", "euro(s)"]\n[tv]\nterms = ["TV|television", "radio"]\n')
    out = tmp_path / "naming.csv"
    assert main(["extract", "naming", str(seeds_path), "--out", str(out), "--naming", str(mine)]) == 0
    lines = out.read_text("utf-8").splitlines()
    assert lines[0] == "doc_id,start,end,name,form,voice,term,whose"
    texts = "".join(path.read_text("utf-8") for path in sorted(seeds_path.glob("*.txt")))
    assert sum(",TV," in line for line in lines) == len(re.findall(r"\b(?:TV|[Tt]elevision)\b", texts)) > 0
    assert main(["extract", "naming", str(seeds_path), "--out", str(out)]) == 0
    assert sum(",Kiev," in line for line in out.read_text("utf-8").splitlines()) == 15


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[a", "sets.toml"),
        ("a = 1", "set a: write"),
        ('[a]\nterms = ["x"]', "set a: 1 terms"),
        ('[a]\nterms = ["x", "y"]\ntitel = "z"', "did you mean 'title'"),
        ('[a]\nterms = ["x", "--"]', "'--' has no word"),
        ('[a]\nterms = ["x(s)", "y|xs"]', "'xs' stands there twice"),
        ("[a]\nterms = [1, 2]", "terms must be a list of words"),
        ('[a]\nterms = ["x", "y"]\nwhose = "yes"', "whose must be true or false"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, toml: str, message: str) -> None:
    """An error names the file, the set and what is wrong."""
    with pytest.raises(CodebookError, match=re.escape(message)):
        read_naming(own(tmp_path, toml))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """So does one that is not there."""
    with pytest.raises(CodebookError, match=r"none\.toml"):
        read_naming(tmp_path / "none.toml")
