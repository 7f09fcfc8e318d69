"""The voice map: every character of a file belongs to exactly one voice."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from strategies import a_document, news_text

import negresearch as nr
from negresearch.find.mentions import mentions_in
from negresearch.find.quotes import quotes_in
from negresearch.find.segments import Segments
from negresearch.find.voices import voices_in
from negresearch.read.corpus import Corpus
from negresearch.tables import QuoteRow, VoiceRow

ACTORS = nr.read_actors()


def _voices(segments: Segments) -> list[VoiceRow]:
    return voices_in(segments, quotes_in(segments, mentions_in(segments, actors=ACTORS)))


def _assert_partition(text: str, rows: list[VoiceRow]) -> None:
    assert [row.start for row in rows] == [0, *(row.end for row in rows[:-1])] if text else rows == []
    assert not text or rows[-1].end == len(text)
    begins = {start for start, _ in Segments(a_document(text)).paragraphs}
    assert all(a[2:] != b[2:] or b.start in begins for a, b in pairwise(rows))


def test_voices_partition_the_seeds(seeds: Corpus) -> None:
    """The rows of each seed run from its first character to its last without gap or overlap."""
    for document in seeds:
        _assert_partition(document.text, _voices(Segments(document)))


@given(news_text())
def test_voices_partition_any_text(text: str) -> None:
    """So they do on any text."""
    _assert_partition(text, _voices(Segments(a_document(text))))


def _quote(start: int, end: int, kind: str, speaker: str | None) -> QuoteRow:
    return QuoteRow(start, end, kind, speaker, None, None, None, None, None, "made", False)  # type: ignore[arg-type]


def test_the_innermost_quotation_speaks() -> None:
    """Inside a paraphrase the quoted words are the speaker's; around both the narrator tells; a title is nobody's."""
    text = "Alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec."
    segments = Segments(a_document(text))
    rows = voices_in(
        segments,
        [_quote(6, 50, "indirect", "Romeo"), _quote(12, 30, "mixed", "Sierra"), _quote(60, 70, "title", None)],
    )
    assert [(row.start, row.end, row.voice, row.speaker) for row in rows] == [
        (0, 6, "narrator", None),
        (6, 12, "paraphrase", "Romeo"),
        (12, 30, "speaker", "Sierra"),
        (30, 50, "paraphrase", "Romeo"),
        (50, len(text), "narrator", None),
    ]
