"""The paper that all figures are drawn on: points from the upper left corner, one style, the same bytes in every run.

The only module that imports matplotlib.
"""

from __future__ import annotations

import re
import warnings
import xml.etree.ElementTree as ET
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any, Literal, TypedDict, Unpack

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Sheet
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.textpath import TextToPath

from negresearch.show.page import FONT, INK, RULE, Figure
from negresearch.show.page.inert import plain

#: Told apart by most colour-blind readers, and at 3:1 or better on white and on black paper. Shape, place or
#: pattern always says the same, so that no reader needs the colours.
BLUE, RED, GREEN, PINK, GOLD, GREY = "#0072b2", "#d55e00", "#009e73", "#c2569a", "#a67c00", "#7a7a7a"
#: Points. Figures are narrow, so that a phone shows their words small and not tiny.
WIDTH, TEXT, SMALL = 420.0, 9.0, 7.8

Shape = Literal["circle", "ring", "cross", "down"]
Anchor = Literal["start", "middle", "end"]
Pair = tuple[float, float]
_MARKERS: dict[str, str] = {"ring": "o", "cross": "x", "down": "v"}
_ALIGN = {"start": "left", "middle": "center", "end": "right"}
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "negresearch",
    "font.family": "sans-serif",
    "font.sans-serif": [FONT, "Verdana"],  # letters are measured in the first; the other has its widths
    "text.parse_math": False,
    "path.simplify": False,
    "hatch.linewidth": 0.7,
    "pdf.fonttype": 42,  # letters stay text in a PDF too
}
_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+\.\d+")


class _Look(TypedDict, total=False):
    """How a rectangle looks, what it says, and where it leads."""

    alpha: float
    edge: str | None
    hatch: str | None
    note: str | None
    link: str | None


class Paper:
    """A sheet to draw on, `height` by `WIDTH` points, y downwards."""

    def __init__(self, height: float) -> None:
        self.height = height
        self._notes: dict[str, str] = {}
        self._drawn = 0
        with mpl.rc_context(_STYLE):
            self._sheet = Sheet(figsize=(WIDTH / 72, height / 72), facecolor="none")
            FigureCanvasSVG(self._sheet)
            self._axes = self._sheet.add_axes((0, 0, 1, 1), frameon=False)
        self._axes.set_axis_off()
        self._axes.set(xlim=(0, WIDTH), ylim=(height, 0))

    def line(self, x: Pair, y: Pair, color: str = RULE, *, width: float = 0.8, dash: bool = False) -> None:
        """Draw a straight line."""
        made = Line2D(_round(x), _round(y), color=color, lw=width, solid_capstyle="butt", dash_capstyle="butt")
        made.set_linestyle((0, (2, 2)) if dash else "solid")
        self._add(made)

    def box(self, x: float, y: float, width: float, height: float, fill: str | None, **look: Unpack[_Look]) -> None:
        """Draw a rectangle from its upper left corner."""
        self.boxes([(x, y, width, height)], fill, **look)

    def boxes(
        self, boxes: Sequence[tuple[float, float, float, float]], fill: str | None, **look: Unpack[_Look]
    ) -> None:
        """Draw rectangles that are one thing: each from its upper left corner, with its width and height."""
        edge, alpha = look.get("edge"), look.get("alpha", 1.0)
        path = Path.make_compound_path(*(_outline(*_round(box[:2]), *_round(box[2:])) for box in boxes))
        line = {"lw": 0.8 if edge else 0, "ec": edge or "none"}
        made = PathPatch(path, fc=fill or "none", hatch=look.get("hatch"), **line)
        made.set_alpha(alpha if alpha < 1 else None)
        self._add(made, look.get("note"), look.get("link"))

    def mark(
        self, x: float, y: float, color: str, shape: Shape = "circle", *, size: float = 6.0, note: str | None = None,
        link: str | None = None,
    ) -> None:  # fmt: skip
        """Draw a mark around a point. A disc is a line of hardly any length with a round end, short to write."""
        x, y = _round((x, y))
        if shape == "circle":
            made = Line2D((x, x + 1e-9), (y, y), color=color, lw=size + 1.2, solid_capstyle="round", snap=False)
        else:
            face = "none" if shape in {"ring", "cross"} else color
            made = Line2D([x], [y], ls="none", marker=_MARKERS[shape], ms=size, mfc=face, mec=color, mew=1.2)
        self._add(made, note, link)

    def text(
        self, x: float, y: float, text: object, *, size: float = TEXT, color: str = INK, anchor: Anchor = "start",
        bold: bool = False, turn: float = 0, link: str | None = None,
    ) -> None:  # fmt: skip
        """Write a text, centred on `y`, or turned by so many degrees around its anchor."""
        (x, y), weight = _round((x, y)), "bold" if bold else "normal"
        with mpl.rc_context(_STYLE):
            made = self._axes.text(
                x, y, clean(text), fontsize=size, color=color, ha=_ALIGN[anchor], weight=weight, rotation=turn,
                va="center_baseline" if not turn else "baseline", rotation_mode="anchor",
            )  # fmt: skip
        self._note(made, None, link)

    def figure(self, *, alt: str, caption: str, name: str) -> Figure:
        """Finish: the drawing as SVG, with its words."""
        svg = self._saved("svg", "none", {"Date": None, "Creator": None})
        return Figure(_tidy(svg, self._notes), clean(alt), clean(caption), name, self._file)

    def _file(self, kind: str) -> bytes:
        """The drawing as a picture or a page: on white, without a date, its links left out, as they lead nowhere."""
        for made in self._axes.get_children():
            made.set_url(None)
        undated = {"png": {"Software": None}, "pdf": {"CreationDate": None, "Creator": None, "Producer": None}}
        return self._saved(kind, "white", undated[kind])

    def _saved(self, kind: str, ground: str, metadata: dict[str, None]) -> bytes:
        buffer = BytesIO()
        with mpl.rc_context(_STYLE), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")  # the reader's browser has that script
            self._sheet.savefig(buffer, format=kind, dpi=200, metadata=metadata, facecolor=ground)
        return buffer.getvalue()

    def _add(self, made: Artist, note: str | None = None, link: str | None = None) -> None:
        made.set_clip_on(False)
        self._axes.add_artist(made)
        self._note(made, note, link)

    def _note(self, made: Artist, note: str | None, link: str | None) -> None:
        self._drawn += 1
        made.set_zorder(self._drawn)  # what is drawn later lies above
        made.set_url(link)
        if note:
            made.set_gid(f"note{len(self._notes)}")
            self._notes[f"note{len(self._notes)}"] = clean(note)


def clean(text: object) -> str:
    """A text for one line, in which nothing unseen stands."""
    return " ".join(plain(text).split())


@lru_cache(maxsize=10_000)
def text_width(text: str, size: float = TEXT, *, bold: bool = False) -> float:
    """How wide a text is, in points."""
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")
        width: float = TextToPath().get_text_width_height_descent(text, font, ismath=False)[0]
    return round(width, 2)


def fit(text: object, width: float, size: float = TEXT, *, bold: bool = False) -> str:
    """Shorten a text so that it is no wider than so many points."""
    text = clean(text)
    if text_width(text, size, bold=bold) <= width + 0.01:  # sums of widths are not exact
        return text
    shown = bisect_right(range(len(text)), width, key=lambda n: text_width(text[:n].rstrip() + "…", size, bold=bold))
    return text[: max(shown - 1, 0)].rstrip() + "…"


def _round(values: Pair) -> Pair:
    return round(float(values[0]), 2), round(float(values[1]), 2)


def _outline(x: float, y: float, width: float, height: float) -> Path:
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return Path(corners, closed=True)


def _tidy(svg: bytes, notes: Mapping[str, str]) -> str:
    """The drawing without what draws nothing, places to a tenth of a point, notes hung on their marks."""
    root = ET.fromstring(svg)
    for element in root.iter():
        element.tail = None
        if element.tag != f"{_SVG}text":
            element.text = None
        for key in {"d", "x", "y", "transform"} & element.attrib.keys():
            element.set(key, _NUMBER.sub(lambda n: f"{round(float(n[0]), 1):g}", " ".join(element.attrib[key].split())))
    _prune(root, notes, set())
    ET.register_namespace("", _SVG[1:-1])
    return ET.tostring(root, encoding="unicode") + "\n"


def _prune(element: ET.Element, notes: Mapping[str, str], defined: set[str]) -> None:
    """Keep groups that draw and that carry a note, and each form that marks refer to once."""
    for child in list(element):
        name = child.attrib.pop("id", "") if child.tag == f"{_SVG}g" else child.get("id", "")
        _prune(child, notes, defined)
        empty = child.tag in {f"{_SVG}g", f"{_SVG}defs"} and not len(child)
        unseen = child.get("style") == "fill: none" or child.tag.endswith(("metadata", "style"))
        if empty or unseen or name in defined:
            element.remove(child)
        elif name in notes:
            title = ET.Element(f"{_SVG}title")
            title.text = notes[name]
            child.insert(0, title)
        elif child.tag == f"{_SVG}g" and not child.attrib and child.find(f"{_SVG}title") is None:
            place = list(element).index(child)
            element[place : place + 1] = list(child)
        defined.update({name} if child.tag == f"{_SVG}path" and name else ())
