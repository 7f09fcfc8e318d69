"""Rates as dots with their ranges, as a heat map, or as bars in parts."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

import pandas as pd

from negresearch.count.tally import Tally
from negresearch.errors import TableError, unknown
from negresearch.show.figures.panels import LINE, Panels, anchor, label_width, legend, nothing
from negresearch.show.figures.paper import BLUE, GOLD, GREEN, GREY, PINK, RED, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import INK, MUTED, Exhibit, Figure
from negresearch.show.page.values import UNKNOWN, column_label, listed, python_value, range_words, said, value_labels

Kind = Literal["auto", "dots", "heat", "parts"]
_Look = tuple[str, float, str | None]
#: Room for a rate and its number behind a dot, and for how right it is.
_ROOM, _PROVED = 52.0, 66.0
#: Names of columns stand upright in so many lines of so many points, or slanted in no more room than this.
_MOST_NAMED, _NAMED, _SLANTED = 3, 9.0, 110.0
#: More groups than this make a heat map, in which each takes one narrow column or line.
_MOST_PANELS = 9
#: More than this many columns of a heat map, and lines and columns change places.
_MOST_COLUMNS = 8
#: As many lines or columns as can be read; of more, those with the most passages are drawn, and it is said.
_MOST_LINES = 40
#: How the parts of a bar look: those that each report has always alike, others in this order; the rarest of many
#: are one pale part.
_KNOWN: dict[str, _Look] = {
    "narrator": (GREY, 0.8, None), "speaker": (BLUE, 0.8, None), "notice": (PINK, 0.8, "+++++"),
    "asserted": (BLUE, 0.8, None), "denied": (RED, 0.8, "|||||"), "conditional": (GOLD, 0.8, "/////"),
    "asked": (GREEN, 0.8, "+++++"),
}  # fmt: skip
_PARTS: tuple[_Look, ...] = (
    (BLUE, 0.8, None), (GOLD, 0.8, "/////"), (GREEN, 0.8, "+++++"), (PINK, 0.8, "xxxxx"), (RED, 0.8, "|||||"),
)  # fmt: skip
_OTHERS: _Look = (GREY, 0.35, None)
_UNIT = "per 1,000 words"


def plot_rates(tally: Tally, *, kind: Kind = "auto", opens: Exhibit | None = None, name: str = "rates") -> Figure:
    """Draw the rates of a tally by one, two or three columns.

    A hollow mark, or a plain 0, is a count of none; a dash stands where there are no words to count in.

    Parameters
    ----------
    tally : Tally
        By one column: its lines. By two: the first makes panels (or columns), the second lines. By three: the third
        makes the parts of each bar. More, or too few for the kind, are a TableError.
    kind : {"auto", "dots", "heat", "parts"}
        "dots": a dot for each rate, and a line for its range (see `tally` and `add_intervals`). "heat": a heat map
        with the rates as numbers. "parts": bars whose parts sum to the rate. "auto": parts for three columns; for two
        a heat map where no rate has a range, or where there are many groups; else dots.
    opens : Exhibit, optional
        The table of the same tally in the page: each mark leads to the passages behind it.
    name : str
        The anchor of the figure.

    Examples
    --------
    >>> from negresearch import tally
    >>> codings = pd.DataFrame({"doc_id": ["a", "a", "b"], "start": [0, 9, 4], "end": [3, 12, 9],
    ...                         "frame": ["territory", "economic", "territory"]})
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "n_words": [500, 250], "problem": [None, None]})
    >>> plot_rates(tally(codings, by=["frame"], per=documents)).caption
    'Passages per 1,000 words by frame: highest 2.7 (territory). Lines: the rate when each document in ...'
    """
    kinds = {"auto": 1, "dots": 1, "heat": 2, "parts": 3}
    if kind not in kinds:
        raise TableError(unknown("kind", kind, kinds))
    if not kinds[kind] <= len(tally.by) <= 3:
        raise TableError(f"a tally by {', '.join(tally.by)}: as {kind}, {kinds[kind]} to 3 columns can be drawn")
    grid = _Grid.of(tally, opens)
    if not grid.cells:
        return nothing(f"Passages {grid.what}: none found.", name)
    draw = {"dots": _dots, "heat": _heat, "parts": _parts}
    return draw[grid.best if kind == "auto" else kind](grid, name)


class _Cell(NamedTuple):
    """One cell of a tally, as a figure needs it."""

    n: int
    rate: float | None
    low: float | None
    high: float | None
    link: str | None
    note: str
    proved: str = ""


@dataclass(frozen=True)
class _Grid:
    """The cells of a tally by panel, line and part; but for documents, the most frequent come first."""

    by: tuple[str, ...]
    panels: list[str]
    lines: list[str]
    parts: list[str]
    cells: dict[tuple[str, str, str], _Cell]
    ranged: str
    omitted: str

    @classmethod
    def of(cls, tally: Tally, opens: Exhibit | None) -> _Grid:
        table, by = tally.table, tally.by
        columns = [None, *by, None] if len(by) == 1 else [*by, None][:3]
        labels = [_labels(c, tally) for c in columns]
        cells, names, omitted = {}, [], ""
        for key, record in zip(zip(*labels, strict=True), table.to_dict("records"), strict=True):
            link = anchor(opens, **{column: record[column] for column in by}) if record["n"] else None
            cells[key] = _cell(record, _named(key), link)
        for axis, label, column in zip(("panel", "line", "part"), labels, columns, strict=True):
            counts = table["n"].groupby(label, sort=False).sum()
            if column not in tally.per.columns:
                counts = counts.sort_values(ascending=False, kind="stable")
            if len(counts) > _MOST_LINES and axis != "part":
                of = f"{len(counts):,} values of {column_label(column or '')}"
                omitted += f" Drawn: the {_MOST_LINES} of {of} with the most passages."
                counts = counts[counts.index.isin(counts.nlargest(_MOST_LINES).index)]
            names.append(list(map(str, counts.index)))
        panels, lines, parts = names
        return cls(by, panels, lines, parts, cells, range_words(table), omitted)

    def at(self, panel: str, line: str, part: str = "") -> _Cell:
        """A cell; one that the tally does not list is a count of none, or nothing where there are no words."""
        if (panel, line, part) in self.cells:
            return self.cells[panel, line, part]
        rate = 0.0 if panel in self._with_words else None
        return _Cell(0, rate, None, None, None, f"{_named((panel, line, part))}: none")

    @cached_property
    def _with_words(self) -> set[str]:
        return {panel for (panel, *_), cell in self.cells.items() if cell.rate is not None}

    @property
    def best(self) -> Kind:
        if len(self.by) == 3:
            return "parts"
        ranged = any(cell.low is not None for cell in self.cells.values())
        return "dots" if len(self.by) == 1 or (ranged and len(self.panels) <= _MOST_PANELS) else "heat"

    @property
    def top(self) -> float:
        return max((c.high or c.rate or 0.0 for c in self.cells.values()), default=0.0) or 1.0

    @property
    def what(self) -> str:
        return f"{_UNIT} by {listed([column_label(column) for column in self.by])}"

    @property
    def extremes(self) -> str:
        """The highest rate and how many are zero, in words."""
        known = [(c.rate, key) for key, c in self.cells.items() if c.rate is not None]
        if not known:
            return "no words to count in"
        highest, key = max(known, key=lambda rate_key: rate_key[0])
        if not highest:
            return "none found"
        zeros = sum(not rate for rate, _ in known)
        none = f"; {zeros:,} of {len(known):,} are zero" if zeros else ""
        return f"highest {said(highest)} ({_named(key)}){none}"

    def alt(self, shape: str) -> str:
        """What a figure shows, in words: how many of what, then the rates panel by panel, the highest first."""
        told = [f"{shape} of passages {self.what}: {self.extremes}."]
        for panel in self.panels[:12]:
            found = [(k, c) for k, c in self.cells.items() if k[0] == panel and c.n]
            found.sort(key=lambda item: -(item[1].rate or 0))
            words = [f"{_named(k[1:])} {said(c.rate)} ({c.n})" for k, c in found[:3]]
            told.append((f"{panel}: " if panel else "Highest: ") + (", ".join(words) or "none") + ".")
        return " ".join(told)


def _labels(column: str | None, tally: Tally) -> pd.Series:
    """What the values of a column are called, line by line."""
    if column is None:
        return pd.Series("", index=tally.table.index)
    called = value_labels(column, tally.table[column], tally.per)
    return pd.Series([called[python_value(value)] for value in tally.table[column]], index=tally.table.index)


def _cell(record: dict[Hashable, float], what: str, link: str | None) -> _Cell:
    rate, low, high = (None if pd.isna(record[c]) else float(record[c]) for c in ("rate", "rate_low", "rate_high"))
    n = int(record["n"])
    ranged = "" if low is None or low == high else f" ({said(low)} to {said(high)})"
    told = f"{n:,}, {said(rate)} {_UNIT}{ranged}" if rate is not None else "no words"
    proofs = (record.get(c) for c in ("precision", "recall"))
    right, found = (proof.partition(" (")[0] if isinstance(proof, str) and proof else UNKNOWN for proof in proofs)
    proved = "" if right == found == UNKNOWN else f"{right}, {found}"
    return _Cell(n, rate, low, high, link, f"{what}: {told}" + (f"; right, found {proved}" if proved else ""), proved)


def _named(key: tuple[str, ...]) -> str:
    return ", ".join(filter(None, key))


def _dots(grid: _Grid, name: str) -> Figure:
    single = len(grid.panels) == 1
    proved = single and any(cell.proved for cell in grid.cells.values())
    room = _ROOM + proved * _PROVED if single else 0
    panels = Panels.of(grid.panels, grid.lines, grid.top, _UNIT, room=room, head=16.0 * proved)
    for i, panel in enumerate(grid.panels):
        panels.frame(i)
        for j, line in enumerate(grid.lines):
            cell = grid.at(panel, line)
            panels.dot(i, j, cell.rate, cell.low, cell.high, cell.note, cell.link, hollow=not cell.n)
            if single and cell.rate is not None:
                _number(panels, j, cell)
    if proved:
        x, y = panels.at(0, 0)
        x, y = x + panels.width + panels.room, y - LINE / 2 - 10
        panels.paper.text(x, y, "right, found", size=SMALL, color=MUTED, anchor="end")
    ranged = f" Lines: {grid.ranged}." if grid.ranged else ""
    caption = f"Passages {grid.what}: {grid.extremes}.{ranged}{grid.omitted}"
    return panels.paper.figure(alt=grid.alt("Dot plot"), caption=caption, name=name)


def _number(panels: Panels, line: int, cell: _Cell) -> None:
    """Write a rate with its count behind its dot, and how right it is."""
    left, y = panels.at(0, line)
    x, words = left + panels.width, f"{said(cell.rate)}  ({cell.n:,})"
    panels.paper.text(x + _ROOM, y, words, size=SMALL, color=MUTED, anchor="end", link=cell.link)
    panels.paper.text(x + panels.room, y, cell.proved, size=SMALL, color=MUTED, anchor="end")


def _heat(grid: _Grid, name: str) -> Figure:
    """Lines and columns of numbered fields; the longer side goes down."""
    down, across, turned = grid.lines, grid.panels, False
    if len(across) > _MOST_COLUMNS and len(across) > len(down):
        down, across, turned = across, down, True
    left = label_width(down)
    width = min(64.0, (WIDTH - left) / len(across))
    names = [_wrapped(column, width - 4) for column in across]
    upright = max(map(len, names)) <= _MOST_NAMED and all(text_width(w, SMALL) <= width for n in names for w in n)
    head, room = (7 + _NAMED * max(map(len, names)), 0.0) if upright else _slanted(across, (WIDTH - left) / len(across))
    width = min(width, (WIDTH - left - room) / len(across))
    size = SMALL if width >= 24 else 6.0
    paper = Paper(head + len(down) * LINE + 4)
    for i, column in enumerate(across):
        x = left + (i + 0.5) * width
        if not upright:
            paper.text(x + 3, head - 4, fit(column, _SLANTED, SMALL), size=SMALL, turn=45)
        for k, words in enumerate(reversed(names[i] if upright else [])):
            paper.text(x, head - 7 - k * _NAMED, words, size=SMALL, anchor="middle")
    for j, line in enumerate(down):
        y = head + (j + 0.5) * LINE
        paper.text(left - 8, y, fit(line, left - 8), anchor="end")
        for i, column in enumerate(across):
            cell = grid.at(line, column) if turned else grid.at(column, line)
            _field(paper, cell, left + i * width, y, width, grid.top, size)
    caption = f"Passages {grid.what}: {grid.extremes}. –: no words to count in.{grid.omitted}"
    return paper.figure(alt=grid.alt("Heat map"), caption=caption, name=name)


def _wrapped(name: str, width: float) -> list[str]:
    """A name in lines of so many points, a long word in a line of its own."""
    lines = [""]
    for word in name.split():
        longer = f"{lines[-1]} {word}".strip()
        lines[-1:] = [longer] if not lines[-1] or text_width(longer, SMALL) <= width else [lines[-1], word]
    return lines


def _slanted(columns: list[str], width: float) -> tuple[float, float]:
    """Room for slanted names of columns: above them, and beyond the last."""
    widths = [min(text_width(column, SMALL), _SLANTED) for column in columns]
    beyond = max(w * 0.71 + 4 - (len(columns) - i - 0.5) * width * 0.8 for i, w in enumerate(widths))
    return 12 + max(widths) * 0.71, max(beyond, 1.0)


def _field(paper: Paper, cell: _Cell, x: float, y: float, width: float, top: float, size: float) -> None:
    if cell.rate is None:
        paper.text(x + width / 2, y, UNKNOWN, color=MUTED, size=size, anchor="middle")
        return
    if cell.n:
        paper.box(
            x + 0.5, y - LINE / 2 + 0.5, width - 1, LINE - 1, BLUE, alpha=round(0.1 + 0.45 * cell.rate / top, 2),
            note=cell.note, link=cell.link,
        )  # fmt: skip
    number, color = (said(cell.rate), INK) if cell.n else ("0", MUTED)
    paper.text(x + width / 2, y, number, color=color, size=size, anchor="middle", link=cell.link)


def _parts(grid: _Grid, name: str) -> Figure:
    """Bars in parts, a panel for each group."""
    looks = _looks(grid.parts)
    whole: dict[tuple[str, str], float] = {}
    for (panel, line, _), cell in grid.cells.items():
        whole[panel, line] = whole.get((panel, line), 0.0) + (cell.rate or 0.0)
    panels = Panels.of(grid.panels, grid.lines, max(whole.values()) or 1.0, _UNIT, head=24.0)
    others = [part for part in grid.parts if part not in looks]
    for i, panel in enumerate(grid.panels):
        panels.frame(i)
        for j, line in enumerate(grid.lines):
            cells = {part: grid.at(panel, line, part) for part in [*looks, *others]}
            x, y = panels.at(i, j)
            if all(cell.rate is None for cell in cells.values()):
                panels.paper.text(x + 4, y, UNKNOWN, color=MUTED)
            for part, cell in cells.items():
                if cell.n:
                    color, alpha, hatch = looks.get(part, _OTHERS)
                    width, words = panels.x(cell.rate or 0.0), {"note": cell.note, "link": cell.link}
                    panels.paper.box(x, y - 4.5, width, 9, color, alpha=alpha, hatch=hatch, **words)
                    x += width
    shown = {**looks, **({f"{len(others)} others": _OTHERS} if others else {})}
    legend(panels.paper, {fit(part, 110, SMALL): (*look, 8.0) for part, look in shown.items()})
    caption = f"Passages {grid.what}; the parts of a bar sum to the rate."
    return panels.paper.figure(alt=grid.alt("Bars in parts"), caption=caption + grid.omitted, name=name)


def _looks(parts: list[str]) -> dict[str, _Look]:
    if set(parts) <= _KNOWN.keys():
        return {part: _KNOWN[part] for part in _KNOWN if part in parts}
    shown = parts if len(parts) <= len(_PARTS) else parts[: len(_PARTS) - 1]
    return dict(zip(shown, _PARTS, strict=False))
