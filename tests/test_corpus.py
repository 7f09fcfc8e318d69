"""Reading corpora: exact texts, ids that stay strings, and bad documents that cost no other."""

from __future__ import annotations

import csv
import hashlib
import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, strategies as st
from strategies import news_text

from negresearch.errors import CiteError, CorpusError
from negresearch.read.corpus import Corpus, iter_documents, read_corpus
from negresearch.read.corpus.document import LONGEST_LINE, parse_published

Records = Sequence[Mapping[str, str]]
FIELDS = (
    "title", "outlet", "publisher", "country", "authors", "language", "translated_from",
    "published", "published_how", "url",
)  # fmt: skip


def write_folder(place: Path, records: Records) -> Path:
    """A folder of .txt files, with a manifest if anything is said of them."""
    folder = place / "folder"
    folder.mkdir()
    for record in records:
        (folder / f"{record['doc_id']}.txt").write_bytes(record["text"].encode())
    if any(set(record) - {"doc_id", "text"} for record in records):
        rows = [{"file": f"{r['doc_id']}.txt", **r} for r in records]
        write_rows(folder / "manifest.csv", [{k: v for k, v in r.items() if k not in ("doc_id", "text")} for r in rows])
    return folder


def write_rows(file: Path, rows: Records) -> Path:
    """A .csv file of these rows."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns)
        writer.writeheader()
        writer.writerows(rows)
    return file


def write_csv(place: Path, records: Records) -> Path:
    """All documents in one .csv."""
    return write_rows(place / "corpus.csv", records)


def write_jsonl(place: Path, records: Sequence[Any]) -> Path:
    """All documents in one .jsonl."""
    file = place / "corpus.jsonl"
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8", newline="")
    return file


def write_parquet(place: Path, records: Records) -> Path:
    """All documents in one .parquet, two rows a group."""
    file = place / "corpus.parquet"
    columns = list(dict.fromkeys(column for record in records for column in record))
    table = pa.table({c: pa.array([r.get(c) for r in records], pa.string()) for c in columns})
    pq.write_table(table, file, row_group_size=2)
    return file


WRITERS: tuple[Callable[[Path, Records], Path], ...] = (write_folder, write_csv, write_jsonl, write_parquet)
SEVERAL = (
    {"doc_id": "000", "text": "Alpha bravo.\r\nCharlie\u00a0delta.", "outlet": "Echo", "published": "2024-11-05 14:07"},
    {"doc_id": "NA", "text": "“Foxtrot” 🇺🇦 golf\n", "title": "Hotel, “India”", "published": "2022-12-21/2023-01-31"},
    {"doc_id": "1.0", "text": "\ufeffשלום e\u0301\r", "authors": "Juliett; Kilo", "published_how": "inferred"},
)


@pytest.mark.parametrize("write", WRITERS)
def test_every_format_gives_the_same_corpus(write: Callable[[Path, Records], Path], tmp_path: Path) -> None:
    """Folder, .csv, .jsonl and .parquet of the same documents give the same documents and fingerprint."""
    (tmp_path / "other").mkdir()
    expected = read_corpus(write_folder(tmp_path / "other", SEVERAL))
    actual = read_corpus(write(tmp_path, SEVERAL[::-1]))
    assert expected == actual
    assert list(actual.texts) == ["000", "1.0", "NA"]
    assert actual.texts == {record["doc_id"]: record["text"] for record in SEVERAL}
    assert actual.document("000").published_first == "2024-11-05T14:07"


@given(texts=st.lists(news_text(), min_size=1, max_size=3), outlet=st.sampled_from(["NA", "nan", "1.0", "«RT», “x”"]))
def test_texts_come_back_exactly(texts: list[str], outlet: str) -> None:
    """Whatever a text holds, each format gives it back to the character, or says why it does not."""
    records = [{"doc_id": f"{i:03}", "text": text, "outlet": outlet} for i, text in enumerate(texts)]
    with TemporaryDirectory() as place:
        corpora = [read_corpus(write(Path(place), records)) for write in WRITERS]
    assert len(set(corpora)) == 1
    for document, text in zip(corpora[0], texts, strict=True):
        assert document.outlet == outlet
        assert document.text == ("" if document.problem else text)
        assert (document.problem is None) == (bool(text.strip().strip("\ufeff").strip()) and "\0" not in text)
        assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_seeds_are_as_described(seeds: Corpus, seeds_path: Path) -> None:
    """The five texts are those of the manifest, byte for byte, each with outlet, title and dates."""
    assert len(seeds) == 5
    assert not seeds.problems
    assert {d.outlet for d in seeds} == {"RT", "Svobodnaya Pressa", "GEOFOR", "dailywrap.ca"}
    for document in seeds:
        assert document.text.encode() == (seeds_path / f"{document.doc_id}.txt").read_bytes()
        assert document.title is not None
        assert document.title in document.text
        assert document.published_how in ("stated", "inferred")
    assert seeds.document("001").published_first == seeds.document("001").published_last == "2024-05-15T08:09"
    assert seeds.document("004").published_first == seeds.document("004").published_last == "2024-11-05T14:07"
    assert repr(seeds) == f"<Corpus: 5 documents, 4 outlets, sha256 {seeds.fingerprint[:4]}…>"


def test_the_fingerprint_covers_all_that_counts(tmp_path: Path) -> None:
    """Another id, text or word of metadata gives another fingerprint."""
    found = set()
    base = {"doc_id": "a", "text": "Alpha.", "outlet": "Bravo", "published": "2024-01-01"}
    changes = [{}, {"doc_id": "b"}, {"text": "Alpha. "}, {"outlet": "Charlie"}, {"published": "2024-01-02"}]
    for change in changes:
        found.add(read_corpus(write_jsonl(tmp_path, [base | change])).fingerprint)
    assert len(found) == len(changes)


def test_a_changed_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    """A file whose bytes differ from the manifest's SHA-256 stops the reading, whoever reads."""
    folder = write_folder(
        tmp_path, [{"doc_id": "alpha", "text": "Bravo.", "sha256": hashlib.sha256(b"Bravo.").hexdigest()}]
    )
    assert read_corpus(folder).texts == {"alpha": "Bravo."}
    (folder / "alpha.txt").write_bytes(b"Bravo!")
    for read in (read_corpus, lambda path: list(iter_documents(path))):
        with pytest.raises(CorpusError, match=r"alpha\.txt: its SHA-256 is \w+, the one given for it is"):
            read(folder)


BAD = {
    "empty": (b"", "empty"),
    "blank": (b"\xef\xbb\xbf \r\n\xc2\xa0", "empty but for white space"),
    "latin": ("Zelenskyj přijel".encode("iso8859-2"), "not UTF-8: byte 0xf8 at offset 11"),
    "utf16": ("Alpha".encode("utf-16"), "UTF-16"),
    "binary": (b"GIF89a\x00\x01", "binary: a NUL byte at offset 6"),
    "line": (b"a " * 1_000_000, "one line of 2,000,000 characters"),
}


def test_a_bad_file_costs_no_other(tmp_path: Path) -> None:
    """Empty, undecodable, binary and endless files are kept with a reason and without a text."""
    good = {"doc_id": "good", "text": "<script>alert('alpha')</script>"}
    folder = write_folder(tmp_path, [good])
    for name, (data, _) in BAD.items():
        (folder / f"{name}.txt").write_bytes(data)
    corpus = read_corpus(folder)
    assert corpus.texts == {"good": good["text"]}
    assert set(corpus.problems) == set(BAD)
    for name, (data, reason) in BAD.items():
        assert corpus.problems[name].startswith(reason)
        assert corpus.document(name).sha256 == hashlib.sha256(data).hexdigest()
        assert corpus.document(name).text == ""
    assert "6 left out" in repr(corpus)


def test_the_longest_line_is_not_the_longest_text(tmp_path: Path) -> None:
    """A text may be of any length, as long as its lines are not."""
    text = ("a" * LONGEST_LINE + "\n") * 3
    assert read_corpus(write_jsonl(tmp_path, [{"doc_id": "a", "text": text}])).texts == {"a": text}


def test_bad_lines_of_jsonl_cost_no_other(tmp_path: Path) -> None:
    """A line that is no document is named by its id if it has one, else by its number."""
    lines = [
        b'\xef\xbb\xbf{"doc_id": "one", "text": "Alpha."}',
        b'{"doc_id": "two", "text": ',
        b'{"doc_id": "three", "text": null}',
        b"[1, 2]",
        b"",
        b'{"doc_id": "six", "text": "\xff"}',
        b'{"text": "Bravo."}',
        b'{"doc_id": "eight", "text": "Charlie \\ud83d"}',
        b'{"doc_id": 9, "text": "Delta."}',
        b'{"doc_id": "ten", "text": "Echo.", "outlet": ["Foxtrot"]}',
        b'{"doc_id": "eleven", "text": "Golf.", "published": "May 2024"}',
        b'{"doc_id": "twelve", "text": "Hotel.", "published_how": "state"}',
        b"[" * 100_000,
    ]
    file = tmp_path / "corpus.jsonl"
    file.write_bytes(b"\n".join(lines))
    corpus = read_corpus(file)
    assert corpus.texts == {"one": "Alpha.", "9": "Delta."}
    reasons = {
        "line-2": "line 2 is no JSON", "three": "line 3: its text is None", "line-4": "line 4 is no JSON object",
        "line-6": "line 6 is no JSON: 'utf-8' codec can't decode byte 0xff in position 27",
        "line-7": "line 7: no usable doc_id, but None", "eight": "half of a surrogate pair at character 8",
        "ten": "outlet is ['Foxtrot'], and should be text", "eleven": "published 'May 2024' cannot be read",
        "twelve": "unknown published_how 'state': did you mean 'stated'?", "line-13": "line 13 is no JSON",
    }  # fmt: skip
    assert set(reasons) == set(corpus.problems)
    for doc_id, reason in reasons.items():
        assert corpus.problems[doc_id].startswith(reason)


def test_bad_rows_of_csv_cost_no_other(tmp_path: Path) -> None:
    """A row with missing cells, stray quotation marks or undecodable bytes is named by its line."""
    file = tmp_path / "corpus.csv"
    file.write_bytes(
        b'\xef\xbb\xbfdoc_id,text,outlet\r\none,"Alpha\r\nbravo",RT\r\ntwo\r\n\r\nthree,caf\xe9,RT\r\n'
        b'four,"a"b,RT\r\n,Charlie,RT\r\nsix,Delta,\xff\r\nseven,Echo,NA\r\n'
    )
    corpus = read_corpus(file)
    assert corpus.texts == {"one": "Alpha\r\nbravo", "seven": "Echo"}
    assert corpus.document("seven").outlet == "NA"
    assert corpus.problems["line-4"] == "line 4: 1 cells where the header has 3"
    assert corpus.problems["three"].startswith("not UTF-8: byte 0xe9 at offset 3")
    assert corpus.problems["line-7"].startswith("line 7: no CSV row")
    assert corpus.problems["line-8"] == "line 8: no usable doc_id, but ''"
    assert corpus.problems["six"].startswith("outlet is")


def test_a_long_text_in_csv_is_whole(tmp_path: Path) -> None:
    """The csv module's own limit of 131,072 characters a cell cuts no text."""
    text = "Alpha bravo.\n" * 20_000
    assert read_corpus(write_csv(tmp_path, [{"doc_id": "a", "text": text}])).texts == {"a": text}


def test_an_unclosed_quotation_mark_in_csv_is_an_error(tmp_path: Path) -> None:
    """Where one cell would swallow all rows that follow, nothing is read."""
    file = tmp_path / "corpus.csv"
    file.write_text('doc_id,text\none,Alpha\ntwo,"Bravo\nthree,Charlie\n')
    with pytest.raises(CorpusError, match=r"corpus\.csv, line 3: a quotation mark in this row is never closed"):
        read_corpus(file)


def test_parquet_of_other_types(tmp_path: Path) -> None:
    """Numbers as ids, dates as dates, categories, lists of authors, nulls and undecodable bytes are all read."""
    day = pa.array([1_730_000_000, 0, None, 1], pa.timestamp("s"))
    raw = pa.array([b"Alpha", b"\xffBravo", b"Charlie", None], pa.binary()).view(pa.string())
    columns = {
        "doc_id": pa.array([7, 8, 9, 10]), "text": raw, "published": day, "further": pa.array([1.5, None, 2, 3]),
        "outlet": pa.array(["RT", "RT", None, "RT"]).dictionary_encode(),
        "authors": pa.array([["D", "E"], None, [], None]),
    }  # fmt: skip
    file = tmp_path / "corpus.parquet"
    pq.write_table(pa.table(columns), file)
    corpus = read_corpus(file)
    assert corpus.texts == {"7": "Alpha", "9": "Charlie"}
    assert corpus.document("7").authors == "D; E"
    assert corpus.document("7").published_last == "2024-10-27T03:33"
    assert corpus.document("7").published_how == "manifest"
    assert corpus.document("9").published_how == "unknown"
    assert corpus.problems["8"].startswith("not UTF-8: byte 0xff at offset 0")
    assert corpus.problems["10"] == "row 4: its text is None"


def test_documents_come_one_by_one(tmp_path: Path) -> None:
    """The first document is there before the last line has been read."""
    file = write_jsonl(tmp_path, [{"doc_id": "a", "text": "Alpha."}, {"doc_id": "a", "text": "Bravo."}])
    documents = iter_documents(file)
    assert next(documents).text == "Alpha."
    with pytest.raises(CorpusError, match="doc_id 'a' stands twice"):
        next(documents)


def test_manifest_and_folder_need_not_match_one_way(tmp_path: Path) -> None:
    """A file that the manifest does not list is read without metadata; other files are passed over."""
    folder = write_folder(tmp_path, [{"doc_id": "alpha", "text": "Bravo.", "outlet": "Charlie"}])
    (folder / "delta.TXT").write_text("Echo.")
    for other in ("NOTICE.md", ".hidden.txt", "._alpha.txt"):
        (folder / other).write_bytes(b"\0")
    corpus = read_corpus(folder)
    assert corpus.texts == {"alpha": "Bravo.", "delta": "Echo."}
    assert [d.outlet for d in corpus] == ["Charlie", None]


@pytest.mark.parametrize(
    ("manifest", "message"),
    [
        ("file,outlet\nalpa.txt,RT\n", r"line 2: unknown file 'alpa\.txt': did you mean 'alpha\.txt'\?"),
        ("file,outlet\nalpha.txt,RT\nalpha.txt,RT\n", r"line 3: 'alpha\.txt' is listed twice"),
        ("file,outlets\nalpha.txt,RT\n", r"column 'outlets' is not read: did you mean 'outlet'\?"),
        ("file,url,url\nalpha.txt,a,b\n", "two columns are named 'url'"),
        ("name,outlet\nalpha.txt,RT\n", "no column 'file' in its first line"),
        ("", "no column 'file' in its first line"),
        ("file,outlet\nalpha.txt\n", "line 2: 1 cells where the header has 2"),
        ('file,outlet\nalpha.txt,"R"T\n', "line 2: no CSV row"),
        ("file,outlet\nalpha.txt,\udcff\n", "line 2: not UTF-8"),
    ],
)
def test_a_wrong_manifest_is_an_error(manifest: str, message: str, tmp_path: Path) -> None:
    """A manifest that does not describe the folder says where and why, before any text is read."""
    (tmp_path / "alpha.txt").write_text("Bravo.")
    (tmp_path / "manifest.csv").write_bytes(manifest.encode("utf-8", "surrogateescape"))
    with pytest.raises(CorpusError, match=rf"manifest\.csv.*{message}"):
        iter_documents(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("corpus.csv", "id,text\n1,Alpha\n", "no column 'doc_id' among id, text"),
        ("corpus.csv", "doc_id;text\n1;Alpha\n", "no column 'doc_id' among doc_id;text"),
        ("corpus.csv", "doc_id,text,titel\n1,Alpha,B\n", "did you mean 'title'"),
        ("corpus.csv", "", "no column 'doc_id' among none"),
        ("corpus.csv", "doc_id,text\n", "holds no document"),
        ("corpus.jsonl", "\n\n", "holds no document"),
        ("corpus.parquet", "PAR1", "cannot be read as .parquet"),
        ("corpus.xlsx", "", r"unknown corpus format '\.xlsx': choose from \.csv, \.jsonl, \.parquet"),
        ("corpus.txt", "Alpha.", "name the folder that it lies in"),
    ],
)
def test_what_is_no_corpus_says_so(name: str, content: str, message: str, tmp_path: Path) -> None:
    """A file that cannot be a corpus names itself, what is wrong and what would do."""
    (tmp_path / name).write_text(content)
    with pytest.raises(CorpusError, match=rf"{name}: .*{message}"):
        read_corpus(tmp_path / name)


def test_no_folder_and_no_texts(tmp_path: Path) -> None:
    """A missing path and a folder without texts are told apart."""
    with pytest.raises(CorpusError, match="no such file or folder"):
        iter_documents(tmp_path / "nowhere")
    with pytest.raises(CorpusError, match=r"no \.txt file in this folder"):
        iter_documents(tmp_path)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (None, (None, None)),
        ("2024-11-05", ("2024-11-05", "2024-11-05")),
        ("2024-11-05T14:07:59.5+03:00", ("2024-11-05T14:07", "2024-11-05T14:07")),
        ("2024-11-05T14:07/2024-11-05", ("2024-11-05T14:07", "2024-11-05")),
        ("2022-12-21 / 2023-01-31", ("2022-12-21", "2023-01-31")),
    ],
)
def test_publication_dates(written: str | None, expected: tuple[str | None, str | None]) -> None:
    """A day, a minute and an interval are read; seconds and time zone are dropped."""
    assert expected == parse_published(written)


@pytest.mark.parametrize(
    "written",
    ["2024", "2024-11", "05.11.2024", "2024-02-30", "2024-11-05T24:00", "20241105", "2024-W45-2", "2024-11-05/",
     "2024-11-05/2024-11-04", "2024-11-05T14:07/2024-11-05T14:06", "2024-01-01/2024-01-02/2024-01-03", "٢٠٢٤-11-05"],
)  # fmt: skip
def test_other_dates_are_refused(written: str) -> None:
    """What is no ISO day, minute or interval in order is refused, and nothing is guessed."""
    with pytest.raises(ValueError, match="published"):
        parse_published(written)


def test_a_unique_prefix_names_a_document(seeds: Corpus) -> None:
    """A document is found by its id or a unique beginning of it, even one that others begin with too."""
    assert seeds.document("001").doc_id == "001_8622d23d18900511"
    with pytest.raises(CiteError, match=r"doc_id '00' is ambiguous: 000_\w+, 001_"):
        seeds.document("00")
    with pytest.raises(
        CiteError, match=r"unknown doc_id '001_8622d23d18900512': did you mean '001_8622d23d18900511'\?"
    ):
        seeds.document("001_8622d23d18900512")


def test_an_exact_id_is_not_ambiguous(tmp_path: Path) -> None:
    """An id that begins another is itself."""
    corpus = read_corpus(write_jsonl(tmp_path, [{"doc_id": "a", "text": "Bravo"}, {"doc_id": "ab", "text": "Charlie"}]))
    assert corpus.document("a").text == "Bravo"


def test_documents_cross_to_another_process(seeds: Corpus) -> None:
    """A corpus and its documents pickle."""
    assert pickle.loads(pickle.dumps(seeds)) == seeds


def test_a_notebook_finds_the_corpus_beside_its_folder(
    seeds: Corpus, project_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From notebooks/, "seeds" is the clone's folder, and the corpus is the same."""
    monkeypatch.chdir(project_path / "notebooks")
    assert read_corpus("seeds").fingerprint == seeds.fingerprint
