"""Tallies: every number is a count of rows, measured against the right words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from negresearch.count.tally import Tally, tally
from negresearch.errors import TableError

#: A tally takes milliseconds where a finder takes microseconds.
FEWER = settings(max_examples=settings().max_examples // 8)
DOCUMENTS = pd.DataFrame(
    {
        "doc_id": ["a", "b", "c", "bad"],
        "outlet": ["North", "North", None, "Gone"],
        "n_words": [100, 300, 50, 900],
        "problem": [None, None, None, "empty"],
    }
)
ROWS = pd.DataFrame(
    [
        ("a", 0, 3, "peace", "Putin", "narrator"),
        ("a", 0, 3, "peace", "Lavrov", "narrator"),
        ("a", 5, 9, "peace", None, "Putin"),
        ("b", 1, 4, "war", None, None),
        ("c", 2, 6, "war", "Zelensky", "narrator"),
    ],
    columns=["doc_id", "start", "end", "frame", "actor", "voice"],
)


def cells_of(counted: Tally) -> list[tuple[dict[str, Any], int]]:
    """Each cell of a tally with its count."""
    records = counted.table[[*counted.by, "n"]].astype(object).to_dict("records")
    return [({k: None if pd.isna(v) else v for k, v in r.items() if k != "n"}, r["n"]) for r in records]


@st.composite
def corpora(draw: st.DrawFn) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows in documents of random length, some without an outlet, some with a problem."""
    ids = [f"d{i}" for i in range(draw(st.integers(1, 6)))]
    outlet, problem = st.sampled_from(["x", "y", None]), st.sampled_from([None, None, None, "bad"])
    documents = pd.DataFrame(
        {
            "doc_id": ids,
            "outlet": pd.array([draw(outlet) for _ in ids], dtype="str"),
            "n_words": [draw(st.integers(0, 20)) for _ in ids],
            "problem": pd.array([draw(problem) for _ in ids], dtype="str"),
        }
    )
    row = st.tuples(
        st.sampled_from(ids), st.integers(0, 4), st.sampled_from(["p", "q", "r"]), st.sampled_from(["s", None])
    )
    rows = pd.DataFrame(draw(st.lists(row, max_size=25)), columns=["doc_id", "start", "frame", "voice"])
    rows.insert(2, "end", rows["start"] + 1)
    return rows.astype({"doc_id": "str", "start": "int64", "end": "int64", "frame": "str", "voice": "str"}), documents


BYS = st.sampled_from(
    [["frame"], ["doc_id", "frame"], ["outlet", "frame"], ["frame", "voice", "outlet"], ["voice"], ["outlet"]]
)


@FEWER
@given(corpora(), BYS)
def test_every_number_opens(corpus: tuple[pd.DataFrame, pd.DataFrame], by: list[str]) -> None:
    """The passages of each cell are as many as its count, and together they are all rows of readable documents."""
    rows, documents = corpus
    counted = tally(rows, by, documents)
    for cell, n in cells_of(counted):
        assert len(counted.passages(**cell)) == n
    readable = set(documents["doc_id"][documents["problem"].isna()])
    kept = rows[rows["doc_id"].isin(readable)]
    own = [column for column in by if column in rows.columns]
    assert counted.table["n"].sum() == len(kept.drop_duplicates(["doc_id", "start", "end", *own]))


@FEWER
@given(corpora(), BYS)
def test_ranges_are_those_of_brute_force(corpus: tuple[pd.DataFrame, pd.DataFrame], by: list[str]) -> None:
    """Range and rate equal what counting anew without each document of the group gives."""
    rows, documents = corpus
    counted = tally(rows, by, documents)
    further = [column for column in by if column == "doc_id" or column not in rows.columns]
    for (cell, n), (_, found) in zip(cells_of(counted), counted.table.iterrows(), strict=True):
        group = documents[documents["problem"].isna()]
        for column in further:
            group = group[group[column].isna() if cell[column] is None else group[column] == cell[column]]
        passages = counted.passages(**cell)
        words = int(group["n_words"].sum())
        assert (n, found["words"], found["documents"]) == (len(passages), words, len(group))
        assert found["n_documents"] == passages["doc_id"].nunique()
        assert found["rate"] == pytest.approx(1000 * n / words if words else np.nan, rel=1e-5, nan_ok=True)
        rates = [
            1000 * (passages["doc_id"] != out).sum() / (words - n_words)
            for out, n_words in zip(group["doc_id"], group["n_words"], strict=True)
            if words > n_words
        ]
        low, high = (min(rates), max(rates)) if rates and len(group) > 1 else (np.nan, np.nan)
        assert found["rate_low"] == pytest.approx(low, rel=1e-5, nan_ok=True)
        assert found["rate_high"] == pytest.approx(high, rel=1e-5, nan_ok=True)


@FEWER
@given(corpora())
def test_parts_sum_to_the_whole(corpus: tuple[pd.DataFrame, pd.DataFrame]) -> None:
    """Rates split by voice sum to the rate, as the words they are measured against are the same."""
    rows, documents = corpus
    rows = rows.drop_duplicates(["doc_id", "start", "end", "frame"])
    whole = tally(rows, ["frame"], documents).table
    parts = tally(rows, ["frame", "voice"], documents).table.groupby("frame")["rate"].sum(min_count=1)
    assert parts.to_numpy() == pytest.approx(whole["rate"].to_numpy(), rel=1e-4, nan_ok=True)


@FEWER
@given(corpora(), st.randoms())
def test_order_of_rows_and_documents_is_nothing(corpus: tuple[pd.DataFrame, pd.DataFrame], random: Any) -> None:
    """Shuffled rows and documents give the same table and the same passages."""
    rows, documents = corpus
    shuffled = [table.sample(frac=1, random_state=random.randrange(2**32)) for table in (rows, documents)]
    for by in (["frame"], ["outlet", "frame"], ["doc_id", "voice"]):
        one, other = tally(rows, by, documents), tally(shuffled[0], by, shuffled[1])
        pd.testing.assert_frame_equal(one.table, other.table)


@FEWER
@given(corpora(), BYS)
def test_without_zeros_only_they_are_missing(corpus: tuple[pd.DataFrame, pd.DataFrame], by: list[str]) -> None:
    """`zeros=False` leaves out the cells without a passage, and nothing else."""
    rows, documents = corpus
    whole, found = tally(rows, by, documents).table, tally(rows, by, documents, zeros=False).table
    expected = whole[whole["n"] > 0].reset_index(drop=True)
    pd.testing.assert_frame_equal(expected, found, check_dtype=False)


def test_a_passage_with_two_actors_is_one_passage() -> None:
    """Rows that differ in other columns alone are counted once; by actor each of them counts."""
    counted = tally(ROWS, ["frame"], DOCUMENTS)
    assert counted.table["n"].tolist() == [2, 2]
    assert tally(ROWS, ["actor"], DOCUMENTS).table["n"].tolist() == [1, 1, 1, 2]


def test_null_is_a_level_and_comes_last() -> None:
    """Documents without an outlet are a group, and rows without a voice a level."""
    by_outlet = tally(ROWS, ["outlet", "voice"], DOCUMENTS).table
    assert by_outlet["outlet"].isna().tolist() == [False] * 3 + [True] * 3
    assert by_outlet["voice"].isna().tolist() == [False, False, True] * 2


def test_a_document_with_a_problem_is_no_denominator() -> None:
    """Its words count nowhere, a group without another has no cell, and the tally says how many are left out."""
    counted = tally(ROWS, ["outlet"], DOCUMENTS)
    assert counted.table["outlet"].fillna("none").tolist() == ["North", "none"]
    assert "bad" not in set(tally(ROWS, ["doc_id", "frame"], DOCUMENTS).table["doc_id"])
    assert tally(ROWS, ["frame"], DOCUMENTS).table["words"].tolist() == [450, 450]
    assert repr(counted) == "<Tally of 5 rows by outlet: 2 cells, 3 documents, 1 left out>"


def test_levels_list_what_was_never_found() -> None:
    """A level without a row is a line with a zero, in the order given."""
    counted = tally(ROWS, ["frame"], DOCUMENTS, levels={"frame": ["war", "silence", "peace"]})
    assert counted.table[["frame", "n"]].to_numpy().tolist() == [["war", 2], ["silence", 0], ["peace", 2]]
    assert counted.passages(frame="silence").empty


def test_no_rows_at_all() -> None:
    """A codebook that finds nothing gives zeros, not nothing."""
    counted = tally(ROWS.head(0), ["outlet", "frame"], DOCUMENTS, levels={"frame": ["war"]})
    assert counted.table["n"].tolist() == [0, 0]


def test_the_cell_with_the_most() -> None:
    """The first of the cells with the highest count; in a tally of nothing, nothing."""
    assert tally(ROWS, ["actor"], DOCUMENTS).most["n"] == 2
    assert tally(ROWS, ["frame"], DOCUMENTS).most["frame"] == "peace"
    none = tally(ROWS.head(0), ["frame"], DOCUMENTS).most
    assert none["n"] == 0
    assert none[["frame", "rate"]].isna().all()


def test_sorting_keeps_every_cell() -> None:
    """The largest come first, equals stay as they were, and the passages are the same."""
    counted = tally(ROWS, ["actor"], DOCUMENTS)
    assert counted.sort().table["n"].tolist() == [2, 1, 1, 1]
    assert counted.sort().table["actor"].tolist()[1:] == ["Lavrov", "Putin", "Zelensky"]
    assert counted.sort().rows is counted.rows
    with pytest.raises(TableError, match="unknown column 'rat': did you mean 'rate'"):
        counted.sort("rat")


def test_part_of_a_cell_opens_too() -> None:
    """Passages may be asked for by fewer columns than the tally has."""
    assert len(tally(ROWS, ["doc_id", "frame"], DOCUMENTS).passages(frame="war")) == 2


@pytest.mark.parametrize(
    ("what", "message"),
    [
        (lambda: tally(ROWS, ["fame"], DOCUMENTS), "unknown column 'fame': did you mean 'frame'"),
        (lambda: tally(ROWS, [], DOCUMENTS), "at least one column"),
        (lambda: tally(ROWS.assign(doc_id="z"), ["frame"], DOCUMENTS), "document 'z'"),
        (lambda: tally(ROWS, ["frame"], DOCUMENTS.drop(columns="n_words")), "'n_words' is missing"),
        (lambda: tally(ROWS, ["frame"], DOCUMENTS, levels={"frame": ["war", "pea"]}), "unknown frame 'peace'"),
        (lambda: tally(ROWS, ["frame"], DOCUMENTS).passages(voice="Putin"), "unknown column 'voice'"),
        (lambda: tally(ROWS, ["frame"], DOCUMENTS).passages(frame="pace"), "did you mean 'peace'"),
    ],
)
def test_errors_say_what_to_do(what: Any, message: str) -> None:
    """Each error names the value and the way out."""
    with pytest.raises(TableError, match=message):
        what()


def test_too_many_cells_are_refused() -> None:
    """A product of levels that no table can hold is an error with a way out."""
    rows = pd.DataFrame({"doc_id": "a", "start": range(2000), "end": range(1, 2001)})
    rows = rows.assign(one=rows["start"].astype("str"), two=rows["start"].astype("str"))
    with pytest.raises(TableError, match="zeros=False"):
        tally(rows, ["one", "two"], DOCUMENTS)
    assert len(tally(rows, ["one", "two"], DOCUMENTS, zeros=False).table) == 2000
