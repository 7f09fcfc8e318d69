"""A run of capitalised words, read by itself: aliases, titles, and what may be a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple
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


class Part(NamedTuple):
    """A part of a run: where in the run, what it may be, its alias, its name, its titles, and whom an alias means."""

    start: int
    end: int
    kind: PartKind
    alias: Alias | None
    name: str
    titles: tuple[str, ...]
    who: Who | None = None


class Known(NamedTuple):
    """What is known of a run wherever it stands.

    Its parts; the last one, if a small word behind it may belong to it; the side of its last alias; whether it holds
    nothing but unknown names; whether it may introduce somebody; its unknown names of one word, and of two or three.
    """

    parts: tuple[Part, ...]
    open: Part | None
    side: str | None
    is_unknown: bool
    introduces: bool
    singles: tuple[str, ...]
    doubles: tuple[str, ...]


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

    def __init__(self, aliases: _Aliases) -> None:
        self.aliases = aliases

    def __missing__(self, run: str) -> Known:
        tokens = [(match.start(), match.end(), match[0]) for match in _WORD.finditer(run)]
        known = self._known(run, tuple(_parts(tokens, self.aliases)))
        if len(self) >= _STORED:
            self.clear()
        if len(run) <= _LONGEST:
            self[run] = known
        return known

    def _known(self, run: str, parts: tuple[Part, ...]) -> Known:
        last = parts[-1] if parts else None
        unknown = [part.name for part in parts if part.kind == "unknown"]
        singles = tuple([name for name in unknown if " " not in name])
        doubles = tuple([name for name in unknown if 1 <= name.count(" ") <= 2])
        introduces = bool(doubles) or any(
            part.kind == "person" or (part.alias is not None and part.alias.type == "person") for part in parts
        )
        is_open = last is not None and last.alias is not None and self._is_open(last, run[last.start : last.end])
        side = last.alias.side if last and last.alias else None
        return Known(parts, last if is_open else None, side, len(unknown) == len(parts), introduces, singles, doubles)

    def _is_open(self, part: Part, printed: str) -> bool:
        """Whether a small word behind an alias may make it another one: Russian officials, the Biden administration."""
        words = tuple(printed.split(" "))
        return part.kind == "adjective" or any(words == longer[:-1] for longer, _ in self.aliases.get(words[0], ()))


_RUNS: WeakKeyDictionary[Actors, Runs] = WeakKeyDictionary()


def runs_of(actors: Actors) -> Runs:
    """The runs that were read with these actors so far."""
    known = _RUNS.get(actors)
    if known is None:
        known = _RUNS[actors] = Runs(actors.by_first_word)
    return known


def _parts(tokens: list[tuple[int, int, str]], aliases: _Aliases) -> Iterator[Part]:
    words = [token[2] for token in tokens]
    titles: list[str] = []
    rest = i = 0
    while i < len(words):
        length, alias = _alias_at(words, i, aliases)
        if alias is None:
            i += 1
            continue
        if i > rest:
            parts = list(_names(tokens[rest:i], titles))
            yield from (part for part in parts if part.name)
            titles = [] if parts[-1].name else list(parts[-1].titles)
        kind: PartKind = "adjective" if alias.type == "adjective" else "alias"
        end = tokens[i + length - 1][1]
        yield Part(tokens[i][0], end, kind, alias, alias.actor, tuple(titles), who_is(alias))
        office = words[i - 1] in ("of", "the") and alias.type != "person" if i else False
        titles = titles if office else [*titles, alias.alias][-_TITLES:] if kind == "adjective" else []
        i = rest = i + length
    yield from (part for part in _names(tokens[rest:], titles) if part.name)


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


def _names(tokens: list[tuple[int, int, str]], titles: list[str]) -> Iterator[Part]:
    """Read words between aliases: titles, then a name; a part without a name only hands its titles on."""
    sets, symbols = read_lexicon().sets, read_lexicon().symbols
    given = sets["given"]
    lower = [token[2].lower() for token in tokens]
    if "of" in lower[1:] and lower[lower.index("of") - 1] in sets["heads"]:
        yield _body_of(tokens, titles)
        return
    titled = [symbols.get(word) == "T" or word in sets["modifiers"] for word in lower]
    for i in range(1, len(tokens)):  # Secretary of State
        titled[i] = titled[i] or (lower[i] in ("of", "the") and titled[i - 1])
    if lower and lower[-1] in ("of", "the"):
        office = lower[: lower.index("of")] if "of" in lower else []
        yield Part(0, 0, "unknown", None, "", (*titles, *office))
        return
    first = next((i for i in range(len(tokens)) if not titled[i]), len(tokens))
    if len(tokens) > 1 and lower[-1] in sets["heads"] and not (lower[0] in given and len(tokens) == 2):
        named = tokens[first if "of" in lower[:first] else 0 :] or tokens  # director of the | Nansen Institute
        yield Part(named[0][0], named[-1][1], "body", None, " ".join(t[2] for t in named), tuple(titles))
        return
    borders = [first]
    for i in range(first + 1, len(tokens) - 1):
        if lower[i] in given and (lower[borders[-1]] not in given or i - borders[-1] > 1):
            borders.append(i)
    if "of" in lower[first:]:  # the place that somebody is from
        tokens = tokens[: lower.index("of", first)]
    borders = [i for i in borders if i < len(tokens)] or borders[:1]
    before = [*titles, *lower[:first]]
    for i, j in zip(borders, [*borders[1:], len(tokens)], strict=True):
        yield _name(tokens[i:j], before)
        before = lower[i:j]


def _body_of(tokens: list[tuple[int, int, str]], titles: list[str]) -> Part:
    """A body with "of" in its name; the Diplomatic Academy of the | Russian Foreign Ministry ends before it."""
    while tokens[-1][2].lower() in ("of", "the"):
        tokens = tokens[:-1]
    if len(tokens) == 1:  # the Government of the | Russian Federation
        return Part(0, 0, "unknown", None, "", tuple(titles))
    return Part(tokens[0][0], tokens[-1][1], "body", None, " ".join(t[2] for t in tokens), tuple(titles))


def _name(tokens: list[tuple[int, int, str]], titles: list[str]) -> Part:
    if not tokens:
        return Part(0, 0, "unknown", None, "", tuple(titles))
    sets = read_lexicon().sets
    lower = [token[2].lower() for token in tokens]
    titled = bool(titles) and any(word in sets["persons"] for word in titles[-2:])
    full = len(tokens) >= 2 and (lower[0] in sets["given"] or bool(_INITIAL.match(tokens[0][2])))
    plain = len(tokens) <= 4 and not any(
        word in sets["persons"] or word in sets["modifiers"] or word in sets["heads"] or word in sets["things"]
        for word in lower
    )
    kind: PartKind = "person" if plain and (titled or full) else "unknown"
    return Part(tokens[0][0], tokens[-1][1], kind, None, " ".join(token[2] for token in tokens), tuple(titles))
