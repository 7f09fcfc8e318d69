"""What columns and values are called in tables and figures alike."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pandas as pd

from negresearch.show.page.inert import plain

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


def value_labels(column: str, values: pd.Series, documents: pd.DataFrame) -> pd.Series:
    """Call the values of a column of a tally what a reader calls them, no two of them alike."""
    known = document_labels(documents) if column in ("doc_id", "lane") else {}
    known_values = values.astype(object).where(values.notna(), None)
    labels: dict[object, str] = {}
    taken: Counter[str] = Counter()
    nothing = NOT_KNOWN if column == "month" else NOT_STATED
    for value in dict.fromkeys(known_values):
        words = nothing if value is None else " ".join(plain(known.get(str(value), value)).split())
        words = words.replace("_", " ") if column in ("frame", "frame_beside", "cue") else words
        words = words.replace("/", ": ").replace("-", " ") if column == "cue" else words
        taken[words] += 1
        labels[value] = words if taken[words] == 1 else f"{words} ({taken[words]})"
    return known_values.map(lambda value: labels[value])
