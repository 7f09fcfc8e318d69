"""Reporting verbs: what a verb says beside the words that it reports, by class.

A TOML file with a table for each class: `title`, `definition` and `verbs`, the verbs in their base form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from negresearch.errors import CodebookError, unknown
from negresearch.read.files import bytes_of, toml_tables
from negresearch.read.lexicon import inflect, irregular_forms

_KEYS = ("title", "definition", "verbs")


@dataclass(frozen=True)
class VerbClass:
    """A class of reporting verbs: its name, a verb that stands for it, what makes it one, and its verbs."""

    name: str
    title: str
    definition: str
    verbs: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class ReportingVerbs:
    """The classes of a file, in its order, and the SHA-256 of its bytes."""

    classes: tuple[VerbClass, ...]
    sha256: str

    @cached_property
    def by_form(self) -> Mapping[str, tuple[str, str]]:
        """Each form of each verb, with the verb and its class."""
        irregular = irregular_forms()
        return {form: (verb, of.name) for of in self.classes for verb in of.verbs for form in inflect(verb, irregular)}

    @property
    def titles(self) -> dict[str, str]:
        """A verb that stands for each class, such as "said" for the neutral ones."""
        return {of.name: of.title for of in self.classes}

    @property
    def definitions(self) -> str:
        """What each class is, in words that can stand under a table."""
        told = [f"{of.title}: {of.definition[0].lower()}{of.definition[1:].rstrip('.')}" for of in self.classes]
        return f"{'; '.join(told)}."

    def __repr__(self) -> str:
        return f"<ReportingVerbs: {len(self.classes)} classes of {sum(len(c.verbs) for c in self.classes)} verbs>"


def read_reporting_verbs(path: str | Path | None = None) -> ReportingVerbs:
    """Read a file of reporting verbs, a TOML file; without a path the package's own, `codebooks/reporting-verbs.toml`.

    Raises
    ------
    CodebookError
        Naming the file, the class and what is wrong: no TOML, a key missing or unknown, a verb in two classes.

    Examples
    --------
    >>> verbs = read_reporting_verbs()
    >>> verbs.by_form["claimed"], verbs.by_form["said"]
    (('claim', 'distancing'), ('say', 'neutral'))
    """
    name, data = bytes_of(path, "reporting-verbs.toml")
    classes = tuple(_class(name, key, table) for key, table in toml_tables(name, data).items())
    place: dict[str, str] = {}
    for of in classes:
        for verb in of.verbs:
            if place.setdefault(verb, of.name) != of.name:
                raise CodebookError(f"{name}: {verb!r} is in {place[verb]} and in {of.name}; keep one")
    return ReportingVerbs(classes, hashlib.sha256(data).hexdigest())


def _class(file: str, name: str, table: Any) -> VerbClass:
    place = f"{file}, class {name}"
    if not isinstance(table, dict) or not all(isinstance(table.get(key), str) and table[key] for key in _KEYS):
        raise CodebookError(f"{place}: write [{name}] and below it {', '.join(_KEYS)}, each in quotation marks")
    for key in table.keys() - set(_KEYS):
        raise CodebookError(f"{place}: {unknown('key', key, _KEYS)}")
    return VerbClass(name, table["title"], table["definition"], tuple(table["verbs"].split()))
