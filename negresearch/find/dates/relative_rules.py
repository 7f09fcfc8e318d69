"""Rules for expressions made with a unit: two years ago, last week, each month, a decade."""

from __future__ import annotations

import re
from functools import partial
from typing import Literal

from negresearch.find.dates import grammar as g
from negresearch.find.dates.draft import STEPS, Draft, Moved, PeriodOf, Rule, compiled, lean_of, mod_of
from negresearch.find.dates.lexicon import CLOCK_UNITS, UNIT_GRAINS, UNITS

#: A value whose day, week, month or year is still open.
_OPEN = {"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "day": "XXXX-XX-XX", "night": "XXXX-XX-XX"}
#: Units that ISO 8601 does not have in a length, in those that it has.
_MULTIPLES = {"fortnight": (2, "week"), "decade": (10, "year"), "century": (100, "year")}
#: Half of a unit in smaller ones.
_HALVES = {"hour": "PT30M", "day": "PT12H", "year": "P6M", "decade": "P5Y", "century": "P50Y"}


#: The units, one and many.
UNIT_FORMS = (*UNITS, *(f"{unit}s" for unit in UNITS if unit != "century"), "centuries")


def unit_of(match: re.Match[str]) -> str:
    """Give the singular of the unit that a match holds."""
    word = match["unit"]
    return "century" if word.startswith("centur") else word


def duration_value(number: str, unit: str) -> str:
    """Write a length as TIMEX3 does.

    Examples
    --------
    >>> [duration_value(*pair) for pair in (("2", "fortnight"), ("X", "month"), ("12", "hour"), ("0.5", "year"))]
    ['P4W', 'PXM', 'PT12H', 'P6M']
    """
    if number == "0.5" and unit in _HALVES:
        return _HALVES[unit]
    times, unit = _MULTIPLES.get(unit, (1, unit))
    number = str(times * int(number)) if number.isdigit() else number
    return f"P{'T' if unit in CLOCK_UNITS else ''}{number}{'Q' if unit == 'quarter' else UNITS[unit]}"


def _moved(
    match: re.Match[str], base: Literal["document", "previous"], amount: int, unit: str, name: str, mod: str | None
) -> Draft:
    where = Moved(base, amount, UNIT_GRAINS[unit], unit)
    kind: Literal["TIME", "DATE"] = "TIME" if unit in CLOCK_UNITS or unit == "night" else "DATE"
    value = "XXXX-XX-XX" if kind == "TIME" else _OPEN.get(unit, "XXXX")
    return Draft(match.start(), match.end(), kind, value, name, mod, where, "TNI" if unit == "night" else "")


_BACK = frozenset({"ago", "earlier", "before", "prior", "previously", "back"})
_FROM_NOW = {"ago": "ago", "back": "ago", "from": "from_now", "hence": "from_now"}


def _offset(match: re.Match[str], text: str) -> Draft | None:
    """Read "two years ago", "three days later"; where the number is not told, only the direction is."""
    word = match["way"].split()[0]
    if not match["number"] and match.string[match.end("unit")] != "s":
        return None
    number = g.number_of(match["number"]) if match["number"] else "X"
    name = _FROM_NOW.get(word, "earlier" if word in _BACK else "later")
    if number == "X":
        vague = "PAST_REF" if word in _BACK else "FUTURE_REF"
        return Draft(*match.span(), "DATE", vague, f"vague_{name}")
    unit = unit_of(match)
    compared = number == "1" and unit == "year" and word in _BACK
    if compared and _COMPARED.search(text, max(0, match.start() - 60), match.start()):
        return _year_before(match, text)
    amount = int(float(number)) * (2 if unit == "fortnight" else 1) * (-1 if word in _BACK else 1)
    base: Literal["document", "previous"] = "document" if word in _FROM_NOW else "previous"
    return _moved(match, base, amount, unit, name, mod_of(match["approx"]))


#: Before a year ago with which figures are compared: "up from 14% a year ago", "compared with a year earlier".
_COMPARED = re.compile(
    r"\b(?:from|than|with|to|versus|against)\s(?:(?:about|just|only|the|a\s[a-z ]{4,16}\sof)\s)?"
    r"(?:[$€£]?\d[\d.,]*%?(?:\s[a-z]+){0,4},?\s)?\Z"
)


def _year_before(match: re.Match[str], text: str) -> Draft | None:
    """Read "the year-earlier quarter", "the same period last year"."""
    told = match.groupdict().get("year")
    if told and g.is_count(match):
        return None
    return Draft(*match.span(), "DATE", "XXXX", "year_before", None, PeriodOf(int(told) if told else None))


def _pointed(match: re.Match[str], text: str) -> Draft | None:
    """Read "last week", "that year", "the following day"; with a number or in the plural it is a length."""
    unit, words = unit_of(match), match["lean"].split()
    lean = lean_of(match["lean"])
    mod = mod_of(match["part"])
    plural = match[0][-1] == "s" and not unit.endswith("s")
    if match["number"] or plural:
        if unit == "day" and words[-1] == "these" and not match["number"]:
            return Draft(*match.span(), "DATE", "PRESENT_REF", "these_days")
        number = g.number_of(match["number"]) if match["number"] else "X"
        return Draft(*match.span(), "DURATION", duration_value(number, unit), f"{lean}_units", mod)
    stretch = words[-1] == "past" or words == ["the", "last"]  # up to now: "the past year", "over the last week"
    stretch = stretch or (words == ["the", "next"] and unit in ("decade", "century"))
    if stretch and unit not in ("night", "weekend") and not match["part"]:
        return Draft(*match.span(), "DURATION", duration_value("1", unit), f"{lean}_unit", mod)
    if unit in CLOCK_UNITS:
        return None
    far = lean in ("previous", "following", "same") or words == ["the", "next"] or (lean, unit) == ("this", "day")
    return _moved(match, "previous" if far else "document", STEPS.get(lean, 0), unit, f"{lean}_unit", mod)


def _the_unit(match: re.Match[str], text: str) -> Draft:
    """Read "the end of the year": the year that the text is in; and "the year before"."""
    way = match.groupdict().get("way") or ""
    step = {"": 0, "before": -1}.get(way, 1)
    name = "the_unit_beside" if way else "the_unit"
    return _moved(match, "previous", step, unit_of(match), name, mod_of(match["part"]))


_STRAIGHT = re.compile(r"\s(?:consecutive|straight|successive)\s")
_IN_A_ROW = re.compile(r"\s(?:in\sa\srow|running)\b")


def _nth_unit(match: re.Match[str], text: str, month: bool | None = False) -> Draft | None:
    """Read "the first week of May" as a length; the nth day of something is a day, known if just named.

    Whether the month or year that it is of must stand behind it, may, or is left to others, says `month`.
    """
    start, end = match.span()
    nth = match.groupdict().get("ordinal")
    if nth and nth[0].isalpha() and not g.ordinal_number(nth):
        return None
    of = compiled(_OF_MONTH).match(match.string, end) if month is not False else None
    if of is not None and (not of["month"] or text[slice(*of.span("month"))] in g.PRINTED["month"]):
        end = of.end("month") if g.is_count(of) else of.end()
    elif month:
        return None
    if not match["number"]:
        straight = _STRAIGHT.search(match[0]) or _IN_A_ROW.match(text, end)
        if straight and nth:
            value = duration_value(str(g.ordinal_number(nth)), unit_of(match))
            return Draft(start, end, "DURATION", value, "nth_unit")
        if match["unit"] == "day" and match.string[end - 1] != "s":
            return _moved(match, "previous", 0, "day", "nth_day", None)._replace(end=end)
    plural = match.string.startswith("s", match.end("unit"))
    number = g.number_of(match["number"]) if match["number"] else "X" if plural else "1"
    return Draft(start, end, "DURATION", duration_value(number, unit_of(match)), "nth_unit")


def _each(match: re.Match[str], text: str) -> Draft:
    other = (match["number"] or "") == "other"
    number = "2" if other else g.number_of(match["number"]) if match["number"] else "1"
    return Draft(*match.span(), "SET", duration_value(number, unit_of(match)), "each_unit")


#: Before "a year": a count, so that it says how often, not how long.
_COUNT_BEFORE = re.compile(
    r"(?:\d|%|\b(?:percent|cent|times|once|twice|thrice|million|billion|thousand|hundred|dollars|days|hours|nights|minutes))\s\Z"
)
#: As many of something before "a year", which goes on as no offset: "30,000 cars a year".
_COUNTED_BEFORE = re.compile(
    r"\d(?:,\d{3})*(?:\.\d+)?(?:\s(?:million|billion|thousand))?\s(?:[a-z]+\s)?[a-z]+s\s(?:of\s\w+\s)?\Z"
)
_THEN = re.compile(r"[\s,]+(?:ago|after|before|later|earlier|and\sa|from|to\sthe)\b|-")


def _counted(match: re.Match[str], text: str) -> Draft | None:
    """Read "two years ago" as a date, "two years" as a length, "a year" behind a count as what returns."""
    if match["way"]:
        return _offset(match, text)
    if not match["number"]:
        return None
    unit, number = unit_of(match), g.number_of(match["number"])
    if match["number"] in ("a", "an"):
        before = text[max(0, match.start() - 36) : match.start()]
        if _COUNT_BEFORE.search(before) or (_COUNTED_BEFORE.search(before) and not _THEN.match(text, match.end())):
            return Draft(*match.span(), "SET", duration_value("1", unit), "per_unit")
        if match[0].endswith(("-long", "-old")):
            return None
    value = duration_value(f"{number}.5" if match["half"] else number, unit)
    start = _after_article(match, text, number)
    return Draft(start, match.end(), "DURATION", value, "duration", mod_of(match["approx"]))


#: A word behind a length that makes it an adjective, unless it is one of these.
_NOUN_NEXT = re.compile(
    r"(?:['’]s?)?\s(?!(?:the|a|an|and|or|but|of|in|on|at|by|to|for|from|with|as|when|while|after|before|since|until|during"
    r"|that|which|who|was|were|is|are|had|has|have|will|would|could|it|he|she|they|we|this|these|its|his|their|between"
    r"|following|leading|ended|ending|through|saw|ago|later|into|against|under|over|because|where|so|if|than|without|through|both|alone|not)"
    r"\b)[A-Za-z]"
)
#: Before "over ten years" where "over" says more than, and not during.
_MORE_THAN = re.compile(
    r"(?:\b(?:for|in|after|of|within|by|last(?:s|ed|ing)|took|takes|spent|than|just|well|is|was|at)\s|\A|\n)\Z"
)


def _after_article(match: re.Match[str], text: str, number: str) -> int:
    """Leave out the article of the noun where the length is its adjective, and "over" where it is a preposition."""
    if match["approx"] == "over " and not _MORE_THAN.search(text[max(0, match.start() - 9) : match.start()]):
        return match.start("number")
    last_word = match[0][-8:]
    several = number not in ("1", "0.5") and not last_word.endswith(("s", "old", "long"))
    adjective = several or match["hyphen"] == "-" or last_word.endswith(("-long", "-old"))
    if not adjective and not (match["approx"] == "the " and _NOUN_NEXT.match(text, match.end())):
        return match.start()
    article = re.match(r"an?\s(?=\w)", match["number"])
    return match.start("number") + (article.end() if article else 0)


def _length(name: str, match: re.Match[str], _: str) -> Draft:
    """Read "another year", "per day", "weeks", "month-long"."""
    number = "X" if re.search(r"s\b", match[0]) else "1"
    kind: Literal["SET", "DURATION"] = "SET" if name == "per_unit" else "DURATION"
    return Draft(*match.span(), kind, duration_value(number, unit_of(match)), name)


def _recent(match: re.Match[str], text: str) -> Draft:
    value = "PAST_REF" if match["when"] == "recent" else "FUTURE_REF"
    return Draft(*match.span(), "DATE", value, "recent_units")


#: A month or year of which a week or a month is told: "the last week of August".
_OF_MONTH = (
    r" of (?:(?:the|this|that|last|next) (?:month|year|century|decade)\b"
    rf"|{g.MONTH}(?:,? {g.YEAR})?|(?:1\d|20)\d\d\b)"
)
_WAY = (
    r"(?P<way>ago|(?:earlier|later)(?! than)|before(?: that)?(?=[,.;:)]|\n)|from now|hence|prior(?! to)|previously"
    r"|back(?=[,.;:)]))\b"
)
_STRETCH = (
    r"(?P<part>(?:(?:later|earlier|early|late) in|(?:the )?(?:very )?(?:end|beginning|start|middle|close|rest|remainder"
    r"|turn|latter part|course|outset) of) )"
)
_COUNTED = Rule(
    rf"{g.APPROX}(?:{g.NUMBER}(?P<hyphen>[- ]){g.ADJECTIVE})?{g.UNIT}"
    rf"(?:[ -]{_WAY}|[- ](?:long|old)\b(?! before)|(?P<half> and a half\b))?", _counted, g.COUNT_LEADS,
)  # fmt: skip
_EACH = Rule(
    rf"(?:each|every) (?:single |passing )?(?:(?P<number>other|\d+|[a-z-]+) )?{g.UNIT}", _each, ("each", "every")
)
RECENT_UNITS = Rule(
    rf"(?:the )?(?P<when>recent|coming|upcoming) {g.UNIT}(?<=s)", _recent, ("", "the", "recent", "coming", "upcoming")
)
_NTH = rf"(?P<number>)(?:the |its |their |his |a )?(?:last|final|opening|closing|{g.ORDINAL}) {g.ADJECTIVE}{g.UNIT}"
#: All rules, in the order they are tried.
UNIT_RULES: tuple[Rule, ...] = (
    Rule(r"(?:the |that |its )?(?:same|corresponding|comparable|equivalent) (?:period|quarter|month|time|week|day)"
         r"(?: a)?,? (?:(?:of |in )?(?:(?:the )?(?:last|previous|prior) year|"
         rf"{g.YEAR})|(?:the |a )?year (?:ago|earlier|before))\b", _year_before, ("the", "that", "its", "same")),
    Rule(r"(?:the |its )?(?:year-(?:ago|earlier)|(?:prior|previous)-year) (?:period|quarter|month|level)",
         _year_before, ("", "the", "its", "prior", "previous")),
    _EACH,
    RECENT_UNITS,
    Rule(_NTH, partial(_nth_unit, month=True), g.NTH_LEADS),
    Rule(rf"(?:the )?(?:first|last|final|opening|closing) {g.NUMBER} {g.ADJECTIVE}{g.UNIT}",
         partial(_nth_unit, month=None), g.NTH_LEADS),
    Rule(rf"{g.PART}{g.LEAN} (?:{g.NUMBER} )?{g.ADJECTIVE}{g.UNIT}(?!-(?:long|old))",
         _pointed, (*g.PART_LEADS, *g.LEAN_LEADS)),
    Rule(_NTH, _nth_unit, g.NTH_LEADS),
    _COUNTED,
    Rule(rf"{_STRETCH}the (?P<unit>day|week|month|quarter|season|year|decade|century)\b", _the_unit, g.PART_LEADS),
    Rule(r"the (?P<part>)(?:full )?(?P<unit>day|week|weekend|month|year|quarter)\b"
         r"(?: (?P<way>before|after|following)\b)?(?=[,.;:)]|\Z|\n| (?:at|lower|higher|up|down|with)\b"
         r"|(?<=quarter) (?!of\b|century))", _the_unit, ("the", "full", "")),
    Rule(r"(?P<unit>minute|hour|day|night|week|month|year|decade|centur(?:y|ie))s?-(?:long|old)\b",
         partial(_length, "unit_long")),
    Rule(r"year-(?:ago|earlier|before)\b", _year_before),
    Rule(r"(?:the )?(?P<unit>week|month|quarter|year)(?:['’]s|-)[ -]?end\b",
         lambda match, _: _moved(match, "previous", 0, unit_of(match), "unit_end", "END"), ("", "the")),
    Rule(r"(?<!-)(?P<unit>second|minute|hour|day|night|week|month|year|decade|centurie)s\b",
         partial(_length, "bare_units")),
    Rule(rf"per {g.UNIT}", partial(_length, "per_unit"), ("per",)),
    Rule(rf"(?P<approx>)(?P<number>another) (?P<hyphen>){g.ADJECTIVE}{g.UNIT}(?P<half>)(?<!s)(?!-)",
         partial(_length, "duration"), ("another",)),
)  # fmt: skip
#: For nights, which are first of all parts of a day.
NIGHT_RULES: tuple[Rule, ...] = (_EACH, _COUNTED)
