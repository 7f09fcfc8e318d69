"""The wheel carries all that reports need, and nothing that is not ours to give."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest


@pytest.fixture(scope="module")
def carried(project_path: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel built now."""
    if not (project_path / "notebooks").is_dir():
        pytest.skip("no notebooks/ to carry yet")
    place = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(place)]
    subprocess.run(build, cwd=project_path, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    (wheel,) = place.glob("*.whl")
    with ZipFile(wheel) as opened:
        return set(opened.namelist())


def test_the_wheel_carries_code_and_data(carried: set[str], project_path: Path) -> None:
    """Every module, stub, codebook and template of the package is in the wheel."""
    package = project_path / "negresearch"
    kept = [f for f in package.rglob("*") if f.is_file() and f.suffix != ".pyc"]
    assert {file.relative_to(project_path).as_posix() for file in kept} - carried == set()
    assert {"negresearch/py.typed", "negresearch/__init__.pyi"} <= carried


def test_the_wheel_carries_the_notebooks(carried: set[str], project_path: Path) -> None:
    """The top-level notebooks are in the package, so that reports work outside a clone."""
    expected = {f"negresearch/notebooks/{file.name}" for file in (project_path / "notebooks").glob("*.ipynb")}
    assert expected <= carried


def test_the_wheel_carries_no_texts(carried: set[str]) -> None:
    """The seeds, whose texts are not ours to license, and the tests stay out."""
    assert {name.split("/")[0] for name in carried} == {"negresearch", "negresearch-0.1.0.dist-info"}
    assert [name for name in carried if "seeds" in name or "manifest" in name] == []
