"""Corpora whose documents are records: .jsonl by line, .csv by row, .parquet by batches of rows."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from negresearch.errors import CorpusError, MissingExtraError
from negresearch.read.corpus.document import METADATA, Document, bad_document, is_clean, make_document

COLUMNS = ("doc_id", "text", *METADATA)
#: Rows of a .parquet held in memory at a time: some megabytes of news.
BATCH_ROWS = 512
#: Bytes read ahead in each column; without it a row group is loaded whole, and pandas writes a million rows as one.
BUFFER_BYTES = 1 << 20


def check_columns(header: Iterable[str], known: tuple[str, ...], file: Path) -> None:
    """Refuse a column whose name is a slip for a known one that is missing; others are passed over."""
    from difflib import get_close_matches

    names = list(header)
    missing = [name for name in known if name not in names]
    for name in names:
        near = get_close_matches(name.strip().lower(), missing, n=1, cutoff=0.8) if name not in known else []
        if near and abs(len(near[0]) - len(name)) <= 1:  # "titel" is a slip, "outlet_id" another thing
            raise CorpusError(f"{file}: column {name!r} is not read: did you mean {near[0]!r}? Rename or remove it")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise CorpusError(f"{file}: two columns are named {twice!r}; rename one")


def from_jsonl(file: Path) -> Iterator[Document]:
    """Read a file of one JSON object a line; empty lines are passed over."""
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            line = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            if line.isspace():
                continue
            try:
                record = json.loads(line.decode("utf-8"))
            except (ValueError, RecursionError) as error:
                yield bad_document(f"line-{number}", line, f"line {number} is no JSON: {error}")
                continue
            if isinstance(record, dict):
                yield _from_record(record, "line", number, file)
            else:
                yield bad_document(f"line-{number}", line, f"line {number} is no JSON object")


def from_csv(file: Path) -> Iterator[Document]:
    """Read a comma-separated file with a header; line breaks inside quoted cells are kept as they are."""
    rows = rows_of(file)
    _, header = next(rows, (0, []))
    if isinstance(header, str):
        raise CorpusError(f"{file}, line 1: {header}")
    _check_records(header, file)
    for number, row in rows:
        if isinstance(row, list) and len(row) == len(header):
            yield _from_record(dict(zip(header, row, strict=True)), "line", number, file)
            continue
        problem = row if isinstance(row, str) else f"{len(row)} cells where the header has {len(header)}"
        yield bad_document(f"line-{number}", b"", f"line {number}: {problem}")


def rows_of(file: Path) -> Iterator[tuple[int, list[str] | str]]:
    """The rows of a .csv file, each with the number of its first line; a row that is no CSV is a message instead.

    Bytes that are not UTF-8 come as lone surrogates, so that they spoil their own cell alone.

    Raises
    ------
    CorpusError
        If a quotation mark is never closed: all after it would be lost in one cell.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # the default cuts texts at 131,072 characters
    with file.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        while True:
            number = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                if str(error) == "unexpected end of data":
                    raise CorpusError(f"{file}, line {number}: a quotation mark in this row is never closed") from None
                yield number, f"no CSV row: {error}"
                continue
            if row is None:
                return
            if row:
                yield number, row


def from_parquet(file: Path) -> Iterator[Document]:
    """Read a .parquet file, a few hundred rows in memory at a time."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingExtraError(f"{file}: reading .parquet needs pyarrow: pip install 'negresearch[parquet]'") from None
    number = 0
    try:
        with pq.ParquetFile(file, buffer_size=BUFFER_BYTES, pre_buffer=False) as source:
            _check_records(source.schema_arrow.names, file)
            names = [name for name in COLUMNS if name in source.schema_arrow.names]
            for batch in source.iter_batches(batch_size=BATCH_ROWS, columns=names, use_threads=False):
                columns = [_values(batch.column(name)) for name in names]
                for row in zip(*columns, strict=True):
                    number += 1
                    yield _from_record(dict(zip(names, row, strict=True)), "row", number, file)
    except (pa.ArrowException, OSError) as error:
        where = f"after row {number}" if number else "as .parquet"
        raise CorpusError(f"{file}: cannot be read {where}: {error}") from None


def _values(column: Any) -> list[Any]:
    """The values of a column. Strings are decoded one by one, so that bytes that are not UTF-8 spoil only their own."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type):
        column = column.cast(pa.binary())
    elif pa.types.is_large_string(column.type):
        column = column.cast(pa.large_binary())
    values = column.to_pylist()
    return [value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value for value in values]


def _check_records(names: list[str], file: Path) -> None:
    check_columns(names, COLUMNS, file)
    for name in ("doc_id", "text"):
        if name not in names:
            raise CorpusError(f"{file}: no column {name!r} among {', '.join(names) or 'none'}; it is needed")


def _from_record(record: Mapping[str, Any], unit: str, number: int, file: Path) -> Document:
    """A document from a record: an id that is a number becomes text, and one without an id is named by its place."""
    doc_id, raw = record.get("doc_id"), record.get("text")
    if isinstance(doc_id, int | float) and not isinstance(doc_id, bool):
        doc_id = str(doc_id)
    where = f"{unit} {number}"
    if not isinstance(doc_id, str) or not doc_id.strip() or not is_clean(doc_id):
        data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else b""
        return bad_document(f"{unit}-{number}", data, f"{where}: no usable doc_id, but {doc_id!r:.80}")
    if not isinstance(raw, str):
        return bad_document(doc_id, b"", f"{where}: its text is {raw!r:.80}")
    try:
        data = raw.encode("utf-8", "surrogateescape")  # undecodable bytes become themselves again
    except UnicodeEncodeError as error:
        problem = f"half of a surrogate pair at character {error.start}: the text was cut inside a character"
        return bad_document(doc_id, raw.encode("utf-8", "surrogatepass"), problem)
    return make_document(doc_id, data, record, place=f"{file}, {where}")


def text_bytes(path: str | Path) -> int | None:
    """Estimate how many bytes of UTF-8 the texts of a corpus make; None where it cannot be told.

    It is exact for a folder, but for texts that are left out. A .jsonl or a .csv counts whole, so a little too much; of
    a .parquet counts the column `text` before it was compressed, as its footer tells.

    Examples
    --------
    >>> text_bytes("seeds")
    35999
    """
    place = Path(path)
    if place.is_dir():
        return sum(file.stat().st_size for file in place.iterdir() if file.suffix.lower() == ".txt")
    if not place.is_file():
        return None
    return _in_parquet(place) if place.suffix.lower() == ".parquet" else place.stat().st_size


def _in_parquet(file: Path) -> int | None:
    try:
        from pyarrow import parquet

        footer = parquet.read_metadata(file)
    except (ImportError, OSError, ValueError):  # reading it will say what to install, or what is wrong
        return None
    groups = (footer.row_group(number) for number in range(footer.num_row_groups))
    columns = (group.column(number) for group in groups for number in range(group.num_columns))
    return sum(int(column.total_uncompressed_size) for column in columns if column.path_in_schema == "text")
