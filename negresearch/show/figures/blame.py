"""Who blames whom: a panel for each group of texts, a line for each side blamed, a piece for each voice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from negresearch.count.claims import is_own_voice
from negresearch.count.tally import Tally
from negresearch.errors import TableError
from negresearch.show.figures.labels import anchor, counted
from negresearch.show.figures.paper import GREY, RED, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import INK, MUTED, Figure
from negresearch.show.page.labels import value_labels
from negresearch.show.page.table import Exhibit

#: Points: a line, the name of a panel, the air below it, the names of sides, the sums at the right.
_LINE, _TITLE, _AIR, _NAMES, _SUM = 14.0, 15.0, 7.0, 84.0, 22.0
#: As many groups and sides as can be read: those of whom most is said. A passage is no wider than so many points.
_GROUPS, _SIDES, _WIDEST = 12, 6, 30.0


def plot_blame(blame: Tally, *, opens: Exhibit | None = None, name: str = "blame") -> Figure:
    """Draw who blames whom, group by group, all panels on one scale.

    Parameters
    ----------
    blame : Tally
        Of the rows of `name_accusers`, by a column of the documents, accuser and blamed.
    opens : Exhibit, optional
        The table of the same tally in the page: each piece leads to the passages behind it.
    name : str
        The anchor of the figure.

    Returns
    -------
    Figure
        A panel for each group, in it a line for each side that any group blames, those blamed most first. A piece of a
        line is a voice, as long as the passages in which it blames that side are many: full where the text itself
        speaks, pale in a frame where it lets somebody else speak.

    Raises
    ------
    TableError
        If the tally is by other columns.
    """
    if len(blame.by) != 3 or blame.by[1:] != ("accuser", "blamed"):
        raise TableError("plot_blame draws a tally of blame by [a column of the documents, 'accuser', 'blamed']")
    by, found = blame.by[0], blame.table[blame.table["n"] > 0].astype({"accuser": object, blame.by[0]: object})
    found = found.where(found.notna(), None).assign(own=is_own_voice(found["accuser"], blame.per))
    cells = found[list(blame.by)].itertuples(index=False, name=None)
    links: list[Any] = [anchor(opens, **dict(zip(blame.by, cell, strict=True))) for cell in cells]
    found["link"] = pd.Series(links, index=found.index, dtype=object)
    sums = found.groupby("blamed")["n"].sum().sort_values(ascending=False, kind="stable")
    sides = [str(side) for side in sums.index[:_SIDES]]
    most = found.groupby(by, dropna=False)["n"].sum().sort_values(ascending=False, kind="stable").index[:_GROUPS]
    groups = [group for group in dict.fromkeys(found[by]) if group in {None if pd.isna(m) else m for m in most}]
    left = found[by].nunique(dropna=False) - len(groups)
    labels = value_labels(by, pd.Series(groups, dtype=object), blame.per)
    longest = found.groupby([by, "blamed"], dropna=False)["n"].sum().max() if groups else 1
    unit = min(_WIDEST, (WIDTH - _NAMES - _SUM) / longest)
    step = _TITLE + _LINE * len(sides) + _AIR
    paper, told = Paper(step * max(len(groups), 1)), list[str]()
    for i, (group, label) in enumerate(zip(groups, labels, strict=True)):
        paper.text(0, step * i + 8, fit(label, WIDTH, bold=True), bold=True)
        here = found[found[by].isna() if group is None else found[by] == group]
        here = here.sort_values(["own", "n"], ascending=False, kind="stable")
        words = []
        for j, side in enumerate(sides):
            pieces = here[here["blamed"] == side]
            y = step * i + _TITLE + (j + 0.5) * _LINE
            words += _line(paper, label, side, y, pieces.to_dict("records"), unit)
        told.append(f"{label}: {', '.join(words)}.")
    more = len(sums) - len(sides)
    cut = f" Not drawn: {counted(more, 'side')} blamed less." if more > 0 else ""
    cut += f" Not drawn: {left:,} that blame less." if left > 0 else ""
    caption = (
        "Passages that blame each side, stated or implied: full, in the text's own voice; in a frame, through others. "
        f"One that blames two sides stands in both lines.{cut}"
    )
    alt = f"Lines of passages that blame. {' '.join(told) or 'None found.'}"
    return paper.figure(alt=alt, caption=caption, name=name)


def _line(paper: Paper, group: str, side: str, y: float, pieces: list[dict[Hashable, Any]], unit: float) -> list[str]:
    """Draw a piece for each voice that blames a side; give the line in words, if there is any."""
    total, x = sum(piece["n"] for piece in pieces), _NAMES
    paper.text(_NAMES - 6, y, fit(side, _NAMES - 6), anchor="end", color=INK if total else MUTED)
    for piece in pieces:
        voice, width = piece["accuser"] or "somebody unnamed", piece["n"] * unit
        note = f"{group}: {voice} blames {side}, {counted(piece['n'], 'passage')}"
        color, alpha = (RED, 0.45) if piece["own"] else (GREY, 0.15)
        paper.box(x, y - 5, max(width - 1.2, 0.4), 10, color, alpha=alpha, note=note, link=piece["link"])
        if not piece["own"] and width > 2.5:
            paper.box(x + 0.4, y - 4.6, width - 2, 9.2, None, edge=GREY)
        fitting = (name for name in (voice, voice.split()[-1]) if text_width(name, SMALL) < width - 5)
        paper.text(x + 2.5, y, next(fitting, ""), size=SMALL)
        x += width
    paper.text(x + 4, y, total, size=SMALL, color=MUTED)
    own = sum(piece["n"] for piece in pieces if piece["own"])
    return [f"{side} {total} (in its own voice {own})"] if total else []
