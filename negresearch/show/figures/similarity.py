"""How alike texts are: a dot for each pair, with the line that says how far it rests on single sentences."""

from __future__ import annotations

from math import isnan

import pandas as pd

from negresearch.errors import TableError
from negresearch.show.figures.labels import ticks
from negresearch.show.figures.paper import BLUE, SMALL, WIDTH, Paper, fit
from negresearch.show.page import INK, MUTED, RULE, Figure
from negresearch.show.page.labels import column_label, value_labels
from negresearch.show.page.values import said

#: Points: a line, the room for the names of a pair, above and below.
_LINE, _NAMES, _HEAD, _FOOT = 15.0, 204.0, 6.0, 30.0
#: As many pairs as can be read: the most alike and the least.
_MOST = 40


def plot_similarity(similarity: pd.DataFrame, documents: pd.DataFrame, *, name: str = "similarity") -> Figure:
    """Draw how alike the words of each two groups are, the most alike first.

    Parameters
    ----------
    similarity : pandas.DataFrame
        As from `similarity`.
    documents : pandas.DataFrame
        As from `find_documents`.
    name : str
        The anchor of the figure.

    Returns
    -------
    Figure
        A dot is a similarity, 1 for two texts of one distribution of words; the line beside it the 95 % interval. Of
        more than 40 pairs those with the highest and the lowest similarity are drawn, and it is said.

    Raises
    ------
    TableError
        If the table is none of similarity.
    """
    if not {"similarity", "unit", "other"} <= set(similarity.columns):
        raise TableError("plot_similarity draws what similarity gives")
    by = str(similarity.columns[0])
    ranked = similarity.sort_values("similarity", ascending=False, kind="stable", ignore_index=True)
    half = _MOST // 2
    shown = ranked if len(ranked) <= _MOST else pd.concat([ranked.head(half), ranked.tail(half)])
    names = [value_labels(by, shown[column], documents) for column in (by, "other")]
    shown = shown.assign(pair=[f"{a} · {b}" for a, b in zip(*names, strict=True)])
    top = max([1.0, *shown[["similarity", "high"]].max(axis=1).dropna()])
    paper = Paper(_HEAD + _LINE * max(len(shown), 1) + _FOOT)
    _scale(paper, top, _HEAD + _LINE * max(len(shown), 1))
    for i, row in enumerate(shown.to_dict("records")):
        _pair(paper, {str(key): value for key, value in row.items()}, _HEAD + (i + 0.5) * _LINE, top)
    values = shown[["similarity", "low", "high"]].to_numpy(dtype=float).tolist()
    told = [f"{pair}: {_value(*three)}." for pair, three in zip(shown["pair"], values, strict=True)]
    cut = f" Drawn are the {half} highest and the {half} lowest of {len(ranked):,}." if len(ranked) > _MOST else ""
    caption = f"How alike the words of each two are, by {column_label(by)}, with 95 % intervals.{cut}"
    if not len(shown):
        caption = "There are no two texts to compare."
    alt = f"Dots with intervals, the most alike first. {' '.join(told) or caption}"
    return paper.figure(alt=alt, caption=caption, name=name)


def _value(similarity: float, low: float, high: float) -> str:
    if isnan(similarity):
        return "too little text"
    return said(similarity, 2) + ("" if isnan(low) else f", {said(low, 2)} to {said(high, 2)}")


def _x(value: float, top: float) -> float:
    return _NAMES + value / top * (WIDTH - _NAMES - 24)


def _scale(paper: Paper, top: float, foot: float) -> None:
    for tick in ticks(top, 5):
        x = _x(tick, top)
        paper.line((x, x), (_HEAD, foot), INK if tick in (0, 1) else RULE)
        paper.text(x, foot + 9, f"{tick:g}", size=SMALL, color=MUTED, anchor="middle")
    paper.text(_NAMES, foot + 20, "0: no word shared · 1: as two texts of one kind", size=SMALL, color=MUTED)


def _pair(paper: Paper, row: dict[str, object], y: float, top: float) -> None:
    value, low, high = (float(str(row[column])) for column in ("similarity", "low", "high"))
    paper.text(_NAMES - 8, y, fit(row["pair"], _NAMES - 8), anchor="end")
    if isnan(value):
        paper.text(_NAMES + 6, y, "too little text", size=SMALL, color=MUTED)
        return
    if not isnan(low):
        paper.line((_x(low, top), _x(high, top)), (y, y), BLUE, width=1.6)
    paper.mark(_x(value, top), y, BLUE, note=f"{row['pair']}: {_value(value, low, high)}; {row['common']}")
