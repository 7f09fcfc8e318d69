"""Evidence: how right the counts are, and that its intervals say what they claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import hypot, isnan, nan, sqrt

import numpy as np
import pandas as pd
import pytest
from coding_gold import score_codings
from hypothesis import given, strategies as st
from simulated import FRAMES, coded_sample, corrected_by_texts, estimates, holds, simulate

import negresearch as nr
from negresearch.count.agreement import ALL_FRAMES, alpha
from negresearch.count.bootstrap import FEWEST_DOCUMENTS
from negresearch.count.clusters import difference, effective_part
from negresearch.count.outcomes import Outcomes
from negresearch.count.proportions import Cell, corrected_share, sampled_recall, sampled_share, wilson_interval
from negresearch.count.sampling import NO_FRAME, draw_sample
from negresearch.errors import SheetError, TableError
from negresearch.read.by_hand import HandCoding, Unit
from negresearch.read.corpus import Corpus
from negresearch.tables import TABLES

BOOK = nr.read_codebook("peace-talks")
Found = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def gold() -> HandCoding:
    """The hand-coded sentences that ship with the codebook."""
    return nr.read_by_hand(BOOK)


def found_in(corpus: Corpus) -> Found:
    """What the program finds."""
    found = nr.scan(corpus, ["codings", "documents", "sentences", "regions"], codebook=BOOK)
    return {**found, "sentences": nr.keep_counted(found["sentences"], found["regions"])}


@pytest.fixture(scope="module")
def found(seeds: Corpus) -> Found:
    """What is found in the seeds."""
    return found_in(seeds)


def evidence_of(corpus: Corpus, found: Found, by_hand: HandCoding) -> nr.Evidence:
    """All that is known of codings."""
    held_out = nr.find_held_out(corpus, BOOK, by_hand)
    return nr.measure(found["codings"], by_hand, BOOK, found["documents"], found["sentences"], held_out=held_out)


@pytest.fixture(scope="module")
def whole(seeds: Corpus, found: Found, gold: HandCoding) -> nr.Evidence:
    """The evidence of the seeds, which were coded by hand whole."""
    return evidence_of(seeds, found, gold)


def line(evidence: nr.Evidence, frame: str) -> pd.Series:
    """The line of a frame."""
    return evidence.table.set_index("frame").loc[frame]


# What the formulas give.


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_limits(n: int, of: int, low: float, high: float) -> None:
    """The four examples of the paper that made the interval known."""
    assert [round(x, 4) for x in wilson_interval(n, of)[1:]] == [low, high]


@given(st.integers(0, 400), st.integers(0, 400))
def test_wilson_is_the_inverse_of_a_test(n: int, more: int) -> None:
    """At each limit inside (0, 1) the observed share lies 1.96 standard errors away; the mirror image mirrors."""
    value, low, high = wilson_interval(n, n + more)
    assert (n + more == 0 and (low, high) == (0, 1)) or low <= value <= high
    for limit in {low, high} - {0.0, 1.0}:
        assert abs(value - limit) == pytest.approx(1.959964 * sqrt(limit * (1 - limit) / (n + more)), rel=1e-5)
    assert wilson_interval(more, n + more)[1:] == pytest.approx((1 - high, 1 - low))


def test_corrected_share_by_hand() -> None:
    """Rogan and Gladen's estimate; each limit lies as far off as the limits of its three parts together allow."""
    # 200 of 1,000 found; 45 of 50 with the frame found, 90 of 100 without it passed over: (.2 + .9 - 1)/(.9 + .9 - 1)
    value, low, high = corrected_share(200, 1000, sensitivity=(45, 50), specificity=(90, 100))
    assert value == pytest.approx(0.1 / 0.8)
    shown, sens, spec = wilson_interval(200, 1000), wilson_interval(45, 50), wilson_interval(90, 100)
    # A low share asks for fewer finds, more of them wrong and more of what is there found.
    off = hypot(0.2 - shown.low, (1 - low) * (0.9 - spec.low), low * (sens.high - 0.9))
    assert 0.1 - low * 0.8 == pytest.approx(off)
    off = hypot(shown.high - 0.2, (1 - high) * (spec.high - 0.9), high * (0.9 - sens.low))
    assert high * 0.8 - 0.1 == pytest.approx(off)


@pytest.mark.parametrize("sensitivity", [(0, 0), (1, 20), (0, 20)])
def test_what_was_not_measured_corrects_nothing(sensitivity: tuple[int, int]) -> None:
    """Without sensitivity, or no better than chance, the share may be anything."""
    value, low, high = corrected_share(30, 300, sensitivity=sensitivity, specificity=(90, 100))
    assert isnan(value)
    assert (low, high) == (0.0, 1.0)


def test_a_sample_that_is_the_corpus_leaves_nothing_open() -> None:
    """Where every sentence was coded the share is known, and a sentence that was missed is not imagined."""
    cells = Cell.of(10, [1] * 8 + [0] * 2, [1] * 10), Cell.of(90, [1] * 4 + [0] * 86, [1] * 90)
    assert sampled_share(cells) == pytest.approx((0.12, 0.12, 0.12))
    assert sampled_recall(*cells).value == pytest.approx(8 / 12)


def test_a_cell_that_nobody_coded_is_unknown() -> None:
    """The interval then takes in that none and that all of its sentences carry the frame."""
    value, low, high = sampled_share([Cell.of(10, [1, 1], [5, 5]), Cell.of(90, [], [])])
    assert isnan(value)
    assert low < 0.1
    assert high > 0.99


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0.1, 9)), max_size=30),
    st.lists(st.tuples(st.booleans(), st.floats(0.1, 9)), max_size=30),
)
def test_estimates_from_samples_lie_in_their_intervals(
    found: list[tuple[bool, float]], rest: list[tuple[bool, float]]
) -> None:
    """Whatever was drawn: limits in order, between 0 and 1, around the estimate where there is one."""
    cells = [Cell.of(300, [t for t, _ in part], [w for _, w in part]) for part in (found, rest)]
    for value, low, high in (sampled_share(cells), sampled_recall(*cells), sampled_share(cells[:1])):
        assert 0 <= low <= high <= 1
        assert isnan(value) or low - 1e-9 <= value <= high + 1e-9


def coverage_of_corrected(draws: int) -> Iterator[tuple[float, float]]:
    """How often corrected and uncorrected intervals hold the truth, frame by frame."""
    random = np.random.default_rng(1)
    for frame in FRAMES:
        shown = frame.share * frame.sensitivity + (1 - frame.share) * (1 - frame.specificity)
        held = []
        for _ in range(draws):
            found, right = random.binomial(10_000, shown), random.binomial(100, frame.sensitivity)
            passed = random.binomial(1000, frame.specificity)
            corrected = corrected_share(found, 10_000, sensitivity=(right, 100), specificity=(passed, 1000))
            held.append([holds(e, frame.share) for e in (corrected, wilson_interval(found, 10_000))])
        yield tuple(np.mean(held, axis=0))


def test_corrected_intervals_hold_the_truth() -> None:
    """In 93 to 97 % of 1,000 draws; as counted, in fewer than one of four."""
    for corrected, uncorrected in coverage_of_corrected(1_000):
        assert 0.93 <= corrected <= 0.97
        assert uncorrected < 0.25


def test_texts_that_differ_are_admitted() -> None:
    """Where the program does better in some texts than in others, intervals taken by text hold, and others don't."""
    random = np.random.default_rng(7)
    held = [
        [holds(e, truth) for e in each_way]
        for _ in range(150)
        for truth, each_way in corrected_by_texts(random, 20, 0.8)
    ]
    counted, independent, by_text = np.mean(held, axis=0)
    assert counted < independent < 0.91
    assert 0.93 <= by_text <= 0.97


def test_how_much_texts_differ_is_found_again() -> None:
    """Texts made with a given variance of log odds have some of it; those made without have none."""
    random = np.random.default_rng(8)
    for differ in (0.0, 0.1, 0.3):
        shares = 1 / (1 + np.exp(-random.normal(1, sqrt(differ), 4_000)))
        parts = [(float(random.binomial(20, share)), 20.0) for share in shares]
        assert difference([parts]) == pytest.approx(differ, rel=0.25, abs=0.01)


@pytest.mark.parametrize(("degrees", "t"), [(2, 4.303), (4, 2.776), (9, 2.262), (19, 2.093)])
def test_few_texts_count_as_few(degrees: int, t: float) -> None:
    """Where all that varies lies between texts, the factor is nearly that of Student's t, as tables have it."""
    part = effective_part([(50, 100)] * (degrees + 1), 1e9)
    assert part * 100 == pytest.approx((1.96 / t) ** 2, rel=0.1)


def coverage_of_sampled(draws: int, corpora: int = 20, documents: int = 200) -> list[list[float]]:
    """How often the package's own sampling gives intervals that hold share, precision and recall."""
    random = np.random.default_rng(2026)
    held = np.zeros((len(FRAMES), 3))
    for draw in range(draws):
        if draw % (draws // corpora) == 0:
            corpus = simulate(random, documents=documents)
            right, there = (corpus.truth & corpus.found).sum(axis=0), corpus.truth.sum(axis=0)
        for j, known in enumerate(estimates(corpus, coded_sample(corpus, draw=draw))):
            truths = there[j] / len(corpus.sentences), right[j] / corpus.found[:, j].sum(), right[j] / there[j]
            held[j] += [holds(e, truth) for e, truth in zip(known, truths, strict=True)]
    return (held / draws).tolist()  # type: ignore[no-any-return]


def test_sampled_intervals_hold_the_truth() -> None:
    """Drawn by strata, coded, weighted: of 20 draws, 16 or more hold each truth (19 are expected)."""
    assert min(min(held) for held in coverage_of_sampled(20, 1, documents=60)) >= 0.8


@pytest.mark.soak
def test_sampled_intervals_hold_the_truth_in_93_to_97_of_100() -> None:
    """Of 1,000 draws from twenty corpora: shares, precision and recall."""
    for held in coverage_of_sampled(1_000):
        assert all(0.93 <= one <= 0.97 for one in held)


# What is measured on the seeds.


def test_the_gold_is_the_seeds(seeds: Corpus, gold: HandCoding) -> None:
    """The coded texts are those of the clone, to the byte; each unit is a place in them."""
    assert dict(gold.texts) == {document.doc_id: document.sha256 for document in seeds}
    assert all(0 <= u.start < u.end <= len(seeds.texts[u.doc_id]) for u in gold.units)
    assert {frame.frame for frame in BOOK.frames} == set(gold.frames)


def test_evidence_counts_as_the_scorer_does(whole: nr.Evidence, found: Found) -> None:
    """Two ways of counting right, extra and missed agree, frame by frame."""
    score = score_codings(TABLES["codings"].rows(found["codings"]))
    for frame in [f.frame for f in BOOK.frames]:
        counts, known = score.total(frame=frame), line(whole, frame)
        outside = sum(c.extra for (_, f), c in score.frames.items() if f == frame) - known["extra"]
        assert (known["right"], known["missed"]) == (counts.right, counts.missed)
        assert 0 <= outside <= 1  # the scorer also counts what stands in no unit
    assert whole.kind == "whole"


def test_each_count_of_the_evidence_has_its_rows(whole: nr.Evidence, seeds: Corpus) -> None:
    """As many passages stand behind right, extra and missed as are counted; each is a place in the texts."""
    counts = whole.rows.groupby(["frame", "outcome"]).size()
    for frame in (f.frame for f in BOOK.frames):
        for outcome in ("right", "extra", "missed"):
            assert counts.get((frame, outcome), 0) == line(whole, frame)[outcome]
    assert all(e <= len(seeds.texts[d]) for d, e in zip(whole.rows["doc_id"], whole.rows["end"], strict=True))


def test_quality_on_a_text_left_out(whole: nr.Evidence) -> None:
    """Without the cues that fire in it alone, a text is coded so well; the floors may only go up."""
    known = line(whole, ALL_FRAMES)
    assert known["held_precision"] >= 0.89
    assert known["held_recall"] >= 0.55
    assert known["held_recall"] < known["recall"]  # or nothing was left out


def test_a_corpus_coded_whole_is_not_corrected(whole: nr.Evidence) -> None:
    """What was found stands beside what the coder found."""
    assert whole.table["corrected"].isna().all()
    assert line(whole, "territory")["by_hand"] == 18


def test_a_text_left_out_loses_the_cues_that_fire_in_it_alone(seeds: Corpus, gold: HandCoding, found: Found) -> None:
    """Of two texts with the same words nothing is left out; of the five, only cues of one text are."""
    held = nr.find_held_out(seeds, BOOK, gold)
    texts = found["codings"].groupby("cue")["doc_id"].nunique()
    assert set(held["cue"]) & set(texts.index) <= set(found["codings"]["cue"])
    twin = replace(seeds.documents[0], doc_id="twin", sha256="t")
    both = Corpus((seeds.documents[0], twin), "x")
    coded = replace(gold, texts={d.doc_id: d.sha256 for d in both})
    assert len(nr.find_held_out(both, BOOK, coded)) == len(nr.find_codings(both, BOOK))


def test_a_cue_left_out_takes_its_frame_unless_another_stands_for_it(
    seeds: Corpus, gold: HandCoding, found: Found
) -> None:
    """Each frame that is lost was found by that cue; some sentences have two cues for one frame and lose nothing."""
    losses = nr.find_losses(seeds, BOOK, gold)
    lost = losses[losses["change"] == "lost"].merge(found["codings"], on=["doc_id", "start", "end", "frame"])
    assert (lost["cue_x"] == lost["cue_y"]).groupby([lost["doc_id"], lost["start"], lost["frame"]]).any().all()
    passages = found["codings"].drop_duplicates(["doc_id", "sentence", "frame"])
    assert 0 < (losses["change"] == "lost").sum() < len(passages)


def test_sides_and_polarities_are_counted_as_the_scorer_does(whole: nr.Evidence, found: Found) -> None:
    """Both ways of counting agree; the floors are those of the codings' own tests."""
    score, slots = score_codings(TABLES["codings"].rows(found["codings"])), whole.slots
    assert slots is not None
    assert slots.actor.right / (slots.actor.right + slots.actor.extra) >= 0.88
    assert slots.actor.right / (slots.actor.right + slots.actor.missed) >= 0.83
    assert slots.side == (score.sides.right, score.sides.extra, score.sides.missed)
    assert (slots.kept["denied"], slots.there["denied"]) == score.kept("denied")
    assert f"{slots.kept['denied']} of {slots.there['denied']} denied" in slots.told()


# Where the evidence comes from.


def changed(seeds: Corpus, text: str = " Ukraine refuses talks.") -> Corpus:
    """A corpus of one text that nobody coded."""
    document = seeds.documents[0]
    return Corpus((replace(document, doc_id="new", text=document.text + text, sha256="n" * 64),), "y")


def test_other_texts_have_the_evidence_stated(seeds: Corpus, gold: HandCoding) -> None:
    """A text that differs by a byte is another text: precision and recall are quoted, nothing is corrected."""
    corpus = changed(seeds)
    stated = gold if gold.measured_with == BOOK.sha256 else replace(gold, measured_with=BOOK.sha256)
    evidence = evidence_of(corpus, found_in(corpus), stated)
    assert (evidence.kind, evidence.prefix, len(evidence.rows)) == ("stated", "held_", 0)
    assert evidence.table["corrected"].isna().all()
    assert line(evidence, ALL_FRAMES)["recall"] > 0.9


def test_another_codebook_has_no_evidence(seeds: Corpus, gold: HandCoding) -> None:
    """Figures that were measured with other cues are not quoted."""
    corpus = changed(seeds)
    evidence = evidence_of(corpus, found_in(corpus), replace(gold, measured_with="0" * 64))
    assert (evidence.kind, len(evidence.table), evidence.labels, evidence.told()) == ("none", 0, {}, "")
    assert list(evidence.summary.columns) == ["frame"]
    losses = nr.find_losses(corpus, BOOK, gold)
    assert len(nr.judge_losses(losses, evidence)) == 0


def test_texts_that_nobody_coded_are_corrected(seeds: Corpus, gold: HandCoding) -> None:
    """What was coded by hand is known; the rest is corrected, with an interval that never falls below what is known."""
    corpus = Corpus((*seeds.documents, *changed(seeds).documents), "z")
    evidence = evidence_of(corpus, found_in(corpus), gold)
    assert evidence.kind == "part"
    known = line(evidence, "territory")
    assert 18 / evidence.sentences <= known["corrected_low"] <= known["corrected"] <= known["corrected_high"]


def test_evidence_stands_beside_rates(whole: nr.Evidence, found: Found) -> None:
    """Each line of a tally by frame says its precision and recall; a tally without frames has none."""
    rates = nr.tally(found["codings"], by=["frame", "polarity"], per=found["documents"])
    beside = whole.beside(rates).table
    found_left_out = whole.table.set_index("frame")["held_precision"].reindex(beside["frame"]).notna().to_numpy()
    for known in (beside["precision"][found_left_out], beside["recall"]):
        assert known.str.fullmatch(r"\d+ % \(\d+–\d+\)").all()
    assert beside["precision"][~found_left_out].isna().all()
    assert (beside["n"] == rates.table["n"]).all()
    with pytest.raises(TableError, match="tally by 'frame'"):
        whole.beside(nr.tally(found["codings"], by=["voice"], per=found["documents"]))


def test_a_sheet_of_another_corpus_is_refused(seeds: Corpus, found: Found) -> None:
    """A sample says nothing of texts that it was not drawn from."""
    sample = draw_sample(found["codings"], found["sentences"], found["documents"], size=20)
    units = tuple(Unit(d, s, e, (frozenset(),), h) for d, s, e, h in sample.table.itertuples(index=False, name=None))
    texts = {document.doc_id: document.sha256 for document in seeds}
    strata = dict(zip(sample.strata["stratum"], sample.strata["sentences"], strict=True))
    by_hand = HandCoding(("coder 1",), ("territory",), units, texts, "", strata, sample.corpus)
    assert evidence_of(seeds, found, by_hand).kind == "sample"
    fewer = Corpus(seeds.documents[:4], "w")
    with pytest.raises(SheetError, match="of its 5, 4 are in this corpus"):
        evidence_of(fewer, found_in(fewer), by_hand)


# Agreement, sampling, resampling.


def test_alpha_is_krippendorffs() -> None:
    """His own example of two observers and ten binary units, which he works out to .095."""
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=5e-4)


def test_alpha_is_null_where_nothing_varies() -> None:
    """Coders who never gave a frame agree on nothing that could be measured."""
    assert alpha([[0, 0], [0, 0]]) is None
    assert alpha([]) is None
    assert alpha([[1, nan], [0, 0]]) is None
    assert alpha([[1, 1, nan], [0, nan, 0]]) == 1.0


def sheet_of(*codes: tuple[str | None, str | None]) -> HandCoding:
    """Two coders and a frame or two; "-" is none, null is not coded."""
    given = [tuple(None if c is None else frozenset(c.strip("-")) for c in pair) for pair in codes]
    units = tuple(Unit("a", 10 * i, 10 * i + 9, pair, "s") for i, pair in enumerate(given))
    return HandCoding(("coder 1", "coder 2"), ("x", "y"), units, {"a": "5f"}, "", {"s": 100})


def test_agreement_by_hand() -> None:
    """Frame by frame over the sentences that both coded: alpha is 1 - 7/15 for one disagreement in four."""
    table = nr.agreement(sheet_of(("-", "-"), ("x", "x"), ("-", "x"), ("-", "-"), ("y", None))).set_index("frame")
    assert table.loc["x"].tolist() == [4, 3, pytest.approx(1 - 7 / 15, abs=1e-6)]
    assert isnan(table.loc["y", "alpha"])
    assert table.loc[ALL_FRAMES, "sentences"] == 4


def test_finds_are_told_apart_by_voice(whole: nr.Evidence) -> None:
    """Narrator, speaker and notice have precision and recall of their own; together they are all finds and misses."""
    voices, everything = whole.voices.set_index("frame"), whole.table.set_index("frame").loc["all frames"]
    assert {"narrator", "speaker"} <= set(voices.index)
    for outcome in ("right", "extra", "missed"):
        assert voices[outcome].sum() == everything[outcome]
    assert whole.labels["narrator"].startswith(f"narrator ({100 * voices['held_precision']['narrator']:.0f} % right")


def test_where_coders_differ_each_counts_for_half() -> None:
    """Precision is then between those against either coder; what they agreed on afterwards counts alone."""
    codings = pd.DataFrame({"doc_id": ["a", "a"], "start": [2, 12], "end": [5, 15], "frame": ["x", "x"], "voice": None})
    by_hand = sheet_of(("x", "-"), ("x", "x"))
    outcomes = Outcomes.of(codings, by_hand)
    assert outcomes.counts("x") == (1.5, 0.5, 0.0, 0.0)
    settled = replace(by_hand, units=tuple(u._replace(agreed=frozenset()) for u in by_hand.units))
    assert Outcomes.of(codings, settled).counts("x") == (0, 2, 0, 0)


def test_a_draw_is_its_texts_and_its_number(found: Found) -> None:
    """The same draw is the same sample in whatever order the tables come; another number draws others."""
    tables = found["codings"], found["sentences"], found["documents"]
    shuffled = [table.sample(frac=1, random_state=1) for table in tables]
    first, again, other = draw_sample(*tables), draw_sample(*shuffled), draw_sample(*tables, draw=2, size=100)
    assert first.table.equals(again.table)
    assert not first.table.head(100).equals(other.table)


@pytest.mark.parametrize("size", [1, 7, 40, 100, 1000])
def test_a_sample_has_its_size_and_both_kinds(found: Found, size: int) -> None:
    """As many as were asked for, if there are; half of them without a frame; strata hold every sentence once."""
    sample = draw_sample(found["codings"], found["sentences"], found["documents"], size=size)
    assert len(sample.table) == min(size, len(found["sentences"])) == sample.strata["drawn"].sum()
    assert sample.strata["sentences"].sum() == len(found["sentences"])
    without = sample.strata.set_index("stratum").loc[NO_FRAME]
    assert size // 2 - 1 <= without["drawn"] or without["drawn"] == without["sentences"]
    assert not sample.table.duplicated(["doc_id", "start"]).any()


def rates_of(documents: int, random: np.random.Generator) -> nr.Tally:
    """Documents with some passages each."""
    per = pd.DataFrame({"doc_id": [f"{i:04}" for i in range(documents)], "n_words": 500, "problem": None})
    passages = [(d, i, i + 1, "x") for d in per["doc_id"] for i in range(random.poisson(random.gamma(2.0, 1.0)))]
    rows = pd.DataFrame(passages, columns=["doc_id", "start", "end", "frame"])
    return nr.add_intervals(nr.tally(rows, by=["frame"], per=per, levels={"frame": ["x", "y"]}))


def test_few_documents_have_no_interval() -> None:
    """Below the stated number nothing is said of other documents; from there on the interval holds the rate."""
    few, enough = (rates_of(n, np.random.default_rng(3)).table for n in (FEWEST_DOCUMENTS - 1, FEWEST_DOCUMENTS))
    assert set(few["range_how"]) == {"left out"}
    assert set(enough["range_how"]) == {"resampled"}
    assert (
        few.loc[0, "rate_high"] - few.loc[0, "rate_low"] < (enough.loc[0, "rate_high"] - enough.loc[0, "rate_low"]) / 2
    )
    assert (enough["rate_low"] <= enough["rate"]).all()
    assert (enough["rate_high"] >= enough["rate"]).all()
    assert enough["rate_high"].tolist()[1] == 0  # a frame that no document has
    assert rates_of(40, np.random.default_rng(3)).table.equals(rates_of(40, np.random.default_rng(3)).table)


def test_resampled_intervals_hold_the_rate() -> None:
    """Of 25 corpora of 60 documents, 20 intervals or more hold the rate that they were made with (24 expected)."""
    held = [rates_of(60, np.random.default_rng(i)).table.iloc[0] for i in range(25)]
    assert sum(row["rate_low"] <= 4.0 <= row["rate_high"] for row in held) >= 20


def test_intervals_are_given_group_by_group() -> None:
    """A group with fewer documents has none, whatever the others have; one document has not even a range."""
    documents = pd.DataFrame({"doc_id": [f"{i:02}" for i in range(51)], "n_words": 100, "problem": None})
    documents = documents.assign(outlet=["many"] * 45 + ["few"] * 5 + ["one"])
    rows = pd.DataFrame({"doc_id": documents["doc_id"], "start": 0, "end": 5, "frame": "x"})
    tallied = nr.tally(rows, by=["outlet", "frame"], per=documents)
    table = nr.add_intervals(tallied).table.set_index("outlet")
    assert table["range_how"].fillna("none").to_dict() == {"few": "left out", "many": "resampled", "one": "none"}
    assert table.loc["many", "rate_low"] == table.loc["many", "rate_high"] == 10
    assert isnan(table.loc["one", "rate_low"])
