"""Frames that stand together, as a triangle of fields."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from negresearch.count.tally import Tally
from negresearch.show.figures.labels import anchor, counted, nothing
from negresearch.show.figures.paper import BLUE, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import Figure
from negresearch.show.page.table import Exhibit
from negresearch.show.page.values import said

#: In points: the height of a line, the most that a field and that a name takes; so many frames can be read.
_LINE, _WIDE, _NAME, _MOST = 15.0, 32.0, 150.0, 40


class _Pair(NamedTuple):
    frame: str
    frame_beside: str
    n: int
    expected: float

    @property
    def both(self) -> str:
        return f"{self.frame}, {self.frame_beside}".replace("_", " ")


def plot_pairs(pairs: Tally, *, opens: Exhibit | None = None, name: str = "pairs") -> Figure:
    """Draw which frames stand together: a field for each two, the darker the more sentences carry both.

    Parameters
    ----------
    pairs : Tally
        As from `frame_pairs`.
    opens : Exhibit, optional
        The table of the same pairs in the page: each field leads to its sentences.
    name : str
        The anchor of the figure.

    Returns
    -------
    Figure
        The frames with the most such sentences first; of many frames, forty.
    """
    rows = [_Pair(*row) for row in pairs.table[list(_Pair._fields)].itertuples(index=False, name=None)]
    frames = _ranked(rows)
    if not frames:
        return nothing("Sentences with two frames: none.", name)
    left = min(max(map(text_width, frames.values())), _NAME) + 8
    width = min((WIDTH - left - _NAME / 2) / len(frames), _WIDE)
    head = 12 + min(text_width(next(iter(frames.values())), SMALL), _NAME) * 0.71
    paper = Paper(head + len(frames) * _LINE)
    for i, words in enumerate(frames.values()):
        if i < len(frames) - 1:
            x, y = left + (i + 0.5) * width + 3, head + i * _LINE + 8
            paper.text(x, y, fit(words, _NAME, SMALL), size=SMALL, turn=45)
        if i:
            paper.text(left - 8, head + (i + 0.5) * _LINE, fit(words, left - 8), anchor="end")
    places = {frame: i for i, frame in enumerate(frames)}
    most = max(row.n for row in rows)
    for row in rows:
        if row.frame in places and row.frame_beside in places:
            column, line = sorted((places[row.frame], places[row.frame_beside]))
            link = anchor(opens, frame=row.frame, frame_beside=row.frame_beside)
            note = f"{row.both}: {counted(row.n, 'sentence')}, {said(row.expected)} by chance"
            x, y = left + column * width, head + line * _LINE
            alpha = round(0.1 + 0.45 * row.n / most, 2)
            paper.box(x + 0.5, y + 0.5, width - 1, _LINE - 1, BLUE, alpha=alpha, note=note, link=link)
            paper.text(x + width / 2, y + _LINE / 2, f"{row.n:,}", size=SMALL, anchor="middle", link=link)
    told = [f"{row.both} {row.n:,}" for row in sorted(rows, key=lambda row: -row.n)[:12]]
    alt = f"Triangle of fields, sentences that carry two frames: {'; '.join(told)}."
    return paper.figure(alt=alt, caption=f"Sentences that carry two frames; most: {told[0]}.", name=name)


def _ranked(rows: list[_Pair]) -> dict[str, str]:
    """The frames with the most sentences that carry another, and their names."""
    together: Counter[str] = Counter()
    for row in rows:
        together.update({row.frame: row.n, row.frame_beside: row.n})
    return {frame: frame.replace("_", " ") for frame, _ in together.most_common(_MOST)}
