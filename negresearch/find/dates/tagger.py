"""Find the expressions: one pass over the text for words that dates are made of, then rules around each hit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from negresearch.find.dates import calendar_rules as calendar, lexicon, relative_rules as relative, word_rules as words
from negresearch.find.dates.draft import AtTime, Draft, Moved, OnDay, OnWeekday, Rule, compiled
from negresearch.find.dates.grammar import LEADS, any_of, bare
from negresearch.find.dates.traps import is_trap
from negresearch.find.segments import Segments
from negresearch.spans import Span

_HOLIDAY_WORDS = {name.split()[0].removesuffix("'s") for name in lexicon.HOLIDAYS} - {"may"}
_PLURALS = {"century": "centuries"}
#: Words behind figures that may be part of a date: ends of a range, clock, eras, adjectives of lengths.
_NUMBER_COMPANY = (
    "and", "or", "to", "through", "until", "till", "of", "a.m", "am", "a m", "p.m", "pm", "p m", "o'clock", "o’clock",
    "gmt", "utc", "hrs", "b.c", "bc", "centur", "1/2", *lexicon.ADJECTIVES,
)  # fmt: skip
Rules = tuple[Rule, ...]
_Match = Callable[[str, int], re.Match[str] | None]
_Build = Callable[[re.Match[str]], Draft | None]


def _families() -> dict[str, Rules]:
    """List, for each trigger in lower case, the rules that may apply around it, in the order they are tried."""
    families: dict[str, Rules] = {}
    for unit in lexicon.UNITS:
        families[unit] = families[_PLURALS.get(unit, f"{unit}s")] = relative.UNIT_RULES
    families |= dict.fromkeys(lexicon.DAYPARTS, calendar.DAYPART_RULES)
    families |= dict.fromkeys((*lexicon.SHORT_NAMES[13:], *lexicon.WEEKDAY_FORMS), calendar.WEEKDAY_RULES)
    families |= dict.fromkeys(_HOLIDAY_WORDS, calendar.HOLIDAY_RULES)
    families |= dict.fromkeys((*lexicon.MONTH_NAMES, *lexicon.SHORT_NAMES[:13]), calendar.MONTH_RULES)
    families |= dict.fromkeys((*lexicon.SEASONS, *(f"{name}time" for name in lexicon.SEASONS)), calendar.SEASON_RULES)
    families |= dict.fromkeys(lexicon.DECADES, calendar.DECADE_RULES)
    families |= words.WORD_RULES
    families["night"] = families["nights"] = (*relative.NIGHT_RULES, *calendar.DAYPART_RULES)
    families["may"] = (*calendar.HOLIDAY_RULES, *calendar.MONTH_RULES)
    families["recent"] = (relative.RECENT_UNITS, *words.WORD_RULES["recent"])
    families["day"] = (words.DAY_BESIDE, *relative.UNIT_RULES)
    families["quarter"] = (*calendar.QUARTER_RULES, *relative.UNIT_RULES)
    families["half"] = calendar.HALF_RULES
    families["o"] = (calendar.CLOCK_RULE,)
    families["q"] = calendar.SHORT_QUARTER_RULES
    families["century"] = families["centuries"] = (calendar.CENTURY_RULE, *relative.UNIT_RULES)
    families["year"] = families["years"] = (calendar.YEAR_RULE, *relative.UNIT_RULES)
    families |= calendar.FIGURE_RULES
    del families["second"]
    return families


_FAMILIES = _families()


@cache
def _rules(key: str, lead: str, behind: str) -> tuple[tuple[_Match, _Build], ...]:
    """The rules of a family that can begin with a word; where that is "the", also with the one behind it."""
    rules = [r for r in _FAMILIES[key] if lead in r.leads and (lead != "the" or behind in r.leads)]
    return tuple((compiled(bare(r.pattern) if lead in ("", "#") else r.pattern).match, r.build) for r in rules)


#: Common words that are triggers only where the rest of the name follows.
_ONLY_BEFORE = {
    "new": r"(?=\s[Yy]ear)", "fourth": r"(?=\sof\s[Jj]uly)", "good": r"(?=\sFriday)",
    "half": r"(?=\sof\s)", "o": r"(?=['’]clock)",
}  # fmt: skip


def _trigger() -> re.Pattern[str]:
    """Join the triggers by first letter; a leading class of non-letters lets the engine skip within words."""
    names = {*lexicon.MONTH_NAMES, *lexicon.SHORT_NAMES, *_HOLIDAY_WORDS, *lexicon.WEEKDAY_FORMS}
    by_first: dict[str, set[str]] = {}
    for word in _FAMILIES.keys() - calendar.FIGURE_RULES.keys() - {"q"}:
        for form in {word.title(), word.upper()} | ({word} if word not in names else set()):
            by_first.setdefault(form[0], set()).add(form[1:] + _ONLY_BEFORE.get(word, ""))
    branches = [
        f"{first}(?:{'|'.join(sorted(rests, key=lambda rest: (-len(rest), rest)))})(?![a-z])"
        for first, rests in sorted(by_first.items())
    ]
    return re.compile(rf"[^A-Za-z0-9](\d{{1,4}}(?!\d)|{'|'.join(branches)}|Q(?=[1-4]\b))")


_TRIGGER = _trigger()
_GAPS = frozenset(" -\n\u00a0\u2011")
#: No leading word is longer, with what may open before it.
_LONGEST_LEAD = 24
_OPENERS = "\"'“‘«([—–"
#: Words that may stand inside an expression before its trigger, but not begin one.
_INNER = frozenset("of in on than and to most part so".split())


def _starts(text: str, position: int, floor: int) -> list[tuple[int, str]]:
    """List where an expression around a trigger may begin, rightmost first: before words that may lead one.

    Each place comes with the word that stands there, as rules know it.
    """
    own = "#" if text[position].isdigit() else ""
    at, starts = position, [(position, own)]
    if position > floor and text[position - 1] in "'’":
        at -= 1
        starts.append((at, own))
    for _ in range(7):
        if at - 2 < floor or text[at - 1] not in _GAPS:
            break
        word = printed = text[max(floor, at - _LONGEST_LEAD) : at - 1].rpartition(" ")[2]
        if not printed.isalpha():
            printed = printed[max(printed.rfind("-"), printed.rfind("\n")) + 1 :]
            word = printed.lstrip(_OPENERS)
        lead = word.lower()
        if not lead or lead not in LEADS:
            break
        at -= 1 + len(word)
        if lead not in _INNER:
            starts.append((at, lead))
        if len(word) < len(printed):
            break
    return starts


def _read(text: str, position: int, key: str, floor: int) -> Draft | None:
    """Try the rules of a trigger from every possible start; the leftmost match that reaches the trigger counts."""
    starts = _starts(text, position, floor)
    for i in range(len(starts) - 1, -1, -1):
        start, lead = starts[i]
        for match_at, build in _rules(key, lead, starts[i - 1][1] if lead == "the" else ""):
            match = match_at(text, start)
            draft = build(match) if match else None
            if draft and draft.end > position and draft.value.isascii() and not is_trap(text, draft):
                return draft
    return None


#: Characters behind a date within which figures may be the other end of its range.
_NEAR = 9
#: What must follow figures that are part of a date, unless they are four; a month or a unit tells what they may be.
_DATE_BEHIND = re.compile(
    r"\d{4}(?!\d)|\d{1,4}(?:[.,]\d{1,15}){0,6}(?:st|nd|rd|th)?(?=[\s:/–—.a-z'’½-])"
    r"(?:\s?[:/–—-]\s?\d|\.\d\d?\.\d|['’]?s\b|½|[\s-]?(?=[a-z1])(?:"
    rf"(?P<month>(?:{any_of([*lexicon.MONTH_NAMES, *lexicon.SHORT_NAMES[:13]])})(?![a-z]))"
    rf"|(?P<unit>{any_of(lexicon.UNITS)})|{any_of([*lexicon.SHORT_NAMES[:13], *_NUMBER_COMPANY])}))",
    re.IGNORECASE,
)


def _hits(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Give the place and the key of each trigger; the very first word of a text has no character before it."""
    if start == 0 and (first := _TRIGGER.match(" " + text[:20])):
        yield 0, first[1]
    for hit in _TRIGGER.finditer(text, max(0, start - 1), end):
        yield hit.start(1), hit[1]


#: Regions in which no date of the text is looked for.
_UNSEARCHED = frozenset({"boilerplate", "repeat", "disclaimer", "caption", "byline"})


def searched(segments: Segments) -> Iterator[Span]:
    """The paragraphs of the regions that are searched: no expression goes over the end of one."""
    paragraphs, i = segments.paragraphs, 0
    for region in segments.regions:
        while i < len(paragraphs) and paragraphs[i][0] < region.end:
            start, end = max(paragraphs[i][0], region.start), min(paragraphs[i][1], region.end)
            if start < end and region.kind not in _UNSEARCHED:
                yield start, end
            if paragraphs[i][1] > region.end:
                break
            i += 1


def drafts_of(segments: Segments) -> list[Draft]:
    """Give the expressions of a document, found when the first of two finders asks for them."""
    known = vars(segments)
    if "drafts" not in known:
        known["drafts"] = drafts_in(segments.text, searched(segments))
    drafts: list[Draft] = known["drafts"]
    return drafts


def drafts_in(text: str, spans: Iterable[Span]) -> list[Draft]:
    """Find the expressions in these spans of a text, in order, none overlapping another.

    Examples
    --------
    >>> [(draft.value, draft.rule) for draft in drafts_in("On 5 May, two years later", [(0, 25)])]
    [('XXXX-05-05', 'day_month'), ('XXXX', 'later')]
    """
    drafts: list[Draft] = []
    for start, end in spans:
        floor = start
        for position, word in _hits(text, start, end):
            if position < floor:
                continue
            key = _figures(text, position, word, floor) if word[0].isdigit() else word.lower()
            draft = _read(text, position, key, floor) if key else None
            if draft is not None and draft.end <= end and _belongs(text, drafts, draft):
                _add(text, drafts, draft)
                floor = drafts[-1].end
    return drafts


def _figures(text: str, position: int, word: str, floor: int) -> str | None:
    """The key of figures; None where they are part of no date."""
    key = "#" * len(word)
    behind = None if key == "####" else _DATE_BEHIND.match(text, position)
    if behind is None:
        near = key == "####" or position - floor <= _NEAR or text[position - 1 : position] in ("'", "’")
        return key if near else None
    return f"{key} {behind.lastgroup}" if behind.lastgroup and key != "###" else key


#: Between a day and a further day of the same month.
_NEXT_DAY = re.compile(r"\s?(?:[-–—/&]|and|to|or|until|through)\s?|,\s?")


def _belongs(text: str, drafts: list[Draft], draft: Draft) -> bool:
    """A day without its month counts only right behind a day of which the month is known."""
    if not isinstance(draft.open, OnDay):
        return True
    last = drafts[-1] if drafts else None
    return last is not None and _is_day(last) and bool(_NEXT_DAY.fullmatch(text, last.end, draft.start))


def _is_day(draft: Draft) -> bool:
    where, value = draft.open, draft.value
    if isinstance(where, Moved):
        return where.grain == "day"
    return isinstance(where, OnWeekday) or (len(value) == 10 and value[4] == "-" == value[7])


def _add(text: str, drafts: list[Draft], draft: Draft) -> None:
    """Add a draft, joined with the one before it where the two are one: "Friday night", "the morning of 5 May"."""
    last = drafts[-1] if drafts else None
    if last is not None and draft.start - last.end <= 4 and (last.type == "TIME") != (draft.type == "TIME"):
        time, day = (last, draft) if last.type == "TIME" else (draft, last)
        if isinstance(time.open, AtTime) and not day.suffix and _is_day(day):
            gap = text[last.end : draft.start]
            if gap in (" ", ", ") if "clock" in time.rule else gap == " " or (time is last and gap in (" of ", " on ")):
                value = day.value if day.open else day.value + time.suffix
                name = f"{last.rule}_{draft.rule}"
                drafts[-1] = Draft(last.start, draft.end, "TIME", value, name, time.mod, day.open, time.suffix)
                return
    drafts.append(draft)
