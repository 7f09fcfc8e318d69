"""What a whole scan costs: loading, memory, time, and the share of each finder.

    python benchmarks/scan.py [--size 20MB] [--tables sentences codings] [--jobs 2] [--docs FILE or FOLDER] [--once]
        [--format parquet]

Prints Markdown, as it stands in docs/benchmarks.md. Loading is the CPU time of a fresh Python, the median of five that
take turns. Memory is what `negresearch extract` and its processes hold at their peak, looked at ten times a second: as
the sum of their resident sets (RSS), which counts what they share once for each, and as the sum of their proportional
sets (PSS), which counts it once. The corpus is made from sentences of the seeds and of --docs, and is gone afterwards;
the seeds are about negotiations, so codings are far denser in it than in ordinary news. Twice the corpus: CPU time of
all processes, so that a busy machine changes little.
MB are 1,000,000 bytes of UTF-8. Memory is told on Linux only.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from corpora import document, real, recombined

from negresearch.find.finders import plan
from negresearch.find.segments import Segments
from negresearch.read.codebook import read_codebook
from negresearch.tables import TABLES

HERE = Path(__file__).resolve().parent
BOOK = read_codebook("peace-talks")
LOADS = {
    "`import pandas`": ["-c", "import pandas"],
    "`import negresearch`": ["-c", "import negresearch"],
    "`import negresearch`, and what a scan stands on": ["-c", "import negresearch; negresearch.scan"],
    "`negresearch --help`": ["-m", "negresearch.cli", "--help"],
}
UNITS = {"KB": 1e-3, "MB": 1.0, "GB": 1e3}


@dataclass(frozen=True)
class Cost:
    """Of one command: seconds by the clock, CPU seconds of all its processes, and MB at the peak."""

    wall: float
    cpu: float
    rss: float
    pss: float


def main() -> None:
    options = _options()
    _print_loads(options.rounds)
    _print_shares(list(recombined(options.profile, docs=options.docs)), "seeds recombined")
    if options.docs:
        _print_shares(real(options.profile, docs=options.docs), "real texts, the seeds among them")
    with tempfile.TemporaryDirectory(prefix="negresearch-") as folder:
        _print_extracts(options, Path(folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=_megabytes, default=20.0, help="of the corpus, such as 200MB or 2GB")
    parser.add_argument("--once", action="store_true", help="the whole corpus only, not half of it before")
    parser.add_argument("--tables", nargs="*", default=["sentences", "codings"])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--format", choices=["jsonl", "parquet"], default="jsonl", help="of the corpus")
    parser.add_argument("--docs", type=Path)
    parser.add_argument("--profile", type=float, default=2, help="MB on which the finders are timed one by one")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.format == "parquet" and find_spec("pyarrow") is None:
        parser.error("--format parquet needs pyarrow: pip install pyarrow")
    return options


def _megabytes(written: str) -> float:
    match = re.fullmatch(r"([\d.]+)\s*([KMG]B)", written.upper())
    if not match:
        raise argparse.ArgumentTypeError(f"{written!r}: write a number and KB, MB or GB")
    return float(match[1]) * UNITS[match[2]]


def _print_loads(rounds: int) -> None:
    seconds: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for name, command in LOADS.items():
            seconds[name].append(_run([sys.executable, *command]).cpu)
    pandas = median(seconds["`import pandas`"])
    print("| loading | CPU s | beyond pandas |\n|---|---:|---:|")
    for name, times in seconds.items():
        print(f"| {name} | {median(times):.2f} | {median(times) - pandas:+.2f} |")


def _run(command: list[str]) -> Cost:
    """Run a command to its end, and look at its memory on the way."""
    begin, before = time.monotonic(), os.times()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    rss = pss = 0.0
    while running.poll() is None:
        now = [_memory(pid) for pid in _family(running.pid)]
        rss, pss = max(rss, sum(r for r, _ in now)), max(pss, sum(p for _, p in now))
        time.sleep(0.1 if time.monotonic() - begin > 1 else 0.01)
    if running.returncode:
        raise SystemExit(f"{command} ended in {running.returncode}")
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.monotonic() - begin, used, rss, pss)


def _family(pid: int) -> Iterator[int]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it has ended
            continue
        for child in children:
            yield from _family(int(child))


def _memory(pid: int) -> tuple[float, float]:
    """RSS and PSS of a process in MB; nothing where it cannot be told, or it has ended."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0, 0
    sizes = dict(re.findall(r"^(Rss|Pss):\s+(\d+) kB", told, re.MULTILINE))
    return int(sizes.get("Rss", 0)) * 1024 / 1e6, int(sizes.get("Pss", 0)) * 1024 / 1e6


def _print_shares(texts: list[str], what: str) -> None:
    """CPU time of each finder of `codings` over all texts: to look at the clock for each text would cost too much."""
    finders = plan(["codings"], codebook=BOOK)
    size = sum(len(text.encode()) for text in texts) / 1e6
    gc.disable()  # as a scan does
    for _ in range(2):  # the second time with what is learnt as it goes
        clock = _Clock()
        segments = [Segments(document(text)) for text in texts]
        clock.lap("regions", [each.regions for each in segments])
        clock.lap("sentences", [each.counted_sentences for each in segments])
        found: dict[str, list[Any]] = {}
        for finder in finders:
            needs = [found[need] for need in finder.needs]
            found[finder.table] = [finder.find(*given) for given in zip(segments, *needs, strict=True)]
            clock.lap(finder.table)
        rows = len(TABLES["codings"].frame(("0", each) for each in found["codings"]))
        clock.lap("their table")
    gc.enable()
    whole = sum(clock.seconds.values())
    print(f"\n| finders of codings, one process: {what}, {size:.1f} MB, {rows / size:,.0f} codings a MB", end="")
    print(" | MB/s | share |\n|---|---:|---:|")
    for name, spent in clock.seconds.items():
        print(f"| {name} | {size / spent:.1f} | {spent / whole:.0%} |")
    print(f"| all | {size / whole:.2f} | |")


class _Clock:
    """CPU seconds from lap to lap."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.last = time.process_time()

    def lap(self, name: str, _done: object = None) -> None:
        now = time.process_time()
        self.seconds[name] = now - self.last
        self.last = now


def _print_extracts(options: argparse.Namespace, folder: Path) -> None:
    wanted = {"whole": options.size} if options.once else {"half": options.size / 2, "whole": options.size}
    files = {folder / f"{name}.{options.format}": megabytes for name, megabytes in wanted.items()}
    sizes = {file: _write_corpus(file, megabytes, options) for file, megabytes in files.items()}
    print(f"\n| `negresearch extract TABLE --jobs {options.jobs}` |", end="")
    print(" MB | s | CPU s | MB/s | MB at the peak (RSS) | (PSS) | rows |\n|---|---:|---:|---:|---:|---:|---:|---:|")
    for table in options.tables:
        costs = []
        for file, size in sizes.items():
            out = folder / f"{table}.jsonl"
            command = ["extract", table, str(file), "--out", str(out), "--jobs", str(options.jobs)]
            cost = _run([sys.executable, "-m", "negresearch.cli", *command])
            with out.open("rb") as lines:
                rows = sum(1 for _ in lines)
            out.unlink()
            costs.append(cost)
            told = f"{size:,.0f} | {cost.wall:,.0f} | {cost.cpu:,.0f} | {size / cost.wall:.2f} "
            print(f"| {table} | {told}| {cost.rss:,.0f} | {cost.pss:,.0f} | {rows:,} |", flush=True)
        if options.once:
            continue
        clock, cpu = costs[1].wall / costs[0].wall, costs[1].cpu / costs[0].cpu
        print(f"| {table}: twice the corpus | | {clock:.2f} × | {cpu:.2f} × | | | | |", flush=True)


def _write_corpus(file: Path, megabytes: float, options: argparse.Namespace) -> float:
    """Write a corpus of so many MB of text, and return how many they are."""
    made = 0

    def records() -> Iterator[dict[str, str]]:
        nonlocal made
        for number, text in enumerate(recombined(megabytes, docs=options.docs)):
            made += len(text.encode())
            yield {"doc_id": f"{number:08}", "text": text, "outlet": f"{number % 7}", "published": "2024-11-05"}

    if file.suffix == ".parquet":
        _write_parquet(file, records())
    else:
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records())
    return made / 1e6


def _write_parquet(file: Path, records: Iterator[dict[str, str]]) -> None:
    """Row groups of a few MB: a reader holds one whole."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in ("doc_id", "text", "outlet", "published")])
    with pq.ParquetWriter(file, schema) as writer:
        while group := list(islice(records, 1_000)):
            writer.write_table(pa.Table.from_pylist(group, schema))


if __name__ == "__main__":
    main()
