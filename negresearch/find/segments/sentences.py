"""Sentences: where a paragraph breaks after an end mark, and where it only seems to.

Every end mark with white space behind it is a candidate; what stands before and after decides, by a few rules. Closing
quotation marks and brackets behind the mark belong to the sentence that it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from negresearch.find.segments.abbreviations import ABBREVIATIONS, BEFORE_NUMBER, GIVES_THE_WORD, MAYBE, NEVER, STARTERS
from negresearch.spans import trim

#: What closes behind an end mark (closing quotation marks may stand off); then, after white space, what opens the next
#: sentence, and its first word. Full-width marks need no white space. All of it is possessive: the scan stays linear.
_BEHIND = (
    r"(?P<close>(?:[\"”’'»›)\]}*_」』）]|“(?!\w)|\[\d{1,3}\]|\s(?:”|»|''|’’)(?!\S))*+)"
    r"(?:(?:\s++|(?<=[。！？」』）])(?=\S))(?P<lead>(?:[\"“”„«»‘’'(\[{*_¿¡`]\s?|[-–—•]++\s*+)*+)(?P<word>[^\W_]{1,24})?+)?+"
)
_OTHER_MARKS = "?!…‽؟۔।。！？"
_CANDIDATE = re.compile(rf"(?P<marks>[.{_OTHER_MARKS}]++){_BEHIND}")
#: The same for a stretch whose only end marks are full stops: a pattern that begins with a letter is searched faster.
_FULL_STOP = re.compile(rf"(?P<marks>\.\.*+){_BEHIND}")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})")
_QUOTES = "\"“”„«»‘’'"
_OPENS_TITLE = "\"“”„«‘'"
_OPENING = _QUOTES + "([{—–-/"
_SPEAKER = re.compile(rf"\s+(?:[A-Z][\w.’'-]*\s+){{1,4}}(?:{GIVES_THE_WORD})\b")
#: Characters: how far back a quoted title or a bracket may have opened; longer ones hold sentences of their own.
_LONGEST_TITLE = 60
_LONGEST_BRACKET = 300
_LONGEST_QUOTATION = 2000
#: Characters: longer words are no abbreviations.
_LONGEST_WORD = 24
_CAPITAL = r"(?:[A-Z\d]|(?!_)[^\W\d_a-z])[\w'’-]*"
_PIECE = rf"{_CAPITAL}(?:\s(?:{_CAPITAL}|of|the|and|in|for|de|la|on|with|to)){{0,3}}"
#: A programme or a book: short pieces of capitalised words, closed without an end mark or a comma.
_TITLE = re.compile(rf"[\"“”„«‘'](?:{_PIECE}[.!?]\s){{1,4}}{_PIECE}[\"”“»’'](?!\w)")


def split_sentences(text: str, stretches: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Cut stretches of paragraphs into sentences.

    No sentence crosses a stretch, without white space at its edges and with the number of its paragraph behind it.
    Of each sentence start, end and that number are given; together they hold every other character of the stretches.

    Examples
    --------
    >>> text = 'Gen. Lee met U.S. envoys at 5 p.m. "Peace is near." Then he left.'
    >>> [text[a:b] for a, b, _ in split_sentences(text, [(0, len(text), 0)])]
    ['Gen. Lee met U.S. envoys at 5 p.m.', '"Peace is near."', 'Then he left.']
    """
    others = [mark for mark in _OTHER_MARKS if mark in text]
    found = []
    for start, end, number in stretches:
        pattern = _FULL_STOP
        for other in others:
            if text.find(other, start, end) >= 0:
                pattern = _CANDIDATE
        has_bracket = text.find("(", start, end) >= 0 or text.find("[", start, end) >= 0
        begin = start
        for mark in pattern.finditer(text, start, end):
            stop = _stop(text, start, begin, mark, end)
            if stop and not (has_bracket and _is_bracketed(text, begin, mark, end)):
                found.append((begin, stop, number))
                begin = mark.start("lead") if stop == mark.end("close") else trim(text, stop, end)[0]
        found.append((begin, end, number))
    return found


def _stop(text: str, start: int, begin: int, mark: re.Match[str], end: int) -> int:
    """Say where the sentence ends that began at `begin`: behind the mark and what closes it, or 0 if it goes on."""
    marks, close, lead, word = mark.groups()
    if lead is None or (word and word[0].islower()):
        return 0
    if not word and (mark.end() == end or text[mark.end()] in ".!?…,;:"):
        return 0
    at, stop = mark.start(), mark.end("close")
    low = max(begin, at - _LONGEST_WORD)
    last = text[text.rfind(" ", low, at) + 1 or low : at]
    if marks == ".":
        plain = last.isalpha() and len(last) > 1 and last not in ABBREVIATIONS
        if not plain and _is_abbreviation(text, begin, at, lead, word or ""):
            return 0
    elif word and close and not lead and _is_spoken_for(text, stop, end):
        return 0
    if word and not lead and not last.islower() and _is_titled(text, begin, at, stop, end):
        return 0
    return _behind_spaced_mark(text, start, stop, end) if '"' in lead else stop


def _behind_spaced_mark(text: str, start: int, stop: int, end: int) -> int:
    """Move behind a straight quotation mark that stands alone, if it closes: if their number so far is odd."""
    alone = text[stop : min(stop + 3, end)]
    if len(alone) == 3 and alone[1] == '"' and alone[2].isspace():
        return stop + 2 if text.count('"', max(start, stop - _LONGEST_QUOTATION), stop) % 2 else stop
    return stop


def _is_abbreviation(text: str, begin: int, at: int, lead: str, word: str) -> bool:
    """Tell whether a single full stop only shortens the word before it."""
    before = text[max(begin, at - _LONGEST_WORD) : at].split()
    last = before[-1].lstrip(_OPENING) if before and not text[at - 1].isspace() else ""
    if last in NEVER or (last in BEFORE_NUMBER and word[:1].isdigit()):
        return True
    if last in MAYBE or (len(last) == 1 and last.isupper()) or ("." in last and _ACRONYM.fullmatch(last)):
        is_hour = last in ("a.m", "p.m") and any(quote in lead for quote in _QUOTES)
        return word not in STARTERS and not is_hour
    return _ENUMERATOR.fullmatch(text, begin, at) is not None


def _is_bracketed(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    """Tell whether a bracket that opened inside the sentence closes only behind the mark."""
    at, stop = mark.start(), mark.end("close")
    low, high = max(begin + 1, at - _LONGEST_BRACKET), min(end, stop + _LONGEST_BRACKET)
    for opening, closing in ("()", "[]"):
        opened = text.rfind(opening, low, at)
        if opened >= 0 and text.find(closing, opened, stop) < 0 and text.find(closing, stop, high) >= 0:
            return True
    return False


def _is_titled(text: str, begin: int, at: int, stop: int, end: int) -> bool:
    """Tell whether the mark stands inside a quoted title: between capitalised words, behind a quotation mark."""
    low = max(begin, at - _LONGEST_TITLE)
    opened = max([text.rfind(quote, low, at) for quote in _OPENS_TITLE])
    if opened < 0:
        return False
    title = _TITLE.match(text, opened, min(end, opened + 2 * _LONGEST_TITLE))
    return title is not None and title.end() > stop


def _is_spoken_for(text: str, stop: int, end: int) -> bool:
    """Tell whether a speaker and a verb follow a quoted question or exclamation."""
    return text[stop - 1] in _QUOTES and _SPEAKER.match(text, stop, end) is not None
