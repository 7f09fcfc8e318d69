"""Sentences: where a paragraph breaks after an end mark, and where it only seems to.

Every end mark with white space behind it is a candidate; what stands before and after decides, by a few rules. Closing
quotation marks and brackets behind the mark belong to the sentence that it ends.
"""

from __future__ import annotations

import re

from negresearch.find.segments.abbreviations import BEFORE_NUMBER, GIVES_THE_WORD, MAYBE, NEVER, STARTERS
from negresearch.spans import Span

#: A run of end marks, what closes behind it (spaced-off closing marks too) and white space; or a full-width mark, which
#: needs none. The lookbehind keeps long runs of marks linear.
_CANDIDATE = re.compile(
    r"(?<![.!?…‽؟۔।])[.!?…‽؟۔।]++(?:[\"”’'»›)\]}*_]|“(?!\w)|\s(?:”|»|''|’’)(?!\S))*+(?=\s)"
    r"|[。！？]++[”」』’\"）)]*+(?=\S|\s)"
)
_AFTER = re.compile(r"\s*+(?P<lead>(?:[\"“”„«»‘’'(\[{*_¿¡`]\s?|[-–—•]++\s*+)*+)(?P<word>[^\W_]{1,24})?")
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


def split_sentences(text: str, start: int, end: int) -> list[Span]:
    """Cut a stretch of one paragraph into sentences.

    Parameters
    ----------
    text : str
        The whole text.
    start, end : int
        The stretch, without white space at its edges.

    Returns
    -------
    list of (int, int)
        In order, white space left out; together they hold every other character of the stretch.

    Examples
    --------
    >>> text = 'Gen. Lee met U.S. envoys at 5 p.m. "Peace is near." Then he left.'
    >>> [text[a:b] for a, b in split_sentences(text, 0, len(text))]
    ['Gen. Lee met U.S. envoys at 5 p.m.', '"Peace is near."', 'Then he left.']
    """
    spans = []
    begin = start
    for match in _CANDIDATE.finditer(text, start, end):
        stop = _stop(text, start, begin, match, end)
        if stop:
            spans.append((begin, stop))
            begin = stop
            while text[begin].isspace():
                begin += 1
    spans.append((begin, end))
    return spans


def _stop(text: str, start: int, begin: int, mark: re.Match[str], end: int) -> int:
    """Say where the sentence ends that began at `begin`: behind the candidate and what closes it, or 0 if it goes on."""
    stop = _with_spaced_mark(text, start, mark.end(), end)
    after = _AFTER.match(text, stop, end)
    word = after["word"] if after else None
    if after is None or after.end() == end and not word:
        return 0
    if word is None and text[after.end()] in ".!?…,;:":
        return 0
    if word and word[0].islower():
        return 0
    lead = after["lead"]
    if _is_abbreviation(text, begin, mark, lead, word or "") or _is_bracketed(text, begin, mark.start(), stop, end):
        return 0
    if word and not lead and (_is_titled(text, begin, mark, end) or _is_spoken_for(text, mark, end)):
        return 0
    return stop


def _with_spaced_mark(text: str, start: int, stop: int, end: int) -> int:
    """Move behind a straight quotation mark that stands alone, where it closes: where their number so far is odd."""
    alone = text[stop : min(stop + 3, end)]
    if len(alone) == 3 and alone[1] == '"' and alone[2].isspace():
        return stop + 2 if text.count('"', max(start, stop - _LONGEST_QUOTATION), stop) % 2 else stop
    return stop


def _is_abbreviation(text: str, begin: int, mark: re.Match[str], lead: str, word: str) -> bool:
    at = mark.start()
    if text[at] != "." or (mark.end() - at > 1 and text[at + 1] in ".!?…"):
        return False
    before = text[max(begin, at - _LONGEST_WORD) : at].split()
    last = before[-1].lstrip(_OPENING) if before and not text[at - 1].isspace() else ""
    if last in NEVER or (last in BEFORE_NUMBER and word[:1].isdigit()):
        return True
    if last in MAYBE or (len(last) == 1 and last.isupper()) or ("." in last and _ACRONYM.fullmatch(last)):
        is_hour = last in ("a.m", "p.m") and any(quote in lead for quote in _QUOTES)
        return word not in STARTERS and not is_hour
    return _ENUMERATOR.fullmatch(text, begin, at) is not None


def _is_bracketed(text: str, begin: int, at: int, stop: int, end: int) -> bool:
    """Tell whether a bracket that opened inside the sentence closes only behind the mark."""
    opened = text.rfind("(", max(begin + 1, at - _LONGEST_BRACKET), at)
    if opened < 0 or text.find(")", opened, stop) >= 0:
        return False
    return text.find(")", stop, min(end, stop + _LONGEST_BRACKET)) >= 0


def _is_titled(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    window = text[max(begin, mark.start() - _LONGEST_TITLE) : mark.start()]
    opened = max(window.rfind(quote) for quote in _OPENS_TITLE)
    if opened < 0:
        return False
    opened += mark.start() - len(window)
    title = _TITLE.match(text, opened, min(end, opened + 2 * _LONGEST_TITLE))
    return title is not None and title.end() > mark.end()


def _is_spoken_for(text: str, mark: re.Match[str], end: int) -> bool:
    """Tell whether a speaker and a verb follow a quoted question or exclamation."""
    if text[mark.end() - 1] not in _QUOTES or text[mark.start()] not in "?!":
        return False
    return _SPEAKER.match(text, mark.end(), end) is not None
