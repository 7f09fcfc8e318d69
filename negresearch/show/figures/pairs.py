"""Frames that stand together, as a triangle of fields."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any

from negresearch.count.tally import Tally
from negresearch.show.figures.panels import LABEL, LINE, anchor, label_width, nothing
from negresearch.show.figures.paper import BLUE, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import Exhibit, Figure
from negresearch.show.page.values import counted, said

#: The most points that a field takes; so many frames can be read.
_WIDE, _MOST = 32.0, 40


def plot_pairs(pairs: Tally, *, opens: Exhibit | None = None, name: str = "pairs") -> Figure:
    """Draw which frames stand together: a field for each two, the darker the more sentences carry both.

    The frames with the most such sentences first; of many frames, forty.

    Parameters
    ----------
    pairs : Tally
        As from `frame_pairs`.
    opens, name
        As for `plot_rates`.
    """
    rows = pairs.table.to_dict("records")
    together: Counter[str] = Counter()
    for row in rows:
        together.update({row["frame"]: row["n"], row["frame_beside"]: row["n"]})
    frames = [frame for frame, _ in together.most_common(_MOST)]
    if not frames:
        return nothing("Sentences with two frames: none.", name)
    called = {frame: frame.replace("_", " ") for frame in frames}
    left = label_width(list(called.values()))
    width = min((WIDTH - left - LABEL / 2) / len(frames), _WIDE)
    head = 12 + min(text_width(called[frames[0]], SMALL), LABEL) * 0.71
    paper = Paper(head + len(frames) * LINE)
    for i, words in enumerate(called.values()):
        if i < len(frames) - 1:
            x, y = left + (i + 0.5) * width + 3, head + i * LINE + 8
            paper.text(x, y, fit(words, LABEL, SMALL), size=SMALL, turn=45)
        if i:
            paper.text(left - 8, head + (i + 0.5) * LINE, fit(words, left - 8), anchor="end")
    most = max(row["n"] for row in rows)
    for row in rows:
        both = [row["frame"], row["frame_beside"]]
        if set(both) <= set(frames):
            column, line = sorted(map(frames.index, both))
            link = anchor(opens, frame=both[0], frame_beside=both[1])
            x, y = left + column * width, head + line * LINE
            note = f"{_words(row)}: {counted(row['n'], 'sentence')}, {said(row['expected'])} by chance"
            alpha = round(0.1 + 0.45 * row["n"] / most, 2)
            paper.box(x + 0.5, y + 0.5, width - 1, LINE - 1, BLUE, alpha=alpha, note=note, link=link)
            paper.text(x + width / 2, y + LINE / 2, f"{row['n']:,}", size=SMALL, anchor="middle", link=link)
    told = [f"{_words(row)} {row['n']:,}" for row in sorted(rows, key=lambda row: -row["n"])[:12]]
    alt = f"Triangle of fields, sentences that carry two frames: {'; '.join(told)}."
    return paper.figure(alt=alt, caption=f"Sentences that carry two frames; most: {told[0]}.", name=name)


def _words(row: Mapping[Hashable, Any]) -> str:
    return f"{row['frame']}, {row['frame_beside']}".replace("_", " ")
