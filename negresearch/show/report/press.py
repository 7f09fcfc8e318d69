"""Checked notebooks to finished reports."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from negresearch.errors import ReportError
from negresearch.read.corpus import read_corpus
from negresearch.show.report.assemble import assemble
from negresearch.show.report.result import Report
from negresearch.show.report.run import event_loop, run
from negresearch.show.report.write import check_folder, make_report, write_reports

#: Kernels that run at the same time.
AT_ONCE = 2


@dataclass(frozen=True)
class Job:
    """A notebook to be run: its name, its file, what it is given, what its parameters then are, files asked for."""

    name: str
    path: Path
    given: Mapping[str, Any]
    parameters: Mapping[str, Any]
    figures: tuple[str, ...] = ()
    tables: bool = False


def press(jobs: Sequence[Job], corpus: Path, out: Path, say: Callable[[str], None]) -> list[Report]:
    """Run notebooks, prove what they say against the corpus read anew, and write all reports or none."""
    before = read_corpus(corpus)
    for doc_id, problem in before.problems.items():
        say(f"left out: {doc_id}: {problem}")
    check_folder(out)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ran = list(pool.map(lambda job: _run(job, out, say), jobs))
    failed = [str(error) for error in ran if isinstance(error, ReportError)]
    if failed:
        raise ReportError("\n".join(failed))
    after = read_corpus(corpus)
    if after.fingerprint != before.fingerprint:
        raise ReportError(f"{corpus}: the corpus changed while the reports were made; run it again")
    pages = [assemble(job.name, notebook, after.texts, after) for job, notebook in zip(jobs, ran, strict=True)]
    made = [
        make_report(page, job.path, after.fingerprint, job.parameters, out, tables=job.tables)
        for page, job in zip(pages, jobs, strict=True)
    ]
    write_reports(made, out)
    for page, report in zip(pages, made, strict=True):
        for warning in page.warnings:
            say(f"{page.name}: {warning}")
        say(f"{report.name}: {report.proved:,} passages proved, {report.path}")
    return made


def _run(job: Job, out: Path, say: Callable[[str], None]) -> Any:
    """The notebook with its outputs, or what went wrong."""
    started = time.monotonic()
    try:
        with event_loop():
            notebook = run(job.name, job.path, job.given, out / f"{job.name}.failed.ipynb", job.figures)
    except ReportError as error:
        return error
    say(f"{job.name}: ran in {time.monotonic() - started:.1f} s")
    return notebook
