"""Estimates as a reader reads them."""

from __future__ import annotations

from negresearch.count.proportions import Estimate


def percent(share: float, digits: int = 0) -> str:
    """Write a share.

    Examples
    --------
    >>> percent(0.934), percent(float("nan"))
    ('93 %', '? %')
    """
    return "? %" if share != share else f"{100 * share:.{digits}f} %"


def in_percent(estimate: Estimate, digits: int = 0) -> str | None:
    """Write a share and its interval for a table; nothing where it is not known, no interval where all was looked at.

    Examples
    --------
    >>> in_percent(Estimate(0.9, 0.596, 0.982)), in_percent(Estimate(0.75, 0.75, 0.75))
    ('90 % (60–98)', '75 %')
    """
    if estimate.value != estimate.value:
        return None
    if estimate.low == estimate.high:
        return percent(estimate.value, digits)
    low, high = (f"{100 * end:.{digits}f}" for end in estimate[1:])
    return f"{percent(estimate.value, digits)} ({low}–{high})"


def of_hundred(estimate: Estimate, called: str = "") -> str:
    """Write how many of a hundred for a sentence, with what that is called.

    Examples
    --------
    >>> of_hundred(Estimate(0.9, 0.596, 0.982)), of_hundred(Estimate(0.9, 0.596, 0.982), "recall")
    ('90 (60 to 98)', '90 (recall; 95 % interval 60 to 98)')
    >>> of_hundred(Estimate(0.77, 0.77, 0.77), "recall")  # all was looked at
    '77 (recall)'
    """
    value = "an unknown number" if estimate.value != estimate.value else f"{100 * estimate.value:.0f}"
    interval = f"{100 * estimate.low:.0f} to {100 * estimate.high:.0f}" if estimate.low < estimate.high else ""
    beside = [called, f"95 % interval {interval}" if called and interval else interval]
    told = "; ".join(filter(None, beside))
    return f"{value} ({told})" if told else value
