"""One document: its exact text, what is said beside it, and whether it can be read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from negresearch.errors import CorpusError, unknown
from negresearch.tables import PublishedHow

#: What may stand beside a text, in a manifest or in a record.
METADATA = (
    "title", "outlet", "publisher", "country", "authors", "language", "translated_from",
    "published", "published_how", "url", "sha256",
)  # fmt: skip
_HOWS = get_args(PublishedHow)
#: Characters in one line beyond which a text is left out: no paragraph of news comes near it, so the file has
#: lost its line breaks or is no article.
LONGEST_LINE = 1_000_000


@dataclass(frozen=True)
class Document:
    """One document as the user brings it: its exact text, and what is said beside it.

    Attributes
    ----------
    doc_id : str
        The stem of the file's name, or the record's own id.
    text : str
        All characters of the file, a byte order mark included; offsets count them. "" where there is a problem.
    sha256 : str
        Of the exact bytes; of a record, of its text in UTF-8.
    published_first, published_last : str or None
        ISO day (`2024-11-05`) or minute (`2024-11-05T14:07`), equal where the publication date is known.
    problem : str or None
        Why the document was left out.
    """

    doc_id: str
    text: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    publisher: str | None = None
    country: str | None = None
    authors: str | None = None
    language: str | None = None
    translated_from: str | None = None
    published_first: str | None = None
    published_last: str | None = None
    published_how: PublishedHow = "unknown"
    url: str | None = None
    problem: str | None = None


def make_document(doc_id: str, raw: bytes | str, fields: Mapping[str, Any], *, place: str) -> Document:
    """Put a document together from its bytes, or a record's text, and what is said beside it by names of `METADATA`.

    A bad one comes back without its text and with its problem.

    Raises
    ------
    CorpusError
        With its `place`, if `fields` names another SHA-256 than that of the bytes: this is not the corpus described.
    """
    data = raw if isinstance(raw, bytes) else raw.encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(data).hexdigest()
    metadata: dict[str, Any] = {}
    text, problem = "", None
    try:
        metadata = _metadata(fields)
        stated = metadata.pop("sha256", digest)
        if stated.lower() != digest:
            raise CorpusError(
                f"{place}: its SHA-256 is {digest}, the one given for it is {stated}: the text has been changed; "
                "restore it, or correct sha256 if the change is meant"
            )
        text = _readable(data)
    except ValueError as error:
        problem = str(error)
    return Document(doc_id, text, digest, **metadata, problem=problem)


def bad_document(doc_id: str, data: bytes, problem: str) -> Document:
    """Stand in for something that could not be read as a document at all."""
    return Document(doc_id, "", hashlib.sha256(data).hexdigest(), problem=problem)


def _readable(data: bytes) -> str:
    """Decode a text exactly, or raise ValueError that says why it cannot be worked on."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ValueError("UTF-16 by its first two bytes: save it as UTF-8")
    if b"\0" in data:
        raise ValueError(f"binary: a NUL byte at offset {data.index(0)}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}: save it as UTF-8"
        ) from None
    if not text.strip().strip("\ufeff").strip():
        raise ValueError("empty" if not text else "empty but for white space")
    longest = max(map(len, text.splitlines())) if len(text) > LONGEST_LINE else 0
    if longest > LONGEST_LINE:
        raise ValueError(f"one line of {longest:,} characters: its line breaks are lost, or it is no article")
    return text


def _metadata(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Check what is said beside a text, and give what is known; or raise ValueError that names the field."""
    told = [name for name in METADATA if fields.get(name) is not None]
    if not told:
        return {}
    values = {name: value for name in told if (value := _plain(name, fields[name]))}
    first, last = parse_published(values.pop("published", None))
    how = values.pop("published_how", "unknown")
    if how not in _HOWS:
        raise ValueError(unknown("published_how", how, _HOWS))
    if first is None:
        return values
    how = "manifest" if how == "unknown" else how
    return {**values, "published_first": first, "published_last": last, "published_how": how}


def _plain(name: str, value: Any) -> str | None:
    """A field as text without white space at its edges; null where nothing is said."""
    if value != value:  # NaN, the null of a column of numbers
        return None
    if name == "authors" and isinstance(value, list) and all(isinstance(author, str) for author in value):
        value = "; ".join(value)
    elif isinstance(value, date):
        value = value.isoformat()
    elif isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise ValueError(f"{name} is {value!r:.80}, and should be text")
    if not is_clean(value):
        raise ValueError(f"{name} is {value!r:.80}, which is not valid Unicode text")
    return value.strip() or None


def is_clean(value: str) -> bool:
    """Whether a string can be written out: no half of a surrogate pair, as undecodable bytes leave, and no NUL."""
    return _UNCLEAN.search(value) is None


_UNCLEAN = re.compile("[\0\ud800-\udfff]")
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
_MOMENT = re.compile(
    rf"(?P<day>\d{{4}}-\d\d-\d\d)(?:[T ](?P<minute>{_TIME})(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)


def parse_published(published: str | None) -> tuple[str | None, str | None]:
    """Read a publication date: nothing, an ISO day, an ISO day and time, or `first/last`.

    Given are the first and last ISO day or minute, equal when the date is known. Seconds and a time zone are dropped:
    the clock is the one that the outlet shows.

    Raises
    ------
    ValueError
        If it is anything else, or ends before it starts.

    Examples
    --------
    >>> parse_published("2024-11-05 14:07:30")
    ('2024-11-05T14:07', '2024-11-05T14:07')
    >>> parse_published("2022-12-21/2023-01-31")
    ('2022-12-21', '2023-01-31')
    """
    if published is None:
        return None, None
    ends = [_moment(end) for end in published.split("/")]
    if len(ends) > 2 or None in ends:
        raise ValueError(
            f"published {published!r:.80} cannot be read: write a day (2024-11-05), a day and time "
            "(2024-11-05T14:07), or the first and last day possible (2024-11-01/2024-11-30)"
        )
    first, last = ends[0], ends[-1]
    assert first is not None
    assert last is not None
    if first[: len(last)] > last[: len(first)]:
        raise ValueError(f"published {published!r} ends before it starts")
    return first, last


def _moment(written: str) -> str | None:
    match = _MOMENT.fullmatch(written.strip())
    try:
        day = date.fromisoformat(match["day"]).isoformat() if match else None
    except ValueError:
        return None
    return f"{day}T{match['minute']}" if match and match["minute"] else day
