"""Checks of a date against the calendar, the publication, and the other end of its interval."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from negresearch import timex
from negresearch.find.dates.case import Case, Doubt, fitting, swapped
from negresearch.find.dates.draft import Draft, OnWeekday
from negresearch.find.dates.grammar import PRINTED, weekday_number
from negresearch.find.dates.lexicon import WEEKDAY_NAMES
from negresearch.find.dates.tense import told_as_past

_WEEKDAY = re.compile(r"[A-Za-z]{3,6}?(?:day|DAY|\.)(?![A-Za-z])")
_DAY_FORM = re.compile(r"((?:\d{4}|XXXX)-\d\d-\d\d)(?:T|\Z)")


def impossible(case: Case) -> Iterator[Doubt]:
    """Days that no calendar has: 30 February."""
    for i, day in enumerate(case.days):
        form = _DAY_FORM.match(case.readings[i].value) if day is None else None
        if form and timex.extent(form[1].replace("XXXX", "2000")) is None:
            yield Doubt(i, f"the calendar has no {form[1]}")


def weekdays(case: Case) -> Iterator[Doubt]:
    """Days that were another weekday than the text says beside them."""
    for i, day in enumerate(case.days):
        printed = _weekday_beside(case, i, case.drafts[i]) if day else None
        if printed is None or day is None or day.isoweekday() == printed:
            continue
        if not case.told(i) and not (case.published and abs((day - case.published).days) <= 60):
            continue
        near = day + timedelta(days=(printed - day.isoweekday() + 3) % 7 - 3)
        name = WEEKDAY_NAMES[day.weekday()].title()
        yield Doubt(i, f"{day} was a {name}, not a {WEEKDAY_NAMES[printed - 1].title()}", near.isoformat())


def _weekday_beside(case: Case, index: int, draft: Draft) -> int | None:
    """The weekday that is part of a day's expression, or stands beside it ("5 March (Monday)")."""
    if draft.type not in ("DATE", "TIME") or isinstance(draft.open, OnWeekday):
        return None
    printed = _WEEKDAY.match(case.text, draft.start) if case.text[draft.start].isalpha() else None
    if printed and printed[0] in PRINTED["weekday"]:
        return weekday_number(printed[0].lower())
    for other, between in ((index - 1, index - 1), (index + 1, index)):
        where = case.drafts[other].open if 0 <= other < len(case.drafts) else None
        if isinstance(where, OnWeekday) and not where.lean and case.gap(between) in (" (", ", ", ", on "):
            return where.number
    return None


def not_yet(case: Case) -> Iterator[Doubt]:
    """Days told as past that lie behind the publication."""
    assert case.published is not None
    limit = f"{case.published.year:04d}"
    for i, reading in enumerate(case.readings):
        if reading.anchor != "none" or reading.value[:4] < limit:
            continue
        found = timex.extent(reading.value)
        if found is None or (found.first - case.published).days <= 1:
            continue
        draft = case.drafts[i]
        if found.grain in ("day", "minute", "month", "year") and told_as_past(case.text, draft):
            why = f"told as past, yet it lies behind the publication on {case.published}"
            yield Doubt(i, why, _earlier(reading.value, case.published))


def _earlier(value: str, published: date) -> str | None:
    """The same day in a year with its last figures swapped, else in the latest year before publication."""
    years = [f"{year:04d}{value[4:]}" for year in (published.year, published.year - 1)]
    return fitting([swapped(value), *years], lambda days: 0 <= (published - days.first).days < 20 * 366)


#: Characters that may join the ends of an interval.
_LONGEST_JOINT = 9
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|through)\s")
_MOVED_UP = re.compile(
    r"\b(?:mov|brought|bring|advanc|backdat|push|shift|resched|chang|correct|revis|compar|down|up)\w*\b", re.I
)


def intervals(case: Case) -> Iterator[Doubt]:
    """Intervals that end before they begin."""
    for i, (here, there) in enumerate(pairwise(case.drafts)):
        if there.start - here.end > _LONGEST_JOINT:
            continue
        gap = case.gap(i)
        if gap != " and " and not _RANGE.fullmatch(gap):
            continue
        before = re.split(r"[.?!]\s|\n", case.text[max(0, here.start - 60) : here.start])[-1]
        joined = gap != " and " or before.lower().rstrip().endswith("between")
        same_month = there.rule.startswith("range_day")
        if not joined or _MOVED_UP.search(before) or not (case.told(i) or case.told(i + 1) or same_month):
            continue
        start, end = case.readings[i].value, case.readings[i + 1].value
        if timex.grain_of(end) == timex.grain_of(start) and timex.compare(end, start) == "before":
            meant = None if same_month else _later(start, end, case.published)
            yield Doubt(i + 1, f"the interval ends before it begins, on {start}", meant)


def _later(start: str, end: str, published: date | None) -> str | None:
    """The end of an interval in the first year, or with figures swapped, that makes it one."""
    if len(start) < 4 or len(end) < 4:
        return None
    years = [] if len(end) == 4 else [f"{int(start[:4]) + more:04d}{end[4:]}" for more in (0, 1)]
    possible = [value for value in (*years, swapped(end)) if value not in (start, end)]
    later = [value for value in possible if timex.compare(value, start) in ("after", "within")]
    return fitting(later, lambda days: not (published and days.first > published))
