"""Tables of a notebook made into exhibits: every count with the rows behind it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

import pandas as pd

from negresearch.count.tally import Tally
from negresearch.errors import CiteError, ReportError, TableError, unknown
from negresearch.read.corpus import Corpus
from negresearch.show.page.inert import slug
from negresearch.show.page.limits import limited
from negresearch.show.page.passages import sample, sampled
from negresearch.show.page.table import Cell, Count, Exhibit, Group, Heading, rows_name
from negresearch.show.page.values import (
    column_label,
    counted,
    days_said,
    decimals,
    measures,
    modified,
    python_value,
    range_words,
    said,
    value_labels,
)
from negresearch.spans import cite
from negresearch.tables import Polarity

_SPAN = ["doc_id", "start", "end"]
#: What two columns are called as one, and how their values are then said.
_JOINED = {
    "days": ("first", "last", days_said), "published": ("published_first", "published_last", days_said),
    "value": ("mod", "value", modified),
}  # fmt: skip
#: The columns of a crosstab in one order wherever they stand.
_ORDERS: dict[str, tuple[Any, ...]] = {
    "polarity": get_args(Polarity),
    "voice_kind": ("narrator", "speaker", "notice"),
    "outcome": ("right", "extra", "missed"),
}
Key = tuple[Hashable, ...]
Rows = tuple[tuple[Any, ...], ...]


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

    Shows as HTML without a script, in JupyterLab and in the page.

    Parameters
    ----------
    what : Tally or pandas.DataFrame
        A tally; or any table, with `rows` and `by` if it holds counts. Of spans (doc_id, start, end) without `rows`
        each is shown as a passage.
    corpus : Corpus, optional
        The corpus of the rows; needed wherever passages are shown.
    caption, note : str
        What the table shows; how to read it, and what it can't show, added to what the table says by itself.
    name : str, optional
        Its anchor in the page and the name of its file of rows; without it, the columns of `by` or "table".
    across : str, optional
        A column of a tally's `by` whose values become columns (a crosstab); the others head the lines.
    show : sequence of str, optional
        The columns to show, in order; all without it. Of a tally shown as a long table: those after `by`.
    beside : str, optional
        The column of a tally that stands in small figures beside each count of a crosstab; scores, where it has any.
    rows : pandas.DataFrame or mapping of str to pandas.DataFrame, optional
        The rows that the column `n` counts, or the rows of each column of counts.
    by : sequence of str, optional
        The columns, of the table and of `rows`, that make a cell.
    labels, digits : mapping of str to str, to int, optional
        What columns and values are called in the page; decimals of a column, one or more without.
    limit : int, optional
        As many lines as are shown: 100 without it, or 40 of a crosstab turned because it has too many columns. What is
        left out is said; all lines, and the rows of all, are in files beside the page.

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
    tallied = isinstance(what, Tally)
    if isinstance(what, Tally):
        table, rows_of, by, documents = what.table, {"n": what.rows}, what.by, what.per
        left_out = f"{counted(what.left_out, 'document')} left out because of a problem." if what.left_out else ""
    else:
        table, rows_of, left_out = what, {"n": rows} if isinstance(rows, pd.DataFrame) else dict(rows or {}), ""
        documents = pd.DataFrame([(d.doc_id, d.outlet) for d in corpus or ()], columns=["doc_id", "outlet"])
    style = _Style(
        labels or {}, digits or {}, {c: value_labels(c, table[c], documents) for c in by if c in table.columns}
    )
    anchor = slug(name or "-".join(by) or "table")
    if not rows_of and set(_SPAN) <= set(table.columns) and corpus is not None:
        return _passages(table, corpus, anchor, caption, note or "", show or (), style)
    _check(table, rows_of, by, across, corpus)
    columns = list(dict.fromkeys([*(by if tallied else ()), *(show or table.columns)]))
    if not rows_of:
        table, columns = _joined(table, columns)
        if "problem" in table.columns:  # texts that were not read come first
            table = table.sort_values("problem", kind="stable", na_position="last", ignore_index=True)
    found = table[table["n"] > 0] if tallied and not across else table
    cut = limited(found, by, across, limit)
    behind = _Behind.of(rows_of, table, _keys(cut.table, by), tuple(by), anchor, style)
    if cut.across:
        beside = "score" if beside == "rate" and "score" in table.columns else beside
        shape = _across(cut.table, behind, cut.across, beside, style)
        if beside == "score":  # no unit that a reader knows: it is told before the table
            caption = f"{caption}; in small figures {style.heading(beside)}"
    else:
        zeros = ["Cells without a passage are not listed."] if len(found) < len(table) else []
        shape = _down(cut.table, behind, columns, len(by) if tallied else 1, zeros, style)
    told = [*shape.notes, *cut.told, left_out, note] if shape.body else [left_out]  # none needs no reading
    said_of = " ".join(filter(None, told))
    kept = cited(behind.rows, corpus) if behind.rows is not None and corpus is not None else ((), ())
    numbers = {}
    if by and "n" in rows_of:
        numbers = {key: Count(n, behind.anchor(key)) for key, n in zip(_keys(table, by), table["n"], strict=True)}
    return Exhibit(
        anchor, caption, said_of, tuple(shape.head), shape.stub, tuple(shape.body), behind.groups, *kept,
        numbers=numbers, by=tuple(by), texts=corpus.texts if corpus and rows_of else {},
        rows_name=rows_name(kept[0], anchor), whole=_plain(found, found.columns) if cut.told else ((), ()),
    )  # fmt: skip


@dataclass(frozen=True)
class _Style:
    """What the user calls things, and how he wants numbers written."""

    labels: Mapping[str, str]
    digits: Mapping[str, int]
    called: Mapping[str, Mapping[Hashable, str]]

    def words(self, column: str, value: Hashable) -> str:
        return self.called.get(column, {}).get(value, said(value))

    def label(self, column: str, value: Hashable) -> str:
        words = self.words(column, value)
        return self.labels.get(str(value), self.labels.get(words, words))

    def name(self, column: str, value: Hashable) -> str:
        """What a value is called where its passages stand: a remark in brackets after its name is for the table."""
        label, words = self.label(column, value), self.words(column, value)
        return words if label.startswith(f"{words} (") else label

    def heading(self, column: str) -> str:
        return self.labels.get(column, column_label(column))

    def decimals(self, table: pd.DataFrame, column: str) -> int:
        return self.digits.get(column, 3 if column == "p" else decimals(table[column]))


class _Shape(NamedTuple):
    """The visible part of an exhibit."""

    head: list[Heading]
    stub: int
    body: list[tuple[Cell, ...]]
    notes: list[str]


@dataclass(frozen=True)
class _Behind:
    """The rows behind the counts, and the groups that they fall into: one for each cell of each column of counts."""

    by: tuple[str, ...]
    rows: pd.DataFrame | None
    groups: tuple[Group, ...]
    places: Mapping[tuple[str, Key], int]

    @classmethod
    def of(
        cls, rows_of: Mapping[str, pd.DataFrame], table: pd.DataFrame, order: list[Key], by: tuple[str, ...],
        anchor: str, style: _Style,
    ) -> _Behind:  # fmt: skip
        found: dict[tuple[str, Key], list[int]] = {}
        parts: list[pd.DataFrame] = []
        place, known, several = {key: i for i, key in enumerate(order)}, set(_keys(table, by)), len(rows_of) > 1
        for column, rows in rows_of.items():
            rows = rows.loc[[key in known for key in _keys(rows, by)]]
            before, first = sum(map(len, parts)), ~rows.duplicated([*by, *_SPAN]).to_numpy()
            for i, key in enumerate(_keys(rows, by)):
                if first[i] and key in place:
                    found.setdefault((column, key), []).append(before + i)
            parts.append(rows.assign(counted_as=column) if several else rows)
        groups = []
        ordered = sorted(found, key=lambda column_key: place[column_key[1]])
        for i, (column, key) in enumerate(ordered, start=1):
            label = " · ".join(style.name(c, value) for c, value in zip(by, key, strict=True))
            label += f" · {style.heading(column)}" if several else ""
            groups.append(Group(f"{anchor}.{i}", label, tuple(found[column, key])))
        whole = pd.concat(parts, ignore_index=True) if parts else None
        return cls(by, whole, tuple(groups), {key: i for i, key in enumerate(ordered)})

    def anchor(self, key: Key) -> str:
        group = self.places.get(("n", key))
        return "" if group is None else self.groups[group].anchor

    def cell(self, column: str, key: Key, n: int, beside: str = "") -> Cell:
        """A count, checked against its rows."""
        group = self.places.get((column, key))
        behind = len(self.groups[group].rows) if group is not None else 0
        if behind != n:
            raise TableError(f"{column} of {' · '.join(map(str, key))} is {n}, but {behind} rows stand behind it")
        return Cell(said(n), group=group, beside=beside)


def _plain(table: pd.DataFrame, columns: Iterable[str]) -> tuple[tuple[str, ...], Rows]:
    """Columns and lines of a table as plain Python."""
    values = [[python_value(value) for value in table[column]] for column in columns]
    return tuple(map(str, columns)), tuple(zip(*values, strict=True))


def _keys(table: pd.DataFrame, by: Sequence[str]) -> list[Key]:
    return list(_plain(table, by)[1]) if by else [()] * len(table)


def cited(rows: pd.DataFrame, corpus: Corpus) -> tuple[tuple[str, ...], Rows]:
    """The rows as plain Python, each with its cite id, its words and its outlet."""
    further = [column for column in rows.columns if column not in {*_SPAN, "cite", "text", "outlet"}]
    outlets = {d.doc_id: d.outlet for d in corpus if d.outlet}
    lines = []
    for doc_id, start, end, *rest in _plain(rows, [*_SPAN, *further])[1]:
        text = corpus.texts.get(doc_id)
        if text is None or not 0 <= start <= end <= len(text):
            raise CiteError(f"{cite(doc_id, start, end)} is no place in the corpus: the rows belong to another one")
        known = (outlets.get(doc_id),) if outlets else ()
        lines.append((doc_id, start, end, cite(doc_id, start, end), text[start:end], *known, *rest))
    return (*_SPAN, "cite", "text", *(["outlet"] if outlets else []), *further), tuple(lines)


def _joined(table: pd.DataFrame, shown: Sequence[str]) -> tuple[pd.DataFrame, list[str]]:
    """Two columns that are shown, as a first day and a last one, as one."""
    for name, (one, other, say) in _JOINED.items():
        if {one, other} <= set(shown):
            table = table.assign(**{name: list(map(say, table[one], table[other]))})
            shown = list(dict.fromkeys(name if column in (one, other) else column for column in shown))
    return table, list(shown)


def _down(
    table: pd.DataFrame, behind: _Behind, columns: Sequence[str], stub: int, notes: list[str], style: _Style
) -> _Shape:
    """A long table: one line a cell."""
    for column in columns:
        if column not in table.columns:
            raise TableError(unknown("column", column, table.columns))
    if "rate_low" in columns and (ranged := range_words(table)):
        notes = [f"Lowest and highest: {ranged}.", *notes]
    shown = [str(c) for c in columns if c in behind.by or table.empty or table[c].notna().any()]
    counts = {column for column, _ in behind.places} if behind.by else set()
    notes = [*notes, measures(column for column in shown if column not in counts and not table.empty)]
    digits = {column: style.decimals(table, column) for column in shown}
    lines = []
    for key, values in zip(_keys(table, behind.by), table[shown].itertuples(index=False, name=None), strict=True):
        named = dict(zip(behind.by, key, strict=True))
        line = []
        for column, value in zip(shown, values, strict=True):
            if column in counts:
                line.append(behind.cell(column, key, int(value)))
            else:
                line.append(
                    Cell(style.label(column, named[column]) if column in named else said(value, digits[column]))
                )
        lines.append(tuple(line))
    return _Shape([Heading(style.heading(c), table[c].dtype.kind in "iuf") for c in shown], stub, lines, notes)


def _across(table: pd.DataFrame, behind: _Behind, across: str, beside: str | None, style: _Style) -> _Shape:
    """A crosstab: the values of one column become columns."""
    down = [column for column in behind.by if column != across]
    lines = dict.fromkeys(_keys(table, down))
    columns, order = list(dict.fromkeys(key for (key,) in _keys(table, [across]))), _ORDERS.get(across, ())
    if order or len(lines) * len(columns) > len(table):  # where cells are left out, the first lines may lack columns
        columns.sort(key=lambda v: (v is None, order.index(v) if v in order else len(order), str(v)))
    beside = beside if beside in table.columns else None
    cells = dict(zip(_keys(table, behind.by), zip(table["n"], table[beside or "n"], strict=True), strict=True))
    digits = style.decimals(table, beside) if beside else 0
    body = []
    for line in lines:
        named = dict(zip(down, line, strict=True))
        row = [Cell(style.label(c, v)) for c, v in named.items()]
        for column in columns:
            key = tuple({**named, across: column}[c] for c in behind.by)
            n, rate = cells.get(key, (0, None))
            row.append(behind.cell("n", key, n, said(rate, digits) if beside and n else ""))
        body.append(tuple(row))
    head = [Heading(style.heading(c)) for c in down] + [Heading(style.label(across, v), True) for v in columns]
    notes = [f"In small figures: {style.heading(beside)}." if beside not in (None, "score") else "", measures(down)]
    return _Shape(head, len(down), body, notes)


def _passages(
    table: pd.DataFrame, corpus: Corpus, anchor: str, caption: str, note: str, show: Sequence[str], style: _Style
) -> Exhibit:
    """A list of passages: each row is one."""
    columns, rows = cited(table, corpus)
    table, shown = _joined(table, show)
    places = sample([row[columns.index("cite")] for row in rows])
    lines = _plain(table, shown)[1] if shown else [()] * len(rows)
    labelled = [[Cell(style.label(c, value)) for c, value in zip(shown, lines[i], strict=True)] for i in places]
    body = tuple((*cells, Cell("", row=i)) for cells, i in zip(labelled, places, strict=True))
    head = (*(Heading(style.heading(c)) for c in shown), Heading("passage"))
    told = f"{sampled(len(places), len(rows))} {note}".strip() if len(places) < len(rows) else note if rows else ""
    named = rows_name(columns, anchor)
    return Exhibit(anchor, caption, told, head, 0, body, (), columns, rows, texts=corpus.texts, rows_name=named)


def _check(
    table: pd.DataFrame, rows_of: Mapping[str, pd.DataFrame], by: Sequence[str], across: str | None, corpus: object
) -> None:
    if across is not None and across not in by:
        raise TableError(unknown("column", across, by))
    if rows_of and corpus is None:
        raise ReportError("a table with rows behind it needs its corpus: pass it as the second argument")
    for column in [*by, *(rows_of if by else ())]:
        if column not in table.columns:
            raise TableError(unknown("column", column, table.columns))
    for rows in rows_of.values():
        for column in [*by, *_SPAN]:
            if column not in rows.columns:
                raise TableError(f"rows: {unknown('column', column, rows.columns)}")
