"""Who a source is: the actor behind a name, a role, a pronoun or a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from negresearch.read.lexicon import read_lexicon
from negresearch.spans import Span, index_at
from negresearch.tables import MentionRow

_PERSONAL = {"he": "male", "she": "female", "his": "male", "her": "female"}
_NEUTRAL = frozenset({"it", "its", "they", "their"})
_FIRST_PERSON = frozenset({"i", "we", "you", "my", "our"})
_ARTICLES = ("the ", "a ", "an ")
#: How far back, in characters, a pronoun looks for whom it means.
_REACH = 1200
_GOVERNING = frozenset("of for with against from to into about including by on over under than like between near behind".split())


#: Only titles stand between the beginning of a sentence, or what introduces it, and a name.
_LEAD = re.compile(r"(?:\A|[.!?\n”»\"]\s*|,\s)(?:(?:[A-Z][\w.’'-]*|the|then|former|press|spokesman|spokeswoman|secretary|leader|president|minister)\s)*\Z")


class Speaker(NamedTuple):
    """A speaker: canonical name or None, where it is printed, and how it was found."""

    name: str | None
    start: int
    end: int
    how: str
    person: bool


class Speakers:
    """Names the sources of one document in the order of the text; remembers who spoke last.

    Parameters
    ----------
    text : str
        The document.
    mentions : list of MentionRow
        Sorted.
    quoted : list of tuple of int
        Spans of quotations, whose mentions are no antecedents.
    """

    def __init__(self, text: str, mentions: list[MentionRow], quoted: list[Span]) -> None:
        self.text, self.mentions = text, mentions
        self.starts = [mention.start for mention in mentions]
        self.quoted = quoted
        self.quoted_starts = [start for start, _ in quoted]
        self.sets = read_lexicon().sets
        self.last: Speaker | None = None
        self.printed: Span = (0, 0)

    def name(self, start: int, end: int, cue: int) -> Speaker:
        """Name the source that is printed at a span, of a cue at an offset."""
        speaker = self._named(start, end, cue)
        self.last = speaker
        return speaker

    def _named(self, start: int, end: int, cue: int) -> Speaker:
        printed = self.text[start:end].lower()
        if printed in _PERSONAL:
            return self._pronoun(start, end, _PERSONAL[printed])
        if printed in _NEUTRAL:
            return self._neutral(start, end)
        if printed in _FIRST_PERSON:
            return Speaker(None, start, end, "first-person", False)
        mention = self._mention_in(start, end) or self._apposed(start, end, cue)
        if mention is not None:
            return Speaker(mention.actor, start, end, "named", mention.type == "person")
        role = self._role(start, end)
        return role or Speaker(self._plain(start, end), start, end, "described", False)

    def _mention_in(self, start: int, end: int) -> MentionRow | None:
        """The mention that a phrase is about: a person first, and never a mere possessor or modifier."""
        inside = self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        people = [m for m in inside if m.type == "person" and not self._possesses(m, end) and not self._governed(m, start)]
        if people:
            return people[0]
        heads = [m for m in inside if m.type != "person" and m.end >= end - 1 and not self._modifies(m, start)]
        if heads:
            return heads[-1]
        return next((m for m in inside if m.start - start <= 6 and self._heads(m, end)), None)

    def _governed(self, mention: MentionRow, start: int) -> bool:
        """Whether a preposition stands before a person: "the panel of Ms. Brandt", "those including him"."""
        words = self.text[start : mention.start].split()
        while words and (words[-1][0].isupper() or words[-1] in self.sets["persons"]):
            words.pop()
        return bool(words) and words[-1].lower() in _GOVERNING and len(words) > 0 and mention.start > start

    def _heads(self, mention: MentionRow, end: int) -> bool:
        """Whether only what describes it stands after a mention: "Democrats in the House", "Republicans including X"."""
        rest = self.text[mention.end : end].split()
        return not rest or rest[0].lower() in self.sets["prepositions"] or rest[0] in ("of", "who", "leading", "familiar")

    def _possesses(self, mention: MentionRow, end: int) -> bool:
        after = self.text[mention.end : mention.end + 2]
        if after in ("'s", "’s"):
            return True
        rest = self.text[mention.end : end].split()
        return bool(rest) and rest[0].isalpha() and rest[0].islower() and rest[0] not in ("of", "who", "in", "from", "and", "at", "for", "himself", "herself")

    def _modifies(self, mention: MentionRow, start: int) -> bool:
        """Whether a state or body is only where the head of the phrase is from: "the head of the UN"."""
        before = self.text[start : mention.start].split()
        return bool(before) and before[-1].lower() in ("of", "in", "from", "at", "for", "with", "the") and len(before) > 1

    def _apposed(self, start: int, end: int, cue: int) -> MentionRow | None:
        """A person named right beside the phrase, or the maker of a document that speaks."""
        after = bisect_left(self.starts, end)
        if after < len(self.mentions):
            mention = self.mentions[after]
            if mention.type == "person" and self.text[end : mention.start] == ", ":
                return mention
        words = self.text[start:end].lower().split()
        if words and words[-1] in self.sets["documents"]:
            for mention in self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, max(end, cue))]:
                before = self.text[max(0, mention.start - 4) : mention.start]
                if mention.start < end or before.endswith("by "):
                    return mention
        return None

    def _role(self, start: int, end: int) -> Speaker | None:
        """ "the diplomat": whoever spoke last or was named last."""
        words = self.text[start:end].lower().split()
        if len(words) < 2 or words[0] != "the" or not (words[-1] in self.sets["persons"] or words[-1] in ("man", "woman")):
            return None
        found = self._recent(start, "")
        return Speaker(found, start, end, "role", True) if found else None

    def _pronoun(self, start: int, end: int, gender: str) -> Speaker:
        found = self._recent(start, gender)
        return Speaker(found, start, end, "pronoun" if found else "pronoun-unresolved", True)

    def _neutral(self, start: int, end: int) -> Speaker:
        last = self.last
        if last is not None and not last.person and start - last.end < _REACH:
            return Speaker(last.name, start, end, "pronoun", False)
        i = index_at(self.starts, start - 1)
        while i >= 0 and start - self.mentions[i].end < _REACH // 3:
            if self.mentions[i].type != "person" and not self._is_quoted(self.mentions[i].start):
                return Speaker(self.mentions[i].actor, start, end, "pronoun", False)
            i -= 1
        return Speaker(None, start, end, "pronoun-unresolved", False)

    def recent(self, at: int) -> str | None:
        """The person whom the text before an offset is about; `printed` then says where."""
        return self._recent(at, "")

    def _recent(self, at: int, gender: str) -> str | None:
        """The person meant at an offset: the last speaker, unless a later sentence is about another."""
        last = self.last if self.last is not None and self.last.person and at - self.last.end < _REACH else None
        if last is not None and (last.name is None or not self._fits(last.name, gender)):
            last = None
        i = index_at(self.starts, at - 1)
        nearest: MentionRow | None = None
        while i >= 0 and at - self.mentions[i].end < _REACH and (last is None or self.mentions[i].start > last.start):
            mention = self.mentions[i]
            if mention.type == "person" and self._fits(mention.actor, gender) and not self._is_quoted(mention.start):
                if last is None and nearest is None:
                    nearest = mention
                if self._leads(mention):
                    self.printed = (mention.start, mention.end)
                    return mention.actor
            i -= 1
        if last is not None:
            self.printed = (last.start, last.end)
            return last.name
        if nearest is not None:
            self.printed = (nearest.start, nearest.end)
        return nearest.actor if nearest else None

    def _leads(self, mention: MentionRow) -> bool:
        """Whether a mention begins a sentence, or is the one by whom something "was stated"."""
        before = self.text[max(0, mention.start - 90) : mention.start]
        if _LEAD.search(before):
            return True
        tail = before.rsplit("\n", 1)[-1].rsplit(". ", 1)[-1]
        return " by " in f" {tail} " and ("stated" in tail or "announced" in tail or "said" in tail or "reported" in tail)

    def _is_quoted(self, offset: int) -> bool:
        i = index_at(self.quoted_starts, offset)
        return i >= 0 and offset < self.quoted[i][1]

    def _fits(self, name: str, gender: str) -> bool:
        if not gender:
            return True
        first = name.split()[0].lower()
        other = "female" if gender == "male" else "male"
        return not (first in self.sets[other] and first not in self.sets[gender])

    def _plain(self, start: int, end: int) -> str | None:
        phrase = " ".join(self.text[start:end].split())
        for article in _ARTICLES:
            if phrase.lower().startswith(article):
                phrase = phrase[len(article) :]
        return phrase.rstrip(",") or None
