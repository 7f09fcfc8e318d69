"""Codebooks of articles: evidence added up by the rule that stands in the file, one row for each piece of it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from strategies import a_document, news_text, swapped_parties

import negresearch as nr
from negresearch.errors import CodebookError
from negresearch.find.codings import codings_in
from negresearch.find.codings.articles import evidence_in
from negresearch.find.codings.context import Context
from negresearch.find.matching import matcher_of, plain
from negresearch.find.mentions import mentions_in
from negresearch.find.quotes import quotes_in
from negresearch.find.segments import Segments
from negresearch.find.voices import voices_in
from negresearch.read.actors import read_actors
from negresearch.read.codebook import Codebook, read_codebook
from negresearch.read.corpus import Corpus
from negresearch.tables import CodingRow

GOLD = Path(__file__).parent / "gold" / "narratives.jsonl"
BOOK = read_codebook("ukraine-war-narratives")
ACTORS = read_actors()

SMALL = """\
name = "small"
version = "0.1"
title = "A small codebook of articles"
unit = "article"

[scoring]
threshold = 3
words = 100
title = 2
repeat = 0.5
share = 0.5
most = 2
mentions = 1
about = "(arland|borduria)"
doubted = "(debunk*|falsely)"
debunks = 0.5

[frames.doom]
title = "Doom"
definition = "All is lost."

[frames.doom.cues]
lost = "all is lost => 3"
night = "night falls => 1.5"
cold = "cold & winter"

[frames.glory]
title = "Glory"
definition = "All is won."
threshold = 1.5

[frames.glory.cues]
won = "all is won => 1.5"
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Codebook:
    """A codebook of two narratives."""
    path = tmp_path_factory.mktemp("books") / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return read_codebook(path)


def _rows(text: str, codebook: Codebook = BOOK) -> list[CodingRow]:
    segments = Segments(a_document(text))
    mentions = mentions_in(segments, actors=ACTORS)
    return codings_in(segments, mentions, voices_in(segments, quotes_in(segments, mentions)), codebook=codebook)


def _carried(text: str, codebook: Codebook = BOOK) -> set[str]:
    return {row.frame for row in _rows(text, codebook)}


HEAD = "Arland today\n\n"
LONG = " The train was late and nobody knew why it was late again." * 30


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        (HEAD + "All is lost.", {"doom"}),
        (HEAD + "Night falls.", set()),
        ("Night falls on Arland\n\nThe day was long.", set()),
        ("Night falls on Arland\n\nIt was a cold winter day.", {"doom"}),
        (HEAD + "Night falls. The winter is cold.", set()),
        (HEAD + "Night falls. Night falls. The winter is cold.", {"doom"}),
        (HEAD + "Night falls. Then winter comes. It will be cold. Cold!", {"doom"}),
        (HEAD + "All is won.", {"glory"}),
        (HEAD + "All is lost, all is won.", {"doom", "glory"}),
        ("All is lost in Arland\n\nNight falls. All is won.", {"doom"}),
        ("A day in Klow\n\nAll is lost.", set()),
        (HEAD + "All is lost." + LONG, set()),
        (HEAD + "That all is lost was falsely claimed. It rained.", set()),
        (HEAD + "It is not true that all is lost.", set()),
        (HEAD + "All is lost. We debunk it. He debunked it. She debunks it.", set()),
    ],
)
def test_evidence_adds_up_by_the_rule(small: Codebook, text: str, frames: set[str]) -> None:
    """Weights, repetition, title, length, share, subject, denial and doubt: each tells as the codebook says."""
    assert _carried(text, small) == frames


def test_each_piece_of_evidence_is_a_row(small: Codebook) -> None:
    """One row per evidence span, and only for narratives that are carried; start and end are the words that fired."""
    text = HEAD + "All is lost. Night falls. Winter is cold, so cold."
    rows = _rows(text, small)
    assert [text[row.start : row.end] for row in rows] == ["All is lost", "Night falls", "cold", "cold"]
    assert {(row.frame, row.actor, row.side, row.voice) for row in rows} == {("doom", None, None, "narrator")}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('unit = "article"', 'unit = "artcile"', "line 4: unknown unit 'artcile': did you mean 'article'"),
        ("words = 100\n", "", "line 6: 'words' must be a number"),
        ("words = 100\n", "words = 0\n", "line 8: 'words' must be a number from 1 on"),
        ("title = 2\n", 'title = "2"\n', "line 9: 'title' must be a number"),
        ("share = 0.5\n", "sahre = 0.5\n", "line 11: unknown key 'sahre': did you mean 'share'"),
        ('about = "(arland|borduria)"', 'about = "(arland|borduria"', "line 14: 'about': a bracket is not closed"),
        ("threshold = 1.5", "threshold = 0", "line 30: frame glory: 'threshold' must be a number"),
        ("=> 3", "=> 3, 2", "line 23: frame doom: cue 'lost' .*two weights"),
        ('unit = "article"\n', "", "line 22: frame doom: cue 'lost' .*only where unit = 'article' it has weight"),
    ],
)
def test_a_wrong_rule_is_told_by_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    """Each mistake is named with the line, the frame where there is one, and what is wrong."""
    assert old in SMALL
    path = tmp_path / "mine.toml"
    path.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CodebookError, match=message):
        read_codebook(path)


def test_where_articles_are_coded_a_rule_must_stand(tmp_path: Path) -> None:
    """A codebook of articles without [scoring] is refused."""
    path = tmp_path / "mine.toml"
    path.write_text(re.sub(r"(?s)\[scoring\].*?\n\n", "", SMALL), encoding="utf-8")
    with pytest.raises(CodebookError, match=r"where unit = 'article', \[scoring\] says how evidence adds up"):
        read_codebook(path)


@given(news_text())
def test_every_piece_of_evidence_is_a_slice_of_one_sentence(text: str) -> None:
    """On any text: no error, spans in their sentence, sorted, and no more narratives than the rule allows."""
    rows, segments = _rows(text), Segments(a_document(text))
    assert rows == sorted(rows, key=lambda row: row[:3])
    assert BOOK.scoring is not None
    assert len({row.frame for row in rows}) <= BOOK.scoring.most
    for row in rows:
        sentence = segments.sentences[row.sentence]
        assert sentence.start <= row.start < row.end <= sentence.end


def _gold(half: str) -> Iterator[tuple[set[str], str]]:
    files = sorted(GOLD.parent.glob("narratives*.jsonl"))
    for line in (line for file in files for line in file.read_text("utf-8").splitlines()):
        article = json.loads(line)
        if article["half"] == half:
            yield set(article["narratives"]), article["text"]


@pytest.mark.parametrize(
    ("half", "micro", "macro"),
    [
        ("dev", 0.92, 0.85),
        ("check", 0.97, 0.97),
        ("long dev", 0.87, 0.73),
        ("long check", 0.97, 0.78),
        ("plain dev", 0.92, 0.7),
        ("plain check", 0.81, 0.62),
        ("third dev", 0.85, 0.51),
        ("third check", 0.88, 0.6),
        ("other author, dev", 0.81, 0.73),
        ("other author, check", 0.84, 0.71),
        ("third author", 0.79, 0.81),
        ("fourth author", 0.78, 0.78),
        ("outlets dev", 0.92, 0.63),
        ("outlets check", 0.93, 0.42),
    ],
)
def test_narratives_of_the_written_articles(half: str, micro: float, macro: float) -> None:
    """F1 against the coding by hand; it may only go up (see the gold's README for what it tells)."""
    labels = [(gold, _carried(text)) for gold, text in _gold(half)]
    reached = _f1(labels, [frame.frame for frame in BOOK.frames])  # sums only: a set may be sealed
    mean = sum(_f1(labels, [frame.frame]) for frame in BOOK.frames) / len(BOOK.frames)
    assert (reached >= micro, mean >= macro) == (True, True), f"micro {reached:.3f}, macro {mean:.3f}"


def _f1(labels: Sequence[tuple[set[str], set[str]]], frames: Sequence[str]) -> float:
    right = sum(len(gold & found & set(frames)) for gold, found in labels)
    return 2 * right / max(1, sum(len(gold & set(frames)) + len(found & set(frames)) for gold, found in labels))


def _evidence(text: str, frames: set[str]) -> Counter[str]:
    segments = Segments(a_document(text))
    context = Context(segments, plain(text), [], [])
    assert BOOK.scoring is not None
    hits = list(matcher_of(BOOK).hits(context.text, segments.counted_sentences))
    return Counter(hit.cue.cue for hit in evidence_in(context, hits, BOOK, BOOK.scoring) if hit.cue.frame in frames)


def test_narratives_that_name_no_side_have_the_same_evidence_when_sides_are_exchanged(seeds: Corpus) -> None:
    """Nine narratives name a party or bloc by definition and are exempt; the two others take no side."""
    fair = {frame.frame for frame in BOOK.frames if not frame.names_actors}
    assert fair == {"speculating_war_outcomes", "hidden_plots_by_secret_schemes_of_powerful_groups"}
    halves = ("dev", "check", "long check", "third dev", "third check")
    texts = [text for half in halves for _, text in _gold(half)] + [document.text for document in seeds]
    for text in texts:
        assert _evidence(text, fair) == _evidence(swapped_parties(text), fair), text[:40]


@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("draft-treaties", "The draft treaties were ignored by NATO."),
        ("arms-treaties", "There was the INF treaty, from which Washington withdrew."),
        ("would-not-sign", "The draft treaty was scrapped when Johnson came."),
        ("tcc", "In Kyiv men complain of the recruitment officers."),
        ("army-crumbles", "Ukrainian units desert and abandon their positions."),
        ("blocking-squads", "Kiev sends blocking units behind its men."),
        ("assault-units", "Our assault units took the town."),
        ("give-up-in-groups", "The Ukrainian army shot by its blocking units is out of men."),
        ("queue-for-brics", "Dozens of states have lined up to join BRICS."),
        ("silenced", "The regulator bans Russian media and its channels."),
        ("backfire", "The price caps backfired."),
        ("voters", "In the polls opposition to aid for Ukraine grows."),
    ],
)
def test_a_cue_knows_each_form_of_its_word(cue: str, text: str) -> None:
    """What is written out instead of a stem still finds treaties, units, lines, bans, caps and opposition."""
    assert cue in {
        name.split("/")[1] for name in _evidence(f"It is of Ukraine. {text}", {frame.frame for frame in BOOK.frames})
    }


def test_the_page_gives_each_score_that_an_article_carries(small: Codebook) -> None:
    """In the title 1.5 counts double, beside 1 in the text: 4, of the 3 that carry it; what is not carried has none."""
    texts = {"a": "Night falls on Arland\n\nIt was a cold winter day.", "b": HEAD + "Night falls."}
    documents = [a_document(text, doc_id) for doc_id, text in texts.items()]
    found = nr.scan(documents, ["documents", "codings", "regions"], codebook=small)
    rates = nr.tally(found["codings"], ["doc_id", "frame"], found["documents"], levels=nr.frame_levels(small))
    scored = nr.add_scores(rates, small, found["regions"]).table.dropna(subset="score")
    assert scored[["doc_id", "frame", "score"]].to_numpy().tolist() == [["a", "doom", "4.0 of 3"]]
    assert nr.add_scores(rates, read_codebook("peace-talks"), found["regions"]) is rates
    corpus = Corpus(tuple(documents), "f" * 64)
    table = nr.exhibit(nr.add_scores(rates, small, found["regions"]), corpus, across="doc_id", caption="By text")
    assert table.caption.startswith("By text; in small figures what the cues add up to")
    assert "small figures" not in table.note


def test_scores_beside_counts_are_those_that_assign(seeds: Corpus) -> None:
    """Worked out again from the rows of what is carried, each reaches the threshold of its narrative."""
    found = nr.scan(seeds, ["documents", "codings", "regions"], codebook=BOOK)
    rates = nr.tally(found["codings"], ["doc_id", "frame"], found["documents"])
    scores = nr.add_scores(rates, BOOK, found["regions"]).table["score"].dropna().str.split(" of ").tolist()
    assert len(scores) == len({(row.doc_id, row.frame) for row in found["codings"].itertuples()}) > 0
    assert all(float(score) >= float(least) - 0.05 for score, least in scores)


@pytest.mark.parametrize(
    "text",
    [
        "In Kyiv you only press the button and the lift comes.",
        "How long would it take to rebuild the bridge?",
        "The foreign directors of the Western bank resigned.",
        "A pipeline exploded, and an ally of the mayor was silent.",
    ],
)
def test_plain_news_is_no_evidence(text: str) -> None:
    """Buttons, waiting, directors and pipelines tell nothing by themselves."""
    assert not _evidence(f"It is of Ukraine. {text}", {frame.frame for frame in BOOK.frames})


def test_desertion_from_a_russian_unit_is_not_told_of_ukraine() -> None:
    """The words that bar a cue know units too."""
    assert not _evidence("Awol men of a Russian unit fled to Ukraine.", {"discrediting_ukraine"})
