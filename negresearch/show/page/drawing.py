"""SVG from cells, rebuilt from what is allowed, small: what elements have in common is said once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

from negresearch.errors import ReportError
from negresearch.show.page.figure import INK, MUTED, RULE
from negresearch.show.page.inert import inert, inert_attribute, letters
from negresearch.show.page.values import template

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_ALLOWED = template("allowed.toml")["svg"]
_TAGS, _LOOKS = (frozenset(_ALLOWED[name].split()) for name in ("tags", "looks"))
_ATTRIBUTES = _LOOKS | frozenset(_ALLOWED["attributes"].split())
#: Colours that follow the paper.
_PAPER = {INK: "var(--ink)", MUTED: "var(--muted)", RULE: "var(--rule)", "#000000": "var(--ink)", "black": "var(--ink)"}
#: A declaration that can stand in a style sheet without a thought.
_VALUE = re.compile(r"[\w#.%, ()-]+")
_STRAIGHT = re.compile(r"(?:M-?[\d.]+ -?[\d.]+(?:L-?[\d.]+ -?[\d.]+)+z?)+")
_FONT = re.compile(r"(?:(italic|oblique)\s+)?(?:(bold|[1-9]00)\s+)?([\d.]+(?:px|pt)?)(?:/\S+)?\s+(.+)")


@dataclass
class Looks:
    """What several elements of the figures of a page look like: each look a class of the page's style sheet."""

    _names: dict[str, str] = field(default_factory=dict)
    _ids: int = 0

    def new_id(self) -> str:
        """An id that is no anchor: no slug holds a tilde."""
        self._ids += 1
        return f"~{self._ids}"

    def name(self, look: str) -> str:
        """The class of a look."""
        return self._names.setdefault(look, letters(len(self._names)))

    def css(self) -> str:
        """The rules of all looks."""
        return "".join(f"svg .{name}{{{look}}}" for look, name in self._names.items())


@dataclass
class _Node:
    """An element as it is written."""

    tag: str
    attributes: dict[str, str]
    look: str
    inside: list[_Node | str]

    def every(self) -> Iterator[_Node]:
        yield self
        for child in self.inside:
            if isinstance(child, _Node):
                yield from child.every()

    @property
    def title(self) -> _Node | None:
        return next((child for child in self.inside if isinstance(child, _Node) and child.tag == "title"), None)


def clean_svg(svg: str, alt: str, name: str, looks: Looks | None = None) -> str:
    """Rebuild a figure from allowed elements and attributes, with its description inside.

    Styles become classes of the page where several elements share them, and attributes where not, as the page's
    policy allows no style attribute; the colours `INK`, `MUTED` and `RULE` follow light and dark paper; ids are the
    page's own. The `<svg>` is described by `alt`; its looks are added to those of the page.

    Raises ReportError if it is no well-formed SVG, or has neither viewBox nor size.
    """
    if "<!ENTITY" in svg:
        raise ReportError(f"figure {name!r} declares entities: draw it without")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise ReportError(f"figure {name!r} is no well-formed SVG: {error}") from None
    size = [float(re.sub(r"[a-z]+$", "", root.get(side, "0"))) for side in ("width", "height")]
    box = root.get("viewBox") or f"0 0 {size[0]:g} {size[1]:g}"
    if root.tag != f"{_SVG}svg" or box.endswith(" 0 0"):
        raise ReportError(f"figure {name!r} has neither viewBox nor size")
    drawn = _Node("svg", {}, "", _children(root))
    looks = looks or Looks()
    _own_ids(drawn, looks)
    inside = _written(drawn.inside, looks, Counter(node.look for node in drawn.every()))
    # A title would pop up under the pointer; a description is read out alike. Links inside an image are not reached.
    role = "group" if "<a " in inside else "img"
    words = f'<desc id="{name}.words">{inert(alt)}</desc>'
    return f'<svg role="{role}" aria-labelledby="{name}.words" viewBox="{inert_attribute(box)}">{words}{inside}</svg>'


def _children(element: ElementTree.Element) -> list[_Node | str]:
    found: list[_Node | str] = []
    for child in element:
        found += _nodes(child)
        found += [child.tail] if child.tail and child.tail.strip() else []
    return _joined(found)


def _nodes(element: ElementTree.Element) -> list[_Node | str]:
    """An allowed element; what is in a group that says nothing; of others, nothing."""
    tag = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else ""
    if tag not in _TAGS:
        return []
    text = element.text or ""
    text = text if tag in {"text", "tspan"} else text.strip()
    attributes, look = _attributes(element)
    node = _Node(tag, attributes, look, [*([text] if text else []), *_children(element)])
    if tag == "g":
        _hang_title(node)
        if not attributes and not look and node.title is None:
            return node.inside
    return [node]


def _hang_title(group: _Node) -> None:
    """Give the title of a group that holds one link to the link, which is what is reached and read out."""
    links = [child for child in group.inside if isinstance(child, _Node) and child.tag == "a"]
    title = group.title
    if title is not None and len(links) == 1:
        group.inside.remove(title)
        links[0].inside.insert(0, title)


def _joined(nodes: Sequence[_Node | str]) -> list[_Node | str]:
    """Neighbours that lead to one place as one link, lines of one look as one path."""
    joined: list[_Node | str] = []
    for node in nodes:
        last = joined[-1] if joined else None
        if isinstance(node, _Node) and isinstance(last, _Node) and _alike(last, node):
            if node.tag == "path":
                last.attributes["d"] += node.attributes["d"]
            else:
                titles = [child for child in (last.title, node.title) if child is not None]
                rest = [child for child in [*last.inside, *node.inside] if child not in titles]
                last.inside = [*titles[:1], *rest]
        else:
            joined.append(node)
    return joined


def _alike(one: _Node, other: _Node) -> bool:
    if one.tag != other.tag or one.look != other.look:
        return False
    if one.tag == "a":
        return one.attributes == other.attributes and "href" in one.attributes
    is_line = "fill:none" in one.look and "opacity" not in one.look
    return one.tag == "path" and is_line and set(one.attributes) == set(other.attributes) == {"d"}


def _attributes(element: ElementTree.Element) -> tuple[dict[str, str], str]:
    """What an element keeps as attributes, and what a style sheet may say of it."""
    given = {("href" if key == _XLINK else key): value.strip() for key, value in element.attrib.items()}
    given |= _declarations(given.pop("style", ""))
    kept: dict[str, str] = {}
    looks: dict[str, str] = {}
    for key, value in given.items():
        if not _is_kept(key, value):
            continue
        if key in _LOOKS and not value.startswith("url(") and _VALUE.fullmatch(value):
            looks[key] = _PAPER.get(value.lower(), value)
        else:
            kept[key] = _short(value) if key == "d" else value
    return kept, ";".join(f"{key}:{value}" for key, value in sorted(looks.items()))


def _declarations(style: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    declared = {key.strip(): value.strip() for key, value in pairs}
    font = _FONT.fullmatch(declared.pop("font", ""))
    if font:
        names = ("font-style", "font-weight", "font-size", "font-family")
        declared |= {key: value for key, value in zip(names, font.groups(), strict=True) if value}
    return declared


def _is_kept(key: str, value: str) -> bool:
    """Whether an attribute is allowed, leads to nothing outside, and says what a browser would not assume."""
    if key not in _ATTRIBUTES or _ALLOWED["defaults"].get(key) == value:
        return False
    if key == "href":
        return value.startswith("#")
    turns_nothing = key == "transform" and value.startswith(("rotate(0 ", "rotate(-0 "))
    return not turns_nothing and ("url(" not in value.lower() or value.startswith("url(#"))


def _short(path: str) -> str:
    """A path without the blanks that it does not need, one of straight lines written by how far each goes.

    >>> _short("M 1.5 2 L 3 2 L 3 4 L 1.5 4 z"), _short("M 0 0 L 1 -2"), _short("M 1 2 C 3 4 5 6 7 8")
    ('M1.5 2h1.5v2h-1.5z', 'M0 0l1-2', 'M1 2C3 4 5 6 7 8')
    """
    path = re.sub(r"\s*([A-Za-z])\s*", r"\1", path)
    if not _STRAIGHT.fullmatch(path):
        return path
    written, x, y = "", 0.0, 0.0
    for command, across, down in re.findall(r"([MLz])(?:(-?[\d.]+) (-?[\d.]+))?", path):
        if command == "z":
            written += "z"
            continue
        written += f"M{across} {down}" if command == "M" else _step(float(across) - x, float(down) - y)
        x, y = float(across), float(down)
    return written


def _step(across: float, down: float) -> str:
    right, below = (f"{round(length, 3) + 0.0:g}" for length in (across, down))
    if below == "0":
        return f"h{right}"
    return f"v{below}" if right == "0" else f"l{right}{'' if below.startswith('-') else ' '}{below}"


def _own_ids(drawn: _Node, looks: Looks) -> None:
    """Give ids that no other figure of the page has, and no anchor."""
    own = {node.attributes["id"]: looks.new_id() for node in drawn.every() if "id" in node.attributes}
    for node in drawn.every():
        for key, value in node.attributes.items():
            if key == "id":
                node.attributes[key] = own[value]
            elif key == "href" and node.tag == "use":
                node.attributes[key] = f"#{own.get(value[1:], '~')}"
            elif value.startswith("url(#"):
                node.attributes[key] = f"url(#{own.get(value[5:-1], '~')})"


def _written(nodes: Sequence[_Node | str], looks: Looks, times: Counter[str]) -> str:
    return "".join(inert(node) if isinstance(node, str) else _element(node, looks, times) for node in nodes)


def _element(node: _Node, looks: Looks, times: Counter[str]) -> str:
    attributes = dict(node.attributes)
    if node.look and (times[node.look] > 1 or "var(" in node.look):
        attributes["class"] = looks.name(node.look)
    elif node.look:
        attributes |= dict(pair.split(":", 1) for pair in node.look.split(";"))
    written = "".join(f' {key}="{inert_attribute(value)}"' for key, value in attributes.items())
    inside = _written(node.inside, looks, times)
    return f"<{node.tag}{written}>{inside}</{node.tag}>" if inside else f"<{node.tag}{written}/>"
