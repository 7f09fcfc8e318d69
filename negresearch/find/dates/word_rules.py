"""Rules for words that are dates by themselves: today, now, recently, daily, the future."""

from __future__ import annotations

import re
from functools import partial
from typing import Literal

from negresearch.find.dates.draft import Draft, Moved, Rule, mod_of
from negresearch.find.dates.grammar import DAYPART, LEADS
from negresearch.find.dates.lexicon import DAYPARTS
from negresearch.find.dates.tense import looks_ahead

_DAYS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def _fixed(value: str, name: str, kind: Literal["DATE", "SET", "DURATION"], match: re.Match[str], _: str) -> Draft:
    return Draft(*match.span(), kind, value, name)


def _day(match: re.Match[str], text: str) -> Draft:
    """Read today, yesterday, tomorrow and tonight, with a part of the day behind them."""
    word = match["word"]
    suffix = "TNI" if word == "tonight" else DAYPARTS[match["daypart"]] if match["daypart"] else ""
    where = Moved("document", _DAYS[word], "day", "day")
    kind: Literal["TIME", "DATE"] = "TIME" if suffix else "DATE"
    return Draft(*match.span(), kind, f"XXXX-XX-XX{suffix}", word, mod_of(match["part"]), where, suffix)


def _day_beside(match: re.Match[str], text: str) -> Draft:
    """Read "the day before", "the day after tomorrow"."""
    step = -1 if match["way"] == "before" else 1
    where = Moved("document", 2 * step, "day", "day") if match["word"] else Moved("previous", step, "day", "day")
    return Draft(*match.span(), "DATE", "XXXX-XX-XX", "day_beside", None, where)


def _soon(match: re.Match[str], text: str) -> Draft | None:
    """Read "soon" where it looks ahead; in a story it says no more than "then"."""
    ahead = text[match.end() : match.end() + 1] in tuple('.,;”"’') or looks_ahead(text, *match.span())
    return Draft(*match.span(), "DATE", "FUTURE_REF", "soon") if ahead else None


#: Behind "the past" and "the present" where they are nouns.
_NOUN_END = r"(?= ?[,.;:)\"”’»']| (?:and|as|but|or|to|has|was|is|that|when|have|by|he|she|they|it|we|there)\b|\Z|\n)"
_NOT_OF = r"(?! (?:of|when|that|he|she|they|it|the)\b)"
_HOW_FAR = r"(?:near(?:er)?|foreseeable|immediate|(?:not[ -](?:too|so)[ -])?distant|very near)"
_HOW_LONG = r"(?:long(?:er)?|short(?:er)?|near(?:er)?|medium)"
#: Behind "the past" where it begins a sentence.
_EACH_NEXT = r"(?<=[Ii]n the past)(?= (?:each|both|most|some|many|the|an?|no|his|their|its|our|these|those|people)\b)"


def _vague() -> dict[str, tuple[Rule, ...]]:
    """Words that point to the present, the past or the future without a value."""
    patterns = {
        **{word: ("PRESENT_REF", rf"{word}\b") for word in ("nowadays", "currently", "presently")},
        "now": ("PRESENT_REF", r"(?:right |just )?now\b(?! that\b|-)"),
        "current": ("PRESENT_REF", r"current\b(?! (?:year|month|week|quarter|season|decade|century|fiscal)\b)"),
        "present": ("PRESENT_REF", rf"(?:the )?present(?:[- ](?:day|time|moment)\b|\b{_NOUN_END})"),
        "being": ("PRESENT_REF", r"the time being\b"),
        "moment": ("PRESENT_REF", rf"(?:the|this) (?:present |very |current )?moment\b{_NOT_OF}"),
        "recently": ("PAST_REF", r"(?:more |most |very |just )?recently\b(?! as\b)"),
        "recent": ("PAST_REF", r"(?:(?:the |our |its |their )?recent (?:past|history|times)|recent)\b"),
        "ago": ("PAST_REF", r"(?:(?:not (?:so |too |very )?)?long|(?:a (?:long |short )?|some )(?:time|while)) ago\b"),
        "lately": ("PAST_REF", r"lately\b"),
        "past": ("PAST_REF", rf"the (?:recent |distant |not too distant )?past\b(?:{_NOUN_END}|{_EACH_NEXT})"),
        "future": ("FUTURE_REF", rf"(?:the )?(?:{_HOW_FAR} )?future\b"),
        "term": ("FUTURE_REF", rf"the (?:very )?{_HOW_LONG}[- ]term\b(?![- ][a-z]+(?:ing|al|s)\b)"),
    }
    return {
        word: (Rule(pattern, partial(_fixed, value, word, "DATE"), LEADS),)
        for word, (value, pattern) in patterns.items()
    }


_SETS = {
    "daily": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y",
    "annual": "P1Y", "annually": "P1Y", "hourly": "PT1H", "nightly": "XXXX-XX-XXTNI", "everyday": "P1D",
}  # fmt: skip
_LONG = {
    "hourlong": "PT1H", "daylong": "P1D", "weeklong": "P1W", "monthlong": "P1M", "yearlong": "P1Y",
    "decadelong": "P10Y", "dayslong": "PXD",
    "weekslong": "PXW", "monthslong": "PXM", "yearslong": "PXY", "decadeslong": "PXY",
}  # fmt: skip
DAY_BESIDE = Rule(
    r"(?<!to )the (?:very )?day (?P<way>before|after|following)\b(?: (?P<word>yesterday|tomorrow)\b)?",
    _day_beside, ("", "the", "very"))  # fmt: skip
_ON_DAY = Rule(
    rf"(?P<part>(?:(?:early|late|later|earlier) )?)(?P<word>{'|'.join(_DAYS)})\b(?: {DAYPART})?", _day, LEADS
)
#: The rules of each such word.
WORD_RULES: dict[str, tuple[Rule, ...]] = {
    **_vague(),
    "soon": (Rule(r"(?<!as )(?<!so )(?<!how )(?<!too )(?:very )?soon\b(?! (?:after|as)\b)", _soon, LEADS),),
    **{word: (Rule(rf"{word}\b", partial(_fixed, value, word, "SET")),) for word, value in _SETS.items()},
    **{word: (Rule(rf"{word}\b", partial(_fixed, value, "long", "DURATION")),) for word, value in _LONG.items()},
    **dict.fromkeys(_DAYS, (_ON_DAY,)),
}
