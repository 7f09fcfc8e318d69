"""Who blames whom: a panel for each group of texts, a line for each side blamed, a piece for each voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any

from negresearch.count.claims import is_own_voice
from negresearch.count.tally import Tally
from negresearch.show.figures.panels import anchor, grouped
from negresearch.show.figures.paper import GREY, RED, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import INK, MUTED, Exhibit, Figure
from negresearch.show.page.values import counted

#: Points: a line, the name of a panel, the air below it, the names of sides, the sums at the right.
_LINE, _TITLE, _AIR, _NAMES, _SUM = 14.0, 15.0, 7.0, 84.0, 22.0
#: As many groups and sides as can be read: those of whom most is said. A passage is no wider than so many points.
_GROUPS, _SIDES, _WIDEST = 12, 6, 30.0
_Piece = dict[Hashable, Any]


def plot_blame(blame: Tally, *, opens: Exhibit | None = None, name: str = "blame") -> Figure:
    """Draw who blames whom, group by group, all panels on one scale.

    A panel for each group, in it a line for each side that any group blames, those blamed most first. A piece of a line
    is a voice, as long as the passages in which it blames that side are many: full where the text itself speaks, pale
    in a frame where it lets somebody else speak.

    Parameters
    ----------
    blame : Tally
        Of the rows of `name_accusers`, by a column of the documents, accuser and blamed; else it is a TableError.
    opens, name
        As for `plot_rates`.
    """
    by, table, labels = grouped(blame, "plot_blame", "accuser", "blamed")
    found = table[table["n"] > 0]
    found = found.assign(own=is_own_voice(found["accuser"], blame.per))
    pieces: dict[tuple[object, str], list[_Piece]] = {}
    told_of, held = Counter[object](), Counter[str]()
    for piece in found.sort_values(["own", "n"], ascending=False, kind="stable").to_dict("records"):
        cell = {column: piece[column] for column in blame.by}
        pieces.setdefault((piece[by], piece["blamed"]), []).append({**piece, "link": anchor(opens, **cell)})
        told_of[piece[by]] += piece["n"]
        held[piece["blamed"]] += piece["n"]
    sides = sorted(held, key=lambda side: (-held[side], side))[:_SIDES]
    most = {group for group, _ in told_of.most_common(_GROUPS)}
    groups = [group for group in labels if group in most]
    longest = max((sum(piece["n"] for piece in of) for of in pieces.values()), default=1)
    unit = min(_WIDEST, (WIDTH - _NAMES - _SUM) / longest)
    step = _TITLE + _LINE * len(sides) + _AIR
    paper, told = Paper(step * max(len(groups), 1)), list[str]()
    for i, group in enumerate(groups):
        paper.text(0, step * i + 8, fit(labels[group], WIDTH, bold=True), bold=True)
        words = []
        for j, side in enumerate(sides):
            y = step * i + _TITLE + (j + 0.5) * _LINE
            words += _line(paper, labels[group], side, y, pieces.get((group, side), []), unit)
        told.append(f"{labels[group]}: {', '.join(words)}.")
    more, left = len(held) - len(sides), len(told_of) - len(groups)
    cut = f" Not drawn: {counted(more, 'side')} blamed less." if more else ""
    cut += f" Not drawn: {left:,} that blame less." if left else ""
    caption = (
        "Passages that blame each side, stated or implied: full, in the text's own voice; in a frame, through others. "
        f"One that blames two sides stands in both lines.{cut}"
    )
    alt = f"Lines of passages that blame. {' '.join(told) or 'None found.'}"
    return paper.figure(alt=alt, caption=caption, name=name)


def _line(paper: Paper, group: str, side: str, y: float, pieces: list[_Piece], unit: float) -> list[str]:
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
