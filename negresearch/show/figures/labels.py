"""What things are called in figures, and where their marks lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from itertools import pairwise
from math import floor, log10

import pandas as pd

from negresearch.errors import ReportError
from negresearch.show.figures.paper import clean
from negresearch.show.page.table import Exhibit

#: What is written where a value is null.
NOT_STATED = "not stated"
#: No id is shortened below this, so that it is still seen to be one.
_SHORTEST = 3


def document_labels(documents: pd.DataFrame) -> dict[str, str]:
    """Call each document by the shortest beginning of its id that is its own, and its outlet.

    Examples
    --------
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
    return "document" if column == "doc_id" else column.replace("_", " ")


def value_labels(column: str, values: pd.Series, documents: pd.DataFrame) -> pd.Series:
    """Call the values of a column of a tally what a reader calls them, no two of them alike."""
    known = document_labels(documents) if column == "doc_id" else {}
    plain = values.astype(object).where(values.notna(), None)
    labels: dict[object, str] = {}
    taken: Counter[str] = Counter()
    for value in dict.fromkeys(plain):
        words = NOT_STATED if value is None else clean(known.get(str(value), value))
        words = words.replace("_", " ") if column == "frame" else words
        taken[words] += 1
        labels[value] = words if taken[words] == 1 else f"{words} ({taken[words]})"
    return plain.map(lambda value: labels[value])


def anchor(opens: Exhibit | None, **cell: Hashable) -> str | None:
    """Where the passages of a cell are printed, if a table of the page prints them."""
    if opens is None:
        return None
    known = {column: None if pd.isna(value) else value for column, value in cell.items()}  # type: ignore[call-overload]
    try:
        place = opens.count(**known).anchor
    except ReportError:
        return None
    return f"#{place}" if place else None


def ticks(top: float, most: int = 4) -> list[float]:
    """Round numbers from 0 up to `top`, no more than so many above 0.

    Examples
    --------
    >>> ticks(9.1), ticks(0.23, 2)
    ([0.0, 2.0, 4.0, 6.0, 8.0], [0.0, 0.1, 0.2])
    """
    power = 10.0 ** floor(log10(top / most))
    steps = (power * times for times in (1, 2, 2.5, 5, 10, 20))
    step, n = next((step, int(top / step + 1e-9)) for step in steps if int(top / step + 1e-9) <= most)
    return [round(i * step, 10) for i in range(n + 1)]


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))
