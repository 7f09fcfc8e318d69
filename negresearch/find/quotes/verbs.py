"""Verbs that report: before the content, after it, in the middle of it."""

from __future__ import annotations

from negresearch.find.quotes import grammar as g
from negresearch.find.quotes.clauses import WEAK
from negresearch.find.quotes.complements import HEARD, MAY_SPEAK, SAID, STATED, Complements
from negresearch.find.quotes.outline import LONGEST
from negresearch.read.lexicon import CLAUSE, HEARER, ORDER, QUOTE, SPOKEN, WHETHER
from negresearch.spans import Span

_INVERTING = "Q,?.-:\n"
_JUDGED = frozenset("of to as for with on".split())
#: Where or when somebody spoke who is named before: "by Rex Farrow on the air".
_WHERE = frozenset("on in at during".split())
#: What "point" brings with "out".
_POINTED = CLAUSE | QUOTE


class Verbs(Complements):
    """The shapes of sentences that a finite verb makes."""

    def cue(self, k: int, symbol: str, word: str) -> None:
        """Read the attribution that a verb, a noun or an adjective of mind makes, if it makes one."""
        if symbol == "J":
            self.mind(k)
        elif symbol == "N":
            self.noun(k, word)
        else:
            self.verb(k, symbol, word)

    def verb(self, k: int, symbol: str, word: str) -> None:
        """Read the attribution that a verb makes, if it makes one."""
        frame = self.frames.get(word, 0) or (_POINTED if word[:5] == "point" and self.word(k + 1) == "out" else 0)
        before = self.symbols[k - 1]
        if before in _INVERTING and frame & SPOKEN and self._inverted(k, word, frame):
            return
        reduced = before in "nT" and frame & HEARD and word[-2:] == "ed" and g.REDUCED.match(self.symbols, k + 1)
        if reduced or (before == "w" and self._as_by(k)):  # officials briefed on it said
            return
        if before in "az" and self.is_passive(k, before):
            if word in self.sets["adjectives"]:
                self.mind(k)
            else:
                self._passive(k, word, frame)
        elif self.ending == "\n" and word in self.sets["unsaid"] and self.symbols[k + 1] in "ot":
            self._unsaid(k, word)
        elif word not in self.participles or before == "x" or g.PERFECT.match(self.mirrored, self.length - k):
            subject = (
                self._onward(k)
                if before == "t"
                else self.subject(k)
                if before != "D" or symbol != "v" or k == self.begin + 1
                else None
            )
            if symbol == "v" and (subject is None or not (before == "t" or self._is_verb(k, word, subject))):
                if word in self.sets["nouns"]:
                    self.noun(k, word)
            elif subject is None:
                self._subjectless(k, word, frame, before)
            else:
                self._active(k, word, frame, subject)

    def _subjectless(self, k: int, word: str, frame: int, before: str) -> None:
        subject = self._shared_subject(k, before)
        if subject is not None:
            self.forward(k, word, frame, subject)
        elif word in self.sets["questioned"]:
            self._questioned(k)

    def _active(self, k: int, word: str, frame: int, subject: Span) -> None:
        symbols, start = self.symbols, subject[0]
        ahead = symbols[start - 1]
        if ahead in "wnNCx" and self._is_idle(k, word, frame, start, ahead):
            return
        named = symbols[start] == "D" and symbols[k - 1] not in "PT," and word in self.sets["naming"]
        if named and self.word(start) in ("a", "an"):
            return
        beside = frame & SPOKEN and (ahead in ",?wQ" or symbols[start - 2] == "Q")
        if not beside or not self.parenthesis(k, word, frame, subject):
            self.forward(k, word, frame, subject)

    def _questioned(self, k: int) -> None:
        """Read `Asked by X whether ..., Y paused.`."""
        source = self.phrase_right(k + 2) if self.word(k + 1) == "by" else None
        if source is None:
            return
        i = source[1] + (self.symbols[source[1]] == "i")  # pressed by X on whether
        apposed = self.symbols.find(",", i + 1, i + 14) if self.symbols[i] == "," else -1
        i = apposed + 1 if apposed > 0 else i
        end = self.symbols.find(",", i, self.limit)
        if end > 0 and (self.symbols[i] == "q" or self.word(i) == "if"):
            self.add(source, (k, k + 1), [(i, end)], "whether")
            self.last = None

    def _passive(self, k: int, word: str, frame: int) -> None:
        """Read `X was accused by Y of ...`, `X was told by Y that ...`."""
        by = g.BY.match(self.symbols, k + 1)
        span = range(k + 1, by.end()) if by and frame else ()
        at = next((i for i in span if self.symbols[i] == "i" and self.word(i) == "by"), 0)
        source = self.phrase_right(at + 1) if at else None
        subject = self.subject(k) if source is not None else None
        if source is None or subject is None:
            self._unsaid(k, word)
            return
        start = next((i for i in range(*source) if self.word(i) == "for"), source[1])  # blamed by X for its part in it
        source = source[0], start
        that = g.THAT.match(self.symbols, start) if frame & MAY_SPEAK else None
        judged = self.word(start) in _JUDGED
        rest = (start, self.phrase_end(start)) if judged else None
        if that:
            self.add(source, (k, k + 1), [(that.end(), self.clause_end(that.end()))], "passive")
        elif self.word(subject[0]) == "this" and subject[0] == subject[1] - 1:
            end = next((i for i in range(source[0] + 1, start) if self.word(i) in _WHERE), start)
            self.before((source[0], end), k, word, frame)
        elif rest or (self.symbols[subject[1] - 1] not in "Pq" and self.word(subject[0]) != "that"):
            between = [(k + 1, at)] if self.word(k + 1) in _JUDGED else []
            self.add(source, (k, k + 1), [subject, *between, *([rest] if rest else [])], "passive")

    def _unsaid(self, k: int, word: str) -> None:
        """Read `X is accused of ...`, `X is expected to ...`, by nobody named, and `X was quoted as saying ...`."""
        if word not in self.sets["unsaid"]:
            return
        i = k + 1
        while self.symbols[i] in "maD" or self.word(i) == "in":
            i += 1
        subject = self.subject(k) if self.word(i) in ("to", "of", "as", "with") else None
        if subject is None:
            return
        if self.word(i + 1) == "saying":
            start = i + 3 if self.symbols[i + 2] == "h" else i + 2
            self.add(subject, (k, i + 2), [(start, self.clause_end(start))], "passive")
        elif self.symbols[subject[0]] not in "DP" or subject[1] - subject[0] > 1:
            self.add(None, (k, k + 1), [(subject[0], self.phrase_end(i))], "passive")

    def mind(self, k: int) -> None:
        """Read `X is confident that ...`."""
        follows = g.MIND.match(self.symbols, k + 1)
        subject = self._minded(k) if follows else None
        if follows is None or subject is None or self.word(subject[0]) == "it":  # it is clear: to nobody
            return
        start = k + 1 if follows["to"] else follows.end()
        end = self.phrase_end(start) if follows["to"] or follows["prep"] else self.clause_end(start)
        if self.symbols[self.begin] == "w" and "," not in self.symbols[self.begin : k]:  # if X was sure that ..., now
            comma = self.symbols.find(",", start, end)
            end = comma if comma > 0 else end
        self.add(subject, (k, k + 1), [(start, end)], "mind")

    def _minded(self, k: int) -> Span | None:
        """Who is of a mind, or makes it clear."""
        if self.is_passive(k, self.symbols[k - 1]):
            return self.subject(k)
        at = k - 2 if self.symbols[k - 1 : k] == "P" else k - 1
        return self.subject(at) if at > 0 and self.word(at) in self.sets["making"] else None

    def _is_idle(self, k: int, word: str, frame: int, start: int, ahead: str) -> bool:
        """Whether the verb reports nothing: "as they say", "papers they want", "did she"."""
        if ahead == "x":
            return self.symbols[k - 1] not in "xa"
        if self.symbols[start] != "P":
            return False
        if ahead == "w":
            return self.word(start - 1) == "as" and not word.startswith("put")
        return not frame & (CLAUSE | QUOTE | HEARER)

    def _shared_subject(self, k: int, before: str) -> Span | None:
        """The subject of a verb that has none of its own: `X said ... and asked`, `X took to the air to say that`."""
        if before == "t":
            if not g.THAT.match(self.symbols, k + 1):
                return None
        elif before in "xz":
            while self.symbols[k - 1] in "xza":
                k -= 1
            before = self.symbols[k - 1]
        if before not in "&b,at":
            return None
        return self.last or (None if before == "," else self.first_phrase(k))

    def _is_had(self, k: int, word: str) -> bool:
        """Whether an auxiliary has the form for an object: "it had reasons"; but "it has plans to" tells the plans."""
        if self.symbols[k + 1] == "t" and word in self.sets["nouns"]:
            return False
        if self.word(k - 1) in ("has", "have", "had", "having"):
            return not word.endswith(("ed", "ing")) and word not in self.sets["pasts"]
        return word.endswith("s") and word[:-1] in self.frames

    def _head_noun(self, subject: Span) -> int:
        """What a verb agrees with: the "voters" of "voters in the state"."""
        start, end = subject
        return next((i - 1 for i in range(start + 1, end - 1) if self.symbols[i] in "io"), end - 1)

    def _is_verb(self, k: int, word: str, subject: Span) -> bool:
        """Whether a form that may be a noun is the verb of this subject."""
        symbols = self.symbols
        last = symbols[subject[1] - 1]
        if symbols[k - 1] == "x" and self._is_had(k, word):
            return False
        if last == "P" or symbols[k - 1] in "xa" or (last == "D" and subject[1] - subject[0] == 1):
            return symbols[k - 1] != "a" or last in "PCT"
        if self.quote_before(subject[0]) is not None and (g.STOP.match(symbols, k + 1) or g.END.match(symbols, k + 1)):
            return True  # “...,” Smith shot back.
        owned = "’" in symbols[max(subject[0], k - 4) : k]
        after = symbols[k + 1]
        singular = word.endswith("s")
        noun = self.word(self._head_noun(subject))
        many = noun.endswith("s") or noun in self.sets["plurals"]
        if after == "h":
            return last in "CTnrvN" and not owned and (last in "CT" or many != singular or word in self.sets["pasts"])
        if g.SAID_NOW.match(symbols, k + 1):
            return last in "CT" or many != singular or word in self.sets["pasts"]
        if many or not singular:
            return many and not singular and symbols[k - 1] != "’"
        document = noun in self.sets["documents"]
        orders = self.frames.get(word, 0) & ORDER and g.ORDER.match(symbols, k + 1)
        if orders or (document and g.FINITE.match(symbols, k + 1)):
            return True
        if after in ".\n":
            return (document or last in "CT") and symbols[subject[0] - 1] == ","
        if (
            last in "CT"
            and not owned
            and (subject[0] == self.begin if self.ending == "\n" else g.SOON.match(symbols, k + 1))
        ):
            return True
        brings = after in "htDQ:PMCq" or self.word(k + 1) in self.prepositions.get(word, ())
        return brings and (last == "C" or symbols[subject[0]] in "DCT")

    def _inverted(self, k: int, word: str, frame: int) -> bool:
        """Read `“...,” said X` and `..., said X.`."""
        symbols, cue = self.symbols, (k, k + 1)
        source = self.phrase_right(k + 1)
        if source is None or symbols[k + 1] == "M" or not g.AFTER_INVERSION.match(symbols, source[1]):
            return False
        quote = self.quote_before(k)
        if quote is not None:
            contents = [self.up_to(quote)]
            on = g.ON.match(symbols, source[1])
            if on:
                contents.append((on.end() - 1, on.end()))
            self.add(source, cue, contents, "inverted")
            return True
        if g.PENDING.match(symbols, source[1]):
            self.add(source, cue, [], "colon-next")
            return True
        if any(self._is_long(i) for i in range(*source)):
            return False
        named = set("CTP") & set(symbols[source[0] : source[1]]) or word in self.sets["says"]
        if symbols[source[1]] == "h":  # the letter, a copy of which was seen, warns the chairman that
            return False
        main = self._main(k - 1) if frame & CLAUSE and symbols[k - 1] == "," else ""
        plain = self.reports(main) or main[:2] == "Qi"  # “...” in May, said X
        said = self.last is not None and self.claimed > self.begin and self.found[-1].rule not in WEAK
        if not plain or not named or said:
            return False
        self.add(source, cue, [(self.begin, k - 1)], "inverted")
        return True

    def _main(self, end: int) -> str:
        """The symbols of the sentence up to a symbol, or to a relative clause that describes how it begins."""
        start = max(self.begin, end - LONGEST)
        for i in range(start, min(start + 12, end)):
            if self.symbols[i] in "Pq" and self.symbols[i - 1] == "," and self.word(i) in ("who", "which"):
                return self.symbols[start : i - 1]
        return self.symbols[start:end]

    def parenthesis(self, k: int, word: str, frame: int, subject: Span) -> bool:
        """Read `“...,” X said`, `..., X said, ...` and `As X said, ...`."""
        start = subject[0]
        ahead = self.symbols[start - 1]
        quote = self.quote_before(start)
        if quote is not None and quote >= self.claimed and self._after_quote(k, frame, subject, quote):
            return True
        if ahead == ",":
            return self.claimed < start and self._amid(k, word, frame, subject)
        if ahead == "?":
            return quote is None and frame & (QUOTE | WHETHER) > 0 and self._asked(k, subject)
        return ahead == "w" and self.word(start - 1) == "as" and self._as(k, word, subject, start - 1)

    def _asked(self, k: int, subject: Span) -> bool:
        """Read a question without marks: `Why now? she asked.`."""
        end = subject[0] - 1
        start = max(self.outline.sentence(end)[0], self.claimed, end - LONGEST)
        if (
            subject[1] != k
            or not g.STOP.match(self.symbols, k + 1)
            or not set("qwxz") & set(self.symbols[start : start + 2])
        ):
            return False
        self.add(subject, (k, k + 1), [(start, end)], "parenthesis")
        return True

    def _amid(self, k: int, word: str, frame: int, subject: Span) -> bool:
        """Read a reporting clause amid or after what it reports, without marks before it."""
        symbols, start = self.symbols, subject[0]
        stop = (g.PUT if word.startswith("put") else g.STOP).match(symbols, k + 1)
        onto = bool(stop) and symbols[k + 1] == "," and symbols[k + 2] == "Q"
        if onto and self._sets_scene():
            return False
        told = frame & HEARER and g.TOLD.match(symbols, k + 1)
        amid = None if stop or told or not frame & SAID else g.AMID.match(symbols, k + 1)
        if not stop and not told and not amid and not (frame & CLAUSE and g.ADJUNCT.match(symbols, k + 1)):
            return False
        if symbols[start - 2] in "hq" and stop and symbols[stop.end() : stop.end() + 1] == ",":
            self.add(subject, (k, k + 1), [(stop.end() + 1, self.clause_end(stop.end() + 1))], "parenthesis")
            return True  # a plan that, she said, would fail
        lead = self.lead(start - 1)
        clause = self.reports(lead)
        contents = [(self.begin, start - 1)]
        if stop and frame & SAID and symbols[stop.end() : stop.end() + 1] == "," and symbols[stop.end() + 1] != "Q":
            contents = self._around(contents[0], stop.end() + 1, clause, lead)
        elif amid and not clause:
            contents = self._around(contents[0], amid.end() + 1, clause, lead)
        elif not clause or not (frame & STATED or told):
            return False
        if onto:
            contents.append((k + 2, k + 3))
        self.add(subject, (k, k + 1), contents, "parenthesis")
        return True

    def _sets_scene(self) -> bool:
        """Whether a sentence begins with what was when somebody spoke: "Asked about it, she replied, ..."."""
        first = self.symbols[self.begin]
        return first in "iambegGVU" or (first == "w" and self.word(self.begin) not in self.sets["given_that"])

    def _around(self, left: Span, start: int, clause: bool, lead: str) -> list[Span]:
        """The contents on both sides of `, X said,`."""
        if clause and self.symbols[start : start + 1] in ("w", "b", "&", "G"):
            return [left]
        rest = (start, self.clause_end(start))
        return [rest] if not clause and lead[:1] in ("i", "a", "w", "m", "b") else [left, rest]

    def _after_quote(self, k: int, frame: int, subject: Span, quote: int) -> bool:
        symbols = self.symbols
        after = symbols[k + 1]
        if after in "Q:h" or (after not in ".?\n" and g.THAT.match(symbols, k + 1)):
            return False
        goes_on = symbols[subject[0] - 1] != "."
        stop = after in ".,;?\n)" or g.STOP.match(symbols, k + 1) or (goes_on and g.END.match(symbols, k + 1))
        if not stop and not (goes_on and frame & (CLAUSE | HEARER) and after in "GaimMw"):
            return False
        contents = [self.up_to(quote)]
        on = g.ON.match(symbols, k + 1) if stop and after not in ".?\n" else None
        if after == "," and symbols[k + 2] == "h":  # “...,” X said, that the bridge is old
            contents.append((k + 3, self.clause_end(k + 3)))
        elif on:
            contents.append((on.end() - 1, on.end()))
        self.add(subject, (k, k + 1), contents, "after-quote")
        return True

    def _as(self, k: int, word: str, subject: Span, at: int) -> bool:
        """Read `As X noted, ...` and `..., as X put it.`; not `as they say`."""
        put = g.PUT.match(self.symbols, k + 1) if word.startswith("put") else None
        stop = put or (self.symbols[subject[0]] != "P" and g.STOP.match(self.symbols, k + 1))
        if not stop:
            return False
        before, after = (self.begin, at - 1), (stop.end() + 1, self.clause_end(stop.end() + 1))
        if self.symbols[stop.end() : stop.end() + 1] not in (",", ":"):
            contents = [before]
        else:  # the bridge, as X has noted, is old
            contents = [after] if at <= self.begin + 1 or self.reports(self.lead(at - 1)) else [before, after]
        self.add(subject, (k, k + 1), contents, "as")
        return True

    def _as_by(self, k: int) -> bool:
        """Read `As reported by X, ...` and `..., as noted by X.`."""
        source = self.phrase_right(k + 2) if self.word(k - 1) == "as" and self.word(k + 1) == "by" else None
        if source is None:
            return False
        if k - 1 == self.begin and self.symbols[source[1]] == ",":
            self.add(source, (k, k + 1), [(source[1] + 1, self.clause_end(source[1] + 1))], "as")
        elif self.symbols[k - 2] == "," and self.symbols[source[1]] in ".\n" and self.reports(self.lead(k - 2)):
            self.add(source, (k, k + 1), [(self.begin, k - 2)], "as")
        return True
