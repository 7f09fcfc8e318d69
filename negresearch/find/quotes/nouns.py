"""Nouns that report: somebody's claim, a plan to, speculation that, in the view of."""

from __future__ import annotations

from negresearch.find.quotes import grammar as g
from negresearch.find.quotes.clauses import Clauses
from negresearch.spans import Span

#: What ends the sentence, or a phrase within it.
_WHOLE = frozenset(".,;?\n")
#: Where a search to the left for the head of a phrase ends.
_BREAKS = frozenset(".,;:?\nQ")
#: Words of these classes do not lead up to a verb.
_NO_LEAD = frozenset("CDTPMioth’m")


class Nouns(Clauses):
    """The shapes of sentences that a noun makes."""

    def noun(self, k: int, word: str) -> None:
        """Read `X's claim that ...`, `her promise to ...`, `their calls for ...`."""
        symbols = self.symbols
        i = k - 1
        while i >= max(1, k - 3) and symbols[i] in "aneJC":
            i -= 1
        source = None
        if symbols[i] == "’":
            source = self.phrase_left(i)
        elif symbols[i] == "D" and self.word(i) in self.sets["possessives"]:
            source = (i, i + 1)
        after = symbols[k + 1]
        if after == "i" and self.word(k + 1) in ("from", "by", "among"):
            self._from(k)
            return
        if source is not None and self._is_told(source, k, word):
            return
        brings = after in ("h", "t") or (after in ("i", "o") and word in self.sets["reporting_nouns"])
        if source is None and (after == "h" or (after == "t" and word in self.sets["pledges"])):
            source = self._maker(i)
        if after == "i" and self.word(k + 1) not in self.sets["bringing"]:
            return
        if source is not None and brings:
            start = k + 1 if after == "t" else k + 2
            thing = (g.THING if after in ("i", "o") else g.AS_SUBJECT).match(symbols, start)
            self.add(source, (k, k + 1), [(start, thing.end() if thing else self.phrase_end(start))], "noun")

    def _is_told(self, source: Span, k: int, word: str) -> bool:
        """Read `his theory is that ...` and `his message to voters was simple: ...`."""
        short = g.IN_SHORT.match(self.symbols, k + 1) if word in self.sets["documents"] else None
        if short:
            self.add(source, (k, k + 1), [(short.end(), self.clause_end(short.end()))], "noun")
        elif self.symbols[k + 1] == "z":
            self._stated(source, k, k + 2)
        return short is not None or self.symbols[k + 1] == "z"

    def _stated(self, source: Span, k: int, i: int) -> None:
        """Keep what a noun brings after "that" or "to"."""
        if self.symbols[i] in "ht":
            span = (i + 1, self.clause_end(i + 1)) if self.symbols[i] == "h" else (i, self.phrase_end(i))
            self.add(source, (k, k + 1), [span], "noun")

    def _from(self, k: int) -> None:
        """Read `calls from X to ...`, `claims by X that ...`."""
        source = self.phrase_right(k + 2)
        if source is not None:
            to = self.symbols.find("t", *source)
            end = to if to > source[0] else source[1]
            self._stated((source[0], end), k, end + (self.symbols[end] == "z"))  # the belief among some is that

    def _maker(self, i: int) -> Span | None:
        """Who makes the case, issues a warning, raises the concern that is at hand, or what leads up to it."""
        j = i - 1 if self.symbols[i] == "D" else i
        if j < 1 or self.symbols[j] not in "rUVe":
            return None
        if self.symbols[j - 1] == "t":
            return self._onward(j)
        return self.subject(j)

    def _onward(self, k: int) -> Span | None:
        """The subject of what leads up to a verb: "went on to say", "was quick to condemn", "tried to make"."""
        for i in range(k - 2, max(0, k - 7), -1):
            symbol = self.symbols[i]
            if symbol in _BREAKS:
                return None
            if symbol not in _NO_LEAD and self.word(i) in self.sets["onward"]:
                return self.subject(i)
        return None

    def _view(self, k: int) -> bool:
        """Read `In the view of X, ...`, `in X's words, ...` and `..., in her opinion.`."""
        symbols, stop = self.symbols, k + 1
        i = k - 1
        while i > max(self.begin, k - 4) and symbols[i] in "neJN":  # in his own words
            i -= 1
        if symbols[stop : stop + 1] == "o" and symbols[i] in "Di":
            source = self.phrase_right(stop + 1)
            at = i - (symbols[i] == "D")
            stop = source[1] if source else stop
        elif symbols[i] == "’":
            source = self.phrase_left(i)
            at = source[0] - 1 if source else 0
        else:
            source = (i, i + 1) if self.word(i) in self.sets["possessives"] else None
            at = i - 1
        if source is None or self.word(at) not in ("in", "by") or self.word(source[0]) in ("my", "our"):
            return False
        if at > self.begin + 1:
            end = at - 1 if symbols[at - 1] == "," else at
            whole = symbols[stop : stop + 1] in _WHOLE and self.reports(self.lead(end))
            contents = [(stop + 1, stop + 2)] if symbols[stop : stop + 2] == ",Q" else []
            contents = [(self.begin, end)] if whole and not contents else contents
        else:
            clause = self.after_source(stop)
            contents = [clause] if clause else []
        if contents:
            self.add(source, (k, k + 1), contents, "view")
        return bool(contents)
