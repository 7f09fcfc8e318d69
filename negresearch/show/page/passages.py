"""Passages as a page prints them, and the reading back that proves them."""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from negresearch.find.segments import Segments
from negresearch.show.page.inert import inert, slug
from negresearch.spans import Span, cite, parse_cite

#: As many passages as somebody may still read behind one number; above it, a sample.
LIMIT = 200
#: Characters of context on each side: about a line.
REACH = 80
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
    """Choose the places of at most `limit` passages, in order: those whose cite ids have the lowest hashes.

    So they are the same ones in every run, without favour to the first.
    """
    if len(cites) <= limit:
        return list(range(len(cites)))
    return sorted(sorted(range(len(cites)), key=lambda i: (hashlib.sha256(cites[i].encode()).digest(), i))[:limit])


def sampled(limit: int, total: int) -> str:
    """Say that passages were chosen, and how.

    >>> sampled(200, 1234)
    '200 of 1,234 passages, chosen by the hashes of their cite ids; the file of rows has all.'
    """
    return f"{limit} of {total:,} passages, chosen by the hashes of their cite ids; the file of rows has all."


def context(text: str, start: int, end: int, reach: int = REACH) -> Span:
    """Find the span that is printed around a passage: its own line, cut at white space.

    >>> text = "One line." + chr(10) + "Russia does not refuse negotiations now."
    >>> first, last = context(text, 17, 32, reach=10)
    >>> text[first:last]
    'Russia does not refuse'
    """
    left, right = text[max(0, start - reach) : start], text[end : end + reach]
    line, rest = left.rpartition("\n")[2], right.partition("\n")[0]
    if line == left and start > reach:
        line = re.sub(r"\A\S*\s", "", line)
    if rest == right and text[end + reach : end + reach + 1].strip():
        rest = re.sub(r"\s\S*\Z", "", rest)
    return start - len(line), end + len(rest.removesuffix("\r"))


def sentences_around(segments: Segments, start: int, end: int) -> Span:
    """From where the sentence of the first character begins to where that of the last one ends."""
    first, last = segments.sentence_at(start), segments.sentence_at(max(end - 1, start))
    return min(first.start, start) if first else start, max(last.end, end) if last else end


def passage_html(passage: Passage, text: str) -> str:
    """Write a passage, its exact words in `<mark>`, in its context, all in `<bdi>`, with its cite id in full."""
    first, last = context(text, passage.start, passage.end)
    shown = min(passage.end, passage.start + LONGEST)
    whole = shown == passage.end
    left, words = inert(text[first : passage.start]), inert(text[passage.start : shown])
    right = inert(text[passage.end : last]) if whole else ""
    before = "…" if first and text[first - 1] != "\n" else ""
    after = "" if whole and text[last : last + 1] in ("", "\r", "\n") else "…"
    cut = "" if whole else f' data-cut="{LONGEST}"'
    beside = [*map(inert, passage.beside)] + ([] if whole else [f"{passage.end - passage.start:,} characters"])
    small = f" <small>{' · '.join(beside)}</small>" if beside else ""
    mark = f"<mark{cut}>{words}</mark>"
    return f"{before}<bdi>{left}{mark}{right}</bdi>{after} <code>{inert(passage.cite)}</code>{small}"


def anchor_of(passage: Passage, anchors: set[str]) -> str:
    """The attribute that makes a passage an anchor where the page prints it first: its name is added to `anchors`."""
    name = slug(passage.cite)
    known = name in anchors
    anchors.add(name)
    return "" if known else f' id="{name}"'


@dataclass
class Printed:
    """A passage as a page prints it: its context before, its words, its context after."""

    cite: str
    cut: int = 0
    left: str = ""
    words: str = ""
    right: str = ""

    def is_true(self, texts: Mapping[str, str]) -> bool:
        """Whether these are the words of the corpus at this place."""
        doc_id, start, end = parse_cite(self.cite)
        text = texts.get(doc_id, "")
        shown = min(end, start + self.cut) if self.cut else end
        around = text.endswith(self.left, 0, start) and text.startswith(self.right, shown)
        return end <= len(text) and text[start:shown] == self.words and around


def printed_passages(html: str) -> list[Printed]:
    """Read a page back: every passage in it, with its context, as exactly the characters that it stands for.

    The cite ids of the `<mark>`s of a line, which is a `<bdi>`, stand in `<code>` after it, in their order; several
    places in one document share its name: `<code>name:<b>0-5</b><b>9-12 <small>says</small></b></code>`. Marks may
    stand in marks.

    Raises CiteError if a mark names no passage.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for found in reader.found:
        parse_cite(found.cite)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Printed] = []
        self._nameless: deque[Printed] = deque()
        self._open: list[tuple[Printed, int]] = []
        self._closed: list[tuple[Printed, int, int]] = []
        self._text = self._document = ""
        self._in_code = self._in_small = self._unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._unseen = "data-u" in given
        if self._unseen and not self._in_small:
            self._text += chr(int(given["data-u"] or "0", 16))
        elif tag == "small":
            self._in_small = True
        elif tag in {"bdi", "code"}:
            self._text, self._in_code = "", tag == "code"
        elif tag == "mark":
            self.found.append(Printed("", int(given.get("data-cut") or 0)))
            self._nameless.append(self.found[-1])
            self._open.append((self.found[-1], len(self._text)))
        elif tag == "b" and self._in_code:
            self._document = self._text = self._document or self._text

    def handle_endtag(self, tag: str) -> None:
        self._unseen = False
        if tag == "small":
            self._in_small = False
        elif tag == "mark" and self._open:
            self._closed.append((*self._open.pop(), len(self._text)))
        elif tag == "bdi":
            for found, start, end in self._closed:
                found.left, found.words, found.right = self._text[:start], self._text[start:end], self._text[end:]
            self._closed = []
        elif self._in_code and (tag == "b" or (tag == "code" and not self._document)) and self._nameless:
            self._nameless.popleft().cite = self._text.rstrip()
        if tag == "code":
            self._in_code, self._document = False, ""

    def handle_data(self, data: str) -> None:
        if not self._unseen and not self._in_small:
            self._text += data
