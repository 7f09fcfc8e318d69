"""Where the notebooks lie, and which one a name means."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from negresearch.errors import ParameterError, unknown


def notebook_folder() -> Path:
    """The folder of the notebooks: inside an installed package, beside the package in a clone."""
    package = Path(str(files("negresearch")))
    inside = package / "notebooks"
    return inside if inside.is_dir() else package.parent / "notebooks"


def find_notebooks(names: Iterable[str] = ()) -> dict[str, Path]:
    """Find notebooks of the package by name, or one's own by path; all of the package's without.

    They are given by the name of the report that each becomes, in the order asked for.

    Raises ParameterError if there is no such notebook, or two would become one report.
    """
    ours = {path.stem: path for path in sorted(notebook_folder().glob("*.ipynb")) if ".failed" not in path.suffixes}
    found: dict[str, Path] = {}
    for name in list(names) or list(ours):
        path = Path(name) if name.endswith(".ipynb") else ours.get(name)
        if path is None or not path.is_file():
            raise ParameterError(unknown("notebook", name, ours))
        if found.setdefault(path.stem, path) != path:
            raise ParameterError(f"two notebooks are called {path.stem!r}: {found[path.stem]} and {path}")
    if not found:
        raise ParameterError(f"no notebook in {notebook_folder()}")
    return found


def find_corpus(given: str | Path | None, default: str) -> Path:
    """Find the corpus: the one given, or the default here or one folder up, where notebooks/ stands beside it.

    Raises ParameterError if there is none.
    """
    if given is not None:
        if not Path(given).exists():
            raise ParameterError(f"corpus {str(given)!r} does not exist: name a folder of .txt files, or a table file")
        return Path(given).absolute()
    for folder in (Path.cwd(), Path.cwd().parent):
        if (folder / default).exists():
            return folder / default
    raise ParameterError(f"there is no {default!r} here: name your corpus with --corpus PATH")
