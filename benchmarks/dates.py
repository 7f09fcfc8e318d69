"""How well dates are found and read, how often right ones are doubted, and how fast.

    python benchmarks/dates.py [--bench FOLDER] [--rounds 9] [--errors 0] [--docs]

Labelled texts are read from ../shared/bench where they are there, else from --bench: for each NAME, `NAME.docs.jsonl`
(doc_id, text, published) and `NAME.gold.jsonl` (doc_id, start, end, text, value, type). Of MEANTIME every third text
and of WikiWars every fourth was kept from view while the rules were written; those are the figures that say something.

Scores are those of TempEval-3 (UzZaman et al. 2013, 4.1), micro-averaged: strict spans; relaxed ones, aligned one to
one, exact first, then by overlap; value and type, F1 of P = right among the aligned / all of ours and R = right / all
of gold. Speed is CPU time of one core, the best of some rounds: dates alone, and with all that stands before them
(regions, what says when a text was published) from cold, as a scan for dates does. MEANTIME's texts have some 600
characters, so that what is done once a text weighs more than in whole articles, such as the seeds. --errors prints so
many errors with their places, --docs writes the tables of docs/dates.md.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from statistics import median
from typing import NamedTuple

from clock import PROJECT, options, write_tables
from corpora import json_lines

from negresearch.find.dates import dates_in, publications_in
from negresearch.find.published import published
from negresearch.find.segments import Segments
from negresearch.read.corpus import Document, read_corpus
from negresearch.tables import DateRow

#: Of which texts one in how many is kept to check.
KEPT = {"meantime_dev": 3, "wikiwars_train": 4}


class Mark(NamedTuple):
    """An expression: its span, value and type; the rule, for ours."""

    start: int
    end: int
    value: str | None
    type: str
    rule: str = "-"


class Pair(NamedTuple):
    """A document's gold and ours, aligned; None where one side has nothing."""

    gold: Mark | None
    ours: Mark | None


def main() -> None:
    given = options(__doc__, bench=PROJECT.parent / "shared" / "bench", rounds=9, errors=0, docs=False)
    kinds: Counter[str] = Counter()
    labelled, scores = {}, ["| labelled text | texts | strict | relaxed | value | type |", "|---" * 6 + "|"]
    for name, every in KEPT.items():
        documents, gold = _labelled(given.bench, name)
        parts = ([d for i, d in enumerate(documents) if (i % every == every - 1) is kept] for kept in (False, True))
        for part, texts in zip(("written on", "kept"), parts, strict=True):
            pairs = {d.doc_id: _align(gold.get(d.doc_id, []), _ours(d)) for d in texts}
            reached = _scores(list(chain.from_iterable(pairs.values())))
            print(f"{name:15} {part:10}", "  ".join(f"{measure} F1 {f1:5.1f}" for measure, f1 in reached.items()))
            of = [f"{f1:.1f}" for f1 in reached.values()]
            scores.append(f"| {' | '.join([f'{name}, {part}', str(len(texts)), *of])} |")
            kinds.update(filter(None, map(_kind, chain.from_iterable(pairs.values()))))
            _print_errors(texts, pairs, given.errors)
        labelled[name] = documents
        alarms = sum(bool(row.suspect) for d in documents for row in _rows(Segments(d)))
        print(f"{name:15} {alarms} dates doubted in {len(documents)} texts")
        _print_speed(name, documents, given.rounds)
    seeds = read_corpus(PROJECT / "seeds")
    _print_speed("seeds", [replace(d, published_first=None, published_last=None) for d in seeds], given.rounds)
    tables = {"scores": "\n".join(scores), "withheld": _withheld(labelled)}
    print(f"\n{tables['withheld']}")
    if given.docs:
        write_tables(PROJECT / "docs" / "dates.md", tables)
    print("\nfive most frequent kinds of error")
    for kind, n in kinds.most_common(5):
        print(f"{n:5} {kind}")


def _labelled(folder: Path, name: str) -> tuple[list[Document], dict[str, list[Mark]]]:
    if not (folder / f"{name}.docs.jsonl").is_file():
        raise SystemExit(f"{folder} has no {name}.docs.jsonl: give the folder of the labelled texts with --bench")
    documents = [
        Document(o["doc_id"], o["text"], "5f", published_first=o["published"], published_last=o["published"],
                 published_how="manifest" if o["published"] else "unknown")
        for o in json_lines(folder / f"{name}.docs.jsonl")
    ]  # fmt: skip
    gold: dict[str, set[Mark]] = {}
    for o in json_lines(folder / f"{name}.gold.jsonl"):
        gold.setdefault(o["doc_id"], set()).add(Mark(o["start"], o["end"], o["value"], o["type"]))
    return documents, {doc_id: sorted(marks, key=lambda mark: mark[:2]) for doc_id, marks in gold.items()}


def _rows(segments: Segments) -> list[DateRow]:
    return dates_in(segments, publications_in(segments))


def _ours(document: Document) -> list[Mark]:
    return [Mark(row.start, row.end, row.value, row.type, row.rule) for row in _rows(Segments(document))]


def _align(gold: Sequence[Mark], ours: Sequence[Mark]) -> list[Pair]:
    """Pair marks that overlap, one to one: equal spans first, then the largest overlap."""
    overlapping = sorted(
        (a[:2] != b[:2], max(a.start, b.start) - min(a.end, b.end), i, j)
        for i, a in enumerate(gold)
        for j, b in enumerate(ours)
        if min(a.end, b.end) > max(a.start, b.start)
    )
    left, right = dict(enumerate(gold)), dict(enumerate(ours))
    pairs = [Pair(left.pop(i), right.pop(j)) for *_, i, j in overlapping if i in left and j in right]
    return pairs + [Pair(mark, None) for mark in left.values()] + [Pair(None, mark) for mark in right.values()]


def _scores(pairs: Sequence[Pair]) -> dict[str, float]:
    both = [(gold, ours) for gold, ours in pairs if gold and ours]
    of = sum(pair.gold is not None for pair in pairs) + sum(pair.ours is not None for pair in pairs)
    right = {
        "strict": sum(gold[:2] == ours[:2] for gold, ours in both),
        "relaxed": len(both),
        "value": sum(gold.value == ours.value for gold, ours in both),
        "type": sum(gold.type == ours.type for gold, ours in both),
    }
    return {measure: 200 * n / of for measure, n in right.items()}


def _kind(pair: Pair) -> str | None:
    """Name the kind of an error; None where there is none."""
    gold, ours = pair
    if gold is None or ours is None:
        return f"missed: {gold.value}" if gold else f"no date: {ours.rule if ours else ''}"
    if gold.value != ours.value:
        return f"value: {ours.rule}"
    return f"span: {ours.rule}" if gold[:2] != ours[:2] else None


def _print_errors(texts: Sequence[Document], pairs: dict[str, list[Pair]], most: int) -> None:
    wrong = ((d, pair) for d in texts for pair in pairs[d.doc_id] if _kind(pair))
    for document, (gold, ours) in [pair for _, pair in zip(range(most), wrong, strict=False)]:
        words = [mark and (document.text[mark.start : mark.end], mark.value, mark.rule) for mark in (gold, ours)]
        print("   ", document.doc_id[:12], *words)


#: A line that is nothing but a day.
_DAY_LINE = re.compile(r"^[A-Z][a-z]+ \d{1,2}, \d{4}\.?$\n", re.MULTILINE)


def _withheld(labelled: dict[str, list[Document]]) -> str:
    """Withhold what is said of the publication, and see what is left."""
    sets = {
        name: [(d.published_first, _DAY_LINE.sub("", d.text, count=1)) for d in labelled[name]] for name in labelled
    }
    sets |= {name: _of_no_day(PROJECT / "tests" / "gold" / name) for name in ("publication.txt", "publication_2.txt")}
    lines = ["| days of publication withheld | texts | get an interval | hold the day | days wide, median |"]
    lines.append("|---" * 5 + "|")
    for name, texts in sets.items():
        found = [(true, published(d, publications_in(Segments(d)))) for true, text in texts for d in [_bare(text)]]
        given = [(true, days) for true, days in found if days.first and days.last]
        held = sum(bool(true) and days[0] <= true[:10] <= days[1] for true, days in given)
        widths = [(date.fromisoformat(days[1][:10]) - date.fromisoformat(days[0][:10])).days for _, days in given]
        lines.append(f"| {name} | {len(texts)} | {len(given)} | {held} | {round(median(widths)) if widths else ''} |")
    return "\n".join(lines)


def _of_no_day(file: Path) -> list[tuple[str | None, str]]:
    """The texts of a file of ours, each with the day on which all of it is true."""
    blocks = [block.split("\n", 1) for block in file.read_text("utf-8").split("# ")[1:]]
    return [(None if head.endswith("none") else head.split()[1], text) for head, text in blocks]


def _bare(text: str) -> Document:
    return Document("d", text, "5f")


def _print_speed(name: str, documents: Sequence[Document], rounds: int) -> None:
    size = sum(len(d.text) for d in documents)

    def warm() -> Callable[[], object]:
        given = [(Segments(d), publications_in(Segments(d))) for d in documents]  # so that no expression is known yet
        assert all(segments.regions for segments, _ in given if segments.text)
        return lambda: [dates_in(segments, rows) for segments, rows in given]

    def cold() -> Callable[[], object]:
        return lambda: [_rows(Segments(d)) for d in documents]

    alone, whole = (min(_seconds(make()) for _ in range(rounds)) for make in (warm, cold))
    print(f"{name:15} {size / alone / 1e6:.1f} M characters a second for dates, {size / whole / 1e6:.1f} M in all\n")


def _seconds(run: Callable[[], object]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin


if __name__ == "__main__":
    main()
