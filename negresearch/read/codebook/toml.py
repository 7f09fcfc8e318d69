"""A codebook's own file: TOML, checked key by key, with errors that name frame and line."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from negresearch.errors import CodebookError, unknown
from negresearch.read.codebook.model import POLARITIES, UNITS, Codebook, Cue, Frame, Scoring
from negresearch.read.codebook.patterns import PatternError, Sequence, parse_pattern, parse_sequence

_BOOK_KEYS = frozenset("name version title question description unit scoring lists frames".split())
_TEXTS, _LISTS = ("title", "definition"), ("include", "exclude", "rulings", "literature", "yields_to")
_FRAME_KEYS = frozenset(
    {*_TEXTS, *_LISTS, *"examples argument polarity unnamed names_actors misses cues threshold".split()}
)
#: What [scoring] must say, and the least each may be; `model.Scoring` tells what it means.
_SCORING = {
    "threshold": 0.1, "words": 1, "title": 1, "repeat": 0, "share": 0, "most": 1, "mentions": 0, "debunks": 0,
}  # fmt: skip
_SCORING_WORDS = ("about", "doubted")


@lru_cache(maxsize=4)
def read_toml(where: str, data: bytes) -> Codebook:
    """Read and check the bytes of a TOML file; a CodebookError names file, line and frame."""
    try:
        text = data.decode("utf-8")
        content = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CodebookError(f"{where}: not a TOML file in UTF-8: {error}") from error
    return codebook_of(where, text, content, hashlib.sha256(data).hexdigest())


def codebook_of(where: str, text: str, content: Mapping[str, Any], sha256: str) -> Codebook:
    """Check the content of a file, or what of it makes a codebook; errors as `read_toml`."""
    return _Reader(where, text).codebook(content, sha256)


@dataclass(frozen=True)
class TableReader:
    """A TOML file that knows where each thing stands in it; tables are called by their path, the beginning by ""."""

    where: str
    text: str

    def string(self, content: Mapping[str, Any], key: str, table: str) -> str:
        """A text that must be there, without blanks at its edges."""
        value = content.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(table, key, f"{key!r} must be a text that is not empty")
        return value.strip()

    def strings(self, content: Mapping[str, Any], key: str, table: str, row: str | None = None) -> tuple[str, ...]:
        """A list of texts, empty without the key; a table of one line is named by that line, its row."""
        value = content.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(table, row or key, f"{key!r} must be a list of texts")
        return tuple(value)

    def tables(self, content: Mapping[str, Any], key: str, table: str) -> Mapping[str, Any]:
        """A table that must be there and hold something: frames, cues, events, rules."""
        found = content.get(key)
        if not found or not isinstance(found, dict):
            path = f"{table}.{key}" if table else f"{key}.NAME"
            raise self.error(table, key, f"it has no {key[:-1]}; write one under [{path}]")
        return found

    def only(self, content: Any, known: frozenset[str], table: str, row: str | None = None) -> None:
        """Refuse what is no table, and a key that is not known."""
        if not isinstance(content, dict):
            raise self.error(table, row, f"it is no table; write [{table}]")
        for key in content:
            if key not in known:
                raise self.error(table, row or key, unknown("key", key, known))

    def error(self, table: str, key: str | None, problem: str) -> CodebookError:
        """What is wrong, with file and line, and the frame or event that it is wrong with."""
        kind, _, rest = table.partition(".")
        named = f"{kind[:-1]} {rest.split('.')[0]}: " if rest else ""
        return CodebookError(f"{self.where}, line {self._line(table, key)}: {named}{problem}")

    def _line(self, table: str, key: str | None) -> int:
        """The line of a key of a table, else of the table, else the first."""
        here, found = "", 1
        for number, line in enumerate(self.text.splitlines(), start=1):
            header = re.match(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?$", line)
            if header:
                here = header[1].replace('"', "").replace(" ", "")
                found = number if here == table else found
            if (
                key
                and here == (f"{table}.{key}".lstrip(".") if header else table)
                and (header or re.match(rf"\s*\"?{re.escape(key)}\"?\s*=", line))
            ):
                return number
        return found


@dataclass(frozen=True)
class _Reader(TableReader):
    """Turns the content of one file into a codebook."""

    def codebook(self, content: Mapping[str, Any], sha256: str) -> Codebook:
        self.only(content, _BOOK_KEYS, "")
        named = [self.string(content, key, "") for key in ("name", "version", "title")]
        tables, lists = self.tables(content, "frames", ""), content.get("lists", {})
        unit = content.get("unit", "sentence")
        if unit not in UNITS:
            raise self.error("", "unit", unknown("unit", str(unit), UNITS))
        scoring = self._scoring(content, lists) if unit == "article" else None
        frames = tuple(self._frame(name, table, lists, scoring) for name, table in tables.items())
        for frame in frames:
            for other in frame.yields_to:
                if other not in tables:
                    raise self.error(f"frames.{frame.frame}", "yields_to", unknown("frame", other, tables))
        question = self.string(content, "question", "") if "question" in content else ""
        name, version, title = named
        return Codebook(name, version, title, frames, sha256, unit, scoring, question)

    def _scoring(self, content: Mapping[str, Any], lists: Mapping[str, str]) -> Scoring:
        table = content.get("scoring")
        if not isinstance(table, dict):
            raise self.error("", None, "where unit = 'article', [scoring] says how evidence adds up")
        self.only(table, frozenset({*_SCORING, *_SCORING_WORDS}), "scoring")
        given: dict[str, Any] = {key: self._number(table, key, "scoring", least) for key, least in _SCORING.items()}
        given |= {key: int(given[key]) for key in ("words", "most", "mentions")}
        given |= {key: self._sequence(table, key, lists) for key in _SCORING_WORDS}
        return Scoring(**given)

    def _sequence(self, table: Mapping[str, Any], key: str, lists: Mapping[str, str]) -> Sequence:
        try:
            return parse_sequence(self.string(table, key, "scoring"), lists)
        except PatternError as error:
            raise self.error("scoring", key, f"{key!r}: {error}") from error

    def _number(self, table: Mapping[str, Any], key: str, frame: str, least: float) -> float:
        value = table.get(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not least <= value < 1e6:
            raise self.error(frame, None if value is None else key, f"{key!r} must be a number from {least} on")
        return value

    def _frame(self, name: str, table: Mapping[str, Any], lists: Mapping[str, str], scoring: Scoring | None) -> Frame:
        where = f"frames.{name}"
        self.only(table, _FRAME_KEYS, where)
        told: dict[str, Any] = {key: self.string(table, key, where) for key in _TEXTS}
        told |= {key: self.strings(table, key, where) for key in _LISTS}
        given = self.strings(table, "polarity", where) or POLARITIES
        for value in given:
            if value not in POLARITIES:
                raise self.error(where, "polarity", unknown("polarity", value, POLARITIES))
        argument, unnamed = table.get("argument") or None, table.get("unnamed")
        if unnamed not in (None, "speaker"):
            raise self.error(where, "unnamed", unknown("value of 'unnamed'", str(unnamed), ["speaker"]))
        threshold = scoring.threshold if scoring else 0.0
        return Frame(
            name,
            **told,
            examples=self._examples(table, where),
            argument=argument,
            polarity=tuple(value for value in POLARITIES if value in given),
            unnamed=unnamed,
            names_actors=bool(table.get("names_actors", False)),
            misses=table.get("misses", ""),
            threshold=self._number(table, "threshold", where, 0.1) if "threshold" in table else threshold,
            cues=self._cues(table, name, argument, lists, wide=scoring is not None),
        )

    def _cues(
        self, content: Mapping[str, Any], frame: str, argument: str | None, lists: Mapping[str, str], *, wide: bool
    ) -> tuple[Cue, ...]:
        cues = []
        for name, text in self.tables(content, "cues", f"frames.{frame}").items():
            try:
                pattern = replace(parse_pattern(text, lists, argument), wide=wide)
                if pattern.weight != 1 and not wide:
                    raise PatternError("only where unit = 'article' it has weight")
            except (PatternError, AttributeError, TypeError) as error:
                reason = error if isinstance(error, PatternError) else "a cue is one string"
                raise self.error(f"frames.{frame}.cues", name, f"cue {name!r} ({text!r}): {reason}") from error
            cues.append(Cue(f"{frame}/{name}", frame, text, pattern))
        return tuple(cues)

    def _examples(self, table: Mapping[str, Any], frame: str) -> tuple[tuple[str, str], ...]:
        examples = table.get("examples", [])
        if not isinstance(examples, list) or not all(
            isinstance(e, dict) and e.keys() == {"text", "source"} for e in examples
        ):
            raise self.error(frame, "examples", 'examples are a list of { text = "…", source = "…" }')
        return tuple((example["text"], example["source"]) for example in examples)
