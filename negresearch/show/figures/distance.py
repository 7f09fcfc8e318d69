"""How far from their publication the days lie that texts name: small bars by distance, a row for each text."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from negresearch.count.months import AHEAD, DISTANCES, UNSURE, WIDER
from negresearch.count.tally import Tally
from negresearch.show.figures.panels import anchor, grouped
from negresearch.show.figures.paper import BLUE, GOLD, GREY, SMALL, WIDTH, Paper, fit
from negresearch.show.page import INK, MUTED, RULE, Exhibit, Figure
from negresearch.show.page.values import column_label, counted

#: As time runs: the oldest on the left, the publication behind the last week, what has no place apart.
_ORDER = (*reversed(DISTANCES[1:-2]), AHEAD, WIDER, UNSURE)
_NAMES = ("longer", "5 years", "a year", "a month", "a week", "ahead", "too wide", "unknown")
_WORDS = dict(zip(_ORDER, _NAMES, strict=True))
_LOOKS = {AHEAD: (GOLD, "/////"), WIDER: (GREY, None), UNSURE: (GREY, "xxxxx")}
#: Points: the names of rows, a column, and before what is unknown; the head, the row of all, rows of few and of many.
_LABELS, _COLUMN, _APART = 104.0, 38.5, 8.0
_HEAD, _ALL, _ROW, _LOW, _FEW = 26.0, 48.0, 24.0, 14.0, 12
_LEFT = {d: _LABELS + i * _COLUMN + (_APART if d in (WIDER, UNSURE) else 0) for i, d in enumerate(_ORDER)}
#: As many rows as can be read.
_MOST = 60


def plot_distance(distances: Tally, *, opens: Exhibit | None = None, name: str = "distance") -> Figure:
    """Draw how far before or after their publication the days lie that texts name.

    A row for each document or group, above them one of all together; its bars stand as time runs, the days to come
    hatched behind the line of the publication. All rows but the first are on one scale.

    Parameters
    ----------
    distances : Tally
        Of dates with their distance (`add_distance`), by a column of the documents and by distance; else a
        TableError.
    opens, name
        As for `plot_rates`.
    """
    by, table, labels = grouped(distances, "plot_distance", "distance")
    counts = {(group, d): int(n) for group, d, n in table[[by, "distance", "n"]].itertuples(index=False)}
    row = _LOW if len(labels) > _FEW else _ROW
    paper = Paper(_HEAD + _ALL + row * min(len(labels), _MOST) + 4)
    for distance in _ORDER:
        paper.text(_LEFT[distance] + _COLUMN / 2, 18, _WORDS[distance], size=SMALL, color=MUTED, anchor="middle")
    paper.text(_LEFT[AHEAD], 6, "publication", size=SMALL, anchor="middle")
    paper.line((_LEFT[AHEAD], _LEFT[AHEAD]), (12, paper.height), INK)
    totals = table.groupby("distance")["n"].sum()
    _bars(paper, _HEAD, _ALL, "all together", {d: (int(totals.get(d, 0)), None) for d in _ORDER}, totals.max())
    told, top = [], max(counts.values(), default=0)
    for i, (group, label) in enumerate(islice(labels.items(), _MOST)):
        cells = {d: (counts.get((group, d), 0), anchor(opens, **{by: group, "distance": d})) for d in _ORDER}
        _bars(paper, _HEAD + _ALL + i * row, row, label, cells, top)
        told.append(f"{label}: {', '.join(f'{n} {d}' for d, (n, _) in cells.items() if n) or 'none'}.")
    cut = f" Drawn: {_MOST} of {len(labels):,} rows." if len(labels) > _MOST else ""
    caption = f"{counted(int(table['n'].sum()), 'date')} by distance from publication, by {column_label(by)}"
    caption += f"; the uppermost row has a scale of its own.{cut}"
    return paper.figure(alt=f"Bars of distances. {' '.join(told) or 'None found.'}", caption=caption, name=name)


def _bars(
    paper: Paper, top: float, height: float, label: str, cells: Mapping[str, tuple[int, str | None]], most: float
) -> None:
    """Draw a row: its name, and a bar with its number where there is room above."""
    base, room = top + height - 2, height - (12 if height > _LOW else 2)
    paper.line((0, WIDTH), (base, base), RULE)
    paper.text(0, base - 6, fit(label, _LABELS - 4, bold=height == _ALL), bold=height == _ALL)
    for distance, (n, link) in cells.items():
        if n:
            color, hatch = _LOOKS.get(distance, (BLUE, None))
            tall, left = max(1.5, n / most * room), _LEFT[distance]
            note = f"{label}: {n} {distance}"
            fill = None if hatch else color
            paper.box(left + 6, base - tall, _COLUMN - 12, tall, fill, edge=color, hatch=hatch, note=note, link=link)
            if height > _LOW:
                paper.text(left + _COLUMN / 2, base - tall - 5, n, size=SMALL, anchor="middle", link=link)
