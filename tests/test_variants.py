"""Names that may be one: found by likeness, put before the user, joined by a line of an alias file."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from test_odd_corpora import page_of

import negresearch as nr
from negresearch.count.variants import suspected_variants
from negresearch.errors import CodebookError
from negresearch.read.corpus import Corpus, Document


def _mentions(*texts: str, actors: nr.Actors | None = None) -> pd.DataFrame:
    return nr.find_mentions(_corpus(*texts), actors)


def _corpus(*texts: str) -> Corpus:
    return Corpus(tuple(Document(f"d{i}", text, str(i)) for i, text in enumerate(texts)), "0")


def _pairs(*texts: str) -> list[tuple[str, str, str]]:
    table = suspected_variants(_mentions(*texts)).table
    return list(table[["name", "other", "how"]].itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("Minister Olena Mezhukh left.", "Minister Olena Mezhuh left.", ("Olena Mezhukh", "Olena Mezhuh", "spelling")),
        ("Mr. Petro Yermakov left.", "Mr. Petro Ermakov left.", ("Petro Yermakov", "Petro Ermakov", "spelling")),
        ("Pauline Léonard left.", "Pauline Leonard left.", ("Pauline Leonard", "Pauline Léonard", "spelling")),
        ("Olga Brandt left.", "Mr. Brandt left.", ("Olga Brandt", "Brandt", "short form")),
        ("Olga Brandt left.", "O. Brandt left. O. Brandt wept.", ("Olga Brandt", "O. Brandt", "abbreviation")),
    ],
)
def test_spellings_and_short_forms_across_documents(one: str, two: str, found: tuple[str, str, str]) -> None:
    """Transliterations, accents, bare surnames and initials are suspected; the fuller name stands first."""
    assert found in _pairs(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Olga Brandt left.", "Karl Brandt left."),
        ("Karl Lund left.", "Olga Brandt left."),
        ("President Louis XVI left.", "President Louis XVIII left."),
        ("Mr. Tom Weld left.", "Mr. David Wild left."),
    ],
)
def test_relatives_and_strangers_are_not_suspected(one: str, two: str) -> None:
    """Another given name, another number or another surname is another person."""
    assert _pairs(one, two) == []


def test_what_the_alias_file_joins_is_not_asked_again() -> None:
    """Names that the alias file knows to be one, or to be two, are no question."""
    assert _pairs("Volodymyr Zelensky left.", "Volodymyr Zelenskyy left.") == []
    assert _pairs("Vladimir Putin left.", "Volodymyr Zelensky left.") == []


def test_two_spellings_in_one_document_are_one_actor_with_a_note() -> None:
    """Within a document likeness behind one given name joins, and the table says that it did."""
    text = "Alexander Averin spoke. Later Alexander Averinin spoke again."
    assert set(_mentions(text)["actor"]) == {"Alexander Averin"}
    assert _pairs(text) == [("Alexander Averin", "Alexander Averinin", "joined")]


def test_each_number_is_a_count_of_rows() -> None:
    """Both counts of a pair are those of its mentions."""
    mentions = _mentions("Olga Brandt left. Brandt wept.", "Mr. Brandt left.")
    found = suspected_variants(mentions)
    line = found.table.iloc[0]
    assert (line["n"], line["other_n"]) == (2, 1)
    assert [len(found.rows[column]) for column in ("n", "other_n")] == [2, 1]
    assert set(found.rows["n"]["actor"]) == {"Olga Brandt"}


def test_a_confirmed_line_joins_the_names(tmp_path: Path) -> None:
    """The proposed line, put into a file of aliases, makes the two names one actor, and the question is gone."""
    texts = ("Minister Olena Mezhukh left.", "Minister Olena Mezhuh left.")
    (line,) = suspected_variants(_mentions(*texts)).table["line"]
    file = tmp_path / "aliases.csv"
    file.write_text(f"alias,actor,type,side\n{line}\n", "utf-8")
    actors = nr.read_actors(add=file)
    mentions = _mentions(*texts, actors=actors)
    assert set(mentions["actor"]) == {"Olena Mezhukh"}
    assert suspected_variants(mentions, actors).table.empty
    assert actors.sha256 != nr.read_actors().sha256


def test_an_alias_of_two_actors_is_refused(tmp_path: Path) -> None:
    """A line that gives a known alias to another actor names its file and line."""
    file = tmp_path / "aliases.csv"
    file.write_text("alias,actor,type,side\nKremlin,Nobody,person,\n", "utf-8")
    with pytest.raises(CodebookError, match=r"aliases.csv, line 2: 'Kremlin' is 'Russia' above"):
        nr.read_actors(add=file)


def test_order_of_documents_changes_nothing() -> None:
    """The table is the same whatever the order of the texts."""
    texts = ["Olga Brandt left.", "Mr. Brandt left.", "Karl Lund met Carl Lund.", "Mr. Lundt left."]
    assert sorted(_pairs(*texts)) == sorted(_pairs(*texts[::-1]))


def test_many_names_take_time_in_proportion() -> None:
    """Ten thousand names of one surname are compared in a block of bounded size."""
    names = [f"{chr(65 + i % 26)}{chr(97 + i // 26 % 26)}{chr(97 + i // 676)}en Brandt" for i in range(10_000)]
    table = pd.DataFrame({"doc_id": "d", "start": range(10_000), "end": range(1, 10_001), "actor": names})
    found = suspected_variants(table.assign(alias=table["actor"], type="person", side=None))
    assert len(found.table) < 60 * 60


@pytest.mark.pages
def test_the_report_lists_them_and_takes_the_file(tmp_path: Path, project_path: Path) -> None:
    """The narratives report lists the pairs with their lines, and a file of aliases as its parameter joins them."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, spelling in (("a", "Mezhukh"), ("b", "Mezhuh")):
        text = f"A day of talks\n\n“We are ready to talk,” Minister Olena {spelling} said. The talks went on all day.\n"
        (folder / f"{name}.txt").write_text(text, "utf-8")
    file = tmp_path / "aliases.csv"
    file.write_text("alias,actor,type,side\nOlena Mezhuh,Olena Mezhukh,person,\n", "utf-8")
    line = "Olena Mezhuh,Olena Mezhukh,person,"
    plain = page_of("narratives", folder, project_path, min_count=1)
    assert line in {cell.text for exhibit in plain.exhibits for cells in exhibit.body for cell in cells}
    parameters = {"min_count": "1", "aliases": str(file)}
    (joined,) = nr.report(["narratives"], corpus=folder, out=tmp_path / "out", parameters=parameters)
    assert line not in joined.path.read_text("utf-8")
    receipt = json.loads((tmp_path / "out" / "narratives.json").read_text("utf-8"))
    assert receipt["actors"]["sha256"] == nr.read_actors(add=file).sha256 != nr.read_actors().sha256
    assert "aliases" not in receipt["parameters"]
