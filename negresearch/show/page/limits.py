"""How much of a table a page shows: every table has a limit, and says when it was reached."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import pandas as pd

from negresearch.show.page.values import column_label

#: As many lines as are read; of a crosstab that was turned, each has many numbers.
LINES, TURNED = 100, 40
#: More columns than this, and lines and columns change places; never more than so many.
COLUMNS, MOST_COLUMNS = 12, 24


class Shown(NamedTuple):
    """What of a table is shown: its cells, what is across, and what is said of the rest."""

    table: pd.DataFrame
    across: str | None
    told: tuple[str, ...] = ()


def limited(table: pd.DataFrame, by: Sequence[str], across: str | None, limit: int | None) -> Shown:
    """Choose the cells of a table that are shown: those with the most passages, or, without counts, the first.

    Where the values that would be columns are many, and the only other column has fewer, the two change places. Of a
    long table by several columns all lines of the values of the first with the most passages are shown.

    >>> counts = pd.DataFrame({"frame": list("abc"), "n": [1, 3, 2]})
    >>> limited(counts, ["frame"], None, 2).table["frame"].tolist(), limited(counts, ["frame"], None, 2).told
    (['b', 'c'], ('Shown are 2 of 3 lines, those with the most passages.',))
    """
    if "n" not in table.columns or not by:
        kept = table.head(limit or LINES)
        told = f"Shown are the first {len(kept)} of {len(table):,} lines."
        return Shown(kept, across, (told,) if len(kept) < len(table) else ())
    if across is None:
        return _long(table, by, limit or LINES)
    down = [column for column in by if column != across]
    many, most = table[across].nunique(dropna=False), LINES
    if len(down) == 1 and many > COLUMNS and table[down[0]].nunique(dropna=False) < many:
        across, down, most = down[0], [across], TURNED
    table, told_lines = _most(table, down, limit or most, "lines")
    table, told_columns = _most(table, [across], MOST_COLUMNS, "columns")
    return Shown(table, across, told_lines + told_columns)


def _long(table: pd.DataFrame, by: Sequence[str], limit: int) -> Shown:
    told: tuple[str, ...] = ()
    if len(table) > limit and len(by) > 1:
        groups = table.groupby(by[0], dropna=False, sort=False)
        sums = groups["n"].agg(["size", "sum"]).sort_values("sum", ascending=False, kind="stable")
        fit = max(1, int((sums["size"].cumsum() <= limit).sum()))
        if fit < len(sums):
            told = (f"Shown are {fit} of {len(sums):,} values of {column_label(by[0])}, those with the most passages.",)
        table = table[table[by[0]].isin(sums.index[:fit])]
    table, further = _most(table, by, limit, "lines")
    return Shown(table, None, told + further)


def _most(
    table: pd.DataFrame, columns: Sequence[Hashable], limit: int, what: str
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The cells of the values with the most passages."""
    if not columns or table.empty:
        return table, ()
    place = table.groupby(list(columns), dropna=False, sort=False).ngroup()
    counts = table["n"].groupby(place).sum().sort_values(ascending=False, kind="stable")
    if len(counts) <= limit:
        return table, ()
    told = f"Shown are {limit} of {len(counts):,} {what}, those with the most passages."
    return table[place.isin(counts.index[:limit])], (told,)
