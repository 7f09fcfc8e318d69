"""Whom a paragraph hands on: who spoke in it last, or whom it is about.

The next paragraph needs this for "he", for "the diplomat" and for a quotation without a reporting clause. It is read
without looking at quotation marks, so that a missing mark changes nothing beyond its own paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from negresearch.find.quotes import grammar as g
from negresearch.find.quotes.attributions import Reader
from negresearch.find.quotes.outline import outline_of
from negresearch.find.quotes.people import LONGEST_PRONOUN, PRONOUNS, Naming
from negresearch.find.words import Piece, Words
from negresearch.spans import Span

#: So many paragraphs back somebody may still be meant.
_REACH = 4
_VERB = re.compile("V(?<!zV)")
#: After a name that a sentence is about: its verb, an apposition.
_ACTS = re.compile(r"[\s]+[a-z(]|,|\.\Z|\.\s")


class Topic(NamedTuple):
    """Somebody whom a paragraph hands on: name, where printed, the verb if one reports, how it was found."""

    name: str | None
    start: int
    end: int
    cue: Span | None
    person: bool
    paragraph: int


class Topics:
    """The topics of the paragraphs of one document, worked out as they are asked for."""

    def __init__(self, text: str, words: Words, naming: Naming) -> None:
        self.text, self.words, self.naming = text, words, naming
        self.symbols = words.symbols
        self.reader: Reader | None = None
        self.known: list[Topic | None] = []
        self.people: list[Topic | None] = []

    def before(self, paragraph: int, *, person: bool = False) -> Topic | None:
        """Who is handed on to a paragraph; a person, if one is asked for."""
        for i in range(len(self.known), paragraph):
            self._read(i, self.words.pieces[i])
        topic = (self.people if person else self.known)[paragraph - 1] if paragraph else None
        return topic if topic is not None and paragraph - topic.paragraph <= _REACH else None

    def _read(self, i: int, piece: Piece) -> None:
        last = self.people[i - 1] if i else None
        topic = self._reported(i, piece, last)
        person = topic if topic is not None and topic.person else self._leading(i, piece) or last
        self.known.append(topic or person)
        self.people.append(person)

    def _reported(self, i: int, piece: Piece, last: Topic | None) -> Topic | None:
        """The source of the last reporting clause that stands by itself, or else of the first that begins."""
        verbs = [match.start() for match in _VERB.finditer(self.symbols, piece.first, piece.last)]
        if not verbs:
            return None
        reader = self.reader = self.reader or Reader(outline_of(self.text, self.words, []))
        announced = self.text[piece.end - 1] == ":"
        for k in reversed(verbs[-6:]):
            source = self._beside(k, piece, reader, announced)
            if source is not None:
                found = self._named(i, piece, k, source, last)
                if found is not None:
                    return found
        for k in verbs[:3]:
            source = reader.subject(k)
            if source is not None and (source[0] == piece.first or self.symbols[source[0] - 1] in ",.?w"):
                found = self._named(i, piece, k, source, last)
                if found is not None:
                    return found
        return None

    def _beside(self, k: int, piece: Piece, reader: Reader, announced: bool) -> Span | None:
        """The source of `..., X said.` and `..., said X.`; before a colon that ends the paragraph, of `X said:`."""
        symbols = self.symbols
        if k > piece.first and symbols[k - 1] in ",?.":
            match = g.PHRASE.match(symbols, k + 1)
            if match and symbols[match.end() : match.end() + 1] in ".,:\nw(":
                return (k + 1, match.end())
        source = reader.subject(k)
        if source is None:
            return None
        if announced and not any(stop in symbols[k : piece.last] for stop in ".?"):
            return source
        if symbols[source[0] - 1] in ",?" and source[0] > piece.first:
            beside = g.STOP.match(symbols, k + 1) or g.TOLD.match(symbols, k + 1) or g.ADJUNCT.match(symbols, k + 1)
            return source if beside else None
        return None

    def _named(self, i: int, piece: Piece, k: int, source: Span, last: Topic | None) -> Topic | None:
        starts, lengths = self.words.starts, self.words.lengths
        start, end = starts[source[0]], starts[source[1] - 1] + lengths[source[1] - 1]
        cue = starts[k], starts[k] + lengths[k]
        pronoun = PRONOUNS.get(self.text[start:end].lower()) if end - start <= LONGEST_PRONOUN else None
        gender = pronoun if pronoun in ("male", "female") else None
        if gender is None and not self.naming.is_role(start, end):
            mention = self.naming.mention_in(start, end) or self.naming.apposed(start, end, cue[0])
            name = mention.actor if mention else self.naming.plain(start, end)
            person = mention is not None and mention.type == "person"
            plain = self.symbols[source[0]] in "Pq" and source[1] - source[0] == 1
            return None if plain or not name else Topic(name, start, end, cue, person, i)
        topic = self._leading(i, piece, within=start) or (self._relative(i, source, start) if gender else None) or last
        if topic is None or not topic.name or not self.naming.fits(topic.name, gender or ""):
            return None
        return Topic(topic.name, start, end, cue, True, i)

    def _leading(self, i: int, piece: Piece, within: int | None = None) -> Topic | None:
        """The last person with whom a sentence of the paragraph begins; only its first sentence with `within`."""
        mentions, starts = self.naming.mentions, self.naming.starts
        first = bisect_left(starts, piece.start)
        last = bisect_left(starts, piece.end if within is None else min(within, piece.start + 60))
        for mention in reversed(mentions[first:last]):
            acts = mention.type == "person" and _ACTS.match(self.text, mention.end)
            if acts and self.naming.leads(mention, piece.start):
                return Topic(mention.actor, mention.start, mention.end, None, True, i)
        return None

    def _relative(self, i: int, source: Span, start: int) -> Topic | None:
        """Of "an interview with X, in which he says": X."""
        k = bisect_left(self.naming.starts, start) if self.symbols[source[0] - 1 : source[0]] == "q" else 0
        for mention in reversed(self.naming.mentions[max(0, k - 2) : k]):
            if mention.type == "person" and start - mention.end <= 120:
                return Topic(mention.actor, mention.start, mention.end, None, True, i)
        return None
