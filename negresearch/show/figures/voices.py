"""Who speaks where: one strip for each document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from negresearch.show.figures.labels import counted, legend, listed
from negresearch.show.figures.paper import BLUE, GOLD, GREEN, GREY, PINK, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import MUTED, RULE, Figure
from negresearch.show.page.labels import NOT_STATED, document_labels
from negresearch.show.page.values import said
from negresearch.tables import TABLES, VoiceRow

#: Points: a strip with its name above and the names of its speakers below; the legend over all.
_LANE, _STRIP, _LEGEND, _GAP = 46.0, 14.0, 24.0, 0.5
#: As many documents as can be read; of more, the first ones are drawn, and it is said.
_MOST = 40
#: Characters of what parts two paragraphs, which is in no voice that could be seen.
_BLANK = 4
#: Speakers that are named in the words of the figure.
_NAMED = 3


@dataclass(frozen=True)
class _Look:
    """How a voice is drawn: told apart by height and pattern as well as by colour."""

    words: str
    color: str
    height: float
    hatch: str | None = None


_LOOKS = {
    "headline": _Look("headline", GREEN, 14.0, "|||||"),
    "narrator": _Look("narrator", GREY, 6.0),
    "paraphrase": _Look("reported", GOLD, 10.0, "/////"),
    "speaker": _Look("quoted", BLUE, 14.0),
    "notice": _Look("notice", PINK, 10.0, "+++++"),
}


def plot_voices(voices: pd.DataFrame, documents: pd.DataFrame, *, name: str = "voices") -> Figure:
    """Draw in whose voice each document speaks, from its first character to its last.

    Parameters
    ----------
    voices : pandas.DataFrame
        As from `find_voices`.
    documents : pandas.DataFrame
        As from `find_documents`. Those with a problem have no strip.
    name : str
        The anchor of the figure.

    Returns
    -------
    Figure
        All strips are on one scale; a bare line is what belongs to nobody, such as bylines and boilerplate.
    """
    readable = documents[documents["problem"].isna()]
    shown = readable.head(_MOST)
    labels = document_labels(documents)
    paper = Paper(_LEGEND + _LANE * max(len(shown), 1))
    legend(paper, {look.words: (look.color, 0.85, look.hatch, look.height) for look in _LOOKS.values()})
    rows = TABLES["voices"].rows(voices[voices["doc_id"].isin(shown["doc_id"])])
    longest = max((row[-1].end for row in rows.values()), default=1)
    strips = [_Strip(doc_id, labels[doc_id], rows.get(doc_id, [])) for doc_id in shown["doc_id"]]
    for i, strip in enumerate(strips):
        strip.draw(paper, _LEGEND + i * _LANE, WIDTH / longest)
    told = [f"{strip.label}: {strip.shares}{strip.speakers}." for strip in strips]
    cut = f" Drawn are the first {_MOST} of {len(readable):,} documents." if len(readable) > _MOST else ""
    caption = (
        f"Who speaks where in {counted(len(shown), 'document')}, and what share of the text; all on one scale.{cut}"
    )
    return paper.figure(alt="Strips of voices. " + " ".join(told), caption=caption, name=name)


@dataclass(frozen=True)
class _Strip:
    """One document's voices in order."""

    doc_id: str
    label: str
    rows: list[VoiceRow]

    @property
    def shares(self) -> str:
        """The share of each voice in what anybody says."""
        voiced = _chars((row.voice, row) for row in self.rows if row.voice != "none")
        whole = sum(voiced.values())
        words = [f"{_LOOKS[voice].words} {said(100 * n / whole, 0)} %" for voice, n in voiced.most_common()]
        return ", ".join(words) or "nobody speaks"

    @property
    def speakers(self) -> str:
        """Those who are quoted most, in words."""
        quoted = _chars((row.speaker or NOT_STATED, row) for row in self.rows if row.voice == "speaker")
        return f"; most quoted: {listed([name for name, _ in quoted.most_common(_NAMED)])}" if quoted else ""

    def draw(self, paper: Paper, top: float, scale: float) -> None:
        """Draw the strip below its name, and below it the names of speakers where there is room."""
        paper.text(0, top + 6, fit(self.label, 150, bold=True), bold=True)
        paper.text(WIDTH, top + 6, self.shares, size=SMALL, color=MUTED, anchor="end")
        base = top + 14 + _STRIP
        paper.line((0, self.rows[-1].end * scale if self.rows else 0), (base, base), RULE)
        drawn: dict[tuple[str, str | None], list[VoiceRow]] = {}
        for row in _runs(self.rows):
            if row.voice in _LOOKS:
                drawn.setdefault((row.voice, row.speaker), []).append(row)
        for (voice, speaker), rows in drawn.items():
            look, note = _LOOKS[voice], " ".join(filter(None, [_LOOKS[voice].words, speaker]))
            bars = [_bar(row, scale) for row in rows]
            boxes = [(left, base - look.height, right - left, look.height) for left, right in bars]
            paper.boxes(boxes, look.color, alpha=0.85, hatch=look.hatch, note=note)
        self._names(paper, base + 8, scale)

    def _names(self, paper: Paper, y: float, scale: float) -> None:
        """Write the names of those who are quoted, each where the name before leaves room."""
        free = 0.0
        for row in self.rows:
            if row.voice == "speaker" and row.speaker:
                free = _name(paper, row.speaker.split()[-1], row.start * scale, y, free)


def _bar(row: VoiceRow, scale: float) -> tuple[float, float]:
    left, right = row.start * scale, row.end * scale
    return left, right - (_GAP if right - left > 3 * _GAP else 0)  # so that one speaker after another is seen to be two


def _runs(rows: Iterable[VoiceRow]) -> list[VoiceRow]:
    """Neighbours in one voice as one, whatever paragraphs they fall into, and blank lines of another between them."""
    runs: list[VoiceRow] = []
    for row in rows:
        if runs and row.end - row.start > _BLANK and (row.voice, row.speaker) == (runs[-1].voice, runs[-1].speaker):
            runs[-1] = runs[-1]._replace(end=row.end)
        elif row.end - row.start > _BLANK or not runs:
            runs.append(row)
    return runs


def _chars(named: Iterable[tuple[str, VoiceRow]]) -> Counter[str]:
    """Characters by name."""
    counts: Counter[str] = Counter()
    for name, row in named:
        counts[name] += row.end - row.start
    return counts


def _name(paper: Paper, name: str, x: float, y: float, free: float) -> float:
    """Write a name at `x` if nothing stands there yet; where the next one may begin."""
    width = text_width(name, SMALL)
    if x < free or x + width > WIDTH:
        return free
    paper.text(x, y, name, size=SMALL, color=MUTED)
    return x + width + 4
