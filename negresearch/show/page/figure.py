"""Figures as a notebook cell shows them: inline SVG with words for those who cannot see it."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from negresearch.errors import ReportError, unknown
from negresearch.show.page.inert import inert, inert_attribute

#: The colours of axes, labels and grid lines. The page lets exactly these follow its light or dark
#: paper; every other colour of a figure must read on both (3:1 against #fdfcf9 and #14171a).
INK, MUTED, RULE = "#1c1b19", "#5f5b53", "#d8d3c8"
#: Letters stay text in the SVG. DejaVu Sans comes with matplotlib; Verdana has its widths.
FONT = "DejaVu Sans"

#: The kinds of files that a figure can be saved as.
FORMATS = ("svg", "png", "pdf")
#: The formats that a figure shown by a notebook brings along, joined by commas: so a report asks its kernels for them.
FORMATS_VARIABLE = "NEGRESEARCH_FIGURES"
#: A notebook's ground may be dark, and the ink of its figures is not.
_ON_PAPER = f"display:table;max-width:44em;margin:0;padding:.5em;background:#fdfcf9;color:{INK}"
FIGURE_MIME = "application/vnd.negresearch.figure+json"


@dataclass(frozen=True)
class Figure:
    """A drawing with its description and its caption.

    Parameters
    ----------
    svg : str
        One `<svg>` element on a transparent ground, with text as text, no date and fixed ids.
        Axes and labels in `INK` and `MUTED`, grid lines in `RULE`.
    alt, caption : str
        What the figure shows, in words: what is compared, the range, the finding; one line under the figure. Without
        either it is a ReportError, for some readers could not read it.
    name : str, optional
        Its anchor in the page is `figure-` and this name, or its number.
    draw : callable, optional
        Gives its bytes as "png" or "pdf".
    """

    svg: str
    alt: str
    caption: str
    name: str = "figure"
    draw: Callable[[str], bytes] | None = field(default=None, repr=False, compare=False)

    def __post_init__(self) -> None:
        for needed in ("svg", "alt", "caption"):
            if not getattr(self, needed).strip():
                raise ReportError(f"figure {self.name!r} has no {needed}: say in words what it shows")

    def file(self, kind: str) -> bytes:
        """Give its bytes on white paper: "svg" to be scaled, "png" of 200 dots an inch, or "pdf".

        Raises ReportError if the format is unknown, or the figure was not drawn by this package and is SVG alone.
        """
        if kind not in FORMATS:
            raise ReportError(f"figure {self.name!r}: {unknown('format', kind, FORMATS)}")
        if kind == "svg":
            return self.svg.encode()
        if self.draw is None:
            raise ReportError(f"figure {self.name!r} is there as svg alone, not as {kind}")
        return self.draw(kind)

    def save(self, path: str | Path) -> None:
        """Write it to a file whose ending says as what; errors are those of `file`."""
        Path(path).write_bytes(self.file(Path(path).suffix.removeprefix(".").lower()))

    def __repr__(self) -> str:
        return f"<Figure {self.name}: {self.caption}>"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        wanted = [kind for kind in os.environ.get(FORMATS_VARIABLE, "").split(",") if kind]
        files = {kind: b64encode(self.file(kind)).decode() for kind in wanted}
        words = f'<svg role="img" aria-label="{inert_attribute(self.alt)}" '
        drawn = self.svg[self.svg.find("<svg") :].replace("<svg ", words, 1)
        said = {"name": self.name, "svg": self.svg, "alt": self.alt, "caption": self.caption}
        return {
            "text/html": f'<figure style="{_ON_PAPER}">{drawn}<figcaption>{inert(self.caption)}</figcaption></figure>',
            "image/svg+xml": self.svg,
            "text/plain": f"{self.caption}\n{self.alt}",
            FIGURE_MIME: {**said, "files": files},
        }
