"""Run finders over a corpus: each text is read once, all finders run on it, only rows are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from negresearch.find.segments import Segments
from negresearch.read.corpus import Document
from negresearch.tables import TABLES

Rows = Sequence[Any]


@dataclass(frozen=True)
class Finder:
    """A finder: the table it fills, the tables it needs, and its function of one document.

    Attributes
    ----------
    table : str
        A key of `TABLES`.
    needs : tuple of str
        Tables whose rows for the same document it is given, in this order.
    find : callable
        `find(segments, *rows of needs) -> rows`. A pure function; it must pickle.
    """

    table: str
    needs: tuple[str, ...]
    find: Callable[..., Rows]


def _find_all(document: Document, finders: Sequence[Finder], given: Mapping[str, Mapping[str, Rows]]) -> dict[str, Rows]:
    segments = Segments(document)
    found: dict[str, Rows] = {name: rows.get(document.doc_id, []) for name, rows in given.items()}
    for finder in finders:
        found[finder.table] = finder.find(segments, *(found[name] for name in finder.needs))
    return found


def scan(
    documents: Iterable[Document],
    finders: Sequence[Finder],
    *,
    given: Mapping[str, pd.DataFrame] | None = None,
) -> dict[str, pd.DataFrame]:
    """Run finders, each after those it needs (first draft: one process).

    A document that breaks a finder is left out whole: its `documents` row says why in `problem`.
    """
    given_rows = {name: TABLES[name].rows(table) for name, table in (given or {}).items()}
    found: dict[str, list[tuple[str, Rows]]] = {finder.table: [] for finder in finders}
    for document in documents:
        try:
            rows = _find_all(document, finders, given_rows)
        except Exception as error:
            broken = document.without_text(f"{type(error).__name__}: {error}")
            rows = _find_all(broken, finders, {})
        for finder in finders:
            found[finder.table].append((document.doc_id, rows[finder.table]))
    return {name: TABLES[name].frame(rows) for name, rows in found.items()}
