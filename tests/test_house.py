"""The house holds: imports run downwards, each outside package has its room, notebooks stay thin, no address leaks."""

from __future__ import annotations

import ast
import importlib
import json
import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import negresearch as nr

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "negresearch"
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))

#: From the ground up; what is not named here stands on the roof, as the command line does. The package itself ("")
#: is ground: it holds its version, and loads the public names only when they are used.
WINGS = (("", "errors", "spans", "tables", "timex"), ("read",), ("find",), ("count",), ("show",))
#: Modules of find/ that put finders together; all others there are finders, or what finders stand on.
ASSEMBLY = ("find.finder", "find.finders", "find.scan", "find.calls", "find.held_out", "find.omissions")
#: What a finder may stand on within find/, besides its own folder.
FLOOR = ("find.segments", "find.regions", "find.words", "find.matching", "find.published")
#: The one room that imports each outside package. pandas is for tables, not for reading, nor for finders.
ROOMS = {
    "nltk": ("find.segments",),
    "tqdm": ("find.scan",),
    "yaml": ("read.codebook",),
    "matplotlib": ("show.figures",),
    "papermill": ("show.report",),
    "nbconvert": ("show.report",),
    "nbformat": ("show.report",),
    "nbclient": ("show.report",),
    "jupyter_client": ("show.report",),
    "jinja2": ("show.page", "show.report"),
    "krippendorff": ("count.agreement",),
    "pyarrow": ("read.corpus", "show.extract"),
    "lazy_loader": ("",),
    "numpy": ("tables", "find", "count", "show"),
    "pandas": ("tables", "count", "show", *ASSEMBLY),
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package, as in "find.scan"; "" is the package itself."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        found[name] = ast.parse(file.read_text("utf-8"), str(file))
    return found


@cache
def imports() -> dict[str, frozenset[str]]:
    """The modules of the house that each module imports, wherever in the file the import stands."""
    return {name: frozenset(_of_the_house(tree)) - {name} for name, tree in modules().items()}


def _of_the_house(tree: ast.Module) -> list[str]:
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"a relative import, line {node.lineno}: write it out"
            origin = (node.module or "").removeprefix("negresearch").removeprefix(".")
            if (node.module or "").split(".")[0] == "negresearch":
                inner = [f"{origin}.{alias.name}".lstrip(".") for alias in node.names]
                found += [name if name in modules() else origin for name in inner]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.split(".")[0] == "negresearch"]
            found += [name.removeprefix("negresearch").removeprefix(".") for name in names]
    return found


def outside(tree: ast.Module) -> set[str]:
    """The packages from outside, the standard library left out, that a module imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
    return found - set(sys.stdlib_module_names) - {"negresearch"}


def within(module: str, rooms: tuple[str, ...]) -> bool:
    """Whether a module is one of these rooms, or lies in the folder of one."""
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def floor_of(module: str) -> int:
    """The wing of a module, counted from the ground."""
    return next((floor for floor, rooms in enumerate(WINGS) if within(module, rooms)), len(WINGS))


def test_imports_run_downwards() -> None:
    """From show down to count, find, read and the ground: no module imports from a wing above its own."""
    upwards = {
        f"{module} → {other}"
        for module, others in imports().items()
        for other in others
        if floor_of(other) > floor_of(module)
    }
    assert upwards == set()


def test_imports_run_in_no_circle() -> None:
    """No module imports, by however long a way, itself."""
    try:
        TopologicalSorter(imports()).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' → '.join(error.args[1])}")


def test_finders_stand_on_the_ground_alone() -> None:
    """A finder imports no other finder and nothing that puts finders together: their rows are its arguments."""
    strange = set()
    for module, others in imports().items():
        if not module.startswith("find.") or within(module, ASSEMBLY):
            continue
        own = ".".join(module.split(".")[:2])
        allowed = (own, *FLOOR)
        strange |= {
            f"{module} → {other}" for other in others if other.startswith("find.") and not within(other, allowed)
        }
    assert strange == set()


def test_counting_sees_no_text() -> None:
    """count/ takes rows: it imports neither corpus nor finder."""
    strange = {
        f"{module} → {other}"
        for module, others in imports().items()
        for other in others
        if module.startswith("count") and within(other, ("read.corpus", "find", "show"))
    }
    assert strange == set()


def test_each_outside_package_has_its_room() -> None:
    """What is imported from outside is declared, has a room, and is imported there alone."""
    strange = set()
    for module, tree in modules().items():
        for package in outside(tree):
            if not within(module, ROOMS.get(package, ())):
                strange.add(f"{module} → {package}")
    assert strange == set()
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    names = {re.split(r"[^\w.-]", line)[0].lower().replace("-", "_") for line in declared}
    names |= {"yaml"} & {name.removeprefix("py") for name in names}
    assert set().union(*map(outside, modules().values())) - names == set()


def test_importing_is_light() -> None:
    """`import negresearch` loads none of the heavy packages."""
    heavy = "{'numpy', 'pandas', 'nltk', 'matplotlib', 'papermill', 'nbconvert', 'pyarrow'}"
    code = f"import sys, negresearch; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PROJECT)
    assert ran.stdout.strip() == "[]"


def test_public_names_are_sorted_and_documented() -> None:
    """`nr.__all__` is the sorted list of the public names, and each says what it is."""
    assert sorted(nr.__all__) == list(nr.__all__)
    assert [name for name in nr.__all__ if not getattr(nr, name).__doc__] == []


def test_every_module_can_be_imported() -> None:
    """No module breaks when it is imported first, or does something that warns."""
    for name in modules():
        if not name.endswith("__main__"):
            importlib.import_module(f"negresearch.{name}".rstrip("."))


def test_no_address_of_a_machine_or_registry() -> None:
    """No file names a package registry's host, or a folder of somebody's machine."""
    hosts = [f"{a}.{b}" for a, b in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("anaconda", "org"))]
    folders = [f"/{name}/" for name in ("work", "root", "home", "Users")]
    leak = re.compile("|".join([*map(re.escape, hosts), *(rf"(?<![\w.>*]){folder}\w" for folder in folders)]))
    found = []
    for file in project_files():
        text = file.read_bytes().decode("utf-8", "replace")
        found += [f"{file.relative_to(PROJECT)}: {match[0]}" for match in leak.finditer(text)]
    assert found == []


def project_files() -> list[Path]:
    """The files of the project: what git tracks, or all but what the Makefile makes where there is no git."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=True, cwd=PROJECT).stdout
        return [file for name in listed.split(b"\0") if name and (file := PROJECT / os.fsdecode(name)).is_file()]
    except (OSError, subprocess.CalledProcessError):
        made = re.compile(r"(^|/)(\.[a-z]\w+|dist|build|__pycache__|[^/]*\.egg-info)/")
        files = [file for file in PROJECT.rglob("*") if file.is_file()]
        return [file for file in files if not made.search(file.relative_to(PROJECT).as_posix())]


def test_the_lock_has_hashes_and_no_address() -> None:
    """Every pinned package has a hash, and nothing in the lock says where to fetch it."""
    lock = (PROJECT / "requirements.lock").read_text("utf-8")
    pins = [pin for pin in re.split(r"\n(?=\w)", lock) if "==" in pin]
    assert len(pins) > 50
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []
    assert not re.search(r"://|--index-url|--extra-index-url|--find-links| @ ", lock)


@pytest.mark.skipif(not NOTEBOOKS, reason="no notebooks/*.ipynb yet")
class TestNotebooks:
    """Notebooks ask and show; they hold no logic and, in git, no outputs."""

    @pytest.fixture(params=NOTEBOOKS, ids=lambda file: file.stem)
    def cells(self, request: pytest.FixtureRequest) -> list[dict[str, object]]:
        """The cells of one notebook, sources as one string."""
        cells = json.loads(request.param.read_text("utf-8"))["cells"]
        return [{**cell, "source": "".join(cell["source"])} for cell in cells]

    def test_no_outputs(self, cells: list[dict[str, object]]) -> None:
        """Outputs and execution counts are stripped."""
        assert [cell["source"] for cell in cells if cell.get("outputs") or cell.get("execution_count")] == []

    def test_cells_are_thin(self, cells: list[dict[str, object]]) -> None:
        """A code cell has three lines at most, without def, class, lambda, loop or condition."""
        logic = (
            ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.IfExp, ast.With, ast.Try,
            ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp,
        )  # fmt: skip
        for source in [
            str(cell["source"]) for cell in cells if cell["cell_type"] == "code" and not is_parameters(cell)
        ]:
            assert len(source.strip().splitlines()) <= 3, source
            assert not any(isinstance(node, logic) for node in ast.walk(ast.parse(source))), source

    def test_cells_answer_questions(self, cells: list[dict[str, object]]) -> None:
        """After the set-up, each code cell stands under a heading that asks a question."""
        heading = ""
        for cell in cells:
            source = str(cell["source"])
            if cell["cell_type"] == "markdown":
                heading = next((line for line in source.splitlines() if re.match("#{2,} ", line)), heading)
            elif heading:
                assert heading.rstrip().endswith("?"), f"{heading!r} asks nothing, above {source!r}"
        assert heading, "no heading asks a question"

    def test_one_package_is_imported(self, cells: list[dict[str, object]]) -> None:
        """A notebook imports exactly `import negresearch as nr`."""
        sources = [str(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        lines = [line.strip() for source in sources for line in source.splitlines()]
        assert [line for line in lines if re.match("(import|from) ", line)] == ["import negresearch as nr"]

    def test_parameters_are_typed_and_commented(self, cells: list[dict[str, object]]) -> None:
        """One cell is tagged `parameters`; each line there is a typed assignment with a comment."""
        (source,) = [str(cell["source"]) for cell in cells if is_parameters(cell)]
        for node in ast.parse(source).body:
            assert isinstance(node, ast.AnnAssign), ast.unparse(node)
            assert "#" in source.splitlines()[node.end_lineno - 1], ast.unparse(node)


def is_parameters(cell: dict[str, object]) -> bool:
    """Whether a cell holds the notebook's parameters."""
    metadata = cell["metadata"]
    return isinstance(metadata, dict) and "parameters" in metadata.get("tags", [])
