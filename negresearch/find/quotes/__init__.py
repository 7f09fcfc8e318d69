"""Quotations and attributions: who is given the word, for what, and by which words one can tell.

Marks are paired paragraph by paragraph (`marks.py`); the document becomes an outline in which each quotation is
one symbol (`outline.py`); reporting sentences are read off the outline (`grammar.py`, `attributions.py`); sources
become actors (`speakers.py`). What then stands between marks unspoken is a title, a term or a scare quote
(`kinds.py`); interviews have turns (`turns.py`).
"""

from __future__ import annotations

from negresearch.find.quotes.assembly import Assembly
from negresearch.find.segments import Segments
from negresearch.tables import MentionRow, QuoteRow


def quotes_in(segments: Segments, mentions: list[MentionRow]) -> list[QuoteRow]:
    """Find quotations and attributions in a document; its mentions name the speakers. Spans leave the marks out.

    A reporting sentence with a quotation in it gives a row for what is reported in all (`indirect`) and one for each
    quotation (`mixed`).
    """
    return Assembly(segments, mentions).rows()
