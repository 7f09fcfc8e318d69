"""The passages of a page, each printed once, and each count showing its own.

A count leads to a line that names it, and this line, being the target of the address, shows the passages that have
its mark. A style sheet does it, so that a page of nine tables over the same rows is no larger than one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from negresearch.show.page.inert import inert
from negresearch.show.page.passages import Passage, anchored_html, reach_of, sample, sampled
from negresearch.show.page.table import BESIDE, Exhibit

#: The line that shows all passages.
ALL = "all-passages"
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass
class _Entry:
    """A passage, the marks by which counts show it, and what the rows say of it."""

    passage: Passage
    marks: list[str] = field(default_factory=list)
    beside: dict[str, dict[str, None]] = field(default_factory=dict)

    def html(self, text: str, anchors: set[str], reach: int) -> str:
        """Write the passage as an item of the list."""
        beside = tuple(", ".join(self.beside[column]) for column in BESIDE if column in self.beside)
        passage = Passage(self.passage.doc_id, self.passage.start, self.passage.end, beside)
        return anchored_html(passage, text, anchors, f'li class="{" ".join(self.marks)}"', reach)


@dataclass
class Pool:
    """The passages behind the counts of a page."""

    entries: dict[tuple[str, int, int], _Entry] = field(default_factory=dict)
    _heads: list[str] = field(default_factory=list)
    _rules: list[str] = field(default_factory=list)
    _marks: dict[tuple[tuple[str, int, int], ...], str] = field(default_factory=dict)

    def add(self, exhibit: Exhibit, number: str) -> None:
        """Add the passages behind the counts of an exhibit."""
        for group in exhibit.groups:
            passages = [exhibit.passage(row) for row in group.rows]
            places = sample([passage.cite for passage in passages])
            mark = self._mark([passages[i] for i in places])
            for i in places:
                self._describe(exhibit, group.rows[i], passages[i])
            told = f" {sampled(len(places), len(passages))}" if len(places) < len(passages) else ""
            label = f"{inert(number)}: {inert(group.label)} <b>{len(passages):,}</b>{told}"
            self._heads.append(f'<p class="c" id="{group.anchor}">{label}</p>')
            self._rules.append(f"#{_css(group.anchor)}:target~ol .{mark}")

    def _mark(self, passages: list[Passage]) -> str:
        """The mark of a set of passages: one for all counts that have the same."""
        key = tuple(sorted((p.doc_id, p.start, p.end) for p in passages))
        if key not in self._marks:
            self._marks[key] = mark = f"m{_base36(len(self._marks))}"
            for place, passage in zip(key, sorted(passages, key=lambda p: (p.doc_id, p.start, p.end)), strict=True):
                self.entries.setdefault(place, _Entry(passage)).marks.append(mark)
        return self._marks[key]

    def _describe(self, exhibit: Exhibit, row: int, passage: Passage) -> None:
        entry = self.entries[passage.doc_id, passage.start, passage.end]
        for column, words in exhibit.beside(row).items():
            entry.beside.setdefault(column, {})[words] = None

    def html(self, texts: Mapping[str, str], anchors: set[str]) -> str:
        """Write the lines that name the counts, and after them each passage once."""
        every = f'<p class="c" id="{ALL}">All passages <b>{len(self.entries):,}</b></p>'
        reach = reach_of(len(self.entries))
        items = "".join(entry.html(texts[place[0]], anchors, reach) for place, entry in sorted(self.entries.items()))
        return f"{every}{''.join(self._heads)}<ol>{items}</ol>"

    def css(self) -> str:
        """Write the rules by which each count shows its own passages."""
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
