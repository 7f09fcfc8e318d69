"""Codebooks: the frames, the rules by which a person codes them, and the cues by which a program finds them."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from negresearch.errors import CodebookError, unknown
from negresearch.read.codebook.patterns import Pattern, PatternError, parse_pattern
from negresearch.tables import Polarity

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
_BOOK_KEYS = frozenset({"name", "version", "title", "description", "lists", "frames"})
_FRAME_KEYS = frozenset(
    {"title", "definition", "include", "exclude", "rulings", "examples", "literature", "argument", "polarity",
     "unnamed", "names_actors", "yields_to", "misses", "cues"}
)  # fmt: skip


@dataclass(frozen=True)
class Cue:
    """A pattern that stands for a frame.

    Attributes
    ----------
    cue : str
        Its id, `frame/name`.
    frame : str
        The frame it stands for.
    text : str
        The pattern as written.
    pattern : Pattern
        The pattern taken apart.
    """

    cue: str
    frame: str
    text: str
    pattern: Pattern


@dataclass(frozen=True)
class Frame:
    """A frame: what it means, what belongs to it and what does not, and its cues.

    Attributes
    ----------
    frame, title, definition : str
        Id, name and meaning.
    include, exclude, rulings, literature : tuple of str
        The rules a coder follows, and where they come from.
    examples : tuple of (str, str)
        Text and where it stands.
    argument : str or None
        What its party slot is called (actor, target, controller, whose), None where it has none.
    polarity : tuple of str
        The polarities it can take; any other counts as asserted (a condition set in an if-clause is set).
    unnamed : str or None
        "speaker" where the argument, if a cue does not name it, is whoever puts the proposition forward.
    names_actors : bool
        Whether its definition names a party, so that its codings cannot mirror when parties are swapped.
    yields_to : tuple of str
        Frames whose longer match takes this frame's shorter one away ("not ready for talks" is no readiness).
    misses : str
        What its cues are known not to catch.
    cues : tuple of Cue
    """

    frame: str
    title: str
    definition: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    rulings: tuple[str, ...]
    examples: tuple[tuple[str, str], ...]
    literature: tuple[str, ...]
    argument: str | None
    polarity: tuple[Polarity, ...]
    unnamed: str | None
    names_actors: bool
    yields_to: tuple[str, ...]
    misses: str
    cues: tuple[Cue, ...]


@dataclass(frozen=True, eq=False)
class Codebook:
    """Frames with their cues; two codebooks with the same sha256 find the same.

    Attributes
    ----------
    name, version, title : str
    frames : tuple of Frame
        In the order of the file.
    sha256 : str
        Of the file's bytes.
    """

    name: str
    version: str
    title: str
    frames: tuple[Frame, ...]
    sha256: str

    @cached_property
    def _by_name(self) -> dict[str, Frame]:
        return {frame.frame: frame for frame in self.frames}

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """All cues, frame by frame."""
        return tuple(cue for frame in self.frames for cue in frame.cues)

    def __getitem__(self, frame: str) -> Frame:
        if frame not in self._by_name:
            raise CodebookError(f"codebook {self.name}: {unknown('frame', frame, self._by_name)}")
        return self._by_name[frame]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Codebook) and other.sha256 == self.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __repr__(self) -> str:
        return f"<Codebook {self.name} {self.version}: {len(self.frames)} frames>"


def read_codebook(source: str | Path = "peace-talks") -> Codebook:
    """Read and check a codebook.

    Parameters
    ----------
    source : str or Path
        The name of a bundled codebook, or the path of a .toml file. How a cue is written stands in
        `negresearch.read.codebook.patterns`.

    Returns
    -------
    Codebook

    Raises
    ------
    CodebookError
        If there is no such codebook, or the file does not say what it must; it names file, line and frame.

    Examples
    --------
    >>> read_codebook("peace-talks")
    <Codebook peace-talks 1.0: 17 frames>
    """
    where, data = _bytes_of(source)
    try:
        text = data.decode("utf-8")
        content = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"{where}: not a TOML file in UTF-8: {error}") from error
    return _Reader(where, text).codebook(content, hashlib.sha256(data).hexdigest())


def _bytes_of(source: str | Path) -> tuple[str, bytes]:
    path = Path(source)
    if path.is_file():
        return str(source), path.read_bytes()
    bundled = {file.name.removesuffix(".toml"): file for file in _bundled() if file.name.endswith(".toml")}
    if str(source) in bundled:
        return f"{source}.toml", bundled[str(source)].read_bytes()
    if path.suffix == ".toml" or len(path.parts) > 1:
        raise CodebookError(f"{source}: no such file; name a .toml file or one of {', '.join(sorted(bundled))}")
    raise CodebookError(unknown("codebook", str(source), bundled))


def _bundled() -> Any:
    return (files("negresearch") / "codebooks").iterdir()


@dataclass(frozen=True)
class _Reader:
    """Turns the content of one file into a codebook, and knows where each thing stands in it."""

    where: str
    text: str

    def codebook(self, content: Mapping[str, Any], sha256: str) -> Codebook:
        self._only(content, _BOOK_KEYS, "")
        for key in ("name", "version", "title"):
            self._string(content, key, "")
        tables = content.get("frames", {})
        if not tables or not isinstance(tables, dict):
            raise self._error("", None, "it has no frame; write one under [frames.NAME]")
        lists = content.get("lists", {})
        frames = tuple(self._frame(name, table, lists) for name, table in tables.items())
        for frame in frames:
            for other in frame.yields_to:
                if other not in tables:
                    raise self._error(frame.frame, "yields_to", unknown("frame", other, tables))
        return Codebook(content["name"], content["version"], content["title"], frames, sha256)

    def _frame(self, name: str, table: Mapping[str, Any], lists: Mapping[str, str]) -> Frame:
        if not isinstance(table, dict):
            raise self._error(name, None, "it is no table; write [frames.NAME]")
        self._only(table, _FRAME_KEYS, name)
        argument = table.get("argument") or None
        given = self._strings(table, "polarity", name) or POLARITIES
        for value in given:
            if value not in POLARITIES:
                raise self._error(name, "polarity", unknown("polarity", value, POLARITIES))
        polarity = tuple(value for value in POLARITIES if value in given)
        return Frame(
            frame=name,
            title=self._string(table, "title", name),
            definition=self._string(table, "definition", name),
            include=self._strings(table, "include", name),
            exclude=self._strings(table, "exclude", name),
            rulings=self._strings(table, "rulings", name),
            examples=self._examples(table, name),
            literature=self._strings(table, "literature", name),
            argument=argument,
            polarity=polarity,
            unnamed=self._unnamed(table, name),
            names_actors=bool(table.get("names_actors", False)),
            yields_to=self._strings(table, "yields_to", name),
            misses=table.get("misses", ""),
            cues=self._cues(table.get("cues", {}), name, argument, lists),
        )

    def _unnamed(self, table: Mapping[str, Any], frame: str) -> str | None:
        value = table.get("unnamed")
        if value not in {None, "speaker"}:
            raise self._error(frame, "unnamed", unknown("value of 'unnamed'", str(value), ["speaker"]))
        return value

    def _cues(
        self, table: Mapping[str, Any], frame: str, argument: str | None, lists: Mapping[str, str]
    ) -> tuple[Cue, ...]:
        if not table or not isinstance(table, dict):
            raise self._error(frame, "cues", f"it has no cue; write them under [frames.{frame}.cues]")
        cues = []
        for name, text in table.items():
            try:
                pattern = parse_pattern(text, lists, argument)
            except (PatternError, AttributeError, TypeError) as error:
                reason = error if isinstance(error, PatternError) else "a cue is one string"
                raise self._error(f"{frame}.cues", name, f"cue {name!r} ({text!r}): {reason}") from error
            cues.append(Cue(f"{frame}/{name}", frame, text, pattern))
        return tuple(cues)

    def _examples(self, table: Mapping[str, Any], frame: str) -> tuple[tuple[str, str], ...]:
        examples = table.get("examples", [])
        for example in examples:
            if not isinstance(example, dict) or set(example) != {"text", "source"}:
                raise self._error(frame, "examples", 'an example is { text = "…", source = "…" }')
        return tuple((example["text"], example["source"]) for example in examples)

    def _string(self, table: Mapping[str, Any], key: str, frame: str) -> str:
        value = table.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._error(frame, None if value is None else key, f"{key!r} must be a text that is not empty")
        return value.strip()

    def _strings(self, table: Mapping[str, Any], key: str, frame: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self._error(frame, key, f"{key!r} must be a list of texts")
        return tuple(value)

    def _only(self, table: Mapping[str, Any], known: frozenset[str], frame: str) -> None:
        for key in table:
            if key not in known:
                raise self._error(frame, key, unknown("key", key, known))

    def _error(self, frame: str, key: str | None, problem: str) -> CodebookError:
        named = f"frame {frame.removesuffix('.cues')}: " if frame else ""
        return CodebookError(f"{self.where}, line {self._line(frame, key)}: {named}{problem}")

    def _line(self, frame: str, key: str | None) -> int:
        """The line of a key in a frame's table, or of the table, or of the file's first line."""
        table, found = "", 1
        for number, line in enumerate(self.text.splitlines(), start=1):
            header = re.match(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$", line)
            if header:
                table = header[1].replace('"', "").replace(" ", "").removeprefix("frames.")
            if header and frame and table == frame:
                found = number
            if key and (table == frame or not frame) and re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line):
                return number
            if header and key and table == f"{frame}.{key}":
                return number
        return found
