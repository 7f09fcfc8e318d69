"""Whether the clause around an expression looks back or ahead."""

from __future__ import annotations

import re

from negresearch.find.dates.draft import Draft

#: How far a clause is looked at on either side.
_REACH = 250
#: Verbs that make what is to be done lie ahead, whatever their own tense: "agreed to meet".
_TO_DO = (
    r"agree[sd]?|vote[sd]?|decide[sd]?|vow(?:s|ed)?|pledge[sd]?|promise[sd]?|threaten(?:s|ed)?|plan(?:s|ned)?|expect(?:s|ed)?|want(?:s|ed)?"
    r"|hope[sd]?|intend(?:s|ed)?|prepar(?:es?|ed|ing)|aim(?:s|ed)?|offer(?:s|ed)?|invite[sd]?|order(?:s|ed)|ask(?:s|ed)?|due"
    r"|scheduled|set|ready|likely|slated|poised|bound|going|is|are"
)
_AHEAD = (
    rf"(?:{_TO_DO})(?: \w+day(?: \w+)?)? to"
    r"|be \w+(?:ed|en|wn|ld|nt|pt)|will|shall|won['’]t|be|due|scheduled|slated|expected|planned|set for"
    r"|would|should|must|may|deadlines?|ahead of|until|upcoming|called for|calls for|go(?:es)? to|meets?|opens"
    r"|(?<!last )(?<!were )(?<!was )(?<!been )open|begins?"
    r"|starts?|votes?|visits?|heads? to|faces?|travels?|arrives?|takes? (?:full |immediate )?(?:effect|office|place)"
    r"|(?:put off|postponed|delayed|moved|pushed back|rescheduled) (?:to|for)"
    r"|expires?|leaves?|returns?|(?:is|are) (?:on|at)|ends|closes|resumes|turns|hosts|concludes|retires|no later than"
)
_BACK = (
    r"(?:was|were) to be \w+|had been \w+|was|were|had|did|said|told|\w\w+ed|been|began|came|took|fell|rose|met|went"
    r"|gave|made|saw|held|won|lost|since|left|led|sent|struck|hit|broke|spoke|wrote|ago|grew|became|found|shot|sold|bought"
    r"|paid|spent|brought|fought|sought|thought|caught|taught|built|felt|kept|swept|dealt|drew|withdrew|flew|threw|knew"
    r"|ran|stood|drove|rode|chose|froze|stole|swore|wore|sat|ate|hung|shook|undertook|heard"
)
#: For words in lower case: matching without regard to case takes several times as long.
_MARK = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b|['’]ll\b".replace(" ", r"\s"))
#: A noun behind the date that says itself that the day is to come.
_DUE = re.compile(r"\s(?:deadline|cut-?off|delivery|contracts?|futures|expiry)\b")
#: A verb in the present right before a date speaks of what is planned: "the minister, who retires in".
_PRESENT = re.compile(
    r"\b(?:who|which|that|it|he|she)\s(?!was\b|has\b|does\b|says\b|this\b|its\b|his\b)[a-z]{3,}[^s]s\s(?:in|on|by|at)\s\Z"
)
#: Behind a date, a noun that may look like a verb: "Wednesday's vote".
_POSSESSED = re.compile(r"['’]s\s\w+")
_QUOTED = re.compile(r"[“«„\"][^”»\"]*[”»\"]")
#: Where a clause ends: not behind "p.m.", initials and short names of months and titles.
_STOPS = re.compile(
    r"(?<![ap]\.m)(?<!\b[A-Z])(?<!\b(?:Mr|Dr|St))(?<!\b(?:Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec|Gov|Gen|Sen|Rep))(?<!\bSept)"
    r"[.?!]\s|\n|;\s"
)


#: Behind "until" and a day, where it is over.
_HAD_BEEN = re.compile(r",?\s(?:\w+\s){1,3}(?:had|was|were)\b")


def looks_ahead(text: str, start: int, end: int) -> bool | None:
    """Judge by the nearest word before the span that marks a tense, else by the first behind it.

    Words inside quotation marks that close before the span do not count: they have a day of their own. None where no
    word says.

    Examples
    --------
    >>> text = "The talks will resume on Friday, he said."
    >>> looks_ahead(text, 25, 31)
    True
    """
    before = text[max(0, start - _REACH) : start]
    if _DUE.match(text, end) or _PRESENT.search(before[-40:]):
        return True
    stops = [stop.end() for stop in _STOPS.finditer(before)]
    before = _QUOTED.sub("", before[stops[-1] :] if stops else before)
    marks = list(_MARK.finditer(before.replace("May", "").lower()))
    if not marks:
        possessed = _POSSESSED.match(text, end)
        end = possessed.end() if possessed else end
        after = text[end : end + _REACH]
        stop = _STOPS.search(after)
        first = _MARK.search((after[: stop.start()] if stop else after).lower())
        marks = [first] if first else []
    if marks and marks[-1][0] == "until" and _HAD_BEEN.match(text, end):
        return False
    return marks[-1]["back"] is None if marks else None


#: Characters before a date that its clause may have.
_REACH_BACK = 160
_HARD_AHEAD = re.compile(
    r"\b(?:will|shall|would|should|may|might|could|can|plan\w*|expect\w*|schedul\w*|due|until|till|by|for|through"
    r"|target\w*|deadline|propos\w*|set|aim\w*|goal|forecast\w*|predict\w*|to|if|next|future|as early as"
    r"|no later than)\b|['’]ll\b",
    re.IGNORECASE,
)
_PLACED = re.compile(r"\b(?:in|on|since|during|of)\s(?:the\s)?\Z", re.IGNORECASE)


def told_as_past(text: str, draft: Draft) -> bool:
    """Whether a date is one on or in which something is told to have happened."""
    before = text[max(0, draft.start - _REACH_BACK) : draft.start]
    clause = before[max((stop.end() for stop in _STOPS.finditer(before)), default=0) :]
    placed = _PLACED.search(clause) or "-" in draft.value
    return bool(placed) and looks_ahead(text, draft.start, draft.end) is False and not _HARD_AHEAD.search(clause)
