"""Sheets: drawn blind, filled in, and read back by cite id, whatever a spreadsheet did to the rest."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from strategies import a_document

import negresearch as nr
from negresearch.cli import main
from negresearch.count.agreement import ALL_FRAMES
from negresearch.errors import ParameterError, SheetError
from negresearch.read.by_hand import HandCoding
from negresearch.read.corpus import Corpus
from negresearch.show.sheet import guarded
from negresearch.spans import parse_cite

BOOK = nr.read_codebook("peace-talks")
Rows = list[dict[str, str]]
Found = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def found(seeds: Corpus) -> Found:
    """What is found in the seeds."""
    found = nr.scan(seeds, ["codings", "documents", "sentences", "regions"], codebook=BOOK)
    return {**found, "sentences": nr.keep_counted(found["sentences"], found["regions"])}


@pytest.fixture
def sheet(tmp_path: Path, seeds: Corpus, found: Found) -> Path:
    """A sheet of 60 sentences and two coders."""
    sample = nr.draw_sample(found["codings"], found["sentences"], found["documents"], size=60)
    path = tmp_path / "sheet.csv"
    nr.write_sheet(sample, seeds, BOOK, path, coders=2)
    return path


def rows_of(sheet: Path) -> Rows:
    """What stands in a sheet."""
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write(sheet: Path, rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Save a sheet as a spreadsheet does."""
    with sheet.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return sheet


def by_gold(rows: Rows) -> Rows:
    """Fill a sheet in as the seeds were coded by hand."""
    units = nr.read_by_hand(BOOK).units
    for row in rows:
        doc_id, start, end = parse_cite(row["cite"])
        there = [u.codes[0] for u in units if u.doc_id == doc_id and u.start < end and start < u.end]
        row["coder_1"] = row["coder_2"] = "; ".join(sorted(frozenset().union(*there))) or "none"  # type: ignore[arg-type]
    return rows


def test_a_sheet_is_blind(sheet: Path, found: Found) -> None:
    """It says nothing of what was found, of outlets or titles; half of its sentences have no frame, in no order."""
    rows = rows_of(sheet)
    assert list(rows[0]) == ["cite", "before", "sentence", "after", "coder_1", "coder_2"]
    assert len(rows) == 60
    assert {row["coder_1"] + row["coder_2"] for row in rows} == {""}
    strata = json.loads(sheet.with_suffix(".key.json").read_text("utf-8"))["units"]
    without = [strata[row["cite"]] == "no frame found" for row in rows]
    assert sum(without) == 30
    assert without not in (sorted(without), sorted(without, reverse=True))
    assert all(frame.definition in sheet.with_suffix(".rules.txt").read_text("utf-8") for frame in BOOK.frames)


def test_a_sheet_shows_the_sentence_and_its_paragraph(sheet: Path, seeds: Corpus) -> None:
    """Words stand as in the text, but for white space."""
    for row in rows_of(sheet):
        doc_id, start, end = parse_cite(row["cite"])
        whole = " ".join(" ".join([row["before"], row["sentence"], row["after"]]).split())
        assert row["sentence"].lstrip("'") == " ".join(seeds.texts[doc_id][start:end].split()).lstrip("'")
        assert whole.replace("'", "") in " ".join(seeds.texts[doc_id].split()).replace("'", "")


def test_the_round_trip_gives_what_the_coder_thought(sheet: Path, seeds: Corpus, found: Found) -> None:
    """Reordered, saved with semicolons, sentences cut and changed: read back it is the coding by hand, weighted."""
    rows = by_gold(rows_of(sheet))
    before = nr.read_by_hand(BOOK, write(sheet, rows))
    for row in rows:
        row["sentence"] = row["sentence"][:5].upper()
    after = nr.read_by_hand(BOOK, write(sheet, rows[::-1], delimiter=";", encoding="utf-8-sig"))
    assert (after.units, after.coders, after.strata) == (before.units, before.coders, before.strata)
    evidence = nr.measure(found["codings"], after, BOOK, found["documents"], found["sentences"])
    assert evidence.kind == "sample"
    known = evidence.table.set_index("frame")
    assert known.loc[ALL_FRAMES, "precision"] > 0.85
    assert (known["corrected_low"].dropna() <= known["corrected"].dropna()).all()
    assert nr.agreement(after).set_index("frame").loc[ALL_FRAMES, "alpha"] == 1.0


def test_sides_and_polarities_come_back_where_they_were_given(
    sheet: Path, tmp_path: Path, seeds: Corpus, found: Found
) -> None:
    """Two coders, sides and polarities in brackets: how far they agree, and the program; blanks do not count."""
    rows = rows_of(sheet)
    placed = found["codings"].set_index("doc_id")
    for i, row in enumerate(rows):
        doc_id, start, end = parse_cite(row["cite"])
        here = placed.loc[[doc_id]]
        given = here[here["start"].between(start, end - 1)].drop_duplicates("frame").itertuples()
        told = [f"{c.frame} ({c.side if isinstance(c.side, str) else 'nobody'}, {c.polarity})" for c in given]
        row["coder_1"] = "; ".join(told) or "none"
        row["coder_2"] = "; ".join(part.split(" (")[0] for part in told) if i % 2 else row["coder_1"]
    by_hand = nr.read_by_hand(BOOK, write(sheet, rows))
    agreed = nr.agreement(by_hand).set_index("frame")
    assert agreed.loc["polarity", "alpha"] == agreed.loc["side", "alpha"] == 1.0
    evidence = nr.measure(found["codings"], by_hand, BOOK, found["documents"], found["sentences"])
    assert evidence.slots is not None
    assert evidence.slots.kept == evidence.slots.there
    assert evidence.slots.actor == (0, 0, 0)
    assert evidence.slots.side.missed == 0
    assert "of 100 sides that the program names" in evidence.slots.told()


@pytest.mark.parametrize(
    ("cell", "side", "polarity"),
    [
        ("refusal (Russia, denied)", "Russia", "denied"),
        ("refusal (denied; Moscow)", "Russia", "denied"),
        ("refusal (nobody)", "", None),
        ("refusal (asked); none of it", None, None),
        ("refusal", None, None),
    ],
)
def test_brackets_say_whose_and_how(sheet: Path, cell: str, side: str | None, polarity: str | None) -> None:
    """A side in any of its names, nobody, or a polarity, in any order; what is not there was not coded."""
    rows = rows_of(sheet)
    rows[0]["coder_1"] = cell
    if "none of it" in cell:
        with pytest.raises(SheetError, match="unknown frame 'none_of_it'"):
            nr.read_by_hand(BOOK, write(sheet, rows))
        return
    (unit,) = nr.read_by_hand(BOOK, write(sheet, rows)).units
    assert [(each.side, each.polarity) for each in unit.stated] == [(side, polarity)]


@pytest.mark.parametrize("cell", ["refusal (denyed)", "refusal (asserted, denied)"])
def test_a_polarity_that_is_none_is_an_error(sheet: Path, cell: str) -> None:
    """A slip of the pen is no side."""
    rows = rows_of(sheet)
    rows[0]["coder_1"] = cell
    with pytest.raises(SheetError, match=r"line 2, column 'coder_1'.*one of asserted, denied, conditional, asked"):
        nr.read_by_hand(BOOK, write(sheet, rows))


def test_a_sheet_each_is_a_coder_each(sheet: Path, tmp_path: Path) -> None:
    """Two files of one column each are two coders; a column that nobody filled in is none. The only key is theirs."""
    rows = by_gold(rows_of(sheet))
    for row in rows:
        row["coder_2"] = ""
    paths = [write(tmp_path / f"{name}.csv", rows) for name in ("anna", "ben")]
    by_hand = nr.read_by_hand(BOOK, paths)
    assert by_hand.coders == ("coder 1", "coder 2")
    assert all(unit.codes[0] == unit.codes[1] for unit in by_hand.units)


def test_empty_cells_are_sentences_not_yet_coded(sheet: Path) -> None:
    """They count for nothing; "none" is a coding, and so is what coders agreed on."""
    rows = rows_of(sheet)
    for i, row in enumerate(rows):
        row["coder_1"], row["coder_2"] = ("none", "Refusal of talks") if i < 10 else ("", "")
        row["agreed"] = "refusal, terr" if i == 0 else ""
    by_hand = nr.read_by_hand(BOOK, write(sheet, rows))
    assert len(by_hand.units) == 10
    (settled,) = [unit for unit in by_hand.units if unit.agreed is not None]
    assert settled.counted == [{"refusal_of_talks", "territory"}]
    assert {unit.codes for unit in by_hand.units} == {(frozenset(), frozenset({"refusal_of_talks"}))}


Change = Callable[[Rows], object]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda rows: rows[3].update(coder_1="refusul_of_talks"),
            "line 5, column 'coder_1': unknown frame 'refusul_of",
        ),
        (lambda rows: rows[0].update(coder_2="none; territory"), "line 2, .*frames or none, not both"),
        (lambda rows: rows[0].update(coder_2="l"), "'l' is ambiguous: legitimacy, law_sovereignty begin so"),
        (lambda rows: rows[2].update(cite="000:1-2"), "line 4: '000:1-2' was not drawn: put its cite id back"),
        (lambda rows: rows[2].update(cite=""), "line 4: '' was not drawn"),
        (lambda rows: rows.append(dict(rows[0])), "line 62: .* stands there twice: delete one line"),
        (lambda rows: [row.pop("cite") for row in rows], "line 1: there is no column 'cite'"),
        (lambda rows: [(row.pop("coder_1"), row.pop("coder_2")) for row in rows], "there is no column 'coder_1'"),
        (lambda rows: [row.update(coder_1="", coder_2="") for row in rows], "nothing is coded yet"),
    ],
)
def test_a_bad_sheet_says_where_and_what(sheet: Path, change: Change, said: str) -> None:
    """File, line, and what to do about it."""
    rows = by_gold(rows_of(sheet))
    change(rows)
    with pytest.raises(SheetError, match=said) as raised:
        nr.read_by_hand(BOOK, write(sheet, rows))
    assert "sheet.csv" in str(raised.value)


def test_a_sheet_in_another_encoding_says_how_to_save_it(sheet: Path) -> None:
    """A dash in Windows' own encoding is no UTF-8."""
    rows = by_gold(rows_of(sheet))
    rows[1]["after"] = "a – dash"
    for row in rows:
        row["before"] = row["sentence"] = ""
    rows[0]["after"] = "plain"
    with pytest.raises(SheetError, match=r"line \d+: not UTF-8: save it as “CSV UTF-8”"):
        nr.read_by_hand(BOOK, write(sheet, rows, encoding="cp1252"))


def test_a_sheet_without_its_key_says_what_to_put_there(sheet: Path, tmp_path: Path) -> None:
    """Where it is missing, where two lie there, and where it is something else."""
    write(sheet, by_gold(rows_of(sheet)))
    key = sheet.with_suffix(".key.json")
    for name in ("a", "b"):
        key.with_name(f"{name}.key.json").write_bytes(key.read_bytes())
    key.unlink()
    with pytest.raises(SheetError, match=r"2 keys lie beside it: put the file sheet\.key\.json there"):
        nr.read_by_hand(BOOK, sheet)
    key.write_text("[]")
    with pytest.raises(SheetError, match="no key of a sheet"):
        nr.read_by_hand(BOOK, sheet)
    with pytest.raises(SheetError, match="name the sheet that came back"):
        nr.read_by_hand(BOOK, tmp_path / "nowhere.csv")


def test_nobodys_work_is_written_over(sheet: Path, seeds: Corpus, found: Found) -> None:
    """A second draw into the same file is refused; so is a file that is no .csv."""
    sample = nr.draw_sample(found["codings"], found["sentences"], found["documents"], size=5)
    with pytest.raises(ParameterError, match="is there already"):
        nr.write_sheet(sample, seeds, BOOK, sheet)
    with pytest.raises(ParameterError, match=r"a sheet is a \.csv file"):
        nr.write_sheet(sample, seeds, BOOK, sheet.with_suffix(".xlsx"))
    with pytest.raises(ParameterError, match="codes whole articles"):
        nr.write_sheet(sample, seeds, nr.read_codebook("ukraine-war-narratives"), sheet)


@pytest.mark.parametrize("start", list("=+-@\t\r'"))
def test_no_cell_is_a_formula(start: str) -> None:
    """What a spreadsheet would work out stands behind an apostrophe."""
    assert guarded(f"{start}1+1") == f"'{start}1+1"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12), st.data())
def test_any_id_and_any_words_come_back(
    tmp_path_factory: pytest.TempPathFactory, doc_id: str, data: st.DataObject
) -> None:
    """Ids that begin like formulas, quotes, separators: each sentence is known again by its cite id."""
    words = data.draw(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)
    )
    text = f"{words} Russia refuses talks."
    corpus = Corpus((a_document(text, doc_id),), "f" * 64)
    found = nr.scan(corpus, ["codings", "documents", "sentences", "regions"], codebook=BOOK)
    sample = nr.draw_sample(found["codings"], found["sentences"], found["documents"])
    path = tmp_path_factory.mktemp("sheet") / "s.csv"
    nr.write_sheet(sample, corpus, BOOK, path)
    rows = rows_of(path)
    assert not any(cell.startswith(tuple("=+-@\t\r")) for row in rows for cell in row.values())
    for row in rows:
        row["coder_1"] = "none"
    by_hand: HandCoding = nr.read_by_hand(BOOK, write(path, rows))
    assert [unit[:3] for unit in by_hand.units] == sorted(sample.table.iloc[:, :3].itertuples(index=False, name=None))


def test_on_the_command_line(tmp_path: Path, seeds_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`sample` says how many it drew of what; `score` gives precision, recall, corrected shares and alpha."""
    sheet = tmp_path / "sheet.csv"
    assert main(["sample", str(seeds_path), "--out", str(sheet), "--sentences", "40", "--coders", "2"]) == 0
    told = capsys.readouterr().out
    assert "40 sentences" in told
    assert "no frame found" in told
    write(sheet, by_gold(rows_of(sheet)))
    assert main(["score", str(sheet), "--corpus", str(seeds_path)]) == 0
    told = capsys.readouterr().out
    assert "share corrected" in told
    assert "alpha" in told
    rows = rows_of(sheet)
    rows[0]["coder_1"] = "teritory"
    assert main(["score", str(write(sheet, rows)), "--corpus", str(seeds_path)]) == 1
    assert "did you mean 'territory'?" in capsys.readouterr().err


@pytest.mark.pages
def test_a_sheet_is_a_parameter_of_the_report(sheet: Path, tmp_path: Path, seeds_path: Path) -> None:
    """Its hash stands in the receipt, its place nowhere; its figures stand beside the rates. A bad one runs nothing."""
    rows = by_gold(rows_of(sheet))
    write(sheet, rows)
    (made,) = nr.report(["framing"], corpus=seeds_path, out=tmp_path / "out", parameters={"sheet": str(sheet)})
    assert made.receipt["coded by hand"] == {"sha256": nr.read_by_hand(BOOK, sheet).sha256, "sentences": 60}
    assert "sheet" not in made.receipt["parameters"]
    page = made.path.read_text("utf-8")
    assert str(tmp_path) not in page
    assert "60 sentences were drawn from this corpus" in page
    rows[0]["coder_1"] = "teritory"
    write(sheet, rows)
    with pytest.raises(SheetError, match="did you mean 'territory'"):
        nr.report(["framing"], corpus=seeds_path, out=tmp_path / "none", parameters={"sheet": [str(sheet)]})
    assert not (tmp_path / "none").exists()
