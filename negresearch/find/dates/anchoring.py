"""Choose what a text is read from: its publication, the two ends of an interval of publication, or its own story."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from negresearch import timex
from negresearch.find.dates.context import Reading
from negresearch.find.dates.draft import Draft, InYear, Moved, OnWeekday
from negresearch.find.dates.normalise import readings
from negresearch.find.published import Published

#: A text tells of other times if it tells so many years, this share of them older than the year before publication,
#: and so many to each expression that points from the publication.
_TOLD, _SHARE, _TO_EACH = 8, 0.8, 3


def published_between(published: Published) -> tuple[date, date] | None:
    """Give the first and last day on which a document may have been published; None where that is not known."""
    if not (published.first or published.last):
        return None
    ends = [timex.extent((end or "")[:10]) for end in published[:2]]
    first, last = ends[0] or ends[1], ends[1] or ends[0]
    return (first.first, last.last) if first and last else None


def anchored(text: str, drafts: Sequence[Draft], published: tuple[date, date] | None) -> list[Reading]:
    """Read drafts from what they hang on.

    Of two possible days of publication both are tried: where they give the same value it counts, where they give years
    one apart the likelier is taken, else the value stays open. A text that tells of other times is read as a story but
    for what points from the publication.
    """
    if published is None:
        return readings(text, drafts, None)
    found = readings(text, drafts, published[0].isoformat())
    if published[0] != published[1]:
        other = readings(text, drafts, published[1].isoformat())
        found = [
            one if one.value == two.value else _choose(draft, one, two, published)
            for draft, one, two in zip(drafts, found, other, strict=True)
        ]
    if _tells_of_other_times(drafts, published[0].year):
        story = readings(text, drafts, None)
        return [
            one if _points_from_publication(draft) else two
            for draft, one, two in zip(drafts, found, story, strict=True)
        ]
    return found


def _points_from_publication(draft: Draft) -> bool:
    where = draft.open
    if isinstance(where, InYear):
        return where.lean in ("last", "next", "this")
    return isinstance(where, OnWeekday) or (isinstance(where, Moved) and where.base == "document")


def _tells_of_other_times(drafts: Sequence[Draft], year: int) -> bool:
    told = [draft.value for draft in drafts if draft.open is None and draft.value[:4].isdigit()]
    old = sum(int(value[:4]) < year - 1 for value in told)
    pointing = sum(map(_points_from_publication, drafts))
    return len(told) >= _TOLD and old >= _SHARE * len(told) and old >= _TO_EACH * pointing


def _choose(draft: Draft, one: Reading, two: Reading, published: tuple[date, date]) -> Reading:
    """Of two readings a year apart take the one that more days of the interval give; else leave the value open."""
    if draft.rule == "today":
        return Reading("PRESENT_REF")
    here, there = timex.extent(one.value), timex.extent(two.value)
    if here is None or there is None or not isinstance(draft.open, InYear):
        return Reading(draft.value)
    if one.anchor != two.anchor:
        return one if one.anchor == "previous" else two
    first, last = published
    turn = min(max(there.last, first), last)
    if (turn - first) * 2 >= last - first:
        return one._replace(others=(two.value,))
    return two._replace(others=(one.value,))
