"""What a finder is, and how finders run on one document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any, NamedTuple

from negresearch.errors import ScanError
from negresearch.find.corrected import ByDocument, corrected, following
from negresearch.find.segments import Segments
from negresearch.read.corpus import Document
from negresearch.tables import CorrectionRow

Rows = Sequence[Any]
#: A document, and the rows that are known of it, by table.
Known = tuple[Document, Mapping[str, Rows]]
Found = tuple[Document, dict[str, Rows]]

#: Characters of an error's own words that a `problem` repeats: an error may quote the whole text.
_LONGEST_REASON = 200


class Finder(NamedTuple):
    """A table, and the function of one document that fills it: pure, and able to cross to another process.

    `find(segments, *rows) -> rows`, sorted, is given the rows of the same document in the tables that it needs, in this
    order; later finders see them with the corrections of its table, by doc_id.
    """

    table: str
    needs: tuple[str, ...]
    find: Callable[..., Rows]
    corrections: ByDocument | None = None


def find_in(task: Sequence[Known], finders: Sequence[Finder]) -> list[Found]:
    """Run finders on documents, each with the rows given of it; a finder after those whose rows it needs.

    A document that breaks a finder is left out whole, so that no number counts half of it: the finders then see it
    without its text, and its `documents` row says why in `problem`.

    Raises
    ------
    ScanError
        If a finder fails on a document without its text too: then the fault is in no document, each would be
        left out, and the scan is better ended than its rows silently lost.
    """
    try:
        return _run(task, finders)
    except Exception:  # a finder's defect must not cost the other documents
        return [_find_in_one(document, given, finders) for document, given in task]


def _find_in_one(document: Document, given: Mapping[str, Rows], finders: Sequence[Finder]) -> Found:
    try:
        return _run([(document, given)], finders)[0]
    except Exception as error:
        broken = replace(document, text="", problem=_reason("a finder failed", error))
    try:
        return _run([(broken, dict.fromkeys(given, ()))], finders)[0]
    except Exception as error:
        reason = _reason("a finder fails on an empty text as well", error)
        raise ScanError(f"document {document.doc_id!r}: {reason}; mend it, or leave out its table") from error


def _reason(what: str, error: Exception) -> str:
    said = f"{error}".encode("utf-8", "backslashreplace").decode()  # as it must be to stand in a table
    return f"{what}: {type(error).__name__}: {said[:_LONGEST_REASON]}"


def _run(task: Sequence[Known], finders: Sequence[Finder]) -> list[Found]:
    """Run each finder on all documents before the next one: its code and tables then stay in the processor's caches."""
    begun = [(Segments(document), dict(given), list[CorrectionRow]()) for document, given in task]
    for finder in finders:
        for segments, found, said in begun:
            rows = finder.find(segments, *[found[table] for table in finder.needs])
            if finder.corrections and (lines := finder.corrections.get(segments.document.doc_id)):
                rows, outcomes = corrected(rows, lines, segments)
                said += outcomes
            found[finder.table] = rows
    for each, (_, found, said) in zip(task, begun, strict=True):
        if said and "corrections" in found:
            ((_, plain),) = _run([each], [finder._replace(corrections=None) for finder in finders])
            said += following(plain, found, said)
            found["corrections"] = sorted([*found["corrections"], *said], key=attrgetter("start", "end", "line"))
    return [(segments.document, found) for segments, found, _ in begun]
