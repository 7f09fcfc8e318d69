"""The days of weekdays, of steps from another date, of clock times, and of days of the month."""

from __future__ import annotations

from datetime import date

from negresearch import timex
from negresearch.find.dates.context import Context, Reading
from negresearch.find.dates.draft import STEPS, AtTime, Draft, Moved, OnDay, OnWeekday
from negresearch.find.dates.tense import looks_ahead
from negresearch.tables import Anchor


def on_weekday(context: Context, draft: Draft, where: OnWeekday) -> Reading:
    """Find a weekday's date: the last such day up to publication, or the next where the tense looks ahead."""
    base, anchor = context.published, "document"
    if base is None or where.lean in ("previous", "following", "same"):
        base, anchor = context.last.get("day"), "previous"
    if base is None:
        return Reading(draft.value)
    if _restates(context, draft) and "day" in context.last:
        named = date.fromisoformat(context.last["day"])
        if named.isoweekday() == where.number:
            return Reading(named.isoformat(), "previous")
    day = date.fromisoformat(base)
    back = (day.isoweekday() - where.number) % 7
    if where.week:
        step = 7 * STEPS.get(where.week, 0) + where.number - day.isoweekday()
    elif where.lean in ("last", "previous"):
        step = -(back or 7)
    elif where.lean in ("next", "following"):
        step = -back % 7 or 7
    else:
        ahead = anchor == "previous" or looks_ahead(context.text, draft.start, draft.end)
        step = -back % 7 if ahead else -back
    return _reading(draft, timex.value_at("day", day.toordinal() + step), anchor == "document")


def _reading(draft: Draft, value: str | None, from_document: bool) -> Reading:
    if value is None:
        return Reading(draft.value)
    return Reading(value, "document" if from_document else "previous")


#: What a step of a grain is counted from, of the dates named before: the finest that it needs.
_NEEDS = {"day": "day", "week": "day", "month": "month", "quarter": "month", "season": "month"}


def moved(context: Context, draft: Draft, where: Moved) -> Reading:
    """Step from the publication, or from the date named before."""
    base, anchor = _base(context, draft, where)
    if draft.rule == "today" and context.published is None:
        return Reading("PRESENT_REF")
    if base is None:
        return Reading(draft.value)
    if draft.rule in ("day_beside", "nth_day") and where.base == "previous":
        if _restates(context, draft):
            return Reading(base, anchor)
        if draft.rule == "nth_day":
            return Reading(draft.value, "event")
    if where.grain == "minute":
        return Reading(base if len(base) == 10 else draft.value, anchor)
    if where.unit == "quarter" and draft.rule == "the_unit":
        return _the_quarter(context, draft)
    if where.unit == "weekend" and draft.rule == "the_unit":
        where = _this_or_last_weekend(context, draft, where)
    value = timex.shift(base, where.amount, where.grain)
    if value is None:
        return Reading(draft.value)
    return Reading(f"{value}-WE" if where.unit == "weekend" else value, anchor)


def _the_quarter(context: Context, draft: Draft) -> Reading:
    """Read "the quarter": the one named last; else the one that is over and reported on, or the one that is running."""
    if "quarter" in context.last:
        return Reading(context.last["quarter"], "previous")
    running = draft.mod is not None or looks_ahead(context.text, draft.start, draft.end)
    value = timex.shift(context.published or "", 0 if running else -1, "quarter")
    return Reading(value, "document") if value else Reading(draft.value)


def _base(context: Context, draft: Draft, where: Moved) -> tuple[str | None, Anchor]:
    """Find the date to step from: the publication, or the last date named that is fine enough."""
    named = context.last.get(_NEEDS.get(where.grain, "any"))
    far = context.today is not None and named is not None and named[:4] != f"{context.today.year:04d}"
    far = far and not context.in_story(draft) and where.grain == "day"
    current = draft.rule in ("the_unit", "unit_end") and where.grain != "day"
    if context.published and (where.base == "document" or named is None or far or current):
        return context.published, "document"
    return named, "previous"


def _restates(context: Context, draft: Draft) -> bool:
    """Whether a day named just before is said again: "on February 25, the day after the attack"."""
    gap = context.text[context.end : draft.start] if draft.start - context.end < 20 else "far"
    return context.end > 0 and gap.strip(" ,(–—-") in ("", "a", "i.e. on", "i.e.", "that is, on")


def _this_or_last_weekend(context: Context, draft: Draft, where: Moved) -> Moved:
    """Read "the weekend" in the week: the one before, unless the tense looks ahead."""
    midweek = context.today is not None and context.today.weekday() < 5
    ahead = not midweek or looks_ahead(context.text, draft.start, draft.end)
    return where if ahead else where._replace(amount=where.amount - 1)


#: Characters between a day and a clock time of that day.
_BESIDE = 40


def at_time(context: Context, draft: Draft, where: AtTime) -> Reading:
    """Find the day of a clock time or a part of the day.

    That of publication for "this morning" and "last night"; else the day named on the same line, or where that is a
    story, the day named last.
    """
    named = context.last.get("day")
    near = named is not None and (context.published is None or context.same_line(context.end, draft.start))
    if context.published and (where.lean in ("this", "last") or not near or _is_aside(context, draft, named or "")):
        named = context.published
    if context.published and named and named > context.published and draft.start > context.day_end:
        ahead = looks_ahead(context.text, draft.start, draft.end)
        named = named if ahead or context.same_sentence(context.day_end, draft.start) else context.published
    if named is None or (not where.fixed and _is_general(context, draft)):
        return Reading(draft.value)
    value = timex.shift(named, STEPS.get(where.lean, 0), "day")
    return _reading(draft, value, named == context.published)


def _is_aside(context: Context, draft: Draft, named: str) -> bool:
    """Whether the day named last is of another year and not just beside, or past where the tense looks ahead."""
    same_sentence = context.same_sentence(context.day_end, draft.start)
    if (same_sentence and draft.start - context.day_end <= _BESIDE) or draft.rule != "clock" or context.today is None:
        return False
    if named[:4] != f"{context.today.year:04d}" and not (same_sentence and context.in_story(draft)):
        return True
    return named < context.today.isoformat() and looks_ahead(context.text, draft.start, draft.end) is True


def _is_general(context: Context, draft: Draft) -> bool:
    """Whether a bare part of the day is of no one day: "at night", or "night attacks" in a story."""
    return context.published is None or (draft.suffix == "TNI" and context.text.startswith("at ", draft.start - 3))


def on_day(context: Context, draft: Draft, where: OnDay) -> Reading:
    """Find the month of a further day: that of the day just named."""
    month = context.last.get("month")
    if month is None:
        return Reading(draft.value)
    year = draft.value[:4] if draft.value[:4].isdigit() else month[:4]
    return Reading(f"{year}-{month[5:7]}-{where.number:02d}", "previous")
