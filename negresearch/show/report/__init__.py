"""Reports: notebooks run on a corpus, made into pages whose every passage is proved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from negresearch.errors import MissingExtraError, ParameterError, unknown
from negresearch.read.actors import read_actors
from negresearch.read.by_hand import read_by_hand
from negresearch.read.codebook import read_codebook
from negresearch.read.corrections import read_corrections
from negresearch.read.dated_events import read_dated_events
from negresearch.read.events import read_events
from negresearch.read.naming import read_naming
from negresearch.read.reporting import read_reporting_verbs
from negresearch.show.page.figure import FORMATS
from negresearch.show.page.prose import PLACES
from negresearch.show.report.notebooks import (
    Parameter,
    checked_parameters,
    declared_parameters,
    find_corpus,
    find_notebooks,
)
from negresearch.show.report.result import Report

__all__ = ["Report", "report"]


#: Files that a user may bring to a notebook, and what reads them: a bad one is refused before anything runs.
_BROUGHT: Mapping[str, Callable[[str], object]] = {
    "corrections": read_corrections, "dated_events": read_dated_events, "events": read_events, "naming": read_naming,
    "aliases": lambda path: read_actors(add=path), "verbs": read_reporting_verbs,
}  # fmt: skip


def report(
    names: Iterable[str] = (),
    *,
    corpus: str | Path | None = None,
    out: str | Path = "reports",
    parameters: Mapping[str, Any] | None = None,
    figures: Iterable[str] = (),
    tables: bool = False,
    say: Callable[[str], None] | None = None,
) -> list[Report]:
    """Run notebooks on a corpus and write their reports.

    Parameters
    ----------
    names : iterable of str
        Which notebooks: names of the package's own, or paths that end in .ipynb; all of the package's without.
    corpus : str or pathlib.Path, optional
        Anything that `read_corpus` reads; the notebooks' default, here or one folder up, without.
    out : str or pathlib.Path
        The folder of the reports.
    parameters : mapping of str to object, optional
        Parameters of the notebooks. Each goes to the notebooks that declare it.
    figures, tables : iterable of str, bool
        Formats (svg, png, pdf) in which each figure is a file too, NAME.figure-FIGURE.FORMAT; whether each table is, as
        it is shown: NAME.TABLE.table.csv.
    say : callable, optional
        Is told one line for each notebook as it is done.

    Returns
    -------
    list of Report
        In the order of `names`. In `out` stand index.html and for each report NAME.html, the rows behind it as
        NAME.TABLE.csv, and its receipt, NAME.json. The same inputs give the same bytes.

    Raises
    ------
    ParameterError, MissingExtraError
        If a notebook or a parameter is unknown or a value wrong; if a package of the extra `report` is not installed.
        Both before anything runs.
    ReportError
        If a cell fails (the notebook is kept as NAME.failed.ipynb) or a passage is not the words of the corpus.
        Nothing is then written, and the last good reports stay.
    """
    formats = tuple(figures)
    for kind in formats:
        if kind not in FORMATS:
            raise ParameterError(f"figures: {unknown('format', kind, FORMATS)}")
    wanted = dict(parameters or {})
    corpus = wanted.pop("corpus", None) if corpus is None else corpus
    notebooks = find_notebooks(names)
    declared = {name: declared_parameters(path) for name, path in notebooks.items()}
    place = find_corpus(corpus, _default_corpus(declared))
    for name, read in _BROUGHT.items():
        if wanted.get(name):
            wanted[name] = str(Path(str(wanted[name])).absolute())
            read(wanted[name])
    if wanted.get("sheet"):
        wanted["sheet"] = _sheets(wanted["sheet"], wanted.get("codebook", "peace-talks"))
    given = checked_parameters(declared, {**wanted, "corpus": str(place)})
    try:
        from negresearch.show.report.run import Job, press  # heavy: a wrong parameter is refused before it
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"reports need {error.name}: pip install 'negresearch[report]'") from None
    jobs = []
    for name, path in notebooks.items():
        values = {p.name: given[name].get(p.name, p.default) for p in declared[name].values() if p.name not in PLACES}
        known = read_events(wanted.get("events")).by_name if "event" in values else {}
        if known and values["event"] not in known:
            raise ParameterError(f"{name}: {unknown('event', str(values['event']), known)}")
        jobs.append(Job(name, path, given[name], values, formats, tables))
    return press(jobs, place, Path(out), say or (lambda line: None))


def _sheets(given: Any, codebook: Any) -> list[str]:
    """Where the sheets lie that came back from coders; a bad one is refused before anything runs."""
    named = given.split(",") if isinstance(given, str) else given
    paths = [str(Path(str(path).strip()).absolute()) for path in named]
    read_by_hand(read_codebook(codebook), paths)
    return paths


def _default_corpus(declared: Mapping[str, Mapping[str, Parameter]]) -> str:
    for name, parameters in declared.items():
        if "corpus" not in parameters:
            raise ParameterError(f"notebook {name!r} declares no parameter 'corpus': str")
    return str(next(iter(declared.values()))["corpus"].default)
