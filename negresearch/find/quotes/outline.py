"""The outline of a document: its symbols, with each quotation drawn together to one symbol, Q.

So `“We won. Now what?” he asked.` is `Q?PV.`, one reporting sentence, whatever stands between the marks.
The mark that ends the quotation is kept after Q, for it says whether the sentence goes on.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from negresearch.find.quotes.marks import Quotation, marks_in, pair
from negresearch.find.words import Piece, Words

_TAILS = {",": ",", ".": ".", "…": "", "!": "?", "?": "?", ";": ",", ":": ":"}
_SENTENCE_END = re.compile(r"[.?;\n]")


@dataclass(frozen=True)
class Outline:
    """Symbols with quotations as Q; symbol i stands for `text[starts[i]:ends[i]]`."""

    text: str
    symbols: str
    starts: list[int]
    ends: list[int]
    quotations: dict[int, Quotation]

    @cached_property
    def mirrored(self) -> str:
        """The symbols backwards, so that what stands before a word can be matched from it."""
        return self.symbols[::-1]

    @cached_property
    def borders(self) -> list[int]:
        """Indexes of the symbols that end a sentence, or a half of one."""
        return [match.start() for match in _SENTENCE_END.finditer(self.symbols)]

    def word(self, i: int) -> str:
        """The word at a symbol, in lower case."""
        return self.text[self.starts[i] : self.ends[i]].lower()

    def sentence(self, i: int) -> tuple[int, int]:
        """The first symbol of the sentence at a symbol, and the one that ends it."""
        k = bisect_left(self.borders, i)
        return (self.borders[k - 1] + 1 if k else 0), self.borders[k] if k < len(self.borders) else len(self.symbols)

    def quoted(self, first: int, last: int) -> list[int]:
        """The quotations among symbols first to last."""
        found = []
        i = self.symbols.find("Q", first, last)
        while i >= 0:
            found.append(i)
            i = self.symbols.find("Q", i + 1, last)
        return found

    def index(self, offset: int) -> int:
        """The first symbol that begins at or after an offset."""
        return bisect_left(self.starts, offset)


def quotations_in(text: str, pieces: list[Piece]) -> list[list[Quotation]]:
    """Pair the marks of each paragraph."""
    matches = marks_in(text)
    found: list[list[Quotation]] = []
    i = 0
    for piece in pieces:
        while i < len(matches) and matches[i].start() < piece.start:
            i += 1
        j = i
        while j < len(matches) and matches[j].start() < piece.end:
            j += 1
        found.append(pair(text, matches[i:j], piece.start, piece.end) if j > i else [])
        i = j
    return found


def outline_of(text: str, words: Words, quotations: list[Quotation]) -> Outline:
    """Draw each quotation together to one symbol; they are sorted and do not overlap."""
    if not quotations:
        return Outline(text, words.symbols, words.starts, words.ends, {})
    symbols: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    atoms: dict[int, Quotation] = {}
    done = 0
    for quotation in quotations:
        first = bisect_left(words.starts, quotation.start, done)
        last = bisect_left(words.starts, quotation.end, first)
        symbols.append(words.symbols[done:first])
        starts += words.starts[done:first]
        ends += words.ends[done:first]
        atoms[len(starts)] = quotation
        tail = _TAILS.get(text[quotation.end - 1], "")
        if words.symbols[last : last + 1] in ",.;:?":
            tail = ""
        symbols.append("Q" + tail)
        starts.append(quotation.start)
        ends.append(quotation.end)
        if tail:
            starts.append(quotation.end - 1)
            ends.append(quotation.end)
        done = last
    symbols.append(words.symbols[done:])
    starts += words.starts[done:]
    ends += words.ends[done:]
    return Outline(text, "".join(symbols), starts, ends, atoms)
