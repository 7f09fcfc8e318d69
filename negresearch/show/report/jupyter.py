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
    import nbformat as nbformat
    import papermill as papermill
    from jupyter_client.kernelspec import KernelSpec as KernelSpec, KernelSpecManager as KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager as AsyncKernelManager
    from nbclient.exceptions import DeadKernelError as DeadKernelError
    from nbconvert.filters.highlight import Highlight2HTML as Highlight2HTML
    from nbconvert.filters.markdown_mistune import (
        IPythonRenderer as IPythonRenderer,
        MarkdownWithMath as MarkdownWithMath,
    )
    from papermill.exceptions import PapermillExecutionError as PapermillExecutionError

if find_spec("ipykernel") is None:
    raise ModuleNotFoundError("kernels run in ipykernel", name="ipykernel")
