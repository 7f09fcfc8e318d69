"""How right sides and polarities are, where coder and program find the same frame."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from negresearch.count.outcomes import placed_in_units
from negresearch.count.proportions import wilson_interval
from negresearch.count.wording import of_hundred
from negresearch.read.by_hand import HandCoding


@dataclass
class Slots:
    """Sides and polarities of the frames that both found.

    Attributes
    ----------
    right, extra, missed : int
        Sides that both named, that only the program did, that only the coder did.
    kept, there : collections.Counter
        By polarity: propositions to which both gave it, and all to which the coder gave it.
    """

    right: int = 0
    extra: int = 0
    missed: int = 0
    kept: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)

    def told(self) -> str:
        """Say it to somebody who knows no statistics."""
        precision = wilson_interval(self.right, self.right + self.extra)
        recall = wilson_interval(self.right, self.right + self.missed)
        polarities = ", ".join(f"{self.kept[p]:,} of {n:,} {p}" for p, n in self.there.most_common())
        return (
            "Where both find the same frame: of 100 sides that the program names, the coder names "
            f"{of_hundred(precision)} too, and of 100 that the coder names, the program names {of_hundred(recall)}. "
            f"Found as the coder has them are {polarities}."
        )


def slots_of(codings: pd.DataFrame, by_hand: HandCoding) -> Slots | None:
    """Compare sides and polarities with the coder's; nothing where the coder gave none.

    Sides are compared as sets, sentence by sentence and frame by frame.
    """
    slots = Slots()
    sides: dict[tuple[int, str], set[str]] = {}
    polarities: dict[tuple[int, str], set[str]] = {}
    placed = placed_in_units(codings, by_hand)[["unit", "frame", "side", "polarity"]]
    for unit_number, frame, side, polarity in placed.itertuples(index=False, name=None):
        sides.setdefault((unit_number, frame), set()).update({side} if isinstance(side, str) else ())
        polarities.setdefault((unit_number, frame), set()).add(polarity)
    for i, unit in enumerate(by_hand.units):
        for frame in {each.frame for each in unit.stated}:
            if (i, frame) in polarities:
                named = {each.side for each in unit.stated if each.frame == frame} - {None}
                slots.right += len(named & sides[i, frame])
                slots.extra += len(sides[i, frame] - named)
                slots.missed += len(named - sides[i, frame])
                given = {each.polarity for each in unit.stated if each.frame == frame}
                slots.there.update(given)
                slots.kept.update(given & polarities[i, frame])
    return slots if slots.there else None
