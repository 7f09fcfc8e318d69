"""Similarity: by hand, the same both ways, about 1 for one distribution, with intervals that hold what they say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from negresearch.count.similarity import similarity
from negresearch.errors import TableError

WORDS = np.array([f"w{i}" for i in range(60)])


def tokens_of(**texts: list[list[str]]) -> pd.DataFrame:
    """Token rows of texts given as sentences of words."""
    rows = [
        (doc_id, 100 * i + j, i, word)
        for doc_id, sentences in texts.items()
        for i, words in enumerate(sentences)
        for j, word in enumerate(words)
    ]
    return pd.DataFrame(rows, columns=["doc_id", "start", "sentence", "norm"])


def documents_of(tokens: pd.DataFrame) -> pd.DataFrame:
    """A documents table for such tokens."""
    return pd.DataFrame({"doc_id": sorted(tokens["doc_id"].unique())})


def drawn(draw: np.random.Generator, p: np.ndarray, sentences: int) -> list[list[str]]:
    """Sentences of ten words drawn by chance."""
    return [list(draw.choice(WORDS, 10, p=p)) for _ in range(sentences)]


def morisita(x: dict[str, int], y: dict[str, int]) -> float:
    """The index as Morisita wrote it."""
    n, m = sum(x.values()), sum(y.values())
    one = sum(k * (k - 1) for k in x.values()) / (n * (n - 1))
    other = sum(k * (k - 1) for k in y.values()) / (m * (m - 1))
    return 2 * sum(x[w] * y.get(w, 0) for w in x) / ((one + other) * n * m)


def counts(sentences: list[list[str]]) -> dict[str, int]:
    """How often each word is there."""
    words = [word for sentence in sentences for word in sentence]
    return {word: words.count(word) for word in set(words)}


FEWER = settings(max_examples=settings().max_examples // 5)
LINES = st.lists(st.sampled_from(["war", "talks", "peace", "gas"]), min_size=1, max_size=5)
SENTENCES = st.lists(LINES, min_size=3, max_size=12)


@FEWER
@given(SENTENCES, SENTENCES)
def test_the_index_and_its_interval_by_hand(one: list[list[str]], other: list[list[str]]) -> None:
    """The similarity is Morisita's; the interval that of a jackknife done slowly, sentence by sentence."""
    tokens = tokens_of(a=one, b=other)
    row = similarity(tokens, documents_of(tokens)).iloc[0]
    x, y = counts(one), counts(other)
    if any(sum(k * (k - 1) for k in c.values()) == 0 for c in (x, y)):
        return
    value = morisita(x, y)
    assert row["similarity"] == pytest.approx(value, rel=1e-5)
    less = [[counts(s[:i] + s[i + 1 :]) for i in range(len(s))] for s in (one, other)]
    if any(sum(c.values()) < 2 or not any(k > 1 for k in c.values()) for side in less for c in side):
        return
    left = [[morisita(c, y) for c in less[0]], [morisita(x, c) for c in less[1]]]
    error = sum((len(v) - 1) / len(v) * sum((k - sum(v) / len(v)) ** 2 for k in v) for v in left) ** 0.5
    assert row["low"] == pytest.approx(max(0, value - 1.96 * error), rel=1e-4, abs=1e-6)
    assert row["high"] == pytest.approx(value + 1.96 * error, rel=1e-4, abs=1e-6)
    turned = similarity(tokens_of(a=other, b=one), documents_of(tokens)).iloc[0]
    assert turned[["similarity", "low", "high"]].tolist() == pytest.approx(row[["similarity", "low", "high"]].tolist())


def test_intervals_hold_what_they_say() -> None:
    """Over sixty pairs of texts from two known distributions, it holds the truth nine times in ten at least."""
    draw = np.random.default_rng(11)
    p, q = draw.dirichlet(np.ones(60) * 0.5), draw.dirichlet(np.ones(60) * 0.5)
    truth = 2 * (p @ q) / (p @ p + q @ q)
    held = 0
    for _ in range(60):
        tokens = tokens_of(a=drawn(draw, p, 40), b=drawn(draw, q, 60))
        row = similarity(tokens, documents_of(tokens)).iloc[0]
        held += row["low"] <= truth <= row["high"]
    assert held >= 54


def test_length_does_not_matter() -> None:
    """Texts of one distribution are about as alike when short as when long; a cosine would fall."""
    draw = np.random.default_rng(5)
    p = draw.dirichlet(np.ones(60))
    for sentences in (12, 200):
        values = []
        for _ in range(25):
            tokens = tokens_of(a=drawn(draw, p, sentences), b=drawn(draw, p, sentences))
            values.append(similarity(tokens, documents_of(tokens))["similarity"].iloc[0])
        assert np.mean(values) == pytest.approx(1.0, abs=0.05)


def test_documents_are_left_out_where_there_are_enough() -> None:
    """With ten documents on both sides these are what is left out, else sentences; each row says which."""
    draw = np.random.default_rng(7)
    p = np.ones(60) / 60
    tokens = tokens_of(**{f"d{i:02}": drawn(draw, p, 4) for i in range(21)})
    documents = documents_of(tokens).assign(outlet=["A"] * 10 + ["B"] * 10 + ["C"])
    found = similarity(tokens, documents, "outlet").set_index(["outlet", "other"])
    assert found["unit"].to_dict() == {("A", "B"): "document", ("A", "C"): "sentence", ("B", "C"): "sentence"}
    assert found.loc[("A", "B"), ["documents", "other_documents", "words"]].tolist() == [10, 10, 400]


def test_what_cannot_be_said_is_null() -> None:
    """One sentence has no interval, nothing in common is 0, one group is no pair; too many groups are an error."""
    tokens = tokens_of(a=[["war", "war", "gas"]], b=[["talks", "talks", "we"], ["peace", "talks"]])
    row = similarity(tokens, documents_of(tokens)).iloc[0]
    assert row["similarity"] == 0
    assert np.isnan(row["low"])
    assert row["common"] == ""
    assert similarity(tokens[tokens["doc_id"] == "a"], documents_of(tokens)).empty
    many = tokens_of(**{f"d{i}": [["war"]] for i in range(201)})
    with pytest.raises(TableError, match="201 groups"):
        similarity(many, documents_of(many))
    with pytest.raises(TableError, match="unknown column 'outlet'"):
        similarity(tokens, documents_of(tokens), "outlet")
