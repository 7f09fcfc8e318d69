"""What the benchmarks share: options, tools that take turns, what is missing, and the machine that it ran on.

Whoever imports it may import what the tests share, too.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

PROJECT = Path(__file__).resolve().parents[1]
sys.path.append(str(PROJECT / "tests"))
Task = Callable[[], object]
#: What has been told to be missing: once is enough.
_MISSING: set[str] = set()


def options(doc: str, **defaults: Any) -> argparse.Namespace:
    """The options of a call, by name: a default, False for a switch, or a type where there is no default."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    for name, default in defaults.items():
        if default is False:
            parser.add_argument(f"--{name}", action="store_true")
        elif isinstance(default, type):
            parser.add_argument(f"--{name}", type=default)
        else:
            parser.add_argument(f"--{name}", type=type(default), default=default)
    return parser.parse_args()


def measured(tasks: Mapping[str, Task], rounds: int) -> dict[str, float]:
    """CPU seconds of each task, the median of rounds in which they take turns: a busy machine slows all of them."""
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            begin = time.process_time()
            task()
            seconds[name].append(time.process_time() - begin)
    return {name: median(times) for name, times in seconds.items()}


def present(rivals: Mapping[str, Callable[[], Task]]) -> dict[str, Task]:
    """The rivals that are installed, ready to run; of the others it is told what is missing."""
    tasks = {}
    for name, rival in rivals.items():
        try:
            tasks[name] = rival()
        except (ImportError, OSError) as error:
            if name not in _MISSING:
                print(f"missing: {name} ({str(error).splitlines()[0]})\n", flush=True)
            _MISSING.add(name)
    return tasks


def machine() -> str:
    """Processor, cores, memory and Python; no name of the machine."""
    cpuinfo, meminfo = Path("/proc/cpuinfo"), Path("/proc/meminfo")
    model = re.search(r"model name\s*: (.*)", cpuinfo.read_text()) if cpuinfo.exists() else None
    memory = re.search(r"MemTotal:\s*(\d+)", meminfo.read_text()) if meminfo.exists() else None
    known = [model[1].strip() if model else platform.machine(), f"{os.cpu_count()} cores"]
    known += [f"{int(memory[1]) / 1e6:.0f} GB of memory"] if memory else []
    if hasattr(os, "getloadavg"):
        known.append(f"load {os.getloadavg()[0]:.1f} when it began")
    return ", ".join([*known, f"Python {platform.python_version()}"])


def write_tables(page: Path, tables: Mapping[str, str]) -> None:
    """Put tables between their marks in a page."""
    text = page.read_text("utf-8")
    for name, table in tables.items():
        text = re.sub(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", rf"\g<1>{table}\g<2>", text, flags=re.DOTALL)
    page.write_text(text, "utf-8")


def versions(*packages: str) -> str:
    """The versions of packages, those that are missing named as such."""
    return ", ".join(f"{package} {_version(package)}" for package in packages)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"
