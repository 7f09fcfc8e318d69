"""Two places that say the same: their words laid side by side, and the tally of such pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import chain, groupby

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.tally import Tally, tally
from negresearch.count.terms import function_words, only_words
from negresearch.errors import TableError

#: Letters by which forms of one word are told to be one: initiated, initialed; Zelensky, Zelenskyy.
_STEM = 5
#: What a function word weighs, where a word of meaning weighs 1: any two texts share "of the".
_LIGHT = 0.25

Places = npt.NDArray[np.int64]
#: Where equal words stand: first in one, first in the other, how many.
Block = tuple[int, int, int]


@dataclass(frozen=True)
class Words:
    """The words of a document: where they stand, as printed and in lower case."""

    doc_id: str
    starts: Places
    ends: Places
    tokens: list[str]
    norms: list[str]

    def places(self, starts: npt.ArrayLike) -> Places:
        """The words that begin at, or first after, some offsets."""
        return np.searchsorted(self.starts, starts)

    def span(self, words: range) -> tuple[str, int, int]:
        """The passage that a stretch of words is."""
        return self.doc_id, int(self.starts[words.start]), int(self.ends[words.stop - 1])


def words_of(tokens: pd.DataFrame, doc_ids: set[str]) -> dict[str, Words]:
    """The words of some documents, each of which must have some."""
    words = only_words(tokens[tokens["doc_id"].isin(doc_ids)]).sort_values(["doc_id", "start"], kind="stable")
    found = {
        str(doc_id): Words(
            str(doc_id), of["start"].to_numpy(), of["end"].to_numpy(), of["token"].tolist(), of["norm"].tolist()
        )
        for doc_id, of in words.groupby("doc_id")
    }
    for doc_id in doc_ids - found.keys():
        raise TableError(f"document {doc_id!r} has no tokens: pass those of all documents that are compared")
    return found


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


@dataclass(frozen=True)
class Pair:
    """A stretch of one document and one of another, or of the same one, that say the same."""

    a: Words
    b: Words
    match: Alignment

    @property
    def spans(self) -> tuple[tuple[str, int, int], tuple[str, int, int]]:
        """Both places."""
        return self.a.span(self.match.first), self.b.span(self.match.second)

    @property
    def line(self) -> tuple[int, int, int, str, str]:
        """What the table says of the pair."""
        first, second = self.match.first, self.match.second
        exact = self.a.norms[first.start : first.stop] == self.b.norms[second.start : second.stop]
        words = compared(self.a.tokens, self.b.tokens, self.match)
        return len(first), len(second), self.match.same, "exact" if exact else "near", words


def linked(rows: pd.DataFrame, key: str, holder: str, *, few: int) -> pd.DataFrame:
    """Pair the rows of two holders that share a key; of the other one the columns have "other_" before their names.

    Rows are one a key and holder, of each key the first holder first. Where more than a few have a key, it pairs each
    with the first alone: what everybody prints makes no more pairs than it has `holders`.
    """
    rows = rows.assign(holders=rows.groupby(key)[holder].transform("size")).query("holders > 1")
    left = rows[(rows["holders"] <= few) | ~rows.duplicated(key)]
    both = left.merge(rows.drop(columns="holders").add_prefix("other_"), left_on=key, right_on=f"other_{key}")
    return both[both[holder] < both[f"other_{holder}"]]


def tally_of(pairs: Sequence[Pair], per: pd.DataFrame, further: pd.DataFrame | None = None) -> Tally:
    """The pairs as a tally of their two places, with further columns in the same order."""
    places = [(i, *span) for i, pair in enumerate(pairs, 1) for span in pair.spans]
    rows = pd.DataFrame(places, columns=["pair", "doc_id", "start", "end"]).astype({"pair": "int64", "doc_id": "str"})
    counted = tally(rows, ["pair"], per, zeros=False)
    names = ["first_words", "other_words", "same", "kind", "compared"]
    lines = pd.DataFrame([pair.line for pair in pairs], columns=names)
    parts = [counted.table[["pair", "n"]], *([] if further is None else [further]), lines]
    return Tally(pd.concat(parts, axis=1), counted.rows, counted.by, per)
