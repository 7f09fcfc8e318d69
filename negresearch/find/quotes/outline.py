"""The outline of a document: its symbols, with each quotation drawn together to one symbol, Q.

So `“We won. Now what?” he asked.` is `Q?PV.`, one reporting sentence, whatever stands between the marks.
The mark that ends the quotation is kept after Q, for it says whether the sentence goes on.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator

from negresearch.find.quotes.marks import Quotation, marks_in, pair
from negresearch.find.words import Piece, Words

_TAILS = {",": ",", ".": ".", "…": "", "!": "?", "?": "?", ";": ",", ":": ":"}
#: So many symbols of a sentence are looked at, however long it is.
LONGEST = 300


class Outline:
    """Symbols with quotations as Q; symbol i stands for `text[starts[i] : end(i)]`.

    `mirrored` has them backwards, so that what stands before a word can be matched from it; in `stops` a full stop is
    whatever ends a sentence, or a half of one; `word(i)` is the word at a symbol, in lower case.
    """

    def __init__(
        self, text: str, symbols: str, starts: list[int], lengths: array[int], quotations: dict[int, Quotation]
    ) -> None:
        self.text, self.starts, self.quotations = text, starts, quotations
        self.end: Callable[[int], int] = lambda i: starts[i] + lengths[i]
        self._quoted = list(quotations)
        for at in self.found("think tank"):  # nobody thinks there
            i = bisect_left(starts, at)
            symbols = f"{symbols[:i]}n{symbols[i + 1 :]}" if starts[i] == at and symbols[i] == "V" else symbols
        self.symbols = symbols
        self.mirrored = symbols[::-1]
        self.stops = symbols.replace("?", ".").replace(";", ".").replace("\n", ".")
        self.word: Callable[[int], str] = lambda i: text[starts[i] : starts[i] + lengths[i]].lower()

    def found(self, words: str) -> Iterator[int]:
        """Where words stand between the first symbol and the last."""
        first, last = (self.starts[0], self.end(-1)) if self.starts else (0, 0)
        at = self.text.find(words, first, last)
        while at >= 0:
            yield at
            at = self.text.find(words, at + 1, last)

    def sentence(self, i: int) -> tuple[int, int]:
        """The first symbol of the sentence at a symbol, and the one that ends it."""
        first, last = max(0, i - LONGEST), min(i + LONGEST, len(self.symbols))
        begin, end = self.stops.rfind(".", first, i), self.stops.find(".", i, last)
        return (begin + 1 if begin >= 0 else first), (end if end >= 0 else last)

    def quoted(self, first: int, last: int) -> list[int]:
        """The quotations among symbols first to last."""
        quoted = self._quoted
        return quoted[bisect_left(quoted, first) : bisect_left(quoted, last)]

    def index(self, offset: int) -> int:
        """The first symbol that begins at or after an offset."""
        return bisect_left(self.starts, offset)


def quotations_in(text: str, pieces: list[Piece]) -> Iterator[tuple[int, Quotation]]:
    """Pair the marks of each paragraph: its index, and a quotation."""
    matches = marks_in(text)
    starts = [match.start() for match in matches]
    i = 0
    for k, piece in enumerate(pieces):
        if i == len(starts):
            break
        if starts[i] < piece.end:
            first = bisect_left(starts, piece.start, i)
            i = bisect_left(starts, piece.end, first)
            if first < i:
                for quotation in pair(text, matches[first:i], piece.start, piece.end):
                    yield k, quotation


def outline_of(text: str, words: Words, quotations: list[Quotation]) -> Outline:
    """Draw each quotation together to one symbol; they are sorted and do not overlap."""
    if not quotations:
        return Outline(text, words.symbols, words.starts, words.lengths, {})
    whole, begun, long = words.symbols, words.starts, words.lengths
    symbols = ""
    starts: list[int] = []
    lengths = array("i")
    atoms: dict[int, Quotation] = {}
    done = 0
    for quotation in quotations:
        start, end = quotation.start, quotation.end
        first = bisect_left(begun, start, done)
        last = bisect_left(begun, end, first)
        mark = text[end - 2] if text[end - 1] in "'’" and end > start + 1 else text[end - 1]  # ‘no,’” he said
        tail = "" if last == len(whole) or whole[last] in ",.;:?" else _TAILS.get(mark, "")
        symbols += f"{whole[done:first]}Q{tail}"
        starts += begun[done:first]
        lengths.extend(long[done:first])
        atoms[len(starts)] = quotation
        starts += (start, end - 1) if tail else (start,)
        lengths.extend((end - start, 1) if tail else (end - start,))
        done = last
    starts += begun[done:]
    lengths.extend(long[done:])
    return Outline(text, symbols + whole[done:], starts, lengths, atoms)
