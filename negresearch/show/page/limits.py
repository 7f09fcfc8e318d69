"""How much of a table a page shows: every table has a limit, and says when it was reached."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import pandas as pd

from negresearch.show.page.labels import column_label

#: As many lines as are read; of a crosstab that was turned, each has many numbers.
LINES, TURNED = 100, 40
#: More columns than this, and lines and columns change places; never more than so many.
COLUMNS, MOST_COLUMNS = 12, 24


@dataclass(frozen=True)
class Shown:
    """What of a table is shown: its cells, what is across, and what is said of the rest."""

    table: pd.DataFrame
    across: str | None
    told: tuple[str, ...] = ()


def limited(table: pd.DataFrame, by: Sequence[str], across: str | None, limit: int | None) -> Shown:
    """Choose the cells of a table that are shown.

    Parameters
    ----------
    table : pandas.DataFrame
        The cells, with `n` where they are counts.
    by : sequence of str
        The columns that make a cell.
    across : str, optional
        The column whose values become columns. Where they are many, and the only other column has fewer values, the
        two change places.
    limit : int, optional
        As many lines; without it 100, or 40 of a crosstab that was turned.

    Returns
    -------
    Shown
        The lines and columns with the most passages, in the order of the table; of a long table by several columns
        all lines of the values of the first with the most passages; the first lines of a table without counts.

    Examples
    --------
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
    turned = _turned(table, by, across)
    across = turned or across
    lines = [column for column in by if column != across]
    table, told_lines = _most(table, lines, limit or (TURNED if turned else LINES), "lines")
    table, told_columns = _most(table, [across], MOST_COLUMNS, "columns")
    return Shown(table, across, (*told_lines, *told_columns))


def _turned(table: pd.DataFrame, by: Sequence[str], across: str) -> str | None:
    """The column that is across instead, if the two change places."""
    down = [column for column in by if column != across]
    many = table[across].nunique(dropna=False)
    return down[0] if len(down) == 1 and many > COLUMNS and table[down[0]].nunique(dropna=False) < many else None


def _long(table: pd.DataFrame, by: Sequence[str], limit: int) -> Shown:
    if len(table) <= limit or len(by) == 1:
        shown, told = _most(table, by, limit, "lines")
        return Shown(shown, None, told)
    place = _place(table, by[:1])
    groups = table["n"].groupby(place).agg(["size", "sum"]).sort_values("sum", ascending=False, kind="stable")
    fit = max(1, int((groups["size"].cumsum() <= limit).sum()))
    shown = table[place.isin(groups.index[:fit])]
    few = f"Shown are {fit} of {len(groups):,} values of {column_label(by[0])}, those with the most passages."
    shown, further = _most(shown, by, limit, "lines")
    return Shown(shown, None, (*([few] if fit < len(groups) else []), *further))


def _most(
    table: pd.DataFrame, columns: Sequence[Hashable], limit: int, what: str
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The cells of the values with the most passages."""
    if not columns or table.empty:
        return table, ()
    place = _place(table, columns)
    counts = table["n"].groupby(place).sum().sort_values(ascending=False, kind="stable")
    if len(counts) <= limit:
        return table, ()
    told = f"Shown are {limit} of {len(counts):,} {what}, those with the most passages."
    return table[place.isin(counts.index[:limit])], (told,)


def _place(table: pd.DataFrame, columns: Sequence[Hashable]) -> pd.Series:
    return table.groupby(list(columns), dropna=False, sort=False).ngroup()
