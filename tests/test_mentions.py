"""Mentions: known from the alias file, discovered in the text, joined within a document."""

from __future__ import annotations

import pickle
from itertools import pairwise, permutations
from pathlib import Path
from textwrap import wrap

import pytest
from attribution_gold import gold_rows, gold_text
from hypothesis import given
from strategies import a_document, news_text

from negresearch.errors import CodebookError
from negresearch.find.mentions import mentions_in
from negresearch.find.mentions.runs import Runs
from negresearch.find.segments import Segments
from negresearch.find.words import words_of
from negresearch.read.actors import read_actors
from negresearch.read.corpus import Corpus
from negresearch.tables import MentionRow

ACTORS = read_actors()


def _find(text: str) -> list[MentionRow]:
    return mentions_in(Segments(a_document(text)), actors=ACTORS)


def _named(text: str) -> list[tuple[str, str]]:
    return [(row.alias, row.actor) for row in _find(text)]


@given(news_text())
def test_every_row_is_a_slice(text: str) -> None:
    """On any text rows are sorted spans without overlap, the alias is the slice, nothing raises."""
    rows = _find(text)
    assert all(a.end <= b.start for a, b in pairwise(rows))
    assert all(0 <= row.start < row.end <= len(text) and row.alias == text[row.start : row.end] for row in rows)


def test_short_forms_join_the_full_name() -> None:
    """A surname alone, before or after, is the person whom the text introduces in full."""
    text = (
        "Brandt was late.\n\nThe bridge fell, said Deputy Minister Olga Brandt. Ms. Brandt left; Brandt's car stayed."
    )
    assert {actor for _, actor in _named(text)} == {"Olga Brandt"}
    assert len(_named(text)) == 4


def test_two_spellings_of_one_name_are_one_actor() -> None:
    """Surnames nearly alike behind one given name are one person; another given name is another person."""
    text = "Minister Alexander Averin spoke. Later Alexander Averinin left. Minister Ivan Averin stayed."
    assert [actor for _, actor in _named(text)] == ["Alexander Averin", "Alexander Averin", "Ivan Averin"]


def test_a_known_surname_yields_to_the_text() -> None:
    """If a text introduces another Bennett, its Bennett is not the one of the alias file."""
    text = "Senator Robert Bennett of Utah voted no. Bennett gave no reason."
    assert {actor for _, actor in _named(text)} == {"Robert Bennett"}


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Moscow rejected the plan.", ["Russia"]),
        ("Kyiv and Kiev are one.", ["Ukraine", "Ukraine"]),
        ("The White House and the Kremlin agreed.", ["United States", "Russia"]),
        ("Talks were held in Moscow.", []),
        ("He flew to Moscow on Monday.", []),
        ("Troops withdrew from Kyiv.", []),
        ("Aid to Kyiv was cut.", ["Ukraine"]),
        ("The Kyiv region was shelled.", []),
        ("The talks between Washington and Beijing failed.", ["United States", "China"]),
    ],
)
def test_a_capital_is_its_state_unless_it_is_a_place(text: str, actors: list[str]) -> None:
    """Metonyms name states; where something merely happens is nobody."""
    assert [row.actor for row in _find(text)] == actors


@pytest.mark.parametrize(
    ("text", "alias", "actor"),
    [
        ("Russian President Vladimir Putin came. The Russian leader left.", "The Russian leader", "Vladimir Putin"),
        ("French Foreign Minister Odile Ferrand came. The minister left.", "The minister", "Odile Ferrand"),
        ("The press secretary Olga Brandt came. Later the press secretary left.", "the press secretary", "Olga Brandt"),
    ],
)
def test_a_role_is_whom_the_text_introduced_in_it(text: str, alias: str, actor: str) -> None:
    """A role, as in "the Russian leader", is a person only where the text itself says who."""
    assert (alias, actor) in _named(text)
    assert all(row.actor != actor for row in _find(text.split(". ", 1)[1]))


def test_a_role_that_two_hold_is_nobody() -> None:
    """Between two ministers "the minister" is not guessed."""
    rows = _find("Minister Olga Brandt met Minister Karl Lund. The minister smiled.")
    assert [row.actor for row in rows] == ["Olga Brandt", "Karl Lund"]


def test_sides_of_discovered_actors() -> None:
    """The adjective before a title gives a side; without one there is none."""
    rows = _find("Ukrainian negotiator Taras Hnatyuk met French envoy Odile Ferrand and Professor Karl Lund.")
    assert [(row.actor, row.side) for row in rows] == [
        ("Taras Hnatyuk", "Ukraine"), ("Odile Ferrand", "France"), ("Karl Lund", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Brazil's Congress voted.", ("Congress", "Brazil")),
        ("He chairs Ukraine's National Security Council.", ("National Security Council", "Ukraine")),
        ("He chairs Russia's Security Council.", ("Security Council", "Russia")),
        ("The vote in the Security Council failed.", ("UN Security Council", "United Nations")),
        ("Ukraine's NATO bid stalled.", ("NATO", "NATO")),
        ("Olga Brandt, director of the Lund Institute, left.", ("Lund Institute", None)),
        ("A professor at the Diplomatic Academy of the Russian Foreign Ministry left.", ("Diplomatic Academy", None)),
    ],
)
def test_a_body_is_whose_the_text_says(text: str, found: tuple[str, str | None]) -> None:
    """A name that many states use for a body belongs to the state named before it; an office is no part of a name."""
    assert found in [(row.actor, row.side) for row in _find(text) if row.type == "body"]


@pytest.mark.parametrize(
    "parties",
    [
        {"Kinshasa": "DR Congo", "The M23": "M23", "Kagame": "Rwanda"},
        {"The Sudanese army": "Sudan", "The RSF": "Rapid Support Forces"},
        {"Addis Ababa": "Ethiopia", "The TPLF": "Tigray"},
        {"Greek Cypriots": "Cyprus", "Turkish Cypriots": "Northern Cyprus"},
        {"Bogotá": "Colombia", "The ELN": "ELN", "The FARC": "FARC"},
        {"The Myanmar military": "Myanmar", "The National Unity Government": "National Unity Government"},
        {"Pashinyan": "Armenia", "Aliyev": "Azerbaijan"},
        {"Manila": "Philippines", "The MILF": "MILF"},
        {"Sinn Féin": "Sinn Fein", "The DUP": "DUP", "The UUP": "UUP", "The SDLP": "SDLP"},
        {"Netanyahu": "Israel", "Hamas": "Hamas", "Hizbollah": "Hezbollah"},
        {"Yemen": "Yemen", "The Houthis": "Houthis"},
        {"Belgrade": "Serbia", "Pristina": "Kosovo"},
    ],
)
def test_the_parties_to_a_peace_process_are_all_listed(parties: dict[str, str]) -> None:
    """Whoever of them speaks first: each is found, and on its own side."""
    for one, other in permutations(parties, 2):
        assert [row.side for row in _find(f"{one} accused {other}.")] == [parties[one], parties[other]]


def test_both_sides_are_listed_alike() -> None:
    """For Russia and Ukraine the alias file has the same kinds of aliases."""
    kinds = [{a.type for a in ACTORS.aliases if a.side == side} for side in ("Russia", "Ukraine")]
    assert kinds[0] == kinds[1]
    for side, other in (("Russia", "Ukraine"), ("Ukraine", "Russia")):
        swapped = f"The {side}n officials" if side == "Russia" else "The Ukrainian officials"
        assert [row.actor for row in _find(f"{swapped} refused.")] == [side] != [other]


def test_seed_actors(seeds: Corpus) -> None:
    """In each seed the speakers are there as persons, by their full names."""
    expected = {
        "000": {"Vladimir Putin", "Dmitry Peskov", "Alexander Grushko", "Oleg Matveychev", "Vladimir Vinokurov"},
        "001": {"Vladimir Putin"},
        "002": {"Sergei Lavrov", "Vladimir Brylinov", "Ivan Mezhuh", "Alexander Averin"},
        "003": {"Volodymyr Zelensky", "Ned Price", "Naftali Bennett", "Iver Neumann", "Mykhailo Podolyak"},
        "004": {"Vladimir Putin", "Andriy Yermak", "Volodymyr Zelensky"},
    }
    for document in seeds:
        people = {r.actor for r in mentions_in(Segments(document), actors=ACTORS) if r.type == "person"}
        assert expected[document.doc_id[:3]] <= people


def test_naming_variants_keep_their_spelling(seeds: Corpus) -> None:
    """Kyiv and Kiev are one actor, and each mention says how it was printed."""
    rows = [r for d in seeds for r in mentions_in(Segments(d), actors=ACTORS) if r.alias in ("Kyiv", "Kiev")]
    assert {r.actor for r in rows} == {"Ukraine"}
    assert {r.alias for r in rows} == {"Kyiv", "Kiev"}


def test_actors_pickle() -> None:
    """An actor file can be sent to another process."""
    assert pickle.loads(pickle.dumps(ACTORS)).aliases == ACTORS.aliases


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("alias,actor,type\nA,B,person\n", "column 'side' is missing"),
        ("alias,actor,type,side\nA,B,persn,\n", "did you mean 'person'"),
        ("alias,actor,type,side\nA,,person,\n", "line 2: actor is empty"),
        ("alias,actor,type,side\nA,B,person,\nA,C,person,\n", "line 3: 'A' is 'B' above and 'C' here"),
    ],
)
def test_a_bad_actor_file_is_named(tmp_path: Path, content: str, message: str) -> None:
    """An error names the file, the line and what is wrong."""
    file = tmp_path / "mine.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(CodebookError, match=r"mine\.csv") as caught:
        read_actors(file)
    assert message in str(caught.value)


def test_a_missing_actor_file_is_named(tmp_path: Path) -> None:
    """So does one for a file that is not there."""
    with pytest.raises(CodebookError, match=r"none\.csv: cannot be read"):
        read_actors(tmp_path / "none.csv")


def test_words_stand_in_their_paragraph() -> None:
    """However the lines of a paragraph are wrapped, each of its words is counted to it."""
    prose = "The envoys of both sides met again in the old town to speak of a truce and of those whom each holds. " * 5
    text = "Talks go on\n\n" + " \n ".join(wrap(prose, 76)) + "\n\nNobody signed a thing."
    words = words_of(Segments(a_document(text)))
    assert len(words.pieces) == 3
    for piece in words.pieces:
        end = words.starts[piece.last - 1] + words.lengths[piece.last - 1]
        assert (words.starts[piece.first], end) == (piece.start, piece.end)


def test_mentions_keep_their_floors() -> None:
    """Precision and recall, of place and actor together, on two seeds and an invented article do not fall."""
    found_right = n_found = coded_right = n_coded = 0
    for doc_id, coded in gold_rows("mentions").items():
        segments = Segments(a_document(gold_text(doc_id)))
        found = [(row.start, row.end, row.actor) for row in mentions_in(segments, actors=ACTORS)]
        wanted = [(int(row["start"]), int(row["end"]), row["actor"]) for row in coded]
        found_right += sum(any(_agree(row, other) for other in wanted) for row in found)
        coded_right += sum(any(_agree(row, other) for other in found) for row in wanted)
        n_found, n_coded = n_found + len(found), n_coded + len(wanted)
    assert found_right / n_found >= 0.97
    assert coded_right / n_coded >= 0.91


def _agree(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] == other[2]


def test_runs_of_titles_are_linear() -> None:
    """Forty thousand titles in a row are read once, and a name behind them is found."""
    text = "President " * 40_000 + "Karl Lund spoke."
    rows = mentions_in(Segments(a_document(text)), actors=ACTORS)
    assert any(row.alias.endswith("Karl Lund") for row in rows)


def test_a_run_of_adjectives_carries_few_titles() -> None:
    """However many adjectives stand in a row, no part of the run holds more than the last of them."""
    known = Runs(ACTORS.by_first_word, ACTORS.by_name)["Russian " * 200 + "President Karl Lund"]
    assert len(known.parts) == 201
    assert max(len(part.titles) for part in known.parts) <= 5
    assert known.parts[-1].titles[-1] == "president"
