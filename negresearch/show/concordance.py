"""Passages in context, one a line: the first way to look at any rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

import pandas as pd

from negresearch.errors import CiteError, TableError, unknown
from negresearch.find.segments import Segments
from negresearch.read.corpus import Corpus, Document
from negresearch.show.page.inert import inert, plain
from negresearch.show.page.passages import LIMIT, sample
from negresearch.show.page.table import NOTEBOOK_STYLE
from negresearch.spans import Span, cite, index_at

CITES_MIME = "application/vnd.negresearch.cites+json"
#: A longer match is cut when printed, unless the context is wider still.
_LONGEST = 40
_CUT = "…"


@dataclass(frozen=True)
class Line:
    """A passage with the words around it, exactly as in the file.

    `left_cut` and `right_cut` say whether the sentence or paragraph goes on beyond what is shown.
    """

    cite: str
    left: str
    match: str
    right: str
    left_cut: bool
    right_cut: bool
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Concordance:
    """Passages in context. Prints aligned in a terminal and shows as a table in a notebook.

    Attributes
    ----------
    lines : tuple of Line
        In order of document and place.
    total : int
        How many passages there are; more than lines where only some are shown.
    width : int
        Characters of context on each side.
    """

    lines: tuple[Line, ...]
    total: int
    width: int

    def __len__(self) -> int:
        return len(self.lines)

    def __repr__(self) -> str:
        if not self.lines:
            return "no passages"
        heads = _padded([(line.cite, *line.beside) for line in self.lines])
        lefts = _padded([(_left(line),) for line in self.lines], right=True)
        rows = [
            f"{head}  {left}{_rest(line, self.width)}"
            for head, left, line in zip(heads, lefts, self.lines, strict=True)
        ]
        return "\n".join(rows + ([self._sampled()] if self.total > len(self.lines) else []))

    def _repr_html_(self) -> str:
        if not self.lines:
            return '<p class="concordance">no passages</p>'
        rows = "".join(map(_html_row, self.lines))
        said = f"<caption>{self._sampled()}</caption>" if self.total > len(self.lines) else ""
        return f'<table class="concordance">{said}<tbody>{rows}</tbody></table>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        listed = {"cites": [line.cite for line in self.lines], "total": self.total}
        return {"text/html": NOTEBOOK_STYLE + self._repr_html_(), "text/plain": repr(self), CITES_MIME: listed}

    def _sampled(self) -> str:
        return f"{len(self.lines)} of {self.total:,} passages, chosen by the hashes of their cite ids"


def concordance(
    rows: pd.DataFrame,
    corpus: Corpus,
    width: int = 60,
    *,
    within: Literal["sentence", "paragraph"] = "sentence",
    beside: Sequence[str] = (),
    limit: int = LIMIT,
) -> Concordance:
    """Show rows in the words around them.

    Parameters
    ----------
    rows : pandas.DataFrame
        Any span table: doc_id, start, end.
    corpus : Corpus
        The corpus in which the rows were found.
    width : int
        Characters of context on each side.
    within : {"sentence", "paragraph"}
        What the context does not leave.
    beside : sequence of str
        Columns of `rows` to show before each line, such as frame or speaker.
    limit : int
        Most lines; of more passages that many are shown, chosen by the hashes of their cite ids, and it is said.

    Returns
    -------
    Concordance

    Raises
    ------
    CiteError
        If a row names a document that the corpus does not hold, or lies beyond its text.
    TableError
        If a column of `beside` is none of `rows`.

    Examples
    --------
    >>> from negresearch import read_corpus
    >>> corpus = read_corpus("seeds")
    >>> rows = pd.DataFrame({"doc_id": ["003_39a87082951c011e"], "start": [65], "end": [88]})
    >>> concordance(rows, corpus, width=20)
    003_39a87082951c011e:65-88  Since the [outbreak of hostilities] in Ukraine, there h…
    """
    for column in beside:
        if column not in rows.columns:
            raise TableError(unknown("column", column, rows.columns))
    chosen = rows.sort_values(["doc_id", "start", "end"], kind="stable")
    total = len(chosen)
    cites = [cite(*place) for place in chosen[["doc_id", "start", "end"]].itertuples(index=False, name=None)]
    chosen = chosen.iloc[sample(cites, limit)]
    records = chosen[["doc_id", "start", "end", *beside]].itertuples(index=False, name=None)
    documents = {document.doc_id: document for document in corpus}
    lines: list[Line] = []
    for doc_id, found in groupby(records, key=lambda record: str(record[0])):
        if doc_id not in documents:
            raise CiteError(f"{unknown('document', doc_id, documents)}; the rows belong to another corpus")
        lines += _lines(documents[doc_id], [record[1:] for record in found], width, within)
    return Concordance(tuple(lines), total, width)


def _lines(document: Document, found: list[tuple[object, ...]], width: int, within: str) -> Iterator[Line]:
    bounds = _bounds(document, within)
    starts = [start for start, _ in bounds]
    for first, last, *beside in found:
        start, end = int(first), int(last)  # type: ignore[call-overload]
        if not 0 <= start < end <= len(document.text):
            raise CiteError(
                f"{cite(document.doc_id, start, end)} lies beyond the text of {len(document.text)} characters"
            )
        yield _line(document, (start, end), _around((start, end), bounds, starts), width, beside)


def _bounds(document: Document, within: str) -> list[Span]:
    segments = Segments(document)
    return segments.paragraphs if within == "paragraph" else [(s.start, s.end) for s in segments.sentences]


def _around(span: Span, bounds: list[Span], starts: list[int]) -> Span:
    """From where the sentence of the first character begins to where that of the last one ends."""
    first, last = index_at(starts, span[0]), index_at(starts, span[1] - 1)
    start = bounds[first][0] if first >= 0 and bounds[first][1] > span[0] else span[0]
    end = bounds[last][1] if last >= 0 else span[1]
    return min(start, span[0]), max(end, span[1])


def _line(document: Document, span: Span, around: Span, width: int, beside: Sequence[object]) -> Line:
    left, right = max(around[0], span[0] - width), min(around[1], span[1] + width)
    text = document.text
    return Line(
        cite(document.doc_id, *span),
        text[left : span[0]],
        text[slice(*span)],
        text[span[1] : right],
        left > around[0],
        right < around[1],
        tuple("" if pd.isna(value) else _plain(str(value)) for value in beside),  # type: ignore[call-overload]
    )


def _plain(text: str) -> str:
    """A text on one line: each blank one column wide, what cannot be seen as its code point."""
    return "".join(" " if c.isspace() else c for c in plain(text))


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    marks = sum(unicodedata.category(c) in {"Mn", "Me"} for c in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(c) in {"W", "F"} for c in text)


def _left(line: Line) -> str:
    return (_CUT if line.left_cut else "") + _plain(line.left).lstrip()


def _padded(rows: Sequence[Sequence[str]], *, right: bool = False) -> list[str]:
    """Columns padded to their widest value, two blanks between them."""
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    pads = [[(value, " " * (width - _cells(value))) for value, width in zip(row, widths, strict=True)] for row in rows]
    return ["  ".join(pad + value if right else value + pad for value, pad in row) for row in pads]


def _rest(line: Line, width: int) -> str:
    match = _plain(line.match)
    longest = max(width, _LONGEST)
    match = match if len(match) <= longest else match[: longest - 1] + _CUT
    return f"[{match}]{_plain(line.right).rstrip()}{_CUT if line.right_cut else ''}"


def _html_row(line: Line) -> str:
    left = (_CUT if line.left_cut else "") + line.left
    right = line.right + (_CUT if line.right_cut else "")
    beside = "".join(f"<td>{inert(value)}</td>" for value in line.beside)
    return (
        f"<tr><td><code>{inert(line.cite)}</code></td>{beside}"
        f'<td align="right"><bdi>{inert(left)}</bdi></td><td><mark><bdi>{inert(line.match)}</bdi></mark></td>'
        f"<td><bdi>{inert(right)}</bdi></td></tr>"
    )
