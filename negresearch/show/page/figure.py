"""Figures as a notebook cell shows them: inline SVG with words for those who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from negresearch.errors import ReportError

#: The colours of axes, labels and grid lines. The page lets exactly these follow its light or dark
#: paper; every other colour of a figure must read on both (3:1 against #fdfcf9 and #14171a).
INK, MUTED, RULE = "#1c1b19", "#5f5b53", "#d8d3c8"
#: Letters stay text in the SVG. DejaVu Sans comes with matplotlib; Verdana has its widths.
FONT = "DejaVu Sans"

FIGURE_MIME = "application/vnd.negresearch.figure+json"


@dataclass(frozen=True)
class Figure:
    """A drawing with its description and its caption.

    Parameters
    ----------
    svg : str
        One `<svg>` element on a transparent ground, with text as text, no date and fixed ids.
        Axes and labels in `INK` and `MUTED`, grid lines in `RULE`.
    alt : str
        What the figure shows, in words: what is compared, the range, the finding.
    caption : str
        One line under the figure.
    name : str, optional
        Its anchor in the page is `figure-` and this name, or its number.

    Raises
    ------
    ReportError
        If there is no description or no caption: a figure that some readers cannot read.
    """

    svg: str
    alt: str
    caption: str
    name: str = "figure"

    def __post_init__(self) -> None:
        for field in ("svg", "alt", "caption"):
            if not getattr(self, field).strip():
                raise ReportError(f"figure {self.name!r} has no {field}: say in words what it shows")

    def __repr__(self) -> str:
        return f"<Figure {self.name}: {self.caption}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {
            "image/svg+xml": self.svg,
            "text/plain": f"{self.caption}\n{self.alt}",
            FIGURE_MIME: {"name": self.name, "svg": self.svg, "alt": self.alt, "caption": self.caption},
        }
