"""A table whose numbers open: its cells, the passages behind them, and how both are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import groupby
from typing import Any, NamedTuple

from negresearch.errors import ReportError, unknown
from negresearch.show.page.inert import inert, plain
from negresearch.show.page.passages import LIMIT, Passage, anchor_of, passage_html, sample, sampled
from negresearch.tables import TABLES

ROWS_MIME = "application/vnd.negresearch.rows+json"
#: What of an exhibit a report takes from its notebook.
_BUNDLED = "name caption note head stub body groups columns rows by rows_name whole".split()
#: How tables look in a notebook; a page has its own style.
NOTEBOOK_STYLE = f"<style>{(files('negresearch') / 'templates' / 'notebook.css').read_text(encoding='utf-8')}</style>"
#: Columns of a row that a reader of a passage wants to see beside it.
BESIDE = ("outlet", "frame", "actor", "polarity", "voice", "speaker", "corrected")
#: What stands beside a passage that was corrected, by what came of the correction.
BY_HAND = {"made": "corrected by hand", "already so": "corrected by hand", "follows": "follows a correction"}


_REMARK = re.compile(r" (\([^()]*\))\Z")
#: Voices that are nobody's name.
_VOICES = frozenset({"headline", "narrator", "speaker", "paraphrase", "notice", "none"})
#: As many passages as the cell of a notebook may print behind all its numbers together. A page prints each once.
_MOST = 20_000
#: More columns than this stand closer.
_MANY = 8
#: Tables that are made of declared ones, and the columns that tell them: the marks of a timeline, reporting verbs.
_MADE = {"marks": {"lane", "status"}, "verbs": {"verb", "manner"}}


class Heading(NamedTuple):
    """A column: what it is called, and whether it holds numbers."""

    label: str
    number: bool = False


class Cell(NamedTuple):
    """A cell: its words; the group of passages that it opens, or the one row that it prints; what stands beside."""

    text: str
    group: int | None = None
    row: int | None = None
    beside: str = ""


class Group(NamedTuple):
    """The rows behind one number, and the anchor at which they are printed."""

    anchor: str
    label: str
    rows: tuple[int, ...]


class Files(NamedTuple):
    """The files beside the page that hold all rows of an exhibit, and all its lines."""

    rows: str = ""
    lines: str = ""


class Count(int):
    """A number that knows where its passages are, for `prose`."""

    anchor: str

    def __new__(cls, n: int, anchor: str = "") -> Count:
        """Make it of a number and the anchor of its passages, if it has any."""
        made = super().__new__(cls, n)
        made.anchor = anchor
        return made


@dataclass(frozen=True)
class Exhibit:
    """A table of a page, with the rows behind it.

    Attributes
    ----------
    name, caption, note
        Its anchor, and the name of its file of rows; what it shows, and how to read it.
    head, stub, body
        The columns; how many of them head the lines; the lines.
    groups
        The passages behind each count.
    columns, rows, rows_name
        The rows: doc_id, start, end, cite, text and what else they hold; their table, which exhibits may share.
    by, numbers
        The columns that make a cell, and the number of each, those that are not shown among them.
    texts
        The exact texts, for the context of the passages.
    whole
        Columns and lines of the whole table, where not all lines are shown.
    corrected
        Cite ids of passages that were corrected by hand, or follow a correction, with words that say so.
    """

    name: str
    caption: str
    note: str
    head: tuple[Heading, ...]
    stub: int
    body: tuple[tuple[Cell, ...], ...]
    groups: tuple[Group, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    numbers: Mapping[tuple[Any, ...], Count] = field(default_factory=dict, repr=False)
    by: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    rows_name: str = ""
    whole: tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]] = ((), ())
    corrected: Mapping[str, str] = field(default_factory=dict)

    def count(self, **cell: Any) -> Count:
        """Give the number of one cell, so that a sentence can quote it and lead to its passages.

        A cell is a value for each column of `by`. Of fewer columns, or none, it is the sum of the cells that have these
        values, and leads to the table, where each part opens. Raises ReportError if the table has no such cell.
        """
        for column in cell.keys() - set(self.by):
            raise ReportError(f"{self.name}: {unknown('column', column, self.by)}")
        if len(cell) < len(self.by):
            wanted = [(self.by.index(column), value) for column, value in cell.items()]
            total = sum(n for key, n in self.numbers.items() if all(key[i] == value for i, value in wanted))
            return Count(total, self.name if total else "")
        key = tuple(cell[column] for column in self.by)
        if key not in self.numbers:
            # Values that the table has, though not together, are a count of none; others are a mistake.
            for column, value, levels in zip(self.by, key, zip(*self.numbers, strict=True), strict=False):
                if value not in set(levels):
                    raise ReportError(f"{self.name}: {unknown(column, str(value), set(map(str, levels)))}")
        return self.numbers.get(key, Count(0))

    def beside(self, row: int) -> dict[str, str]:
        """What a reader wants to see beside a passage, by column; that it is asserted goes without saying."""
        values = dict(zip(self.columns, self.rows[row], strict=True))
        known = {c: str(values[c]) for c in BESIDE if values.get(c) not in (None, "asserted")}
        if values["cite"] in self.corrected:
            known["corrected"] = self.corrected[values["cite"]]
        known |= {c: f"says {known[c]}" for c in ("voice", "speaker") if known.get(c, "none") not in _VOICES}
        return {c: words.replace("_", " ") if c == "frame" else words for c, words in known.items()}

    def passage(self, row: int, without: Collection[str] = BESIDE) -> Passage:
        """The passage of a row, with what stands beside it but for some columns."""
        doc_id, start, end = self.rows[row][:3]
        beside = {words: None for column, words in self.beside(row).items() if column not in without}
        return Passage(doc_id, start, end, tuple(beside))

    def lines(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """The headings and lines that are shown, numbers as a program reads them, a passage as its cite id."""
        labels: list[str] = []
        columns: list[list[str]] = []
        for i, heading in enumerate(self.head):
            cells = [line[i] for line in self.body]
            texts = [cell.text if cell.row is None else self.passage(cell.row).cite for cell in cells]
            labels.append(heading.label)
            columns.append(list(map(_bare, texts)) if heading.number else texts)
            if any(cell.beside for cell in cells):
                labels.append(f"{heading.label}, small figure")
                columns.append([_bare(cell.beside) for cell in cells])
        return tuple(labels), list(zip(*columns, strict=True))

    def bundle(self) -> dict[str, Any]:
        """Everything that a page needs but the texts, as JSON holds it."""
        return {name: getattr(self, name) for name in _BUNDLED}

    @classmethod
    def from_bundle(cls, data: Mapping[str, Any], texts: Mapping[str, str]) -> Exhibit:
        """Make the exhibit of a bundle again, on texts read anew."""
        columns, lines = data["whole"]
        made = {name: tuple(data[name]) for name in ("by", "columns")} | {
            "head": tuple(Heading(*heading) for heading in data["head"]),
            "body": tuple(tuple(Cell(*cell) for cell in line) for line in data["body"]),
            "groups": tuple(Group(anchor, label, tuple(rows)) for anchor, label, rows in data["groups"]),
            "rows": tuple(map(tuple, data["rows"])),
            "whole": (tuple(columns), tuple(map(tuple, lines))),
        }
        return cls(**{**data, **made, "texts": texts})

    def __repr__(self) -> str:
        return f"<Exhibit {self.name}: {len(self.body)} lines, {len(self.rows)} rows>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        html = NOTEBOOK_STYLE + exhibit_html(self)
        return {"text/html": html, "text/plain": exhibit_text(self), ROWS_MIME: self.bundle()}


def _bare(number: str) -> str:
    """A number without the signs that are for readers."""
    return number.replace(",", "").replace("−", "-").replace("–", "")


def rows_name(columns: Collection[str], name: str) -> str:
    """Name the table that rows are of: that whose columns they have, or `name`.

    >>> rows_name(["doc_id", "start", "end", "lane", "status"], "mine"), rows_name(["doc_id", "start", "end"], "mine")
    ('marks', 'mine')
    """
    declared = {known: {column.name for column in table.columns} for known, table in TABLES.items() if table.is_span}
    fitting = [known for known, needed in declared.items() if needed <= set(columns)]
    made = [known for known, needed in _MADE.items() if needed <= set(columns)]
    return made[0] if made else max(fitting, key=lambda known: len(declared[known]), default=name)


def exhibit_html(exhibit: Exhibit) -> str:
    """Write an exhibit that stands alone: the table, and under it, folded, the passages behind each count."""
    anchors: set[str] = set()
    table = table_html(exhibit, anchors=anchors)
    if not exhibit.groups:
        return table
    limit = max(1, min(LIMIT, _MOST // len(exhibit.groups)))
    groups = "".join(_group(exhibit, group, anchors, limit) for group in exhibit.groups)
    total = sum(len(group.rows) for group in exhibit.groups)
    opener = f"<summary>The passages behind these counts <b>{total:,}</b></summary>"
    back = f'<p class="note"><a href="#{exhibit.name}">Back to the table</a></p>'
    return f'{table}<details class="evidence">{opener}{groups}{back}</details>'


def table_html(exhibit: Exhibit, *, number: str = "", files: Files | None = None, anchors: set[str]) -> str:
    """Write the table of an exhibit, with a number as in "Table 2."; passages that it prints are added to `anchors`."""
    lead = f"{f'<b>{inert(number)}</b> ' if number else ''}{inert(exhibit.caption)}"
    if exhibit.body:
        parts = _table(exhibit, f'<caption id="{exhibit.name}.caption">{lead}</caption>', anchors)
        region = f'role="region" tabindex="0" aria-labelledby="{exhibit.name}.caption"'
        parts = f'<div class="scroll" {region}>{parts}</div>'
    else:
        parts = f'<p class="caption">{lead}: none found.</p>'
    return f'<div class="exhibit" id="{exhibit.name}">{parts}{_notes(exhibit, files or Files())}</div>'


def _table(exhibit: Exhibit, caption: str, anchors: set[str]) -> str:
    numbered = {True: ' class="n"', False: ""}
    head = "".join(f'<th scope="col"{numbered[h.number]}>{inert(h.label)}</th>' for h in exhibit.head)
    body = _body(exhibit, anchors)
    unopened = {c.text for line in exhibit.body for h, c in zip(exhibit.head, line, strict=True)
                if h.number and c.group is None}  # fmt: skip
    kinds = {
        "many": len(exhibit.head) > _MANY,
        "beside": any(cell.beside for line in exhibit.body for cell in line),
        "zeros": unopened == {"0"},
    }
    kind = " ".join(name for name, is_so in kinds.items() if is_so)
    opening = f'<table class="{kind}">' if kind else "<table>"
    return f"{opening}{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _body(exhibit: Exhibit, anchors: set[str]) -> str:
    """The lines; where the first of several heads is that of the line above, one head spans both."""
    lines = []
    for _, group in groupby(exhibit.body, (lambda line: line[0].text) if exhibit.stub > 1 else id):
        same = list(group)
        lines += [_line(exhibit, line, anchors, 0 if i else len(same)) for i, line in enumerate(same)]
    return "".join(f"<tr>{line}</tr>" for line in lines)


def _line(exhibit: Exhibit, line: tuple[Cell, ...], anchors: set[str], spans: int) -> str:
    several = f' rowspan="{spans}"' if spans > 1 else ""
    scope = f'scope="{"rowgroup" if exhibit.stub > 1 else "row"}"{several}'
    heads = [f"<th {scope}>{_named(line[0])}</th>"] if exhibit.stub and spans else []
    heads += [f'<th scope="row">{_named(cell)}</th>' for cell in line[1 : exhibit.stub]]
    rest = zip(exhibit.head[exhibit.stub :], line[exhibit.stub :], strict=True)
    return "".join(heads + [f"<td{_kind(h, cell)}>{_words(exhibit, cell, anchors)}</td>" for h, cell in rest])


def _named(cell: Cell) -> str:
    """What a line is called; a remark in brackets after it in small letters."""
    return _REMARK.sub(r" <small>\1</small>", inert(cell.text))


def _kind(heading: Heading, cell: Cell) -> str:
    """Numbers stand right; a date, or a number with words, is not broken; a long text has room."""
    if heading.number:
        return ""
    if len(cell.text) > 30:
        return ' class="t"'
    return ' class="w"' if cell.text[:1].isdecimal() else ' class="s"'


def _words(exhibit: Exhibit, cell: Cell, anchors: set[str]) -> str:
    if cell.row is not None:
        passage = exhibit.passage(cell.row, ())
        printed = passage_html(passage, exhibit.texts[passage.doc_id])
        return f'<div class="passage"{anchor_of(passage, anchors)}>{printed}</div>'
    beside = f" <small>{inert(cell.beside)}</small>" if cell.beside else ""
    if cell.group is None:
        return inert(cell.text) + beside
    return f'<a href="#{exhibit.groups[cell.group].anchor}">{inert(cell.text)}</a>{beside}'


def _notes(exhibit: Exhibit, files: Files) -> str:
    told = [inert(exhibit.note)] if exhibit.note else []
    if files.lines and exhibit.whole[1]:
        told.append(f'The whole table is in <a href="{files.lines}">{files.lines}</a>.')
    if files.rows and exhibit.rows:
        told.append(f'Rows: {len(exhibit.rows):,}, in <a href="{files.rows}">{files.rows}</a>.')
    return f'<p class="note">{" ".join(told)}</p>' if told else ""


def _group(exhibit: Exhibit, group: Group, anchors: set[str], limit: int) -> str:
    passages = [exhibit.passage(row, exhibit.by) for row in group.rows]
    chosen = [passages[i] for i in sample([passage.cite for passage in passages], limit)]
    items = "".join(f"<li{anchor_of(p, anchors)}>{passage_html(p, exhibit.texts[p.doc_id])}</li>" for p in chosen)
    told = f'<p class="note">{sampled(len(chosen), len(passages))}</p>' if len(chosen) < len(passages) else ""
    summary = f"<summary>{inert(group.label)} <b>{len(passages):,}</b></summary>"
    return f'<details>{summary}<ol id="{group.anchor}">{items}</ol>{told}</details>'


def exhibit_text(exhibit: Exhibit) -> str:
    """Write an exhibit for a terminal: caption, aligned table, note."""
    lines = [[h.label for h in exhibit.head]] + [[_plain(exhibit, cell) for cell in line] for line in exhibit.body]
    lines = [[plain(word) for word in line] for line in lines]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    pad = [str.rjust if heading.number else str.ljust for heading in exhibit.head]
    table = ["  ".join(f(w, n) for f, w, n in zip(pad, line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([plain(exhibit.caption), *table, *([plain(exhibit.note)] if exhibit.note else [])])


def _plain(exhibit: Exhibit, cell: Cell) -> str:
    if cell.row is None:
        return f"{cell.text} {cell.beside}".strip()
    passage = exhibit.passage(cell.row)
    return f"{passage.cite}  {exhibit.texts[passage.doc_id][passage.start : passage.end]}"
