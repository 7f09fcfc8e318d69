r"""Paragraphs: the lines of a text, or its blocks where the lines are hard-wrapped.

What ends a line: ``\n``, ``\r\n`` and ``\r``, the line ends of files; ``\x0b`` and ``\x0c``, the line and page breaks
of word processors; U+2028 and U+2029, Unicode's own separators. U+0085 and U+001C to U+001E are white space inside a
line: in a decoded text the first is most often a damaged ellipsis, and the others are noise.
"""

from __future__ import annotations

import re
from itertools import pairwise

from negresearch.spans import Span

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\u2028\u2029]")
_LINE = re.compile(r"[^\n\r\x0b\x0c\u2028\u2029]*+(?:\r\n|[\n\r\x0b\x0c\u2028\u2029]|(?<=.)\Z)", re.DOTALL)
_NO_LINE_ENDS = "\x1c\x1d\x1e\x85"
#: White space, and the marks without width that editors leave at the edges of lines.
_EDGE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060"
#: Wider lines are not wrapped by hand; narrower ones are verse or tables.
_WRAP_WIDTH = range(40, 121)
#: Below this number of neighbouring lines nothing can be said of their width.
_WRAP_PAIRS = 4
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*\Z")


def split_paragraphs(text: str) -> list[Span]:
    r"""Cut a text into paragraphs.

    A paragraph is a line. Where the lines are hard-wrapped (they break where the next word would not have fit, most of
    them inside a sentence), it is a block of lines up to a blank one.

    None is empty, and white space at the edges is left out.

    Examples
    --------
    >>> split_paragraphs("A headline\r\n\r\n  A sentence. \n")
    [(0, 10), (16, 27)]
    """
    lines = _lines(text)
    return _blocks(text, lines) if _is_wrapped(text, lines) else lines


def _lines(text: str) -> list[Span]:
    """Lines that hold more than white space."""
    spans = []
    start = 0
    for line in _split(text):
        bare = line.strip()
        if bare and (bare[0] in _EDGE or bare[-1] in _EDGE):
            bare = _strip_edges(bare)
        if bare:
            begin = start if line[0] == bare[0] else start + line.index(bare)
            spans.append((begin, begin + len(bare)))
        start += len(line)
    return spans


def _split(text: str) -> list[str]:
    """Lines with their ends. `str.splitlines` is fast, and takes a few characters more for line ends."""
    if any(map(text.__contains__, _NO_LINE_ENDS)):
        return _LINE.findall(text)
    return text.splitlines(keepends=True)


def _strip_edges(bare: str) -> str:
    while bare and (bare[0] in _EDGE or bare[-1] in _EDGE):
        bare = bare.strip(_EDGE).strip()
    return bare


def _is_neighbour(text: str, above: Span, below: Span) -> bool:
    return len(_LINE_END.findall(text, above[1], below[0])) == 1


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    if len(lines) <= _WRAP_PAIRS or (width := max([end - start for start, end in lines])) not in _WRAP_WIDTH:
        return False
    pairs = [(above, below) for above, below in pairwise(lines) if _is_neighbour(text, above, below)]
    if len(pairs) < _WRAP_PAIRS:
        return False
    full = sum(above[1] - above[0] + 1 + len(text[slice(*below)].split(None, 1)[0]) > width for above, below in pairs)
    inside = sum(not _ENDS_SENTENCE.search(text, max(0, above[1] - 4), above[1]) for above, _ in pairs)
    return full >= 0.8 * len(pairs) and inside >= 0.5 * len(pairs)


def _blocks(text: str, lines: list[Span]) -> list[Span]:
    blocks = lines[:1]
    for above, below in pairwise(lines):
        if _is_neighbour(text, above, below):
            blocks[-1] = (blocks[-1][0], below[1])
        else:
            blocks.append(below)
    return blocks
