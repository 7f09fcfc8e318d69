"""The concordance: the exact words of the file, in the words around them."""

from __future__ import annotations

import unicodedata
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from strategies import a_document, news_text

from negresearch.errors import CiteError, TableError
from negresearch.read.corpus import Corpus
from negresearch.show.concordance import Concordance, concordance

FEWER = settings(max_examples=settings().max_examples // 2)


def corpus_of(**texts: str) -> Corpus:
    """A corpus of these texts."""
    return Corpus(tuple(a_document(text, doc_id) for doc_id, text in sorted(texts.items())), "0" * 64)


def rows_of(*spans: tuple[str, int, int]) -> pd.DataFrame:
    """Span rows."""
    return pd.DataFrame(spans, columns=["doc_id", "start", "end"])


class Cells(HTMLParser):
    """The words of each cell of a table, unseen characters read back from their code points, and every tag of it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.unseen = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a cell, or read a character that is written as its code point."""
        self.tags.add(tag)
        self.unseen = tag == "i"
        if tag == "td":
            self.cells.append("")
        elif tag == "i":
            self.cells[-1] += chr(int(str(dict(attrs)["data-u"]), 16))

    def handle_endtag(self, tag: str) -> None:
        """Go on with words."""
        self.unseen = False

    def handle_data(self, data: str) -> None:
        """Add words to the cell."""
        self.cells[-1] += "" if self.unseen else data


@FEWER
@given(news_text().filter(bool), st.data())
def test_every_line_is_the_text(text: str, data: st.DataObject) -> None:
    """Left, match and right are one stretch of the file, and the cite id names the match."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    lines = concordance(rows_of(("d", start, end)), corpus_of(d=text), width=10)
    (line,) = lines.lines
    assert line.cite == f"d:{start}-{end}"
    assert line.match == text[start:end]
    assert text[start - len(line.left) : end + len(line.right)] == line.left + line.match + line.right
    assert max(len(line.left), len(line.right)) <= 10
    assert len(repr(lines).splitlines()) == 1


@FEWER
@given(news_text().filter(bool))
def test_html_is_inert(text: str) -> None:
    """No text of a corpus becomes markup, and what is read back from the table is the text."""
    lines = concordance(rows_of(("d", 0, len(text))), corpus_of(d=text))
    read = Cells(lines._repr_html_())
    assert read.tags <= {"table", "tbody", "tr", "td", "code", "bdi", "mark", "i"}
    assert read.cells[-2] == text


def test_context_stays_in_its_sentence() -> None:
    """The words of the sentence before and after do not show."""
    corpus = corpus_of(d="Alpha beta gamma. Delta refuses epsilon. Zeta eta theta.\n\nIota kappa.")
    rows = rows_of(("d", 24, 31))
    assert repr(concordance(rows, corpus)) == "d:24-31  Delta [refuses] epsilon."
    assert repr(concordance(rows, corpus, width=4)) == "d:24-31  …lta [refuses] eps…"


def test_lines_are_aligned() -> None:
    """The matches of all lines begin in one column, whatever the script."""
    corpus = corpus_of(a="One two three.", b="和平 谈判 three.")
    printed = repr(concordance(rows_of(("a", 8, 13), ("b", 6, 11)), corpus)).splitlines()
    wide = [sum(2 if unicodedata.east_asian_width(c) == "W" else 1 for c in p[: p.index("[")]) for p in printed]
    assert wide[0] == wide[1]


def test_columns_may_stand_beside() -> None:
    """Frame or speaker stand before the line; null is blank."""
    rows = rows_of(("d", 0, 5), ("d", 6, 10)).assign(frame=["refusal", None])
    lines = repr(concordance(rows, corpus_of(d="Alpha beta."), beside=["frame"])).splitlines()
    assert lines == ["d:0-5   refusal        [Alpha] beta.", "d:6-10           Alpha [beta]."]


def test_more_than_the_limit_is_sampled_and_said() -> None:
    """Of many passages some are shown, in their order, the same whatever the order of the rows."""
    rows = rows_of(*(("d", i, i + 1) for i in range(1000)))
    lines = concordance(rows, corpus_of(d="x" * 1000), limit=4)
    again = concordance(rows.iloc[::-1], corpus_of(d="x" * 1000), limit=4)
    places = [int(line.cite[2:].split("-")[0]) for line in lines.lines]
    assert len(places) == 4
    assert places == sorted(places)
    assert again == lines
    assert repr(lines).endswith("4 of 1,000 passages, chosen by the hashes of their cite ids")
    assert "4 of 1,000 passages" in lines._repr_html_()


def test_no_passages() -> None:
    """An empty table is said to be one."""
    assert repr(concordance(rows_of(), corpus_of(d="Alpha."))) == "no passages"
    assert "no passages" in Concordance((), 0, 60)._repr_html_()


def test_errors_say_what_to_do() -> None:
    """Rows of another corpus are named, and so is a column that is not there."""
    corpus = corpus_of(d="Alpha.")
    with pytest.raises(CiteError, match=r"unknown document 'e': .*another corpus"):
        concordance(rows_of(("e", 0, 1)), corpus)
    with pytest.raises(CiteError, match="d:0-9 lies beyond the text of 6 characters"):
        concordance(rows_of(("d", 0, 9)), corpus)
    with pytest.raises(TableError, match="unknown column 'fame'"):
        concordance(rows_of(("d", 0, 1)), corpus, beside=["fame"])
