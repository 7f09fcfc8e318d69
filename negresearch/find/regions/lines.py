"""What one paragraph is by itself, whatever stands around it."""

from __future__ import annotations

import re
from itertools import compress
from typing import NamedTuple

from negresearch.find.regions.datelines import LONGEST_DATELINE, is_dateline, may_say_when
from negresearch.find.regions.rules import RULES, Rule
from negresearch.spans import Span

#: Words; most headlines have fewer than 20, subheadings than 8.
LONGEST_TITLE = 35
LONGEST_SUBHEADING = 12
_LONGEST_SIGNATURE = 15
#: Characters; no rule speaks of a longer paragraph, but for strips of icon names.
_LONGEST_FURNITURE = 1500
_LONGEST_STRIP = 20_000
#: Words; inside the text only shorter paragraphs, or those that no mark closes, can be furniture by a sign.
_LONGEST_FURNITURE_INSIDE = 25
#: Characters at the end of a paragraph in which a sign must stand that closes it.
_TAIL = 160

_LONGEST_SIGN = max(sign.most_words for sign in RULES.signs)
_FIRST_WORD = re.compile(r"[\[(*]*([^\W\d_]+|\d|©)")
_QUOTATION_MARKS = '"“”„«»'
_CLOSING = "\"'”’“»)] "
_END_MARKS = frozenset(".!?…:;,。！？؟۔।")
_ITEMS = re.compile(r"\s*[|•·›»]\s*|\s*>+\s*|\s/\s")
_ITEM_MARKS = "|•·›»>/"
_SPACE = re.compile(r"[\s|/•·]+")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\.\.)\.\Z")

_SIGNED = re.compile(r"[A-Z][\w.’'-]++(?:\s[A-Z][\w.’'-]++){1,3}\s[—–|•·-]\s")
_NAME = r"(?:[A-Z][\w.’'-]*|and|for|in|de|van|von|der|bin|al|el|of|the|&)"
_NAMES = re.compile(rf"{_NAME}(?:(?:,\s|\s?[/&|;–—-]\s|\s){_NAME})*+")

_STRIP = Rule("boilerplate", "strip of buttons or icon names")
SECTION = Rule("boilerplate", "name of a section")
_NAME_AND_DAY = Rule("byline", "name and day")
DATELINE = Rule("dateline", "only says when")


_new = tuple.__new__  # twice as fast as to call the class


class Line(NamedTuple):
    """A paragraph as the rules see it.

    Its span, its text, its number of words, whether an end mark closes it, and whether it holds a sentence at least:
    more than a few words closed by a mark, or too many for a headline.
    """

    start: int
    end: int
    text: str
    words: int
    closed: bool
    is_prose: bool

    @property
    def is_heading(self) -> bool:
        """Short, without an end mark, beginning like a headline."""
        if self.closed or self.words > LONGEST_SUBHEADING:
            return False
        first = self.text[0]
        return (
            len(self.text) <= 100
            and not first.islower()
            and first not in "“«„\"'‘-–—•*·"
            and not (":" in self.text and self.text.partition(":")[0].lower() in RULES.labels)
            and any(map(str.isalpha, self.text))
        )

    @property
    def is_names(self) -> bool:
        """Nothing but names, of persons or of what else is written with capitals."""
        return 2 <= self.words <= LONGEST_SUBHEADING and _NAMES.fullmatch(self.text) is not None

    @property
    def is_role(self) -> bool:
        """What an author is: "Kyiv correspondent"."""
        words = self.text.lower().split()
        return len(words) <= 5 and not self.closed and not RULES.roles.isdisjoint((words[0], words[-1]))

    @property
    def is_source(self) -> bool:
        """Names a source and no more."""
        return self.words <= LONGEST_SUBHEADING and self.text.lower().startswith(("source:", "sources:", "via:"))

    @property
    def is_sentence_case(self) -> bool:
        """Longer words are not all capitalised, as they are in some headlines."""
        return any(len(word) > 4 and word.islower() for word in self.text.split())

    @property
    def is_quoted(self) -> bool:
        """Whether somebody may be speaking in it."""
        return any(map(self.text.__contains__, _QUOTATION_MARKS))

    @property
    def has_full_stop(self) -> bool:
        """Closed by a full stop that is no abbreviation's and no ellipsis, or by a mark after which more follows."""
        bare = self.text.rstrip(_CLOSING)
        return bare.endswith((";", ",", ":")) or (bare.endswith(".") and not _ABBREVIATED.search(bare))


def is_prose(text: str, start: int, end: int) -> bool:
    """Tell prose from headlines and furniture without looking closely: long, or closed by a mark."""
    return end - start > 200 or (end - start > 20 and text[start:end].rstrip(_CLOSING)[-1:] in _END_MARKS)


def line_at(text: str, span: Span) -> Line:
    """Look at one paragraph."""
    start, end = span
    piece = text[start:end]
    closed = piece[-1] in _END_MARKS or piece.rstrip(_CLOSING)[-1:] in _END_MARKS
    words = piece.count(" ") + 1
    return _new(Line, (start, end, piece, words, closed, words > LONGEST_TITLE or (closed and words > 3)))


def rules_of(lines: list[Line], foot: int) -> list[Rule | None]:
    """Find the rule that says what each paragraph is; None for running text.

    A long paragraph of prose that stands inside the text, above the foot, is not searched for signs.
    """
    near_foot = len(lines) - foot
    short = [
        line.words <= _LONGEST_FURNITURE_INSIDE or not (line.closed and i < near_foot) for i, line in enumerate(lines)
    ]
    signs = _signs_in("\n".join([line.text for line in compress(lines, short) if line.words <= _LONGEST_SIGN]))
    return [_rule_of(line, signs, is_short) for line, is_short in zip(lines, short, strict=True)]


def _signs_in(text: str) -> list[Rule]:
    """The signs of which a text has a word."""
    signs = []
    for sign in RULES.signs:
        for word in sign.words:
            if word in text:
                signs.append(sign)
                break
    return signs


def _rule_of(line: Line, signs: list[Rule], is_short: bool) -> Rule | None:
    if len(line.text) > _LONGEST_FURNITURE:
        return _STRIP if _is_strip(line) else None
    match = _FIRST_WORD.match(line.text)
    first = match[1].lower() if match else ""
    rule = _opening(line, first)
    if rule or not is_short:
        return rule
    if line.words <= _LONGEST_SIGNATURE and _is_name_and_day(line):
        return _NAME_AND_DAY
    if len(line.text) <= LONGEST_DATELINE and may_say_when(line.text, first) and is_dateline(line.text):
        return DATELINE
    rule = _sign(line, signs) if signs else None
    if rule or line.closed:
        return rule
    return _STRIP if _is_strip(line) else SECTION if _is_section(line) else None


def _is_name_and_day(line: Line) -> bool:
    name = _SIGNED.match(line.text)
    return name is not None and is_dateline(line.text[name.end() :])


def _opening(line: Line, first: str) -> Rule | None:
    for rule in RULES.openings.get("0" if first.isdigit() else first, ()):
        if line.words <= rule.most_words and rule.pattern.match(line.text):
            return rule
    return None


def _sign(line: Line, signs: list[Rule]) -> Rule | None:
    if line.is_quoted:
        return None
    is_open = not line.closed or line.text[-1] in ")]" or line.words <= _LONGEST_FURNITURE_INSIDE
    for rule in signs:
        if rule.at_end and not is_open:
            continue
        where = line.text[-_TAIL:] if rule.at_end else line.text
        for word in rule.words:
            if word in where:
                if line.words <= rule.most_words and rule.pattern.search(where):
                    return rule
                break
    return None


def _is_strip(line: Line) -> bool:
    """Tell a line of nothing but names of buttons, of icons, or of menu items."""
    if line.closed or len(line.text) > _LONGEST_STRIP:
        return False
    lower = line.text.lower()
    has_icon = any(map(lower.__contains__, RULES.interface))
    may_be_button = lower.split(None, 1)[0].strip(".,:()") in RULES.buttons
    has_items = any(map(lower.__contains__, _ITEM_MARKS))
    if not has_icon and not may_be_button and not has_items:
        return False
    words = _SPACE.split(lower)
    if has_icon:
        icons = sum(any(part in word for part in RULES.interface) for word in words)
        if icons >= 5 and icons >= 0.25 * len(words):
            return True
    if len(words) > 40:
        return False
    if len(words) > 1 and all(word.strip(".,:()") in RULES.buttons for word in words):
        return True
    if not has_items:
        return False
    items = _ITEMS.split(line.text)
    enough = 2 if items[0].lower() == "home" else 4
    return len(items) >= enough and all(len(item.split()) <= 4 for item in items)


def _is_section(line: Line) -> bool:
    return line.words <= 3 and line.text.lower() in RULES.sections
