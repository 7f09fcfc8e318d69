"""Rates along the months in which texts were published: a panel for each frame, or whatever is counted."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from negresearch import timex
from negresearch.count.tally import Tally
from negresearch.errors import TableError
from negresearch.show.figures.axis import TimeAxis
from negresearch.show.figures.panels import anchor
from negresearch.show.figures.paper import BLUE, SMALL, WIDTH, Paper, Shape, fit, text_width
from negresearch.show.page import INK, MUTED, Exhibit, Figure
from negresearch.show.page.values import column_label, counted, said, value_labels

#: Points: the legend, the words above a panel, its height, the air below it, the names of the months.
_LEGEND, _WORDS, _PANEL, _AIR, _TICKS = 18.0, 18.0, 46.0, 10.0, 14.0
#: As many panels as can be read: those with the most passages.
_MOST = 6
_Point = dict[Hashable, Any]


def plot_months(months: Tally, *, opens: Exhibit | None = None, name: str = "months") -> Figure:
    """Draw rates along the months of publication, those without a document among them.

    A panel for each of the up to six most frequent values. A dot is a rate per 1,000 words, a ring a count of none, an
    upright line the 95 % interval, a dash at the foot a month without a document. All panels are on one scale of time,
    broken where nothing is for long; each has its own scale of rates, which begins at 0.

    Parameters
    ----------
    months : Tally
        As from `tally_months`; other tallies are a TableError.
    opens, name
        As for `plot_rates`.
    """
    if months.by[0] != "month" or "low" not in months.table.columns:
        raise TableError("plot_months draws what tally_months gives; plot_rates draws other tallies")
    known = months.table[months.table["month"].notna()]
    by = months.by[1]
    totals = known.groupby(by, sort=False, dropna=False)["n"].sum()
    shown = totals[totals > 0].sort_values(ascending=False, kind="stable").head(_MOST)
    axis = TimeAxis.of([_days(month) for month in known.loc[known["documents"] > 0, "month"]], WIDTH)
    step = _WORDS + _PANEL + _AIR
    paper = Paper(_LEGEND + step * len(shown) + _TICKS)
    told = []
    _legend(paper)
    for i, (value, label) in enumerate(value_labels(by, shown.index, months.per).items()):
        points = _points(known, by, value, opens)
        _draw(paper, label, points, axis, _LEGEND + step * i)
        told.append(_alt(label, points))
    axis.names(paper, _LEGEND + step * len(shown) + 4)
    alt = f"Rates by month of publication, a panel for each {column_label(by)}. {' '.join(told) or 'None found.'}"
    return paper.figure(alt=alt, caption=_caption(months, known, len(totals[totals > 0])), name=name)


def _caption(months: Tally, known: pd.DataFrame, found: int) -> str:
    """What is drawn, what is not, and what cannot be said from so few documents."""
    per_month = known.drop_duplicates("month").set_index("month")["documents"]
    unknown = months.table.loc[months.table["month"].isna(), "documents"].max()
    documents, filled = counted(int(per_month.sum()), "document"), int((per_month > 0).sum())
    told = [f"Passages per 1,000 words by month: {documents} in {filled} of {counted(len(per_month), 'month')}."]
    if unknown == unknown and unknown > 0:
        told.append(f"Of {counted(int(unknown), 'document')} the month is not known; it is in no panel.")
    if found > _MOST:
        told.append(f"Drawn: the {_MOST} most frequent of {found}.")
    if (known["high"] > 2 * known.groupby(months.by[1])["rate"].transform("max")).any():
        told.append("A line that reaches the top of its panel goes on beyond it.")
    if known["low"].isna().all():
        told.append("Too few of one month to say how sure a rate is: no interval is drawn, and no trend can be read.")
    return " ".join(told)


def _days(month: str) -> tuple[int, int]:
    found = timex.extent(month)
    assert found is not None
    return found.first.toordinal(), found.last.toordinal()


def _points(known: pd.DataFrame, by: str, value: Hashable, opens: Exhibit | None) -> list[_Point]:
    """The months of a value, null as None, each with its words and where it leads."""
    here = known[known[by].isna() if pd.isna(value) else known[by] == value].astype(object)  # type: ignore[call-overload]
    points = here.where(here.notna(), None).to_dict("records")
    for point in points:
        sure = "" if point["low"] is None else f" (95 %: {said(point['low'])} to {said(point['high'])})"
        found = f"{counted(point['n'], 'passage')}, {counted(point['documents'], 'document')}"
        point["note"] = f"{point['month']}: {said(point['rate'])}{sure}, {found}"
        point["link"] = anchor(opens, **{by: value, "month": point["month"]}) if point["n"] else None
    return points


def _alt(label: str, points: list[_Point]) -> str:
    """A panel for those who cannot see it."""
    some = [point for point in points if point["rate"]]
    most = max(some, key=lambda point: point["rate"])
    return f"{label}: highest {said(most['rate'])} in {most['month']}, in {len(some)} of {len(points)} months."


def _draw(paper: Paper, label: str, points: list[_Point], axis: TimeAxis, top: float) -> None:
    first, base = top + _WORDS, top + _WORDS + _PANEL
    rates, highs = (max(point[column] or 0.0 for point in points) for column in ("rate", "high"))
    most = min(highs, 2 * rates) or rates  # an interval may reach to twice the highest rate
    paper.text(0, top + 9, fit(label, 250, bold=True), bold=True)
    paper.text(WIDTH, top + 9, f"up to {said(most)} per 1,000 words", size=SMALL, color=MUTED, anchor="end")
    axis.grid(paper, first, base)
    paper.line((0, WIDTH), (base, base), MUTED)
    for point in points:
        x = sum(axis.x(day) for day in _days(point["month"])) / 2
        if axis.shows(date.fromisoformat(f"{point['month']}-15").toordinal()):
            _mark(paper, point, x, base, _PANEL / most)


def _mark(paper: Paper, point: _Point, x: float, base: float, scale: float) -> None:
    if point["rate"] is None:
        paper.line((x - 2, x + 2), (base + 3, base + 3), MUTED, width=1.2)
        return
    if point["low"] is not None:
        top = max(base - point["high"] * scale, base - _PANEL)
        paper.line((x, x), (base - point["low"] * scale, top), BLUE, width=1.2)
    shape: Shape = "circle" if point["n"] else "ring"
    paper.mark(x, base - point["rate"] * scale, BLUE, shape, size=5, note=point["note"], link=point["link"])


def _legend(paper: Paper) -> None:
    x = 0.0
    for words in ("rate", "no passage", "95 % interval", "month without a document"):
        if words == "95 % interval":
            paper.line((x + 4, x + 4), (2, 12), BLUE, width=1.2)
        elif words == "month without a document":
            paper.line((x + 2, x + 6), (8, 8), INK, width=1.2)
        else:
            paper.mark(x + 4, 7, BLUE, "circle" if words == "rate" else "ring", size=5)
        paper.text(x + 11, 7, words, size=SMALL, color=MUTED)
        x += 24 + text_width(words, SMALL)
