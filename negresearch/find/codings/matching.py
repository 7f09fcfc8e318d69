"""Where cues fire: one pass of an automaton over the text for each cue's rarest words, the whole cue only there.

The automaton is Aho and Corasick's (1975); it is told, per cue, the words of the one element that ordinary text holds
least often. A cue is then tried only around those words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from negresearch.read.codebook import Codebook, Cue
from negresearch.read.codebook.patterns import Argument, Choice, Element, Gap, Word
from negresearch.spans import Span
from negresearch.tables import SentenceRow

#: How far from its rarest word a cue may reach: two longest gaps of long words.
REACH = 260

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

#: Words per million of ordinary English news (rounded orders of magnitude): an anchor should be rare.
_COMMON = {
    word: frequency
    for frequency, words in {
        20_000: "the of to and a in that is was for on as with by be it he at from has have not are his this an",
        3_000: "but will its their who would they which one been were had or we more about after no can than if",
        1_000: "could should must may new other some any all over into also only what when there up out under war",
        300: "against without until before while never because through part take make made end put against lack "
        "state states country countries government people military forces peace being where between during both",
        150: "want wants need needs ready side sides party parties support call calls called agree force deal",
    }.items()
    for word in words.split()
}


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
    cue: Cue
    regex: re.Pattern[str]
    starts: bool
    needs: tuple[re.Pattern[str], ...]
    bars: tuple[re.Pattern[str], ...]

    def fire(self, text: str, anchor: int, sentence: SentenceRow) -> re.Match[str] | None:
        """The match that holds the anchor, if the sentence meets the cue's conditions."""
        if self.starts:
            match = self.regex.match(text, anchor, min(sentence.end, anchor + 2 * REACH))
        else:
            window = max(sentence.start, anchor - REACH), min(sentence.end, anchor + REACH)
            found = (m for m in self.regex.finditer(text, *window) if m.start() <= anchor < m.end())
            match = next(found, None)
        if match is None or not (self.needs or self.bars):
            return match
        around = max(sentence.start, match.start() - 2 * REACH), min(sentence.end, match.end() + 2 * REACH)
        met = all(r.search(text, *around) for r in self.needs) and not any(r.search(text, *around) for r in self.bars)
        return match if met else None


@dataclass(frozen=True)
class Matcher:
    """The cues of a codebook, ready to be looked for."""

    automaton: AhoCorasick
    anchors: tuple[tuple[bool, tuple[_Compiled, ...]], ...]

    def hits(self, text: str, sentences: Sequence[SentenceRow]) -> Iterator[Hit]:
        """Every place where a cue fires inside one sentence, in no settled order, some twice."""
        current, n = 0, len(sentences)
        for number, start, end in self.automaton.find_matches_as_indexes(text, overlapping=True):
            if start and text[start - 1].isalnum():
                continue
            whole, cues = self.anchors[number]
            if whole and text[end : end + 1].isalnum():
                continue
            while current < n and sentences[current].end < end:
                current += 1
            if current == n:
                return
            sentence = sentences[current]
            if start < sentence.start:
                continue
            for compiled in cues:
                match = compiled.fire(text, start, sentence)
                if match is not None:
                    slot = match.span("slot") if compiled.cue.pattern.slot == "inside" else None
                    yield Hit(match.start(), match.end(), compiled.cue, slot, current)


@lru_cache(maxsize=8)
def matcher_of(codebook: Codebook) -> Matcher:
    """Compile a codebook once per process."""
    by_anchor: dict[tuple[str, bool], list[_Compiled]] = {}
    for cue in codebook.cues:
        starts, words = _anchor(cue.pattern.elements)
        compiled = _Compiled(
            cue,
            re.compile(_regex(cue.pattern.elements)),
            starts,
            tuple(re.compile(_regex(elements)) for elements in cue.pattern.needs),
            tuple(re.compile(_regex(elements)) for elements in cue.pattern.bars),
        )
        for word in words:
            by_anchor.setdefault((word.rstrip("*"), not word.endswith("*")), []).append(compiled)
    automaton = AhoCorasick([word for word, _ in by_anchor], implementation=Implementation.DFA)
    return Matcher(automaton, tuple((whole, tuple(cues)) for (_, whole), cues in by_anchor.items()))


def _anchor(elements: Sequence[Element]) -> tuple[bool, list[str]]:
    """The words of the element that ordinary text holds least often, and whether a match begins with them."""
    cost, words = min(_rarest(element) for element in elements if _must_be(element))
    first = _first_words(elements[0])
    if first and sum(map(_frequency, first)) <= 2 * cost:
        return True, sorted(set(first))
    return False, sorted(set(words))


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
    """A guess of how many of a million words of ordinary text start like this anchor."""
    if word.startswith("*"):
        return 1e6
    stem = word.rstrip("*")
    return _COMMON.get(stem, 4_000 * 2.0 ** -len(stem) if word.endswith("*") else 1_000 * 2.0 ** -len(stem))


def _regex(elements: Sequence[Element]) -> str:
    return rf"(?<!\w){_sequence(elements)}(?!\w)"


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
            return f"(?P<slot>(?:{_BETWEEN}{_WORD}){{0,6}}?)"
        case Choice(optional=True):
            return f"(?:{_BETWEEN}{_body(element)})?"
        case _:
            return f"{_BETWEEN}{_body(element)}"


def _body(element: Element) -> str:
    if isinstance(element, Word):
        letters = re.escape(element.text.strip("*"))
        end = r"[\w']*" if element.text.endswith("*") else r"(?!\w)"
        if element.text == "not":
            return _NOT
        return (r"\w+" if element.text.startswith("*") else "") + letters + end
    assert isinstance(element, Choice)
    return "(?:" + "|".join(sorted(map(_sequence, element.options), key=len, reverse=True)) + ")"
