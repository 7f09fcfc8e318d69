"""What coded texts say of other texts: sentences of one text are no independent witnesses.

How well cues do differs from text to text more than chance would have it. Numbers of sentences are therefore cut down
to as many independent ones as would tell as much: by the design effect 1 + (m - 1) r (Kish 1965), where m is the number
of sentences a text brings, and r how alike those of one text are; and, for there are few texts, by the square of
Student's t against the normal distribution (Korn & Graubard 1998, Survey Methodology 24, 193-201).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from negresearch.count.agreement import ALL_FRAMES
from negresearch.count.outcomes import Counts
from negresearch.count.proportions import Estimate, Z, wilson_interval

#: So many of so many, in each text.
Parts = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Clusters:
    """Counts by frame, text by text.

    Attributes
    ----------
    parts : mapping of str to sequence of Counts
        For each frame those of each text, the texts in one order.
    """

    parts: Mapping[str, Sequence[Counts]]

    def counts(self, frame: str) -> Counts:
        """The sum over texts; of all frames too."""
        return _sum(self._of(frame))

    def precision(self, frame: str) -> Estimate:
        """How many of the finds are right, in texts such as these."""
        return self._estimate("precision", frame)

    def recall(self, frame: str) -> Estimate:
        """How many of what is there are found, in texts such as these."""
        return self._estimate("recall", frame)

    def effective(self, what: str, frame: str) -> tuple[float, float]:
        """So many of so many independent sentences would tell as much."""
        part = effective_part(_parts(what, self._of(frame)), self._alike[what])
        n, of = map(sum, zip(*_parts(what, self._of(frame)), strict=True))
        return n * part, of * part

    def _estimate(self, what: str, frame: str) -> Estimate:
        n, of = self.effective(what, frame)
        return wilson_interval(n, of)

    def _of(self, frame: str) -> Sequence[Counts]:
        if frame != ALL_FRAMES:
            return self.parts[frame]
        return [_sum(texts) for texts in zip(*self.parts.values(), strict=True)]

    @cached_property
    def _alike(self) -> dict[str, float]:
        """How alike the sentences of one text are, over all frames: of one frame there are too few to say."""
        return {what: likeness(_parts(what, self._of(ALL_FRAMES))) for what in _OF}


_OF: Mapping[str, tuple[Callable[[Counts], float], Callable[[Counts], float]]] = {
    "precision": (lambda c: c.right, lambda c: c.right + c.extra),
    "recall": (lambda c: c.right, lambda c: c.right + c.missed),
    "specificity": (lambda c: c.neither, lambda c: c.neither + c.extra),
}


def _parts(what: str, texts: Sequence[Counts]) -> Parts:
    n, of = _OF[what]
    return [(n(counts), of(counts)) for counts in texts]


def _sum(counts: Sequence[Counts]) -> Counts:
    return Counts(*(float(sum(column)) for column in zip(*counts, strict=True)))


def likeness(parts: Parts) -> float:
    """Estimate the intraclass correlation of a share: 0 where texts differ by chance alone, 1 if each is all or none.

    Examples
    --------
    >>> likeness([(5, 10), (5, 10), (5, 10)]), likeness([(10, 10), (0, 10), (10, 10), (0, 10)])
    (0.0, 1.0)
    """
    parts = [(n, of) for n, of in parts if of > 0]
    many, total = len(parts), sum(of for _, of in parts)
    share = sum(n for n, _ in parts) / total if total else 0.0
    chance, size = total * share * (1 - share), sum(of * of for _, of in parts) / max(total, 1)
    if many < 2 or chance <= 0 or size <= 1:
        return 0.0
    between = many / (many - 1) * sum((n - share * of) ** 2 for n, of in parts)
    return float(min(max((between / chance - 1) / (size - 1), 0.0), 1.0))


def effective_part(parts: Parts, alike: float) -> float:
    """Say which part of the sentences would tell as much if they were independent; nothing is told by a single text.

    Examples
    --------
    >>> round(effective_part([(5, 10)] * 5, 0.0), 2), round(effective_part([(5, 10)] * 5, 0.2), 2)
    (0.5, 0.18)
    """
    sizes = [of for _, of in parts if of > 0]
    if len(sizes) < 2:
        return 0.0
    size = sum(of * of for of in sizes) / sum(sizes)
    return (Z / _student(len(sizes) - 1)) ** 2 / (1 + max(size - 1, 0) * alike)


def _student(degrees: int) -> float:
    """The 97.5th percentile of Student's t, from that of the normal distribution (Abramowitz & Stegun 26.7.5)."""
    z, n = Z, degrees
    return (
        z
        + (z**3 + z) / (4 * n)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    )
