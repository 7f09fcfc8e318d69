"""Quotation marks paired, one paragraph at a time, so that damage stays in its paragraph.

Real text mixes “ ”, " ", « », „ “, `` '' and ‘ ’, forgets marks and adds stray ones. What a mark does is
read from its shape and its neighbours; what is left over is mended within the paragraph:

unclosed   the quotation ends where a reporting clause begins, or with the paragraph
stray      the quotation begins with the sentence, or with the paragraph if it runs to its end
one mark   that closes an inner and an outer quotation closes both
"""

from __future__ import annotations

import re
from typing import NamedTuple

from negresearch.read.lexicon import CLAUSE, QUOTE, read_lexicon
from negresearch.spans import index_at, trim

_SINGLE = r"(?<![\w’'`].)(?=\w)(?!(?:s|t|d|m|ve|re|ll|em|tis|til|twas|cause|bout|n|\d\ds?)\b)"
#: What stands before an opening mark, and what does not stand after a closing one.
_BEFORE, _AFTER = r"\s(\[{—–/‘'“\"«:-", r"[^\W_]|[(\[‘'“\"«$…]"


def _turning(mark: str) -> str:
    """A double mark, and whether it opens or closes, where its neighbours tell."""
    opens, closes = f"(?<![^{_BEFORE}]{mark})(?={_AFTER})", f"(?<=[^{_BEFORE}]{mark})(?!{_AFTER})"
    return f"{mark}(?:(?P<opens>{opens})|(?P<closes>{closes})|)"


#: By its first character, for one character is sought much faster than a set.
_MARKS = {mark[0]: re.compile(_turning(mark)) for mark in (*'“”„‟"«»', "``")} | {
    "'": re.compile(_turning("''") + f"|'{_SINGLE}", re.DOTALL),
    "‘": re.compile(f"‘{_SINGLE}", re.DOTALL),
}
_OPENING = frozenset("“„‟«") | {"``"}
_CLOSING = frozenset("”»") | {"''"}
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%)])[’'](?![\w'])")
_STOPS = frozenset(",.?!…;")
#: Farther than this from its opening, a single mark is taken for an apostrophe.
_LONGEST_SINGLE = 1500


_new = tuple.__new__  # twice as fast as to call the class


class Quotation(NamedTuple):
    """What stands between a pair of marks; `outer` holds the marks. Level 0 is not inside another."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    level: int
    repaired: bool
    unclosed: bool


class Mark(NamedTuple):
    """A double mark: where it stands, whether it opens or closes, of which kind it is."""

    start: int
    end: int
    turn: int
    family: str


_FAMILIES = {"«": "«", "»": "«", '"': '"', "``": '"', "''": '"'}


def marks_in(text: str) -> list[re.Match[str]]:
    """All quotation marks of a text."""
    marks = "\"'`" if text.isascii() else _MARKS
    found = [match for mark in marks if mark in text for match in _MARKS[mark].finditer(text)]
    found.sort(key=re.Match.start)
    return found


def _turn(text: str, match: re.Match[str], first: int, last: int) -> int:
    """Whether a mark opens (1) or closes (-1), by its neighbours or its shape; 0 if nothing tells."""
    if match.lastgroup:
        return 1 if match.lastgroup == "opens" else -1
    start, end, shape = match.start(), match.end(), match[0]
    ahead = text[max(first, start - 3) : start]
    if shape in ('"', "''") and ahead[-1:].strip() == "":  # white space on both sides
        before = ahead.rstrip()[-1:]
        return 1 if not before else -1 if end >= last or before == "," or (before in ".?!" and shape == "''") else 0
    return 1 if shape in _OPENING else -1 if shape in _CLOSING else 0


def pair(text: str, matches: list[re.Match[str]], first: int, last: int) -> list[Quotation]:
    """Pair the marks of one paragraph; sorted by start, the outer before the inner."""
    if [match.lastgroup for match in matches] == ["opens", "closes"] * (len(matches) // 2):  # clean pairs
        pairs = zip(matches[::2], matches[1::2], strict=True)
        found = [_between(text, *one.span(), *two.span(), 0) for one, two in pairs]
        return [quotation for quotation in found if quotation]
    singles = [match for match in matches if match[0] in "‘'"]
    marks = [
        Mark(*match.span(), _turn(text, match, first, last), _FAMILIES.get(match[0], "“"))
        for match in matches
        if match[0] not in "‘'"
    ]
    return sorted(_Pairing(text, first, last).run(marks, singles))


def _between(
    text: str, outer_start: int, start: int, end: int, outer_end: int, level: int, repaired: bool = False
) -> Quotation | None:
    if start >= end:
        return None
    if text[start].isspace() or text[end - 1].isspace():
        start, end = trim(text, start, end)
    quotation = (start, end, outer_start, outer_end, level, repaired, False)
    return _new(Quotation, quotation) if start < end else None


class _Pairing:
    """Marks of one paragraph, taken from left to right."""

    def __init__(self, text: str, first: int, last: int) -> None:
        self.text, self.first, self.last = text, first, last
        self.open: list[Mark] = []
        self.found: list[Quotation] = []
        self.done = first

    def run(self, doubles: list[Mark], singles: list[re.Match[str]]) -> list[Quotation]:
        for i, mark in enumerate(doubles):
            if mark.turn > 0 or (mark.turn == 0 and not self.open):
                self._opens(mark, doubles[i + 1 : i + 4])
            else:
                self._closes(mark, doubles[i + 1 : i + 4])
        self._ends()
        self._singles(singles)
        return self.found

    def _keep(self, outer_start: int, start: int, end: int, outer_end: int, repaired: bool = False) -> None:
        quotation = _between(self.text, outer_start, start, end, outer_end, len(self.open), repaired)
        if quotation is not None:
            self.found.append(quotation)
        if not self.open:
            self.done = outer_end

    def _opens(self, mark: Mark, rest: list[Mark]) -> None:
        if self.open and self.open[-1].family == mark.family:
            closers = sum(-other.turn or -1 for other in rest)
            site = reporting_site(self.text, self.open[-1].end, mark.start)
            if site is not None or closers < 0 or len(self.open) > 2 or not rest:
                top = self.open.pop()
                end = site if site is not None else mark.start
                self._keep(top.start, top.end, end, end, repaired=True)
        self.open.append(mark)

    def _closes(self, mark: Mark, rest: list[Mark]) -> None:
        if not self.open:
            start = self._start_for(mark, rest)
            self._keep(start, start, mark.start, mark.end, repaired=True)
            return
        top = self.open.pop()
        self._keep(top.start, top.end, mark.start, mark.end)
        ends_speech = self.text[mark.start - 1] in _STOPS
        if self.open and ends_speech and not any(other.turn <= 0 for other in rest[:2]):
            inner = self.found.pop()
            self.found.append(inner._replace(repaired=True))
            top = self.open.pop()
            self._keep(top.start, top.end, mark.start, mark.end, repaired=True)

    def _start_for(self, mark: Mark, rest: list[Mark]) -> int:
        """Where a quotation begins whose opening mark is missing."""
        label = LABEL.match(self.text, self.first, self.last)
        begin = max(self.done, label.end() if label else self.first)
        if mark.end >= self.last - 1 and begin == (label.end() if label else self.first):
            return begin
        for border in (_BORDER, _WEAK_BORDER):
            borders = [match.end() for match in border.finditer(self.text, begin, mark.start - 1)]
            if borders:
                return borders[-1]
        return begin

    def _ends(self) -> None:
        """Close what is still open at the end of the paragraph."""
        while self.open:
            top = self.open.pop()
            site = reporting_site(self.text, top.end, self.last) if not self.open else None
            start, end = trim(self.text, top.end, self.last if site is None else site)
            if start < end:
                unclosed = site is None and not self.open
                self.found.append(Quotation(start, end, top.start, end, len(self.open), True, unclosed))

    def _singles(self, marks: list[re.Match[str]]) -> None:
        outer = sorted(q for q in self.found if q.level == 0)
        starts = [q.outer_start for q in outer]
        done = self.first
        for mark in marks:
            start, first = mark.span()
            if start < done:
                continue
            i = index_at(starts, start)
            holder = outer[i] if i >= 0 and start < outer[i].end else None
            limit = holder.end if holder else starts[i + 1] if i + 1 < len(starts) else self.last
            end = _single_end(self.text, first, min(limit, first + _LONGEST_SINGLE))
            if end is None:
                continue
            level = holder.level + 1 if holder else 0
            quotation = _between(self.text, start, first, end, end + 1, level)
            if quotation is not None:
                self.found.append(quotation)
                done = end


def _single_end(text: str, start: int, limit: int) -> int | None:
    """Find the mark that closes a single-quoted stretch, which may itself hold apostrophes."""
    first = None
    for match in _SINGLE_CLOSE.finditer(text, start, limit):
        at = match.start()
        possessive = text[at - 1] in "sS" and text[at + 1 : at + 2] == " " and text[at + 2 : at + 3].islower()
        if not possessive:
            return at if first is None or text[at - 1] in _STOPS else first
        first = at if first is None else first
    return first


#: The label of a turn in an interview: "Free Media": …, Smith: …, Q: …
LABEL = re.compile(
    r"[“\"«]?(?P<label>[A-Z][\w.’'&-]*(?: (?:[A-Z(][\w.’'&)-]*|of|the|\([^)\n]{1,12}\))){0,4})"
    r"[”\"»]?\s?:[”\"»]?\s*(?=\S)"
)
_BORDER = re.compile(r"[.!?…]\s+(?=[A-Z])|[:;–—]\s+| - ")
_WEAK_BORDER = re.compile(r"\b(?:that|as)\s+(?=\w)|,\s+(?=[a-z])")


_SUBJECT = r"(?:I|(?:the |a |an )?(?:[A-Z][\w.’'-]+|[a-z]+)(?: [A-Z][\w.’'-]+){0,3}?(?: [a-z]+)??)"
_VERB = "said|wrote|[a-z]+(?:ed|s)"
#: What a reporting clause follows; `stop`: the clause is a sentence.
_SITE = re.compile(
    rf"[,.!?…](?=\s+(?:(?P<inverted>{_VERB})\s+(?:the |a )?[A-Z]"
    rf"|{_SUBJECT}\s+(?:\w+ly\s+)?(?P<verb>{_VERB})\b(?:\s+(?P<next>{_VERB})\b)?)(?P<stop>\s*[.,](?:\s|\Z))?)"
)


def reporting_site(text: str, start: int, end: int) -> int | None:
    """Find where a reporting clause begins ("..., he said"), to end a quotation that no mark ends."""
    frames = read_lexicon().frames
    for site in _SITE.finditer(text, start, end):
        if site[0] == "," or site["stop"]:
            verbs = site.group("verb", "next", "inverted")
            if any(verb and frames.get(verb, 0) & (CLAUSE | QUOTE) for verb in verbs):
                return site.end()
    return None
