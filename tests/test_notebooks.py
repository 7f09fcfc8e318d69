"""The three notebooks: thin, stripped, and every number that they make opens."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from negresearch.count.tally import Tally
from negresearch.show.page import Exhibit, Figure
from negresearch.show.report.notebooks import declared_parameters

NAMES = ("framing", "narratives", "timeline")


@pytest.fixture(scope="module", params=NAMES)
def path(request: pytest.FixtureRequest, project_path: Path) -> Path:
    """One notebook."""
    return project_path / "notebooks" / f"{request.param}.ipynb"


@pytest.fixture(scope="module")
def cells(path: Path) -> list[dict[str, Any]]:
    """Its cells, each source as one string."""
    return [{**cell, "source": "".join(cell["source"])} for cell in json.loads(path.read_text("utf-8"))["cells"]]


def shown_by(cells: list[dict[str, Any]], names: dict[str, Any]) -> Iterator[Any]:
    """Run the code cells in order; give the value of the last line of each that ends in one."""
    for cell in cells:
        if cell["cell_type"] == "code":
            tree = ast.parse(cell["source"])
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, "cell", "exec"), names)
            if isinstance(last, ast.Expr):
                yield eval(compile(ast.Expression(last.value), "cell", "eval"), names)


@pytest.fixture(scope="module")
def ran(cells: list[dict[str, Any]], project_path: Path) -> tuple[list[Any], dict[str, Any]]:
    """What its cells show, and what they name, on the five texts; a tally that is named again stays under each name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project_path)
        names: dict[str, Any] = {}
        shown = list(shown_by(cells, names))
    return shown, names


def tallies_of(names: dict[str, Any]) -> dict[str, Tally]:
    """The tallies among the names of a notebook."""
    return {name: value for name, value in names.items() if isinstance(value, Tally)}


@pytest.mark.pages
def test_every_number_opens(ran: tuple[list[Any], dict[str, Any]]) -> None:
    """Each cell of each tally leads to as many passages as it counts, and they are in its rows."""
    tallies = tallies_of(ran[1])
    for name, tally in tallies.items():
        for record in tally.table.astype(object).to_dict("records"):
            cell = {column: None if pd.isna(record[column]) else record[column] for column in tally.by}
            assert len(tally.passages(**cell)) == record["n"], (name, cell)
        assert tally.table["n"].sum() > 0, name
    assert tallies or "timeline" in ran[1]


def test_every_passage_is_a_place(ran: tuple[list[Any], dict[str, Any]]) -> None:
    """The rows behind each number lie within the text of their document."""
    texts = ran[1]["texts"].texts
    for tally in tallies_of(ran[1]).values():
        for doc_id, start, end in tally.rows[["doc_id", "start", "end"]].itertuples(index=False, name=None):
            assert 0 <= start < end <= len(texts[doc_id])


def test_what_is_shown_can_be_read(ran: tuple[list[Any], dict[str, Any]]) -> None:
    """There are tables and figures, each with a name of its own, and each figure has words."""
    exhibits = [what.name for what in ran[0] if isinstance(what, Exhibit)]
    figures = [what for what in ran[0] if isinstance(what, Figure)]
    assert len(exhibits) >= 3
    assert figures
    names = exhibits + [figure.name for figure in figures]
    assert len(set(names)) == len(names)
    assert all(len(figure.alt) > 60 for figure in figures)


def test_links_of_figures_lead_to_tables_that_are_shown(ran: tuple[list[Any], dict[str, Any]]) -> None:
    """A mark leads to passages that some table of the same notebook prints."""
    exhibits = [what for what in ran[0] if isinstance(what, Exhibit)]
    anchors = {group.anchor for exhibit in exhibits for group in exhibit.groups}
    anchors |= {re.sub(r"[^\w:-]+", "-", cite) for e in exhibits for cite in (p.cite for p in passages_of(e))}
    figures = [what for what in ran[0] if isinstance(what, Figure)]
    links = {link for figure in figures for link in re.findall(r'href="#([^"]+)" target', figure.svg)}
    assert links
    assert links <= anchors


def passages_of(exhibit: Exhibit) -> list[Any]:
    """The passages that the lines of an exhibit print."""
    return [exhibit.passage(cell.row) for line in exhibit.body for cell in line if cell.row is not None]


def test_headings_ask_and_prose_reads(cells: list[dict[str, Any]]) -> None:
    """Each section asks a question, then says in two sentences or more how to read it and what it can't show."""
    sections = [cell["source"] for cell in cells if cell["cell_type"] == "markdown"][1:]
    assert len(sections) >= 5
    for section in sections:
        heading, _, prose = section.partition("\n\n")
        assert re.fullmatch(r"## .+\?", heading), heading
        assert len(re.findall(r"[.:](?:\s|$)", prose)) >= 2, heading
        assert re.search(r"can't|\bnot\b|nothing", prose), heading


def test_no_number_is_typed(cells: list[dict[str, Any]]) -> None:
    """Numbers in prose are written by the notebook: the text holds none but definitions."""
    for cell in cells:
        if cell["cell_type"] == "markdown":
            numbers = re.findall(r"\d[\d,.]*\d|\d", cell["source"])
            assert set(numbers) <= {"0", "1", "2", "1,000"}, cell["source"]


def test_cells_keep_their_ids(path: Path) -> None:
    """Ids are words and each is there once, so that a diff shows what changed and nothing else."""
    notebook = json.loads(path.read_text("utf-8"))
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", cell_id) for cell_id in ids)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert path.read_text("utf-8") == json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def test_parameters_can_be_checked(path: Path) -> None:
    """Each has a type and a comment; numbers have a range, and the corpus has its default."""
    parameters = declared_parameters(path)
    assert parameters["corpus"].default == "seeds"
    for parameter in parameters.values():
        assert parameter.comment
        if parameter.kind == "int":
            assert re.search(r"\d+ to \d+$", parameter.comment), parameter
