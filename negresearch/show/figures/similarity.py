"""How alike texts are: a dot for each pair, with the line that says how far it rests on single sentences."""

from __future__ import annotations

import pandas as pd

from negresearch.errors import TableError
from negresearch.show.figures.panels import Panels, nothing
from negresearch.show.page import Figure
from negresearch.show.page.values import column_label, said, value_labels

#: Points for the names of a pair. As many pairs as can be read: the most alike and the least.
_NAMES, _MOST = 196.0, 40


def plot_similarity(similarity: pd.DataFrame, documents: pd.DataFrame, *, name: str = "similarity") -> Figure:
    """Draw how alike the words of each two groups are, the most alike first.

    A dot is a similarity, 1 for two texts of one distribution of words, a dash stands for too little text; the line is
    the 95 % interval. Of more than 40 pairs those with the highest and the lowest similarity are drawn.

    Parameters
    ----------
    similarity, documents : pandas.DataFrame
        As from `similarity` (other tables are a TableError) and `find_documents`.
    name
        As for `plot_rates`.
    """
    if not {"similarity", "unit", "other"} <= set(similarity.columns):
        raise TableError("plot_similarity draws what similarity gives")
    by = str(similarity.columns[0])
    ranked = similarity.sort_values("similarity", ascending=False, kind="stable", ignore_index=True)
    half = _MOST // 2
    shown = ranked if len(ranked) <= _MOST else pd.concat([ranked.head(half), ranked.tail(half)])
    if shown.empty:
        return nothing("There are no two texts to compare.", name)
    called = value_labels(by, [*shown[by], *shown["other"]], documents)
    pairs = [f"{called[a]} · {called[b]}" for a, b in zip(shown[by], shown["other"], strict=True)]
    values = shown[["similarity", "low", "high"]].astype(object).where(shown.notna(), None).to_numpy().tolist()
    top = max([1.0, *(value for three in values for value in (three[0], three[2]) if value is not None)])
    panels = Panels.of([""], pairs, top, "0: no word shared · 1: as two texts of one kind", label=_NAMES)
    panels.frame(0)
    told = []
    for i, (pair, (value, low, high), common) in enumerate(zip(pairs, values, shown["common"], strict=True)):
        words = _value(value, low, high)
        panels.dot(0, i, value, low, high, f"{pair}: {words}; {common}")
        told.append(f"{pair}: {words}.")
    cut = f" Drawn are the {half} highest and the {half} lowest of {len(ranked):,}." if len(ranked) > _MOST else ""
    caption = f"How alike the words of each two are, by {column_label(by)}, with 95 % intervals.{cut}"
    alt = f"Dots with intervals, the most alike first. {' '.join(told)}"
    return panels.paper.figure(alt=alt, caption=caption, name=name)


def _value(similarity: float | None, low: float | None, high: float | None) -> str:
    if similarity is None:
        return "too little text"
    return said(similarity, 2) + ("" if low is None else f", {said(low, 2)} to {said(high, 2)}")
