"""Passages as a page prints them, and the reading back that proves them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import quote, unquote

from negresearch.show.page.inert import inert, slug
from negresearch.spans import Span, cite, parse_cite

#: As many passages as somebody may still read behind one number; above it, a sample.
LIMIT = 200
#: Characters of context on each side: about a line.
REACH = 90
#: Longer passages are printed up to here; the rows file holds them whole.
LONGEST = 1_200


@dataclass(frozen=True)
class Passage:
    """A span of a document, and what stands beside it: outlet, voice."""

    doc_id: str
    start: int
    end: int
    beside: tuple[str, ...] = ()

    @property
    def cite(self) -> str:
        """The passage's name, `doc_id:start-end`."""
        return cite(self.doc_id, self.start, self.end)


def sample(cites: Sequence[str], limit: int = LIMIT) -> list[int]:
    """Choose at most `limit` passages, the same ones in every run, without favour to the first.

    They are those whose cite ids have the lowest hashes: their places, in the order given.
    """
    if len(cites) <= limit:
        return list(range(len(cites)))
    by_hash = sorted(range(len(cites)), key=lambda i: (hashlib.sha256(cites[i].encode()).digest(), i))
    return sorted(by_hash[:limit])


def sampled(limit: int, total: int) -> str:
    """Say that passages were chosen, and how.

    Examples
    --------
    >>> sampled(200, 1234)
    '200 of 1,234 passages, chosen by the hashes of their cite ids; the file of rows has all.'
    """
    return f"{limit} of {total:,} passages, chosen by the hashes of their cite ids; the file of rows has all."


def context(text: str, start: int, end: int, reach: int = REACH) -> Span:
    """Find the span that is printed around a passage: its own line, cut at white space.

    Examples
    --------
    >>> text = "One line." + chr(10) + "Russia does not refuse negotiations now."
    >>> first, last = context(text, 17, 32, reach=10)
    >>> text[first:last]
    'Russia does not refuse'
    """
    far = max(0, start - reach)
    line = text.rfind("\n", far, start) + 1
    first = line or (0 if far == 0 else _next_gap(text, far, start))
    far = min(len(text), end + reach)
    line = text.find("\n", end, far)
    last = line if line >= 0 else (far if far == len(text) else _last_gap(text, end, far))
    return first, last - (text[end:last].endswith("\r"))


def _next_gap(text: str, low: int, high: int) -> int:
    return next((i + 1 for i in range(low, high) if text[i].isspace()), low)


def _last_gap(text: str, low: int, high: int) -> int:
    return next((i for i in range(high, low - 1, -1) if text[i].isspace()), high)


def passage_html(passage: Passage, text: str) -> str:
    """Write a passage in its context, with its cite id in full.

    Parameters
    ----------
    passage : Passage
        The span.
    text : str
        The exact text of its document.

    Returns
    -------
    str
        Exactly the words of the text stand before, in and after `<mark data-cite>`, inside a `<span dir="auto">`.
    """
    first, last = context(text, passage.start, passage.end)
    shown = min(passage.end, passage.start + LONGEST)
    whole = shown == passage.end
    left, words = inert(text[first : passage.start]), inert(text[passage.start : shown])
    right = inert(text[passage.end : last]) if whole else ""
    before = "…" if first and text[first - 1] != "\n" else ""
    after = "" if whole and text[last : last + 1] in ("", "\r", "\n") else "…"
    cut = "" if whole else f' data-cut="{LONGEST}"'
    mark = f'<mark data-cite="{quote(passage.cite, safe=":")}"{cut}>{words}</mark>'
    beside = [*map(inert, passage.beside)] + ([] if whole else [f"{passage.end - passage.start:,} characters"])
    small = f" <small>{' · '.join(beside)}</small>" if beside else ""
    return f'{before}<span dir="auto">{left}{mark}{right}</span>{after} <code>{inert(passage.cite)}</code>{small}'


def anchored(passage: Passage, anchors: set[str]) -> str:
    """Make the first printing of a passage an anchor: the attribute, or nothing where the page has one already."""
    name = slug(passage.cite)
    if name in anchors:
        return ""
    anchors.add(name)
    return f' id="{name}"'


@dataclass
class Printed:
    """A passage as a page prints it: its context before, its words, its context after."""

    cite: str
    cut: int | None = None
    left: str = ""
    words: str = ""
    right: str = ""

    def is_true(self, texts: Mapping[str, str]) -> bool:
        """Whether these are the words of the corpus at this place."""
        doc_id, start, end = parse_cite(self.cite)
        text = texts.get(doc_id, "")
        shown = end if self.cut is None else min(end, start + self.cut)
        return (
            end <= len(text)
            and text[start:shown] == self.words
            and text[max(0, start - len(self.left)) : start] == self.left
            and text[shown : shown + len(self.right)] == self.right
        )


def printed_passages(html: str) -> list[Printed]:
    """Read a page back: every passage in it, with its context, as exactly the characters that it stands for.

    A `<mark>` names its passage in `data-cite`, or stands in one line of a table with its cite id in `<code>`.

    Raises
    ------
    CiteError
        If a mark names no passage.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Printed] = []
        self._left = ""
        self._code = ""
        self._unseen = False
        self._where = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._unseen = "data-u" in given
        if self._unseen:
            self._add(chr(int(given["data-u"] or "0", 16)))
        elif tag == "mark":
            cut = given.get("data-cut")
            cited = unquote(given.get("data-cite") or self._code)
            parse_cite(cited)
            self.found.append(Printed(cited, int(cut) if cut else None, self._left if self._where == "left" else ""))
            self._where = "words"
        elif tag == "code" or (tag == "span" and given.get("dir") == "auto"):
            self._where = "code" if tag == "code" else "left"
            self._left, self._code = "", "" if tag == "code" else self._code

    def handle_endtag(self, tag: str) -> None:
        self._unseen = False
        if tag == "mark":
            self._where = "right"
        elif tag in {"span", "code", "td"}:
            self._where = ""
        elif tag == "tr":
            self._code = ""

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._add(data)

    def _add(self, data: str) -> None:
        if self._where == "left":
            self._left += data
        elif self._where == "code":
            self._code += data
        elif self._where == "words":
            self.found[-1].words += data
        elif self._where == "right":
            self.found[-1].right += data
