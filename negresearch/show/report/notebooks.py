"""Where the notebooks lie, which one a name means, the parameters that it declares, and the check of what it is given.

A notebook's cell tagged `parameters` holds one assignment a line, each with a type, a default and a comment:

    corpus: str = "seeds"      # a folder of .txt files, or a .jsonl, .csv or .parquet file
    width: int = 60            # characters on each side; 20 to 200
    voice: str = "all"         # whose words are counted; one of: all, narrator, speaker

`LOW to HIGH` at the end of a comment is the range of a number, `one of: A, B` the choices of a word.
"""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from math import isfinite
from pathlib import Path
from typing import Any

from negresearch.errors import ParameterError, unknown

_RANGE = re.compile(r"(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)\s*$")
_CHOICES = re.compile(r"one of:\s*(.+?)\s*$")
_WORDS: Mapping[str, bool] = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_ARTICLE = {"int": "a whole number", "float": "a number", "bool": "true or false", "str": "words"}


def notebook_folder() -> Path:
    """The folder of the notebooks: inside an installed package, beside the package in a clone."""
    package = Path(str(files("negresearch")))
    inside = package / "notebooks"
    return inside if inside.is_dir() else package.parent / "notebooks"


def find_notebooks(names: Iterable[str] = ()) -> dict[str, Path]:
    """Find notebooks of the package by name, or one's own by path; all of the package's without.

    They are given by the name of the report that each becomes, in the order asked for.

    Raises ParameterError if there is no such notebook, or two would become one report.
    """
    ours = {path.stem: path for path in sorted(notebook_folder().glob("*.ipynb")) if ".failed" not in path.suffixes}
    found: dict[str, Path] = {}
    for name in list(names) or list(ours):
        path = Path(name) if name.endswith(".ipynb") else ours.get(name)
        if path is None or not path.is_file():
            raise ParameterError(unknown("notebook", name, ours))
        if found.setdefault(path.stem, path) != path:
            raise ParameterError(f"two notebooks are called {path.stem!r}: {found[path.stem]} and {path}")
    if not found:
        raise ParameterError(f"no notebook in {notebook_folder()}")
    return found


def find_corpus(given: str | Path | None, default: str) -> Path:
    """Find the corpus: the one given, or the default here or one folder up, where notebooks/ stands beside it.

    Raises ParameterError if there is none.
    """
    if given is not None:
        if not Path(given).exists():
            raise ParameterError(f"corpus {str(given)!r} does not exist: name a folder of .txt files, or a table file")
        return Path(given).absolute()
    for folder in (Path.cwd(), Path.cwd().parent):
        if (folder / default).exists():
            return folder / default
    raise ParameterError(f"there is no {default!r} here: name your corpus with --corpus PATH")


@dataclass(frozen=True)
class Parameter:
    """A declared parameter: what it is called, what it may be, what it is without being given."""

    name: str
    type: str
    default: Any
    comment: str = ""

    @property
    def optional(self) -> bool:
        """Whether it may be None."""
        return self.type.endswith("| None")

    @property
    def kind(self) -> str:
        """Its type without `| None`."""
        return self.type.removesuffix("| None").strip()

    def check(self, value: Any, where: str) -> Any:
        """Take a value, or a word from the command line that spells one.

        Raises ParameterError naming notebook and parameter, what was given and what may be.
        """
        if self.optional and value in (None, "", "none", "None"):
            return None
        bounds, choices = _RANGE.search(self.comment), _CHOICES.search(self.comment)
        try:
            taken = _READ[self.kind](value)
        except (ValueError, TypeError, KeyError, AttributeError):
            what = _ARTICLE.get(self.kind, "words separated by commas") + (f" ({self.comment})" if self.comment else "")
            raise ParameterError(f"{where}: {self.name}={value!r} is not {what}") from None
        if bounds and not isinstance(taken, str) and not float(bounds[1]) <= taken <= float(bounds[2]):
            raise ParameterError(f"{where}: {self.name}={taken!r} is out of range: {bounds[1]} to {bounds[2]}")
        allowed = [choice.strip() for choice in choices[1].split(",")] if choices else []
        for item in taken if isinstance(taken, list) else [taken]:
            if allowed and str(item) not in allowed:
                raise ParameterError(f"{where}: {unknown(self.name, str(item), allowed)}")
        return taken


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    return int(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isfinite(float(value)):
        raise ValueError
    return float(value)


def _word(value: Any) -> str:
    if not isinstance(value, (str, Path)):
        raise TypeError
    return str(value)


def _list(value: Any) -> list[str]:
    parts = value.split(",") if isinstance(value, str) else value
    return [_word(part).strip() for part in parts]


_READ: Mapping[str, Callable[[Any], Any]] = {
    "str": _word, "int": _whole, "float": _number, "list[str]": _list,
    "bool": lambda value: value if isinstance(value, bool) else _WORDS[value.strip().lower()],
}  # fmt: skip


def declared_parameters(notebook: Path) -> dict[str, Parameter]:
    """Read the parameters that a notebook declares, in order, without running anything.

    Raises ParameterError if the file is no notebook, or a line declares no type that can be checked.
    """
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        sources = ["".join(c["source"]) for c in cells if "parameters" in c["metadata"].get("tags", [])]
        return {p.name: p for source in sources for p in _declarations(source, notebook.name)}
    except (OSError, ValueError, KeyError, TypeError, SyntaxError) as error:
        raise ParameterError(f"{notebook}: no notebook that can be read ({type(error).__name__}: {error})") from None


def _declarations(source: str, where: str) -> Iterator[Parameter]:
    tree, tokens = ast.parse(source), tokenize.generate_tokens(io.StringIO(source).readline)
    comments = {t.start[0]: t.string.lstrip("# ").strip() for t in tokens if t.type == tokenize.COMMENT}
    for node in tree.body:
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name) or node.value is None:
            raise ParameterError(f"{where}, parameters, line {node.lineno}: write `name: type = default  # what it is`")
        typed, default = ast.unparse(node.annotation), ast.literal_eval(node.value)
        parameter = Parameter(node.target.id, typed, default, comments.get(node.lineno, ""))
        if parameter.kind not in _READ:
            raise ParameterError(f"{where}: {parameter.name}: {unknown('type', parameter.kind, _READ)}")
        yield parameter


def checked_parameters(
    declared: Mapping[str, Mapping[str, Parameter]], given: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """Give each notebook those of the values, or words from a command line, that it declares.

    Raises ParameterError if no notebook declares a name, or a value has the wrong type or is out of range.
    """
    known = sorted({name for parameters in declared.values() for name in parameters})
    for name in given:
        if name not in known:
            raise ParameterError(unknown("parameter", name, known))
    return {
        notebook: {name: parameters[name].check(value, notebook) for name, value in given.items() if name in parameters}
        for notebook, parameters in declared.items()
    }
