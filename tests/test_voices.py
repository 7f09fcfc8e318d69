"""The voice map: every character of a file belongs to exactly one voice."""

from __future__ import annotations

from itertools import pairwise

from attribution_gold import gold_rows, gold_text
from coding_gold import given_in
from hypothesis import given
from strategies import a_document, news_text

import negresearch as nr
from negresearch.find.segments import Segments
from negresearch.find.voices import voices_in
from negresearch.read.corpus import Corpus
from negresearch.tables import QuoteRow, VoiceRow

#: Precision and recall by letters, with the right speaker; floors, to be raised, never lowered.
VOICE_FLOORS = {"speaker": (0.99, 0.99), "paraphrase": (0.90, 0.93), "narrator": (0.95, 0.91)}


def _voices(text: str) -> list[VoiceRow]:
    return given_in(text)[2]


def _assert_partition(text: str, rows: list[VoiceRow]) -> None:
    assert [row.start for row in rows] == [0, *(row.end for row in rows[:-1])] if text else rows == []
    assert not text or rows[-1].end == len(text)
    begins = {start for start, _ in Segments(a_document(text)).paragraphs}
    assert all(a[2:] != b[2:] or b.start in begins for a, b in pairwise(rows))


def test_voices_partition_the_seeds(seeds: Corpus) -> None:
    """The rows of each seed run from its first character to its last without gap or overlap."""
    for document in seeds:
        _assert_partition(document.text, _voices(document.text))


@given(news_text())
def test_voices_partition_any_text(text: str) -> None:
    """So they do on any text."""
    _assert_partition(text, _voices(text))


def _quote(start: int, end: int, kind: str, speaker: str | None) -> QuoteRow:
    return QuoteRow(start, end, kind, speaker, None, None, None, None, None, "made", False)  # type: ignore[arg-type]


def test_the_innermost_quotation_speaks() -> None:
    """Inside a paraphrase the quoted words are the speaker's; around both the narrator tells; a title is nobody's."""
    text = "Alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec."
    segments = Segments(a_document(text))
    rows = voices_in(
        segments,
        [_quote(6, 50, "indirect", "Romeo"), _quote(12, 30, "mixed", "Sierra"), _quote(60, 70, "title", None)],
    )
    assert [(row.start, row.end, row.voice, row.speaker) for row in rows] == [
        (0, 6, "narrator", None),
        (6, 12, "paraphrase", "Romeo"),
        (12, 30, "speaker", "Sierra"),
        (30, 50, "paraphrase", "Romeo"),
        (50, len(text), "narrator", None),
    ]


def test_who_accuses_has_the_charge_in_his_voice() -> None:
    """The verb that is the charge is not the narrator's: whoever accuses answers for it, and for blame coded there."""
    for text, words, speaker in (
        ("Peskov accused Ukraine of breaking off the talks.", "accused Ukraine", "Dmitry Peskov"),
        ("The Kremlin blamed the West for the war.", "blamed the West", "Russia"),
        ("The West was blamed by Moscow for the failure of the talks.", "blamed by Moscow for the", "Russia"),
        ("Ukraine was accused by Peskov of breaking off the talks.", "accused by Peskov of", "Dmitry Peskov"),
    ):
        *_, row = (row for row in _voices(text) if row.voice == "paraphrase")
        assert (text[row.start :][: len(words)], row.speaker) == (words, speaker)


def test_who_asks_in_an_interview_is_the_text_itself() -> None:
    """A label of questions is the outlet's own voice, unless it is a person's name; whoever answers is a speaker."""
    questions = "Talks\n\n“{}”: When will that be?\n\n“Next year,” said Peskov.\n\n“{}”: Can it be?"
    for label, voices in (("City Weekly", {"Dmitry Peskov"}), ("Lavrov", {"Dmitry Peskov", "Sergei Lavrov"})):
        rows = _voices(questions.format(label, label))
        assert {row.speaker for row in rows if row.voice == "speaker"} == voices
    said = _voices("Talks\n\nQ: When?\n\nSmitz: Now.\n\nQ: Why?\n\nSmitz: Who knows? Not I.")
    assert {row.speaker for row in said if row.voice == "speaker"} == {"Smitz"}


def test_who_is_convinced_answers_for_it() -> None:
    """What somebody is convinced of is told in his voice; of what he is aware or ready for, the narrator tells."""
    for text, voices in (
        ("Peskov is convinced that the talks will fail.", ["narrator", "paraphrase", "narrator"]),
        ("Peskov is aware that the talks will fail.", ["narrator"]),
        ("Peskov is ready to talk.", ["narrator"]),
    ):
        assert [row.voice for row in _voices(text)] == voices


def test_voices_keep_their_floors() -> None:
    """Of the letters that the coding gives to a voice and its speaker, as many are found, and few others."""
    counts = {voice: [0, 0, 0] for voice in ("speaker", "paraphrase", "narrator")}
    for doc_id, coded in gold_rows("voices").items():
        text = gold_text(doc_id)
        segments = Segments(a_document(text))
        found = [(row.voice, row.speaker or "") for row in _voices(text) for _ in range(row.start, row.end)]
        told = {"body": "narrator", "notice": "notice", "title": "headline", "standfirst": "headline"}
        wanted = [
            (told.get(row.kind, "headline" if row.kind == "subheading" else "none"), "")
            for row in segments.regions
            for _ in range(row.start, row.end)
        ]
        for row in coded:
            start, end = int(row["start"]), int(row["end"])
            wanted[start:end] = [(row["voice"], row["speaker"])] * (end - start)
        for letter, mine, other in zip(text, found, wanted, strict=True):
            for voice, count in counts.items() if letter.isalnum() else ():
                count[0] += mine == other and mine[0] == voice
                count[1] += mine[0] == voice
                count[2] += other[0] == voice
    for voice, floors in VOICE_FLOORS.items():
        right, n_found, n_coded = counts[voice]
        assert right / n_found >= floors[0], (voice, right / n_found)
        assert right / n_coded >= floors[1], (voice, right / n_coded)


def test_the_parts_of_a_rate_sum_to_it(seeds: Corpus) -> None:
    """Split by voice, the counts and rates of a frame add up to the frame's own; each coding has the map's voice."""
    found = nr.scan(seeds, ["documents", "codings", "voices"], codebook=nr.read_codebook("peace-talks"))
    codings = nr.add_voice_kind(found["codings"])
    for by in (["frame"], ["outlet", "frame"]):
        whole = nr.tally(codings, by=by, per=found["documents"]).table.set_index(by)
        parts = nr.tally(codings, by=[*by, "voice_kind"], per=found["documents"]).table.groupby(by)
        assert (parts["n"].sum() == whole["n"]).all()
        assert (parts["rate"].sum() - whole["rate"]).abs().max() < 1e-4
    for doc_id, start, voice, kind in codings[["doc_id", "start", "voice", "voice_kind"]].itertuples(index=False):
        of = found["voices"][(found["voices"]["doc_id"] == doc_id) & (found["voices"]["start"] <= start)].iloc[-1]
        assert start < of["end"]
        assert kind == ("speaker" if of["voice"] in ("speaker", "paraphrase") else voice)
