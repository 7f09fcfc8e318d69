"""Who a source is: the actor behind a name, a role, a pronoun or a document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

from negresearch.find.quotes.marks import Quotation
from negresearch.find.quotes.people import LONGEST_PRONOUN, PRONOUNS, Naming
from negresearch.find.quotes.topics import Topics
from negresearch.find.words import Piece
from negresearch.spans import index_at
from negresearch.tables import MentionRow

_new = tuple.__new__  # twice as fast as to call the class


class Speaker(NamedTuple):
    """A speaker: canonical name or None, as and where printed (as a row says it), and how it was found."""

    name: str | None
    text: str | None
    start: int | None
    end: int | None
    how: str
    person: bool


NOBODY = Speaker(None, None, None, None, "no-source", False)


class Speakers:
    """Names the sources of one document, paragraph by paragraph; remembers who spoke last in it.

    Mentions within the quoted spans are no antecedents.
    """

    def __init__(self, naming: Naming, topics: Topics, quoted: list[Quotation]) -> None:
        self.naming, self.topics, self.text = naming, topics, naming.text
        self.quoted = quoted
        self.quoted_starts = list(map(itemgetter(0), quoted))
        self.last: Speaker | None = None
        self.paragraph = 0
        self.first = 0

    def begin(self, paragraph: int, piece: Piece) -> None:
        """Turn to a paragraph."""
        self.paragraph, self.first, self.last = paragraph, piece.start, None

    def name(self, start: int, end: int, cue: int) -> Speaker:
        """Name the source that is printed at a span, of a cue at an offset."""
        naming, printed = self.naming, self.text[start:end]
        pronoun = PRONOUNS.get(printed.lower()) if end - start <= LONGEST_PRONOUN else None
        if pronoun == "first-person":
            return Speaker(None, printed, start, end, pronoun, False)
        if pronoun is not None:
            is_person = pronoun != "neutral"
            name = self._recent(start, pronoun) if is_person else self._neutral(start)
            how = "pronoun" if name else "pronoun-unresolved"
            return _new(Speaker, (name, printed, start, end, how, is_person))
        mention = naming.mention_in(start, end) or naming.apposed(start, end, cue)
        if mention is None and printed[:4] in ("the ", "The ") and naming.is_role(start, end):
            name = self._recent(start, "")
            if name and naming.may_be(name, start, end):
                return Speaker(name, printed, start, end, "role", True)
        if mention is not None:
            return _new(Speaker, (mention.actor, printed, start, end, "named", mention.type == "person"))
        return _new(Speaker, (naming.plain(start, end), printed, start, end, "described", False))

    def _neutral(self, start: int) -> str | None:
        """The state or body meant at an offset."""
        last = self.last
        if last is not None and not last.person:
            return last.name
        mentions = self.naming.mentions
        i = index_at(self.naming.starts, start - 1)
        while i >= 0 and mentions[i].start >= self.first:
            mention = mentions[i]
            if mention.type != "person" and not self._is_quoted(mention.start) and not self.naming.describes(mention):
                return mention.actor
            i -= 1
        topic = self.topics.before(self.paragraph)
        return topic.name if topic is not None and not topic.person else None

    def _recent(self, at: int, gender: str) -> str | None:
        """The person meant at an offset: who spoke last in the paragraph, unless a later sentence is about another."""
        naming = self.naming
        last = self.last if self.last is not None and self.last.person else None
        if last is not None and (last.name is None or not naming.fits(last.name, gender)):
            last = None
        floor = self.first if last is None or last.start is None else last.start
        nearest: str | None = None
        for mention in self._people(floor, at):
            if naming.fits(mention.actor, gender):
                if naming.leads(mention, self.first):
                    return mention.actor
                nearest = nearest or mention.actor
        if last is not None:
            return last.name
        topic = self.topics.before(self.paragraph, person=True)
        if topic is not None and topic.name and naming.fits(topic.name, gender):
            return nearest if nearest and topic.paragraph < self.paragraph - 1 else topic.name
        return nearest

    def leading(self, at: int) -> MentionRow | None:
        """The last person before an offset with whom a sentence of the paragraph begins."""
        return next((person for person in self._people(self.first, at) if self.naming.leads(person, self.first)), None)

    def _people(self, first: int, last: int) -> Iterator[MentionRow]:
        """The persons who are named between two offsets outside quotations, the last one first."""
        mentions, starts = self.naming.mentions, self.naming.starts
        for i in range(bisect_left(starts, last) - 1, bisect_left(starts, first) - 1, -1):
            if mentions[i].type == "person" and not self._is_quoted(mentions[i].start):
                yield mentions[i]

    def _is_quoted(self, offset: int) -> bool:
        i = index_at(self.quoted_starts, offset)
        return i >= 0 and offset < self.quoted[i].end
