"""Paragraphs of one document; regions, sentences and word tokens, each worked out when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from negresearch.find.regions import regions_in, split_paragraphs, text_starts
from negresearch.read.corpus import Document
from negresearch.spans import Span, index_at, trim
from negresearch.tables import COUNTED, RegionRow, SentenceRow, TokenRow

if TYPE_CHECKING:
    from negresearch.find.segments.tokens import Tokens

# Sentences, and tokens on numpy, take time to import: each comes with the first finder that asks for it.


class Segments:
    r"""One document, cut up. What every finder works on.

    Parameters
    ----------
    document : Document
        The document as read; its text is never changed.

    Attributes
    ----------
    paragraphs : list of (int, int)
        Paragraphs, trimmed, in order.

    Examples
    --------
    >>> segments = Segments(Document("a", "Talks fail\nBy Ann Lee\nMr. Smith’s talks failed. He left.", ""))
    >>> [segments.text[s.start : s.end] for s in segments.counted_sentences]
    ['Talks fail', 'Mr. Smith’s talks failed.', 'He left.']
    >>> [token.norm for token in segments.tokens][5:9]
    ['mr.', 'smith', "'s", 'talks']
    >>> segments.n_words
    9
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.paragraphs = split_paragraphs(self.text)
        self._starts = text_starts(self.text, self.paragraphs)

    @cached_property
    def regions(self) -> list[RegionRow]:
        """Regions, which partition the file."""
        return regions_in(self.text, self.paragraphs, self._starts)

    @cached_property
    def counted(self) -> list[Span]:
        """The spans of the regions whose words count: where finders search."""
        return [(r.start, r.end) for r in self.regions if r.kind in COUNTED]

    @cached_property
    def sentences(self) -> list[SentenceRow]:
        """Sentences, trimmed, in order; none crosses a paragraph or a region."""
        return [SentenceRow(a, b, number, paragraph) for number, (a, b, paragraph) in enumerate(self._sentences)]

    @cached_property
    def _sentences(self) -> list[tuple[int, int, int]]:
        """Start, end and paragraph of each sentence; without the regions, for only wire datelines end in a line."""
        from negresearch.find.segments.sentences import split_sentences

        stretches = [
            stretch
            for number, ((start, end), begin) in enumerate(zip(self.paragraphs, self._starts, strict=True))
            for stretch in (((start, end, number),) if start == begin else self._halves(start, begin, end, number))
        ]
        return split_sentences(self.text, stretches)

    def _halves(self, start: int, begin: int, end: int, number: int) -> tuple[tuple[int, int, int], ...]:
        return (*trim(self.text, start, begin), number), (begin, end, number)

    @cached_property
    def counted_sentences(self) -> list[SentenceRow]:
        """The sentences of the regions whose words count."""
        return [s for s in self.sentences if self.region_at(s.start).kind in COUNTED]

    @cached_property
    def token_arrays(self) -> Tokens:
        """Word tokens in order, as arrays; no string is made."""
        from negresearch.find.segments.tokens import map_text, tokenize

        return tokenize(map_text(self.text), [(start, end) for start, end, _ in self._sentences])

    @cached_property
    def tokens(self) -> list[TokenRow]:
        """Word tokens, in order, as rows."""
        from negresearch.find.segments.tokens import map_text

        mapped = map_text(self.text)
        found = self.token_arrays
        return [
            TokenRow(start, end, sentence, self.text[start:end], mapped[start:end].lower())
            for start, end, sentence in zip(
                found.starts.tolist(), found.ends.tolist(), found.sentences.tolist(), strict=True
            )
        ]

    @cached_property
    def counted_words(self) -> list[TokenRow]:
        """The tokens that count as words: those with a letter or a digit, in counted regions."""
        counted = {s.sentence for s in self.counted_sentences}
        words = zip(self.tokens, self.token_arrays.are_words.tolist(), strict=True)
        return [token for token, is_word in words if is_word and token.sentence in counted]

    @cached_property
    def n_words(self) -> int:
        """How many words count: tokens with a letter or a digit, in counted regions."""
        import numpy as np

        found = self.token_arrays
        counts = np.zeros(len(self.sentences), dtype=np.bool_)
        counts[[s.sentence for s in self.counted_sentences]] = True
        return int(np.count_nonzero(found.are_words & counts[found.sentences]))

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
