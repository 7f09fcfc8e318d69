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
import re
import shutil
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Union, Unpack

from negresearch.errors import MissingExtraError, NegresearchError, ParameterError, unknown
from negresearch.find.finders import Books
from negresearch.find.scan import Part, each_part
from negresearch.read.corrections import Corrections
from negresearch.spans import cite
from negresearch.tables import TABLES, significant

if TYPE_CHECKING:
    import pandas as pd
#: Rows of a .parquet's row group: enough to compress well, few enough to hold.
GROUP_ROWS = 100_000
#: Sorted stretches that are merged at a time: far fewer than the files that a process may open.
MERGED_AT_ONCE = 64
#: Rows of a DataFrame that stand as plain Python at a time, on their way to a file.
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
) -> int:
    """Find the rows of one table in a corpus and write them to a file, in bounded memory; give how many they are.

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
    bad = rows = 0
    overruled = books.get("corrections") or Corrections()
    tables = [table, *(overruled.tables if table == "corrections" else ["corrections"] if overruled.lines else ())]
    written = partial(_written, table_format(Path(out)))

    def pieces_of(parts: Iterable[Part]) -> Iterator[Piece]:
        nonlocal bad, rows
        for part in parts:
            for problem in (*part.problems.items(), *_unmet(part)):
                bad += 1
                say(*problem)
            rows += part.tables[table].n
            yield part.tables[table]
        if bad and strict:
            what = "documents or corrections have" if overruled.lines else "documents have"
            raise NegresearchError(f"{bad} {what} problems, and --strict was asked for; nothing was written")

    with closing(each_part(corpus, tables, jobs=jobs, progress=progress, form=written, **books)) as parts:
        write_pieces(table, pieces_of(parts), out)
    return rows


def _unmet(part: Part) -> Iterator[tuple[str, str]]:
    """The corrections that changed nothing in the tables that were made, and why."""
    for doc_id, row in sorted(part.corrections, key=lambda each: (each[0], *each[1][:2])):
        if row.outcome not in ("made", "follows", "table not made"):
            yield cite(doc_id, row.start, row.end), f"line {row.line}, {row.table}: {row.outcome}; not corrected"


class Found(NamedTuple):
    """The rows of a declared table, doc_id first, sorted."""

    table: str
    records: Sequence[tuple[Any, ...]]


class Piece(NamedTuple):
    """Some rows as they stand in a file, with the doc_id of the first and of the last; "" without any."""

    first: str
    last: str
    rows: Any
    n: int


def _written(form: _Format, table: str, found: Iterable[tuple[str, Sequence[Any]]]) -> Piece:
    records = TABLES[table].records(found)
    first, last = (records[0][0], records[-1][0]) if records else ("", "")
    return Piece(first, last, form.rows(Found(table, records)), len(records))


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
            sink.write(form.head(table.iloc[:_ROWS_AT_ONCE]))
            for first in range(0, len(table), _ROWS_AT_ONCE):
                sink.write(form.rows(table.iloc[first : first + _ROWS_AT_ONCE]))
        os.replace(folder / "whole", path)


def write_pieces(table: str, pieces: Iterable[Piece], path: str | Path) -> None:
    """Write a declared table, piece by piece: each sorted, written as it comes while documents ascend, none in two."""
    form = table_format(Path(path))
    head = form.head(Found(table, ()))
    with _beside(Path(path)) as folder:
        stretches = _sorted_stretches(pieces, form, head, folder)
        while len(stretches) > 1:
            merged = folder / f"{stretches[-1].name}+"
            _merge(stretches[:MERGED_AT_ONCE], merged, form, head)
            stretches = [*stretches[MERGED_AT_ONCE:], merged]
        os.replace(stretches[0], path)


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A folder beside a file, for what is not yet whole; gone afterwards. On the same disk, so a move is one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = path.parent / f".negresearch-{os.urandom(8).hex()}"
    folder.mkdir(0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sorted_stretches(pieces: Iterable[Piece], form: _Format, head: Any, folder: Path) -> list[Path]:
    """Write pieces to one file while their documents ascend, and to a further one each time they do not."""
    stretches = []
    for number, same in groupby(_numbered(pieces, head), key=itemgetter(0)):
        stretches.append(folder / f"{number}")
        with closing(form.sink(stretches[-1])) as sink:
            for _, rows in same:
                sink.write(rows)
    return stretches


def _numbered(pieces: Iterable[Piece], head: Any) -> Iterator[tuple[int, Any]]:
    """What is written, with the number of its stretch; each begins with the head of the table."""
    number, last = 0, ""
    yield number, head
    for piece in pieces:
        if "" < piece.first < last:
            number += 1
            yield number, head
        yield number, piece.rows
        last = piece.last or last


def _merge(stretches: list[Path], merged: Path, form: _Format, head: Any) -> None:
    with closing(form.sink(merged)) as sink:
        sink.write(head)
        for _, rows in heapq.merge(*map(form.pieces, stretches), key=itemgetter(0)):
            sink.write(rows)
    for stretch in stretches:
        stretch.unlink()


_Table = Union["pd.DataFrame", Found]


class _Format(NamedTuple):
    """What stands above the rows of a table, its rows, the file of both, and the rows of each document of a file."""

    head: Callable[[_Table], Any]
    rows: Callable[[_Table], Any]
    sink: Callable[[Path], Any]
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


def _names(table: _Table) -> list[str]:
    return TABLES[table.table].names if isinstance(table, Found) else list(map(str, table))


def _plain(table: _Table) -> Sequence[tuple[Any, ...]]:
    """The rows as plain Python, null as None."""
    if isinstance(table, Found):
        return table.records
    import pandas as pd

    columns = []
    for name in table:
        values = table[name]
        if pd.api.types.is_float_dtype(values):
            values = pd.Series(significant(values), index=values.index)
        columns.append(values.astype(object).where(values.notna(), None))
    return list(zip(*columns, strict=True))


def _json_lines(table: _Table) -> bytes:
    """One JSON object a line. All values are written in one call: no line break stands in JSON but between values."""
    rows = _plain(table)
    if not rows:
        return b""
    keys = [f", {json.dumps(name, ensure_ascii=False)}: " for name in _names(table)]
    keys[0] = "}\n{" + keys[0].removeprefix(", ")
    pieces = [""] * (2 * len(keys) * len(rows))
    pieces[::2] = keys * len(rows)
    pieces[1::2] = _JSON.encode(list(chain.from_iterable(rows)))[1:-1].split("\n")
    return "".join(pieces).removeprefix("}\n").encode() + b"}\n"


_JSON = json.JSONEncoder(ensure_ascii=False, separators=("\n", ":"))
#: What begins the lines of a document.
_BEGIN = re.compile(rb'\{"doc_id": ("(?:[^"\\]|\\.)*+")')


def _json_pieces(path: Path) -> Generator[tuple[str, bytes]]:
    """The lines of each document: those that begin as its first one does."""
    begin, doc_id = b"\n", ""
    own: list[bytes] = []
    with path.open("rb") as lines:
        for line in lines:
            if not line.startswith(begin):
                if own:
                    yield doc_id, b"".join(own)
                found = _BEGIN.match(line)
                assert found is not None
                begin, doc_id, own = found[0], json.loads(found[1].decode()), []
            own.append(line)
    if own:
        yield doc_id, b"".join(own)


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


def _csv_pieces(path: Path) -> Generator[tuple[str, bytes]]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # the default cuts cells at 131,072 characters
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)
        for doc_id, own in groupby(rows, key=itemgetter(0)):
            yield doc_id, _csv_rows(own)


class _Parquet:
    """Row groups of `GROUP_ROWS`, however many rows come at a time, so that equal rows are equal bytes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.writer: Any = None
        self.waiting: list[Any] = []
        self.rows = 0

    def write(self, rows: Any) -> None:
        import pyarrow.parquet as pq

        if self.writer is None:
            self.writer = pq.ParquetWriter(self.path, rows.schema)
        self.waiting.append(rows.cast(self.writer.schema))
        self.rows += len(rows)
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
        for batch in source.iter_batches(use_threads=False):
            rows = _pyarrow().Table.from_batches([batch])
            first = 0
            for doc_id, same in groupby(batch.column("doc_id").to_pylist()):
                many = len(list(same))
                yield doc_id, rows.slice(first, many)
                first += many


def _arrow(table: _Table) -> Any:
    frame = TABLES[table.table].frame_of(table.records) if isinstance(table, Found) else table
    return _pyarrow().Table.from_pandas(frame, preserve_index=False)


def _pyarrow() -> Any:
    try:
        import pyarrow as pa
    except ImportError:
        raise MissingExtraError("writing .parquet needs pyarrow: pip install 'negresearch[parquet]'") from None
    return pa


_FORMATS: Mapping[str, _Format] = {
    ".jsonl": _Format(lambda _: b"", _json_lines, partial(open, mode="wb"), _json_pieces),
    ".csv": _Format(
        lambda table: _csv_rows([_names(table)]),
        lambda table: _csv_rows(_plain(table)),
        partial(open, mode="wb"),
        _csv_pieces,
    ),
    ".parquet": _Format(lambda table: _arrow(table).slice(0, 0), _arrow, _Parquet, _parquet_pieces),
}
