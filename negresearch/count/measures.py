"""What two frequencies say of each other: likelihood, ratio, odds, and what is left of p after many comparisons."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np
import numpy.typing as npt

#: What a count of zero is taken for in a log ratio, so that words found on one side only have one
#: (Hardie 2014, as in CQPweb). Counts themselves stay what they are.
ZERO = 0.5

_Floats = npt.NDArray[np.float64]
_Given = npt.ArrayLike


def log_likelihood(target: _Given, reference: _Given, target_words: _Given, reference_words: _Given) -> _Floats:
    """How surprising it is that two frequencies differ: G2 of Dunning (1993), as Rayson and Garside (2000) compute it.

    2 Σ observed ln(observed / expected) over how often a word is found in each, of so many words.

    >>> float(log_likelihood(20, 10, 1000, 1000).round(6))
    3.397981
    """
    a, b, c, d = (np.asarray(v, dtype=float) for v in (target, reference, target_words, reference_words))
    share = (a + b) / (c + d)
    return np.maximum(2 * (_term(a, c * share) + _term(b, d * share)), 0.0)


def log_ratio(target: _Given, reference: _Given, target_words: _Given, reference_words: _Given) -> _Floats:
    """How many times a word has to be doubled in frequency to get from the reference to the target (Hardie 2014).

    >>> float(log_ratio(20, 10, 1000, 1000)), float(log_ratio(0, 8, 1000, 1000))
    (1.0, -4.0)
    """
    a, b, c, d = (np.asarray(v, dtype=float) for v in (target, reference, target_words, reference_words))
    a, b = np.where(a == 0, ZERO, a), np.where(b == 0, ZERO, b)
    return np.asarray(np.log2(a / c) - np.log2(b / d))


def log_odds(
    target: _Given, reference: _Given, target_words: _Given, reference_words: _Given, prior: _Given, prior_words: float
) -> tuple[_Floats, _Floats]:
    """Log-odds ratio under an informative Dirichlet prior, and its z (Monroe, Colaresi and Quinn 2008, eq. 16 to 22).

    The prior is how often each word is found in so many words that are imagined before looking, as many on either side.

    >>> [float(v.round(6)) for v in log_odds(20, 10, 1000, 1000, 3.75, 250)]
    [0.554666, 1.636812]
    """
    a, b, c, d, e = (np.asarray(v, dtype=float) for v in (target, reference, target_words, reference_words, prior))
    ratio = np.log((a + e) / (c + prior_words - a - e)) - np.log((b + e) / (d + prior_words - b - e))
    return ratio, ratio / np.sqrt(1 / (a + e) + 1 / (b + e))


def chance(g2: _Floats) -> _Floats:
    """How often chance alone gives a G2 as high, with one degree of freedom.

    >>> chance(np.array([0.0, 3.841459])).round(6).tolist()
    [1.0, 0.05]
    """
    return np.array([erfc(sqrt(value / 2)) for value in g2])


def holm(p: _Given, compared: _Given, times: _Given) -> _Floats:
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


def _term(observed: _Floats, expected: _Floats) -> _Floats:
    """Observed ln(observed / expected), which goes to 0 with the observed."""
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=observed > 0)
    return np.asarray(observed * np.log(ratio))
