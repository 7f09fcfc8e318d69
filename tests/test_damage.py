"""Damage stays local: one quotation mark less changes rows of its own paragraph only.

What the date auditor says (`suspect`, `meant`) is left out: it compares paragraphs, so both are heard.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

import negresearch as nr
from negresearch.find.segments import Segments
from negresearch.read.corpus import Corpus, Document

TABLES = ["regions", "sentences", "mentions", "quotes", "voices", "dates", "codings", "naming", "events", "claims"]
CODEBOOK = nr.read_codebook("peace-talks")


def _outside(document: Document, text: str, first: int, last: int, shift_from: int, shift: int) -> Counter[Any]:
    """Rows that lie outside [first, last), in the offsets of the whole text."""
    found = nr.scan([Document(document.doc_id, text, "0")], TABLES, codebook=CODEBOOK)
    kept: Counter[Any] = Counter()
    for table, rows in found.items():
        offsets = {"start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end"} & set(rows.columns)
        for row in rows.drop(columns=[c for c in ("sentence", "paragraph") if c in rows]).to_dict("records"):
            moved = {
                c: row[c] + shift * (row[c] >= shift_from + c.endswith("end")) for c in offsets if not pd.isna(row[c])
            }
            if moved["start"] >= last or moved["end"] <= first:
                told = {c: str(v) for c, v in row.items() if c not in ("suspect", "meant")}
                kept[(table, *sorted({**told, **moved}.items(), key=str))] += 1
    return kept


def _check_marks(document: Document, every: int) -> None:
    text = document.text
    marks = [m.start() for m in re.finditer(r"[“”„«»\"]", text)]
    assert marks
    for mark in marks[::every]:
        begins = [start for start, _ in Segments(document).paragraphs] + [len(text)]
        first, last = next((a, b) for a, b in pairwise(begins) if a <= mark < b)
        whole = _outside(document, text, first, last, len(text), 0)
        damaged = _outside(document, text[:mark] + text[mark + 1 :], first, last, mark, 1)
        assert whole == damaged, f"{document.doc_id}:{mark}: {(whole - damaged) + (damaged - whole)}"


@pytest.mark.parametrize("number", range(5))
def test_a_sample_of_marks(seeds: Corpus, number: int) -> None:
    """Every eleventh mark of each seed, in every table of findings."""
    _check_marks(list(seeds)[number], 11)


@pytest.mark.soak
@pytest.mark.parametrize("number", range(5))
def test_every_mark(seeds: Corpus, number: int) -> None:
    """Every mark of each seed."""
    _check_marks(list(seeds)[number], 1)
