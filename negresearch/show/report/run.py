"""Running notebooks: parameters in, outputs out, each in a kernel of its own."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from negresearch.errors import ReportError
from negresearch.show.page.figure import FORMATS_VARIABLE
from negresearch.show.report.jupyter import (
    AsyncKernelManager,
    DeadKernelError,
    KernelSpec,
    KernelSpecManager,
    PapermillExecutionError,
    nbformat,
    papermill,
)


@contextmanager
def event_loop() -> Iterator[None]:
    """Close the event loop that nbclient opens in a thread and leaves open."""
    try:
        yield
    finally:
        with suppress(RuntimeError):  # there is none where nothing ran
            asyncio.get_event_loop().close()


#: What papermill leaves in a notebook that failed.
_MARKER = "papermill-error-cell-tag"
_ANSI = re.compile(r"\x1b\[[0-9;]*m")


class _OwnPython(KernelSpecManager):
    """Knows one kernel: this very Python with no one's settings, whatever kernels are installed under its name."""

    folder: str = ""
    figures: tuple[str, ...] = ()

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        env = {"IPYTHONDIR": self.folder, "PYTHONHASHSEED": "0", FORMATS_VARIABLE: ",".join(self.figures)}
        return KernelSpec(argv=argv, display_name="Python 3", language="python", env=env)


def _kernels(folder: str, figures: tuple[str, ...]) -> type[AsyncKernelManager]:
    """Kernels that speak over local sockets in a folder: no ports to race for."""

    class Kernels(AsyncKernelManager):
        def __init__(self, **given: Any) -> None:
            if sys.platform != "win32":
                given |= {"transport": "ipc", "connection_file": os.path.join(folder, "k.json")}
            super().__init__(**given)
            self.kernel_spec_manager = _OwnPython()
            self.kernel_spec_manager.folder, self.kernel_spec_manager.figures = folder, figures

    return Kernels


def run(name: str, notebook: Path, parameters: Mapping[str, Any], failed: Path, figures: tuple[str, ...] = ()) -> Any:
    """Run a notebook with checked parameters, and give it with its outputs; the file is not changed.

    If a cell fails, it is kept as `failed`, as far as it came. Figures bring along files of the formats named.

    Raises
    ------
    ReportError
        If a cell fails: the question under which it stands, and what went wrong.
    """
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="nr", dir=_short(), ignore_cleanup_errors=True) as folder:
        output = Path(folder, "out.ipynb")
        try:
            return papermill.execute_notebook(
                nbformat.read(notebook, as_version=4),  # type: ignore[no-untyped-call]
                output,
                parameters=dict(parameters),
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
                kernel_manager_class=_kernels(folder, figures),
                shutdown_kernel="immediate",
            )
        except PapermillExecutionError as error:
            question = _keep(output, failed, error.cell_index)
            what = _ANSI.sub("", f"{error.ename}: {error.evalue}")
            raise ReportError(f"{name}: “{question}” failed: {what}; the notebook is kept as {failed}") from None
        except DeadKernelError:
            raise ReportError(f"{name}: the kernel died; there may be too little memory for this corpus") from None


def _short() -> str | None:
    """A folder whose name leaves room for that of a socket, which may have 104 characters in all."""
    return "/tmp" if len(tempfile.gettempdir()) > 60 and os.path.isdir("/tmp") else None


def _keep(output: Path, failed: Path, index: int) -> str:
    """Keep a notebook that failed without papermill's marks; give the question that failed."""
    notebook = nbformat.read(output, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells = [cell for cell in notebook.cells if _MARKER not in cell.metadata.get("tags", [])]
    failed.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, failed)  # type: ignore[no-untyped-call]
    above = "\n".join(cell.source for cell in notebook.cells[:index] if cell.cell_type == "markdown")
    headings = re.findall(r"^#+ +(.+)$", above, flags=re.MULTILINE)
    return str(headings[-1]).strip() if headings else f"cell {index + 1}"
