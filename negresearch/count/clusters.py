"""What coded texts say of other texts: sentences of one text are no independent witnesses.

How well cues do differs from text to text more than chance would have it. Numbers of sentences are therefore cut down
to as many independent ones as would tell as much: by the design effect 1 + (m - 1) r (Kish 1965), where m is the number
of sentences a text brings, and r how alike those of one text are. Of one frame there are too few to say; what texts are
taken to share over frames is how much they differ in log odds, v, and r = p (1 - p) v: where nearly all is right there
is little room to differ. For there are few texts, numbers are also cut by the square of Student's t against the normal
distribution (Korn & Graubard 1998, Survey Methodology 24, 193-201), with as many degrees of freedom as texts of equal
size would tell as much, less one, over the part of the variance that lies between texts (after Satterthwaite 1946).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from negresearch.count.agreement import ALL_FRAMES
from negresearch.count.outcomes import SHARES, Counts, Share
from negresearch.count.proportions import Estimate, Z, wilson_interval

#: So many of so many, in each text.
Parts = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Clusters:
    """Counts of each frame, text by text, the texts in one order."""

    parts: Mapping[str, Sequence[Counts]]

    def counts(self, frame: str) -> Counts:
        """The sum over texts; of all frames too."""
        return _sum(self._of(frame))

    def estimate(self, what: Share, frame: str) -> Estimate:
        """How many of the finds are right, or of what is there are found, in texts such as these."""
        return wilson_interval(*self.effective(what, frame))

    def effective(self, what: Share, frame: str) -> tuple[float, float]:
        """So many of so many independent sentences would tell as much."""
        part = effective_part([counts.of(what) for counts in self._of(frame)], self._differ[what])
        n, of = self.counts(frame).of(what)
        return n * part, of * part

    def _of(self, frame: str) -> Sequence[Counts]:
        if frame != ALL_FRAMES:
            return self.parts[frame]
        return [_sum(texts) for texts in zip(*self.parts.values(), strict=True)]

    @cached_property
    def _differ(self) -> dict[Share, float]:
        texts = self.parts.values()
        return {what: difference([[counts.of(what) for counts in each] for each in texts]) for what in SHARES}


def _sum(counts: Sequence[Counts]) -> Counts:
    return Counts(*(float(sum(column)) for column in zip(*counts, strict=True)))


def difference(frames: Sequence[Parts]) -> float:
    """Estimate by how much texts differ in their log odds, as a variance, over frames: 0 where it may be chance.

    >>> difference([[(5, 10), (5, 10), (5, 10)]]), round(difference([[(8, 10), (2, 10), (7, 10), (3, 10)]]), 2)
    (0.0, 1.1)
    """
    beyond = possible = 0.0
    for texts in frames:
        parts = [(n, of) for n, of in texts if of > 0]
        share = sum(n for n, _ in parts) / max(sum(of for _, of in parts), 1)
        chance, many = share * (1 - share), len(parts)
        if many > 1 and chance > 0:
            beyond += sum(many / (many - 1) * (n - share * of) ** 2 - of * chance for n, of in parts)
            possible += sum(of * (of - 1) * chance**2 for _, of in parts)
    return max(beyond / possible, 0.0) if possible > 0 else 0.0


def effective_part(parts: Parts, differ: float) -> float:
    """Say which part of the sentences would tell as much if they were independent; nothing is told by a single text.

    >>> round(effective_part([(5, 10)] * 5, 0.0), 2), round(effective_part([(5, 10)] * 5, 0.8), 2)
    (1.0, 0.23)
    """
    sizes = [of for _, of in parts if of > 0]
    if len(sizes) < 2:
        return 0.0
    total, squares = sum(sizes), sum(of * of for of in sizes)
    share = (sum(n for n, _ in parts) + 0.5) / (total + 1)  # not 0 nor 1: that none was met does not say there are none
    effect = 1 + max(squares / total - 1, 0) * min(share * (1 - share) * differ, 1)
    degrees = max(total * total / squares - 1, 1) / max(1 - 1 / effect, 1e-9)
    return (Z / _student(degrees)) ** 2 / effect


def _student(degrees: float) -> float:
    """The 97.5th percentile of Student's t, from that of the normal distribution (Abramowitz & Stegun 26.7.5)."""
    z, n = Z, degrees
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    )
