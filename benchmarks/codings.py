"""How well frames are coded, and how fast.

    python benchmarks/codings.py [--docs FILE] [--megabytes 2] [--rounds 5]

Quality: precision, recall and F1 by frame on the seeds, and on sentences written for it (`tests/gold/README.md`).
The cues were written by someone who
had read the seeds, so these figures flatter; the first table is therefore of each text without the cues that fire in
no other. Speed: one process, texts made from sentences of the seeds and of --docs (a folder of .txt, or .jsonl with
`text`), each as it is with --real; sentences, mentions and voices are given. The rivals find cue words alone, without
party, polarity, voice or offsets: scikit-learn's CountVectorizer with the cues' words as vocabulary (if it is
installed), and one regular expression of all cues. CPU time; medians over rounds that take turns.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

PROJECT = Path(__file__).resolve().parents[1]
sys.path.append(str(PROJECT / "tests"))

from coding_gold import Counts, Score, coded_units, score_codings, score_written  # noqa: E402
from corpora import document, real_texts, recombined  # noqa: E402

from negresearch.find.codings import codings_in  # noqa: E402
from negresearch.find.held_out import find_held_out  # noqa: E402
from negresearch.find.matching import matcher_of, plain, regex_of  # noqa: E402
from negresearch.find.mentions import mentions_in  # noqa: E402
from negresearch.find.quotes import quotes_in  # noqa: E402
from negresearch.find.segments import Segments  # noqa: E402
from negresearch.find.voices import voices_in  # noqa: E402
from negresearch.read.actors import read_actors  # noqa: E402
from negresearch.read.by_hand import read_by_hand  # noqa: E402
from negresearch.read.codebook import read_codebook  # noqa: E402
from negresearch.read.corpus import read_corpus  # noqa: E402
from negresearch.tables import TABLES, CodingRow, MentionRow, VoiceRow  # noqa: E402

BOOK = read_codebook("peace-talks")
ACTORS = read_actors()
Given = tuple[Segments, list[MentionRow], list[VoiceRow]]


def main() -> None:
    options = _options()
    _print_quality()
    texts = list(recombined(options.megabytes, docs=options.docs))
    if options.real:
        texts = real_texts(options.docs)[len(real_texts()) if options.docs else 0 :]
    _print_speed(texts, options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--real", action="store_true", help="the texts as they are, not recombined")
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def _given(text: str) -> Given:
    segments = Segments(document(text))
    mentions = mentions_in(segments, actors=ACTORS)
    voices = voices_in(segments, quotes_in(segments, mentions))
    assert segments.counted_sentences is not None  # cut before the clock starts
    return segments, mentions, voices


def _code(given: Given) -> list[CodingRow]:
    segments, mentions, voices = given
    return codings_in(segments, mentions, voices, codebook=BOOK)


def _print_quality() -> None:
    seeds = read_corpus(PROJECT / "seeds")
    held_out = TABLES["codings"].rows(find_held_out(seeds, BOOK, read_by_hand(BOOK)))
    print("Each text without the cues that fire in no other")
    _print_frames(score_codings({d.doc_id: held_out.get(d.doc_id, []) for d in seeds}))
    print("\nAll cues")
    score = score_codings({d.doc_id: _code(_given(d.text)) for d in seeds})
    _print_frames(score)
    _print_more(score)
    for half in ("dev", "check"):
        print(f"Sentences written for the purpose: {half}")
        score = score_written(half, lambda text: _code(_given(text)))
        _print_counts("all", score.total())
        _print_more(score)


def _print_frames(score: Score) -> None:
    print(f"{'frame':24} {'right':>5} {'extra':>5} {'missed':>6}  P    R    F1")
    for frame in BOOK.frames:
        _print_counts(frame.frame, score.total(frame=frame.frame))
    _print_counts("all", score.total())
    for doc_id in coded_units():
        _print_counts(f"in {doc_id[:3]}", score.total(document=doc_id))


def _print_counts(name: str, counts: Counts) -> None:
    rates = f"{counts.precision:.2f} {counts.recall:.2f} {counts.f1:.2f}"
    print(f"{name:24} {counts.right:5} {counts.extra:5} {counts.missed:6}  {rates}")


def _print_more(score: Score) -> None:
    for polarity in ("asserted", "denied", "asked", "conditional"):
        right, there = score.kept(polarity)
        print(f"{polarity} by hand and found so: {right} of {there}")
    print(f"sides as sets: P {score.sides.precision:.2f} R {score.sides.recall:.2f} F1 {score.sides.f1:.2f}\n")


def _print_speed(texts: list[str], rounds: int) -> None:
    given = [_given(text) for text in texts]
    matcher_of(BOOK)
    size = sum(len(text.encode()) for text in texts) / 1e6
    runs: dict[str, Callable[[], object]] = {"codings": lambda: [_code(each) for each in given]}
    sample = texts[: max(1, len(texts) // 20)]
    whole = re.compile("|".join(regex_of(cue.pattern.elements) for cue in BOOK.cues).replace("?P<slot>", "?:"))
    runs["one regular expression"] = lambda: [whole.findall(plain(text)) for text in sample]
    vectorize = _vectorizer()
    if vectorize:
        runs["CountVectorizer"] = lambda: vectorize(texts)
    share = {"one regular expression": sum(len(text.encode()) for text in sample) / 1e6}
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.process_time()
            run()
            seconds[name].append(time.process_time() - start)
    speeds = {name: share.get(name, size) / median(times) for name, times in seconds.items()}
    rows = sum(len(_code(each)) for each in given)
    print(f"{size:.1f} MB in {len(texts)} texts, {len(BOOK.cues)} cues, {rows / size:,.0f} codings a MB")
    for name, speed in speeds.items():
        print(f"{name:24} {speed:6.2f} MB/s  {speed / speeds['codings']:5.2f} x codings")


def _vectorizer() -> Callable[[list[str]], object] | None:
    try:
        from sklearn.feature_extraction.text import CountVectorizer
    except ImportError:
        return None
    vocabulary = {word for cue in BOOK.cues for word in re.findall(r"[a-z]{3,}", cue.text)}
    return CountVectorizer(vocabulary=sorted(vocabulary), ngram_range=(1, 3)).transform  # type: ignore[no-any-return]


if __name__ == "__main__":
    main()
