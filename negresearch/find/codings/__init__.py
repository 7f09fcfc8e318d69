"""Frame codings: which frames a sentence carries, who fills their slot, whether it is asserted, in whose voice.

The overlap rule. Within a frame the longest of overlapping matches stands (of equals, one that names its argument).
Across frames matches may overlap, except that a frame which yields to another (`yields_to`) gives way to a match
of it that covers its own: "not ready for talks" is a refusal, not readiness. A sentence carries a frame once per party and
polarity, at the first words that say so; where a party is named, a further match that names none adds no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from negresearch.find.codings.arguments import NOBODY, parties_of
from negresearch.find.codings.context import Context
from negresearch.find.codings.matching import Hit, matcher_of, plain
from negresearch.find.codings.polarity import polarity_of
from negresearch.find.segments import Segments
from negresearch.read.codebook import Codebook
from negresearch.tables import COUNTED, CodingRow, MentionRow, SentenceRow, VoiceRow


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
    sentences = segments.sentences
    context = Context(segments, text, mentions, voices)
    hits = sorted(set(matcher_of(codebook).hits(text, sentences)), key=attrgetter("sentence", "start"))
    rows: list[CodingRow] = []
    for number, found in groupby(hits, key=attrgetter("sentence")):
        sentence = sentences[number]
        if segments.region_at(sentence.start).kind in COUNTED:
            rows.extend(_code_sentence(context, sentence, _settle(found, codebook), codebook))
    return sorted(rows, key=lambda row: row[:3])


def _settle(found: Iterable[Hit], codebook: Codebook) -> list[Hit]:
    """Apply the overlap rule to the hits of one sentence."""
    order = {cue.cue: i for i, cue in enumerate(codebook.cues)}
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda h: (not h.cue.pattern.required, h.start - h.end, h.cue.pattern.slot is None, order[h.cue.cue])):
        if not any(_overlap(hit, other) and hit.cue.frame == other.cue.frame for other in kept):
            kept.append(hit)
    yields = {frame.frame: frame.yields_to for frame in codebook.frames}
    return [
        hit
        for hit in kept
        if not any(o.cue.frame in yields[hit.cue.frame] and _covers(o, hit) for o in kept)
    ]


def _overlap(a: Hit, b: Hit) -> bool:
    return a.start < b.end and b.start < a.end


def _covers(a: Hit, b: Hit) -> bool:
    return a.start <= b.start and b.end <= a.end


def _code_sentence(
    context: Context, sentence: SentenceRow, hits: Sequence[Hit], codebook: Codebook
) -> Iterable[CodingRow]:
    """Rows of one sentence, each proposition once."""
    rows: dict[tuple[str, str | None, str | None, str], CodingRow] = {}
    for hit in sorted(hits, key=attrgetter("start")):
        frame = codebook[hit.cue.frame]
        polarity = polarity_of(context, hit, sentence, frame.polarity)
        parties = parties_of(context, hit, sentence, frame) if frame.argument else NOBODY
        if hit.cue.pattern.required and parties == NOBODY:
            continue
        voice = context.voice_name(hit.start)
        for actor, side in parties:
            key = (frame.frame, actor, side, polarity)
            row = CodingRow(
                hit.start, hit.end, frame.frame, actor, side, polarity, voice, hit.cue.cue, sentence.sentence
            )  # type: ignore[arg-type]
            rows.setdefault(key, row)
    named = {(row.frame, row.polarity) for row in rows.values() if row.actor is not None}
    return [row for row in rows.values() if row.actor is not None or (row.frame, row.polarity) not in named]
