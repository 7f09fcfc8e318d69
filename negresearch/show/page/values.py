"""What columns and values are called, and how they are written, in tables and figures alike."""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pandas as pd

from negresearch.show.page.inert import plain

#: What stands where nothing is known.
UNKNOWN = "–"
#: TIMEX3's `mod`, as it stands before a value.
_MODS = {
    "START": "start of", "MID": "middle of", "END": "end of", "APPROX": "about", "BEFORE": "before", "AFTER": "after",
    "LESS_THAN": "less than", "MORE_THAN": "more than", "EQUAL_OR_LESS": "at most", "EQUAL_OR_MORE": "at least",
}  # fmt: skip
#: An ISO minute, which reads better without its T.
_MINUTE = re.compile(r"\A(\d{4}-\d\d-\d\d)T(\d\d:\d\d)\Z")


def python_value(value: Any) -> Any:
    """Turn a value of a table into plain Python: null as None, floats to six significant digits.

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
    """Choose the decimals of a column: one; more where all are below one, none where some are in the thousands.

    >>> decimals([4.219, 0.5]), decimals([0.42, 0.07]), decimals([0.042]), decimals([88111.9, 3.2])
    (1, 2, 3, 0)
    """
    largest = max((abs(v) for v in values if isinstance(v, float) and math.isfinite(v)), default=1.0)
    if largest >= 1_000:
        return 0
    return 1 if largest >= 1 or largest == 0 else 2 if largest >= 0.1 else 3


def said(value: Any, digits: int = 1) -> str:
    """Write a value for a reader.

    >>> said(12345), said(-4.219), said(0.003), said(None), said(True), said("2024-05-15T08:09")
    ('12,345', '−4.2', '<0.1', '–', 'yes', '2024-05-15 08:09')
    """
    value = python_value(value)
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}".replace("-", "−")
    return _rounded(value, digits) if isinstance(value, float) else _MINUTE.sub(r"\1 \2", str(value))


def days_said(first: Any, last: Any) -> str:
    """Write from which day to which: a single one, and a single year, once.

    >>> days_said("2024-05-02", "2024-05-09"), days_said("2024-05-02", "2024-05-02"), days_said(None, "2024-05-02")
    ('2024-05-02 to 05-09', '2024-05-02', '– to 2024-05-02')
    """
    first, last = said(first), said(last)
    return first if first == last else f"{first} to {last.removeprefix(first[:5])}"


def modified(mod: Any, value: Any) -> str:
    """Write a date's value behind the words of its `mod`: "end of 2022-12"."""
    return f"{_MODS[mod]} {said(value)}" if mod in _MODS else said(value)


def _rounded(value: float, digits: int) -> str:
    least = 10.0**-digits
    if value and abs(value) < least / 2:
        return f"<{least:.{digits}f}" if value > 0 else f">−{least:.{digits}f}"
    return f"{value:,.{digits}f}".replace("-", "−")


def counted(n: int, noun: str) -> str:
    """Write so many of something.

    >>> counted(1, "document"), counted(1200, "document")
    ('1 document', '1,200 documents')
    """
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


#: What is written where a value is null; of a month, which no text need state.
NOT_STATED, NOT_KNOWN = "not stated", "not known"
#: No id is shortened below this, so that it is still seen to be one.
_SHORTEST = 3


@cache
def template(name: str) -> dict[str, Any]:
    """Words that pages are written with, from a data file of the package."""
    return tomllib.loads((files("negresearch") / "templates" / name).read_text(encoding="utf-8"))


def range_words(table: pd.DataFrame) -> str:
    """Say what the range of a tally's rates is; nothing where there is none."""
    if not table["rate_low"].notna().any():
        return ""
    how = set(table["range_how"].dropna()) if "range_how" in table.columns else {"left out"}
    left_out = "the rate when each document in turn is left out"
    resampled = "an interval of 95 % for documents such as these, resampled"
    if "resampled" not in how:
        return left_out
    return resampled if how == {"resampled"} else f"{resampled}, or, of few documents, {left_out}"


def document_labels(documents: pd.DataFrame) -> dict[str, str]:
    """Call each document by the shortest beginning of its id that is its own, and its outlet.

    >>> document_labels(pd.DataFrame({"doc_id": ["000_f7fd", "001_8622"], "outlet": ["RT", None]}))
    {'000_f7fd': '000 RT', '001_8622': '001'}
    """
    ids = sorted(map(str, documents["doc_id"]))
    shared = [next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a)) for a, b in pairwise(ids)]
    least = [1 + max(before, after) for before, after in zip([0, *shared], [*shared, 0], strict=True)]
    short = {i: i[: max(_SHORTEST, n)] for i, n in zip(ids, least, strict=False)}
    outlets = dict(zip(documents["doc_id"], documents.get("outlet", pd.Series(dtype="str")), strict=False))
    return {
        i: short[i] if pd.isna(outlets.get(i)) else f"{short[i]} {outlets[i]}" for i in map(str, documents["doc_id"])
    }


def column_label(column: str) -> str:
    """Call a column what a reader calls it."""
    called: dict[str, str] = template("columns.toml")["called"]
    return called.get(column, column.replace("_", " "))


def measures(columns: Iterable[str]) -> str:
    """Say what the numbers of columns are that open nothing.

    >>> measures(["frame", "n", "n_documents"])
    'In documents: in how many texts these passages stand.'
    """
    means = template("columns.toml")["means"]
    told = [f"{column_label(column)}: {means[column]}" for column in columns if column in means]
    words = "; ".join(told)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def value_labels(column: str, values: Iterable[Any], documents: pd.DataFrame) -> dict[Any, str]:
    """What a reader calls each of the values of a column, null among them, no two of them alike."""
    known = document_labels(documents) if column in ("doc_id", "lane") else {}
    labels: dict[Any, str] = {}
    taken: Counter[str] = Counter()
    nothing = NOT_KNOWN if column == "month" else NOT_STATED
    for value in dict.fromkeys(map(python_value, values)):
        words = nothing if value is None else " ".join(plain(known.get(str(value), value)).split())
        words = words.replace("_", " ") if column in ("frame", "frame_beside", "cue") else words
        words = words.replace("/", ": ").replace("-", " ") if column == "cue" else words
        taken[words] += 1
        labels[value] = words if taken[words] == 1 else f"{words} ({taken[words]})"
    return labels
