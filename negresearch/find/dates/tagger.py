"""Find the expressions: one pass over the text for words that dates are made of, then rules around each hit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from negresearch.find.dates import calendar_rules as calendar, lexicon, relative_rules as relative, word_rules as words
from negresearch.find.dates.draft import AtTime, Draft, Moved, OnDay, OnWeekday, Rule, compiled
from negresearch.find.dates.grammar import LEADS, PRINTED
from negresearch.find.dates.traps import is_trap
from negresearch.find.segments import Segments
from negresearch.read.dated_events import lowered
from negresearch.spans import Span

_HOLIDAY_WORDS = {name.split()[0].removesuffix("'s").lower() for name in lexicon.HOLIDAYS} - {"may"}
#: Words behind figures that may be part of a date, by what they say of it: a month or a unit tells what it may be; else
#: ends of a range, clock, eras, adjectives of lengths.
_BEHIND = (
    dict.fromkeys((*"and or to through until till of a am p pm o gmt utc hrs b bc".split(), *lexicon.ADJECTIVES), "")
    | dict.fromkeys((*lexicon.MONTH_NAMES, *lexicon.SHORT_NAMES[:13]), " month")
    | dict.fromkeys(relative.UNIT_FORMS, " unit")
)
Rules = tuple[Rule, ...]
_Match = Callable[[str, int], re.Match[str] | None]


#: The rules that may apply around a trigger in lower case, in the order they are tried.
_FAMILIES: dict[str, Rules] = {
    **dict.fromkeys(relative.UNIT_FORMS, relative.UNIT_RULES),
    **dict.fromkeys(lexicon.DAYPARTS, (calendar.DAYPART,)),
    **dict.fromkeys((*lexicon.SHORT_NAMES[13:], *lexicon.WEEKDAY_FORMS), calendar.WEEKDAY_RULES),
    **dict.fromkeys(_HOLIDAY_WORDS, (calendar.HOLIDAY,)),
    **dict.fromkeys((*lexicon.MONTH_NAMES, *lexicon.SHORT_NAMES[:13]), calendar.MONTH_RULES),
    **dict.fromkeys((*lexicon.SEASONS, *(f"{name}time" for name in lexicon.SEASONS)), calendar.SEASON_RULES),
    **dict.fromkeys(lexicon.DECADES, (calendar.SHORT_DECADE,)),
    **words.WORD_RULES,
    **dict.fromkeys(("night", "nights"), (*relative.NIGHT_RULES, calendar.DAYPART)),
    **dict.fromkeys(("century", "centuries"), (calendar.CENTURY, *relative.UNIT_RULES)),
    **dict.fromkeys(("year", "years"), (calendar.YEAR, *relative.UNIT_RULES)),
    "may": (calendar.HOLIDAY, *calendar.MONTH_RULES),
    "recent": (relative.RECENT_UNITS, *words.WORD_RULES["recent"]),
    "day": (words.DAY_BESIDE, *relative.UNIT_RULES),
    "quarter": (calendar.QUARTER, *relative.UNIT_RULES),
    "half": (calendar.HALF,),
    "o": (calendar.CLOCK,),
    "q": (calendar.SHORT_QUARTER,),
    **calendar.FIGURE_RULES,
}
del _FAMILIES["second"]


@cache
def _rules(key: str, lead: str, behind: str) -> list[tuple[_Match, tuple[str, ...], Callable[..., Draft | None]]]:
    """The rules of a family that can begin with a word, with the names in them; of "the", also with what is behind."""
    rules = [r for r in _FAMILIES[key] if lead in r.leads and (lead != "the" or behind in r.leads)]
    return [(compiled(r.pattern).match, tuple(n for n in PRINTED if f"<{n}>" in r.pattern), r.build) for r in rules]


#: Triggers that must be printed with a capital.
_NAMES = frozenset({*lexicon.MONTH_NAMES, *lexicon.SHORT_NAMES, *_HOLIDAY_WORDS, *lexicon.WEEKDAY_FORMS, "q"})
#: Letters as small ones, digits as 0, all else as blanks.
_PLAIN = bytes(ord(c.lower()) if c.isalpha() else 48 if c.isdigit() else 32 for c in map(chr, range(128))) + b" " * 128
#: What is looked for in such a text, by a word of it, and whose rules are tried there; common words are triggers only
#: where the rest of the name follows.
_SOUGHT = {word.encode(): (f" {word} ".encode(), word) for word in _FAMILIES.keys() - calendar.FIGURE_RULES.keys()} | {
    (word := needle.split()[0].rstrip(b"0")): (needle, word.decode())
    for needle in (b" new year", b" fourth of ", b" good friday ", b" half of ", b" o clock ", b" q0 ")
}
_TRIGGERS = frozenset(_SOUGHT)
_BLANK = ord(" ")
_GAPS = frozenset(" -\n\u00a0\u2011")
#: No leading word is longer, with what may open before it.
_LONGEST_LEAD = 24
_OPENERS = "\"'“‘«([—–"
#: Words that may stand inside an expression before its trigger, but not begin one.
_INNER = frozenset("of in on than and to most part so".split())


def _starts(lower: str, position: int, floor: int) -> list[tuple[int, str]]:
    """List where an expression around a trigger may begin, rightmost first: before words that may lead one.

    Each place comes with the word that stands there, as rules know it.
    """
    own = "#" if lower[position].isdigit() else ""
    at, starts = position, [(position, own)]
    if position > floor and lower[position - 1] in "'’":
        at -= 1
        starts.append((at, own))
    for _ in range(7):
        if at - 2 < floor or lower[at - 1] not in _GAPS:
            break
        word = printed = lower[max(floor, at - _LONGEST_LEAD) : at - 1].rpartition(" ")[2]
        if not printed.isalpha():
            printed = printed[max(printed.rfind("-"), printed.rfind("\n")) + 1 :]
            word = printed.lstrip(_OPENERS)
        if not word or word not in LEADS:
            break
        at -= 1 + len(word)
        if word not in _INNER:
            starts.append((at, word))
        if len(word) < len(printed):
            break
    return starts


def _as_names(text: str, match: re.Match[str], names: tuple[str, ...]) -> bool:
    """Whether the months and weekdays of a match are printed as such."""
    for name in names:
        start, end = match.span(name)
        if text[start:end] not in PRINTED[name]:
            return False
    return True


def _read(text: str, lower: str, position: int, key: str, floor: int) -> Draft | None:
    """Try the rules of a trigger from every possible start; the leftmost match that reaches the trigger counts."""
    key = _figures(lower, position, key, floor) if key[0] == "#" else key
    if not key:
        return None
    starts = _starts(lower, position, floor)
    for i in range(len(starts) - 1, -1, -1):
        start, lead = starts[i]
        for match_at, names, build in _rules(key, lead, starts[i - 1][1] if lead == "the" else ""):
            match = match_at(lower, start)
            if match is None or (names and not _as_names(text, match, names)):
                continue
            draft = build(match, text)
            if draft and draft.end > position and draft.value.isascii() and not is_trap(text, draft):
                return draft
    return None


#: Characters behind a date within which figures may be the other end of its range.
_NEAR = 9
#: What must follow figures that are part of a date, unless they are four.
_DATE_BEHIND = re.compile(
    r"\d{4}(?!\d)|\d{1,4}(?:\.\d\d?\.\d|(?:[.,]\d{1,15}){0,6}(?:st|nd|rd|th)?"
    r"(?:\s?[:/–—-]\s?\d|['’]?s\b|½|[\s-]?(?:1/2|(?P<word>[a-z]+))))"
)


def _hits(text: str) -> list[tuple[int, str]]:
    """Give the place and the key of each trigger; all words are looked up at once, and few of them looked for."""
    plain, hits = b" %b " % text.encode("latin-1", "replace").translate(_PLAIN), []
    bare = plain.replace(b"0", b" ")
    for word in _TRIGGERS.intersection(bare.split()):
        sought, key = _SOUGHT[word]
        where = plain if key == "q" else bare
        at = where.find(sought)
        while at >= 0:
            if plain[at] == _BLANK:  # "20min" is found by its figures
                hits.append((at, key))
            at = where.find(sought, at + len(sought) - 1)
    at = plain.find(b" 0")
    while at >= 0:
        run = plain[at + 1 : at + 6]
        figures = len(run) - len(run.lstrip(b"0"))
        if figures < 5:
            hits.append((at, "#" * figures))
        at = plain.find(b" 0", at + 2)
    return sorted(hits)


#: Regions in which no date of the text is looked for.
_UNSEARCHED = frozenset({"boilerplate", "repeat", "disclaimer", "caption", "byline"})


def searched(segments: Segments) -> Iterator[Span]:
    """The paragraphs of the regions that are searched: no expression goes over the end of one."""
    paragraphs, i = segments.paragraphs, 0
    for first, last, kind, _ in segments.regions:
        while i < len(paragraphs):
            start, end = paragraphs[i]
            if start >= last:
                break
            if kind not in _UNSEARCHED and end > first:
                yield (start, end) if first <= start and end <= last else (max(start, first), min(end, last))
            if end > last:
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
    hits, lower, i = _hits(text), "", 0
    for start, end in spans:
        floor = start
        for position, key in hits[i : (i := bisect_left(hits, (end,), i))]:
            if position < floor or (key in _NAMES and not text[position].isupper()):
                continue
            lower = lower or lowered(text)
            draft = _read(text, lower, position, key, floor)
            if draft is not None and draft.end <= end and _belongs(text, drafts, draft):
                _add(text, drafts, draft)
                floor = drafts[-1].end
    return drafts


def _figures(lower: str, position: int, key: str, floor: int) -> str:
    """The key of figures by what stands behind them; nothing where they are part of no date."""
    behind = None if key == "####" else _DATE_BEHIND.match(lower, position)
    company = _BEHIND.get(behind["word"]) if behind and behind["word"] else "" if behind else None
    if company is None:
        near = key == "####" or position - floor <= _NEAR or lower[position - 1 : position] in ("'", "’")
        return key if near else ""
    return key if key == "###" else key + company


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
