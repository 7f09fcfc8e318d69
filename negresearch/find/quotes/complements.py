"""What a verb brings: somebody's words after it, a clause, an object."""

from __future__ import annotations

from negresearch.find.quotes import grammar as g
from negresearch.find.quotes.clauses import RELATIVE, WEAK
from negresearch.find.quotes.nouns import Nouns
from negresearch.read import lexicon as f
from negresearch.spans import Span

SAID = f.CLAUSE | f.QUOTE | f.MIND
STATED = f.CLAUSE | f.MIND
MAY_SPEAK = f.SPOKEN | f.ORDER | f.WHETHER
HEARD = f.HEARER | f.ORDER
#: What ends a relative clause, by what stands before it.
_CLOSING = {"(": ")", "-": "-"}
#: Before a verb that is not the first of its sentence: "when somebody said this, ...".
_DEEP = frozenset("wqhxzrVUG")


class Complements(Nouns):
    """The shapes of sentences in which the content comes after the verb."""

    def forward(self, k: int, word: str, frame: int, subject: Span) -> None:
        """Read `X said (that) ...`."""
        i, symbols = k + 1, self.symbols
        after = symbols[i]
        if after == "n" and self.word(i) == "anonymity":
            return
        this = after == "D" and frame & f.CLAUSE and self.ending == "." and subject[1] == k and self.word(i) == "this"
        if this and g.THIS.match(symbols, i):
            if not _DEEP & set(symbols[self.begin : k]):
                self.before(subject, k, word, frame)
            return
        last = subject[1] - 1
        if frame & STATED and not frame & HEARD and word not in self.thin and g.PLAIN.match(symbols, i):
            start, end, rule = i, self.clause_end(i), "clause"  # nothing else can come of it
        else:
            found = self._brought(i, word, frame)
            if found is None and word in self.thin and self.word(last) in self.sets["documents"]:
                found = self._object(i, f.OBJECT)  # a poll found the senator ahead
            if found is None:
                return
            (start, end), rule = found
        if symbols[last] in "Pqh" and self.word(last) in RELATIVE:
            end = self._relative_end(start, end, symbols[last - 1], rule)
        if rule == "gap" and symbols[subject[0] - 2] == "," and symbols[subject[0] - 1] in "Pq":
            comma = symbols.find(",", start, end)  # a law, which critics say has failed, ...
            end = comma if comma > start else end
        self.add(subject, (k, k + 1), [(start, end)], rule)

    def _relative_end(self, start: int, end: int, before: str, rule: str) -> int:
        """Where a content ends whose verb has "who" for its subject: no later than the relative clause."""
        symbols = self.symbols
        comma = symbols.find(_CLOSING.get(before, ","), start, end)
        end = comma if comma > start and (symbols[comma - 1] != "Q" or before == "(") else end
        verb = g.MAIN_VERB.match(symbols, start, end) if rule in WEAK and before not in ",(-" else None
        return verb.end() if verb else end  # the woman who accused him | said

    def _spoken(self, i: int, frame: int) -> tuple[Span, str] | None:
        """What is said after "that", in quotation marks or after a colon."""
        symbols = self.symbols
        hears = frame & f.HEARER or symbols[i] in "iamMtw" or (frame & f.ORDER and g.HEARING.match(symbols, i))
        if frame & f.SPOKEN and not (frame & f.ORDER and g.ORDER.match(symbols, i)):
            shape = g.SPOKEN_AFAR if hears else g.SPOKEN
        else:
            shape = g.AFAR if hears else g.SPEECH
        match = shape.match(symbols, i)
        if match is None:
            return None
        at = match.end()
        if match.lastgroup == "that":
            at += symbols[at] == ","
            return (at, self.clause_end(at)), "that"
        if match.lastgroup == "quote":
            return (at - 1, max(at, self.clause_end(at - 1))), "before-quote"
        after = symbols[at : at + 1]
        if after == "\n":
            return (i, i), "colon-next"
        return ((at, self.clause_end(at)), "colon") if after and (frame & SAID or after == "Q") else None

    def _brought(self, i: int, word: str, frame: int) -> tuple[Span, str] | None:
        """What a verb brings: somebody's words, an infinitive, an order, a question, a clause, an object."""
        symbols = self.symbols
        to = g.INFINITIVE.match(symbols, i) if frame & f.INFINITIVE and symbols[i] in "taimD," else None
        if frame & MAY_SPEAK and not to:
            spoken = self._spoken(i + (word[:5] == "point" and self.word(i) == "out"), frame)  # pointed out that
            if spoken is not None:
                return spoken
        capital = frame & f.INFINITIVE and self.ending == "\n" and symbols[i : i + 2] == "tC"
        if to or (capital and "to" not in self.prepositions.get(word, ())):
            at = to.end() - 1 if to else i
            return None if self.word(at + 1) in self.sets["silent"] else ((at, self.phrase_end(at)), "infinitive")
        demanded = self._demanded(i, frame) if frame & (f.ORDER | f.WHETHER) else None
        if demanded is not None:
            return demanded
        put = g.PUT_AT.match(symbols, i) if word[:3] == "put" else None
        if put and self.word(put.end() - 1) == "at":
            return (i, self.phrase_end(put.end())), "object"
        prepositions = self.prepositions.get(word)
        if prepositions and self.word(i) in prepositions:
            if word.startswith("respond") and any(
                self.word(j) in self.sets["unanswered"] for j in range(i + 1, min(i + 5, self.length))
            ):
                return None
            if self.word(i) == "attention" and symbols[i + 1] != "t":
                return None
            fact = g.FACT.match(symbols, i + 1)  # draws attention to the fact that
            if fact and self.word(fact.end() - 2) == "fact":
                return (fact.end(), self.clause_end(fact.end())), "that"
            return (i + 1, self.phrase_end(i + 1)), "preposition"
        return self._clause(i, word, frame) or self._object(i, frame)

    def _demanded(self, i: int, frame: int) -> tuple[Span, str] | None:
        """What is ordered or asked."""
        symbols = self.symbols
        order = g.ORDER.match(symbols, i) if frame & f.ORDER else None
        if order:
            return (i, self.phrase_end(order.end())), "order"
        whether = g.WHETHER.match(symbols, i) if frame & f.WHETHER and symbols[i] in "aiqw" else None
        if whether:
            return (whether.end(), self.clause_end(i)), "whether"
        asked = g.ASKED.match(symbols, i) if frame & f.WHETHER and frame & (f.HEARER | f.ORDER) else None
        if asked and self.word(asked.end()) != "when":
            return (asked.end(), self.clause_end(asked.end())), "whether"
        return None

    def _clause(self, i: int, word: str, frame: int) -> tuple[Span, str] | None:
        symbols = self.symbols
        at = i
        if symbols[i] in "aimD":
            time = (frame & f.CLAUSE and g.SAID_IN.match(symbols, i)) or g.TIME.match(symbols, i)
            at = time.end() if time else i
        if frame & STATED and at < self.length and g.CLAUSE.match(symbols, at):
            alone = symbols[at] in "DPM" and symbols[at + 1] in ".,\n"  # nobody said this
            if not alone and (word not in self.thin or g.FINITE.match(symbols, at)):
                end = self.phrase_end(at) if symbols[at] == "g" else self.clause_end(at)
                return (at, end), "clause"
        if frame & f.HEARER:
            about = g.TOLD_OF.match(symbols, i)
            if about and self.word(about.end() - 1) == "about":
                return (about.end(), self.phrase_end(about.end())), "preposition"
            heard = g.HEARD.match(symbols, i)
            if heard:
                return (heard.end(), self.clause_end(heard.end())), "hearer"
        if frame & f.CLAUSE and symbols[i] in "xzr":  # a move that critics say would fail
            return (i, self.clause_end(i)), "gap"
        return None

    def _object(self, i: int, frame: int) -> tuple[Span, str] | None:
        if self.symbols[i] in "PM" and self.symbols[i + 1] in ".,;?\n)" and not frame & f.SPOKEN:
            return None
        doing = frame & f.DOING and self.symbols[i] in "gG"
        if doing or (frame & f.OBJECT and g.OBJECT.match(self.symbols, i)):
            return (i, self.phrase_end(i)), "doing" if doing else "object"
        return None
