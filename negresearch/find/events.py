"""The same-event ledger: which sentences tell of an event, from dates, places, names and acts together.

Words are looked for in one pass over the text; what a rule asks for besides them, only around a hit. Where several
rules of an event fire in a sentence, the first in the order of the book gives the row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from negresearch.find.matching import REACH, Conditions, compiled, matcher_of, plain
from negresearch.find.published import published
from negresearch.find.segments import Segments
from negresearch.read.codebook.patterns import Pattern
from negresearch.read.events import Event, EventBook, Rule
from negresearch.spans import Span, beginning
from negresearch.tables import CodingRow, DateRow, EventRow, PublicationRow

#: The longest date, in days, that dates an event which is shorter.
_MONTH = 31
#: Before and after the date of a dateline, "LONDON, 12 May 2022 (Agency) -": it says when the text was written.
_PLACE = re.compile(r"[^\Wa-z\d_][^a-z\d\n]{2,40}")
_DASH = re.compile(r"\s*(?:\([^()\n]{1,30}\)\s*)?[-–—]+\s")
#: Grains that put something in time; a decade does not.
_GRAINS = frozenset({"minute", "day", "week", "month", "season", "quarter", "year"})


def events_in(
    segments: Segments,
    publications: Sequence[PublicationRow],
    dates: Sequence[DateRow],
    codings: Sequence[CodingRow],
    *,
    events: EventBook,
) -> list[EventRow]:
    """Find the sentences of one document that tell of the events of a book: a row an event and sentence, sorted."""
    scene, (rules, lacks) = _Scene(segments, dates), _ready(events)
    last = published(segments.document, publications).last
    found: dict[tuple[str, int], EventRow] = {}
    for row in sorted(_evidence(scene, codings, events), key=lambda row: (rules[row.rule].place, row.start)):
        rule, key = rules[row.rule], (row.event, row.sentence)
        if key not in found and _is_known(scene, rule, last) and _holds(scene, row, rule, lacks):
            found[key] = row
    return sorted(found.values(), key=itemgetter(0, 1, 2))


class _Rule(NamedTuple):
    """A rule, its event, its place in the book, and its patterns."""

    event: Event
    rule: Rule
    place: int
    about: Conditions | None
    words: Conditions | None
    near: Conditions | None


@lru_cache(maxsize=8)
def _ready(events: EventBook) -> tuple[dict[str, _Rule], Conditions | None]:
    """The compiled rules of a book, and what it lacks; where words are the evidence, the matcher sees to the rest."""
    rules = {}
    for place, (name, (event, rule)) in enumerate(events.rules.items()):
        words = _compiled(rule.words) if rule.frame else None
        rules[name] = _Rule(event, rule, place, _compiled(event.about), words, _compiled(rule.near))
    return rules, _compiled(events.lacks)


def _compiled(pattern: Pattern | None) -> Conditions | None:
    """A pattern whose own words may stand anywhere, too, in a stretch of text."""
    if pattern is None:
        return None
    needs, bars = Conditions.of(pattern)
    return Conditions((compiled(pattern.elements), *needs), bars)


class _Scene:
    """A document's plain text, with its dates and paragraphs looked up by sentence."""

    def __init__(self, segments: Segments, dates: Sequence[DateRow]) -> None:
        self.segments = segments
        self.text = plain(segments.text)
        self.dates = [d for d in dates if d.first is not None and d.grain in _GRAINS and not self._heads(d)]
        self._about: dict[str, bool] = {}

    def _heads(self, found: DateRow) -> bool:
        """Whether a date stands in a dateline, before the first words of a paragraph."""
        text = self.segments.text
        place = text[max(text.rfind("\n", 0, found.start) + 1, found.start - REACH) : found.start]
        return _PLACE.fullmatch(place) is not None and _DASH.match(text, found.end) is not None

    def is_about(self, event: str, words: Conditions) -> bool:
        """Whether the document is about the matter of an event."""
        if event not in self._about:
            self._about[event] = words.are_met(self.text, (0, len(self.text)))
        return self._about[event]

    def sentence_of(self, hit: EventRow) -> Span:
        """What of its sentence stands within reach of a hit: a text may be one sentence from end to end."""
        sentence = self.segments.sentences[hit.sentence]
        return max(sentence.start, hit.start - REACH), min(sentence.end, hit.end + REACH)

    def paragraph_of(self, hit: EventRow) -> Span:
        """What of its paragraph stands within reach of a hit."""
        paragraph = self.segments.paragraphs[self.segments.sentences[hit.sentence].paragraph]
        return max(paragraph[0], hit.start - 2 * REACH), min(paragraph[1], hit.end + 2 * REACH)


def _is_known(scene: _Scene, rule: _Rule, last: str | None) -> bool:
    """Whether the event had begun when the document was published, and the document is about its matter."""
    if rule.event.first and last and last[:10] < rule.event.first:
        return False
    return rule.about is None or scene.is_about(rule.event.event, rule.about)


def _evidence(scene: _Scene, codings: Sequence[CodingRow], events: EventBook) -> Iterator[EventRow]:
    """Where rules may fire: at their words, or at codings of their frame."""
    for hit in matcher_of(events).hits(scene.text, scene.segments.counted_sentences):
        yield EventRow(hit.start, hit.end, events.rules[hit.cue.cue][0].event, hit.sentence, hit.cue.cue)
    coded = [(event.event, rule) for event, rule in events.rules.values() if rule.frame is not None]
    for coding in codings:
        for event, rule in coded:
            fits = coding.frame == rule.frame and coding.polarity in rule.polarities
            if fits and (not rule.sides or coding.side in rule.sides):
                yield EventRow(coding.start, coding.end, event, coding.sentence, rule.rule)


def _holds(scene: _Scene, hit: EventRow, rule: _Rule, lacks: Conditions | None) -> bool:
    """Whether all that a rule asks for besides its evidence is there."""
    here = scene.sentence_of(hit)
    return (
        _is_dated(beginning(scene.dates, *here), rule.event, rule.rule)
        and not (lacks and lacks.are_met(scene.text, here))
        and (rule.words is None or rule.words.are_met(scene.text, here))
        and (rule.near is None or rule.near.are_met(scene.text, scene.paragraph_of(hit)))
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
