"""How well frames are coded, and how fast.

    python benchmarks/codings.py [--docs FILE or FOLDER] [--megabytes 1] [--rounds 5]

Quality: precision, recall and F1 by frame on the seeds, and on sentences written for it (`tests/gold/README.md`). The
cues were written by someone who had read the seeds, so these figures flatter; the first table is therefore of each text
without the cues that fire in no other. Speed: one process; sentences, mentions and voices are given. What a MB costs
depends on how many codings it holds, so each corpus says so; and on the cues, so that 300 of them, every second or
so in the order of the file, are timed too: the seeds, which are about negotiations; news stories that
gensim carries (benchmarks/requirements.txt); both recombined; and --docs (a folder of .txt, or .jsonl with `text`). The
rivals find cue words alone, without party, polarity, voice or offsets. CPU time, without the search for cycles among
objects, which a scan switches off; medians over rounds that take turns. Prints Markdown.
"""

from __future__ import annotations

import argparse
import gc
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

from clock import PROJECT, Task, measured, options, present
from coding_gold import BOOK, Counts, Score, coded_units, codings_of, given_in, score_codings, score_written
from corpora import LEE, lee, real_texts, recombined

from negresearch.find.held_out import find_held_out
from negresearch.find.matching import plain, regex_of
from negresearch.read.by_hand import read_by_hand
from negresearch.read.codebook import Codebook
from negresearch.read.corpus import read_corpus
from negresearch.tables import TABLES

HEAD = "| frame | right | extra | missed | P | R | F1 |\n|---|---:|---:|---:|---:|---:|---:|"
#: Cues of the part of the book that is timed besides the whole.
FEWER = 300


def main() -> None:
    given = options(__doc__, docs=Path, megabytes=1.0, rounds=5)
    _print_quality()
    print(f"{len(BOOK.cues)} cues in {len(BOOK.frames)} frames, median of {given.rounds}\n")
    lines = [line for name, texts in _corpora(given).items() for line in _speeds(name, texts, given.rounds)]
    print("| corpus | MB | codings a MB | tool | MB/s | ours is so many times as fast |\n|---|---:|---:|---|---:|---:|")
    print(*lines, sep="\n")


def _corpora(given: argparse.Namespace) -> dict[str, list[str]]:
    found = {"seeds": real_texts(), "seeds recombined": list(recombined(given.megabytes))}
    try:
        found["news (Lee corpus)"] = lee()
        found["seeds and Lee corpus recombined"] = list(recombined(given.megabytes, docs=LEE))
    except OSError as error:
        print(f"missing: {error}\n")
    if given.docs:
        found[given.docs.stem] = real_texts(given.docs)[len(real_texts()) :]
    return found


def _part_of_book() -> Codebook:
    """The book with `FEWER` of its cues, spread evenly over them."""
    whole = len(BOOK.cues)
    kept = {cue.cue for i, cue in enumerate(BOOK.cues) if (i + 1) * FEWER // whole > i * FEWER // whole}
    frames = [replace(frame, cues=tuple(cue for cue in frame.cues if cue.cue in kept)) for frame in BOOK.frames]
    return replace(BOOK, frames=tuple(frames), sha256=f"{FEWER} cues of {BOOK.sha256}")


def _print_quality() -> None:
    seeds = read_corpus(PROJECT / "seeds")
    held_out = TABLES["codings"].rows(find_held_out(seeds, BOOK, read_by_hand(BOOK)))
    print("Each text without the cues that fire in no other\n")
    _print_frames(score_codings({d.doc_id: held_out.get(d.doc_id, []) for d in seeds}))
    print("\nAll cues\n")
    score = score_codings({d.doc_id: codings_of(given_in(d.text)) for d in seeds})
    _print_frames(score)
    _print_more(score)
    for half in ("dev", "check", "dev-2", "check-2", "dev-polarity", "check-polarity"):
        print(f"Sentences written for the purpose: {half}\n\n{HEAD}")
        score = score_written(half, lambda text: codings_of(given_in(text)))
        _print_counts("all", score.total())
        _print_more(score)


def _print_frames(score: Score) -> None:
    print(HEAD)
    for frame in BOOK.frames:
        _print_counts(frame.frame, score.total(frame=frame.frame))
    _print_counts("all", score.total())
    for doc_id in coded_units():
        _print_counts(f"in {doc_id[:3]}", score.total(document=doc_id))


def _print_counts(name: str, counts: Counts) -> None:
    rates = f"{counts.precision:.2f} | {counts.recall:.2f} | {counts.f1:.2f}"
    print(f"| {name} | {counts.right} | {counts.extra} | {counts.missed} | {rates} |")


def _print_more(score: Score) -> None:
    kept = {polarity: score.kept(polarity) for polarity in ("asserted", "denied", "asked", "conditional")}
    told = [f"{polarity} {right} of {there}" for polarity, (right, there) in kept.items()]
    print(f"\nBy hand and found so: {', '.join(told)}.  ")
    print(f"Sides as sets: P {score.sides.precision:.2f} R {score.sides.recall:.2f} F1 {score.sides.f1:.2f}\n")


def _speeds(name: str, texts: list[str], rounds: int) -> list[str]:
    given = [given_in(text) for text in texts]
    part = _part_of_book()
    # Timed is the second time, with what is learnt as it goes.
    rows, fewer = (sum(len(codings_of(each, book)) for each in given) for book in (BOOK, part))
    size = sum(len(text.encode()) for text in texts) / 1e6
    gc.disable()
    tasks: dict[str, Task] = {
        "**codings**": lambda: [codings_of(each) for each in given],
        f"**codings**, {FEWER} of the cues ({fewer / size:,.0f} codings a MB)": lambda: [
            codings_of(each, part) for each in given
        ],
    }
    sample = texts[: max(1, len(texts) // 20)]
    whole = re.compile("|".join(regex_of(cue.pattern.elements) for cue in BOOK.cues).replace("?P<slot>", "?:"))
    tasks["one regular expression of all cues"] = lambda: [whole.findall(plain(text)) for text in sample]
    shares = {"one regular expression of all cues": sum(len(text.encode()) for text in sample) / 1e6}
    tasks |= present({"scikit-learn CountVectorizer, the cues' words": partial(_vectorizer, texts)})
    speeds = {tool: shares.get(tool, size) / spent for tool, spent in measured(tasks, rounds).items()}
    of = f"| {name} | {size:.2f} | {rows / size:,.0f} |"
    return [f"{of} {tool} | {speed:.2f} | {speeds['**codings**'] / speed:.1f} |" for tool, speed in speeds.items()]


def _vectorizer(texts: list[str]) -> Task:
    from sklearn.feature_extraction.text import CountVectorizer

    vocabulary = {word for cue in BOOK.cues for word in re.findall(r"[a-z]{3,}", cue.text)}
    vectorizer = CountVectorizer(vocabulary=sorted(vocabulary), ngram_range=(1, 3))
    return lambda: vectorizer.transform(texts)


if __name__ == "__main__":
    main()
