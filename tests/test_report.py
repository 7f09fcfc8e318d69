"""Reports: wrong parameters run nothing, pages are proved, the same inputs give the same bytes."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from base64 import b64encode
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from pages import rule_of, shown
from strategies import a_document

from negresearch.errors import MissingExtraError, ParameterError, ReportError
from negresearch.read.corpus import Corpus
from negresearch.show import report as report_room
from negresearch.show.page import Figure, exhibit, prose
from negresearch.show.report import report, run
from negresearch.show.report.assemble import assemble
from negresearch.show.report.notebooks import (
    Parameter,
    checked_parameters,
    declared_parameters,
    find_corpus,
    find_notebooks,
)
from negresearch.show.report.write import make_report

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
PARAMETERS = """corpus: str = "texts"  # a folder of .txt files
word: str = "talks"  # the word that is counted; one of: talks, peace
width: int = 60  # characters on each side; 20 to 200
share: float = 0.5  # 0 to 1
quoted: bool = False  # whether quotations count
outlets: list[str] = []  # only these
note: str | None = None  # said under the table"""
LOAD = """import re, pandas as pd, negresearch as nr
texts = nr.read_corpus(corpus)
spans = [(d.doc_id, m.start(), m.end(), m[0], width / 3) for d in texts for m in re.finditer(word, d.text)]"""
SHOW = """rows = pd.DataFrame(spans, columns=["doc_id", "start", "end", "frame", "third"])
counts = pd.DataFrame({"frame": [word], "n": [len(rows)]})
nr.exhibit(counts, texts, rows=rows, by=["frame"], name="counts", caption="How often <b>it</b> stands there")"""
FIGURE = f"nr.Figure({SVG!r}, 'A square of nine by nine.', 'A square', name='square')"


def a_notebook(path: Path, *code: str, abstract: str = "", parameters: str = PARAMETERS) -> Path:
    """A notebook of a title, a cell of parameters, and a question above each further cell."""
    new = nbformat.v4
    cells = [new.new_markdown_cell(f"# What does {path.stem} say?\n\nWords & <i>markup</i>.")]
    cells.append(new.new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    for i, source in enumerate(code):
        cells += [new.new_markdown_cell(f"## Question {i}?\n\nRead so."), new.new_code_cell(source)]
    if abstract:
        cells.append(new.new_code_cell(abstract, metadata={"tags": ["abstract"]}))
    nbformat.write(new.new_notebook(cells=cells), path)
    return path


def a_run(*shown: Any, markdown: str = "# T\n\n## Q?") -> Any:
    """A notebook that has run, one cell for each thing shown."""
    new = nbformat.v4
    cells = [new.new_markdown_cell(markdown)]
    for what in shown:
        data = what if isinstance(what, dict) else what._repr_mimebundle_()
        cells.append(new.new_code_cell("show()", outputs=[new.new_output("display_data", data)]))
    return new.new_notebook(cells=cells)


def test_a_cell_may_say_the_title(talks: Corpus) -> None:
    """What a cell with the tag "title" shows stands in the place of the first heading, unless it shows nothing."""
    for said, title in (("Whose < war?", "Whose &lt; war?"), ("", "T")):
        run = a_run(prose("{said}", said=said))
        run.cells[1].metadata["tags"] = ["title"]
        assert assemble("one", run, talks.texts).title == title


def test_an_abstract_says_nothing_twice(talks: Corpus) -> None:
    """Two cells for the abstract that have the same to say are one sentence there."""
    run = a_run(prose("None."), prose("Some."), prose("None."))
    for cell in run.cells[1:]:
        cell.metadata["tags"] = ["abstract"]
    assert assemble("one", run, talks.texts).abstract == "<p>None.</p><p>Some.</p>"


@pytest.fixture
def talks() -> Corpus:
    """One short text."""
    return Corpus((a_document("peace talks, then peace", "a"),), "f" * 64)


@pytest.fixture
def table(talks: Corpus) -> Any:
    """An exhibit of its two mentions of peace."""
    rows = pd.DataFrame({"doc_id": ["a", "a"], "start": [0, 18], "end": [5, 23], "frame": "peace"})
    return exhibit(pd.DataFrame({"frame": ["peace"], "n": [2]}), talks, rows=rows, by=["frame"], name="t", caption="x")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus of two texts and two notebooks."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "texts").mkdir()
    (folder / "texts" / "a.txt").write_text("peace talks\nand <script>talks</script> of talks\u202e\n", "utf-8")
    (folder / "texts" / "b.txt").write_text("no talks, =talks()\n", "utf-8")
    abstract = "nr.prose('{word} stands {n} times.', word=word, n=len(rows))"
    a_notebook(folder / "one.ipynb", LOAD, SHOW, FIGURE, "nr.receipt(texts, word=word, width=width)", abstract=abstract)
    a_notebook(folder / "two.ipynb", LOAD, SHOW)
    return folder


def ran(folder: Path, corpus: Path, here: Path, out: Path) -> dict[str, bytes]:
    """The files of a run, started from a folder into another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        names = [str(folder / "one.ipynb"), str(folder / "two.ipynb")]
        report(names, corpus=corpus, out=out, parameters={"width": "100"})
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@pytest.fixture(scope="module")
def printed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a run."""
    return ran(folder, folder / "texts", folder, tmp_path_factory.mktemp("out"))


# Parameters


def test_parameters_are_read_without_running(folder: Path) -> None:
    """Name, type, default and comment of each parameter stand in the notebook's one cell of parameters."""
    declared = declared_parameters(folder / "one.ipynb")
    assert list(declared) == ["corpus", "word", "width", "share", "quoted", "outlets", "note"]
    assert declared["width"] == Parameter("width", "int", 60, "characters on each side; 20 to 200")
    assert declared["note"].optional


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ({"width": "20"}, {"width": 20}),
        ({"width": 200}, {"width": 200}),
        ({"share": "1"}, {"share": 1.0}),
        ({"quoted": "yes"}, {"quoted": True}),
        ({"quoted": False}, {"quoted": False}),
        ({"outlets": "RT, GEOFOR"}, {"outlets": ["RT", "GEOFOR"]}),
        ({"outlets": ["RT"]}, {"outlets": ["RT"]}),
        ({"note": "none"}, {"note": None}),
        ({"word": "peace"}, {"word": "peace"}),
    ],
)
def test_words_become_values_of_the_declared_type(folder: Path, given: dict[str, Any], taken: dict[str, Any]) -> None:
    """What is typed on a command line reaches the notebook as the type that it declares."""
    declared = {"one": declared_parameters(folder / "one.ipynb")}
    checked = checked_parameters(declared, given)["one"]
    assert checked == taken
    assert [type(value) for value in checked.values()] == [type(value) for value in taken.values()]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"widht": 60}, "did you mean 'width'"),
        ({"width": "wide"}, "whole number"),
        ({"width": 60.5}, "whole number"),
        ({"width": True}, "whole number"),
        ({"width": 10}, "20 to 200"),
        ({"width": 201}, "20 to 200"),
        ({"width": None}, "is not a whole number"),
        ({"share": "nan"}, "a number"),
        ({"share": "-0.1"}, "0 to 1"),
        ({"quoted": "perhaps"}, "true or false"),
        ({"word": "talk"}, "did you mean 'talks'"),
        ({"word": 7}, "words"),
        ({"outlets": [1]}, "commas"),
    ],
)
def test_a_wrong_parameter_is_refused_before_anything_runs(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: dict[str, Any], said: str
) -> None:
    """An unknown name, a wrong type and a value out of range say what may be; no kernel starts."""
    monkeypatch.setattr(run, "press", lambda *_: pytest.fail("something ran"))
    with pytest.raises(ParameterError, match=re.escape(said)):
        report([str(folder / "one.ipynb")], corpus=folder / "texts", out=tmp_path / "out", parameters=given)
    assert not (tmp_path / "out").exists()


def test_a_misspelt_event_is_refused_before_anything_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that the book lacks is no failure of a cell: it says what was meant, and no kernel starts."""
    monkeypatch.setattr(run, "press", lambda *_: pytest.fail("something ran"))
    with pytest.raises(ParameterError, match="did you mean 'istanbul_2022'"):
        report(["narratives"], corpus="seeds", out=tmp_path / "out", parameters={"event": "istanbul_2202"})


def test_a_missing_package_names_its_extra(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the packages of the extra, one line says what to install."""
    for module in ("run", "jupyter"):
        monkeypatch.delitem(sys.modules, f"negresearch.show.report.{module}")
    monkeypatch.setitem(sys.modules, "papermill", None)
    with pytest.raises(MissingExtraError, match=r"need papermill: pip install 'negresearch\[report\]'"):
        report([str(folder / "one.ipynb")], corpus=folder / "texts", out=tmp_path)


def test_a_parameter_goes_to_the_notebooks_that_declare_it() -> None:
    """One call may set a parameter that only one of its notebooks has."""
    declared = {"a": {"n": Parameter("n", "int", 1)}, "b": {"m": Parameter("m", "int", 1)}}
    assert checked_parameters(declared, {"n": "2"}) == {"a": {"n": 2}, "b": {}}


@pytest.mark.parametrize("line", ["n = 1", "n: int", "n: complex = 1", "n: int = f()", "n: int = ("])
def test_a_parameter_that_cannot_be_checked_is_refused(tmp_path: Path, line: str) -> None:
    """A parameter without a type, without a default, or of a type that no one can check is an error of the notebook."""
    notebook = a_notebook(tmp_path / "n.ipynb", parameters=line)
    with pytest.raises(ParameterError, match=r"n\.ipynb"):
        declared_parameters(notebook)


def test_a_notebook_that_is_none_says_so(tmp_path: Path) -> None:
    """A broken file and an unknown name are told apart from a notebook."""
    (tmp_path / "n.ipynb").write_text("{}")
    with pytest.raises(ParameterError, match="no notebook that can be read"):
        declared_parameters(tmp_path / "n.ipynb")
    with pytest.raises(ParameterError, match="unknown notebook"):
        find_notebooks(["nothing"])
    with pytest.raises(ParameterError, match="unknown notebook"):
        find_notebooks([str(tmp_path / "missing.ipynb")])


def test_the_corpus_is_found_from_the_clone_and_from_its_notebooks(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The default corpus resolves here and one folder up; elsewhere the user is asked to name one."""
    (folder / "notebooks").mkdir(exist_ok=True)
    for here in (folder, folder / "notebooks"):
        monkeypatch.chdir(here)
        assert find_corpus(None, "texts").samefile(folder / "texts")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ParameterError, match="--corpus"):
        find_corpus(None, "texts")
    with pytest.raises(ParameterError, match="does not exist"):
        find_corpus("nowhere", "texts")


# Running


@pytest.mark.pages
def test_two_runs_in_two_folders_give_the_same_bytes(folder: Path, printed: dict[str, bytes], tmp_path: Path) -> None:
    """Neither the folder, nor the path of the corpus, nor the hour changes a byte."""
    (folder / "x").mkdir(exist_ok=True)
    assert printed == ran(folder, folder / "x" / ".." / "texts", tmp_path, tmp_path / "out")
    assert set(printed) == {
        "index.html", "one.html", "one.json", "one.counts.csv", "two.html", "two.json", "two.counts.csv",
    }  # fmt: skip


def test_citable_bytes_name_no_place(printed: dict[str, bytes], folder: Path) -> None:
    """No file says where the corpus, the notebook or the package lay."""
    for data in printed.values():
        assert str(folder).encode() not in data
        assert str(Path(report_room.__file__).parents[3]).encode() not in data


def test_the_page_runs_nothing_and_loads_nothing(printed: dict[str, bytes]) -> None:
    """Its only script is data, its policy allows its own style and nothing else, and no address is loaded."""
    page = printed["one.html"].decode()
    assert re.findall(r"<script[^>]*>", page) == ['<script type="application/json" id="receipt.json">']
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;" in page
    assert not re.search(
        r"""<[^>]+\s(style|on\w+|src|srcset)=|<link (?!rel="icon" href="data:,")|@import|url\(""", page
    )


def test_every_number_of_the_page_opens(printed: dict[str, bytes]) -> None:
    """Each link of the page has its target in it, and each count as many passages behind it as it says."""
    page = printed["one.html"].decode()
    ids = re.findall(r'<[^>]+\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    (anchor, count) = re.findall(r'<td><a href="#([^"]+)">(\d+)</a>', page)[0]
    assert rule_of(page, page, anchor)
    assert len(shown(page, anchor)) == int(count) == 5


def test_the_page_has_its_parts(printed: dict[str, bytes]) -> None:
    """Title, abstract from the notebook's numbers, contents, landmarks, headings in order, captions, descriptions."""
    page = printed["one.html"].decode()
    assert "<title>What does one say?</title>" in page
    assert re.search(r'<section class="abstract".*?<p>talks stands 5 times\.</p>', page, re.DOTALL)
    assert [f"<{mark}" in page for mark in ("header", "nav aria-label", "main id", "footer")] == [True] * 4
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert '<svg role="img" aria-labelledby="figure-square.words"' in page
    assert "<b>Table 1.</b> How often &lt;b&gt;it&lt;/b&gt; stands there" in page
    assert "Words &amp; &lt;i&gt;markup&lt;/i&gt;." in page
    assert "&lt;script&gt;" in page


def test_rows_and_receipt_bear_the_page_out(printed: dict[str, bytes], folder: Path) -> None:
    """The rows are exact and count what the page counts; the receipt names every input and the hash of each file."""
    rows = pd.read_csv(pd.io.common.BytesIO(printed["one.counts.csv"]), keep_default_na=False)
    texts = {path.stem: path.read_text("utf-8") for path in (folder / "texts").glob("*.txt")}
    assert len(rows) == 5
    assert all(texts[row.doc_id][row.start : row.end] == row.text for row in rows.itertuples())
    assert set(rows["third"]) == {33.3333}
    receipt = json.loads(printed["one.json"])
    assert list(receipt["parameters"].items())[:2] == [("note", None), ("outlets", [])]
    assert (receipt["parameters"]["width"], "corpus" in receipt["parameters"]) == (100, False)
    assert receipt["notebook"]["sha256"] == hashlib.sha256((folder / "one.ipynb").read_bytes()).hexdigest()
    assert receipt["files"] == {
        name: hashlib.sha256(printed[name]).hexdigest() for name in ("one.counts.csv", "one.html")
    }
    assert json.loads(printed["two.json"])["parameters"] == receipt["parameters"]


def test_the_index_lists_the_reports(printed: dict[str, bytes]) -> None:
    """index.html leads to each report of the folder."""
    index = printed["index.html"].decode()
    assert 'href="one.html"' in index
    assert 'href="two.html"' in index
    assert "script-src" not in index
    assert "<script" not in index


def test_a_failing_cell_names_its_question_and_keeps_the_notebook(folder: Path, tmp_path: Path) -> None:
    """The notebook is kept as far as it came; the last good report and its rows stay as they were."""
    notebook = a_notebook(tmp_path / "one.ipynb", LOAD, "raise ValueError('no <b>peace</b>')", "never()")
    out = tmp_path / "out"
    out.mkdir()
    (out / "one.html").write_text("the last good report")
    with pytest.raises(ReportError, match=r"“Question 1\?” failed: ValueError: no <b>peace</b>") as caught:
        report([str(notebook)], corpus=folder / "texts", out=out)
    assert "one.failed.ipynb" in str(caught.value)
    assert sorted(path.name for path in out.iterdir()) == ["one.failed.ipynb", "one.html"]
    assert (out / "one.html").read_text() == "the last good report"
    kept = nbformat.read(out / "one.failed.ipynb", as_version=4)
    assert kept.cells[-1].source == "never()"
    assert not any("papermill" in str(cell.metadata.get("tags", "")) for cell in kept.cells)


# Proof


def test_one_changed_character_of_a_text_stops_the_report(talks: Corpus, table: Any) -> None:
    """Change a character that is cited, and the report fails, naming the citation; change another, and it does not."""
    changed = {"a": talks.texts["a"].replace("then peace", "then peaze")}
    with pytest.raises(ReportError, match="a:18-23") as caught:
        assemble("r", a_run(table), changed)
    assert "a:0-5" not in str(caught.value)
    assemble("r", a_run(table), {"a": talks.texts["a"].replace("then", "thin")})


def test_the_finished_page_is_proved_too(talks: Corpus, table: Any, folder: Path, tmp_path: Path) -> None:
    """Words that went astray between the rows and the page are found in the page itself, in a passage or beside it."""
    notebook = folder / "one.ipynb"
    for right, wrong in (">peace</mark>", ">Peace</mark>"), ("</mark> talks", "</mark> walks"):
        page = assemble("r", a_run(table), talks.texts)
        assert make_report(page, notebook, talks.fingerprint, {}, tmp_path).proved == 2
        page.passages = page.passages.replace(right, wrong)
        with pytest.raises(ReportError, match="a:0-5"):
            make_report(page, notebook, talks.fingerprint, {}, tmp_path)


def test_a_mark_that_cites_nothing_stops_the_report(talks: Corpus, folder: Path, tmp_path: Path) -> None:
    """A passage that cannot be proved is not printed."""
    page = assemble("r", a_run({"text/html": "<p><mark>they said</mark></p>"}), talks.texts)
    with pytest.raises(ReportError, match="cite id"):
        make_report(page, folder / "one.ipynb", talks.fingerprint, {}, tmp_path)


def test_a_link_that_leads_nowhere_stops_the_report(talks: Corpus, table: Any, folder: Path, tmp_path: Path) -> None:
    """A number of a table that is not in the page cannot be quoted in it."""
    page = assemble("r", a_run(prose("{n}", n=table.count(frame="peace"))), talks.texts)
    with pytest.raises(ReportError, match=r"t\.1"):
        make_report(page, folder / "one.ipynb", talks.fingerprint, {}, tmp_path)


def test_two_things_of_one_name_stop_the_report(talks: Corpus, table: Any) -> None:
    """An anchor means one thing."""
    with pytest.raises(ReportError, match="'t'"):
        assemble("r", a_run(table, table), talks.texts)


def test_a_picture_without_words_stops_the_report(talks: Corpus) -> None:
    """A figure that some readers cannot read is refused."""
    with pytest.raises(ReportError, match="description"):
        assemble("r", a_run({"image/svg+xml": SVG, "text/plain": "x"}), talks.texts)


def test_what_a_cell_shows_is_cleaned(talks: Corpus) -> None:
    """HTML, text and Markdown of cells and the notebook's own Markdown bring no markup of their own into the page."""
    wild = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    shown = a_run({"text/html": wild}, {"text/plain": wild}, markdown=f"# A {wild}\n\n## {wild} [x](javascript:y)")
    page = assemble("r", shown, talks.texts)
    whole = page.title + page.lede + "".join(block.html for block in page.blocks) + str(page.contents)
    assert not re.search(r"<(img|script)|href=.javascript", whole)
    assert whole.count("&lt;script&gt;") >= 4


def test_figures_and_tables_are_counted(talks: Corpus, table: Any) -> None:
    """Tables and figures carry their numbers, and a figure without a name gets that of its place."""
    page = assemble(
        "r", a_run(table, Figure(SVG, "A square.", "Square"), Figure(SVG, "Another.", "Again")), talks.texts
    )
    html = "".join(block.html for block in page.blocks)
    assert re.findall(r"<b>((?:Table|Figure) \d)\.</b>", html) == ["Table 1", "Figure 1", "Figure 2"]
    assert 'id="figure-2"' in html


def test_a_report_takes_away_what_its_last_run_left(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, talks: Corpus, table: Any
) -> None:
    """Rows of a table that is gone, and a notebook that failed, go with the next good run; other files stay."""
    for name in ("r.old.csv", "r.failed.ipynb", "other.csv"):
        (tmp_path / name).write_text("x")
    monkeypatch.setattr(run, "run", lambda *_: a_run(table))
    monkeypatch.setattr(run, "read_corpus", lambda _: talks)
    said: list[str] = []
    job = run.Job("r", folder / "one.ipynb", {}, {})
    run.press([job], folder, tmp_path, said.append)
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "other.csv", "r.html", "r.json", "r.t.csv"}
    assert "2 passages proved" in said[-1]


def test_a_corpus_that_changes_meanwhile_stops_the_report(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, talks: Corpus
) -> None:
    """Notebooks that may have read two states of a corpus make no report."""
    states = iter([talks, Corpus(talks.documents, "0" * 64)])
    monkeypatch.setattr(run, "run", lambda *_: a_run())
    monkeypatch.setattr(run, "read_corpus", lambda _: next(states))
    with pytest.raises(ReportError, match="changed"):
        run.press([run.Job("r", folder / "one.ipynb", {}, {})], folder, tmp_path, lambda _: None)
    assert list(tmp_path.iterdir()) == []


def test_warnings_are_told_and_not_printed(talks: Corpus) -> None:
    """What a cell writes to standard error is for whoever runs the report, not for its readers."""
    notebook = a_run()
    output = nbformat.v4.new_output("stream", name="stderr", text="careful /a/path\n")
    notebook.cells.append(nbformat.v4.new_code_cell("x", outputs=[output]))
    page = assemble("r", notebook, talks.texts)
    assert page.warnings == ["careful /a/path"]
    assert "/a/path" not in "".join(block.html for block in page.blocks)


def test_a_folder_that_cannot_be_written_is_refused_before_anything_runs(tmp_path: Path, seeds_path: Path) -> None:
    """A file in the place of the folder: one clear error, and no notebook has run."""
    place = tmp_path / "taken"
    place.write_text("here already")
    said: list[str] = []
    with pytest.raises(ReportError, match="it is a file; name another folder"):
        report(corpus=seeds_path, out=place, say=said.append)
    assert said == []


@pytest.mark.pages
def test_figures_and_tables_are_files_where_asked_for(folder: Path, tmp_path: Path) -> None:
    """Each figure as SVG, PNG and PDF and each table as CSV, the same bytes again, and not a byte of the page."""
    drawn = "nr.plot_rates(nr.tally(rows, by=['frame'], per=nr.find_documents(texts)))"
    notebook = a_notebook(tmp_path / "one.ipynb", LOAD, SHOW, drawn)
    runs = []
    for out, kinds in (("a", ["svg", "png", "pdf"]), ("a", [])):
        report([str(notebook)], corpus=folder / "texts", out=tmp_path / out, figures=kinds, tables=bool(kinds))
        runs.append({path.name: path.read_bytes() for path in (tmp_path / out).iterdir()})
    further = {name: runs[0][name] for name in runs[0].keys() - runs[1].keys()}
    begins = {"svg": b"<svg", "png": b"\x89PNG", "pdf": b"%PDF", "csv": b"frame,passages\n"}
    assert set(further) == {"one.counts.table.csv", *(f"one.figure-rates.{kind}" for kind in ("svg", "png", "pdf"))}
    assert all(data.startswith(begins[name.rpartition(".")[2]]) for name, data in further.items())
    assert further["one.counts.table.csv"] == b"frame,passages\ntalks,5\n"
    assert {name: data for name, data in runs[0].items() if name not in further} == runs[1]
    with pytest.raises(ParameterError, match="did you mean 'png'"):
        report([str(notebook)], corpus=folder / "texts", out=tmp_path / "c", figures=["pngs"])


def test_a_figure_is_saved_as_its_file_ends(tmp_path: Path) -> None:
    """From a notebook too; a figure of one's own, which is SVG alone, says so."""
    Figure(SVG, "A square.", "Square").save(tmp_path / "a.svg")
    assert (tmp_path / "a.svg").read_text() == SVG
    for name, said in (("a.png", "svg alone"), ("a.gif", "unknown format 'gif'")):
        with pytest.raises(ReportError, match=said):
            Figure(SVG, "A square.", "Square").save(tmp_path / name)
