"""Codings: which frame, who, whether, in whose voice; and the same for either side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from coding_gold import (
    BOOK,
    CODERS,
    Score,
    agreement_of_coders,
    codings_of,
    given_in,
    score_codings,
    score_written,
)
from hypothesis import given, strategies as st
from strategies import a_document, news_text, swapped_parties

from negresearch.find.codings import codings_in
from negresearch.find.matching import matcher_of, plain, regex_of
from negresearch.find.segments import Segments
from negresearch.read.codebook import Codebook, read_codebook
from negresearch.read.corpus import Corpus
from negresearch.tables import CodingRow, MentionRow, VoiceRow

#: A cast for the sentences below: alias, actor, type, side.
CAST = {
    "Arland": ("Arland", "state", "Arland"),
    "Arlish officials": ("Arland", "collective", "Arland"),
    "Borduria": ("Borduria", "state", "Borduria"),
    "Klow": ("Borduria", "state", "Borduria"),
    "the League": ("League", "collective", "League"),
    "President Aro": ("Aro", "person", "Arland"),
    "Aro": ("Aro", "person", "Arland"),
    "Bela": ("Bela", "person", "Borduria"),
}
_NAMES = re.compile("|".join(sorted(map(re.escape, CAST), key=len, reverse=True)))


PATTERNS = [
    (cue.cue, re.compile(regex_of(cue.pattern.elements)))
    for cue in BOOK.cues
    if not cue.pattern.needs and not cue.pattern.bars
]
#: Every word that some cue knows, whole.
VOCABULARY = sorted({word for cue in BOOK.cues for word in re.findall(r"[a-z']{2,}", cue.text)})


def _mentions(text: str) -> list[MentionRow]:
    return [
        MentionRow(m.start(), m.end(), actor, m[0], kind, side)  # type: ignore[arg-type]
        for m in _NAMES.finditer(text)
        for actor, kind, side in [CAST[m[0]]]
    ]


def _voices(text: str, speaker: str | None) -> list[VoiceRow]:
    return [VoiceRow(0, len(text), "speaker" if speaker else "narrator", speaker)]


def _code(text: str, speaker: str | None = None, codebook: Codebook = BOOK) -> list[CodingRow]:
    segments = Segments(a_document(text))
    return codings_in(segments, _mentions(text), _voices(text, speaker), codebook=codebook)


def _said(rows: Sequence[CodingRow], frame: str) -> set[tuple[str | None, str]]:
    return {(row.side, row.polarity) for row in rows if row.frame == frame}


REFUSALS = [
    ("Arland refuses to negotiate with Borduria.", "Arland", "asserted"),
    ("Borduria refuses to negotiate with Arland.", "Borduria", "asserted"),
    ("Talks with Borduria are refused by Arland.", "Arland", "asserted"),
    ("The peace proposal was rejected by Borduria.", "Borduria", "asserted"),
    ("Arland does not refuse talks with Borduria.", "Arland", "denied"),
    ("Arland has never refused negotiations.", "Arland", "denied"),
    ("Arland denies refusing talks with Borduria.", "Arland", "denied"),
    ("Arland denied that it had rejected negotiations.", "Arland", "denied"),
    ("It is not Arland that refuses negotiations.", "Arland", "denied"),
    ("It was not Arland who rejected the talks.", "Arland", "denied"),
    ("Arland never ruled out talks with Borduria.", "Arland", "denied"),
    ("Neither Arland nor Borduria opposes direct talks.", "Borduria", "denied"),
    ("Supposedly it is Arland that does not want a peaceful settlement.", "Arland", "denied"),
    ("Aro refuted the claim that Arland was unwilling to negotiate.", "Arland", "denied"),
    ("Should Arland refuse talks, the war will go on.", "Arland", "conditional"),
    ("If Arland refuses negotiations, the war will go on.", "Arland", "conditional"),
    ("Will Arland refuse to negotiate?", "Arland", "asked"),
    ("Observers wonder whether Arland rejects talks.", "Arland", "asked"),
    ("Arland is not ready for negotiations with Borduria.", "Arland", "asserted"),
    ("Arland does not want to negotiate.", "Arland", "asserted"),
    ("Arland not only rejects talks but mocks them.", "Arland", "asserted"),
    ("Arland, in the opinion of many, refuses negotiations.", "Arland", "asserted"),
    ("Arland’s firm refusal to negotiate surprised Borduria.", "Arland", "asserted"),
    ("The refusal of talks by Arland surprised Borduria.", "Arland", "asserted"),
    ("Arland, which Borduria had invited, rejected the talks.", "Arland", "asserted"),
    ("Aro said that Borduria rejects negotiations.", "Borduria", "asserted"),
    ("Borduria, Aro said, rejects negotiations.", "Borduria", "asserted"),
    ("Arland has passed a law banning negotiations with Borduria.", "Arland", "asserted"),
    ("Arland has not refused talks with Borduria.", "Arland", "denied"),
    ("Arland didn’t reject the proposal.", "Arland", "denied"),
    ("Arland cannot be said to have rejected talks.", "Arland", "denied"),
    ("Contrary to claims by Klow, Arland has not refused to negotiate.", "Arland", "denied"),
    ("Aro denies that Arland refused to negotiate.", "Arland", "denied"),
    ("It isn’t true that Arland rejects negotiations.", "Arland", "denied"),
    ("That Arland refuses talks is a myth.", "Arland", "denied"),
    ("Nobody in Klow claims that Arland refuses talks.", "Arland", "asserted"),
    ("Arland was accused of refusing talks.", "Arland", "asserted"),
    ("Arland, Aro told Bela, refuses negotiations.", "Arland", "asserted"),
    ("Aro told Bela that Arland refuses negotiations.", "Arland", "asserted"),
    ("The proposal has been rejected by Arland and not by Borduria.", "Arland", "asserted"),
    ("Arland, ready to meet Bela at any time, refuses negotiations with the League.", "Arland", "asserted"),
    ("Unless Arland refuses talks, they will begin on Monday.", "Arland", "conditional"),
    ("Does Arland reject the peace plan?", "Arland", "asked"),
    ("Nobody knows whether Arland will refuse to negotiate.", "Arland", "asked"),
]

CLEFTS = [
    "It is not Arland but Borduria that refuses negotiations.",
    "Arland does not reject talks, unlike Borduria.",
    "In contrast to Borduria, Arland does not reject talks.",
    "It is not Arland that refuses negotiations, but Borduria.",
    "It’s not Arland who rejects talks but rather Borduria.",
    "It was not Arland that refused to negotiate, but it is Borduria.",
]


@pytest.mark.parametrize("text", CLEFTS)
def test_a_cleft_tells_of_both(text: str) -> None:
    """Not X but Y: denied of X, asserted of Y; a bag of words books both."""
    assert _said(_code(text), "refusal_of_talks") == {("Arland", "denied"), ("Borduria", "asserted")}


@pytest.mark.parametrize(("text", "side", "polarity"), REFUSALS)
def test_a_refusal_is_whose_and_whether(text: str, side: str, polarity: str) -> None:
    """Minimal pairs: the party by the grammar of the clause, not the other one too; the polarity by what governs it."""
    said = _said(_code(text), "refusal_of_talks")
    assert (side, polarity) in said
    assert {s for s, _ in said} == ({"Arland", "Borduria"} if text.startswith("Neither") else {side})


@pytest.mark.parametrize(
    ("text", "frame", "sides"),
    [
        ("Most of the Arlish officials oppose direct talks.", "refusal_of_talks", {"Arland"}),
        ("Aro supports Bela’s proposal, but with guarantees.", "preconditions", {"Arland"}),
        ("Arland rejected Borduria’s demand for recognition of the border.", "preconditions", {"Borduria"}),
        ("Arland and its allies dismissed the offer.", "refusal_of_talks", {"Arland"}),
        ("Nine out of ten Arlish officials oppose direct talks.", "refusal_of_talks", {"Arland"}),
        ("In its talks with Klow, Arland rejected the proposal.", "refusal_of_talks", {"Arland"}),
        ("Ready to meet Bela, Aro refused to talk to the League.", "refusal_of_talks", {"Arland"}),
        ("Arland is ready for talks with Borduria.", "openness_to_talks", {"Arland"}),
        ("Arland and the League are ready to negotiate.", "openness_to_talks", {"Arland", "League"}),
        (
            "Arland, Borduria and the League agreed to hold talks.",
            "openness_to_talks",
            {"Arland", "Borduria", "League"},
        ),
        ("Borduria expects that Arland will offer talks.", "openness_to_talks", {"Arland"}),
        ("Arland declared its readiness for negotiations with Klow.", "openness_to_talks", {"Arland"}),
        ("Arland disrupted the talks with Borduria.", "blame_for_breakdown", {"Arland"}),
        ("The talks with Borduria were disrupted by Arland.", "blame_for_breakdown", {"Arland"}),
        ("The talks were thwarted by Arland and Bela.", "blame_for_breakdown", {"Arland", "Borduria"}),
        ("Aro blames Borduria for the failure of the talks.", "blame_for_breakdown", {"Borduria"}),
        ("Responsibility for the collapse of the talks lies with Borduria.", "blame_for_breakdown", {"Borduria"}),
        ("Aro accused Borduria of sabotaging the peace process.", "blame_for_breakdown", {"Borduria"}),
        ("Borduria was blamed by Arland for the failure of the talks.", "blame_for_breakdown", {"Borduria"}),
        ("Borduria is being blamed for the failure of the talks.", "blame_for_breakdown", {"Borduria"}),
        ("Borduria has been accused by Aro of derailing the talks.", "blame_for_breakdown", {"Borduria"}),
        ("Borduria was faulted by Aro for ending the talks.", "blame_for_breakdown", {"Borduria"}),
        ("Borduria was held responsible by Aro for the failure.", "blame_for_breakdown", {"Borduria"}),
        ("Aro held Borduria responsible for the failure.", "blame_for_breakdown", {"Borduria"}),
        ("The blame for the failed talks was put on Borduria.", "blame_for_breakdown", {"Borduria"}),
        ("Arland demands that Borduria withdraw its troops.", "preconditions", {"Arland"}),
        ("Arland’s conditions for talks have not changed.", "preconditions", {"Arland"}),
        ("The conditions put forward by Arland are known.", "preconditions", {"Arland"}),
        ("Borduria does not agree to Arland’s ultimatum.", "preconditions", {"Arland"}),
        ("Aro said that talks must take into account the interests of all.", "preconditions", {"Arland"}),
        ("The Bordurian dictator spoke of the Klow regime again.", "delegitimisation", {"Borduria"}),
        ("Arland broke its promises to Borduria.", "bad_faith", {"Arland"}),
        ("Borduria cannot be trusted by Arland.", "bad_faith", {"Borduria"}),
        ("Borduria is a puppet of the League.", "western_control", {"League"}),
        ("Borduria acts at the behest of the League.", "western_control", {"League"}),
        ("Yesterday the League offered to mediate between Arland and Borduria.", "peace_initiative", {"League"}),
        ("Arland has offered to mediate.", "peace_initiative", {"Arland"}),
        ("Aro’s offer is a propaganda trick by Arland.", "talks_as_propaganda", {"Arland"}),
    ],
)
def test_the_argument_is_filled_by_grammar(text: str, frame: str, sides: set[str]) -> None:
    """Active and passive, possessor and object, coordination: not the nearest name."""
    assert {side for side, _ in _said(_code(text), frame)} - {None} == sides


#: What denies or suspends a proposition, whatever its frame, each beside what only looks so.
POLARITIES = [
    ("Arland has received no offer of talks.", "openness_to_talks", "denied"),
    ("Arland failed to offer talks.", "openness_to_talks", "denied"),
    ("Arland did not fail to offer talks.", "openness_to_talks", "asserted"),
    ("Rather than rejecting the plan, Arland asked for time.", "refusal_of_talks", "denied"),
    ("Arland has yet to reject the proposal.", "refusal_of_talks", "denied"),
    ("Arland has no intention of rejecting the proposal.", "refusal_of_talks", "denied"),
    ("Instead of rejecting the proposal, Arland asked for time.", "refusal_of_talks", "denied"),
    ("Arland has received no proposal to cede the province.", "territory", "denied"),
    ("Nobody has heard of any plan to annex the province.", "territory", "denied"),
    ("Arland made no demand for the annexation of the province.", "territory", "denied"),
    ("Arland has not proposed the annexation of the province.", "territory", "denied"),
    ("Arland has never stopped asking for the annexation of the province.", "territory", "asserted"),
    ("Arland does not rule out plans to annex the province.", "territory", "asserted"),
    ("Arland has never concealed plans to annex the province.", "territory", "asserted"),
    ("Arland has not just proposed the annexation of the province.", "territory", "asserted"),
    ("Arland did not merely propose the annexation of the province.", "territory", "asserted"),
    ("No one doubts plans to annex the province.", "territory", "asserted"),
    ("Borduria can't stop plans to annex the province.", "territory", "asserted"),
    ("No one asked why Arland had annexed the province.", "territory", "asserted"),
    ("It is not Arland that annexed the province.", "territory", "asserted"),
    ("Under no circumstances will Arland cede the province.", "territory", "asserted"),
    ("Aro said that the annexation of the province was wrong.", "territory", "asserted"),
    ("That Arland annexed the province is a myth.", "territory", "denied"),
    ("Arland never stopped offering talks.", "openness_to_talks", "asserted"),
    ("Arland will not accept a proposal to cede the province.", "territory", "asserted"),
    ("Arland will never cede the province.", "territory", "asserted"),
    ("There is no plan to annex the province.", "territory", "denied"),
    ("Nobody at the summit spoke of annexing the province.", "territory", "denied"),
    ("Everybody at the summit spoke of annexing the province.", "territory", "asserted"),
    ("Some tried to portray Arland as unwilling to negotiate.", "refusal_of_talks", "denied"),
    ("Arland tried to blame Borduria for the shelling of the city.", "military_pressure", "asserted"),
    ("The myth of international law has served its time.", "law_sovereignty", "denied"),
    ("The study of international law has served its time.", "law_sovereignty", "asserted"),
    ("Arland does not see any diplomatic efforts.", "peace_initiative", "denied"),
    ("Arland sees many diplomatic efforts.", "peace_initiative", "asserted"),
    ("At no time has Arland offered to mediate.", "peace_initiative", "denied"),
    ("The accusation that Arland deceived the League does not hold water.", "bad_faith", "denied"),
    ("It would be wrong to say that Arland deceived the League.", "bad_faith", "denied"),
    ("Reports that Arland disrupted the talks are greatly exaggerated.", "blame_for_breakdown", "denied"),
    ("Aro stopped short of accusing Borduria of sabotaging the peace process.", "blame_for_breakdown", "denied"),
    ("The talks are by no means doomed.", "futility", "denied"),
    ("The talks are not only doomed.", "futility", "asserted"),
    ("Borduria is nobody's puppet.", "western_control", "denied"),
    ("If the sanctions stay, Arland will leave.", "economic", "conditional"),
    ("Even now the sanctions stay, if at first they did not.", "economic", "asserted"),
    ("Had Arland rejected the plan, the war would have gone on.", "refusal_of_talks", "conditional"),
    ("Had Arland not rejected the plan, the war would be over.", "refusal_of_talks", "asserted"),
    ("Arland had declared that if Borduria rejects the plan, the war will go on.", "refusal_of_talks", "conditional"),
    ("Aro had left no doubt that if Borduria refuses talks, it will be alone.", "refusal_of_talks", "conditional"),
    ("They were told that unless Borduria rejects the plan, the guns fall silent.", "refusal_of_talks", "conditional"),
    ("The envoys were sure that Borduria had rejected the plan.", "refusal_of_talks", "asserted"),
    ("Should Arland pay because it rejected the talks?", "refusal_of_talks", "asserted"),
    ("States other than Arland rejected talks.", "refusal_of_talks", "asserted"),
    ("Ministers other than Aro rejected the proposal.", "refusal_of_talks", "asserted"),
    ("Far from the capital the rebels rejected talks.", "refusal_of_talks", "asserted"),
    ("Far from Beijing the rebels rejected talks.", "refusal_of_talks", "asserted"),
    ("Far from rejecting talks, Arland sent an envoy.", "refusal_of_talks", "denied"),
    ("Arland still yet to be persuaded rejects talks.", "refusal_of_talks", "asserted"),
    ("Arland rejected, not unexpectedly, the offer of talks.", "refusal_of_talks", "asserted"),
    ("Arland rejected not for the first time the offer of talks.", "refusal_of_talks", "asserted"),
    ("Arland rejected the idea and seized the city.", "military_pressure", "asserted"),
    ("Arland denied the reports and seized the city.", "military_pressure", "asserted"),
    ("Arland denies that it has seized the city.", "military_pressure", "denied"),
    ("Despite the story that aid had ended Borduria rejected talks.", "refusal_of_talks", "asserted"),
    ("Aro said not one offer came and rejected the proposal.", "refusal_of_talks", "asserted"),
    ("Arland denied that it had mocked Borduria and rejected talks.", "refusal_of_talks", "denied"),
    ("Arland dismissed as slander the charge that Borduria rejects talks.", "refusal_of_talks", "denied"),
    ("Assuming that Arland rejects the plan, the war will go on.", "refusal_of_talks", "conditional"),
    ("Asked if Arland was ready for talks, Aro smiled.", "openness_to_talks", "asked"),
]


@pytest.mark.parametrize(("text", "frame", "polarity"), POLARITIES)
def test_a_proposition_is_denied_or_suspended_in_any_frame(text: str, frame: str, polarity: str) -> None:
    """No such offer, instead of, the myth of, if: the same words in all frames; "not" denies no topic."""
    assert {polarity} == {said for _, said in _said(_code(text), frame)}


@pytest.mark.parametrize(
    ("text", "speaker", "side"),
    [
        ("We are ready for talks.", "Aro", "Arland"),
        ("Our President has said that we are open to dialogue.", "Bela", "Borduria"),
        ("We are ready for talks.", None, None),
        ("Arland and the League met. They are not ready to negotiate.", None, None),
    ],
)
def test_we_is_the_side_of_who_speaks(text: str, speaker: str | None, side: str | None) -> None:
    """The word "we" in a speaker's mouth is the speaker's side, in the narrator's nobody's."""
    rows = _code(f"{text} Aro and Bela listened.", speaker)
    assert {row.side for row in rows if row.frame == "openness_to_talks"} <= {side}


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Arland and the League met in the north. They refuse to negotiate.", {"Arland", "League"}),
        ("President Aro arrived in the north. He refuses to negotiate.", {"Arland"}),
        ("Borduria sent a letter. It rejects all talks.", {"Borduria"}),
        ("Arlish officials said that they reject all talks.", {"Arland"}),
        ("Arland and the League met. The rest of the participants refuse to negotiate.", {"Arland", "League"}),
    ],
)
def test_a_pronoun_is_who_was_named_before(text: str, sides: set[str]) -> None:
    """They, he and it go back to the last fitting name of the paragraph."""
    assert {row.side for row in _code(text) if row.frame == "refusal_of_talks"} == sides


@pytest.mark.parametrize(("speaker", "sides"), [("Aro", {"Borduria"}), ("Bela", {None}), (None, {None})])
def test_you_is_whom_a_speaker_speaks_to(speaker: str | None, sides: set[str | None]) -> None:
    """The state that was named last, if it is not the speaker's own; nobody where the narrator says it."""
    text = "No ally will help Borduria. You do not want to negotiate."
    segments, own = Segments(a_document(text)), MentionRow(0, 2, speaker or "", "No", "person", None)
    mentions = [own._replace(side={"Aro": "Arland", "Bela": "Borduria"}.get(speaker or ""))] if speaker else []
    rows = codings_in(segments, [*mentions, *_mentions(text)], _voices(text, speaker), codebook=BOOK)
    assert {row.side for row in rows if row.frame == "refusal_of_talks"} == sides


def test_conditional_readiness_is_readiness_and_a_precondition() -> None:
    """Ready, if: openness asserted, and a precondition beside it."""
    rows = _code("Arland is ready for talks if Borduria withdraws its troops.")
    assert _said(rows, "openness_to_talks") == {("Arland", "asserted")}
    assert _said(rows, "preconditions") == {("Arland", "asserted")}


@pytest.mark.parametrize(
    "text",
    [
        "Arland can talk only after Borduria withdraws its troops.",
        "Arland can only talk after Borduria has withdrawn its troops.",
        "Arland will negotiate only if Borduria recognises its borders.",
        "Arland is ready for talks, but only on condition that the siege ends.",
        "Arland is ready for talks as soon as Borduria is.",
        "Aro said: there can be no talks until the siege ends.",
    ],
)
def test_what_must_come_first_is_a_precondition(text: str) -> None:
    """Only after, only if, as soon as, not until: a condition set by the one who talks or speaks, asserted."""
    assert ("Arland", "asserted") in _said(_code(text), "preconditions")


def test_rejected_preconditions_are_those_of_the_other_side() -> None:
    """To refuse one's preconditions is a precondition of that other side."""
    rows = _code("Arland does not intend to accept preconditions for talks with Borduria.")
    assert _said(rows, "preconditions") == {("Borduria", "asserted")}


def test_if_this_is_not_readiness_says_that_it_is() -> None:
    """A rhetorical if-not asserts."""
    rows = _code("If this is not readiness for talks, what is?")
    assert {polarity for _, polarity in _said(rows, "openness_to_talks")} <= {"asserted", "asked"}


@pytest.mark.parametrize("text", ["The Gazette reported. These people cannot be trusted.", "They rejected all talks."])
def test_where_nobody_of_a_side_was_named_nobody_is_guessed(text: str) -> None:
    """A newspaper that was named before is not who "these people" or "they" are."""
    segments, paper = Segments(a_document(text)), MentionRow(4, 11, "Gazette", "Gazette", "body", None)
    mentions = [paper] if "Gazette" in text else []
    rows = codings_in(segments, mentions, _voices(text, None), codebook=BOOK)
    assert rows
    assert {(row.actor, row.side) for row in rows} == {(None, None)}


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("Arland blamed Freedonia for the collapse of talks.", "blame_for_breakdown"),
        ("Arland said Freedonia was ready for talks.", "openness_to_talks"),
        ("Arland said that Freedonia had refused to negotiate with Borduria.", "refusal_of_talks"),
    ],
)
def test_the_place_of_a_name_that_nobody_knows_stays_empty(text: str, frame: str) -> None:
    """Where a name stands that is of no party listed, no other party takes its place; but it joins one beside it."""
    assert _said(_code(text), frame) == {(None, "asserted")}
    both = text.replace("Arland said", "Arland and").replace("Arland blamed", "Arland and").replace("that", "")
    assert frame == "blame_for_breakdown" or (("Arland", "asserted") in _said(_code(both), frame))


def test_no_preconditions_is_a_precondition_denied() -> None:
    """Saying "without any preconditions" stays in the table, denied."""
    rows = _code("Arland is ready for talks without any preconditions.")
    assert _said(rows, "preconditions") == {("Arland", "denied")}


def test_not_ready_is_a_refusal_and_no_readiness() -> None:
    """The frame that yields gives way to the longer match of the other."""
    rows = _code("Arland is not ready for talks.")
    assert _said(rows, "refusal_of_talks") == {("Arland", "asserted")}
    assert not _said(rows, "openness_to_talks")


def test_a_proposition_is_counted_once_in_a_sentence() -> None:
    """The same frame of the same party, said twice in a sentence, is one row; of two parties, two."""
    once = _code("Arland refuses talks and Arland rejects negotiations.")
    twice = _code("Arland refuses talks and Borduria rejects negotiations.")
    assert len([row for row in once if row.frame == "refusal_of_talks"]) == 1
    assert len([row for row in twice if row.frame == "refusal_of_talks"]) == 2


def test_the_words_that_fired_are_the_row() -> None:
    """`start` and `end` are the words of the cue, curly apostrophes and case whatever they are."""
    text = "Arland DOESN’T WANT to negotiate."
    (row,) = [row for row in _code(text) if row.frame == "refusal_of_talks"]
    assert text[row.start : row.end] == "DOESN’T WANT to negotiate"


def test_the_voice_is_the_speaker_or_narrator() -> None:
    """A speaker by name, the narrator as such, an unknown speaker null."""
    text = "Arland refuses talks."
    segments = Segments(a_document(text))

    def voice(kind: str, speaker: str | None) -> str | None:
        rows = codings_in(segments, [], [VoiceRow(0, len(text), kind, speaker)], codebook=BOOK)  # type: ignore[arg-type]
        return rows[0].voice

    assert [voice("speaker", "Aro"), voice("paraphrase", "Aro"), voice("speaker", None)] == ["Aro", "Aro", None]
    assert [voice("narrator", None), voice("headline", None), voice("notice", None)] == [
        "narrator",
        "narrator",
        "notice",
    ]


def _swap(text: str) -> str:
    pairs = {"Arland": "Borduria", "Aro": "Bela", "Arlish": "Bordurish"}
    both = pairs | {b: a for a, b in pairs.items()}
    return re.sub(r"Arland|Borduria(?!n)|Aro|Bela", lambda m: both[m[0]], text)


@pytest.mark.parametrize("text", [text for text, _, _ in REFUSALS])
def test_swapped_parties_mirror_the_codings(text: str) -> None:
    """With the parties exchanged each coding has the other side, and nothing else changes."""
    mirror = {"Arland": "Borduria", "Borduria": "Arland"}
    rows = [(r.frame, mirror.get(r.side or "", r.side), r.polarity, r.cue) for r in _code(text)]
    swapped = [(r.frame, r.side, r.polarity, r.cue) for r in _code(_swap(text))]
    assert sorted(rows, key=str) == sorted(swapped, key=str)


@given(news_text())
def test_every_coding_is_a_slice_of_one_sentence(text: str) -> None:
    """On any text: no error, spans in the text and in their sentence, sorted, of known frames."""
    segments = Segments(a_document(text))
    rows = codings_in(segments, _mentions(text), _voices(text, None) if text else [], codebook=BOOK)
    assert rows == sorted(rows, key=lambda row: row[:2])
    for row in rows:
        sentence = segments.sentences[row.sentence]
        assert sentence.start <= row.start < row.end <= sentence.end
        assert row.frame in {frame.frame for frame in BOOK.frames}


@given(st.text())
def test_plain_text_keeps_every_offset(text: str) -> None:
    """Lower case and unified marks move no character, whatever the script."""
    assert len(plain(text)) == len(text)


@given(st.lists(st.sampled_from(VOCABULARY), min_size=3, max_size=25).map(" ".join))
def test_looking_for_anchors_loses_nothing(text: str) -> None:
    """A cue without conditions fires in a sentence wherever its whole pattern matches there."""
    _nothing_is_lost(text)


def test_looking_for_anchors_loses_nothing_in_the_seeds(seeds: Corpus) -> None:
    """So it does in each of the seeds, whose words are those of the press."""
    for document in seeds:
        _nothing_is_lost(document.text)


def _nothing_is_lost(text: str) -> None:
    segments = Segments(a_document(text))
    fired = {(hit.cue.cue, hit.sentence) for hit in matcher_of(BOOK).hits(plain(text), segments.sentences)}
    for sentence in segments.sentences:
        words = plain(text)[sentence.start : sentence.end]
        whole = {(cue, sentence.sentence) for cue, pattern in PATTERNS if pattern.search(words)}
        assert whole <= fired


def _found(text: str) -> list[CodingRow]:
    return codings_of(given_in(text))


@pytest.fixture(scope="module")
def of_the_seeds(seeds: Corpus) -> dict[str, list[CodingRow]]:
    """The codings of the seeds, by text."""
    return {document.doc_id: _found(document.text) for document in seeds}


@pytest.fixture(scope="module")
def score(of_the_seeds: dict[str, list[CodingRow]]) -> Score:
    """How they stand beside those by hand."""
    return score_codings(of_the_seeds)


def test_frames_on_the_seeds(score: Score) -> None:
    """Micro F1 over sentences and frames against the coding by hand; it may only go up (see the gold's README)."""
    assert score.total().f1 >= 0.94
    assert score.total().precision >= 0.92
    assert min(score.total(frame=frame.frame).f1 for frame in BOOK.frames) >= 0.80


def test_polarity_on_the_seeds(score: Score) -> None:
    """What is denied stays denied, and what is asserted asserted; it may only go up."""
    denied, asserted = score.kept("denied"), score.kept("asserted")
    assert denied[0] / denied[1] >= 0.94
    assert asserted[0] / asserted[1] >= 0.97


def test_sides_on_the_seeds(score: Score) -> None:
    """Who is said to do it, as sets of sides; it may only go up."""
    assert score.sides.f1 >= 0.94


def test_the_second_coder_of_the_seeds(of_the_seeds: dict[str, list[CodingRow]]) -> None:
    """One who saw neither cues nor the first coding agrees with it, and finds the program nearly as right."""
    assert (agreement_of_coders() or 0) >= 0.95
    second = score_codings(of_the_seeds, coder=CODERS[1])
    assert second.total().f1 >= 0.93
    assert second.sides.f1 >= 0.91
    denied, asserted = second.kept("denied"), second.kept("asserted")
    assert denied[0] / denied[1] >= 0.90
    assert asserted[0] / asserted[1] >= 0.97


@pytest.mark.parametrize(
    ("half", "f1", "sides"),
    [("dev", 0.95, 0.89), ("check", 0.94, 0.93), ("dev-polarity", 0.94, 0.79), ("check-polarity", 0.94, 0.88)],
)
def test_sentences_written_before_the_program_saw_them(half: str, f1: float, sides: float) -> None:
    """Half of them carry no frame; neither half may fall (what each tells stands in the gold's README)."""
    score = score_written(half, _found)
    assert score.total().f1 >= f1
    assert score.sides.f1 >= sides
    denied = score.kept("denied")
    assert denied[0] / denied[1] >= (0.86 if "polarity" in half else 1)


@pytest.mark.parametrize(
    "text",
    [
        "UN Secretary-General Antonio Guterres spoke in New York.",
        "The company earned a billion last year.",
        "The sale was facilitated by a bank.",
        "The driver was blamed by the police for the crash.",
        "The deal between the two firms was brokered by a bank.",
        "Two brokers mediated the sale of the house.",
        "The airport was closed and operations suspended.",
        "They had to say yes to the wedding.",
        "Critics praised the performance of the orchestra and its comedy.",
        "Commentators ran into trouble and wasted time.",
    ],
)
def test_what_is_not_of_war_or_peace_has_no_frame(text: str) -> None:
    """Plain words that cues know tell nothing where neither a war nor talks are spoken of."""
    assert _found(text) == []


def test_the_seeds_told_with_sides_exchanged_are_coded_the_mirror_way(seeds: Corpus) -> None:
    """Each frame, sentence by sentence, has the other side; frames whose definition names a party are exempt."""
    mirror = {"Russia": "Ukraine", "Ukraine": "Russia"}
    fair = {frame.frame for frame in BOOK.frames if not frame.names_actors}
    for document in seeds:
        told, swapped = _found(document.text), _found(swapped_parties(document.text))
        expected = Counter((r.sentence, r.frame, mirror.get(r.side or "", r.side), r.polarity) for r in told)
        actual = Counter((r.sentence, r.frame, r.side, r.polarity) for r in swapped)
        differ = [key for key in (expected - actual) + (actual - expected) if key[1] in fair]
        assert differ == []


def test_a_cue_fires_in_whatever_letters_it_is_written(tmp_path: Path) -> None:
    """Cues of any number of letters beyond ASCII fire, each on its own words."""
    letters = [c for c in map(chr, range(0xE0, 0x590)) if c.isalpha() and plain(c) == c.lower() == c][:400]
    words = [first + second for first, second in zip(letters, letters[1:] + letters[:1], strict=True)]
    cues = "\n".join(f'c{i} = "{word}"' for i, word in enumerate(words))
    path = tmp_path / "letters.toml"
    about = 'name = "letters"\nversion = "1"\ntitle = "t"\ndescription = "d"\n'
    frame = '[frames.x]\ntitle = "X"\ndefinition = "x"\nexamples = [{ text = "x", source = "x" }]\n'
    path.write_text(f"{about}{frame}[frames.x.cues]\n{cues}\n", encoding="utf-8")
    book = read_codebook(path)
    assert len(letters) > 256
    for i, word in enumerate(words):
        assert [row.cue for row in _code(f"A {word} b.", codebook=book)] == [f"x/c{i}"]
