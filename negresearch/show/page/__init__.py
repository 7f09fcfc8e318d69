"""What a notebook cell shows, in JupyterLab and in the page."""

from negresearch.show.page.exhibit import exhibit as exhibit
from negresearch.show.page.figure import FONT as FONT, INK as INK, MUTED as MUTED, RULE as RULE, Figure as Figure
from negresearch.show.page.lists import list_corrections as list_corrections, list_omissions as list_omissions
from negresearch.show.page.prose import Prose as Prose, Receipt as Receipt, prose as prose, receipt as receipt
from negresearch.show.page.table import Count as Count, Exhibit as Exhibit
