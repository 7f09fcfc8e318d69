"""Attributions coded by hand, and how well found rows agree with them.

`news_a.txt` and `news_b.txt` are invented articles with the coding in the text: [s1 source] [c1 cue] [q1 content], one
number an attribution, a content in several pieces where it is split; [s1+2 source] is that of two. In `news_c.txt` and
`news_d.txt` an attribution within the content of another is coded as well. `quotes_seeds.csv` codes the seeds.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

GOLD = Path(__file__).parent / "gold"
_TAG = re.compile(r"\[([sqc])(\d+(?:\+\d+)*) |\]")
_TRIM = " \t\r\n\xa0\"“”„«»‘’'.,;:!?"
_SMALL = frozenset(
    "the a an of and in on at to for his her their its our my mr mrs ms dr sen rep president former said".split()
)


class Coded(NamedTuple):
    """An attribution: its contents, its source spans and the source as printed."""

    contents: tuple[tuple[int, int], ...]
    sources: tuple[tuple[int, int], ...]
    source: str | None
    kind: str


class Scores(NamedTuple):
    """Precision, recall and their harmonic mean, in per cent."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:5.1f}  R {self.recall:5.1f}  F1 {self.f1:5.1f}"


def written(files: str = "ab") -> dict[str, tuple[str, list[Coded]]]:
    """The invented articles of some files, `news_a.txt` and so on: text and coding by name."""
    found = {}
    for file in sorted(GOLD.glob(f"news_[{files}].txt")):
        for part in re.split(r"^== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            name, marked = part.split("\n", 1)
            found[name] = _read(marked.strip("\n"))
    return found


def _read(marked: str) -> tuple[str, list[Coded]]:
    text, position = "", 0
    spans: dict[int, dict[str, list[tuple[int, int]]]] = {}
    opened: list[tuple[str, list[int], int]] = []
    for match in _TAG.finditer(marked):
        text += marked[position : match.start()]
        position = match.end()
        if match[1]:
            opened.append((match[1], [int(number) for number in match[2].split("+")], len(text)))
        else:
            assert opened, f"a bracket too many: {marked[: match.start()][-40:]}"
            tag, numbers, start = opened.pop()
            for number in numbers:
                spans.setdefault(number, {}).setdefault(tag, []).append((start, len(text)))
    assert not opened, f"a bracket too few: {marked[:40]}"
    text += marked[position:]
    return text, [_coded(text, spans[number]) for number in sorted(spans) if "q" in spans[number]]


def _coded(text: str, spans: dict[str, list[tuple[int, int]]]) -> Coded:
    contents, sources = tuple(spans["q"]), tuple(spans.get("s", []))
    inner = "".join(text[a:b] for a, b in contents)
    around = [text[max(0, a - 1) : a + 1] + text[b - 1 : b + 1] for a, b in contents]
    whole = all(any(mark in edge for mark in '“”"') for edge in around) and inner.count('"') <= 2 * len(contents)
    kind = "direct" if whole else "mixed" if any(mark in inner for mark in '“”"') else "indirect"
    return Coded(contents, sources, " ".join(text[a:b] for a, b in sources) or None, kind)


def seed_quotes() -> dict[str, list[tuple[int, int, str, str | None]]]:
    """Quotations of the seeds: start, end, kind and speaker by doc_id."""
    found: dict[str, list[tuple[int, int, str, str | None]]] = {}
    with (GOLD / "quotes_seeds.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            span = int(row["start"]), int(row["end"])
            found.setdefault(row["doc_id"], []).append((*span, row["kind"], row["speaker"] or None))
    return found


def gold_text(doc_id: str) -> str:
    """The text of a seed, or of the invented article `lake.txt`, whose mentions and voices are coded."""
    path = GOLD / "lake.txt" if doc_id == "lake" else GOLD.parents[1] / "seeds" / f"{doc_id}.txt"
    with path.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def gold_rows(table: str) -> dict[str, list[dict[str, str]]]:
    """The coded mentions or voices by doc_id, as the columns of `mentions.csv` and `voices.csv` have them."""
    found: dict[str, list[dict[str, str]]] = {}
    with (GOLD / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found.setdefault(row["doc_id"], []).append(row)
    return found


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave white space, quotation marks and punctuation at the edges out."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    return start, end


def score(
    documents: Iterable[tuple[str, Sequence[Coded], Sequence[Coded]]], kinds: frozenset[str] | None = None
) -> dict[str, Scores]:
    """Compare found with coded attributions.

    Parameters
    ----------
    documents : iterable of (text, coded, found)
        One each.
    kinds : frozenset of str, optional
        Count recall over coded rows of these kinds alone, and leave found rows that only touch others out.

    Returns
    -------
    dict
        overlap: any character is shared. half: half of the characters of a found row lie in one coded content;
        half of those of a coded content are covered. joint: overlap, and the source is the right one. exact: the
        same outer span after trimming.
    """
    counts = {name: [0, 0] for name in ("exact", "overlap", "half", "joint")}
    n_found = n_coded = 0
    for text, coded, found in documents:
        gold = [(row, _characters(text, row)) for row in coded]
        system = [(row, _characters(text, row)) for row in found]
        system = [(row, characters) for row, characters in system if characters]
        wanted = [kinds is None or row.kind in kinds for row, _ in gold]
        n_coded += sum(wanted)
        covered = set().union(*(characters for _, characters in system)) if system else set()
        edges = {(min(c), max(c)) for (_, c), want in zip(gold, wanted, strict=True) if want}
        for row, characters in system:
            touched = [
                (g, len(c & characters), want) for (g, c), want in zip(gold, wanted, strict=True) if c & characters
            ]
            if touched and not any(want for *_, want in touched):
                continue
            if kinds is not None and "indirect" not in kinds and not _marked(text, row):
                continue
            n_found += 1
            mine = [(g, n) for g, n, want in touched if want]
            counts["overlap"][0] += bool(mine)
            counts["half"][0] += any(2 * n >= len(characters) for _, n in mine)
            counts["joint"][0] += any(_same_source(g, row) for g, _ in mine)
            counts["exact"][0] += (min(characters), max(characters)) in edges
        spans = {(min(c), max(c)) for _, c in system}
        for (row, characters), want in zip(gold, wanted, strict=True):
            if not want:
                continue
            touching = [other for other, c in system if c & characters]
            counts["overlap"][1] += bool(touching)
            counts["half"][1] += 2 * len(characters & covered) >= len(characters)
            counts["joint"][1] += any(_same_source(row, other) for other in touching)
            counts["exact"][1] += (min(characters), max(characters)) in spans
    return {
        name: Scores(100 * right / max(1, n_found), 100 * back / max(1, n_coded))
        for name, (right, back) in counts.items()
    }


def _characters(text: str, row: Coded) -> set[int]:
    spans = [trim(text, start, end) for start, end in row.contents]
    return {i for start, end in spans for i in range(start, end)}


def _marked(text: str, row: Coded) -> bool:
    start, end = trim(text, row.contents[0][0], row.contents[-1][1])
    return any(mark in text[max(0, start - 2) : end + 2] for mark in '"“”„«»')


def _same_source(coded: Coded, found: Coded) -> bool:
    if not coded.source or not found.source:
        return not coded.source and not found.source
    if any(min(b, d) > max(a, c) for a, b in coded.sources for c, d in found.sources):
        return True
    one, other = _words(coded.source), _words(found.source)
    if not one or not other:
        return coded.source.strip().lower() == found.source.strip().lower()
    return one <= other or other <= one


def _words(source: str) -> set[str]:
    return set(re.findall(r"\w+", source.lower())) - _SMALL
