"""Checks of a date against its clause, the rest of its text, and dated events."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from negresearch import timex
from negresearch.find.dates.case import CLAUSE, Case, Doubt, fitting
from negresearch.find.dates.draft import Draft, Moved
from negresearch.find.dates.grammar import ordinal_number
from negresearch.find.dates.lexicon import ORDINALS
from negresearch.tables import Grain

_LENGTH = re.compile(r"P(\d+|X)([DWMY])\Z")
_FROM = re.compile(r"\s(before|prior\sto|ahead\sof|after|following)\s")
_UNITS: dict[str, Grain] = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def clauses(case: Case) -> Iterator[Doubt]:
    """Days that lie elsewhere than "two months before" what the clause names."""
    for i, draft in enumerate(case.drafts):
        if i == 0 or (draft.type != "DURATION" and draft.rule != "day_beside"):
            continue
        distance = _distance(case, draft, case.readings[i].value)
        if distance is None or not re.fullmatch(r"[\s,(–—-]{1,3}", case.gap(i - 1)):
            continue
        witness, name = _witness(case, i)
        if witness and (doubt := _held_against(case, i - 1, distance, witness, name)):
            yield doubt


def _distance(case: Case, draft: Draft, value: str) -> tuple[int | None, str] | None:
    """Steps and unit that a length and the word behind it give: "two months before" is (-2, M); None steps if vague."""
    if draft.rule == "day_beside":
        back = case.text[draft.end - 6 : draft.end].lower() == "before"
        return (-1 if back else 1), "D"
    match, way = _LENGTH.match(value), _FROM.match(case.text, draft.end)
    if match is None or way is None:
        return None
    sign = 1 if way[1].lower() in ("after", "following") else -1
    return (None if match[1] == "X" else sign * int(match[1])), match[2]


def _witness(case: Case, index: int) -> tuple[str, str]:
    """The date of what a length is counted from: a dated event, or a day named in the clause."""
    end = case.drafts[index].end
    stop = case.text.find("\n", end, end + CLAUSE)
    reach = stop if stop >= 0 else end + CLAUSE
    event = case.events.named(case.text, end, reach)
    if event is not None:
        return event.value, event.event
    if index + 1 < len(case.drafts) and case.drafts[index + 1].start < min(reach, end + 40):
        gap = case.text[end : case.drafts[index + 1].start]
        if case.told(index + 1) and case.days[index + 1] and not re.search(r"[.,;]\s", gap):
            return case.readings[index + 1].value, "the day named"
    return "", ""


def _held_against(case: Case, index: int, distance: tuple[int | None, str], witness: str, name: str) -> Doubt | None:
    """Doubt a date that is not at its distance from the witness."""
    steps, unit = distance
    value, grain = case.readings[index].value, _UNITS[unit]
    here, there = timex.shift(value, 0, grain), timex.shift(witness, 0, grain)
    if steps is None or here is None or there is None or not case.told(index):
        return None
    one, other = timex.extent(here), timex.extent(there)
    if one is None or other is None:
        return None
    off = timex.index_of(one.first, grain) - timex.index_of(other.first, grain) - steps
    if abs(off) <= 1:  # counted roughly
        return None
    expected = timex.shift(witness, steps, grain)
    length = f"{abs(steps)} {grain}{'s' * (abs(steps) != 1)}"
    why = f"{length} {'before' if steps < 0 else 'after'} {name} ({witness}) is {expected}"
    return Doubt(index, why, _other_year(value, expected, grain) or expected)


def _other_year(value: str, expected: str | None, grain: Grain) -> str | None:
    """The same day in the year that brings it near the expected date."""
    wanted = timex.extent(expected) if expected else None
    if wanted is None or len(value) < 7:
        return None
    years = (wanted.first.year, wanted.last.year, wanted.first.year - 1, wanted.first.year + 1)
    near = timex.index_of(wanted.first, grain)
    same = [f"{year:04d}{value[4:]}" for year in years]
    return fitting(same, lambda days: abs(timex.index_of(days.first, grain) - near) <= 1)


_ORDINAL_COUNT = re.compile(
    rf"\b({'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s(?:\w+\s){{0,2}}?(?:time|statement|call|offer|attempt|proposal|visit|meeting"
    r"|attack|strike|round|appeal|announcement|such)\s(?:in|within|over)\s\Z",
    re.IGNORECASE,
)


def counts(case: Case) -> Iterator[Doubt]:
    """Counts that do not fit: the fourth time in two weeks, where the days told span three."""
    for i, draft in enumerate(case.drafts if case.published else ()):
        counting = draft.type == "DURATION" and case.text.endswith(("in ", "within ", "over "), 0, draft.start)
        match = _LENGTH.match(case.readings[i].value) if counting else None
        if match is None or match[1] == "X":
            continue
        count = _ORDINAL_COUNT.search(case.text, max(0, draft.start - 60), draft.start)
        if count and (doubt := _too_long(case, i, ordinal_number(count[1]), match)):
            yield doubt


def _too_long(case: Case, index: int, count: int, length: re.Match[str]) -> Doubt | None:
    """Hold a count against the days told behind it: as many as were counted, or all but that of publication."""
    assert case.published is not None
    allowed = int(length[1]) * {"D": 1, "W": 7, "M": 31, "Y": 366}[length[2]]
    days = {case.days[i] for i in range(index + 1, len(case.drafts)) if case.drafts[i].type == "DATE"}
    near = sorted(day for day in days if day and 0 < (case.published - day).days <= 3 * allowed)
    if len(near) not in (count - 1, count) or count < 3:
        return None
    span = (case.published - near[0]).days
    if span <= allowed + 1:
        return None
    step = {"D": 1, "W": 7, "M": 30, "Y": 365}[length[2]]
    words = case.text[case.drafts[index].start : case.drafts[index].end]
    why = f"{count} times in {words}, yet the days told run from {near[0]} to {case.published}, {span} days"
    return Doubt(index, why, f"P{-(-span // step)}{length[2]}")


_MARK = re.compile(r"[“”„«»\"]")
_NAME_SAYS = re.compile(
    r"\b([A-Z][a-z]+)\s(?:said|says|stated|declared|announced|told|added|signaled)|\b(?:said|stated|declared)\s([A-Z][a-z]+)"
)
#: Words that two tellings must share in a row to be of the same remark.
_SHARED = 7


def same_remark(case: Case) -> Iterator[Doubt]:
    """One remark of one speaker, dated to two days."""
    speakers: dict[str, list[tuple[int, str]]] = {}
    for i, day in enumerate(case.days if len({*case.days} - {None}) > 1 else ()):
        if day and not isinstance(case.drafts[i].open, Moved) and (remark := _remark(case, i)):
            speakers.setdefault(remark[0], []).append((i, remark[1]))
    for told in speakers.values():
        if len({case.days[i] for i, _ in told}) > 1:
            yield from _told_twice(case, told)


def _told_twice(case: Case, told: Sequence[tuple[int, str]]) -> Iterator[Doubt]:
    """Days behind which one remark is told, by each few words in a row and their place, in marks or not."""
    seen: dict[str, tuple[int, int]] = {}
    doubted: set[tuple[int, int]] = set()
    for i, piece in told:
        words = list(re.finditer(r"[\w’']+", piece.lower()))
        for first, word in enumerate(words[: 1 - _SHARED]):
            place = case.drafts[i].start + word.start()
            other, before = seen.setdefault(" ".join(w[0] for w in words[first : first + _SHARED]), (i, place))
            if case.days[other] != case.days[i] and before != place and (other, i) not in doubted:
                doubted.add((other, i))
                for one, two in ((other, i), (i, other)):
                    why = f"the same remark is dated {case.days[two]} in another passage"
                    yield Doubt(one, why, case.readings[two].value)


def _remark(case: Case, index: int) -> tuple[str, str] | None:
    """Who speaks behind a day in a line that quotes, and that line."""
    start = case.drafts[index].start
    end = case.text.find("\n", start, start + 700)
    piece = case.text[start : end if end >= 0 else start + 700]
    speaker = _NAME_SAYS.search(piece) if _MARK.search(piece) else None
    nearest = case.drafts[index + 1].start - start if index + 1 < len(case.drafts) else len(piece)
    if speaker is None or (speaker.start() > nearest and case.days[index + 1] not in (None, case.days[index])):
        return None
    return speaker[1] or speaker[2], piece


_CAUSE = re.compile(
    r"\b(?:as\sa\s(?:result|consequence)\sof|in\s(?:response|reaction|retaliation|answer)\s(?:to|for)|because\sof"
    r"|in\sthe\swake\sof|in\srevenge\sfor|triggered\sby|caused\sby|provoked\sby)\b",
    re.IGNORECASE,
)


def causes(case: Case) -> Iterator[Doubt]:
    """Effects told to come before their causes."""
    for i, (effect, cause) in enumerate(pairwise(case.readings)):
        of_days = case.drafts[i + 1].type in ("DATE", "TIME")
        if not of_days or timex.compare(effect.value, cause.value) != "before":
            continue
        gap = case.gap(i)
        if "\n" not in gap and ". " not in gap and _CAUSE.search(gap):
            yield Doubt(i + 1, f"the cause is told to lie behind its effect, of {effect.value}")


#: Days within which days told one after another make a chain.
_CHAIN = 60


def out_of_line(case: Case) -> Iterator[Doubt]:
    """A told day whose year alone takes it out of a chain of days told before and behind it."""
    days = [(i, day) for i, day in enumerate(case.days) if day and case.drafts[i].type == "DATE"]
    for (one, before), (i, day), (other, behind) in zip(days, days[1:], days[2:], strict=False):
        told = case.told(i) and (case.told(one) or case.told(other))
        if told and not before <= day <= behind and 0 < (behind - before).days <= _CHAIN:
            years = [f"{year:04d}-{day:%m-%d}" for year in (before.year, behind.year)]
            if meant := fitting(years, partial(_between, before, behind)):
                yield Doubt(i, f"its year takes it out of the days around it, {before} and {behind}", meant)


def _between(before: date, behind: date, days: timex.Extent) -> bool:
    return before <= days.first <= behind
