"""Run finders over a corpus: each text is read once, all finders asked for run on it, only rows are kept."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

from negresearch.errors import ParameterError
from negresearch.find.corrected import without_document
from negresearch.find.finder import Finder, Known, Rows, find_in
from negresearch.find.finders import Books, plan
from negresearch.read.corpus import Corpus, Document, iter_documents
from negresearch.read.corpus.records import text_bytes
from negresearch.tables import TABLES, CorrectionRow

if TYPE_CHECKING:
    import pandas as pd
#: Characters of text that go to a process at a time: long enough to hide the cost of passing them on,
#: short enough that a few of them, as texts and as rows, are little beside the memory of one process.
PART_CHARS = 250_000
Tables = dict[str, "pd.DataFrame"]
#: What becomes of the rows of a table, by document, in the process that found them.
Form = Callable[[str, Sequence[tuple[str, Rows]]], Any]
_Given = Mapping[str, Mapping[str, Rows]]


def scan(
    corpus: Corpus | str | Path | Iterable[Document],
    tables: Sequence[str],
    *,
    given: Mapping[str, pd.DataFrame] | None = None,
    jobs: int = 1,
    progress: bool = False,
    **books: Unpack[Books],
) -> Tables:
    """Fill tables from a corpus, reading each text once.

    Parameters
    ----------
    corpus : Corpus, path or iterable of Document
        A path is streamed: a .jsonl by line, a .parquet by row group, a folder by file.
    tables : sequence of str
        The tables wanted; those that their finders need are worked out on the way and not kept.
    codebook : Codebook, optional
        Needed for codings, and for events and claims, which stand on them.
    actors : Actors, optional
        The actors and their aliases; the bundled file without it.
    naming : Naming, optional
        The sets of names; the bundled file without it.
    dated_events : DatedEvents, optional
        What dates are held against; the bundled file without it.
    corrections : Corrections, optional
        What overrules the finders, as from `read_corrections`: a corrected mention or speaker is what all later
        finders see. The table `corrections` says what became of each.
    events : EventBook, optional
        The events; the bundled file without it.
    given : mapping of str to DataFrame, optional
        Tables that are known already and are not to be found again; they are not corrected. The days of
        publication of given documents count as those of a manifest.
    jobs : int
        Processes. The rows are the same whatever their number.
    progress : bool
        Whether to show a bar on standard error: MB of text (UTF-8) and MB/s, time left, documents, documents
        left out.

    Returns
    -------
    dict of str to pandas.DataFrame
        Each as declared in `negresearch.tables`, sorted by doc_id, start and end. A document that broke a
        finder has no rows but its `documents` row, which says why in `problem`.

    Raises
    ------
    TableError, CodebookError, CorpusError
        Before any text is read, where a table is unknown, the codebook is missing, or there is no corpus.
    ScanError
        On the way, where a process died, as one does that runs out of memory, or where a finder fails on an empty
        text too.

    Examples
    --------
    >>> from negresearch.read.corpus import read_corpus
    >>> found = scan(read_corpus("seeds"), ["documents", "quotes"])
    >>> sorted(found)
    ['documents', 'quotes']
    """
    found: dict[str, list[pd.DataFrame]] = {table: [] for table in tables}
    parts = each_part(corpus, tables, given=given, jobs=jobs, progress=progress, **books)
    with closing(parts):
        for part in parts:
            for table in found:
                found[table].append(part.tables[table])
    return {table: _joined(table, found.pop(table)) for table in tables}


def scan_parts(
    corpus: Corpus | str | Path | Iterable[Document],
    tables: Sequence[str],
    *,
    given: Mapping[str, pd.DataFrame] | None = None,
    jobs: int = 1,
    progress: bool = False,
    **books: Unpack[Books],
) -> Iterator[Tables]:
    """Fill tables part by part, for corpora whose rows do not fit in memory; as `scan`, in order of reading.

    Yields
    ------
    dict of str to pandas.DataFrame
        The tables of the next documents, some million characters of them.
    """
    with closing(each_part(corpus, tables, given=given, jobs=jobs, progress=progress, **books)) as parts:
        for part in parts:
            yield part.tables


def frame_of(table: str, found: Sequence[tuple[str, Rows]]) -> pd.DataFrame:
    """The rows of a table as a DataFrame."""
    return TABLES[table].frame(found)


class Part(NamedTuple):
    """The tables of some documents that were read one after the other, and what became of these.

    Attributes
    ----------
    tables : dict of str to DataFrame, or what `form` makes of rows
        Sorted; a document's rows all stand in one part.
    corrections : list of (str, CorrectionRow)
        What became of corrections, with their doc_id, where that was asked for.
    problems : dict of str to str
        Why a document was left out, by doc_id.
    documents, text_bytes : int
        How many were read, those left out among them, and the bytes of UTF-8 of their texts.
    """

    tables: dict[str, Any]
    corrections: Sequence[tuple[str, CorrectionRow]]
    problems: dict[str, str]
    documents: int
    text_bytes: int


def each_part(
    corpus: Corpus | str | Path | Iterable[Document],
    tables: Sequence[str],
    *,
    given: Mapping[str, pd.DataFrame] | None = None,
    jobs: int = 1,
    progress: bool = False,
    form: Form = frame_of,
    **books: Unpack[Books],
) -> Generator[Part]:
    """Fill tables part by part, in whatever form, and tell which documents were left out; otherwise as `scan_parts`.

    Yields
    ------
    Part
    """
    if jobs < 1:
        raise ParameterError(f"jobs={jobs}: at least one process is needed")
    known = {table: TABLES[table].rows(frame) for table, frame in (given or {}).items()}
    with _uncollected():  # what is imported stays
        finders = plan(tables, given=known, **books)
    corrections = books.get("corrections")
    documents = iter_documents(corpus) if isinstance(corpus, str | Path) else corpus
    work = partial(_part_of, finders, tuple(tables), form)
    unmet = {line.line: line for line in (corrections.lines if corrections and "corrections" in tables else ())}
    with _Bar(corpus, progress) as bar, closing(_results(_tasks(documents, known), work, jobs)) as parts:
        for part in parts:
            bar.advance(part)
            for _, row in part.corrections:
                unmet.pop(row.line, None)
            yield part
    if unmet:
        said = list(without_document(unmet.values()))
        rows = {table: form(table, said if table == "corrections" else ()) for table in tables}
        yield Part(rows, [(doc_id, row) for doc_id, lines in said for row in lines], {}, 0, 0)


def _part_of(finders: Sequence[Finder], keep: Sequence[str], form: Form, read: Iterable[Known]) -> Part:
    """What is done to each part; crosses to a process once, with its finders."""
    with _uncollected():
        task = list(read)
        found = find_in(task, finders)
        tables = {t: form(t, [(document.doc_id, rows[t]) for document, rows in found]) for t in keep}
        said = [(document.doc_id, row) for document, rows in found for row in rows.get("corrections", ())]
        problems = {document.doc_id: document.problem for document, _ in found if document.problem is not None}
        return Part(tables, said, problems, len(found), sum(_bytes(document.text) for document, _ in task))


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking for cycles among the rows of a part: they have none, and looking takes its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _tasks(documents: Iterable[Document], given: _Given) -> Iterator[list[Known]]:
    """Cut the stream of documents into parts of about `PART_CHARS`, each document with its given rows."""
    task: list[Known] = []
    chars = 0
    for document in documents:
        known = {table: rows.get(document.doc_id, ()) for table, rows in given.items()}
        task.append((_dated(document, known.get("documents", ())), known))
        chars += len(document.text)
        if chars >= PART_CHARS:
            yield task
            task, chars = [], 0
    if task:
        yield task


def _dated(document: Document, rows: Rows) -> Document:
    """A document with the day of publication that its given row says."""
    if not rows or rows[0].published_how == "unknown":
        return document
    first, last, how = rows[0].published_first, rows[0].published_last, rows[0].published_how
    return replace(document, published_first=first, published_last=last, published_how=how)


def _results(tasks: Iterator[list[Known]], work: Callable[[Iterable[Known]], Part], jobs: int) -> Generator[Part]:
    """What is made of the tasks, in their order."""
    if jobs == 1:
        yield from map(work, tasks)
        return
    from negresearch.find.processes import in_processes

    yield from in_processes(tasks, work, jobs)


def _joined(table: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    if not parts:
        return TABLES[table].frame(())
    import pandas as pd

    whole = pd.concat(parts, ignore_index=True)
    if whole["doc_id"].is_monotonic_increasing:  # each part is sorted, and holds its documents whole
        return whole
    keys = ["doc_id", "start", "end"] if TABLES[table].is_span else ["doc_id"]
    return whole.sort_values(keys, kind="stable", ignore_index=True)


class _Bar:
    """A bar on standard error: bytes of text a second, time left where the total is known, documents."""

    def __init__(self, corpus: Any, shown: bool) -> None:
        self.shown = shown
        self.total = _total(corpus) if shown else None
        self.documents = self.left_out = 0

    def __enter__(self) -> _Bar:
        if self.shown:
            from tqdm import tqdm

            self.bar = tqdm(total=self.total, unit="B", unit_scale=True, file=sys.stderr, desc="text", mininterval=0.5)
        return self

    def advance(self, part: Part) -> None:
        self.documents += part.documents
        self.left_out += len(part.problems)
        if self.shown:
            known = f"{self.documents:,} documents, {self.left_out:,} left out"
            self.bar.set_postfix_str(known, refresh=False)
            self.bar.update(part.text_bytes)

    def __exit__(self, kind: object, *_: object) -> None:
        if self.shown:
            if kind is None:  # the total was told from the sizes of files; now it is known
                self.bar.total = self.bar.n
            self.bar.close()


def _total(corpus: Any) -> int | None:
    if isinstance(corpus, Corpus):
        return sum(_bytes(document.text) for document in corpus)
    return text_bytes(corpus) if isinstance(corpus, str | Path) else None


def tell(line: str) -> None:
    """Write a line on standard error; above the bar, where there is one."""
    from tqdm import tqdm

    tqdm.write(line, file=sys.stderr)
    sys.stderr.flush()
