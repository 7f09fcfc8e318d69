"""Source diversity by hand, and reporting verbs: each in one class, listed once, alike for all speakers."""

from __future__ import annotations

from math import isnan
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from strategies import swapped_parties

import negresearch as nr
from negresearch.count.sources import reporting_verbs, simpson, source_diversity
from negresearch.errors import CodebookError
from negresearch.read.lexicon import SPOKEN, read_lexicon
from negresearch.read.reporting import read_reporting_verbs

#: Ten words in one document, one in the other; each quotation of the first has two of them, but for one of three.
TOKENS = pd.DataFrame(
    [("d", 10 * i, 10 * i + 5, f"w{i}") for i in range(10)] + [("e", 0, 5, "w")],
    columns=["doc_id", "start", "end", "norm"],
)
QUOTES = pd.DataFrame(
    [
        ("d", 0, 30, "direct", "Ann", "East"),
        ("d", 30, 50, "direct", "Bo", "West"),
        ("d", 50, 70, "mixed", "Cy", "West"),
        ("d", 70, 90, "turn", None, None),
        ("d", 90, 95, "indirect", "Bo", "West"),
        ("e", 0, 5, "direct", None, None),
    ],
    columns=["doc_id", "start", "end", "kind", "speaker", "side"],
).astype({"speaker": "str", "side": "str"})
DOCUMENTS = pd.DataFrame({"doc_id": ["d", "e"], "outlet": ["O", "P"], "n_words": [10, 1], "problem": None})


def test_diversity_by_hand() -> None:
    """Two sides with three and four of the seven known words; what nobody is known to have said is told beside."""
    table = source_diversity(QUOTES, TOKENS, DOCUMENTS.astype({"outlet": "str"})).table.set_index("outlet")
    o = table.loc["O"]
    assert (o["n"], o["quoted_words"], o["sources"], o["most"]) == (4, 9, 2, "West")
    chance = 1 - (3 / 7) ** 2 - (4 / 7) ** 2
    assert o["diversity"] == pytest.approx(100 * chance, rel=1e-5)
    assert o["effective"] == pytest.approx(1 / (1 - chance), rel=1e-5)
    assert o["most_percent"] == pytest.approx(400 / 7, rel=1e-5)
    assert o["unknown_percent"] == pytest.approx(200 / 9, rel=1e-5)
    assert o["diversity_low"] == 0.0
    assert o["diversity_high"] == pytest.approx(100 * (1 - (3 / 5) ** 2 - (2 / 5) ** 2), rel=1e-5)
    p = table.loc["P"]
    assert (p["n"], p["sources"], p["unknown_percent"]) == (1, 0, 100.0)
    assert all(isnan(p[column]) for column in ("diversity", "effective", "most_percent", "diversity_low"))


def test_every_number_of_quotations_opens(seeds: nr.Corpus) -> None:
    """Behind each group stand as many quotations as it counts."""
    found = nr.scan(seeds, ["documents", "tokens", "quotes", "mentions"])
    quotes = nr.add_side(found["quotes"], found["mentions"])
    for of in ("side", "speaker"):
        tally = source_diversity(quotes, found["tokens"], found["documents"], of=of)
        assert len(tally.table) == 4
        for record in tally.table.to_dict("records"):
            assert len(tally.passages(outlet=record["outlet"])) == record["n"]


@given(st.lists(st.integers(0, 50), max_size=8))
def test_simpson_is_a_chance(words: list[int]) -> None:
    """It lies between 0 and the chance of as many equal sources, and asks for no order."""
    chance = simpson(words)
    assert isnan(chance) == (sum(words) == 0)
    if sum(words):
        equal = 1 - 1 / sum(n > 0 for n in words)
        assert -1e-12 <= chance <= equal + 1e-12
        assert chance == pytest.approx(simpson(words[::-1]))


def test_each_verb_stands_in_one_class_and_most_cues_in_some() -> None:
    """The classes share no verb; of the verbs that attribute speech nine in ten are in a class."""
    verbs = read_reporting_verbs()
    everywhere = [verb for of in verbs.classes for verb in of.verbs]
    assert len(set(everywhere)) == len(everywhere)
    assert all(len(of.definition) > 20 for of in verbs.classes)
    assert verbs.titles["conceding"] == "admitted"
    assert all(f"{title}: " in verbs.definitions for title in verbs.titles.values())
    forms = [form for form, frames in read_lexicon().frames.items() if frames & SPOKEN]
    assert sum(form in verbs.by_form for form in forms) >= 0.9 * len(forms)


def test_verbs_are_listed_once_with_their_class() -> None:
    """A verb that brings in two quotations is one row; its form is led back to the verb; no verb has no class."""
    text = "Ann admitted that “talks” had “failed”. Bo is ready. According to Cy, they lied."
    places = {word: text.index(word) for word in ("admitted", "ready", "According")}
    spans = {word: (start, start + len(word)) for word, start in places.items()}
    quotes = pd.DataFrame(
        [("a", "mixed", "Ann", *spans["admitted"]), ("a", "mixed", "Ann", *spans["admitted"]),
         ("a", "indirect", "Bo", *spans["ready"]), ("a", "indirect", "Cy", *spans["According"]),
         ("a", "direct", "Di", None, None)],
        columns=["doc_id", "kind", "speaker", "cue_start", "cue_end"],
    ).astype({"cue_start": "Int64", "cue_end": "Int64"})  # fmt: skip
    tokens = pd.DataFrame([("a", *spans[w], w.lower()) for w in places], columns=["doc_id", "start", "end", "norm"])
    found = reporting_verbs(quotes, tokens)
    lines = found[["start", "verb", "manner", "speaker"]].astype(object).where(found.notna(), None).to_numpy().tolist()
    assert lines == [
        [places["admitted"], "admit", "conceding", "Ann"],
        [places["ready"], "ready", None, "Bo"],
        [places["According"], "according", "neutral", "Cy"],
    ]


def test_verbs_of_the_seeds_are_slices_and_take_no_side(seeds: nr.Corpus) -> None:
    """Each verb is a form of what the row says; told with the parties exchanged, a text has the same verbs."""
    by_form = read_reporting_verbs().by_form
    found = nr.scan(seeds, ["tokens", "quotes"])
    rows = reporting_verbs(found["quotes"], found["tokens"])
    known = rows[rows["manner"].notna()]
    assert len(known) > 0.9 * len(rows) > 80
    for row in known.itertuples():
        words = seeds.texts[row.doc_id][row.start : row.end].lower().split()
        assert (row.verb, row.manner) in [by_form[word] for word in words if word in by_form]
    swapped = [swapped_parties(document.text) for document in seeds]
    again = nr.scan(
        [nr.Document(d.doc_id, text, "0") for d, text in zip(seeds, swapped, strict=True)], ["tokens", "quotes"]
    )
    told = reporting_verbs(again["quotes"], again["tokens"])
    assert told["manner"].value_counts().to_dict() == rows["manner"].value_counts().to_dict()


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[a", "verbs.toml"),
        ('[a]\ntitle = "t"\nverbs = "say"', "class a: write"),
        ('[a]\ntitle = "t"\ndefinition = "d"\nverbs = "say"\nverb = "x"', "unknown key 'verb'"),
        (
            '[a]\ntitle="t"\ndefinition="d"\nverbs="say"\n[b]\ntitle="t"\ndefinition="d"\nverbs="say"',
            "'say' is in a and",
        ),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, toml: str, message: str) -> None:
    """An error names the file, the class and what is wrong."""
    path = tmp_path / "verbs.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(CodebookError, match=message):
        read_reporting_verbs(path)
