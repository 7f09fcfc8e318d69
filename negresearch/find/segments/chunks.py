"""What is worked out once for each distinct chunk of text between blanks; the rest is integer work on arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from struct import Struct
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Part = tuple[int, int, int]
"""Where in its chunk a part begins and ends, and of what kind it is: a number above 0."""
#: The kind of what stands at the end of each piece of text, without an extent.
BREAK = ord("\n")
#: Distinct chunks that are remembered, and their characters; beyond, all are forgotten and learnt anew.
_MOST_CHUNKS = 1 << 18
_MOST_CHARACTERS = 1 << 23
#: By how much a part moves all from itself on, where it begins and ends before it is moved itself, and its kind.
_pack = Struct("4i").pack


class Parts(NamedTuple):
    """Parts in order, as arrays: start, end and kind."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    kinds: NDArray[np.int32]


class Chunks(dict[str, bytes]):
    """A store of chunks, each as the records of its parts one after another; what has no parts has one of kind 0.

    `cut` says what the parts of a chunk are, or None where `ask` must be asked, for many at once.
    """

    def __init__(
        self,
        cut: Callable[[str], tuple[Part, ...] | None],
        ask: Callable[[list[str]], Iterable[tuple[Part, ...]]] = lambda _: (),
    ) -> None:
        self.cut, self.ask = cut, ask
        self.records: dict[tuple[int, tuple[Part, ...]], bytes] = {}  # many chunks share theirs
        self.characters = 0
        self.asked: list[str] = []
        self.lock = Lock()

    def __missing__(self, chunk: str) -> bytes:
        parts = self.cut(chunk)
        if parts is None:
            self.asked.append(chunk)
            return b""
        return self._learn(chunk, parts)

    def _learn(self, chunk: str, parts: tuple[Part, ...]) -> bytes:
        self.characters += len(chunk)
        width = len(chunk) + 1
        records = self.records.get((width, parts))
        if records is None:
            *others, (start, end, kind) = parts or ((0, 0, 0),)
            last = _pack(width, start - width, end - width, kind)
            records = self.records[width, parts] = b"".join([_pack(0, *part) for part in others]) + last
        self[chunk] = records
        return records

    def clear(self) -> None:
        """Forget every chunk, as at the beginning."""
        super().clear()
        self.records.clear()
        self.characters = 0

    def read(self, pieces: Sequence[str], starts: Sequence[int]) -> Parts:
        """Find the parts of pieces of a text that begin at `starts`, with a break behind each."""
        with self.lock:
            if len(self) > _MOST_CHUNKS or self.characters > _MOST_CHARACTERS:
                self.clear()
            self.asked = []
            records = self._look_up(pieces, starts)
            if self.asked:
                for chunk, parts in zip(self.asked, self.ask(self.asked), strict=True):
                    self._learn(chunk, parts)
                records = self._look_up(pieces, starts)
        table = np.frombuffer(b"".join(records), np.int32)  # a column is every fourth number
        moved, kinds = table[::4].cumsum(dtype=np.int32), table[3::4]
        moved += starts[0] if starts else 0
        found = Parts(moved + table[1::4], moved + table[2::4], kinds)
        if np.count_nonzero(kinds) == len(kinds):
            return found
        return Parts(*(column[kinds != 0] for column in found))

    def _look_up(self, pieces: Sequence[str], starts: Sequence[int]) -> list[bytes]:
        records: list[bytes] = []
        for piece, start, following in zip(pieces, starts, (*starts[1:], 0), strict=False):
            records += map(self.__getitem__, piece.split(" "))
            gap = following - start - len(piece) - 1
            records.append(_pack(gap, -1 - gap, -1 - gap, BREAK))
        return records
