"""Counts of rows, and what they are measured against."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.errors import TableError, unknown
from negresearch.tables import significant

#: What rates are per.
WORDS = 1_000
#: More cells than this are a mistake in `by`, or want `zeros=False`.
MAX_CELLS = 2_000_000

_Ints = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float64]
#: Null, as `levels` writes it.
_NULL = None


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
    rows : pandas.DataFrame
        The rows counted, with the columns of the documents that `by` asks for.
    by : tuple of str
        The columns that make a cell.
    per : pandas.DataFrame
        The documents measured against, those left out (`problem`) among them.
    """

    table: pd.DataFrame
    rows: pd.DataFrame
    by: tuple[str, ...]
    per: pd.DataFrame

    @property
    def left_out(self) -> int:
        """How many documents are in no count and no denominator because of a problem."""
        return int(self.per["problem"].notna().sum())

    def passages(self, **cell: Hashable) -> pd.DataFrame:
        """Give the rows behind a number.

        Parameters
        ----------
        **cell
            A value for each column of `by`, None for null; with fewer columns the rows of several cells.

        Returns
        -------
        pandas.DataFrame
            The n rows of that cell: one row a span, so the first where several differ in other columns only.

        Raises
        ------
        TableError
            If a column is none of `by`, or a value is none of its levels.
        """
        here = np.ones(len(self.rows), dtype=bool)
        for column, value in cell.items():
            if column not in self.by:
                raise TableError(unknown("column", column, self.by))
            _check_level(self.table[column], value)
            here &= _equal(self.rows[column], value)
        chosen = self.rows[here]
        return chosen.drop_duplicates(_span(chosen), ignore_index=True)

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
        The documents, as from `find_documents`. Those with a problem are in no denominator.
    levels : mapping of str to sequence, optional
        The values of a column of `rows` and their order, those never found among them. Without it: the values
        found, sorted.
    zeros : bool
        Whether cells that hold nothing are listed. Each group of documents meets each combination of levels.

    Returns
    -------
    Tally
        Its denominators are the words of all documents that match the cell's document columns: rates of the
        frames split by voice therefore sum to the rate of the frame.

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
    groups = _Groups.of(per, [c for c in by if c == "doc_id" or c not in rows.columns])
    rows = groups.join(rows, per)
    axes = [_Axis.of(rows, c, (levels or {}).get(c)) for c in by if c not in groups.keys.columns]
    passages = rows.drop_duplicates([*_span(rows), *(axis.name for axis in axes)])
    cells = _cells(passages, groups, axes, zeros=zeros)
    table = pd.DataFrame(_decode(cells.keys, groups, axes, by))
    table["n"] = cells.n
    table["n_documents"] = cells.n_documents
    table["documents"] = groups.documents[cells.group]
    table["words"] = groups.words[cells.group]
    table["rate"] = significant(_rate(cells.n, groups.words[cells.group]))
    low, high = _leave_one_out(cells, groups)
    table["rate_low"], table["rate_high"] = significant(low), significant(high)
    order = _order(cells.keys, groups, axes, by)
    return Tally(table.iloc[order].reset_index(drop=True), rows, by, per)


def _check_columns(rows: pd.DataFrame, by: tuple[str, ...], per: pd.DataFrame) -> None:
    for column in ("doc_id", "n_words", "problem"):
        if column not in per.columns:
            raise TableError(f"per: column {column!r} is missing; pass the table that find_documents gives")
    if not by:
        raise TableError("by: name at least one column to tally by")
    for column in by:
        if column not in rows.columns and column not in per.columns:
            raise TableError(unknown("column", column, {*rows.columns, *per.columns}))
    strange = set(rows["doc_id"]) - set(per["doc_id"])
    if strange:
        raise TableError(f"rows of document {min(strange)!r}, which `per` does not list: scan both from one corpus")


def _span(rows: pd.DataFrame) -> list[str]:
    return [column for column in ("doc_id", "start", "end") if column in rows.columns]


def _equal(values: pd.Series, value: Hashable) -> npt.NDArray[np.bool_]:
    found = values.isna() if pd.isna(value) else values == value  # type: ignore[call-overload]
    return found.fillna(False).to_numpy(dtype=bool)


def _check_level(values: pd.Series, value: Hashable) -> None:
    if not _equal(values, value).any():
        raise TableError(unknown(str(values.name), str(value), {str(v) for v in values.dropna()}))


@dataclass(frozen=True)
class _Groups:
    """The documents, grouped by the columns of theirs that are asked for."""

    keys: pd.DataFrame
    of_document: _Ints
    place: pd.Series
    n_words: _Ints
    readable: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, per: pd.DataFrame, columns: list[str]) -> _Groups:
        readable = per["problem"].isna().to_numpy(dtype=bool)
        n_words = np.where(readable, per["n_words"].to_numpy(dtype=np.int64), 0)
        number, keys = np.zeros(len(per), dtype=np.int64), pd.DataFrame(index=range(1))
        if columns:
            number = per.groupby(columns, dropna=False, sort=True).ngroup().to_numpy().astype(np.int64)
            keys = per[columns].iloc[np.unique(number, return_index=True)[1]].reset_index(drop=True)
        return cls(keys, number, pd.Series(np.arange(len(per)), index=per["doc_id"].to_numpy()), n_words, readable)

    @property
    def words(self) -> _Ints:
        return np.bincount(self.of_document, self.n_words, len(self.keys)).astype(np.int64)

    @property
    def documents(self) -> _Ints:
        return np.bincount(self.of_document, self.readable, len(self.keys)).astype(np.int64)

    def documents_of(self, rows: pd.DataFrame) -> _Ints:
        """The place in `per` of the document of each row."""
        return self.place[rows["doc_id"].to_numpy()].to_numpy().astype(np.int64)

    def join(self, rows: pd.DataFrame, per: pd.DataFrame) -> pd.DataFrame:
        """The rows of readable documents, sorted, with the columns of their documents that are asked for."""
        rows = rows[self.readable[self.documents_of(rows)]].sort_values(_span(rows), kind="stable", ignore_index=True)
        document = self.documents_of(rows)
        return rows.assign(**{c: per[c].array.take(document) for c in self.keys.columns if c != "doc_id"})


@dataclass(frozen=True)
class _Axis:
    """A column of the rows, as places among its levels."""

    name: str
    levels: pd.Index
    codes: pd.Series

    @classmethod
    def of(cls, rows: pd.DataFrame, name: str, given: Sequence[Hashable] | None) -> _Axis:
        values = rows[name]
        found = sorted(values.dropna().unique())
        if given is not None and set(found) - set(given):
            raise TableError(unknown(name, str(min(set(found) - set(given))), map(str, given)))
        named = [level for level in (found if given is None else given) if level is not _NULL]
        has_null = bool(values.isna().any()) or (given is not None and len(named) < len(given))
        codes = pd.Categorical(values, categories=named).codes.astype(np.int64)
        codes[codes < 0] = len(named)
        levels = pd.Index([*named, _NULL] if has_null else named, dtype=values.dtype if named else "object")
        return cls(name, levels, pd.Series(codes, index=rows.index))


@dataclass(frozen=True)
class _Cells:
    """The cells of a tally, and the documents that each is counted in."""

    keys: list[_Ints]
    n: _Ints
    n_documents: _Ints
    pairs: pd.DataFrame

    @property
    def group(self) -> _Ints:
        return self.keys[0]


def _shape(groups: _Groups, axes: list[_Axis]) -> tuple[int, ...]:
    return (len(groups.keys), *(len(axis.levels) for axis in axes))


def _flat(passages: pd.DataFrame, groups: _Groups, axes: list[_Axis]) -> _Ints:
    """The number of the cell that each passage falls to."""
    keys = [
        groups.of_document[groups.documents_of(passages)],
        *(axis.codes[passages.index].to_numpy() for axis in axes),
    ]
    flat: _Ints = np.ravel_multi_index(tuple(keys), _shape(groups, axes)) if len(passages) else np.zeros(0, np.int64)
    return flat


def _cells(passages: pd.DataFrame, groups: _Groups, axes: list[_Axis], *, zeros: bool) -> _Cells:
    shape = _shape(groups, axes)
    if zeros and prod(shape) > MAX_CELLS:
        raise TableError(
            f"{prod(shape):,} cells: tally by fewer columns, or pass zeros=False to list those with a count"
        )
    flat = _flat(passages, groups, axes)
    cells = np.arange(prod(shape)) if zeros else np.unique(flat)
    pairs = pd.DataFrame({"cell": np.searchsorted(cells, flat), "document": groups.documents_of(passages)})
    pairs = pairs.groupby(["cell", "document"], sort=True).size().rename("n").reset_index()
    n = np.bincount(pairs["cell"], pairs["n"], len(cells)).astype(np.int64)
    keys = [key.astype(np.int64) for key in np.unravel_index(cells, shape)] if len(cells) else [cells] * len(shape)
    return _Cells(keys, n, np.bincount(pairs["cell"], minlength=len(cells)).astype(np.int64), pairs)


def _decode(keys: list[_Ints], groups: _Groups, axes: list[_Axis], by: tuple[str, ...]) -> dict[str, object]:
    columns: dict[str, object] = {c: groups.keys[c].take(keys[0]).to_numpy() for c in groups.keys.columns}
    columns |= {axis.name: axis.levels.take(key) for axis, key in zip(axes, keys[1:], strict=True)}
    return {column: columns[column] for column in by}


def _order(keys: list[_Ints], groups: _Groups, axes: list[_Axis], by: tuple[str, ...]) -> _Ints:
    """The order of the cells by the columns of `by`, each in the order of its levels, null last."""
    ranks = {
        c: groups.keys[c].rank(method="dense", na_option="bottom").to_numpy()[keys[0]] for c in groups.keys.columns
    }
    ranks |= {axis.name: key for axis, key in zip(axes, keys[1:], strict=True)}
    order: _Ints = np.lexsort([ranks[column] for column in reversed(by)])
    return order


def _rate(n: _Ints, words: _Ints) -> _Floats:
    rates: _Floats = np.divide(WORDS * n, words, out=np.full(len(n), np.nan), where=words > 0)
    return rates


def _leave_one_out(cells: _Cells, groups: _Groups) -> tuple[_Floats, _Floats]:
    """Lowest and highest rate of each cell when each document of its group in turn is left out.

    Leaving out a document without a passage only moves the denominator, so that of those only the longest and
    the shortest matter, and no cell needs to look at each document of its group.
    """
    pairs = cells.pairs
    left = [pairs.set_axis(["cell", "document", "n"], axis=1)]
    left += [_extreme_without(cells, groups, longest=longest) for longest in (True, False)]
    trial = pd.concat(left, ignore_index=True)
    cell = trial["cell"].to_numpy(dtype=np.int64)
    words = groups.words[cells.group[cell]] - groups.n_words[trial["document"].to_numpy(dtype=np.int64)]
    rates = pd.Series(_rate(cells.n[cell] - trial["n"].to_numpy(dtype=np.int64), words)).groupby(cell)
    alone = groups.documents[cells.group] < 2
    low, high = (r.reindex(range(len(cells.n))).to_numpy(dtype=float) for r in (rates.min(), rates.max()))
    return np.where(alone, np.nan, low), np.where(alone, np.nan, high)


def _extreme_without(cells: _Cells, groups: _Groups, *, longest: bool) -> pd.DataFrame:
    """For each cell the longest (or shortest) document of its group that has no passage in it."""
    documents = np.flatnonzero(groups.readable)
    length = groups.n_words[documents] * (-1 if longest else 1)
    documents = documents[np.lexsort([length, groups.of_document[documents]])]
    first = np.searchsorted(groups.of_document[documents], np.arange(len(groups.keys)))
    rank = np.zeros(len(groups.of_document), dtype=np.int64)
    rank[documents] = np.arange(len(documents)) - first[groups.of_document[documents]]
    # Ranks of a cell's documents, sorted: as long as they run 0, 1, 2 ... no document without a passage came before.
    pairs = cells.pairs.assign(rank=rank[cells.pairs["document"]]).sort_values(["cell", "rank"])
    place = pairs.groupby("cell").cumcount().to_numpy()
    run = np.bincount(pairs["cell"][place == pairs["rank"].to_numpy()], minlength=len(cells.n))
    has = np.flatnonzero(run < groups.documents[cells.group])
    return pd.DataFrame({"cell": has, "document": documents[first[cells.group[has]] + run[has]], "n": 0})
