"""Which frames coders and program gave to which sentences, side by side; and which sides, actors and polarities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.cells import Floats
from negresearch.count.joins import add_voice_kind, placed_in
from negresearch.count.proportions import Cell, wilson_interval
from negresearch.read.by_hand import HandCoding, Unit

#: The columns of outcomes.
ROWS = {"doc_id": "str", "start": "int64", "end": "int64", "frame": "str", "outcome": "str", "voice_kind": "str"}
Share = Literal["precision", "recall", "specificity"]
SHARES: tuple[Share, ...] = get_args(Share)


class Counts(NamedTuple):
    """Sentences in which both, only the program, only the coder, and neither found a frame."""

    right: float
    extra: float
    missed: float
    neither: float

    def of(self, what: Share) -> tuple[float, float]:
        """So many of so many."""
        n, wrong = {
            "precision": (self.right, self.extra),
            "recall": (self.right, self.missed),
            "specificity": (self.neither, self.extra),
        }[what]
        return n, n + wrong


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Units by frames: the part of a unit's coders who gave it a frame, and whether the program did.

    `weight` is how many sentences of the corpus a unit stands for, 1 where texts were coded whole; `document` the
    number of its text. `rows` has doc_id, start, end, frame, outcome (right, extra, missed), voice_kind (as the program
    has it; of what it missed as the coder has it, "" where he gave none): the words that fired, or a missed sentence.
    """

    frames: tuple[str, ...]
    truth: Floats
    found: npt.NDArray[np.bool_]
    weight: Floats
    document: npt.NDArray[np.int64]
    rows: pd.DataFrame

    @classmethod
    def of(cls, codings: pd.DataFrame, by_hand: HandCoding) -> Outcomes:
        """Place codings in units, by their first character."""
        units, column = by_hand.units, {frame: j for j, frame in enumerate(by_hand.frames)}
        truth, found = np.zeros((len(units), len(column))), np.zeros((len(units), len(column)), dtype=bool)
        for i, unit in enumerate(units):
            for frame in set().union(*unit.counted) & column.keys():
                truth[i, column[frame]] = sum(frame in codes for codes in unit.counted) / len(unit.counted)
        placed = _placed(codings[codings["frame"].isin(column)], by_hand).drop_duplicates(["unit", "frame"])
        places = placed["unit"].to_numpy(), placed["frame"].map(column).to_numpy(dtype=np.int64)
        found[places] = True
        placed = placed.assign(outcome=np.where(truth[places] > 0, "right", "extra"))
        missed = [
            (*units[i][:3], by_hand.frames[j], "missed", _voice_kind(units[i], by_hand.frames[j]))
            for i, j in np.argwhere((truth > 0) & ~found)
        ]
        columns = list(ROWS)
        rows = pd.concat([add_voice_kind(placed)[columns], pd.DataFrame(missed, columns=columns)], ignore_index=True)
        rows = rows.astype(ROWS).sort_values(columns[:3], kind="stable", ignore_index=True)
        number = {doc_id: i for i, doc_id in enumerate(by_hand.texts)}
        document = np.array([number.get(unit.doc_id, -1) for unit in units], dtype=np.int64)
        return cls(by_hand.frames, truth, found, _weights(by_hand), document, rows)

    def counts(self, frame: str | None = None) -> Counts:
        """Sum up one frame, or all."""
        truth, found = self._columns(frame)
        right, extra = truth[found].sum(), (1 - truth[found]).sum()
        missed = truth[~found].sum()
        return Counts(float(right), float(extra), float(missed), float(truth.size - right - extra - missed))

    def by_document(self) -> dict[str, list[Counts]]:
        """Sum up each frame text by text."""
        texts = [self.document == number for number in np.unique(self.document)]
        each = [replace(self, truth=self.truth[here], found=self.found[here]) for here in texts]
        return {frame: [one.counts(frame) for one in each] for frame in self.frames}

    def by_voice(self) -> dict[str, list[Counts]]:
        """Sum up all frames by who says them, text by text; what neither found is not counted."""
        known = self.rows[self.rows["voice_kind"] != ""]
        each = known.groupby(["voice_kind", "doc_id", "outcome"]).size()
        sums = each.unstack("outcome", fill_value=0).reindex(columns=["right", "extra", "missed"], fill_value=0)
        return {
            str(voice): [Counts(*map(float, (*line, 0))) for line in texts.to_numpy()]
            for voice, texts in sums.groupby(level="voice_kind")
        }

    def cells(self, found: int, sentences: int, frame: str | None = None) -> tuple[Cell, Cell]:
        """Of a sample: the sentences of the corpus in which a frame was found, and those in which it was not."""
        truth, hit = self._columns(frame)
        weight = np.broadcast_to(self.weight[:, None], truth.shape)
        rest = sentences * truth.shape[1] - found
        return Cell.of(found, truth[hit], weight[hit]), Cell.of(rest, truth[~hit], weight[~hit])

    def _columns(self, frame: str | None) -> tuple[Floats, npt.NDArray[np.bool_]]:
        chosen = slice(None) if frame is None else [self.frames.index(frame)]
        return self.truth[:, chosen], self.found[:, chosen]


def _voice_kind(unit: Unit, frame: str) -> str:
    voice = next((each.voice or "" for each in unit.stated if each.frame == frame), "")
    return voice if voice in ("", "narrator", "notice") else "speaker"


def here(by_hand: HandCoding, documents: pd.DataFrame, frames: Sequence[str]) -> HandCoding:
    """Keep the units whose texts are texts of this corpus, under the ids that they have here."""
    known = dict(zip(documents["sha256"], documents["doc_id"], strict=True))
    ids = {doc_id: known[sha256] for doc_id, sha256 in by_hand.texts.items() if sha256 in known}
    units = [unit._replace(doc_id=ids[unit.doc_id]) for unit in by_hand.units if unit.doc_id in ids]
    texts = {ids[doc_id]: by_hand.texts[doc_id] for doc_id in ids}
    kept = tuple(frame for frame in frames if frame in by_hand.frames)
    return replace(by_hand, units=tuple(sorted(units, key=lambda unit: unit[:3])), texts=texts, frames=kept)


def _placed(codings: pd.DataFrame, by_hand: HandCoding) -> pd.DataFrame:
    """The codings that stand in units, by their first character, with the number of the unit."""
    units = pd.DataFrame([unit[:3] for unit in by_hand.units], columns=["doc_id", "start", "end"])
    units = units.astype({"doc_id": "str", "start": "int64", "end": "int64"}).assign(unit=range(len(units)))
    return placed_in(codings, units).astype({"unit": "int64"})


def _weights(by_hand: HandCoding) -> Floats:
    strata = pd.Series([unit.stratum for unit in by_hand.units], dtype="str")
    if not by_hand.strata:
        return np.ones(len(strata))
    sizes = strata.map(dict(by_hand.strata)).to_numpy(dtype=float)
    weights: Floats = sizes / strata.map(strata.value_counts()).to_numpy(dtype=float)
    return weights


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
            for right, found in [[wilson_interval(n.right, n.right + off).of_hundred() for off in n[1:]]]
            if sum(n)
        ]
        most = sorted(self.there.items(), key=lambda each: (-each[1], each[0]))
        told += [f"{self.kept[p]:,} of {n:,} {p} are found so" for p, n in most]
        return f"Where both find the same frame: {'; '.join(told)}."


def slots_of(codings: pd.DataFrame, by_hand: HandCoding) -> Slots | None:
    """Compare sides, actors and polarities with the coder's; nothing where the coder gave none."""
    placed = _placed(codings, by_hand)[["unit", "frame", "side", "actor", "polarity"]].astype(object)
    found: dict[tuple[int, str], list[tuple[str | None, ...]]] = {}
    for unit, frame, *slots in placed.where(placed.notna(), None).itertuples(index=False, name=None):
        found.setdefault((unit, frame), []).append(tuple(slots))
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
