"""Sentences that people coded: those that come with a codebook, and sheets that come back filled in."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from negresearch.read.codebook import Codebook
from negresearch.read.sheets import Sheets, Stated, read_sheets
from negresearch.spans import parse_cite


class Unit(NamedTuple):
    """A sentence that was coded: the frames that each coder gave it (None: left out), and what they agreed on.

    `said` has what each coder says of each frame; `stated` that which counts, of the agreed coding or the first.
    """

    doc_id: str
    start: int
    end: int
    codes: tuple[frozenset[str] | None, ...]
    stratum: str = ""
    agreed: frozenset[str] | None = None
    stated: tuple[Stated, ...] = ()
    said: tuple[tuple[Stated, ...], ...] = ()

    @property
    def counted(self) -> list[frozenset[str]]:
        """The codings that count: the agreed one, else those of all coders alike."""
        return [codes for codes in self.codes if codes is not None] if self.agreed is None else [self.agreed]


class Measured(NamedTuple):
    """How often a frame was right, too much, missed and rightly absent in the units of one text.

    `held_*`: the same without the cues that fire in no other of the texts.
    """

    doc_id: str
    frame: str
    right: int
    extra: int
    missed: int
    neither: int
    held_right: int
    held_extra: int
    held_missed: int


@dataclass(frozen=True)
class HandCoding:
    """What people coded, to hold a program's codings against.

    Attributes
    ----------
    coders : tuple of str
        In the order of `Unit.codes`; none where nothing was coded by hand.
    frames : tuple of str
        The frames that were looked for.
    units : tuple of Unit
        The sentences, in the order of the texts.
    texts : mapping of str to str
        SHA-256 of each coded text, by the doc_id that it has here.
    sha256 : str
        Of the files read.
    strata, corpus : mapping of str to int, str
        Of a drawn sample: how many sentences each stratum holds, and the digest of all texts that it was drawn from.
    measured, measured_with : tuple of Measured, str
        How a codebook did on these units when it was last measured, to be quoted where the texts are not at hand, and
        the SHA-256 of that codebook.
    when, said : str
        When the texts were coded, and what has to be known of it.
    alphas : mapping of str to float
        How far two coders agree, by frame, as it was last measured (see `agreement`), where it comes with a codebook.
    passes : tuple of (int, int), optional
        Codes given in both passes, and in either, where one coder coded twice.
    """

    coders: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""
    strata: Mapping[str, int] = field(default_factory=dict)
    corpus: str = ""
    measured: tuple[Measured, ...] = ()
    measured_with: str = ""
    when: str = ""
    said: str = ""
    alphas: Mapping[str, float] = field(default_factory=dict)
    passes: tuple[int, int] | None = None

    def __repr__(self) -> str:
        many = f"{len(self.units)} sentences of {len(self.texts)} texts"
        return f"<HandCoding: {many}, {len(self.coders)} coders, {len(self.frames)} frames>"


def digest_of_texts(sha256s: Sequence[str]) -> str:
    """Name a set of texts by their SHA-256s, whatever their order and their ids."""
    return hashlib.sha256("\n".join(sorted(sha256s)).encode()).hexdigest()


def read_by_hand(codebook: Codebook, sheet: str | Path | Sequence[str | Path] = ()) -> HandCoding:
    """Read what people coded by a codebook.

    Parameters
    ----------
    sheet : path or sequence of paths
        Sheets drawn by `negresearch sample` and filled in: one for all coders, or one for each. Without it, the
        sentences that come with the codebook; few codebooks have any, and then there are no units.

    Raises
    ------
    SheetError
        If a sheet cannot be read: naming file, line and what to do.

    Examples
    --------
    >>> from negresearch import read_codebook
    >>> read_by_hand(read_codebook("peace-talks"))
    <HandCoding: 268 sentences of 5 texts, 2 coders, 17 frames>
    """
    paths = [Path(sheet)] if isinstance(sheet, str | Path) else [Path(path) for path in sheet]
    if paths:
        return _sampled(read_sheets(paths, [frame.frame for frame in codebook.frames]))
    folder = files("negresearch") / "codebooks" / f"{codebook.name}.gold"
    return _gold(folder) if folder.is_dir() else HandCoding()


def _gold(folder: Traversable) -> HandCoding:
    data = {file.name: file.read_bytes() for file in folder.iterdir()}
    about = tomllib.loads(data["about.toml"].decode())
    first, second = _by_place(data["codings.csv"]), _by_place(data["second.csv"])
    units = []
    for row in _rows(data["units.csv"]):
        both = [tuple(coder.get((row["doc_id"], row["start"]), ())) for coder in (first, second)]
        codes = [frozenset(each.frame for each in given) for given in both]
        place = row["doc_id"], int(row["start"]), int(row["end"])
        units.append(Unit(*place, tuple(codes), agreed=codes[0], stated=both[0], said=tuple(both)))
    passes = [(row["first"] == "1", row["second"] == "1") for row in _rows(data["passes.csv"])]
    measured = _rows(data.get("measured.csv", b""))
    alphas = _rows(data.get("agreement.csv", b""))
    return HandCoding(
        coders=tuple(about["coders"]),
        frames=tuple(sorted({each.frame for given in first.values() for each in given})),
        units=tuple(units),
        texts=about["texts"],
        sha256=hashlib.sha256(data["units.csv"] + data["codings.csv"] + data["second.csv"]).hexdigest(),
        measured=tuple(
            Measured(row["doc_id"], row["frame"], *(int(row[n]) for n in Measured._fields[2:])) for row in measured
        ),
        measured_with=measured[0]["codebook"] if measured else "",
        when=about["when"],
        said=about["said"],
        alphas={row["frame"]: float(row["alpha"]) for row in alphas},
        passes=(sum(first and second for first, second in passes), len(passes)),
    )


def _sampled(sheets: Sheets) -> HandCoding:
    units = []
    for cite_id, stratum in sheets.key["units"].items():
        place, given = parse_cite(cite_id), [codes.get(cite_id) for codes in sheets.codes.values()]
        agreed = sheets.agreed.get(cite_id)
        known = [each for each in (agreed, *given) if each is not None]
        said = tuple(each or () for each in given)
        unit = Unit(*place, tuple(map(_frames, given)), stratum, _frames(agreed), next(iter(known), ()), said)
        units += [unit] if unit.counted else []
    of_key = {name: sheets.key[name] for name in ("texts", "strata", "corpus")}
    frames = tuple(sheets.key["frames"])
    return HandCoding(tuple(sheets.codes), frames, tuple(units), sha256=sheets.sha256, **of_key)


def _frames(given: Sequence[Stated] | None) -> frozenset[str] | None:
    return None if given is None else frozenset(each.frame for each in given)


def _by_place(data: bytes) -> dict[tuple[str, str], list[Stated]]:
    found: dict[tuple[str, str], list[Stated]] = {}
    for row in _rows(data):
        stated = Stated(*(row[name] for name in Stated._fields))
        found.setdefault((row["doc_id"], row["start"]), []).append(stated)
    return found


def _rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(data.decode().splitlines()))
