"""When texts were published, and the days that they talk about: dates in, marks on lanes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from negresearch import timex
from negresearch.errors import TableError, unknown
from negresearch.spans import cite
from negresearch.tables import check

#: A mark's status, by how its value is known.
STATUSES = ("stated", "inferred", "suspect")
_LANES = ("document", "outlet")
#: Lane of documents whose outlet is unknown.
NO_OUTLET = "outlet unknown"


@dataclass(frozen=True, eq=False, repr=False)
class Timeline:
    """Dates as marks on lanes, and the publication of each document.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a mark, which is a date that names days: doc_id, start, end; lane; cite (the passage's id); status
        (stated: the words give the date; inferred: the text around had to be asked; suspect: the auditor doubts it);
        and the further columns of the dates, where first and last are those of a third of the period if its beginning
        or end is meant ("the end of March"). Sorted by lane, first day and place.
    lanes : pandas.DataFrame
        One row a lane, marks or none, as they are drawn: lane; documents; marks; stated, inferred and suspect (how
        many marks of each); elsewhere (dates that name no days: lengths, "now", open values); first and last (mark).
    published : pandas.DataFrame
        One row a document: doc_id, lane, first, last (ISO days, both null where unknown), how.
    """

    table: pd.DataFrame
    lanes: pd.DataFrame
    published: pd.DataFrame

    @property
    def undated(self) -> tuple[str, ...]:
        """The documents of which no day of publication is known."""
        return tuple(self.published.loc[self.published["first"].isna(), "doc_id"])

    def __repr__(self) -> str:
        return f"<Timeline: {len(self.table)} marks on {len(self.lanes)} lanes, {len(self.undated)} undated documents>"


def build_timeline(
    dates: pd.DataFrame, documents: pd.DataFrame, *, lanes: Literal["document", "outlet"] = "document"
) -> Timeline:
    """Lay the dates of texts out on lanes, one a document or an outlet.

    Lanes stand by first publication, undated ones last, then by name.

    Raises
    ------
    TableError
        If a table lacks a column, a date is of a document that `documents` lacks, or `lanes` is something else.

    Examples
    --------
    >>> import negresearch as nr
    >>> found = nr.scan(nr.read_corpus("seeds"), ["documents", "dates"])
    >>> build_timeline(found["dates"], found["documents"]).table["status"].iloc[0]
    'stated'
    """
    if lanes not in _LANES:
        raise TableError(f"timeline: {unknown('lanes', str(lanes), _LANES)}")
    check(dates, "dates")
    check(documents, "documents")
    strangers = set(dates["doc_id"]) - set(documents["doc_id"])
    if strangers:
        raise TableError(f"timeline: {min(strangers)} has dates but no row in documents; find both in one corpus")
    published = _published(documents, lanes)
    order = list(dict.fromkeys(published.sort_values(["first", "lane"], na_position="last", kind="stable")["lane"]))
    rows = dates.merge(published[["doc_id", "lane"]], on="doc_id", how="left")
    table = _marks(rows[rows["first"].notna()], order)
    return Timeline(table, _lanes(table, rows, published, order), published)


def spell_values(dates: pd.DataFrame) -> dict[str, str]:
    """Say in words what values of dates are that are no plain day, month or year, for the `labels` of `exhibit`.

    Examples
    --------
    >>> spell_values(pd.DataFrame({"value": ["P2W", "2024-05"], "meant": ["P3W", None]}))
    {'P2W': 'P2W (2 weeks)', 'P3W': 'P3W (3 weeks)'}
    """
    values = sorted({*dates["value"], *dates["meant"].dropna()})
    return {value: f"{value} ({words})" for value in values if (words := timex.in_words(value))}


def _published(documents: pd.DataFrame, lanes: str) -> pd.DataFrame:
    lane = documents["doc_id"] if lanes == "document" else documents["outlet"].fillna(NO_OUTLET)
    first = documents["published_first"].str[:10]
    last = documents["published_last"].str[:10].fillna(first)
    columns = {"doc_id": documents["doc_id"], "lane": lane, "first": first, "last": last}
    return pd.DataFrame(columns | {"how": documents["published_how"]}).reset_index(drop=True)


def _marks(rows: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    status = pd.Series("inferred", index=rows.index, dtype="str")
    status = status.mask(rows["anchor"] == "none", "stated").mask(rows["suspect"].notna(), "suspect")
    cites = [cite(*place) for place in rows[["doc_id", "start", "end"]].itertuples(index=False, name=None)]
    table = rows.assign(status=status, cite=pd.Series(cites, index=rows.index, dtype="str"))
    period = ["first", "last"]
    some = table.loc[table["mod"].isin(["START", "END"]), [*period, "mod"]]
    days = (map(date.fromisoformat, some[name]) for name in period)
    thirds = [[day.isoformat() for day in timex.part_of(*of)] for of in zip(*days, some["mod"], strict=True)]
    table.loc[some.index, period] = pd.DataFrame(thirds, some.index, period, dtype="str")
    leading = ["doc_id", "start", "end", "lane", "cite", "status"]
    rank = {lane: i for i, lane in enumerate(order)}
    return table[[*leading, *table.columns.drop(leading)]].sort_values(
        ["lane", "first", "last", "doc_id", "start"],
        key=lambda column: column.map(rank) if column.name == "lane" else column,
        kind="stable", ignore_index=True,
    )  # fmt: skip


def _lanes(table: pd.DataFrame, rows: pd.DataFrame, published: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    """Count the marks of each lane, lanes without one among them."""
    by_status = {status: table[table["status"] == status] for status in STATUSES}
    counted = {"documents": published, "marks": table, **by_status, "elsewhere": rows[rows["first"].isna()]}
    index = pd.Index(order, name="lane", dtype="str")
    lanes = pd.DataFrame({name: of["lane"].value_counts() for name, of in counted.items()}, index=index)
    marks = table.groupby("lane")
    lanes = lanes.fillna(0).astype("int64").assign(first=marks["first"].min(), last=marks["last"].max())
    return lanes.reset_index()
