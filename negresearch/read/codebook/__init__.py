"""Codebooks: the frames, the rules by which a person codes them, and the cues by which a program finds them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from negresearch.errors import CodebookError, unknown
from negresearch.read.codebook.model import POLARITIES, Codebook, Cue, Frame, Scoring
from negresearch.read.codebook.quanteda import Unsaid, read_dictionary, write_quanteda
from negresearch.read.codebook.toml import read_toml

__all__ = ["POLARITIES", "Codebook", "Cue", "Frame", "Scoring", "Unsaid", "read_codebook", "write_quanteda"]

#: Endings of quanteda's dictionaries.
DICTIONARIES = (".yml", ".yaml")


def read_codebook(source: str | Path = "peace-talks") -> Codebook:
    """Read and check a codebook.

    Parameters
    ----------
    source : str or Path
        The name of a bundled codebook, the path of a .toml file, or that of a dictionary of quanteda (.yml, .yaml).
        How a cue is written stands in `negresearch.read.codebook.patterns`.

    Raises
    ------
    CodebookError
        If there is no such codebook, or the file does not say what it must; it names file, line and frame.
    MissingExtraError
        If a dictionary is read without PyYAML.

    Examples
    --------
    >>> read_codebook("peace-talks")
    <Codebook peace-talks 1.0: 17 frames>
    """
    where, data = _bytes_of(source)
    return read_dictionary(where, data) if where.endswith(DICTIONARIES) else read_toml(where, data)


def _bytes_of(source: str | Path) -> tuple[str, bytes]:
    path = Path(source)
    if path.is_file():
        return str(source), path.read_bytes()
    bundled = {file.name: file for file in (files("negresearch") / "codebooks").iterdir()}
    if f"{source}.toml" in bundled:
        return f"{source}.toml", bundled[f"{source}.toml"].read_bytes()
    tables = {name.removesuffix(".toml"): file.read_bytes() for name, file in bundled.items() if name.endswith(".toml")}
    # beside codebooks stand sets of words, and a book of events
    known = sorted(name for name, data in tables.items() if b"\n[frames." in data and b"\n[events." not in data)
    if path.suffix in {".toml", *DICTIONARIES} or len(path.parts) > 1:
        raise CodebookError(f"{source}: no such file; name a .toml or .yml file or one of {', '.join(known)}")
    raise CodebookError(unknown("codebook", str(source), known))
