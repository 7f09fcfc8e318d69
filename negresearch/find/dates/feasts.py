"""Days of the year that move: Easter and what hangs on it, the nth weekday of a month."""

from __future__ import annotations

from datetime import date, timedelta


def in_year(year: int, part: str) -> str:
    """Write a part of a year; of a movable feast, the day on which it falls in that year.

    Examples
    --------
    >>> in_year(2013, "05-09"), in_year(2013, "easter+1"), in_year(2013, "11/4/4"), in_year(2013, "12/-1/1")
    ('2013-05-09', '2013-04-01', '2013-11-28', '2013-12-30')
    """
    if part.startswith("easter") and 0 < year < 10_000:
        return (_easter(year) + timedelta(days=int(part[6:] or 0))).isoformat()
    if "/" in part and 0 < year < 9_999:
        return _nth_weekday(year, *map(int, part.split("/"))).isoformat()
    return f"{year:04d}-{part}"


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    """The nth such weekday of a month; with -1 the last."""
    first = date(year + month // 12, month % 12 + 1, 1) if nth < 0 else date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - (nth > 0)))


def _easter(year: int) -> date:
    """Easter Sunday of the Western churches (the anonymous Gregorian algorithm of 1876)."""
    golden, (century, of_century) = year % 19, divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    month, day = divmod(moon + sunday - 7 * ((golden + 11 * moon + 22 * sunday) // 451) + 114, 31)
    return date(year, month, day + 1)
