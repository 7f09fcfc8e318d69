"""The rules of `furniture.toml`, ready to be tried on a paragraph."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from negresearch.tables import RegionKind

_NAME = r"(?-i:[A-Z][\w.’'-]*(?:\s(?:[A-Z][\w.’'-]*|de|van|von|der|bin|al|el|la)){1,4})"
_MACROS = {
    "NAMES": rf"{_NAME}(?:(?:,\s|\s?[/&|;]\s?|\s(?:and|for|in|with)\s|,\sand\s)(?-i:{_NAME}|[A-Z][\w.’'-]*))*",
    "END": r"\s*:?\s*\Z",
}


@dataclass(frozen=True, eq=False)
class Rule:
    """What one kind of furniture looks like: the fields of `furniture.toml`, as explained there."""

    kind: RegionKind
    why: str
    source: str = ""
    most_words: int = 60
    carries: bool = False
    at_end: bool = False
    words: tuple[str, ...] = ()
    example: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled when first tried."""
        return re.compile(self.source, re.I)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules: openings by their first word, signs in order, the box about reliability, and lists of words."""

    openings: dict[str, tuple[Rule, ...]]
    signs: tuple[Rule, ...]
    reliability: Rule
    buttons: frozenset[str]
    interface: tuple[str, ...]
    sections: frozenset[str]
    roles: frozenset[str]
    labels: frozenset[str]


def _read() -> Rules:
    source = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text("utf-8"))
    words = source["words"]
    macros = _MACROS | {"AGENCIES": "|".join(map(re.escape, words["agencies"].split()))}
    openings: dict[str, tuple[Rule, ...]] = {}
    for fields in source["opening"]:
        firsts = fields.pop("first").split()
        rule = _rule(fields, macros)
        for first in firsts:
            openings[first] = (*openings.get(first, ()), rule)
    return Rules(
        openings,
        tuple(_rule(fields, macros) for fields in source["sign"]),
        _rule(source["reliability"], macros),
        frozenset(words["buttons"].split()),
        tuple(words["interface"].split()),
        frozenset(name.replace("-", " ") for name in words["sections"].split()),
        frozenset(words["roles"].split()),
        frozenset(words["labels"].split()),
    )


def _rule(fields: dict[str, Any], macros: dict[str, str]) -> Rule:
    pattern = fields.pop("pattern")
    for name, meaning in macros.items():
        pattern = pattern.replace(name, meaning)
    return Rule(source=pattern, words=tuple(fields.pop("words", ())), **fields)


RULES = _read()
