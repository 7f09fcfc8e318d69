"""The command line: what it prints where, and with what it ends."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, strategies as st

import negresearch as nr
from negresearch.cli import main
from negresearch.find.scan import Form, Part
from negresearch.read.corpus import Corpus
from negresearch.show.extract import Piece, write_pieces, write_table
from negresearch.tables import TABLES


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A corpus of two documents of which one is empty."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Talks end\n\nRussia refuses talks. “No,” said Putin.\n", "utf-8")
    (folder / "b.txt").write_text("", "utf-8")
    return folder


def test_help_is_light() -> None:
    """--help loads neither tables nor language tools."""
    ended = "import sys, negresearch.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\n"
    heavy = "sys.exit(bool({'pandas', 'numpy', 'nltk', 'papermill', 'matplotlib'} & set(sys.modules)))"
    code = ended + heavy
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "report" in done.stdout


def test_each_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """COMMAND --help says what it does, and ends well."""
    for command in ("report", "find", "cite", "extract", "sample", "score", "dna", "check"):
        with pytest.raises(SystemExit) as ended:
            main([command, "--help"])
        assert ended.value.code == 0
        assert f"usage: negresearch {command}" in capsys.readouterr().out


def test_a_script_that_calls_a_command_loses_nothing(tmp_path: Path) -> None:
    """What it has written to a file that it leaves open is there when it has ended."""
    begun = "import sys, negresearch.cli as c\no = open(sys.argv[1], 'w')\n"
    code = begun + "def run(): o.write('kept'); c.main(['cite', '0'])\nrun()"
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "o")], capture_output=True, check=True)
    assert (tmp_path / "o").read_text() == "kept"


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """--version prints the package's version."""
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"negresearch {nr.__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ("report nothing", 2, "unknown notebook 'nothing'"),
        ("report -p width", 2, "write name=value"),
        ("cite 000:9", 2, "no cite id"),
        ("cite nothing:1-2", 1, "doc_id 'nothing'"),
        ("cite 00:1-2", 1, "ambiguous"),
        ("cite 000:99990-99999", 1, "beyond the text"),
        ("cite 000:1-2 --corpus nowhere", 2, "nowhere"),
        ("find peaze", 2, "unknown frame"),
        ("find refusal --outlet Reuters", 2, "unknown outlet"),
        ("find refusal --codebook nothing", 1, "unknown codebook"),
        ("extract quote seeds --out x.csv", 2, "did you mean 'quotes'"),
        ("extract quotes seeds --out x.xlsx", 2, "unknown ending"),
        ("extract quotes nowhere --out x.csv", 1, "nowhere"),
        ("check nowhere", 1, "nowhere"),
    ],
)
def test_a_wrong_call_ends_in_one_line(
    arguments: str,
    code: int,
    said: str,
    project_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is wrong stands in one line on standard error; 2 where the call was wrong, 1 where something failed."""
    monkeypatch.chdir(project_path)
    assert main(arguments.split()) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_arguments_that_are_none_end_in_two(capsys: pytest.CaptureFixture[str]) -> None:
    """A command that does not exist, or lacks an argument, is a wrong call."""
    for arguments in (["nothing"], ["extract", "quotes", "seeds"], []):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_a_book_comes_by_its_option_or_as_a_parameter(monkeypatch: pytest.MonkeyPatch) -> None:
    """`report` takes a codebook as `extract` does, and as it takes all other parameters."""
    given: list[object] = []
    monkeypatch.setattr(nr, "report", lambda *_, **known: given.append(known["parameters"]))
    for said in (["--codebook", "mine.toml"], ["-p", "codebook=mine.toml"]):
        assert main(["report", "framing", *said]) == 0
    assert given == [{"codebook": "mine.toml"}] * 2


def test_cite_prints_the_passage_that_the_id_names(
    project_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], seeds: Corpus
) -> None:
    """The id in full, what is known of the text, and the words in brackets in their context; a prefix will do."""
    text = seeds.texts["000_f7fd658a330aa63f"]
    start = text.index("refuse negotiations")
    monkeypatch.chdir(project_path)
    assert main(["cite", f"000:{start}-{start + 19}"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert printed.startswith(f"000_f7fd658a330aa63f:{start}-{start + 19} RT")
    assert "does not [refuse negotiations] on the situation" in printed


def test_cite_shows_what_cannot_be_seen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Control characters of a text reach no terminal."""
    (tmp_path / "a.txt").write_text("one \x1b[31mred\u202e two\n", "utf-8")
    assert main(["cite", "a:4-8", "--corpus", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "[U+001B]" in printed


def test_find_shows_a_frame_in_context(
    project_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A unique prefix of a frame will do, and only the outlet that was asked for is shown."""
    monkeypatch.chdir(project_path)
    assert main(["find", "refusal"]) == 0
    everywhere = capsys.readouterr().out.splitlines()
    assert main(["find", "REFUSAL", "--outlet", "RT"]) == 0
    in_rt = capsys.readouterr().out.splitlines()
    assert 0 < len(in_rt) < len(everywhere)
    assert {line.split("_")[0] for line in in_rt} <= {"000", "001"}


def test_a_prefix_of_two_frames_is_ambiguous(
    project_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What could mean two frames is refused, and both are named."""
    monkeypatch.chdir(project_path)
    assert main(["find", "p"]) == 2
    assert "ambiguous" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_extract_writes_the_declared_table(tmp_path: Path, seeds_path: Path, seeds: Corpus, ending: str) -> None:
    """The file holds the columns of the table, unknown as null and never as an empty word, and each span's words."""
    out = tmp_path / "new" / f"mentions.{ending}"
    assert main(["extract", "mentions", str(seeds_path), "--out", str(out)]) == 0
    strings = {"doc_id": str, "start": int, "end": int}
    read = {
        "jsonl": lambda: pd.DataFrame([json.loads(line) for line in out.read_text("utf-8").splitlines()]),
        "csv": lambda: pd.read_csv(out, dtype=strings),
        "parquet": lambda: pd.read_parquet(out),
    }
    table = read[ending]()
    expected = nr.find_mentions(seeds)
    assert list(table.columns) == list(expected.columns)
    assert len(table) == len(expected) > 100
    assert not (table == "").any().any()
    assert all(seeds.texts[row.doc_id][row.start : row.end] == row.alias for row in table.itertuples())
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_values_are_written_alike_in_every_format(tmp_path: Path, seeds_path: Path) -> None:
    """True and false, null and numbers mean the same in .jsonl and .csv."""
    for ending in ("jsonl", "csv"):
        assert main(["extract", "quotes", str(seeds_path), "--out", str(tmp_path / f"q.{ending}")]) == 0
    lines = [json.loads(line) for line in (tmp_path / "q.jsonl").read_text("utf-8").splitlines()]
    cells = pd.read_csv(tmp_path / "q.csv", dtype=str, keep_default_na=False).to_dict("records")
    assert {type(line["repaired"]) for line in lines} == {bool}
    assert cells == [{name: _written(value) for name, value in line.items()} for line in lines]


def _written(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_a_bad_document_is_named_and_the_rest_goes_on(
    bad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`extract` names it on standard error, and how many rows it wrote; --strict ends in 1 and writes nothing."""
    out = tmp_path / "documents.jsonl"
    assert main(["extract", "documents", str(bad), "--out", str(out), "--strict"]) == 1
    assert not out.exists()
    capsys.readouterr()
    assert main(["extract", "documents", str(bad), "--out", str(out)]) == 0
    told = capsys.readouterr().err
    assert told.startswith("b: ")
    assert told.endswith("documents.jsonl: rows of documents, 2\n")
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [row["doc_id"] for row in rows] == ["a", "b"]
    assert [row["problem"] is None for row in rows] == [True, False]


def test_check_lists_documents_and_problems(bad: Path, seeds_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` ends in 1 where a document has a problem, in 0 where none has, and lists every readable one."""
    assert main(["check", str(bad)]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith("a\t")
    assert printed.err.startswith("b: ")
    assert main(["check", str(seeds_path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, seeds_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table is written whole or not at all."""
    out = tmp_path / "quotes.csv"
    out.write_text("old")
    monkeypatch.setattr("negresearch.show.extract.os.replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    assert main(["extract", "quotes", str(seeds_path), "--out", str(out)]) == 1
    assert capsys.readouterr().err == "negresearch: full\n"
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


#: Enough for stretches to be merged in more than one go.
DOCUMENTS = 50


def _write_jsonl(file: Path, order: list[int]) -> None:
    """Documents of unique words, one of them bad, in an order; an alias with a line break makes CSV quote."""
    texts = [
        f"Talks{n} end\n\nRussia and Volodymyr\nZelensky refuse talks{n}. “No{n},” said Putin.\n" for n in range(200)
    ]
    texts[7] = ""
    lines = (json.dumps({"doc_id": f"d{n:03}", "text": texts[n]}) for n in order)
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")


@pytest.mark.parametrize(
    ("table", "ending"), [("documents", "jsonl"), ("quotes", "csv"), ("mentions", "csv"), ("quotes", "parquet")]
)
def test_order_partition_and_processes_change_no_byte(
    tmp_path: Path, table: str, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is sorted by doc_id and the same to the byte, though sorted stretches had to be merged, many times."""
    monkeypatch.setattr("negresearch.find.scan.PART_CHARS", 300)
    monkeypatch.setattr("negresearch.show.extract.MERGED_AT_ONCE", 3)
    monkeypatch.setattr("negresearch.show.extract.GROUP_ROWS", 37)
    written = []
    for name, order, jobs in (("up", 1, 1), ("down", -1, 1), ("mixed", 17, 2)):
        corpus, out = tmp_path / f"{name}.jsonl", tmp_path / f"{name}.out.{ending}"
        _write_jsonl(corpus, [n * order % DOCUMENTS for n in range(DOCUMENTS)])
        assert main(["extract", table, str(corpus), "--out", str(out), "--jobs", str(jobs)]) == 0
        written.append(out.read_bytes())
    assert written[0] == written[1] == written[2]
    assert len(written[0]) > 3000
    assert not list(tmp_path.glob(".*"))


def test_parts_are_written_as_they_come(tmp_path: Path) -> None:
    """While documents ascend, no more than one piece is held: each is in the file before the next is asked for."""
    sizes = []

    def pieces() -> Iterator[Piece]:
        for number in range(5):
            yield Piece(f"{number}", f"{number}", b"{}\n" * 50_000, 50_000)
            sizes.append(sum(file.stat().st_size for file in tmp_path.glob(".negresearch-*/*")))

    write_pieces("mentions", pieces(), tmp_path / "t.jsonl")
    assert sizes == sorted(set(sizes))
    assert sizes[0] > 100_000


def test_an_empty_corpus_gives_an_empty_table(tmp_path: Path) -> None:
    """The columns are there, with their types, though no row is."""
    corpus = tmp_path / "none.jsonl"
    corpus.write_text("")
    for ending in ("csv", "parquet", "jsonl"):
        assert main(["extract", "mentions", str(corpus), "--out", str(tmp_path / f"m.{ending}")]) == 0
    declared = TABLES["mentions"].frame(())
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "m.parquet"), declared)
    assert (tmp_path / "m.csv").read_text() == ",".join(declared.columns) + "\n"
    assert (tmp_path / "m.jsonl").read_bytes() == b""


@pytest.mark.parametrize("ending", ["jsonl", "csv", "parquet"])
def test_an_interrupted_extract_leaves_the_old_file(
    tmp_path: Path, seeds_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C in the middle ends in 130; nothing half-written stays."""
    out = tmp_path / f"m.{ending}"
    out.write_text("old")

    def interrupted(*_: object, form: Form, **__: object) -> Iterator[Part]:
        yield Part({"mentions": form("mentions", ())}, [], {}, 1, 1)
        raise KeyboardInterrupt

    monkeypatch.setattr("negresearch.show.extract.each_part", interrupted)
    assert main(["extract", "mentions", str(seeds_path), "--out", str(out)]) == 130
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_no_process_at_all_is_a_wrong_call(
    tmp_path: Path, seeds_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--jobs 0 ends in 2 and says why."""
    assert main(["extract", "quotes", str(seeds_path), "--out", str(tmp_path / "q.csv"), "--jobs", "0"]) == 2
    assert main(["check", str(seeds_path), "--jobs", "0"]) == 2
    assert capsys.readouterr().err.count("at least one process") == 2


@given(
    st.lists(
        st.tuples(st.text(st.characters(codec="utf-8")), st.none() | st.integers(0, 2**62), st.booleans()), max_size=5
    )
)
def test_json_lines_are_what_json_writes(rows: list[tuple[str, int | None, bool]]) -> None:
    """Written column by column, each line is the JSON object of its row."""
    table = pd.DataFrame(rows, columns=["a%s", "é", "c"]).astype({"a%s": object, "é": "Int64"})
    with tempfile.TemporaryDirectory() as folder:
        write_table(table, Path(folder) / "t.jsonl")
        lines = (Path(folder) / "t.jsonl").read_bytes()
    expected = [json.dumps(dict(zip(table.columns, row, strict=True)), ensure_ascii=False) + "\n" for row in rows]
    assert lines == "".join(expected).encode()
