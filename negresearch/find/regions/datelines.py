"""Datelines: lines that only say when, wire datelines at the head of a paragraph, and the day they state.

Day and month are read in English; no zone is converted: the minute is the one that is printed.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DATE = (
    rf"(?:(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<month1>{_MONTH}),?[\s-]+(?P<year1>\d{{4}})\b"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})\b"
    r"|(?P<year3>\d{4})[-/.](?P<month3>\d{1,2})[-/.](?P<day3>\d{1,2})"
    r"|(?P<left>\d{1,2})(?P<mark>[./-])(?P<right>\d{1,2})(?P=mark)(?P<year4>\d{4})\b)"
)
_TIME = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?)?(?:\s*(?P<half>[ap])\.?m\b\.?)?"
_PLAIN_TIME = r"\d{1,2}(?:[:.h][0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:\s*[ap]\.?m\b\.?)?|\s*[ap]\.?m\b\.?)"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_ZONE = (
    r"(?:z|utc|gmt|bst|ist|wet|cest|cet|eest|eet|msk|est|edt|et|cst|cdt|mst|mdt|pst|pdt|pt|jst|cst|aest|aedt|sast"
    r"|(?:local|kyiv|kiev|moscow|london|new\s+york)\s+time)\b"
    r"|(?:utc|gmt)?\s*[+-]\d{1,2}(?::?\d{2})?\b"
)
_LABEL = (
    r"(?:first\s+|last\s+|originally\s+|date\s+)?(?:published|posted|issued|released|created|publication|updated"
    r"|modified|edited|upd|update|date)(?:\s+(?:on|at|date))?\b:?|adjust font size:?"
)
_AGO = r"(?:\d+|an?|one|a few|several)\s+(?:min(?:ute)?|hour|hr|day|week)s?\s+ago\b|yesterday\b|today\b"
_SENDER = r"(?:\(?[A-Z][\w'’.-]*+(?:\s[A-Z][\w'’.-]*+){0,2}(?:\)|,|\s[|/•·–—-])\s+)"
_OUTLET = r"[A-Z][\w.&’' ]{1,30}"
_DAY = rf"(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:st|nd|rd|th)?\b"
_UNDATED = rf"{_WEEKDAY}|{_AGO}|{_PLAIN_TIME}|{_ZONE}|{_LABEL}|\b(?:at|on)\b|[\s,;|•·—–\-/()\[\]]"

_compiled = cache(re.compile)  # most texts need few of these patterns, and they take long to compile
_FIND_TIME = rf"(?<![\d:.]){_TIME}(?![\d:])"
_UPDATE = r"\b(?:updated?|upd|modified|edited)\b"
_FIRST = r"\b(?:published|posted|issued|released|created|publication)\b"
_PLAIN_DATE = re.sub(r"\(\?P<\w+>", "(?:", _DATE).replace("(?P=mark)", "[./-]")
_WHEN = rf"(?:{_PLAIN_DATE}|t(?=\d)|{_DAY}|{_UNDATED})++"
_ONLY_WHEN = rf"{_WHEN}\.?"
_WITH_NAMES = rf"{_SENDER}{{0,2}}(?i:{_WHEN})\.?(?:(?<=[/|•·–—-]\s){_OUTLET})?"
#: How the words that say when begin; behind them, the name of an outlet.
_STARTS = frozenset({word[:3] for word in re.findall("[a-z]+", re.sub(r"\\[a-z]", "", _WHEN))} | {"a"})
_BEFORE_OUTLET = r"[/|•·–—-]\s[A-Z]"
_LONGEST_OUTLET = 31
#: A line without a full date must at least have the time of day, or say how long ago, or be labelled.
_YEAR = r"\d{4}"
_SAYS_WHEN = rf"\d:\d\d|\d\s*[ap]\.?m\b|(?:{_LABEL}).*\d|\bago\b"
#: Longer lines say more than when.
LONGEST_DATELINE = 140

_ON = rf"(?i:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:,?\s+\d{{4}})?"
_AGENCY = r"[A-Z][\w.&’'/ -]{1,30}"
_CITY = r"[A-Z][\w.’'-]++(?:[ /-][A-Z][\w.’'-]++){0,2}"
_CAPITALS = r"[A-Z][A-Z.’'-]{2,}(?:[ /-][A-Z][A-Z.’'-]+){0,2}"
_DASH = r"\s*(?:—|–|--?)\s*"
_WIRE = (
    rf"(?:{_CITY}(?:,\s{_CITY})?,\s{_ON}\s*\({_AGENCY}\){_DASH}"
    rf"|{_CITY}(?:,\s{_CITY})?,\s{_ON}\.?\s*/{_AGENCY}/[.:]?\s*(?:—|–|--?)?\s*"
    rf"|{_CAPITALS}(?:,\s{_CITY})?(?:,\s{_ON})?\s\({_AGENCY}\){_DASH}"
    rf"|(?:{_ON}\s)?\({_AGENCY}\)\s(?:—|–|--?)\s)(?=\S)"
)
#: Believed in the first paragraph only: KYIV — , KYIV, May 5 — , Kyiv, Ukraine – , NEW DELHI: .
_SHOUTED = r"(?:[A-Z]{4,}|[A-Z]{2,}(?=[ -][A-Z]{2}))(?:[ -][A-Z]{2,}){0,2}"
_BARE_WIRE = (
    rf"(?:{_CAPITALS}(?:,\s{_CITY})?,\s{_ON}\s*(?:—|–|--)\s*"
    rf"|{_SHOUTED}(?:,\s[A-Z][\w.]+)?\s(?:—|–|--?)\s"
    r"|[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2},\s[A-Z][a-z]+(?:[ -][A-Z][a-z]+){0,2}\s(?:—|–|--)\s"
    r"|(?!(?:UPDATE|BREAKING|LIVE|OPINION|EXCLUSIVE|WATCH|VIDEO|ANALYSIS|INTERVIEW|EXPLAINER|QUESTION|ANSWER|NOTE)\b)"
    rf"{_SHOUTED}:\s)(?=[A-Z“\"«])"
)
_BARE_MARKS = ("—", "–", "--", " - ", ": ")
#: Characters from the start of a paragraph within which its wire dateline shows.
LONGEST_WIRE = 60


class StatedDate(NamedTuple):
    """A date stated in a dateline: ISO day or minute, and whether it is that of an update."""

    value: str
    is_update: bool


def may_say_when(paragraph: str, first: str) -> bool:
    """Tell whether the first word, in lower case, can be one that says when, or of a name beside that."""
    return first[:3] in _STARTS or not first.isalpha() or _compiled(_SENDER).match(paragraph) is not None


def is_dateline(paragraph: str) -> bool:
    """Tell whether a paragraph only says when (and where) a text was published.

    Examples
    --------
    >>> is_dateline("15 May, 2024 08:09"), is_dateline("Published 3 March 2022, 10:15 GMT")
    (True, True)
    >>> is_dateline("On 3 March 2022 the talks went on.")
    False
    """
    if len(paragraph) > LONGEST_DATELINE:
        return False
    lower = paragraph.lower()
    if not _compiled(_ONLY_WHEN).fullmatch(lower):
        is_named = _compiled(_SENDER).match(paragraph) or _compiled(_BEFORE_OUTLET).search(
            paragraph, max(0, len(paragraph) - _LONGEST_OUTLET - 2)
        )
        if not is_named or not _compiled(_WITH_NAMES).fullmatch(paragraph):
            return False
    return _compiled(_YEAR).search(lower) is not None or _compiled(_SAYS_WHEN).search(lower) is not None


def wire_dateline(text: str, start: int, end: int, *, is_first: bool) -> int:
    """Find where the wire dateline ends with which a paragraph begins; `start` where there is none.

    A place in capitals and a dash alone are believed only in the first paragraph of prose.

    Examples
    --------
    >>> wire_dateline("KYIV, May 5 (Reuters) — Talks went on.", 0, 38, is_first=False)
    24
    """
    near = text[start : min(end, start + LONGEST_WIRE)]
    is_bare = is_first and any(map(near.__contains__, _BARE_MARKS))
    if not is_bare and "(" not in near and " /" not in near:
        return start
    match = _compiled(_WIRE).match(text, start, min(end, start + LONGEST_DATELINE))
    if match is None and is_bare:
        match = _compiled(_BARE_WIRE).match(text, start, min(end, start + LONGEST_DATELINE))
    return match.end() if match and match.end() < end else start


def stated_dates(dateline: str) -> list[StatedDate]:
    """Read the full dates of a dateline, in the order in which they stand.

    A numeric date whose day and month could be swapped is not read, unless it is written with dots (day first).

    Examples
    --------
    >>> stated_dates("15 May, 2024 08:09")
    [StatedDate(value='2024-05-15T08:09', is_update=False)]
    >>> stated_dates("Published May 5, 2023 at 3:15 PM | Updated 6 May 2023")[1]
    StatedDate(value='2023-05-06', is_update=True)
    """
    found = list(_compiled(_DATE, re.I).finditer(dateline))
    ends = [*(match.start() for match in found), len(dateline)][1:]
    stated = []
    used = 0
    for match, end in zip(found, ends, strict=True):
        before = dateline[used : match.start()]
        behind = _compiled(_LABEL, re.I).split(dateline[match.end() : end])[0]
        used = match.end() + len(behind)
        day = _day(match)
        minute = _minute(behind) or _minute(before)
        if day is not None:
            stated.append(StatedDate(f"{day}T{minute}" if minute else str(day), _is_update(before)))
    return stated


def _is_update(before: str) -> bool:
    return _compiled(_UPDATE, re.I).search(before) is not None and not _compiled(_FIRST, re.I).search(before)


def _day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if parts["left"]:
        left, right = int(parts["left"]), int(parts["right"])
        if parts["mark"] != "." and left <= 12 and right <= 12 and left != right:
            return None
        month, day = (right, left) if parts["mark"] == "." or left > 12 else (left, right)
        return _date_of(parts["year4"], month, day)
    if parts["year3"]:
        return _date_of(parts["year3"], int(parts["month3"]), int(parts["day3"]))
    which = "1" if parts["day1"] else "2"
    month = _MONTHS.index(parts["month" + which].casefold()[:3]) + 1
    return _date_of(parts["year" + which], month, int(parts["day" + which]))


def _date_of(year: str, month: int, day: int) -> date | None:
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


def _minute(text: str) -> str | None:
    for match in _compiled(_FIND_TIME, re.I).finditer(text):
        hour, half = int(match["hour"]), (match["half"] or "").lower()
        if match["minute"] is None and not half:
            continue
        if half:
            if not 1 <= hour <= 12:
                continue
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour < 24:
            return f"{hour:02d}:{match['minute'] or '00'}"
    return None
