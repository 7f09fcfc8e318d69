"""A finished page as a reader's browser shows it: which passages each count opens."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

from negresearch.show.page.passages import Printed, printed_passages


class _Marks(HTMLParser):
    """The classes of each mark of a pool, in order, and of each cite id under it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.marks: list[set[str]] = []
        self.cites: list[set[str]] = []
        self._line: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = set((dict(attrs).get("class") or "").split())
        classes -= {name for name in classes if name.startswith("k")}
        if tag == "li":
            self._line = classes
        elif tag == "mark":
            self.marks.append(classes or self._line)
        elif tag == "b":
            self.cites.append(classes)
        elif tag == "code" and self.marks and self.marks[-1] is self._line:
            self.cites.append(self._line)


def shown(html: str, anchor: str) -> list[Printed]:
    """The passages that a count shows, each with its own cite id and no other, by the page's rules."""
    heads, printed = _read(html)
    (mark,) = heads[anchor].split()
    return [passage for passage, of in printed if mark in of]


@lru_cache(maxsize=2)
def _read(html: str) -> tuple[dict[str, str], list[tuple[Printed, set[str]]]]:
    """The marks of each count, and each passage with its marks."""
    section = html[html.index('<p id="all-passages">') :]
    heads = re.findall(r'<p class="([^"]*)" id="([^"]*)">', section)
    assert len({anchor for _, anchor in heads}) == len(heads)
    marks = _Marks(section)
    assert marks.marks == marks.cites
    printed = zip(printed_passages(section), marks.marks, strict=True)
    return {unescape(anchor): classes for classes, anchor in heads}, list(printed)


def rule_of(css: str, html: str, anchor: str) -> bool:
    """Whether the style sheet has the rule by which a count shows its passages."""
    (mark,) = re.findall(rf'<p class="([^"]*)" id="{re.escape(anchor)}">', html)
    return f".{mark}:target~div .{mark}" in css
