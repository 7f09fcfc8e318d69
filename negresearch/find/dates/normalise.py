"""Give each draft its value, in one pass in document order.

The anchor depends on the text. Where the day of publication is known, months, weekdays and pointing words are read from
it, and the tense of the clause says whether they lie ahead; a year told shortly before wins over it. Where it is not
known, the text is read as a story: what is open is filled from the dates named before (`storyline`).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from negresearch import timex
from negresearch.find.dates.draft import AtTime, Draft, InYear, Moved, OfYear, OnDay, OnWeekday, ShortYear
from negresearch.find.dates.storyline import Point, years_along
from negresearch.find.dates.tense import looks_ahead
from negresearch.tables import Anchor


class Reading(NamedTuple):
    """A value, what it hangs on, and the other values it could have, likeliest first."""

    value: str
    anchor: Anchor = "none"
    others: tuple[str, ...] = ()


#: Rules that look aside from the line of the story and do not move it.
_ASIDES = ("ago", "earlier", "previous", "last_", "from_now", "day_beside", "iso")
#: Characters within which a told year is close enough to win over the year of publication, or to go on with its story.
_CLOSE, _WITHIN_STORY = 300, 1000
#: Days back and on that a story of another year may go in one step.
_STORY_BACK, _STORY_ON = 31, 92
#: Days ahead of publication up to which a day without a year lies ahead and not almost a year back.
_SOON = 45
#: Share of a year beyond which a month lies on the other side of publication, whatever the tense.
_HALF_YEAR = 190


class Context:
    """What is known when a draft is reached.

    Attributes
    ----------
    published : str or None
        The ISO day of publication.
    last : dict
        The last date named, by the grain for which it may stand: "any", "day", "month", "year".
    story : int
        Where the last date ended that belongs to another year than that of publication.
    end : int
        Where the last expression ended.
    """

    def __init__(self, text: str, published: str | None) -> None:
        self.text = text
        self.published = published
        self.today = date.fromisoformat(published) if published else None
        self.last: dict[str, str] = {}
        self.story = -_WITHIN_STORY
        self.end = -1

    def note(self, draft: Draft, value: str) -> None:
        """Remember a date for the expressions that point back to it."""
        self.end = draft.end
        day = value.partition("T")[0]
        if draft.type not in ("DATE", "TIME") or self.last.get("year") == day:
            return
        if day.startswith("BC") and day[2:6].isdigit():
            self.last = {"any": day, "year": day[:6]}
        found = timex.extent(day)
        if found is None or draft.rule.startswith(_ASIDES):
            return
        self._keep(day, found.grain)
        if self.today and found.first.year != self.today.year and found.grain in ("day", "month", "year", "season"):
            self.story = draft.end

    def _keep(self, day: str, grain: str) -> None:
        if grain in ("decade", "century"):
            self.last[grain] = day
            return
        self.last["any"], self.last["year"] = day, day[:4]
        if grain == "day":
            self.last["day"] = day
        if grain in ("day", "month"):
            self.last["month"] = day[:7]


def _in_year(context: Context, draft: Draft, where: InYear, told: int | None) -> Reading:
    part = draft.value[5:]
    if context.today is None or where.lean in ("previous", "same", "following"):
        return _in_story(context, draft, where, told)
    if where.lean:
        return _leaning(context.today, part, where.lean)
    gap = draft.start - context.story
    if gap <= _WITHIN_STORY and (story := _next_in_story(context, part, gap, told)):
        return Reading(story, "previous")
    return _in_news(context, draft, part)


def _in_story(context: Context, draft: Draft, where: InYear, told: int | None) -> Reading:
    part, year = draft.value[5:], context.last.get("year")
    if year is not None and year.startswith("BC"):
        return Reading(f"{year}-{part}", "previous")
    if where.lean not in ("previous", "last", "following", "next"):
        return Reading(f"{told:04d}-{part}", "previous") if told else Reading(draft.value)
    if year is None:
        return Reading(draft.value)
    step = -1 if where.lean in ("previous", "last") else 1
    return Reading(f"{int(year) + step:04d}-{part}", "previous")


def _next_in_story(context: Context, part: str, gap: int, told: int | None) -> str | None:
    """Go on with a story of another year: close by always, further on only if the step is a small one."""
    last = timex.extent(context.last["any"])
    here = timex.extent(f"{told:04d}-{part}") if told else None
    if last is None or here is None:
        return None
    if last.grain in ("day", "month") and -_STORY_BACK <= (here.first - last.first).days <= _STORY_ON:
        return f"{told:04d}-{part}"
    return f"{told:04d}-{part}" if gap <= _CLOSE and not _is_fresh(context, part) else None


def _is_fresh(context: Context, part: str) -> bool:
    """Whether a month or day of the year of publication lies in the weeks around it."""
    here = timex.extent(f"{context.today.year:04d}-{part}") if context.today else None
    return here is not None and context.today is not None and abs((here.first - context.today).days) <= _SOON


def _leaning(today: date, part: str, lean: str) -> Reading:
    """Read "last February": the latest wholly before the publication; where that is of the same year, either may be."""
    values = [f"{today.year + step:04d}-{part}" for step in (-2, -1, 0, 1, 2)]
    spans = [(value, found) for value in values if (found := timex.extent(value))]
    if lean == "this":
        return Reading(f"{today.year:04d}-{part}", "document")
    if lean == "last":
        choices = [value for value, found in reversed(spans) if found.last < today.replace(day=1)]
    else:
        choices = [value for value, found in spans if found.first > today]
    both = len(choices) > 1 and choices[0].startswith(f"{today.year:04d}")
    return Reading(choices[0], "document", (choices[1],) if both else ()) if choices else Reading(f"XXXX-{part}")


def _in_news(context: Context, draft: Draft, part: str) -> Reading:
    """Take the year of publication, or the one beside it where tense or distance says so."""
    assert context.today is not None
    today = context.today
    here = timex.extent(f"{today.year:04d}-{part}")
    if here is None:
        return Reading(f"{today.year:04d}-{part}", "document")
    ahead, behind = (here.first - today).days, (today - here.last).days
    year = today.year
    if ahead > 0 and not (here.grain == "day" and ahead <= _SOON):
        future = looks_ahead(context.text, draft.start, draft.end)
        if future is False or (future is None and ahead > _HALF_YEAR):
            year -= 1
    elif behind > _SOON and looks_ahead(context.text, draft.start, draft.end):
        year += 1
    others = () if year == today.year else (f"{today.year:04d}-{part}",)
    return Reading(f"{year:04d}-{part}", "document", others)


def _of_year(context: Context, draft: Draft, where: OfYear) -> Reading:
    deictic = where.lean in ("last", "next", "this") and context.today is not None
    year = f"{context.today.year:04d}" if deictic and context.today else context.last.get("year")
    if year is None or not year.isdigit():
        return Reading(draft.value)
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(where.lean, 0)
    return Reading(f"{int(year) + step:04d}{draft.value[4:]}", "document" if deictic else "previous")


def _short_year(context: Context, draft: Draft, where: ShortYear) -> Reading:
    """Put two figures of a year into the century that brings them nearest to the year named before."""
    near = context.last.get("year") or (f"{context.today.year:04d}" if context.today else None)
    if near is None or not near.isdigit():
        year = where.figures + (2000 if where.figures <= 30 else 1900)
        return Reading(f"{year:04d}{draft.value[4:]}")
    years = [century * 100 + where.figures for century in range(int(near) // 100 - 1, int(near) // 100 + 2)]
    year = min(years, key=lambda candidate: abs(candidate - int(near)))
    return Reading(f"{year:04d}{draft.value[4:]}", "previous")


def _on_weekday(context: Context, draft: Draft, where: OnWeekday) -> Reading:
    base, anchor = context.today, "document"
    if base is None or where.lean in ("previous", "following", "same"):
        named = context.last.get("day")
        base, anchor = (date.fromisoformat(named) if named else None), "previous"
    if base is None:
        return Reading(draft.value)
    back = (base.isoweekday() - where.number) % 7
    if where.week:
        step = {"last": -7, "next": 7}.get(where.week, 0) + where.number - base.isoweekday()
    elif where.lean in ("last", "previous"):
        step = -(back or 7)
    elif where.lean in ("next", "following"):
        step = -back % 7 or 7
    else:
        ahead = anchor == "previous" or looks_ahead(context.text, draft.start, draft.end)
        step = -back % 7 if ahead else -back
    value = timex.value_at("day", base.toordinal() + step)
    return Reading(value, "document" if anchor == "document" else "previous") if value else Reading(draft.value)


def _restates(context: Context, draft: Draft) -> bool:
    """Whether a day named just before is said again: "on February 25, the day after the attack"."""
    return context.text[context.end : draft.start].strip(" ,(–—-") in ("", "i.e. on", "i.e.", "that is, on")


#: Grains whose steps can be counted from a date named before, by the finest date that they need.
_NEEDS = {"day": "day", "week": "day", "month": "month", "quarter": "month", "season": "month"}


def _base_of(context: Context, where: Moved) -> tuple[str | None, Anchor]:
    """Find the date to move from: that of publication, or the last one named that is fine enough."""
    if context.published and (where.base == "document" or not context.last):
        return context.published, "document"
    return context.last.get(_NEEDS.get(where.grain, "any")), "previous"


def _moved(context: Context, draft: Draft, where: Moved) -> Reading:
    base, anchor = _base_of(context, where)
    if draft.rule == "today" and context.published is None:
        return Reading("PRESENT_REF")
    if base is None:
        return Reading(draft.value)
    if draft.rule in ("day_beside", "nth_day"):
        if _restates(context, draft):
            return Reading(base, anchor)
        if draft.rule == "nth_day":
            return Reading(draft.value, "event")
    if where.grain == "minute":
        return Reading(base if len(base) == 10 else draft.value, anchor)
    amount = where.amount
    if where.unit == "weekend" and draft.rule == "the_unit" and context.today and context.today.weekday() < 5:
        amount = 0 if looks_ahead(context.text, draft.start, draft.end) else -1
    value = timex.shift(base, amount, where.grain)
    if value is None:
        return Reading(draft.value)
    return Reading(f"{value}-WE" if where.unit == "weekend" else value, anchor)


def _at_time(context: Context, draft: Draft, where: AtTime) -> Reading:
    """Put a clock time or part of a day on its day: for "this" and "last" that of publication, else the one before."""
    step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(where.lean, 0)
    base, anchor = context.last.get("day"), "previous"
    if context.published and (base is None or where.lean in ("this", "last")):
        base, anchor = context.published, "document"
    vague = not where.fixed and (context.published is None or context.text[: draft.start].endswith("at "))
    if base is None or vague:
        return Reading(draft.value)
    value = timex.shift(base, step, "day")
    return Reading(value, "document" if anchor == "document" else "previous") if value else Reading(draft.value)


def _on_day(context: Context, draft: Draft, where: OnDay) -> Reading:
    month = context.last.get("month")
    if month is None:
        return Reading(draft.value)
    year = draft.value[:4] if draft.value[:4].isdigit() else month[:4]
    return Reading(f"{year}-{month[5:7]}-{where.number:02d}", "previous")


def _read(context: Context, draft: Draft, told: int | None) -> Reading:
    match draft.open:
        case None:
            return Reading(draft.value)
        case InYear():
            return _in_year(context, draft, draft.open, told)
        case Moved():
            return _moved(context, draft, draft.open)
        case OnWeekday():
            return _on_weekday(context, draft, draft.open)
        case AtTime():
            return _at_time(context, draft, draft.open)
        case OfYear():
            return _of_year(context, draft, draft.open)
        case ShortYear():
            return _short_year(context, draft, draft.open)
        case OnDay():
            return _on_day(context, draft, draft.open)


_SEASON_MONTHS = {"SP": 4, "SU": 7, "FA": 10, "WI": 12, "Q1": 2, "Q2": 5, "Q3": 8, "Q4": 11, "H1": 4, "H2": 10}


def _point(draft: Draft) -> Point | None:
    """Place a draft on the story's line, if it is a month or day of a told or sought year."""
    value = draft.value
    sought = isinstance(draft.open, InYear) and draft.open.lean == ""
    if draft.type not in ("DATE", "TIME") or not (sought or (draft.open is None and value[:4].isdigit())):
        return None
    if value.startswith("XXXX-XX") or len(value) == 6:
        return None
    part = value[5:7]
    month = int(part) if part.isdigit() else _SEASON_MONTHS.get(part)
    return Point(None if sought else int(value[:4]), month)


def _story_years(drafts: Sequence[Draft]) -> list[int | None]:
    """Choose the years of the drafts that seek one, by the whole story."""
    points = [_point(draft) for draft in drafts]
    if not any(point is not None and point.year is None for point in points):
        return [None] * len(drafts)
    years = iter(years_along([point for point in points if point is not None]))
    return [None if point is None else next(years) for point in points]


def readings(text: str, drafts: Sequence[Draft], published: str | None) -> list[Reading]:
    """Give each draft its value.

    Parameters
    ----------
    text : str
        The whole text.
    drafts : sequence of Draft
        In order.
    published : str or None
        ISO day of publication.

    Returns
    -------
    list of Reading
        One for each draft.
    """
    years = _story_years(drafts)
    context = Context(text, published)
    found: list[Reading] = []
    for draft, told in zip(drafts, years, strict=True):
        reading = _read(context, draft, told)
        if draft.open is not None and draft.suffix and not reading.value.endswith(draft.suffix):
            reading = reading._replace(value=reading.value + draft.suffix)
        context.note(draft, reading.value)
        found.append(reading)
    return found
