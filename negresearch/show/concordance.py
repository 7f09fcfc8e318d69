"""Passages in context, one a line: the first way to look at any rows."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from negresearch.errors import CiteError, TableError, unknown
from negresearch.find.segments import Segments
from negresearch.read.corpus import Corpus, Document
from negresearch.show.page.inert import inert, plain
from negresearch.show.page.passages import LIMIT, sample, sentences_around
from negresearch.show.page.table import NOTEBOOK_STYLE
from negresearch.spans import cite

CITES_MIME = "application/vnd.negresearch.cites+json"
#: A longer match is cut when printed, unless the context is wider still.
_LONGEST = 40
_CUT = "…"


class Line(NamedTuple):
    """A passage with the words around it, exactly as in the file, and whether its sentence goes on beyond them."""

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
    lines, total : tuple of Line, int
        In order of document and place; how many passages there are, more than lines where only some are shown.
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
        lefts = _padded([(_CUT * line.left_cut + _plain(line.left).lstrip(),) for line in self.lines], right=True)
        rights = [self._match(line.match) + _plain(line.right).rstrip() + _CUT * line.right_cut for line in self.lines]
        rows = [f"{head}  {left}{right}" for head, left, right in zip(heads, lefts, rights, strict=True)]
        return "\n".join([*rows, *self._sampled])

    def _match(self, match: str) -> str:
        longest, words = max(self.width, _LONGEST), _plain(match)
        return f"[{words if len(words) <= longest else words[: longest - 1] + _CUT}]"

    def _repr_html_(self) -> str:
        if not self.lines:
            return '<p class="concordance">no passages</p>'
        rows = "".join(map(_html_row, self.lines))
        said = "".join(f"<caption>{words}</caption>" for words in self._sampled)
        return f'<table class="concordance">{said}<tbody>{rows}</tbody></table>'

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        listed = {"cites": [line.cite for line in self.lines], "total": self.total}
        return {"text/html": NOTEBOOK_STYLE + self._repr_html_(), "text/plain": repr(self), CITES_MIME: listed}

    @property
    def _sampled(self) -> list[str]:
        told = f"{len(self.lines)} of {self.total:,} passages, chosen by the hashes of their cite ids"
        return [told] if self.total > len(self.lines) else []


def concordance(
    rows: pd.DataFrame, corpus: Corpus, width: int = 60, *, beside: Sequence[str] = (), limit: int = LIMIT
) -> Concordance:
    """Show rows in the words around them.

    Parameters
    ----------
    rows, corpus : pandas.DataFrame, Corpus
        Any span table (doc_id, start, end), and where it was found. A row that is in none of its texts is a CiteError.
    width : int
        Characters of context on each side, as far as the sentence goes.
    beside : sequence of str
        Columns of `rows` to show before each line, such as frame or speaker; others are a TableError.
    limit : int
        Most lines; of more passages that many are shown, chosen by the hashes of their cite ids, and it is said.

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
    place = ["doc_id", "start", "end"]
    found = list(rows.sort_values(place, kind="stable")[[*place, *beside]].itertuples(index=False, name=None))
    chosen = [found[i] for i in sample([cite(*record[:3]) for record in found], limit)]
    documents = {document.doc_id: document for document in corpus}
    lines: list[Line] = []
    for doc_id, records in groupby(chosen, key=lambda record: str(record[0])):
        if doc_id not in documents:
            raise CiteError(f"{unknown('document', doc_id, documents)}; the rows belong to another corpus")
        lines += _lines(documents[doc_id], [record[1:] for record in records], width)
    return Concordance(tuple(lines), len(rows), width)


def _lines(document: Document, found: list[tuple[Any, ...]], width: int) -> Iterator[Line]:
    segments, text = Segments(document), document.text
    for start, end, *beside in found:
        name = cite(document.doc_id, start, end)
        if not 0 <= start < end <= len(text):
            raise CiteError(f"{name} lies beyond the text of {len(text)} characters")
        first, last = sentences_around(segments, start, end)
        left, right = max(first, start - width), min(last, end + width)
        shown = tuple("" if pd.isna(value) else _plain(str(value)) for value in beside)
        yield Line(name, text[left:start], text[start:end], text[end:right], left > first, right < last, shown)


def _plain(text: str) -> str:
    """A text on one line: each blank one column wide, what cannot be seen as its code point."""
    return "".join(" " if c.isspace() else c for c in plain(text))


def _cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    marks = sum(unicodedata.category(c) in {"Mn", "Me"} for c in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(c) in {"W", "F"} for c in text)


def _padded(rows: Sequence[Sequence[str]], *, right: bool = False) -> list[str]:
    """Columns padded to their widest value, two blanks between them."""
    widths = [max(map(_cells, column)) for column in zip(*rows, strict=True)]
    pads = [[(value, " " * (width - _cells(value))) for value, width in zip(row, widths, strict=True)] for row in rows]
    return ["  ".join(pad + value if right else value + pad for value, pad in row) for row in pads]


def _html_row(line: Line) -> str:
    left, right = _CUT * line.left_cut + line.left, line.right + _CUT * line.right_cut
    beside = "".join(f"<td>{inert(value)}</td>" for value in line.beside)
    return (
        f"<tr><td><code>{inert(line.cite)}</code></td>{beside}"
        f'<td align="right"><bdi>{inert(left)}</bdi></td><td><mark><bdi>{inert(line.match)}</bdi></mark></td>'
        f"<td><bdi>{inert(right)}</bdi></td></tr>"
    )
