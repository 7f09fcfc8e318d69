"""Dated events: witnesses that a date in a text can be held against.

One line an event: `event,value,words,source`. `value` is its TIMEX3 value, `words` are the phrases that name it as a
happening, separated by "|", with " * " for up to forty characters of one sentence, and `source` says where the date is
documented. The package's own table is short; whoever writes on other matters brings another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from negresearch import timex
from negresearch.errors import CodebookError
from negresearch.read.files import bytes_of, csv_lines

_COLUMNS = ["event", "value", "words", "source"]
_GAP = r"[^.!?\n]{0,40}?"


@dataclass(frozen=True)
class DatedEvent:
    """An event, its TIMEX3 value, the phrases that name it, and where its date is documented."""

    event: str
    value: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, eq=False)
class DatedEvents:
    """The events of a table, in its order, and the SHA-256 of its bytes."""

    events: tuple[DatedEvent, ...]
    sha256: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any phrase that names one of the events, in lower case; free case would take several times as long."""
        phrases = [_phrase(words) for event in self.events for words in event.words]
        return re.compile(rf"\b(?:{'|'.join(phrases)})\b" if phrases else r"(?!)")

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], DatedEvent]]:
        return [(re.compile("|".join(map(_phrase, event.words))), event) for event in self.events]

    @cached_property
    def last_words(self) -> frozenset[str]:
        """The words that end a phrase, in lower case: what need not be looked at closely lacks them."""
        return frozenset(phrase.lower().split()[-1] for event in self.events for phrase in event.words)

    @cached_property
    def _words(self) -> list[list[str]]:
        """The words of each phrase, longest first: a text in which each phrase lacks one names no event."""
        phrases = [phrase.lower() for event in self.events for phrase in event.words]
        return [sorted(re.findall(r"[\w-]+", phrase), key=len, reverse=True) for phrase in phrases]

    def named(self, text: str, start: int, end: int) -> DatedEvent | None:
        """The first event that is named between two places of a text."""
        return next((event for event, *_ in self.each_named(text, start, end)), None)

    def each_named(self, text: str, start: int, end: int) -> Iterator[tuple[DatedEvent, int, int]]:
        """Give each event that is named between two places of a text, with the words that name it."""
        first = max(start - 1, 0)  # the character before says whether a word begins
        lower = lowered(text[first:end])
        if not any(all(map(lower.__contains__, words)) for words in self._words):
            return
        for match in self.pattern.finditer(lower, start - first):
            event = next(event for pattern, event in self._patterns if pattern.fullmatch(match[0]))
            yield event, first + match.start(), first + match.end()

    def __repr__(self) -> str:
        return f"<DatedEvents: {len(self.events)} events, sha256 {self.sha256[:4]}…>"


def lowered(text: str) -> str:
    """A text in lower case, as long as it was."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(letter.lower()[0] for letter in text)


def _phrase(words: str) -> str:
    """Make the pattern of a phrase: any white space, either apostrophe, and gaps where it has them."""
    return re.escape(words.lower()).replace(r"\ \*\ ", _GAP).replace(r"\ ", r"\s").replace("'", "['’]")


def read_dated_events(path: str | Path | None = None) -> DatedEvents:
    """Read a table of dated events, a CSV with the columns event, value, words and source; without a path the own one.

    Raises
    ------
    CodebookError
        If the file cannot be read, or a line lacks something or has a value that names no day.

    Examples
    --------
    >>> read_dated_events().events[0].value
    '2022-02-24'
    """
    name, data = bytes_of(path, "dated-events.csv")
    events = tuple(_event(row, f"{name}, line {line}") for line, row in csv_lines(name, data, _COLUMNS))
    return DatedEvents(events, hashlib.sha256(data).hexdigest())


@cache
def own_events() -> DatedEvents:
    """The package's own table, read once."""
    return read_dated_events()


def _event(row: dict[str, str], place: str) -> DatedEvent:
    missing = [column for column in _COLUMNS if not row[column]]
    if missing:
        raise CodebookError(f"{place}: {missing[0]} is missing; each line needs {', '.join(_COLUMNS)}")
    event, value, words, source = row.values()
    phrases = tuple(phrase.strip() for phrase in words.split("|"))
    if not all(re.search(r"\w", phrase) for phrase in phrases):
        raise CodebookError(f"{place}: {words!r} has an empty phrase; write phrases with one | between them")
    if timex.extent(value) is None:
        raise CodebookError(f"{place}: {value!r} names no day; write a TIMEX3 value such as 2022-02-24 or 2022-03")
    return DatedEvent(event, value, phrases, source)
