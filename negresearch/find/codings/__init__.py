"""Frame codings: which frames a sentence carries, who fills their slot, whether it is asserted, in whose voice.

The overlap rule. Within a frame the longest of overlapping matches stands (of equals, one that may name its argument).
Across frames matches may overlap, except that a frame which yields to another (`yields_to`) gives way to a match of it
that covers its own: "not ready for talks" is a refusal, not readiness. A sentence carries a frame once per party and
polarity, at the first words that say so; where a party is named, a further match that names none adds no row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from negresearch.find.codings.arguments import parties_of
from negresearch.find.codings.context import Context
from negresearch.find.codings.parties import NOBODY, Party
from negresearch.find.codings.polarity import polarity_of
from negresearch.find.matching import Hit, matcher_of, plain
from negresearch.find.segments import Segments
from negresearch.read.codebook import Codebook
from negresearch.tables import CodingRow, MentionRow, SentenceRow, VoiceRow


def codings_in(
    segments: Segments,
    mentions: Sequence[MentionRow],
    voices: Sequence[VoiceRow],
    *,
    codebook: Codebook,
    hits: Iterable[Hit] | None = None,
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
    hits : iterable of Hit, optional
        The cues that fire, sentence by sentence, where not all of the codebook's are to count.

    Returns
    -------
    list of CodingRow
        Sorted by start and end. `start` and `end` are the words that fired; they lie in one sentence.
    """
    text = plain(segments.text)
    context = Context(segments, text, mentions, voices)
    rows: list[CodingRow] = []
    hits = matcher_of(codebook).hits(text, segments.counted_sentences) if hits is None else hits
    for number, found in groupby(hits, key=attrgetter("sentence")):
        sentence = segments.sentences[number]
        settled = _settle(context, sentence, _once(found), codebook)
        rows.extend(_propositions(context, sentence, settled, codebook))
    return sorted(rows, key=lambda row: row[:3])


def _once(hits: Iterable[Hit]) -> Iterable[Hit]:
    return {(hit.start, hit.end, hit.cue.cue): hit for hit in hits}.values()


def _parties(context: Context, hit: Hit, sentence: SentenceRow, codebook: Codebook) -> list[Party]:
    frame = codebook[hit.cue.frame]
    return parties_of(context, hit, sentence, frame) if frame.argument else NOBODY


def _settle(context: Context, sentence: SentenceRow, found: Iterable[Hit], codebook: Codebook) -> list[Hit]:
    """Apply the overlap rule to the hits of one sentence."""
    kept: dict[str, list[tuple[int, int, Hit]]] = {}
    for hit in sorted(found, key=_rank):
        others = kept.setdefault(hit.cue.frame, [])
        place = bisect_left(others, (hit.start,))
        if any(o[0] < hit.end and hit.start < o[1] for o in others[max(0, place - 1) : place + 1]):
            continue
        if not hit.cue.pattern.required or _parties(context, hit, sentence, codebook) != NOBODY:
            others.insert(place, (hit.start, hit.end, hit))
    return [
        hit
        for frame, hits in kept.items()
        for _, _, hit in hits
        if not any(_is_covered(hit, kept.get(other, [])) for other in codebook[frame].yields_to)
    ]


def _rank(hit: Hit) -> tuple[bool, int, bool, str]:
    """A cue that must name its argument first, then the longest, then one that may name it."""
    return not hit.cue.pattern.required, hit.start - hit.end, hit.cue.pattern.slot is None, hit.cue.cue


def _is_covered(hit: Hit, others: Sequence[tuple[int, int, Hit]]) -> bool:
    place = bisect_left(others, (hit.start + 1,)) - 1
    return place >= 0 and hit.end <= others[place][1]


def _propositions(context: Context, sentence: SentenceRow, found: Iterable[Hit], codebook: Codebook) -> list[CodingRow]:
    """Rows of one sentence, each proposition once."""
    rows: dict[tuple[str, str | None, str | None, str], CodingRow] = {}
    for hit in sorted(found, key=attrgetter("start")):
        polarity = polarity_of(context, hit, sentence, codebook[hit.cue.frame].polarity)
        voice = context.voice_name(hit.start)
        for actor, side in _parties(context, hit, sentence, codebook):
            row = CodingRow(
                hit.start, hit.end, hit.cue.frame, actor, side, polarity, voice, hit.cue.cue, sentence.sentence
            )
            rows.setdefault((hit.cue.frame, actor, side, polarity), row)
    named = {(row.frame, row.polarity) for row in rows.values() if row.actor is not None}
    return [row for row in rows.values() if row.actor is not None or (row.frame, row.polarity) not in named]
