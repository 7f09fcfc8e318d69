"""What a finder is, and how finders run on one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from negresearch.errors import ScanError
from negresearch.find.corrected import ByDocument, corrected, following
from negresearch.find.segments import Segments
from negresearch.read.corpus import Document
from negresearch.tables import CorrectionRow

Rows = Sequence[Any]

#: Characters of an error's own words that a `problem` repeats: an error may quote the whole text.
_LONGEST_REASON = 200


@dataclass(frozen=True)
class Finder:
    """A table, and the function of one document that fills it: pure, and able to cross to another process.

    `find(segments, *rows) -> rows`, sorted, is given the rows of the same document in the tables that it needs, in this
    order; later finders see them with the corrections of its table, by doc_id.
    """

    table: str
    needs: tuple[str, ...]
    find: Callable[..., Rows]
    corrections: ByDocument = field(default_factory=dict)


def find_in(
    document: Document, finders: Sequence[Finder], given: Mapping[str, Rows]
) -> tuple[Document, dict[str, Rows]]:
    """Run finders on one document, each after those whose rows it needs: found before it, or `given`; rows by table.

    A document that breaks a finder is left out whole, so that no number counts half of it: the finders then see it
    without its text, and its `documents` row says why in `problem`.

    Raises
    ------
    ScanError
        If a finder fails on the document without its text too: then the fault is in no document, each would be
        left out, and the scan is better ended than its rows silently lost.
    """
    try:
        return document, _run(document, finders, given)
    except Exception as error:  # a finder's defect must not cost the other documents
        broken = replace(document, text="", problem=_reason("a finder failed", error))
    try:
        return broken, _run(broken, finders, dict.fromkeys(given, ()))
    except Exception as error:
        reason = _reason("a finder fails on an empty text as well", error)
        raise ScanError(f"document {document.doc_id!r}: {reason}; mend it, or leave out its table") from error


def _reason(what: str, error: Exception) -> str:
    said = f"{error}".encode("utf-8", "backslashreplace").decode()  # as it must be to stand in a table
    return f"{what}: {type(error).__name__}: {said[:_LONGEST_REASON]}"


def _run(document: Document, finders: Sequence[Finder], given: Mapping[str, Rows]) -> dict[str, Rows]:
    segments = Segments(document)
    found: dict[str, Rows] = dict(given)
    said: list[CorrectionRow] = []
    for finder in finders:
        rows = finder.find(segments, *(found[table] for table in finder.needs))
        lines = finder.corrections.get(document.doc_id)
        if lines:
            rows, outcomes = corrected(rows, lines, segments)
            said += outcomes
        found[finder.table] = rows
    if said and "corrections" in found:
        plain = _run(document, [replace(finder, corrections={}) for finder in finders], given)
        said += following(plain, found, said)
        found["corrections"] = sorted([*found["corrections"], *said], key=lambda row: (row.start, row.end, row.line))
    return found
