"""Run the benchmarks of speed and memory and write docs/benchmarks.md: no figure in it is typed by hand.

    python benchmarks/table.py [--size 20MB] [--megabytes 1] [--rounds 5] [--out docs/benchmarks.md]

Takes some minutes. The page says when, on what machine and with which versions it was made; each part of it is what the
command above it prints. benchmarks/requirements.txt says how the rivals are installed; those missing are named.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from clock import machine, versions

HERE = Path(__file__).resolve().parent
RIVALS = [
    line for line in (HERE / "requirements.txt").read_text("utf-8").split("\n") if line and not line.startswith("#")
]
HEAD = """# Benchmarks

Measured {date} on {machine}.

Versions: {versions}.

Written by `{command}`, the output of each command as it stands. Speeds are of CPU time, medians of rounds in which the
tools take turns, so that ratios hold on a busy machine where seconds do not. MB are 1,000,000 bytes of UTF-8. Without
--docs, corpora are made of the sentences of the seeds, which are about negotiations: far denser in codings than news.
"""


def main() -> None:
    options = _options()
    made, rounds = f"--megabytes {options.megabytes:g}", f"--rounds {options.rounds}"
    parts = {
        "Sentences and tokens": f"segments.py {made} {rounds}",
        "Codings": f"codings.py {made} {rounds}",
        "Tasks of other libraries": f"analyses.py --megabytes {options.megabytes / 4:g} {rounds}",
        "A whole scan: loading, time, memory": f"scan.py --size {options.size} --profile {options.megabytes:g} {rounds}"
        f" --tables {' '.join(options.tables)}",
    }
    packages = versions("negresearch", "numpy", "pandas", *RIVALS)
    command = " ".join(["python benchmarks/table.py", *sys.argv[1:]])
    page = HEAD.format(date=date.today().isoformat(), machine=machine(), versions=packages, command=command)
    for title, part in parts.items():
        print(part, file=sys.stderr, flush=True)
        page += f"\n## {title}\n\n`python benchmarks/{part}`\n\n{_output(part.split())}"
    options.out.write_text(page.rstrip() + "\n", encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", default="20MB", help="of the corpus of a whole scan")
    parser.add_argument("--tables", nargs="*", default=["sentences", "tokens", "quotes", "dates", "codings"])
    parser.add_argument("--megabytes", type=float, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, default=HERE.parent / "docs" / "benchmarks.md")
    return parser.parse_args()


def _output(command: list[str]) -> str:
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}
    ran = subprocess.run(
        [sys.executable, str(HERE / command[0]), *command[1:]],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    if ran.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{ran.stderr}")
    return ran.stdout


if __name__ == "__main__":
    main()
