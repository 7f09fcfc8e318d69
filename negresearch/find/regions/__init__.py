"""Regions: which part each stretch of a file plays. The text is never edited.

`rules` speak of single paragraphs. What stands where then tells headline, standfirst, subheadings and doubled lines. A
paragraph of which nothing is sure is body.
"""

from __future__ import annotations

import re
from itertools import groupby

from negresearch.find.regions.datelines import LONGEST_WIRE, stated_dates, wire_dateline
from negresearch.find.regions.lines import DATELINE, LONGEST_TITLE, SECTION, Line, is_prose, line_at, rules_of
from negresearch.find.regions.paragraphs import split_paragraphs
from negresearch.find.regions.rules import RULES, Rule
from negresearch.spans import Span
from negresearch.tables import COUNTED, RegionKind, RegionRow

__all__ = ["regions_in", "split_paragraphs", "stated_dates", "text_starts"]

Label = tuple[RegionKind, str]

_BODY: Label = ("body", "running text")
_TITLE: Label = ("title", "first line, without a full stop")
_REPEAT: Label = ("repeat", "same words as the title")
_SUBHEADING: Label = ("subheading", "short line without an end mark, before prose")
_CHRONICLE: Label = ("subheading", "day of a chronicle, before prose")
_NAMES: Label = ("byline", "names alone")
_SOURCE: Label = ("boilerplate", "source under the text")
_LEFTOVER: Label = ("boilerplate", "short line behind furniture under the text")
_ROLE: Label = ("byline", "role of the author")
_WIRE: Label = ("dateline", "place or agency before the first sentence")
#: What stands between headline and text besides the standfirst.
_FURNITURE = frozenset({"byline", "dateline", "repeat", "caption", "notice"})
#: Words.
_LONGEST_STANDFIRST = 90
_LONGEST_OPEN_STANDFIRST = 50
_SHORTEST_OPEN_STANDFIRST = 8
#: Paragraphs; the head of a text is looked for in no more.
_HEAD = 15
#: Paragraphs at the end of a text; above them long prose is no furniture.
_FOOT = 4
#: Neighbouring short lines that can be subheadings; more are a list.
_MOST_SUBHEADINGS = 2

_QUOTATION_MARKS = re.compile("[“”„«»‘’\"'`]")


def text_starts(text: str, paragraphs: list[Span]) -> list[int]:
    r"""Find where the text of each paragraph begins: at its start, or behind a wire dateline.

    A place and a dash alone are believed only in the first paragraph of prose.

    Examples
    --------
    >>> text = "Talks fail\nKYIV — The talks failed on Monday."
    >>> text_starts(text, split_paragraphs(text))
    [0, 18]
    """
    starts = [start for start, _ in paragraphs]
    names_agency = "(" in text or " /" in text
    is_first = True
    for i, (start, end) in enumerate(paragraphs):
        if not is_first:
            if not names_agency:
                break
            near = start + LONGEST_WIRE
            if text.find("(", start, near) < 0 and text.find(" /", start, near) < 0:
                continue
        starts[i] = wire_dateline(text, start, end, is_first=is_first)
        is_first = is_first and starts[i] == start and not is_prose(text, start, end)
    return starts


def regions_in(text: str, paragraphs: list[Span], starts: list[int] | None = None) -> list[RegionRow]:
    r"""Partition a file into regions; where the text of its paragraphs starts is found anew without `starts`.

    White space belongs to what stands before it, at the beginning to what follows. Neighbouring paragraphs of one kind
    and reason are one region.

    Examples
    --------
    >>> text = "Talks fail\nBy Ann Lee\nThe talks between both sides failed on Monday."
    >>> [region.kind for region in regions_in(text, split_paragraphs(text))]
    ['title', 'byline', 'body']
    """
    lines = [line_at(text, span) for span in paragraphs]
    starts = text_starts(text, paragraphs) if starts is None else starts
    bounds: list[int] = []
    kinds: list[Label] = []
    for line, start, label in zip(lines, starts, _labels(lines), strict=True):
        begin = line.start
        if label is _BODY and start > begin:
            bounds.append(begin)
            kinds.append(_WIRE)
            begin = start
        if not kinds or kinds[-1] != label:
            bounds.append(begin)
            kinds.append(label)
    return _partition(len(text), bounds, kinds)


def _partition(length: int, bounds: list[int], kinds: list[Label]) -> list[RegionRow]:
    if not kinds:
        return [RegionRow(0, length, "body", "no words")] if length else []
    bounds = [0, *bounds[1:], length]
    return [
        tuple.__new__(RegionRow, (start, end, kind, why))
        for start, end, (kind, why) in zip(bounds, bounds[1:], kinds, strict=False)
    ]


def _labels(lines: list[Line]) -> list[Label]:
    """Label every paragraph: by itself, then by its place."""
    rules = rules_of(lines, _FOOT)
    if SECTION in rules:  # a line of text below the headline
        headline = rules.index(None) if None in rules else len(rules)
        rules[headline:] = [None if rule is SECTION else rule for rule in rules[headline:]]
    labels = [_BODY if rule is None else (rule.kind, rule.why) for rule in rules]
    _carry(lines, rules, labels)
    _find_chronicle(lines, rules, labels)
    title = _title(lines, labels)
    if title is not None:
        labels[title] = _TITLE
        _find_repeats(lines, labels, title)
    _find_names(lines, labels, title)
    if title is not None:
        _find_notice(lines, labels)
        _find_standfirst(lines, labels, title)
    _find_subheadings(lines, labels)
    return labels


def _carry(lines: list[Line], rules: list[Rule | None], labels: list[Label]) -> None:
    """Give the short lines under a label ("Related articles") to it."""
    label: Rule | None = None
    for i, (line, rule) in enumerate(zip(lines, rules, strict=True)):
        if rule is not None:
            label = rule if rule.carries else None
        elif label and line.is_heading and (label.kind != "byline" or line.is_names):
            labels[i] = (label.kind, label.why)
        else:
            label = None


def _find_chronicle(lines: list[Line], rules: list[Rule | None], labels: list[Label]) -> None:
    """Take days between paragraphs of prose for the headings of a chronicle, where there are two or more."""
    if rules.count(DATELINE) < 2:
        return
    days = [
        i
        for i in range(len(lines) - 1)
        if rules[i] is DATELINE and not lines[i].text[0].islower() and labels[i + 1] is _BODY and lines[i + 1].is_prose
    ]
    inside = [i for i in days if sum(line.is_prose for line in lines[max(0, i - 3) : i]) > 1]
    if len(inside) > 1 or (inside and len(days) > 2):
        for i in days:
            labels[i] = _CHRONICLE


def _title(lines: list[Line], labels: list[Label]) -> int | None:
    """Find the headline: the first line of text, if it looks like one and text follows."""
    title = labels.index(_BODY) if _BODY in labels else _HEAD
    if title >= _HEAD or _BODY not in labels[title + 1 :]:
        return None
    line = lines[title]
    if line.words > LONGEST_TITLE or len(line.text) > 300 or line.text[0].islower():
        return None
    if line.has_full_stop and not (line.words <= 20 and labels[title + 1][0] in ("byline", "dateline")):
        return None
    return title


def _fold(line: Line) -> str:
    return " ".join(_QUOTATION_MARKS.sub("", line.text).casefold().split()).rstrip(".")


def _find_repeats(lines: list[Line], labels: list[Label], title: int) -> None:
    words = lines[title].words
    for i in range(title + 1, len(lines)):
        if lines[i].words == words and labels[i] is _BODY and _fold(lines[i]) == _fold(lines[title]):
            labels[i] = _REPEAT


def _find_notice(lines: list[Line], labels: list[Label]) -> None:
    """Find a box that warns of the sources: right behind furniture, with no more than one paragraph of prose before."""
    rule, prose = RULES.reliability, 0
    for i in range(1, min(_HEAD, len(lines) - 1)):
        prose += labels[i - 1] is _BODY
        if prose > 1:
            return
        if labels[i] is not _BODY or labels[i - 1][0] not in _FURNITURE:
            continue
        line = lines[i]
        if line.words > rule.most_words or line.is_quoted:
            continue
        lower = line.text.lower()
        if any(map(lower.__contains__, rule.words)) and rule.pattern.match(line.text):
            labels[i] = (rule.kind, rule.why)


def _find_standfirst(lines: list[Line], labels: list[Label], title: int) -> None:
    """Find the one paragraph between title and furniture, or the long line without an end mark under the title."""
    i = next((k for k in range(title + 1, len(lines)) if labels[k] is not _REPEAT), len(lines))
    if i + 1 >= len(lines) or labels[i] is not _BODY or _BODY not in labels[i + 1 :]:
        return
    line, behind = lines[i], labels[i + 1][0]
    is_first_prose = behind == "caption" and line.closed
    if behind in _FURNITURE and line.words <= _LONGEST_STANDFIRST and not is_first_prose:
        labels[i] = ("standfirst", f"between title and {behind}")
    elif _SHORTEST_OPEN_STANDFIRST <= line.words <= _LONGEST_OPEN_STANDFIRST and not line.closed:
        labels[i] = ("standfirst", "under the title, without a full stop")


def _find_names(lines: list[Line], labels: list[Label], title: int | None) -> None:
    """Find lines of names alone: under the last prose, or at the head beside a byline or dateline.

    At the head they could be a headline with capitals, so that the title must have none.
    """
    prose = [i for i, line in enumerate(lines) if labels[i] is _BODY and line.is_prose]
    first, last = (prose[0], prose[-1]) if prose else (0, len(lines))
    if title is not None and _BODY in labels[title + 1 : first] and lines[title].is_sentence_case:
        for i in range(title + 1, first):
            beside = {labels[i - 1][0], labels[i + 1][0]}
            if labels[i] is _BODY and lines[i].is_names and not beside.isdisjoint(("byline", "dateline")):
                labels[i] = _NAMES
            elif labels[i] is _BODY and lines[i].is_role and labels[i - 1][0] == "byline":
                labels[i] = _ROLE
    _find_foot(lines, labels, last + 1)


def _find_foot(lines: list[Line], labels: list[Label], start: int) -> None:
    """Tell names, sources and leftovers of the page under the last prose; leftovers only behind other furniture."""
    for i in range(start, len(lines)):
        if labels[i] is not _BODY:
            continue
        if labels[i - 1] is not _BODY and labels[i - 1][0] not in COUNTED and i > start and lines[i].is_heading:
            labels[i] = _LEFTOVER
        elif lines[i].is_names:
            labels[i] = _NAMES
        elif lines[i].is_source:
            labels[i] = _SOURCE


def _find_subheadings(lines: list[Line], labels: list[Label]) -> None:
    """Find short lines before prose, behind prose or furniture."""
    short = [label is _BODY and not line.closed and line.is_heading for line, label in zip(lines, labels, strict=True)]
    end = 0
    for is_short, group in groupby(short) if any(short) else ():
        start, end = end, end + len(list(group))
        before_prose = end < len(lines) and labels[end] is _BODY and lines[end].is_prose
        behind = start > 0 and (labels[start - 1] is not _BODY or lines[start - 1].is_prose)
        if is_short and end - start <= _MOST_SUBHEADINGS and before_prose and behind:
            labels[start:end] = [_SUBHEADING] * (end - start)
