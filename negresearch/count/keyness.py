"""The words and terms that set documents apart, with their dispersion; and the words that all share."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.cells import Floats
from negresearch.count.tally import Tally, tally
from negresearch.count.terms import frequent, function_words, only_words, telling_words, terms
from negresearch.errors import ParameterError
from negresearch.tables import significant

#: Above this G2 a difference would be called significant at 1 in 1,000 for a single word.
STRONG = 10.83
#: What a count of zero is taken for in a log ratio, so that words found on one side only have one
#: (Hardie 2014, as in CQPweb). Counts themselves stay what they are.
ZERO = 0.5

_Given = npt.ArrayLike


def keyness(
    tokens: pd.DataFrame,
    by: str,
    per: pd.DataFrame,
    *,
    longest: int = 1,
    min_count: int = 3,
    prior_words: float | None = None,
    top: int | None = None,
    strong: bool = False,
) -> Tally:
    """Find the words and terms that set each group of documents apart from all others.

    Parameters
    ----------
    tokens : pandas.DataFrame
        Words, tokens with a letter or a digit, are compared by `norm`.
    by : str
        A column of the documents: doc_id, outlet, country. Those without a value are a group of their own.
    longest, min_count : int
        Terms of up to so many words are compared too, as `terms` finds them; 1 is words alone. What is found less often
        in the whole corpus is not compared.
    prior_words : float, optional
        The weight of the prior of `log_odds`: as if each side had so many words more, written as all write. Without
        it, the words of an average document.
    top : int, optional
        Only so many words for each group, of those more frequent there than elsewhere, the highest G2 first; of several
        documents, whichever of them is left out: none that one article carries alone.
    strong : bool
        Whether only words with a G2 of 10.83 and more are listed, and no function words.

    Returns
    -------
    Tally
        By `by` and norm, over token rows. After n, n_documents (the range of the word), documents and words (of the
        group, counted from the tokens): per_million; other_n, other_words, other_per_million for all other
        documents; log_ratio (a count of 0 is taken for 0.5); log_ratio_low, the lowest when each document of the
        group in turn is left out (null for one document, or none with the word); log_odds and z, as `log_odds` gives
        them; g2; p, of g2 with one degree of freedom, adjusted by Holm (1979) for all words and groups compared; dp,
        the deviation of proportions of Gries (2008) over the documents of the group: 0 for a word spread evenly,
        towards 1 for one in few, null for one document. Sorted by group, what is more frequent there first, by g2.
        Empty where there is only one group.

    Raises
    ------
    TableError, ParameterError
        If a document of a token is unknown; if a number is below 1, or `prior_words` not above 0.

    Notes
    -----
    Holm's adjustment keeps the chance that even one word is called different by chance below p, however the words
    of a text hang together: each line is quoted by itself, and so each must hold. G2 takes each word as drawn by
    itself, which words of one article are not: it puts words in order, and proves nothing about an outlet;
    log_ratio_low and dp show what rests on one article.

    Examples
    --------
    >>> tokens = pd.DataFrame({"doc_id": ["a"] * 4 + ["b"] * 4, "start": range(8), "end": range(1, 9),
    ...                        "norm": ["war", "war", "war", "we", "talks", "we", "we", "."]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "n_words": [4, 3], "problem": [None, None]})
    >>> keyness(tokens, "doc_id", documents).table[["doc_id", "norm", "n", "other_n", "log_ratio", "z", "g2"]]
      doc_id norm  n  other_n  log_ratio        z        g2
    0      a  war  3        0    2.16993  1.70707  3.357690
    1      a   we  1        2   -1.41504 -1.02321  0.689338
    2      b   we  2        1    1.41504  1.02321  0.689338
    3      b  war  0        3   -2.16993 -1.70707  3.357690
    """
    for name, value in (("longest", longest), ("min_count", min_count), ("top", top)):
        if value is not None and value < 1:
            raise ParameterError(f"{name}={value}: at least 1 is needed")
    if prior_words is not None and not prior_words > 0:
        raise ParameterError(f"prior_words={prior_words}: more than 0 is needed")
    words = only_words(tokens)
    groups = tally(words, [by], per).table[[by, "n"]].rename(columns={"n": "words"}).query("words > 0")
    if len(groups) < 2:
        words, tokens = words.head(0), tokens.head(0)
    found = pd.concat([words, terms(tokens, longest=longest, min_count=min_count)]) if longest > 1 else words
    counted = tally(frequent(found, min_count), [by, "norm"], per, zeros=top is None)
    table = counted.table.drop(columns=["words", "rate", "rate_low", "rate_high"]).merge(groups, on=by)
    totals = table["norm"].map(found["norm"].value_counts()).to_numpy().astype(np.int64)
    prior_words = prior_words or len(words) / max(1, words["doc_id"].nunique())
    table = _compared(table, totals, len(words), prior_words)
    table["p"] = significant(_adjusted(table, totals, groups["words"], by, len(words)))
    table["log_ratio_low"], table["dp"] = map(significant, _over_documents(table, counted.rows, words, by))
    place = table.groupby(by, dropna=False, sort=False).ngroup()  # in a group, what is more frequent there comes first
    table = table.iloc[np.lexsort((table["norm"].rank().to_numpy(), -table["g2"] * np.sign(table["log_ratio"]), place))]
    if strong:
        table = table[(table["g2"] >= STRONG) & ~table["norm"].isin(list(function_words()))]
    if top is not None:
        one = table["documents"] < 2
        steady = one | ((table["n_documents"] > 1) & (table["log_ratio_low"] > 0))
        table = table[(table["log_ratio"] > 0) & steady].groupby(by, dropna=False, sort=False).head(top)
    return Tally(table.reset_index(drop=True), counted.rows.merge(table[[by, "norm"]]), (by, "norm"), per)


def shared_words(tokens: pd.DataFrame, per: pd.DataFrame, *, top: int | None = None) -> Tally:
    """Find the words that all documents share, function words left out; with `top`, only so many.

    Returns
    -------
    Tally
        By norm, over token rows, with lowest and highest: the word's rate per million in the document where it is
        rarest and where it is most frequent. The word that is most frequent where it is rarest comes first.
    """
    words = telling_words(tokens)
    counted = tally(words, ["norm"], per, zeros=False)
    table = counted.table[counted.table["n_documents"] == counted.table["documents"]]
    by_document = words.groupby(["norm", "doc_id"]).size().rename("n").reset_index()
    size = per.set_index("doc_id")["n_words"]
    rates = (1_000_000 * by_document["n"] / by_document["doc_id"].map(size).astype(float)).groupby(by_document["norm"])
    table = table.assign(
        lowest=significant(table["norm"].map(rates.min())), highest=significant(table["norm"].map(rates.max()))
    ).sort_values(["lowest", "norm"], ascending=[False, True], ignore_index=True)
    table = table if top is None else table.head(top)
    return Tally(table, counted.rows.merge(table[["norm"]]), ("norm",), per)


def _compared(table: pd.DataFrame, totals: npt.NDArray[np.int64], all_words: int, prior_words: float) -> pd.DataFrame:
    n, words = table["n"].to_numpy(), table["words"].to_numpy().astype(np.int64)
    other_n, others = totals - n, all_words - words
    odds, z = log_odds(n, other_n, words, others, prior_words * totals / max(1, all_words), prior_words)
    return table.assign(
        words=words, per_million=significant(1_000_000 * n / words),
        other_n=other_n, other_words=others, other_per_million=significant(1_000_000 * other_n / others),
        log_ratio=significant(log_ratio(n, other_n, words, others)), log_ratio_low=np.nan,
        log_odds=significant(odds), z=significant(z), g2=significant(log_likelihood(n, other_n, words, others)),
    )  # fmt: skip


def _adjusted(table: pd.DataFrame, totals: npt.NDArray[np.int64], sizes: pd.Series, by: str, all_words: int) -> Floats:
    """The p of each cell, adjusted for all cells compared, those that the table does not list among them.

    The p of a cell without the word only depends on how often others have it and on how long the group is: such cells
    are counted by these two, not one by one.
    """
    if table.empty:
        return np.zeros(0)
    words, n = table["words"].to_numpy(), table["n"].to_numpy()
    own = chance(significant(log_likelihood(n, totals - n, words, all_words - words), 12))
    found = n > 0
    everywhere, how_many = np.unique(totals[~table["norm"].duplicated().to_numpy()], return_counts=True)
    here = np.zeros((len(sizes), len(everywhere)))
    group = table.groupby(by, dropna=False).ngroup().to_numpy()
    np.add.at(here, (group[found], np.searchsorted(everywhere, totals[found])), 1)
    size, total = np.repeat(sizes.to_numpy(), len(everywhere)), np.tile(everywhere, len(sizes))
    absent = chance(significant(log_likelihood(0 * total, total, size, all_words - size), 12))
    # With two groups each word is compared once, though it stands in two lines.
    times = np.concatenate([np.ones(found.sum()), (how_many - here).ravel()]) / (1 if len(sizes) > 2 else 2)
    return holm(own, np.concatenate([own[found], absent]), times)


def _over_documents(table: pd.DataFrame, rows: pd.DataFrame, words: pd.DataFrame, by: str) -> tuple[Floats, Floats]:
    """The lowest log ratio with a document of the group left out, and the deviation of proportions.

    That is half the sum, over documents, of |share of the word - share of all words|. Only documents with the word are
    looked at: for the others it is their share of all words, and to leave one out only raises the ratio.
    """
    unknown = np.full(len(table), np.nan)
    if by == "doc_id" or rows.empty:
        return unknown, unknown
    found = rows.groupby([by, "norm", "doc_id"], dropna=False).size().rename("here").reset_index()
    found = found.merge(table[[by, "norm", "n", "words", "other_n", "other_words"]], on=[by, "norm"])
    size = found["doc_id"].map(words["doc_id"].value_counts())
    share = size / found["words"]
    found["dp"] = (found["here"] / found["n"] - share).abs() - share
    rest = (found["words"] - size).where(size < found["words"])
    found["low"] = log_ratio(found["n"] - found["here"], found["other_n"], rest, found["other_words"])
    cells = found.groupby([by, "norm"], dropna=False).agg({"dp": "sum", "low": "min"}).reset_index()
    cells = table[[by, "norm"]].merge(cells, on=[by, "norm"], how="left")
    several = table["documents"].to_numpy() > 1
    low, dp = cells["low"].to_numpy(dtype=float), (cells["dp"].to_numpy(dtype=float) + 1) / 2
    return np.where(several, low, np.nan), np.where(several, dp, np.nan)


def log_likelihood(target: _Given, reference: _Given, target_words: _Given, reference_words: _Given) -> Floats:
    """How surprising it is that two frequencies differ: G2 of Dunning (1993), as Rayson and Garside (2000) compute it.

    2 Σ observed ln(observed / expected) over how often a word is found in each, of so many words.

    >>> float(log_likelihood(20, 10, 1000, 1000).round(6))
    3.397981
    """
    a, b, c, d = (np.asarray(v, dtype=float) for v in (target, reference, target_words, reference_words))
    share = (a + b) / (c + d)
    return np.maximum(2 * (_term(a, c * share) + _term(b, d * share)), 0.0)


def log_ratio(target: _Given, reference: _Given, target_words: _Given, reference_words: _Given) -> Floats:
    """How many times a word has to be doubled in frequency to get from the reference to the target (Hardie 2014).

    >>> float(log_ratio(20, 10, 1000, 1000)), float(log_ratio(0, 8, 1000, 1000))
    (1.0, -4.0)
    """
    a, b, c, d = (np.asarray(v, dtype=float) for v in (target, reference, target_words, reference_words))
    a, b = np.where(a == 0, ZERO, a), np.where(b == 0, ZERO, b)
    return np.asarray(np.log2(a / c) - np.log2(b / d))


def log_odds(
    target: _Given, reference: _Given, target_words: _Given, reference_words: _Given, prior: _Given, prior_words: float
) -> tuple[Floats, Floats]:
    """Log-odds ratio under an informative Dirichlet prior, and its z (Monroe, Colaresi and Quinn 2008, eq. 16 to 22).

    The prior is how often each word is found in so many words that are imagined before looking, as many on either side.

    >>> [float(v.round(6)) for v in log_odds(20, 10, 1000, 1000, 3.75, 250)]
    [0.554666, 1.636812]
    """
    a, b, c, d, e = (np.asarray(v, dtype=float) for v in (target, reference, target_words, reference_words, prior))
    ratio = np.log((a + e) / (c + prior_words - a - e)) - np.log((b + e) / (d + prior_words - b - e))
    return ratio, ratio / np.sqrt(1 / (a + e) + 1 / (b + e))


def chance(g2: Floats) -> Floats:
    """How often chance alone gives a G2 as high, with one degree of freedom.

    >>> chance(np.array([0.0, 3.841459])).round(6).tolist()
    [1.0, 0.05]
    """
    return np.array([erfc(sqrt(value / 2)) for value in g2])


def holm(p: _Given, compared: _Given, times: _Given) -> Floats:
    """Adjust p for many comparisons, stepping down (Holm 1979); each p is one of those compared, made so many times.

    >>> holm([0.01, 0.02, 0.04], [0.01, 0.02, 0.04], [1, 1, 1]).tolist()
    [0.03, 0.04, 0.04]
    """
    p, compared, times = (np.asarray(v, dtype=float) for v in (p, compared, times))
    order = np.argsort(compared, kind="stable")
    values, first = np.unique(compared[order], return_index=True)
    before = np.concatenate([[0.0], np.cumsum(times[order])])
    steps = np.maximum.accumulate(values * (before[-1] - before[first]))
    return np.minimum(1.0, steps[np.searchsorted(values, p)])


def _term(observed: Floats, expected: Floats) -> Floats:
    """Observed ln(observed / expected), which goes to 0 with the observed."""
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=observed > 0)
    return np.asarray(observed * np.log(ratio))
