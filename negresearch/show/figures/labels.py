"""What figures have in common: the groups of a tally, where marks lead, how scales and legends are written."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import floor, log10
from typing import Any

import pandas as pd

from negresearch.count.tally import Tally
from negresearch.errors import TableError
from negresearch.show.figures.paper import SMALL, Paper, text_width
from negresearch.show.page import MUTED, Exhibit, Figure
from negresearch.show.page.inert import slug
from negresearch.show.page.values import python_value, value_labels


def grouped(tally: Tally, plot: str, *rest: str) -> tuple[str, pd.DataFrame, dict[Any, str]]:
    """The column by which a tally groups texts, its table with None for null, and its groups in order.

    Raises TableError if it is not by one column and the `rest`.
    """
    if tally.by[1:] != rest:
        raise TableError(f"{plot} draws a tally by [a column of the documents, {', '.join(map(repr, rest))}]")
    by = tally.by[0]
    table = tally.table.astype(dict.fromkeys(tally.by, object))
    table = table.where(table.notna(), None)
    return by, table, value_labels(by, table[by], tally.per)


def anchor(opens: Exhibit | None, **cell: Hashable) -> str | None:
    """Where the passages of a cell are printed, if a table of the page prints them."""
    if opens is None or set(cell) != set(opens.by):
        return None
    known = tuple(python_value(cell[column]) for column in opens.by)
    number = opens.numbers.get(known)
    return f"#{number.anchor}" if number is not None and number.anchor else None


def ticks(top: float, most: int = 4) -> list[float]:
    """Round numbers from 0 up to `top`, no more than so many above 0.

    >>> ticks(9.1), ticks(0.23, 2)
    ([0.0, 2.0, 4.0, 6.0, 8.0], [0.0, 0.1, 0.2])
    """
    power = 10.0 ** floor(log10(top / most))
    steps = (power * times for times in (1, 2, 2.5, 5, 10, 20))
    step, n = next((step, int(top / step + 1e-9)) for step in steps if int(top / step + 1e-9) <= most)
    return [round(i * step, 10) for i in range(n + 1)]


def printed_at(opens: Exhibit | None) -> dict[str, str]:
    """Where a table of the page prints which passages, by cite id."""
    rows = [] if opens is None else [cell.row for line in opens.body for cell in line if cell.row is not None]
    return {(name := opens.passage(row).cite): f"#{slug(name)}" for row in rows if opens}


def legend(paper: Paper, looks: Mapping[str, tuple[str, float, str | None, float]]) -> None:
    """Write what is drawn how, in a line above the figure: colour, opacity, pattern, height."""
    x = 0.0
    for words, (color, alpha, hatch, height) in looks.items():
        paper.box(x, 12 - height, 12, height, color, alpha=alpha, hatch=hatch)
        paper.text(x + 16, 8, words, size=SMALL, color=MUTED)
        x += 30 + text_width(words, SMALL)


def nothing(words: str, name: str) -> Figure:
    """Draw that there is nothing to draw."""
    paper = Paper(20)
    paper.text(0, 10, "none found", color=MUTED)
    return paper.figure(alt=words, caption=words, name=name)
