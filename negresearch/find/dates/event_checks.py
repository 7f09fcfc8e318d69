"""Checks of what is told of one event: against another place that tells of it, a dated event, and its own length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from negresearch import timex
from negresearch.find.dates.case import Case, Doubt
from negresearch.find.dates.draft import Draft

#: What happens once to whom or what it happens: two days of it contradict each other.
_ONCE = re.compile(
    r"\b(?:(?:was|were|been|being)\s)?(?P<what>signed|born|founded|adopted|ratified|assassinated|inaugurated|annexed|proclaimed"
    r"|died|dissolved|initialed|initialled)\b(?P<behind>[^.;:!?\n“”«»\"]{0,40}?)\s(?:on|in)\s\Z"
)
#: To whom or what: names that stand right before it, and what begins sentences and is no name.
_NAMED = re.compile(r"(?P<names>(?:[A-Z][\w’'-]+(?:\s(?:of|on|for)(?:\sthe)?(?=\s[A-Z]))?,?\s)+)\Z")
_NAME = re.compile(r"[A-Z]\w+")
_NO_NAMES = frozenset("the it he she they we i this that these those both some all who which".split())
#: Characters before a date in which that stands, and the names.
_NEAR, _REACH = 70, 140


def once_told_twice(case: Case) -> Iterator[Doubt]:
    """What happens once, told to have happened on two days: "the pact was signed on 5 May 2014 … on 5 May 2015"."""
    told: dict[tuple[str, str], list[int]] = {}
    for i, draft in enumerate(case.drafts):
        key = _happened(case, i, draft)
        if key is None:
            continue
        for other in told.setdefault(key, []):
            if timex.compare(case.readings[other].value, case.readings[i].value) in ("before", "after"):
                for one, two in ((other, i), (i, other)):
                    value = case.readings[two].value
                    yield Doubt(one, f"what was {key[0]} is told of {value} in another passage", value)
        told[key].append(i)


def _happened(case: Case, index: int, draft: Draft) -> tuple[str, str] | None:
    """What happened on a told date, and to whom or what by name; None where no name stands before it."""
    if (
        not case.text.startswith(("on ", "in "), draft.start - 3)
        or draft.type != "DATE"
        or not case.told(index)
        or draft.mod
    ):
        return None
    once = _ONCE.search(case.text, max(0, draft.start - _NEAR), draft.start)
    if once is None or _NAME.search(once["behind"]):
        return None
    named = _NAMED.search(case.text, max(0, draft.start - _REACH), once.start())
    if named is None:
        return None
    name = named["names"].lower().replace(",", "").removeprefix("the ").strip()
    return None if name in _NO_NAMES else (once["what"], name)


#: Between an event and its day.
_LAST_WORD = re.compile(r"([\w’'-]+)(?:\s(?:on|in|of)\s(?:the\s\w+\sof\s)?|,?\s\()\Z")
_ON = re.compile(r"\s(?:on|in|of)\s(?:the\s\w+\sof\s)?|,?\s\(")


def dated_otherwise(case: Case) -> Iterator[Doubt]:
    """A dated event with another day or month beside it: "the start of the operation on 25 February 2022"."""
    for i, draft in enumerate(case.drafts):
        if draft.type != "DATE" or not case.told(i) or not _after_event(case, draft):
            continue
        value = case.readings[i].value
        if timex.grain_of(value) not in ("day", "month"):
            continue
        for event, _, end in case.events.each_named(case.text, max(0, draft.start - 120), draft.start):
            apart = timex.compare(value, event.value) in ("before", "after")
            if apart and _ON.fullmatch(case.text, end, draft.start):
                yield Doubt(i, f"{event.event} is dated {event.value}", event.value)


def _after_event(case: Case, draft: Draft) -> bool:
    """Whether a word that ends the name of an event stands before a date and its preposition."""
    if not case.text.startswith((" on ", " in ", " of "), draft.start - 4) and case.text[draft.start - 1] != "(":
        return False
    last = _LAST_WORD.search(case.text, max(0, draft.start - 40), draft.start)
    return last is not None and last[1].lower() in case.events.last_words


_LENGTH = re.compile(r"P(\d+)([DW])\Z")
#: Between a length and the days from which to which it lasts; between those days.
_LASTS = re.compile(r"(?:\s[\w-]+){0,3},?\s(?:from|between)\s", re.IGNORECASE)
_TO = re.compile(r"\s(?:to|until|till|through|and)\s|\s?[-–—]\s?")


def lengths(case: Case) -> Iterator[Doubt]:
    """A length that its own days do not have: "a three-day visit from 5 to 12 May 2023"."""
    for i, draft in enumerate(case.drafts[:-2]):
        length = _LENGTH.match(case.readings[i].value) if draft.type == "DURATION" else None
        if length is None:
            continue
        start, end = case.days[i + 1], case.days[i + 2]
        if not (start and end and _LASTS.fullmatch(case.gap(i)) and _TO.fullmatch(case.gap(i + 1))):
            continue
        days, between = int(length[1]) * (7 if length[2] == "W" else 1), (end - start).days
        slack = 1 + days // 7
        if between >= 0 and not between - slack <= days <= between + 1 + slack:  # with both ends or without, roughly
            words = case.text[case.drafts[i].start : case.drafts[i].end]
            yield Doubt(i, f"{words}, yet from {start} to {end} are {between + 1} days", f"P{between + 1}D")
