"""Which of several words for one thing each group uses: a panel for each set of words."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import Any

import pandas as pd

from negresearch.count.tally import Tally
from negresearch.show.figures.panels import anchor, grouped
from negresearch.show.figures.paper import BLUE, GOLD, GREEN, GREY, PINK, RED, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import INK, MUTED, Exhibit, Figure
from negresearch.show.page.values import column_label, counted

#: Points: a bar with the air around it, the name of a set above its bars, the air below, the names of groups.
_BAR, _TITLE, _AIR, _NAMES, _COUNT = 15.0, 17.0, 8.0, 104.0, 26.0
#: As many sets, groups and terms as can be read: the most frequent ones.
_SETS, _GROUPS, _TERMS = 4, 12, 5
_COLORS = (BLUE, GOLD, GREEN, PINK, RED, GREY)
_REST = "other words"


def plot_naming(naming: Tally, *, opens: Exhibit | None = None, name: str = "naming") -> Figure:
    """Draw which words of a set each group uses, as shares of all words of the set.

    A panel for each of the four sets used most, a bar for each group, a piece for each of the set's five terms used
    most, in one order everywhere, named in the bar or above; at the end of a bar how often the set is used.

    Parameters
    ----------
    naming : Tally
        Of naming, by a column of the documents, name and term; else it is a TableError.
    opens, name
        As for `plot_rates`.
    """
    by, table, labels = grouped(naming, "plot_naming", "name", "term")
    names = _most(table, "name")[:_SETS]
    labels = dict(islice(labels.items(), _GROUPS))
    step = _TITLE + _BAR * max(len(labels), 1) + _AIR
    paper, told = Paper(step * max(len(names), 1)), list[str]()
    for i, of in enumerate(names):
        told.append(_panel(paper, step * i, table[table["name"] == of], by, labels, opens))
    more = table.loc[table["n"] > 0, "name"].nunique() - len(names)
    cut = f" Not drawn: {counted(more, 'set')} used less." if more > 0 else ""
    what = column_label(by)
    caption = f"What each {what} calls the same thing, as shares; at the end of a bar, how often it is named.{cut}"
    alt = f"Bars of shares by {what}. {' '.join(told) or 'None found.'}"
    return paper.figure(alt=alt, caption=caption, name=name)


def _panel(
    paper: Paper, top: float, table: pd.DataFrame, by: str, labels: dict[Any, str], opens: Exhibit | None
) -> str:
    """Draw the name of a set, and below it a bar for each group; give the panel in words."""
    name = str(table["name"].iloc[0])
    used = _most(table[table["n"] > 0], "term")
    terms = used if len(used) <= _TERMS + 1 else [*used[:_TERMS], _REST]
    counts: Counter[tuple[object, str]] = Counter()
    for group, term, n in table[[by, "term", "n"]].itertuples(index=False, name=None):
        counts[group, term if term in terms else _REST] += int(n)
    paper.text(0, top + 9, name.replace("-", " "), bold=True)
    told, narrow = [], set[str]()
    for i, (group, label) in enumerate(labels.items()):
        y, x = top + _TITLE + (i + 0.5) * _BAR, _NAMES
        found = {term: counts[group, term] for term in terms if counts[group, term]}
        total = sum(found.values())
        told += [f"{label} {', '.join(f'{term} {n}' for term, n in found.items())}"] if found else []
        paper.text(_NAMES - 6, y, fit(label, _NAMES - 6), anchor="end", color=INK if found else MUTED)
        paper.text(WIDTH, y, total, size=SMALL, color=MUTED, anchor="end")
        for term, n in found.items():
            color, share = _COLORS[terms.index(term)], n / total * (WIDTH - _NAMES - _COUNT)
            link = anchor(opens, **{by: group, "name": name, "term": term}) if term != _REST else None
            paper.box(x, y - 6, share - 0.8, 12, color, alpha=0.35, note=f"{label}: {term} {n}", link=link)
            if text_width(term, SMALL) < share - 5:
                paper.text(x + 2.5, y - 0.5, term, size=SMALL)
            else:
                narrow.add(term)
            x += share
    x = _NAMES
    for term in (term for term in terms if term in narrow):  # what is too narrow to be named in every bar
        paper.box(x, top + 5, 8, 8, _COLORS[terms.index(term)], alpha=0.35)
        paper.text(x + 11, top + 9, fit(term, max(0, WIDTH - x - 11)), size=SMALL)
        x = min(WIDTH - 8, x + text_width(term, SMALL) + 22)
    return f"{name}: {'; '.join(told)}."


def _most(table: pd.DataFrame, column: str) -> list[str]:
    """The values of a column, those with the most passages first."""
    totals = table.groupby(column, sort=False)["n"].sum().sort_values(ascending=False, kind="stable")
    return [str(value) for value in totals.index]
