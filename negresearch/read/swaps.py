"""Swaps: a table of counterparts, by which a text is told with its parties exchanged.

An instrument that takes no side codes both versions alike, with the sides exchanged. The package ships the table it is
tested with (`codebooks/swaps.csv`); one's own conflict needs a table of its own.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from negresearch.errors import CodebookError

_COLUMNS = ["name", "counterpart"]


@dataclass(frozen=True)
class Swaps:
    """Names and their counterparts; several names may have the same one."""

    counterparts: Mapping[str, str]

    def apply(self, text: str) -> str:
        """Tell a text with the parties exchanged.

        Examples
        --------
        >>> read_swaps().apply("Moscow refuses talks with Ukraine’s Zelensky.")
        'Kyiv refuses talks with Russia’s Putin.'
        """
        names = sorted(map(re.escape, self.counterparts), key=len, reverse=True)
        return re.sub(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", lambda name: self.counterparts[name[0]], text)


def read_swaps(path: str | Path | None = None) -> Swaps:
    """Read a table of counterparts.

    Parameters
    ----------
    path : str or Path, optional
        A CSV with the columns name and counterpart; the package's own, Russian and Ukrainian actors, by default.

    Returns
    -------
    Swaps

    Raises
    ------
    CodebookError
        Naming the file, the line and what is wrong.
    """
    bundled = files("negresearch") / "codebooks" / "swaps.csv"
    try:
        text = (Path(path) if path is not None else bundled).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: cannot be read ({error}); name a CSV of {', '.join(_COLUMNS)}") from None
    reader = csv.DictReader(io.StringIO(text))
    if reader.fieldnames != _COLUMNS:
        raise CodebookError(f"{path or 'swaps.csv'}, line 1: the columns must be {', '.join(_COLUMNS)}")
    rows = [(reader.line_num, row["name"], row["counterpart"]) for row in reader]
    for line, name, counterpart in rows:
        if not name or not counterpart:
            raise CodebookError(f"{path or 'swaps.csv'}, line {line}: fill in name and counterpart, or delete the line")
    return Swaps({name: counterpart for _, name, counterpart in rows})
