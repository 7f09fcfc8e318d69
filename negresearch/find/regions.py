"""Regions: which part each stretch of a file plays. The text is never edited."""

from __future__ import annotations

from negresearch.spans import Span
from negresearch.tables import RegionRow


def split_paragraphs(text: str) -> list[Span]:
    """Cut a text into paragraphs (first draft: non-blank lines, white space left out)."""
    spans = []
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append((start, start + len(line.rstrip())))
        start += len(line)
    return spans


def regions_in(text: str, paragraphs: list[Span]) -> list[RegionRow]:
    """Partition a file into regions (first draft: all is body)."""
    return [RegionRow(0, len(text), "body", "draft")] if text else []
