"""The passages of a page, each printed once, and each count showing its own.

A count leads to a line that names it, and this line, being the target of the address, shows the passages that have
its mark. A style sheet does it, so that a page of nine tables over the same rows is no larger than one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from negresearch.show.page.inert import inert
from negresearch.show.page.passages import Passage, anchored_html, limit_of, reach_of, sample, sampled
from negresearch.show.page.table import BESIDE, BY_HAND, Exhibit
from negresearch.spans import parse_cite

#: The line that shows all passages.
ALL = "all-passages"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass
class _Entry:
    """A passage, the marks by which counts show it, and what the rows say of it."""

    passage: Passage
    marks: list[str] = field(default_factory=list)
    beside: dict[str, dict[str, None]] = field(default_factory=dict)
    reach: int = 0

    def html(self, text: str, anchors: set[str], reach: int) -> str:
        """Write the passage as an item of the list."""
        beside = tuple(", ".join(self.beside[column]) for column in BESIDE if column in self.beside)
        passage = Passage(self.passage.doc_id, self.passage.start, self.passage.end, beside)
        return anchored_html(passage, text, anchors, f'li class="{" ".join(self.marks)}"', reach)


@dataclass(frozen=True)
class _Opened:
    """A number of the page, and the passages that it opens, with what their rows say of them."""

    anchor: str
    label: str
    passages: list[Passage]
    beside: list[dict[str, str]]
    reach: int = 0


@dataclass
class Pool:
    """The passages behind the counts of a page."""

    entries: dict[tuple[str, int, int], _Entry] = field(default_factory=dict)
    _opened: list[_Opened] = field(default_factory=list)
    _heads: list[str] = field(default_factory=list)
    _rules: list[str] = field(default_factory=list)
    _marks: dict[tuple[tuple[str, int, int], ...], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._opened or self.entries)

    def add(self, exhibit: Exhibit, number: str) -> None:
        """Add the passages behind the counts of an exhibit."""
        for group in exhibit.groups:
            passages = [exhibit.passage(row) for row in group.rows]
            beside = [exhibit.beside(row) for row in group.rows]
            self._opened.append(_Opened(group.anchor, f"{inert(number)}: {inert(group.label)}", passages, beside))

    def add_cited(self, cites: Sequence[str], anchor: str, label: str, reach: int, by_hand: Collection[str]) -> None:
        """Add passages that the page lists, with so much context; those corrected by hand are marked."""
        passages = [Passage(*parse_cite(name)) for name in cites]
        beside = [BY_HAND if name in by_hand else {} for name in cites]
        self._opened.append(_Opened(anchor, inert(label), passages, beside, reach))

    def _settle(self) -> None:
        """Choose what is printed, now that all numbers are known: of each its share, so that the page stays small."""
        limit = limit_of([[passage.cite for passage in opened.passages] for opened in self._opened])
        for opened in self._opened:
            total = len(opened.passages)
            places = sample([passage.cite for passage in opened.passages], limit)
            mark = self._mark([opened.passages[i] for i in places])
            for i in places:
                self._describe(opened.passages[i], opened.beside[i], opened.reach)
            told = f" {sampled(len(places), total)}" if len(places) < total else ""
            self._heads.append(f'<p class="c" id="{opened.anchor}">{opened.label} <b>{total:,}</b>{told}</p>')
            self._rules.append(f"#{_css(opened.anchor)}:target~ol .{mark}")
        self._opened.clear()

    def _mark(self, passages: list[Passage]) -> str:
        """The mark of a set of passages: one for all counts that have the same."""
        key = tuple(sorted((p.doc_id, p.start, p.end) for p in passages))
        if key not in self._marks:
            self._marks[key] = mark = f"m{_base36(len(self._marks))}"
            for place, passage in zip(key, sorted(passages, key=lambda p: (p.doc_id, p.start, p.end)), strict=True):
                self.entries.setdefault(place, _Entry(passage)).marks.append(mark)
        return self._marks[key]

    def _describe(self, passage: Passage, beside: Mapping[str, str], reach: int) -> None:
        entry = self.entries[passage.doc_id, passage.start, passage.end]
        entry.reach = max(entry.reach, reach)
        for column, words in beside.items():
            entry.beside.setdefault(column, {})[words] = None

    def html(self, texts: Mapping[str, str], anchors: set[str]) -> str:
        """Write the lines that name the counts, and after them each passage once."""
        self._settle()
        every = f'<p class="c" id="{ALL}">All passages <b>{len(self.entries):,}</b></p>'
        reach = reach_of(len(self.entries))
        items = "".join(
            entry.html(texts[place[0]], anchors, entry.reach or reach) for place, entry in sorted(self.entries.items())
        )
        return f"{every}{''.join(self._heads)}<ol>{items}</ol>"

    def css(self) -> str:
        """Write the rules by which each count shows its own passages."""
        self._settle()
        return f"{','.join([f'#{ALL}:target~ol li', *self._rules])}{{display:block}}" if self.entries else ""


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, last = divmod(number, 36)
        digits = _DIGITS[last] + digits
    return digits


def _css(anchor: str) -> str:
    """An id as a selector writes it."""
    escaped = re.sub(r"[^\w-]", lambda match: f"\\{match[0]}", anchor)
    return re.sub(r"\A\d", lambda match: f"\\{ord(match[0]):x} ", escaped)
