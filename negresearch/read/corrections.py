"""Corrections: what a researcher who has read the passage overrules, in a file beside the corpus.

One line a correction, `table,cite,row,column,value,why,who`:

    quotes,000:426-444,,speaker,Vladimir Putin,named in the line before,A. B.
    codings,003:56-73,frame=refusal_of_talks,actor,,nobody is named,A. B.
    codings,003:56-73,frame=refusal_of_talks,,delete,told of 1991,A. B.
    codings,003:90-99,frame=futility;actor=Ukraine,,add,irony without a word that marks it,A. B.

cite names the passage, row chooses among the rows that stand there (`column=value`, joined by ";") and may be empty
where there is one. With a column, its cell is set to value, and to null by an empty value; without, value says
what becomes of the row: `delete`, or `add`, and then row says what it holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from negresearch.errors import CiteError, CodebookError, unknown
from negresearch.read.files import bytes_of, csv_lines
from negresearch.spans import parse_cite
from negresearch.tables import TABLES

_COLUMNS = ("table", "cite", "row", "column", "value", "why", "who")
#: Tables that partition or number a file, where one row set otherwise would leave a gap, or that only serve others.
_WHOLE = frozenset({"regions", "sentences", "tokens", "voices", "fingerprints", "corrections"})
CORRECTABLE: tuple[str, ...] = tuple(name for name, table in TABLES.items() if table.is_span and name not in _WHOLE)
#: What an added row holds where `row` does not say; its alias is the words of the passage.
ADDED: Mapping[str, Any] = {
    "rule": "corrected", "cue": "corrected", "repaired": False, "anchor": "none", "polarity": "asserted",
    "alias": None, "sentence": None,
}  # fmt: skip
_PLACE = ("doc_id", "start", "end")


class Correction(NamedTuple):
    """One line of the file: which row it means, and what becomes of it."""

    line: int
    table: str
    doc_id: str
    start: int
    end: int
    row: tuple[tuple[str, Any], ...]
    column: str | None
    value: Any
    why: str
    who: str | None

    @property
    def adds(self) -> bool:
        """Whether it adds a row."""
        return self.column is None and self.value == "add"


@dataclass(frozen=True)
class Corrections:
    """The corrections of a file, in its order, and the SHA-256 of its bytes, None where there is no file."""

    lines: tuple[Correction, ...] = ()
    sha256: str | None = None

    def of(self, tables: Collection[str]) -> dict[str, tuple[Correction, ...]]:
        """The corrections of some tables, by doc_id."""
        found: dict[str, tuple[Correction, ...]] = {}
        for line in self.lines:
            if line.table in tables:
                found[line.doc_id] = (*found.get(line.doc_id, ()), line)
        return found

    @property
    def tables(self) -> list[str]:
        """The tables that are corrected."""
        return sorted({line.table for line in self.lines})

    def __repr__(self) -> str:
        return f"<Corrections: {len(self.lines)} of {', '.join(self.tables) or 'nothing'}>"


def read_corrections(path: str | Path | None = None) -> Corrections:
    """Read a file of corrections: a CSV with the columns above; row and who may be left out. Without a path none.

    Whether each meets a row is seen when they are applied: the table `corrections` of a scan says so.

    Raises
    ------
    CodebookError
        Naming the file, the line, what is wrong and what to do.

    Examples
    --------
    >>> read_corrections()
    <Corrections: 0 of nothing>
    """
    if path is None:
        return Corrections()
    name, data = bytes_of(path, "corrections.csv")
    lines = csv_lines(name, data, _COLUMNS, optional=("row", "who"))
    corrections = tuple(_line(f"{name}, line {number}", number, cells) for number, cells in lines)
    seen: dict[tuple[Any, ...], int] = {}
    for line in corrections:
        first = seen.setdefault(line[1:8] if line.adds else line[1:7], line.line)
        if first != line.line:
            raise CodebookError(f"{name}, line {line.line}: line {first} corrects the same; keep one of them")
    return Corrections(corrections, hashlib.sha256(data).hexdigest())


def _line(place: str, number: int, cells: Mapping[str, str]) -> Correction:
    table, cited, row, column, value, why, who = cells.values()
    if table not in CORRECTABLE:
        raise CodebookError(f"{place}: {unknown('table', table, CORRECTABLE)}")
    try:
        doc_id, start, end = parse_cite(cited)
    except CiteError as error:
        raise CodebookError(f"{place}: {error}") from None
    if start == end:
        raise CodebookError(f"{place}: {cited} holds no character; copy the cite id of the row from the report")
    if not why:
        raise CodebookError(f"{place}: why is empty; say why, for the report prints it")
    where = _where(place, table, row)
    if not column and value not in ("delete", "add"):
        raise CodebookError(f"{place}: without a column, value is 'delete' or 'add', not {value!r}; name the column")
    taken = _value(place, table, column, value) if column else value
    found = Correction(number, table, doc_id, start, end, where, column or None, taken, why, who or None)
    for needed in TABLES[table].columns if found.adds else ():
        if needed.name not in (*_PLACE, *dict(where), *ADDED) and not needed.nullable:
            raise CodebookError(f"{place}: an added row of {table} needs its {needed.name}: write it into row")
    return found


def _where(place: str, table: str, row: str) -> tuple[tuple[str, Any], ...]:
    found = []
    for part in filter(None, (part.strip() for part in row.split(";"))):
        column, equals, value = part.partition("=")
        if not equals:
            raise CodebookError(f"{place}: row {part!r} says no column; write column=value, joined by ';'")
        found.append((column.strip(), _value(place, table, column.strip(), value.strip())))
    return tuple(found)


def _value(place: str, table: str, name: str, value: str) -> Any:
    """A cell as the table declares it."""
    columns = {column.name: column for column in TABLES[table].columns if column.name not in _PLACE}
    if name not in columns:
        raise CodebookError(f"{place}: {unknown('column', name, columns)}")
    column = columns[name]
    if not value:
        if not column.nullable:
            raise CodebookError(f"{place}: {name} of {table} may not be empty; give a value, or delete the row")
        return None
    if column.choices and value not in column.choices:
        raise CodebookError(f"{place}: {unknown(name, value, column.choices)}")
    if column.dtype == "bool":
        if value.lower() not in ("true", "false"):
            raise CodebookError(f"{place}: {name} is true or false, not {value!r}")
        return value.lower() == "true"
    if column.dtype.lower() == "int64":
        if not value.isdecimal():
            raise CodebookError(f"{place}: {name} is a whole number, not {value!r}")
        return int(value)
    return value
