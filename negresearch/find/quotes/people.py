"""Which actor a phrase names, and whom a role or pronoun may mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from operator import itemgetter

from negresearch.read.lexicon import read_lexicon
from negresearch.tables import MentionRow

#: Whom a pronoun may stand for.
PRONOUNS = (
    dict.fromkeys(("he", "him", "his"), "male")
    | dict.fromkeys(("she", "her"), "female")
    | dict.fromkeys(("it", "its", "they", "their"), "neutral")
    | dict.fromkeys(("i", "we", "you", "my", "our"), "first-person")
)
LONGEST_PRONOUN = 5
_ARTICLES = frozenset({"the", "a", "an", "The", "A", "An"})
_GOVERNING = frozenset(
    "of for with against from to into about including by on over under than like between near behind".split()
)
_FOLLOWING = frozenset("of who in from and at for himself herself".split())
_OFFICES = "the then former press spokesman spokeswoman secretary leader president minister".split()
#: Among so many first mentions somebody is introduced.
_INTRODUCED = 20
#: Of what country, by words that do not begin as its name does.
_IRREGULAR = frozenset("American British Dutch Western European".split())
_SHORT = "Sen Gov Rep Reps Mr Mrs Ms Dr Gen Lt Col Sgt Adm Capt Maj Prof Rev Hon".split()
#: What is before a name, mirrored: only titles, up to the beginning of a sentence or what introduces it.
_LEAD = re.compile(
    rf"(?:\s(?:[\w.’'-]*[A-Z]|{'|'.join(office[::-1] for office in _OFFICES)}))*"
    rf"(?:\Z|\s*(?:[!?\n”»\"“«]|\.(?!(?:{'|'.join(title[::-1] for title in _SHORT)})\b))|\s,)"
)
#: After a name, a possessive or a small word.
_NEXT = re.compile(r"['’]s\b|['’] | (?P<noun>[a-z]+)")
_STATED = re.compile(
    r"\b(?:stated|announced|said|reported|presented|proposed|issued|put forward|set|named)\b.* by \Z", re.DOTALL
)


class Naming:
    """Names phrases of one document by its mentions; looks at no quotation mark."""

    def __init__(self, text: str, mentions: list[MentionRow]) -> None:
        self.text, self.mentions = text, mentions
        self.starts = list(map(itemgetter(0), mentions))
        self.lexicon = read_lexicon()
        self.sets = self.lexicon.sets

    def is_role(self, start: int, end: int) -> bool:
        """Whether a phrase is a role that takes somebody up: "the diplomat"."""
        if self.text[start : start + 4] not in ("the ", "The "):
            return False
        last = self.text[start:end].lower().rsplit(None, 1)[-1]
        return (last in self.sets["persons"] or last in ("man", "woman")) and self.mention_in(start, end) is None

    @cached_property
    def _by_name(self) -> dict[str, list[MentionRow]]:
        found = defaultdict[str, list[MentionRow]](list)
        for mention in self.mentions:
            found[mention.actor].append(mention)
        return found

    def may_be(self, name: str, start: int, end: int) -> bool:
        """Whether "the White House spokesman", "the Estonian president" takes up somebody: he is introduced as such."""
        words = self.text[start:end].split()
        known = self._by_name[name]
        if words[-1].lower() in self.sets["serving"]:
            near = (self.text[max(0, m.start - 80) : min(m.end + 80, start)].lower() for m in known[:_INTRODUCED])
            return any(words[-1].lower() in text for text in near)
        side = next((mention.side for mention in known), None)
        foreign = (word for word in words[1:] if word[0].isupper() and word[-2:] in ("an", "sh", "se", "ch"))
        return not side or all(word[:2] == side[:2] or word in _IRREGULAR for word in foreign)

    def plain(self, start: int, end: int) -> str | None:
        """A phrase without its article, for a source that has no name."""
        words = self.text[start:end].split()
        if len(words) > 1 and words[0] in _ARTICLES:
            del words[0]
        return " ".join(words).rstrip(",") or None

    def mention_in(self, start: int, end: int) -> MentionRow | None:
        """The mention that a phrase is about: a person first, and never a mere possessor or modifier."""
        starts = self.starts
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return None
        mention = self.mentions[first]
        if starts[first] == start and mention.end == end:
            return mention
        inside = self.mentions[first : bisect_left(starts, end, first)]
        for mention in inside:
            if mention.type == "person" and not self._possesses(mention, end) and not self._governed(mention, start):
                return mention
        for mention in reversed(inside):
            if mention.type != "person" and mention.end >= end - 1 and not self._modifies(mention, start):
                return mention
        return next((m for m in inside if m.start - start <= 6 and self._heads(m, end)), None)

    def _possesses(self, mention: MentionRow, end: int) -> bool:
        if self.text[mention.end : mention.end + 2] in ("'s", "’s"):
            return True
        rest = self.text[mention.end : end].split(None, 1)
        return bool(rest) and rest[0].isalpha() and rest[0].islower() and rest[0] not in _FOLLOWING

    def describes(self, mention: MentionRow) -> bool:
        """Whether a name only says whose or of what kind something is: Beijing's offer, the Ukraine conflict."""
        after = _NEXT.match(self.text, mention.end)
        word = after["noun"] if after else ""
        return word is None or (word != "" and self.lexicon.symbols.get(word, "n") == "n" and word[-2:] != "ed")

    def _governed(self, mention: MentionRow, start: int) -> bool:
        """Whether a preposition stands before a person: "the panel of Ms. Brandt", "those including him"."""
        if mention.start == start:
            return False
        words = self.text[start : mention.start].split()
        popped = False
        while words and (words[-1][0].isupper() or words[-1] in self.sets["persons"]):
            words.pop()
            popped = True
        if not words or words[-1].lower() not in _GOVERNING:
            return False
        office = popped and words[-1] == "of" and len(words) > 1 and words[-2].lower() in self.sets["persons"]
        return not office  # Chief of Staff X, President of Ukraine X

    def _modifies(self, mention: MentionRow, start: int) -> bool:
        """Whether a state or body is only where the head of the phrase is from: "the head of the UN"."""
        before = self.text[start : mention.start].lower().split()
        return len(before) > 1 and (before[-1] in _GOVERNING or before[-1] in ("in", "at", "the"))

    def _heads(self, mention: MentionRow, end: int) -> bool:
        """Whether only what describes it stands after a mention: "Democrats in the House"."""
        rest = self.text[mention.end : end].split(None, 1)
        return (
            not rest or rest[0].lower() in self.sets["prepositions"] or rest[0] in ("of", "who", "leading", "familiar")
        )

    def apposed(self, start: int, end: int, cue: int) -> MentionRow | None:
        """A person named right after the phrase, or the maker of a document that speaks."""
        starts = self.starts
        after = bisect_left(starts, end)
        following = self.mentions[after] if after < len(starts) else None
        if following and following.type == "person" and self.text[end : following.start].strip() == ",":
            return following
        first, last = bisect_left(starts, start, 0, after), bisect_left(starts, cue, after)
        if first < last and self.is_document(start, end):
            for mention in self.mentions[first:last]:
                ahead = self.text[max(0, mention.start - 12) : mention.start]
                if mention.start < end or (ahead.endswith("by ") and ahead != "reported by "):
                    return mention
        return None

    def is_document(self, start: int, end: int) -> bool:
        """Whether a phrase is a text that speaks for its makers: "Poll", "the indictment"."""
        return self.text[start:end].lower().rsplit(None, 1)[-1] in self.sets["documents"]

    def leads(self, mention: MentionRow, first: int) -> bool:
        """Whether a mention begins a sentence, or is the one by whom something "was stated"."""
        before = self.text[max(first, mention.start - 90) : mention.start]
        if before.endswith(", ") and self.text[mention.end : mention.end + 2] in ("'s", "’s"):
            return False  # Petrosian, Smith's lawyer
        if _LEAD.match(before[::-1]):
            return True
        sentence = before.rsplit(". ", 1)[-1]
        return " by " in sentence and bool(_STATED.search(before[: before.rfind(" by ") + 4]))

    def fits(self, name: str, gender: str) -> bool:
        """Whether somebody of this name may be "he" or "she"."""
        if not gender:
            return True
        first = name.split()[0].lower()
        other = "female" if gender == "male" else "male"
        return not (first in self.sets[other] and first not in self.sets[gender])
