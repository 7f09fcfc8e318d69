"""Voices: whose words each character of a file is, the labels partitioning the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from negresearch.find.segments import Segments
from negresearch.tables import SPEECH, QuoteRow, RegionKind, VoiceKind, VoiceRow

#: Who speaks in a region where nobody else is given the word.
_OWN: Mapping[RegionKind, VoiceKind] = {
    "title": "headline",
    "standfirst": "headline",
    "subheading": "headline",
    "body": "narrator",
    "notice": "notice",
}


def voices_in(segments: Segments, quotes: list[QuoteRow]) -> list[VoiceRow]:
    """Say whose words each character is.

    Parameters
    ----------
    segments : Segments
        The document.
    quotes : list of QuoteRow
        Its quotations. Speech (direct, mixed, turn) is the speaker's; what is reported without marks is the
        speaker's in paraphrase; where both overlap the marks decide. Titles, terms and scare quotes are words
        of whoever writes them.

    Returns
    -------
    list of VoiceRow
        Sorted; from 0 to the end of the file without a gap. `speaker` is null where it is not known.
    """
    spoken = _flat(row for row in quotes if row.kind in SPEECH)
    reported = _flat(row for row in quotes if row.kind == "indirect")
    paint = list(_lay(spoken, reported))
    rows: list[VoiceRow] = []
    for row in _over(segments, paint):
        if rows and rows[-1].voice == row.voice and rows[-1].speaker == row.speaker:
            rows[-1] = rows[-1]._replace(end=row.end)
        else:
            rows.append(row)
    return rows


def _flat(rows: Iterable[QuoteRow]) -> list[VoiceRow]:
    """Spans of quotations without overlaps: the first to begin keeps its characters."""
    found: list[VoiceRow] = []
    done = 0
    for row in sorted(rows):
        start = max(row.start, done)
        if start < row.end:
            found.append(VoiceRow(start, row.end, "paraphrase" if row.kind == "indirect" else "speaker", row.speaker))
            done = row.end
    return found


def _lay(over: list[VoiceRow], under: list[VoiceRow]) -> Iterator[VoiceRow]:
    """Lay one row of spans over another, cutting those below."""
    i = 0
    for low in under:
        start = low.start
        while i < len(over) and over[i].start < low.end:
            if start < over[i].start:
                yield low._replace(start=start, end=over[i].start)
            yield over[i]
            start = max(start, over[i].end)
            i += 1
        if start < low.end:
            yield low._replace(start=start)
    yield from over[i:]


def _over(segments: Segments, paint: list[VoiceRow]) -> Iterator[VoiceRow]:
    """Lay spans over the regions; nobody but the file itself speaks in what does not count."""
    i = 0
    for region in segments.regions:
        own = _OWN.get(region.kind)
        start = region.start
        while i < len(paint) and paint[i].start < region.end:
            if paint[i].end <= region.start or own is None:
                i += 1
                continue
            first, last = max(paint[i].start, region.start), min(paint[i].end, region.end)
            if start < first:
                yield VoiceRow(start, first, own, None)
            yield paint[i]._replace(start=first, end=last)
            start = last
            if paint[i].end > region.end:
                break
            i += 1
        if start < region.end:
            yield VoiceRow(start, region.end, own or "none", None)
