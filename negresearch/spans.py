"""Spans of a text, and the cite ids that name them.

A span is half-open, `text[start:end]`, in code points of the exact decoded file.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from negresearch.errors import CiteError

Span = tuple[int, int]
_Row = TypeVar("_Row", bound=tuple[Any, ...])

_CITE = re.compile(r"(?P<doc_id>.+):(?P<start>\d+)-(?P<end>\d+)\Z", re.DOTALL)


def cite(doc_id: str, start: int, end: int) -> str:
    """Name a span of a document.

    Examples
    --------
    >>> cite("000", 426, 444)
    '000:426-444'
    """
    return f"{doc_id}:{start}-{end}"


def parse_cite(cite_id: str) -> tuple[str, int, int]:
    """Read a cite id, `doc_id:start-end`, from the right, so that a doc_id may itself hold ":" and "-".

    Raises
    ------
    CiteError
        If it has another shape, or the span ends before it starts.

    Examples
    --------
    >>> parse_cite("urn:a-1:426-444")
    ('urn:a-1', 426, 444)
    """
    match = _CITE.match(cite_id)
    if match is None:
        raise CiteError(f"{cite_id!r} is no cite id: write doc_id:start-end, as in 000:426-444")
    start, end = int(match["start"]), int(match["end"])
    if end < start:
        raise CiteError(f"{cite_id!r} ends before it starts")
    return match["doc_id"], start, end


def overlap(a: Span, b: Span) -> int:
    """Count the characters that two spans share.

    Examples
    --------
    >>> overlap((0, 5), (3, 9))
    2
    """
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def index_at(starts: Sequence[int], offset: int) -> int:
    """Find which of the spans that begin at sorted `starts` an offset falls to, -1 before the first.

    Examples
    --------
    >>> index_at([0, 10, 20], 19)
    1
    """
    return bisect_right(starts, offset) - 1


def last_at(rows: Sequence[_Row], offset: int) -> _Row | None:
    """Find the last of sorted rows that begins at an offset or before it, None where all begin behind it.

    Examples
    --------
    >>> last_at([(0, 9), (10, 12)], 10)
    (10, 12)
    """
    at = bisect_left(rows, (offset + 1,))
    return rows[at - 1] if at else None


def beginning(rows: Sequence[_Row], start: int, end: int) -> Sequence[_Row]:
    """Those of sorted rows that begin between two offsets.

    Examples
    --------
    >>> beginning([(0, 9), (10, 12), (20, 25)], 9, 20)
    [(10, 12)]
    """
    return rows[bisect_left(rows, (start,)) : bisect_left(rows, (end,))]


def merge(spans: Iterable[Span]) -> list[Span]:
    """Join sorted spans that touch or overlap.

    Examples
    --------
    >>> merge([(0, 3), (3, 5), (7, 9)])
    [(0, 5), (7, 9)]
    """
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def trim(text: str, start: int, end: int) -> Span:
    """Leave the white space at both edges out of a span.

    Examples
    --------
    >>> trim(" ab ", 0, 4)
    (1, 3)
    """
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    return (start + lead, start + max(lead, len(piece.rstrip())))
