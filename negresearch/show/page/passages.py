"""Passages as a page prints them, and the reading back that proves them."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

from negresearch.show.page.inert import inert, slug
from negresearch.spans import Span, cite, parse_cite

#: As many passages as somebody may still read behind one number; above it, a sample.
LIMIT = 200
#: As many passages as the cell of a notebook may print behind all its numbers together, where each number has its own
#: list; above it, the samples are smaller. A page prints each passage once, and needs no such limit.
MOST = 20_000
_LIMITS = (LIMIT, 150, 100, 70, 50, 40, 30, 20, 15, 10, 7, 5, 3, 2)
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
    """Choose at most `limit` passages, the same ones in every run, without favour to the first.

    They are those whose cite ids have the lowest hashes: their places, in the order given.
    """
    return sorted(_by_hash(cites)[:limit]) if len(cites) > limit else list(range(len(cites)))


def _by_hash(cites: Sequence[str]) -> list[int]:
    return sorted(range(len(cites)), key=lambda i: (_hash(cites[i]), i))


@lru_cache(maxsize=1 << 17)
def _hash(cited: str) -> bytes:
    return hashlib.sha256(cited.encode()).digest()


def limit_of(groups: Sequence[Sequence[str]], most: int = MOST) -> int:
    """Choose how many passages may stand behind each number so that a cell prints no more than `most` different ones.

    No more than `LIMIT`, and one at least: each number opens, on however large a corpus.

    Examples
    --------
    >>> few, many = [f"a:{i}-{i + 1}" for i in range(9)], [f"b:{i}-{i + 1}" for i in range(3000)]
    >>> limit_of([few]), limit_of([few, many]), limit_of([few, many], most=100)
    (200, 200, 70)
    """
    ordered = [[cites[i] for i in _by_hash(cites)[:LIMIT]] for cites in groups]
    fits = (limit for limit in _LIMITS if len({c for cites in ordered for c in cites[:limit]}) <= most)
    return next(fits, 1)


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


def passage_html(passage: Passage, text: str, reach: int = REACH) -> str:
    """Write a passage in its context of so many characters, with its cite id in full.

    Exactly the words of the text stand before, in and after `<mark>`, inside `<bdi>`.
    """
    first, last = context(text, passage.start, passage.end, reach)
    shown = min(passage.end, passage.start + LONGEST)
    whole = shown == passage.end
    left, words = inert(text[first : passage.start]), inert(text[passage.start : shown])
    right = inert(text[passage.end : last]) if whole else ""
    before = "…" if first and text[first - 1] != "\n" else ""
    after = "" if whole and text[last : last + 1] in ("", "\r", "\n") else "…"
    cut = "" if whole else f' data-cut="{LONGEST}"'
    mark = f"<mark{cut}>{words}</mark>"
    beside = [*map(inert, passage.beside)] + ([] if whole else [f"{passage.end - passage.start:,} characters"])
    small = f" <small>{' · '.join(beside)}</small>" if beside else ""
    return f"{before}<bdi>{left}{mark}{right}</bdi>{after} <code>{inert(passage.cite)}</code>{small}"


def anchored_html(passage: Passage, text: str, anchors: set[str], tag: str) -> str:
    """Write a passage as an element, an anchor where the page prints it first: then its name is added to `anchors`."""
    name = slug(passage.cite)
    anchor = "" if name in anchors else f' id="{name}"'
    anchors.add(name)
    return f"<{tag}{anchor}>{passage_html(passage, text)}</{tag.split()[0]}>"


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
        return (
            end <= len(text)
            and text[start:shown] == self.words
            and text[max(0, start - len(self.left)) : start] == self.left
            and text[shown : shown + len(self.right)] == self.right
        )


def printed_passages(html: str) -> list[Printed]:
    """Read a page back: every passage in it, with its context, as exactly the characters that it stands for.

    The cite ids of the `<mark>`s of a line stand in `<code>` after it, in their order, or before it in one line of a
    table; several places in one document share its name: `<code>name:<b>0-5</b><b>9-12 <small>says</small></b></code>`.
    Marks may stand in marks.

    Raises
    ------
    CiteError
        If a mark names no passage.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


#: What ends the words around a mark.
_ENDS = frozenset({"li", "td", "tr", "div", "p"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Printed] = []
        self._nameless: deque[Printed] = deque()
        self._marks: list[tuple[Printed, int]] = []
        self._ends: list[tuple[Printed, int, int]] = []
        self._open: list[str] = []
        self._text = self._code = self._head = self._document = ""
        self._unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._unseen = "data-u" in given
        if self._unseen:
            self._add(chr(int(given["data-u"] or "0", 16)))
        elif tag == "mark":
            self.found.append(Printed(self._head, int(given.get("data-cut") or 0)))
            self._marks.append((self.found[-1], len(self._text)))
            self._nameless += [] if self._head else [self.found[-1]]
        if tag in {"mark", "bdi", "code"} or (tag == "small" and "code" in self._open):
            self._open.append(tag)
        elif tag == "b" and "code" in self._open:
            self._document = self._document or self._code
            self._code = self._document
        elif tag == "tr":
            self._head = ""

    def handle_endtag(self, tag: str) -> None:
        self._unseen = False
        if tag in self._open:
            self._open.remove(tag)
        if tag == "mark" and self._marks:
            self._ends.append((*self._marks.pop(), len(self._text)))
        elif tag == "code" and self._document:
            self._document = self._code = ""
        elif tag == "code" or (tag == "b" and self._document):
            self._name()
        if tag in _ENDS or (tag == "bdi" and "mark" not in self._open):
            self._settle()
        if tag == "tr":
            self._head = ""

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._add(data)

    def close(self) -> None:
        super().close()
        self._settle()
        for found in self.found:
            parse_cite(found.cite)

    def _settle(self) -> None:
        """The words are complete: those before, in and after each mark."""
        text = self._text
        for found, start, end in [*self._ends, *((found, start, len(text)) for found, start in self._marks)]:
            found.left, found.words, found.right = text[:start], text[start:end], text[end:]
        self._marks, self._ends, self._text = [], [], ""

    def _name(self) -> None:
        """A cite id names the first mark before it that has no name, or else the next one in its line of a table."""
        if self._nameless:
            self._nameless.popleft().cite = self._code.rstrip()
        else:
            self._head = self._code
        self._code = ""

    def _add(self, data: str) -> None:
        if "small" in self._open:
            return
        if "code" in self._open:
            self._code += data
        elif self._open:
            self._text += data
