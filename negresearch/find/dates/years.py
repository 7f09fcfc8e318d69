"""The year of a month, day, season or quarter that is named without one."""

from __future__ import annotations

from datetime import date

from negresearch import timex
from negresearch.find.dates.context import CLOSE, Context, Reading
from negresearch.find.dates.draft import STEPS, Draft, InYear, OfYear, PeriodOf, ShortYear
from negresearch.find.dates.feasts import in_year as at
from negresearch.find.dates.tense import looks_ahead

#: Characters within which a story of another year can go on, and days back and on that it may go in one step.
_WITHIN_STORY, _STORY_BACK, _STORY_ON = 1000, 31, 92
#: Days around publication within which a day without a year is of that time, and not almost a year off.
_SOON = 45
#: Days ahead beyond which a month lies behind publication, if no tense speaks against it.
_HALF_YEAR = 190


def in_year(context: Context, draft: Draft, where: InYear) -> Reading:
    """Find the year of a month, day or season: from the publication, unless a story of another year goes on."""
    part = where.feast or draft.value[5:]
    if context.today is None or where.lean in ("previous", "same", "following"):
        return _in_story(context, draft, where, context.years.get(draft.start))
    if where.lean:
        return _leaning(context.today, part, where.lean, draft)
    year = context.years.get(draft.start) if context.since_story(draft) <= _WITHIN_STORY else None
    if year is not None and _goes_on(context, draft, part, year):
        return Reading(at(year, part), "previous")
    return _in_news(context, draft, part, context.today)


def _in_story(context: Context, draft: Draft, where: InYear, told: int | None) -> Reading:
    part, year = where.feast or draft.value[5:], context.last.get("year")
    if year is not None and year.startswith("BC"):
        return Reading(f"{year}-{draft.value[5:]}", "previous")
    if where.lean not in STEPS:
        told = told or (int(year) if year and draft.value[5:] == "XX-XX" else None)
        return Reading(at(told, part), "previous") if told else Reading(draft.value)
    return Reading(at(int(year) + STEPS[where.lean], part), "previous") if year else Reading(draft.value)


def _goes_on(context: Context, draft: Draft, part: str, told: int) -> bool:
    """Whether a story of another year goes on: on the same line always, from day to day if near or by a small step."""
    last, here = timex.extent(context.last["any"]), timex.extent(at(told, part))
    if last is None or here is None:
        return False
    days = last.grain == here.grain == "day"
    if days and -_STORY_BACK <= (here.first - last.first).days <= _STORY_ON:
        return True
    near = context.in_story(draft) or (days and context.since_story(draft) <= CLOSE)
    if last.grain == "year" and not context.same_sentence(context.story, draft.start):
        near = False
    return near and not _is_fresh(context, part) and not looks_ahead(context.text, draft.start, draft.end)


def _is_fresh(context: Context, part: str) -> bool:
    """Whether a month or day lies in the weeks around the publication, in its year or one beside it."""
    today = context.today
    years = (today.year - 1, today.year, today.year + 1) if today else ()
    near = [here for year in years if (here := timex.extent(at(year, part)))]
    return any(today and max((here.first - today).days, (today - here.last).days) <= _SOON for here in near)


def _leaning(today: date, part: str, lean: str, draft: Draft) -> Reading:
    """Read "last February": the latest wholly before the publication; where that is of the same year, either may be."""
    spans = [(at(today.year + step, part), step) for step in (-2, -1, 0, 1, 2)]
    found = [(value, there) for value, _ in spans if (there := timex.extent(value))]
    if lean == "this" or not found:
        return Reading(at(today.year + STEPS.get(lean, 0), part), "document")
    if lean == "last":
        choices = [value for value, there in reversed(found) if there.last < today.replace(day=1)]
    else:
        choices = [value for value, there in found if there.first > today]
    both = len(choices) > 1 and choices[0].startswith(f"{today.year:04d}")
    return Reading(choices[0], "document", (choices[1],) if both else ()) if choices else Reading(draft.value)


def _in_news(context: Context, draft: Draft, part: str, today: date) -> Reading:
    """Take the year of publication, or the one beside it where tense or distance says so."""
    here = timex.extent(at(today.year, part))
    if here is None:
        return Reading(at(today.year, part), "document")
    ahead, behind = (here.first - today).days, (today - here.last).days
    year = today.year
    future: bool | None = False
    if ahead > 0 and not (here.grain == "day" and ahead <= _SOON):
        future = looks_ahead(context.text, draft.start, draft.end)
        if future is False or (future is None and ahead > _HALF_YEAR):
            year -= 1
    elif behind > _SOON and looks_ahead(context.text, draft.start, draft.end):
        year += 1
    others = (at(today.year, part),) if future is None else ()
    return Reading(at(year, part), "document", others)


def of_year(context: Context, draft: Draft, where: OfYear) -> Reading:
    """Find the year that "of last year" or "of that year" points at."""
    deictic = where.lean in ("last", "next", "this") and context.published is not None
    year = (context.published or "")[:4] if deictic else context.last.get("year")
    if year is None or not year.isdigit():
        return Reading(draft.value)
    value = f"{int(year) + STEPS.get(where.lean, 0):04d}{draft.value[4:]}"
    return Reading(value, "document" if deictic else "previous")


def period_of(context: Context, draft: Draft, where: PeriodOf) -> Reading:
    """Find the part of another year that a month or quarter of the same paragraph is compared with; else the year."""
    near = context.same_line(context.period_end, draft.start)
    named = context.last.get("period", "") if near else ""
    base = named or (context.published or context.last.get("year", ""))[:4]
    if not named and context.published and "quarter" in context.text[draft.start : draft.end]:
        base = timex.shift(context.published, -1, "quarter") or base
    if not base[:4].isdigit():
        return Reading(draft.value)
    year = where.year or int(base[:4]) - 1
    return Reading(f"{year:04d}{base[4:]}", "previous" if named else "document")


def short_year(context: Context, draft: Draft, where: ShortYear) -> Reading:
    """Put two figures of a year into the century that brings them nearest to the year named before."""
    near = context.last.get("year") or (context.published or "")[:4]
    if not near.isdigit():
        return Reading(f"{where.figures + (2000 if where.figures <= 30 else 1900):04d}{draft.value[4:]}")
    years = [century * 100 + where.figures for century in range(int(near) // 100 - 1, int(near) // 100 + 2)]
    year = min(years, key=lambda candidate: abs(candidate - int(near)))
    return Reading(f"{year:04d}{draft.value[4:]}", "previous")
