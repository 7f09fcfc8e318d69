"""Files of the package's folder `codebooks`, and those that a user brings in their place."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

from negresearch.errors import CodebookError

_OWN = Path(__file__).parents[1] / "codebooks"


def bytes_of(path: str | Path | None, own: str) -> tuple[str, bytes]:
    """Give the bytes of a file, without a path those of the package's `own`, and the name that errors call it by."""
    source = Path(path) if path is not None else _OWN / own
    try:
        return str(path or own), source.read_bytes()
    except OSError as error:
        raise CodebookError(f"{path}: cannot be read ({error.strerror}); name a file such as {own}") from None


def csv_lines(
    name: str, data: bytes, columns: Sequence[str], optional: Collection[str] = ()
) -> list[tuple[int, dict[str, str]]]:
    """Read the lines of a CSV with their numbers: the cells of `columns` without blanks at their edges, "" where none.

    Raises
    ------
    CodebookError
        If it is no CSV in UTF-8, or lacks a column that is not optional.
    """
    try:
        reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        header = next(reader, [])
        missing = [column for column in columns if column not in {*header, *optional}]
        places = {name: place for place, name in enumerate(header)}
        chosen, none = itemgetter(*(places.get(column, -1) for column in columns)), [""] * (len(header) + 1)
        cells = ((reader.line_num, chosen([*map(str.strip, row), *none])) for row in reader if row)
        lines = [(number, dict(zip(columns, row, strict=True))) for number, row in cells]
    except (UnicodeDecodeError, csv.Error) as error:
        raise CodebookError(f"{name}: no CSV in UTF-8 ({error}); save it as one") from None
    if missing:
        raise CodebookError(f"{name}: column {missing[0]!r} is missing; the columns are {', '.join(columns)}")
    return lines


def toml_tables(name: str, data: bytes) -> dict[str, Any]:
    """Read a TOML file.

    Raises
    ------
    CodebookError
        If it is none in UTF-8.
    """
    import tomllib  # for tables of words and rules alone

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"{name}: no TOML in UTF-8 ({error}); correct it") from None
