"""A page, its rows and its receipt: proved, written together, the same bytes for the same inputs."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from base64 import b64encode
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from html import unescape
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

import negresearch
from negresearch.errors import CiteError, ReportError
from negresearch.show.page.figure import FORMATS
from negresearch.show.page.inert import plain
from negresearch.show.page.passages import printed_passages
from negresearch.show.page.prose import receipt_html
from negresearch.show.report.assemble import Page, untrue
from negresearch.show.report.citation import Citation
from negresearch.show.report.result import Report

#: Packages that can move a number, or a byte of the page.
LIBRARIES = ("jinja2", "matplotlib", "nbconvert", "nltk", "numpy", "pandas")
#: What stands at the foot of each printed sheet.
_FOOT = "@page{@bottom-left{content:'negresearch report %s';font:8pt sans-serif}}"
#: What of a receipt stands in the head of its page.
_IN_HEAD = frozenset({"report", "title", "questions"})
_ID = re.compile(r'<[^>]+?\bid="([^"]*)"')
_LINK = re.compile(r'<a href="#([^"]*)"')


def check_folder(out: Path) -> None:
    """Make the folder of the reports, and refuse one that cannot be written, before anything runs.

    Raises ReportError saying why.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        why = "it is a file" if out.is_file() else error.strerror or str(error)
        raise ReportError(f"{out}: no reports can be written there: {why}; name another folder with --out") from None


def make_report(
    page: Page, notebook: Path, fingerprint: str, parameters: Mapping[str, Any], out: Path, *, tables: bool = False
) -> Report:
    """Write a page, its rows and its receipt to memory, prove the page, and add the files that were asked for.

    Figures and tables as files say nothing that the page does not say, so that neither page nor receipt knows of them.

    Raises ReportError if a passage is not the words of the corpus, a link leads nowhere, or an anchor is there twice.
    """
    rows = page.tables()
    receipt = _receipt(page, notebook, fingerprint, parameters, rows)
    about = _words(page.abstract or page.lede)
    citation = Citation.of(receipt, page.authors, about)
    figures = [citation.figure(i, caption, name) for i, (name, caption) in enumerate(page.figures, start=1)]
    css = page.looks.css() + page.pool.css() + _FOOT % receipt["id"]
    html = _template("report.html.j2").render(
        page=page, receipt=receipt, citation=citation, figures=figures, about=about,
        receipt_html=receipt_html({name: receipt[name] for name in receipt if name not in _IN_HEAD}),
        files=sorted(rows), n_passages=len(page.pool.entries),
        data=json.dumps(receipt, sort_keys=True).replace("<", "\\u003c"), **_style(css),
    )  # fmt: skip
    proved = _prove(page, html)
    written = {f"{page.name}.html": html.encode(), **rows}
    receipt = {**receipt, "files": {name: _sha256(written[name]) for name in sorted(written)}}
    written[f"{page.name}.json"] = (json.dumps(receipt, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode()
    written |= page.drawings | (page.lines() if tables else {})
    return Report(page.name, receipt["title"], receipt, written, proved, out / f"{page.name}.html")


def _receipt(
    page: Page, notebook: Path, fingerprint: str, parameters: Mapping[str, Any], rows: Mapping[str, bytes]
) -> dict[str, Any]:
    made_of = {
        "report": page.name,
        "title": _words(page.title),
        "negresearch": negresearch.__version__,
        "notebook": {"name": notebook.name, "sha256": _sha256(notebook.read_bytes())},
        "corpus": {"sha256": fingerprint},
        **page.receipt,
        "parameters": dict(sorted(parameters.items())),
    }
    if made_of["corpus"]["sha256"] != fingerprint:
        raise ReportError(f"{page.name}: the corpus changed while the report was made; run it again")
    identity = {**made_of, "rows": {name: _sha256(data) for name, data in rows.items()}}
    libraries = {name: version(name) for name in LIBRARIES}
    questions = [_words(html) for _, html in page.contents]
    number = _sha256(json.dumps(identity, ensure_ascii=False, sort_keys=True).encode())[:12]
    return {**made_of, "questions": questions, "libraries": libraries, "id": number}


def _words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html.replace("</p><p>", " "))).strip()


def _prove(page: Page, html: str) -> int:
    """Read the finished page back: its passages, its anchors, its links."""
    try:
        printed = printed_passages(html)
    except CiteError as error:
        raise ReportError(f"{page.name}: a <mark> without a passage: {error}") from None
    broken = sorted({found.cite for found in printed if not found.is_true(page.texts)})
    if broken:
        raise ReportError(untrue(page.name, broken))
    anchors = _ID.findall(html)
    twice = sorted(anchor for anchor, n in Counter(anchors).items() if n > 1)
    if twice:
        raise ReportError(f"{page.name}: anchors that are there twice: {', '.join(twice)}")
    nowhere = sorted(set(_LINK.findall(html)) - set(anchors))
    if nowhere:
        raise ReportError(f"{page.name}: links that lead nowhere: {', '.join(nowhere[:20])}")
    return len(printed)


def write_reports(reports: Sequence[Report], out: Path) -> None:
    """Put reports into a folder, each file in one step, and list them all in index.html.

    What an earlier run of the same report left there, and this one has not, goes.
    """
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".", dir=out) as folder:
        for report in reports:
            for name, data in report.files.items():
                Path(folder, name).write_bytes(data)
        for report in reports:
            for name in report.files:
                os.replace(Path(folder, name), out / name)
            ours = ("*.csv", "failed.ipynb", *(f"figure-*.{kind}" for kind in FORMATS))
            for old in {old for pattern in ours for old in out.glob(f"{report.name}.{pattern}")}:
                if old.name not in report.files:
                    old.unlink()
        Path(folder, "index.html").write_bytes(_index(out))
        os.replace(Path(folder, "index.html"), out / "index.html")


def _index(out: Path) -> bytes:
    receipts = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(out.glob("*.json"))]
    listed = [receipt for receipt in receipts if "report" in receipt]
    return _template("index.html.j2").render(reports=listed, **_style()).encode()


@cache
def _template(name: str) -> Template:
    return Environment(
        loader=FileSystemLoader(str(files("negresearch") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=lambda value: plain(value) if type(value) is str else value,  # what is marked safe is no mere str
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template(name)


def _style(further: str = "") -> dict[str, Any]:
    """The style of a page, and the policy that allows this style and nothing else."""
    css = (files("negresearch") / "templates" / "page.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*([{};,])\s*|\s+", lambda match: match[1] or " ", css).replace(";}", "}").strip() + further
    digest = b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return {"style": css, "policy": policy}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
