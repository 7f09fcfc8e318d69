"""Frame codings: which frames a sentence carries, who fills their slot, whether it is asserted, in whose voice.

The overlap rule. Within a frame the longest of overlapping matches stands (of equals, one that names its argument).
Across frames matches may overlap, except that a frame which yields to another (`yields_to`) gives way to a match of it
that covers its own: "not ready for talks" is a refusal, not readiness. A sentence carries a frame once per party and
polarity, at the first words that say so; where a party is named, a further match that names none adds no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from negresearch.find.codings.arguments import parties_of
from negresearch.find.codings.context import Context
from negresearch.find.codings.matching import Hit, matcher_of, plain
from negresearch.find.codings.parties import NOBODY, Party
from negresearch.find.codings.polarity import polarity_of
from negresearch.find.segments import Segments
from negresearch.read.codebook import Codebook
from negresearch.tables import CodingRow, MentionRow, SentenceRow, VoiceRow


def codings_in(
    segments: Segments, mentions: Sequence[MentionRow], voices: Sequence[VoiceRow], *, codebook: Codebook
) -> list[CodingRow]:
    """Code one document by a codebook.

    Parameters
    ----------
    segments : Segments
        The document.
    mentions, voices : sequence of rows
        Of the same document, sorted by start.
    codebook : Codebook
        As from `read_codebook`.

    Returns
    -------
    list of CodingRow
        Sorted by start and end. `start` and `end` are the words that fired; they lie in one sentence.
    """
    text = plain(segments.text)
    context = Context(segments, text, mentions, voices)
    rows: list[CodingRow] = []
    hits = matcher_of(codebook).hits(text, segments.counted_sentences)
    for number, found in groupby(hits, key=attrgetter("sentence")):
        sentence = segments.sentences[number]
        coded = [_Coded(hit, _parties(context, hit, sentence, codebook)) for hit in _once(found)]
        rows.extend(_propositions(context, sentence, _settle(coded, codebook), codebook))
    return sorted(rows, key=lambda row: row[:3])


def _once(hits: Iterable[Hit]) -> Iterable[Hit]:
    return {(hit.start, hit.end, hit.cue.cue): hit for hit in hits}.values()


class _Coded(NamedTuple):
    """A hit and who fills its argument."""

    hit: Hit
    parties: list[Party]


def _parties(context: Context, hit: Hit, sentence: SentenceRow, codebook: Codebook) -> list[Party]:
    frame = codebook[hit.cue.frame]
    return parties_of(context, hit, sentence, frame) if frame.argument else NOBODY


def _settle(found: Iterable[_Coded], codebook: Codebook) -> list[_Coded]:
    """Apply the overlap rule to the hits of one sentence."""
    named = [c for c in found if not (c.hit.cue.pattern.required and c.parties == NOBODY)]
    kept: list[_Coded] = []
    for coded in sorted(named, key=_rank):
        if not any(_overlap(coded.hit, k.hit) and coded.hit.cue.frame == k.hit.cue.frame for k in kept):
            kept.append(coded)
    return [c for c in kept if not any(_gives_way(c.hit, k.hit, codebook) for k in kept)]


def _rank(coded: _Coded) -> tuple[bool, int, bool, str]:
    pattern = coded.hit.cue.pattern
    return not pattern.required, coded.hit.start - coded.hit.end, coded.parties == NOBODY, coded.hit.cue.cue


def _gives_way(hit: Hit, other: Hit, codebook: Codebook) -> bool:
    covered = other.start <= hit.start and hit.end <= other.end
    return covered and other.cue.frame in codebook[hit.cue.frame].yields_to


def _overlap(a: Hit, b: Hit) -> bool:
    return a.start < b.end and b.start < a.end


def _propositions(
    context: Context, sentence: SentenceRow, found: Iterable[_Coded], codebook: Codebook
) -> list[CodingRow]:
    """Rows of one sentence, each proposition once."""
    rows: dict[tuple[str, str | None, str | None, str], CodingRow] = {}
    for hit, parties in sorted(found, key=lambda coded: coded.hit.start):
        polarity = polarity_of(context, hit, sentence, codebook[hit.cue.frame].polarity)
        voice = context.voice_name(hit.start)
        for actor, side in parties:
            row = CodingRow(
                hit.start, hit.end, hit.cue.frame, actor, side, polarity, voice, hit.cue.cue, sentence.sentence
            )
            rows.setdefault((hit.cue.frame, actor, side, polarity), row)
    named = {(row.frame, row.polarity) for row in rows.values() if row.actor is not None}
    return [row for row in rows.values() if row.actor is not None or (row.frame, row.polarity) not in named]
