"""Words, and the terms of several words that come back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import pandas as pd

_Bools = npt.NDArray[np.bool_]


def terms(tokens: pd.DataFrame, *, longest: int = 3, min_count: int = 3) -> pd.DataFrame:
    """Find the terms of two words and more that come back: words that follow each other in a sentence.

    Parameters
    ----------
    tokens : pandas.DataFrame
        Those without letter or digit among them: no term runs over a mark.
    longest, min_count : int
        Words of the longest term; terms found less often are left out, and those always part of one longer term.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end and norm, the words with a blank between. None begins or ends with a function word.

    Examples
    --------
    >>> tokens = pd.DataFrame({"doc_id": ["a"] * 8, "start": range(8), "end": range(1, 9),
    ...                        "sentence": [0] * 4 + [1] * 4,
    ...                        "norm": ["the", "peace", "talks", "failed", "no", "peace", "talks", "."]})
    >>> terms(tokens, min_count=2)["norm"].tolist()
    ['peace talks', 'peace talks']
    """
    tokens = tokens.sort_values(["doc_id", "start"], kind="stable", ignore_index=True)
    is_word = tokens.index.isin(only_words(tokens).index)
    is_edge = is_word & ~tokens["norm"].isin(list(function_words())).to_numpy(dtype=bool)
    kept: list[pd.DataFrame] = []
    for length in range(longest, 1, -1):
        rows = frequent(_runs(tokens, is_word, is_edge, length), min_count)
        kept.append(rows[~rows["norm"].isin(_always_within(rows, kept))])
    columns = ["doc_id", "start", "end", "norm"]
    found = pd.concat(kept)[columns] if kept else tokens[columns].head(0)
    return found.sort_values(["doc_id", "start", "end"], kind="stable", ignore_index=True)


def _runs(tokens: pd.DataFrame, is_word: _Bools, is_edge: _Bools, length: int) -> pd.DataFrame:
    """So many words of one sentence that follow each other, the first and the last with a meaning of their own."""
    column = {name: tokens[name].to_numpy() for name in ("doc_id", "sentence", "start", "end", "norm")}
    n, last = max(0, len(tokens) - length + 1), length - 1
    fits = is_edge[:n] & is_edge[last:]
    for name in ("doc_id", "sentence"):
        fits &= column[name][:n] == column[name][last:]
    for i in range(1, last):
        fits &= is_word[i : i + n]
    places = np.flatnonzero(fits)
    words = zip(*(column["norm"][places + i] for i in range(length)), strict=True)
    rows = {"doc_id": column["doc_id"][places], "start": column["start"][places], "end": column["end"][places + last]}
    return pd.DataFrame({**rows, "norm": pd.Series(map(" ".join, words), dtype="str")})


def _always_within(rows: pd.DataFrame, longer: Sequence[pd.DataFrame]) -> set[str]:
    """The terms that are as frequent as a longer one which holds them."""
    counts = rows["norm"].value_counts()
    covered = set()
    for term, n in (item for table in longer for item in table["norm"].value_counts().items()):
        words = str(term).split(" ")
        parts = {
            " ".join(words[i:j]) for i in range(len(words)) for j in range(i + 2, len(words) + 1) if j - i < len(words)
        }
        covered |= {part for part in parts if counts.get(part) == n}
    return covered


@cache
def function_words() -> frozenset[str]:
    """Words of the closed classes of English, with the pieces that a tokenizer makes of contractions.

    They are in any text, so that it says nothing when all texts share them. For log-likelihood none is left out.
    """
    return frozenset((files("negresearch.count") / "function_words.txt").read_text("utf-8").split())


def only_words(tokens: pd.DataFrame) -> pd.DataFrame:
    """The tokens that are words: those with a letter or a digit."""
    norms = tokens["norm"].drop_duplicates()
    return tokens[tokens["norm"].isin(norms[norms.str.contains(r"[^\W_]")])]


def telling_words(tokens: pd.DataFrame) -> pd.DataFrame:
    """The words that are no function words."""
    words = only_words(tokens)
    return words[~words["norm"].isin(list(function_words()))]


def norms_within(rows: pd.DataFrame, tokens: pd.DataFrame) -> list[list[str]]:
    """For each row the tokens that begin in its span, as they are compared."""
    tokens = tokens.sort_values(["doc_id", "start"], kind="stable")
    documents = {doc_id: (of["start"].to_numpy(), of["norm"].tolist()) for doc_id, of in tokens.groupby("doc_id")}
    found = []
    for doc_id, *span in rows[["doc_id", "start", "end"]].itertuples(index=False, name=None):
        starts, norms = documents.get(doc_id, (np.zeros(0), []))
        found.append(norms[slice(*np.searchsorted(starts, span))])
    return found


def frequent(words: pd.DataFrame, min_count: int) -> pd.DataFrame:
    """The rows of words that are found so often, in all documents together."""
    counts = words["norm"].value_counts()
    return words[words["norm"].isin(counts.index[counts >= min_count])]
