"""Attributions: around each cue, who is given the word and what for.

One pass over the cues of the outline, from left to right. A cue inside the content of an earlier one is
passed over: an attribution belongs to whom the text itself gives the word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from negresearch.find.quotes import grammar as g
from negresearch.find.quotes.outline import Outline
from negresearch.read.lexicon import SPOKEN, Frame, read_lexicon
from negresearch.spans import Span

_CUE = re.compile(r"[VUGK]|(?<=[zam])J|v(?=[htQ:,DPCTnMiaqm.JNe])|(?<=[iD])v(?=o)|(?<=[’DaneC])N(?=[ht])|(?<=i)D?N(?=o)")
_SAID = Frame.CLAUSE | Frame.QUOTE | Frame.MIND
_SPOKEN = SPOKEN
_ANY_CLAUSE = Frame.CLAUSE | Frame.MIND


class Attribution(NamedTuple):
    """A source, a cue and the contents, as spans of outline symbols; `rule` names the shape."""

    source: Span | None
    cue: Span
    contents: tuple[Span, ...]
    rule: str


class Reader:
    """Reads the attributions of one outline."""

    def __init__(self, outline: Outline) -> None:
        lexicon = read_lexicon()
        self.outline = outline
        self.frames, self.prepositions, self.sets = lexicon.frames, lexicon.prepositions, lexicon.sets
        self.symbols, self.mirrored = outline.symbols, outline.mirrored
        self.length = len(outline.symbols)
        self.found: list[Attribution] = []
        self.claimed = 0
        self.begin = 0
        self.finish = 0
        self.last: Span | None = None

    def read(self) -> list[Attribution]:
        """All attributions, in the order of their cues."""
        borders = [-1, *self.outline.borders, self.length]
        for match in _CUE.finditer(self.symbols):
            k = match.end() - 1
            if k < self.claimed:
                continue
            if k > self.finish or not self.finish:
                i = bisect_right(borders, k)
                self.begin, self.finish = borders[i - 1] + 1, borders[i]
                self.last = None
            symbol = match[0][-1]
            if symbol in "VUv":
                self._verb(k, symbol)
            elif symbol == "G":
                self._participle(k)
            elif symbol == "J":
                self._mind(k)
            elif symbol == "K":
                self._according(k)
            else:
                self._noun(k)
        return self.found

    # what is common to all shapes

    def _add(self, source: Span | None, cue: Span, contents: list[Span], rule: str) -> None:
        contents = [span for span in contents if span[0] < span[1]]
        if not contents:
            if rule == "colon-next":
                self.found.append(Attribution(source, cue, (), rule))
                self.claimed = cue[1]
                self.last = source
            return
        first = min(span[0] for span in contents)
        while self.found and self.found[-1].cue[0] >= first and self.found[-1].cue[1] <= cue[0]:
            if not any(start <= self.found[-1].cue[0] < end for start, end in contents):
                break
            self.found.pop()
        self.found.append(Attribution(source, cue, tuple(contents), rule))
        self.claimed = max(end for _, end in contents)
        self.last = source

    def _subject(self, k: int) -> Span | None:
        """The noun phrase or pronoun before a verb."""
        match = g.SUBJECT.match(self.mirrored, self.length - k)
        if match is None:
            return None
        end = self.length - match.start(match.lastgroup or 0)
        start = self.length - match.end()
        word = self.outline.word(end - 1) if match["pronoun"] is not None else ""
        if word in _FIRST_PERSON or (self.symbols[end - 1] == "q" and word != "which"):
            return None
        if word in ("who", "which"):
            before = g.ANTECEDENT.match(self.mirrored, self.length - start)
            start = self.length - before.end() if before else start
        else:
            while start < end - 1 and (self.symbols[start] in "ai" or self._is_long(start)):
                start += 1
            if end - start == 1 and self.symbols[start] == "D" and self.outline.word(start) not in _ALONE:
                return None
        return (start, end)

    def _is_long(self, i: int) -> bool:
        """Whether a symbol is a quotation too long to describe a noun."""
        quotation = self.outline.quotations.get(i) if self.symbols[i] == "Q" else None
        return quotation is not None and quotation.end - quotation.start > _DESCRIBES

    def _phrase_right(self, k: int) -> Span | None:
        match = g.PHRASE.match(self.symbols, k)
        return (k, match.end()) if match and match.end() > k else None

    def _clause_end(self, start: int) -> int:
        match = g.CUT_CLAUSE.search(self.symbols, start)
        return match.start() if match else self.length

    def _phrase_end(self, start: int) -> int:
        match = g.CUT_PHRASE.search(self.symbols, start + 1)
        if match is None:
            return self.length
        within = g.WITHIN.match(self.symbols, match.start())
        return self._phrase_end(within.end()) if within else match.start()

    def _quote_before(self, i: int) -> int | None:
        """The quotation that ends right before a symbol, whatever mark ended it."""
        symbols = self.symbols
        if symbols[i - 1 : i] == "Q":
            return i - 1
        if symbols[i - 2 : i - 1] == "Q" and symbols[i - 1] in ",.?-":
            return i - 2
        return None

    def _left(self, i: int) -> Span:
        """The content that ends with the quotation at i: from the beginning of its sentence if it belongs to one."""
        start = i
        while start > 0 and self.symbols[start - 1] not in ".?\n;:":
            start -= 1
        lead = self.symbols[start:i]
        if self.claimed > start or len(lead) < 2 or not g.HAS_VERB.search(lead):
            return (i if len(lead) > 6 or self.claimed > start else start, i + 1)
        return (start, i + 1)

    # verbs

    def _verb(self, k: int, symbol: str) -> None:
        word = self.outline.word(k)
        frame = self.frames.get(word, 0)
        before = self.symbols[k - 1 : k]
        if frame & _SPOKEN and before in ("Q", ",", "?", ".", "-", ":", "\n") and self._inverted(k, frame):
            return
        if before in ("a", "z") and g.PASSIVE.match(self.mirrored, self.length - k):
            if word in self.sets["adjectives"]:
                self._mind(k)
            return
        if word in self.sets["participles"] and not g.PERFECT.match(self.mirrored, self.length - k):
            return
        subject = self._subject(k)
        if symbol == "v" and (subject is None or not self._is_verb(k, subject)):
            if word in self.sets["nouns"]:
                self._noun(k)
            return
        if subject is not None:
            ahead = self.symbols[subject[0] - 1 : subject[0]]
            if self.symbols[subject[0]] == "P" and ahead == "w" and self.outline.word(subject[0] - 1) == "as":
                return  # as they say
            if frame & _SPOKEN and self._parenthesis(k, subject, frame, word):
                return
            if self.symbols[subject[0]] == "P" and ahead in ("n", "N", "C") and not frame & Frame.CLAUSE:
                return  # the documents they want
            if word in _NAMING and self.outline.word(subject[0]) in ("a", "an"):
                return  # a rule called ...
            if ahead == "x" and self.symbols[k - 1] not in "xa":
                return  # a question: did she say
        elif before == "t" and g.THAT.match(self.symbols, k + 1):
            subject = self.last or self._first_phrase(k)
        elif before in ("&", "b", ",", "a"):
            subject = self.last
            if subject is None and before != ",":
                subject = self._first_phrase(k)
        if subject is None:
            return
        self._forward(k, subject, frame, word)

    def _is_verb(self, k: int, subject: Span) -> bool:
        """Whether a form that may be a noun is the verb of this subject."""
        symbols = self.symbols
        last = symbols[subject[1] - 1]
        word = self.outline.word(k)
        if last in "P" or symbols[k - 1] in "xa":
            return symbols[k - 1] != "a" or last in "PCT"
        if g.SAID_NOW.match(symbols, k + 1):
            return True
        owned = "’" in symbols[max(subject[0], k - 4) : k]
        if symbols[k + 1 : k + 2] == "h":
            return last in "CTn" and not owned
        singular = word.endswith("s") or word.endswith("t") and word not in ("want", "doubt", "expect", "suspect", "object", "regret", "request", "attack", "support", "comment", "hint", "tweet", "text", "post")
        noun = self.outline.word(subject[1] - 1)
        many = noun.endswith("s") or noun in _PLURALS
        if many or not singular:
            return many and not singular and not owned
        brings = symbols[k + 1 : k + 2] in "htDQ:PMCq" or self.outline.word(k + 1) in self.prepositions.get(word, ())
        return brings and (last == "C" or symbols[subject[0]] in "DCT") and symbols[k + 1 : k + 2] != ""

    def _inverted(self, k: int, frame: int) -> bool:
        """`“...,” said X` and `..., said X.`"""
        source = self._phrase_right(k + 1)
        if source is None or self.symbols[source[1] : source[1] + 1] not in ".,;:\n?w-(qPhGgia" or source[1] == self.length:
            return False
        if self.symbols[k + 1] == "M":
            return False
        quote = self._quote_before(k)
        pending = g.PENDING.match(self.symbols, source[1])
        if pending and quote is None:
            self._add(source, (k, k + 1), [], "colon-next")
            return True
        if quote is not None:
            contents = [self._left(quote)]
        else:
            lead = self.symbols[self.begin : k - 1]
            plain = frame & Frame.CLAUSE and self.symbols[k - 1] == "," and len(lead) > 2 and g.HAS_VERB.search(lead)
            named = set("CTP") & set(self.symbols[source[0] : source[1]]) or self.outline.word(k) in _SAYS
            if not plain or not named:
                return False
            if self.last is not None and self.claimed > self.begin:
                return False
            contents = [(self.begin, k - 1)]
        on = g.ON.match(self.symbols, source[1])
        if on and on.end() - source[1] < 30 and quote is not None:
            contents.append((on.end() - 1, on.end()))
        self._add(source, (k, k + 1), contents, "inverted")
        return True

    def _parenthesis(self, k: int, subject: Span, frame: int, word: str) -> bool:
        """`“...,” X said` and `..., X said, ...`"""
        symbols, start = self.symbols, subject[0]
        quote = self._quote_before(start)
        stop = (g.PUT if word.startswith("put") else g.STOP).match(symbols, k + 1)
        if quote is not None and quote >= self.claimed:
            sentence_ended = symbols[start - 1] == "."
            forward = g.THAT.match(symbols, k + 1) or symbols[k + 1 : k + 2] in ("Q", ":", "h")
            if not forward and (stop or (not sentence_ended and g.END.match(symbols, k + 1))):
                contents = [self._left(quote)]
                on = g.ON.match(symbols, k + 1)
                if on:
                    contents.append((on.end() - 1, on.end()))
                self._add(subject, (k, k + 1), contents, "after-quote")
                return True
            if not forward and not sentence_ended and frame & (Frame.CLAUSE | Frame.HEARER) and symbols[k + 1 : k + 2] in "GaimMw":
                self._add(subject, (k, k + 1), [self._left(quote)], "after-quote")
                return True
        if symbols[start - 1 : start] == "w" and self.outline.word(start - 1) == "as" and symbols[start] != "P":
            return self._as(k, subject, start - 1)
        comma = start - 1
        if symbols[comma : comma + 1] != "," or self.claimed > comma:
            return False
        told = frame & Frame.HEARER and g.TOLD.match(symbols, k + 1)
        if not stop and not told and not (frame & Frame.CLAUSE and g.ADJUNCT.match(symbols, k + 1)):
            return False
        lead = symbols[self.begin : comma]
        said = len(lead) > 2 and g.HAS_VERB.search(lead)
        if stop and symbols[stop.end() : stop.end() + 1] == "," and frame & _SAID and symbols[stop.end() + 1] != "Q":
            rest = (stop.end() + 1, self._clause_end(stop.end() + 1))
            if symbols[rest[0] : rest[0] + 1] in ("w", "b", "&", "G") and said:
                rest = (rest[0], rest[0])
            elif not said and lead[:1] in ("i", "a", "w", "m", "b"):
                self._add(subject, (k, k + 1), [rest], "parenthesis")
                return True
            self._add(subject, (k, k + 1), [(self.begin, comma), rest], "parenthesis")
            return True
        if (frame & _ANY_CLAUSE or told) and said:
            self._add(subject, (k, k + 1), [(self.begin, comma)], "parenthesis")
            return True
        return False

    def _as(self, k: int, subject: Span, at: int) -> bool:
        """`As X noted, ...` and `..., as X put it.`"""
        stop = g.PUT.match(self.symbols, k + 1) or g.STOP.match(self.symbols, k + 1)
        if stop is None:
            return False
        if self.symbols[stop.end() : stop.end() + 1] == ",":
            rest = (stop.end() + 1, self._clause_end(stop.end() + 1))
            self._add(subject, (k, k + 1), [rest], "as")
        elif at - 1 > self.begin:
            self._add(subject, (k, k + 1), [(self.begin, at - 1)], "as")
        return True

    def _first_phrase(self, k: int) -> Span | None:
        """The subject of the sentence, for a verb that has none of its own."""
        match = _OPENING.match(self.symbols, self.begin, k)
        return (match.start("phrase"), match.end("phrase")) if match else None

    def _forward(self, k: int, subject: Span, frame: int, word: str) -> bool:
        """`X said (that) ...`: find where the content begins, by what the verb may bring."""
        span = self._content(k, frame, word)
        if span is None:
            return False
        content, rule = span
        if self.symbols[subject[1] - 1] in "Pq" and self.outline.word(subject[1] - 1) in ("who", "which"):
            comma = self.symbols.find(",", content[0], content[1])  # the end of the relative clause
            content = (content[0], comma) if comma > content[0] and self.symbols[comma - 1] != "Q" else content
        self._add(subject, (k, k + 1), [content], rule)
        return True

    def _content(self, k: int, frame: int, word: str) -> tuple[Span, str] | None:
        symbols, i = self.symbols, k + 1
        spoken = frame & (_SAID | Frame.HEARER | Frame.ORDER | Frame.WHETHER)
        nxt = symbols[i : i + 1]
        to = g.INFINITIVE.match(symbols, i) if frame & Frame.INFINITIVE else None
        if to:
            i = to.end() - 1
            return None if self.outline.word(i + 1) == "comment" else ((i, self._phrase_end(i)), "infinitive")
        if spoken:
            that = g.THAT.match(symbols, i)
            if that and (not that["skip"] or frame & Frame.HEARER or symbols[i] in "iamMt"):
                if frame & (_ANY_CLAUSE | Frame.HEARER):
                    return (that.end(), self._clause_end(that.end())), "that"
            speech = g.SPEECH.match(symbols, i)
            if speech and (not speech["skip"] or frame & Frame.HEARER or symbols[i] in "iamMt"):
                at = speech.end() - 1
                return (at, max(at + 1, self._clause_end(at))), "before-quote"
            colon = g.COLON.match(symbols, i)
            if colon and colon.end() < self.length:
                if symbols[colon.end()] == "\n":
                    return (i, i), "colon-next"
                if frame & _SAID or symbols[colon.end()] == "Q":
                    return (colon.end(), self._clause_end(colon.end())), "colon"
        order = frame & Frame.ORDER and g.ORDER.match(symbols, i)
        if order:
            return (i, self._phrase_end(order.end())), "order"
        if frame & Frame.WHETHER and g.WHETHER.match(symbols, i):
            return (i, self._clause_end(i)), "whether"
        if word in self.prepositions and nxt in "iotaw" and self.outline.word(i) in self.prepositions[word]:
            return (i + 1, self._phrase_end(i + 1)), "preposition"
        time = g.TIME.match(symbols, i)
        at = time.end() if time else i
        if frame & _ANY_CLAUSE and g.CLAUSE.match(symbols, at) and at < self.length:
            if word not in self.sets["thin"] or g.FINITE.match(symbols, at):
                return (at, self._clause_end(at)), "clause"
        heard = frame & Frame.HEARER and g.HEARD.match(symbols, i)
        if heard:
            return (heard.end(), self._clause_end(heard.end())), "hearer"
        if frame & Frame.CLAUSE and nxt in ("x", "z") and symbols[i - 2 : i - 1] in "nCTNP":
            return (i, self._clause_end(i)), "gap"
        if frame & Frame.DOING and nxt in "gG":
            return (i, self._phrase_end(i)), "doing"
        if frame & Frame.OBJECT and nxt in "DPCTnMQegGJvNqa" and nxt:
            if nxt == "a" and symbols[i + 1 : i + 2] not in "DCTnJeQ":
                return None
            return (i, self._phrase_end(i)), "object"
        if frame & Frame.OBJECT and nxt == "h" and symbols[i + 1 : i + 2] in "nNvJG":
            return (i, self._phrase_end(i)), "object"
        return None

    # other cues

    def _participle(self, k: int) -> None:
        word = self.outline.word(k)
        frame = self.frames.get(word, 0)
        before = self.symbols[k - 1 : k]
        source: Span | None = None
        if word in _NO_REPORT:
            return
        if before in ("z", "a", "x") and g.PROGRESSIVE.match(self.mirrored, self.length - k):
            source = self._subject(k)
            if source is not None and frame & _SAID and self._parenthesis(k, source, frame, word):
                return
        elif before in (",", "a", "-") or k == self.begin:
            source = self.last or self._first_phrase(k)
        elif before in ("n", "C", "T", "Q", "N", "v") and self.symbols[k + 1 : k + 2] in ("h", "Q", "q", "D", "P", "i", "M"):
            match = g.PHRASE_LEFT.match(self.mirrored, self.length - k)
            source = (self.length - match.end(), k) if match else None
            while source is not None and self.symbols[source[0]] in "ia":
                source = (source[0] + 1, k)
        if source is not None:
            self._forward(k, source, frame, word)

    def _mind(self, k: int) -> None:
        """`X is confident that ...`"""
        if not g.PASSIVE.match(self.mirrored, self.length - k):
            return
        follows = g.MIND.match(self.symbols, k + 1)
        subject = self._subject(k)
        if follows is None or subject is None:
            return
        start = k + 1 if follows["to"] else follows.end()
        end = self._phrase_end(start) if follows["to"] or follows["prep"] else self._clause_end(start)
        self._add(subject, (k, k + 1), [(start, end)], "mind")

    def _according(self, k: int) -> None:
        symbols = self.symbols
        if symbols[k + 1 : k + 2] != "t":
            return
        source = self._phrase_right(k + 2)
        if source is None:
            return
        before = symbols[k - 1 : k]
        lead_end = k - 1 if before == "," else k
        after = source[1]
        lead = symbols[self.begin : lead_end]
        if len(lead) > 3 and g.HAS_VERB.search(lead):
            quote = self._quote_before(k)
            start = max(self.begin, 0)
            contents = [(quote, quote + 1)] if quote is not None and lead_end - start < 3 else [(start, lead_end)]
            self._add(source, (k, k + 2), contents, "according")
            self.claimed = max(self.claimed, after)
            return
        match = _AFTER_SOURCE.match(symbols, after)
        if match:
            self._add(source, (k, k + 2), [(match.end(), self._clause_end(match.end()))], "according")

    def _view(self, k: int) -> bool:
        """`In the view of X, ...`"""
        symbols = self.symbols
        if symbols[k + 1 : k + 2] != "o" or symbols[k - 1 : k] not in ("D", "i"):
            return False
        source = self._phrase_right(k + 2)
        if source is None or symbols[source[1] : source[1] + 1] != ",":
            return False
        self._add(source, (k, k + 1), [(source[1] + 1, self._clause_end(source[1] + 1))], "view")
        return True

    def _noun(self, k: int) -> None:
        """`X's claim that ...`, `her promise to ...`"""
        symbols = self.symbols
        if self.outline.word(k) in _VIEWS and self._view(k):
            return
        i = k - 1
        while i >= max(0, k - 3) and symbols[i] in "aneJC":
            i -= 1
        if symbols[i] == "’":
            match = g.PHRASE_LEFT.match(self.mirrored, self.length - i)
            source = (self.length - match.end(), i) if match else None
        elif symbols[i] == "D" and self.outline.word(i) in _POSSESSIVE:
            source = (i, i + 1)
        else:
            return
        if source is None:
            return
        if symbols[k + 1 : k + 2] not in ("h", "t"):
            return
        start = k + 2 if symbols[k + 1] == "h" else k + 1
        self._add(source, (k, k + 1), [(start, self._phrase_end(start))], "noun")


_ALONE = frozenset("some many several others other both all few most one more those these this none each either two three four five six seven eight nine ten dozens hundreds thousands".split())  # fmt: skip
_FIRST_PERSON = frozenset({"i", "we", "you", "there"})
_SAYS = frozenset({"say", "says", "said"})
#: Longer quotations, in characters, do not describe the noun after them.
_DESCRIBES = 30
_NO_REPORT = frozenset({"referring", "requesting", "seeing", "going", "meaning"})
_NAMING = frozenset({"called", "dubbed", "branded", "labeled", "labelled"})
_PLURALS = frozenset("people men women police others many some few both all most".split())
_VIEWS = frozenset({"view", "views", "opinion", "words", "estimation"})
_POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our"})
_OPENING = re.compile(rf"(?:[biaw&][^,.;:\n?Q]{{0,20}},)?a*(?P<phrase>P|[DCTneNgvJaj’Q&]+(?:[oi][DCTneNgvJj’]+)*)")
_AFTER_SOURCE = re.compile(r"(?:,[^,.;:\n?V]{1,25})?,|(?=[xzVP])")


def read_attributions(outline: Outline) -> list[Attribution]:
    """Read every attribution of a document.

    Parameters
    ----------
    outline : Outline
        Its symbols, quotations drawn together.

    Returns
    -------
    list of Attribution
        In the order of their cues, none inside the content of another.
    """
    return Reader(outline).read()
