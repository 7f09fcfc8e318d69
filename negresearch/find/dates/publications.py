"""The passages that say when a text was published: datelines, and else dates that place it."""

from __future__ import annotations

from negresearch.find.dates.tagger import drafts_of
from negresearch.find.regions import stated_dates
from negresearch.find.segments import Segments
from negresearch.read.corpus import Document
from negresearch.read.dated_events import DatedEvents, own_events
from negresearch.spans import trim
from negresearch.tables import PublicationRow


def publications_in(segments: Segments, *, events: DatedEvents | None = None) -> list[PublicationRow]:
    r"""Find the passages that say when a text was published; none where the manifest's day counts.

    Of several datelines the first counts, and after them a byline with a day, but none of an update. It refines a
    manifest's interval, and contradicts only one that was inferred. Where neither says anything: `inference`.

    Examples
    --------
    >>> publications_in(Segments(Document("a", "Talks fail\n5 May 2024\nThey failed once more.", "")))
    [PublicationRow(start=11, end=21, first='2024-05-05', last='2024-05-05', how='stated', rule='dateline')]
    """
    document = segments.document
    stated = _stated(segments)
    if stated is not None:
        return [stated] if _counts(stated.first or "", document) else []
    if document.published_first or document.published_last:
        return []
    from negresearch.find.dates.inference import inferred

    return inferred(segments.text, drafts_of(segments), events or own_events())


def _stated(segments: Segments) -> PublicationRow | None:
    text = segments.text
    regions = [r for kind in ("dateline", "byline") for r in segments.regions if r.kind == kind]
    for region in regions:
        for day in stated_dates(text[region.start : region.end]):
            if not day.is_update:
                span = trim(text, region.start, region.end)
                return PublicationRow(*span, day.value, day.value, "stated", region.kind)
    return None


def _counts(stated: str, document: Document) -> bool:
    """Whether a stated day is taken: as far as both are precise, a day agrees with each of its minutes."""
    first, last = document.published_first, document.published_last
    early = first is not None and stated[: len(first)] < first[: len(stated)]
    late = last is not None and stated[: len(last)] > last[: len(stated)]
    if early or late:
        return document.published_how == "inferred"
    return not (first and first == last and first.startswith(stated))
