"""Documents: what is said beside a text, and what the text itself states."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from strategies import a_document, news_documents

from negresearch.find.dates import publications_in
from negresearch.find.documents import documents_in
from negresearch.find.published import Published
from negresearch.find.segments import Segments
from negresearch.read.corpus import Corpus, Document
from negresearch.tables import DocumentRow

BODY = "The talks between both sides have failed, the minister said."


def row_of(document: Document) -> DocumentRow:
    """The one row of a document."""
    segments = Segments(document)
    (row,) = documents_in(segments, publications_in(segments))
    return row


def said_of(document: Document) -> Published:
    """When a document was published, as its row has it."""
    row = row_of(document)
    return Published(row.published_first, row.published_last, row.published_how)


def published_of(text: str, **metadata: Any) -> tuple[str | None, str | None, str]:
    """When a text was published, with this said beside it."""
    return tuple(said_of(a_document(text, **metadata)))


def manifest(first: str | None, last: str | None, how: str = "manifest") -> dict[str, Any]:
    """What a manifest says of the day."""
    return {"published_first": first, "published_last": last, "published_how": how}


@pytest.mark.parametrize(
    ("doc_id", "expected"),
    [("001", Published("2024-05-15T08:09", "2024-05-15T08:09", "stated")),
     ("004", Published("2024-11-05T14:07", "2024-11-05T14:07", "stated"))],
)  # fmt: skip
def test_seeds_state_their_day(seeds: Corpus, doc_id: str, expected: Published) -> None:
    """The minute of publication is found in the text alone where the text states it."""
    text = next(document.text for document in seeds if document.doc_id.startswith(doc_id))
    assert expected == said_of(a_document(text))


def test_seeds_without_a_day(seeds: Corpus) -> None:
    """The others state none: the manifest's interval is kept; without it what they talk about leaves one, or none."""
    left = {"000": ("2022-12-21", "2023-02-28"), "002": (None, None), "003": ("2023-01-01", "2024-02-23")}
    for document in seeds:
        if document.doc_id[:3] in left:
            assert (document.published_first, document.published_last) == said_of(document)[:2]
            first, last = left[document.doc_id[:3]]
            assert Published(first, last, "inferred" if first else "unknown") == said_of(a_document(document.text))


@pytest.mark.parametrize(
    ("first", "last", "how"),
    [("2024-05-05", "2024-05-05", "manifest"), ("2024-05-01", "2024-05-31", "inferred"),
     (None, "2024-06-01", "manifest"), ("2024-05-05", "2024-05-05", "stated"), (None, None, "unknown")],
)  # fmt: skip
def test_a_stated_day_refines(first: str | None, last: str | None, how: str) -> None:
    """A stated minute inside what the manifest says is taken, and called stated."""
    found = published_of(f"Talks fail\n5 May 2024 08:09\n{BODY}", **manifest(first, last, how))
    assert found == ("2024-05-05T08:09", "2024-05-05T08:09", "stated")


def test_a_known_minute_is_kept() -> None:
    """Where the manifest knows the minute and the text only the day, the manifest's is kept."""
    minute = "2024-05-05T08:09"
    found = published_of(f"Talks fail\n5 May 2024\n{BODY}", **manifest(minute, minute))
    assert (minute, minute, "manifest") == found


@pytest.mark.parametrize("how", ["manifest", "stated"])
def test_the_manifest_wins_a_contradiction(how: str) -> None:
    """What a person wrote down beats a line that may be the day of an update or of a copy."""
    found = published_of(f"Talks fail\n5 May 2024\n{BODY}", **manifest("2024-04-01", "2024-04-02", how))
    assert ("2024-04-01", "2024-04-02", how) == found


def test_an_inference_gives_way() -> None:
    """What was only inferred gives way to what the text states."""
    found = published_of(f"Talks fail\n5 May 2024\n{BODY}", **manifest("2024-04-01", "2024-04-02", "inferred"))
    assert found == ("2024-05-05", "2024-05-05", "stated")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Updated 6 May 2024", None),
        ("Updated 6 May 2024 10:00 | Published 5 May 2024 09:00", "2024-05-05T09:00"),
        ("5 May 2024\nUpdated 6 May 2024", "2024-05-05"),
        ("By Ann Lee — Monday, 6 May 2024", "2024-05-06"),
        ("KYIV, May 5 (Reuters) —", None),
        ("On 5 May 2024 the talks failed.", None),
        ("05/06/2024", None),
    ],
)
def test_what_counts_as_stated(head: str, expected: str | None) -> None:
    """Only a full day of publication counts, in a dateline or byline; neither an update nor a day of the story."""
    assert expected == published_of(f"Talks fail\n{head}\n{BODY}")[0]


def test_title() -> None:
    """The title is the manifest's, else the headline on one line, else unknown."""
    text = f"Talks fail\nin  Geneva.\n{BODY}"
    assert row_of(a_document(text, title="Given")).title == "Given"
    assert row_of(a_document(f"Talks  fail\n\n{BODY}")).title.replace("  ", " ") == "Talks fail"
    assert row_of(a_document(BODY)).title is None


def test_a_document_left_out() -> None:
    """A document with a problem has its row, with the reason and without words."""
    row = row_of(replace(a_document(BODY), text="", problem="binary"))
    assert (row.problem, row.n_chars, row.n_words, row.title) == ("binary", 0, 0, None)


def test_metadata_is_carried() -> None:
    """What the manifest says stands in the row unchanged."""
    said = {"outlet": "Alpha", "publisher": "Beta", "country": "CH", "authors": "A; B", "language": "en", "url": "u",
            "translated_from": "ru"}  # fmt: skip
    row = row_of(a_document(BODY, **said))._asdict()
    assert said == {name: row[name] for name in said}


@given(news_documents())
def test_every_document_has_one_row(document: Document) -> None:
    """Whatever the text, there is one row; unknown is null, never empty; the characters are all counted."""
    row = row_of(document)
    assert len(document.text) == row.n_chars
    assert "" not in row[:11]
    assert (row.published_first is None) == (row.published_how == "unknown")
