"""What looks like a date and is none: wars and programmes, verbs, ranks, fractions, counts and numbers of things."""

from __future__ import annotations

import re
from collections.abc import Callable

from negresearch.find.dates.draft import Draft

#: A name that ends in a month, a weekday, a season or a part of the day: "the Long March", "White Christmas".
_NAME_BEFORE = tuple(
    """Bloody Black Super Ash Holy Palm Cyber Operation White Red Blue Ruby Man Long Ice Great Salt Arab Prague Theresa
    Brian Fort Private Code Desert""".split()
)


def _after_name(text: str, draft: Draft) -> bool:
    return text.endswith(_NAME_BEFORE, 0, max(0, draft.start - 1)) and text[draft.start - 1].isspace()


#: Months whose names are also verbs, first names or abbreviations; alone they need company that dates keep.
_DOUBTFUL_MONTH = re.compile(r"(?:MAY|MARCH|May|March|April|June|August|Mar|Jan|Dec|Sep|Jun|Jul)\Z")
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|by|since|until|till|of|from|to|through|throughout|during|for|before|after|between|and|or|on|early|late|mid"
    r"|every|each|around|about|into|following|back|again|per|than|as|the|a|costly)|[-–—(/,;:.]|\A)\s?\Z",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s(?:said|says|told|be|have|has|had|to the|madness|on Washington|[A-Z][a-z]+(?:son|sen|man|ez)\b)"
)


def _month(text: str, draft: Draft) -> bool:
    if _after_name(text, draft):
        return True
    if draft.mod or not _DOUBTFUL_MONTH.match(text, draft.start, draft.end):
        return False
    if _AFTER_NAME.match(text, draft.end):
        return True
    return not _BEFORE_MONTH.search(text[max(0, draft.start - 14) : draft.start])


_IN_THE_FALL = re.compile(
    r"(?:\b(?:in|during|by|until|since|throughout|through|over|of|before|after|for|and|early|late|mid|this|last|next"
    r"|each|every)[ -])(?:the )?fall\Z",
    re.IGNORECASE,
)
_FALL_OF = re.compile(r"\s(?:of(?!\s(?:1\d|20)\d\d)|in|to|into|back|out|by|from|within|under|short)\b|-back")
#: Behind a season that is part of a name: "the Winter Olympics", "the Summer Palace".
_SEASON_NAME = re.compile(r"\s(?:Olympics?|Paralympics?|Games|Palace|Universiade)\b")


def _season(text: str, draft: Draft) -> bool:
    """Refuse "the fall of Baghdad", "continued to fall", "the Prague Spring"."""
    if _after_name(text, draft) or _SEASON_NAME.match(text, draft.end):
        return True
    if text[draft.end - 4 : draft.end].lower() != "fall":
        return False
    return bool(_FALL_OF.match(text, draft.end)) or not _IN_THE_FALL.search(text[max(0, draft.start - 12) : draft.end])


_PROGRAMME = re.compile(r"\d\s(?:Minutes|Hours)\Z")
_SECOND_UNIT = re.compile(r"second\Z|seconds\Z|second-long")
_SECONDS = re.compile(r".*(?:seconds\Z|\d-second|per second\Z)", re.IGNORECASE | re.DOTALL)
_FRACTION = re.compile(r"\s(?:of|in)\b")
#: Before the unit of a speed; around a unit that is an age or a time of day.
_SPEED = re.compile(r"\b(?:miles|kilomet(?:er|re)s|km|met(?:er|re)s|feet|knots)\s\Z")
_VAGUE_BEFORE = re.compile(
    r"\b(?:early|late|small|wee|opening|business|trading|rush|office|spring|summer|autumn|fall|winter)\s\Z"
)
_ERA_BEHIND = re.compile(r"\s(?:of\s(?:the\s)?[A-Z]|when\b|that\b)")
#: Before "last" the verb; units in phrases that have nothing to do with them.
_MODAL = re.compile(r"\b(?:may|might|will|would|could|can|should|must|to|not|['’]ll)\s\Z")
_IDIOMS = frozenset(
    {"last minute", "the last minute", "the last second", "eleventh hour", "the eleventh hour", "some day"}
)


def _unit(text: str, draft: Draft) -> bool:
    """Refuse "a second attack", "three quarters of the army", "in some quarters", the programme "60 Minutes"."""
    words = text[draft.start : draft.end]
    lower = words.lower()
    if lower.startswith("last") and _MODAL.search(text, max(0, draft.start - 10), draft.start):
        return True
    if lower in _IDIOMS or (draft.type == "SET" and _PAPER.match(text, draft.end)):
        return True
    if draft.rule == "per_unit" and lower.endswith(("hour", "second")):
        return bool(_SPEED.search(text, max(0, draft.start - 12), draft.start))
    if draft.rule == "bare_units" and _VAGUE_BEFORE.search(text, max(0, draft.start - 12), draft.start):
        return True
    if lower == "days" and text[draft.start - 4 : draft.start].lower() == "the ":
        return bool(_ERA_BEHIND.match(text, draft.end))
    if _SECOND_UNIT.search(lower):
        return not _SECONDS.match(lower) or text[draft.start - 4 : draft.start].lower() == "the "
    if lower.endswith(("quarter", "quarters")):
        vague = lower.startswith(("a ", "some ", "about a ", "around a ", "nearly a ", "over a "))
        straight = "consecutive" in lower or "straight" in lower
        vague = vague or "-quarter" in lower or lower == "quarters"
        return not straight and (vague or bool(_FRACTION.match(text, draft.end)))
    return bool(_PROGRAMME.search(text, max(0, draft.end - 10), draft.end))


#: Behind a weekday or "Daily" that is part of the name of a paper.
_PAPER = re.compile(r"\s(?:Times|Post|Telegraph|Mirror|Mail|Herald|Express|News|Star|Tribune)\b")


def _named(text: str, draft: Draft) -> bool:
    greeted = draft.rule == "daypart" and text[draft.start - 5 : draft.start - 1].lower() == "good"
    return greeted or bool(_PAPER.match(text, draft.end)) or _after_name(text, draft)


#: Before a figure that is no year: a currency, a number of a thing, a type, "about".
_NUMBER_OF = re.compile(
    r"(?:[$€£¥#§№&=]|\b(?:no|article|resolution|page|flight|boeing|airbus|room|chapter|section|model|version|highway|route"
    r"|windows|channel|clause|law|decree|bill|form|unit|lot|about|nearly|almost|some|over|than|approximately|least"
    r"|roughly|another|only)\.?|\d-|[A-Z]-|[A-Z]\d*-|\bv\.?)\s?\Z",
    re.IGNORECASE,
)
_AFTER_PREPOSITION = re.compile(
    r"(?:\b(?:in|since|by|from|until|till|during|of|the|before|after|between|early|late|mid|its|their|his|her|our|this"
    r"|that|each|every|post|pre)[\s-]|['’]s\s"
    r"|[(\[–—/,;:-]\s?|\A|\n)\Z",
    re.IGNORECASE,
)
_PLURAL_NEXT = re.compile(r"\s[a-z]+(?<!s)s\b(?<!\swas)(?<!\shas)(?<!\sis)(?<!\sthis)")
#: What mostly stands before years, and before nothing else here.
_BEFORE_YEARS = (" in ", " of ", " since ", " from ", " by ", " until ", " during ", " the ", "(", ", ")
#: Another year, or what only stands before a time: "until at least 2020".
_YEAR_BEFORE = re.compile(
    r"\d{3}-\Z|\b(?:until|till|through|since|by|before)\s(?:at\s)?(?:least|about|approximately)\s\Z"
)


def _year(text: str, draft: Draft) -> bool:
    """Refuse figures that count or number something: "Resolution 1483", "some 1500", "1200 rifles"."""
    before = text[max(0, draft.start - 18) : draft.start]
    if before.endswith(_BEFORE_YEARS):
        return False
    if draft.mod is None and _NUMBER_OF.search(before) and not _YEAR_BEFORE.search(before):
        return True
    return bool(_PLURAL_NEXT.match(text, draft.end)) and not _AFTER_PREPOSITION.search(before)


def _short_decade(text: str, draft: Draft) -> bool:
    """Refuse "in his 70s"."""
    before = text[max(0, draft.start - 6) : draft.start].lower()
    return before.endswith(("his ", "her ", "their ", "its ", "my ", "your "))


_TESTS: dict[str, Callable[[str, Draft], bool]] = {
    "month": _month, "season": _season, "this_season": _season, "year": _year, "short_decade": _short_decade,
    **dict.fromkeys(("per_unit", "each_unit", "daily", "weekly"), _unit),
    **dict.fromkeys(("holiday", "weekday", "daypart"), _named),
}  # fmt: skip


def is_trap(text: str, draft: Draft) -> bool:
    """Say whether an expression is something else that looks like a date."""
    test = _unit if draft.type == "DURATION" else _TESTS.get(draft.rule)
    return test is not None and test(text, draft)
