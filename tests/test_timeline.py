"""Timelines: dates in, marks on lanes out."""

from __future__ import annotations

import pandas as pd
import pytest

from negresearch.count.timeline import build_timeline
from negresearch.errors import TableError
from negresearch.tables import TABLES, DateRow, DocumentRow


def document(published: str | None, outlet: str | None) -> DocumentRow:
    """A document of which only outlet and publication are known."""
    how = "manifest" if published else "unknown"
    unknown = (None, None, None, None)
    return DocumentRow(None, outlet, *unknown, None, published, published, how, None, "5f", 9, 9, None)  # type: ignore[arg-type]


def date_row(start: int, value: str, day: str | None, anchor: str, suspect: str | None = None) -> DateRow:
    """A date at a place, of one day or none."""
    grain = "day" if day else None
    row = (start, start + 4, "DATE", value, day, day, grain, None, "rule", anchor, None, suspect, None)
    return DateRow(*row)  # type: ignore[arg-type]


@pytest.fixture
def documents() -> pd.DataFrame:
    """Three documents: one undated, two of one outlet."""
    rows = {"a": document(None, None), "b": document("2024-05-15T08:09", "RT"), "c": document("2022-12-25", "RT")}
    return TABLES["documents"].frame((doc_id, [row]) for doc_id, row in rows.items())


@pytest.fixture
def dates() -> pd.DataFrame:
    """A stated, an inferred and a suspect day, and a length, in two of the documents."""
    rows = {
        "a": [date_row(0, "2022-03-01", "2022-03-01", "none")],
        "b": [
            date_row(10, "2024-05-10", "2024-05-10", "document"),
            date_row(20, "2022-12-17", "2022-12-17", "none", "contradicts"),
            date_row(30, "P2M", None, "none"),
        ],
    }
    return TABLES["dates"].frame(rows.items())


def test_every_document_has_its_lane_and_its_publication(dates: pd.DataFrame, documents: pd.DataFrame) -> None:
    """Lanes stand by publication, undated ones last; none is missing, with dates or without."""
    timeline = build_timeline(dates, documents)
    assert list(timeline.lanes["lane"]) == ["c", "b", "a"]
    assert timeline.undated == ("a",)
    assert list(timeline.published["first"].fillna("?")) == ["?", "2024-05-15", "2022-12-25"]


def test_the_end_of_a_month_comes_after_its_beginning(dates: pd.DataFrame, documents: pd.DataFrame) -> None:
    """Of a period whose beginning or end is meant a third is drawn: the end never stands before the beginning."""
    ends = dates.assign(first="2022-03-01", last="2022-03-31", mod=["START", "END", "START", None])
    table = build_timeline(ends[1:], documents).table
    assert table["mod"].fillna("").tolist() == ["START", "", "END"]
    assert table.set_index("mod")["first"]["END"] == "2022-03-21"
    assert table.set_index("mod")["last"]["START"] == "2022-03-11"


def test_each_count_opens_to_its_marks(dates: pd.DataFrame, documents: pd.DataFrame) -> None:
    """For every lane and status, the number counted is the number of passages given."""
    timeline = build_timeline(dates, documents)
    for lane in timeline.lanes.to_dict("records"):
        marks = timeline.table[timeline.table["lane"] == lane["lane"]]
        assert len(marks) == lane["marks"]
        for status in ("stated", "inferred", "suspect"):
            assert (marks["status"] == status).sum() == lane[status]
    assert timeline.lanes["marks"].sum() + timeline.lanes["elsewhere"].sum() == len(dates)


def test_status_says_how_a_value_is_known(dates: pd.DataFrame, documents: pd.DataFrame) -> None:
    """A date that the words give is stated, one filled in is inferred, a doubted one is suspect."""
    table = build_timeline(dates, documents).table
    known = dict(zip(table["cite"], table["status"], strict=True))
    assert known == {"a:0-4": "stated", "b:10-14": "inferred", "b:20-24": "suspect"}


def test_outlets_can_be_lanes(dates: pd.DataFrame, documents: pd.DataFrame) -> None:
    """Documents of one outlet share a lane; those without an outlet share one that says so."""
    timeline = build_timeline(dates, documents, lanes="outlet")
    assert timeline.lanes[["lane", "documents", "marks"]].values.tolist() == [["RT", 2, 2], ["outlet unknown", 1, 1]]


def test_the_order_of_rows_changes_nothing(dates: pd.DataFrame, documents: pd.DataFrame) -> None:
    """Rows in another order give the same timeline."""
    there, back = build_timeline(dates, documents), build_timeline(dates.iloc[::-1], documents.iloc[::-1])
    pd.testing.assert_frame_equal(there.table, back.table)
    pd.testing.assert_frame_equal(there.lanes, back.lanes)


def test_empty_tables_give_an_empty_timeline(dates: pd.DataFrame, documents: pd.DataFrame) -> None:
    """Without dates all lanes are empty; without documents there are none."""
    assert list(build_timeline(dates.iloc[:0], documents).lanes["marks"]) == [0, 0, 0]
    assert len(build_timeline(dates.iloc[:0], documents.iloc[:0]).lanes) == 0


def test_wrong_input_is_named(dates: pd.DataFrame, documents: pd.DataFrame) -> None:
    """A date of an unknown document, an unknown kind of lane is refused with its name."""
    with pytest.raises(TableError, match="b has dates but no row in documents"):
        build_timeline(dates, documents[documents["doc_id"] == "a"])
    with pytest.raises(TableError, match="did you mean 'outlet'"):
        build_timeline(dates, documents, lanes="outlets")  # type: ignore[arg-type]
