"""The language of cues: how a researcher writes down the words that a frame is recognised by.

A cue is one line of text. Words stand for themselves, in lower case::

    refus* ..3 (talks|negotiat*)       a stem; a gap of up to three words; alternatives
    <actor> {not} ..1 (ready|willing)  who does it; a named list of the codebook
    blame* <target> for                an actor between words
    terms? of peace & {talks} &! oil   an optional word; the sentence also has / has not
    without (any)? preconditions => denied

``word``       the word; ``word*`` any word that begins so; ``*n't`` any that ends so; ``organi*ation`` either spelling.
``(a|b ..2 c)``  any of these sequences; ``?`` after a word or a bracket makes it optional.
``{name}``     the list of that name under ``[lists]``.
``..``, ``..5`` up to four, or up to five, words of any kind; never across ; : . ! ? or a dash.
``<actor>``    the frame's argument. In front: the subject of what follows (``<actor>'s``: its possessor).
               Elsewhere: the party named there. ``<actor!>``: only where somebody is named.
``& x``, ``&! x``  only where the sentence also has, or has not, x; where articles are coded, the 400 characters around.
``=> hint``    asserted, denied or conditional: the polarity where nothing around says otherwise; and what
               fills an argument that is not named: speaker (who puts it forward), he (the person last named),
               last (the party last named in an earlier sentence), other (nobody, though the frame says speaker).
``=> 3``       how much the cue weighs where articles are coded; 1 without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

Slot = Literal["subject", "possessor", "inside", "object"]

#: Polarities and sources of the argument that a cue may fix.
HINTS = frozenset({"asserted", "denied", "conditional", "speaker", "other", "he", "last"})
DEFAULT_GAP = 4
#: Two gaps of this size already span a long clause; more would join words that have nothing to do with each other.
LONGEST_GAP = 10

_TOKEN = re.compile(
    r"""\s*(?:
    (?P<gap>\.\.(?P<size>\d*))
  | <(?P<slot>\w+)(?P<must>!?)>(?P<owner>'s)?
  | \{(?P<list>[\w-]+)\}
  | (?P<word>\*?[^\W_][\w'.*-]*)
  | (?P<mark>[()|?])
)""",
    re.VERBOSE,
)
_CONDITION = re.compile(r"\s*&(!?)\s*")
_WEIGHT = re.compile(r"\d+(?:\.\d+)?")


class PatternError(ValueError):
    """A cue is not written in the language of cues."""


@dataclass(frozen=True)
class Word:
    """A word in lower case; a "*" stands for any letters, a "?" (as dictionaries have it) for one."""

    text: str


@dataclass(frozen=True)
class Gap:
    """Up to `size` words of any kind."""

    size: int


@dataclass(frozen=True)
class Argument:
    """The place inside a cue where the frame's argument is named."""

    possessor: bool = False
    required: bool = False


@dataclass(frozen=True)
class Choice:
    """One of several sequences."""

    options: tuple[tuple[Element, ...], ...]
    optional: bool = False


Element = Word | Gap | Argument | Choice
Sequence = tuple[Element, ...]
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class Pattern:
    """A cue, taken apart: `elements` follow one another; the first and the last are words or choices.

    `slot` is where the argument stands, within `reach` words where it ends the cue; a `required` one must be named.
    `needs` and `bars` are what the sentence must have, and not; what is around it too where the cue is `wide`.
    """

    elements: Sequence
    slot: Slot | None = None
    reach: int = 0
    required: bool = False
    needs: tuple[Sequence, ...] = ()
    bars: tuple[Sequence, ...] = ()
    hints: frozenset[str] = field(default_factory=frozenset)
    weight: float = 1.0
    wide: bool = False


def parse_pattern(cue: str, lists: Mapping[str, str], argument: str | None) -> Pattern:
    """Take a cue apart, with the codebook's named lists and the name of the frame's slot; else a PatternError.

    >>> parse_pattern("<actor> refus* ..3 {talks}", {"talks": "talks|dialogue"}, "actor").slot
    'subject'
    """
    body, _, hints = cue.partition("=>")
    first, *conditions = _CONDITION.split(body)
    sequence = _Parser(first, lists, argument).sequence()
    elements, slot = _place_slot(sequence)
    required = any(isinstance(element, Argument) and element.required for element in sequence)
    pairs = [(mark, parse_sequence(text, lists)) for mark, text in zip(conditions[::2], conditions[1::2], strict=True)]
    needs, bars = (tuple(sequence for mark, sequence in pairs if mark == kind) for kind in ("", "!"))
    gap = sequence[-2] if slot == "object" and len(sequence) > 1 else None
    reach = gap.size if isinstance(gap, Gap) else 0
    return Pattern(elements, slot, reach, required, needs, bars, *_read_hints(hints))


def parse_sequence(text: str, lists: Mapping[str, str]) -> Sequence:
    """Take apart words that stand for no frame: a condition of a cue, what a codebook is about; else a PatternError."""
    return trimmed(_Parser(text, lists, None).sequence())


def _read_hints(text: str) -> tuple[frozenset[str], float]:
    given = [hint.strip() for hint in text.split(",") if hint.strip()]
    weights = [float(hint) for hint in given if _WEIGHT.fullmatch(hint)]
    if len(weights) > 1:
        raise PatternError("it has two weights")
    hints = frozenset(hint for hint in given if not _WEIGHT.fullmatch(hint))
    if hints - HINTS:
        raise PatternError(f"unknown hint {min(hints - HINTS)!r}: choose from {', '.join(sorted(HINTS))}")
    return hints, weights[0] if weights else 1.0


class _Parser:
    """Reads one sequence, with the brackets in it, from left to right."""

    def __init__(self, text: str, lists: Mapping[str, str], argument: str | None, depth: int = 0) -> None:
        self._text = text.strip().lower().replace("’", "'")
        self._lists = lists
        self._argument = argument
        self._depth = depth
        self._at = 0

    def sequence(self) -> Sequence:
        """The whole text as one sequence."""
        return self._to_its_end(self._sequence())

    def options(self) -> tuple[Sequence, ...]:
        """The whole text as alternatives."""
        return self._to_its_end(self._options())

    def _to_its_end(self, read: _Read) -> _Read:
        if self._at < len(self._text):
            raise PatternError(f"cannot read it from {self._text[self._at :]!r} on")
        return read

    def _options(self) -> tuple[Sequence, ...]:
        options = [self._sequence()]
        while self._take("|"):
            options.append(self._sequence())
        if not all(any(isinstance(e, Word | Choice) for e in option) for option in options):
            raise PatternError("an alternative is empty")
        return tuple(dict.fromkeys(options))

    def _sequence(self) -> Sequence:
        elements: list[Element] = []
        while True:
            token = _TOKEN.match(self._text, self._at)
            if token is None or token["mark"] in {")", "|"}:
                return tuple(elements)
            self._at = token.end()
            elements.extend(self._element(token))

    def _element(self, token: re.Match[str]) -> list[Element]:
        if token["gap"]:
            size = int(token["size"] or DEFAULT_GAP)
            if not 1 <= size <= LONGEST_GAP:
                raise PatternError(f"a gap of {size} words: between 1 and {LONGEST_GAP}, please")
            return [Gap(size)]
        if token["slot"]:
            if token["slot"] != self._argument:
                raise PatternError(
                    f"<{token['slot']}> is not the frame's argument, which is {self._argument or 'none'}"
                )
            return [Argument(bool(token["owner"]), bool(token["must"]))]
        if token["word"]:
            words: list[Element] = [Word(word) for word in token["word"].split("-") if word]
            return [Choice((tuple(words),), optional=True)] if self._take("?") else words
        if token["list"]:
            options = self._list(token["list"])
        elif token["mark"] == "(":
            options = self._options()
            if not self._take(")"):
                raise PatternError("a bracket is not closed")
        else:
            raise PatternError("a '?' follows neither a word nor a bracket")
        return [Choice(options, optional=self._take("?"))]

    def _list(self, name: str) -> tuple[Sequence, ...]:
        if name not in self._lists:
            raise PatternError(f"there is no list {{{name}}} under [lists]")
        if self._depth > len(self._lists):
            raise PatternError(f"list {{{name}}} contains itself")
        return _Parser(self._lists[name], self._lists, None, self._depth + 1).options()

    def _take(self, mark: str) -> bool:
        token = _TOKEN.match(self._text, self._at)
        if token is None or token["mark"] != mark:
            return False
        self._at = token.end()
        return True


def _place_slot(elements: Sequence) -> tuple[Sequence, Slot | None]:
    """Say what the argument's place means, and leave it out where it stands at an edge."""
    places = [(i, element) for i, element in enumerate(elements) if isinstance(element, Argument)]
    if len(places) > 1:
        raise PatternError("it names its argument twice")
    if not places:
        return trimmed(elements), None
    ((place, argument),) = places
    if place == 0:
        return trimmed(elements[1:]), "possessor" if argument.possessor else "subject"
    if not _must_stand(elements[place + 1 :]):
        return trimmed(elements[:place]), "object"
    return trimmed(elements), "inside"


def trimmed(elements: Sequence) -> Sequence:
    """Without gaps and optional words at the edges, where they say nothing."""
    held = _must_stand(elements)
    if not held:
        raise PatternError("it has no word that must be there")
    return elements[held[0] : held[-1] + 1]


def _must_stand(elements: Sequence) -> list[int]:
    """The places of the words that a match can't do without."""
    return [i for i, e in enumerate(elements) if isinstance(e, Word) or (isinstance(e, Choice) and not e.optional)]
