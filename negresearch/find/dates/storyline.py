"""The years of months and days that are named without one, in texts that tell a story.

A story mostly goes forward, in small steps. It looks back at times, and it mentions other years in passing. So the
years are chosen together, such that all the steps along the text cost least: a month forward costs one, a month back
`_BACK`, no step more than `_CAP`; a told year may be passed by as an aside for `_ASIDE`. The search keeps the `_KEPT`
cheapest ways. (Weights were set on part of the WikiWars training texts and checked on the rest of them.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from negresearch.find.dates.draft import Draft, InYear

_BACK, _CAP, _ASIDE, _KEPT = 2.0, 24.0, 10.0, 5
#: Steps between points of which one is only a year: the same year, each year on, each year back.
_SAME_YEAR, _YEAR_ON, _YEAR_BACK = 0.5, 6.0, 24.0
#: What it costs to choose another year than the one told last; it breaks ties.
_UNTOLD = 0.5


class Point(NamedTuple):
    """A date on the way: its year, None if it is sought, and its month, None if it has none."""

    year: int | None
    month: int | None


Place = tuple[int, int | None]
#: A way through the points so far: its cost, where the story is, the year just chosen, the way before. (Plain tuples:
#: there are many.)
_Way = tuple[float, "Place | None", "int | None", Any]


def _step(start: Place | None, end: Place) -> float:
    """Cost of going from one place to another."""
    if start is None:
        return 0.0
    if start[1] is None or end[1] is None:
        years = end[0] - start[0]
        cost = _SAME_YEAR if years == 0 else _YEAR_ON * years if years > 0 else -_YEAR_BACK * years
    else:
        months = 12 * (end[0] - start[0]) + end[1] - start[1]
        cost = months if months >= 0 else -_BACK * months
    return min(_CAP, cost)


def _past_told(ways: Iterable[_Way], year: int, month: int | None) -> Iterator[_Way]:
    """Go on over a told year: to it, or past it as an aside. A bare year that one is in says nothing new."""
    for way in ways:
        cost, place = way[0], way[1]
        if place is not None and month is None and place[0] == year:
            yield cost, place, year, way
            continue
        yield cost + _step(place, (year, month)), (year, month), year, way
        if place is not None:
            yield cost + _ASIDE, place, year, way


def _past_sought(ways: Iterable[_Way], month: int | None, told: int) -> Iterator[_Way]:
    """Go on to a month whose year is sought: about where the story is, or about the year told last."""
    for way in ways:
        here = way[1][0] if way[1] is not None else told
        years = (told, told - 1, told + 1) if here == told else (told, told - 1, told + 1, here, here - 1, here + 1)
        for year in years:
            yield way[0] + _step(way[1], (year, month)) + (0.0 if year == told else _UNTOLD), (year, month), year, way


def _cheapest(ways: Iterable[_Way]) -> list[_Way]:
    """Keep the cheapest way to each place, and of these the best."""
    best: dict[Place | None, _Way] = {}
    for way in ways:
        known = best.get(way[1])
        if known is None or way[0] < known[0]:
            best[way[1]] = way
    return sorted(best.values(), key=itemgetter(0))[:_KEPT]


def years_along(points: Sequence[Point]) -> list[int | None]:
    """Choose a year for each point; None before any year is told.

    Examples
    --------
    >>> years_along([Point(1941, 12), Point(None, 1), Point(None, 3), Point(1942, 5)])
    [1941, 1942, 1942, 1942]
    >>> years_along([Point(None, 4)])
    [None]
    """
    ways: list[_Way] = [(0.0, None, None, None)]
    told: int | None = None
    for year, month in points:
        if year is not None:
            ways, told = _cheapest(_past_told(ways, year, month)), year
        elif told is None:
            ways = [(way[0], way[1], None, way) for way in ways]
        else:
            ways = _cheapest(_past_sought(ways, month, told))
    years: list[int | None] = []
    way = ways[0]
    while way[3] is not None:
        years.append(way[2])
        way = way[3]
    return years[::-1]


#: A month that may stand for a part of a year on the story's line.
_MONTHS = {"SP": 4, "SU": 7, "FA": 10, "WI": 12, "Q1": 2, "Q2": 5, "Q3": 8, "Q4": 11, "H1": 4, "H2": 10}


def _point(draft: Draft) -> Point | None:
    """Place a draft on the story's line, if it is a month or day of a told or sought year."""
    value = draft.value
    sought = isinstance(draft.open, InYear) and draft.open.lean in ("", "this", "same")
    if draft.type not in ("DATE", "TIME") or not (sought or (draft.open is None and value[:4].isdigit())):
        return None
    part = value[5:7]
    month = int(part) if part.isdigit() else _MONTHS.get(part)
    return None if sought and month is None else Point(None if sought else int(value[:4]), month)


def years_of(drafts: Sequence[Draft]) -> dict[int, int | None]:
    """Give the years that the story as a whole gives to drafts, by where these begin."""
    points = {draft.start: point for draft in drafts if (point := _point(draft))}
    return dict(zip(points, years_along(list(points.values())), strict=True))
