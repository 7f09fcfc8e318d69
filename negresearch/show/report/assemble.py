"""A notebook that has run, taken apart and put together as a page."""

from __future__ import annotations

import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import chain, count
from typing import Any, NamedTuple

from negresearch.errors import ReportError
from negresearch.read.corpus import Document
from negresearch.show.concordance import CITES_MIME
from negresearch.show.extract import csv_bytes
from negresearch.show.page.clean import clean_html
from negresearch.show.page.drawing import Looks, clean_svg
from negresearch.show.page.figure import FIGURE_MIME
from negresearch.show.page.inert import inert, plain, slug
from negresearch.show.page.lists import CORRECTIONS
from negresearch.show.page.pool import Pool
from negresearch.show.page.prose import RECEIPT_MIME
from negresearch.show.page.table import BY_HAND, ROWS_MIME, Exhibit, Files, table_html
from negresearch.show.report.jupyter import Highlight2HTML, IPythonRenderer, MarkdownWithMath
from negresearch.spans import cite

_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
#: What looks like plain text in code: all but comments and the words of the language.
_PLAIN_CODE = re.compile(r'<span(?: class="(?:n|nn|nb|o|p|w|mi|mf|kc|ow|s1|s2|sa|si)")?>([^<]*)</span>')
_TAG = re.compile(r"<[^>]*>")
#: What prose leaves alone, and where a quotation mark opens.
_AS_IS = re.compile(r"(<(?:code|pre)\b.*?</(?:code|pre)>|<[^>]*>)", re.DOTALL)
_OPENING = re.compile(r"(^|[\s(])&quot;")


class Block(NamedTuple):
    """A piece of the page: prose, or code with what it shows."""

    html: str
    code: str = ""


@dataclass
class Page:
    """What a report says, in order, and what stands behind it."""

    name: str
    texts: Mapping[str, str]
    title: str = ""
    lede: str = ""
    abstract: str = ""
    code: str = ""
    contents: list[tuple[str, str]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    rows_of: dict[str, tuple[str, ...]] = field(default_factory=dict)
    figures: list[tuple[str, str]] = field(default_factory=list)
    authors: tuple[str, ...] = ()
    drawings: dict[str, bytes] = field(default_factory=dict)
    receipt: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    lists: int = 0
    anchors: set[str] = field(default_factory=set)
    pool: Pool = field(default_factory=Pool)
    looks: Looks = field(default_factory=Looks)
    passages: str = ""
    corrected: Mapping[str, str] = field(default_factory=dict)

    def files(self, exhibit: Exhibit) -> Files:
        """The names of the files that hold an exhibit's rows and, where it is cut, its lines."""
        columns = self.rows_of.setdefault(exhibit.rows_name, exhibit.columns)
        rows = exhibit.rows_name if columns == exhibit.columns else f"{exhibit.rows_name}.{exhibit.name}"
        return Files(f"{self.name}.{rows}.csv", f"{self.name}.{exhibit.name}.lines.csv")

    def tables(self) -> dict[str, bytes]:
        """The files of rows and lines: the rows of each table once, whichever exhibits count them."""
        columns: dict[str, tuple[str, ...]] = {}
        rows: dict[str, Counter[tuple[Any, ...]]] = {}
        lines: dict[str, bytes] = {}
        for exhibit in self.exhibits:
            files = self.files(exhibit)
            if exhibit.rows:
                columns[files.rows] = exhibit.columns
                rows[files.rows] = rows.get(files.rows, Counter()) | Counter(exhibit.rows)
            if exhibit.whole[1]:
                lines[files.lines] = csv_bytes(*exhibit.whole)
        # by where rows stand, and those of one place by what they say, null first
        ordered = {
            name: sorted(of.elements(), key=lambda row: (*row[:3], *((v is not None, str(v)) for v in row[3:])))
            for name, of in rows.items()
        }
        return {name: csv_bytes(columns[name], of) for name, of in ordered.items()} | lines

    def lines(self) -> dict[str, bytes]:
        """The tables as the page shows them, as files: numbers as a program reads them."""
        return {f"{self.name}.{exhibit.name}.table.csv": csv_bytes(*exhibit.lines()) for exhibit in self.exhibits}


def assemble(name: str, notebook: Any, texts: Mapping[str, str], documents: Iterable[Document] = ()) -> Page:
    """Make a page of a notebook that has run, its passages cut from the texts of the corpus, which are read anew.

    Raises ReportError if a figure has no description, two things have one name, or a row's words are not those of the
    corpus.
    """
    page = Page(name, texts, corrected=_corrected(notebook))
    authors = notebook.metadata.get("authors", [])
    page.authors = tuple(str(author["name"]) for author in authors if author.get("name"))
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type == "markdown":
            _add_prose(page, cell.source)
        elif cell.cell_type == "code" and "injected-parameters" not in tags:
            shown = "".join(_output(page, output) for output in cell.outputs)
            if "title" in tags:
                page.title, shown = _TAG.sub("", shown).strip() or page.title, ""
            if "abstract" in tags:
                page.abstract, shown = page.abstract + shown * (shown not in page.abstract), ""  # nothing is said twice
            _add_code(page, shown, cell.source)
    page.passages = clean_html(page.pool.html(texts, page.anchors, documents)) if page.pool.entries else ""
    if page.code:
        page.blocks.append(Block("", _code(page.code)))
    page.title = page.title or inert(name)
    return page


def _corrected(notebook: Any) -> dict[str, str]:
    """The cite ids of the passages that a notebook lists as corrected, with what stands beside them."""
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    bundles = (output.get("data", {}).get(ROWS_MIME, {}) for output in outputs)
    made = (bundle for bundle in bundles if bundle.get("rows_name") == CORRECTIONS)
    rows = [(row[3], row[bundle["columns"].index("outcome")]) for bundle in made for row in bundle["rows"]]
    rows.sort(key=lambda row: row[1] != "follows")  # a row's own correction comes last, and stands
    return {name: BY_HAND[outcome] for name, outcome in rows if outcome in BY_HAND}


def _add_prose(page: Page, source: str) -> None:
    html = _HEADING.sub(lambda match: _heading(page, match), _markdown(source))
    title = re.match(r"\s*<h1>(.*?)</h1>", html, re.DOTALL)
    if title and not page.title:
        page.title = title[1]
        lede, heading, rest = html[title.end() :].partition("<h2 ")
        page.lede, html = lede.strip(), heading + rest
    if html:
        page.blocks.append(Block(html))


def _add_code(page: Page, shown: str, code: str) -> None:
    """Add what a cell shows, with its code; that of cells that show nothing goes with the next that does."""
    page.code = "\n\n".join(filter(None, [page.code, code.strip()]))
    if shown:
        page.blocks.append(Block(shown, _code(page.code) if page.code else ""))
        page.code = ""


def _heading(page: Page, match: re.Match[str]) -> str:
    level, words = match[1], match[2].strip()
    if level == "1" and not page.title:
        return match[0]
    base = slug(unescape(_TAG.sub("", words)).lower()).strip("-") or "section"
    name = next(name for name in chain([base], (f"{base}-{i}" for i in count(2))) if name not in page.anchors)
    page.anchors.add(name)
    if level == "2":
        page.contents.append((name, words))
    return f'<h{level} id="{name}">{words}</h{level}>'


def _markdown(source: str) -> str:
    renderer = IPythonRenderer(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
    return _curled(clean_html(MarkdownWithMath(renderer=renderer).render(source)))


def _curled(html: str) -> str:
    """Prose with the quotation marks and apostrophes of print; code and elements stay as they are.

    >>> _curled("<p>&quot;Now&quot; can&#x27;t be <code>&quot;x&quot;</code>.</p>")
    '<p>“Now” can’t be <code>&quot;x&quot;</code>.</p>'
    """
    parts = _AS_IS.split(html)
    parts[::2] = [_OPENING.sub(r"\1“", part).replace("&quot;", "”").replace("&#x27;", "’") for part in parts[::2]]
    return "".join(parts)


def _code(source: str) -> str:
    highlight = Highlight2HTML(pygments_lexer="python3")  # type: ignore[no-untyped-call]
    html = _PLAIN_CODE.sub(r"\1", clean_html(highlight(source)))
    return html.replace("&quot;", '"').replace("&#x27;", "'")  # between tags, a quotation mark is itself


def _output(page: Page, output: Any) -> str:
    if output.output_type == "stream":
        if output.name == "stderr":
            page.warnings.append(output.text.strip())
            return ""
        return f"<pre>{inert(output.text)}</pre>"
    data = output.get("data", {})
    if RECEIPT_MIME in data:
        page.receipt = dict(data[RECEIPT_MIME])
        return ""
    if CITES_MIME in data:
        return _listed(page, data[CITES_MIME])
    if ROWS_MIME in data:
        return _exhibit(page, replace(Exhibit.from_bundle(data[ROWS_MIME], page.texts), corrected=page.corrected))
    if FIGURE_MIME in data:
        return _figure(page, data[FIGURE_MIME])
    if any(kind.startswith("image/") for kind in data):
        raise ReportError(f"{page.name}: a picture without a description; show it as a Figure(svg, alt, caption)")
    if "text/html" in data:
        html = clean_html(data["text/html"])
        region = f'<div class="scroll" role="region" tabindex="0" aria-label="Table">{html}</div>'
        return region if "<table" in html else html
    return f"<pre>{inert(data['text/plain'])}</pre>" if data.get("text/plain") else ""


def _exhibit(page: Page, exhibit: Exhibit) -> str:
    _prove(page, exhibit)
    _take(page, exhibit.name)
    page.exhibits.append(exhibit)
    number = f"Table {len(page.exhibits)}."
    page.pool.add(exhibit, number.rstrip("."))
    return clean_html(table_html(exhibit, number=number, files=page.files(exhibit), anchors=page.anchors))


def _listed(page: Page, listed: Mapping[str, Any]) -> str:
    """Let the passages of a concordance be read where the page prints all passages, and not twice."""
    page.lists += 1
    name = f"list-{page.lists}"
    cites = list(dict.fromkeys(listed["cites"]))  # a passage of two actors is two rows
    page.pool.add_cited(cites, name, "Passages in the order of the texts", page.corrected)
    total = listed["total"]
    few = f" of {total:,} rows, chosen by the hashes of their cite ids" if len(listed["cites"]) < total else ""
    read = f'<p><a href="#{name}">Read {len(cites):,} passages</a>{few}, in the order of the texts.</p>'
    return read if cites else "<p>none found</p>"


def _prove(page: Page, exhibit: Exhibit) -> None:
    """Hold every row to the text at its offsets."""
    broken = []
    for doc_id, start, end, cited, words, *_ in exhibit.rows:
        place, text = cite(doc_id, start, end), page.texts.get(doc_id, "")
        if cited != place or not 0 <= start <= end <= len(text) or text[start:end] != words:
            broken.append(place)
    if broken:
        raise ReportError(untrue(page.name, broken))


def untrue(name: str, broken: list[str]) -> str:
    """Say which passages are not the words of the corpus."""
    some = ", ".join(broken[:20]) + (f" and {len(broken) - 20} more" if len(broken) > 20 else "")
    return f"{name}: {len(broken)} passages are not the words of the corpus at their place: {some}; nothing was written"


def _figure(page: Page, figure: Mapping[str, Any]) -> str:
    number = len(page.figures) + 1
    name = f"figure-{number if figure['name'] == 'figure' else slug(figure['name'])}"
    _take(page, name)
    page.figures.append((name, plain(figure["caption"])))
    for kind, encoded in figure.get("files", {}).items():
        page.drawings[f"{page.name}.{name}.{kind}"] = b64decode(encoded)
    svg = clean_svg(figure["svg"], figure["alt"], name, page.looks)
    words = f'<details class="words"><summary>In words</summary><p>{inert(figure["alt"])}</p></details>'
    link = f'<a class="cite" href="#cite-{name}" aria-label="Cite figure {number}">Cite</a>'
    caption = f"<figcaption><b>Figure {number}.</b> {inert(figure['caption'])} {link}{words}</figcaption>"
    region = f'role="region" tabindex="0" aria-label="Figure {number}"'
    return f'<figure id="{name}"><div class="scroll" {region}>{svg}</div>{caption}</figure>'


def _take(page: Page, name: str) -> None:
    if name in page.anchors:
        raise ReportError(f"{page.name}: two things are called {name!r}; give one of them another name=")
    page.anchors.add(name)
