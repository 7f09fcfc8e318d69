"""Shares with intervals: as counted, as corrected for errors of measurement, and from a stratified sample.

Each interval is one of 95 %: of a hundred such intervals, some 95 hold the true value.

References
----------
Donner & Zou (2012), Statistical Methods in Medical Research 21, 347-359: ratios, from limits of their parts.
Kish (1965), Survey Sampling, Wiley: the effective size of a weighted sample.
Rogan & Gladen (1978), American Journal of Epidemiology 107, 71-76: shares as corrected.
Wilson (1927), Journal of the American Statistical Association 22, 209-212: the interval of a share.
Zou, Huang & Zhang (2009), Computational Statistics & Data Analysis 53, 1080-1085: sums, from limits of their parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import hypot, nan, sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

#: The 97.5th percentile of the standard normal distribution: two-sided intervals of 95 %.
Z = 1.959963984540054
#: Halvings of an interval: more than a float has bits.
_HALVINGS = 60


class Estimate(NamedTuple):
    """A share and its interval; not a number where nothing was counted, and then the interval is all from 0 to 1."""

    value: float
    low: float
    high: float

    def in_percent(self, digits: int = 0) -> str | None:
        """Write it for a table; nothing where it is not known, no interval where all was looked at.

        >>> Estimate(0.9, 0.596, 0.982).in_percent(), Estimate(0.75, 0.75, 0.75).in_percent()
        ('90 % (60–98)', '75 %')
        """
        if self.value != self.value:
            return None
        value, low, high = (f"{100 * share:.{digits}f}" for share in self)
        return f"{value} %" if self.low == self.high else f"{value} % ({low}–{high})"

    def of_hundred(self, called: str = "") -> str:
        """Write how many of a hundred for a sentence, with what that is called; the interval where it is not a point.

        >>> Estimate(0.9, 0.596, 0.982).of_hundred(), Estimate(0.9, 0.596, 0.982).of_hundred("recall")
        ('90 (60 to 98)', '90 (recall; 95 % interval 60 to 98)')
        >>> Estimate(0.77, 0.77, 0.77).of_hundred("recall")  # all was looked at
        '77 (recall)'
        """
        value, low, high = (f"{100 * share:.0f}" for share in self)
        interval = f"{low} to {high}" if self.low < self.high else ""
        beside = [called, f"95 % interval {interval}" if called and interval else interval]
        told = "; ".join(filter(None, beside))
        return f"{'an unknown number' if self.value != self.value else value}{f' ({told})' if told else ''}"


def wilson_interval(n: float, of: float) -> Estimate:
    """Give a share with Wilson's score interval of 95 %.

    Parameters
    ----------
    n, of : float
        How many have it, of how many looked at; of a weighted sample, of its effective size.

    Examples
    --------
    >>> [round(x, 3) for x in wilson_interval(9, 10)]
    [0.9, 0.596, 0.982]
    >>> wilson_interval(0, 0)
    Estimate(value=nan, low=0.0, high=1.0)
    """
    if of <= 0:
        return Estimate(nan, 0.0, 1.0)
    share, z2 = n / of, Z * Z
    middle = (share + z2 / (2 * of)) / (1 + z2 / of)
    half = Z * sqrt(max(share * (1 - share), 0) / of + z2 / (4 * of * of)) / (1 + z2 / of)
    # Where none or all have it the limit is exact, whatever the last bits say.
    low, high = 0.0 if n <= 0 else middle - half, 1.0 if n >= of else middle + half
    return Estimate(share, max(low, 0.0), min(high, 1.0))


def corrected_share(
    found: float, of: float, *, sensitivity: tuple[float, float], specificity: tuple[float, float]
) -> Estimate:
    """Correct a share for an instrument's errors, which were measured elsewhere (Rogan & Gladen).

    The interval admits that sensitivity and specificity were estimated too: it puts Wilson's limits of all three
    together (Donner & Zou), and so holds the truth more evenly than that of Lang and Reiczigel where errors are few. It
    assumes that the instrument errs here as it did where it was measured; that is not known. Held to 0 and 1; not a
    number, with all from 0 to 1, where the instrument does no better than chance or was not measured.

    Parameters
    ----------
    found, of : float
        Sentences in which the frame was found, and all sentences.
    sensitivity, specificity : tuple of (float, float)
        Sentences that carry the frame and were found, of how many that carry it; and passed over, of those that do not.

    Examples
    --------
    >>> [round(x, 3) for x in corrected_share(80, 1000, sensitivity=(40, 50), specificity=(930, 950))]
    [0.076, 0.051, 0.107]
    """
    (found_true, true), (passed, untrue) = sensitivity, specificity
    if min(of, true, untrue) <= 0 or found_true / true + passed / untrue <= 1:
        return Estimate(nan, 0.0, 1.0)
    shown, sens, spec = wilson_interval(found, of), wilson_interval(*sensitivity), wilson_interval(*specificity)
    value = _share((shown.value + spec.value - 1) / (sens.value + spec.value - 1))
    return _inverted(value, lambda x: ((1, shown), (1 - x, spec), (-x, sens), (x - 1, Estimate(1.0, 1.0, 1.0))))


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)


@dataclass(frozen=True)
class Cell:
    """Sentences of a corpus that are alike to the instrument, and those of them that were coded by hand.

    `share` of the `coded` ones carry the frame, by weight; `effective` of equal weight would tell as much (Kish).
    """

    size: float
    coded: int
    share: float
    effective: float

    @classmethod
    def of(cls, size: float, truths: npt.ArrayLike, weights: npt.ArrayLike) -> Cell:
        """Sum up coded sentences: whether each carries the frame, and how many of the corpus it stands for."""
        truth, weight = np.asarray(truths, dtype=float), np.asarray(weights, dtype=float)
        total = float(weight.sum())
        if not total:
            return cls(size, 0, nan, 0.0)
        return cls(size, len(weight), float(truth @ weight) / total, total * total / float(weight @ weight))

    def amount(self, *, finite: bool) -> Estimate:
        """How many sentences of the corpus carry the frame; where all were coded and `finite`, that is known."""
        if not self.size:
            return Estimate(0.0, 0.0, 0.0)
        value, low, high = wilson_interval(self.share * self.effective if self.coded else 0.0, self.effective)
        known = value if self.coded else 0.5
        unseen = sqrt(max(1 - self.coded / self.size, 0.0)) if finite else 1.0
        low, high = known - (known - low) * unseen, known + (high - known) * unseen
        return Estimate(self.size * value, self.size * low, self.size * high)


def sampled_share(cells: Sequence[Cell]) -> Estimate:
    """Estimate the share of a corpus' sentences that carry a frame, from a sample coded by hand.

    The cells hold all sentences of this very corpus, with and without a find, so that nothing is assumed of the
    instrument (limits after Zou, Huang and Zhang; where all was coded, they are a point).

    >>> found, rest = Cell.of(100, [1] * 18 + [0] * 2, [5] * 20), Cell.of(900, [1] + [0] * 99, [9] * 100)
    >>> [round(x, 3) for x in sampled_share([found, rest])]
    [0.099, 0.08, 0.137]
    """
    amounts = [cell.amount(finite=True) for cell in cells]
    total = sum(cell.size for cell in cells)
    if not total:
        return Estimate(nan, 0.0, 1.0)
    middles = [(a.low + a.high) / 2 if a.value != a.value else a.value for a in amounts]
    low = sum(middles) - hypot(*(m - a.low for m, a in zip(middles, amounts, strict=True)))
    high = sum(middles) + hypot(*(a.high - m for m, a in zip(middles, amounts, strict=True)))
    value = sum(a.value for a in amounts)
    return Estimate(value / total, _share(low / total), _share(high / total))


def sampled_recall(found: Cell, rest: Cell) -> Estimate:
    """Estimate how many of the sentences that carry a frame were found, from a sample coded by hand.

    The interval is that of a ratio from the limits of both amounts (Donner & Zou). Where no missed sentence was met, it
    still reaches down to what a sample of that size may have overlooked.

    >>> found, rest = Cell.of(100, [1] * 18 + [0] * 2, [5] * 20), Cell.of(900, [1] + [0] * 99, [9] * 100)
    >>> [round(x, 3) for x in sampled_recall(found, rest)]
    [0.909, 0.64, 0.983]
    """
    there, missed = found.amount(finite=False), rest.amount(finite=False)
    if not there.value + missed.value > 0:  # also where one of them is not known
        return Estimate(nan, 0.0, 1.0)
    value = there.value / (there.value + missed.value)
    return _inverted(value, lambda x: ((1 - x, there), (-x, missed)))


def _inverted(value: float, parts: Callable[[float], Sequence[tuple[float, Estimate]]]) -> Estimate:
    """Limits between 0 and 1 of that share at which a sum of estimates, each times a factor, is nothing."""

    def outside(share: float, side: int) -> bool:
        gap = sum(factor * part.value for factor, part in parts(share)) * side
        ends = ((factor, part, part.low if factor * side > 0 else part.high) for factor, part in parts(share))
        return gap > hypot(*(factor * (part.value - end) for factor, part, end in ends))

    return Estimate(value, _turn(0.0, value, lambda x: outside(x, 1)), _turn(1.0, value, lambda x: outside(x, -1)))


def _turn(outside: float, inside: float, is_outside: Callable[[float], bool]) -> float:
    """Where a value between two begins to lie inside."""
    for _ in range(_HALVINGS):
        middle = (outside + inside) / 2
        outside, inside = (middle, inside) if is_outside(middle) else (outside, middle)
    return inside
