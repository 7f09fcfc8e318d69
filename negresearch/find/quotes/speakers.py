"""Who a source is: the actor behind a name, a role, a pronoun or a document."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from negresearch.find.quotes.people import Naming
from negresearch.find.quotes.topics import Topics
from negresearch.find.words import Piece
from negresearch.spans import Span, index_at
from negresearch.tables import MentionRow

_NEUTRAL = frozenset({"it", "its", "they", "their"})
_FIRST_PERSON = frozenset({"i", "we", "you", "my", "our"})


class Speaker(NamedTuple):
    """A speaker: canonical name or None, where it is printed, and how it was found."""

    name: str | None
    start: int
    end: int
    how: str
    person: bool


class Speakers:
    """Names the sources of one document, paragraph by paragraph; remembers who spoke last in it.

    Mentions within the quoted spans are no antecedents.
    """

    def __init__(self, naming: Naming, topics: Topics, quoted: list[Span]) -> None:
        self.naming, self.topics, self.text = naming, topics, naming.text
        self.quoted = quoted
        self.quoted_starts = [start for start, _ in quoted]
        self.last: Speaker | None = None
        self.paragraph = 0
        self.first = 0

    def begin(self, paragraph: int, piece: Piece) -> None:
        """Turn to a paragraph."""
        self.paragraph, self.first, self.last = paragraph, piece.start, None

    def name(self, start: int, end: int, cue: int) -> Speaker:
        """Name the source that is printed at a span, of a cue at an offset."""
        speaker = self.within(start, end, cue)
        self.last = speaker
        return speaker

    def within(self, start: int, end: int, cue: int) -> Speaker:
        """Name a source within reported words, who is not the one whom the paragraph lets speak."""
        if end - start <= 5:
            printed = self.text[start:end].lower()
            gender = self.naming.gender(start, end)
            if gender is not None:
                found = self._recent(start, gender)
                return Speaker(found, start, end, "pronoun" if found else "pronoun-unresolved", True)
            if printed in _NEUTRAL:
                return self._neutral(start, end)
            if printed in _FIRST_PERSON:
                return Speaker(None, start, end, "first-person", False)
        mention = self.naming.mention(start, end, cue)
        if mention is None and self.text[start] in "tT" and self.naming.is_role(start, end):
            found = self._recent(start, "")
            if found and self.naming.may_be(found, start, end):
                return Speaker(found, start, end, "role", True)
        if mention is not None:
            return Speaker(mention.actor, start, end, "named", mention.type == "person")
        return Speaker(self.naming.plain(start, end), start, end, "described", False)

    def _neutral(self, start: int, end: int) -> Speaker:
        last = self.last
        if last is not None and not last.person:
            return Speaker(last.name, start, end, "pronoun", False)
        mentions = self.naming.mentions
        i = index_at(self.naming.starts, start - 1)
        while i >= 0 and mentions[i].start >= self.first:
            mention = mentions[i]
            if mention.type != "person" and not self._is_quoted(mention.start) and not self.naming.describes(mention):
                return Speaker(mention.actor, start, end, "pronoun", False)
            i -= 1
        topic = self.topics.before(self.paragraph)
        if topic is not None and not topic.person:
            return Speaker(topic.name, start, end, "pronoun", False)
        return Speaker(None, start, end, "pronoun-unresolved", False)

    def _recent(self, at: int, gender: str) -> str | None:
        """The person meant at an offset: who spoke last in the paragraph, unless a later sentence is about another."""
        naming = self.naming
        last = self.last if self.last is not None and self.last.person else None
        if last is not None and (last.name is None or not naming.fits(last.name, gender)):
            last = None
        floor = self.first if last is None else last.start
        nearest: str | None = None
        for mention in reversed(naming.mentions[bisect_left(naming.starts, floor) : bisect_left(naming.starts, at)]):
            if mention.type == "person" and naming.fits(mention.actor, gender) and not self._is_quoted(mention.start):
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
        naming = self.naming
        for mention in reversed(
            naming.mentions[bisect_left(naming.starts, self.first) : bisect_left(naming.starts, at)]
        ):
            if mention.type == "person" and not self._is_quoted(mention.start) and naming.leads(mention, self.first):
                return mention
        return None

    def _is_quoted(self, offset: int) -> bool:
        i = index_at(self.quoted_starts, offset)
        return i >= 0 and offset < self.quoted[i][1]
