"""Keyness: the textbook's numbers, and the same whoever is compared with whom."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import erfc, log, log2, sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st

from negresearch.count.joins import keep_counted
from negresearch.count.keyness import chance, holm, keyness, log_likelihood, log_odds, log_ratio, shared_words
from negresearch.count.sources import quoted_words
from negresearch.count.terms import function_words, only_words, terms
from negresearch.errors import ParameterError
from negresearch.find.scan import scan
from negresearch.read.corpus import Corpus

FEWER = settings(max_examples=settings().max_examples // 10)


def tokens_of(**texts: str) -> pd.DataFrame:
    """Token rows of texts whose words stand between single blanks."""
    rows = []
    for doc_id, text in texts.items():
        at = 0
        for word in text.split():
            rows.append((doc_id, at, at + len(word), 0, word, word.lower()))
            at += len(word) + 1
    return pd.DataFrame(rows, columns=["doc_id", "start", "end", "sentence", "token", "norm"])


def documents_of(tokens: pd.DataFrame, **outlets: str | None) -> pd.DataFrame:
    """A documents table for such tokens."""
    ids = list(dict.fromkeys(tokens["doc_id"]))
    words = tokens[tokens["norm"].str.isalnum()]
    n_words = [int((words["doc_id"] == i).sum()) for i in ids]
    outlet = pd.array([outlets.get(i) for i in ids], dtype="str")
    return pd.DataFrame({"doc_id": ids, "outlet": outlet, "n_words": n_words, "problem": None})


TOY = tokens_of(one="war war war talks we go .", two="talks talks we we stay", three="peace war we Talks go there ! 7")
TOY_DOCUMENTS = documents_of(TOY, one="East", two="West", three="West")


def test_log_likelihood_by_hand() -> None:
    """G2 over two frequencies, with expectations from the joint share, as the calculators print it."""
    a, b, c, d = 3, 1, 6, 12
    expected_a, expected_b = c * (a + b) / (c + d), d * (a + b) / (c + d)
    by_hand = 2 * (a * log(a / expected_a) + b * log(b / expected_b))
    assert float(log_likelihood(a, b, c, d)) == pytest.approx(by_hand, rel=1e-12)
    assert float(log_likelihood(3, 0, 6, 12)) == pytest.approx(2 * 3 * log(3), rel=1e-12)
    assert float(log_likelihood(5, 10, 100, 200)) == pytest.approx(0.0, abs=1e-12)


def test_log_ratio_by_hand() -> None:
    """Twice as frequent is 1, half as frequent -1; a frequency of none is taken for a half."""
    assert float(log_ratio(4, 2, 100, 100)) == pytest.approx(1.0, rel=1e-12)
    assert float(log_ratio(2, 2, 200, 100)) == pytest.approx(-1.0, rel=1e-12)
    assert float(log_ratio(3, 0, 6, 12)) == pytest.approx(log2((3 / 6) / (0.5 / 12)), rel=1e-12)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(500, 10**7), st.integers(500, 10**7))
def test_exchanging_two_groups_mirrors(a: int, b: int, c: int, d: int) -> None:
    """The log ratio changes its sign alone, and the log-likelihood not at all."""
    assert float(log_ratio(a, b, c, d)) == -float(log_ratio(b, a, d, c))
    assert float(log_likelihood(a, b, c, d)) == pytest.approx(float(log_likelihood(b, a, d, c)), abs=1e-9)


def test_toy_corpus_by_hand() -> None:
    """Each number of a line is what paper and pencil give; tokens without letter or digit are no words."""
    found = keyness(TOY, "outlet", TOY_DOCUMENTS, min_count=1).table
    war = found[(found["outlet"] == "East") & (found["norm"] == "war")].iloc[0]
    assert (war["n"], war["words"], war["other_n"], war["other_words"]) == (3, 6, 1, 12)
    assert (war["n_documents"], war["documents"]) == (1, 1)
    g2 = 2 * (3 * log(3 / (6 * 4 / 18)) + 1 * log(1 / (12 * 4 / 18)))
    assert war["g2"] == float(f"{g2:.6g}")
    assert war["log_ratio"] == float(f"{log2((3 / 6) / (1 / 12)):.6g}")
    assert war["per_million"] == 500_000
    assert war["other_per_million"] == pytest.approx(83_333.3)
    # With two groups, the eight words are compared once each; this one is the most telling.
    assert found["norm"].nunique() == 8
    assert war["p"] == pytest.approx(min(1, 8 * erfc(sqrt(g2 / 2))), rel=1e-5)
    assert np.isnan(war["dp"])


def test_dispersion_by_hand() -> None:
    """DP is half the summed difference between a word's shares and the documents' shares."""
    found = keyness(TOY, "outlet", TOY_DOCUMENTS, min_count=1).table
    west = found[found["outlet"] == "West"].set_index("norm")["dp"]
    # West has 12 words: 5 in two, 7 in three.
    assert west["we"] == pytest.approx(0.5 * (abs(2 / 3 - 5 / 12) + abs(1 / 3 - 7 / 12)), rel=1e-5)
    assert west["peace"] == pytest.approx(0.5 * (5 / 12 + abs(1 - 7 / 12)), rel=1e-5)


def test_two_groups_mirror_in_the_table() -> None:
    """Each word stands in both groups, with opposite log ratio and the same log-likelihood and p."""
    found = keyness(TOY, "outlet", TOY_DOCUMENTS, min_count=1).table
    east, west = (found[found["outlet"] == o].set_index("norm").sort_index() for o in ("East", "West"))
    assert east["log_ratio"].tolist() == (-west["log_ratio"]).tolist()
    assert east[["g2", "p"]].equals(west[["g2", "p"]])
    for column in ("log_odds", "z"):
        assert east[column].tolist() == (-west[column]).tolist()
    assert east["n"].tolist() == west["other_n"].tolist()


@FEWER
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["x", "y", "z", "."])), min_size=1, max_size=60))
def test_every_number_opens(words: list[tuple[str, str]]) -> None:
    """Behind each line stand as many tokens as it counts, whether or not the table is cut."""
    tokens = tokens_of(**{d: " ".join(w for i, w in words if i == d) for d in "abc"})
    documents = pd.DataFrame({"doc_id": list("abc"), "outlet": ["o", None, "p"], "n_words": 20, "problem": None})
    documents = documents.astype({"outlet": "str"})
    for top in (None, 1):
        found = keyness(tokens, "outlet", documents, min_count=1, top=top)
        assert found.table.empty == (tokens[tokens["norm"] != "."]["doc_id"].nunique() < 2) or top == 1
        for record in found.table.to_dict("records"):
            assert len(found.passages(outlet=record["outlet"], norm=record["norm"])) == record["n"]
        assert found.table["n"].sum() == len(found.rows)


def test_top_keeps_what_is_more_frequent() -> None:
    """The most telling words of each group, none that is rarer there than elsewhere."""
    found = keyness(TOY, "doc_id", TOY_DOCUMENTS, min_count=1, top=2).table
    assert found.groupby("doc_id").size().to_dict() == {"one": 2, "two": 2, "three": 2}
    assert (found["log_ratio"] > 0).all()
    assert found["norm"].iloc[0] == "war"


def test_strong_leaves_out_function_words_and_what_chance_may_have_made() -> None:
    """A word of meaning with a high log-likelihood stays; "the", as uneven, does not, nor does a weak word."""
    tokens = tokens_of(a="war " * 20 + "the " * 20 + "rain", b="sun " * 20 + "we " * 20)
    found = keyness(tokens, "doc_id", documents_of(tokens, a="East", b="West"), min_count=1, top=5, strong=True)
    assert found.table[["doc_id", "norm"]].to_numpy().tolist() == [["a", "war"], ["b", "sun"]]
    assert set(found.rows["norm"]) == {"war", "sun"}


def test_one_article_carries_no_word_alone() -> None:
    """A word that is key in a group thanks to one document is listed with its lowest ratio, and is no top word."""
    tokens = tokens_of(a="sun sun sun sun rain we", b="rain rain we we they go", c="wind we they go go they")
    documents = documents_of(tokens, a="East", b="East", c="West")
    whole = keyness(tokens, "outlet", documents, min_count=1).table.set_index(["outlet", "norm"])
    assert whole.loc[("East", "sun"), "log_ratio"] == pytest.approx(log2((4 / 12) / (0.5 / 6)), rel=1e-5)
    assert whole.loc[("East", "sun"), "log_ratio_low"] == pytest.approx(log2((0.5 / 6) / (0.5 / 6)), abs=1e-9)
    assert whole.loc[("East", "rain"), "log_ratio_low"] == pytest.approx(log2((1 / 6) / (0.5 / 6)), rel=1e-5)
    assert np.isnan(whole.loc[("West", "wind"), "log_ratio_low"])
    top = keyness(tokens, "outlet", documents, min_count=1, top=9).table
    assert top[top["outlet"] == "East"]["norm"].tolist() == ["rain"]
    assert "wind" in top[top["outlet"] == "West"]["norm"].tolist()


def by_decimals(a: int, b: int, c: int, d: int, e: Fraction, e0: Fraction) -> list[Decimal]:
    """G2, log ratio, log-odds and z of two frequencies in fifty digits, from fractions."""
    with localcontext(prec=50):

        def ln(value: Fraction) -> Decimal:
            return Decimal(value.numerator).ln() - Decimal(value.denominator).ln()

        def exact(value: Fraction) -> Decimal:
            return Decimal(value.numerator) / Decimal(value.denominator)

        share = Fraction(a + b, c + d)
        g2 = 2 * sum((n * ln(Fraction(n) / (of * share)) for n, of in ((a, c), (b, d)) if n), Decimal(0))
        half = Fraction(1, 2)
        ratio = (ln((a or half) / Fraction(c)) - ln((b or half) / Fraction(d))) / Decimal(2).ln()
        odds = ln((a + e) / (c + e0 - a - e)) - ln((b + e) / (d + e0 - b - e))
        return [g2, ratio, odds, odds / exact(1 / (a + e) + 1 / (b + e)).sqrt()]


@given(st.integers(0, 900), st.integers(0, 900), st.integers(901, 10**7), st.integers(901, 10**7), st.integers(1, 999))
def test_measures_are_exact_to_nine_digits(a: int, b: int, c: int, d: int, prior_words: int) -> None:
    """Each measure is, before it is rounded, what fifty-digit arithmetic gives."""
    e0 = Fraction(prior_words)
    e = e0 * Fraction(max(a + b, 1), c + d)
    odds, z = log_odds(a, b, c, d, float(e), float(e0))
    found = [log_likelihood(a, b, c, d), log_ratio(a, b, c, d), odds, z]
    for here, there in zip(found, by_decimals(a, b, c, d, e, e0), strict=True):
        assert float(here) == pytest.approx(float(there), rel=1e-9, abs=1e-9)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(501, 10**7), st.integers(501, 10**7), st.floats(0.01, 99))
def test_log_odds_mirror(a: int, b: int, c: int, d: int, prior: float) -> None:
    """Two groups exchanged, log-odds and z change their sign and nothing else."""
    here, there = log_odds(a, b, c, d, prior, 500.0), log_odds(b, a, d, c, prior, 500.0)
    assert [float(v) for v in here] == [-float(v) for v in there]


def test_log_odds_in_the_table_by_hand() -> None:
    """The prior is an average document's words, in the proportions of the whole corpus."""
    found = keyness(TOY, "outlet", TOY_DOCUMENTS, min_count=1).table.set_index(["outlet", "norm"])
    prior = 18 / 3
    e = prior * 4 / 18
    odds = log((3 + e) / (6 + prior - 3 - e)) - log((1 + e) / (12 + prior - 1 - e))
    assert found.loc[("East", "war"), "log_odds"] == float(f"{odds:.6g}")
    assert found.loc[("East", "war"), "z"] == float(f"{odds / sqrt(1 / (3 + e) + 1 / (1 + e)):.6g}")
    fewer = keyness(TOY, "outlet", TOY_DOCUMENTS, min_count=1, prior_words=1).table.set_index(["outlet", "norm"])
    assert fewer.loc[("East", "war"), "log_odds"] > found.loc[("East", "war"), "log_odds"]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_steps_down(p: list[float]) -> None:
    """Each adjusted p is the largest, over all p not above it, of p times the comparisons not yet rejected."""
    order = sorted(p)
    slow = [min(1.0, max((len(p) - order.index(q)) * q for q in order if q <= value)) for value in p]
    assert holm(p, p, [1] * len(p)).tolist() == pytest.approx(slow, rel=1e-12)
    once = [order.count(value) for value in sorted(set(p))]
    assert holm(p, sorted(set(p)), once).tolist() == pytest.approx(slow, rel=1e-12)


@pytest.mark.parametrize("by", ["doc_id", "outlet"])
def test_p_is_adjusted_for_all_that_is_compared(by: str) -> None:
    """Cells without the word are compared too: p is the same whether or not the table lists them."""
    whole = keyness(TOY, by, TOY_DOCUMENTS, min_count=1).table
    raw = chance(whole["g2"].to_numpy())
    once = whole.drop_duplicates("norm").index if by == "outlet" else whole.index
    assert whole["p"].tolist() == pytest.approx(holm(raw, raw[once], np.ones(len(once))).tolist(), rel=1e-4)
    few = keyness(TOY, by, TOY_DOCUMENTS, min_count=1, top=2).table
    both = few.merge(whole, on=[by, "norm"])
    assert len(both) == len(few) > 0
    assert both["p_x"].tolist() == both["p_y"].tolist()


def test_terms_are_words_that_come_back_together() -> None:
    """Terms keep to a sentence, run over no mark, begin and end with no function word, and hide no longer one."""
    tokens = tokens_of(
        a="special military operation of the army . special military operation",
        b="special military operation , head of state and head of state , military talks",
        c="military talks of state",
    )
    found = terms(tokens, longest=4, min_count=2)
    assert found["norm"].value_counts().to_dict() == {
        "special military operation": 3,
        "head of state": 2,
        "military talks": 2,
    }
    texts = {"a": "special military operation of the army . special military operation"}
    row = found.iloc[1]
    assert texts["a"][row["start"] : row["end"]] == "special military operation"
    assert terms(tokens, longest=4, min_count=4)["norm"].tolist() == []
    assert terms(tokens.head(0)).empty


def test_terms_are_compared_beside_words() -> None:
    """Terms have lines of their own that open onto their places; words keep their numbers."""
    tokens = tokens_of(a="peace talks now peace talks", b="war talks go on here")
    documents = documents_of(tokens)
    found = keyness(tokens, "doc_id", documents, longest=2, min_count=2)
    assert set(found.table["norm"]) == {"peace", "talks", "peace talks"}
    assert found.table["words"].tolist() == [5] * 6
    assert found.passages(doc_id="a", norm="peace talks")[["start", "end"]].to_numpy().tolist() == [[0, 11], [16, 27]]


def test_rare_words_are_left_out() -> None:
    """`min_count` counts over the whole corpus."""
    assert set(keyness(TOY, "doc_id", TOY_DOCUMENTS, min_count=4).table["norm"]) == {"war", "talks", "we"}


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"min_count": 0}, "min_count=0"),
        ({"top": 0}, "top=0"),
        ({"longest": 0}, "longest=0"),
        ({"prior_words": 0.0}, "prior_words=0.0"),
    ],
)
def test_wrong_parameters_are_named(settings: dict[str, Any], message: str) -> None:
    """An error names the parameter and its value."""
    with pytest.raises(ParameterError, match=message):
        keyness(TOY, "outlet", TOY_DOCUMENTS, **settings)


def test_one_group_is_set_apart_from_nothing() -> None:
    """Where there is nothing to compare with there is no word, and no error."""
    found = keyness(TOY, "country", TOY_DOCUMENTS.assign(country="one"))
    assert found.table.empty
    assert {"n", "log_ratio", "g2", "dp"} <= set(found.table.columns)


def test_words_that_all_share() -> None:
    """A word is shared if no document lacks it; function words are left out."""
    found = shared_words(TOY, TOY_DOCUMENTS)
    assert found.table["norm"].tolist() == ["talks"]
    talks = found.table.iloc[0]
    assert (talks["n"], talks["lowest"], talks["highest"]) == (4, 142_857, 400_000)
    assert len(found.passages(norm="talks")) == 4


@pytest.mark.parametrize("doc_ids", [[], ["one"]])
def test_nothing_is_shared_where_there_are_no_words(doc_ids: list[str]) -> None:
    """A corpus without documents, or of an empty one, shares no word, and its table has the columns of any other."""
    documents = pd.DataFrame({"doc_id": pd.array(doc_ids, dtype="str"), "n_words": 0, "problem": None})
    found = shared_words(TOY.head(0), documents)
    assert found.table.empty
    assert {"norm", "n", "lowest", "highest"} <= set(found.table.columns)


def test_function_words_are_in_order() -> None:
    """The list is sorted, in lower case, and names no word of politics."""
    assert "the" in function_words()
    assert not function_words() & {"war", "peace", "talks", "west", "russia", "ukraine", "president", "said"}
    assert all(word == word.lower() for word in function_words())


QUOTES = pd.DataFrame(
    [
        ("one", 0, 11, "direct", "Putin"),
        ("one", 12, 17, "indirect", "Putin"),
        ("two", 0, 12, "mixed", "Zelensky"),
        ("two", 0, 5, "nested", "Putin"),
        ("three", 0, 5, "turn", None),
    ],
    columns=["doc_id", "start", "end", "kind", "speaker"],
).astype({"speaker": "str"})


def test_quoted_words_by_hand() -> None:
    """Words in direct, mixed and turn quotations are counted once; reported and nested ones not at all."""
    found = quoted_words(QUOTES, TOY, TOY_DOCUMENTS)
    table = found.table.astype(object).where(found.table.notna(), None)
    lines = table[["outlet", "speaker", "n", "quoted_words", "percent_of_quoted"]].to_numpy().tolist()
    assert lines == [["East", "Putin", 1, 3, 100.0], ["West", "Zelensky", 1, 2, 66.6667], ["West", None, 1, 1, 33.3333]]
    assert table["percent_of_words"].tolist() == [50.0, 16.6667, 8.33333]
    assert found.passages(outlet="West", speaker=None)["doc_id"].tolist() == ["three"]


def test_nobody_is_quoted() -> None:
    """Without a quotation there is an empty table, not an error."""
    assert quoted_words(QUOTES.head(0), TOY, TOY_DOCUMENTS).table.empty


def test_counted_words_are_the_documents_words(seeds: Corpus) -> None:
    """The words in counted regions are as many as `n_words` says, so that all rates have one denominator."""
    found = scan(seeds, ["documents", "regions", "tokens"])
    words = only_words(keep_counted(found["tokens"], found["regions"]))
    assert words["doc_id"].value_counts().sort_index().tolist() == found["documents"]["n_words"].tolist()
