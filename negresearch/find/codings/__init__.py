"""Frame codings: which frames a sentence carries, who fills their slot, whether it is asserted, in whose voice.

A sentence carries a frame once per party and polarity, at the first words that say so; where a party is named, a
further match that names none adds no row. Where a codebook's unit is the article, `articles` says which frames it
carries, and each piece of evidence is a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter

from negresearch.find.codings.arguments import contrasted
from negresearch.find.codings.articles import articles_in
from negresearch.find.codings.context import Context
from negresearch.find.codings.overlap import hit_parties, settle
from negresearch.find.codings.parties import Party
from negresearch.find.codings.polarity import polarity_of
from negresearch.find.matching import Hit, matcher_of, plain
from negresearch.find.segments import Segments
from negresearch.read.codebook import Codebook
from negresearch.tables import CodingRow, MentionRow, Polarity, SentenceRow, VoiceRow


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
    by_sentence: dict[int, list[Hit]] = {}
    for hit in matcher_of(codebook).hits(text, segments.counted_sentences) if hits is None else hits:
        by_sentence.setdefault(hit.sentence, []).append(hit)
    sentences = ((segments.sentences[number], found) for number, found in by_sentence.items())
    settled = ((sentence, settle(context, sentence, found, codebook)) for sentence, found in sentences)
    if codebook.scoring is not None:
        rows = articles_in(context, [hit for _, kept in settled for hit in kept], codebook, codebook.scoring)
    else:
        rows = [row for sentence, kept in settled for row in _propositions(context, sentence, kept, codebook)]
    return sorted(rows, key=itemgetter(0, 1, 2))


def _propositions(context: Context, sentence: SentenceRow, found: Iterable[Hit], codebook: Codebook) -> list[CodingRow]:
    """Rows of one sentence, each proposition once."""
    rows: dict[tuple[str, str | None, str | None, str], CodingRow] = {}
    for hit in sorted(found, key=attrgetter("start")):
        voice = context.voice_name(hit.start)
        for (actor, side), polarity in _told(context, hit, sentence, codebook):
            row = CodingRow(
                hit.start, hit.end, hit.cue.frame, actor, side, polarity, voice, hit.cue.cue, sentence.sentence
            )
            rows.setdefault((hit.cue.frame, actor, side, polarity), row)
    named = {(row.frame, row.polarity) for row in rows.values() if row.actor is not None}
    return [row for row in rows.values() if row.actor is not None or (row.frame, row.polarity) not in named]


def _told(context: Context, hit: Hit, sentence: SentenceRow, codebook: Codebook) -> list[tuple[Party, Polarity]]:
    """Whom a hit tells of, and whether they do it: "it is not X who refuses, but Y", "X, unlike Y," tell of two."""
    polarity = polarity_of(context, hit, sentence, codebook[hit.cue.frame].polarity)
    parties = hit_parties(context, hit, sentence, codebook)
    if polarity == "denied" and codebook[hit.cue.frame].argument:
        those, others = contrasted(context, hit, sentence, parties)
        return [(party, "denied") for party in those] + [(party, "asserted") for party in others]
    return [(party, polarity) for party in parties]
