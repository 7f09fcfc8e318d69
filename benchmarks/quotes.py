"""How well quotations and attributions are found, and how fast.

    python benchmarks/quotes.py [--docs FILE.jsonl --gold FILE.jsonl] [--megabytes 4] [--errors] [--page]

Sets coded by the authors (`tests/gold/README.md`): the seeds, invented articles, invented campaign coverage in several
lots (with attributions within others; those called "check" unseen by those who write rules), and half of MEANTIME,
whose text is read from ../shared/bench where it is there (`tests/gold/quotes_meantime.jsonl` holds offsets alone).
--page writes the scores into docs/quotes.md. --docs and --gold name a further set: doc_id and text; doc_id,
quote_spans or quote_start and quote_end, speaker_spans, speaker_text and kind. Attributions are scored as
`tests/attribution_gold.py` says.
Speed: one process, texts made from sentences of the seeds and the invented articles (attributions twice as dense
as in common news), the median of five rounds of processor time, without and with regions; beside it the rule of
the nearest name and verb, plain regular expressions, in the same run, and `negresearch extract` of quotations and of
dates, with all that a process needs from its start to its end.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Any

import clock
from attribution_gold import Coded, score, seed_quotes, trim, written
from corpora import document, json_lines, recombined

from negresearch.find.mentions import mentions_in
from negresearch.find.quotes import quotes_in
from negresearch.find.segments import Segments
from negresearch.read.actors import read_actors
from negresearch.tables import SPEECH, QuoteRow

PROJECT = clock.PROJECT
ACTORS = read_actors()
MEANTIME = PROJECT.parent / "shared" / "bench" / "meantime_dev.docs.jsonl"
MARKED = frozenset({"direct", "mixed"})


def main() -> None:
    given = clock.options(__doc__, docs=Path, gold=Path, page=False, megabytes=4.0, errors=False)
    _print_seeds()
    sets = {"invented": written(), "campaign": written("c"), "campaign, check": written("d")}
    sets |= {"campaign, websites": written("e"), "campaign, websites, check": written("f")}
    sets |= {"campaign, another author": written("g"), "campaign, a third author, check": written("h")}
    sets |= {"campaign, a fourth author": written("i"), "campaign, a fourth author, check": written("j")}
    if MEANTIME.exists():
        sets["meantime"] = _from_files(MEANTIME, PROJECT / "tests" / "gold" / "quotes_meantime.jsonl")
    if given.docs:
        if given.gold is None:
            raise SystemExit("--docs needs --gold: the codings of those texts, as in tests/gold/quotes_meantime.jsonl")
        sets[given.docs.stem] = _from_files(given.docs, given.gold)
    lines = [_print_scores(name, texts, errors=given.errors) for name, texts in sets.items()]
    if given.page:
        clock.write_tables(PROJECT / "docs" / "quotes.md", {"scores": _table(lines)})
    _print_speed(given.megabytes)


def find(text: str) -> list[QuoteRow]:
    """The quotations of a text."""
    segments = Segments(document(text))
    return quotes_in(segments, mentions_in(segments, actors=ACTORS))


#: What the rival looks for, and how far from a quotation.
_QUOTED = re.compile(r"[“\"«]([^“”\"«»\n]+)[”\"»]|``([^\n]+?)''")
_SAID = re.compile(
    r"\b(?:said|says?|told|tells|asked|asks|added|adds|wrote|writes|tweeted|replied|continued|explained|argued|noted|called|"
    r"insisted|warned|announced|stressed|emphasized|declared|claimed|stated|recalled|concluded)\b"
)
_NAME = re.compile(r"\b(?:[A-Z][\w.’-]+(?: [A-Z][\w.’-]+)*|[Hh]e|[Ss]he|[Tt]hey)\b")
_REACH = 100


def rival(text: str) -> list[Coded]:
    """The simplest rule: to each quotation in marks the verb of saying nearest to it, and to that the nearest name."""
    found = []
    for match in _QUOTED.finditer(text):
        start, end = match.span()
        before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
        verbs = [(len(before) - m.end(), start - len(before) + m.start()) for m in _SAID.finditer(before)]
        verbs += [(m.start(), end + m.start()) for m in _SAID.finditer(after)]
        at = min(verbs)[1] if verbs else start
        names = [
            (abs(m.start() + base - at), m.start() + base, m[0])
            for words, base in ((before, start - len(before)), (after, end))
            for m in _NAME.finditer(words)
        ]
        _, begun, name = min(names, default=(0, 0, None))
        source = ((begun, begun + len(name)),) if name else ()
        found.append(Coded((match.span(match.lastindex or 1),), source, name, "direct"))
    return found


def as_coded(rows: list[QuoteRow], *, nested: bool = False) -> list[Coded]:
    """Found rows in the shape of coded ones; titles, terms, scare quotes and quotations in others attribute nothing.

    Attributions within the content of others count with `nested`: some sets code them, some the outermost alone.
    """
    found = []
    for row in rows:
        inner = row.rule.startswith("nested ")
        if (row.kind in SPEECH or row.kind == "indirect" or inner) and (nested or not inner):
            sources = (
                ((row.speaker_start, row.speaker_end),) if row.speaker_start is not None and row.speaker_end else ()
            )
            found.append(Coded(((row.start, row.end),), sources, row.speaker_text, row.kind))
    return found


def _from_files(docs: Path, gold: Path) -> dict[str, tuple[str, list[Coded]]]:
    coded = defaultdict(list)
    texts = {row["doc_id"]: row["text"] for row in json_lines(docs)}
    for row in json_lines(gold):
        coded[row["doc_id"]].append(_coded(row, texts[row["doc_id"]]))
    return {doc_id: (text, coded[doc_id]) for doc_id, text in texts.items()}


def _coded(row: dict[str, Any], text: str) -> Coded:
    contents = row.get("quote_spans") or [[row["quote_start"], row["quote_end"]]]
    sources = row.get("speaker_spans") or (
        [[row["speaker_start"], row["speaker_end"]]] if row.get("speaker_end") else []
    )
    source = row.get("speaker_text") or " ".join(text[a:b] for a, b in sources) or None
    return Coded(tuple(map(tuple, contents)), tuple(map(tuple, sources)), source, row.get("kind", "indirect"))


def _print_seeds() -> None:
    print("seeds: speech with its exact span, speakers right, names or terms taken for speech")
    for doc_id, gold in seed_quotes().items():
        with (PROJECT / "seeds" / f"{doc_id}.txt").open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        found = {trim(text, row.start, row.end): row for row in find(text) if row.kind != "indirect"}
        coded = {trim(text, start, end): (kind, speaker) for start, end, kind, speaker in gold}
        speech = [span for span, (kind, _) in coded.items() if kind in SPEECH]
        spans = [span for span in speech if span in found and found[span].kind in SPEECH]
        speakers = [span for span in spans if found[span].speaker == coded[span][1]]
        wrong = [span for span, row in found.items() if row.kind in SPEECH and span in coded and span not in speech]
        print(f"  {doc_id[:3]}  {len(spans)}/{len(speech)}  {len(speakers)}/{len(speech)}  {len(wrong)}")


def _print_scores(name: str, texts: dict[str, tuple[str, list[Coded]]], *, errors: bool) -> list[str]:
    nested = name.startswith("campaign")
    rows = [(text, coded, as_coded(find(text), nested=nested)) for text, coded in texts.values()]
    n = sum(len(coded) for _, coded, _ in rows)
    print(f"{name}: {len(rows)} texts, {n} attributions")
    shown = []
    for label, kinds in (("all", None), ("in marks", MARKED)):
        scores = score(rows, kinds)
        for measure, reached in scores.items():
            print(f"  {label:9}{measure:8} {reached}")
        shown += [f"{scores[what].f1:.1f}" for what in (("overlap", "joint") if kinds else ("half", "joint"))]
    plain = score([(text, coded, rival(text)) for text, coded in texts.values()], MARKED)
    print(f"  nearest name and verb, in marks: overlap {plain['overlap'].f1:.1f}, joint {plain['joint'].f1:.1f}")
    for text, coded, found in rows if errors else ():
        _print_errors(text, coded, found)
    return [name, str(len(rows)), str(n), *shown, f"{plain['joint'].f1:.1f}"]


def _table(lines: list[list[str]]) -> str:
    heads = [
        "lot",
        "texts",
        "attributions",
        "half",
        "with source",
        "in marks: any part",
        "in marks: with source",
        "nearest",
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in (heads, ["---"] * len(heads), *lines))


def _print_errors(text: str, coded: list[Coded], found: list[Coded]) -> None:
    for row, others, label in [*((r, coded, "extra ") for r in found), *((r, found, "missed") for r in coded)]:
        spans = row.contents[0][0], row.contents[-1][1]
        if not any(min(spans[1], o.contents[-1][1]) > max(spans[0], o.contents[0][0]) for o in others):
            print(f"    {label}  {row.source}: {' '.join(text[slice(*spans)].split())[:100]}")


def _print_speed(megabytes: float) -> None:
    texts = [text for text, _ in written().values()]
    docs = PROJECT / "benchmarks" / ".quotes.jsonl"
    docs.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    try:
        corpus = list(recombined(megabytes, docs=docs))
    finally:
        docs.unlink()
    size = sum(map(len, corpus)) / 1e6
    rounds = [_round(corpus) for _ in range(5)]
    found, whole = median(size / two for _, two in rounds), median(size / sum(both) for both in rounds)
    print(f"speed: {found:.2f} million characters a second, with regions {whole:.2f} ({size:.1f} million)")
    plain = median(size / _seconds(corpus) for _ in range(5))
    print(f"  nearest name and verb: {plain:.2f}; ours to it {found / plain:.2f}")
    for table in ("quotes", "dates"):
        speed = median(size / _extracted(table, corpus) for _ in range(3))
        print(f"  extract {table}, from start to end of the process: {speed:.2f}; to the rival's {speed / plain:.2f}")


def _extracted(table: str, corpus: list[str]) -> float:
    """Processor seconds of `negresearch extract`: loading, reading, finding, writing; in one process."""
    with tempfile.TemporaryDirectory() as folder:
        texts, rows = f"{folder}/texts.jsonl", f"{folder}/rows.jsonl"
        lines = [json.dumps({"doc_id": f"{number:06}", "text": text}) + "\n" for number, text in enumerate(corpus)]
        Path(texts).write_text("".join(lines), "utf-8")
        before = os.times()
        subprocess.run(
            [sys.executable, "-m", "negresearch.cli", "extract", table, texts, "--out", rows],
            check=True,
            stderr=subprocess.PIPE,
        )
        after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def _seconds(corpus: list[str]) -> float:
    """Processor seconds that the rival needs."""
    begun = time.process_time()
    for text in corpus:
        rival(text)
    return time.process_time() - begun


def _round(corpus: list[str]) -> tuple[float, float]:
    """Processor seconds for the regions, and for mentions and quotations, one document after the other."""
    regions = found = 0.0
    for text in corpus:
        segments = Segments(document(text))
        begun = time.process_time()
        segments.regions  # noqa: B018
        cut = time.process_time()
        quotes_in(segments, mentions_in(segments, actors=ACTORS))
        regions, found = regions + cut - begun, found + time.process_time() - cut
    return regions, found


if __name__ == "__main__":
    main()
