"""What a notebook cell shows, in JupyterLab and in the page."""

from negresearch.show.page.corrections import list_corrections
from negresearch.show.page.exhibit import exhibit
from negresearch.show.page.figure import FONT, INK, MUTED, RULE, Figure
from negresearch.show.page.prose import Prose, Receipt, prose, receipt
from negresearch.show.page.table import Count, Exhibit

__all__ = [
    "FONT",
    "INK",
    "MUTED",
    "RULE",
    "Count",
    "Exhibit",
    "Figure",
    "Prose",
    "Receipt",
    "exhibit",
    "list_corrections",
    "prose",
    "receipt",
]
