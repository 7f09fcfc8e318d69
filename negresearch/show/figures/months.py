"""Rates along the months in which texts were published: a panel for each frame, or whatever is counted."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from negresearch import timex
from negresearch.count.tally import Tally
from negresearch.errors import TableError
from negresearch.show.figures.axis import TimeAxis
from negresearch.show.figures.labels import anchor, counted
from negresearch.show.figures.paper import BLUE, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import INK, MUTED, Figure
from negresearch.show.page.labels import column_label, value_labels
from negresearch.show.page.table import Exhibit
from negresearch.show.page.values import said

#: Points: the legend, the words above a panel, its height, the air below it, the names of the months.
_LEGEND, _WORDS, _PANEL, _AIR, _TICKS = 18.0, 18.0, 46.0, 10.0, 14.0
#: As many panels as can be read: those with the most passages.
_MOST = 6


def plot_months(months: Tally, *, opens: Exhibit | None = None, name: str = "months") -> Figure:
    """Draw rates along the months of publication, those without a document among them.

    Parameters
    ----------
    months : Tally
        As from `tally_months`.
    opens : Exhibit, optional
        The table of the same tally in the page: each mark leads to the passages behind it.
    name : str
        The anchor of the figure.

    Returns
    -------
    Figure
        A panel for each of the up to six most frequent values. A dot is a rate per 1,000 words, a ring a count of none,
        an upright line the 95 % interval, a dash at the foot a month without a document. All panels are on one scale of
        time, broken where nothing is for long; each has its own scale of rates, which begins at 0.

    Raises
    ------
    TableError
        If the tally is none of months.
    """
    if months.by[0] != "month" or "low" not in months.table.columns:
        raise TableError("plot_months draws what tally_months gives; plot_rates draws other tallies")
    known = months.table[months.table["month"].notna()]
    totals = known.groupby(months.by[1], sort=False, dropna=False)["n"].sum()
    shown = totals[totals > 0].sort_values(ascending=False, kind="stable").head(_MOST)
    axis = TimeAxis.of([_days(month) for month in known.loc[known["documents"] > 0, "month"]], WIDTH)
    step = _WORDS + _PANEL + _AIR
    paper = Paper(_LEGEND + step * len(shown) + _TICKS)
    told = []
    _legend(paper)
    for i, value in enumerate(shown.index):
        panel = _Panel.of(months, known, value, opens)
        _draw(paper, panel, axis, _LEGEND + step * i)
        told.append(panel.alt)
    axis.names(paper, _LEGEND + step * len(shown) + 4)
    what = column_label(months.by[1])
    alt = f"Rates by month of publication, a panel for each {what}. {' '.join(told) or 'None found.'}"
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
    """The first and last day of a month."""
    found = timex.extent(month)
    assert found is not None
    return found.first.toordinal(), found.last.toordinal()


@dataclass(frozen=True)
class _Point:
    """A month in a panel."""

    month: str
    n: int
    rate: float | None
    low: float | None
    high: float | None
    note: str
    link: str | None


@dataclass(frozen=True)
class _Panel:
    """One value's months."""

    label: str
    points: list[_Point]

    @classmethod
    def of(cls, months: Tally, known: pd.DataFrame, value: Hashable, opens: Exhibit | None) -> _Panel:
        """Gather the months of a value."""
        by = months.by[1]
        here = known[known[by].isna()] if pd.isna(value) else known[known[by] == value]  # type: ignore[call-overload]
        label = str(value_labels(by, pd.Series([value], dtype=object), months.per).iloc[0])
        return cls(label, [_point(record, by, opens) for record in here.to_dict("records")])

    @property
    def top(self) -> float:
        """The largest value that the scale must hold: an interval may reach to twice the highest rate."""
        rates = max((point.rate or 0.0 for point in self.points), default=0.0)
        return min(max((point.high or 0.0 for point in self.points), default=0.0), 2 * rates) or rates or 1.0

    @property
    def alt(self) -> str:
        """The panel for those who cannot see it."""
        some = [point for point in self.points if point.rate]
        most = max(some, key=lambda point: point.rate or 0.0)
        return f"{self.label}: highest {said(most.rate)} in {most.month}, in {len(some)} of {len(self.points)} months."


def _point(record: Mapping[Any, Any], by: str, opens: Exhibit | None) -> _Point:
    rate, low, high = (None if pd.isna(record[c]) else float(record[c]) for c in ("rate", "low", "high"))
    sure = "" if low is None else f" (95 %: {said(low)} to {said(high)})"
    found = f"{counted(int(record['n']), 'passage')}, {counted(int(record['documents']), 'document')}"
    note = f"{record['month']}: {said(rate)}{sure}, {found}"
    link = anchor(opens, **{by: record[by], "month": record["month"]}) if record["n"] else None
    return _Point(record["month"], int(record["n"]), rate, low, high, note, link)


def _draw(paper: Paper, panel: _Panel, axis: TimeAxis, top: float) -> None:
    first, base = top + _WORDS, top + _WORDS + _PANEL
    label = fit(panel.label, 250, bold=True)
    paper.text(0, top + 9, label, bold=True)
    paper.text(WIDTH, top + 9, f"up to {said(panel.top)} per 1,000 words", size=SMALL, color=MUTED, anchor="end")
    axis.grid(paper, first, base)
    paper.line((0, WIDTH), (base, base), MUTED)
    for point in panel.points:
        x = sum(axis.x(day) for day in _days(point.month)) / 2
        if axis.shows(date.fromisoformat(f"{point.month}-15").toordinal()):
            _mark(paper, point, x, base, _PANEL / panel.top)


def _mark(paper: Paper, point: _Point, x: float, base: float, scale: float) -> None:
    if point.rate is None:
        paper.line((x - 2, x + 2), (base + 3, base + 3), MUTED, width=1.2)
        return
    if point.low is not None and point.high is not None:
        top = max(base - point.high * scale, base - _PANEL)
        paper.line((x, x), (base - point.low * scale, top), BLUE, width=1.2)
    y = base - point.rate * scale
    paper.mark(x, y, BLUE, "circle" if point.n else "ring", size=5, note=point.note, link=point.link)


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
