"""Rows: quotations joined with the attributions, speakers and turns of a document."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from operator import itemgetter

from negresearch.find.quotes import grammar as g
from negresearch.find.quotes.attributions import Reader
from negresearch.find.quotes.clauses import RELATIVE, WEAK, Attribution
from negresearch.find.quotes.kinds import is_attributive, is_term, is_title, unspoken
from negresearch.find.quotes.marks import Quotation
from negresearch.find.quotes.outline import outline_of, quotations_in
from negresearch.find.quotes.people import Naming
from negresearch.find.quotes.speakers import NOBODY, Speaker, Speakers
from negresearch.find.quotes.topics import Topics
from negresearch.find.quotes.turns import asking, labels_in
from negresearch.find.segments import Segments
from negresearch.find.words import HEADS, Piece, Words, words_of
from negresearch.read.lexicon import CLAUSE, HEARER, read_lexicon
from negresearch.spans import Span, trim
from negresearch.tables import ASKS, MentionRow, QuoteKind, QuoteRow

_STOPS = frozenset(",.?!…—–-")
#: Shapes in which the words of somebody within another's words are set off as his own.
_BESIDE = frozenset({"before-quote", "after-quote", "inverted"})
_SPEAKING = _BESIDE | {"that", "clause", "colon", "hearer"}
#: What stands before no colon that gives the word in a headline.
_NOBODY = re.compile(r"[.,?QqwP]|.{8}")
#: Who wrote a post, and the day.
_SIGNED = re.compile(r"[—–-]{1,2} ?(?P<who>[^—–()\n]{2,60}?) \(@\w{1,30}\)[^.!?\n]{0,30}(?=\Z|\n)")
#: So many attributions back a quotation may go on.
_BACK = 8


_new = tuple.__new__  # twice as fast as to call the class
_NO_CUE = (None, None)
Pair = tuple[Attribution, Speaker]


def _cue_of(pair: Pair) -> int:
    return pair[0].cue[0]


class Assembly:
    """Everything that the rows of one document are made from."""

    def __init__(self, segments: Segments, mentions: list[MentionRow]) -> None:
        self.text = text = segments.text
        self.mentions = mentions
        words = words_of(segments)
        self.pieces = words.pieces
        self.labels = labels_in(text, self.pieces)
        self.asking = asking(text, self.labels)
        self.found: list[QuoteRow] = []
        self.nested: list[Quotation] = []
        self.attributed: set[int] = set()
        self.atoms: list[Quotation] = []
        for i, quotation in quotations_in(text, self.pieces):
            if i in self.labels:
                if quotation.start > self.labels[i][1][0] and quotation.outer_end < self.pieces[i].end:
                    self.nested.append(quotation)
            elif quotation.level > 0:
                self.nested.append(quotation)
            elif is_title(text, quotation):
                self._quote(quotation, "title", None, None, "title")
            else:
                self.atoms.append(quotation)
        self.outline = outline_of(text, words, self.atoms)
        naming = Naming(text, mentions)
        self.topics = Topics(text, words, naming)
        self.speakers = Speakers(naming, self.topics, self.atoms)
        self.floor: Speaker | None = None
        self.lexicon = read_lexicon()
        self.has_posts = "(@" in text
        self.words = words

    def rows(self) -> list[QuoteRow]:
        """All rows, sorted."""
        attributions = Reader(self.outline).read()
        text, begun, quoted = self.text, self.outline.starts, self.speakers.quoted_starts
        cues = [begun[attribution.cue[0]] for attribution in attributions]
        a = q = 0
        announced = False
        for i, piece in enumerate(self.pieces):
            first, start, end = a, q, piece.end
            a = bisect_left(cues, end, first)
            q = bisect_left(quoted, end, start)
            before, announced = announced, text[end - 1] == ":"
            if i in self.labels:
                self._turn(i)
            elif (self.has_posts and self._posted(i, piece)) or (before and self._announced(i, piece, q > start)):
                continue
            elif first < a or start < q or self.floor or piece.kind in HEADS:
                self.speakers.begin(i, piece)
                self._paragraph(i, piece, attributions[first:a], self.atoms[start:q])
        self._nest()
        self.found.sort(key=itemgetter(0, 1, 2))
        return self.found

    def _row(
        self, span: Span, kind: QuoteKind, speaker: Speaker | None, cue: Span | None, rule: str, repaired: bool = False
    ) -> None:
        row = (*span, kind, *(speaker or NOBODY)[:4], *(cue or _NO_CUE), rule, repaired)
        self.found.append(_new(QuoteRow, row))

    def _quote(
        self, quotation: Quotation, kind: QuoteKind, speaker: Speaker | None, cue: Span | None, rule: str
    ) -> None:
        self._row((quotation.start, quotation.end), kind, speaker, cue, rule, quotation.repaired)

    def _turn(self, i: int) -> None:
        (first, last), (start, end) = self.labels[i]
        text = self.text
        stray = text[end - 1] in "”»" or (text[end - 1] == '"' and text.count('"', start, end) % 2 == 1)
        repaired = stray and not any(mark in text[start : end - 1] for mark in "“«")
        label = text[first:last].split(" (")[0]
        k = bisect_left(self.speakers.naming.starts, first)
        known = self.mentions[k] if k < len(self.mentions) and self.mentions[k].start < last else None
        speaker = Speaker(known.actor if known else label, label, first, first + len(label), "label", False)
        rule = ASKS if label in self.asking and not (known and known.type == "person") else "label"
        if start < end - repaired:  # a label with a stray mark and no word behind it is no turn
            self._row((start, end - repaired), "turn", speaker, None, rule, repaired)

    def _posted(self, i: int, piece: Piece) -> bool:
        """Whether a paragraph is a post, with who wrote it at its end: "Sad! — Rex Farrow (@farrow) May 4, 2016"."""
        signed = _SIGNED.search(self.text, piece.start, piece.end)
        if signed is None:
            return False
        if signed.start() == piece.start and i:
            piece = self.pieces[i - 1]
        start, end = trim(self.text, piece.start, min(piece.end, signed.start()))
        mention = self.speakers.naming.mention_in(*signed.span("who"))
        who = signed["who"]
        speaker = Speaker(mention.actor if mention else who, who, *signed.span("who"), "signed", True)
        if start < end:
            self._row((start, end), "direct", speaker, None, "signed")
        return start < end

    def _announced(self, i: int, piece: Piece, marked: bool) -> bool:
        """Whether a paragraph without marks is what the one before announces: "She said in a statement:"."""
        before = self.pieces[i - 1]
        if marked or self.text[before.end : piece.start].strip():
            return False
        speaker, cue = self._handed(i) or (None, None)
        if cue is None or cue[0] < before.start or ". " in self.text[cue[1] : before.end] or self.labels:
            return False
        if self.text[piece.start].isalpha():
            self._row((piece.start, piece.end), "direct", speaker, cue, "colon-next, named")
        return self.text[piece.start].isalpha()

    def _paragraph(self, i: int, piece: Piece, attributions: list[Attribution], atoms: list[Quotation]) -> None:
        whole = len(atoms) == 1 and atoms[0].outer_start <= piece.start + 1 and atoms[0].outer_end >= piece.end - 1
        introduction = self._introduction(piece) if self.labels else None
        if introduction is not None:
            self.floor = introduction
        elif self.floor and (not atoms or whole):
            if atoms:
                self._quote(atoms[0], "turn" if atoms[0].repaired else "direct", self.floor, None, "floor")
            else:
                self._row((piece.start, piece.end), "turn", self.floor, None, "floor")
            return
        named = [(attribution, self._speaker(attribution)) for attribution in attributions]
        if piece.kind in HEADS:
            named = self._headline(piece, named) or named
        linked = self._linked(named) if atoms else {}
        for pair in named:
            self._contents(pair, linked)
        spoken = [pair for pair in named if not pair[0].nested] if atoms else []
        for atom in atoms:
            index = self.outline.index(atom.start)
            if index not in linked:
                self._unlinked(i, index, atom, spoken, whole)
            if self.nested:
                self._quoting(atom)

    def _quoting(self, quotation: Quotation) -> None:
        """Read to whom a quotation gives the word for one within it: “They told me ‘no,’” she said."""
        inner: list[Quotation] = []
        for i in range(bisect_left(self.nested, quotation), len(self.nested)):
            other = self.nested[i]
            if other.start >= quotation.end:
                break
            if other.end <= quotation.end and (not inner or other.start >= inner[-1].outer_end):
                inner.append(other)
        if not inner:
            return
        starts, symbols = self.words.starts, self.words.symbols
        first, last = bisect_left(starts, quotation.start), bisect_left(starts, inner[-1].start)
        if "V" not in symbols[first:last]:
            return
        last = bisect_left(starts, quotation.end, first)
        end = quotation.end
        part = Words(
            symbols[first:last] + "\n", [*starts[first:last], end], array("i", [*self.words.lengths[first:last], 0]), []
        )
        outline = outline_of(self.text, part, inner)
        for attribution in Reader(outline).read():
            source, (at, to), contents, rule, nested = attribution
            if source is None or nested or not self._speaks(rule, outline.word(at)):
                continue
            cue = outline.starts[at], outline.end(to - 1)
            speaker = self.speakers.name(outline.starts[source[0]], outline.end(source[1] - 1), cue[0])
            for said in (outline.quotations[i] for span in contents for i in outline.quoted(*span)):
                self._quote(said, "nested", speaker, cue, f"nested {rule}, {speaker.how}")
                self.attributed.add(said.start)

    def _speaker(self, attribution: Attribution) -> Speaker:
        """Name who is given the word; one within another's words is not whom the paragraph lets speak."""
        source = attribution.source
        if source is None:
            return NOBODY
        outline = self.outline
        first, last = source[0], source[1] - 1
        start, end, cue = outline.starts[first], outline.end(last), outline.starts[attribution.cue[0]]
        if last > first and outline.symbols[last] in "Pqh" and outline.word(last) in RELATIVE:
            last -= 1
            while last > first and outline.symbols[last] in ",(-":
                last -= 1
            speaker = self.speakers.name(start, outline.end(last), cue)
            speaker = speaker._replace(text=self.text[start:end], end=end)
        else:
            speaker = self.speakers.name(start, end, cue)
        if not attribution.nested:
            self.speakers.last = speaker
        return speaker

    def _linked(self, pairs: list[Pair]) -> dict[int, Pair]:
        """Whose words each quotation is; the words of one within another's, who reports speech, are his own."""
        linked: dict[int, Pair] = {}
        for pair in sorted(pairs, key=lambda pair: pair[0].nested):
            attribution, speaker = pair
            spans, rule = attribution.contents, attribution.rule
            if attribution.nested:
                described = speaker.how == "described" and rule not in _BESIDE
                if described or not self._speaks(rule, self.outline.word(attribution.cue[0])):
                    continue
                if rule == "before-quote":
                    spans = tuple((first, first + 1) for first, _ in spans)
            for first, last in spans:
                for i in self.outline.quoted(first, last):
                    linked[i] = pair
        return linked

    def _speaks(self, rule: str, word: str) -> bool:
        """Whether an attribution within another one's words reports speech."""
        spoken = self.lexicon.frames.get(word, 0) & (CLAUSE | HEARER)
        return rule in _SPEAKING and spoken > 0 and word not in self.lexicon.sets["told"]

    def _cue(self, attribution: Attribution) -> Span:
        return self.outline.starts[attribution.cue[0]], self.outline.end(attribution.cue[1] - 1)

    def _contents(self, pair: Pair, linked: dict[int, Pair]) -> None:
        """Rows of each content: the quotations in it, and the whole where it is more than a quotation."""
        outline = self.outline
        attribution, speaker = pair
        starts, end_of, (at, to) = outline.starts, outline.end, attribution.cue
        cue = starts[at], end_of(to - 1)
        kind, rule = "indirect", f"{attribution.rule}, {speaker.how}"
        if attribution.nested:
            kind, rule = "nested", f"nested {rule}"
        name, text, start, end, _, _ = speaker
        for first, last in attribution.contents:
            inside = outline.quoted(first, last) if linked else None
            alone = inside and not outline.symbols[first:last].replace("Q", "").strip(",.?:;-h")
            for i in inside or ():
                if linked.get(i) is pair:
                    self._quoted(outline.quotations[i], bool(alone), speaker, cue, rule)
            if not alone:
                row = (starts[first], end_of(last - 1), kind, name, text, start, end, *cue, rule, False)
                self.found.append(_new(QuoteRow, row))

    def _quoted(self, quotation: Quotation, alone: bool, speaker: Speaker, cue: Span, rule: str) -> None:
        text = self.text
        if alone and (text[quotation.start].isupper() or text[quotation.end - 1] in _STOPS):
            self._quote(quotation, "direct", speaker, cue, rule)
        elif not alone and is_term(text, quotation):
            self._quote(quotation, "term", None, None, "term")
        elif not alone and is_attributive(text, quotation):
            self._quote(quotation, "scare", None, None, "scare")
        else:
            self._quote(quotation, "mixed", speaker, cue, rule)

    def _unlinked(self, i: int, index: int, atom: Quotation, spoken: list[Pair], whole: bool) -> None:
        """Decide whose a quotation is that no reporting clause claims."""
        if whole or self._stands_alone(index):
            found = self._opener(index) or self._neighbour(index, spoken) or self._about(atom) or self._handed(i)
            rule = f"{'continued' if spoken else 'carried'}, {found[0].how}" if found else "no-speaker"
            speaker, cue = found or (None, None)
            self._quote(atom, "direct", speaker, cue, rule)
            return
        kind = unspoken(self.text, atom)
        beside = None if kind == "term" or is_attributive(self.text, atom) else self._beside(index, atom, spoken)
        if beside:
            self._quote(atom, "mixed", *beside, f"same-sentence, {beside[0].how}")
        else:
            self._quote(atom, kind, None, None, "no-cue" if kind == "mixed" else kind)

    def _opener(self, index: int) -> tuple[Speaker, Span | None] | None:
        """Who begins the sentence that brings a quotation by a colon alone: "She took to the air: ..."."""
        outline, symbols = self.outline, self.outline.symbols
        signed = g.SIGNED.match(symbols, index)
        if not signed and symbols[index - 1 : index] != ":":
            return None
        opening = signed or g.OPENING.match(symbols, outline.sentence(index - 1)[0], index)
        if not opening:
            return None
        first, last = opening.span("who")
        named = g.NAMES.match(symbols, first, last)  # Smith cuts in: “...”
        last = named.end() if named else last
        speaker = self.speakers.name(outline.starts[first], outline.end(last - 1), outline.starts[index])
        return (speaker, None) if speaker.person or named or signed else None

    def _stands_alone(self, index: int) -> bool:
        """Whether a quotation is a sentence of its own, or several."""
        symbols = self.outline.symbols
        after = symbols[index + 1 : index + 3]
        return (index == 0 or symbols[index - 1] in ".?\n:-") and (
            after[:1] in ("", ".", "?", "\n", "-") or after == ",\n"
        )

    def _beside(self, index: int, atom: Quotation, spoken: list[Pair]) -> tuple[Speaker, Span] | None:
        """The attribution in whose sentence more than one quoted word stand outside its content."""
        if " " not in self.text[atom.start : atom.end]:
            return None
        first, last = self.outline.sentence(index)
        at = bisect_left(spoken, index, key=_cue_of)
        for attribution, speaker in (*reversed(spoken[max(0, at - 1) : at]), *spoken[at : at + 1]):
            if first <= attribution.cue[0] < last:
                return speaker, self._cue(attribution)
        return None

    def _neighbour(self, index: int, spoken: list[Pair]) -> tuple[Speaker, Span] | None:
        """The speech before a quotation in its paragraph, or else the attribution after it."""
        if not spoken:
            return None
        at = bisect_left(spoken, index, key=_cue_of)
        before = spoken[max(0, at - _BACK) : at] or spoken[:1]
        speech = [pair for pair in before if pair[0].rule not in WEAK]
        attribution, speaker = (speech or before)[-1]
        return speaker, self._cue(attribution)

    def _about(self, atom: Quotation) -> tuple[Speaker, Span | None] | None:
        """The person whom the sentences before a quotation are about: "Karl Lund was brief"."""
        mention = self.speakers.leading(atom.start)
        if mention is None:
            return None
        return Speaker(mention.actor, mention.alias, mention.start, mention.end, "topic", True), None

    def _handed(self, i: int) -> tuple[Speaker, Span | None] | None:
        """Whoever spoke in the paragraph before, or was its topic."""
        topic = self.topics.before(i)
        if topic is None or topic.name is None:
            return None
        how = "topic" if topic.cue is None else "named"
        text = self.text[topic.start : topic.end]
        return Speaker(topic.name, text, topic.start, topic.end, how, topic.person), topic.cue

    def _headline(self, piece: Piece, inner: list[Pair]) -> list[Pair]:
        """Read "Putin: talks have failed" in a headline, where somebody is named and not a rubric."""
        outline, symbols = self.outline, self.outline.symbols
        first, last = outline.index(piece.start), outline.index(piece.end)
        colon = symbols.find(":", first, last)
        alone = symbols[colon + 1] != "Q" and colon + 2 >= last
        if (
            colon <= first
            or alone
            or symbols[first] == "t"
            or _NOBODY.search(symbols, first, colon)
            or (inner and inner[0][0].cue[0] < colon)
        ):
            return []
        to = symbols.find("t", first, colon)  # X to Y: ...
        stop = to if to > 0 else colon
        start, end, naming = outline.starts[first], outline.end(stop - 1), self.speakers.naming
        known = to > first or symbols[colon - 1] == "T" or naming.mention_in(start, end)
        if not known and not naming.is_document(start, end):
            return []
        attribution = Attribution((first, stop), (colon, colon + 1), ((colon + 1, last),), "headline")
        nested = [(pair[0]._replace(nested=True), pair[1]) for pair in inner]
        return [(attribution, self._speaker(attribution)), *nested]

    def _introduction(self, piece: Piece) -> Speaker | None:
        """In an interview, who takes the floor in a paragraph that begins `NAME, role, believes: ...`."""
        k = bisect_left(self.speakers.naming.starts, piece.start)
        if k == len(self.mentions) or not g.INTRODUCTION.match(self.words.symbols, piece.first, piece.last):
            return None
        start, end, actor, alias, kind = self.mentions[k][:5]
        return Speaker(actor, alias, start, end, "named", True) if kind == "person" and start == piece.start else None

    def _nest(self) -> None:
        """Quotations inside others: their speaker is that of the row that holds them."""
        if not self.nested:
            return
        holders = sorted((r for r in self.found if r.kind in ("direct", "mixed", "turn")), key=lambda row: row.start)
        starts = [row.start for row in holders]
        for quotation in self.nested:
            if quotation.start in self.attributed:
                continue
            i = bisect_right(starts, quotation.start) - 1
            row = holders[i] if i >= 0 and holders[i].end >= quotation.end else None
            self._quote(quotation, "nested", None, None, "nested")
            if row:
                start, end, kind = self.found.pop()[:3]
                self.found.append(
                    row._replace(start=start, end=end, kind=kind, rule="nested", repaired=quotation.repaired)
                )
