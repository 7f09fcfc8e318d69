"""Where cues fire: one pass of an automaton over the text for each cue's rarest words, the whole cue only there.

The automaton is Aho and Corasick's (1975); it is told, per cue, the words of the one element that ordinary text holds
least often. A cue is then tried only around those words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, Protocol

from ahocorasick_rs import BytesAhoCorasick, Implementation

from negresearch.read.codebook import Cue
from negresearch.read.codebook.patterns import Argument, Choice, Element, Gap, Word, trimmed
from negresearch.spans import Span
from negresearch.tables import SentenceRow

#: How far around a match its conditions (`&`) are looked for.
REACH = 400
#: Characters: a long word, a long ending, what stands between two words; words of a name with its titles.
_LONG_WORD, _LONG_END, _SPACE, _NAME_WORDS = 16, 12, 4, 6

# Between words: white space, commas, quotation marks, brackets, hyphens. Not ; : . ! ? or a dash, which end a clause.
_BETWEEN = r"[\s,'\"()\[\]\-]+"
# "not only refuses" is no negation.
_NOT = r"not(?!\w)(?!\s+(?:only|just|merely|simply|necessarily))"
_WORD = r"[^\W_][\w'.&/%]*"

#: Characters of one meaning, so that a cue is written once: curly and straight, all sorts of hyphens and dashes.
_ALIKE = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
    "‑": "-", "‐": "-", "–": "—",
}  # fmt: skip

#: Words per million of English news, roughly: what a search for a word would cost.
_COMMON = {
    word: frequency
    for frequency, words in {
        40_000: "the of to and a in",
        8_000: "that is was for on as with it",
        5_000: "by be he at from not are his",
        2_500: "have has but had an their who which they we will been would or all there more its this were",
        1_500: "no if can about up out when than new one after also other over two into time people could her she",
        800: "only most first president government some may last years where through before between against under "
        "because while during made being state states country military forces war any made part united never",
        300: "must should need needs want wants end support power against without still even such until take put "
        "make made day order plan group political public control called call own use used force army city led",
    }.items()
    for word in words.split()
}
#: Bytes with a space for each that is no letter or digit: in text of ASCII cues all beyond ASCII parts words too, so
#: that no dash or quotation mark of any script hides one.
_LETTERS = bytes(i if chr(i).isalnum() or i >= 128 or i == ord("_") else 32 for i in range(256))
_ASCII_LETTERS = bytes(i if i < 128 else 32 for i in _LETTERS)
#: Words per million; what costs more is left to the full cue.
_DEAREST = 20_000


class Hit(NamedTuple):
    """A cue that fired: its words, the words of its argument if it names one, and the number of its sentence."""

    start: int
    end: int
    cue: Cue
    slot: Span | None
    sentence: int


def plain(text: str) -> str:
    r"""Lower the case and unify marks, without moving any character.

    Examples
    --------
    >>> plain("Kyiv’s “İ”")
    'kyiv\'s "İ"'
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    if not lowered.isascii():
        for printed, same in _ALIKE.items():
            lowered = lowered.replace(printed, same)
    return lowered


@dataclass(frozen=True)
class _Compiled:
    """A cue, or one alternative of it, ready to be tried around a word that it must hold.

    Attributes
    ----------
    back, ahead : int
        How many characters before and after the beginning of that word a match may reach; `back` is 0 where the word
        begins it.
    wanted : int
        Bits of the elements that a sentence must have been seen to hold.
    """

    cue: Cue
    regex: re.Pattern[str]
    back: int
    ahead: int
    wanted: int
    needs: tuple[re.Pattern[str], ...]
    bars: tuple[re.Pattern[str], ...]

    def fire(self, text: str, anchor: int, sentence: SentenceRow) -> re.Match[str] | None:
        """The match that holds the anchor, if the sentence meets the cue's conditions."""
        end = min(sentence.end, anchor + self.ahead)
        if not self.back:
            match = self.regex.match(text, anchor, end)
        else:
            found = self.regex.finditer(text, max(sentence.start, anchor - self.back), end)
            match = next((m for m in found if m.start() <= anchor < m.end()), None)
        if match is None or not (self.needs or self.bars):
            return match
        around = max(0, match.start() - REACH), match.end() + REACH
        if not self.cue.pattern.wide:
            around = max(sentence.start, around[0]), min(sentence.end, around[1])
        met = all(r.search(text, *around) for r in self.needs) and not any(r.search(text, *around) for r in self.bars)
        return match if met else None


class _Literal(NamedTuple):
    """Letters the automaton looks for: the bits of the elements they speak for, and the cues to try there."""

    tells: int
    cues: tuple[_Compiled, ...]


_Anchor = tuple[int, tuple[_Compiled, ...]]


@dataclass(frozen=True)
class Matcher:
    """The cues of a codebook, ready to be looked for.

    The automaton reads the text as bytes in which all that is no letter or digit is a space, so that a space before
    and after its letters stands for the edges of a word. What it finds too much, the full cue refuses.
    """

    automaton: BytesAhoCorasick
    literals: tuple[_Literal, ...]
    letters: bytes

    def hits(self, text: str, sentences: Sequence[SentenceRow]) -> Iterator[Hit]:
        """Every place where a cue fires inside one sentence, sentence by sentence, some twice."""
        raw = text.encode()
        spans = _byte_spans(text, sentences, len(raw))
        literals = self.literals
        current, begin, stop, seen = -1, 0, 0, 0
        anchors: list[_Anchor] = []
        # One space before the text shifts every offset by one, to where the word begins in `raw`.
        found = self.automaton.find_matches_as_indexes(b" %b " % raw.translate(self.letters), overlapping=True)
        for number, at, _ in found:
            if at >= stop:
                if anchors:
                    yield from _try(text, raw, sentences[current], begin, anchors, seen)
                    anchors = []
                current = _next(spans, current + 1, at)
                if current == len(spans):
                    return
                (begin, stop), seen = spans[current], 0
            if at >= begin:
                tells, cues = literals[number]
                seen |= tells
                if cues:
                    anchors.append((at, cues))
        if anchors:
            yield from _try(text, raw, sentences[current], begin, anchors, seen)


def _byte_spans(text: str, sentences: Sequence[SentenceRow], size: int) -> list[Span]:
    """Where the sentences stand in the bytes of the text."""
    if size == len(text):
        return [(s.start, s.end) for s in sentences]
    spans, at, read = [], 0, 0
    for s in sentences:
        start = at + len(text[read : s.start].encode())
        at = start + len(text[s.start : s.end].encode())
        read = s.end
        spans.append((start, at))
    return spans


def _next(spans: Sequence[Span], current: int, at: int) -> int:
    while current < len(spans) and spans[current][1] <= at:
        current += 1
    return current


def _try(
    text: str, raw: bytes, sentence: SentenceRow, begin: int, anchors: Sequence[_Anchor], seen: int
) -> Iterator[Hit]:
    """Try each cue at its anchors, if all that it needs was seen in the sentence."""
    offset, read = sentence.start, begin
    missing = ~seen
    for at, cues in anchors:
        for compiled in cues:
            if compiled.wanted & missing:
                continue
            if at != read:
                offset, read = offset + len(raw[read:at].decode()), at
            match = compiled.fire(text, offset, sentence)
            if match is not None:
                slot = match.span("slot") if compiled.cue.pattern.slot == "inside" else None
                yield Hit(match.start(), match.end(), compiled.cue, slot, sentence.sentence)


class Cues(Protocol):
    """A codebook or an event book; hashable, and equal to one that finds the same."""

    @property
    def cues(self) -> tuple[Cue, ...]:
        """All cues, in the order of the file."""

    def __hash__(self) -> int: ...


@lru_cache(maxsize=8)
def matcher_of(codebook: Cues) -> Matcher:
    """Compile the cues of a book once per process."""
    bits: dict[frozenset[str], int] = {}
    anchored: dict[str, list[_Compiled]] = {}
    for cue in codebook.cues:
        for elements in _alternatives(cue.pattern.elements):
            place, anchor, checks = _landmarks(elements)
            wanted = 0
            for words in checks:
                wanted |= bits.setdefault(words, 1 << len(bits))
            compiled = _compile(cue, elements, place, wanted)
            for word in anchor:
                anchored.setdefault(word, []).append(compiled)
    tells: dict[str, int] = {}
    for words, bit in bits.items():
        for word in words:
            tells[word] = tells.get(word, 0) | bit
    return _matcher(tells, anchored)


def _alternatives(elements: Sequence[Element]) -> Iterator[Sequence[Element]]:
    """A cue that is one bracket is its alternatives, each of which has words of its own to be looked for."""
    if len(elements) == 1 and isinstance(elements[0], Choice):
        for option in elements[0].options:
            yield from _alternatives(trimmed(option))
    else:
        yield elements


def _compile(cue: Cue, elements: Sequence[Element], place: int, wanted: int) -> _Compiled:
    needs = tuple(re.compile(regex_of(needed)) for needed in cue.pattern.needs)
    bars = tuple(re.compile(regex_of(barred)) for barred in cue.pattern.bars)
    back = sum(map(_extent, elements[: place + 1])) if place >= 0 else 0
    ahead = sum(map(_extent, elements[max(0, place) :]))
    return _Compiled(cue, re.compile(regex_of(elements)), back, ahead, wanted, needs, bars)


def _extent(element: Element) -> int:
    """How many characters an element may take up with what follows it, words being as long as words are."""
    match element:
        case Word(letters):
            return len(letters) + (_LONG_END if "*" in letters else 0) + _SPACE
        case Gap(size):
            return size * (_LONG_WORD + _SPACE)
        case Argument():
            return _NAME_WORDS * (_LONG_WORD + _SPACE)
        case Choice(options):
            return max(sum(map(_extent, option)) for option in options)


def _matcher(tells: Mapping[str, int], anchored: Mapping[str, Sequence[_Compiled]]) -> Matcher:
    words = sorted({*tells, *anchored})
    letters = _ASCII_LETTERS if all(word.isascii() for word in words) else _LETTERS
    automaton = BytesAhoCorasick([_letters(word, letters) for word in words], implementation=Implementation.DFA)
    return Matcher(
        automaton, tuple(_Literal(tells.get(word, 0), tuple(anchored.get(word, ()))) for word in words), letters
    )


def _letters(word: str, letters: bytes) -> bytes:
    """What of a word is always there, with a space at each edge that is an edge of the word."""
    before = "" if word.startswith("*") else " "
    after = " " if "*" not in word.lstrip("*") else ""
    return (before + _certain(word) + after).encode().translate(letters)


def _certain(word: str) -> str:
    """The letters of a word up to its star, or after it where it begins with one."""
    return word.strip("*").split("*")[0]


def _landmarks(elements: Sequence[Element]) -> tuple[int, list[str], list[frozenset[str]]]:
    """The words to look for, their element's place (-1: they begin a match), and what is worth checking besides."""
    costs = [(*_rarest(element), i) for i, element in enumerate(elements) if _must_be(element)]
    cost, words, place = min(costs, key=lambda c: c[0])
    checks = [frozenset(checked) for dear, checked, _ in costs if dear <= _DEAREST]
    first = _first_words(elements[0])
    if first and sum(map(_frequency, first)) <= 2 * cost:
        return -1, sorted(set(first)), checks
    return place, sorted(set(words)), checks


def _must_be(element: Element) -> bool:
    return isinstance(element, Word) or (isinstance(element, Choice) and not element.optional)


def _rarest(element: Element) -> tuple[float, list[str]]:
    """What it costs to look for an element, and the words to look for: one of each alternative."""
    if isinstance(element, Word):
        return _frequency(element.text), [element.text]
    assert isinstance(element, Choice)
    options = [min(_rarest(e) for e in option if _must_be(e)) for option in element.options]
    return sum(cost for cost, _ in options), [word for _, words in options for word in words]


def _first_words(element: Element) -> list[str]:
    if isinstance(element, Word):
        return [element.text]
    return [w for option in element.options for w in _first_words(option[0])] if isinstance(element, Choice) else []


def _frequency(word: str) -> float:
    """A guess of how many of a million words of news are this word, or begin so."""
    letters = _certain(word)
    if letters in _COMMON:
        return _COMMON[letters]
    return 8_000 * 2.0 ** -len(letters) if "*" in word else 2_000 * 2.0 ** -len(letters)


def regex_of(elements: Sequence[Element]) -> str:
    """The regular expression of a sequence, for plain text."""
    return rf"\b{_sequence(elements)}(?!\w)"


def _sequence(elements: Sequence[Element]) -> str:
    """Elements with what stands between them; the first one needs nothing before it."""
    lead = next(i for i, element in enumerate(elements) if _must_be(element))
    before = "".join(f"(?:{_body(element)}{_BETWEEN})?" for element in elements[:lead] if isinstance(element, Choice))
    return before + _body(elements[lead]) + "".join(map(_follow, elements[lead + 1 :]))


def _follow(element: Element) -> str:
    match element:
        case Gap(size):
            return f"(?:{_BETWEEN}{_WORD}){{0,{size}}}?"
        case Argument():
            return f"(?P<slot>(?:{_BETWEEN}{_WORD}){{0,{_NAME_WORDS}}}?)"
        case Choice(optional=True):
            return f"(?:{_BETWEEN}{_body(element)})?"
        case _:
            return f"{_BETWEEN}{_body(element)}"


def _body(element: Element) -> str:
    if isinstance(element, Word):
        if element.text == "not":
            return _NOT
        letters = r"\w*".join(map(re.escape, element.text.strip("*").split("*")))
        end = r"[\w']*" if element.text.endswith("*") else ""
        return (r"\w+" if element.text.startswith("*") else "") + letters + end
    assert isinstance(element, Choice)
    return "(?:" + "|".join(sorted(map(_sequence, element.options), key=len, reverse=True)) + ")"
