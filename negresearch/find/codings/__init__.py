"""Frame codings: which frames a sentence carries, who fills their slot, whether it is asserted, in whose voice.

A sentence carries a frame once per party and polarity, at the first words that say so; where a party is named, a
further match that names none adds no row. Where a codebook's unit is the article, `articles` says which frames it
carries, and each piece of evidence is a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter, itemgetter

from negresearch.find.codings.arguments import contrasted, parties_of
from negresearch.find.codings.articles import articles_in
from negresearch.find.codings.context import Context
from negresearch.find.codings.overlap import settle
from negresearch.find.codings.parties import Party
from negresearch.find.codings.polarity import polarity_of
from negresearch.find.matching import Hit, matcher_of, plain
from negresearch.find.segments import Segments
from negresearch.read.codebook import Codebook
from negresearch.tables import CodingRow, MentionRow, VoiceRow


def codings_in(
    segments: Segments,
    mentions: Sequence[MentionRow],
    voices: Sequence[VoiceRow],
    *,
    codebook: Codebook,
    hits: Iterable[Hit] | None = None,
) -> list[CodingRow]:
    """Code one document by a codebook; `hits` are the cues that fire, where not all of the codebook's are to count.

    `start` and `end` of a row are the words that fired; they lie in one sentence.
    """
    text = plain(segments.text)
    context = Context(segments, text, mentions, voices)
    found = matcher_of(codebook).hits(text, segments.counted_sentences) if hits is None else hits
    settled = [settle(context, list(same), codebook) for _, same in groupby(found, key=attrgetter("sentence"))]
    if codebook.scoring is not None:
        evidence = articles_in(context, [hit for kept in settled for hit in kept], codebook, codebook.scoring)
        rows = [row for hit in evidence for row in _told(context, hit, codebook)]
    else:
        rows = [row for kept in settled for row in _propositions(context, kept, codebook)]
    return sorted(rows, key=itemgetter(0, 1, 2))


def _propositions(context: Context, found: Iterable[Hit], codebook: Codebook) -> list[CodingRow]:
    """Rows of one sentence, each proposition once."""
    rows: dict[tuple[str | None, ...], CodingRow] = {}
    for hit in sorted(found, key=attrgetter("start")):
        for row in _told(context, hit, codebook):
            rows.setdefault((row.frame, row.actor, row.side, row.polarity), row)
    named = {(row.frame, row.polarity) for row in rows.values() if row.actor is not None}
    return [row for row in rows.values() if row.actor is not None or (row.frame, row.polarity) not in named]


def _told(context: Context, hit: Hit, codebook: Codebook) -> Iterator[CodingRow]:
    """Whom a hit tells of, and whether they do it: "it is not X who refuses, but Y", "X, unlike Y," tell of two."""
    frame, voice = codebook[hit.cue.frame], context.voice_name(hit.start)
    polarity, parties = polarity_of(context, hit, frame), parties_of(context, hit, frame)
    others: list[Party] = []
    if polarity == "denied" and frame.argument:
        parties, others = contrasted(context, hit, parties)
    told = [(party, polarity) for party in parties] + [(party, "asserted") for party in others]
    for (actor, side), said in told:
        yield CodingRow(hit.start, hit.end, frame.frame, actor, side, said, voice, hit.cue.cue, hit.sentence)
