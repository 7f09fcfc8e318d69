"""Which frames coders and program gave to which sentences, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.joins import add_voice_kind, placed_in
from negresearch.count.proportions import Cell
from negresearch.read.by_hand import HandCoding, Unit

#: The columns of outcomes.
ROWS = {"doc_id": "str", "start": "int64", "end": "int64", "frame": "str", "outcome": "str", "voice_kind": "str"}
Floats = npt.NDArray[np.float64]


class Counts(NamedTuple):
    """Sentences in which both, only the program, only the coder, and neither found a frame."""

    right: float
    extra: float
    missed: float
    neither: float


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
        column = {frame: j for j, frame in enumerate(by_hand.frames)}
        shape = (len(by_hand.units), len(column))
        truth, found = np.zeros(shape), np.zeros(shape, dtype=bool)
        for i, unit in enumerate(by_hand.units):
            for frame in set().union(*unit.counted) & column.keys():
                truth[i, column[frame]] = sum(frame in codes for codes in unit.counted) / len(unit.counted)
        placed = placed_in_units(codings[codings["frame"].isin(column)], by_hand).drop_duplicates(["unit", "frame"])
        places = placed["unit"].to_numpy(), placed["frame"].map(column).to_numpy(dtype=np.int64)
        found[places] = True
        placed = placed.assign(outcome=np.where(truth[places] > 0, "right", "extra"))
        missed = [
            (unit.doc_id, unit.start, unit.end, by_hand.frames[j], "missed", _voice_kind(unit, by_hand.frames[j]))
            for i, unit in enumerate(by_hand.units)
            for j in np.flatnonzero((truth[i] > 0) & ~found[i])
        ]
        columns = list(ROWS)
        rows = pd.concat([add_voice_kind(placed)[columns], pd.DataFrame(missed, columns=columns)], ignore_index=True)
        rows = rows.astype(ROWS)
        rows = rows.sort_values(columns[:3], kind="stable", ignore_index=True)
        number = {doc_id: i for i, doc_id in enumerate(by_hand.texts)}
        document = np.array([number.get(unit.doc_id, -1) for unit in by_hand.units], dtype=np.int64)
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
        sizes = (found, sentences * truth.shape[1] - found)
        first, rest = (Cell.of(n, truth[h], weight[h]) for n, h in zip(sizes, (hit, ~hit), strict=True))
        return first, rest

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
    texts = {ids[doc_id]: sha256 for doc_id, sha256 in by_hand.texts.items() if doc_id in ids}
    kept = tuple(frame for frame in frames if frame in by_hand.frames)
    return replace(by_hand, units=tuple(sorted(units, key=lambda unit: unit[:3])), texts=texts, frames=kept)


def placed_in_units(codings: pd.DataFrame, by_hand: HandCoding) -> pd.DataFrame:
    """The codings that stand in units, by their first character, with the number of the unit."""
    places = [(unit.doc_id, unit.start, unit.end, i) for i, unit in enumerate(by_hand.units)]
    units = pd.DataFrame(places, columns=["doc_id", "start", "end", "unit"])
    units = units.astype({"doc_id": "str", "start": "int64", "end": "int64", "unit": "int64"})
    return placed_in(codings, units).astype({"unit": "int64"})


def _weights(by_hand: HandCoding) -> Floats:
    strata = pd.Series([unit.stratum for unit in by_hand.units], dtype="str")
    if not by_hand.strata:
        return np.ones(len(strata))
    sizes = strata.map(dict(by_hand.strata)).to_numpy(dtype=float)
    weights: Floats = sizes / strata.map(strata.value_counts()).to_numpy(dtype=float)
    return weights
