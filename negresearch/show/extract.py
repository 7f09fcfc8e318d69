"""Tables as files that other programs read: .jsonl, .csv, .parquet."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from negresearch.errors import MissingExtraError, ParameterError, unknown
from negresearch.tables import significant


def csv_bytes(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Write rows as CSV: UTF-8, line feeds, null as nothing, true and false, floats to six significant digits.

    Words stand exactly as in the corpus. A spreadsheet may take one that begins with =, +, - or @ for a formula:
    there, import the file with its columns as text.

    Examples
    --------
    >>> csv_bytes(["doc_id", "n", "own"], [["000", None, True], ["=1+1", 2, False]]).decode().split()
    ['doc_id,n,own', '000,,true', '=1+1,2,false']
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_csv_value(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


def _csv_value(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else f"{value:.6g}" if isinstance(value, float) else value


def table_format(path: Path) -> Callable[[pd.DataFrame], bytes]:
    """Choose how a file is written, by its ending.

    Raises
    ------
    ParameterError
        If it is none of .jsonl, .csv and .parquet.
    """
    if path.suffix not in _FORMATS:
        raise ParameterError(f"{path}: {unknown('ending', path.suffix, _FORMATS)}")
    return _FORMATS[path.suffix]


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
    write_whole(Path(path), table_format(Path(path))(table))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step: beside it first, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    """The columns as plain Python, null as None."""
    columns = {}
    for name, values in table.items():
        if pd.api.types.is_float_dtype(values):
            values = pd.Series(significant(values), index=values.index)
        columns[str(name)] = values.astype(object).where(values.notna(), None).tolist()
    return columns


def _csv(table: pd.DataFrame) -> bytes:
    columns = _columns(table)
    return csv_bytes(columns, zip(*columns.values(), strict=True))


def _jsonl(table: pd.DataFrame) -> bytes:
    columns = _columns(table)
    rows = zip(*columns.values(), strict=True)
    lines = (json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def _parquet(table: pd.DataFrame) -> bytes:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise MissingExtraError("writing .parquet needs pyarrow: pip install 'negresearch[parquet]'") from None
    return table.to_parquet(index=False, engine="pyarrow")


_FORMATS: Mapping[str, Callable[[pd.DataFrame], bytes]] = {".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}
