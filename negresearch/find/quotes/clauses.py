"""The parts of a reporting sentence: subjects, phrases, where contents begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from negresearch.find.quotes import grammar as g
from negresearch.find.quotes.outline import LONGEST, Outline
from negresearch.read.lexicon import CLAUSE, read_lexicon
from negresearch.spans import Span

#: Shapes that report no speech: a quotation beside them goes on with an earlier one.
WEAK = frozenset({"object", "infinitive", "order", "doing", "mind", "noun", "preposition", "whether", "gap"})
#: What takes up the one before it.
RELATIVE = frozenset({"who", "which", "that"})
#: Longer quotations, in characters, do not describe the noun after them.
_DESCRIBES = 30
#: A phrase does not begin with these: the sentence is over.
_NOTHING = ".;?\n"
#: Before a phrase that is the object of a verb.
_VERBAL = "xzrVUe"
_BEFORE = _VERBAL + "oi"
#: What ends a noun phrase right before a verb, and can be nothing else there.
_NOMINAL = "CTnNvQgJe"
#: So few symbols before a quotation belong to its sentence even without a verb: "In addition, they".
_SHORT_LEAD = 6


_new = tuple.__new__  # twice as fast as to call the class
#: No content has more symbols outside quotations: a cue costs as much in a sentence without end as elsewhere.
_WIDEST = 1_000


class Attribution(NamedTuple):
    """A source, a cue and the contents, as spans of outline symbols; `rule` names the shape.

    `nested`: it stands within the content of another.
    """

    source: Span | None
    cue: Span
    contents: Sequence[Span]
    rule: str
    nested: bool = False


class Clauses:
    """An outline read from left to right: what was found, how far contents reach, the sentence at hand."""

    def __init__(self, outline: Outline) -> None:
        lexicon = read_lexicon()
        self.outline = outline
        self.frames, self.prepositions, self.sets = lexicon.frames, lexicon.prepositions, lexicon.sets
        self.participles, self.thin = lexicon.sets["participles"], lexicon.sets["thin"]
        self.symbols, self.mirrored, self.word = outline.symbols, outline.mirrored, outline.word
        self.length = len(outline.symbols)
        self.found: list[Attribution] = []
        self.inner: list[Attribution] = []
        self.nested = False
        self.limit = self.length
        self.claimed = 0
        self.begin = 0
        self.ending = ""
        self.last: Span | None = None

    def add(self, source: Span | None, cue: Span, contents: list[Span], rule: str) -> None:
        """Keep an attribution; those that lie within its contents are then nested in it."""
        if self.nested:
            self._nest(source, cue, contents, rule)
            return
        if len(contents) != 1 or contents[0][0] < cue[0]:
            contents = self._around_cue(cue[0], contents)
        if contents and contents[-1][0] < contents[-1][1]:
            self.claimed = contents[-1][1]
        elif rule == "colon-next":  # what is said stands in the next paragraph
            self.claimed, contents = cue[1], []
        else:
            return
        self.last = source
        self.found.append(_new(Attribution, (source, cue, contents, rule, False)))

    def _nest(self, source: Span | None, cue: Span, contents: list[Span], rule: str) -> None:
        """Keep an attribution as far as it lies within the content that holds it."""
        if source is None or source[0] < self.begin or not self._may_report(source, cue[0], rule):
            return
        clipped = [(max(start, self.begin), min(end, self.limit)) for start, end in contents]
        clipped = [(a, b) for a, b in clipped if b - a > 1 or (a < b and self.symbols[a] not in "PM")]
        if clipped:
            self.inner.append(Attribution(source, cue, clipped, rule, nested=True))

    def _may_report(self, source: Span, k: int, rule: str) -> bool:
        """Whether somebody reports here, or only does something: within reported words the bar is higher."""
        word = self.word(k)
        telling = word in self.sets["told"] and self.word(source[1] - 1) not in self.sets["documents"]
        if telling and (rule in ("object", "preposition", "doing") or (rule == "clause" and word in self.sets["thin"])):
            return False
        return self.symbols[source[0]] not in "gGeVUr" and not (rule == "mind" and self.symbols[k + 1] in "tio")

    def _around_cue(self, at: int, contents: list[Span]) -> list[Span]:
        """Cut contents to what is near their cue; only what stands before a cue can hold earlier attributions."""
        floor = at - _WIDEST
        contents = [(max(first, floor), last) for first, last in contents if max(first, floor) < last]
        found = self.found
        while found and any(first <= found[-1].cue[0] < last for first, last in contents):
            self.inner.append(found.pop()._replace(nested=True))
        return contents

    def subject(self, k: int) -> Span | None:
        """The noun phrase or pronoun before a verb, with whom "who" takes up."""
        symbols, length = self.symbols, self.length
        adjacent = symbols[k - 1]
        if adjacent == "P":
            return self._pronoun(k - 1, k)
        match = (g.PHRASE_LEFT if adjacent in _NOMINAL else g.SUBJECT).match(self.mirrored, length - k)
        if match is None:
            return None
        shape = match.lastgroup
        last, first = match.span(shape or 0)
        start, end = length - first, length - last
        if shape == "pronoun":
            return self._pronoun(start, end)
        symbol, before = symbols[start], symbols[start - 1]
        plain = symbol not in "aiQe" if symbol != "D" else before != "," and end - start > 1
        if plain and before not in _BEFORE and (shape is None or shape == "phrase"):
            return start, end
        # X, chairman of A, B and C, said
        if (shape == "whole" and symbol == "T") or (symbol == "D" and self.word(start) in ("a", "an")):
            start = self._head(start)
            symbol, before = symbols[start], symbols[start - 1]
        elif shape == "whole" and before == "i":  # speaking in Elm, N.Y., he
            return self.first_phrase(k)
        if before in "oi" and symbols[start - 2] == "M":  # who accused him of neglect
            start -= 2
            symbol, before = symbols[start], symbols[start - 1]
        verbal = start if symbol == "e" and before == "P" else start - 1
        relative = self._relative(verbal + 1) if start and symbols[verbal] in _VERBAL else None
        return relative or self.phrase(start, end)

    def is_passive(self, k: int, before: str) -> bool:
        """Whether a form of "be" leads up to a symbol; before it stands an adverb, or nothing."""
        return before == "z" or (before == "a" and g.PASSIVE.match(self.mirrored, self.length - k) is not None)

    def _pronoun(self, start: int, end: int) -> Span | None:
        word = self.word(end - 1)
        if word in self.sets["first_person"] or (self.symbols[end - 1] == "q" and word != "which"):
            return None
        taken_up = word in RELATIVE
        before = g.ANTECEDENT.match(self.mirrored, self.length - start) if taken_up else None
        if before is None:
            again = taken_up and self.symbols[start - 1] == "&"  # a lawyer who left and who says
            return self.last if again else None if word == "that" else (start, end)
        first = self._head(self.length - before.end())
        return next((i + 1 for i in range(start - 1, first, -1) if self._ends_another(i)), first), end

    def _ends_another(self, i: int) -> bool:
        """Whether a preposition leads from a thing to the one who is taken up: "a rebuke from Trump, who"."""
        if self.symbols[i] != "i":
            return False
        thing = self.symbols[i - 1] in "vN" or self.word(i - 1) in self.sets["documents"]
        return self.word(i) == "by" or (thing and self.symbols[i + 1] in "CT")

    def _relative(self, start: int) -> Span | None:
        """The head of a relative clause that ends before a symbol: "experts who have studied fraud"."""
        match = g.RELATIVE.match(self.mirrored, self.length - start)
        if match is None or self.word(self.length - match.start("phrase")) != "who":
            return None
        return self.phrase(self.length - match.end(), self.length - match.start("phrase"))

    def _head(self, start: int) -> int:
        """Where the name begins that an apposition explains: Laura Benning, an internist in Kisco, N.Y., said."""
        symbols = self.symbols
        if symbols[start - 1] != "," or (symbols[start] not in "Tn" and self.word(start) not in ("a", "an")):
            return start
        head = g.PHRASE_LEFT.match(self.mirrored, self.length - start + 1)
        if head is None or not g.NAMED.search(head[0]):
            return start
        first = self.length - head.end()
        return start if self.symbols[first - 1 : first] == "i" else first

    def phrase(self, start: int, end: int) -> Span | None:
        """A noun phrase without what only stands before it; None if nobody is left."""
        symbols = self.symbols
        while start < end - 1 and symbols[start] in "aiQ" and (symbols[start] != "Q" or self._is_long(start)):
            start += 1
        if end - start == 1 and symbols[start] == "D" and self.word(start) not in self.sets["alone"]:
            return (start, end) if self.outline.text.startswith("%", self.outline.end(start)) else None
        return start, end

    def phrase_left(self, k: int) -> Span | None:
        """The noun phrase that ends before a symbol."""
        match = g.PHRASE_LEFT.match(self.mirrored, self.length - k)
        return self.phrase(self.length - match.end(), k) if match else None

    def phrase_right(self, k: int) -> Span | None:
        """The noun phrase that begins at a symbol."""
        match = g.PHRASE.match(self.symbols, k)
        return (k, match.end()) if match and match.end() > k else None

    def first_phrase(self, k: int) -> Span | None:
        """The subject of the sentence, for a verb that has none of its own."""
        match = g.OPENING.match(self.symbols, self.begin, k)
        if (
            match is None
            or match["who"][0] == "&"
            or (match[0] == "D" and self.word(match.start()) in ("this", "that"))
        ):
            return None
        start, end = match.span("who")
        paused = self.symbols.find("Ce", start, end)  # Smith paused for a while before noting
        end = paused + 1 if paused >= 0 else end
        while end - start > 1 and self.symbols[end - 1] in "ae" and self.symbols[end - 2] in "aCTnvN":
            end -= 1  # Smith repeatedly, Smith doubled down
        return start, end

    def after_source(self, k: int) -> Span | None:
        """The clause after "according to X" and what is said of X there."""
        match = g.AFTER_SOURCE.match(self.symbols, k)
        if match is None:
            return None
        at = match.end()
        if self.word(at) == "who":
            at = max(at, self.symbols.find(",", at, self.limit) + 1)
        return at, self.clause_end(at)

    def before(self, source: Span, k: int, word: str, frame: int) -> None:
        """Read `The talks failed. This was announced by X.` and `... X said this on Monday.`: the sentence before."""
        last = self.begin - 1
        if last < 1 or self.symbols[last] != "." or not frame & CLAUSE or word in self.sets["told"]:
            return
        first = self.outline.sentence(last)[0]
        earlier = self.found[-1] if self.found and first <= self.found[-1].cue[0] else None
        if earlier is None or earlier.rule in WEAK or self.word(earlier.cue[0]) in self.thin:
            self.add(source, (k, k + 1), [(first, last)], "before")

    def _is_long(self, i: int) -> bool:
        quotation = self.outline.quotations.get(i) if self.symbols[i] == "Q" else None
        return quotation is not None and quotation.end - quotation.start > _DESCRIBES

    def clause_end(self, start: int) -> int:
        """Where a reported clause ends."""
        at, limit = start, self.limit
        if limit > start + _WIDEST:
            limit = start + _WIDEST
        while match := g.CUT_CLAUSE.search(self.symbols, at, limit):
            if match.lastindex is None or self._goes_on(match.start(), match.start(match.lastindex)):
                return match.start()
            at = match.end()
        return limit

    def _goes_on(self, i: int, verb: int) -> bool:
        """Whether a verb in the past takes up the source, "..., and denied the charge", not the verb before it."""
        word = self.word(verb)
        return self.symbols[i - 1] not in "VUer" and (word.endswith("ed") or word in self.sets["pasts"])

    def phrase_end(self, start: int) -> int:
        """Where a reported phrase ends; an apposition in it does not end it."""
        symbols, limit = self.symbols, self.limit
        if start >= self.length or symbols[start] in _NOTHING:
            return start
        if limit > start + _WIDEST:
            limit = start + _WIDEST
        while match := g.CUT_PHRASE.search(symbols, start + 1, limit):
            cut = match.start()
            within = g.WITHIN.match(symbols, cut) if symbols[cut] == "," else None
            if within is None:
                return cut
            start = within.end()
        return limit

    def quote_before(self, i: int) -> int | None:
        """The quotation that ends right before a symbol, whatever mark ended it."""
        ahead = self.symbols[i - 1]
        if ahead == "Q":
            return i - 1
        return i - 2 if ahead in ",.?-" and self.symbols[i - 2] == "Q" else None

    def up_to(self, quote: int) -> Span:
        """The content that ends with a quotation: from the beginning of its sentence if it is part of one."""
        start, floor = quote, max(self.claimed, quote - LONGEST)
        while start > floor and self.symbols[start - 1] not in ".?\n;:":
            start -= 1
        lead = self.symbols[start:quote]
        whole = start > floor or start == 0  # not cut short by an earlier content
        part = whole and (len(lead) <= _SHORT_LEAD or g.HAS_VERB.search(lead) is not None)
        return (start if part else quote, quote + 1)

    def lead(self, end: int) -> str:
        """The symbols of the sentence up to a symbol."""
        return self.symbols[max(self.begin, end - LONGEST) : end]

    def reports(self, lead: str) -> bool:
        """Whether the words before a reporting clause are themselves a clause."""
        return len(lead) > 2 and g.HAS_VERB.search(lead) is not None
