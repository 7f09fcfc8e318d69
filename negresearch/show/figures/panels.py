"""What figures have in common: groups of a tally, where marks lead, scales, legends, and panels of lines."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import floor, log10
from typing import Any

import pandas as pd

from negresearch.count.tally import Tally
from negresearch.errors import TableError
from negresearch.show.figures.paper import BLUE, GREY, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import INK, MUTED, RULE, Exhibit, Figure
from negresearch.show.page.inert import slug
from negresearch.show.page.values import UNKNOWN, python_value, value_labels

#: Panels beside each other; in points a line, the room above and below a panel, the gap between panels.
ACROSS, LINE, HEAD, FOOT, GAP = 3, 15.0, 22.0, 26.0, 14.0
#: Words that name lines take no more room than this.
LABEL = 150.0


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


def label_width(words: list[str], most: float = LABEL) -> float:
    """Points for the names of lines at the left, and the gap behind them."""
    return min(most, max(map(text_width, words), default=0.0)) + 8


def draw_scale(paper: Paper, left: float, width: float, rows: tuple[float, float], top: float, most: int) -> None:
    """Draw a line at each of some round numbers up to `top`, from above to below, and its number under it."""
    for tick in ticks(top, most):
        x = left + tick / top * width
        paper.line((x, x), rows, INK if tick == 0 else RULE)
        paper.text(x, rows[1] + 8, f"{tick:g}", size=SMALL, color=MUTED, anchor="middle")


@dataclass(frozen=True)
class Panels:
    """Panels of the same lines, whose names stand at the left; `room` at the right of each is for words."""

    paper: Paper
    names: list[str]
    lines: list[str]
    top: float
    unit: str
    left: float
    width: float
    across: int
    room: float
    head: float

    @classmethod
    def of(
        cls, names: list[str], lines: list[str], top: float, unit: str, *, room: float = 0.0, head: float = 0.0,
        label: float = LABEL,
    ) -> Panels:  # fmt: skip
        """Lay panels out, with `head` above all; `top` is the largest value."""
        head -= 16.0 * (names == [""])  # a panel without a name needs no room for it
        rows = -(-len(names) // ACROSS)
        across = -(-len(names) // rows)
        left = label_width(lines, label)
        height = rows * (HEAD + len(lines) * LINE + FOOT) + head
        width = (WIDTH - left - (across - 1) * GAP) / across - room - 6
        return cls(Paper(height), names, lines, top, unit, left, width, across, room, head)

    def at(self, i: int, line: int) -> tuple[float, float]:
        """Where a line of a panel begins."""
        row, column = divmod(i, self.across)
        down = row * (HEAD + len(self.lines) * LINE + FOOT) + HEAD + self.head
        return self.left + column * (self.width + self.room + GAP + 6), down + (line + 0.5) * LINE

    def x(self, value: float) -> float:
        """How far to the right of where a line begins a value is drawn."""
        return value / self.top * self.width

    def frame(self, i: int) -> None:
        """Draw what stands around the marks of a panel."""
        left, top = self.at(i, 0)
        top -= LINE / 2
        bottom = top + len(self.lines) * LINE
        self.paper.text(left, top - 10, fit(self.names[i], self.width + self.room, bold=True), bold=True)
        draw_scale(self.paper, left, self.width, (top, bottom), self.top, 4 if self.across < ACROSS else 2)
        if i % self.across == 0:
            for j, line in enumerate(self.lines):
                self.paper.text(self.left - 8, self.at(i, j)[1], fit(line, self.left - 8), anchor="end")
            if i + self.across >= len(self.names):
                self.paper.text(left, bottom + 19, self.unit, size=SMALL, color=MUTED)

    def dot(
        self, i: int, line: int, value: float | None, low: float | None, high: float | None, note: str,
        link: str | None = None, *, hollow: bool = False,
    ) -> None:  # fmt: skip
        """Draw a value, and a line for its range; a dash where there is none."""
        left, y = self.at(i, line)
        if value is None:
            self.paper.text(left + 4, y, UNKNOWN, color=MUTED)
            return
        if low is not None and high is not None and high > low:
            ends = left + self.x(low), left + self.x(high)
            self.paper.line(ends, (y, y), GREY, width=1.4)
            for end in ends:
                self.paper.line((end, end), (y - 2.5, y + 2.5), GREY, width=1.4)
        self.paper.mark(left + self.x(value), y, BLUE, "ring" if hollow else "circle", note=note, link=link)
