"""The same-event ledger: which sentences tell of an event, from dates, places, names and acts together.

Words are looked for in one pass over the text; what a rule asks for besides them, only around a hit. Where several
rules of an event fire in a sentence, the first in the order of the book gives the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from negresearch.find.matching import REACH, matcher_of, plain, regex_of
from negresearch.find.published import published
from negresearch.find.segments import Segments
from negresearch.read.codebook.patterns import Pattern
from negresearch.read.events import Event, EventBook, Rule
from negresearch.spans import Span, index_at
from negresearch.tables import CodingRow, DateRow, EventRow, PublicationRow

#: The longest date, in days, that dates an event which is shorter.
_MONTH = 31
#: Grains that put something in time; a decade does not.
_GRAINS = frozenset({"minute", "day", "week", "month", "season", "quarter", "year"})


class _Evidence(NamedTuple):
    """Where a rule may fire."""

    start: int
    end: int
    sentence: int
    rule: str


def events_in(
    segments: Segments,
    publications: Sequence[PublicationRow],
    dates: Sequence[DateRow],
    codings: Sequence[CodingRow],
    *,
    events: EventBook,
) -> list[EventRow]:
    """Find the sentences of one document that tell of the events of a book.

    Parameters
    ----------
    segments : Segments
        The document.
    publications, dates, codings : sequence of rows
        Of the same document.
    events : EventBook
        As from `read_events`.

    Returns
    -------
    list of EventRow
        Sorted by start and end; one row an event and sentence.
    """
    scene = _Scene(segments, dates)
    last = published(segments.document, publications).last
    order = {rule: i for i, rule in enumerate(events.rules)}
    found: dict[tuple[str, int], EventRow] = {}
    for hit in sorted(_evidence(scene, codings, events), key=lambda e: (order[e.rule], e.start)):
        event, rule = events.rules[hit.rule]
        key = event.event, hit.sentence
        if key not in found and _is_known(scene, event, last) and _holds(scene, hit, event, rule, events):
            found[key] = EventRow(hit.start, hit.end, event.event, hit.sentence, hit.rule)
    return sorted(found.values(), key=itemgetter(0, 1, 2))


class _Scene:
    """A document's plain text, with its dates and paragraphs looked up by sentence."""

    def __init__(self, segments: Segments, dates: Sequence[DateRow]) -> None:
        self.segments = segments
        self.text = plain(segments.text)
        self.dates = [d for d in dates if d.first is not None and d.grain in _GRAINS]
        self._about: dict[Pattern, bool] = {}

    def is_about(self, pattern: Pattern) -> bool:
        """Whether the document has what a pattern asks for."""
        if pattern not in self._about:
            self._about[pattern] = _has(self.text, pattern, (0, len(self.text)))
        return self._about[pattern]

    @cached_property
    def _date_starts(self) -> list[int]:
        return [d.start for d in self.dates]

    def dates_in(self, start: int, end: int) -> list[DateRow]:
        """The dates that begin between two places."""
        first = index_at(self._date_starts, start - 1) + 1
        return self.dates[first : index_at(self._date_starts, end - 1) + 1]

    def sentence_of(self, hit: _Evidence) -> Span:
        """What of its sentence stands within reach of a hit: a text may be one sentence from end to end."""
        sentence = self.segments.sentences[hit.sentence]
        return max(sentence.start, hit.start - REACH), min(sentence.end, hit.end + REACH)

    def paragraph_of(self, hit: _Evidence) -> Span:
        """What of its paragraph stands within reach of a hit."""
        paragraph = self.segments.paragraphs[self.segments.sentences[hit.sentence].paragraph]
        return max(paragraph[0], hit.start - 2 * REACH), min(paragraph[1], hit.end + 2 * REACH)


def _is_known(scene: _Scene, event: Event, last: str | None) -> bool:
    """Whether the event had begun when the document was published, and the document is about its matter."""
    if event.first and last and last[:10] < event.first:
        return False
    return event.about is None or scene.is_about(event.about)


def _evidence(scene: _Scene, codings: Sequence[CodingRow], events: EventBook) -> Iterator[_Evidence]:
    for hit in matcher_of(events).hits(scene.text, scene.segments.counted_sentences):
        yield _Evidence(hit.start, hit.end, hit.sentence, hit.cue.cue)
    coded = [rule for _, rule in events.rules.values() if rule.frame is not None]
    for coding in codings:
        for rule in coded:
            if (
                coding.frame == rule.frame
                and coding.polarity in rule.polarities
                and (not rule.sides or coding.side in rule.sides)
            ):
                yield _Evidence(coding.start, coding.end, coding.sentence, rule.rule)


def _holds(scene: _Scene, hit: _Evidence, event: Event, rule: Rule, events: EventBook) -> bool:
    """Whether all that a rule asks for besides its evidence is there."""
    here = scene.sentence_of(hit)
    return (
        _is_dated(scene.dates_in(*here), event, rule)
        and not (events.lacks and _has(scene.text, events.lacks, here))
        and not (rule.frame and rule.words and not _has(scene.text, rule.words, here))
        and not (rule.near and not _has(scene.text, rule.near, scene.paragraph_of(hit)))
    )


def _is_dated(dates: Sequence[DateRow], event: Event, rule: Rule) -> bool:
    if event.first is None or event.last is None or rule.date == "any":
        return True
    spans = [(d.first or "", d.last or "") for d in dates]
    meeting = [(first, last) for first, last in spans if first <= event.last and event.first <= last]
    if rule.date == "inside":
        longest = max(_days(event.first, event.last), _MONTH)
        return any(_days(*span) <= longest for span in meeting)
    return bool(meeting) or not spans


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def _has(text: str, pattern: Pattern, span: Span) -> bool:
    """Whether a stretch of text has what a pattern asks for, with its conditions."""
    words, needs, bars = _compiled(pattern)
    return (
        words.search(text, *span) is not None
        and all(r.search(text, *span) for r in needs)
        and not any(r.search(text, *span) for r in bars)
    )


_Compiled = tuple[re.Pattern[str], tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]


@lru_cache(maxsize=512)
def _compiled(pattern: Pattern) -> _Compiled:
    needs, bars = (tuple(re.compile(regex_of(p)) for p in some) for some in (pattern.needs, pattern.bars))
    return re.compile(regex_of(pattern.elements)), needs, bars
