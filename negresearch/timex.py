"""TIMEX3 values: what they cover, how fine they are, and how to move between them.

A calendar value is a whole number of steps of one grain: the 2024th year, the 24,297th month (May 2024),
the 738,000-odd-th day. So every calendar value is a pair (grain, index), moving is adding to the index, and
"the same but coarser" is finding the index of the coarser grain.

| value | grain | covers |
|---|---|---|
| 2024-05-15, 2024-05-15T08:09, 2024-05-15TMO | day, minute, day | that day |
| 2024-W20, 2024-W20-WE | week | Monday to Sunday; Saturday and Sunday |
| 2024-05 | month | first to last day |
| 2024-SP -SU -FA -WI | season | March to May and so on; a winter runs into the next year |
| 2024-Q2, 2024-H1 | quarter, season | three months, six months |
| 2024, 202, 20 | year, decade, century | first to last day |
| BC0241, XXXX-05, PRESENT_REF, P2M | | no ISO days: before year 1, open, vague, or a length |
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from negresearch.tables import Grain

Order = Literal["before", "within", "after"]
_VALUE = re.compile(
    r"(?:(?P<year>\d{4})"
    r"(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?P<time>T(?:[A-Z]{2}|\d\d(?::\d\d)?(?::\d\d)?(?:Z|[+-]\d\d(?::?\d\d)?)?))?)?"
    r"|-W(?P<week>\d\d)(?P<weekend>-WE)?"
    r"|-Q(?P<quarter>[1-4])|-H(?P<half>[12])|-(?P<season>SP|SU|FA|WI))?"
    r"|(?P<decade>\d{3})|(?P<century>\d\d))\Z"
)
_SEASONS = ("SP", "SU", "FA", "WI")


class Extent(NamedTuple):
    """The days that a value covers, both ends included, and its grain."""

    first: date
    last: date
    grain: Grain


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    """Cover `count` months from one on."""
    end_year, end_month = divmod(year * 12 + month - 1 + count - 1, 12)
    return date(year, month, 1), date(end_year, end_month + 1, monthrange(end_year, end_month + 1)[1])


def _extent_of_part(year: int, part: dict[str, str | None]) -> Extent:
    """Cover a year or a part of it."""
    if part["day"]:
        day = date(year, int(part["month"] or 0), int(part["day"]))
        clock = part["time"] is not None and part["time"][1].isdigit()
        return Extent(day, day, "minute" if clock else "day")
    if part["month"]:
        return Extent(*_months(year, int(part["month"]), 1), "month")
    if part["week"]:
        monday = date.fromisocalendar(year, int(part["week"]), 1)
        days = min(6, (date.max - monday).days)  # the calendar ends on a Friday
        return Extent(monday + timedelta(days=min(5, days) if part["weekend"] else 0), monday + timedelta(days), "week")
    if part["quarter"]:
        return Extent(*_months(year, int(part["quarter"]) * 3 - 2, 3), "quarter")
    if part["half"]:
        return Extent(*_months(year, int(part["half"]) * 6 - 5, 6), "season")
    if part["season"]:
        return Extent(*_months(year, _SEASONS.index(part["season"]) * 3 + 3, 3), "season")
    return Extent(date(year, 1, 1), date(year, 12, 31), "year")


@lru_cache(maxsize=4096)
def extent(value: str) -> Extent | None:
    """Say which days a TIMEX3 value covers.

    None where it names no days: a duration, a vague or open value, a year before 1, a day that the calendar lacks.

    Examples
    --------
    >>> extent("2024-W20")
    Extent(first=datetime.date(2024, 5, 13), last=datetime.date(2024, 5, 19), grain='week')
    >>> extent("2023-02-29") is None
    True
    """
    match = _VALUE.match(value)
    if match is None:
        return None
    part = match.groupdict()
    try:
        if part["decade"]:
            return Extent(date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31), "decade")
        if part["century"]:
            return Extent(date(int(value) * 100, 1, 1), date(int(value) * 100 + 99, 12, 31), "century")
        return _extent_of_part(int(value[:4]), part)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def first_last(value: str) -> tuple[str | None, str | None]:
    """Give the first and last ISO day of a value, or two nulls."""
    found = extent(value)
    return (found.first.isoformat(), found.last.isoformat()) if found else (None, None)


@lru_cache(maxsize=4096)
def grain_of(value: str) -> Grain | None:
    """Give the grain of a calendar value, or None."""
    found = extent(value)
    return found.grain if found else None


def part_of(first: date, last: date, mod: str | None) -> tuple[date, date]:
    """Give the first third of a period of which the beginning is meant (START), the last where the end is (END).

    Examples
    --------
    >>> [day.day for day in part_of(date(2022, 3, 1), date(2022, 3, 31), "END")]
    [21, 31]
    """
    third = timedelta((last - first).days // 3)
    return (last - third if mod == "END" else first), (first + third if mod == "START" else last)


_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?|X)([A-Z]+)\Z")
_UNITS = {
    "Y": "year", "Q": "quarter", "S": "season", "M": "month", "W": "week", "WE": "weekend", "D": "day", "TH": "hour",
    "TM": "minute", "TS": "second",
}  # fmt: skip
_WORDS = {
    "PAST_REF": "the past", "PRESENT_REF": "the present", "FUTURE_REF": "the future", "SP": "spring", "SU": "summer",
    "FA": "autumn", "WI": "winter", "Q1": "first quarter", "Q2": "second quarter", "Q3": "third quarter",
    "Q4": "last quarter", "H1": "first half", "H2": "second half", "TMO": "morning", "TMI": "midday",
    "TAF": "afternoon", "TEV": "evening", "TNI": "night", "TDT": "daytime",
}  # fmt: skip


def in_words(value: str) -> str | None:
    """Say what a value means that is no plain day, month or year; None of those, and of open values.

    Examples
    --------
    >>> [in_words(value) for value in ("P2W", "PTXH", "2024-W20", "2024-SP", "202", "2024-05-15TMO", "2024-05")]
    ['2 weeks', 'some hours', 'week 20', 'spring', '2020 to 2029', 'morning', None]
    """
    if length := _LENGTH.match(value):
        number, unit = length[2].replace("X", "some"), _UNITS.get(length[1] + length[3], length[3])
        return f"{number} {unit}{'' if number == '1' else 's'}"
    found = extent(value)
    if found is None:
        return _WORDS.get(value)
    if found.grain in ("decade", "century"):
        return f"{found.first.year} to {found.last.year}"
    if found.grain == "week":
        return f"{'weekend of ' * value.endswith('E')}week {int(value[6:8])}"
    return _WORDS.get(value[5:], _WORDS.get(value[10:]))


def index_of(day: date, grain: Grain) -> int:
    """Number the step of a grain that a day falls into."""
    days, months = day.toordinal(), day.year * 12 + day.month - 1
    steps: dict[str, int] = {
        "week": (days - 1) // 7, "month": months, "quarter": months // 3, "season": (months - 2) // 3,
        "year": day.year, "decade": day.year // 10, "century": day.year // 100,
    }  # fmt: skip
    return steps.get(grain, days)


def value_at(grain: Grain, index: int) -> str | None:
    """Write the step of a grain that has this number; None outside the years 1 to 9999.

    Examples
    --------
    >>> value_at("month", index_of(date(2024, 5, 15), "month") - 12)
    '2023-05'
    """
    try:
        if grain in ("day", "minute"):
            return date.fromordinal(index).isoformat()
        if grain == "week":
            year, week, _ = date.fromordinal(index * 7 + 1).isocalendar()
            return f"{year:04d}-W{week:02d}"
    except (ValueError, OverflowError):
        return None
    year, part = divmod(index, {"month": 12, "quarter": 4, "season": 4}.get(grain, 1))
    if not 1 <= year * {"decade": 10, "century": 100}.get(grain, 1) <= 9999:
        return None
    if grain in ("month", "quarter", "season"):
        return f"{year:04d}-" + {"month": f"{part + 1:02d}", "quarter": f"Q{part + 1}"}.get(grain, _SEASONS[part % 4])
    return f"{year:0{4 - ('year', 'decade', 'century').index(grain)}d}"


def shift(value: str, amount: int, grain: Grain) -> str | None:
    """Move from a value by steps of a grain that is not finer than its own.

    None where the value is coarser than the grain, names no days, or the result leaves the years 1 to 9999.

    Examples
    --------
    >>> shift("2024-05-15", -2, "month"), shift("1940-06-10", 12, "day"), shift("2024-05-15", 1, "week")
    ('2024-03', '1940-06-22', '2024-W21')
    """
    if value[:2] == "BC":
        return _shift_bc(value, amount) if grain == "year" else None
    found = extent(value)
    if found is None:
        return None
    start, end = index_of(found.first, grain), index_of(found.last, grain)
    if grain == "year" and found.grain in ("season", "week"):
        end = start
    return value_at(grain, start + amount) if start == end else None


def _shift_bc(value: str, amount: int) -> str | None:
    if not value[2:6].isdigit() or len(value) < 6:
        return None
    year = amount + 1 - int(value[2:6])
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def compare(a: str, b: str) -> Order | None:
    """Say whether `a` lies wholly before or after `b`, or shares days with it; None if either names none.

    Examples
    --------
    >>> compare("2022-02", "2022-02-24"), compare("2021-12-17", "2022-02")
    ('within', 'before')
    """
    one, other = extent(a), extent(b)
    if one is None or other is None:
        return None
    if one.last < other.first:
        return "before"
    return "after" if one.first > other.last else "within"
