"""Generated news texts, as nasty as those that scraping, translating and re-publishing leave behind."""

from __future__ import annotations

import csv
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Any

from hypothesis import strategies as st

from negresearch.read.corpus import Document

WORDS = (
    "negotiations", "talks", "peace", "peaceful", "settlement", "refuses", "refused", "rejected", "ready", "agreed",
    "ceasefire", "demands", "conditions", "preconditions", "not", "never", "would", "if", "unless", "has", "no", "to",
    "the", "a", "of", "with", "for", "by", "and", "but", "that", "it’s", "don't", "cannot", "war", "operation", "said",
    "says", "stressed", "according to", "told", "added", "asked", "blamed", "West", "President", "Foreign Minister",
    "he", "she", "they", "we", "this", "May", "march", "second", "week", "terms", "withdrawal of troops",
)  # fmt: skip
NAMES = (
    "Vladimir Putin", "Putin", "Volodymyr Zelensky", "Zelenskyy’s", "Zelensky's", "Kyiv", "Kiev", "Moscow", "Russia’s",
    "Ukraine", "the United States", "U.S.", "the U.S.", "NATO", "Gen. Mark Milley", "Mr. O'Neill",
    "Dr. Jean-Luc d’Aubigné", "Sergei Lavrov", "John F. Kennedy Jr.", "Naftali Bennett", "Washington", "the Kremlin",
    "the White House", "E.U.", "“Moscow. Kremlin. Putin”", "Владимир Путин", "泽连斯基",
)  # fmt: skip
DATES = (
    "December 17, 2022", "5 November 2024 14:07", "15 May, 2024 08:09", "Feb. 24", "24 February", "on Monday",
    "last February", "this week", "two weeks ago", "for three years", "every Tuesday", "the following day", "yesterday",
    "the 1990s", "spring 2022", "mid-March", "early 2023", "24/02/2022", "2022-02-24", "2022-02-24T08:09:00Z",
    "February 30, 2022", "00:00", "25:61", "9999999999", "March-April 2022", "2022/23", "the 21st century", "Q3 2023",
    "in 2022", "’90s", "May 2, 22", "a month later", "by the end of the year",
)  # fmt: skip
ABBREVIATIONS = (
    "e.g.",
    "i.e.",
    "Gen.",
    "St.",
    "No. 5",
    "a.m.",
    "p.m.",
    "vs.",
    "etc.",
    "Inc.",
    "$1.5bn",
    "3.14",
    "U.N.",
)
QUOTES = ("“", "”", "«", "»", "„", "‟", "‘", "’", "‚", "‹", "›", '"', "'", "`", "``", "''", "「", "」", "″", "＂")
STOPS = (".", ",", "!", "?", ":", ";", "…", "...", "—", "–", "-", "(", ")", "[", "]", "/", "*", "?!", ".”", ",»", '?"')
SPACES = (" ", "  ", "\u00a0", "\u202f", "\u2009", "\u200b", "\t", "\u3000", "\u00ad")
BREAKS = ("\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\n \n", "\n\n\n\n")
ODD = (
    "e\u0301", "\u0301", "\u0345", "👩‍👩‍👧‍👦", "🇺🇦", "🙂", "\u200d", "\ufe0f", "שלום", "السلام", "\u202e", "\u2066",
    "\ufeff", "\x00", "\x07", "\x1b[31m", "\x7f", "ﬁ", "İ", "ı", "ß", "ǅ", "Ⅳ", "²", "٢٠٢٢",
    "２０２２", "𝟚𝟘𝟚𝟚", "和平谈判", "\U0010ffff", "\ufffd",
)  # fmt: skip
HTML = (
    "<p>", "</p>", "<script>alert('x')</script>", "<br/>", "&nbsp;", "&quot;", "&#8220;", "<!-- ", " -->",
    "<img src=x onerror=y>", "</script>", "<![CDATA[", "{{ text }}", "{% raw %}", "${x}", "\\u201c",
    "https://example.org/a?b=c&d=%20#e", "www.x.example",
)  # fmt: skip
#: Opening and closing marks of the quotation styles that the press uses.
QUOTE_PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("‘", "’"), ('"', '"'), ("'", "'"), ("‹", "›"), ("»", "«"))

_LINE = st.lists(
    st.one_of(*map(st.sampled_from, (WORDS, WORDS, WORDS, NAMES, DATES, ABBREVIATIONS))), min_size=1, max_size=12
).map(" ".join)
_SOUP = st.lists(
    st.one_of(*map(st.sampled_from, (WORDS, NAMES, DATES, ABBREVIATIONS, QUOTES, STOPS, SPACES, BREAKS, ODD, HTML))),
    max_size=60,
).map("".join)


@st.composite
def _sentences(draw: st.DrawFn) -> str:
    """A sentence, quoted or not, with a speaker before, after or nowhere; now and then a mark is missing."""
    said = draw(_LINE)
    opener, closer = draw(st.sampled_from(QUOTE_PAIRS))
    shape = draw(
        st.sampled_from(("{s}.", "{s}?", "{o}{s},{c} said {n}.", "{n} said: {o}{s}.{c}", "{n} {o}{s}{c}.", "{o}{s}."))
    )
    if draw(st.integers(0, 9)) == 0:
        opener, closer = draw(st.sampled_from(((opener, ""), ("", closer), (opener, opener), (closer, opener))))
    return shape.format(s=said, o=opener, c=closer, n=draw(st.sampled_from(NAMES)))


@st.composite
def _articles(draw: st.DrawFn) -> str:
    """Headline, paragraphs of sentences, and soup between them, with one kind of line break."""
    paragraphs = draw(
        st.lists(st.one_of(st.lists(_sentences(), min_size=1, max_size=3).map(" ".join), _LINE, _SOUP), max_size=6)
    )
    return draw(st.sampled_from(BREAKS)).join(paragraphs)


def news_text() -> st.SearchStrategy[str]:
    """Any text a corpus may hold: articles, soup of fragments, or plain Unicode, without lone surrogates.

    The empty text is among them; `.filter(bool)` where it must not be.
    """
    return st.one_of(_articles(), _articles(), _SOUP, st.text(st.characters(exclude_categories=("Cs",)), max_size=200))


def a_document(text: str, doc_id: str = "d", **metadata: Any) -> Document:
    """A document of this text, as if read from a corpus."""
    return Document(doc_id, text, hashlib.sha256(text.encode()).hexdigest(), **metadata)


def news_documents(**metadata: Any) -> st.SearchStrategy[Document]:
    """Documents of generated text."""
    return news_text().map(lambda text: a_document(text, **metadata))


@cache
def _counterparts() -> dict[str, str]:
    """The shipped table of names and their counterparts."""
    lines = (files("negresearch") / "codebooks" / "swaps.csv").read_text("utf-8").splitlines()
    return {row["name"]: row["counterpart"] for row in csv.DictReader(lines)}


def swapped_parties(text: str) -> str:
    """A text told with its parties exchanged: an instrument that takes no side reads both versions alike."""
    names = sorted(map(re.escape, _counterparts()), key=len, reverse=True)
    return re.sub(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", lambda name: _counterparts()[name[0]], text)
