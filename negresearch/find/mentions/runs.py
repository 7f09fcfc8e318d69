"""A run of capitalised words, read by itself: aliases, titles, and what may be a name."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal
from weakref import WeakKeyDictionary

from negresearch.read.actors import Actors, Alias
from negresearch.read.lexicon import read_lexicon
from negresearch.tables import ActorType

_WORD = re.compile(r"[^\s“”„«»\"‘()\[\]]+")
_INITIAL = re.compile(r"[A-Z]\.(?:[A-Z]\.)*\Z")
#: Runs kept, and their characters; with more the store begins anew, and longer ones are read each time.
_STORED = 100_000
_LONGEST = 200
#: Adjectives and titles that are carried on behind an adjective.
_TITLES = 4

#: The words of each alias by its first, the longest alias first.
_Aliases = Mapping[str, tuple[tuple[tuple[str, ...], Alias], ...]]
PartKind = Literal["alias", "adjective", "person", "body", "unknown"]
#: Canonical name, type and side of an actor.
Who = tuple[str, ActorType, str | None]
_TYPES: Mapping[str, ActorType] = {"person": "person", "state": "state", "capital": "state", "body": "body"}
#: Start, end and text of a word of a run.
_Token = tuple[int, int, str]


# Not frozen: that takes four times as long to make, and there is one for each name of a corpus.


@dataclass(slots=True)
class Part:
    """A part of a run: where in the run, what it may be, its alias, its name, its titles, and whom an alias means."""

    start: int
    end: int
    kind: PartKind
    alias: Alias | None
    name: str
    titles: tuple[str, ...]
    who: Who | None = None


@dataclass(slots=True)
class Known:
    """What is known of a run wherever it stands.

    Its parts; the names in it, if nothing around it changes them; what a document must know to know any of them, if all
    are unknown; its unknown names of one word, and of two or three; whom it introduces, and of which side; the last
    part, if a small word behind it may belong to it; the side of its last alias.
    """

    parts: tuple[Part, ...] = ()
    names: tuple[Part, ...] | None = ()
    unknown: tuple[str, ...] | None = ()
    singles: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()
    people: tuple[tuple[Part, str | None], ...] = ()
    open: Part | None = None
    side: str | None = None


#: A run where it stands: symbols first to last, character, text, and what is known of it.
Run = tuple[int, int, int, str, Known]


class Runs(dict[str, Known]):
    """Runs by their text; read when first met.

    Examples
    --------
    >>> from negresearch.read.actors import read_actors
    >>> runs = runs_of(read_actors())
    >>> [(part.kind, part.name) for part in runs["Deputy Foreign Minister Olga Brandt"].parts]
    [('person', 'Olga Brandt')]
    """

    def __init__(self, aliases: _Aliases, names: Container[str]) -> None:
        self.aliases, self.names = aliases, names

    def __missing__(self, run: str) -> Known:
        if run.isalpha() and run not in self.aliases:
            known = _alone(run)
        else:
            tokens = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(run)]
            known = self._known(run, tuple(_parts(tokens, self.aliases)))
        if len(self) >= _STORED:
            self.clear()
        if len(run) <= _LONGEST:
            self[run] = known
        return known

    def _known(self, run: str, parts: tuple[Part, ...]) -> Known:
        unknown = [part.name for part in parts if part.kind == "unknown"]
        singles = tuple([name for name in unknown if " " not in name])
        doubles = tuple([name for name in unknown if 1 <= name.count(" ") <= 2])
        if len(unknown) == len(parts):
            keys = (*unknown, *[name[name.rfind(" ") + 1 :] for name in unknown if " " in name])
            return Known(parts, parts, keys, singles, doubles)
        last = parts[-1]
        is_open = last.alias is not None and self._is_open(last, run[last.start : last.end])
        names = None if is_open else self._names(run, parts)
        side = last.alias.side if last.alias else None
        return Known(parts, names, None, singles, doubles, tuple(_people(parts)), last if is_open else None, side)

    def _names(self, run: str, parts: tuple[Part, ...]) -> tuple[Part, ...] | None:
        names: list[Part] = []
        side: str | None = None
        for part in parts:
            if part.alias is not None and part.alias.type == "capital":
                return None
            who = self.who(part, run, side)
            if part.kind == "adjective" and part.alias:
                side = part.alias.side
            else:
                names.append(part if who is part.who else replace(part, who=who))
        return tuple(names)

    def who(self, part: Part, run: str, side: str | None) -> Who | None:
        """Whom a part means in any document; `side` is that of the adjective or the owner before it."""
        alias = part.alias
        if part.kind == "body":
            return (part.name, "body", side)
        if side is not None and alias is not None and side != alias.side and self._is_common(alias):
            return (run[part.start : part.end], "body", side)
        return part.who

    def _is_common(self, alias: Alias) -> bool:
        """Whether other states have a body of this name: Brazil's Congress, Ukraine's Security Council."""
        *before, head = alias.alias.split()
        if alias.type != "body" or head.lower() not in read_lexicon().sets["heads"]:
            return False
        return not any(word in self.names for word in before)

    def _is_open(self, part: Part, printed: str) -> bool:
        """Whether a small word behind an alias may make it another one: Russian officials, the Biden administration."""
        words = tuple(printed.split(" "))
        return part.kind == "adjective" or any(words == longer[:-1] for longer, _ in self.aliases.get(words[0], ()))


_RUNS: WeakKeyDictionary[Actors, Runs] = WeakKeyDictionary()


def runs_of(actors: Actors) -> Runs:
    """The runs that were read with these actors so far."""
    known = _RUNS.get(actors)
    if known is None:
        known = _RUNS[actors] = Runs(actors.by_first_word, actors.by_name)
    return known


def _alone(word: str) -> Known:
    """A word that is no alias: a name that a document may know, but for a title."""
    lexicon, lower = read_lexicon(), word.lower()
    if lexicon.symbols.get(lower) == "T" or lower in lexicon.sets["modifiers"]:
        return Known()
    parts = (Part(0, len(word), "unknown", None, word, ()),)
    return Known(parts, parts, (word,), (word,))


def _people(parts: tuple[Part, ...]) -> Iterator[tuple[Part, str | None]]:
    side: str | None = None
    for part in parts:
        alias = part.alias
        if part.kind == "person":
            yield part, side
        elif alias is not None and alias.type == "person":
            yield part, alias.side
        elif alias is not None and alias.type in ("adjective", "state", "capital"):
            side = alias.side


def _parts(tokens: list[_Token], aliases: _Aliases) -> list[Part]:
    words = [token[2] for token in tokens]
    found: list[Part] = []
    titles: list[str] = []
    rest = i = 0
    while i < len(words):
        length, alias = _alias_at(words, i, aliases) if words[i] in aliases else (0, None)
        if alias is None:
            i += 1
            continue
        if i > rest:
            titles = _names(found, tokens[rest:i], titles)
        end = tokens[i + length - 1][1]
        is_adjective = alias.type == "adjective"
        kind: PartKind = "adjective" if is_adjective else "alias"
        who = None if is_adjective else who_is(alias)
        found.append(Part(tokens[i][0], end, kind, alias, alias.actor, tuple(titles), who))
        office = words[i - 1] in ("of", "the") and alias.type != "person" if i else False
        titles = titles if office else [*titles, alias.alias][-_TITLES:] if is_adjective else []
        i = rest = i + length
    if rest < len(words):
        _names(found, tokens[rest:], titles)
    return found


def who_is(alias: Alias) -> Who:
    """The actor of an alias."""
    return (alias.actor, _TYPES.get(alias.type, "collective"), alias.side)


def _alias_at(words: list[str], i: int, aliases: _Aliases) -> tuple[int, Alias | None]:
    for alias_words, alias in aliases.get(words[i], ()):
        if tuple(words[i : i + len(alias_words)]) == alias_words:
            whole = len(alias_words) == 1 and alias.type == "person" and _given(words, i - 1)
            return (0, None) if whole else (len(alias_words), alias)
    return 0, None


def _given(words: list[str], i: int) -> bool:
    """Whether another given name stands before a known surname: Robert Bennett is not Naftali Bennett."""
    sets = read_lexicon().sets
    return i >= 0 and words[i].lower() in sets["given"] and words[i].lower() not in sets["persons"]


def _names(found: list[Part], tokens: list[_Token], titles: list[str]) -> list[str]:
    """Read the words before an alias or the end: titles, then names; give the titles behind which no name stands."""
    sets = read_lexicon().sets
    given, heads = sets["given"], sets["heads"]
    lower = [token[2].lower() for token in tokens]
    if "of" in lower[1:] and lower[lower.index("of") - 1] in heads:
        while lower[len(tokens) - 1] in ("of", "the"):  # the Diplomatic Academy of the | Russian Foreign Ministry
            tokens = tokens[:-1]
        if len(tokens) == 1:  # the Government of the | Russian Federation
            return titles
        found.append(_part(tokens, "body", titles))
        return []
    if lower[-1] in ("of", "the"):
        return [*titles, *lower[: lower.index("of")]] if "of" in lower else titles
    first = _titled(lower)
    if len(tokens) > 1 and lower[-1] in heads and not (lower[0] in given and len(tokens) == 2):
        named = tokens[first if "of" in lower[:first] else 0 :] or tokens  # director of the | Nansen Institute
        found.append(_part(named, "body", titles))
        return []
    return _persons(found, tokens, lower, first, titles)


def _persons(found: list[Part], tokens: list[_Token], lower: list[str], first: int, titles: list[str]) -> list[str]:
    """Read names side by side, of which each but the first begins with a given name."""
    given = read_lexicon().sets["given"]
    borders = [first]
    for i in range(first + 1, len(tokens) - 1):
        if lower[i] in given and (lower[borders[-1]] not in given or i - borders[-1] > 1):
            borders.append(i)
    if "of" in lower[first:]:  # the place that somebody is from
        tokens = tokens[: lower.index("of", first)]
        borders = [i for i in borders if i < len(tokens)]
    before = [*titles, *lower[:first]]
    if first == len(tokens):
        return before
    for i, j in pairwise([*borders, len(tokens)]):
        found.append(_name(tokens[i:j], lower[i:j], before))
        before = lower[i:j]
    return []


def _titled(lower: list[str]) -> int:
    """Count the words of a title at the beginning: Secretary of State."""
    symbols, modifiers = read_lexicon().symbols, read_lexicon().sets["modifiers"]
    for i, word in enumerate(lower):
        if symbols.get(word) != "T" and word not in modifiers and not (i and word in ("of", "the")):
            return i
    return len(lower)


def _name(tokens: list[_Token], lower: list[str], titles: list[str]) -> Part:
    sets = read_lexicon().sets
    titled = not sets["persons"].isdisjoint(titles[-2:])
    full = len(tokens) >= 2 and (lower[0] in sets["given"] or _INITIAL.match(tokens[0][2]) is not None)
    plain = len(tokens) <= 4 and (titled or full) and sets["nameless"].isdisjoint(lower)
    return _part(tokens, "person" if plain else "unknown", titles)


def _part(tokens: list[_Token], kind: PartKind, titles: list[str]) -> Part:
    name = " ".join([token[2] for token in tokens])
    return Part(tokens[0][0], tokens[-1][1], kind, None, name, tuple(titles))
