"""How well narratives are found in articles.

    python benchmarks/narratives.py [--half SET] [--docs FILE…] [--errors] [--sealed]

Quality: F1 over articles and narratives, summed over all (micro) and averaged over the narratives (macro; one that
neither side has counts 0), on the articles written and coded for the purpose, by set; when each was first measured,
and what with, is told in `tests/gold/README.md`. --docs measures on one's own: a .jsonl with doc_id, text and
narratives (a list of frame ids). --sealed adds the sums of the set that nobody who writes cues may read: each use is
noted in the README.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clock import PROJECT
from coding_gold import codings_of, given_in

from negresearch.read.codebook import read_codebook

SEALED = PROJECT / "tests" / "gold" / "narratives_fourth_author.jsonl"
GOLD = sorted({*(PROJECT / "tests" / "gold").glob("narratives*.jsonl")} - {SEALED})
BOOK = read_codebook("ukraine-war-narratives")
Labels = tuple[set[str], set[str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--docs", type=Path, nargs="+", default=GOLD)
    parser.add_argument("--half", help="only this set")
    parser.add_argument("--errors", action="store_true", help="name the articles that differ, and the evidence")
    parser.add_argument("--sealed", action="store_true", help="the sums of the sealed set too")
    options = parser.parse_args()
    files = [*options.docs, *([SEALED] if options.sealed else [])]
    articles = [{**json.loads(line), "file": file} for file in files for line in file.read_text("utf-8").splitlines()]
    for half in [options.half] if options.half else sorted({a.get("half", "all") for a in articles}):
        chosen = [article for article in articles if article.get("half", "all") == half]
        print_half(half, chosen, errors=options.errors)


def narratives_of(text: str) -> dict[str, list[str]]:
    """The narratives that a text carries, each with the words that speak for it."""
    found: dict[str, list[str]] = {}
    for row in codings_of(given_in(text), BOOK):
        found.setdefault(row.frame, []).append(f"{row.cue.split('/')[1]}: {text[row.start : row.end]}")
    return found


def print_half(half: str, articles: Iterable[Mapping[str, Any]], *, errors: bool) -> None:
    labels = []
    for article in articles:
        gold, found = set(article["narratives"]), narratives_of(article["text"])
        labels.append((gold, set(found)))
        if errors and gold != set(found) and article["file"] != SEALED:
            print(f"\n{article['doc_id']} {article['text'].splitlines()[0]}")
            print("   missed:", *sorted(gold - set(found)))
            for frame in sorted(set(found) - gold):
                print("   extra:", frame, "|", "; ".join(found[frame]))
    print(f"\n{half}: {len(labels)} articles, {sum(len(g) for g, _ in labels)} labels")
    print(f"{'narrative':52} right extra missed   P    R    F1")
    scores = [print_counts(frame.frame, labels, {frame.frame}) for frame in BOOK.frames]
    print_counts("micro", labels, {frame.frame for frame in BOOK.frames})
    print(f"{'macro':52} {'':31} {sum(scores) / len(scores):.2f}")


def print_counts(name: str, labels: Iterable[Labels], frames: set[str]) -> float:
    right, extra, missed = (
        sum(len(part & frames) for part in parts)
        for parts in zip(*((g & f, f - g, g - f) for g, f in labels), strict=True)
    )
    f1 = 2 * right / max(1, 2 * right + extra + missed)
    precision, recall = right / max(1, right + extra), right / max(1, right + missed)
    print(f"{name[:52]:52} {right:5} {extra:5} {missed:6}  {precision:.2f} {recall:.2f} {f1:.2f}")
    return f1


if __name__ == "__main__":
    main()
