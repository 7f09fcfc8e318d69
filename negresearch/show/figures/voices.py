"""Who speaks where: one strip for each document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from negresearch.show.figures.panels import legend
from negresearch.show.figures.paper import BLUE, GOLD, GREEN, GREY, PINK, SMALL, WIDTH, Paper, fit, text_width
from negresearch.show.page import MUTED, RULE, Figure
from negresearch.show.page.values import NOT_STATED, counted, document_labels, listed, said
from negresearch.tables import TABLES, VoiceRow

#: Points: a strip with its name above and the names of its speakers below; the legend over all.
_LANE, _STRIP, _LEGEND, _GAP = 46.0, 14.0, 24.0, 0.5
#: As many documents as can be read; of more, the first ones are drawn, and it is said.
_MOST = 40
#: Characters of what parts two paragraphs, which is in no voice that could be seen.
_BLANK = 4
#: Speakers that are named in the words of the figure.
_NAMED = 3


#: What a voice is called, and how it is drawn: told apart by height and pattern as well as by colour.
_CALLED = {"headline": "headline", "narrator": "narrator", "paraphrase": "reported", "speaker": "quoted",
           "notice": "notice"}  # fmt: skip
_LOOKS: dict[str, tuple[str, float, str | None, float]] = {
    "headline": (GREEN, 0.85, "|||||", 14.0), "narrator": (GREY, 0.85, None, 6.0),
    "paraphrase": (GOLD, 0.85, "/////", 10.0), "speaker": (BLUE, 0.85, None, 14.0),
    "notice": (PINK, 0.85, "+++++", 10.0),
}  # fmt: skip


def plot_voices(voices: pd.DataFrame, documents: pd.DataFrame, *, name: str = "voices") -> Figure:
    """Draw in whose voice each document speaks, from its first character to its last.

    All strips are on one scale; a bare line is what belongs to nobody, such as bylines and boilerplate.

    Parameters
    ----------
    voices, documents : pandas.DataFrame
        As from `find_voices` and `find_documents`. Documents with a problem have no strip.
    name
        As for `plot_rates`.
    """
    readable = documents[documents["problem"].isna()]
    shown = readable.head(_MOST)
    labels = document_labels(documents)
    paper = Paper(_LEGEND + _LANE * max(len(shown), 1))
    legend(paper, {_CALLED[voice]: look for voice, look in _LOOKS.items()})
    rows = TABLES["voices"].rows(voices[voices["doc_id"].isin(shown["doc_id"])])
    longest = max((row[-1].end for row in rows.values()), default=1)
    told = [
        _strip(paper, labels[doc_id], rows.get(doc_id, []), _LEGEND + i * _LANE, WIDTH / longest)
        for i, doc_id in enumerate(shown["doc_id"])
    ]
    cut = f" Drawn are the first {_MOST} of {len(readable):,} documents." if len(readable) > _MOST else ""
    many = counted(len(shown), "document")
    caption = f"Who speaks where in {many}, and what share of the text; all on one scale.{cut}"
    return paper.figure(alt="Strips of voices. " + " ".join(told), caption=caption, name=name)


def _strip(paper: Paper, label: str, rows: list[VoiceRow], top: float, scale: float) -> str:
    """Draw a document's voices below its name, and below them those who are quoted; give them in words."""
    voiced: Counter[str] = Counter()
    quoted: Counter[str] = Counter()
    for row in rows:
        voiced[row.voice] += (row.end - row.start) * (row.voice in _LOOKS)
        quoted[row.speaker or NOT_STATED] += (row.end - row.start) * (row.voice == "speaker")
    said_by = [(voice, 100 * n / voiced.total()) for voice, n in voiced.most_common() if n]
    shares = ", ".join(f"{_CALLED[voice]} {said(share, 0)} %" for voice, share in said_by) or "nobody speaks"
    paper.text(0, top + 6, fit(label, 150, bold=True), bold=True)
    paper.text(WIDTH, top + 6, shares, size=SMALL, color=MUTED, anchor="end")
    base = top + 14 + _STRIP
    paper.line((0, rows[-1].end * scale if rows else 0), (base, base), RULE)
    drawn: dict[tuple[str, str | None], list[VoiceRow]] = {}
    for row in _runs(rows):
        if row.voice in _LOOKS:
            drawn.setdefault((row.voice, row.speaker), []).append(row)
    for (voice, speaker), runs in drawn.items():
        color, alpha, hatch, height = _LOOKS[voice]
        sizes = ((row.start * scale, (row.end - row.start) * scale) for row in runs)
        # less wide by a gap, so that one speaker after another is seen to be two
        boxes = [(x, base - height, width - _GAP * (width > 3 * _GAP), height) for x, width in sizes]
        note = " ".join(filter(None, [_CALLED[voice], speaker]))
        paper.boxes(boxes, color, alpha=alpha, hatch=hatch, note=note)
    _names(paper, [row for row in rows if row.voice == "speaker" and row.speaker], base + 8, scale)
    most = [name for name, n in quoted.most_common(_NAMED) if n]
    return f"{label}: {shares}{f'; most quoted: {listed(most)}' if most else ''}."


def _names(paper: Paper, rows: Iterable[VoiceRow], y: float, scale: float) -> None:
    """Write the names of those who are quoted, each where the name before leaves room."""
    free = 0.0
    for row in rows:
        name, x = str(row.speaker).split()[-1], row.start * scale
        right = x + text_width(name, SMALL)
        if x >= free and right <= WIDTH:
            paper.text(x, y, name, size=SMALL, color=MUTED)
            free = right + 4


def _runs(rows: Iterable[VoiceRow]) -> list[VoiceRow]:
    """Neighbours in one voice as one, whatever paragraphs they fall into, and blank lines of another between them."""
    runs: list[VoiceRow] = []
    for row in rows:
        if runs and row.end - row.start > _BLANK and (row.voice, row.speaker) == (runs[-1].voice, runs[-1].speaker):
            runs[-1] = runs[-1]._replace(end=row.end)
        elif row.end - row.start > _BLANK or not runs:
            runs.append(row)
    return runs
