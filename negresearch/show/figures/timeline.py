"""The dates that texts talk about: one lane for each document or outlet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

import pandas as pd

from negresearch.count.timeline import STATUSES, Timeline
from negresearch.show.figures.axis import TimeAxis
from negresearch.show.figures.panels import printed_at
from negresearch.show.figures.paper import BLUE, GOLD, GREY, RED, SMALL, WIDTH, Paper, Shape, fit, text_width
from negresearch.show.page import INK, MUTED, RULE, Exhibit, Figure
from negresearch.show.page.values import counted, document_labels, modified

#: Points: a row of marks in a lane, the air below it; the legend; the names of the ticks.
_ROW, _AIR, _LEGEND, _TICKS = 7.0, 7.0, 34.0, 14.0
#: More lanes than this stand close, without their counts, which the page's table has; after as many, ticks are named.
_MOST_WIDE = 12
#: Points for the words above a lane, and as many rows of marks in it: of few lanes, and of many.
_WORDS, _MOST_ROWS = {False: 32.0, True: 23.0}, {False: 14, True: 6}
#: As many lanes as can be read, and as many of these for documents of which no day is known.
_MOST_LANES, _MOST_UNDATED = 60, 10
#: Longer periods, in days, are named and not drawn: on a scale of days they would leave room for nothing else.
_LONGEST = 800
_LOOKS: Mapping[str, tuple[str, Shape]] = {
    "stated": (BLUE, "circle"),
    "inferred": (GOLD, "ring"),
    "suspect": (RED, "cross"),
}
_ANCHORS = {"document": " from the publication", "previous": " from another date", "event": " from an event"}


def plot_timeline(
    timeline: Timeline, documents: pd.DataFrame | None = None, *, opens: Exhibit | None = None, name: str = "timeline"
) -> Figure:
    """Draw the dates that texts talk about, true to scale.

    A mark is a day, a bar a longer period. Filled: stated in the text. Hollow: inferred, from the day of publication or
    from another date. Crossed: suspect. A line is a day of publication, a band the days between which it lies. The axis
    is broken where nothing is for long; all its pieces are on one scale. Periods of more than 800 days, and dates that
    name no day, are told in words.

    Parameters
    ----------
    timeline, documents : Timeline, pandas.DataFrame
        As from `build_timeline`; as from `find_documents`, if lanes of documents are to name their outlets.
    opens, name
        As for `plot_rates`.
    """
    names = document_labels(timeline.published if documents is None else documents)
    printed = printed_at(opens)
    shown = _shown(timeline).to_dict("records")
    close = len(shown) > _MOST_WIDE
    lanes = [_lane(timeline, record, names.get(record["lane"], record["lane"]), printed) for record in shown]
    drawn = [[*((item.first, item.last) for item in lane.items), *lane.published] for lane in lanes]
    axis = TimeAxis.of(chain.from_iterable(drawn), WIDTH)
    placed = [_rows(lane.items, axis, _MOST_ROWS[close]) for lane in lanes]
    heights = [_WORDS[close] + _ROW * (1 + max((row for *_, row in of), default=0)) + _AIR for of in placed]
    tops = _tops(heights)
    paper = Paper(tops[-1] + _TICKS)
    _legend(paper, is_broken=len(axis.pieces) > 1)
    for y in (*(top - 8 for top in tops[:-1:_MOST_WIDE]), tops[-1] + 9):
        axis.names(paper, y)
    for lane, marks, place in zip(lanes, placed, zip(tops, heights, strict=False), strict=True):
        _draw(paper, lane, marks, axis, place, close=close)
    cut = f" Drawn: {len(lanes)} of {len(timeline.lanes):,} lanes." if len(timeline.lanes) > len(lanes) else ""
    if any(row == _MOST_ROWS[close] - 1 for marks in placed for *_, row in marks):
        cut += f" Where more than {_MOST_ROWS[close]} dates fall together, the top row holds the rest."
    dates, texts = counted(len(timeline.table), "date"), counted(len(timeline.published), "document")
    caption = f"{dates} in {texts}, true to scale.{cut}"
    return paper.figure(alt=f"Timeline. {' '.join(lane.alt for lane in lanes)}", caption=caption, name=name)


def _tops(heights: Sequence[float]) -> list[float]:
    """Where lanes begin, with room for ticks above some, and where the last one ends."""
    tops, y = [], _LEGEND
    for i, height in enumerate(heights):
        y += _TICKS if i % _MOST_WIDE == 0 else 0
        tops.append(y)
        y += height
    return [*tops, y]


def _shown(timeline: Timeline) -> pd.DataFrame:
    """The lanes that are drawn: the first, and of those at the end that no day is known of, some in any case."""
    dated = set(timeline.published.dropna(subset="first")["lane"])
    undated = timeline.lanes[~timeline.lanes["lane"].isin(dated)].head(_MOST_UNDATED)
    first = timeline.lanes[timeline.lanes["lane"].isin(dated)].head(_MOST_LANES - len(undated))
    return pd.concat([first, undated])


class _Item(NamedTuple):
    """A date as drawn: the days it covers, how it is known, what it says, where it leads."""

    first: int
    last: int
    status: str
    note: str = ""
    link: str | None = None


#: An item, its left and right ends, and its row.
_Placed = tuple[_Item, float, float, int]


class _Lane(NamedTuple):
    """A lane: its dates that can be drawn, when its documents were published, and both in words."""

    label: str
    items: list[_Item]
    published: list[tuple[int, int]]
    publication: str
    not_drawn: str
    counts: str
    alt: str


def _lane(timeline: Timeline, record: Mapping[Any, Any], label: str, printed: Mapping[str, str]) -> _Lane:
    items, longer = list[_Item](), dict[str, None]()
    for mark in timeline.table[timeline.table["lane"] == record["lane"]].to_dict("records"):
        first, last, status = _day(mark["first"]), _day(mark["last"]), mark["status"]
        if last - first > _LONGEST:
            longer[mark["value"]] = None
            continue
        because = {"inferred": _ANCHORS.get(mark["anchor"], ""), "suspect": f", {mark['suspect']}"}.get(status, "")
        note = f"{modified(mark['mod'], mark['value'])} ({status}{because}) {mark['cite']}"
        items.append(_Item(first, last, status, note, printed.get(mark["cite"])))
    of_lane = timeline.published[timeline.published["lane"] == record["lane"]]
    days = of_lane.dropna(subset="first").to_dict("records")
    publication = _publication(len(of_lane), days)
    not_drawn = f"not drawn: {', '.join(longer)}" if longer else ""
    counted_as = [f"{record[status]} {status}" for status in STATUSES if record[status]]
    counted_as += [f"{record['elsewhere']} without a day"] if record["elsewhere"] else []
    counts = ", ".join([*counted_as, *filter(None, [not_drawn])]) or "no dates"
    reach = f", from {record['first']} to {record['last']}" if record["marks"] else ""
    published = [(_day(day["first"]), _day(day["last"])) for day in days]
    return _Lane(label, items, published, publication, not_drawn, counts, f"{label}, {publication}: {counts}{reach}.")


def _publication(documents: int, days: Sequence[Mapping[Any, Any]]) -> str:
    """When the documents of a lane were published, in words."""
    if not days:
        return "undated"
    first, last = min(day["first"] for day in days), max(day["last"] for day in days)
    when = f"published {first}" if first == last else f"published between {first} and {last}"
    if documents == 1:
        return f"{when} ({days[0]['how']})"
    undated = f", {documents - len(days)} undated" if len(days) < documents else ""
    return f"{documents} documents, {when}{undated}"


def _day(iso: str) -> int:
    return date.fromisoformat(iso[:10]).toordinal()


def _rows(items: list[_Item], axis: TimeAxis, most: int) -> list[_Placed]:
    """Place and row of each item: long ones at the bottom, none over another while there are rows."""
    placed = []
    taken: list[list[tuple[float, float]]] = []
    for item in sorted(items, key=lambda i: (i.first - i.last, i.first)):
        left, right = axis.x(item.first), axis.x(item.last + 1)
        if right - left < _ROW - 1:
            left, right = (left + right) / 2 - (_ROW - 1) / 2, (left + right) / 2 + (_ROW - 1) / 2
        free = (r for r, row in enumerate(taken) if all(right < a or b < left for a, b in row))
        row = next(free, min(len(taken), most - 1))
        taken += [[] for _ in range(row + 1 - len(taken))]
        taken[row].append((left, right))
        placed.append((item, left, right, row))
    return placed


def _draw(
    paper: Paper, lane: _Lane, marks: list[_Placed], axis: TimeAxis, place: tuple[float, float], *, close: bool
) -> None:
    top, height = place
    first, base = top + _WORDS[close] - 4, top + height - _AIR / 2
    paper.line((0, WIDTH), (top, top), RULE)
    axis.grid(paper, first, base)
    for days in lane.published:
        _published(paper, lane.publication, axis.x(days[0]), axis.x(days[1] + 1), first, base)
    for item, left, right, row in marks:
        color, shape = _LOOKS[item.status]
        y = base - (row + 0.5) * _ROW
        if item.first == item.last:
            paper.mark((left + right) / 2, y, color, shape, size=_ROW - 2, note=item.note, link=item.link)
        else:
            _bar(paper, item, left, right, y)
    words = f"{lane.publication}; {lane.not_drawn}" if close and lane.not_drawn else lane.publication
    label = fit(lane.label, max(170, WIDTH - text_width(words, SMALL) - 10), bold=True)
    paper.text(0, top + 9, label, bold=True)
    said = fit(words, WIDTH - text_width(label, bold=True) - 10, SMALL)
    paper.text(WIDTH, top + 9, said, size=SMALL, color=MUTED, anchor="end")
    if not close:
        paper.text(0, top + 20, fit(lane.counts, WIDTH, SMALL), size=SMALL, color=MUTED)


def _bar(paper: Paper, item: _Item, left: float, right: float, y: float) -> None:
    color, _ = _LOOKS[item.status]
    fill, hatch = {"stated": (color, None), "inferred": (None, None), "suspect": (None, "xxxxxx")}[item.status]
    paper.box(left, y - 2.2, right - left, 4.4, fill, edge=color, hatch=hatch, note=item.note, link=item.link)


def _published(paper: Paper, note: str, left: float, right: float, top: float, base: float) -> None:
    """The day of publication, or the days between which it lies, from end to end."""
    if right - left <= 3:
        paper.line((left, left), (top, base), INK, width=1.2)
        paper.mark(left, top, INK, "down", size=5, note=note)
        return
    paper.box(left, top, right - left, base - top, GREY, alpha=0.18, note=note)
    for x in (left, right):
        paper.line((x, x), (top - 2, top + 4), INK, width=1.2)
    paper.line((left, right), (top + 1, top + 1), INK, width=1.2)


def _legend(paper: Paper, *, is_broken: bool) -> None:
    x = 0.0
    for status, (color, shape) in _LOOKS.items():
        paper.mark(x + 4, 8, color, shape, size=_ROW - 2)
        _bar(paper, _Item(0, 1, status), x + 12, x + 26, 8)
        paper.text(x + 31, 8, status, size=SMALL, color=MUTED)
        x += 46 + text_width(status, SMALL)
    _published(paper, "", x + 4, x + 4, 4, 14)
    _published(paper, "", x + 14, x + 30, 4, 14)
    paper.text(x + 36, 8, "published: that day, or between two", size=SMALL, color=MUTED)
    told = f"A mark is a day, a bar a longer period{'; // is time in which nothing is drawn' * is_broken}."
    paper.text(0, 22, told, size=SMALL, color=MUTED)
