"""Claims: whom a passage about an event blames or credits, joined from the frames that lay fault or give credit.

Stated is what the sentence that tells the event says; implied is what only a question says, or a sentence beside it
in the paragraph or the speaker's turn, if that tells no event of its own, or refuses where the event is an offer. A
frame that the book doubts (a refusal) lays blame in the mouth of another side; in a voice of no side, as the text's
own, only where that voice takes sides elsewhere, and in the text's own it is implied. Of several events in one
sentence a fault is of those in the same part of it, between dashes and semicolons; one that stands beside is of the
event whose words it repeats, else of the nearest. A fault that names nobody is implied of whoever the event is, of
the side that the book gives for its frame, or of the only other side that was named last; else it makes no claim.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from negresearch.find.matching import REACH, compiled, is_question, plain
from negresearch.find.segments import Segments
from negresearch.read.events import Event, EventBook
from negresearch.spans import Span, beginning, last_at
from negresearch.tables import OWN_VOICES, ClaimRow, CodingRow, EventRow, How, MentionRow, Polarity, VoiceRow

#: How far before and after the words of a claim a hedge may stand.
_HEDGE_BEFORE, _HEDGE_AFTER = 120, 30
#: How many sentences before and after a passage may say whose fault it was.
_BESIDE = 2
#: How many sentences back somebody may be named whom a fault is of that names nobody.
_BACK = 5
#: A word that says what a fault is of, where the words of an event have it too: "these negotiations".
_LONG = re.compile(r"\b\w{5,}\b")
_THESE = re.compile(r"\b(?:these|those) \w{5,}")
#: How far behind its words what a fault is of may stand.
_OBJECT = 24
#: What makes a condition of all that follows in its clause; not "as if", "even if".
_IF = re.compile(r"(?<!\bas )(?<!\bonly )(?<!\beven )\b(?:if|unless|in case)\b[^,;:.!?]*$")
#: Whoever stands there in the words of a fault is named, known or not.
_INNER_NAME = re.compile(r"\b(?:[Bb]lam|[Aa]ccus)\w* (?:on )?[A-Z][a-z]{2,}")
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
    """Find the claims of one document, sorted by start and end; all rows are of it, and so sorted."""
    if not told:
        return []
    join = _Join(segments, told, mentions, voices, codings, events)
    rows = {row for passage in told for row in join.claims(passage)}
    kept: dict[tuple[Any, ...], ClaimRow] = {}
    for row in sorted(rows, key=lambda row: (row.start, -row.end, *(value or "" for value in row[2:]))):
        # what a sentence says of a side in one voice stands once: at the first words that say so, and the longest
        key = last_at(segments.sentences, row.start), *row[2:5], row.polarity, row.voice
        if kept.setdefault(key, row).how == "implied" and row.how == "stated":
            kept[key] = kept[key]._replace(how="stated")
    return sorted(kept.values(), key=lambda row: (*row[:3], *(value or "" for value in row[3:])))


def _teller(coding: CodingRow) -> str | None:
    """Whose words a coding is of; "" where they are the text's own, None where nobody knows."""
    return "" if coding.voice in OWN_VOICES else coding.voice


def _is_credit(coding: CodingRow, given: frozenset[str]) -> bool:
    """Whether a coding gives credit; credit denied is no blame."""
    return coding.polarity != "denied" and not given.isdisjoint((coding.frame, coding.cue))


class _Join:
    """One document's blame, by sentence."""

    def __init__(
        self, segments: Segments, told: Sequence[EventRow], mentions: Sequence[MentionRow],
        voices: Sequence[VoiceRow], codings: Sequence[CodingRow], events: EventBook,
    ) -> None:  # fmt: skip
        self.segments, self.mentions, self.voices, self.events = segments, mentions, voices, events
        self.text = plain(segments.text)
        self.coded: defaultdict[int, list[CodingRow]] = defaultdict(list)
        self.told: defaultdict[int, list[EventRow]] = defaultdict(list)
        self.credited: defaultdict[int, set[str | None]] = defaultdict(set)
        given = frozenset[str]().union(*(event.credits for event in events.events))
        for coding in codings:
            self.coded[coding.sentence].append(coding)
            if _is_credit(coding, given) or coding.polarity == "denied":
                self.credited[coding.sentence].add(coding.side)
        for row in told:
            self.told[row.sentence].append(row)
        self.sides = {mention.actor: mention.side for mention in mentions}
        self.partial = {_teller(coding) for coding in codings if self._takes_sides(coding)} - {None}
        self.accused = {coding.sentence for coding in codings if coding.side and self._is_fault(coding)}
        self.hedges = compiled(events.hedges.elements) if events.hedges else None
        self.speaking: dict[int, set[str | None]] = {}

    def claims(self, passage: EventRow) -> list[ClaimRow]:
        """What a passage says of the sides; one row with nulls where it says nothing."""
        asks = is_question(self.text, passage.end, self.segments.sentences[passage.sentence])
        how: How = "implied" if asks else "stated"
        rows = list(self._coded(passage, passage.sentence, how))
        whose = self.events.by_name[passage.event].whose if passage.event in self.events.by_name else ()
        told = (row for row in rows if row.start < passage.end and passage.start < row.end)
        credited = {row.credited for row in told if row.credited in whose}
        for n in self._around(passage):
            rows += [row for row in self._coded(passage, n, "implied", besides=credited) if row.blamed]
        hedge = self._hedge(*passage[:2], passage.sentence)
        said = last_at(self.voices, passage.start)
        voice = said.name if said else "narrator"
        charged = self._charged(passage, how, is_blamed=any(row.blamed for row in rows))
        polarity = self._polarity(passage)
        rows += [ClaimRow(*passage[:3], side, None, way, hedge, polarity, voice) for side, way in charged.items()]
        return rows or [ClaimRow(*passage[:3], None, None, None, hedge, None, voice)]

    def _around(self, passage: EventRow) -> Iterator[int]:
        """The sentences beside a passage in its paragraph or turn, where no other event of its own is nearer."""
        sentences, here = self.segments.sentences, passage.sentence
        for step, nearest in ((-1, min), (1, max)):
            if passage.start != nearest(row.start for row in self.told[here]):
                continue
            for n in range(here + step, here + step * (_BESIDE + 1), step):
                if not (0 <= n < len(sentences) and self._is_one_turn(here, n)):
                    break
                yield n

    def _is_one_turn(self, sentence: int, other: int) -> bool:
        """Whether two sentences are of one paragraph, or of neighbouring ones in which one speaker has the word."""
        here, there = (self.segments.sentences[n].paragraph for n in (sentence, other))
        near = abs(here - there) == 1
        return here == there or (near and not self._speakers(here).isdisjoint(self._speakers(there)))

    def _speakers(self, paragraph: int) -> set[str | None]:
        """Who has the word in a paragraph, or in part of it: a mark that is missing there leaves some of it."""
        if paragraph not in self.speaking:
            start, end = self.segments.paragraphs[paragraph]
            voices = last_at(self.voices, start), *beginning(self.voices, start, end)
            self.speaking[paragraph] = {voice.name for voice in voices if voice}.difference(OWN_VOICES, [None])
        return self.speaking[paragraph]

    def _coded(
        self, passage: EventRow, sentence: int, how: How, *, besides: Collection[str] = ()
    ) -> Iterator[ClaimRow]:
        event = self.events.by_name.get(passage.event)
        if event is None:  # added by hand, and in no book
            return
        for coding in self.coded.get(sentence, ()):
            blames = not event.blames.isdisjoint((coding.frame, coding.cue))
            if not blames and not _is_credit(coding, event.credits):
                continue
            at_fault = blames and coding.polarity != "denied"
            if at_fault and not (self._is_held(coding) and self._is_of(passage, coding, besides)):
                continue
            reported = coding.frame in self.events.doubts and _teller(coding) == ""
            for side in (coding.side,) if coding.side or not at_fault else self._unnamed(event, coding):
                if side is not None:
                    is_implied = coding.polarity == "asked" or (at_fault and (reported or coding.side is None))
                    hedge = self._hedge(coding.start, coding.end, sentence)
                    blamed, credited = (side, None) if at_fault else (None, side)
                    way: How = "implied" if is_implied else how
                    row = coding.start, coding.end, passage.event, blamed, credited, way, hedge
                    yield ClaimRow(*row, coding.polarity, self._judge(event, coding))

    def _unnamed(self, event: Event, coding: CodingRow) -> Iterable[str | None]:
        """Whom a fault is of that names nobody: of whoever the event is, else of those who were last named besides."""
        if coding.polarity != "asserted" or coding.sentence in self.accused or self._names_a_stranger(coding):
            return ()
        if coding.frame in self.events.unnamed:
            return (self.events.unnamed[coding.frame],)
        clear = {None, self.sides.get(coding.voice or "")}
        if coding.frame in self.events.verdicts:
            return set(event.whose) - clear
        many = coding.frame in self.events.doubts and event.whose
        for n in range(coding.sentence, max(-1, coding.sentence - _BACK), -1):
            clear |= self.credited[n]
            around = self._near(n, coding.start, coding.end)
            named = {m.side for m in beginning(self.mentions, *around) if m.actor != coding.voice} - clear
            if named or not self._is_one_turn(coding.sentence, n):
                return named if many or len(named) == 1 else ()
        return ()

    def _names_a_stranger(self, coding: CodingRow) -> bool:
        """Whether the words of a fault name somebody who is of no side, or nobody known."""
        inner = _INNER_NAME.search(self.segments.text, coding.start, coding.end)
        return inner is not None or (coding.actor is not None and coding.side is None)

    def _judge(self, event: Event, coding: CodingRow) -> str | None:
        """Who lays a fault: of a verdict that the text itself reports, who is named before it ("X saw a trap")."""
        if coding.frame in self.events.verdicts and coding.voice in OWN_VOICES:
            before = beginning(self.mentions, self._near(coding.sentence, coding.start, coding.end)[0], coding.start)
            if before and before[-1].type == "person" and before[-1].side not in event.whose:
                return before[-1].actor
        return coding.voice

    def _near(self, sentence: int, start: int, end: int) -> Span:
        """What of a sentence stands within reach of a stretch: a text may be one sentence from end to end."""
        row = self.segments.sentences[sentence]
        return max(row.start, start - 2 * REACH), min(row.end, end + REACH)

    def _is_fault(self, coding: CodingRow) -> bool:
        """Whether a coding lays blame, whoever tells it."""
        return coding.polarity == "asserted" and not self.events.faults.isdisjoint((coding.frame, coding.cue))

    def _takes_sides(self, coding: CodingRow) -> bool:
        """Whether a voice lays blame here, or says of a side that it does not refuse."""
        if coding.frame in self.events.doubts:
            return coding.polarity == "denied"
        return coding.side is not None and self._is_fault(coding)

    def _is_held(self, coding: CodingRow) -> bool:
        """Whether a fault is held against the side: a refusal is not by who reports it, nor by the side itself."""
        if coding.frame not in self.events.doubts:
            return True
        side = self.sides.get(coding.voice) if coding.voice else None
        return side != coding.side if side else _teller(coding) in self.partial

    def _is_of(self, passage: EventRow, coding: CodingRow, besides: Collection[str]) -> bool:
        """Whether a fault is of this event, where its sentence, or the one before it, tells several."""
        n, here = coding.sentence, passage.sentence
        if n == here:
            gaps = [(min(row.end, coding.end), max(row.start, coding.start)) for row in self.told[n]]  # what is between
            near = [row for row, gap in zip(self.told[n], gaps, strict=True) if not _APART.search(self.text, *gap)]
            return not near or passage in near
        if n in self.told:  # a side refuses beside one that offers
            return abs(n - here) == 1 and bool(besides) and coding.side not in besides
        about = [row for m in range(n - _BESIDE, n + _BESIDE + 1) for row in self.told.get(m, ())]
        echoed = [row for row in about if self._long_words(row) & self._long_words(coding)]
        if echoed or _THESE.search(self.text, coding.start, coding.end + _OBJECT):  # of them, and of nothing else
            return passage in echoed
        return not any(m in self.told for m in range(min(n, here) + 1, max(n, here)))

    def _long_words(self, row: EventRow | CodingRow) -> set[str]:
        return set(_LONG.findall(self.text, row.start, min(row.end, row.start + REACH) + _OBJECT))

    def _charged(self, passage: EventRow, how: How, *, is_blamed: bool) -> dict[str | None, How]:
        """The sides at fault by what the rule says, named around its words; whose it is, where nobody is blamed."""
        if passage.rule not in self.events.rules:
            return {}
        event, rule = self.events.rules[passage.rule]
        around = self._near(passage.sentence, passage.start, passage.end)
        if rule.near:  # what makes a fault of it is said beside it
            how = "implied"
        charged: dict[str | None, How] = {
            m.side: how for m in beginning(self.mentions, *around) if m.side in rule.charges
        }
        return charged or dict.fromkeys(event.whose if rule.charges and not is_blamed else (), "implied")

    def _polarity(self, passage: EventRow) -> Polarity:
        """Of what a rule says: an "if" makes a condition of it."""
        sentence = self.segments.sentences[passage.sentence]
        before = self.text[max(sentence.start, passage.start - _HEDGE_BEFORE) : passage.start]
        return "conditional" if _IF.search(before) else "asserted"

    def _hedge(self, start: int, end: int, sentence: int) -> str | None:
        within = self.segments.sentences[sentence]
        around = max(within.start, start - _HEDGE_BEFORE), min(within.end, end + _HEDGE_AFTER)
        found = self.hedges.search(self.text, *around) if self.hedges else None
        return self.segments.text[found.start() : found.end()] if found else None
