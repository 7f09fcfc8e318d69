"""HTML from cells, rebuilt from what is allowed: a page runs nothing and loads nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from negresearch.show.page.inert import inert, inert_attribute
from negresearch.show.page.values import template

_ALLOWED = {name: frozenset(words.split()) for name, words in template("allowed.toml")["html"].items()}
#: Links lead within the page, to a file beside it, or out into the web by the reader's own click.
_HREF = re.compile(r"#\S*|(https?://|mailto:)[^\s\\]+|[\w][\w.-]*\.(csv|html|json)(#\S*)?", re.IGNORECASE)


def clean_html(html: str) -> str:
    """Rebuild HTML from allowed elements and attributes, everything balanced and every word inert.

    Scripts and unknown elements come out as the text they are; event handlers, styles and links that are neither in
    the page, nor beside it, nor plain web addresses fall away.

    >>> clean_html('<p onclick="x()">a<script>alert(1)</script><a href="javascript:x()">b</a>')
    '<p>a&lt;script&gt;alert(1)&lt;/script&gt;<a>b</a></p>'
    """
    cleaner = _Cleaner()
    cleaner.feed(html)
    cleaner.close()
    return cleaner.result()


class _Cleaner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._open: list[str] = []
        self._dropping: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping:
            return
        if tag in _ALLOWED["dropped"]:
            self._dropping = tag
        elif tag not in _ALLOWED["tags"]:
            self._parts.append(inert(self.get_starttag_text() or f"<{tag}>"))
        else:
            self._parts.append(f"<{tag}{_attributes(attrs)}>")
            if tag not in _ALLOWED["void"]:
                self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._dropping == tag:
            self._dropping = None

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            self._dropping = None if tag == self._dropping else self._dropping
        elif tag not in _ALLOWED["tags"]:
            self._parts.append(inert(f"</{tag}>"))
        elif tag in self._open:
            while (last := self._open.pop()) != tag:
                self._parts.append(f"</{last}>")
            self._parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self._parts.append(inert(data))

    def handle_comment(self, data: str) -> None:
        """Comments are for no reader."""

    def result(self) -> str:
        return "".join(self._parts + [f"</{tag}>" for tag in reversed(self._open)])


def _attributes(attrs: list[tuple[str, str | None]]) -> str:
    kept = {
        name: value or "" for name, value in attrs if name in _ALLOWED["attributes"] and _allowed(name, value or "")
    }
    return "".join(f' {name}="{inert_attribute(value)}"' if value else f" {name}" for name, value in kept.items())


def _allowed(name: str, value: str) -> bool:
    if name == "href":
        return _HREF.fullmatch(value.strip()) is not None
    return value in {"role": _ALLOWED["roles"], "tabindex": ("0", "-1")}.get(name, (value,))
