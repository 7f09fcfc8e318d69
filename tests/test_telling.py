"""Sentences and figures of the comparison: numbers that are in the tables, words for all, on odd tables too."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from strategies import a_document

import negresearch as nr
from negresearch.errors import TableError
from negresearch.show.page import Figure


@pytest.fixture(scope="module")
def found(seeds: nr.Corpus) -> dict[str, pd.DataFrame]:
    """The tables of the seeds that comparisons start from."""
    tables = ["documents", "regions", "tokens", "mentions", "quotes", "naming", "fingerprints"]
    found = nr.scan(seeds, tables)
    words = nr.keep_counted(found["tokens"], found["regions"])
    return found | {"words": words, "quotes": nr.add_side(found["quotes"], found["mentions"])}


def told_of(found: dict[str, pd.DataFrame], by: str) -> dict[str, str]:
    """Every sentence of a corpus, by what it tells."""
    documents, words, quotes = found["documents"], found["words"], found["quotes"]
    cues = nr.reporting_verbs(quotes, words)
    whats: dict[str, object] = {
        "keyness": nr.keyness(words, by, documents, min_count=2),
        "naming": nr.tally(found["naming"], [by, "name", "term"], documents, zeros=False),
        "diversity": nr.source_diversity(quotes, words, documents, by),
        "verbs": nr.tally(cues, [by, "manner"], documents, zeros=False),
        "quotes": nr.shared_quotes(quotes, words, documents),
        "passages": nr.shared_passages(found["fingerprints"], words, documents),
        "duplicates": nr.mark_duplicates(documents, found["fingerprints"]),
    }
    told = {name: repr(nr.in_words(what)) for name, what in whats.items()}  # type: ignore[arg-type]
    return told | {"similarity": repr(nr.in_words(nr.similarity(words, documents, by), per=documents))}


@pytest.mark.parametrize("by", ["doc_id", "outlet"])
def test_each_sentence_can_be_read_out(found: dict[str, pd.DataFrame], by: str) -> None:
    """It ends, has no column name in it and no number with more decimals than can be said, and is not long."""
    for name, told in told_of(found, by).items():
        assert re.search(r"[.?]\Z", told), name
        assert not re.search(r"_|nan|None|\d\.\d{3}", told), (name, told)
        assert 20 < len(told) < 900, name


def test_the_numbers_are_those_of_the_tables(found: dict[str, pd.DataFrame]) -> None:
    """Sentences of the seeds say what the tables hold, and name the documents as the tables do."""
    told = told_of(found, "outlet")
    assert "“Zelenskyy” 5 of 5 times" in told["naming"]
    assert "document [initiated → initialed] by the" in told["quotes"]
    assert told["passages"] == "No longer passage was found in two places, whoever speaks."
    assert told["duplicates"] == "0 of 5 texts are nearly the same as an earlier one."
    sides = nr.source_diversity(found["quotes"], found["words"], found["documents"]).table
    for record in sides.to_dict("records"):
        counted, left_out = told["diversity"].split(" Left out,")
        if record["unknown_percent"] > 50:
            assert record["outlet"] in left_out
            assert record["outlet"] not in counted
        else:
            assert f"{record['outlet']} {record['diversity']:.0f} (most words: {record['most']}" in counted
    assert "one article each can't say" in told["similarity"]
    assert "000 RT and 003 GEOFOR: 0.6" in told_of(found, "doc_id")["similarity"]


def test_numbers_lead_to_their_passages(found: dict[str, pd.DataFrame], seeds: nr.Corpus) -> None:
    """With the table of the page, each count in a sentence is a link into it."""
    called = nr.tally(found["naming"], ["outlet", "name", "term"], found["documents"], zeros=False)
    table = nr.exhibit(called, seeds, caption="Words", name="naming", across="outlet")
    anchors = {group.anchor for group in table.groups}
    links = re.findall(r'href="#([^"]+)"', nr.in_words(called, table).html)
    assert len(links) == 3
    assert set(links) <= anchors
    figure = nr.plot_naming(called, opens=table)
    assert set(re.findall(r'href="#([^"]+)" target', figure.svg)) <= anchors
    assert "diplomacy" in re.findall(r"<text[^>]*>([^<]+)</text>", figure.svg)  # too narrow a piece everywhere


@pytest.mark.parametrize(
    "texts",
    [{}, {"a": ""}, {"a": "War."}, {"a": "“War is over,” said Ann Lee.", "b": "{odd} “War is over,” said Ann Lee."}],
)
def test_odd_corpora_are_told_too(texts: dict[str, str]) -> None:
    """Nothing to count is a sentence and a figure like any other, and no error."""
    documents = [a_document(text, doc_id) for doc_id, text in texts.items()]
    found = nr.scan(documents, ["documents", "regions", "tokens", "mentions", "quotes", "naming", "fingerprints"])
    found["words"] = nr.keep_counted(found["tokens"], found["regions"])
    found["quotes"] = nr.add_side(found["quotes"], found["mentions"])
    for by in ("doc_id", "outlet"):
        assert all(told_of(found, by).values())
        called = nr.tally(found["naming"], [by, "name", "term"], found["documents"], zeros=False)
        alike = nr.similarity(found["words"], found["documents"], by)
        for figure in (nr.plot_naming(called), nr.plot_similarity(alike, found["documents"])):
            assert isinstance(figure, Figure)
            assert len(figure.alt) > 20


def test_figures_say_what_they_show(found: dict[str, pd.DataFrame]) -> None:
    """The words of a figure hold the numbers that it draws, and the same table gives the same bytes."""
    called = nr.tally(found["naming"], ["outlet", "name", "term"], found["documents"], zeros=False)
    alike = nr.similarity(found["words"], found["documents"])
    figures = [nr.plot_naming(called), nr.plot_similarity(alike, found["documents"])]
    again = [nr.plot_naming(called), nr.plot_similarity(alike, found["documents"])]
    assert [figure.svg for figure in figures] == [figure.svg for figure in again]
    assert "GEOFOR negotiation 8, talks 8" in figures[0].alt
    assert "001 RT · 004 dailywrap.ca: 0.82, 0.65 to 0.98." in figures[1].alt
    many = pd.concat([alike] * 9, ignore_index=True)
    assert "the 20 lowest of 90" in nr.plot_similarity(many, found["documents"]).caption


def test_what_is_not_known_is_refused(found: dict[str, pd.DataFrame]) -> None:
    """A table of another kind is an error that says so."""
    with pytest.raises(TableError, match="knows no table"):
        nr.in_words(found["regions"])
    with pytest.raises(TableError, match="plot_naming draws"):
        nr.plot_naming(nr.tally(found["naming"], ["name"], found["documents"]))
    with pytest.raises(TableError, match="plot_similarity draws"):
        nr.plot_similarity(found["regions"], found["documents"])


def test_of_whom_a_frame_is_said_is_told_as_counted(found: dict[str, pd.DataFrame]) -> None:
    """Each frame that names sides stands with the side that it names most, if not once, and with how many name one."""
    codings = pd.DataFrame(
        {"doc_id": "000_f7fd658a330aa63f", "start": range(7), "end": range(1, 8),
         "frame": ["bad_faith"] * 6 + ["futility"], "side": ["X", "Y", "Y", None, "Y", "X", "X"], "polarity": "denied"}
    )  # fmt: skip
    told = nr.in_words(nr.tally(codings, ["frame", "side"], found["documents"], zeros=False))
    assert repr(told) == "Of whom it is denied most often, of the times a side is named: bad faith, Y (3 of 5)."
    nobody = nr.tally(codings[codings["side"].isna()], ["frame", "side"], found["documents"], zeros=False)
    assert repr(nr.in_words(nobody)) == "It is said of nobody by name."
    nothing = nr.tally(codings.head(0), ["frame", "side"], found["documents"], zeros=False)
    assert repr(nr.in_words(nothing)) == ""  # the table itself says that there is none
