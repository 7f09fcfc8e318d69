"""The passages of a page, each printed once, and each count showing its own.

A count leads to a line that names it, and this line, being the target of the address, shows the passages that have
its mark. A style sheet does it, so that a page of nine tables over the same rows is no larger than one. Passages of
one sentence share a line; a count shows those of its own in it: as many marks, and cite ids, as it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from types import MappingProxyType
from urllib.parse import quote

from negresearch.find.segments import Segments
from negresearch.read.corpus import Document
from negresearch.show.page.inert import inert, inert_attribute, letters
from negresearch.show.page.passages import LONGEST, Passage, anchor_of, context, sample, sampled, sentences_around
from negresearch.show.page.table import BESIDE, Exhibit
from negresearch.show.page.values import days_said
from negresearch.spans import Span, parse_cite

#: The line that shows all passages.
ALL = "all-passages"
#: A sentence of more characters is cut so far from a passage, on each side.
_LONG, _FAR = 700, 240
#: Words at each end of a sentence by which its source page finds it.
_FEW = 5
#: As many passages share a line.
_MOST_HITS = 20
#: What a passage that is shown has, and its marks: how the style of the page writes "not hidden" and "highlighted".
_SHOWN = "--d:block;--i:inline;--h:var(--mark);--e:var(--mark-line)"
#: What stands in the head of a document, and so not beside each of its passages.
_HEAD = "outlet"


@dataclass
class _Entry:
    """A passage, the marks by which counts show it, and what the rows say of it."""

    passage: Passage
    marks: list[str] = field(default_factory=list)
    beside: dict[str, dict[str, None]] = field(default_factory=dict)

    @property
    def said(self) -> str:
        """What the rows say of it, and how long it is where it is cut."""
        said = dict.fromkeys(inert(", ".join(self.beside[column])) for column in BESIDE if column in self.beside)
        length = self.passage.end - self.passage.start
        return " · ".join([*said, *([f"{length:,} characters"] if length > LONGEST else [])])


@dataclass
class Pool:
    """The passages behind the counts of a page."""

    entries: dict[tuple[str, int, int], _Entry] = field(default_factory=dict)
    _heads: list[str] = field(default_factory=list)
    _marks: dict[tuple[tuple[str, int, int], ...], str] = field(default_factory=dict)

    def add(self, exhibit: Exhibit, number: str) -> None:
        """Add the passages behind the counts of an exhibit."""
        for group in exhibit.groups:
            rows = [(exhibit.passage(row), exhibit.beside(row)) for row in group.rows]
            self._open(group.anchor, f"{inert(number)}. {inert(group.label)}", rows)

    def add_cited(
        self, cites: Sequence[str], anchor: str, label: str, by_hand: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """Add passages that the page lists; those corrected by hand are marked."""
        rows = [(Passage(*parse_cite(name)), {"corrected": by_hand[name]} if name in by_hand else {}) for name in cites]
        self._open(anchor, inert(label), rows)

    def _open(self, anchor: str, label: str, rows: Sequence[tuple[Passage, Mapping[str, str]]]) -> None:
        """Add a number and the passages that it opens, or of many a sample, with what their rows say of them."""
        chosen = [rows[i] for i in sample([passage.cite for passage, _ in rows])]
        mark = self._mark([passage for passage, _ in chosen])
        for passage, beside in chosen:
            entry = self.entries[passage.doc_id, passage.start, passage.end]
            for column in beside.keys() - {_HEAD}:
                entry.beside.setdefault(column, {})[beside[column]] = None
        told = f". {sampled(len(chosen), len(rows))}" if len(chosen) < len(rows) else ""
        self._heads.append(f'<p class="{mark}" id="{anchor}">{label}: {len(rows):,}{told}</p>')

    def _mark(self, passages: list[Passage]) -> str:
        """The mark of a set of passages: one for all counts that have the same."""
        places = {(p.doc_id, p.start, p.end): p for p in passages}
        key = tuple(sorted(places))
        if key not in self._marks:
            self._marks[key] = mark = letters(len(self._marks))
            for place in key:
                self.entries.setdefault(place, _Entry(places[place])).marks.append(mark)
        return self._marks[key]

    def html(self, texts: Mapping[str, str], anchors: set[str], documents: Iterable[Document] = ()) -> str:
        """Write the lines that name the counts, and after them each passage once, document by document."""
        known = {document.doc_id: document for document in documents}
        every = f'<p id="{ALL}">All passages: {len(self.entries):,}</p>'
        parts = []
        ordered = sorted(self.entries, key=lambda place: (*place[:2], -place[2]))
        for doc_id, places in groupby(ordered, key=lambda place: place[0]):
            entries = [self.entries[place] for place in places]
            document = known.get(doc_id) or Document(doc_id, texts[doc_id], "")
            items = "".join(
                _item(line, texts[doc_id], anchors, document) for line in _lines(entries, Segments(document))
            )
            parts.append(f"{_head(document, entries)}<ol>{items}</ol>")
        return f"{every}{''.join(self._heads)}<div>{''.join(parts)}</div>"

    def css(self) -> str:
        """Write the rules by which each count shows its own passages, and each passage of a line its own cite id."""
        if not self.entries:
            return ""
        shown = [f"#{ALL}:target~div *", *(f".{mark}:target~div .{mark}" for mark in self._marks.values())]
        own = [f"li:has(.k{k}:target) b:nth-of-type({k})" for k in range(1, _MOST_HITS + 1)]
        return f"{','.join(shown)}{{{_SHOWN}}}.passages :is({','.join(own)}){{--i:inline}}"


@dataclass
class _Line:
    """A sentence, or what is near of a long one, and the passages in it: beside or inside, not across, each other."""

    span: Span
    entries: list[_Entry] = field(default_factory=list)

    def takes(self, passage: Passage) -> bool:
        """Whether a passage has room in it that begins no earlier than those before, and if with one ends no later."""
        others = [entry.passage for entry in self.entries]
        apart = all(p.end <= passage.start or passage.end <= p.end for p in others)
        return apart and len(others) < _MOST_HITS and others[0].end - others[0].start <= LONGEST


def _lines(entries: Iterable[_Entry], segments: Segments) -> list[_Line]:
    """The lines of a document, in the order of their first passages."""
    lines: dict[Span, list[_Line]] = {}
    for entry in entries:
        span = _around(entry.passage, segments)
        of_span = lines.setdefault(span, [])
        line = next((line for line in of_span if line.takes(entry.passage)), None)
        if line is None:
            line = _Line(span)
            of_span.append(line)
        line.entries.append(entry)
    firsts = ((line.entries[0].passage, line) for of_span in lines.values() for line in of_span)
    return [line for _, line in sorted(firsts, key=lambda first: (first[0].start, first[0].end))]


def _source(document: Document, words: Sequence[str] = ()) -> str:
    """A link to the page that a text was taken from, or to some words in it; not in one of another language."""
    translated = document.translated_from not in (None, document.language)
    if not (document.url or "").lower().startswith(("http://", "https://")) or bool(words) == translated:
        return ""
    page = quote(str(document.url).partition("#")[0], safe="!#$%&'()*+,/:;=?@[]~")
    if not words:
        return f' <a href="{inert_attribute(page)}">source ({inert(document.translated_from)})</a>'
    ends = [words] if len(words) <= 2 * _FEW else [words[:_FEW], words[-_FEW:]]
    found = ",".join(quote(" ".join(some), safe="").replace("-", "%2D") for some in ends)
    return f' <a href="{inert_attribute(f"{page}#:~:text={found}")}">in the source</a>'


def _around(passage: Passage, segments: Segments) -> Span:
    """The sentences of a passage, or of long ones what is near."""
    start, end = sentences_around(segments, passage.start, passage.end)
    if end - start > _LONG:
        low, high = context(segments.text, passage.start, passage.end, _FAR)
        return max(start, low), min(end, high)
    return start, end


def _classes(entries: Iterable[_Entry], *further: str) -> str:
    """The marks of passages, as an attribute."""
    marks = dict.fromkeys(mark for entry in entries for mark in entry.marks)
    return f' class="{" ".join([*marks, *further])}"'


def _head(document: Document, entries: Iterable[_Entry]) -> str:
    days = days_said(document.published_first, document.published_last) if document.published_first else None
    known = " · ".join(inert(words) for words in (document.outlet, document.title, days) if words)
    return f"<h3{_classes(entries)}>{inert(document.doc_id)} <small>{known}{_source(document)}</small></h3>"


def _item(line: _Line, text: str, anchors: set[str], document: Document) -> str:
    """A line: the sentence, and under it the cite ids of its passages in their order."""
    names = [anchor_of(entry.passage, anchors) for entry in line.entries]
    before = "…" if line.span[0] and not text[line.span[0] - 1].isspace() else ""
    single = len(line.entries) == 1
    each = enumerate(zip(line.entries, names, strict=True), start=1)
    marks = [""] if single else [_classes([entry], f"k{k}") + name for k, (entry, name) in each]
    words, cut = _words(line, text, marks)
    after = "…" if cut or text[line.span[1] : line.span[1] + 1].strip() else ""
    opening = f"<li{_classes(line.entries)}{names[0] if single else ''}>"
    source = _source(document, text[slice(*line.span)].split())
    return f"{opening}{before}<bdi>{words}</bdi>{after}{_cites(line.entries)}{source}</li>"


def _words(line: _Line, text: str, marks: Sequence[str]) -> tuple[str, bool]:
    """The sentence with its marks; a passage that is too long to print is cut, and so is what comes after it."""
    (at, last), written = line.span, ""
    longest = line.entries[0].passage
    cut = longest.end - longest.start > LONGEST
    last = longest.start + LONGEST if cut else last
    limit = f' data-cut="{LONGEST}"' if cut else ""
    tags = [(entry.passage.start, 1, k, f"<mark{marks[k]}{limit}>") for k, entry in enumerate(line.entries)]
    tags += [(min(e.passage.end, last), 2 * (e.passage.start == e.passage.end), -k, "</mark>")
             for k, e in enumerate(line.entries)]  # fmt: skip
    for place, *_, tag in sorted(tags):
        written += inert(text[at:place]) + tag
        at = place
    return written + inert(text[at:last]), cut


def _cites(entries: Sequence[_Entry]) -> str:
    """The cite ids of a line, with what is said of each; several share the name of the document."""
    said = [f" <small>{entry.said}</small>" if entry.said else "" for entry in entries]
    first = entries[0].passage
    if len(entries) == 1:
        return f"<code>{inert(first.cite)}</code>{said[0]}"
    places = [f"{entry.passage.start}-{entry.passage.end}" for entry in entries]
    each = zip(entries, places, said, strict=True)
    return f"<code>{inert(first.doc_id)}:{''.join(f'<b{_classes([e])}>{place}{s}</b>' for e, place, s in each)}</code>"
