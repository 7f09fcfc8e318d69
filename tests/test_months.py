"""Rates by month of publication, and how far from publication the days lie that texts name."""

from __future__ import annotations

import pandas as pd
import pytest

from negresearch.count.months import DISTANCES, add_distance, add_month, tally_months
from negresearch.count.tally import tally
from negresearch.errors import TableError
from negresearch.show.figures import plot_distance, plot_months

N_DAYS = {1: "2024-01-05", 3: "2024-03-09", 7: "2024-07-01"}


def documents(days: list[str | None], words: int = 1000) -> pd.DataFrame:
    """Documents d0, d1, … published on these days; two days joined by "/" are an interval."""
    ends = [(day or "/").split("/") if "/" in (day or "/") else [day, day] for day in days]
    return pd.DataFrame({
        "doc_id": [f"d{i}" for i in range(len(days))],
        "n_words": words,
        "problem": pd.Series([None] * len(days), dtype="str"),
        "published_first": pd.Series([first or None for first, _ in ends], dtype="str"),
        "published_last": pd.Series([last or None for _, last in ends], dtype="str"),
    })  # fmt: skip


def rows(counts: dict[str, int], frame: str = "territory") -> pd.DataFrame:
    """So many rows of one frame in each document."""
    found = [(doc_id, 10 * i, 10 * i + 5, frame) for doc_id, n in counts.items() for i in range(n)]
    return pd.DataFrame(found, columns=["doc_id", "start", "end", "frame"])


def test_months_without_a_document_are_there() -> None:
    """From the first month to the last there is no gap; an empty month has no rate, a month of none has the rate 0."""
    months = tally_months(rows({"d0": 2}), documents(["2024-01-05", "2024-03-09", "2024-04-01/2024-04-30", None]))
    table = months.table.set_index("month")
    assert months.table["month"].tolist()[:4] == ["2024-01", "2024-02", "2024-03", "2024-04"]
    assert table["documents"].tolist() == [1, 0, 1, 1, 1]
    assert table["rate"].fillna(-1).tolist() == [2.0, -1.0, 0.0, 0.0, 0.0]
    assert months.table["month"].isna().sum() == 1


def test_an_interval_over_two_months_is_of_neither() -> None:
    """A text published at the end of one month or the beginning of the next counts where the month is not known."""
    assert add_month(documents(["2024-01-20/2024-02-03"]))["month"].isna().all()
    months = tally_months(rows({"d1": 1}), documents(["2024-01-05", "2024-01-20/2024-02-03"]))
    assert months.table["n"].tolist() == [0, 1]
    assert len(months.passages(month=None)) == 1


def test_each_count_opens() -> None:
    """Each cell, empty months among them, leads to as many passages as it counts."""
    months = tally_months(rows({"d0": 2, "d1": 3}), documents(["2024-01-05", "2024-06-09"]))
    for record in months.table.to_dict("records"):
        assert len(months.passages(month=record["month"], frame=record["frame"])) == record["n"]


def test_intervals_are_those_of_a_count_where_documents_differ_by_chance() -> None:
    """Ten passages in 1,000 words, spread evenly: the exact Poisson interval is 4.80 to 18.39."""
    even = {f"d{i}": 5 for i in range(12)}
    months = tally_months(rows(even), documents([f"2024-{1 + i // 2:02d}-05" for i in range(12)], words=500))
    assert months.table["low"].tolist() == pytest.approx([4.79] * 6, abs=0.02)
    assert months.table["high"].tolist() == pytest.approx([18.39] * 6, abs=0.02)


def test_intervals_widen_where_documents_of_a_month_differ() -> None:
    """All passages in one of a month's two documents: the same counts say less."""
    days = [f"2024-{1 + i // 2:02d}-05" for i in range(12)]
    even = tally_months(rows({f"d{i}": 5 for i in range(12)}), documents(days, words=500)).table
    lumped = tally_months(rows({f"d{i}": 10 for i in range(0, 12, 2)}), documents(days, words=500)).table
    assert lumped["rate"].tolist() == even["rate"].tolist()
    assert (lumped["low"] < even["low"]).all()
    assert (lumped["high"] > even["high"]).all()


def test_few_documents_have_no_interval() -> None:
    """Where months have hardly more than one document, how much documents differ is unknown, and nothing is claimed."""
    months = tally_months(rows({"d0": 2}), documents(["2024-01-05", "2024-01-09", "2024-02-09", "2024-03-01"]))
    assert months.table["low"].isna().all()
    assert "no trend can be read" in plot_months(months).caption


def test_the_figure_says_what_it_leaves_out() -> None:
    """The caption counts months with documents and documents without a month; each panel is told in words."""
    figure = plot_months(tally_months(rows({"d0": 2}), documents(["2024-01-05", "2024-03-09", None])))
    assert "2 documents in 2 of 3 months. Of 1 document the month is not known" in figure.caption
    assert "territory: highest 2.0 in 2024-01, in 1 of 3 months" in figure.alt


def test_nothing_counted_is_no_error() -> None:
    """Without rows, or without a dated document, the figure says so."""
    nothing = rows({"d0": 1}).iloc[:0]
    for days in (["2024-01-05"], [None]):
        assert "None found" in plot_months(tally_months(nothing, documents(days), levels=["territory"])).alt


def test_wrong_input_is_named() -> None:
    """A column that the rows lack, and a tally of something else, are refused with a word."""
    with pytest.raises(TableError, match="plot_distance draws"):
        plot_distance(tally(rows({"d0": 1}), ["doc_id", "frame"], documents(["2024-01-05"])))
    with pytest.raises(TableError, match="no column 'frames'"):
        tally_months(rows({"d0": 1}), documents(["2024-01-05"]), by="frames")


@pytest.mark.parametrize(
    ("first", "last", "distance"),
    [
        ("2024-05-16", "2024-05-16", "still to come"), ("2024-05-15", "2024-05-15", "within a week"),
        ("2024-05-13", "2024-05-19", "within a week"), ("2024-05-08", "2024-05-08", "within a week"),
        ("2024-05-07", "2024-05-07", "within a month"), ("2023-05-01", "2023-05-31", "within a year"),
        ("2022-01-01", "2022-12-31", "within five years"), ("1991-01-01", "1991-12-31", "longer ago"),
        ("2024-05-01", "2024-05-31", "too wide to say"), ("2024-01-01", "2024-12-31", "too wide to say"),
        ("2024-02-01", "2024-04-30", "within a year"), ("2024-04-01", "2024-04-30", "within a month"),
        ("2010-01-01", "2019-12-31", "longer ago"), ("2025-01-01", "2025-12-31", "still to come"),
    ],
)  # fmt: skip
def test_distance_is_that_of_the_middle_day(first: str, last: str, distance: str) -> None:
    """From the publication on 15 May 2024, a period falls into the class of its middle day if it is no longer."""
    named = pd.DataFrame({"doc_id": ["d0"], "first": [first], "last": [last]})
    assert add_distance(named, documents(["2024-05-15"]))["distance"].tolist() == [distance]
    assert distance in DISTANCES


@pytest.mark.parametrize(("mod", "distance"), [("START", "within a year"), ("END", "within a month")])
def test_early_and_late_are_parts_of_a_period(mod: str, distance: str) -> None:
    """Of the beginning or end of a month a third counts: late March lies nearer to 20 April than early March."""
    named = pd.DataFrame({"doc_id": ["d0"], "first": ["2024-03-01"], "last": ["2024-03-31"], "mod": [mod]})
    assert add_distance(named, documents(["2024-04-20"]))["distance"].tolist() == [distance]


def test_the_figure_of_distances_counts_each_direction() -> None:
    """Days before, days ahead and days of unknown distance stand in bars of their own, told in words by document."""
    named = pd.DataFrame({"doc_id": ["d0", "d0", "d1"], "start": [0, 9, 0], "end": [3, 12, 3],
                          "first": ["2024-05-10", "2024-06-01", "2024-05-10"],
                          "last": ["2024-05-10", "2024-06-01", "2024-05-10"]})  # fmt: skip
    known = documents(["2024-05-15", None])
    counted = tally(add_distance(named, known), ["doc_id", "distance"], known, levels={"distance": list(DISTANCES)})
    figure = plot_distance(counted)
    assert "d0: 1 within a week, 1 still to come. d1: 1 not known." in figure.alt
    assert (
        figure.caption == "3 dates by distance from publication, by document; the uppermost row has a scale of its own."
    )
    assert "None found" in plot_distance(tally(named.assign(distance="").iloc[:0], ["doc_id", "distance"], known)).alt


def test_distance_is_not_guessed() -> None:
    """Without a publication, or where its two ends give two answers, the distance is not known."""
    named = pd.DataFrame({"doc_id": ["d0", "d1", "d2"], "first": ["2024-05-01"] * 3, "last": ["2024-05-02"] * 3})
    found = add_distance(named, documents([None, "2024-05-03/2024-09-01", "2024-05-03/2024-05-05"]))
    assert found["distance"].tolist() == ["not known", "not known", "within a week"]
