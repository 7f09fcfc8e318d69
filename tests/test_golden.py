"""Golden tables of the seeds: a change of what is found is read as a diff before it lands.

To write them anew after a change that is meant: `python tests/test_golden.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import negresearch as nr
from negresearch.read.corpus import read_corpus
from negresearch.show.extract import write_table

PROJECT = Path(__file__).resolve().parents[1]
GOLDEN = PROJECT / "tests" / "golden"
TABLES = ["documents", "regions", "sentences", "voices", "mentions", "quotes", "dates", "codings"]


def _write(folder: Path) -> None:
    found = nr.scan(read_corpus(PROJECT / "seeds"), TABLES, codebook=nr.read_codebook("peace-talks"))
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in found.items():
        write_table(table, folder / f"{name}.csv")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables as they are found now."""
    folder = tmp_path_factory.mktemp("golden")
    _write(folder)
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_the_seeds_give_the_golden_table(written: Path, table: str) -> None:
    """Every row of the seeds is the row that was committed."""
    expected = (GOLDEN / f"{table}.csv").read_text(encoding="utf-8").splitlines()
    assert (written / f"{table}.csv").read_text(encoding="utf-8").splitlines() == expected


if __name__ == "__main__":
    _write(GOLDEN)
