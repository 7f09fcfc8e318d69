"""What a notebook cell shows, in JupyterLab and in the page."""

from negresearch.show.page.figure import FONT, INK, MUTED, RULE, Figure

__all__ = ["FONT", "INK", "MUTED", "RULE", "Figure"]
