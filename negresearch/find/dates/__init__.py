"""Dates: what a text says about when, read from its words and from the text around them."""

from __future__ import annotations

from collections.abc import Sequence

from negresearch import timex
from negresearch.find.dates.anchoring import anchored, published_between
from negresearch.find.dates.audit import doubts, settled
from negresearch.find.dates.case import Case, Doubt, day_of
from negresearch.find.dates.context import Reading
from negresearch.find.dates.draft import Draft
from negresearch.find.dates.publications import publications_in
from negresearch.find.dates.tagger import drafts_of
from negresearch.find.dates.utterance import spoken
from negresearch.find.published import published
from negresearch.find.segments import Segments
from negresearch.read.dated_events import DatedEvents, own_events
from negresearch.tables import DateRow, PublicationRow

__all__ = ["dates_in", "publications_in"]


def dates_in(
    segments: Segments, publications: Sequence[PublicationRow], *, events: DatedEvents | None = None
) -> list[DateRow]:
    """Find the dates of one document, read them, and doubt them.

    `publications` are the passages that say when it was published; without any, the manifest says, and where nothing
    says, the text is read as a story. Rules find an expression and give a value or a template; one pass in document
    order fills the templates. Types and values are TIMEX3's (Pustejovsky et al. 2003), read as in TimeBank, MEANTIME
    (Minard et al. 2016) and WikiWars (Mazur and Dale 2010), on parts of which the rules were developed.

    Examples
    --------
    >>> from negresearch.read.corpus import Document
    >>> text = "The talks began on 24 March 2022. Two days later they failed."
    >>> [(row.value, row.rule, row.anchor) for row in dates_in(Segments(Document("a", text, "")), [])]
    [('2022-03-24', 'day_month_year', 'none'), ('2022-03-26', 'later', 'previous')]
    """
    text = segments.text
    drafts = drafts_of(segments)
    if not drafts:
        return []
    between = published_between(published(segments.document, publications))
    found = anchored(text, drafts, between)
    days = [day_of(reading.value) for reading in found]
    case = Case(text, drafts, found, between[1] if between else None, events or own_events(), days)
    found = spoken(text, drafts, settled(case))
    doubted = doubts(case)
    return [_row(draft, reading, doubted.get(i)) for i, (draft, reading) in enumerate(zip(drafts, found, strict=True))]


def _row(draft: Draft, reading: Reading, doubt: Doubt | None) -> DateRow:
    value, anchor, others = reading
    return DateRow(
        draft.start, draft.end, draft.type, value, *timex.first_last(value), timex.grain_of(value), draft.mod,
        draft.rule, anchor, ";".join(others) or None, doubt and doubt.why, doubt and doubt.meant,
    )  # fmt: skip
