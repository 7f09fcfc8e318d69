"""Panels of lines beside and below each other, all on one scale, and the dots that stand in them."""

from __future__ import annotations

from dataclasses import dataclass

from negresearch.show.figures.labels import ticks
from negresearch.show.figures.paper import BLUE, GREY, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import INK, MUTED, RULE
from negresearch.show.page.values import UNKNOWN

#: Panels beside each other; in points a line, the room above and below a panel, the gap between panels.
ACROSS, LINE, HEAD, FOOT, GAP = 3, 15.0, 22.0, 26.0, 14.0
#: Words that name lines take no more room than this.
LABEL = 150.0


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
