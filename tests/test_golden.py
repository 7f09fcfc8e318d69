"""Golden tables of the seeds: a change of what is found is read as a diff before it lands.

To write them anew after a change that is meant: `python tests/test_golden.py`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import negresearch as nr
from negresearch.count.outcomes import Outcomes
from negresearch.read.by_hand import HandCoding, Measured
from negresearch.read.corpus import read_corpus
from negresearch.show.extract import write_table

PROJECT = Path(__file__).resolve().parents[1]
GOLDEN = PROJECT / "tests" / "golden"
#: How the codebook does on the hand-coded sentences that it ships with.
GOLD = PROJECT / "negresearch" / "codebooks" / "peace-talks.gold"
#: And how far its two coders agree.
SHIPPED = ["measured.csv", "agreement.csv"]
TABLES = [
    "documents",
    "regions",
    "sentences",
    "voices",
    "mentions",
    "quotes",
    "dates",
    "codings",
    "events",
    "claims",
    "naming",
]


def _measured(
    codings: pd.DataFrame, held_out: pd.DataFrame, by_hand: HandCoding, codebook: nr.Codebook
) -> pd.DataFrame:
    """Count right, extra and missed by text and frame, to be shipped with a codebook (see `Measured`)."""
    measured = []
    for doc_id in by_hand.texts:
        mine = replace(by_hand, units=tuple(unit for unit in by_hand.units if unit.doc_id == doc_id))
        full, held = Outcomes.of(codings, mine), Outcomes.of(held_out, mine)
        frames = [frame.frame for frame in codebook.frames if frame.frame in mine.frames]
        measured += [(doc_id, frame, *full.counts(frame), *held.counts(frame)[:3]) for frame in frames]
    table = pd.DataFrame(measured, columns=list(Measured._fields)).assign(codebook=codebook.sha256)
    return table.astype(dict.fromkeys(Measured._fields[2:], "int64"))


def _write(folder: Path, gold: Path) -> None:
    corpus, codebook = read_corpus(PROJECT / "seeds"), nr.read_codebook("peace-talks")
    found = nr.scan(corpus, TABLES, codebook=codebook)
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in found.items():
        write_table(table, folder / f"{name}.csv")
    by_hand = nr.read_by_hand(codebook)
    held_out = nr.find_held_out(corpus, codebook, by_hand)
    write_table(_measured(found["codings"], held_out, by_hand, codebook), gold / "measured.csv")
    write_table(nr.agreement(by_hand), gold / "agreement.csv")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables as they are found now."""
    folder = tmp_path_factory.mktemp("golden")
    _write(folder, folder)
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_the_seeds_give_the_golden_table(written: Path, table: str) -> None:
    """Every row of the seeds is the row that was committed."""
    expected = (GOLDEN / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    assert (written / f"{table}.csv").read_text(encoding="utf-8").splitlines() == expected


@pytest.mark.parametrize("file", SHIPPED)
def test_what_is_shipped_of_the_codebook_is_what_is_measured(written: Path, file: str) -> None:
    """Precision, recall and agreement that are quoted are those of this codebook, program and coding by hand."""
    expected = (GOLD / file).read_text(encoding="utf-8").splitlines()
    assert (written / file).read_text(encoding="utf-8").splitlines() == expected


if __name__ == "__main__":
    _write(GOLDEN, GOLD)
