"""The three reports of corpora that are not the five texts: next to nothing, nothing known, many, and bad ones."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import nbformat
import pytest
from pages import shown

from negresearch.read.corpus import read_corpus
from negresearch.show.page import Exhibit
from negresearch.show.page.passages import LIMIT
from negresearch.show.report.assemble import Page, assemble
from negresearch.show.report.write import make_report, write_reports

pytestmark = pytest.mark.pages
NAMES = ("framing", "narratives", "timeline")
#: A page of any corpus stays below this, so that a browser on a telephone opens it.
MOST_BYTES = 1_500_000
PEOPLE = ("Putin", "Zelensky", "Lavrov", "Scholz", "Macron", "Biden", "Erdogan")
SENTENCES = (
    "Russia does not refuse negotiations, {who} said on {day} May 2024.",
    "Ukraine refuses talks and Kyiv rejects a ceasefire.",
    '"We are ready for peace talks with Ukraine," {who} told reporters.',
    "The West is to blame for the failure of the Istanbul agreement, {who} claimed.",
    "Two months ago the delegations met in Istanbul and the talks failed.",
    "Moscow demands that Kyiv recognise the new territorial realities.",
    "Would Ukraine accept neutral status? {who} denied that it would.",
)


def outputs(source: str, names: dict[str, Any]) -> list[Any]:
    """Run a cell and give what it shows."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if not isinstance(last, ast.Expr):
        return []
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    return [nbformat.v4.new_output("execute_result", shown._repr_mimebundle_())]


def page_of(name: str, corpus: Path, project: Path, **parameters: Any) -> Page:
    """Run a notebook on a corpus, in this process, and make its page."""
    notebook = nbformat.read(project / "notebooks" / f"{name}.ipynb", as_version=4)
    names: dict[str, Any] = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = outputs(cell.source, names)
            if "parameters" in cell.metadata.get("tags", []):
                names |= {"corpus": str(corpus), **parameters}
    read = read_corpus(corpus)
    return assemble(name, notebook, read.texts, read)


def files_of(page: Page, corpus: Path, project: Path) -> dict[str, bytes]:
    """The files of a report, proved."""
    notebook = project / "notebooks" / f"{page.name}.ipynb"
    return dict(make_report(page, notebook, read_corpus(corpus).fingerprint, {}, Path("out")).files)


def two_words(folder: Path) -> Path:
    """A corpus of two words."""
    (folder / "a.txt").write_text("two words")
    return folder


def nothing_known(folder: Path) -> Path:
    """A text without a date, a quotation or a frame, and an empty one."""
    (folder / "a.txt").write_text("The garden grew quietly in green silence.\n\nNobody came.\n")
    (folder / "b.txt").write_text("")
    return folder


def some_known(folder: Path) -> Path:
    """Texts of which one has an outlet, none a date of publication, and one cannot be read."""
    records = [
        {
            "doc_id": "x",
            "text": 'Talks began on 3 May 2024. "We do not refuse talks," Putin said. Kyiv refuses talks.\n',
        },
        {"doc_id": "y", "text": "Ukraine is ready for peace talks. Two months ago talks failed.\n", "outlet": "TASS"},
        {"doc_id": "z", "text": ""},
    ]
    path = folder / "c.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def many(folder: Path, size: int) -> Path:
    """So many texts, of which four cannot be read and one is HTML with a script in it."""
    for i in range(size - 5):
        paragraphs = [
            " ".join(
                SENTENCES[(i * 3 + j * 5 + k) % len(SENTENCES)].format(
                    who=PEOPLE[(i + j + k) % len(PEOPLE)], day=1 + (i + j) % 28
                )
                for k in range(3)
            )
            for j in range(6)
        ]
        (folder / f"d{i:03}.txt").write_text(f"Talks number {i} fail\n\n" + "\n\n".join(paragraphs) + "\n")
    (folder / "x_empty.txt").write_bytes(b"")
    (folder / "x_utf8.txt").write_bytes(b"abcd\xff\xfe")
    (folder / "x_binary.txt").write_bytes(b"\x00\x01\x02")
    (folder / "x_line.txt").write_bytes(b"word " * 400_000)
    (folder / "x_html.txt").write_text(
        '<script>alert(1)</script><img src=x onerror=alert(2)> Putin: "We want talks."\n'
    )
    return folder


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("make", [two_words, nothing_known, some_known])
def test_a_report_of_next_to_nothing(name: str, make: Any, tmp_path: Path, project_path: Path) -> None:
    """Where nothing is found, the page says so; it has all its tables and figures, and no link that leads nowhere."""
    corpus = make(tmp_path)
    page = page_of(name, corpus, project_path)
    html = files_of(page, corpus, project_path)[f"{name}.html"].decode()
    assert len(page.exhibits) >= 3
    assert page.figures
    assert not re.search(r"\bnan\b", html, re.IGNORECASE)
    for exhibit in page.exhibits:
        if not exhibit.body:
            assert f'id="{exhibit.name}"' in html
    if make is not some_known:
        assert "none found" in html


def check_many(name: str, corpus: Path, project: Path, size: int) -> None:
    """What holds of a report however many texts it has."""
    page = page_of(name, corpus, project)
    files = files_of(page, corpus, project)
    html = files[f"{name}.html"].decode()
    assert len(html.encode()) < MOST_BYTES
    assert "<script>alert" not in html
    assert "<img" not in html
    assert re.search(rf"<dd>{size} documents, ", html)
    assert set(re.findall(r'<a href="([\w.-]+\.csv)"', html)) <= set(files)
    for exhibit in page.exhibits:
        assert len(exhibit.body) <= LIMIT
        if exhibit.whole[1]:
            lines = files[f"{name}.{exhibit.name}.lines.csv"].decode().count("\n") - 1
            assert lines == len(exhibit.whole[1])
            assert "Shown are" in exhibit.note
    check_rows(page, files)
    check_counts(page, html)


def check_rows(page: Page, files: dict[str, bytes]) -> None:
    """Each file of rows is another, and holds all rows of all exhibits that name it."""
    contents = [data for name, data in files.items() if name.endswith(".csv") and not name.endswith(".lines.csv")]
    assert len(set(contents)) == len(contents)
    for exhibit in page.exhibits:
        if exhibit.rows:
            lines = csv.reader(io.StringIO(files[page.files(exhibit).rows].decode(), newline=""))
            cites = Counter(line[3] for line in lines)
            assert Counter(str(row[3]) for row in exhibit.rows) <= cites


def check_bad_ones(page: Page, size: int) -> None:
    """The texts are listed, those with a problem with what is wrong."""
    (listed,) = [exhibit for exhibit in page.exhibits if exhibit.name == "documents"]
    lines = listed.body
    bad = {line[0].text: line[-1].text for line in lines if line[0].text in BAD}
    assert bad.keys() == BAD.keys()
    for doc_id, why in BAD.items():
        assert why in bad[doc_id]
    assert len(listed.whole[1] or lines) == size


BAD = {"x_empty": "empty", "x_utf8": "UTF-8", "x_binary": "binary", "x_line": "line"}


@pytest.mark.parametrize("name", NAMES)
def test_a_report_with_bad_texts(name: str, tmp_path: Path, project_path: Path) -> None:
    """Bad texts are listed with the reason and are in no number; a text of HTML is a text."""
    corpus = many(tmp_path, 18)
    assert len(read_corpus(corpus).texts) == 14
    check_many(name, corpus, project_path, 18)
    if name != "narratives":
        check_bad_ones(page_of(name, corpus, project_path), 18)


@pytest.mark.soak
@pytest.mark.parametrize("name", NAMES)
def test_a_report_of_two_hundred_texts(name: str, tmp_path: Path, project_path: Path) -> None:
    """Two hundred texts make a page that is not larger than it can be read."""
    corpus = many(tmp_path, 200)
    assert len(read_corpus(corpus).texts) == 196
    check_many(name, corpus, project_path, 200)


def check_counts(page: Page, html: str) -> None:
    """Each count that is printed opens passages: all, or a sample of at most 200, and it says so."""
    heads = dict(re.findall(r'<p class="\w+" id="([^"]*)">(.*?)</p>', html))
    for exhibit in page.exhibits:
        for number, group in shown_counts(exhibit):
            assert number == len(group.rows)
            head = heads[group.anchor]
            assert f": {number:,}" in head
            printed = len({passage.cite for passage in shown(html, group.anchor)})
            rows = len({exhibit.passage(row).cite for row in group.rows})
            assert printed == rows or (0 < printed <= LIMIT and f" of {number:,} passages" in head)


def shown_counts(exhibit: Exhibit) -> list[tuple[int, Any]]:
    """The counts of an exhibit, and the groups that they open."""
    cells = [cell for line in exhibit.body for cell in line if cell.group is not None]
    return [(int(cell.text.replace(",", "")), exhibit.groups[cell.group or 0]) for cell in cells]


@pytest.mark.parametrize("name", NAMES)
def test_a_number_opens_passages_or_says_what_it_is(name: str, seeds_path: Path, project_path: Path) -> None:
    """Below every heading of numbers stand links to passages, or the note tells how the numbers are worked out."""
    for exhibit in page_of(name, seeds_path, project_path).exhibits:
        columns = list(zip(*exhibit.body, strict=True))
        for heading, cells in zip(exhibit.head, columns, strict=False):
            opens = any(cell.group is not None for cell in cells) or all(cell.text in "0–" for cell in cells)
            assert not heading.number or opens or heading.label.lower() in exhibit.note.lower(), exhibit.name


def test_what_was_left_out_is_named_everywhere(tmp_path: Path, project_path: Path) -> None:
    """The list of reports and each receipt name the bad texts with what is wrong, and of many the first."""
    corpus = many(tmp_path, 25)
    for i in range(30):
        (corpus / f"y{i:02}.txt").write_bytes(b"")
    page = page_of("timeline", corpus, project_path)
    made = make_report(
        page, project_path / "notebooks" / "timeline.ipynb", read_corpus(corpus).fingerprint, {}, Path("out")
    )
    write_reports([made], tmp_path / "out")
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "Left out because of a problem: 34 of 55 documents" in index
    assert re.search(r"<li>x_empty: [^<]*empty[^<]*</li>", index)
    assert "<li>and 14 more</li>" in index
    assert "x_binary: " in files_of(page, corpus, project_path)["timeline.html"].decode()
