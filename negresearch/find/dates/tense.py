"""Whether the clause around an expression looks back or ahead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from negresearch.find.dates.draft import Draft

#: How far a clause is looked at on either side.
_REACH = 250
#: Verbs that make what is to be done lie ahead, whatever their own tense: "agreed to meet".
_TO_DO = (
    "agree[sd]? vote[sd]? decide[sd]? vow(?:s|ed)? pledge[sd]? promise[sd]? threaten(?:s|ed)? plan(?:s|ned)?"
    " expect(?:s|ed)? want(?:s|ed)? hope[sd]? intend(?:s|ed)? prepar(?:es?|ed|ing) aim(?:s|ed)? offer(?:s|ed)?"
    " invite[sd]? order(?:s|ed) ask(?:s|ed)? due scheduled set ready likely slated poised bound going is are"
).split()
#: Before what is put to another day.
_MOVED = ("put off", "postponed", "delayed", "moved", "pushed back", "rescheduled")
_AHEAD = (
    *(rf"{verb}(?: \w+day(?: \w+)?)? to" for verb in _TO_DO), *(f"{verb} (?:to|for)" for verb in _MOVED),
    r"be \w+(?:ed|en|wn|ld|nt|pt)", r"open(?<!last open)(?<!were open)(?<!was open)(?<!been open)",
    "takes? (?:full |immediate )?(?:effect|office|place)", "is (?:on|at)", "are (?:on|at)", "go(?:es)? to", "heads? to",
    "set for", "ahead of", "called for", "calls for", "no later than",
    *"""will shall won['’]t be due scheduled slated expected planned would should must may deadlines? until upcoming
    meets? opens begins? starts? votes? visits? faces? travels? arrives? expires? leaves? returns? ends closes resumes
    turns hosts concludes retires""".split(),
)  # fmt: skip
_BACK = (
    r"was to be \w+", r"were to be \w+", r"had been \w+",
    *"""was were had did said told been began came took fell rose met went gave made saw held won lost since left led
    sent struck hit broke spoke wrote ago grew became found shot sold bought paid spent brought fought sought thought
    caught taught built felt kept swept dealt drew withdrew flew threw knew ran stood drove rode chose froze stole swore
    wore sat ate hung shook undertook heard""".split(),
)  # fmt: skip
#: More words that keep a date from being told as past.
_NOT_PAST = (
    r"plan\w*", r"expect\w*", r"schedul\w*", r"target\w*", r"propos\w*", r"aim\w*", r"forecast\w*", r"predict\w*",
    "as early as", "no later than",
    *"""will shall would should may might could can due until till by for through deadline set goal to if next
    future""".split(),
)  # fmt: skip


def _by_letter(ahead: Sequence[str], back: Sequence[str] = (), more: str = "") -> re.Pattern[str]:
    """Join words by first letter, for speed; of two that begin alike the first counts. What looks back is a group.

    For words in lower case: matching without regard to case takes several times as long.
    """
    letters = []
    for letter in sorted({words[0] for words in (*ahead, *back)}):
        behind = "|".join(words[1:] for words in back if words[0] == letter)
        rests = [words[1:] for words in ahead if words[0] == letter] + ([f"({behind})"] if behind else [])
        letters.append(rf"{letter}(?:{'|'.join(rests)})\b")
    return re.compile(rf"\b(?:{'|'.join(letters)}{more})|['’]ll\b".replace(" ", r"\s"))


_MARK = _by_letter(_AHEAD, _BACK, r"|(\w\w+ed)\b")
_HARD_AHEAD = _by_letter(_NOT_PAST)
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
    r"[.?!;\n](?:(?<=\n)|(?<=;)\s|(?<=[.?!])(?<![ap]\.m.)(?<!\b[A-Z].)(?<!\b(?:Mr|Dr|St).)"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec|Gov|Gen|Sen|Rep).)(?<!\bSept.)\s)"
)
#: Behind "until" and a day, where it is over.
_HAD_BEEN = re.compile(r",?\s(?:\w+\s){1,3}(?:had|was|were)\b")


def _clause_before(text: str, start: int, reach: int) -> str:
    """What stands before a place in its clause, as far as a reach goes."""
    before = text[max(0, start - reach) : start]
    begin = 0
    for stop in _STOPS.finditer(before):
        begin = stop.end()
    return before[begin:]


@lru_cache(maxsize=256)
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
    if _DUE.match(text, end) or _PRESENT.search(text[max(0, start - 40) : start]):
        return True
    before = _QUOTED.sub("", _clause_before(text, start, _REACH))
    mark = None
    for mark in _MARK.finditer(before.replace("May", "").lower()):  # noqa: B007 (the last one counts)
        pass
    if mark is None:
        possessed = _POSSESSED.match(text, end)
        end = possessed.end() if possessed else end
        after = text[end : end + _REACH]
        stop = _STOPS.search(after)
        mark = _MARK.search((after[: stop.start()] if stop else after).lower())
    if mark is None:
        return None
    return mark.lastindex is None and not (mark[0] == "until" and _HAD_BEEN.match(text, end))


#: Characters before a date that its clause may have.
_REACH_BACK = 160
_PLACED = re.compile(r"\b(?:in|on|since|during|of)\s(?:the\s)?\Z", re.IGNORECASE)


def told_as_past(text: str, draft: Draft) -> bool:
    """Whether a date is one on or in which something is told to have happened."""
    clause = _clause_before(text, draft.start, _REACH_BACK)
    if ("-" not in draft.value and not _PLACED.search(clause[-14:])) or _HARD_AHEAD.search(clause.lower()):
        return False
    return looks_ahead(text, draft.start, draft.end) is False
