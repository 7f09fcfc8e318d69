"""The seeds' hand-coded frames, and how found codings are scored against them.

Units are the sentences of the coder (`negresearch/codebooks/peace-talks.gold`); a found coding belongs to the unit
that holds its first character, or to none. A frame is right in a unit if both have it there. Sides are compared as
sets, polarity by the frames that both have.
"""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from negresearch.count.agreement import alpha
from negresearch.find.codings import codings_in
from negresearch.find.mentions import mentions_in
from negresearch.find.quotes import quotes_in
from negresearch.find.segments import Segments
from negresearch.find.voices import voices_in
from negresearch.read.actors import read_actors
from negresearch.read.codebook import Codebook, read_codebook
from negresearch.read.corpus import Document
from negresearch.tables import CodingRow, MentionRow, VoiceRow

GOLD = Path(__file__).parents[1] / "negresearch" / "codebooks" / "peace-talks.gold"
CODERS = ("codings.csv", "second.csv")
BOOK = read_codebook("peace-talks")
ACTORS = read_actors()
Given = tuple[Segments, list[MentionRow], list[VoiceRow]]


def given_in(text: str) -> Given:
    """What codings stand on."""
    segments = Segments(Document("d", text, ""))
    mentions = mentions_in(segments, actors=ACTORS)
    return segments, mentions, voices_in(segments, quotes_in(segments, mentions))


def codings_of(given: Given, book: Codebook = BOOK) -> list[CodingRow]:
    """The codings of a text."""
    return codings_in(*given, codebook=book)


@dataclass
class Counts:
    """Right, too much and missed."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Of what was found, how much is right."""
        return self.right / max(1, self.right + self.extra)

    @property
    def recall(self) -> float:
        """Of what is there, how much was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.right / max(1, 2 * self.right + self.extra + self.missed)


@dataclass
class Score:
    """Frames by (document, frame), sides, and polarity as (coded by hand, found) pairs."""

    frames: dict[tuple[str, str], Counts] = field(default_factory=lambda: defaultdict(Counts))
    sides: Counts = field(default_factory=Counts)
    polarity: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def total(self, *, document: str | None = None, frame: str | None = None) -> Counts:
        """Counts over all units, or those of a document or frame."""
        chosen = (c for (d, f), c in self.frames.items() if document in (None, d) and frame in (None, f))
        return sum(chosen, Counts())

    def kept(self, polarity: str) -> tuple[int, int]:
        """Of the right frames that the coder gave this polarity: how many were found with it, how many there are."""
        right, wrong = self.polarity[polarity, True], self.polarity[polarity, False]
        return right, right + wrong


def coded_units() -> Mapping[str, list[tuple[int, int]]]:
    """The sentences that were coded, by document."""
    units: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in _rows("units.csv"):
        units[row["doc_id"]].append((int(row["start"]), int(row["end"])))
    return units


def agreement_of_coders(of: Callable[[str], bool] = lambda frame: True) -> float | None:
    """Krippendorff's alpha of the two coders of the seeds: each pair of a sentence and a frame is one decision."""
    first, second = ({(r["doc_id"], r["start"], r["frame"]) for r in _rows(name)} for name in CODERS)
    frames = sorted(filter(of, {frame for *_, frame in first | second}))
    places = [(doc_id, str(start), frame) for doc_id, u in coded_units().items() for start, _ in u for frame in frames]
    return alpha([[float(place in first), float(place in second)] for place in places])


def score_codings(found: Mapping[str, Iterable[CodingRow]], *, coder: str = CODERS[0]) -> Score:
    """Score the codings of the seeds."""
    score = Score()
    by_unit: dict[tuple[str, int], list[dict[str, str]]] = defaultdict(list)
    for row in _rows(coder):
        by_unit[row["doc_id"], int(row["start"])].append(row)
    for document, units in coded_units().items():
        starts = [start for start, _ in units]
        placed: dict[int, list[CodingRow]] = defaultdict(list)
        for coding in found[document]:
            i = bisect_right(starts, coding.start) - 1
            placed[starts[i] if i >= 0 and coding.start < units[i][1] else -1].append(coding)
        for start in [*starts, -1]:
            _score_unit(score, document, by_unit[document, start], placed[start])
    return score


def written_sentences(half: str) -> dict[str, tuple[str, list[dict[str, str]]]]:
    """The sentences written for the purpose, by id: the text and its rows, none where it carries no frame."""
    with (Path(__file__).parent / "gold" / "coding_sentences.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["half"] == half]
    by_id: dict[str, tuple[str, list[dict[str, str]]]] = {row["id"]: (row["text"], []) for row in rows}
    for row in rows:
        if row["frame"]:
            by_id[row["id"]][1].append(row)
    return by_id


def score_written(half: str, code: Callable[[str], list[CodingRow]]) -> Score:
    """Score a coder on the sentences written for the purpose, each a text of its own."""
    score = Score()
    for name, (text, gold) in written_sentences(half).items():
        _score_unit(score, name, gold, code(text))
    return score


def _score_unit(score: Score, document: str, gold: list[dict[str, str]], found: list[CodingRow]) -> None:
    coded, seen = {row["frame"] for row in gold}, {row.frame for row in found}
    for frame in coded | seen:
        score.frames[document, frame] += Counts(
            int(frame in coded & seen), int(frame in seen - coded), int(frame in coded - seen)
        )
    for frame in coded & seen:
        sides = {row["side"] for row in gold if row["frame"] == frame} - {""}
        named = {row.side for row in found if row.frame == frame} - {None}
        score.sides += Counts(len(sides & named), len(named - sides), len(sides - named))
        polarities = {row.polarity for row in found if row.frame == frame}
        for polarity in {row["polarity"] for row in gold if row["frame"] == frame}:
            score.polarity[polarity, polarity in polarities] += 1


def _rows(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
