"""Dates: what a text says about when, read from its words and from the text around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from negresearch import timex
from negresearch.find.dates.audit import doubts, settled
from negresearch.find.dates.case import Case, Doubt
from negresearch.find.dates.context import Reading
from negresearch.find.dates.draft import Draft, InYear
from negresearch.find.dates.normalise import readings
from negresearch.find.dates.tagger import drafts_in
from negresearch.find.segments import Segments
from negresearch.read.dated_events import DatedEvents, read_dated_events
from negresearch.tables import DateRow, DocumentRow

__all__ = ["dates_in"]

#: Regions in which no date of the text is looked for.
_UNSEARCHED = frozenset({"boilerplate", "repeat", "disclaimer", "caption", "byline"})


def dates_in(
    segments: Segments, documents: Sequence[DocumentRow], *, events: DatedEvents | None = None
) -> list[DateRow]:
    """Find the dates of one document, read them, and doubt them.

    Parameters
    ----------
    segments : Segments
        One document.
    documents : sequence of DocumentRow
        Its one row; with none, or with no day of publication, the text is read as a story.
    events : DatedEvents, optional
        Witnesses that dates are held against; the package's own by default.

    Returns
    -------
    list of DateRow
        In order, none overlapping another. `value` is as written; `alternatives` holds further readings, likeliest
        first; `suspect` says why a value is doubted, `meant` what was perhaps meant.

    Notes
    -----
    Rules find an expression and give a value or a template; one pass in document order fills the templates. The types
    and values are TIMEX3's (Pustejovsky et al. 2003), read as in TimeBank, MEANTIME (Minard et al. 2016) and WikiWars
    (Mazur and Dale 2010), on parts of which the rules were developed.

    Examples
    --------
    >>> from negresearch.read.corpus import Document
    >>> text = "The talks began on 24 March 2022. Two days later they failed."
    >>> [(row.value, row.rule, row.anchor) for row in dates_in(Segments(Document("a", text, "")), [])]
    [('2022-03-24', 'day_month_year', 'none'), ('2022-03-26', 'later', 'previous')]
    """
    text = segments.text
    spans = [(region.start, region.end) for region in segments.regions if region.kind not in _UNSEARCHED]
    drafts = drafts_in(text, spans)
    document = documents[0] if documents else None
    found = _between(text, drafts, document) if document else readings(text, drafts, None)
    case = Case.of(text, drafts, found, _published(document), events or _own_events())
    found = settled(case)
    doubted = doubts(case)
    return [_row(draft, reading, doubted.get(i)) for i, (draft, reading) in enumerate(zip(drafts, found, strict=True))]


@cache
def _own_events() -> DatedEvents:
    return read_dated_events()


def _published(document: DocumentRow | None) -> date | None:
    """The last day on which the document may have been published."""
    last = document.published_last if document else None
    return date.fromisoformat(last[:10]) if last else None


def _between(text: str, drafts: list[Draft], document: DocumentRow) -> list[Reading]:
    """Read from both ends of the interval of publication; where they differ, the value stays open."""
    first, last = ((day or "")[:10] or None for day in (document.published_first, document.published_last))
    found = readings(text, drafts, first)
    if last == first:
        return found
    other = readings(text, drafts, last)
    days = _days_between(first, last)
    return [
        one if one.value == two.value else _choose(draft, one, two, days)
        for draft, one, two in zip(drafts, found, other, strict=True)
    ]


def _days_between(first: str | None, last: str | None) -> tuple[date, date] | None:
    return (date.fromisoformat(first), date.fromisoformat(last)) if first and last else None


def _choose(draft: Draft, one: Reading, two: Reading, days: tuple[date, date] | None) -> Reading:
    """Of two readings a year apart take the one that more days of the interval give; else leave the value open."""
    if draft.rule == "today":
        return Reading("PRESENT_REF")
    here, there = timex.extent(one.value), timex.extent(two.value)
    if days is None or here is None or there is None or not isinstance(draft.open, InYear):
        return Reading(draft.value)
    if one.anchor != two.anchor:
        return one if one.anchor == "previous" else two
    turn = min(max(there.last, days[0]), days[1])
    if (turn - days[0]) * 2 >= days[1] - days[0]:
        return one._replace(others=(two.value,))
    return two._replace(others=(one.value,))


def _row(draft: Draft, reading: Reading, doubt: Doubt | None) -> DateRow:
    first, last = timex.first_last(reading.value)
    return DateRow(
        start=draft.start,
        end=draft.end,
        type=draft.type,
        value=reading.value,
        first=first,
        last=last,
        grain=timex.grain_of(reading.value),
        mod=draft.mod,
        rule=draft.rule,
        anchor=reading.anchor,
        alternatives=";".join(reading.others) or None,
        suspect=doubt.why if doubt else None,
        meant=doubt.meant if doubt else None,
    )
