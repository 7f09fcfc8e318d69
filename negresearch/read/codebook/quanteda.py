"""Dictionaries of quanteda, as YAML: read as codebooks, and written from them.

A dictionary is keys with values, a value one or more words in which ``*`` stands for any letters and ``?`` for one.
Keys may be nested; the frame of such a key is named as quanteda names it, "government.opposition". quanteda looks for
tokens and so does this package, but it parts words at hyphens: "co-operat*" is found in "co operated" too.

The form is that of `quanteda::dictionary(file = ...)` (Benoit et al. 2018, Journal of Open Source Software 3(30), 774).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from typing import Any, NamedTuple

from negresearch.errors import CodebookError, MissingExtraError
from negresearch.read.codebook.model import Codebook, Cue, Frame
from negresearch.read.codebook.patterns import Argument, Choice, Element, Gap, Pattern, Word

#: So many values one cue may become, when its alternatives are written out.
MOST_VALUES = 500
#: Keys within keys: deeper than any dictionary, and far from what a stack can bear.
_DEEPEST = 20


class Unsaid(NamedTuple):
    """What a dictionary can't say of a cue: its id, whether its words are written all the same, and what is lost."""

    cue: str
    written: bool
    why: str


def read_dictionary(where: str, data: bytes) -> Codebook:
    """Read a quanteda dictionary as a codebook of sentences; a CodebookError names file, line and key.

    Its frames have no argument and no rules, for a dictionary has none.
    """
    cues = dict.fromkeys(_Reader(where).keys(_compose(where, data), ()))
    if not cues:
        raise CodebookError(f"{where}, line 1: it has no key with values; write KEY: [VALUE, …]")
    definition = f"The words that {where} lists for it; a dictionary defines nothing."
    frames: dict[str, list[Cue]] = {}
    for cue in cues:
        frames.setdefault(cue.frame, []).append(cue)
    made = tuple(Frame(name, name, definition, tuple(of_it), names_actors=True) for name, of_it in frames.items())
    name = Path(where).stem
    return Codebook(name, "quanteda", name, made, hashlib.sha256(data).hexdigest())


def write_quanteda(codebook: Codebook, path: str | Path) -> tuple[Unsaid, ...]:
    """Write a codebook as a dictionary that quanteda reads, a YAML file.

    Returns
    -------
    tuple of Unsaid
        What a dictionary can't say, cue by cue: gaps, conditions and arguments between words keep a cue from being
        written; parties, polarities and weights are lost from those that are.

    Examples
    --------
    >>> import tempfile
    >>> from negresearch import read_codebook
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     lost = write_quanteda(read_codebook("peace-talks"), f"{folder}/talks.yml")
    ...     again = read_codebook(f"{folder}/talks.yml")
    >>> len(again.frames), lost[0].cue, lost[0].written, lost[0].why
    (17, 'openness_to_talks/ready-for-talks', False, 'a gap')
    """
    lines = [f"# {codebook.name} {codebook.version} as a quanteda dictionary; sha256 of its source: {codebook.sha256}"]
    unsaid: list[Unsaid] = []
    for frame in codebook.frames:
        values: dict[str, None] = {}
        for cue in frame.cues:
            said, lost = _values_of(cue)
            values |= dict.fromkeys(said)
            unsaid.extend(Unsaid(cue.cue, bool(said), why) for why in lost)
        lines += [f"# {line}" for line in frame.definition.splitlines()] if values else [f"# {frame.frame}: no value"]
        lines += [f"{_quoted(frame.frame)}:", *(f"  - {_quoted(value)}" for value in values)] if values else []
    Path(path).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return tuple(unsaid)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _values_of(cue: Cue) -> tuple[list[str], list[str]]:
    """The values that say a cue, none where it can't be said, and what they don't say."""
    pattern = cue.pattern
    if pattern == Pattern(pattern.elements, wide=pattern.wide) and all(isinstance(e, Word) for e in pattern.elements):
        return [cue.text.partition("=>")[0].strip()], []
    kept_back = [
        *(["a gap"] if _has(pattern.elements, Gap) else []),
        *(["the party between its words"] if _has(pattern.elements, Argument) else []),
        *(["a condition"] if pattern.needs or pattern.bars else []),
    ]
    values = list(islice(_written_out(pattern.elements), MOST_VALUES + 1)) if not kept_back else []
    if len(values) > MOST_VALUES:
        kept_back.append(f"more than {MOST_VALUES} alternatives")
    lost = [
        *(["who does it"] if pattern.slot in {"subject", "possessor", "object"} else []),
        *(f"hint {hint}" for hint in sorted(pattern.hints)),
        *(["its weight"] if pattern.weight != 1 else []),
        *(['that "not only" is no "not"'] if any(words[-1:] == ("not",) for words in values) else []),
    ]
    return ([], kept_back) if kept_back else ([" ".join(words) for words in values], lost)


def _has(elements: tuple[Element, ...], kind: type[Gap | Argument]) -> bool:
    return any(
        isinstance(e, kind) or (isinstance(e, Choice) and any(_has(option, kind) for option in e.options))
        for e in elements
    )


def _written_out(elements: tuple[Element, ...]) -> Iterator[tuple[str, ...]]:
    """Every sequence of words that the elements stand for."""
    if not elements:
        yield ()
        return
    first, rest = elements[0], elements[1:]
    for words, after in product(_variants(first), list(islice(_written_out(rest), MOST_VALUES + 1))):
        yield (*words, *after)


def _variants(element: Element) -> Iterator[tuple[str, ...]]:
    if isinstance(element, Word):
        yield (element.text,)
    elif isinstance(element, Choice):
        for option in element.options:
            yield from islice(_written_out(option), MOST_VALUES + 1)
        if element.optional:
            yield ()


@dataclass(frozen=True)
class _Reader:
    """Walks through the nodes of one file; a node knows its line."""

    where: str

    def keys(self, node: Any, path: tuple[str, ...]) -> Iterator[Cue]:
        """The values of a mapping, key by key."""
        if not isinstance(node.value, list) or node.id != "mapping":
            raise self._error(node, path, "it must be keys with values, as in KEY: [VALUE, …]")
        if len(path) >= _DEEPEST:
            raise self._error(node, path, f"its keys are nested more than {_DEEPEST} deep")
        seen: set[str] = set()
        for key, value in node.value:
            if key.id != "scalar" or not key.value.strip():
                raise self._error(key, path, "a key is one text that is not empty")
            if key.value in seen:
                raise self._error(key, (*path, key.value), "this key stands here twice; join its values")
            seen.add(key.value)
            yield from self._values(value, (*path, key.value.strip()))

    def _values(self, node: Any, path: tuple[str, ...]) -> Iterator[Cue]:
        if node.id == "mapping":
            yield from self.keys(node, path)
        elif node.id == "scalar":
            yield self._cue(node, path)
        else:
            if not node.value:
                raise self._error(node, path, "it has no value")
            for item in node.value:
                if item.id == "sequence":
                    raise self._error(item, path, "a value is one text, not a list")
                yield from self._values(item, path)

    def _cue(self, node: Any, path: tuple[str, ...]) -> Cue:
        frame, text = ".".join(path), node.value.strip()
        if not text:
            raise self._error(node, path, "it has no value, or an empty one")
        words = [word for token in text.lower().replace("’", "'").split() for word in token.split("-") if word]
        for word in words or [text]:
            letters = word.strip("*?")
            if not letters:
                raise self._error(node, path, f"value {text!r}: {word!r} stands for any word; write the words")
            if not (letters[0].isalnum() or letters[0] == "_"):
                raise self._error(node, path, f"value {text!r}: only words are looked for, no signs; delete {word!r}")
        return Cue(f"{frame}/{text}", frame, text, Pattern(tuple(map(Word, words))))

    def _error(self, node: Any, path: tuple[str, ...], problem: str) -> CodebookError:
        named = f"frame {'.'.join(path)}: " if path else ""
        return CodebookError(f"{self.where}, line {node.start_mark.line + 1}: {named}{problem}")


def _compose(where: str, data: bytes) -> Any:
    """The nodes of a YAML file: texts as they are written, for "no" is a word here and not false; nothing is run."""
    try:
        import yaml
    except ImportError:
        raise MissingExtraError(
            f"{where}: a dictionary is read with PyYAML: pip install 'negresearch[dictionaries]'"
        ) from None
    try:
        text = data.decode("utf-8-sig")
        alias = next((token for token in yaml.scan(text, yaml.SafeLoader) if isinstance(token, yaml.AliasToken)), None)
        if alias is not None:
            line, name = alias.start_mark.line + 1, alias.value
            raise CodebookError(f"{where}, line {line}: aliases (*{name}) are not read; put a value with * in quotes")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError as error:
        raise CodebookError(f"{where}: not a text in UTF-8: {error}") from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        problem = getattr(error, "problem", None) or "it is no YAML"
        raise CodebookError(f"{where}, line {line}: {problem}; put values with signs (* ? : #) in quotes") from error
    if node is None:
        raise CodebookError(f"{where}, line 1: it is empty; write KEY: [VALUE, …]")
    return node
