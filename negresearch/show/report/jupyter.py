"""What we use of Jupyter, imported without what it does not need: the one place that imports it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec


@contextmanager
def _without(module: str) -> Iterator[None]:
    """Let an optional module be missing while others are imported."""
    missing = module not in sys.modules
    sys.modules.setdefault(module, None)  # type: ignore[arg-type]
    try:
        yield
    finally:
        if missing:
            del sys.modules[module]


# jsonschema would compile some 35 grammars for a format that no notebook uses: more than a second.
with _without("rfc3987_syntax"):
    import nbformat
    import papermill
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient.exceptions import DeadKernelError
    from nbconvert.filters.highlight import Highlight2HTML
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
    from papermill.exceptions import PapermillExecutionError

if find_spec("ipykernel") is None:
    raise ModuleNotFoundError("kernels run in ipykernel", name="ipykernel")

__all__ = [
    "AsyncKernelManager",
    "DeadKernelError",
    "Highlight2HTML",
    "IPythonRenderer",
    "KernelSpec",
    "KernelSpecManager",
    "MarkdownWithMath",
    "PapermillExecutionError",
    "nbformat",
    "papermill",
]
