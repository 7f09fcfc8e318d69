"""Claims: whom a passage about an event blames or credits, joined from the frames that lay fault or give credit.

Stated is what the sentence that tells the event says; implied is what only a question says, or the sentence before or
after it in the paragraph, if that tells no event of its own. A frame without a side makes no claim. A frame that the
book doubts (a refusal) lays blame in the mouth of another side; in a voice of no side, as the text's own, only where
that voice takes sides elsewhere, and in the text's own it is implied. Of several events in one sentence a fault is of
those in the same part of it, between dashes and semicolons, and what stands beside it is of the nearest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from negresearch.find.matching import REACH, plain, regex_of
from negresearch.find.segments import Segments
from negresearch.read.events import EventBook
from negresearch.spans import Span, index_at
from negresearch.tables import OWN_VOICES, ClaimRow, CodingRow, EventRow, How, MentionRow, VoiceRow

#: How far before and after the words of a claim a hedge may stand.
_HEDGE_BEFORE, _HEDGE_AFTER = 120, 30
#: How many characters the end of a question may take: "?", "?!”", "?»)".
_CLOSING = 8
#: What parts a sentence into things said apart.
_APART = re.compile(r"[;—]|\b(?:adding|and) that\b|\b(?:while|whereas)\b")


def claims_in(
    segments: Segments,
    told: Sequence[EventRow],
    mentions: Sequence[MentionRow],
    voices: Sequence[VoiceRow],
    codings: Sequence[CodingRow],
    *,
    events: EventBook,
) -> list[ClaimRow]:
    """Find the claims of one document.

    Parameters
    ----------
    segments : Segments
        The document.
    told : sequence of EventRow
        As from `events_in`.
    mentions, voices, codings : sequence of rows
        Of the same document, sorted by start.
    events : EventBook
        As from `read_events`.

    Returns
    -------
    list of ClaimRow
        Sorted by start and end.
    """
    if not told:
        return []
    join = _Join(segments, plain(segments.text), mentions, voices, codings, events, told)
    rows = {row for passage in told for row in join.claims(passage)}
    order = sorted(rows, key=lambda row: (row.start, -row.end, *(value or "" for value in row[2:])))
    last: dict[tuple[str | None, ...], int] = {}
    kept: list[ClaimRow] = []
    for row in order:  # of overlapping words that say the same of a side, the first and longest
        at = last.get(row[2:5])
        if at is None or row.start >= kept[at].end:
            last[row[2:5]] = len(kept)
            kept.append(row)
        elif row.how == "stated":
            kept[at] = kept[at]._replace(how="stated")
    return sorted(kept, key=lambda row: (*row[:3], *(value or "" for value in row[3:])))


def _teller(coding: CodingRow) -> str | None:
    """Whose words a coding is of; None where they are the text's own, or nobody knows."""
    return None if coding.voice in OWN_VOICES else coding.voice


def _between(row: EventRow, coding: CodingRow) -> Span:
    """What stands between two stretches; nothing where they touch."""
    first, last = min(row.end, coding.end), max(row.start, coding.start)
    return first, max(first, last)


@lru_cache(maxsize=8)
def _hedges(events: EventBook) -> re.Pattern[str] | None:
    return re.compile(regex_of(events.hedges.elements)) if events.hedges else None


class _Join:
    """One document's blame, by sentence."""

    def __init__(
        self,
        segments: Segments,
        text: str,
        mentions: Sequence[MentionRow],
        voices: Sequence[VoiceRow],
        codings: Sequence[CodingRow],
        events: EventBook,
        told: Sequence[EventRow],
    ) -> None:
        self.segments, self.text, self.mentions, self.events, self.voices = segments, text, mentions, events, voices
        self.coded: defaultdict[int, list[CodingRow]] = defaultdict(list)
        self.told: defaultdict[int, list[EventRow]] = defaultdict(list)
        for coding in codings:
            self.coded[coding.sentence].append(coding)
        for row in told:
            self.told[row.sentence].append(row)
        self.sides = {mention.actor: mention.side for mention in mentions}
        self.partial = {_teller(coding) for coding in codings if self._takes_sides(coding)}
        self.voice_starts = [voice.start for voice in voices]
        self.mention_starts = [mention.start for mention in mentions]
        self.hedges = _hedges(events)

    def claims(self, passage: EventRow) -> list[ClaimRow]:
        """What a passage says of the sides; one row with nulls where it says nothing."""
        end = self.segments.sentences[passage.sentence].end
        asks = self.text[max(passage.end, end - _CLOSING) : end].rstrip("\"')]! ").endswith("?")
        how: How = "implied" if asks else "stated"
        rows = [*self._coded(passage, passage.sentence, how), *self._charged(passage, how)]
        here = [row.start for row in self.told[passage.sentence]]
        for n, nearest in ((passage.sentence - 1, min(here)), (passage.sentence + 1, max(here))):
            if passage.start == nearest and self._is_beside(passage.sentence, n):
                rows += [row for row in self._coded(passage, n, "implied") if row.blamed]
        return rows or [self._silent(passage)]

    def _silent(self, passage: EventRow) -> ClaimRow:
        hedge = self._hedge(passage.start, passage.end, passage.sentence)
        return ClaimRow(*passage[:3], None, None, None, hedge, None, self._voice(passage.start))

    def _is_beside(self, sentence: int, other: int) -> bool:
        sentences = self.segments.sentences
        if not 0 <= other < len(sentences) or other in self.told:
            return False
        return sentences[other].paragraph == sentences[sentence].paragraph

    def _coded(self, passage: EventRow, sentence: int, how: How) -> Iterator[ClaimRow]:
        event = self.events.by_name.get(passage.event)
        if event is None:  # added by hand, and in no book
            return
        for coding in self.coded.get(sentence, ()):
            blames = not event.blames.isdisjoint((coding.frame, coding.cue))
            if not blames and (coding.polarity == "denied" or event.credits.isdisjoint((coding.frame, coding.cue))):
                continue  # credit denied is no blame
            at_fault = blames and coding.polarity != "denied"
            if coding.side is None or (at_fault and not (self._is_held(coding) and self._is_of(passage, coding))):
                continue
            reported = coding.frame in self.events.doubts and _teller(coding) is None
            yield ClaimRow(
                coding.start,
                coding.end,
                passage.event,
                coding.side if at_fault else None,
                None if at_fault else coding.side,
                "implied" if coding.polarity == "asked" or (at_fault and reported) else how,
                self._hedge(coding.start, coding.end, sentence),
                coding.polarity,
                coding.voice,
            )

    def _takes_sides(self, coding: CodingRow) -> bool:
        """Whether a voice lays blame here, or says of a side that it does not refuse."""
        if coding.frame in self.events.doubts:
            return coding.polarity == "denied"
        return coding.polarity == "asserted" and coding.frame in self.events.faults

    def _is_held(self, coding: CodingRow) -> bool:
        """Whether a fault is held against the side: a refusal is not by who reports it, nor by the side itself."""
        if coding.frame not in self.events.doubts:
            return True
        side = self.sides.get(coding.voice) if coding.voice else None
        return side != coding.side if side else _teller(coding) in self.partial

    def _is_of(self, passage: EventRow, coding: CodingRow) -> bool:
        """Whether a fault is of this event, where its sentence tells several."""
        told = self.told.get(coding.sentence, [])
        near = [row for row in told if not _APART.search(self.text, *_between(row, coding))]
        return not near or passage in near or passage not in told

    def _charged(self, passage: EventRow, how: How) -> list[ClaimRow]:
        """The sides at fault by what the rule says, where they are named around its words."""
        charges = self.events.rules[passage.rule][1].charges if passage.rule in self.events.rules else ()
        if not charges:
            return []
        sentence = self.segments.sentences[passage.sentence]
        low = index_at(self.mention_starts, max(sentence.start, passage.start - REACH) - 1) + 1
        high = index_at(self.mention_starts, min(sentence.end, passage.end + REACH) - 1) + 1
        sides = dict.fromkeys(m.side for m in self.mentions[low:high] if m.side in charges)
        hedge, voice = self._hedge(passage.start, passage.end, passage.sentence), self._voice(passage.start)
        return [ClaimRow(*passage[:3], side, None, how, hedge, "asserted", voice) for side in sides]

    def _hedge(self, start: int, end: int, sentence: int) -> str | None:
        within = self.segments.sentences[sentence]
        around = max(within.start, start - _HEDGE_BEFORE), min(within.end, end + _HEDGE_AFTER)
        found = self.hedges.search(self.text, *around) if self.hedges else None
        return self.segments.text[found.start() : found.end()] if found else None

    def _voice(self, offset: int) -> str | None:
        at = index_at(self.voice_starts, offset)
        return self.voices[at].name if at >= 0 else "narrator"
