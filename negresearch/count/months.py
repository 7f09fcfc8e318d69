"""Rates by month of publication, empty months among them, and how far from publication the days lie that texts name."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.cells import WORDS, Floats, ratio
from negresearch.count.tally import Tally, tally
from negresearch.errors import TableError
from negresearch.tables import significant

#: Documents beyond one a month that are needed to say how much documents of one month differ; below, no interval.
NEEDED = 5
#: Two-sided 95 %.
_Z = 1.959964
#: Days from publication, by the names of the classes: each reaches to this many days before it.
_DISTANCES = {
    "within a week": 7, "within a month": 31, "within a year": 366, "within five years": 5 * 366, "longer ago": 10**7,
}  # fmt: skip
AHEAD, WIDER, UNSURE = "still to come", "too wide to say", "not known"
#: The classes of `add_distance`, from the days to come back to the oldest.
DISTANCES: tuple[str, ...] = (AHEAD, *_DISTANCES, WIDER, UNSURE)


def add_month(documents: pd.DataFrame) -> pd.DataFrame:
    """Give documents the `month` of their publication ("2024-05"), null where it is not known or may be one of two.

    Examples
    --------
    >>> first, last = ["2024-05-01", "2024-05-01", None], ["2024-05-09", "2024-06-01", None]
    >>> documents = pd.DataFrame({"published_first": first, "published_last": last}, dtype="str")
    >>> add_month(documents)["month"].tolist()
    ['2024-05', nan, nan]
    """
    first = documents["published_first"].str[:7]
    last = documents["published_last"].fillna(documents["published_first"]).str[:7]
    return documents.assign(month=first.where(first == last).astype("str"))


def tally_months(
    rows: pd.DataFrame, documents: pd.DataFrame, *, by: str = "frame", levels: Sequence[Hashable] | None = None
) -> Tally:
    """Count rows by month of publication; months without a document are there, empty.

    Parameters
    ----------
    by : str
        A column of the rows, such as codings.
    levels : sequence, optional
        The values of that column and their order, as for `tally`.

    Returns
    -------
    Tally
        By month and that column, from the first month to the last without a gap; documents whose month is not known
        stand in a month that is null. Besides the columns of every tally: low and high, the 95 % interval of the
        rate: Byar's approximation of the exact Poisson interval (Breslow and Day 1987), with the count divided by how
        many times more than by chance documents of one month differ; null with too few documents to say so (they must
        be 5 more than the months that have any).

    Examples
    --------
    >>> codings = pd.DataFrame({"doc_id": ["a", "b"], "start": [0, 4], "end": [3, 9], "frame": ["territory"] * 2})
    >>> days = ["2024-01-05", "2024-03-09"]
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "n_words": [500, 250], "problem": [None, None],
    ...                           "published_first": days, "published_last": days})
    >>> tally_months(codings, documents).table[["month", "n", "documents", "rate"]]
         month  n  documents  rate
    0  2024-01  1          1   2.0
    1  2024-02  0          0   NaN
    2  2024-03  1          1   4.0
    """
    if by not in rows.columns:
        raise TableError(f"tally_months: the rows have no column {by!r}; they have {', '.join(map(str, rows.columns))}")
    dated = add_month(documents)
    counted = tally(rows, [by, "month"], dated, levels={by: levels} if levels is not None else None)
    table = _with_intervals(counted, by)
    return replace(counted, by=("month", by), table=_with_empty_months(table, by))


def _with_empty_months(table: pd.DataFrame, by: str) -> pd.DataFrame:
    known = table["month"].dropna()
    months = pd.period_range(known.min(), known.max(), freq="M").strftime("%Y-%m").tolist() if len(known) else []
    months += [None] if table["month"].isna().any() else []
    grid = pd.DataFrame(product(months, dict.fromkeys(table[by])), columns=["month", by])
    whole = grid.astype({"month": "str", by: table[by].dtype}).merge(table, how="left")
    counts = ["n", "n_documents", "documents", "words"]
    return whole.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, "int64"))


def _with_intervals(counted: Tally, by: str) -> pd.DataFrame:
    """The table with low and high: Byar's interval, wider where documents of one month differ more than by chance."""
    table = counted.table
    spread = {name: _dispersion(counted, by, name) for name in dict.fromkeys(table[by])}
    factor = table[by].map(spread).to_numpy(dtype=float)
    words = table["words"].to_numpy(dtype=float)
    low, high = _byar(table["n"].to_numpy(dtype=float) / factor)
    scale = ratio(WORDS * factor, words)
    return table.assign(low=significant(low * scale), high=significant(high * scale))


def _byar(n: Floats) -> tuple[Floats, Floats]:
    """The 95 % interval of the mean of a count."""
    some = np.where(n > 0, n, 1.0)
    low = np.where(n > 0, some * np.maximum(0, 1 - 1 / (9 * some) - _Z / (3 * np.sqrt(some))) ** 3, 0 * n)
    more = n + 1
    return low, more * (1 - 1 / (9 * more) + _Z / (3 * np.sqrt(more))) ** 3


def _dispersion(counted: Tally, by: str, name: Hashable) -> float:
    """How many times more than by chance the counts of documents of one month vary; NaN with too few documents."""
    per = counted.per[counted.per["problem"].isna() & counted.per["month"].notna()]
    passages = counted.passages(**{by: name}).groupby("doc_id").size()
    n = per["doc_id"].map(passages).fillna(0).to_numpy(dtype=float)
    words, month = per["n_words"].to_numpy(dtype=float), per["month"].to_numpy()
    sums = pd.DataFrame({"n": n, "words": words, "month": month}).groupby("month").transform("sum")
    expected = (words * sums["n"] / sums["words"]).to_numpy(dtype=float)
    free, some = len(per) - len(set(month)), expected > 0
    if free < NEEDED:
        return float("nan")
    return max(1.0, float(((n - expected)[some] ** 2 / expected[some]).sum()) / free)


def add_distance(dates: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Give the dates that name days a `distance`, one of `DISTANCES`, from the publication of their text.

    That is: still to come, or how long before the publication at most; "not known" where the publication is not, or
    leaves two answers. A period counts by its middle day, and of its beginning or end, as `mod` has it, a third; one
    is too wide that is longer than its class, or longer than a week with the publication in it. Dates of datelines are
    better left out before (`keep_counted`).

    Examples
    --------
    >>> days = pd.DataFrame({"doc_id": ["a", "a"], "first": ["2022-03-01", "2024-05-20"],
    ...                      "last": ["2022-03-31", "2024-05-20"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "published_first": ["2024-05-15"], "published_last": ["2024-05-15"]})
    >>> add_distance(days, documents)["distance"].tolist()
    ['within five years', 'still to come']
    """
    named = dates[dates["first"].notna()].reset_index(drop=True)
    when = documents.set_index("doc_id")[["published_first", "published_last"]].reindex(named["doc_id"])
    early, late = (_ordinals(when[column]) for column in when.columns)
    first, last = _ordinals(named["first"]), _ordinals(named["last"])
    mod, third = named.get("mod", pd.Series("", index=named.index)), (last - first) // 3
    first, last = np.where(mod == "END", last - third, first), np.where(mod == "START", first + third, last)
    classes = [_class(first, last, day) for day in (early, np.where(np.isnan(late), early, late))]
    return named.assign(distance=pd.Series(np.where(classes[0] == classes[1], classes[0], UNSURE), dtype="str"))


def _ordinals(days: pd.Series) -> Floats:
    """ISO days as numbers, NaN where there is none."""
    found = pd.PeriodIndex(days.str[:10], freq="D")
    return np.where(found.isna(), np.nan, found.asi8.astype(float))


def _class(first: Floats, last: Floats, published: Floats) -> npt.NDArray[np.str_]:
    """The class of each period, by its middle day; where the publication lies in it, by that."""
    inside = (first <= published) & (published <= last)
    back = np.where(inside | np.isnan(published), 0, published - (first + last) / 2)
    reach = np.array(list(_DISTANCES.values()), dtype=float)
    place = np.searchsorted(reach, back)
    names = np.where(last - first >= reach[place], WIDER, np.array(list(_DISTANCES))[place])
    return np.where(np.isnan(published), UNSURE, np.where(first > published, AHEAD, names))
