"""Rows as a researcher has corrected them, and what became of each correction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from negresearch.find.segments import Segments
from negresearch.read.corrections import ADDED, Correction
from negresearch.spans import Span, index_at
from negresearch.tables import TABLES, CorrectionRow, Outcome
from negresearch.timex import first_last, grain_of

ByDocument = Mapping[str, tuple[Correction, ...]]


def corrected(
    rows: Sequence[Any], corrections: Iterable[Correction], segments: Segments
) -> tuple[list[Any], list[CorrectionRow]]:
    """Correct the rows of one table of one document, and say of each correction what it changed, or why nothing.

    Each is applied to the rows as they were found, so that their order is of no matter.
    """
    kept: list[Any] = list(rows)
    added: list[Any] = []
    said: list[CorrectionRow] = []
    for line in corrections:
        old: str | None = None
        outcome: Outcome | None = "beyond the text" if line.end > len(segments.text) else None
        outcome = "document left out" if segments.document.problem is not None else outcome
        there = (i for i, row in enumerate(rows) if (row.start, row.end) == (line.start, line.end))
        meant = [i for i in there if all(getattr(rows[i], column) == value for column, value in line.row)]
        if outcome is None and line.adds:
            outcome = "already so" if meant else "made"
            added += [] if meant else [_added(line, segments)]
        elif outcome is None and len(meant) == 1:
            (i,) = meant
            old = _shown(rows[i], line)
            same = line.column is not None and getattr(rows[i], line.column) == line.value
            outcome = "already so" if same else "made"
            kept[i] = None if line.column is None or kept[i] is None else _set(kept[i], line.column, line.value)
        said.append(_said(line, old, outcome or ("several rows" if meant else "no such row")))
    changed = [*(row for row in kept if row is not None), *added]
    return sorted(changed, key=lambda row: (row.start, row.end)), said


def following(
    plain: Mapping[str, Sequence[Any]], found: Mapping[str, Sequence[Any]], said: Sequence[CorrectionRow]
) -> Iterator[CorrectionRow]:
    """Say which rows of a document, by table, are others only because other tables were corrected, as `said`."""
    made = {(line.table, line.start, line.end) for line in said}
    lines = sorted({line.line for line in said if line.outcome == "made"})
    why = f"through line {', '.join(map(str, lines))}"
    for table in found if lines else ():
        before, after = Counter(plain[table]), Counter(found[table])
        places: dict[Span, list[list[str]]] = {}
        for way, rows in enumerate((before - after, after - before)):
            for row in rows if table != "documents" else ():
                places.setdefault(row[:2], [[], []])[way].append(_told(row))
        for (start, end), (old, new) in places.items():
            if (table, start, end) not in made:
                cells = "; ".join(old) or None, "; ".join(new) or None
                yield CorrectionRow(start, end, table, "row", *cells, why, None, "follows", lines[0])


def not_made(segments: Segments, *, corrections: ByDocument) -> list[CorrectionRow]:
    """Say which corrections of a document stand for tables that are not made here."""
    return [_said(line, None, "table not made") for line in corrections.get(segments.document.doc_id, ())]


def without_document(corrections: Iterable[Correction]) -> Iterable[tuple[str, list[CorrectionRow]]]:
    """Say of corrections that their document is not in the corpus."""
    return ((line.doc_id, [_said(line, None, "no such document")]) for line in corrections)


def _set(row: Any, column: str, value: Any) -> Any:
    """A row with one cell set, and with it what follows from it."""
    cells = {column: value}
    if "rule" in row._fields:
        cells["rule"] = "corrected"
    if column == "value" and "grain" in row._fields:  # a date: nothing is doubtful any more
        first, last = first_last(value)
        cells |= {"first": first, "last": last, "grain": grain_of(value)}
        cells |= {"alternatives": None, "suspect": None, "meant": None}
    return row._replace(**cells)


def _added(line: Correction, segments: Segments) -> Any:
    kind = TABLES[line.table].row
    cells: dict[str, Any] = {name: ADDED.get(name) for name in kind._fields}
    cells |= {"start": line.start, "end": line.end}
    if "alias" in cells:
        cells["alias"] = segments.text[line.start : line.end]
    if "sentence" in cells:
        cells["sentence"] = max(0, index_at([row.start for row in segments.sentences], line.start))
    row = kind(**(cells | dict(line.row)))
    return _set(row, "value", row.value) if line.table == "dates" else row


def _shown(row: Any, line: Correction) -> str | None:
    """The old value: the cell, or of a row that goes what tells it from others."""
    if line.column is not None:
        return _word(getattr(row, line.column))
    return _told(row) or None


def _told(row: Any) -> str:
    return ", ".join(value for value in row[2:] if value and isinstance(value, str))


def _said(line: Correction, old: str | None, outcome: Outcome) -> CorrectionRow:
    value = "; ".join(f"{c}={_word(v)}" for c, v in line.row) or None if line.adds else _word(line.value)
    what = line.column or line.value
    new = None if what == "delete" else value
    return CorrectionRow(line.start, line.end, line.table, what, old, new, line.why, line.who, outcome, line.line)


def _word(value: Any) -> str | None:
    return None if value is None else str(value)
