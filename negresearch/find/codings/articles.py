"""Which frames an article carries: the evidence of its sentences added up, by the rule of the codebook.

The rule stands in the codebook (`read.codebook.Scoring`), so that it can be read, argued with and changed. What is
denied, or stands in a sentence that holds a claim to be false, is no evidence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from negresearch.find.codings.context import Context
from negresearch.find.codings.polarity import polarity_of
from negresearch.find.matching import Hit, compiled
from negresearch.read.codebook import Codebook, Scoring


def articles_in(context: Context, hits: Sequence[Hit], codebook: Codebook, scoring: Scoring) -> list[Hit]:
    """The evidence of the frames that the article carries."""
    evidence = evidence_in(context, hits, codebook, scoring)
    titled = {hit.start for hit in evidence if context.segments.region_at(hit.start).kind == "title"}
    fired = ((hit.cue.frame, hit.cue.cue, hit.cue.pattern.weight, hit.start in titled) for hit in evidence)
    carried = carried_frames(scoring.scores(fired, context.segments.n_words), codebook, scoring)
    return [hit for hit in evidence if hit.cue.frame in carried]


def evidence_in(context: Context, hits: Sequence[Hit], codebook: Codebook, scoring: Scoring) -> list[Hit]:
    """The hits that count; none where the article is about something else, or checks claims."""
    sentences = context.segments.counted_sentences
    text, doubted = context.text, compiled(scoring.doubted)
    about = (m for s in sentences for m in compiled(scoring.about).finditer(text, s.start, s.end))
    if not hits or sum(1 for _ in about) < scoring.mentions:
        return []
    doubting = {s.sentence for s in sentences if doubted.search(text, s.start, s.end)}
    if len(doubting) > scoring.debunks * len(sentences):
        return []
    return [
        hit
        for hit in hits
        if hit.sentence not in doubting and polarity_of(context, hit, codebook[hit.cue.frame]) != "denied"
    ]


def carried_frames(scores: Mapping[str, float], codebook: Codebook, scoring: Scoring) -> list[str]:
    """The frames whose scores suffice, the strongest first."""
    strength = {frame: score / codebook[frame].threshold for frame, score in scores.items()}
    least = max(1, scoring.share * max(strength.values(), default=0))
    ranked = sorted(strength, key=lambda frame: (-strength[frame], frame))
    return [frame for frame in ranked if strength[frame] >= least][: scoring.most]
