"""Quotations and attributions: spans, kinds, speakers, repair, and how well they agree with the coding by hand."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from attribution_gold import Coded, score, seed_quotes, trim, written
from hypothesis import example, given, settings
from strategies import a_document, news_text

from negresearch.find.mentions import mentions_in
from negresearch.find.quotes import quotes_in
from negresearch.find.segments import Segments
from negresearch.read.actors import read_actors
from negresearch.read.corpus import Corpus
from negresearch.tables import SPEECH, QuoteRow

ACTORS = read_actors()
MARKS = '“”"«»„‘'
MARKED = frozenset({"direct", "mixed"})
#: What is asked of the invented articles, all attributions and those in marks; floors, to be raised, never lowered.
#: From c on attributions within others are coded too; at d, f and h nobody looked while rules were written.
FLOORS = [
    ("ab", None, {"overlap": 97.5, "half": 96.5, "joint": 95.0}),
    ("ab", MARKED, {"overlap": 99.0, "half": 98.5, "joint": 96.5}),
    ("c", None, {"overlap": 96.0, "half": 95.0, "joint": 93.0}),
    ("c", MARKED, {"overlap": 99.5, "half": 99.5, "joint": 96.0}),
    ("d", None, {"overlap": 92.0, "half": 90.5, "joint": 88.0}),
    ("d", MARKED, {"overlap": 98.5, "half": 97.0, "joint": 95.0}),
    ("e", None, {"overlap": 96.5, "half": 96.0, "joint": 92.5}),
    ("e", MARKED, {"overlap": 98.5, "half": 98.5, "joint": 96.5}),
    ("f", None, {"overlap": 93.0, "half": 91.0, "joint": 88.5}),
    ("f", MARKED, {"overlap": 98.0, "half": 96.0, "joint": 96.0}),
    ("g", None, {"overlap": 96.0, "half": 93.5, "joint": 87.0}),
    ("g", MARKED, {"overlap": 98.5, "half": 96.0, "joint": 93.5}),
    ("h", None, {"overlap": 89.0, "half": 87.0, "joint": 79.0}),
    ("h", MARKED, {"overlap": 98.0, "half": 97.0, "joint": 91.5}),
    ("i", None, {"overlap": 95.0, "half": 91.5, "joint": 77.5}),
    ("i", MARKED, {"overlap": 99.5, "half": 96.5, "joint": 87.0}),
    ("j", None, {"overlap": 94.0, "half": 92.0, "joint": 79.0}),
    ("j", MARKED, {"overlap": 99.5, "half": 98.5, "joint": 91.5}),
]


def _find(text: str) -> list[QuoteRow]:
    segments = Segments(a_document(text))
    return quotes_in(segments, mentions_in(segments, actors=ACTORS))


def _speech(text: str) -> list[tuple[str, str, str | None]]:
    """Quotations that are speech: kind, the words between the marks, speaker."""
    return [(row.kind, text[row.start : row.end], row.speaker) for row in _find(text) if row.kind in SPEECH]


def test_seed_speech_has_its_exact_span_and_speaker(seeds: Corpus) -> None:
    """Of each seed all quotations are found with their inner span, and but one speaker in all is wrong."""
    gold = seed_quotes()
    wrong_speakers = []
    for document in seeds:
        text = document.text
        found = {trim(text, row.start, row.end): row for row in _find(text) if row.kind in SPEECH}
        for start, end, kind, speaker in gold[document.doc_id]:
            row = found.get(trim(text, start, end))
            if kind in SPEECH:
                assert row is not None, f"{document.doc_id}: {text[start:end]}"
                if row.speaker != speaker:
                    wrong_speakers.append((document.doc_id, text[start:end], row.speaker))
            else:
                assert row is None, f"{kind} taken for speech in {document.doc_id}: {text[start:end]}"
    assert len(wrong_speakers) <= 1, wrong_speakers


def _coded(text: str, *, nested: bool) -> list[Coded]:
    return [
        Coded(
            ((r.start, r.end),),
            ((r.speaker_start or 0, r.speaker_end or 0),) if r.speaker_end else (),
            r.speaker_text,
            r.kind,
        )
        for r in _find(text)
        if (r.kind in SPEECH or r.kind == "indirect" or r.rule.startswith("nested "))
        and (nested or not r.rule.startswith("nested "))
    ]


@pytest.mark.parametrize(("files", "kinds", "floors"), FLOORS)
def test_invented_articles_keep_their_floors(
    files: str, kinds: frozenset[str] | None, floors: dict[str, float]
) -> None:
    """Agreement with the coding of the invented articles does not fall."""
    nested = files != "ab"
    reached = score([(text, coded, _coded(text, nested=nested)) for text, coded in written(files).values()], kinds)
    for measure, floor in floors.items():
        assert reached[measure].f1 >= floor, f"{measure}: {reached[measure]}"


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Olga Brandt said that Karl Lund believes the bridge is safe.", "the bridge is safe", "Karl Lund"),
        ("Karl Lund hopes the bridge will hold, according to Olga Brandt.", "the bridge will hold", "Karl Lund"),
    ],
)
def test_attributions_within_reported_words(text: str, content: str, speaker: str) -> None:
    """Whom reported words report has a row of his own, marked as nested, beside that of the one who reports."""
    rows = [(text[row.start : row.end], row.speaker) for row in _find(text) if row.rule.startswith("nested")]
    assert (content, speaker) in rows


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Karl Lund was accused by Olga Brandt of neglect.", "Karl Lund", "Olga Brandt"),
        ("Drivers were told by Olga Brandt that the bridge was shut.", "the bridge was shut", "Olga Brandt"),
        ("Olga Brandt was quick to condemn the old bridge.", "the old bridge", "Olga Brandt"),
        ("Olga Brandt made the case that the bridge must go.", "the bridge must go", "Olga Brandt"),
        ("Olga Brandt, an engineer in Elm, N.Y., said the bridge would fall.", "the bridge would fall", "Olga Brandt"),
        ("Olga Brandt praised the bridge, while saying that it was old.", "it was old", "Olga Brandt"),
        ("It drew a rebuke from Olga Brandt, who said it was old.", "it was old", "Olga Brandt"),
        ("Asked about the bridge, Olga Brandt said, “It is old.”", "It is old.", "Olga Brandt"),
        ("As Olga Brandt put it in May, the bridge is old.", "the bridge is old", "Olga Brandt"),
        ("In Olga Brandt's words, the bridge is old.", "the bridge is old", "Olga Brandt"),
        ("The bridge is old, in the view of Olga Brandt.", "The bridge is old", "Olga Brandt"),
        ("Olga Brandt was quoted in May as saying the bridge is old.", "the bridge is old", "Olga Brandt"),
        ("The woman who accused him of neglect said it was old.", "it was old", "woman"),
        ("Voters who crossed the bridge said it was old.", "it was old", "Voters"),
        ("Was the bridge old? Olga Brandt asked.", "Was the bridge old", "Olga Brandt"),
        ("Olga Brandt told them last week the bridge was old.", "the bridge was old", "Olga Brandt"),
        ("One of them, Olga Brandt, said the bridge was old.", "the bridge was old", "Olga Brandt"),
        (
            "The bridge is old, officials briefed on the matter said.",
            "The bridge is old",
            "officials briefed on the matter",
        ),
        ("The bridge is old, people close to him said.", "The bridge is old", "people close to him"),
        (
            "Olga Brandt has heard it is old, sources close to the campaign say.",
            "Olga Brandt has heard it is old",
            "sources close to the campaign",
        ),
        ("The bridge, voters said in interviews, is old.", "is old", "voters"),
        ("The bridge, voters said over and over again, is old.", "is old", "voters"),
        ("The memo, first sent in May, urges drivers to stay away.", "drivers to stay away", "memo"),
        ("A spokesman for Olga Brandt, Karl Lund, called the bridge old.", "the bridge old", "Karl Lund"),
        ("As reported by Olga Brandt, the bridge is old.", "the bridge is old", "Olga Brandt"),
        ("The bridge is old, as noted by Olga Brandt.", "The bridge is old", "Olga Brandt"),
        ("It was, in the words of Olga Brandt, “a very old bridge.”", "a very old bridge.", "Olga Brandt"),
        ("Olga Brandt's message to drivers was simple: Stay away.", "Stay away", "Olga Brandt"),
        ("Voters believe, and polls seem to confirm, that it is old.", "it is old", "Voters"),
        ("Olga Brandt said it is old, and on Tuesday she declined to say why.", "it is old", "Olga Brandt"),
        ("The rule, which drivers say costs them dear, takes effect in May.", "costs them dear", "drivers"),
        ("The sign at the gate read “Bridge Closed.”", "Bridge Closed.", "sign at the gate"),
        ("“It is old” in parts, said one driver, Olga Brandt.", "It is old", "Olga Brandt"),
        ("Drivers left and, according to Olga Brandt, were afraid.", "were afraid", "Olga Brandt"),
        ("Olga Brandt told drivers “it is old,” according to a man who was there.", "it is old,", "Olga Brandt"),
        ("Olga Brandt asked drivers, “Is it old?”", "Is it old?", "Olga Brandt"),
        ("At a rally in Elm she told drivers, “It is old.”", "It is old.", None),
        ("Olga Brandt asked drivers if the bridge was old.", "if the bridge was old", "Olga Brandt"),
        ("Several repeated the false claim that it was old.", "the false claim that it was old", "Several"),
        ("“It is old,” Olga Brandt told drivers, according to a man who was there.", "It is old,", "Olga Brandt"),
        ("Olga Brandt took to the air to question why it was old.", "why it was old", "Olga Brandt"),
        ("“Old,” said Olga Brandt, who drove there and who believes it will fall.", "it will fall", "Olga Brandt"),
        ("Karl Lund left. He and the mayor, Olga Brandt, said it was old.", "it was old", "Olga Brandt"),
        ("Karl Lund left. The city spokesman said it was old.", "it was old", "city spokesman"),
        ("Pressed on whether she feared it would fall, Brandt shot back: “No, it is new.”", "it would fall", None),
        ("It is “old,” Olga Brandt said, that such a bridge stands.", "such a bridge stands", "Olga Brandt"),
        (
            "He said it was old, and Olga Brandt, the mayor, worried aloud that it would fall.",
            "it would fall",
            "Olga Brandt",
        ),
        ("It is old; 52% said nothing new would come.", "nothing new would come", "52"),
        ("Olga Brandt said of course it was old.", "of course it was old", "Olga Brandt"),
        ("The bridge, as Olga Brandt has pointed out, is old.", "is old", "Olga Brandt"),
        ("Olga Brandt wondered in an interview whether it was old.", "whether it was old", "Olga Brandt"),
        ("It was old, Olga Brandt pointed out.", "It was old", "Olga Brandt"),
        ("Putin met aides. The Russian leader said it was old.", "it was old", "Vladimir Putin"),
        ("Putin met aides. The Estonian president said it was old.", "it was old", "Estonian president"),
        ("By noon she had seen them all and said it was old.", "it was old", None),
        ("In Elm, a spokeswoman for Ohio drivers said it was old.", "it was old", "spokeswoman for Ohio drivers"),
        ("They told old drivers on Friday night to stop there.", "old drivers on Friday night to stop there", None),
        ("Olga Brandt, of a think tank in Elm, believes it is old.", "it is old", "Olga Brandt"),
        ("A think tank said it was old.", "it was old", "think tank"),
        ("Olga Brandt said in a recorded speech she hoped it was old.", "she hoped it was old", "Olga Brandt"),
        ("For drivers, according to Olga Brandt, it is old.", "it is old", "Olga Brandt"),
        ("Asked about it, Brandt paused for a while before noting that it was old.", "it was old", "Brandt"),
        ("Olga Brandt testified before the Bridge Committee that it was old.", "it was old", "Olga Brandt"),
        (
            "The bridge will fall, two officials said on Tuesday, a danger to all.",
            "The bridge will fall",
            "two officials",
        ),
        ("Drivers put the odds of a fall this year at half.", "the odds of a fall this year at half", "Drivers"),
        ("Olga Brandt promised that help is on the way.", "help is on the way", "Olga Brandt"),
        ("The bridge is expected to fall.", "The bridge is expected to fall", None),
        ("The bridge was reportedly old.", "The bridge was reportedly old", None),
        ("Olga Brandt Says Bridge Is Old\n\nIt rained.", "Bridge Is Old", "Olga Brandt"),
        ("BRIDGE WAS OLD, SENATOR CLAIMS\n\nIt rained.", "BRIDGE WAS OLD", "SENATOR"),
        ("It rained.\n\nOlga Brandt said in a statement:\n\nThe bridge is old.", "The bridge is old.", "Olga Brandt"),
        ("It rained.\n\nOld! — Olga Brandt (@brandt) May 4, 2016", "Old!", "Olga Brandt"),
        ("It rained.\n\n“It is old.” — Olga Brandt, in Elm", "It is old.", "Olga Brandt"),
        ("Asked by Olga Brandt whether it was old, Karl Lund paused.", "whether it was old", "Olga Brandt"),
        ("Karl Lund ignored calls from Olga Brandt to close the bridge.", "to close the bridge", "Olga Brandt"),
        ("Olga Brandt's theory is that the bridge was old.", "the bridge was old", "Olga Brandt"),
        ("Olga Brandt drew attention to the fact that it was old.", "it was old", "Olga Brandt"),
        ("Olga Brandt did her job and has said that it was old.", "it was old", "Olga Brandt"),
        ("Olga Brandt told Karl Lund in May he was old.", "he was old", "Olga Brandt"),
        ("Drivers in the town worry that it is old.", "it is old", "Drivers in the town"),
        ("The Elm poll had Brandt ahead by 3,000 votes.", "Brandt ahead by 3,000 votes", "Elm poll"),
        ("Olga Brandt (who called it old) left.", "it old", "Olga Brandt"),
        ("It was old, people close to Olga Brandt say.", "It was old", "people close to Olga Brandt"),
        ("According to Olga Brandt, it was shut, in May.", "it was shut, in May", "Olga Brandt"),
        ("It was old. This was noted in May by Olga Brandt on the air.", "It was old", "Olga Brandt"),
        ("It rained. It was old. Olga Brandt said this on Monday.", "It was old", "Olga Brandt"),
        ("Olga Brandt told a paper in an interview about the old bridge.", "the old bridge", "Olga Brandt"),
        ("If Olga Brandt was sure that it was old, now, in May, it is new.", "it was old", "Olga Brandt"),
        ("According to Olga Brandt, who built it, it was old.", "it was old", "Olga Brandt"),
    ],
)
def test_attribution_by_other_shapes(text: str, content: str, speaker: str | None) -> None:
    """Passives, headlines, posts, nouns without an owner and distant names are attributed; hearsay to nobody."""
    assert (content, speaker) in [(text[row.start : row.end], row.speaker) for row in _find(text)]


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [("\n", "\r\n"), ("\n\n", "\n"), (r'"([^"\n]*)"', r"«\1»"), (r'"([^"\n]*)"', r"`` \1 ''"), (r"\. ", ".\xa0 ")],
)
def test_layout_and_marks_are_of_no_matter(pattern: str, replacement: str) -> None:
    """Line ends, blank lines, the kind of marks and spaces that do not break change no attribution."""
    for text, _ in written("e").values():
        other = re.sub(pattern, replacement, text)
        assert _plain(text) == _plain(other)


def _plain(text: str) -> list[tuple[str, list[str], str | None]]:
    return [(row.kind, re.findall(r"\w+", text[row.start : row.end]), row.speaker) for row in _find(text)]


@given(news_text())
@example("U.N.:»\u2029\u202f\n\nU.N.:»\u2029\u202f\nDecember 17, 2022")  # turns of a stray mark alone
def test_every_row_is_a_slice(text: str) -> None:
    """On any text every row is a span of it, sorted; what is printed of a speaker is a slice too; nothing raises."""
    rows = _find(text)
    assert all(a[:2] <= b[:2] for a, b in pairwise(rows))
    for row in rows:
        assert 0 <= row.start < row.end <= len(text)
        if row.speaker_text is not None:
            assert row.speaker_text == text[row.speaker_start : row.speaker_end] != ""
        if row.cue_start is not None and row.cue_end is not None:
            assert 0 <= row.cue_start < row.cue_end <= len(text)
        assert row.rule


@pytest.mark.soak
@settings(max_examples=100_000)
@given(news_text())
def test_a_hundred_thousand_texts(text: str) -> None:
    """None of a hundred thousand generated texts raises, and every row is a slice."""
    assert all(0 <= row.start < row.end <= len(text) for row in _find(text))


@pytest.mark.parametrize(
    ("opening", "closing"), [("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("``", "''"), ("‘", "’"), ("»", "«")]
)
def test_all_styles_of_marks_are_alike(opening: str, closing: str) -> None:
    """One quotation is found with one speaker, whatever the marks."""
    said = "We will not sign this paper, now or later,"
    text = f"Olga Brandt, the delegate, spoke late.\n\n{opening}{said}{closing} Brandt said on Monday."
    assert _speech(text) == [("direct", said, "Olga Brandt")]


def test_a_quotation_split_by_its_reporting_clause() -> None:
    """Both halves are rows of their own, and both are the speaker's."""
    text = "“The bridge is closed,” Minister Olga Brandt said, “and it will stay closed.”"
    assert _speech(text) == [
        ("direct", "The bridge is closed,", "Olga Brandt"),
        ("direct", "and it will stay closed.", "Olga Brandt"),
    ]


def test_a_quotation_over_several_paragraphs() -> None:
    """Opened in each paragraph and closed in the last: one row a paragraph, one speaker."""
    text = "Minister Olga Brandt said: “The bridge is closed.\n\n“Nobody crosses it.\n\n“That is final.”"
    assert [row[1:] for row in _speech(text)] == [
        ("The bridge is closed.", "Olga Brandt"),
        ("Nobody crosses it.", "Olga Brandt"),
        ("That is final.", "Olga Brandt"),
    ]


def test_an_insertion_in_brackets_stays_inside() -> None:
    """An editor's insertion is no end of the quotation and no speaker."""
    text = "“I think that we (the authorities of the city. — Editor) are right,” Mayor Olga Brandt said."
    assert _speech(text) == [
        ("direct", "I think that we (the authorities of the city. — Editor) are right,", "Olga Brandt")
    ]


def test_partial_quotations_are_mixed() -> None:
    """Quoted words inside a reported sentence are mixed, and the sentence is reported in all."""
    text = "Minister Olga Brandt said that the bridge was “deeply flawed and old” and would be closed."
    assert [(row.kind, text[row.start : row.end], row.speaker) for row in _find(text)] == [
        ("indirect", "the bridge was “deeply flawed and old” and would be closed", "Olga Brandt"),
        ("mixed", "deeply flawed and old", "Olga Brandt"),
    ]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("According to Minister Olga Brandt, the bridge is closed.", "the bridge is closed", "Olga Brandt"),
        (
            "The bridge is closed for good, according to Minister Olga Brandt.",
            "The bridge is closed for good",
            "Olga Brandt",
        ),
        ("Minister Olga Brandt believes the bridge is closed.", "the bridge is closed", "Olga Brandt"),
        ("Minister Olga Brandt wants to close the bridge.", "to close the bridge", "Olga Brandt"),
        ("Minister Olga Brandt plans to close the bridge.", "to close the bridge", "Olga Brandt"),
        ("Minister Olga Brandt accused the builders of fraud.", "the builders of fraud", "Olga Brandt"),
        ("The bridge, Minister Olga Brandt noted, is closed.", "is closed", "Olga Brandt"),
        ("A poll showed that most drivers avoid the bridge.", "most drivers avoid the bridge", "poll"),
        ("Most drivers avoid the bridge, the report says.", "Most drivers avoid the bridge", "report"),
        ("Minister Olga Brandt is confident that the bridge will hold.", "the bridge will hold", "Olga Brandt"),
        ("Minister Olga Brandt asked whether the bridge would hold.", "whether the bridge would hold", "Olga Brandt"),
        ("Drivers fear that the bridge will fall.", "the bridge will fall", "Drivers"),
        ("Minister Olga Brandt made it clear that the bridge would stay.", "the bridge would stay", "Olga Brandt"),
        ("Olga Brandt’s calls for a new bridge were ignored.", "a new bridge", "Olga Brandt"),
        ("The White House on Tuesday said the bridge would hold.", "the bridge would hold", "United States"),
    ],
)
def test_attribution_in_the_broad_sense(text: str, content: str, speaker: str) -> None:
    """Statements, beliefs, wants and fears, of persons, bodies, polls and documents, are attributed."""
    rows = [(text[row.start : row.end], row.speaker) for row in _find(text) if row.kind == "indirect"]
    assert (content, speaker) in rows


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("They met on the program “Moscow. Kremlin. Putin” and left.", "title", "Moscow. Kremlin. Putin"),
        ("The plant is run by “Rosatom” and was shut.", "title", "Rosatom"),
        ("The idea of “indivisible security” came up again.", "term", "indivisible security"),
        ("The so-called “referendum” was held on Sunday.", "term", "referendum"),
        ("Despite all the “heroic” statements the bridge fell.", "scare", "heroic"),
    ],
)
def test_titles_terms_and_scare_quotes_are_no_speech(text: str, kind: str, words: str) -> None:
    """Marks that nobody speaks between are told apart, and have no speaker."""
    assert [(row.kind, text[row.start : row.end], row.speaker) for row in _find(text)] == [(kind, words, None)]


@pytest.mark.parametrize(
    "text",
    [
        "Karl Lund said it was old. This was confirmed by Olga Brandt.",
        "It was old. When Olga Brandt said this, it rained.",
        "It was old. This was mended by Olga Brandt.",
        "It was old.\n\nThis was announced by Olga Brandt.",
    ],
)
def test_the_sentence_before_is_not_given_to_everybody(text: str) -> None:
    """Who confirms what another said, speaks in passing, does a thing or begins a paragraph has no sentence before."""
    assert "before" not in {row.rule.split(",")[0] for row in _find(text)}


def test_what_somebody_had_is_no_report() -> None:
    """A noun after an auxiliary, in a form that does not go with it, is no verb."""
    assert _find("If the city shut the bridge, it had reasons.") == []


def test_a_quotation_may_give_the_word_itself() -> None:
    """A quotation inside another is whose the outer one says, if it says so."""
    text = "“Karl Lund told me, ‘Never again,’” Minister Olga Brandt said."
    assert [(row.kind, row.speaker) for row in _find(text)] == [("direct", "Olga Brandt"), ("nested", "Karl Lund")]


def test_nested_quotations() -> None:
    """A quotation inside another is nested, and its speaker is otherwise that of the outer one."""
    text = "“They call it ‘a gesture of goodwill’ every year,” Minister Olga Brandt said."
    assert [(row.kind, text[row.start : row.end], row.speaker) for row in _find(text)] == [
        ("direct", "They call it ‘a gesture of goodwill’ every year,", "Olga Brandt"),
        ("nested", "a gesture of goodwill", "Olga Brandt"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“The bridge is closed, Minister Olga Brandt said.", "The bridge is closed,"),
        ("The bridge is closed,” Minister Olga Brandt said.", "The bridge is closed,"),
        ("“We mean the “old bridge,” Minister Olga Brandt said.", "We mean the “old bridge,"),
    ],
)
def test_a_missing_mark_costs_one_quotation(text: str, words: str) -> None:
    """A quotation without one of its marks is found, marked as repaired, and keeps its speaker."""
    rows = [row for row in _find(text) if row.kind == "direct"]
    assert [(text[row.start : row.end], row.speaker, row.repaired) for row in rows] == [(words, "Olga Brandt", True)]


def test_interview_turns() -> None:
    """Labelled turns run to the end of their paragraph without the label; commentators keep the floor."""
    text = (
        "Olga Brandt, a former engineer, believes: “The bridge will fall.”\n\n"
        "“City Weekly”: When will that be?\n\n“Next year, or the year after.”\n\n"
        "“City Weekly”: Can it be stopped?\n\nIt cannot. Too much has been neglected for that."
    )
    assert _speech(text) == [
        ("direct", "The bridge will fall.", "Olga Brandt"),
        ("turn", "When will that be?", "City Weekly"),
        ("direct", "Next year, or the year after.", "Olga Brandt"),
        ("turn", "Can it be stopped?", "City Weekly"),
        ("turn", "It cannot. Too much has been neglected for that.", "Olga Brandt"),
    ]


def test_a_single_label_is_no_interview() -> None:
    """A line that begins with a name and a colon, once, is no turn."""
    assert _speech("Washington: the talks went on all night.\n\nNobody left the room.") == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Minister Olga Brandt arrived late. “We are lost,” she said.", "Olga Brandt"),
        ("Minister Olga Brandt arrived late.\n\n“We are lost,” the minister said.", "Olga Brandt"),
        ("Ambassador Karl Lund met Olga Brandt. “We are lost,” he said.", "Karl Lund"),
        ("“We are lost,” said Karl Lund, the ambassador.", "Karl Lund"),
        ("Karl Lund, the ambassador, was brief: “We are lost.”", "Karl Lund"),
        ("“We are lost,” said a man at the gate.", "man at the gate"),
        ("Russian President Vladimir Putin arrived.\n\n“We are lost,” the Russian leader said.", "Vladimir Putin"),
        ("“We are lost.”", None),
    ],
)
def test_speakers(text: str, speaker: str | None) -> None:
    """Names, pronouns and roles lead to the speaker; where nothing does, the speaker is null."""
    assert [row[2] for row in _speech(text)] == [speaker]


def _damaged(document_text: str, at: int) -> tuple[set[QuoteRow], set[QuoteRow]]:
    """Rows outside the paragraph of a mark, with the mark and without, in offsets of the whole text."""
    whole = Segments(a_document(document_text))
    first, last = next(((a, b) for a, b in whole.paragraphs if a <= at < b), (at, at + 1))
    kept = {row for row in quotes_in(whole, mentions_in(whole, actors=ACTORS)) if not first <= row.start < last}
    moved = {_moved(row, at) for row in _find(document_text[:at] + document_text[at + 1 :])}
    return kept, {row for row in moved if not first <= row.start < last}


def _moved(row: QuoteRow, at: int) -> QuoteRow:
    names = ("start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end")
    values = {name: getattr(row, name) for name in names}
    return row._replace(**{name: v if v is None or v <= at else v + 1 for name, v in values.items()})


def _all_marks(seeds: Corpus) -> list[tuple[str, int]]:
    return [(d.text, i) for d in seeds for i, character in enumerate(d.text) if character in MARKS]


def test_damage_stays_in_its_paragraph(seeds: Corpus) -> None:
    """Without one of its quotation marks, a seed's rows outside that mark's paragraph are the same (a sample)."""
    for text, at in _all_marks(seeds)[::9]:
        kept, found = _damaged(text, at)
        assert kept == found, text[max(0, at - 30) : at + 30]


@pytest.mark.soak
def test_damage_stays_in_its_paragraph_for_every_mark(seeds: Corpus) -> None:
    """The same, for each quotation mark of the seeds."""
    for text, at in _all_marks(seeds):
        kept, found = _damaged(text, at)
        assert kept == found, text[max(0, at - 30) : at + 30]


def test_a_quotation_that_outlasts_the_one_it_begins_in() -> None:
    """Marks that cross, where the inner one never closes, are read like any others: nothing raises."""
    for text in ('"said «, said the U', "«said “, he said that it", '"We said «no, she says'):
        assert all(row.start < row.end for row in _find(text))


def test_a_think_tank_in_marks_keeps_its_speaker() -> None:
    """Only the verb of "think tank" is none: what stands behind a quotation that names one reads as ever."""
    (row,) = [row for row in _find("Talks on\n\n“We are no think tank” said Ann Lee.") if row.kind in SPEECH]
    assert (row.speaker, row.kind) == ("Ann Lee", "direct")


def test_a_headline_that_begins_with_to_says_nothing() -> None:
    """Where "To" begins a headline with a colon nobody speaks there, and nothing raises."""
    for text in (
        "Talks fail\nTo Kyiv: a visit\nThe talks failed.",
        "To Kyiv: a visit\n\nThe talks failed and went on.",
    ):
        assert not [row for row in _find(text) if row.rule.startswith("headline")]


def test_one_line_of_a_million_characters() -> None:
    """Marks without end on one endless line take time in proportion: nothing recurs, nothing backtracks."""
    for unit in (
        "“We said ",
        '" said, ',
        "he said that ",
        "« ‘a’ ",
        "The Minister of the ",
        "X, of Y, ",
        'Smith said, "x, ',
    ):
        assert isinstance(_find(unit * (80_000 // len(unit))), list)
