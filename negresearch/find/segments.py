"""Paragraphs, regions, sentences and word tokens of one document, each worked out when first asked for."""

from __future__ import annotations

from functools import cached_property

from negresearch.find.regions import regions_in, split_paragraphs
from negresearch.read.corpus import Document
from negresearch.spans import Span, index_at
from negresearch.tables import COUNTED, RegionRow, SentenceRow, TokenRow


class Segments:
    """One document, cut up. What every finder works on.

    Parameters
    ----------
    document : Document
        The document as read; its text is never changed.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Paragraphs, trimmed, in order."""
        return split_paragraphs(self.text)

    @cached_property
    def regions(self) -> list[RegionRow]:
        """Regions, which partition the file."""
        return regions_in(self.text, self.paragraphs)

    @cached_property
    def counted(self) -> list[Span]:
        """The spans of the regions whose words count: where finders search."""
        return [(r.start, r.end) for r in self.regions if r.kind in COUNTED]

    @cached_property
    def sentences(self) -> list[SentenceRow]:
        """Sentences, trimmed, in order; none crosses a paragraph or a region."""
        return [SentenceRow(a, b, i, i) for i, (a, b) in enumerate(self.paragraphs)]

    @cached_property
    def tokens(self) -> list[TokenRow]:
        """Word tokens, in order."""
        return []

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def _region_starts(self) -> list[int]:
        return [r.start for r in self.regions]

    def sentence_at(self, offset: int) -> SentenceRow | None:
        """The sentence that holds a character, or None between sentences."""
        i = index_at(self._sentence_starts, offset)
        return self.sentences[i] if i >= 0 and offset < self.sentences[i].end else None

    def region_at(self, offset: int) -> RegionRow:
        """The region that holds a character."""
        return self.regions[index_at(self._region_starts, offset)]
