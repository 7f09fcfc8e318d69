"""HTML and SVG from cells, rebuilt from what is allowed: a page runs nothing and loads nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

from negresearch.errors import ReportError
from negresearch.show.page.figure import INK, MUTED, RULE
from negresearch.show.page.inert import inert, inert_attribute


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TAGS = _words(
    "a abbr b bdi blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 "
    "h3 h4 h5 h6 hr i ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot "
    "th thead time tr u ul var"
)
_VOID = frozenset({"br", "hr", "col"})
#: Elements whose content is no text for a reader.
_DROPPED = frozenset({"style", "template", "title"})
_ATTRIBUTES = _words(
    "aria-describedby aria-hidden aria-label aria-labelledby class colspan data-cut data-u datetime dir href "
    "id lang open reversed role rowspan scope start tabindex title"
)
_ROLES = frozenset({"img", "list", "listitem", "note", "region"})
#: Links lead within the page, to a file beside it, or out into the web by the reader's own click.
_HREF = re.compile(r"#\S*|(https?://|mailto:)[^\s\\]+|[\w][\w.-]*\.(csv|html|json)(#\S*)?", re.IGNORECASE)

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SVG_TAGS = _words(
    "a circle clipPath defs desc ellipse g line linearGradient marker path pattern polygon polyline radialGradient "
    "rect stop svg symbol text title tspan use"
)
_SVG_ATTRIBUTES = _words(
    "class clip-path clip-rule clipPathUnits cx cy d dominant-baseline dx dy fill fill-opacity fill-rule "
    "font-size font-style font-weight gradientTransform gradientUnits height href id letter-spacing marker-end "
    "marker-mid marker-start markerHeight markerUnits markerWidth offset opacity orient patternTransform patternUnits "
    "points preserveAspectRatio r refX refY rx ry stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset "
    "stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor textLength transform "
    "viewBox width word-spacing x x1 x2 y y1 y2"
)
#: What a browser assumes anyway.
_SVG_DEFAULTS = {
    "stroke-miterlimit": "4", "stroke-linecap": "butt", "stroke-linejoin": "miter", "fill-opacity": "1",
    "stroke-opacity": "1", "opacity": "1", "stroke-dashoffset": "0", "text-anchor": "start",
}  # fmt: skip
#: Colours that follow the paper.
_PAPER = {INK: "ink", MUTED: "muted", RULE: "rule", "#000000": "ink", "black": "ink"}
_RECTANGLE = re.compile(r"M(\S+) (\S+)L(\S+) \2L\3 (\S+)L\1 \4z")
_FONT = re.compile(r"(?:(italic|oblique)\s+)?(?:(bold|[1-9]00)\s+)?([\d.]+(?:px|pt)?)(?:/\S+)?\s+(.+)")


def clean_html(html: str) -> str:
    """Rebuild HTML from allowed elements and attributes, everything balanced and every word inert.

    Scripts and unknown elements come out as the text they are; event handlers, styles and links that are neither in
    the page, nor beside it, nor plain web addresses fall away.

    Examples
    --------
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
        if tag in _DROPPED:
            self._dropping = tag
        elif tag not in _TAGS:
            self._parts.append(inert(self.get_starttag_text() or f"<{tag}>"))
        else:
            self._parts.append(f"<{tag}{_attributes(tag, attrs)}>")
            if tag not in _VOID:
                self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self._dropping == tag:
            self._dropping = None

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            self._dropping = None if tag == self._dropping else self._dropping
        elif tag not in _TAGS:
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


def _attributes(tag: str, attrs: list[tuple[str, str | None]]) -> str:
    kept = {name: value or "" for name, value in attrs if name in _ATTRIBUTES and _allowed(name, value or "")}
    if kept.get("href", "").lower().startswith("http"):
        kept["rel"] = "noopener noreferrer"
    return "".join(f' {name}="{inert_attribute(value)}"' if value else f" {name}" for name, value in kept.items())


def _allowed(name: str, value: str) -> bool:
    if name == "href":
        return _HREF.fullmatch(value.strip()) is not None
    if name == "tabindex":
        return value in {"0", "-1"}
    return value in _ROLES if name == "role" else True


def clean_svg(svg: str, alt: str, name: str) -> str:
    """Rebuild a figure from allowed elements and attributes, with its description inside.

    Styles become attributes, as the page's policy allows no style attribute; the colours `INK`, `MUTED` and `RULE`
    become classes, which follow light and dark paper; ids are made the figure's own.

    Parameters
    ----------
    svg : str
        One `<svg>` element, with or without prologue.
    alt : str
        Its description.
    name : str
        The anchor of the figure.

    Returns
    -------
    str
        An `<svg role="img">` whose name is `alt`.

    Raises
    ------
    ReportError
        If it is no well-formed SVG, or has neither viewBox nor size.
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
    inside = "".join(_element(child, name) for child in root)
    # A title would pop up under the pointer; a description is read out alike. Links inside an image are not reached.
    role = "group" if "<a " in inside else "img"
    words = f'<desc id="{name}.words">{inert(alt)}</desc>'
    return f'<svg role="{role}" aria-labelledby="{name}.words" viewBox="{inert_attribute(box)}">{words}{inside}</svg>'


def _element(element: ElementTree.Element, name: str) -> str:
    tag = element.tag.removeprefix(_SVG) if isinstance(element.tag, str) else ""
    if tag not in _SVG_TAGS:
        return ""
    _hang_title(element)
    inside = inert(element.text.strip() if tag not in {"text", "tspan"} else element.text) if element.text else ""
    for child in element:
        tail = child.tail if child.tail and child.tail.strip() else ""
        inside += _element(child, name) + inert(tail)
    attributes = "".join(f' {key}="{inert_attribute(value)}"' for key, value in _svg_attributes(element, name).items())
    if tag == "g" and not attributes and element.find(f"{_SVG}title") is None:
        return inside
    return f"<{tag}{attributes}>{inside}</{tag}>" if inside else f"<{tag}{attributes}/>"


def _hang_title(group: ElementTree.Element) -> None:
    """Give the title of a group that holds one link to the link, which is what is reached and read out."""
    title, links = group.find(f"{_SVG}title"), group.findall(f"{_SVG}a")
    if title is not None and len(links) == 1:
        group.remove(title)
        links[0].insert(0, title)


def _svg_attributes(element: ElementTree.Element, name: str) -> dict[str, str]:
    given = {("href" if key == _XLINK else key): value for key, value in element.attrib.items()}
    given |= _declarations(given.pop("style", ""))
    kept: dict[str, str] = {}
    classes = []
    for key, value in given.items():
        value = value.strip()
        if key in {"fill", "stroke"} and value.lower() in _PAPER:
            classes.append(f"{key}-{_PAPER[value.lower()]}")
        elif key == "d":
            kept[key] = _short_path(value)
        elif key in _SVG_ATTRIBUTES and _harmless(key, value) and not _is_default(key, value):
            kept[key] = _own_ids(element.tag, key, value, name)
    if classes:
        kept["class"] = " ".join(classes)
    return kept


def _declarations(style: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    declared = {key.strip(): value.strip() for key, value in pairs}
    font = _FONT.fullmatch(declared.pop("font", ""))
    if font:
        names = ("font-style", "font-weight", "font-size", "font-family")
        declared |= {key: value for key, value in zip(names, font.groups(), strict=True) if value}
    return declared


def _short_path(d: str) -> str:
    """A path without the blanks that it does not need, a rectangle by its sides."""
    return _RECTANGLE.sub(r"M\1 \2H\3V\4H\1z", re.sub(r"\s*([A-Za-z])\s*", r"\1", d))


def _is_default(key: str, value: str) -> bool:
    return _SVG_DEFAULTS.get(key) == value or (key == "transform" and value.startswith(("rotate(0 ", "rotate(-0 ")))


def _harmless(key: str, value: str) -> bool:
    if key == "href":
        return value.startswith("#")
    return "url(" not in value.lower() or value.startswith("url(#")


def _own_ids(tag: str, key: str, value: str, name: str) -> str:
    """Ids within a figure carry its name, so that two figures of a page cannot meet."""
    if key == "href" and tag == f"{_SVG}use":
        return f"#{name}.{value[1:]}"
    if key == "id":
        return f"{name}.{value}"
    return value.replace("url(#", f"url(#{name}.") if value.startswith("url(#") else value
