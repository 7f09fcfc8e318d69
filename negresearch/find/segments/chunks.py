"""What is worked out once for each distinct chunk of text between blanks; the rest is integer work on arrays."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Part = tuple[int, int, int]
"""Where in its chunk a part begins and ends, and of what kind it is."""

#: Distinct chunks that are remembered, and their characters; beyond, all are forgotten and learnt anew.
_MOST_CHUNKS = 1 << 18
_MOST_CHARACTERS = 1 << 23


class Parts(NamedTuple):
    """Parts in order, as arrays: start, end, kind, and the number of the piece of text that each stands in."""

    starts: Ints
    ends: Ints
    kinds: NDArray[Any]
    pieces: Ints


class _Numbers(dict[str, int]):
    """Numbers chunks as they come; the new ones wait in `pending`."""

    def __init__(self) -> None:
        self.pending: list[str] = []

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = len(self)
        self.pending.append(chunk)
        return number


class Chunks:
    """A store of chunks and their parts: arrays over the numbers of chunks, and over their parts one after another.

    Parameters
    ----------
    cut : callable
        What the parts of each of some new chunks are.
    end : str
        What is written behind each piece of text, so that its end can be told; no piece holds it.
    kind : str
        The type code of kinds, as in `array`.
    """

    def __init__(self, cut: Callable[[list[str]], Iterable[Sequence[Part]]], *, end: str, kind: str) -> None:
        self.cut, self.end, self.kind = cut, end, kind
        self.lock = Lock()
        self._begin()

    def _begin(self) -> None:
        self.numbers = _Numbers()
        self.characters = 0
        self.widths, self.counts, self.firsts = array("q"), array("q"), array("q")
        self.is_last = array("b")
        self.starts, self.ends, self.kinds = array("q"), array("q"), array(self.kind)

    def forget(self) -> None:
        """Forget every chunk, as at the beginning."""
        with self.lock:
            self._begin()

    def read(self, pieces: Sequence[str], starts: Iterable[int]) -> Parts:
        """Find the parts of pieces of a text that begin at `starts`."""
        with self.lock:
            if len(self.numbers) > _MOST_CHUNKS or self.characters > _MOST_CHARACTERS:
                self._begin()
            try:
                return self._place(self._look_up(pieces), pieces, starts)
            except BaseException:  # half learnt chunks would move the words of later texts
                self._begin()
                raise

    def _look_up(self, pieces: Sequence[str]) -> Ints:
        chunks = ((self.end + " ").join(pieces) + self.end).split(" ") if pieces else []
        numbers = np.fromiter(map(self.numbers.__getitem__, chunks), np.int64, len(chunks))
        if self.numbers.pending:
            self._learn(self.numbers.pending)
            self.numbers.pending = []
        return numbers

    def _learn(self, chunks: list[str]) -> None:
        found = list(self.cut(chunks))
        counts = list(map(len, found))
        lengths = list(map(len, chunks))
        self.characters += sum(lengths)
        self.widths.extend([length + 1 for length in lengths])
        self.firsts.extend(accumulate(counts[:-1], initial=len(self.starts)))
        self.counts.extend(counts)
        self.is_last.extend([chunk.endswith(self.end.strip(" ")) for chunk in chunks])
        self.starts.extend([part[0] for parts in found for part in parts])
        self.ends.extend([part[1] for parts in found for part in parts])
        self.kinds.extend([part[2] for parts in found for part in parts])

    def _place(self, numbers: Ints, pieces: Sequence[str], starts: Iterable[int]) -> Parts:
        """Put the parts of chunks where these stand, piece by piece."""
        widths = _view(self.widths).take(numbers)
        counts = _view(self.counts).take(numbers)
        is_last = np.frombuffer(self.is_last, np.int8).take(numbers)
        piece = np.cumsum(is_last, dtype=np.int64) - is_last
        base = widths.cumsum() - widths + self._shifts(pieces, starts).take(piece)
        first = _view(self.firsts).take(numbers) - counts.cumsum() + counts
        chunk = np.arange(len(counts)).repeat(counts)
        base = base.take(chunk)
        part = first.take(chunk) + np.arange(len(chunk))
        kinds = np.frombuffer(self.kinds, self.kinds.typecode).take(part)
        return Parts(base + _view(self.starts).take(part), base + _view(self.ends).take(part), kinds, piece.take(chunk))

    def _shifts(self, pieces: Sequence[str], starts: Iterable[int]) -> Ints:
        """How far each piece stands from where it stood when they were joined."""
        behind = len(self.end) + 1
        joined = accumulate([len(piece) + behind for piece in pieces], initial=0)
        return np.array([start - at for start, at in zip(starts, joined, strict=False)], dtype=np.int64)


def _view(values: array[int]) -> Ints:
    """See an array as numpy does, without a copy; it must be gone before the array grows."""
    return np.frombuffer(values, np.int64)
