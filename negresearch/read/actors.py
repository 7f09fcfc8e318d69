"""Actors: the alias file that says which names are one actor, and whose side it is on.

One line an alias: `alias,actor,type,side`.

type is person, state, body or collective; two further types serve the finder and are not mentions of
their own. `capital`: a city that may stand for its state (Kyiv for Ukraine), unless it is a place in
its sentence. `adjective`: the adjective of a state ("Russian"), which gives a side to those it
describes ("Russian officials"). side is the actor's state or bloc, empty where there is none.
Every state is listed by the same rules: names, capital, adjective.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, get_args

from negresearch.errors import CodebookError, unknown
from negresearch.read.files import bytes_of, csv_lines
from negresearch.tables import ActorType

_COLUMNS = ["alias", "actor", "type", "side"]
_TYPES = (*get_args(ActorType), "capital", "adjective")


class Alias(NamedTuple):
    """A name as printed, the actor that it names, the actor's type and side."""

    alias: str
    actor: str
    type: str
    side: str | None


@dataclass(frozen=True, eq=False)
class Actors:
    """The aliases of an actor file, in its order, and the SHA-256 of its bytes."""

    aliases: tuple[Alias, ...]
    sha256: str

    @cached_property
    def by_first_word(self) -> Mapping[str, tuple[tuple[tuple[str, ...], Alias], ...]]:
        """The words of each alias by its first, the longest alias first; a leading "the" is left out."""
        found: dict[str, list[tuple[tuple[str, ...], Alias]]] = {}
        for alias in self.aliases:
            words = tuple(alias.alias.removeprefix("the ").split())
            found.setdefault(words[0], []).append((words, alias))
        return {first: tuple(sorted(named, key=lambda pair: -len(pair[0]))) for first, named in found.items()}

    @cached_property
    def by_name(self) -> Mapping[str, Alias]:
        """Each alias by its words; "the" left out, adjectives left out."""
        return {a.alias.removeprefix("the "): a for a in self.aliases if a.type != "adjective"}

    def __repr__(self) -> str:
        return f"<Actors: {len(self.aliases)} aliases of {len({a.actor for a in self.aliases})} actors>"


def read_actors(path: str | Path | None = None, *, add: str | Path | None = None) -> Actors:
    """Read an actor file.

    Parameters
    ----------
    path : str or Path, optional
        A CSV with the columns alias, actor, type and side; the package's own by default.
    add : str or Path, optional
        A file of further aliases, such as those that `suspected_variants` proposes and a reader has confirmed.

    Raises
    ------
    CodebookError
        Naming the file, the line and what is wrong: a column missing, an empty cell, an unknown type,
        an alias that is given to two actors.

    Examples
    --------
    >>> read_actors()
    <Actors: ... aliases of ... actors>
    """
    sources = [bytes_of(path, "actors.csv"), *([bytes_of(add, "actors.csv")] if add is not None else [])]
    lines = [(f"{name}, line {line}", row) for name, data in sources for line, row in csv_lines(name, data, _COLUMNS)]
    return Actors(_aliases(lines), hashlib.sha256(b"".join(data for _, data in sources)).hexdigest())


def _aliases(lines: list[tuple[str, dict[str, str]]]) -> tuple[Alias, ...]:
    actors: dict[tuple[str, bool], str] = {}
    aliases = []
    for place, row in lines:
        for column in ("alias", "actor", "type"):
            if not row[column]:
                raise CodebookError(f"{place}: {column} is empty; fill it in or delete the line")
        if row["type"] not in _TYPES:
            raise CodebookError(f"{place}: {unknown('type', row['type'], _TYPES)}")
        alias = Alias(row["alias"], row["actor"], row["type"], row["side"] or None)
        key = (alias.alias, alias.type == "adjective")
        if actors.setdefault(key, alias.actor) != alias.actor:
            raise CodebookError(f"{place}: {alias.alias!r} is {actors[key]!r} above and {alias.actor!r} here; keep one")
        aliases.append(alias)
    return tuple(aliases)
