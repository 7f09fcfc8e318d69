"""What the auditor looks at, and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from negresearch import timex
from negresearch.find.dates.context import Reading
from negresearch.find.dates.draft import Draft
from negresearch.read.dated_events import DatedEvents

#: Characters between two dates that may be said of each other, and the reach of a clause behind a date.
NEAR, CLAUSE = 160, 120


class Doubt(NamedTuple):
    """A date that may be wrong: its place in the list, why, and what was perhaps meant."""

    place: int
    why: str
    meant: str | None = None


class Case(NamedTuple):
    """What is held against what: a text with its dates as read, the day of publication, and dated events.

    `days` has the day of each date that names one.
    """

    text: str
    drafts: Sequence[Draft]
    readings: Sequence[Reading]
    published: date | None
    events: DatedEvents
    days: Sequence[date | None]

    def told(self, index: int) -> bool:
        """Whether the words themselves give the year."""
        return self.readings[index].anchor == "none"

    def gap(self, index: int) -> str:
        """What stands between a date and the next one, if that is near."""
        start, end = self.drafts[index].end, self.drafts[index + 1].start
        return self.text[start:end] if end - start <= NEAR else "\n"


def fitting(candidates: Iterable[str], fits: Callable[[timex.Extent], bool]) -> str | None:
    """Give the first of some values that names days and fits."""
    return next((value for value in candidates if (found := timex.extent(value)) and fits(found)), None)


def swapped(value: str) -> str:
    """Write a value with the last figures of its year the other way round."""
    return f"{value[:2]}{value[3]}{value[2]}{value[4:]}"


def day_of(value: str) -> date | None:
    """Give the day that a value names, if it names one."""
    found = timex.extent(value)
    return found.first if found is not None and found.grain in ("day", "minute") else None
