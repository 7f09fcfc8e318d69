"""Values as a reader reads them: rounded to what they can bear, unknown said as such."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

#: What stands where nothing is known.
UNKNOWN = "–"


def python_value(value: Any) -> Any:
    """Turn a value of a table into plain Python: null as None, floats to six significant digits.

    Examples
    --------
    >>> python_value(float("nan")), python_value(1 / 3)
    (None, 0.333333)
    """
    if value is None or (not isinstance(value, str) and bool(pd.isna(value))):
        return None
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else None
    return value if isinstance(value, (bool, int)) else str(value)


def decimals(values: Iterable[Any]) -> int:
    """Choose the decimals of a column of rates: one, or more where all are below one.

    Examples
    --------
    >>> decimals([4.219, 0.5]), decimals([0.42, 0.07]), decimals([0.042])
    (1, 2, 3)
    """
    largest = max((abs(v) for v in values if isinstance(v, float) and math.isfinite(v)), default=1.0)
    return 1 if largest >= 1 or largest == 0 else 2 if largest >= 0.1 else 3


def said(value: Any, digits: int = 1) -> str:
    """Write a value for a reader.

    Examples
    --------
    >>> said(12345), said(-4.219), said(0.003), said(None), said(True), said("RT")
    ('12,345', '−4.2', '<0.1', '–', 'yes', 'RT')
    """
    value = python_value(value)
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    return _rounded(value, digits) if isinstance(value, float) else str(value)


def _rounded(value: float, digits: int) -> str:
    least = 10.0**-digits
    if value and abs(value) < least / 2:
        return f"<{least:.{digits}f}" if value > 0 else f">−{least:.{digits}f}"
    return f"{value:,.{digits}f}".replace("-", "−")
