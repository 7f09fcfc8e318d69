"""Doubt dates: hold what a date says against its own words, its clause, the rest of the text, and dated events.

Each check gives doubts: which date, why, and what was perhaps meant. Nothing is mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from negresearch import timex
from negresearch.find.dates.calendar_checks import impossible, intervals, not_yet, weekdays
from negresearch.find.dates.case import CLAUSE, NEAR, Case, Doubt
from negresearch.find.dates.context import Reading
from negresearch.find.dates.event_checks import dated_otherwise, lengths, once_told_twice
from negresearch.find.dates.text_checks import causes, clauses, counts, out_of_line, same_remark

#: The checks in the order in which they count, and what a text must have for one to find something.
_CHECKS: tuple[tuple[Callable[[Case], Iterator[Doubt]], str], ...] = (
    (impossible, "date"), (weekdays, "day"), (clauses, "two dates"), (dated_otherwise, "date"),
    (intervals, "two dates"), (not_yet, "publication"), (same_remark, "two days"), (once_told_twice, "two dates"),
    (counts, "counted length"), (lengths, "length"), (causes, "two dates"), (out_of_line, "three days"),
)  # fmt: skip


def doubts(case: Case) -> dict[int, Doubt]:
    """Give the first doubt of each date that any check has, by the date's place in the list."""
    days, length = len(case.days) - case.days.count(None), any(draft.type == "DURATION" for draft in case.drafts)
    has = {
        "date": True, "two dates": len(case.drafts) > 1, "publication": case.published is not None, "length": length,
        "counted length": length and case.published is not None, "day": days > 0, "two days": days > 1,
        "three days": days > 2,
    }  # fmt: skip
    found: dict[int, Doubt] = {}
    for check, needed in _CHECKS:
        for doubt in check(case) if has[needed] else ():
            found.setdefault(doubt.place, doubt)
    return found


def settled(case: Case) -> list[Reading]:
    """Where a date has two readings and a dated event of its sentence fits one of them, take that one."""
    return [_by_event(case, i, reading) if reading.others else reading for i, reading in enumerate(case.readings)]


def _by_event(case: Case, index: int, reading: Reading) -> Reading:
    draft = case.drafts[index]
    reach = max(0, draft.start - NEAR)
    start = max(case.text.rfind(". ", reach, draft.start), case.text.rfind("\n", reach, draft.start), reach)
    event = case.events.named(case.text, start, draft.end + CLAUSE)
    choices = (reading.value, *reading.others)
    fitting = [value for value in choices if event and timex.compare(event.value, value) == "within"]
    if not fitting:
        return reading
    return Reading(fitting[0], "event", tuple(value for value in choices if value != fitting[0]))
