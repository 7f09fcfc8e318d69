"""A folder of .txt files, with or without a manifest.csv beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from negresearch.errors import CorpusError, unknown
from negresearch.read.corpus.document import METADATA, Document, bad_document, is_clean, make_document
from negresearch.read.corpus.records import check_columns, rows_of


def from_folder(folder: Path) -> Iterator[Document]:
    """Read a folder file by file, in order of name, as its manifest describes it."""
    files = sorted(
        file for file in folder.iterdir() if file.suffix.lower() == ".txt" and file.name[0] != "." and file.is_file()
    )
    manifest = _read_manifest(folder / "manifest.csv", {file.name for file in files})
    if not files:
        raise CorpusError(f"{folder}: no .txt file in this folder; name the folder that holds the texts")
    return (_from_file(file, manifest.get(file.name, {})) for file in files)


def _from_file(file: Path, fields: Mapping[str, str]) -> Document:
    # A name that is not UTF-8 must not end up in a page or a table as it is.
    doc_id = os.fsencode(file.stem).decode("utf-8", "backslashreplace")
    try:
        data = file.read_bytes()
    except OSError as error:
        return bad_document(doc_id, b"", f"cannot be read: {error.strerror}")
    return make_document(doc_id, data, fields, place=str(file))


def _read_manifest(manifest: Path, files: set[str]) -> dict[str, Mapping[str, str]]:
    """What the manifest says, by file; nothing without one. A file that it does not list has no metadata."""
    if not manifest.exists():
        return {}
    rows = rows_of(manifest)
    _, header = next(rows, (0, []))
    if isinstance(header, str) or "file" not in header:
        raise CorpusError(f"{manifest}: no column 'file' in its first line; columns are file, {', '.join(METADATA)}")
    check_columns(header, ("file", *METADATA), manifest)
    described: dict[str, Mapping[str, str]] = {}
    for line, row in rows:
        place = f"{manifest}, line {line}"
        if isinstance(row, str):
            raise CorpusError(f"{place}: {row}")
        if len(row) != len(header):
            raise CorpusError(f"{place}: {len(row)} cells where the header has {len(header)}")
        if not all(map(is_clean, row)):
            raise CorpusError(f"{place}: not UTF-8; save the manifest as UTF-8")
        fields = dict(zip(header, row, strict=True))
        name = fields["file"]
        if name in described:
            raise CorpusError(f"{place}: {name!r} is listed twice; remove one of the two lines")
        if name not in files:
            raise CorpusError(f"{place}: {unknown('file', name, files)}; add the file or remove the line")
        described[name] = fields
    return described
