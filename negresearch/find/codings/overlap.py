"""The overlap rule: which of the matches of one sentence stand.

Within a frame the heaviest of overlapping matches stands, of equals the longest, of equals one that may name its
argument. Across frames matches may overlap, except that a frame which yields to another (`yields_to`) gives way to a
match of it that covers its own: "not ready for talks" is a refusal, not readiness.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from negresearch.find.codings.arguments import parties_of
from negresearch.find.codings.context import Context
from negresearch.find.codings.parties import NOBODY
from negresearch.find.matching import Hit
from negresearch.read.codebook import Codebook


def settle(context: Context, found: list[Hit], codebook: Codebook) -> list[Hit]:
    """Apply the overlap rule to the hits of one sentence."""
    if len(found) == 1 and not found[0].cue.pattern.required:
        return found
    kept: dict[str, list[tuple[int, int, Hit]]] = {}
    once = {(hit.start, hit.end, hit.cue.cue): hit for hit in found}
    for hit in sorted(once.values(), key=_rank):
        others = kept.setdefault(hit.cue.frame, [])
        place = bisect_left(others, (hit.start,))
        if any(o[0] < hit.end and hit.start < o[1] for o in others[max(0, place - 1) : place + 1]):
            continue
        if not hit.cue.pattern.required or parties_of(context, hit, codebook[hit.cue.frame]) != NOBODY:
            others.insert(place, (hit.start, hit.end, hit))
    return [
        hit
        for frame, hits in kept.items()
        for _, _, hit in hits
        if not any(_is_covered(hit, kept.get(other, [])) for other in codebook[frame].yields_to)
    ]


def _rank(hit: Hit) -> tuple[bool, float, int, bool, str]:
    """A cue that must name its argument first, then the heaviest, the longest, one that may name its argument."""
    pattern = hit.cue.pattern
    return not pattern.required, -pattern.weight, hit.start - hit.end, pattern.slot is None, hit.cue.cue


def _is_covered(hit: Hit, others: Sequence[tuple[int, int, Hit]]) -> bool:
    place = bisect_left(others, (hit.start + 1,)) - 1
    return place >= 0 and hit.end <= others[place][1]
