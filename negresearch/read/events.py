"""Event books: what happened, and how a text tells of it.

A TOML file with a table for each event and, under it, rules. A rule is one line::

    tossed-aside = { words = "(reject*|threw) ..6 (draft|document)", near = "istanbul" }
    refuses = { frame = "refusal_of_talks", side = ["Ukraine"], words = "{talks}" }

``words``     in the language of cues (`negresearch.read.codebook.patterns`), without an argument: the evidence; beside
              a `frame`, what its sentence must have.
``frame``     a frame of the codebook whose codings are the evidence, of one of the sides under ``side`` and one of the
              polarities under ``polarity`` (asserted without).
``near``      what the paragraph must have, in the language of cues.
``date``      "inside": a date of the sentence, no longer than the event or a month, meets the days from ``first`` to
              ``last``; "any": whatever the dates. Without it a sentence whose dates all lie outside tells no event.
``charges``   sides that are at fault by what the rule says, where the sentence names them: who supplies arms "as an
              obstacle", who rules out talks.

An event may say what the document must be ``about``, in the language of cues. A document that was published before an
event's first day does not tell it. ``whose`` names the sides whose offer, demand or act it is: a frame of the book's
own without an argument (a verdict: "a sham") is of them, and so are ``charges`` where the sentence names none. Whom a
passage blames is read from the codings of the frames (or single cues) under ``blames`` and ``credits``; an event may
have lists of its own. Under ``doubts`` stand frames of blame that lay none where they are merely reported (a
refusal), under ``unnamed`` the side that a frame means where it names none. A book may bring ``frames``, written as
in a codebook, that are coded for its claims alone: words of accusation.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from negresearch import timex
from negresearch.errors import CodebookError, unknown
from negresearch.read.codebook import POLARITIES, Codebook, Cue
from negresearch.read.codebook.patterns import Pattern, PatternError, parse_pattern
from negresearch.read.codebook.toml import TableReader, codebook_of
from negresearch.read.files import bytes_of, toml_tables

_BOOK_KEYS = frozenset("name version title blames doubts credits unnamed lacks hedges lists frames events".split())
_EVENT_KEYS = frozenset("title definition first last about whose blames credits rules".split())
_RULE_KEYS = frozenset("words frame side polarity near date charges".split())
DATE_RULES = ("inside", "any")


@dataclass(frozen=True)
class Rule:
    """One way in which an event is told, as its line has it; `rule` is its id, `event/name`, `text` its words."""

    rule: str
    words: Pattern | None
    text: str
    near: Pattern | None
    frame: str | None
    sides: tuple[str, ...]
    polarities: tuple[str, ...]
    date: str | None
    charges: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """An event: what counts as a telling, the days its dates lie in, and its rules, the surest first."""

    event: str
    title: str
    definition: str
    first: str | None
    last: str | None
    about: Pattern | None
    whose: tuple[str, ...]
    blames: frozenset[str]
    credits: frozenset[str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, eq=False)
class EventBook:
    """Events with their rules, in the order of the file; two books with the same sha256 find the same.

    `lacks` is what no sentence that tells an event has, words of other conflicts; `hedges` are words by which a claim
    is made less sure; `own` has the frames of the book's own. `doubts` and `unnamed` are as the file has them.
    """

    name: str
    version: str
    title: str
    events: tuple[Event, ...]
    lacks: Pattern | None
    hedges: Pattern | None
    doubts: frozenset[str]
    own: Codebook | None
    unnamed: Mapping[str, str]
    sha256: str

    @cached_property
    def by_name(self) -> dict[str, Event]:
        """Each event by its id."""
        return {event.event: event for event in self.events}

    @cached_property
    def rules(self) -> dict[str, tuple[Event, Rule]]:
        """Each rule with its event, by id."""
        return {rule.rule: (event, rule) for event in self.events for rule in event.rules}

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The words that are evidence by themselves, as cues."""
        found = ((event, rule) for event in self.events for rule in event.rules if rule.frame is None)
        return tuple(Cue(rule.rule, event.event, rule.text, rule.words) for event, rule in found if rule.words)

    @cached_property
    def faults(self) -> frozenset[str]:
        """All that lays blame, whoever tells it."""
        return frozenset().union(*(event.blames for event in self.events)) - self.doubts

    @cached_property
    def verdicts(self) -> frozenset[str]:
        """Frames of the book's own that are of no party: what they say is of whoever the event is."""
        return frozenset(frame.frame for frame in self.own.frames if not frame.argument) if self.own else frozenset()

    @property
    def frames(self) -> frozenset[str]:
        """The frames that the book asks of a codebook."""
        ruled = {rule.frame for event in self.events for rule in event.rules if rule.frame is not None}
        joined = {name.split("/")[0] for event in self.events for name in event.blames | event.credits}
        return frozenset(ruled | joined | self.unnamed.keys())

    def check(self, codebook: Codebook) -> None:
        """Hold the book against a codebook; a CodebookError names a frame that it asks for and nobody has."""
        frames = {frame.frame for book in (codebook, self.own) if book for frame in book.frames}
        for asked in sorted(self.frames - frames):
            reason = unknown("frame", asked, frames)
            raise CodebookError(
                f"events {self.name}, codebook {codebook.name}: {reason}; read events with a codebook that has it"
            )

    def __getitem__(self, event: str) -> Event:
        if event not in self.by_name:
            raise CodebookError(f"events {self.name}: {unknown('event', event, self.by_name)}")
        return self.by_name[event]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, EventBook) and other.sha256 == self.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __repr__(self) -> str:
        return f"<EventBook {self.name} {self.version}: {len(self.events)} events>"


def read_events(path: str | Path | None = None) -> EventBook:
    """Read and check a book of events: a TOML file; without a path the package's own, `codebooks/events.toml`.

    Raises
    ------
    CodebookError
        If the file cannot be read or does not say what it must; it names file, line, event and rule.

    Examples
    --------
    >>> read_events()
    <EventBook peace-talks-events 1.0: 12 events>
    """
    return _read(*bytes_of(path, "events.toml"))


@lru_cache(maxsize=4)
def _read(where: str, data: bytes) -> EventBook:
    content, text = toml_tables(where, data), data.decode("utf-8-sig")
    return _Reader(where, text, content.get("lists", {})).book(content, hashlib.sha256(data).hexdigest())


@dataclass(frozen=True)
class _Reader(TableReader):
    """Turns the content of one file into a book."""

    lists: Mapping[str, str]

    def book(self, content: Mapping[str, Any], sha256: str) -> EventBook:
        self.only(content, _BOOK_KEYS, "")
        name, version, title = (self.string(content, key, "") for key in ("name", "version", "title"))
        tables = self.tables(content, "events", "")
        events = tuple(self._event(f"events.{event}", event, table, content) for event, table in tables.items())
        lacks, hedges = (self._pattern(content, key, "") for key in ("lacks", "hedges"))
        doubts = frozenset(self.strings(content, "doubts", ""))
        kept = ("name", "version", "title", "lists", "frames")
        book = {key: content[key] for key in kept if key in content}
        own = codebook_of(self.where, self.text, book, sha256) if "frames" in content else None
        unnamed = content.get("unnamed", {})
        if not isinstance(unnamed, dict) or not all(isinstance(side, str) and side for side in unnamed.values()):
            raise self.error("", "unnamed", "'unnamed' must give each frame a side")
        return EventBook(name, version, title, events, lacks, hedges, doubts, own, unnamed, sha256)

    def _event(self, table: str, name: str, content: Any, book: Mapping[str, Any]) -> Event:
        self.only(content, _EVENT_KEYS, table)
        first, last = (self._day(content, key, table) for key in ("first", "last"))
        if (first is None) != (last is None):
            raise self.error(table, None, "it has one of first and last; write both, or none")
        if (first or "") > (last or ""):
            raise self.error(table, "last", "it ends before it begins")
        rules = tuple(
            self._rule(f"{table}.rules", name, key, rule, dated=first is not None)
            for key, rule in self.tables(content, "rules", table).items()
        )
        title, definition = (self.string(content, key, table) for key in ("title", "definition"))
        about, whose = self._pattern(content, "about", table), self.strings(content, "whose", table)
        blames, credits_ = (self._frames(content, key, table, book) for key in ("blames", "credits"))
        return Event(name, title, definition, first, last, about, whose, blames, credits_, rules)

    def _frames(self, content: Mapping[str, Any], key: str, table: str, book: Mapping[str, Any]) -> frozenset[str]:
        """An event's own list, or that of the book."""
        return frozenset(self.strings(content, key, table) if key in content else self.strings(book, key, ""))

    def _rule(self, table: str, event: str, name: str, content: Any, *, dated: bool) -> Rule:
        if not isinstance(content, dict) or not {"words", "frame"} & content.keys():
            raise self.error(table, name, f'rule {name}: write {{ words = "…" }} or {{ frame = "…" }}')
        self.only(content, _RULE_KEYS, table, name)
        frame, date = content.get("frame"), content.get("date")
        for key in ("side", "polarity"):
            if key in content and frame is None:
                raise self.error(table, name, f"rule {name}: {key!r} is of codings; name their frame")
        polarities = self.strings(content, "polarity", table, name) or ("asserted",)
        for value in polarities:
            if value not in POLARITIES:
                raise self.error(table, name, f"rule {name}: {unknown('polarity', value, POLARITIES)}")
        if date is not None and (date not in DATE_RULES or not dated):
            reason = unknown("date", str(date), DATE_RULES) if dated else "'date' needs the event's first and last"
            raise self.error(table, name, f"rule {name}: {reason}")
        words, near = (self._pattern(content, key, table, name) for key in ("words", "near"))
        sides, charges = (self.strings(content, key, table, name) for key in ("side", "charges"))
        return Rule(f"{event}/{name}", words, content.get("words", ""), near, frame, sides, polarities, date, charges)

    def _pattern(self, content: Mapping[str, Any], key: str, table: str, rule: str | None = None) -> Pattern | None:
        try:
            return None if key not in content else parse_pattern(content[key], self.lists, None)
        except (PatternError, AttributeError, TypeError) as error:
            reason = error if isinstance(error, PatternError) else "it is one string"
            raise self.error(table, rule or key, f"{rule or 'book'}, {key} ({content[key]!r}): {reason}") from error

    def _day(self, content: Mapping[str, Any], key: str, table: str) -> str | None:
        value = content.get(key)
        extent = timex.extent(value) if isinstance(value, str) else None
        if value is not None and (extent is None or extent.grain != "day"):
            raise self.error(table, key, f'{key!r} ({value!r}) must be an ISO day such as "2022-03-29"')
        return value
