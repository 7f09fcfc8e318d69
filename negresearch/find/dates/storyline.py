"""The years of months and days that are named without one, in texts that tell a story.

A story mostly goes forward, in small steps. It looks back at times, and it mentions other years in passing. So the
years are chosen together, such that all the steps along the text cost least: a month forward costs one, a month back
`_BACK`, no step more than `_CAP`; a told year may be passed by as an aside for `_ASIDE`. The search keeps the `_KEPT`
cheapest ways. (Weights were set on part of the WikiWars training texts and checked on the rest of them.)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_BACK, _CAP, _ASIDE, _KEPT = 2.0, 24.0, 10.0, 6
#: Steps between points of which one is only a year: the same year, each year on, each year back.
_SAME_YEAR, _YEAR_ON, _YEAR_BACK = 0.5, 6.0, 24.0


#: What it costs to choose another year than the one told last; it breaks ties.
_UNTOLD = 0.5


class Point(NamedTuple):
    """A date on the way: its year, None if it is sought, and its month, None if it has none."""

    year: int | None
    month: int | None


Place = tuple[int, int | None]


class _Way(NamedTuple):
    """A way through the points so far: its cost, the place of the story, the year just chosen, the way before."""

    cost: float
    place: Place | None
    year: int | None
    before: _Way | None


def _step(start: Place | None, end: Place) -> float:
    """Cost of going from one place to another."""
    if start is None:
        return 0.0
    years = end[0] - start[0]
    if start[1] is None or end[1] is None:
        cost = _SAME_YEAR if years == 0 else _YEAR_ON * years if years > 0 else -_YEAR_BACK * years
    else:
        months = 12 * years + end[1] - start[1]
        cost = months if months >= 0 else -_BACK * months
    return min(cost, _CAP)


def _past_told(ways: Iterable[_Way], year: int, month: int | None) -> Iterable[_Way]:
    """Go on over a told year: to it, or past it as an aside. A bare year that one is in says nothing new."""
    for way in ways:
        if way.place is not None and month is None and way.place[0] == year:
            yield _Way(way.cost, way.place, year, way)
            continue
        yield _Way(way.cost + _step(way.place, (year, month)), (year, month), year, way)
        if way.place is not None:
            yield _Way(way.cost + _ASIDE, way.place, year, way)


def _past_sought(ways: Iterable[_Way], month: int | None, told: int | None) -> Iterable[_Way]:
    """Go on to a month whose year is sought: about where the story is, or about the year told last."""
    for way in ways:
        near = (told, way.place[0]) if told is not None and way.place else (told,)
        for year in dict.fromkeys(base + step for base in near if base is not None for step in (0, -1, 1)):
            cost = way.cost + _step(way.place, (year, month)) + (0.0 if year == told else _UNTOLD)
            yield _Way(cost, (year, month), year, way)


def _cheapest(ways: Iterable[_Way]) -> list[_Way]:
    """Keep the cheapest way to each place, and of these the best."""
    best: dict[Place | None, _Way] = {}
    for way in ways:
        known = best.get(way.place)
        if known is None or way.cost < known.cost:
            best[way.place] = way
    return sorted(best.values(), key=lambda way: way.cost)[:_KEPT]


def years_along(points: Sequence[Point]) -> list[int | None]:
    """Choose a year for each point; None before any year is told.

    Examples
    --------
    >>> years_along([Point(1941, 12), Point(None, 1), Point(None, 3), Point(1942, 5)])
    [1941, 1942, 1942, 1942]
    >>> years_along([Point(None, 4)])
    [None]
    """
    ways, told = [_Way(0.0, None, None, None)], None
    for year, month in points:
        if year is not None:
            ways, told = _cheapest(_past_told(ways, year, month)), year
        elif told is None:
            ways = [_Way(way.cost, way.place, None, way) for way in ways]
        else:
            ways = _cheapest(_past_sought(ways, month, told))
    years: list[int | None] = []
    way: _Way | None = ways[0]
    while way is not None and way.before is not None:
        years.append(way.year)
        way = way.before
    return years[::-1]
