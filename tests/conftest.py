"""What every test may ask for: the seeds, and how hard Hypothesis tries.

`pytest` tries 100 examples of each property, always the same. `pytest -m soak` runs the long tests, and every property
with 20,000 examples, new ones each time. Generated texts come from `strategies.py`: `from strategies import news_text`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from negresearch.read.corpus import Corpus, read_corpus

PROJECT = Path(__file__).resolve().parents[1]

#: With it jsonschema, on which nbformat stands, would compile grammars of addresses for seconds.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

settings.register_profile("ci", max_examples=200, derandomize=True, deadline=None, database=None)
settings.register_profile(
    "soak", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the Hypothesis profile by the marker that was asked for."""
    settings.load_profile("soak" if _is_soak(config) else "ci")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Count the properties among the long tests, when those are asked for."""
    for item in items if _is_soak(config) else ():
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("soak")


def _is_soak(config: pytest.Config) -> bool:
    return bool(config.getoption("markexpr") == "soak")


@pytest.fixture(scope="session")
def project_path() -> Path:
    """The root of the clone."""
    return PROJECT


@pytest.fixture(scope="session")
def seeds_path() -> Path:
    """The folder of the five texts."""
    return PROJECT / "seeds"


@pytest.fixture(scope="session")
def seeds(seeds_path: Path) -> Corpus:
    """The five texts, read once."""
    return read_corpus(seeds_path)
