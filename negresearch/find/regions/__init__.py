"""Regions: which part each stretch of a file plays. The text is never edited.

Rules of `rules` speak of single paragraphs; what stands where then tells headline, standfirst, subheadings and doubled
lines. A paragraph of which nothing is sure is body.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from negresearch.find.regions.datelines import is_dateline, stated_dates, wire_dateline
from negresearch.find.regions.paragraphs import split_paragraphs
from negresearch.find.regions.rules import BUTTONS, INTERFACE, OPENINGS, RELIABILITY, SIGNS, Rule
from negresearch.spans import Span
from negresearch.tables import RegionKind, RegionRow

__all__ = ["is_dateline", "regions_in", "split_paragraphs", "stated_dates", "wire_dateline"]

#: Characters; no furniture in the rules is longer, but for strips of icon names.
_LONGEST_FURNITURE = 1500
_LONGEST_STRIP = 20_000
#: Words; most headlines have fewer than 20, standfirsts 40, subheadings 8.
_LONGEST_TITLE = 35
_LONGEST_STANDFIRST = 90
_SHORTEST_STANDFIRST = 8
_LONGEST_SUBHEADING = 12
#: Paragraphs at the head in which furniture is looked for by its place.
_HEAD = 12

_OPENING = re.compile("|".join(f"(?P<r{i}>{rule.pattern})" for i, rule in enumerate(OPENINGS)), re.I)
_SIGNS = [(triggers, rule, re.compile(rule.pattern, re.I)) for triggers, rule in SIGNS]
_RELIABILITY = re.compile(RELIABILITY.pattern, re.I)
_QUOTE_MARK = re.compile("[“”„«»\"]")
_CLOSED = re.compile(r"[.!?…:;,][\"'”’»)\]]*\Z")
_FULL_STOP = re.compile(r"(?<!\b[A-Z])(?<!\.\.)\.[\"'”’»)\]]*\Z")
_HEADING_START = re.compile(r"[A-Z\d\W_]|[^\W\d_a-z]")
_NAMES_ONLY = re.compile(
    r"(?:[A-Z][\w.’'-]*|and|for|in|de|van|von|der|bin|al|el|of|the|&)"
    r"(?:(?:,\s|\s?[/&|;–—-]\s|\s)(?:[A-Z][\w.’'-]*|and|for|in|de|van|von|der|bin|al|el|of|the|&))*"
)
_WORD = re.compile(r"\w+(?:[-’'.]\w+)*")
_FOLD = str.maketrans("“”„«»‘’", "\"\"\"\"\"''")

Label = tuple[RegionKind, str]
_BODY: Label = ("body", "running text")


class _Line(NamedTuple):
    """A paragraph as the rules see it."""

    start: int
    end: int
    text: str
    words: int

    @property
    def is_heading(self) -> bool:
        """Short, without an end mark, beginning like a headline."""
        return (
            0 < self.words <= _LONGEST_SUBHEADING
            and len(self.text) <= 100
            and not _CLOSED.search(self.text)
            and not self.text.endswith(("!", "?", "…"))
            and self.text[0] not in "“«„\"'‘-–—•*·"
            and _HEADING_START.match(self.text) is not None
            and not self.text.isdigit()
        )

    @property
    def is_prose(self) -> bool:
        """A sentence at least: ends with a mark, or is too long for a headline."""
        return self.words > _LONGEST_TITLE or (self.words > 3 and _CLOSED.search(self.text) is not None)


def regions_in(text: str, paragraphs: list[Span]) -> list[RegionRow]:
    """Partition a file into regions.

    Parameters
    ----------
    text : str
        The text of one file.
    paragraphs : list of (int, int)
        Its paragraphs, as `split_paragraphs` gives them.

    Returns
    -------
    list of RegionRow
        Contiguous, from 0 to the length of the text; white space goes to what stands before it, at the beginning to
        what follows. Neighbouring paragraphs with one kind and reason are one region. Empty for an empty text.

    Examples
    --------
    >>> text = "Talks fail\\nBy Ann Lee\\nThe talks between both sides failed on Monday."
    >>> [region.kind for region in regions_in(text, split_paragraphs(text))]
    ['title', 'byline', 'body']
    """
    lines = [_line(text, start, end) for start, end in paragraphs]
    labels = _label(lines)
    pieces: list[tuple[int, Label]] = []
    first_prose = next((i for i, label in enumerate(labels) if label is _BODY), -1)
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        dateline = wire_dateline(text, line.start, line.end, is_first=i == first_prose) if label is _BODY else line.start
        if dateline > line.start:
            pieces.append((line.start, ("dateline", "place and agency before the first sentence")))
        pieces.append((dateline, label))
    return _partition(len(text), pieces)


def _line(text: str, start: int, end: int) -> _Line:
    piece = text[start:end]
    return _Line(start, end, piece, piece.count(" ") + 1)


def _partition(length: int, pieces: list[tuple[int, Label]]) -> list[RegionRow]:
    if not pieces:
        return [RegionRow(0, length, "body", "no words")] if length else []
    starts: list[tuple[int, Label]] = []
    for start, label in pieces:
        if not starts or starts[-1][1] != label:
            starts.append((start, label))
    ends = [start for start, _ in starts[1:]] + [length]
    begins = [0] + ends[:-1]
    return [RegionRow(a, b, *label) for a, b, (_, label) in zip(begins, ends, starts, strict=True)]


def _label(lines: list[_Line]) -> list[Label]:
    rules = [_rule(line) for line in lines]
    labels = [_BODY if rule is None else (rule.kind, rule.why) for rule in rules]
    _carry(lines, rules, labels)
    title = _find_title(lines, labels)
    if title is not None:
        labels[title] = ("title", "first line, without a full stop")
        _find_repeats(lines, labels, title)
        _find_notices(lines, labels)
        _find_standfirst(lines, labels, title)
    _find_bylines(lines, labels)
    _find_subheadings(lines, labels)
    return labels


def _rule(line: _Line) -> Rule | None:
    if len(line.text) > _LONGEST_FURNITURE:
        return _STRIP if _is_strip(line) else None
    if is_dateline(line.text):
        return _DATELINE
    opening = _OPENING.match(line.text)
    if opening and opening.lastgroup:
        rule = OPENINGS[int(opening.lastgroup[1:])]
        if line.words <= rule.most_words:
            return rule
    return _sign(line) or (_STRIP if _is_strip(line) else None)


_STRIP = Rule("boilerplate", "a strip of buttons or icon names", "")
_DATELINE = Rule("dateline", "only says when", "")


def _sign(line: _Line) -> Rule | None:
    if _QUOTE_MARK.search(line.text):
        return None
    lower = line.text.lower()
    for triggers, rule, pattern in _SIGNS:
        if line.words <= rule.most_words and any(word in lower for word in triggers) and pattern.search(line.text):
            return rule
    return None


def _is_strip(line: _Line) -> bool:
    if len(line.text) > _LONGEST_STRIP or _CLOSED.search(line.text):
        return False
    words = line.text.lower().split()
    named = sum(any(part in word for part in INTERFACE) for word in words)
    if named >= 5 and named >= 0.25 * len(words):
        return True
    if line.words > 40:
        return False
    if len(words) >= 2 and all(word.strip(".,|/•·:()") in BUTTONS for word in words):
        return True
    items = re.split(r"\s[|•·›>]\s", line.text)
    return len(items) >= 4 and all(len(item.split()) <= 4 for item in items)


def _carry(lines: list[_Line], rules: list[Rule | None], labels: list[Label]) -> None:
    """Give the short lines under a label ("Related articles") to it."""
    carried: Rule | None = None
    for i, (line, rule) in enumerate(zip(lines, rules, strict=True)):
        if rule is not None:
            carried = rule if rule.carries else None
        elif carried and line.is_heading and (carried.kind != "byline" or _NAMES_ONLY.fullmatch(line.text)):
            labels[i] = (carried.kind, carried.why)
        else:
            carried = None


def _find_title(lines: list[_Line], labels: list[Label]) -> int | None:
    title = next((i for i, label in enumerate(labels[:_HEAD]) if label is _BODY), None)
    if title is None or _BODY not in labels[title + 1 :]:
        return None
    line = lines[title]
    closed = _FULL_STOP.search(line.text) is not None or line.text.endswith((";", ",", ":"))
    if closed and not (line.words <= 20 and labels[title + 1][0] in ("byline", "dateline")):
        return None
    if line.words > _LONGEST_TITLE or len(line.text) > 300 or line.text[0].islower():
        return None
    return title


def _fold(line: _Line) -> str:
    return " ".join(line.text.translate(_FOLD).casefold().split()).rstrip(".")


def _find_repeats(lines: list[_Line], labels: list[Label], title: int) -> None:
    headline = _fold(lines[title])
    for i in range(title + 1, len(lines)):
        if abs(len(lines[i].text) - len(lines[title].text)) <= 3 and labels[i] is _BODY and _fold(lines[i]) == headline:
            labels[i] = ("repeat", "same words as the title")


def _head_end(lines: list[_Line], labels: list[Label]) -> int:
    """Index behind the last furniture at the head: prose may stand between, but no more than one paragraph of it."""
    end = prose = 0
    for i, label in enumerate(labels[:_HEAD]):
        prose = prose + 1 if label is _BODY else 0
        if prose > 1:
            break
        if label is not _BODY:
            end = i + 1
    return end


def _find_notices(lines: list[_Line], labels: list[Label]) -> None:
    end = _head_end(lines, labels)
    for i in range(1, min(end + 1, len(lines) - 1)):
        if labels[i] is _BODY and labels[i - 1][0] in ("dateline", "byline", "repeat", "caption", "boilerplate"):
            line = lines[i]
            if line.words <= RELIABILITY.most_words and not _QUOTE_MARK.search(line.text) and _RELIABILITY.match(line.text):
                labels[i] = (RELIABILITY.kind, RELIABILITY.why)


def _find_standfirst(lines: list[_Line], labels: list[Label], title: int) -> None:
    i = next((k for k in range(title + 1, len(lines)) if labels[k][0] != "repeat"), len(lines))
    if i + 1 >= len(lines) or labels[i] is not _BODY or lines[i].words > _LONGEST_STANDFIRST or _BODY not in labels[i + 1 :]:
        return
    if labels[i + 1] is not _BODY and i > title and labels[i + 1][0] in ("byline", "dateline", "repeat", "caption", "notice"):
        labels[i] = ("standfirst", f"between title and {labels[i + 1][0]}")
    elif lines[i].words >= _SHORTEST_STANDFIRST and lines[i].words <= 50 and not _CLOSED.search(lines[i].text):
        labels[i] = ("standfirst", "under the title, without a full stop")


def _find_bylines(lines: list[_Line], labels: list[Label]) -> None:
    """Lines of names alone: under the last prose, or right above a dateline or byline at the head."""
    last = max((i for i, line in enumerate(lines) if labels[i] is _BODY and line.is_prose), default=len(lines))
    first = min((i for i, line in enumerate(lines) if labels[i] is _BODY and line.is_prose), default=0)
    for i, line in enumerate(lines):
        if labels[i] is not _BODY or not 2 <= line.words <= 12 or not _NAMES_ONLY.fullmatch(line.text):
            continue
        over_dateline = 0 < i < first and line.words <= 6 and labels[i + 1][0] in ("byline", "dateline")
        if i > last or over_dateline:
            labels[i] = ("byline", "names alone")


def _find_subheadings(lines: list[_Line], labels: list[Label]) -> None:
    i = 0
    while i < len(lines):
        end = i
        while end < len(lines) and labels[end] is _BODY and lines[end].is_heading:
            end += 1
        if 1 <= end - i <= 2 and i and end < len(lines) and labels[end] is _BODY and lines[end].is_prose:
            if labels[i - 1] is not _BODY or lines[i - 1].is_prose:
                labels[i:end] = [("subheading", "short line without an end mark, before prose")] * (end - i)
        i = max(end, i + 1)
