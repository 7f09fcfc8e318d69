"""Naming sets: the words between which a writer chooses for one thing.

A TOML file with a table for each set: `title`, `terms`, and `not`, phrases that have the words of the set and name
something else; `whose = true` where it matters of which side a term is said. "war(s)" is war or wars; "|" parts further
ways to write one term, and the first names it. What has a capital is found as it is written, the rest in any case.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from negresearch.errors import CodebookError, unknown
from negresearch.read.files import bytes_of, toml_tables

_KEYS = ("title", "terms", "not", "whose")


class Form(NamedTuple):
    """One way to write a term; `term` is None where its words name something else."""

    name: str
    term: str | None
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class NamingSet:
    """Words for one thing: name, what it is, terms and what is none of them, as the file has them; whether owned."""

    name: str
    title: str
    terms: tuple[str, ...]
    without: tuple[str, ...]
    whose: bool = False


@dataclass(frozen=True, eq=False)
class Naming:
    """The sets of a naming file, in its order, and the SHA-256 of its bytes."""

    sets: tuple[NamingSet, ...]
    sha256: str

    @cached_property
    def by_first_word(self) -> Mapping[str, tuple[Form, ...]]:
        """The forms of all sets by their first word in lower case, the longest form first."""
        ways = [(of, term, way) for of in self.sets for term in (*of.terms, *of.without) for way in _written(term)]
        found: dict[str, list[Form]] = {}
        for of, term, written in sorted(ways, key=lambda way: -len(way[2])):
            name = term_name(term) if term in of.terms else None
            found.setdefault(_first_word(written), []).append(Form(of.name, name, _pattern(written)))
        return {word: tuple(forms) for word, forms in found.items()}

    @cached_property
    def owned(self) -> frozenset[str]:
        """The sets whose terms are looked at for the side that they are said of."""
        return frozenset(of.name for of in self.sets if of.whose)

    @property
    def definitions(self) -> str:
        """What each set is of, in words that can stand under a table."""
        return f"{'; '.join(f'{of.name}: {of.title}' for of in self.sets)}."

    def __repr__(self) -> str:
        return f"<Naming: {len(self.sets)} sets of {sum(len(s.terms) for s in self.sets)} terms>"


def term_name(term: str) -> str:
    """What a term is called: the first way to write it, in the singular.

    >>> term_name("special military operation(s)|SMO")
    'special military operation'
    """
    return term.split("|")[0].strip().replace("(s)", "")


def _written(term: str) -> list[str]:
    ways = map(str.strip, term.split("|"))
    return [form for way in ways for form in dict.fromkeys((way.replace("(s)", "s"), way.replace("(s)", "")))]


def _first_word(written: str) -> str:
    match = re.search(r"\w+", written)
    return match[0].lower() if match else ""


def _pattern(written: str) -> re.Pattern[str]:
    """The words with whatever blanks between them, and no letter after."""
    words = r"[^\S\r\n]{1,3}".join(re.escape(word).replace("'", "['’]") for word in written.split())
    return re.compile(rf"{words}(?!\w)", re.IGNORECASE if written == written.lower() else 0)


def read_naming(path: str | Path | None = None) -> Naming:
    """Read a file of naming sets, a TOML file; without a path the package's own, `codebooks/naming.toml`.

    Raises
    ------
    CodebookError
        Naming the file, the set and what is wrong: no TOML, an unknown key, a set of fewer than two terms, a term
        without a word, or one that two terms of a set share.

    Examples
    --------
    >>> read_naming().sets[0].terms
    ('Kyiv|Kyjiv', 'Kiev')
    """
    name, data = bytes_of(path, "naming.toml")
    sets = tuple(_set(name, key, table) for key, table in toml_tables(name, data).items())
    return Naming(sets, hashlib.sha256(data).hexdigest())


def _set(file: str, name: str, table: Any) -> NamingSet:
    place = f"{file}, set {name}"
    if not isinstance(table, dict):
        raise CodebookError(f"{place}: write [{name}] and below it title and terms")
    for key in table.keys() - set(_KEYS):
        raise CodebookError(f"{place}: {unknown('key', key, _KEYS)}")
    terms, without = (_strings(place, key, table.get(key, [])) for key in ("terms", "not"))
    if len(terms) < 2:
        raise CodebookError(f"{place}: {len(terms)} terms; a choice needs two at least")
    _check_forms(place, [*terms, *without])
    if not isinstance(whose := table.get("whose", False), bool):
        raise CodebookError(f"{place}: whose must be true or false")
    return NamingSet(name, str(table.get("title", name)), terms, without, whose)


def _strings(place: str, key: str, values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise CodebookError(f"{place}: {key} must be a list of words in quotation marks")
    return tuple(values)


def _check_forms(place: str, terms: Iterable[str]) -> None:
    seen: set[str] = set()
    for form in (form for term in terms for form in _written(term)):
        if not _first_word(form):
            raise CodebookError(f"{place}: {form!r} has no word; fill it in or delete it")
        if form in seen:
            raise CodebookError(f"{place}: {form!r} stands there twice; keep one")
        seen.add(form)
