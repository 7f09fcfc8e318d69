"""Scanning: the same rows whatever the order, the partition and the number of processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import negresearch as nr
from negresearch.errors import CodebookError, ParameterError, ScanError, TableError
from negresearch.find import scan as scanning
from negresearch.find.finder import Finder, find_in
from negresearch.find.finders import FOUND
from negresearch.find.segments import Segments
from negresearch.read.corpus import Corpus, Document
from negresearch.read.corpus.records import text_bytes

EVERY_TABLE = list(FOUND)


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


def test_every_table_has_rows_to_compare(found: dict[str, pd.DataFrame]) -> None:
    """What the tests below hold equal is not empty, but for corrections and what the manifest says already."""
    assert {table for table, rows in found.items() if rows.empty} == {"corrections", "publications"}


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
    alpha, gamma = Document("a", "Alpha beta.", "0"), Document("b", "Gamma delta.", "0")
    (bad, none), (good, rows) = find_in([(alpha, {}), (gamma, {})], finders)
    assert bad.problem == "a finder failed: ValueError: no alpha"
    assert not any(none.values())
    assert good is gamma
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


def _always_fails(segments: Segments) -> Sequence[Any]:
    raise ValueError("no text at all")


def test_a_finder_that_fails_on_an_empty_text_ends_the_scan() -> None:
    """Its fault is in no document; were each left out in turn, all rows would be lost and nobody told."""
    with pytest.raises(ScanError, match=r"document 'a'.*empty text as well: ValueError: no text at all"):
        find_in([(Document("a", "Alpha beta.", "0"), {})], [Finder("sentences", (), _always_fails)])


def _fails_at_length(segments: Segments) -> Sequence[Any]:
    if segments.text:
        raise ValueError(segments.text)
    return []


def test_the_reason_of_a_failure_can_stand_in_a_table() -> None:
    """An error that quotes the whole text is cut short, and halves of surrogate pairs are spelt out."""
    text = "\ud800" + "alpha " * 1000
    ((bad, _),) = find_in([(Document("a", text, "0"), {})], [Finder("sentences", (), _fails_at_length)])
    assert bad.problem is not None
    assert bad.problem.startswith("a finder failed: ValueError: \\ud800alpha")
    assert len(bad.problem) < 300


def _dies(segments: Segments) -> Sequence[Any]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


def test_a_process_that_dies_is_told_with_its_document(seeds: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where memory runs out: the error names where it was and what to do, and the scan does not wait for ever."""
    monkeypatch.setattr(scanning, "PART_CHARS", 1)
    monkeypatch.setattr(scanning, "plan", lambda *_, **__: (Finder("sentences", (), _dies),))
    with pytest.raises(ScanError, match=r"one of 2 processes died on document '00.*jobs=1"):
        nr.scan(seeds, ["sentences"], jobs=2)


def _documents(number: int) -> Iterator[Document]:
    for n in range(number):
        yield Document(f"{n:06}", f"Alpha{n} met beta{n}. Gamma{n} left.\n", "0")


def test_the_corpus_is_read_no_faster_than_it_is_worked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory is flat: when a part is handed over, only a few more have been read."""
    monkeypatch.setattr(scanning, "PART_CHARS", 1)
    for jobs, ahead in ((1, 0), (2, 4)):
        read = 0

        def counted() -> Iterator[Document]:
            nonlocal read
            for document in _documents(40):
                read += 1
                yield document

        for done, _ in enumerate(nr.scan_parts(counted(), ["sentences"], jobs=jobs), 1):
            assert read <= done + ahead
        assert read == 40


def test_a_reader_who_leaves_ends_the_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process outlives a scan whose rows are no longer wanted."""
    monkeypatch.setattr(scanning, "PART_CHARS", 1)
    parts = nr.scan_parts(_documents(1000), ["sentences"], jobs=2)
    next(parts)
    parts.close()
    assert multiprocessing.active_children() == []


def _children(pid: int) -> list[int]:
    """The living processes that a process started; none where the machine does not tell."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


_LONG_SCAN = """
import sys, negresearch as nr
from negresearch.find import scan as scanning
from negresearch.read.corpus import Document
def documents():
    for n in range(10**9):
        yield Document(str(n), "Alpha met beta. " * 5000, "0")
for part in nr.scan_parts(documents(), ["sentences"], jobs=2):
    print("part", flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are looked up in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_scan_leaves_no_process(how: signal.Signals) -> None:
    """Ctrl-C, and even a kill of the first process alone, ends those that it started."""
    running = subprocess.Popen([sys.executable, "-c", _LONG_SCAN], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert running.stdout is not None
    assert running.stdout.readline() == b"part\n"
    children = _children(running.pid)
    assert len(children) == 2
    running.send_signal(how)
    running.stdout.close()
    assert running.wait(timeout=60) != 0
    for _ in range(600):
        if not any(map(_lives, children)):
            return
        time.sleep(0.1)
    pytest.fail("a process outlived the scan")


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_search_for_cycles_goes_on_after_a_scan(seeds: Corpus) -> None:
    """What is switched off while rows are found is as it was before."""
    assert gc.isenabled()
    nr.scan(seeds, ["sentences"])
    assert gc.isenabled()


def test_the_bar_tells_bytes_of_text_and_documents(seeds_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On standard error alone; it ends where the text ends, in bytes of UTF-8, with the documents left out."""
    nr.scan(seeds_path, ["sentences"], progress=True)
    printed = capsys.readouterr()
    assert printed.out == ""
    last = printed.err.split("\r")[-1]
    assert "100%" in last
    assert "36.0k/36.0k" in last
    assert "B/s, 5 documents, 0 left out" in last


def test_the_size_of_a_corpus_is_told_from_its_files(seeds_path: Path, seeds: Corpus, tmp_path: Path) -> None:
    """Exact for a folder; of records no less than their text; nothing where there is no corpus."""
    size = sum(len(text.encode()) for text in seeds.texts.values())
    assert text_bytes(seeds_path) == size
    table = pd.DataFrame({"doc_id": list(seeds.texts), "text": list(seeds.texts.values()), "title": "Alpha " * 10**5})
    table.to_json(tmp_path / "c.jsonl", orient="records", lines=True)
    table.to_parquet(tmp_path / "c.parquet")
    told = {name: text_bytes(tmp_path / f"c.{name}") for name in ("jsonl", "parquet", "csv")}
    assert told["csv"] is None
    assert told["jsonl"] == (tmp_path / "c.jsonl").stat().st_size > size
    assert told["parquet"] is not None
    assert size <= told["parquet"] < 1.5 * size
