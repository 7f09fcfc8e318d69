"""How alike the words of documents or groups are, and how far that rests on single sentences or documents."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.cells import Floats, Ints, ratio
from negresearch.count.terms import telling_words
from negresearch.errors import TableError, unknown
from negresearch.tables import significant

#: More groups than this make more pairs than anybody reads.
MOST_GROUPS = 200
#: Documents that both groups must have before documents are what is left out; of fewer, sentences are.
ENOUGH_DOCUMENTS = 10
#: Standard errors to either side, for an interval that holds nineteen times in twenty.
_WIDTH = 1.96
#: Words that are named of what two groups have in common.
_NAMED = 5


def similarity(tokens: pd.DataFrame, per: pd.DataFrame, by: str = "doc_id") -> pd.DataFrame:
    """Measure how alike the words of each two groups of documents are; function words say how English is written.

    Parameters
    ----------
    tokens : pandas.DataFrame
        Where words count (`keep_counted`).
    by : str
        A column of the documents: doc_id, outlet, country. Those without a value are in no group.

    Returns
    -------
    pandas.DataFrame
        One row a pair: `by` and other; documents and other_documents; words and other_words (those compared);
        similarity (Morisita 1959); low and high (95 %, null where there is too little to leave out); unit (what was
        left out in turn: sentence or document); common (the words that make most of it).

    Raises
    ------
    TableError
        If `by` is no column of the documents, or makes more than 200 groups.

    Notes
    -----
    Draw a word from each of two groups: similarity is how often they are the same word, as a multiple of how often
    two words drawn from one and the same group are. It is about 1 for two texts of one distribution of words, 0 for
    two without a common word, and unlike a cosine does not fall where texts are short. The interval is the jackknife's
    (Tukey 1958): each sentence in turn is left out, or, where both groups have ten documents, each document. With
    sentences left out it says nothing of what another article of the same outlet would give.

    Examples
    --------
    >>> tokens = pd.DataFrame({"doc_id": ["a"] * 4 + ["b"] * 4, "sentence": [0, 0, 1, 1] * 2,
    ...                        "norm": ["war", "talks", "war", "talks", "war", "talks", "peace", "talks"]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"]})
    >>> similarity(tokens, documents)[["doc_id", "other", "similarity", "unit", "common"]].to_dict("split")["data"]
    [['a', 'b', 1.5, 'sentence', 'talks, war']]
    """
    if by not in per.columns:
        raise TableError(unknown("column", by, map(str, per.columns)))
    words = telling_words(tokens)
    of = words["doc_id"].map(pd.Series(per[by].array, index=per["doc_id"].to_numpy()))
    words = words.assign(group=of)[of.notna()]
    names = sorted(words["group"].unique())
    if len(names) > MOST_GROUPS:
        raise TableError(f"{by}: {len(names):,} groups make too many pairs; at most {MOST_GROUPS} are compared")
    vocabulary, codes = np.unique(words["norm"].to_numpy(dtype=str), return_inverse=True)
    words = words.assign(code=codes)
    groups = [_Group.of(str(name), words[words["group"] == name], len(vocabulary)) for name in names]
    columns = [by, "other", "documents", "other_documents", "words", "other_words", "similarity", "low", "high", "unit",
               "common"]  # fmt: skip
    lines = [_line(a, b, vocabulary) for a, b in combinations(groups, 2)]
    return pd.DataFrame(lines, columns=columns)


@dataclass(frozen=True)
class _Group:
    """The words of a group: how often each is there, and which stand in which sentence and document."""

    name: str
    counts: Floats
    codes: Ints
    sentences: Ints
    documents: Ints

    @classmethod
    def of(cls, name: str, words: pd.DataFrame, size: int) -> _Group:
        codes = words["code"].to_numpy()
        sentences = words.groupby(["doc_id", "sentence"]).ngroup().to_numpy().astype(np.int64)
        documents = words.groupby("doc_id").ngroup().to_numpy().astype(np.int64)
        return cls(name, np.bincount(codes, minlength=size).astype(float), codes, sentences, documents)

    @property
    def n_documents(self) -> int:
        return int(self.documents.max()) + 1

    @property
    def concentration(self) -> Floats:
        """How often two words drawn from the group are the same."""
        n = self.counts.sum()
        return ratio((self.counts * (self.counts - 1)).sum(), n * (n - 1))

    def left_out(self, other: _Group, unit: str) -> Floats:
        """The similarity without each unit of this group in turn."""
        units = self.documents if unit == "document" else self.sentences
        size = np.bincount(units).astype(float)
        met = np.bincount(units, other.counts[self.codes])
        own = np.bincount(units, self.counts[self.codes])
        pairs, n = np.unique(np.stack([units, self.codes]), axis=1, return_counts=True)
        squares = np.bincount(pairs[0], n.astype(float) ** 2)
        total = self.counts.sum() - size
        repeated = (self.counts * (self.counts - 1)).sum() - 2 * own + squares + size
        shared = self.counts @ other.counts - met
        return _morisita(shared, total * other.counts.sum(), ratio(repeated, total * (total - 1)), other.concentration)


def _morisita(shared: npt.ArrayLike, drawn: npt.ArrayLike, one: npt.ArrayLike, other: npt.ArrayLike) -> Floats:
    """Pairs of the same word, one from each, over what two draws from one would give."""
    return ratio(shared, np.asarray(drawn) * (np.asarray(one) + np.asarray(other)) / 2)


def _line(a: _Group, b: _Group, vocabulary: npt.NDArray[np.str_]) -> tuple[object, ...]:
    unit = "document" if min(a.n_documents, b.n_documents) >= ENOUGH_DOCUMENTS else "sentence"
    here, there = a.counts.sum(), b.counts.sum()
    value = float(_morisita(a.counts @ b.counts, here * there, a.concentration, b.concentration))
    error = float(np.sqrt(_variance(a.left_out(b, unit)) + _variance(b.left_out(a, unit))))
    shared = a.counts * b.counts
    common = [vocabulary[i] for i in np.lexsort((vocabulary, -shared))[:_NAMED] if shared[i]]
    low, high = (max(0.0, value - _WIDTH * error), value + _WIDTH * error) if not np.isnan(error) else (error, error)
    rounded = significant([value, low, high]).tolist()
    sizes = a.n_documents, b.n_documents, int(here), int(there)
    return a.name, b.name, *sizes, *rounded, unit, ", ".join(common)


def _variance(left_out: Floats) -> float:
    """The jackknife's variance of a number, from its values with each unit left out."""
    n = len(left_out)
    if n < 2 or np.isnan(left_out).any():
        return float("nan")
    return float((n - 1) / n * ((left_out - left_out.mean()) ** 2).sum())
