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
    name, title : str
        What it is called, and the question it answers.
    receipt : mapping
        What it was made of: enough to make it again.
    files : mapping of str to bytes
        The page, the rows behind it, and the receipt, by file name.
    proved : int
        How many printed passages were read back and found in the corpus.
    path : pathlib.Path
        Where the page lies.
    """

    name: str
    title: str
    receipt: Mapping[str, Any]
    files: Mapping[str, bytes]
    proved: int
    path: Path

    def __repr__(self) -> str:
        return f"<Report {self.name}: {self.proved:,} passages proved, {len(self.files)} files>"
