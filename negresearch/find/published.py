"""When a text was published: what is said beside it, and the rows of what it says itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from negresearch.read.corpus import Document
from negresearch.tables import PublicationRow, PublishedHow


class Published(NamedTuple):
    """First and last ISO day or minute on which a text may have been published, and how that is known."""

    first: str | None
    last: str | None
    how: PublishedHow


def published(document: Document, rows: Sequence[PublicationRow]) -> Published:
    """Join the passages that say when a text was published; without any, the manifest's day counts.

    Examples
    --------
    >>> rows = [PublicationRow(9, 40, "2022-12-21", None, "inferred", "month"),
    ...         PublicationRow(60, 80, "2022-12-01", "2023-02-28", "inferred", "review")]
    >>> published(Document("a", "", "5f"), rows)
    Published(first='2022-12-21', last='2023-02-28', how='inferred')
    """
    if not rows:
        first, last = document.published_first, document.published_last
        return Published(first, last, document.published_how if first or last else "unknown")
    first = max((row.first for row in rows if row.first), default=None)
    last = min((row.last for row in rows if row.last), default=None)
    return Published(first, last, rows[0].how)
