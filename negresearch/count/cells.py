"""The arithmetic under a tally: which cell a row falls to, and what its rate is without each document."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.errors import TableError, unknown

#: What rates are per.
WORDS = 1_000
#: More cells than this are a mistake in `by`, or want `zeros=False`.
MAX_CELLS = 2_000_000

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def span_columns(rows: pd.DataFrame) -> list[str]:
    """The columns that say where a row was found."""
    return [column for column in ("doc_id", "start", "end") if column in rows.columns]


@dataclass(frozen=True)
class Groups:
    """The documents, grouped by the columns of theirs that are asked for."""

    keys: pd.DataFrame
    of_document: Ints
    place: pd.Series
    n_words: Ints
    readable: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, per: pd.DataFrame, columns: list[str]) -> Groups:
        """Group all documents; those with a problem have no words and do not count as documents."""
        readable = per["problem"].isna().to_numpy(dtype=bool)
        n_words = np.where(readable, per["n_words"].to_numpy(dtype=np.int64), 0)
        number, keys = np.zeros(len(per), dtype=np.int64), pd.DataFrame(index=range(1))
        if columns:
            number = per.groupby(columns, dropna=False, sort=True).ngroup().to_numpy().astype(np.int64)
            keys = per[columns].iloc[np.unique(number, return_index=True)[1]].reset_index(drop=True)
        return cls(keys, number, pd.Series(np.arange(len(per)), index=per["doc_id"].to_numpy()), n_words, readable)

    @property
    def documents(self) -> Ints:
        """Readable documents of each group."""
        return np.bincount(self.of_document, self.readable, len(self.keys)).astype(np.int64)

    def documents_of(self, rows: pd.DataFrame) -> Ints:
        """The place in `per` of the document of each row."""
        of_row, doc_ids = pd.factorize(rows["doc_id"])
        return self.place[doc_ids].to_numpy().astype(np.int64)[of_row]

    def join(self, rows: pd.DataFrame, per: pd.DataFrame) -> pd.DataFrame:
        """The rows of readable documents, sorted, with the columns of their documents that are asked for."""
        rows = rows[self.readable[self.documents_of(rows)]]
        rows = rows.sort_values(span_columns(rows), kind="stable", ignore_index=True)
        document = self.documents_of(rows)
        return rows.assign(**{c: per[c].array.take(document) for c in self.keys.columns if c != "doc_id"})


@dataclass(frozen=True)
class Axis:
    """A column of the rows, as places among its levels."""

    name: str
    levels: pd.Index
    codes: pd.Series

    @classmethod
    def of(cls, rows: pd.DataFrame, name: str, given: Sequence[Hashable] | None) -> Axis:
        """Place each row among the levels given, or among those found, sorted; null comes last."""
        values = rows[name]
        found = sorted(values.dropna().unique())
        if given is not None and set(found) - set(given):
            raise TableError(unknown(name, str(min(set(found) - set(given))), map(str, given)))
        named = [level for level in (found if given is None else given) if level is not None]
        has_null = bool(values.isna().any()) or (given is not None and len(named) < len(given))
        codes = pd.Categorical(values, categories=named).codes.astype(np.int64)
        codes[codes < 0] = len(named)
        levels = pd.Index([*named, None] if has_null else named, dtype=values.dtype if named else "object")
        return cls(name, levels, pd.Series(codes, index=rows.index))


@dataclass(frozen=True)
class Cells:
    """The cells of a tally, and how often each document is counted in each.

    `keys` has for each cell its group of documents, then its level on each axis; `n` its passages. `pairs` has a row
    for each document with a passage in a cell: cell, document, n.
    """

    groups: Groups
    axes: list[Axis]
    keys: list[Ints]
    n: Ints
    pairs: pd.DataFrame

    @classmethod
    def of(cls, passages: pd.DataFrame, groups: Groups, axes: list[Axis], *, zeros: bool) -> Cells:
        """Count the passages of each cell, those of no passage too where `zeros` asks for them."""
        shape = (len(groups.keys), *(len(axis.levels) for axis in axes))
        if zeros and prod(shape) > MAX_CELLS:
            raise TableError(f"{prod(shape):,} cells: tally by fewer columns, or pass zeros=False")
        document = groups.documents_of(passages)
        places = [groups.of_document[document], *(axis.codes[passages.index].to_numpy() for axis in axes)]
        flat = np.ravel_multi_index(tuple(places), shape) if len(passages) else np.zeros(0, dtype=np.int64)
        cells = np.arange(prod(shape)) if zeros else np.unique(flat)
        pairs = pd.DataFrame({"cell": np.searchsorted(cells, flat), "document": document})
        pairs = pairs.groupby(["cell", "document"], sort=True).size().rename("n").reset_index()
        n = np.bincount(pairs["cell"], pairs["n"], len(cells)).astype(np.int64)
        keys = np.unravel_index(cells, shape) if len(cells) else [cells] * len(shape)
        return cls(groups, axes, [key.astype(np.int64) for key in keys], n, pairs)

    @property
    def n_documents(self) -> Ints:
        """Documents with at least one passage."""
        return np.bincount(self.pairs["cell"], minlength=len(self.n)).astype(np.int64)

    @property
    def documents(self) -> Ints:
        """Readable documents of the cell's group."""
        return self.groups.documents[self.keys[0]]

    @property
    def words(self) -> Ints:
        """Words of those documents."""
        words = np.bincount(self.groups.of_document, self.groups.n_words, len(self.groups.keys))
        return words.astype(np.int64)[self.keys[0]]

    def columns(self, by: tuple[str, ...]) -> dict[str, object]:
        """The value of each cell in each column."""
        columns: dict[str, object] = {c: v.take(self.keys[0]).array for c, v in self.groups.keys.items()}  # type: ignore[misc]
        columns |= {axis.name: axis.levels.take(key) for axis, key in zip(self.axes, self.keys[1:], strict=True)}
        return {column: columns[column] for column in by}

    def order(self, by: tuple[str, ...]) -> Ints:
        """The order of the cells by the columns of `by`, each in the order of its levels, null last."""
        ranks = {axis.name: key.astype(float) for axis, key in zip(self.axes, self.keys[1:], strict=True)}
        for column, values in self.groups.keys.items():
            ranks[str(column)] = values.rank(method="dense", na_option="bottom").to_numpy()[self.keys[0]]
        order: Ints = np.lexsort(tuple(ranks[column] for column in reversed(by)))
        return order

    def leave_one_out(self) -> tuple[Floats, Floats]:
        """Lowest and highest rate of each cell when each document of its group in turn is left out.

        Of documents without a passage, which only move the denominator, only the longest and the shortest matter.
        """
        trial = pd.concat([self.pairs, self._without(longest=True), self._without(longest=False)], ignore_index=True)
        cell, document, n = (trial[c].to_numpy().astype(np.int64) for c in ("cell", "document", "n"))
        rates = pd.Series(rate(self.n[cell] - n, self.words[cell] - self.groups.n_words[document])).groupby(cell)
        low, high = (r.reindex(range(len(self.n))).to_numpy(dtype=float) for r in (rates.min(), rates.max()))
        alone = self.documents < 2
        return np.where(alone, np.nan, low), np.where(alone, np.nan, high)

    def _without(self, *, longest: bool) -> pd.DataFrame:
        """For each cell the longest (or shortest) document of its group that has no passage in it."""
        of = self.groups
        order = np.lexsort((of.n_words * (-1 if longest else 1), of.of_document))
        order = order[of.readable[order]]
        ranked = pd.DataFrame({"group": of.of_document[order], "document": order})
        ranked["rank"] = ranked.groupby("group").cumcount()
        # As long as the ranks of a cell's documents run 0, 1, 2 ..., no document without a passage came before them.
        pairs = self.pairs.merge(ranked, on="document").sort_values(["cell", "rank"])
        unbroken = pairs["rank"] == pairs.groupby("cell").cumcount()
        run = np.bincount(pairs["cell"][unbroken], minlength=len(self.n))
        has = np.flatnonzero(run < self.documents)
        free = pd.DataFrame({"cell": has, "group": self.keys[0][has], "rank": run[has]}).merge(ranked)
        return free[["cell", "document"]].assign(n=0)


def ratio(n: npt.ArrayLike, of: npt.ArrayLike) -> Floats:
    """So many of so many; null where there are none."""
    n, of = np.broadcast_arrays(np.asarray(n, dtype=float), np.asarray(of, dtype=float))
    return np.asarray(np.divide(n, of, out=np.full(n.shape, np.nan), where=of > 0))


def rate(n: Ints, words: Ints) -> Floats:
    """So many per 1,000 words; null without words."""
    return ratio(WORDS * n, words)
