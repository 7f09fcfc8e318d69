"""Codebooks: one readable file, checked when it is read, with errors that say where."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest

from negresearch.errors import CodebookError
from negresearch.read.actors import read_actors
from negresearch.read.codebook import Codebook, read_codebook
from negresearch.read.codebook.patterns import Choice, Gap, PatternError, Word, parse_pattern

SMALL = """\
name = "small"
version = "0.1"
title = "A small codebook"

[lists]
talks = "talks|negotiat*"

[frames.refusal]
title = "Refusal"
definition = "Somebody refuses to talk."
argument = "actor"

[frames.refusal.cues]
refuses = "<actor> refus* ..3 {talks}"
"""


#: Words that are an alias of some actor too: institutions and documents that uphold law, a place, plain words.
ORDINARY_WORDS = {
    *(("law_sovereignty", word) for word in ("un", "osce", "europe", "budapest", "helsinki")),
    *(("law_sovereignty", body) for body in ("united nations", "general assembly", "international criminal court")),
    *(("law_sovereignty", body) for body in ("security council", "national security council")),
    ("humanitarian", "red cross"),
    ("economic", "world bank"),
    ("peace_initiative", "un"),
    ("economic", "imf"),
    ("territory", "west"),
    *(("territory", place) for place in ("jerusalem", "abkhazia", "south ossetia", "transnistria")),
    ("openness_to_talks", "us"),
    ("bad_faith", "who"),
    ("bad_faith", "us"),
    ("legitimacy", "who"),
}


@pytest.fixture(scope="module")
def peace_talks() -> Codebook:
    """The bundled codebook."""
    return read_codebook("peace-talks")


def _read(folder: Path, text: str) -> Codebook:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return read_codebook(path)


def test_the_bundled_codebook_says_who_it_is(peace_talks: Codebook) -> None:
    """Its name, version and number of frames are its repr."""
    assert repr(peace_talks) == "<Codebook peace-talks 1.0: 17 frames>"


def test_a_codebook_asks_a_question(peace_talks: Codebook) -> None:
    """It is the title of a report by it; a file without one is asked for its frames."""
    assert peace_talks.asks == "How do these texts frame the negotiations?"
    assert replace(peace_talks, question="", title="Rain").asks == "Which frames of “Rain” do these texts use?"


@pytest.mark.parametrize("name", ["peace-talks", "ukraine-war-narratives"])
def test_every_frame_can_be_coded_by_a_person_and_by_a_program(name: str) -> None:
    """Each has a definition, an example with its source, literature, a note of what cues miss, and ten cues."""
    for frame in read_codebook(name).frames:
        assert all((frame.definition, frame.examples, frame.literature, frame.misses)), frame.frame
        assert len(frame.cues) >= 10, frame.frame
        assert frame.include or frame.exclude, frame.frame


def test_no_cue_names_an_actor_but_where_the_frame_does(peace_talks: Codebook) -> None:
    """Only frames whose definition names a party or bloc have cues that do; the instrument takes no side."""
    names = {alias.alias.lower() for alias in read_actors().aliases}
    naming = {
        (frame.frame, name)
        for frame in peace_talks.frames
        if not frame.names_actors
        for cue in frame.cues
        for sequence in (cue.pattern.elements, *cue.pattern.needs, *cue.pattern.bars)
        for said in _phrases(sequence)
        for name in (said & names) | _begun_by(said, names)
    }
    assert naming == ORDINARY_WORDS


def _begun_by(said: set[str], names: set[str]) -> set[str]:
    """Names of one word that a stem among those words begins."""
    stems = tuple(word[:-1] for word in said if word[-1] == "*" and len(word) > 5)
    return {name for name in names if stems and " " not in name and name.startswith(stems)}


def _phrases(sequence: tuple[object, ...]) -> list[set[str]]:
    """Of each run of words that follow one another, all parts of it, those in brackets by themselves."""
    runs, found = [[]], []
    for element in sequence:
        if isinstance(element, Word):
            runs[-1].append(element.text.removesuffix("'s"))
            continue
        runs.append([])
        if isinstance(element, Choice):
            found += [phrase for option in element.options for phrase in _phrases(option)]
    return found + [
        {" ".join(run[start:end]) for start in range(len(run)) for end in range(start + 1, len(run) + 1)}
        for run in runs
    ]


def test_a_codebook_survives_a_process_boundary(peace_talks: Codebook) -> None:
    """A pickled codebook is the same codebook."""
    assert pickle.loads(pickle.dumps(peace_talks)) == peace_talks


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    """A changed comment is another sha256, the same file the same."""
    first, again = _read(tmp_path, SMALL), _read(tmp_path, SMALL)
    other = _read(tmp_path, SMALL + "# changed\n")
    assert first.sha256 == again.sha256 != other.sha256
    assert first == again


def test_frames_are_asked_for_by_name(peace_talks: Codebook) -> None:
    """An unknown frame is answered with the nearest."""
    assert peace_talks["futility"].title == "Futility"
    with pytest.raises(CodebookError, match="did you mean 'futility'"):
        peace_talks["futilty"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("peace-talk", "unknown codebook 'peace-talk': did you mean 'peace-talks'"),
        ("nowhere/mine.toml", "nowhere/mine.toml: no such file"),
    ],
)
def test_an_unknown_codebook_is_named(source: str, message: str) -> None:
    """The message says what was asked for and what there is."""
    with pytest.raises(CodebookError, match=message):
        read_codebook(source)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("refus* ..3 {talks}", "refus* ..3 {talk}", r"line 14: frame refusal: cue 'refuses' .*no list \{talk\}"),
        ("refus* ..3", "refus* ..30", "line 14: frame refusal: cue 'refuses' .*a gap of 30 words"),
        ("<actor> refus*", "<target> refus*", "line 14: frame refusal: .*<target> is not the frame's argument"),
        ("refus* ..3 {talks}", "refus* (talks", "line 14: frame refusal: .*a bracket is not closed"),
        ('refuses = "<actor> refus* ..3 {talks}"', "refuses = 3", "line 14: frame refusal: .*a cue is one string"),
        ('"<actor> refus* ..3 {talks}"', '"..3"', "line 14: frame refusal: .*no word that must be there"),
        ('"<actor> refus* ..3 {talks}"', '"talks => dennied"', "line 14: frame refusal: .*unknown hint 'dennied'"),
        (
            "definition =",
            "definitoin =",
            r"line 10: frame refusal: unknown key 'definitoin': did you mean 'definition'",
        ),
        ('title = "Refusal"\n', "", "line 8: frame refusal: 'title' must be a text"),
        ('argument = "actor"\n', 'argument = "actor"\npolarity = ["denyed"]\n', "line 12: frame refusal: .*'denied'"),
        (
            'argument = "actor"\n',
            'argument = "actor"\nyields_to = ["futility"]\n',
            "line 12: frame refusal: unknown frame 'futility'",
        ),
        ('[frames.refusal.cues]\nrefuses = "<actor> refus* ..3 {talks}"\n', "", "line 8: frame refusal: it has no cue"),
        ('version = "0.1"\n', "", "line 1: 'version' must be a text"),
        ("[lists]", "[lists", "not a TOML file"),
    ],
)
def test_a_wrong_file_is_told_by_frame_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Each mistake is named with the file, the line, the frame and what is wrong."""
    assert old in SMALL
    with pytest.raises(CodebookError, match=message):
        _read(tmp_path, SMALL.replace(old, new))


def test_a_cue_is_read_as_it_is_written() -> None:
    """Stems, gaps, alternatives, options, lists, conditions, hints and the argument's place."""
    pattern = parse_pattern("<actor> refus* ..3 (talks|peace talks) & war &! oil => denied", {}, "actor")
    talks = Choice(((Word("talks"),), (Word("peace"), Word("talks"))))
    assert pattern.elements == (Word("refus*"), Gap(3), talks)
    assert (pattern.slot, pattern.needs, pattern.bars) == ("subject", ((Word("war"),),), ((Word("oil"),),))
    assert pattern.hints == {"denied"}


@pytest.mark.parametrize(
    ("cue", "slot"),
    [
        ("<actor> refuses", "subject"),
        ("<actor>'s refusal", "possessor"),
        ("refused by <actor>", "object"),
        ("blames <actor> for", "inside"),
        ("refusal", None),
    ],
)
def test_the_place_of_the_argument_tells_its_part(cue: str, slot: str | None) -> None:
    """In front a subject or possessor, at the end an object, between words what is named there."""
    assert parse_pattern(cue, {}, "actor").slot == slot


def test_lists_may_name_lists_but_not_themselves() -> None:
    """A list that contains itself is an error, not an endless loop."""
    assert parse_pattern("{a}", {"a": "x|{b}", "b": "y"}, None).elements
    with pytest.raises(PatternError, match="contains itself"):
        parse_pattern("{a}", {"a": "x|{b}", "b": "{a}"}, None)


@pytest.mark.parametrize(("old", "new"), [("..3", "..30"), ("definition =", "definitoin =")])
def test_the_documented_mistakes_are_those_that_are_told(tmp_path: Path, old: str, new: str) -> None:
    """What docs/codebooks.md quotes is what is printed."""
    documented = (Path(__file__).parents[1] / "docs" / "codebooks.md").read_text("utf-8")
    with pytest.raises(CodebookError) as told:
        _read(tmp_path, SMALL.replace(old, new))
    assert f"\n{told.value}\n".replace(f"{tmp_path}/", "") in documented
