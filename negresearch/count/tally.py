"""Counts of rows, and what they are measured against."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.cells import Axis, Cells, Groups, rate, span_columns
from negresearch.errors import TableError, unknown
from negresearch.tables import significant


@dataclass(frozen=True, eq=False, repr=False)
class Tally:
    """A table of counts that keeps the rows it counted.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a cell: the columns of `by`; n (passages); n_documents (documents with at least one); documents
        (readable documents of the group); words (of those documents); rate (n per 1,000 words); rate_low and
        rate_high (the range of that rate when each document in turn is left out: no interval for a population;
        null where the group has fewer than two documents). A rate without words is null, a count of none is 0.
    rows, by, per : pandas.DataFrame, tuple of str, pandas.DataFrame
        As given, the rows with the columns of the documents that `by` asks for, and without those left out.
    """

    table: pd.DataFrame
    rows: pd.DataFrame
    by: tuple[str, ...]
    per: pd.DataFrame

    @property
    def left_out(self) -> int:
        """How many documents are in no count and no denominator because of a problem."""
        return int(self.per["problem"].notna().sum())

    @property
    def most(self) -> pd.Series:
        """The cell with the most passages, the first of equals; all null and n 0 in a tally without passages."""
        if not self.table["n"].any():
            return pd.Series({column: 0 if column == "n" else None for column in self.table.columns}, dtype=object)
        return self.table.iloc[int(self.table["n"].to_numpy().argmax())]

    def sort(self, column: str = "n") -> Tally:
        """The same tally, its lines in the order of a column of the table, the largest first, equals as they were."""
        if column not in self.table.columns:
            raise TableError(unknown("column", column, map(str, self.table.columns)))
        table = self.table.sort_values(column, ascending=False, kind="stable", ignore_index=True)
        return replace(self, table=table)

    def passages(self, **cell: Hashable) -> pd.DataFrame:
        """Give the rows behind a number: those of a cell, by a value for each column of `by`, None for null.

        One row a span, so the first where several differ in other columns only; of several cells with fewer columns.

        Raises
        ------
        TableError
            If a column is none of `by`, or a value is none of its levels.
        """
        here = np.ones(len(self.rows), dtype=bool)
        for column, value in cell.items():
            if column not in self.by:
                raise TableError(unknown("column", column, self.by))
            if not _equal(self.table[column], value).any():
                raise TableError(unknown(column, str(value), {str(v) for v in self.table[column].dropna()}))
            here &= _equal(self.rows[column], value)
        chosen = self.rows[here]
        return chosen.drop_duplicates(span_columns(chosen), ignore_index=True)

    def __repr__(self) -> str:
        left_out = f", {self.left_out} left out" if self.left_out else ""
        documents = len(self.per) - self.left_out
        by = ", ".join(self.by)
        return f"<Tally of {len(self.rows)} rows by {by}: {len(self.table)} cells, {documents} documents{left_out}>"


def tally(
    rows: pd.DataFrame,
    by: Sequence[str],
    per: pd.DataFrame,
    *,
    levels: Mapping[str, Sequence[Hashable]] | None = None,
    zeros: bool = True,
) -> Tally:
    """Count rows by any of their columns and of their documents' columns, per 1,000 words.

    Parameters
    ----------
    rows : pandas.DataFrame
        A table with doc_id, such as codings, quotes or mentions. Rows that share a span and all columns of `by`
        are one passage: a coding with two actors counts once by frame, and once for each actor by actor.
    by : sequence of str
        Columns of `rows` or of `per`. Null is a level like any other.
    per : pandas.DataFrame
        The documents, as from `find_documents`. Those with a problem are in no denominator; the others are with all
        their words: rates of the frames split by voice therefore sum to the rate of the frame.
    levels : mapping of str to sequence, optional
        The values of a column of `rows` and their order, those never found among them; else those found, sorted.
    zeros : bool
        Whether cells that hold nothing are listed: each group of documents with each combination of levels.

    Raises
    ------
    TableError
        If a column or a document is unknown, a value is not among `levels`, or there are too many cells.

    Examples
    --------
    >>> codings = pd.DataFrame({"doc_id": ["a", "a", "b"], "start": [0, 9, 4], "end": [3, 12, 9],
    ...                         "frame": ["territory", "economic", "territory"]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "n_words": [500, 250], "problem": [None, None]})
    >>> rates = tally(codings, by=["frame"], per=documents)
    >>> rates.table[["frame", "n", "rate", "rate_low", "rate_high"]]
           frame  n     rate  rate_low  rate_high
    0   economic  1  1.33333       0.0        2.0
    1  territory  2  2.66667       2.0        4.0
    >>> rates.passages(frame="economic")["start"].tolist()
    [9]
    """
    by = (by,) if isinstance(by, str) else tuple(by)
    _check_columns(rows, by, per)
    groups = Groups.of(per, [c for c in by if c == "doc_id" or c not in rows.columns])
    rows = groups.join(rows, per)
    axes = [Axis.of(rows, c, (levels or {}).get(c)) for c in by if c not in groups.keys.columns]
    passages = rows.drop_duplicates([*span_columns(rows), *(axis.name for axis in axes)])
    cells = Cells.of(passages, groups, axes, zeros=zeros)
    low, high = cells.leave_one_out()
    table = pd.DataFrame(cells.columns(by)).assign(
        n=cells.n, n_documents=cells.n_documents, documents=cells.documents, words=cells.words,
        rate=significant(rate(cells.n, cells.words)), rate_low=significant(low), rate_high=significant(high),
    )  # fmt: skip
    table = table.iloc[cells.order(by)]
    if len(groups.keys.columns):  # a group of which nothing was read has no counts, not even of none
        table = table[table["documents"] > 0]
    return Tally(table.reset_index(drop=True), rows, by, per)


def _check_columns(rows: pd.DataFrame, by: tuple[str, ...], per: pd.DataFrame) -> None:
    for column in ("doc_id", "n_words", "problem"):
        if column not in per.columns:
            raise TableError(f"per: column {column!r} is missing; pass the table that find_documents gives")
    if not by:
        raise TableError("by: name at least one column to tally by")
    for column in by:
        if column not in rows.columns and column not in per.columns:
            raise TableError(unknown("column", column, {*rows.columns, *per.columns}))
    strange = set(rows["doc_id"].unique()) - set(per["doc_id"])
    if strange:
        raise TableError(f"rows of document {min(strange)!r}, which `per` does not list: scan both from one corpus")


def _equal(values: pd.Series, value: Hashable) -> npt.NDArray[np.bool_]:
    found = values.isna() if value is None or value != value else values == value  # null is no equal of itself
    return found.fillna(False).to_numpy(dtype=bool)
