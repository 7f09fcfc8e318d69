"""Attributions: around each cue, who is given the word and what for.

One pass over the cues of the outline, from left to right, finds to whom the text itself gives the word. Cues inside
the content of an earlier one are put by, and read in a second pass, each within that content: "he said that they want
to leave" is his word, and in it their want.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, count
from operator import add, itemgetter

from negresearch.find.quotes import grammar as g
from negresearch.find.quotes.clauses import Attribution
from negresearch.find.quotes.complements import SAID
from negresearch.find.quotes.outline import LONGEST
from negresearch.find.quotes.verbs import Verbs
from negresearch.spans import Span

#: Cues that are read within the content of others.
_HELD = frozenset("VUvJN")
#: Words of these classes make a clause.
_FINITE = frozenset("xzrVUe,")


def _begin(attribution: Attribution) -> int:
    return attribution.cue[0]


class Reader(Verbs):
    """Reads the attributions of one outline."""

    def read(self) -> list[Attribution]:
        """All attributions, in the order of their cues; those within the content of another are marked."""
        held = self._outermost()
        self._hearsay()
        found, self.found, self.nested, self.ending = self.found, [], True, ""
        for k, (start, end) in held:
            limit = min(end, start + LONGEST)
            if start < k < limit and k < end - 1:
                self.begin, self.limit, self.claimed, self.last = start, limit, start, None
                self.cue(k, self.symbols[k], self.word(k))
        return sorted(found + self.inner, key=itemgetter(1))

    def _outermost(self) -> list[tuple[int, Span]]:
        """Read the cues from left to right; those in the content of an earlier one are returned with it."""
        symbols, outline = self.symbols, self.outline
        text, starts, end_of = outline.text, outline.starts, outline.end
        finishes = map(add, accumulate(map(len, outline.stops.split("."))), count())  # where each sentence ends
        finish = -1
        held: list[tuple[int, Span]] = []
        for match in g.CUE.finditer(symbols):
            k = match.end() - 1
            symbol = symbols[k]
            if k < self.claimed:
                if symbol in _HELD and self.found[-1].contents:
                    held.append((k, self.found[-1].contents[-1]))
                continue
            if k > finish:
                while k > finish:
                    begin, finish = finish + 1, next(finishes)
                self.begin, self.last, self.ending = begin, None, symbols[finish]
            word = text[starts[k] : end_of(k)].lower()
            if symbol in "VU":
                self.verb(k, symbol, word)
            else:
                self._cue(k, symbol, word)
        return held

    def _hearsay(self) -> None:
        """Read `X reportedly ...` where nobody is given the word in the sentence."""
        self.claimed = 0
        n = len(self.found)
        for at in self.outline.found("edly"):
            k = self.outline.index(at) - 1
            if k >= 0 and self.word(k) in self.sets["hearsay"]:
                first, last = self.outline.sentence(k)
                before, after = (bisect_left(self.found, at, 0, n, key=_begin) for at in (first, last))
                if before == after and first >= self.claimed:
                    self.claimed = last
                    self.found.append(Attribution(None, (k, k + 1), ((first, last),), "hearsay"))

    def _cue(self, k: int, symbol: str, word: str) -> None:
        if symbol in "vN" and word in self.sets["views"] and self._view(k):
            return
        if symbol == "G":
            self._participle(k, word)
        elif symbol == "K":
            self._according(k)
        elif symbol in "ix":
            self._auxiliary(k, word)
        else:
            self.cue(k, symbol, word)

    def _participle(self, k: int, word: str) -> None:
        """Read `X is urging ...`, `X left, saying ...`, `a statement calling on ...`."""
        frame = self.frames.get(word, 0)
        if word in self.sets["no_report"]:
            return
        before = self.symbols[k - 1]
        if before in "&b" and self.symbols[k + 1] not in "hQ":
            return
        source = self._doer(k, before)
        if source and not (before in "zax" and frame & SAID and self.parenthesis(k, word, frame, source)):
            self.forward(k, word, frame, source)

    def _auxiliary(self, k: int, word: str) -> None:
        """Read `X would like to ...` and `A poll has X ahead by three points.`."""
        subject = self.subject(k)
        if subject and (word == "like" or (word[:2] == "ha" and self.word(subject[1] - 1) in self.sets["polls"])):
            rule = "infinitive" if word == "like" else "object"
            self.add(subject, (k, k + 1), [(k + 1, self.phrase_end(k + 1))], rule)

    def _doer(self, k: int, before: str) -> Span | None:
        """Who does what a form in -ing says."""
        if self.is_passive(k, before):
            return self.subject(k)
        if before in ",a-w&b" or k == self.begin:
            if self.ending == "?" and self.last is None:
                return None
            owner = self.found and self.found[-1].rule == "noun"  # his claim that ..., telling NBC
            return self.first_phrase(k) if owner else self.last or self.first_phrase(k)
        if before in "nCTQNv" and self.symbols[k - 2] not in "PV" and self.symbols[k + 1] in "hQqDPiM":
            source = self.phrase_left(k)
            filed = source is not None and self.symbols[source[0]] == "e"  # a group filed a complaint alleging
            return (self.subject(source[0]) if source and filed else None) or source
        return None

    def _according(self, k: int) -> None:
        """Read `According to X, ...` and `..., according to X.`."""
        source = self.phrase_right(k + 2) if self.symbols[k + 1 : k + 2] == "t" else None
        if source is None:
            return
        end = k - 1 if self.symbols[k - 1 : k] == "," else k
        if self.symbols[end - 1] in "&bh" and self.symbols[source[1]] == ",":  # they left and, according to X, paid
            self.add(source, (k, k + 2), [(source[1] + 1, self.clause_end(source[1] + 1))], "according")
            return
        lead = self.lead(end)
        if (len(lead) > 3 or (lead and lead[0] in "Pq")) and g.HAS_VERB.search(lead):
            after = self.symbols[source[1] : source[1] + 2]
            goes_on = self.symbols[end] == "," and (
                after in (",z", ",x") or (after[0] == "," and lead[0] == "i" and not _FINITE & set(lead))
            )
            rest = [(source[1] + 1, self.clause_end(source[1] + 1))] if goes_on else []
            self.add(source, (k, k + 2), [(self.begin, end), *rest], "according")
            self.claimed = max(self.claimed, source[1])
            return
        begins = self.outline.text[self.outline.starts[k]].isupper()
        quote = None if begins else self.quote_before(k)
        clause = self.after_source(source[1])
        if quote is not None:
            self.add(source, (k, k + 2), [(quote, quote + 1)], "according")
        elif clause:
            self.add(source, (k, k + 2), [clause], "according")
