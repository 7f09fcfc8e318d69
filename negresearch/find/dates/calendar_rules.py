"""Rules for expressions that name the calendar: days, months, years, seasons, quarters, holidays, clock times."""

from __future__ import annotations

import re

from negresearch.find.dates import grammar as g
from negresearch.find.dates.draft import (
    AtTime,
    Draft,
    InYear,
    Lean,
    OfYear,
    OnDay,
    OnWeekday,
    Rule,
    ShortYear,
    compiled,
    lean_of,
    mod_of,
)  # fmt: skip
from negresearch.find.dates.feasts import in_year
from negresearch.find.dates.lexicon import DAYPARTS, DECADES, HOLIDAYS, NUMBERS, ORDINALS, SEASONS
from negresearch.find.dates.relative_rules import UNIT_RULES

#: Feasts as they stand in a text in lower case.
_HOLIDAYS = {name.lower(): day for name, day in HOLIDAYS.items()}
#: Two-digit years up to this one are of this century.
_PIVOT = 30
#: Behind a day of the month: no clock time, price, decimal or count.
_NO_COUNT = r"(?![\d:]|[.,]\d| ?(?:%|percent|per cent|[ap]\.?m\b))"
#: The day behind a month, and the year behind a part of it, told or pointed at; after a half it must be there.
_DAY = rf"[ -](?:the )?{g.DAY}{_NO_COUNT}"
_IN_YEAR = rf"(?:,? (?:of |in )?|-|,){g.ANY_YEAR}|{g.OF_YEAR}| of the year\b"
_OF_HALF = rf" of (?:the )?{g.ANY_YEAR}|{g.OF_YEAR}| of the year\b"
#: A day or month further on that carries the year for both ends of a range.
_SHARED_YEAR = (
    rf"{g.TO}(?:(?:early|mid|late|the (?:beginning|start|middle|end) of)[- ])?"
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? )?(?P<name>[a-z]{{3,9}})\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?),? (?:of )?{g.YEAR}"
)
#: Further days behind one, and the month of them all: so many at most, else each of a long list is read to its end.
_SHARED_MONTH = (
    rf"(?={g.TO}(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?{g.TO}){{0,6}}"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{g.MONTH})"
)


def _in_year(
    match: re.Match[str], text: str, name: str, part: str, mod: str | None = None, lean: Lean = "",
    *, end: int = 0, behind: int = 0, years: str = _IN_YEAR,
) -> Draft:  # fmt: skip
    """Draft a part of a year: finished where the year is told, else with the year open.

    The year stands at its end, or with further parts of it `behind`.
    """
    lower, start, end = match.string, match.start(), end or match.end()
    told = compiled(years).match(lower, behind or end)
    if told is not None and not g.is_count(told):
        end = end if behind else told.end()
        year, bc, short, pointer = told.group("year", "bc", "short", "pointer")
        if year:
            return Draft(start, end, "DATE", in_year(int(year), part), f"{name}_year", mod)
    else:
        bc = short = pointer = None
    feast, part = ("", part) if part[0] != "e" and "/" not in part else (part, "XX-XX")
    if bc:
        return Draft(start, end, "DATE", f"BC{int(bc):04d}-{part}", f"{name}_bc", mod)
    if short:
        return Draft(start, end, "DATE", f"XXXX-{part}", f"{name}_short_year", mod, ShortYear(int(short)))
    if pointer:
        return Draft(start, end, "DATE", f"XXXX-{part}", f"{name}_of_year", mod, OfYear(lean_of(pointer)))
    shared = compiled(_SHARED_YEAR).match(lower, end) if not lean else None
    named = shared is not None and (not shared["name"] or text[slice(*shared.span("name"))].istitle())
    if shared is not None and named and not g.is_count(shared):
        return Draft(start, end, "DATE", in_year(int(shared["year"]), feast or part), f"{name}_year", mod)
    name = f"{lean}_{name}" if lean else name
    return Draft(start, end, "DATE", f"XXXX-{part}", name, mod, InYear(lean, feast))


def _month(match: re.Match[str], text: str) -> Draft:
    month, part, lean = match.group("month", "part", "lean")
    draft = _month_day(match, text, mod_of(part))
    return draft or _in_year(match, text, "month", f"{g.month_number(month):02d}", mod_of(part), lean_of(lean))


def _month_day(match: re.Match[str], text: str, mod: str | None = None) -> Draft | None:
    day = compiled(_DAY).match(match.string, match.end())
    if day is None or g.is_count(day, day.end()):
        return None
    return _in_year(match, text, "month_day", g.day_of_year(match["month"], day["day"]), mod, end=day.end())


def _day_month(match: re.Match[str], text: str) -> Draft:
    """Read "5 May 2022", and "5" of "5 and 9 May 2022"."""
    behind = match.end("month") if match.end("month") > match.end() else 0
    return _in_year(match, text, "day_month", g.day_of_year(match["month"], match["day"]), behind=behind)


#: Behind a season that is an adjective: "the Spring Offensive", "the summer season".
_NOUN_NEXT = re.compile(
    r"-|\s(?:[A-Z]|(?:offensives?|campaigns?|season|months?|holidays?|break|session|term|vacation|fighting|weather|games"
    r"|olympics|sales?|heat|rains?|monsoon|crops?|elections?|festival|storm|break|ceasefire|truce|attacks?)\b)"
)


def _season(match: re.Match[str], text: str) -> Draft:
    draft = _in_year(match, text, "season", SEASONS[match["season"]], mod_of(match["part"]), lean_of(match["lean"]))
    adjective = match["the"] and not match["part"] and draft.open and _NOUN_NEXT.match(text, draft.end)
    return draft._replace(start=match.start("season")) if adjective else draft


def _every(match: re.Match[str], text: str) -> Draft:
    """Read "every summer", "each May", "Mondays"."""
    kind, word = match.lastgroup, match[match.lastindex or 0]
    if kind == "season":
        part = SEASONS[word]
    else:
        part = f"{g.month_number(word):02d}" if kind == "month" else f"WXX-{g.weekday_number(word)}"
    return Draft(*match.span(), "SET", f"XXXX-{part}", f"every_{kind}")


def _quarter(match: re.Match[str], text: str) -> Draft | None:
    number = g.ordinal_number(match["ordinal"]) if match["ordinal"] else int(match["digit"] or 4)
    lean: Lean = "this" if "fiscal" in match[0] else ""  # a fiscal year mostly begins before its namesake
    draft = _in_year(match, text, "quarter", f"Q{number}", None, lean) if 0 < number <= 4 else None
    adjective = draft is not None and match["hyphen"] and match[0][:4] == "the "
    return draft._replace(start=draft.start + 4) if draft is not None and adjective else draft


def _half(match: re.Match[str], text: str) -> Draft | None:
    draft = _in_year(match, text, "half", f"H{1 if match['which'] == 'first' else 2}", years=_OF_HALF)
    return draft if draft.end > match.end() else None


def _holiday(match: re.Match[str], text: str) -> Draft | None:
    """Read a feast, which has a capital; May Day has two, for "may" is a verb."""
    first, last = match.span("holiday")
    name = " ".join(match["holiday"].replace("’", "'").split())
    if not text[first].isupper() or (name == "may day" and not text[last - 3].isupper()):
        return None
    return _in_year(match, text, "holiday", _HOLIDAYS[name], None, lean_of(match["lean"]))


def _weekday(match: re.Match[str], text: str) -> Draft:
    number, lean = g.weekday_number(match["weekday"]), lean_of(match["lean"])
    name = f"{lean}_weekday" if lean else "weekday"
    where = OnWeekday(number, lean, lean_of(match["week"]))
    return Draft(match.start(), match.end(), "DATE", f"XXXX-WXX-{number}", name, mod_of(match["part"]), where)


def _nth_weekday(match: re.Match[str], text: str) -> Draft | None:
    """Read "the first Tuesday of November"."""
    nth = g.ordinal_number(match["ordinal"]) if match["ordinal"] else -1
    part = f"{g.month_number(match['month']):02d}/{nth}/{g.weekday_number(match['weekday'])}"
    return _in_year(match, text, "nth_weekday", part) if nth and nth <= 4 else None


def _iso(match: re.Match[str], text: str) -> Draft:
    day = f"{match['y']}-{match['m']}-{match['d']}"
    if match["clock"]:
        return Draft(*match.span(), "TIME", f"{day}T{match['clock']}", "iso_time")
    return Draft(*match.span(), "DATE", day, "iso_day")


def _figures(match: re.Match[str], text: str) -> Draft | None:
    """Read 3/22/2013 or 22.03.2013: the month comes first, unless it cannot; with full stops it comes second."""
    month, day = int(match["a"]), int(match["b"])
    if match["sep"] == "." or month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    year = int(match["y"]) if len(match["y"]) == 4 else int(match["y"]) + (2000 if int(match["y"]) <= _PIVOT else 1900)
    return Draft(*match.span(), "DATE", f"{year:04d}-{month:02d}-{day:02d}", "figures")


def _year(match: re.Match[str], text: str) -> Draft | None:
    mod = mod_of(match["part"])
    if match["short"]:
        return Draft(*match.span(), "DATE", "XXXX", "short_year", mod, ShortYear(int(match["short"])))
    if g.is_count(match):
        return None
    value = match["year"] or f"BC{int(match['bc']):04d}"
    return Draft(*match.span(), "DATE", value, "year", mod)


def _decade(match: re.Match[str], text: str) -> Draft:
    mod = mod_of(match["part"])
    if match["bc"]:
        return Draft(*match.span(), "DATE", f"BC{int(match['bc']):04d}"[:5], "decade", mod)
    if match["decade"]:
        return Draft(*match.span(), "DATE", match["decade"][:3], "decade", mod)
    tens = int(match["tens"][0]) if match["tens"] else DECADES[match["word"]]
    return Draft(*match.span(), "DATE", f"{19 if tens * 10 >= _PIVOT else 20}{tens}", "short_decade", mod)


def _century(match: re.Match[str], text: str) -> Draft | None:
    number = g.ordinal_number(match["ordinal"])
    value = f"{'BC' if match['bc'] else ''}{number - 1:02d}"
    return Draft(*match.span(), "DATE", value, "century", mod_of(match["part"])) if number else None


def _clock(match: re.Match[str], text: str) -> Draft | None:
    time, end = g.clock_time(match), match.end()
    if time and match["printed"] and not text[slice(*match.span("printed"))].isupper():
        time, end = time.removesuffix("Z"), match.start("zoned")
    return Draft(match.start(), end, "TIME", f"XXXX-XX-XX{time}", "clock", None, AtTime(), time) if time else None


def _daypart(match: re.Match[str], text: str) -> Draft:
    suffix, which = DAYPARTS[match["daypart"]], (match["which"] or "")
    if which in ("every", "each"):
        return Draft(*match.span(), "SET", f"XXXX-XX-XX{suffix}", "every_daypart")
    where = AtTime(lean_of(which) if which else "", bool(which or match["the"]))
    name = f"{where.lean}_daypart" if where.lean else "daypart"
    return Draft(*match.span(), "TIME", f"XXXX-XX-XX{suffix}", name, mod_of(match["part"]), where, suffix)


#: Behind figures that are no day of a month: the name of a body, or of a thing in -ry.
_NAME_NEXT = re.compile(r"\s(?:[A-Z][a-z]+\s[A-Z]|[A-Z][a-z]*[^\W\d_]ry\b)")


def _on_day(match: re.Match[str], text: str) -> Draft | None:
    if _NAME_NEXT.match(text, match.end()) or g.is_count(match, match.end()):
        return None
    number, year, end = int(match["day"]), match["year"], match.end() if match["year"] else match.end("day_end")
    name = "range_day_year" if year else "range_day"
    return Draft(match.start(), end, "DATE", f"{year or 'XXXX'}-XX-{number:02d}", name, None, OnDay(number))


def _nine_eleven(match: re.Match[str], text: str) -> Draft | None:
    """Read the one day that is called by its figures, month first."""
    return None if g.is_count(match) else Draft(*match.span(), "DATE", "2001-09-11", "named_day")


_EVERY, _NTH = ("every", "each"), ("the", "last", *ORDINALS)
_PART_OR_LEAN = ("", *g.PART_LEADS, *g.LEAN_LEADS)
CLOCK = Rule(g.CLOCK, _clock, ("#", *NUMBERS))
CENTURY = Rule(
    rf"{g.PART}(?:the )?{g.ORDINAL}(?:[ -]|{g.TO}[\w-]{{3,12}} )centur(?:y|ies)(?P<bc> b\.?c\b\.?(?:e\b\.?)?)?",
    _century, ("#", *g.PART_LEADS, *ORDINALS),
)  # fmt: skip
YEAR = Rule(
    rf"{g.PART}(?:(?:the )?(?:(?:fiscal|calendar|financial|academic) )?years? |fiscal )?{g.ANY_YEAR}",
    _year, ("", "#", *g.PART_LEADS, "fiscal", "calendar", "financial"),
)  # fmt: skip
MONTH_RULES = (
    Rule(rf"(?:every|each) {g.MONTH}(?! \d)", _every, _EVERY),
    Rule(rf"{g.PART}(?:{g.LEAN} )?{g.MONTH}", _month, _PART_OR_LEAN),
)
WEEKDAY_RULES = (
    Rule(rf"(?:the )?(?:last|{g.ORDINAL}) {g.WEEKDAY} (?:of|in) {g.MONTH}", _nth_weekday, _NTH),
    Rule(rf"{g.WEEKDAY},? (?:the )?{g.MONTH}", _month_day),
    Rule(rf"{g.WEEKDAY},? (?:the )?{g.DAY}(?: day)?(?: of)?[ -]{g.MONTH}", _day_month),
    Rule(rf"(?:every |each )(?:other )?{g.WEEKDAY}", _every, _EVERY),
    Rule(g.WEEKDAYS_PLURAL, _every),
    Rule(rf"{g.PART}(?:{g.LEAN} )?{g.WEEKDAY}(?:,? (?:of )?(?P<week>last|this|next) week\b)?", _weekday, _PART_OR_LEAN),
)
SEASON_RULES = (
    Rule(rf"(?:every|each) {g.SEASON}", _every, _EVERY),
    Rule(rf"{g.PART}(?:{g.LEAN} )?(?P<the>the )?{g.SEASON}", _season, _PART_OR_LEAN),
)
QUARTER = Rule(
    rf"(?:the )?(?:fiscal )?(?:(?P<digit>)(?:final|last|closing)(?= quarter of )|{g.ORDINAL})(?: |(?P<hyphen>-))"
    r"(?:fiscal |calendar )?quarter\b(?: of (?:the )?fiscal(?= ))?",
    _quarter, ("the", "fiscal", "final", "last", "closing", *ORDINALS),
)  # fmt: skip
SHORT_QUARTER = Rule(r"q(?P<digit>[1-4])(?P<ordinal>)(?P<hyphen>)\b", _quarter)
HALF = Rule(r"(?:the )?(?P<which>first|second|latter) half", _half, ("the", "first", "second", "latter"))
HOLIDAY = Rule(rf"(?:{g.LEAN} )?{g.HOLIDAY}", _holiday, ("", *g.LEAN_LEADS))
SHORT_DECADE = Rule(
    rf"{g.PART}(?:the )?(?P<word>{g.any_of(DECADES)})\b(?P<decade>)(?P<tens>)(?P<bc>)", _decade, ("", *g.PART_LEADS)
)
DAYPART = Rule(
    r"(?P<part>(?:(?:very )?(?:early|late|mid|later|earlier)(?: in| on)?[ -])?)(?P<the>the )?"
    r"(?:(?:very )?(?:early|late|mid)[ -])?"
    r"(?:(?P<which>this|last|(?:that |the )?same|(?:the )?(?:previous|following|next)|that|every|each|one) )?"
    rf"(?:(?:early|late)[ -])?{g.DAYPART}(?: hours)?", _daypart, (*_PART_OR_LEAN, *_EVERY, "one"),
)  # fmt: skip
_DECADE = Rule(
    rf"{g.PART}(?:the )?(?:(?:early|mid|late)[ -])?(?:(?P<bc>\d{{2,3}}0)s b\.?c\b\.?|(?P<decade>(?:1\d|20)\d0)['’]?s\b"
    r"|['’]?(?P<tens>[1-9]0)['’]?s\b)(?P<word>)", _decade, ("#", *g.PART_LEADS),
)  # fmt: skip
_YEARS_BC = Rule(
    rf"{g.PART}(?P<short>)(?P<year>)(?P<bc>\d{{1,4}})(?!\d)(?={g.TO}\d{{1,4}} ?b\.?c)", _year, ("#", *g.PART_LEADS)
)
_RANGE_END = Rule(r"(?<=\d{4}[-–—/])(?P<part>)(?P<short>\d\d)(?!\d|[.,:%-]\d|%)", _year, g.FIGURES)
_DAYS = (
    Rule(rf"(?:the )?{g.DAY}(?: day)?(?: of)?[ -]?{g.MONTH}", _day_month, ("#", "the")),
    Rule(rf"(?:the )?{g.DAY}{_SHARED_MONTH}", _day_month, ("#", "the")),
)
_ON_DAY = Rule(rf"(?:the )?{g.DAY}(?P<day_end>)(?:,? {g.YEAR})?{_NO_COUNT}", _on_day, ("#", "the"))
_LONGER = (_YEARS_BC, YEAR, *UNIT_RULES)
#: Rules by the number of figures by which an expression is found, and, where it is told, by what stands behind them.
FIGURE_RULES = {
    **dict.fromkeys(("#", "##"), (
        Rule(r"(?P<a>\d{1,2})(?P<sep>[/.])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4}|\d\d)(?![\d./])", _figures, g.FIGURES),
        Rule(r"(?P<year>9/11)(?![\d/.,%-])", _nine_eleven, g.FIGURES),
        *_DAYS, CLOCK, _DECADE, CENTURY, _YEARS_BC, _RANGE_END, YEAR, *UNIT_RULES, _ON_DAY,
    )),
    **dict.fromkeys(("# month", "## month"), (*_DAYS, _RANGE_END, _ON_DAY)),
    **dict.fromkeys(("# unit", "## unit"), (*_DAYS, CENTURY, _RANGE_END, *UNIT_RULES, _ON_DAY)),
    "###": (_DECADE, CENTURY, *_LONGER),
    "####": (
        # a year and nothing else: no decade, day in figures, clock time, or count
        Rule(r"(?P<part>)(?P<bc>)(?P<short>)(?P<year>(?:1\d|20)\d\d)(?![\d%'’s]|[.,:]\d|[-/]\d\d?[-/]"
             rf"|{g.TO}\d{{1,4}} ?b\.?c| ?(?:b\.?c|gmt|utc|h(?:ou)?rs\b|local))", _year, g.FIGURES),
        Rule(r"(?P<y>\d{4})(?P<sep>[-/])(?P<m>0[1-9]|1[0-2])(?P=sep)(?P<d>0[1-9]|[12]\d|3[01])"
             r"(?:[t ](?P<clock>[0-2]\d:[0-5]\d)(?::\d\d)?)?(?!\d)", _iso, g.FIGURES),
        _DECADE, CLOCK, *_LONGER,
    ),
}  # fmt: skip
