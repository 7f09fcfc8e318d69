"""Give each draft its value, in one pass in document order.

The anchor depends on the text. Where the day of publication is known, months, weekdays and pointing words are read from
it, and the tense of the clause says whether they lie ahead; a year told shortly before wins over it. Where it is not
known, the text is read as a story: what is open is filled from the dates named before (`storyline`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from negresearch.find.dates.context import Context, Reading
from negresearch.find.dates.days import at_time, moved, on_day, on_weekday
from negresearch.find.dates.draft import AtTime, Draft, InYear, Moved, OfYear, OnDay, OnWeekday, PeriodOf, ShortYear
from negresearch.find.dates.years import in_year, of_year, period_of, short_year

_READERS: dict[type, Callable[..., Reading]] = {
    Moved: moved, OnWeekday: on_weekday, AtTime: at_time, InYear: in_year, OfYear: of_year, ShortYear: short_year,
    PeriodOf: period_of, OnDay: on_day,
}  # fmt: skip
#: Between a clock time and its day, or the same time elsewhere.
_ON = re.compile(r"\)?\s(?:(?:local|[A-Z]\w+) time )?\(?on\s|\)\s|\s\(")


def _order(text: str, drafts: Sequence[Draft]) -> Sequence[int]:
    """Say in which order drafts are read: a clock time behind the day that follows it ("at 14:30 on Tuesday")."""
    if not any(isinstance(draft.open, AtTime) for draft in drafts):
        return range(len(drafts))
    days = list(range(len(drafts)))
    for i in range(len(drafts) - 2, -1, -1):
        here, there = drafts[i], drafts[i + 1]
        waits = isinstance(here.open, AtTime) and (there.type == "DATE" or days[i + 1] > i + 1)
        if waits and _ON.fullmatch(text, here.end, there.start):
            days[i] = days[i + 1]
    return sorted(range(len(drafts)), key=lambda i: (days[i], i != days[i]))


def readings(text: str, drafts: Sequence[Draft], published: str | None) -> list[Reading]:
    """Give each draft its value; `published` is the ISO day of publication."""
    found = [Reading(draft.value) for draft in drafts]
    left = sum(draft.open is not None for draft in drafts)
    context = Context(text, drafts, published)
    for i in _order(text, drafts) if left else ():
        draft = drafts[i]
        if draft.open:
            found[i] = reading = _READERS[type(draft.open)](context, draft, draft.open)
            if draft.suffix and not reading.value.endswith(draft.suffix):
                found[i] = reading._replace(value=reading.value + draft.suffix)
            left -= 1
        if not left:  # nothing more points back
            break
        context.note(draft, found[i].value)
    return found
