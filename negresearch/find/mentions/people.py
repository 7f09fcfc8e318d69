"""The persons and bodies of one document, and the short forms and roles that mean them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from negresearch.find.mentions.runs import Known, Part, Run, Who, who_is
from negresearch.find.words import Words
from negresearch.read.actors import Alias
from negresearch.read.lexicon import read_lexicon

#: Whom "the Russian leader" may mean, the likelier first.
_HEADS_OF_STATE = (
    frozenset({"president", "dictator", "leader", "ruler"}),
    frozenset({"premier", "chancellor", "king", "queen", "emir", "sultan", "prince"}),
)
_NO_ROLES: frozenset[str] = frozenset()
#: How alike two surnames behind one given name must be to be one person: Averin, Averinin.
_ALIKE = 0.8


class Person(NamedTuple):
    """Somebody in a document: full name, side, and the roles in which he or she is introduced."""

    name: str
    side: str | None
    roles: frozenset[str]


@dataclass
class Cast:
    """Everybody whom one document introduces."""

    people: dict[str, Person] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @property
    def has_roles(self) -> bool:
        """Whether anybody is introduced by a role."""
        return any(person.roles for person in self.people.values())

    def who(self, name: str) -> Who | None:
        """The person whom a name without an alias means, or None."""
        full = self.short.get(name) or self.short.get(name[name.rfind(" ") + 1 :])
        return None if full is None else (full, "person", self.people[full].side)

    def alias(self, alias: Alias) -> Who:
        """The actor of an alias; a bare surname is that of the document's own person of this name, if any."""
        return (self.who(alias.alias) if alias.alias in self.taken else None) or who_is(alias)

    def in_role(self, role: str, state: str | None) -> Who | None:
        """The one person of the document in a role, of a state if one is named; None if several or none."""
        sets = read_lexicon().sets
        generic = role in sets["leaders"] and state is not None
        for wanted in _HEADS_OF_STATE if generic else (frozenset({role}),):
            people = [p for p in self.people.values() if p.roles & wanted and state in (None, p.side)]
            if len(people) == 1:
                return (people[0].name, "person", people[0].side)
        return None


def cast_of(read: list[Run], words: Words, text: str) -> Cast:
    """Collect everybody whom a document introduces, from its runs."""
    cast = Cast()
    seen: set[str] = set()
    aliases: dict[str, Alias] = {}
    doubles: set[str] = set()
    for first, last, _, run, known in read:
        if not (known.people or known.doubles) or (run in seen and words.symbols[first : first + 1] != "T"):
            continue
        seen.add(run)
        for part, side in known.people:
            if part.alias is not None:
                aliases[part.alias.alias] = part.alias
            _introduce(cast, part.name, side, _roles(part, first, words, text) if part.titles else _NO_ROLES)
        if known.doubles:
            doubles.update(known.doubles)
            if _is_apposed(last, known, words, text):
                _introduce(cast, known.parts[0].name, None, _roles_of(known.parts[0].titles))
    _join(cast, aliases)
    if doubles:
        _confirm(cast, doubles, {name for run in read for name in run[4].singles})
    return cast


def _is_apposed(last: int, known: Known, words: Words, text: str) -> bool:
    """Whether two or three words alone are a person by what follows: ", the director", ", 61,"."""
    after = words.symbols[last : last + 6]
    if after[:1] != "," or len(known.parts) > 1:
        return False
    if known.doubles[0].rsplit(" ", 1)[-1].lower() in read_lexicon().sets["things"]:
        return False
    if after[1:2] == "D" and after[2:3] in (",", "."):
        return words.word(text, last + 1)[:1].isdigit()
    return "T" in after[1:6].split(",")[0] and after[1:2] in "DTnC" and "V" not in after


def _roles(part: Part, first: int, words: Words, text: str) -> frozenset[str]:
    """The roles of the titles of a part and of the small word before them: "press" secretary."""
    if words.symbols[first - 1 : first] in ("n", "v") and words.symbols[first] == "T":
        before = words.word(text, first - 1)
        return _roles_of((before, *part.titles))
    return _roles_of(part.titles)


@lru_cache(maxsize=1024)
def _roles_of(titles: tuple[str, ...]) -> frozenset[str]:
    """The roles that titles give: "deputy foreign minister" is one, "foreign minister" is a minister as well."""
    sets = read_lexicon().sets
    words = [title for title in titles if title in sets["persons"] or title in sets["modifiers"]]
    if not words or words[-1] not in sets["persons"]:
        return frozenset(word for word in words if word in sets["persons"])
    full = " ".join(words)
    deputy = any(word in ("deputy", "vice", "former", "acting", "assistant", "under") for word in words)
    return frozenset({full}) if deputy else frozenset({full, words[-1]})


def _introduce(cast: Cast, name: str, side: str | None, roles: frozenset[str]) -> None:
    known = cast.people.get(name)
    if known is None:
        cast.people[name] = Person(name, side, roles)
    elif not roles <= known.roles or (side and not known.side):
        cast.people[name] = Person(name, known.side or side, known.roles | roles)


def _join(cast: Cast, aliases: Mapping[str, Alias]) -> None:
    """Join short forms and misspelt full forms to the fullest name of each person."""
    alike: dict[tuple[str, str], list[str]] = {}
    for words, shorts, name in sorted(map(_forms, cast.people), key=lambda forms: -len(forms[0])):
        if len(words) == 1 and name in cast.short:
            _same(cast, name, cast.short[name])
            continue
        others = alike.setdefault((words[0], words[-1][0]), [])
        twin = next((other for other in others[:20] if _is_twin(words, other.split())), name) if others else name
        if twin != name:
            _same(cast, name, twin)
        else:
            others.append(name)
        for short in shorts:
            cast.short.setdefault(short, twin)
        bare = aliases.get(words[-1])
        if bare is not None and bare.type == "person" and bare.actor != name and len(words) > 1:
            cast.taken.add(words[-1])


@lru_cache(maxsize=1 << 12)
def _forms(name: str) -> tuple[tuple[str, ...], frozenset[str], str]:
    """The words of a name, and the forms by which it may be called later."""
    words = tuple(name.split())
    return words, frozenset({name, words[-1], " ".join(words[-2:])}), name


def _is_twin(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two names are spellings of one: same given name, surnames nearly alike."""
    if len(words) < 2 or len(others) < 2:
        return False
    return SequenceMatcher(None, words[-1], others[-1]).ratio() >= _ALIKE


def _same(cast: Cast, name: str, full: str) -> None:
    person, other = cast.people[full], cast.people.pop(name)
    cast.people[full] = person._replace(side=person.side or other.side, roles=person.roles | other.roles)


def _confirm(cast: Cast, doubles: set[str], singles: set[str]) -> None:
    """Take two unknown words for a person where the second stands alone elsewhere: Iver Neumann, Neumann."""
    for name in sorted(doubles):
        last = name[name.rfind(" ") + 1 :]
        if last not in singles or last in cast.short:
            continue
        if read_lexicon().sets["persons"].isdisjoint(name.lower().split()):
            cast.people[name] = Person(name, None, _NO_ROLES)
            cast.short[name] = cast.short[last] = name
