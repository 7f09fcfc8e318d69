"""Two stretches of words laid side by side: what they share, and what one changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, groupby

from negresearch.count.terms import function_words

#: Letters by which forms of one word are told to be one: initiated, initialed; Zelensky, Zelenskyy.
_STEM = 5
#: What a function word weighs, where a word of meaning weighs 1: any two texts share "of the".
_LIGHT = 0.25

#: Where equal words stand: first in one, first in the other, how many.
Block = tuple[int, int, int]


@dataclass(frozen=True)
class Alignment:
    """The best stretch that two sequences of words share: its places in each, and where the same words are."""

    first: range
    second: range
    blocks: tuple[Block, ...]

    @property
    def same(self) -> int:
        """How many words are the same."""
        return sum(size for _, _, size in self.blocks)

    @property
    def share(self) -> float:
        """The same words as a share of the longer stretch."""
        return self.same / max(len(self.first), len(self.second))


def stem(norm: str) -> str:
    """What words of one kind share: their first letters."""
    return norm[:_STEM]


def align(first: Sequence[str], second: Sequence[str], *, gap: float, at: tuple[int, int] = (0, 0)) -> Alignment | None:
    """Find the stretch of two sequences of words, in lower case, in which they agree best; the first of equal ones.

    A word that only one of them has costs `gap`, where a word of meaning that both have gains 1. The alignment counts
    places from `at`, those that the first words have in their documents. None where no word is shared.

    Examples
    --------
    >>> found = align("a document initiated by the side".split(), "the document initialed by us".split(), gap=0.25)
    >>> found.first, found.second, found.same
    (range(1, 4), range(1, 4), 3)
    """
    matcher = SequenceMatcher(None, [*map(stem, first)], [*map(stem, second)], autojunk=False)
    blocks = [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
    best = _best(first, blocks, gap)
    if not best:
        return None
    moved = tuple((a + at[0], b + at[1], size) for a, b, size in best)
    (a, b, _), (last_a, last_b, size) = moved[0], moved[-1]
    return Alignment(range(a, last_a + size), range(b, last_b + size), moved)


def _best(first: Sequence[str], blocks: Sequence[Block], gap: float) -> Sequence[Block]:
    """The run of blocks that weighs most, less what stands between them."""
    best, most = (0, 0), 0.0
    begin, so_far = 0, 0.0
    for i, (a, b, size) in enumerate(blocks):
        if i:
            last_a, last_b, last = blocks[i - 1]
            so_far -= gap * max(a - last_a - last, b - last_b - last)
        if so_far <= 0:
            begin, so_far = i, 0.0
        so_far += sum(_LIGHT if word in function_words() else 1.0 for word in first[a : a + size])
        if so_far > most:
            best, most = (begin, i + 1), so_far
    return blocks[slice(*best)]


def compared(first: Sequence[str], second: Sequence[str], found: Alignment) -> str:
    """Write both stretches as one, with what differs in brackets, but for case.

    `[x → y]` where the first has x and the second y; `[x → ]` where the second lacks it, `[ → y]` where the first does.

    Examples
    --------
    >>> words = "A document initiated by the side".split(), "The document initialed by the head of us".split()
    >>> compared(*words, Alignment(range(0, 6), range(0, 8), ((1, 1, 4), )))
    '[A → The] document [initiated → initialed] by the [side → head of us]'
    """
    parts: list[tuple[Sequence[str], Sequence[str]]] = []
    at_a, at_b = found.first.start, found.second.start
    for a, b, size in (*found.blocks, (found.first.stop, found.second.stop, 0)):
        parts += [(first[at_a:a], second[at_b:b])] if at_a < a or at_b < b else []
        parts += [([x], [y]) for x, y in zip(first[a : a + size], second[b : b + size], strict=True)]
        at_a, at_b = a + size, b + size
    told: list[str] = []
    for same, run in groupby(parts, lambda part: [w.lower() for w in part[0]] == [w.lower() for w in part[1]]):
        left, right = map(chain.from_iterable, zip(*run, strict=True))
        told += left if same else [f"[{' '.join(left)} → {' '.join(right)}]"]
    return " ".join(told)
