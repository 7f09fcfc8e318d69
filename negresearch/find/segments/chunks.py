"""What is worked out once for each distinct chunk of text between blanks; the rest is integer work on arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from struct import Struct
from threading import Lock

Part = tuple[int, int, int]
"""Where in its chunk a part begins and ends, and of what kind it is: a number above 0."""
#: The kind of what stands at the end of each piece of text, without an extent.
BREAK = ord("\n")
#: Distinct chunks that are remembered, and their characters; beyond, all are forgotten and learnt anew.
_MOST_CHUNKS = 1 << 18
_MOST_CHARACTERS = 1 << 23
#: The length of a part, how far from its end the next part begins, and its kind; 0 for what is none but a distance.
_pack = Struct("3i").pack


class Chunks(dict[str, bytes]):
    """A store of chunks, each as the records of its parts one after another.

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
        shape = len(chunk) + 1, parts
        records = self.records.get(shape)
        if records is None:
            records = self.records[shape] = _packed(*shape)
        self[chunk] = records
        return records

    def clear(self) -> None:
        """Forget every chunk, as at the beginning."""
        super().clear()
        self.records.clear()
        self.characters = 0

    def read(self, pieces: Sequence[str], starts: Sequence[int]) -> bytes:
        """Find the parts of pieces of a text that begin at `starts`, with a break behind each.

        Three numbers of 32 bits a part: length, distance from its end to the next part, kind; the first part begins
        where the first piece does. A kind of 0 is no part. A break begins a blank behind its piece.
        """
        with self.lock:
            if len(self) > _MOST_CHUNKS or self.characters > _MOST_CHARACTERS:
                self.clear()
            self.asked = []
            records = self._look_up(pieces, starts)
            if self.asked:
                for chunk, parts in zip(self.asked, self.ask(self.asked), strict=True):
                    self._learn(chunk, parts)
                records = self._look_up(pieces, starts)
        return b"".join(records)

    def _look_up(self, pieces: Sequence[str], starts: Sequence[int]) -> list[bytes]:
        records: list[bytes] = []
        for piece, start, following in zip(pieces, starts, (*starts[1:], 0), strict=False):
            records += map(self.__getitem__, piece.split(" "))
            records.append(_pack(0, following - start - len(piece) - 1, BREAK))
        return records


def _packed(width: int, parts: tuple[Part, ...]) -> bytes:
    if not parts or parts[0][0] > 0:
        parts = ((0, 0, 0), *parts)
    following = [start for start, _, _ in parts[1:]] + [width]
    return b"".join(
        [_pack(end - start, at - end, kind) for (start, end, kind), at in zip(parts, following, strict=True)]
    )
