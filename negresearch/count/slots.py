"""How right sides, actors and polarities are, where coder and program find the same frame."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pandas as pd

from negresearch.count.outcomes import placed_in_units
from negresearch.count.proportions import wilson_interval
from negresearch.count.wording import of_hundred
from negresearch.read.by_hand import HandCoding


class Named(NamedTuple):
    """Names that both gave, that only the program did, that only the coder did."""

    right: int
    extra: int
    missed: int


class Slots(NamedTuple):
    """Sides, actors and polarities of the frames that both found.

    Sides and actors are compared as sets, sentence by sentence and frame by frame, by their last word, for a coder
    writes surnames. By polarity: propositions to which both gave it (`kept`), and the coder did (`there`).
    """

    side: Named
    actor: Named
    kept: Counter[str]
    there: Counter[str]

    def told(self) -> str:
        """Say it to somebody who knows no statistics."""
        told = [
            f"of 100 {what} that the program names, the coder names {right} too, and of 100 that the coder names, the "
            f"program names {found}"
            for what, n in (("sides", self.side), ("actors, persons among them,", self.actor))
            for right, found in [[of_hundred(wilson_interval(n.right, n.right + off)) for off in n[1:]]]
            if sum(n)
        ]
        most = sorted(self.there.items(), key=lambda each: (-each[1], each[0]))
        told += [f"{self.kept[p]:,} of {n:,} {p} are found so" for p, n in most]
        return f"Where both find the same frame: {'; '.join(told)}."


def slots_of(codings: pd.DataFrame, by_hand: HandCoding) -> Slots | None:
    """Compare sides, actors and polarities with the coder's; nothing where the coder gave none."""
    placed = placed_in_units(codings, by_hand)[["unit", "frame", "side", "actor", "polarity"]]
    found: dict[tuple[int, str], list[tuple[str | None, ...]]] = {}
    for unit, frame, *slots in placed.itertuples(index=False, name=None):
        found.setdefault((unit, frame), []).append(tuple(s if isinstance(s, str) else None for s in slots))
    named = {"side": Counter[str](), "actor": Counter[str](), "kept": Counter[str](), "there": Counter[str]()}
    for i, unit in enumerate(by_hand.units):
        for frame in {each.frame for each in unit.stated if (i, each.frame) in found}:
            stated = [each[1:4] for each in unit.stated if each.frame == frame]
            given, rows = ([set(column) - {None} for column in zip(*r, strict=True)] for r in (stated, found[i, frame]))
            for j, what in enumerate(("side", "actor")):
                if not given[j]:  # not coded; where nobody is stated, that is ""
                    continue
                by_coder, by_program = ({str(name).split()[-1] for name in part[j] if name} for part in (given, rows))
                parts = (by_coder & by_program, by_program - by_coder, by_coder - by_program)
                named[what].update(dict(zip(Named._fields, map(len, parts), strict=True)))
            named["there"].update(map(str, given[2]))
            named["kept"].update(map(str, given[2] & rows[2]))
    side, actor = (Named(*(named[what][field] for field in Named._fields)) for what in ("side", "actor"))
    return Slots(side, actor, named["kept"], named["there"]) if any(named.values()) else None
