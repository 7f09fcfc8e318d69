"""What is worked out once for each distinct chunk of text between blanks; the rest is integer work on arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from struct import Struct
from threading import Lock

Part = tuple[int, int, int]
"""Where in its chunk a part begins and ends, and of what kind it is: a number above 0."""
#: The kind of what stands at the end of each piece of text, without an extent.
BREAK = ord("\n")
#: Distinct chunks that are remembered, and their characters; beyond, all are forgotten and learnt anew.
_MOST_CHUNKS = 1 << 18
_MOST_CHARACTERS = 1 << 23
_pack = Struct("3i").pack


def break_of(step: int) -> str:
    """The end of a piece, to stand among the chunks: the next piece begins `step` behind a blank."""
    return f" {step}"


class Chunks:
    """A store of chunks, each as the records of its parts one after another.

    `cut` says what the parts of a chunk are, or None where `ask` must be asked, for many at once.
    """

    def __init__(
        self,
        cut: Callable[[str], tuple[Part, ...] | None],
        ask: Callable[[list[str]], Iterable[tuple[Part, ...]]] = lambda _: (),
    ) -> None:
        self.cut, self.ask = cut, ask
        self.known: dict[str, bytes] = {}
        self.records: dict[tuple[int, tuple[Part, ...]], bytes] = {}  # many chunks share theirs
        self.characters = 0
        self.lock = Lock()

    def clear(self) -> None:
        """Forget every chunk, as at the beginning."""
        self.known.clear()
        self.records.clear()
        self.characters = 0

    def read(self, chunks: list[str]) -> bytes:
        """Find the parts of what stands between blanks in pieces of a text, with a break behind each piece.

        Three numbers of 32 bits a part: distance to where the next part begins, length, kind; the first part begins
        where the first piece does. A kind of 0 is no part.
        """
        if not chunks:
            return b""
        look_up = itemgetter(*chunks)
        with self.lock:
            try:
                return b"".join(look_up(self.known))
            except KeyError:
                self._learn(chunks)
                return b"".join(look_up(self.known))

    def _learn(self, chunks: list[str]) -> None:
        if len(self.known) > _MOST_CHUNKS or self.characters > _MOST_CHARACTERS:
            self.clear()
        asked = []
        for chunk in [chunk for chunk in dict.fromkeys(chunks) if chunk not in self.known]:
            if chunk[:1] == " ":
                self.known[chunk] = _pack(int(chunk), 0, BREAK)
                continue
            parts = self.cut(chunk)
            if parts is None:
                asked.append(chunk)
            else:
                self._keep(chunk, parts)
        for chunk, parts in zip(asked, self.ask(asked), strict=True):
            self._keep(chunk, parts)

    def _keep(self, chunk: str, parts: tuple[Part, ...]) -> None:
        self.characters += len(chunk)
        shape = len(chunk) + 1, parts
        records = self.records.get(shape)
        if records is None:
            records = self.records[shape] = _packed(*shape)
        self.known[chunk] = records


def _packed(width: int, parts: tuple[Part, ...]) -> bytes:
    if not parts or parts[0][0] > 0:
        parts = ((0, 0, 0), *parts)
    following = [start for start, _, _ in parts[1:]] + [width]
    return b"".join(
        [_pack(at - start, end - start, kind) for (start, end, kind), at in zip(parts, following, strict=True)]
    )
