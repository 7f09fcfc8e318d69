"""The words that set documents apart: log-likelihood, log ratio, dispersion; and the words that all share."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files
from math import erfc, sqrt

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.tally import Tally, tally
from negresearch.errors import ParameterError
from negresearch.tables import significant

#: What a count of zero is taken for in a log ratio, so that words found on one side only have one
#: (Hardie 2014, as in CQPweb). Counts themselves stay what they are.
ZERO = 0.5
#: A word has a letter or a digit.
_WORD = r"[^\W_]"


_Floats = npt.NDArray[np.float64]


def log_likelihood(
    target: npt.ArrayLike, reference: npt.ArrayLike, target_words: npt.ArrayLike, reference_words: npt.ArrayLike
) -> _Floats:
    """How surprising it is that two frequencies differ: G2 of Dunning (1993), as Rayson and Garside (2000) compute it.

    Parameters
    ----------
    target, reference : array of int
        How often a word is found in each.
    target_words, reference_words : array of int
        How many words each has.

    Returns
    -------
    array of float
        2 Σ observed ln(observed / expected) over the two frequencies; never below 0.

    Examples
    --------
    >>> float(log_likelihood(20, 10, 1000, 1000).round(6))
    3.397981
    """
    a, b, c, d = (np.asarray(v, dtype=float) for v in (target, reference, target_words, reference_words))
    share = (a + b) / (c + d)
    g2: _Floats = 2 * (_term(a, c * share) + _term(b, d * share))
    return np.maximum(g2, 0.0)


def log_ratio(
    target: npt.ArrayLike, reference: npt.ArrayLike, target_words: npt.ArrayLike, reference_words: npt.ArrayLike
) -> _Floats:
    """How many times a word has to be doubled in frequency to get from the reference to the target (Hardie 2014).

    Parameters
    ----------
    target, reference, target_words, reference_words : array of int
        As for `log_likelihood`. A frequency of 0 is taken for 0.5.

    Returns
    -------
    array of float
        1 where the relative frequency in the target is twice that in the reference, -1 where it is half.

    Examples
    --------
    >>> float(log_ratio(20, 10, 1000, 1000)), float(log_ratio(0, 8, 1000, 1000))
    (1.0, -4.0)
    """
    a, b, c, d = (np.asarray(v, dtype=float) for v in (target, reference, target_words, reference_words))
    a, b = np.where(a == 0, ZERO, a), np.where(b == 0, ZERO, b)
    ratio: _Floats = np.log2(a / c) - np.log2(b / d)
    return ratio


def keyness(
    tokens: pd.DataFrame,
    by: str,
    per: pd.DataFrame,
    *,
    min_count: int = 3,
    words_only: bool = True,
    top: int | None = None,
) -> Tally:
    """Find the words that set each group of documents apart from all others.

    Parameters
    ----------
    tokens : pandas.DataFrame
        As from `find_tokens`. Words are compared by `norm`.
    by : str
        A column of the documents: doc_id, outlet, country.
    per : pandas.DataFrame
        The documents, as from `find_documents`. Those without a value in `by` are a group of their own.
    min_count : int
        Words found less often in the whole corpus are not compared.
    words_only : bool
        Whether tokens without a letter or a digit are left out, here and in the numbers of words.
    top : int, optional
        Only so many words for each group, of those more frequent there than elsewhere, the highest G2 first.

    Returns
    -------
    Tally
        By `by` and norm, over token rows. After n, n_documents (the range of the word), documents and words (of the
        group, counted from the tokens): per_million; other_n, other_words, other_per_million for all other
        documents; log_ratio (a count of 0 is taken for 0.5); g2; p, of g2 with one degree of freedom, times the
        number of comparisons (Bonferroni); dp, the deviation of proportions of Gries (2008) over the documents of
        the group: 0 for a word spread evenly, towards 1 for one in few, null for one document. Sorted by group, what
        is more frequent there first, by g2. g2 takes each word as drawn by itself, which words of one article are
        not: it puts words in order, and proves nothing. Empty where there is only one group: it can't be set apart
        from anything.

    Raises
    ------
    TableError
        If a document of a token is unknown.
    ParameterError
        If `min_count` or `top` is below 1.

    Examples
    --------
    >>> tokens = pd.DataFrame({"doc_id": ["a"] * 4 + ["b"] * 4, "start": range(8), "end": range(1, 9),
    ...                        "norm": ["war", "war", "war", "we", "talks", "we", "we", "."]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "n_words": [4, 3], "problem": [None, None]})
    >>> keyness(tokens, "doc_id", documents).table[["doc_id", "norm", "n", "other_n", "log_ratio", "g2"]]
      doc_id norm  n  other_n  log_ratio        g2
    0      a  war  3        0    2.16993  3.357690
    1      a   we  1        2   -1.41504  0.689338
    2      b   we  2        1    1.41504  0.689338
    3      b  war  0        3   -2.16993  3.357690
    """
    for name, value in (("min_count", min_count), ("top", top)):
        if value is not None and value < 1:
            raise ParameterError(f"{name}={value}: at least 1 is needed")
    words = only_words(tokens) if words_only else tokens
    groups = tally(words, [by], per).table[[by, "n"]].rename(columns={"n": "words"}).query("words > 0")
    if len(groups) < 2:
        words = words.head(0)
    counted = tally(_frequent(words, min_count), [by, "norm"], per, zeros=top is None)
    table = counted.table.drop(columns=["words", "rate", "rate_low", "rate_high"])
    table = _compared(table.merge(groups, on=by), words, by, len(groups))
    table["dp"] = significant(_dispersion(table, counted.rows, words, by))
    if top is not None:
        table = table[table["log_ratio"] > 0].groupby(by, dropna=False, sort=False).head(top)
    return Tally(table.reset_index(drop=True), _behind(counted.rows, table, [by, "norm"]), (by, "norm"), per)


def shared_words(
    tokens: pd.DataFrame, per: pd.DataFrame, *, without: Collection[str] | None = None, top: int | None = None
) -> Tally:
    """Find the words that all documents share.

    Parameters
    ----------
    tokens, per : pandas.DataFrame
        As from `find_tokens` and `find_documents`.
    without : collection of str, optional
        Words to leave out, as in `norm`; `function_words` without it.
    top : int, optional
        Only so many.

    Returns
    -------
    Tally
        By norm, over token rows, with lowest and highest: the word's rate per million in the document where it is
        rarest and where it is most frequent. The word that is most frequent where it is rarest comes first.
    """
    words = only_words(tokens)
    words = words[~words["norm"].isin(list(function_words() if without is None else without))]
    counted = tally(words, ["norm"], per, zeros=False)
    table = counted.table[counted.table["n_documents"] == counted.table["documents"]]
    by_document = words.groupby(["norm", "doc_id"]).size().rename("n").reset_index()
    size = per.set_index("doc_id")["n_words"]
    rates = (1_000_000 * by_document["n"] / by_document["doc_id"].map(size)).groupby(by_document["norm"])
    table = table.assign(
        lowest=significant(table["norm"].map(rates.min())), highest=significant(table["norm"].map(rates.max()))
    ).sort_values(["lowest", "norm"], ascending=[False, True], ignore_index=True)
    table = table if top is None else table.head(top)
    return Tally(table, _behind(counted.rows, table, ["norm"]), ("norm",), per)


@cache
def function_words() -> frozenset[str]:
    """Words of the closed classes of English, with the pieces that a tokenizer makes of contractions.

    They are in any text, so that it says nothing when all texts share them. For log-likelihood none is left out.
    """
    return frozenset((files("negresearch.count") / "function_words.txt").read_text("utf-8").split())


def only_words(tokens: pd.DataFrame) -> pd.DataFrame:
    """The tokens that are words: those with a letter or a digit."""
    norms = tokens["norm"].drop_duplicates()
    return tokens[tokens["norm"].isin(norms[norms.str.contains(_WORD)])]


def _frequent(words: pd.DataFrame, min_count: int) -> pd.DataFrame:
    counts = words["norm"].value_counts()
    return words[words["norm"].isin(counts.index[counts >= min_count])]


def _compared(table: pd.DataFrame, words: pd.DataFrame, by: str, groups: int) -> pd.DataFrame:
    """Set each cell against all other groups."""
    totals = words["norm"].value_counts()
    n, in_group = table["n"].to_numpy(), table["words"].to_numpy().astype(np.int64)
    other_n = table["norm"].map(totals).to_numpy().astype(np.int64) - n
    others = len(words) - in_group
    g2, ratio = log_likelihood(n, other_n, in_group, others), log_ratio(n, other_n, in_group, others)
    # With two groups each word is compared once, though it stands in two lines.
    comparisons = table["norm"].nunique() * (groups if groups > 2 else 1)
    p = [min(1.0, comparisons * erfc(sqrt(value / 2))) for value in g2]
    compared = table.assign(
        words=in_group, per_million=significant(1_000_000 * n / in_group),
        other_n=other_n, other_words=others, other_per_million=significant(1_000_000 * other_n / others),
        log_ratio=significant(ratio), g2=significant(g2), p=significant(p),
    )  # fmt: skip
    place = compared.groupby(by, dropna=False, sort=False).ngroup()
    order = np.lexsort((compared["norm"].rank().to_numpy(), -compared["g2"] * np.sign(ratio), place))
    return compared.iloc[order]


def _dispersion(table: pd.DataFrame, rows: pd.DataFrame, words: pd.DataFrame, by: str) -> _Floats:
    """Deviation of proportions: half the sum, over documents, of |share of the word - share of all words|.

    For a document without the word that is its share of all words, and those shares sum to 1; so that only the
    documents with the word are looked at.
    """
    if by == "doc_id" or rows.empty:
        return np.full(len(table), np.nan)
    found = rows.groupby([by, "norm", "doc_id"], dropna=False).size().rename("in_document").reset_index()
    found = found.merge(table[[by, "norm", "n", "words"]], on=[by, "norm"])
    share = found["doc_id"].map(words["doc_id"].value_counts()) / found["words"]
    found["term"] = (found["in_document"] / found["n"] - share).abs() - share
    terms = found.groupby([by, "norm"], dropna=False)["term"].sum().reset_index()
    term = table[[by, "norm"]].merge(terms, on=[by, "norm"], how="left")["term"].to_numpy(dtype=float)
    return np.where(table["documents"] > 1, (term + 1) / 2, np.nan)


def _behind(rows: pd.DataFrame, table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The rows of the cells that a table lists."""
    return rows.merge(table[by], on=by)


def _term(observed: _Floats, expected: _Floats) -> _Floats:
    """Observed ln(observed / expected), which goes to 0 with the observed."""
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=observed > 0)
    return np.asarray(observed * np.log(ratio))
