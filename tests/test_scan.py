"""Scanning: the same rows whatever the order, the partition and the number of processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import negresearch as nr
from negresearch.errors import CodebookError, ParameterError, TableError
from negresearch.find import scan as scanning
from negresearch.find.finder import Finder, find_in
from negresearch.find.segments import Segments
from negresearch.read.corpus import Corpus, Document

EVERY_TABLE = ["documents", "regions", "sentences", "mentions", "quotes", "voices", "dates", "codings"]


@pytest.fixture(scope="module")
def codebook() -> nr.Codebook:
    """The bundled codebook."""
    return nr.read_codebook("peace-talks")


@pytest.fixture(scope="module")
def found(seeds: Corpus, codebook: nr.Codebook) -> dict[str, pd.DataFrame]:
    """What one plain scan finds in the seeds."""
    return nr.scan(seeds, EVERY_TABLE, codebook=codebook)


def _assert_same(expected: dict[str, pd.DataFrame], actual: dict[str, pd.DataFrame]) -> None:
    assert list(expected) == list(actual)
    for table in expected:
        assert_frame_equal(expected[table], actual[table])


def test_order_of_documents_changes_no_row(
    seeds: Corpus, codebook: nr.Codebook, found: dict[str, pd.DataFrame]
) -> None:
    """The documents in reverse give the same tables."""
    _assert_same(found, nr.scan(list(seeds)[::-1], EVERY_TABLE, codebook=codebook))


def test_partition_changes_no_row(
    seeds: Corpus, codebook: nr.Codebook, found: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part for each document gives the same tables as one part for all."""
    monkeypatch.setattr(scanning, "PART_CHARS", 1)
    _assert_same(found, nr.scan(seeds, EVERY_TABLE, codebook=codebook))


def test_processes_change_no_row(
    seeds: Corpus, codebook: nr.Codebook, found: dict[str, pd.DataFrame], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes, each given one document at a time, give the same tables as one."""
    monkeypatch.setattr(scanning, "PART_CHARS", 1)
    _assert_same(found, nr.scan(seeds, EVERY_TABLE, codebook=codebook, jobs=2))


def test_asking_table_by_table_changes_no_row(
    seeds: Corpus, codebook: nr.Codebook, found: dict[str, pd.DataFrame]
) -> None:
    """Tables handed on by the user lead to the rows that one scan finds."""
    mentions = nr.find_mentions(seeds)
    quotes = nr.find_quotes(seeds, mentions)
    assert_frame_equal(found["quotes"], quotes)
    assert_frame_equal(found["codings"], nr.find_codings(seeds, codebook, mentions, quotes))


def _fails_on_first(segments: Segments) -> Sequence[Any]:
    if segments.text.startswith("Alpha"):
        raise ValueError("no alpha")
    return segments.sentences


def test_a_document_that_breaks_a_finder_is_left_out_whole() -> None:
    """Its own rows are gone, its `documents` row says why, the other document keeps its rows."""
    finders = [Finder("regions", (), lambda segments: segments.regions), Finder("sentences", (), _fails_on_first)]
    bad, rows = find_in(Document("a", "Alpha beta.", "0"), finders, {})
    assert bad.problem == "a finder failed: ValueError: no alpha"
    assert not any(rows.values())
    good, rows = find_in(Document("b", "Gamma delta.", "0"), finders, {})
    assert good.problem is None
    assert all(rows.values())


def test_given_rows_are_used_and_not_found_again(seeds: Corpus) -> None:
    """Without mentions no speaker can be canonical by the actor file; with them given they are used."""
    nobody = nr.find_mentions(seeds).iloc[:0]
    assert len(nr.scan(seeds, ["mentions"], given={"mentions": nobody})["mentions"]) == 0


@pytest.mark.parametrize(
    ("tables", "options", "error", "says"),
    [
        (["quote"], {}, TableError, "did you mean 'quotes'"),
        (["codings"], {}, CodebookError, "read_codebook"),
        (["quotes"], {"jobs": 0}, ParameterError, "at least one process"),
    ],
)
def test_bad_requests_are_refused_before_any_text_is_read(
    tables: list[str], options: dict[str, Any], error: type[Exception], says: str
) -> None:
    """The error says what to do; the stream of documents is not touched."""

    def untouched() -> Any:
        pytest.fail("a text was read")
        yield

    with pytest.raises(error, match=says):
        nr.scan(untouched(), tables, **options)


def test_left_out_documents_keep_their_row(seeds: Corpus) -> None:
    """A document with a problem has a `documents` row with the reason, and no other row."""
    documents = [replace(next(iter(seeds)), text="", problem="empty")]
    found = nr.scan(documents, ["documents", "sentences", "mentions"])
    assert found["documents"]["problem"].tolist() == ["empty"]
    assert len(found["sentences"]) == len(found["mentions"]) == 0
