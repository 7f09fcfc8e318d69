"""One row a document: what its manifest and its own text say of it."""

from __future__ import annotations

from typing import NamedTuple

from negresearch.find.regions import stated_dates
from negresearch.find.segments import Segments
from negresearch.read.corpus import Document
from negresearch.tables import DocumentRow, PublishedHow


class Published(NamedTuple):
    """First and last ISO day or minute on which a text may have been published, and how that is known."""

    first: str | None
    last: str | None
    how: PublishedHow


def documents_in(segments: Segments) -> list[DocumentRow]:
    r"""Describe the document of these segments.

    The title is the manifest's, else the words of the title region. How the day of publication is found: `published`.

    Parameters
    ----------
    segments : Segments
        One document.

    Returns
    -------
    list of DocumentRow
        Exactly one row. A document that was left out has no characters and no words, and says why in `problem`.

    Examples
    --------
    >>> text = "Talks fail\n15 May, 2024 08:09\nThe talks between both sides failed on Monday."
    >>> row, = documents_in(Segments(Document("a", text, "5f")))
    >>> row.title, row.published_first, row.published_how, row.n_words
    ('Talks fail', '2024-05-15T08:09', 'stated', 10)
    """
    document = segments.document
    when = published(segments)
    return [
        DocumentRow(
            title=document.title or _title(segments),
            outlet=document.outlet,
            publisher=document.publisher,
            country=document.country,
            authors=document.authors,
            language=document.language,
            translated_from=document.translated_from,
            published_first=when.first,
            published_last=when.last,
            published_how=when.how,
            url=document.url,
            sha256=document.sha256,
            n_chars=len(segments.text),
            n_words=segments.n_words,
            problem=document.problem,
        )
    ]


def published(segments: Segments) -> Published:
    r"""Say when a text was published: as its dateline states, or as the manifest says.

    - Of several datelines the first counts, and after them a byline with a day. A day that is said to be that of an
      update says nothing of the publication.
    - A stated day inside the manifest's interval refines it and is taken; where the manifest knows the minute of that
      very day and the text does not, the manifest's is kept.
    - Where the two contradict each other, the manifest wins that was looked up or copied by a person; one that was only
      inferred gives way to what the text states.

    Examples
    --------
    >>> published(Segments(Document("a", "Talks fail\n5 May 2024\nThey failed once more.", "")))
    Published(first='2024-05-05', last='2024-05-05', how='stated')
    """
    document = segments.document
    known = Published(document.published_first, document.published_last, document.published_how)
    stated = _stated(segments)
    if stated is None:
        return known if known.first or known.last else Published(None, None, "unknown")
    if _contradicts(stated, document):
        return known if known.how != "inferred" else Published(stated, stated, "stated")
    if known.first and known.first == known.last and known.first.startswith(stated):
        return known
    return Published(stated, stated, "stated")


def _title(segments: Segments) -> str | None:
    title = next((r for r in segments.regions if r.kind == "title"), None)
    return " ".join(segments.text[title.start : title.end].split()) if title else None


def _stated(segments: Segments) -> str | None:
    regions = [r for kind in ("dateline", "byline") for r in segments.regions if r.kind == kind]
    dates = (date for r in regions for date in stated_dates(segments.text[r.start : r.end]))
    return next((date.value for date in dates if not date.is_update), None)


def _contradicts(stated: str, document: Document) -> bool:
    """Compare as far as both are precise: a day agrees with each of its minutes."""
    first, last = document.published_first, document.published_last
    early = first is not None and stated[: len(first)] < first[: len(stated)]
    late = last is not None and stated[: len(last)] > last[: len(stated)]
    return early or late
