"""What a finished report is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, repr=False)
class Report:
    """A report: its name, its title, what it was made of, and its files.

    Attributes
    ----------
    name, title, path
        What it is called, the question it answers, and where the page lies.
    receipt, files
        What it was made of: enough to make it again. The page, the rows behind it, and the receipt, as bytes by name.
    proved
        How many printed passages were read back and found in the corpus.
    """

    name: str
    title: str
    receipt: Mapping[str, Any]
    files: Mapping[str, bytes]
    proved: int
    path: Path

    def __repr__(self) -> str:
        return f"<Report {self.name}: {self.proved:,} passages proved, {len(self.files)} files>"
