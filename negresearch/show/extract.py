"""Tables as files that other programs read: .jsonl, .csv, .parquet.

A file is written part by part as a scan finds its rows, in memory that does not grow with the corpus, and stands whole
or not at all. Its rows are sorted by doc_id, start and end: where documents come in another order, sorted stretches are
put down beside it and merged.
"""

from __future__ import annotations

import csv
import heapq
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol, Unpack

import pandas as pd

from negresearch.errors import MissingExtraError, NegresearchError, ParameterError, unknown
from negresearch.find.finders import Books
from negresearch.find.scan import Part, each_part
from negresearch.read.corrections import Corrections
from negresearch.spans import cite
from negresearch.tables import TABLES, significant

#: Rows of a .parquet's row group: enough to compress well, few enough to hold.
GROUP_ROWS = 100_000
#: Sorted stretches that are merged at a time: far fewer than the files that a process may open.
MERGED_AT_ONCE = 64
#: Rows that stand as plain Python at a time, on their way to a file.
_ROWS_AT_ONCE = 10_000


def extract(
    corpus: str | Path,
    table: str,
    out: str | Path,
    *,
    jobs: int = 1,
    strict: bool = False,
    progress: bool = False,
    say: Callable[[str, str], None],
    **books: Unpack[Books],
) -> None:
    """Find the rows of one table in a corpus and write them to a file, in bounded memory.

    Parameters
    ----------
    corpus : str or Path
        As for `read_corpus`.
    table : str
        As for `scan`.
    out : str or Path
        The file; its ending says how it is written, as in `write_table`.
    codebook, naming, dated_events, events, actors, corrections, jobs, progress
        As for `scan`. Of the table `corrections`, all tables are found that are corrected.
    strict : bool
        Whether a document that is left out, or a correction that meets no row, keeps the file from being written.
    say : callable
        Is given the doc_id of each document that is left out, or the cite id of a correction that meets no row, and
        why, when it is met.

    Raises
    ------
    NegresearchError
        As `scan` and `write_table`, and if `strict` and a document was left out.
    """
    bad = 0
    overruled = books.get("corrections") or Corrections()
    tables = [table, *(overruled.tables if table == "corrections" else ["corrections"] if overruled.lines else ())]

    def rows_of(parts: Iterable[Part]) -> Iterator[pd.DataFrame]:
        nonlocal bad
        for part in parts:
            for problem in (*part.problems.items(), *_unmet(part.tables.get("corrections"))):
                bad += 1
                say(*problem)
            yield part.tables[table]
        if bad and strict:
            what = "documents or corrections have" if overruled.lines else "documents have"
            raise NegresearchError(f"{bad} {what} problems, and --strict was asked for; nothing was written")

    with closing(each_part(corpus, tables, jobs=jobs, progress=progress, **books)) as parts:
        write_parts(chain([TABLES[table].frame(())], rows_of(parts)), out)


def _unmet(corrections: pd.DataFrame | None) -> Iterator[tuple[str, str]]:
    """The corrections that changed nothing in the tables that were made, and why."""
    found = TABLES["corrections"].rows(corrections) if corrections is not None else {}
    for doc_id, rows in found.items():
        for row in rows:
            if row.outcome not in ("made", "follows", "table not made"):
                yield cite(doc_id, row.start, row.end), f"line {row.line}, {row.table}: {row.outcome}; not corrected"


def write_table(table: pd.DataFrame, path: str | Path) -> None:
    """Write a table to a file, whole or not at all.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table of the package.
    path : str or pathlib.Path
        Ends in .jsonl (null as null), .csv (null as nothing) or .parquet.

    Raises
    ------
    ParameterError
        If the ending is another.
    MissingExtraError
        If a .parquet file is written without pyarrow.
    """
    form = table_format(Path(path))
    with _beside(Path(path)) as folder:
        with closing(form.sink(folder / "whole")) as sink:
            sink.write(table)
        os.replace(folder / "whole", path)


def write_parts(parts: Iterable[pd.DataFrame], path: str | Path) -> None:
    """Write a table that comes part by part, sorted by doc_id, whole or not at all.

    Parameters
    ----------
    parts : iterable of pandas.DataFrame
        At least one; each sorted, and no document in two of them. They are written as they come while their
        documents ascend.
    path : str or pathlib.Path
        As for `write_table`, which also says what is raised.
    """
    form = table_format(Path(path))
    with _beside(Path(path)) as folder:
        stretches = _sorted_stretches(parts, form, folder)
        while len(stretches) > 1:
            merged = folder / f"{stretches[-1].name}+"
            _merge(stretches[:MERGED_AT_ONCE], merged, form)
            stretches = [*stretches[MERGED_AT_ONCE:], merged]
        os.replace(stretches[0], path)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A folder beside a file, for what is not yet whole; gone afterwards. On the same disk, so a move is one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".negresearch-", dir=path.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sorted_stretches(parts: Iterable[pd.DataFrame], form: _Format, folder: Path) -> list[Path]:
    """Write parts to one file while their documents ascend, and to a further one each time they do not."""
    stretches: list[Path] = []
    sink: _Sink | None = None
    last = ""
    try:
        for part in parts:
            if sink is None or (len(part) and part["doc_id"].iloc[0] < last):
                if sink is not None:
                    sink.close()
                stretches.append(folder / f"{len(stretches)}")
                sink = form.sink(stretches[-1])
            for first in range(0, max(len(part), 1), _ROWS_AT_ONCE):
                sink.write(part.iloc[first : first + _ROWS_AT_ONCE])
            last = part["doc_id"].iloc[-1] if len(part) else last
    finally:
        if sink is not None:
            sink.close()
    return stretches


def _merge(stretches: list[Path], merged: Path, form: _Format) -> None:
    with closing(form.sink(merged)) as sink:
        for _, piece in heapq.merge(*map(form.pieces, stretches), key=itemgetter(0)):
            sink.put(piece)
    for stretch in stretches:
        stretch.unlink()


class _Sink(Protocol):
    """A file that is being written."""

    def write(self, table: pd.DataFrame) -> None:
        """Write rows, and what stands above them where they are the first."""

    def put(self, piece: Any) -> None:
        """Write what `pieces` read from a file of the same format."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class _Format:
    """How a file is written, and read again in pieces that each come with their doc_id, for merging.

    The first piece of a file may stand for what is above its rows; its doc_id is then "", so that it comes first.
    """

    sink: Callable[[Path], _Sink]
    pieces: Callable[[Path], Generator[tuple[str, Any]]]


def table_format(path: Path) -> _Format:
    """Choose how a file is written, by its ending.

    Raises
    ------
    ParameterError
        If it is none of .jsonl, .csv and .parquet.
    """
    if path.suffix not in _FORMATS:
        raise ParameterError(f"{path}: {unknown('ending', path.suffix, _FORMATS)}")
    return _FORMATS[path.suffix]


def _columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    """The columns as plain Python, null as None."""
    columns = {}
    for name, values in table.items():
        if pd.api.types.is_float_dtype(values):
            values = pd.Series(significant(values), index=values.index)
        columns[str(name)] = values.astype(object).where(values.notna(), None).tolist()
    return columns


class _JsonLines:
    """One JSON object a line."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")

    def write(self, table: pd.DataFrame) -> None:
        keys = [json.dumps(str(name), ensure_ascii=False) for name in table]
        row = "{" + ", ".join(key.replace("%", "%%") + ": %s" for key in keys) + "}\n"
        columns = map(_json_values, _columns(table).values())
        self.file.write("".join(row % values for values in zip(*columns, strict=True)).encode())

    def put(self, piece: bytes) -> None:
        self.file.write(piece)

    def close(self) -> None:
        self.file.close()


def _json_values(values: list[Any]) -> list[str]:
    """Each value as JSON, written in one call: no line break stands in JSON but between two values."""
    return json.dumps(values, ensure_ascii=False, separators=("\n", ":"))[1:-1].split("\n") if values else []


def _json_pieces(path: Path) -> Generator[tuple[str, bytes]]:
    with path.open("rb") as lines:
        for line in lines:
            yield json.loads(line)["doc_id"], line


def csv_bytes(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    r"""Write rows as CSV: UTF-8, line feeds, null as nothing, true and false, floats to six significant digits.

    Words stand exactly as in the corpus. A spreadsheet may take one that begins with =, +, - or @ for a formula:
    there, import the file with its columns as text.

    Examples
    --------
    >>> csv_bytes(["doc_id", "n", "own"], [["000", None, True], ["=1+1", 2, False]]).decode().split()
    ['doc_id,n,own', '000,,true', '=1+1,2,false']
    >>> csv_bytes(["alias"], [["Ann\rLee"]])
    b'alias\n"Ann\rLee"\n'
    """
    return _csv_rows(chain([columns], rows))


def _csv_rows(rows: Iterable[Iterable[Any]]) -> bytes:
    lines = _Lines()
    csv.writer(lines).writerows([_csv_value(value) for value in row] for row in rows)
    return "".join(lines).encode()


class _Lines(list[str]):
    """Lines of CSV, ended by a line feed alone.

    The writer ends them as it does by default: told to end them otherwise, it leaves a carriage return in a cell
    without quotes, where it would read as the end of the line.
    """

    def write(self, line: str) -> None:
        self.append(line.removesuffix("\r\n") + "\n")


def _csv_value(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else f"{value:.6g}" if isinstance(value, float) else value


class _Csv:
    """A header, and a line a row."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("wb")

    def write(self, table: pd.DataFrame) -> None:
        columns = _columns(table)
        rows = zip(*columns.values(), strict=True)
        self.file.write(_csv_rows(rows) if self.file.tell() else csv_bytes(columns, rows))

    def put(self, piece: tuple[bool, list[str]]) -> None:
        is_header, row = piece
        if not (is_header and self.file.tell()):
            self.file.write(_csv_rows([row]))

    def close(self) -> None:
        self.file.close()


def _csv_pieces(path: Path) -> Generator[tuple[str, tuple[bool, list[str]]]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # the default cuts cells at 131,072 characters
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines)):
            yield (row[0], (False, row)) if number else ("", (True, row))


class _Parquet:
    """Row groups of `GROUP_ROWS`, however many rows come at a time, so that equal rows are equal bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writer: Any = None
        self.waiting: list[Any] = []
        self.rows = 0

    def write(self, table: pd.DataFrame) -> None:
        self.put(_pyarrow().Table.from_pandas(table, preserve_index=False))

    def put(self, piece: Any) -> None:
        import pyarrow.parquet as pq

        if self.writer is None:
            self.writer = pq.ParquetWriter(self.path, piece.schema)
        self.waiting.append(piece.cast(self.writer.schema))
        self.rows += len(piece)
        while self.rows >= GROUP_ROWS:
            self._write_group()

    def _write_group(self) -> None:
        whole = _pyarrow().concat_tables(self.waiting)
        self.writer.write_table(whole.slice(0, GROUP_ROWS).combine_chunks(), row_group_size=GROUP_ROWS)
        self.waiting = [whole.slice(GROUP_ROWS)]
        self.rows = len(self.waiting[0])

    def close(self) -> None:
        if self.writer is not None:
            self._write_group()
            self.writer.close()


def _parquet_pieces(path: Path) -> Generator[tuple[str, Any]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as source:
        yield "", source.schema_arrow.empty_table()
        for batch in source.iter_batches(use_threads=False):
            rows = _pyarrow().Table.from_batches([batch])
            first = 0
            for doc_id, same in groupby(batch.column("doc_id").to_pylist()):
                many = len(list(same))
                yield doc_id, rows.slice(first, many)
                first += many


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("writing .parquet needs pyarrow: pip install 'negresearch[parquet]'") from None
    return pa


_FORMATS: Mapping[str, _Format] = {
    ".jsonl": _Format(_JsonLines, _json_pieces),
    ".csv": _Format(_Csv, _csv_pieces),
    ".parquet": _Format(_Parquet, _parquet_pieces),
}
