"""Run finders over a corpus: each text is read once, all finders asked for run on it, only rows are kept."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import pandas as pd

from negresearch.errors import ParameterError
from negresearch.find.finder import Finder, Rows, find_in
from negresearch.find.finders import plan
from negresearch.read.actors import Actors
from negresearch.read.codebook import Codebook
from negresearch.read.corpus import Corpus, Document, iter_documents
from negresearch.tables import TABLES

#: Characters of text that go to a process at a time: long enough to hide the cost of passing them on,
#: short enough that a few of them are nothing beside the memory of one process.
PART_CHARS = 4_000_000

Tables = dict[str, pd.DataFrame]
_Given = Mapping[str, Mapping[str, Rows]]
_Task = list[tuple[Document, dict[str, Rows]]]


def scan(
    corpus: Corpus | str | Path | Iterable[Document],
    tables: Sequence[str],
    *,
    codebook: Codebook | None = None,
    actors: Actors | None = None,
    given: Mapping[str, pd.DataFrame] | None = None,
    jobs: int = 1,
    progress: bool = False,
) -> Tables:
    """Fill tables from a corpus, reading each text once.

    Parameters
    ----------
    corpus : Corpus, path or iterable of Document
        A path is streamed: a .jsonl by line, a .parquet by row group, a folder by file.
    tables : sequence of str
        The tables wanted; those that their finders need are worked out on the way and not kept.
    codebook : Codebook, optional
        Needed for codings.
    actors : Actors, optional
        The actors and their aliases; the bundled file without it.
    given : mapping of str to DataFrame, optional
        Tables that are known already and are not to be found again, such as corrected mentions.
    jobs : int
        Processes. The rows are the same whatever their number.
    progress : bool
        Whether to show a bar on standard error: documents, MB/s, time left, documents left out.

    Returns
    -------
    dict of str to pandas.DataFrame
        Each as declared in `negresearch.tables`, sorted by doc_id, start and end. A document that broke a
        finder has no rows but its `documents` row, which says why in `problem`.

    Raises
    ------
    TableError, CodebookError, CorpusError
        Before any text is read, where a table is unknown, the codebook is missing, or there is no corpus.

    Examples
    --------
    >>> found = scan(read_corpus("seeds"), ["documents", "quotes"])
    >>> sorted(found)
    ['documents', 'quotes']
    """
    parts = list(
        scan_parts(corpus, tables, codebook=codebook, actors=actors, given=given, jobs=jobs, progress=progress)
    )
    return {table: _joined(table, [part[table] for part in parts]) for table in tables}


def scan_parts(
    corpus: Corpus | str | Path | Iterable[Document],
    tables: Sequence[str],
    *,
    codebook: Codebook | None = None,
    actors: Actors | None = None,
    given: Mapping[str, pd.DataFrame] | None = None,
    jobs: int = 1,
    progress: bool = False,
) -> Iterator[Tables]:
    """Fill tables part by part, for corpora whose rows do not fit in memory; as `scan`, in order of reading.

    Yields
    ------
    dict of str to pandas.DataFrame
        The tables of the next documents, some four million characters of them.
    """
    if jobs < 1:
        raise ParameterError(f"jobs={jobs}: at least one process is needed")
    known = {table: TABLES[table].rows(frame) for table, frame in (given or {}).items()}
    finders = plan(tables, given=known, codebook=codebook, actors=actors)
    documents = iter_documents(corpus) if isinstance(corpus, str | Path) else corpus
    work = _Work(finders, tuple(tables))
    with _Bar(corpus, progress) as bar:
        for part in _in_order(_tasks(documents, known), work, jobs):
            bar.advance(part)
            yield part.tables


@dataclass(frozen=True)
class _Part:
    """The tables of some documents, and what the bar tells of them."""

    tables: Tables
    documents: int
    left_out: int
    chars: int


@dataclass(frozen=True)
class _Work:
    """What is done to each part; crosses to a process once, with its finders."""

    finders: tuple[Finder, ...]
    keep: tuple[str, ...]

    def __call__(self, task: _Task) -> _Part:
        found = [find_in(document, self.finders, given) for document, given in task]
        tables = {t: TABLES[t].frame((document.doc_id, rows[t]) for document, rows in found) for t in self.keep}
        left_out = sum(document.problem is not None for document, _ in found)
        return _Part(tables, len(task), left_out, sum(len(document.text) for document, _ in task))


_worker: _Work | None = None


def _start_worker(work: _Work) -> None:
    global _worker
    _worker = work


def _run_in_worker(task: _Task) -> _Part:
    assert _worker is not None
    return _worker(task)


def _tasks(documents: Iterable[Document], given: _Given) -> Iterator[_Task]:
    """Cut the stream of documents into parts of about `PART_CHARS`, each document with its given rows."""
    task: _Task = []
    chars = 0
    for document in documents:
        task.append((document, {table: rows.get(document.doc_id, ()) for table, rows in given.items()}))
        chars += len(document.text)
        if chars >= PART_CHARS:
            yield task
            task, chars = [], 0
    if task:
        yield task


def _in_order(tasks: Iterator[_Task], work: _Work, jobs: int) -> Iterator[_Part]:
    """Results in the order of the tasks, with no more than two tasks a process under way."""
    if jobs == 1:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(work,)) as pool:
        waiting: deque[Future[_Part]] = deque()
        for task in tasks:
            waiting.append(pool.submit(_run_in_worker, task))
            if len(waiting) > 2 * jobs:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _joined(table: str, parts: list[pd.DataFrame]) -> pd.DataFrame:
    if not parts:
        return TABLES[table].frame(())
    whole = pd.concat(parts, ignore_index=True)
    keys = ["doc_id", "start", "end"] if TABLES[table].is_span else ["doc_id"]
    return whole.sort_values(keys, kind="stable", ignore_index=True)


class _Bar:
    """A bar on standard error: documents, characters a second, time left where the total is known."""

    def __init__(self, corpus: Any, shown: bool) -> None:
        self.shown = shown
        self.total = sum(len(d.text) for d in corpus) if isinstance(corpus, Corpus) else None
        self.documents = self.left_out = 0

    def __enter__(self) -> _Bar:
        if self.shown:
            from tqdm import tqdm

            self.bar = tqdm(total=self.total, unit="B", unit_scale=True, file=sys.stderr, desc="scan")
        return self

    def advance(self, part: _Part) -> None:
        self.documents += part.documents
        self.left_out += part.left_out
        if self.shown:
            self.bar.set_postfix(documents=self.documents, left_out=self.left_out, refresh=False)
            self.bar.update(part.chars)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.shown:
            self.bar.close()
