"""What a rule makes of an expression before the text around it is looked at."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from negresearch.find.dates.lexicon import MODS
from negresearch.tables import DateType, Grain

Lean = Literal["", "last", "this", "next", "previous", "same", "following"]


class InYear(NamedTuple):
    """A month, day, season or quarter whose year is not told; `feast` where its day moves with the year (`feasts`)."""

    lean: Lean = ""
    feast: str = ""


class OfYear(NamedTuple):
    """A part of a year that is pointed at: "of that year", "of next year"."""

    lean: Lean


class ShortYear(NamedTuple):
    """Two figures of a year: '99, or the second half of 1915-17."""

    figures: int


class OnWeekday(NamedTuple):
    """A weekday; `week` where its week is pointed at too ("Monday of last week")."""

    number: int
    lean: Lean = ""
    week: Lean = ""


class Moved(NamedTuple):
    """So many steps of a grain from the day of publication ("document") or from the date named before ("previous")."""

    base: Literal["document", "previous"]
    amount: int
    grain: Grain
    unit: str


class AtTime(NamedTuple):
    """A clock time or part of a day whose day is not told."""

    lean: Lean = ""
    fixed: bool = True


class PeriodOf(NamedTuple):
    """The same part of another year as the part named before: of that year, else of the year before it."""

    year: int | None = None


class OnDay(NamedTuple):
    """A day of the month without its month: "the 20th", "May 4 and 5"."""

    number: int


Open = InYear | OfYear | ShortYear | OnWeekday | Moved | AtTime | PeriodOf | OnDay


class Draft(NamedTuple):
    """An expression with its value as far as its own words give it, X for what they do not.

    `open` is what the text around must tell; `suffix` a part of the day or a clock time, to stand behind the day.
    """

    start: int
    end: int
    type: DateType
    value: str
    rule: str
    mod: str | None = None
    open: Open | None = None
    suffix: str = ""


class Rule(NamedTuple):
    """A pattern, what a match of it means, and the words that it can begin with.

    A builder gets a match in the text in lower case, and the text as printed; it may refuse a match by giving None. Of
    the words, "" is the one by which the expression is found, "#" are the figures by which it is.
    """

    pattern: str
    build: Callable[[re.Match[str], str], Draft | None]
    leads: Collection[str] = ("",)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for a text in lower case (case that is free would more than double the time that it takes)."""
    return re.compile(pattern.replace(" ", r"\s"))


_MOD_WORDS = re.compile("|".join(sorted(MODS, key=lambda word: (-len(word), word))))


@lru_cache(maxsize=1024)
def mod_of(words: str | None) -> str | None:
    """Read TIMEX3's `mod` off the words before a value."""
    match = _MOD_WORDS.search(words) if words else None
    return MODS[match[0]] if match else None


_LEANS: dict[str, Lean] = {
    "last": "last", "past": "last", "next": "next", "coming": "next", "upcoming": "next", "this": "this",
    "these": "this", "current": "this", "very": "this", "that": "same", "those": "same", "same": "same",
    "previous": "previous", "preceding": "previous", "prior": "previous", "following": "following",
    "subsequent": "following",
}  # fmt: skip
#: How many steps a pointing word goes.
STEPS = {"last": -1, "previous": -1, "next": 1, "following": 1}


@lru_cache(maxsize=1024)
def lean_of(words: str | None) -> Lean:
    """Read which way pointing words point."""
    return _LEANS.get(words.split()[-1], "") if words else ""
