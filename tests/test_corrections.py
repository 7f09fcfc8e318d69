"""Corrections by hand: read with care, applied between the finders, never lost, shown and hashed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

import negresearch as nr
from negresearch.cli import main
from negresearch.errors import CodebookError, NegresearchError
from negresearch.find.corrected import corrected
from negresearch.find.segments import Segments
from negresearch.read.corpus import Corpus, Document
from negresearch.tables import CodingRow

HEAD = "table,cite,row,column,value,why,who\n"
TEXT = (
    "Minister Olga Brandt met Karl Lund.\n\n"
    "“Russia refuses to negotiate, and the talks have failed,” she said.\n\n"
    "Olga Brandt said that Ukraine was ready for talks in 2022."
)
DOCUMENT = Document("d:1", TEXT, "0")
TABLES = ["mentions", "quotes", "voices", "dates", "codings", "corrections"]
FRAMES = nr.read_codebook("peace-talks")


def _read(path: Path, *lines: str) -> nr.Corrections:
    path.write_text(HEAD + "".join(f"{line}\n" for line in lines), "utf-8")
    return nr.read_corrections(path)


def _scan(corrections: nr.Corrections | None, tables: list[str] = TABLES) -> dict[str, pd.DataFrame]:
    return nr.scan([DOCUMENT], tables, codebook=FRAMES, corrections=corrections)


def _cite(words: str) -> str:
    start = TEXT.index(words)
    return f"d:1:{start}-{start + len(words)}"


QUOTE = "Russia refuses to negotiate, and the talks have failed,"


def test_a_corrected_speaker_is_what_later_finders_see(tmp_path: Path) -> None:
    """A speaker overruled in quotes speaks in voices and in codings too, and the row says that it was corrected."""
    found = _scan(_read(tmp_path / "c.csv", f"quotes,{_cite(QUOTE)},,speaker,Karl Lund,context,A. B."))
    quote = found["quotes"][found["quotes"]["kind"] == "direct"].iloc[0]
    assert (quote["speaker"], quote["rule"]) == ("Karl Lund", "corrected")
    assert "Karl Lund" in set(found["voices"]["speaker"])
    start = TEXT.index("refuses")
    refusal = found["codings"][(found["codings"]["start"] <= start) & (found["codings"]["end"] > start)]
    assert set(refusal["voice"]) == {"Karl Lund"}
    before = _scan(None)["codings"]
    assert set(before.loc[before["start"] == refusal["start"].iloc[0], "voice"]) == {"Olga Brandt"}


def test_rows_that_only_follow_are_told_and_nothing_else_is(tmp_path: Path) -> None:
    """What differs from a scan without corrections is listed as following, row by row."""
    file = _read(tmp_path / "c.csv", f"quotes,{_cite(QUOTE)},,speaker,Karl Lund,context,A. B.")
    found, plain = _scan(file), _scan(None)
    told = found["corrections"][found["corrections"]["outcome"] == "follows"]
    assert set(told["table"]) == {"voices", "codings"}
    assert set(told["why"]) == {"through line 2"}
    for table in ("voices", "codings", "mentions", "dates"):
        same = found[table].merge(plain[table].drop_duplicates(), how="left", indicator=True)["_merge"] == "both"
        others = found[table][~same.to_numpy()]
        assert set(zip(others["start"], others["end"], strict=True)) == set(
            told.loc[told["table"] == table, ["start", "end"]].itertuples(index=False, name=None)
        )
    assert nr.find_quotes([DOCUMENT], corrections=file).equals(found["quotes"])
    assert nr.find_voices([DOCUMENT], corrections=file).equals(found["voices"])


def test_a_corrected_mention_names_the_speaker(tmp_path: Path) -> None:
    """An actor overruled in mentions is the speaker of what is said under that name."""
    start = TEXT.index("Olga Brandt said")
    lines = [f"mentions,d:1:{start}-{start + 11},,actor,Another Brandt,her sister,"]
    found = _scan(_read(tmp_path / "c.csv", *lines))
    said = found["quotes"][found["quotes"]["kind"] == "indirect"]
    assert said["speaker"].tolist() == ["Another Brandt"]


def test_rows_are_deleted_and_added(tmp_path: Path) -> None:
    """A row goes, another comes; the added one has its words, its sentence and defaults, in the order of the text."""
    lines = [
        f"quotes,{_cite(QUOTE)},,,delete,a draft,A. B.",
        f"codings,{_cite('ready for talks')},frame=futility;actor=Ukraine,,add,irony,A. B.",
        f"mentions,{_cite('talks in')},actor=The Talks;type=body,,add,a body here,A. B.",
    ]
    found = _scan(_read(tmp_path / "c.csv", *lines))
    assert "direct" not in set(found["quotes"]["kind"])
    added = found["codings"][found["codings"]["frame"] == "futility"]
    assert added[["actor", "polarity", "cue", "sentence"]].values.tolist()[-1] == [
        "Ukraine",
        "asserted",
        "corrected",
        2,
    ]
    assert "talks in" in set(found["mentions"]["alias"])
    assert found["mentions"]["start"].is_monotonic_increasing
    made = found["corrections"][found["corrections"]["outcome"] == "made"]
    assert len(made) == 3
    told = made["new"].dropna().tolist()
    assert told == ["frame=futility; actor=Ukraine", "actor=The Talks; type=body"]


def test_a_corrected_date_covers_its_own_days(tmp_path: Path) -> None:
    """With a value go the days that it covers and its grain; nothing about it is doubtful any more."""
    found = _scan(_read(tmp_path / "c.csv", f"dates,{_cite('2022')},,value,2023-02,a slip of the pen,A. B."))
    date = found["dates"].iloc[0]
    assert date[["value", "first", "last", "grain"]].tolist() == ["2023-02", "2023-02-01", "2023-02-28", "month"]
    assert pd.isna(date["suspect"])


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ("quotes,d:1:0-4,,speaker,X,why,", "no such row"),
        ("quotes,d:1:0-9999,,speaker,X,why,", "beyond the text"),
        ("quotes,d:2:0-4,,speaker,X,why,", "no such document"),
        (f"quotes,{_cite(QUOTE)},,speaker,Olga Brandt,why,", "already so"),
        (f"quotes,{_cite(QUOTE)},kind=turn,speaker,X,why,", "no such row"),
    ],
)
def test_what_meets_no_row_is_told(tmp_path: Path, line: str, outcome: str) -> None:
    """A correction without its document, its place or its row changes nothing, and the table says so."""
    plain, found = _scan(None), _scan(_read(tmp_path / "c.csv", line))
    assert found["corrections"]["outcome"].tolist() == [outcome]
    for table in ("mentions", "voices", "dates", "codings"):
        pd.testing.assert_frame_equal(found[table], plain[table])


def test_several_rows_at_one_place_are_told_apart_or_left(tmp_path: Path) -> None:
    """Where rows share a passage the correction must say which it means; then it changes that row alone."""
    rows = [CodingRow(0, 4, frame, "X", None, "asserted", None, "c", 0) for frame in ("futility", "legitimacy")]
    lines = ["codings,d:1:0-4,,actor,Y,x,", "codings,d:1:0-4,frame=legitimacy,actor,Z,x,"]
    vague, clear = _read(tmp_path / "c.csv", *lines).lines
    segments = Segments(DOCUMENT)
    same, said = corrected(rows, [vague], segments)
    assert (same, said[0].outcome) == (rows, "several rows")
    changed, said = corrected(rows, [clear], segments)
    assert ([row.actor for row in changed], said[0].outcome, said[0].old) == (["X", "Z"], "made", "X")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("quots,d:1:0-4,,speaker,X,why,", "line 2: unknown table 'quots': did you mean 'quotes'?"),
        ("voices,d:1:0-4,,speaker,X,why,", "unknown table 'voices'"),
        ("quotes,nowhere,,speaker,X,why,", "is no cite id"),
        ("quotes,d:1:0-4,,speker,X,why,", "unknown column 'speker': did you mean 'speaker'?"),
        ("quotes,d:1:0-4,,kind,dirct,why,", "unknown kind 'dirct': did you mean 'direct'?"),
        ("quotes,d:1:0-4,,kind,,why,", "kind of quotes may not be empty"),
        ("quotes,d:1:0-4,,repaired,perhaps,why,", "repaired is true or false"),
        ("quotes,d:1:0-4,,speaker_start,first,why,", "speaker_start is a whole number"),
        ("quotes,d:1:0-4,,speaker,X,,", "why is empty"),
        ("quotes,d:1:0-4,,,remove,why,", "value is 'delete' or 'add', not 'remove'"),
        ("quotes,d:1:0-4,speaker=X,,add,why,", "an added row of quotes needs its kind"),
        ("quotes,d:1:0-4,direct,speaker,X,why,", "row 'direct' says no column"),
        ("quotes,d:1:4-4,,speaker,X,why,", "holds no character"),
        ("quotes,d:1:0-4,,speaker,X,why,\nquotes,d:1:0-4,,speaker,Y,why,", "line 3: line 2 corrects the same"),
    ],
)
def test_a_wrong_line_says_what_to_do(tmp_path: Path, line: str, said: str) -> None:
    """An error names the file, the line, what is wrong and what to do."""
    with pytest.raises(CodebookError, match="line ") as error:
        _read(tmp_path / "c.csv", line)
    assert str(error.value).startswith(str(tmp_path / "c.csv"))
    assert said in str(error.value)


def test_a_file_that_is_none_says_so(tmp_path: Path) -> None:
    """A missing file, a missing column and bytes that are no text are errors that name the file."""
    (tmp_path / "a.csv").write_text("table,cite\n", "utf-8")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00")
    for name, said in (("a.csv", "column 'column' is missing"), ("b.csv", "no CSV in UTF-8"), ("c.csv", "be read")):
        with pytest.raises(CodebookError, match=said):
            nr.read_corrections(tmp_path / name)


def test_without_a_file_nothing_is_corrected() -> None:
    """No file: no correction, no fingerprint, the same rows."""
    none = nr.read_corrections()
    assert (none.lines, none.sha256) == ((), None)
    assert _scan(none)["corrections"].empty


def test_processes_and_order_change_nothing(tmp_path: Path) -> None:
    """The corrected rows are the same whatever the order of the documents, and in one process or two."""
    other = Document("d:2", TEXT, "1")
    lines = [f"quotes,{_cite(QUOTE)},,speaker,Karl Lund,x,", f"quotes,{_cite(QUOTE)},,kind,mixed,x,"]
    forth, back = _read(tmp_path / "a.csv", *lines), _read(tmp_path / "b.csv", *reversed(lines))
    one = nr.scan([DOCUMENT, other], TABLES, codebook=FRAMES, corrections=forth)
    two = nr.scan([other, DOCUMENT], TABLES, codebook=FRAMES, corrections=back, jobs=2)
    for table in TABLES[:-1]:
        pd.testing.assert_frame_equal(one[table], two[table])


@pytest.mark.pages
def test_the_report_shows_marks_and_hashes_them(tmp_path: Path, seeds: Corpus) -> None:
    """The page lists old value, new value and why, marks the passage, and its receipt has the file's fingerprint."""
    quotes = nr.find_quotes(seeds)
    row = quotes[quotes["kind"] == "direct"].iloc[0]
    place = f"{row['doc_id']}:{row['start']}-{row['end']}"
    file = tmp_path / "mine.csv"
    _read(file, f"quotes,{place},,speaker,Somebody Else,heard it myself,A. B.", "quotes,no:1-2,,speaker,X,gone,")
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / f"{row['doc_id']}.txt").write_text(seeds.texts[row["doc_id"]], "utf-8", newline="")
    (made,) = nr.report(["narratives"], corpus=folder, out=tmp_path / "out", parameters={"corrections": str(file)})
    page = made.path.read_text("utf-8")
    receipt = json.loads((tmp_path / "out" / "narratives.json").read_text("utf-8"))
    assert receipt["corrections"] == {"sha256": hashlib.sha256(file.read_bytes()).hexdigest(), "lines": 2}
    assert "corrections" not in receipt["parameters"]
    for words in ("Somebody Else", "heard it myself", "no such document", "1 of 2 met no row", "Vladimir Putin"):
        assert words in page
    assert f"<code>{place}</code> <small>" in page
    assert "corrected by hand</small>" in page
    assert str(tmp_path) not in page


def test_a_missing_file_is_refused_before_anything_runs(tmp_path: Path) -> None:
    """A report with a file of corrections that is not there does not start."""
    with pytest.raises(NegresearchError, match="cannot be read"):
        nr.report(["timeline"], out=tmp_path, parameters={"corrections": "nowhere.csv"})


def test_extract_corrects_and_tells(tmp_path: Path, seeds_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the command line rows are corrected too; what meets no row is told, and is an error where that was asked."""
    file, out = tmp_path / "c.csv", tmp_path / "quotes.jsonl"
    quotes = nr.find_quotes(nr.read_corpus(seeds_path))
    row = quotes[quotes["kind"] == "direct"].iloc[0]
    _read(file, f"quotes,{row['doc_id']}:{row['start']}-{row['end']},,speaker,Nemo,x,", "quotes,no:1-2,,speaker,X,x,")
    command = ["extract", "quotes", str(seeds_path), "--out", str(out), "--corrections", str(file)]
    assert main(command) == 0
    assert '"speaker": "Nemo"' in out.read_text("utf-8")
    assert "no:1-2: line 3, quotes: no such document" in capsys.readouterr().err
    assert main([*command, "--strict"]) == 1
    command[1] = "corrections"
    assert main(command) == 0
    outcomes = [json.loads(line)["outcome"] for line in out.read_text("utf-8").splitlines()]
    assert outcomes == ["made", "no such document"]
