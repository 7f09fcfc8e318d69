"""Tables of a notebook made into exhibits: every count with the rows behind it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from negresearch.count.tally import Tally
from negresearch.errors import CiteError, ReportError, TableError, unknown
from negresearch.read.corpus import Corpus
from negresearch.show.page.inert import slug
from negresearch.show.page.labels import column_label, measures, range_words, value_labels
from negresearch.show.page.limits import limited
from negresearch.show.page.listing import listed
from negresearch.show.page.passages import sample, sampled
from negresearch.show.page.table import Cell, Exhibit, Group, Heading, rows_name
from negresearch.show.page.values import days_said, decimals, python_value, said
from negresearch.spans import cite

_SPAN = ["doc_id", "start", "end"]
Key = tuple[Hashable, ...]


def exhibit(
    what: Tally | pd.DataFrame,
    corpus: Corpus | None = None,
    *,
    caption: str,
    name: str | None = None,
    across: str | None = None,
    show: Sequence[str] | None = None,
    beside: str | None = "rate",
    rows: pd.DataFrame | Mapping[str, pd.DataFrame] | None = None,
    by: Sequence[str] = (),
    note: str | None = None,
    labels: Mapping[str, str] | None = None,
    digits: Mapping[str, int] | None = None,
    limit: int | None = None,
) -> Exhibit:
    """Show a table in which each count leads to its passages.

    Parameters
    ----------
    what : Tally or pandas.DataFrame
        A tally; or any table, with `rows` and `by` if it holds counts. A table of spans (doc_id, start, end)
        without `rows` shows each row as a passage.
    corpus : Corpus, optional
        The corpus of the rows; needed wherever passages are shown.
    caption : str
        What the table shows.
    name : str, optional
        Its anchor in the page and the name of its file of rows; without it, the columns of `by` or "table".
    across : str, optional
        A column of a tally's `by` whose values become columns (a crosstab); the others head the lines.
    show : sequence of str, optional
        The columns to show, in order; all without it. Of a tally shown as a long table: those after `by`.
    beside : str, optional
        The column of a tally that stands in small figures beside each count of a crosstab.
    rows : pandas.DataFrame or mapping of str to pandas.DataFrame, optional
        The rows that the column `n` counts, or the rows of each column of counts.
    by : sequence of str, optional
        The columns, of the table and of `rows`, that make a cell.
    note : str, optional
        How to read it, and what it can't show; added to what the table says by itself.
    labels : mapping of str to str, optional
        What columns and values are called in the page.
    digits : mapping of str to int, optional
        Decimals of a column; without it, one, or more where all are below one.
    limit : int, optional
        As many lines as are shown; without it 100, or 40 of a crosstab whose lines and columns change places because
        there would be too many columns. What is left out is said; all lines, and the rows of all, are in files beside
        the page.

    Returns
    -------
    Exhibit
        Shows as HTML without a script, in JupyterLab and in the page.

    Raises
    ------
    TableError
        If a column is missing, or a count differs from the number of its rows.
    CiteError
        If a row names a document or a place that the corpus does not hold.

    Examples
    --------
    >>> from negresearch.read.corpus import read_corpus
    >>> rows = pd.DataFrame({"doc_id": ["003_39a87082951c011e"], "start": [56], "end": [73], "frame": ["blame"]})
    >>> counts = pd.DataFrame({"frame": ["blame"], "n": [1]})
    >>> exhibit(counts, read_corpus("seeds"), rows=rows, by=["frame"], caption="Frames")
    <Exhibit frame: 1 lines, 1 rows>
    """
    if isinstance(what, Tally):
        table, counted, by, documents = what.table, {"n": what.rows}, what.by, what.per
    else:
        table, counted = what, {"n": rows} if isinstance(rows, pd.DataFrame) else dict(rows or {})
        documents = pd.DataFrame([(d.doc_id, d.outlet) for d in corpus or ()], columns=["doc_id", "outlet"])
    if not counted and "doc_id" in table.columns and not set(_SPAN) <= set(table.columns):
        table, show = listed(table, show)
    style = _Style(labels or {}, digits or {}, beside, _called(table, by, documents))
    anchor = slug(name or "-".join(by) or "table")
    if not counted and set(_SPAN) <= set(table.columns) and corpus is not None:
        return _passages(table, corpus, anchor, caption, note or "", show, style)
    _check(table, counted, by, across, corpus)
    found = table[table["n"] > 0] if isinstance(what, Tally) and not across else table
    shown = limited(found, by, across, limit)
    behind = _Behind.of(counted, table, _keys(shown.table, by), tuple(by), anchor, corpus, style)
    if shown.across:
        shape = _across(shown.table, behind, shown.across, style)
    else:
        shape = _down(shown.table, behind, show, isinstance(what, Tally), style, len(found) < len(table))
    left_out = _left_out(what.left_out) if isinstance(what, Tally) else ""
    told = " ".join(filter(None, [shape.note, *shown.told, left_out, note]))
    return behind.exhibit(shape, anchor, caption, told, _plain_table(found) if shown.told else ((), ()))


@dataclass(frozen=True)
class _Style:
    """What the user calls things, and how he wants numbers written."""

    labels: Mapping[str, str]
    digits: Mapping[str, int]
    beside: str | None
    called: Mapping[str, Mapping[Hashable, str]]

    def label(self, column: str, value: Hashable) -> str:
        words = self.called.get(column, {}).get(value, said(value))
        return self.labels.get(str(value), self.labels.get(words, words))

    def name(self, column: str, value: Hashable) -> str:
        """What a value is called where its passages stand: a remark in brackets after its name is for the table."""
        label, words = self.label(column, value), self.called.get(column, {}).get(value, said(value))
        return words if label.startswith(f"{words} (") else label

    def heading(self, column: str) -> str:
        return self.labels.get(column, column_label(column))

    def decimals(self, table: pd.DataFrame, column: str) -> int:
        return self.digits.get(column, 3 if column == "p" else decimals(table[column]))


def _called(table: pd.DataFrame, by: Iterable[str], documents: pd.DataFrame) -> dict[str, dict[Hashable, str]]:
    """What the values of the columns that make cells are called, as in figures."""
    called = {}
    for column in set(by) & set(table.columns):
        values = pd.Series([python_value(value) for value in table[column].drop_duplicates()], dtype=object)
        called[column] = dict(zip(values, value_labels(column, values, documents), strict=True))
    return called


@dataclass(frozen=True)
class _Shape:
    """The visible part of an exhibit."""

    head: tuple[Heading, ...]
    stub: int
    body: tuple[tuple[Cell, ...], ...]
    note: str


@dataclass(frozen=True)
class _Behind:
    """The rows behind the counts, and the groups that they fall into."""

    by: tuple[str, ...]
    groups: tuple[Group, ...]
    keys: dict[tuple[str, Key], int]
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    texts: Mapping[str, str]
    numbers: dict[Key, int]

    @classmethod
    def of(
        cls,
        counted: Mapping[str, pd.DataFrame],
        table: pd.DataFrame,
        order: list[Key],
        by: tuple[str, ...],
        anchor: str,
        corpus: Corpus | None,
        style: _Style,
    ) -> _Behind:
        found: dict[tuple[str, Key], list[int]] = {}
        parts: list[pd.DataFrame] = []
        place = {key: i for i, key in enumerate(order)}
        known = set(_keys(table, by))
        for column, rows in counted.items():
            rows = rows[np.fromiter((key in known for key in _keys(rows, by)), dtype=bool, count=len(rows))]
            first = ~rows.duplicated([*by, *_SPAN]).to_numpy()
            for i, key in enumerate(_keys(rows, by)):
                if first[i] and key in place:
                    found.setdefault((column, key), []).append(sum(map(len, parts)) + i)
            parts.append(rows.assign(counted_as=column) if len(counted) > 1 else rows)
        found = dict(sorted(found.items(), key=lambda item: place[item[0][1]]))
        groups = _groups(found, by, anchor, style, several=len(counted) > 1)
        keys = {key: i for i, key in enumerate(found)}
        numbers = dict(zip(_keys(table, by), map(int, table["n"]), strict=True)) if by and "n" in counted else {}
        if not parts or corpus is None:
            return cls(by, groups, keys, (), (), {}, numbers)
        return cls(by, groups, keys, *_cited(pd.concat(parts, ignore_index=True), corpus), corpus.texts, numbers)

    def cell(self, column: str, key: Key, n: int, text: str, beside: str = "") -> Cell:
        """A count, checked against its rows."""
        group = self.keys.get((column, key))
        behind = len(self.groups[group].rows) if group is not None else 0
        if behind != n:
            raise TableError(f"{column} of {' · '.join(map(str, key))} is {n}, but {behind} rows stand behind it")
        return Cell(text, group=group, beside=beside)

    def exhibit(
        self, shape: _Shape, anchor: str, caption: str, note: str, whole: tuple[tuple[str, ...], tuple[Any, ...]]
    ) -> Exhibit:
        keys = {key: self.keys.get(("n", key), -1) for key in self.numbers}
        return Exhibit(
            anchor, caption, note, shape.head, shape.stub, shape.body, self.groups, self.columns, self.rows,
            self.numbers, keys, self.by, self.texts, rows_name(self.columns, anchor), whole,
        )  # fmt: skip


def _groups(
    found: Mapping[tuple[str, Key], list[int]], by: tuple[str, ...], anchor: str, style: _Style, *, several: bool
) -> tuple[Group, ...]:
    groups = []
    for i, ((column, key), rows) in enumerate(found.items(), start=1):
        label = " · ".join(style.name(c, value) for c, value in zip(by, key, strict=True))
        label += f" · {style.heading(column)}" if several else ""
        groups.append(Group(f"{anchor}.{i}", label, tuple(rows)))
    return tuple(groups)


def _keys(table: pd.DataFrame, by: Iterable[str]) -> list[Key]:
    columns = [[python_value(value) for value in table[column]] for column in by]
    return list(zip(*columns, strict=True)) if columns else [()] * len(table)


def _cited(rows: pd.DataFrame, corpus: Corpus) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """The rows as plain Python, each with its cite id, its words and its outlet."""
    further = [column for column in rows.columns if column not in {*_SPAN, "cite", "text", "outlet"}]
    outlets = {d.doc_id: d.outlet for d in corpus if d.outlet}
    values = [[python_value(value) for value in rows[column]] for column in [*_SPAN, *further]]
    cited = []
    for doc_id, start, end, *rest in zip(*values, strict=True):
        text = corpus.texts.get(doc_id)
        if text is None or not 0 <= start <= end <= len(text):
            raise CiteError(f"{cite(doc_id, start, end)} is no place in the corpus: the rows belong to another one")
        known = (outlets.get(doc_id),) if outlets else ()
        cited.append((doc_id, start, end, cite(doc_id, start, end), text[start:end], *known, *rest))
    return (*_SPAN, "cite", "text", *(["outlet"] if outlets else []), *further), tuple(cited)


def _plain_table(table: pd.DataFrame) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """All lines of a table as plain Python, for the file that holds what the page does not show."""
    columns = [[python_value(value) for value in table[column]] for column in table.columns]
    return tuple(map(str, table.columns)), tuple(zip(*columns, strict=True))


def _down(
    table: pd.DataFrame, behind: _Behind, show: Sequence[str] | None, is_tally: bool, style: _Style, without_zeros: bool
) -> _Shape:
    """A long table: one line a cell."""
    columns = [str(column) for column in (show or table.columns)]
    shown: list[str] = [*behind.by, *(c for c in columns if c not in behind.by)] if is_tally else columns
    for column in shown:
        if column not in table.columns:
            raise TableError(unknown("column", column, table.columns))
    ranged = range_words(table) if "rate_low" in shown else ""
    notes = [f"Lowest and highest: {ranged}."] if ranged else []
    notes += ["Cells without a passage are not listed."] if without_zeros else []
    shown = [column for column in shown if column in behind.by or table.empty or table[column].notna().any()]
    counts = {column for column, _ in behind.keys} if behind.by else set()
    told = measures(column for column in shown if column not in counts and not table.empty)
    notes += [told] if told else []
    head = tuple(Heading(style.heading(c), _is_number(table[c])) for c in shown)
    digits = {column: style.decimals(table, column) for column in shown}
    lines = []
    for key, values in zip(_keys(table, behind.by), table[shown].itertuples(index=False, name=None), strict=True):
        named = dict(zip(behind.by, key, strict=True))
        line = [
            behind.cell(column, key, int(value), said(value))
            if column in counts
            else Cell(style.label(column, named[column]) if column in named else said(value, digits[column]))
            for column, value in zip(shown, values, strict=True)
        ]
        lines.append(tuple(line))
    return _Shape(head, len(behind.by) if is_tally else 1, tuple(lines), " ".join(notes))


def _across(table: pd.DataFrame, behind: _Behind, across: str, style: _Style) -> _Shape:
    """A crosstab: the values of one column become columns."""
    down = [column for column in behind.by if column != across]
    lines = list(dict.fromkeys(_keys(table, down)))
    columns = list(dict.fromkeys(key[0] for key in _keys(table, [across])))
    beside = style.beside if style.beside in table.columns else None
    cells = dict(zip(_keys(table, behind.by), zip(table["n"], table[beside or "n"], strict=True), strict=True))
    digits = style.decimals(table, beside) if beside else 0
    body: dict[Key, list[Cell]] = {
        line: [Cell(style.label(c, v)) for c, v in zip(down, line, strict=True)] for line in lines
    }
    for line, column in product(lines, columns):
        named = {**dict(zip(down, line, strict=True)), across: column}
        key = tuple(named[c] for c in behind.by)
        n, rate = cells.get(key, (0, None))
        small = said(rate, digits) if beside and n else ""
        body[line].append(behind.cell("n", key, n, said(n), small))
    head = [Heading(style.heading(c)) for c in down] + [Heading(style.label(across, v), True) for v in columns]
    note = f"In small figures: {_per(beside, style)}." if beside else ""
    return _Shape(tuple(head), len(down), tuple(tuple(line) for line in body.values()), note)


def _per(column: str, style: _Style) -> str:
    return style.labels.get(column, column_label(column))


def _passages(
    table: pd.DataFrame, corpus: Corpus, anchor: str, caption: str, note: str, show: Sequence[str] | None, style: _Style
) -> Exhibit:
    """A list of passages: each row is one."""
    columns, rows = _cited(table, corpus)
    shown = list(show or [])
    if {"first", "last"} <= set(shown):
        table = table.assign(days=[days_said(*ends) for ends in zip(table["first"], table["last"], strict=True)])
        shown = list(dict.fromkeys("days" if column in ("first", "last") else column for column in shown))
    places = sample([row[columns.index("cite")] for row in rows])
    values = {column: [python_value(value) for value in table[column]] for column in shown}
    body = tuple((*(Cell(style.label(c, values[c][i])) for c in shown), Cell("", row=i)) for i in places)
    head = (*(Heading(style.heading(c)) for c in shown), Heading("passage"))
    told = " ".join(filter(None, [sampled(len(places), len(rows)) if len(places) < len(rows) else "", note]))
    return Exhibit(
        anchor,
        caption,
        told,
        head,
        0,
        body,
        (),
        columns,
        rows,
        texts=corpus.texts,
        rows_name=rows_name(columns, anchor),
    )


def _check(
    table: pd.DataFrame,
    counted: Mapping[str, pd.DataFrame],
    by: Sequence[str],
    across: str | None,
    corpus: Corpus | None,
) -> None:
    if across is not None and across not in by:
        raise TableError(unknown("column", across, by))
    if counted and corpus is None:
        raise ReportError("a table with rows behind it needs its corpus: pass it as the second argument")
    for column in [*by, *(counted if by else ())]:
        if column not in table.columns:
            raise TableError(unknown("column", column, table.columns))
    for rows in counted.values():
        for column in [*by, *_SPAN]:
            if column not in rows.columns:
                raise TableError(f"rows: {unknown('column', column, rows.columns)}")


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _left_out(n: int) -> str:
    return f"{n} {'document' if n == 1 else 'documents'} left out because of a problem." if n else ""
