"""Notebooks to finished reports: each runs in a kernel of its own, and all reports are written or none."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from negresearch.errors import ReportError
from negresearch.read.corpus import read_corpus
from negresearch.show.page.figure import FORMATS_VARIABLE
from negresearch.show.report.assemble import assemble
from negresearch.show.report.jupyter import (
    AsyncKernelManager,
    DeadKernelError,
    KernelSpec,
    KernelSpecManager,
    PapermillExecutionError,
    nbformat,
    papermill,
)
from negresearch.show.report.result import Report
from negresearch.show.report.write import check_folder, make_report, write_reports

#: What papermill leaves in a notebook that failed.
_MARKER = "papermill-error-cell-tag"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
#: Kernels that run at the same time.
AT_ONCE = 2


class Job(NamedTuple):
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
        ran = list(pool.map(lambda job: _tried(job, out, say), jobs))
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


def _tried(job: Job, out: Path, say: Callable[[str], None]) -> Any:
    """The notebook with its outputs, or what went wrong."""
    started = time.monotonic()
    try:
        notebook = run(job, out / f"{job.name}.failed.ipynb")
    except ReportError as error:
        return error
    finally:
        with suppress(RuntimeError):  # nbclient leaves the loop open that it opens in a thread, if anything ran
            asyncio.get_event_loop().close()
    say(f"{job.name}: ran in {time.monotonic() - started:.1f} s")
    return notebook


def _kernels(folder: str, figures: tuple[str, ...]) -> type[AsyncKernelManager]:
    """Kernels of this very Python, with no one's settings, that speak over local sockets: no ports to race for."""
    env = {"IPYTHONDIR": folder, "PYTHONHASHSEED": "0", FORMATS_VARIABLE: ",".join(figures)}

    class OwnPython(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=argv, display_name="Python 3", language="python", env=env)

    class Kernels(AsyncKernelManager):
        def __init__(self, **given: Any) -> None:
            if sys.platform != "win32":
                given |= {"transport": "ipc", "connection_file": os.path.join(folder, "k.json")}
            super().__init__(**given)
            self.kernel_spec_manager = OwnPython()

    return Kernels


def run(job: Job, failed: Path) -> Any:
    """Run a notebook, and give it with its outputs; the file is not changed.

    Raises ReportError if a cell fails: the question under which it stands, and what went wrong. The notebook is kept as
    `failed`.
    """
    logging.getLogger("papermill").setLevel(logging.ERROR)
    # room for the name of a socket in the folder, which may have 104 characters in all
    short = "/tmp" if len(tempfile.gettempdir()) > 60 and os.path.isdir("/tmp") else None
    with tempfile.TemporaryDirectory(prefix="nr", dir=short, ignore_cleanup_errors=True) as folder:
        output = Path(folder, "out.ipynb")
        try:
            return papermill.execute_notebook(
                nbformat.read(job.path, as_version=4),  # type: ignore[no-untyped-call]
                output,
                parameters=dict(job.given),
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
                kernel_manager_class=_kernels(folder, job.figures),
                shutdown_kernel="immediate",
            )
        except PapermillExecutionError as error:
            question = _keep(output, failed, error.cell_index)
            what = _ANSI.sub("", f"{error.ename}: {error.evalue}")
            raise ReportError(f"{job.name}: “{question}” failed: {what}; the notebook is kept as {failed}") from None
        except DeadKernelError:
            raise ReportError(f"{job.name}: the kernel died; there may be too little memory for this corpus") from None


def _keep(output: Path, failed: Path, index: int) -> str:
    """Keep a notebook that failed without papermill's marks; give the question that failed."""
    notebook = nbformat.read(output, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells = [cell for cell in notebook.cells if _MARKER not in cell.metadata.get("tags", [])]
    failed.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, failed)  # type: ignore[no-untyped-call]
    above = "\n".join(cell.source for cell in notebook.cells[:index] if cell.cell_type == "markdown")
    headings = re.findall(r"^#+ +(.+)$", above, flags=re.MULTILINE)
    return str(headings[-1]).strip() if headings else f"cell {index + 1}"
