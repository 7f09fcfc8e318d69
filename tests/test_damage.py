"""Damage stays local: one quotation mark less changes rows of its own paragraph only, in every column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

import negresearch as nr
from negresearch.find.segments import Segments
from negresearch.read.corpus import Corpus, Document

TABLES = [
    "regions", "sentences", "mentions", "quotes", "voices", "publications", "dates", "codings", "naming", "events",
    "claims",
]  # fmt: skip
CODEBOOK = nr.read_codebook("peace-talks")


def _found(document: Document) -> dict[str, pd.DataFrame]:
    return nr.scan([document], TABLES, codebook=CODEBOOK)


def _outside(found: dict[str, pd.DataFrame], first: int, last: int, shift_from: int, shift: int) -> Counter[Any]:
    """Rows that lie outside [first, last), in the offsets of the whole text."""
    kept: Counter[Any] = Counter()
    for table, rows in found.items():
        offsets = {"start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end"} & set(rows.columns)
        for row in rows.drop(columns=[c for c in ("sentence", "paragraph") if c in rows]).to_dict("records"):
            moved = {
                c: row[c] + shift * (row[c] >= shift_from + c.endswith("end")) for c in offsets if not pd.isna(row[c])
            }
            if moved["start"] >= last or moved["end"] <= first:
                told = {column: str(value) for column, value in row.items()}
                kept[(table, *sorted({**told, **moved}.items(), key=str))] += 1
    return kept


def _check(document: Document, marks: Sequence[int]) -> None:
    text, whole = document.text, _found(document)
    begins = [start for start, _ in Segments(document).paragraphs] + [len(text)]
    for mark in marks:
        place = next((a, b) for a, b in pairwise(begins) if a <= mark < b)
        damaged = _found(replace(document, text=text[:mark] + text[mark + 1 :]))
        left, right = _outside(whole, *place, len(text), 0), _outside(damaged, *place, mark, 1)
        assert left == right, f"{document.doc_id}:{mark}: {(left - right) + (right - left)}"


def _marks(document: Document) -> list[int]:
    marks = [m.start() for m in re.finditer(r"[“”„«»\"]", document.text)]
    assert marks
    return marks


def _undated(document: Document) -> Document:
    return replace(document, published_first=None, published_last=None, published_how="unknown")


@pytest.mark.pages
@pytest.mark.parametrize("number", range(5))
def test_a_sample_of_marks(seeds: Corpus, number: int) -> None:
    """Every eleventh mark of each seed, in every table of findings."""
    document = list(seeds)[number]
    _check(document, _marks(document)[::11])


@pytest.mark.parametrize(
    ("number", "mark"),
    [
        (0, "” named the clarification"),  # ends a title before what places the text in time
        (0, "“They completely control"),  # opens a speech that goes on blaming where the paragraph before stopped
        (3, "«We are not afraid to talk to Russia"),  # a remark that is dated to another day further on
    ],
)
def test_a_mark_beside_what_reaches_further(seeds: Corpus, number: int, mark: str) -> None:
    """Marks beside what other paragraphs are read from, with a manifest and without."""
    document = list(seeds)[number]
    place = document.text.index(mark)
    _check(document, [place])
    _check(_undated(document), [place])


@pytest.mark.soak
@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("number", range(5))
def test_every_mark(seeds: Corpus, number: int, dated: bool) -> None:
    """Every mark of each seed, with what its manifest says of its publication and without."""
    document = list(seeds)[number]
    _check(document if dated else _undated(document), _marks(document))
