"""Two places that say the same: as a pair of alignments, and as a tally of such pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.alignment import Alignment, compared
from negresearch.count.tally import Tally, tally
from negresearch.count.terms import only_words
from negresearch.errors import TableError

Places = npt.NDArray[np.int64]
_Span = tuple[str, int, int]


@dataclass(frozen=True)
class Words:
    """The words of a document: where they stand, as printed and in lower case."""

    starts: Places
    ends: Places
    tokens: list[str]
    norms: list[str]

    def places(self, starts: npt.ArrayLike) -> Places:
        """The words that begin at, or first after, some offsets."""
        return np.searchsorted(self.starts, starts)

    def span(self, words: range) -> tuple[int, int]:
        """The characters of a stretch of words."""
        return int(self.starts[words.start]), int(self.ends[words.stop - 1])


def words_of(tokens: pd.DataFrame, doc_ids: set[str]) -> dict[str, Words]:
    """The words of some documents, each of which must have some."""
    words = only_words(tokens[tokens["doc_id"].isin(doc_ids)]).sort_values(["doc_id", "start"], kind="stable")
    found = {
        str(doc_id): Words(of["start"].to_numpy(), of["end"].to_numpy(), of["token"].tolist(), of["norm"].tolist())
        for doc_id, of in words.groupby("doc_id")
    }
    for doc_id in doc_ids - found.keys():
        raise TableError(f"document {doc_id!r} has no tokens: pass those of all documents that are compared")
    return found


@dataclass(frozen=True)
class Pair:
    """A stretch of one document and one of another that say the same."""

    doc_id: str
    other_id: str
    a: Words
    b: Words
    match: Alignment

    @property
    def spans(self) -> tuple[_Span, _Span]:
        """Both places."""
        return (self.doc_id, *self.a.span(self.match.first)), (self.other_id, *self.b.span(self.match.second))

    @property
    def line(self) -> dict[str, object]:
        """What the table says of the pair."""
        first, second = self.match.first, self.match.second
        exact = self.a.norms[first.start : first.stop] == self.b.norms[second.start : second.stop]
        sizes = {"first_words": len(first), "other_words": len(second), "same": self.match.same}
        words = compared(self.a.tokens, self.b.tokens, self.match)
        return {**sizes, "kind": "exact" if exact else "near", "compared": words}


def linked(rows: pd.DataFrame, key: str, holder: str, *, few: int) -> pd.DataFrame:
    """Pair the rows of two holders that share a key; of the other one the columns have "other_" before their names.

    Rows are one a key and holder, of each key the first holder first. Where more than a few have a key, it pairs each
    with the first alone: what everybody prints makes no more pairs than it has `holders`.
    """
    holders = rows.groupby(key)[holder].transform("size")
    rows = rows[holders > 1]
    left = rows.assign(holders=holders)
    left = left[(left["holders"] <= few) | ~left.duplicated(key)]
    both = left.merge(rows.add_prefix("other_"), left_on=key, right_on=f"other_{key}")
    return both[both[holder] < both[f"other_{holder}"]]


def tally_of(pairs: Sequence[Pair], per: pd.DataFrame, further: pd.DataFrame | None = None) -> Tally:
    """The pairs as a tally of their two places, with further columns in the same order."""
    places = [(i, *span) for i, pair in enumerate(pairs, 1) for span in pair.spans]
    rows = pd.DataFrame(places, columns=["pair", "doc_id", "start", "end"]).astype({"doc_id": "str"})
    counted = tally(rows.astype({"pair": "int64"}), ["pair"], per, zeros=False)
    names = ["first_words", "other_words", "same", "kind", "compared"]
    lines = pd.DataFrame([pair.line for pair in pairs], columns=names)
    parts = [counted.table[["pair", "n"]], *([] if further is None else [further]), lines]
    return Tally(pd.concat(parts, axis=1), counted.rows, counted.by, per)
