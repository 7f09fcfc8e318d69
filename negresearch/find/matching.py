"""Where cues fire: one look at each word for what it can be in a cue, and the whole cue only where all may be there.

Text repeats its words, so what a word can be is worked out once for each distinct one. A sentence then says which
elements it holds, and a cue is tried only where it holds all that the cue must have, around the words of the one
element that ordinary text holds least often.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Any, NamedTuple

from negresearch.read.codebook import Codebook, Cue
from negresearch.read.codebook.patterns import Argument, Choice, Element, Gap, Pattern, Word, trimmed
from negresearch.spans import Span
from negresearch.tables import SentenceRow

if TYPE_CHECKING:
    from negresearch.read.events import EventBook

#: How many characters the end of a question may take.
_CLOSING = 8
#: How far around a match its conditions (`&`) are looked for.
REACH = 400
#: Characters: a long word, a long ending, what stands between two words; words of a name with its titles.
_LONG_WORD, _LONG_END, _SPACE, _NAME_WORDS = 16, 12, 4, 6

# Between words: white space, commas, quotation marks, brackets, hyphens. Not ; : . ! ? or a dash, which end a clause.
_BETWEEN = r"[\s,'\"()\[\]\-]+"
# "not only refuses" is no negation.
_NOT = r"not(?!\w)(?!\s+(?:only|just|merely|simply|necessarily))"
_WORD = r"[^\W_][\w'.&/%]*"

#: Characters of one meaning, so that a cue is written once: curly and straight, all sorts of hyphens and dashes; three
#: dots are a pause and end no clause.
_ALIKE = {
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "″": '"',
    "‑": "-", "‐": "-", "–": "—", "…": ",", "...": ",,,",
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
_WILD = re.compile(r"[*?]+")
_ASCII = "".join(map(chr, range(128)))
#: Bytes with a space for each that is no letter or digit; those beyond ASCII are letters of the cues.
_PARTED = bytes(i if chr(i).isalnum() or i >= 128 or i == ord("_") else 32 for i in range(256))
#: Words per million; what costs more is left to the full cue.
_DEAREST = 20_000
#: Sets of elements seen beside a word that are remembered; beyond, all are forgotten and worked out anew.
_MOST_SETS = 4_096
#: Distinct words that are remembered, likewise.
_MOST_WORDS = 1 << 17

#: The one byte of each letter beyond ASCII, as `codecs` maps them; None where no cue holds one.
Alphabet = Any


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
    for printed, same in _ALIKE.items() if not lowered.isascii() else [("...", ",,,")]:
        lowered = lowered.replace(printed, same)
    return lowered


def is_question(text: str, start: int, sentence: SentenceRow) -> bool:
    """Whether a sentence ends behind a place in a question mark: "?", "?!”", "?»)"."""
    return text[max(start, sentence.end - _CLOSING) : sentence.end].rstrip("\"')]! ").endswith("?")


class Conditions(NamedTuple):
    """What must stand around the words of a pattern, and what must not."""

    needs: tuple[re.Pattern[str], ...]
    bars: tuple[re.Pattern[str], ...]

    @classmethod
    def of(cls, pattern: Pattern) -> Conditions:
        """The conditions of a pattern, compiled."""
        return cls(tuple(map(compiled, pattern.needs)), tuple(map(compiled, pattern.bars)))

    def are_met(self, text: str, span: Span) -> bool:
        """Whether a stretch of plain text has all that is needed, and nothing barred."""
        return all(r.search(text, *span) for r in self.needs) and not any(r.search(text, *span) for r in self.bars)


@dataclass(frozen=True, eq=False, slots=True)
class _Compiled:
    """A cue, or one alternative of it, ready to be tried around a word that it must hold.

    A match may reach `back` and `ahead` so many characters from the beginning of that word; `back` is 0 where the word
    begins it. `wanted` are the bits of the elements that a sentence must have been seen to hold.
    """

    cue: Cue
    regex: re.Pattern[str]
    conditions: Conditions
    back: int
    ahead: int
    wanted: int

    def fire(self, text: str, anchor: int, sentence: SentenceRow) -> re.Match[str] | None:
        """The match that holds the anchor, if the sentence meets the cue's conditions."""
        end = min(sentence.end, anchor + self.ahead)
        if not self.back:
            match = self.regex.match(text, anchor, end)
        else:
            match = _around(self.regex, text, anchor, max(sentence.start, anchor - self.back), end)
        if match is None:
            return None
        around = max(0, match.start() - REACH), match.end() + REACH
        if not self.cue.pattern.wide:
            around = max(sentence.start, around[0]), min(sentence.end, around[1])
        return match if self.conditions.are_met(text, around) else None


def _around(regex: re.Pattern[str], text: str, anchor: int, low: int, high: int) -> re.Match[str] | None:
    for match in regex.finditer(text, low, high):
        if match.end() >= anchor:
            return match if match.start() <= anchor else None
    return None


class _Anchor:
    """A word of a text, between spaces, and the cues that are tried at it."""

    __slots__ = ("_cues", "_known", "_wanted", "word")

    def __init__(self, word: bytes, cues: Sequence[_Compiled]) -> None:
        self.word = word
        self._cues = cues
        self._wanted = reduce(or_, (cue.wanted for cue in cues), 0)
        self._known: dict[int, list[_Compiled]] = {}

    def possible(self, seen: int) -> list[_Compiled]:
        """The cues that can fire in a sentence of which this is seen; few sets recur, so each is worked out once."""
        held = seen & self._wanted
        found = self._known.get(held)
        if found is None:
            if len(self._known) >= _MOST_SETS:
                self._known.clear()
            found = self._known[held] = [cue for cue in self._cues if cue.wanted & held == cue.wanted]
        return found


#: What a word of a text says: bits of the elements that it can be, and what is tried there.
_Said = tuple[int, _Anchor | None]
#: Stands between sentences, where a word would.
_END = b"."


class Matcher(dict[bytes, _Said | None]):
    """What each word of texts says, None where it is in no cue; worked out when the word is first met.

    A text is read as bytes, one a character, in which all that is no letter or digit is a space. What its words let
    through too much, the full cue refuses. `tells` has the bits of a word of a cue, `anchored` the cues tried at it.
    """

    def __init__(self, tells: Mapping[str, int], anchored: Mapping[str, Sequence[_Compiled]]) -> None:
        words = sorted({*tells, *anchored})
        self.alphabet = _alphabet(sorted({letter for word in words for letter in word if not letter.isascii()}))
        self.tells, self.anchored = tells, anchored
        self.cue_words: dict[bytes, list[str]] = {}
        for word in words:
            self.cue_words.setdefault(_landmark(word, self.alphabet), []).append(word)
        self.longest = max(map(len, self.cue_words), default=0)
        self.inner = [mark for mark in self.cue_words if not (mark.startswith(b" ") or mark.endswith(b" "))]

    def __missing__(self, word: bytes) -> _Said | None:
        if len(self) >= _MOST_WORDS:
            self.clear()
        said = self[word] = (0, None) if word == _END else self._said(b" %b " % word)
        return said

    def _said(self, word: bytes) -> _Said | None:
        lengths = range(2, min(len(word), self.longest + 1))
        marks = [word, *(word[:length] for length in lengths), *(word[-length:] for length in lengths)]
        marks += [mark for mark in self.inner if mark in word]
        same = [cue_word for mark in marks for cue_word in self.cue_words.get(mark, ())]
        tells = reduce(or_, (self.tells.get(cue_word, 0) for cue_word in same), 0)
        cues = tuple(dict.fromkeys(cue for cue_word in same for cue in self.anchored.get(cue_word, ())))
        return (tells, _Anchor(word, cues) if cues else None) if tells or cues else None

    def hits(self, text: str, sentences: Sequence[SentenceRow]) -> list[Hit]:
        """Every place where a cue fires inside one sentence, sentence by sentence, some twice."""
        letters = b" %b " % _letters(text, self.alphabet)  # so that a word stands where the space before it does
        pieces = [letters[sentence.start + 1 : sentence.end + 1] for sentence in sentences]
        following = iter(sentences)
        hits: list[Hit] = []
        anchors: dict[_Anchor, None] = {}
        seen = 0
        for tells, anchor in filter(None, map(self.__getitem__, b" . ".join([*pieces, b""]).split())):
            seen |= tells
            if anchor is not None:
                anchors[anchor] = None
            elif not tells:
                sentence = next(following)
                for anchor in anchors:
                    possible = anchor.possible(seen)
                    if possible:
                        hits += _fired(text, letters, sentence, anchor.word, possible)
                anchors, seen = {}, 0
        return hits


def _fired(text: str, letters: bytes, sentence: SentenceRow, word: bytes, cues: Iterable[_Compiled]) -> Iterator[Hit]:
    """Try cues wherever a sentence holds a word."""
    at = letters.find(word, sentence.start, sentence.end + 2)
    while at >= 0:
        for compiled in cues:
            match = compiled.fire(text, at, sentence)
            if match is not None:
                slot = match.span("slot") if compiled.cue.pattern.slot == "inside" else None
                yield Hit(match.start(), match.end(), compiled.cue, slot, sentence.sentence)
        at = letters.find(word, at + 1, sentence.end + 2)


@lru_cache(maxsize=8)
def matcher_of(book: Codebook | EventBook) -> Matcher:
    """Compile the cues of a book once per process."""
    tried = [(cue, elements, *_landmarks(elements)) for cue in book.cues for elements in _options(cue.pattern.elements)]
    tried.sort(key=lambda each: -max(map(_frequency, each[3])))  # low bits, which are cheap, for what is tried most
    bits: dict[frozenset[str], int] = {}
    anchored: dict[str, list[_Compiled]] = {}
    for cue, elements, place, anchor, checks in tried:
        compiled = _compile(cue, elements, place, sum(bits.setdefault(words, 1 << len(bits)) for words in checks))
        for word in anchor:
            anchored.setdefault(word, []).append(compiled)
    tells: dict[str, int] = {}
    for words, bit in bits.items():
        for word in words:
            tells[word] = tells.get(word, 0) | bit
    return Matcher(tells, anchored)


def _options(elements: Sequence[Element]) -> Iterator[Sequence[Element]]:
    """A cue that is one bracket is its alternatives, each of which has words of its own to be looked for."""
    if len(elements) == 1 and isinstance(elements[0], Choice):
        for option in elements[0].options:
            yield from _options(trimmed(option))
    else:
        yield elements


def _compile(cue: Cue, elements: Sequence[Element], place: int, wanted: int) -> _Compiled:
    back = sum(map(_extent, elements[: place + 1])) if place >= 0 else 0
    ahead = sum(map(_extent, elements[max(0, place) :]))
    return _Compiled(cue, compiled(elements), Conditions.of(cue.pattern), back, ahead, wanted)


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


def _alphabet(foreign: Sequence[str]) -> Alphabet:
    """A byte for each letter beyond ASCII; those beyond the 128th share the last, which lets a few words through."""
    if len(foreign) > 128:
        return {code: code for code in range(128)} | {ord(c): min(128 + i, 255) for i, c in enumerate(foreign)}
    return codecs.charmap_build(_ASCII + "".join(foreign)) if foreign else None


def _letters(text: str, alphabet: Alphabet) -> bytes:
    """One byte a character: a letter, or a space for what is none or occurs in no cue."""
    if alphabet is None:
        return text.encode("ascii", "replace").translate(_PARTED)
    return codecs.charmap_encode(text, "replace", alphabet)[0].translate(_PARTED)


def _landmark(word: str, alphabet: Alphabet) -> bytes:
    """A run of letters that is always there of a word of a cue, with a space at each edge that it is certain of."""
    certain = _certain(word)
    begins, ends = word.startswith(certain), word.endswith(certain)
    runs = _letters(certain, alphabet).split()
    if begins or not ends:
        return b" " * begins + b"".join(runs[:1]) + b" " * (ends or len(runs) > 1)
    return b" " * (len(runs) > 1) + b"".join(runs[-1:]) + b" "


def _certain(word: str) -> str:
    """The longest run of letters of a word, between its stars and question marks."""
    return max(_WILD.split(word), key=len)


def _landmarks(elements: Sequence[Element]) -> tuple[int, list[str], set[frozenset[str]]]:
    """The words to look for, their element's place (-1: they begin a match), and what is worth checking besides."""
    costs = [(*_rarest(element), i) for i, element in enumerate(elements) if _must_be(element)]
    cost, words, place = min(costs, key=lambda c: c[0])
    first = _first_words(elements[0])
    if first and all(word.startswith(_certain(word)) for word in first) and sum(map(_frequency, first)) <= 2 * cost:
        place, words = -1, first
    checks = {frozenset(checked) for dear, checked, _ in costs if dear <= _DEAREST} - {frozenset(words)}
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
    return 8_000 * 2.0 ** -len(letters) if letters != word else 2_000 * 2.0 ** -len(letters)


def regex_of(elements: Sequence[Element]) -> str:
    """The regular expression of a sequence, for plain text."""
    return rf"\b{_sequence(elements)}(?!\w)"


@lru_cache(maxsize=1024)
def compiled(elements: Sequence[Element]) -> re.Pattern[str]:
    """The same, compiled."""
    return re.compile(regex_of(elements))


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
        letters = re.escape(element.text.strip("*")).replace(r"\*", r"\w*").replace(r"\?", r"\w")
        end = r"[\w']*" if element.text.endswith("*") else ""
        return (r"\w*" if element.text.startswith("*") else "") + letters + end
    assert isinstance(element, Choice)
    return "(?:" + "|".join(sorted(map(_sequence, element.options), key=len, reverse=True)) + ")"
