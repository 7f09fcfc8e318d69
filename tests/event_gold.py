"""Hand-coded tellings of events, and how found ones are scored against them.

Presence: (document, event). Blame: (document, event, side), stated and implied alike, as sets.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from coding_gold import Counts

from negresearch.read.corpus import Document
from negresearch.read.corpus.document import make_document

GOLD = Path(__file__).parent / "gold"


@dataclass(frozen=True)
class Telling:
    """Which events documents tell, and whom they blame: sets of (doc_id, event) and of (doc_id, event, side)."""

    present: frozenset[tuple[str, str]]
    blamed: frozenset[tuple[str, str, str]]


def coded_seeds(coder: str = "events.csv") -> Telling:
    """The seeds as coded by hand, by the first coder or (`events_second.csv`) the second."""
    with (GOLD / coder).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    present = frozenset((row["doc_id"], row["event"]) for row in rows)
    return Telling(present, frozenset((r["doc_id"], r["event"], r["blamed"]) for r in rows if r["blamed"]))


def written(name: str = "events_written.txt", half: str = "") -> tuple[list[Document], Telling]:
    """The invented paragraphs, or the "odd" or "even" ones, as documents, and as coded by hand."""
    documents, present, blamed = [], set(), set()
    text = (GOLD / name).read_text("utf-8")
    for doc_id, day, body in re.findall(r"^## (\w+) ([\d-]+)\n(.*?)(?=^## |\Z)", text, re.M | re.S):
        if half and half != ("even", "odd")[int(doc_id[1:]) % 2]:
            continue
        lines = body.strip().splitlines()
        documents.append(make_document(doc_id, lines[0] + "\n", {"published": day}, place=name))
        for event, sides in re.findall(r"^= (\w+)(?: (?:stated|implied) (.*))?", "\n".join(lines[1:]), re.M):
            if event != "none":
                present.add((doc_id, event))
                blamed.update((doc_id, event, side) for side in re.findall(r"(?:United|European) \w+|\w+", sides))
    return documents, Telling(frozenset(present), frozenset(blamed))


def found(events: pd.DataFrame, claims: pd.DataFrame) -> Telling:
    """What the tables say."""
    blame = claims[claims["blamed"].notna()]
    return Telling(
        frozenset(events[["doc_id", "event"]].itertuples(index=False, name=None)),
        frozenset(blame[["doc_id", "event", "blamed"]].itertuples(index=False, name=None)),
    )


def score(found: frozenset[tuple[str, ...]], gold: frozenset[tuple[str, ...]]) -> Counts:
    """Right, too much and missed."""
    return Counts(len(found & gold), len(found - gold), len(gold - found))
