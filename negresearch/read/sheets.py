"""Sheets that people filled in: read back by cite id, whatever a spreadsheet did to the rest."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, get_args

from negresearch.errors import SheetError, unknown
from negresearch.read.actors import read_actors
from negresearch.tables import Polarity

#: The ending of the file that holds what coders are not to see.
KEY = ".key.json"
#: What stands in the column of a coder where a sentence carries no frame.
_NONE = frozenset({"none", "0", "-", "–", "—", "no"})
_AGREED = "agreed"
#: What stands in brackets where no side is stated.
_NOBODY = "nobody"
_DELIMITERS = ",;\t"


class Stated(NamedTuple):
    """A frame as a coder gave it to a sentence.

    Of which actor and side ("" where none is stated), whether asserted, in whose voice; None is what was not coded.
    """

    frame: str
    side: str | None
    actor: str | None
    polarity: str | None
    voice: str | None


#: What a coder gave, by cite id.
Given = dict[str, tuple[Stated, ...]]


@dataclass(frozen=True)
class Sheets:
    """What coders wrote, by coder and cite id (a sentence left empty is not there), and the key of what was drawn."""

    codes: dict[str, Given]
    agreed: Given
    key: Mapping[str, Any]
    sha256: str


def read_sheets(paths: Sequence[Path], frames: Sequence[str]) -> Sheets:
    """Read one sheet of all coders, or one of each; beside them lies the key that `negresearch sample` wrote."""
    data = [(path, _bytes(path)) for path in paths]
    where = _key_of(paths)
    key, key_bytes = _key(where), where.read_bytes()
    codes: dict[str, Given] = {}
    agreed: Given = {}
    for path, raw in data:
        for column, given in _columns(path, raw, key["units"], frames).items():
            if column == _AGREED:
                agreed |= given
            elif given:
                codes[f"coder {len(codes) + 1}"] = given
    if not codes and not agreed:
        raise SheetError(f"{paths[0]}: nothing is coded yet: write frames, or none, under coder_1")
    whole = hashlib.sha256(b"\0".join([*(raw for _, raw in data), key_bytes])).hexdigest()
    return Sheets(codes, agreed, key, whole)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SheetError(f"{path}: {error.strerror or error}; name the sheet that came back") from None


def _key_of(paths: Sequence[Path]) -> Path:
    """The key beside the sheets: that of the same name, or the only one there."""
    beside = sorted(paths[0].parent.glob(f"*{KEY}"))
    named = [path.with_suffix(KEY) for path in paths if path.with_suffix(KEY).is_file()]
    if named or len(beside) == 1:
        return (named or beside)[0]
    many = f"{len(beside)} keys lie" if beside else "no key lies"
    raise SheetError(
        f"{paths[0]}: {many} beside it: put the file {paths[0].stem}{KEY} there, which `negresearch sample` wrote"
    )


def _key(path: Path) -> Mapping[str, Any]:
    try:
        key: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for name in ("corpus", "texts", "strata", "units", "frames"):
            key[name]
    except (ValueError, KeyError, TypeError) as error:
        raise SheetError(f"{path}: no key of a sheet ({type(error).__name__}: {error}); draw the sheet anew") from None
    return key


def _columns(path: Path, raw: bytes, units: Mapping[str, str], frames: Sequence[str]) -> dict[str, Given]:
    """What stands in each coder's column of a sheet, by cite id."""
    lines = _lines(path, raw)
    _, header = next(lines, (0, []))
    names = [name.strip().lower() for name in header]
    coders = {i: name for i, name in enumerate(names) if name.startswith("coder") or name == _AGREED}
    if "cite" not in names or not coders:
        missing = "cite" if "cite" not in names else "coder_1"
        raise SheetError(f"{path}, line 1: there is no column {missing!r}: keep the header as it was drawn")
    found: dict[str, Given] = {name: {} for name in coders.values()}
    seen: set[str] = set()
    for number, row in lines:
        row = [*row, *[""] * (len(names) - len(row))]
        cite_id = row[names.index("cite")].strip()
        cite_id = cite_id if cite_id in units else _unguarded(cite_id)
        if not any(cell.strip() for cell in row):
            continue
        if cite_id not in units or cite_id in seen:
            what = "stands there twice: delete one line" if cite_id in seen else "was not drawn: put its cite id back"
            raise SheetError(f"{path}, line {number}: {cite_id!r} {what}")
        seen.add(cite_id)
        for i, coder in coders.items():
            given = _given(row[i], frames, f"{path}, line {number}, column {header[i]!r}")
            if given is not None:
                found[coder][cite_id] = given
    return found


def _lines(path: Path, raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file, each with the line it begins on; separated by whatever its header is separated by."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SheetError(f"{path}, line {line}: not UTF-8: save it as “CSV UTF-8”") from None
    delimiter = max(_DELIMITERS, key=text.split("\n", 1)[0].count)
    rows, number = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1
    try:
        for row in rows:
            yield number, row
            number = rows.line_num + 1
    except csv.Error as error:
        raise SheetError(f"{path}, line {number}: {error}; save it as CSV again") from None


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell.strip().removeprefix("'")


def _given(cell: str, frames: Sequence[str], where: str) -> tuple[Stated, ...] | None:
    """The frames in a coder's cell, each with what stands in brackets behind it; None where it is empty."""
    names = [name.strip() for name in re.split(r"[;,\n|](?![^()]*\))", _unguarded(cell)) if name.strip()]
    if not names:
        return None
    if any(name.lower() in _NONE for name in names):
        if len(names) > 1:
            raise SheetError(f"{where}: {cell.strip()!r}: a sentence has frames or none, not both")
        return ()
    return tuple(stated for name in names for stated in _stated(name, frames, where))


def _stated(name: str, frames: Sequence[str], where: str) -> Iterator[Stated]:
    """Read "refusal (Russia, denied)": sides and polarity are not coded where they do not stand there."""
    name, _, brackets = name.partition("(")
    words = [word.strip() for word in re.split(r"[;,]", brackets.rstrip(") ")) if word.strip()]
    polarities = [word.lower() for word in words if word.lower() in get_args(Polarity)]
    sides = [word for word in words if word.lower() not in polarities]
    strange = next((side for side in sides if side != _NOBODY and side[0].islower()), None)
    if strange or len(polarities) > 1:
        known = ", ".join(get_args(Polarity))
        raise SheetError(
            f"{where}: {strange or brackets!r}: one of {known}; a side begins with a capital, or is {_NOBODY}"
        )
    frame = _frame(name.strip(), frames, where)
    for side in sides or [None]:
        named = None if side is None else "" if side == _NOBODY else _sides().get(side, side)
        yield Stated(frame, named, None, next(iter(polarities), None), None)


def _frame(name: str, frames: Sequence[str], where: str) -> str:
    """The frame that is called so, or begins so."""
    plain = re.sub(r"[\s-]+", "_", name.lower())
    meant = [frame for frame in frames if frame == plain] or [f for f in frames if f.startswith(plain)]
    if len(meant) > 1:
        raise SheetError(f"{where}: {name!r} is ambiguous: {', '.join(meant)} begin so; write more of it")
    if not meant:
        raise SheetError(f"{where}: {unknown('frame', plain, frames)}; write none where there is none")
    return meant[0]


@lru_cache(maxsize=1)
def _sides() -> Mapping[str, str]:
    """The sides that names stand for: a coder may write Moscow for Russia."""
    return {alias.alias: alias.side for alias in read_actors().aliases if alias.side}
