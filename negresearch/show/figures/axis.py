"""A time axis true to scale, broken where nothing is for long."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from negresearch.show.figures.paper import SMALL, WIDTH, Paper, text_width
from negresearch.show.page import MUTED, RULE
from negresearch.spans import Span, merge

#: Days without anything above which the axis is broken.
_EMPTY = 550
#: Days of air around what is drawn; points of a break, and of the shortest piece between two breaks.
_AIR, _BREAK, _SHORTEST = 20, 16.0, 34.0
#: Points at both ends, so that no mark is cut off.
_INSET = 5.0
#: Tick marks: (months apart, fewest points between two of them).
_STEPS = ((1, 30.0), (3, 30.0), (6, 34.0), (12, 28.0), (24, 28.0), (60, 28.0), (120, 28.0), (600, 28.0), (1200, 28.0))
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class _Piece(NamedTuple):
    """A stretch of days, and where it is drawn."""

    first: float
    last: float
    left: float
    right: float


@dataclass(frozen=True)
class TimeAxis:
    """Days to points, one scale for all pieces, in points a day; between pieces lie days on which nothing is drawn."""

    pieces: tuple[_Piece, ...]
    scale: float

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]], width: float) -> TimeAxis:
        """Lay out the days of `spans` (ordinals, both ends included) over so many points."""
        reached = merge(sorted((first - _AIR, last + _AIR + _EMPTY) for first, last in spans))
        stretches = [(first, last - _EMPTY) for first, last in reached] or [(730_000, 730_365)]
        while True:
            pieces, scale = _laid_out(stretches, width)
            narrow = [i for i, (a, b) in enumerate(pairwise(pieces)) if (b.first - a.last) * scale < 2 * _BREAK]
            if not narrow:
                return cls(tuple(pieces), scale)
            # A break that saves no room is none: what it parts becomes one piece.
            stretches[narrow[0] : narrow[0] + 2] = [(stretches[narrow[0]][0], stretches[narrow[0] + 1][1])]

    def x(self, day: float) -> float:
        """Where a day is drawn, the nearest point of the axis if it lies in a break."""
        piece = next((p for p in self.pieces if day <= p.last), self.pieces[-1])
        return min(max(piece.left + (day - piece.first) * self.scale, piece.left), piece.right)

    def shows(self, day: float) -> bool:
        """Whether a day is drawn, and does not lie in a break."""
        return any(piece.first <= day <= piece.last for piece in self.pieces)

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Where the axis is marked, and what stands there."""
        step = next((months for months, room in _STEPS if months * 30.4 * self.scale >= room), _STEPS[-1][0])
        return [(self.x(day), name) for piece in self.pieces for day, name in _ticks(piece, step)]

    @property
    def _breaks(self) -> list[float]:
        """Where two strokes say that the axis is broken."""
        middles = [(before.right + after.left) / 2 for before, after in pairwise(self.pieces)]
        return [x for middle in middles for x in (middle - 2, middle + 2)]

    def grid(self, paper: Paper, top: float, bottom: float) -> None:
        """Draw a line at each tick, and two dashed ones at each break."""
        for x, _ in self.ticks:
            paper.line((x, x), (top, bottom), RULE)
        for x in self._breaks:
            paper.line((x, x), (top, bottom), RULE, dash=True)

    def names(self, paper: Paper, y: float) -> None:
        """Write the ticks' names, as many as there is room for, and the breaks."""
        free = 0.0
        for x, name in self.ticks:
            half = text_width(name, SMALL) / 2
            middle = min(max(x, half), WIDTH - half)
            if middle - half >= free and not any(x < b < middle + half + 6 for b in self._breaks[1::2]):
                paper.text(middle, y, name, size=SMALL, color=MUTED, anchor="middle")
                free = middle + half + 4
        for x in self._breaks:
            paper.line((x - 2, x + 2), (y + 4, y - 4), MUTED)


def _laid_out(stretches: list[Span], width: float) -> tuple[list[_Piece], float]:
    """Stretches of days side by side on one scale; short ones get more days around them, not a larger scale."""
    free = width - 2 * _INSET - _BREAK * (len(stretches) - 1)
    days = [float(last - first) for first, last in stretches]
    for _ in range(50):
        scale = free / sum(days)
        days = [max(last - first, _SHORTEST / scale) for first, last in stretches]
    scale, left = free / sum(days), _INSET
    pieces = []
    for (first, last), n in zip(stretches, days, strict=True):
        begin = first - (n - (last - first)) / 2
        pieces.append(_Piece(begin, begin + n, left, left + n * scale))
        left += n * scale + _BREAK
    return pieces, scale


def _ticks(piece: _Piece, step: int) -> list[tuple[int, str]]:
    """The first days of every so many months in a piece; a year is named by its number, another month by its name."""
    first, last = (date.fromordinal(min(max(int(day), 1), date.max.toordinal())) for day in (piece.first, piece.last))
    months = range(-(-(first.year * 12 + first.month - 1) // step) * step, last.year * 12 + last.month, step)
    begun = [date(month // 12, month % 12 + 1, 1) for month in months if 12 <= month < 120_000]
    named = [(day.toordinal(), str(day.year) if day.month == 1 else _MONTHS[day.month - 1]) for day in begun]
    middle = int(piece.first + piece.last) // 2
    kept = [(day, name) for day, name in named if piece.first <= day <= piece.last]
    return kept or [(middle, str(date.fromordinal(middle).year))]
