"""Infer between which days a text was published from the dates that it talks about.

Each clue is a passage that leaves some days: a day told as past leaves those from it on, a day that is still to come
those up to it; "now in its second year", said of a war whose beginning is known, leaves a year. What is left by all of
them is given only if it is bounded on both sides and no longer than two years: a wide guess would help nobody. What is
told to have been said some time before bounds nothing from above. Quotation marks are not looked at: the dates of a
whole text must not hang on one mark that is missing or stray.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, pairwise
from typing import NamedTuple

from negresearch import timex
from negresearch.find.dates.draft import Draft, InYear, Moved
from negresearch.find.dates.lexicon import ORDINALS, WEEKDAYS
from negresearch.find.dates.tense import looks_ahead, told_as_past
from negresearch.read.dated_events import DatedEvents
from negresearch.tables import Grain, PublicationRow

#: Days beyond which an interval says too little.
_LONGEST = 731
#: Days within which a weekday may single out one year: the same day of the month is the same weekday after five years.
_WIDE = 11 * 366
#: A month without a year, told as past, is not almost a year old: not of these last days before it comes again.
_ALMOST_A_YEAR = timedelta(days=45)
#: So much of a line is looked at on either side of a date, in characters.
_LINE = 1_500


class _Clue(NamedTuple):
    """A passage, the first and last day that it leaves, and the rule."""

    draft: Draft
    first: date | None
    last: date | None
    rule: str


class _Story(NamedTuple):
    """A text with its dates, and the events that may be named in it."""

    text: str
    drafts: Sequence[Draft]
    events: DatedEvents
    #: The dates whose own words give the year, and the days that they cover.
    told: Sequence[tuple[Draft, timex.Extent]]

    def before(self, draft: Draft, reach: int = 120) -> str:
        """The clause up to a date."""
        piece = self.text[max(0, draft.start - reach) : draft.start]
        return piece[max(piece.rfind(". "), piece.rfind("\n"), piece.rfind("; ")) + 1 :]

    def said_before(self, draft: Draft) -> bool:
        """Whether the line of a date tells of words that were said some time before."""
        first, last = max(0, draft.start - _LINE), min(len(self.text), draft.end + _LINE)
        end = self.text.find("\n", draft.end, last)
        begin = self.text.rfind("\n", first, draft.start) + 1 or first
        return bool(_SAID_BEFORE.search(self.text, begin, end if end >= 0 else last))


_SAY = r"(?:sa(?:id|ys)|told|tells|wrote|writes|added|stated|warned|stressed|promised|vowed)"
#: Words that were said some time ago: "had said", "said in March 2003", "said at the time", or behind a colon.
_SAID_BEFORE = re.compile(
    rf"\bhad\s(?:\w+ly\s|also\s|once\s)?{_SAY}\b|\b{_SAY}(?:\s\w+){{0,3}}?(?::|\sat\sthe\stime\b|\sin\s(?:[A-Z]\w+\s)?\d{{4}}\b)"
)


def inferred(text: str, drafts: Sequence[Draft], events: DatedEvents) -> list[PublicationRow]:
    """Give the passages between whose days a text was published, if they leave two years or less; else nothing."""
    told = [_told(draft) for draft in drafts]
    if not any(told) and not any(draft.rule in ("nth_unit", "ago") for draft in drafts):
        return []
    found = [mark for mark in '“”„«»"' if mark in text]
    marks = sorted(match.start() for mark in found for match in re.finditer(mark, text))
    for mark in found:
        text = text.replace(mark, "")
    if marks:
        shifts = [(bisect_left(marks, draft.start), bisect_left(marks, draft.end)) for draft in drafts]
        drafts = [Draft(d[0] - a, d[1] - b, *d[2:]) for d, (a, b) in zip(drafts, shifts, strict=True)]
    story = _Story(text, drafts, events, [(draft, days) for draft, days in zip(drafts, told, strict=True) if days])
    places = [mark - i for i, mark in enumerate(marks)]
    return [_row(clue, places) for clue in _evidence(story)]


def _evidence(story: _Story) -> list[_Clue]:
    """The passages that make the bounds; those that bound from above are asked first, for most texts have none."""
    clues = _bounding(story, chain.from_iterable(rule(story) for rule in _RULES))
    clues += _past(story) if clues else []
    for more, longest in ((_weekdays, _WIDE), (_months, _LONGEST)):
        wide = _bounds(clues, longest)
        if wide is None:
            return []
        clues += _bounding(story, more(story, *wide))
    bounds = _bounds(clues, _LONGEST)
    return _tight(clues, *bounds) if bounds else []


def _bounding(story: _Story, clues: Iterable[_Clue]) -> list[_Clue]:
    return [clue for clue in clues if clue.last is None or not story.said_before(clue.draft)]


def _bounds(clues: Sequence[_Clue], longest: int) -> tuple[date, date] | None:
    first = max((clue.first for clue in clues if clue.first), default=None)
    last = min((clue.last for clue in clues if clue.last), default=None)
    if first is None or last is None or not 0 <= (last - first).days <= longest:
        return None
    return first, last


def _tight(clues: Sequence[_Clue], first: date, last: date) -> list[_Clue]:
    """The passages that make the bounds: one that gives both, or for each bound the first that gives it."""
    both = next((clue for clue in clues if clue.first == first and clue.last == last), None)
    making = {both or next(c for c in clues if c.first == first), both or next(c for c in clues if c.last == last)}
    return sorted(making, key=lambda clue: clue.draft.start)


def _row(clue: _Clue, places: Sequence[int]) -> PublicationRow:
    """A clue where it stands in the text with its marks, of which `places` says where they were taken out."""
    start, end = clue.draft.start, clue.draft.end
    first, last = (day.isoformat() if day else None for day in (clue.first, clue.last))
    span = start + bisect_right(places, start), end + bisect_left(places, end)
    return PublicationRow(*span, first, last, "inferred", clue.rule)


def _told(draft: Draft) -> timex.Extent | None:
    """The days of a date whose own words give its year."""
    if draft.open is not None or draft.type not in ("DATE", "TIME"):
        return None
    found = timex.extent(draft.value.partition("T")[0])
    return None if found is None or found.grain in ("decade", "century") else found


_SINCE = re.compile(r"\b(?:since|after|following)\s(?:the\s)?\Z", re.IGNORECASE)


def _past(story: _Story) -> Iterator[_Clue]:
    """What is told as past came before the publication."""
    for draft, found in story.told:
        if told_as_past(story.text, draft) or story.text.endswith("since ", 0, draft.start):
            yield _Clue(draft, timex.part_of(found.first, found.last, draft.mod)[0], None, "told_as_past")
    for event, start, end in story.events.each_named(story.text, 0, len(story.text)):
        begun = timex.extent(event.value)
        if begun and _SINCE.search(story.text, max(0, start - 14), start):
            yield _Clue(Draft(start, end, "DATE", event.value, "event"), begun.first, None, "since_event")


_TO_COME = re.compile(
    r"\b(?:will|shall|may|(?:is|are)\s(?:due|scheduled|set|expected|slated|planned|to)|(?:plan|want|hope)s?\s(?:to|an?)|due"
    r"|takes?\soffice|expires?|runs\s(?:out|until|through|to))\b(?!\shave\b)"
)
_PLACED = re.compile(r"\b(?:in|on|by|until|before|for|from|at|during|till|the)\s\Z")


def _ahead(story: _Story) -> Iterator[_Clue]:
    """What is still to come comes after the publication."""
    for draft, found in story.told:
        if not _PLACED.search(story.text, max(0, draft.start - 8), draft.start):
            continue
        if _TO_COME.search(story.before(draft)) and looks_ahead(story.text, draft.start, draft.end) is not False:
            yield _Clue(draft, None, found.last, "still_to_come")


#: Between "this year" and the year that it is, which must end the phrase; or "this year's 2024 election".
_BESIDE = re.compile(r",\s(?:in\s)?|\s?\(|['’]s\s")
_ENDS = re.compile(r"\s?[,.;:)\n]|\Z|['’]s\s")


def _beside(story: _Story) -> Iterator[_Clue]:
    """A date that is told beside one that points from the publication: "last year, in 2023,", "today, 5 March 2024"."""
    for one, other in pairwise(story.drafts):
        if other.start - one.end >= 8:
            continue
        gap = story.text[one.end : other.start]
        pointer, told = (one, other) if isinstance(one.open, Moved) else (other, one)
        if not isinstance(pointer.open, Moved) or pointer.open.base != "document" or _told(told) is None:
            continue
        if not (_BESIDE.fullmatch(gap) and (gap[-1] in "(s " and (pointer is one or gap[-1] == "("))):
            continue
        if gap[-2:] == "s " or _ENDS.match(story.text, other.end):
            yield from _from_there(pointer, told)


def _from_there(pointer: Draft, told: Draft) -> Iterator[_Clue]:
    where = pointer.open
    assert isinstance(where, Moved)
    value = timex.shift(told.value.partition("T")[0], 0, where.grain)
    slack = int(pointer.rule == "ago")  # that number is rounded
    ends = [timex.shift(value, step - where.amount, where.grain) if value else None for step in (-slack, slack)]
    first, last = (timex.extent(end) if end else None for end in ends)
    if first and last:
        yield _Clue(told, first.first, last.last, "beside_told")


_SO_FAR = re.compile(r"\b[Ss]o\sfar\s(?:in\s)?\Z")


def _so_far(story: _Story) -> Iterator[_Clue]:
    """A year of which one says "so far" is not over."""
    for draft, found in story.told if "far" in story.text else ():
        if found.grain != "year":
            continue
        if _SO_FAR.search(story.before(draft)) or story.text.startswith(" so far", draft.end):
            yield _Clue(draft, found.first, found.last + timedelta(days=15), "so_far")


_REVIEW = re.compile(
    r"\b(?:main|chief|key|biggest|most\s\w+|principal|primary|overall|greatest|worst|best)\s"
    r"(?:\w+\s)?(?:results?|outcomes?|events?|conclusions?|achievements?|lessons?|story|stories|surprises?|takeaways?)"
    r"\sof\s(?:the\s)?\Z"
)


def _review(story: _Story) -> Iterator[_Clue]:
    """A year is reviewed at its end or soon after, if the text also tells of its last months without naming it."""
    last = [d for d in story.drafts if isinstance(d.open, InYear) and not d.open.lean and d.value[5:7] in ("11", "12")]
    late = any(told_as_past(story.text, draft) for draft in last)
    for draft, found in story.told if late else ():
        if found.grain == "year" and _REVIEW.search(story.before(draft)):
            yield _Clue(draft, date(found.first.year, 12, 1), date(found.first.year + 1, 2, 28), "review_of_the_year")


_NTH_YEAR = re.compile(rf"(?:the|its|their)\s(?P<nth>{'|'.join(ORDINALS)})\syear", re.IGNORECASE)
_STRIFE = r"(?:war|conflict|invasion|operation|fighting|hostilities|bloodshed|offensive)\b"
_OF_STRIFE = re.compile(rf"(?:\s(?:of|in)\s(?:the|this|its|that|[A-Z]\w+(?:['’]s)?)\s(?:[\w-]+\s){{0,3}})?{_STRIFE}")
_STILL = re.compile(r"\b(?:now|already|is|are|enter(?:s|ing|ed)|currently|today|continues|drags\son|goes\son)\b")
_BEGINS = re.compile(r"\b(?:start|beginning|launch|outbreak|invasion|attack)\b", re.IGNORECASE)


def _nth_year(story: _Story) -> Iterator[_Clue]:
    """The nth year of a war whose beginning is a dated event: counted from that day, or as calendar years."""
    for draft in story.drafts:
        match = _NTH_YEAR.match(story.text, draft.start, draft.end) if draft.rule == "nth_unit" else None
        if match is None or not _STILL.search(story.before(draft)):
            continue
        of_strife = _OF_STRIFE.match(story.text, draft.end) or re.search(_STRIFE, story.before(draft))
        begin = _begun(story, draft) if of_strife else None
        nth = ORDINALS[match["nth"].lower()]
        if begin is not None and nth > 1:
            year = date(begin.year + nth - 1, 1, 1)
            yield _Clue(draft, year, _years_on(begin, nth), "nth_year_of_event")


def _begun(story: _Story, draft: Draft) -> date | None:
    """The day of the one event named before a date that is the beginning of something."""
    named = {
        event.value
        for event, start, end in story.events.each_named(story.text, 0, draft.end + 80)
        if _BEGINS.search(story.text, start, end)
    }
    found = timex.extent(named.pop()) if len(named) == 1 else None
    return found.first if found else None


def _years_on(day: date, years: int) -> date:
    """The day before the same day so many years on."""
    return date(day.year + years, day.month, min(day.day, 28)) - timedelta(days=1)


_NEXT_TO_AGO = re.compile(
    r",?\s(?:(?:in|of)\s[A-Z]\w+\s)?(?:the\s|(?:more|less)\sthan\s|nearly\s|almost\s|over\s|about\s)?"
)


def _event_ago(story: _Story) -> Iterator[_Clue]:
    """A dated event that was so long ago: "the full-scale invasion of Ukraine two years ago"."""
    for draft in story.drafts:
        where = draft.open
        if draft.rule != "ago" or not isinstance(where, Moved) or where.grain not in ("year", "month"):
            continue
        for event, start, end in story.events.each_named(story.text, max(0, draft.start - 80), draft.end + 80):
            gap = (end, draft.start) if end <= draft.start else (draft.end, start)
            if timex.grain_of(event.value) == "day" and _NEXT_TO_AGO.fullmatch(story.text, *gap):
                yield from _so_long_after(draft, event.value, -where.amount, where.grain)


def _so_long_after(draft: Draft, value: str, steps: int, grain: Grain) -> Iterator[_Clue]:
    """The days that lie so many steps behind a day: rounded up at most by half a step, rounded down by one."""
    months = {"year": 12, "month": 1}[grain]
    ends = [timex.shift(value[:7], steps * months + more, "month") for more in (-months // 2 - 1, months)]
    first, last = (timex.extent(end or "") for end in ends)
    if first and last and steps > 0:
        yield _Clue(draft, first.first, last.last, "event_ago")


_RULES: tuple[Callable[[_Story], Iterator[_Clue]], ...] = (_ahead, _beside, _so_far, _review, _nth_year, _event_ago)


def _before_any_year(story: _Story) -> Iterator[Draft]:
    """Months and days without a year of which no year told before can be meant."""
    told = story.told[0][0].start if story.told else len(story.text)
    return (d for d in story.drafts if isinstance(d.open, InYear) and not d.open.lean and d.start < told)


def _weekdays(story: _Story, first: date, last: date) -> Iterator[_Clue]:
    """The day of a month that is told with its weekday, where one year alone between two days has it so."""
    for draft in _before_any_year(story):
        weekday = WEEKDAYS.get(story.text[draft.start : draft.start + 3].lower())
        if weekday is None or not told_as_past(story.text, draft):
            continue
        years = range(first.year - 1, last.year + 1)
        days = [found.first for year in years if (found := timex.extent(f"{year:04d}{draft.value[4:]}"))]
        fitting = [day for day in days if day.isoweekday() == weekday and day <= last and _years_on(day, 1) >= first]
        if len(fitting) == 1:
            yield _Clue(draft, fitting[0], _years_on(fitting[0], 1), "weekday_of_one_year")


def _months(story: _Story, first: date, last: date) -> Iterator[_Clue]:
    """Months without a year, told as past before any other year is told, move a bound that makes them a year old."""
    for draft in _before_any_year(story):
        if len(draft.value) != 7:
            continue
        for year in range(first.year, last.year + 1):
            found = timex.extent(f"{year:04d}{draft.value[4:]}")
            begin = timex.part_of(found.first, found.last, draft.mod)[0] if found else first
            if timedelta() < begin - first <= _ALMOST_A_YEAR and begin <= last and told_as_past(story.text, draft):
                yield _Clue(draft, begin, None, "month_told_as_past")
