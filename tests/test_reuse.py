"""Shared and altered speech: what is planted is found, what is not planted is not, and nothing depends on order."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from strategies import a_document, news_text

import negresearch as nr
from negresearch.count.pairs import align, compared
from negresearch.errors import ParameterError, TableError
from negresearch.find.reuse import SPAN, WINDOW, fingerprints_in
from negresearch.find.segments import Segments
from negresearch.read.corpus import Document

#: Formulas that any two articles on a war may share: none of them is reuse.
FORMULAS = (
    "the ministry of foreign affairs of the country",
    "the start of the special military operation",
    "the withdrawal of all troops from the occupied territories",
    "on the other side of the front line",
    "the head of the office of the president",
    "a ceasefire and the exchange of prisoners of war",
    "the permanent members of the united nations security council",
    "as well as the supply of weapons and ammunition",
)
NAMES = ("Ann Lee", "Omar Haddad", "Jana Novak", "Peter Stone", "Maria Costa")


@dataclass
class Planted:
    """A generated corpus, and the pairs of places that were planted in it."""

    documents: list[Document] = field(default_factory=list)
    places: list[tuple[tuple[str, int, int], tuple[str, int, int]]] = field(default_factory=list)

    @classmethod
    def of(cls, texts: Mapping[str, str], marked: Iterable[Sequence[tuple[str, list[str]]]]) -> Planted:
        """The documents of some texts, and where the words stand that were planted in two of them."""
        planted = cls([a_document(text, doc_id) for doc_id, text in texts.items()])
        for pair in marked:
            words = [(doc_id, " ".join(passage)) for doc_id, passage in pair]
            starts = [texts[doc_id].lower().index(passage) for doc_id, passage in words]
            spans = [(i, start, start + len(passage)) for (i, passage), start in zip(words, starts, strict=True)]
            first, second = sorted(spans)
            planted.places.append((first, second))
        return planted

    def found_by(self, tally: nr.Tally, overlap: float = 0.7) -> int:
        """How many of the planted pairs a tally has, each place covered well."""
        pairs = [tuple(of.itertuples(index=False, name=None)) for _, of in spans_by_pair(tally)]
        return sum(
            any(covers(a, pair[0], overlap) and covers(b, pair[1], overlap) for pair in pairs) for a, b in self.places
        )

    def false_pairs(self, tally: nr.Tally) -> int:
        """How many pairs of documents a tally links without reason."""
        planted = {frozenset((a[0], b[0])) for a, b in self.places}
        linked = {frozenset(of["doc_id"]) for _, of in spans_by_pair(tally)}
        return len(linked - planted)


def spans_by_pair(tally: nr.Tally) -> Iterable[tuple[object, pd.DataFrame]]:
    """The two places of each pair."""
    return (
        tally.rows.sort_values(["doc_id", "start"])[["pair", "doc_id", "start", "end"]]
        .set_index("pair")
        .groupby("pair")
    )


def covers(planted: tuple[str, int, int], found: tuple[str, int, int], share: float) -> bool:
    """Whether a place that was found covers so much of one that was planted, and little beside."""
    both = min(planted[2], found[2]) - max(planted[1], found[1])
    longest = max(planted[2] - planted[1], found[2] - found[1])
    return planted[0] == found[0] and both >= share * longest


def vocabulary(seeds: nr.Corpus) -> list[str]:
    """The words of the seeds, as often as they are there."""
    tokens = nr.find_tokens(seeds)["norm"]
    return tokens[tokens.str.fullmatch("[a-z]{2,}")].tolist()


def words_at_random(draw: random.Random, words: list[str], n: int) -> list[str]:
    """So many words, a formula among them now and then."""
    found: list[str] = []
    while len(found) < n:
        found += draw.choice(FORMULAS).split() if draw.random() < 0.005 else [draw.choice(words)]
    return found[:n]


def altered(draw: random.Random, words: list[str], passage: list[str], share: float) -> list[str]:
    """The passage with such a share of its words exchanged, left out or added to."""
    told: list[str] = []
    for word in passage:
        change = draw.choice(("other", "none", "more")) if draw.random() < share else "same"
        told += {"same": [word], "other": [draw.choice(words)], "none": [], "more": [word, draw.choice(words)]}[change]
    return told


def passages_planted(
    seed: int, vocabulary: list[str], *, share: float, documents: int = 60, plants: int = 40
) -> Planted:
    """Articles of random words; in some a passage of another one, altered by such a share."""
    draw = random.Random(seed)
    parts = {f"d{i:02}": [words_at_random(draw, vocabulary, 15) for _ in range(20)] for i in range(documents)}
    marked = []
    for source, target in draw.sample(list(combinations(parts, 2)), plants):
        passage = words_at_random(draw, vocabulary, draw.randint(18, 45))
        copy = altered(draw, vocabulary, passage, share)
        parts[source].insert(draw.randrange(20), passage)
        parts[target].insert(draw.randrange(20), copy)
        marked.append(((source, passage), (target, copy)))
    texts = {i: "\n".join(" ".join(words).capitalize() + "." for words in part) for i, part in parts.items()}
    return Planted.of(texts, marked)


def quotes_planted(seed: int, vocabulary: list[str], *, documents: int = 40, plants: int = 40) -> Planted:
    """Articles of quotations of five speakers; some are those of another article with a word or two changed."""
    draw = random.Random(seed)
    lengths = [draw.randint(8, 30) for _ in range(8 * documents)]
    spoken = [(draw.choice(NAMES), words_at_random(draw, vocabulary, length)) for length in lengths]
    parts = {f"q{i:02}": spoken[8 * i : 8 * i + 8] for i in range(documents)}
    marked = []
    for source, target in draw.sample(list(combinations(parts, 2)), plants):
        name, words = draw.choice(NAMES), words_at_random(draw, vocabulary, draw.randint(9, 25))
        copy = list(words)
        for _ in range(draw.randint(0, 2)):
            copy[draw.randrange(1, len(copy) - 1)] = draw.choice(vocabulary)
        parts[source].insert(draw.randrange(8), (name, words))
        parts[target].insert(draw.randrange(8), (name, copy))
        marked.append(((source, words), (target, copy)))
    texts = {
        doc_id: "The talks\n"
        + "\n".join(f"{n} spoke in the capital.\n“{' '.join(words).capitalize()},” said {n}." for n, words in quotes)
        for doc_id, quotes in parts.items()
    }
    return Planted.of(texts, marked)


def shared_in(documents: Iterable[Document]) -> tuple[nr.Tally, dict[str, pd.DataFrame]]:
    """The shared passages of documents, and the tables behind them."""
    found = nr.scan(documents, ["fingerprints", "tokens", "regions", "documents", "quotes"])
    words = nr.keep_counted(found["tokens"], found["regions"])
    return nr.shared_passages(found["fingerprints"], words, found["documents"]), found


@pytest.mark.parametrize("share", [0.0, 0.1])
def test_planted_passages_are_found(seeds: nr.Corpus, share: float) -> None:
    """Word for word or with every tenth word changed: 19 in 20 are found, and of 1,000 pairs at most one is false."""
    planted = passages_planted(7, vocabulary(seeds), share=share)
    tally, _ = shared_in(planted.documents)
    assert planted.found_by(tally) >= 0.95 * len(planted.places)
    assert planted.false_pairs(tally) <= len(planted.documents) * (len(planted.documents) - 1) / 2 / 1000
    assert (set(tally.table["kind"]) == {"exact"}) == (share == 0)


def test_planted_alterations_are_found(seeds: nr.Corpus) -> None:
    """Of utterances with up to two words changed 19 in 20 are found, and of 1,000 pairs at most one is false."""
    planted = quotes_planted(7, vocabulary(seeds))
    found = nr.scan(planted.documents, ["quotes", "tokens", "documents"])
    tally = nr.shared_quotes(found["quotes"], found["tokens"], found["documents"])
    assert planted.found_by(tally, 0.6) >= 0.95 * len(planted.places)
    spoken = found["quotes"].groupby("speaker").size()
    assert planted.false_pairs(tally) <= (spoken * (spoken - 1) / 2).sum() / 1000


@pytest.mark.soak
@pytest.mark.parametrize("share", [0.0, 0.1, 0.15])
def test_plants_of_other_corpora(seeds: nr.Corpus, share: float) -> None:
    """So it is over twenty corpora that nobody tuned anything on, also with every seventh word changed."""
    corpora = [passages_planted(seed, vocabulary(seeds), share=share) for seed in range(1000, 1020)]
    tallies = [shared_in(planted.documents)[0] for planted in corpora]
    pairs = list(zip(corpora, tallies, strict=True))
    assert sum(p.found_by(t) for p, t in pairs) >= 0.95 * sum(len(p.places) for p in corpora)
    assert sum(p.false_pairs(t) for p, t in pairs) <= sum(len(p.documents) ** 2 / 2 for p in corpora) / 1000


def test_nothing_depends_on_order_or_partition(seeds: nr.Corpus) -> None:
    """The documents in another order, and read by two processes, give the same pairs and the same duplicates."""
    planted = passages_planted(3, vocabulary(seeds), share=0.1, documents=12, plants=6)
    tally, found = shared_in(planted.documents)
    turned, again = shared_in(reversed(planted.documents))
    assert len(tally.table) >= 5
    pd.testing.assert_frame_equal(tally.table, turned.table)
    pd.testing.assert_frame_equal(tally.rows, turned.rows)
    halves = [nr.scan(planted.documents[half], ["fingerprints"])["fingerprints"] for half in (slice(6, 12), slice(6))]
    pd.testing.assert_frame_equal(pd.concat(halves[::-1], ignore_index=True), found["fingerprints"])
    pd.testing.assert_frame_equal(
        nr.mark_duplicates(found["documents"], found["fingerprints"]),
        nr.mark_duplicates(again["documents"], again["fingerprints"].sample(frac=1, random_state=1)),
    )


def test_every_pair_opens(seeds: nr.Corpus) -> None:
    """Each pair leads to its two places, and what is said to be the same are the words of the texts."""
    planted = passages_planted(5, vocabulary(seeds), share=0.0, documents=8, plants=4)
    tally, _ = shared_in(planted.documents)
    texts = {document.doc_id: document.text for document in planted.documents}
    assert len(tally.table) == 4
    for record in tally.table.to_dict("records"):
        places = tally.passages(pair=record["pair"])
        assert len(places) == record["n"] == 2
        first, second = (
            re.findall(r"\w+", texts[i][a:b].lower()) for i, a, b in places[["doc_id", "start", "end"]].to_numpy()
        )
        assert first == second == record["compared"].lower().split()
        assert record["same"] == record["first_words"] == record["other_words"] == len(first)


@given(st.lists(st.sampled_from("abcdefghij"), min_size=5, max_size=40), st.integers(0, 30), st.integers(0, 30))
def test_five_words_in_a_row_are_noticed(words: list[str], before: int, after: int) -> None:
    """Two documents that share as many words in a row as a run and a window make share a fingerprint."""
    assert SPAN + WINDOW - 1 == 5
    one = fingerprints_in(Segments(a_document(" ".join([*("uu",) * before, *words, *("vv",) * after]))))
    other = fingerprints_in(Segments(a_document(" ".join([*("ww",) * after, *words, *("xx",) * before]))))
    assert {row.fingerprint for row in one} & {row.fingerprint for row in other}


@given(news_text())
def test_fingerprints_are_slices(text: str) -> None:
    """Each is a run of so many words where words count; the same words have the same number, others another."""
    segments = Segments(a_document(text))
    words = {word.start: i for i, word in enumerate(segments.counted_words)}
    runs: dict[int, tuple[str, ...]] = {}
    rows = fingerprints_in(segments)
    assert rows == sorted(rows)
    for row in rows:
        run = segments.counted_words[words[row.start] : words[row.start] + SPAN]
        assert run[-1].end == row.end
        assert runs.setdefault(row.fingerprint, tuple(w.norm for w in run)) == tuple(w.norm for w in run)
    assert bool(rows) == (len(words) >= SPAN)


def test_near_duplicates_are_marked_and_stay() -> None:
    """Of documents that are nearly the same all but the first to be published are marked; none is left out."""
    text = " ".join(f"word{i}" for i in range(200))
    edited = " ".join(f"word{i}" for i in range(200) if i % 20)
    other = " ".join(f"else{i}" for i in range(200))
    part = " ".join(f"word{i}" for i in range(40)) + " " + other
    days = {"a": "2024-05-03", "b": "2024-05-01", "c": None, "d": "2024-05-01", "e": "2024-04-01"}
    texts = {"a": text, "b": edited, "c": text, "d": other, "e": part}
    documents = [a_document(texts[i], i, published_first=day, published_last=day) for i, day in days.items()]
    found = nr.scan(documents, ["documents", "fingerprints"])
    marked = nr.mark_duplicates(found["documents"], found["fingerprints"])
    assert marked["doc_id"].tolist() == list("abcde")
    assert marked["duplicate_of"].fillna("-").tolist() == ["b", "-", "b", "e", "-"]
    assert marked["duplicate_share"].tolist()[0] == marked["duplicate_share"].tolist()[2] == 1.0
    assert nr.mark_duplicates(found["documents"], found["fingerprints"].head(0))["duplicate_of"].isna().all()


def test_a_report_that_all_print_makes_no_pairs_of_pairs() -> None:
    """What 60 documents share links each to the first: as many pairs as documents, not as pairs of them."""
    text = " ".join(f"word{i}" for i in range(60))
    found = nr.scan([a_document(text, f"{i:02}") for i in range(60)], ["documents", "fingerprints"])
    pairs = nr.shared_fingerprints(found["fingerprints"])
    assert len(pairs) == 59
    assert set(pairs["doc_id"]) == {"00"}
    assert nr.mark_duplicates(found["documents"], found["fingerprints"])["duplicate_of"].eq("00").sum() == 59


def test_altered_speech_of_the_seeds(seeds: nr.Corpus) -> None:
    """One document is initiated here and initialed there; what Zelensky said is quoted again word for word."""
    found = nr.scan(seeds, ["quotes", "tokens", "documents"])
    tally = nr.shared_quotes(found["quotes"], found["tokens"], found["documents"])
    told = dict(zip(tally.table["compared"], tally.table["speaker"], strict=True))
    (altered,) = tally.table[tally.table["kind"] == "near"]["compared"]
    assert "document [initiated → initialed] by the" in altered
    assert told[altered] == "Vladimir Putin"
    assert told["not afraid to talk to Russia"] == "Volodymyr Zelensky"


def test_formulas_and_other_speakers_are_no_utterance() -> None:
    """Three words, words of two speakers, and a formula that everybody uses are not said to be one utterance."""
    lines = [f"“{('alpha bravo charlie delta echo ' * 2).strip()} number{i},” said Ann Lee." for i in range(1)]
    lines += ["“We saw alpha bravo charlie delta echo over there at night,” said Omar Haddad."]
    lines += ["“Nobody wants the golden ticket,” said Ann Lee.", "“A golden ticket is out of reach,” said Ann Lee."]
    found = nr.scan([a_document("\n".join(["Talks", *lines]), "a")], ["quotes", "tokens", "documents"])
    assert len(found["quotes"]) == 4
    table = nr.shared_quotes(found["quotes"], found["tokens"], found["documents"]).table
    assert table.empty
    assert {"speaker", "other_speaker", "compared"} <= set(table.columns)


@given(st.lists(st.sampled_from(["talks", "peace", "war", "the", "of"]), max_size=12), st.data())
def test_alignment_keeps_all_words(first: list[str], data: st.DataObject) -> None:
    """Both stretches can be read out of what is written: the words before the arrow, and those after it."""
    second = data.draw(st.lists(st.sampled_from(["talks", "peace", "war", "the", "us"]), max_size=12))
    found = align(first, second, gap=0.25)
    assert (found is None) == (not set(first) & set(second))
    if found is None:
        return
    told = compared(first, second, found)
    for side, words, places in ((1, first, found.first), (2, second, found.second)):
        read = re.sub(r"\[(.*?) → (.*?)\]", rf"\{side}", told).split()
        assert read == words[places.start : places.stop]
    assert 0 < found.share <= 1


def test_what_is_wrong_is_named(seeds: nr.Corpus) -> None:
    """Errors name the parameter, or the document whose tokens are missing."""
    planted = passages_planted(5, vocabulary(seeds), share=0.0, documents=4, plants=2)
    _, found = shared_in(planted.documents)
    with pytest.raises(ParameterError, match="min_words=2"):
        nr.shared_passages(found["fingerprints"], found["tokens"], found["documents"], min_words=2)
    with pytest.raises(ParameterError, match="at_least=0"):
        nr.mark_duplicates(found["documents"], found["fingerprints"], at_least=0)
    with pytest.raises(TableError, match="has no tokens"):
        nr.shared_passages(found["fingerprints"], found["tokens"].head(0), found["documents"])
