"""Corpora whose truth is known, and what a program of known errors finds in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.clusters import Clusters
from negresearch.count.outcomes import Counts, Outcomes
from negresearch.count.proportions import Estimate, corrected_share, sampled_recall, sampled_share, wilson_interval
from negresearch.count.sampling import draw_sample
from negresearch.read.by_hand import HandCoding, Unit


class Frame(NamedTuple):
    """A frame: how often it is there, and how well it is found."""

    name: str
    share: float
    sensitivity: float
    specificity: float


#: Errors that do not cancel; where as many are missed as are too much, the uncorrected share is right by chance.
FRAMES = (
    Frame("common", 0.20, 0.70, 0.96),
    Frame("middling", 0.10, 0.60, 0.99),
    Frame("uncommon", 0.05, 0.55, 0.995),
    Frame("rare", 0.03, 0.85, 0.985),
)


class Corpus(NamedTuple):
    """Sentences, and where each frame is there and was found."""

    sentences: pd.DataFrame
    documents: pd.DataFrame
    codings: pd.DataFrame
    truth: npt.NDArray[np.bool_]
    found: npt.NDArray[np.bool_]


def simulate(random: np.random.Generator, *, documents: int = 200, sentences: int = 20) -> Corpus:
    """Make a corpus in which some documents are full of a frame and others have none."""
    n = documents * sentences
    truth, found = np.zeros((n, len(FRAMES)), dtype=bool), np.zeros((n, len(FRAMES)), dtype=bool)
    for j, frame in enumerate(FRAMES):
        each = random.beta(frame.share * 4, (1 - frame.share) * 4, documents).repeat(sentences)
        truth[:, j] = random.random(n) < each
        found[:, j] = random.random(n) < np.where(truth[:, j], frame.sensitivity, 1 - frame.specificity)
    ids = [f"{i:03}" for i in range(documents)]
    place = np.tile(np.arange(sentences), documents)
    table = pd.DataFrame({"doc_id": np.repeat(ids, sentences), "start": place * 100, "end": place * 100 + 90})
    table = table.astype({"doc_id": "str"}).assign(sentence=place)
    row, column = np.nonzero(found)
    codings = table.iloc[row].assign(frame=[FRAMES[j].name for j in column], voice=None).reset_index(drop=True)
    files = pd.DataFrame({"doc_id": ids, "sha256": [f"{i:064x}" for i in range(documents)], "problem": None})
    return Corpus(table, files, codings, truth, found)


def coded_sample(corpus: Corpus, *, draw: int, size: int = 300) -> HandCoding:
    """Draw sentences and code them without a mistake."""
    sample = draw_sample(corpus.codings, corpus.sentences, corpus.documents, size=size, draw=draw)
    number = {key: i for i, key in enumerate(zip(corpus.sentences["doc_id"], corpus.sentences["start"], strict=True))}
    units = []
    for doc_id, start, end, stratum in sample.table.itertuples(index=False, name=None):
        there = corpus.truth[number[doc_id, start]]
        codes = frozenset(frame.name for frame, is_there in zip(FRAMES, there, strict=True) if is_there)
        units.append(Unit(doc_id, start, end, (codes,), stratum))
    strata = dict(zip(sample.strata["stratum"], sample.strata["sentences"], strict=True))
    names = tuple(frame.name for frame in FRAMES)
    return HandCoding(("coder 1",), names, tuple(sorted(units)), {}, "", strata, sample.corpus)


def estimates(corpus: Corpus, by_hand: HandCoding) -> Iterator[tuple[Estimate, Estimate, Estimate]]:
    """The corrected share, precision and recall of each frame."""
    outcomes = Outcomes.of(corpus.codings, by_hand)
    for j, frame in enumerate(FRAMES):
        hit, rest = outcomes.cells(int(corpus.found[:, j].sum()), len(corpus.sentences), frame.name)
        yield sampled_share([hit, rest]), sampled_share([hit]), sampled_recall(hit, rest)


def simulate_texts(random: np.random.Generator, texts: int, sentences: int, spread: float) -> list[list[Counts]]:
    """Make texts in which the program does better or worse, by so many logits; for each frame their counts."""
    better, stricter = random.normal(0, spread, (2, texts))
    frames = []
    for frame in FRAMES:
        there = random.binomial(sentences, random.beta(frame.share * 4, (1 - frame.share) * 4, texts))
        right = random.binomial(there, _shifted(frame.sensitivity, better))
        extra = random.binomial(sentences - there, 1 - _shifted(frame.specificity, stricter))
        parts = zip(right, extra, there - right, sentences - there - extra, strict=True)
        frames.append([Counts(*map(float, part)) for part in parts])
    return frames


def _shifted(share: float, logits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    shifted: npt.NDArray[np.float64] = 1 / (1 + (1 - share) / share * np.exp(-logits))
    return shifted


def corrected_by_texts(
    random: np.random.Generator, texts: int, spread: float
) -> Iterator[tuple[float, list[Estimate]]]:
    """Correct 200 texts by others: the true share; as counted, as if sentences were independent, and by text."""
    coded, corpus = simulate_texts(random, texts, 40, spread), simulate_texts(random, 200, 40, spread)
    clusters = Clusters({frame.name: counts for frame, counts in zip(FRAMES, coded, strict=True)})
    for frame, counts in zip(FRAMES, corpus, strict=True):
        found = sum(c.right + c.extra for c in counts)
        c = clusters.counts(frame.name)
        plain = {"sensitivity": (c.right, c.right + c.missed), "specificity": (c.neither, c.neither + c.extra)}
        by_text = {
            "sensitivity": clusters.effective("recall", frame.name),
            "specificity": clusters.effective("specificity", frame.name),
        }
        estimates = [wilson_interval(found, 200 * 40)]
        estimates += [corrected_share(found, 200 * 40, **known) for known in (plain, by_text)]
        yield sum(c.right + c.missed for c in counts) / (200 * 40), estimates


def holds(estimate: Estimate, truth: float) -> bool:
    """Whether an interval holds the truth."""
    return estimate.low <= truth <= estimate.high
