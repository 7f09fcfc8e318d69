"""One row a document: what its manifest and its own text say of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from negresearch.find.published import published
from negresearch.find.segments import Segments
from negresearch.tables import DocumentRow, PublicationRow


def documents_in(segments: Segments, publications: Sequence[PublicationRow]) -> list[DocumentRow]:
    r"""Describe the document of these segments, in one row; without publications its manifest says when it is of.

    The title is the manifest's, else the words of the title region. A document that was left out has no characters and
    no words, and says why in `problem`.

    Examples
    --------
    >>> from negresearch.read.corpus import Document
    >>> text = "Talks fail\n15 May, 2024 08:09\nThe talks between both sides failed on Monday."
    >>> dateline = PublicationRow(11, 29, "2024-05-15T08:09", "2024-05-15T08:09", "stated", "dateline")
    >>> row, = documents_in(Segments(Document("a", text, "5f")), [dateline])
    >>> row.title, row.published_first, row.published_how, row.n_words
    ('Talks fail', '2024-05-15T08:09', 'stated', 10)
    """
    document = segments.document
    when = published(document, publications)
    known: dict[str, Any] = {name: getattr(document, name, None) for name in DocumentRow._fields}
    known |= {"title": document.title or _title(segments), "n_chars": len(segments.text), "n_words": segments.n_words}
    known |= {"published_first": when.first, "published_last": when.last, "published_how": when.how}
    return [DocumentRow(**known)]


def _title(segments: Segments) -> str | None:
    title = next((r for r in segments.regions if r.kind == "title"), None)
    return " ".join(segments.text[title.start : title.end].split()) if title else None
