"""The words that set each group apart: a panel of bars for each."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from negresearch.count.keyness import STRONG
from negresearch.count.tally import Tally
from negresearch.errors import TableError
from negresearch.show.figures.panels import anchor, draw_scale
from negresearch.show.figures.paper import BLUE, GREY, SMALL, WIDTH, Paper, fit
from negresearch.show.page import MUTED, Exhibit, Figure
from negresearch.show.page.values import column_label, counted, python_value, said, value_labels

#: Points: a line, the room above and below a panel, the gap between panels, the room for words and for numbers.
_LINE, _HEAD, _FOOT, _GAP, _WORDS, _NUMBERS = 13.0, 22.0, 26.0, 16.0, 104.0, 24.0
#: As many groups and words a group as can be read.
_MOST_GROUPS, _MOST_WORDS = 30, 20
_Word = dict[Hashable, Any]


def plot_keyness(keyness: Tally, *, opens: Exhibit | None = None, name: str = "keyness") -> Figure:
    """Draw the words that are more frequent in each group than elsewhere, those of the highest log-likelihood first.

    A panel for each group. A bar is a log ratio: 1 is twice as frequent as elsewhere, 2 four times; the number beside
    it is how often the word is found. Pale bars have a log-likelihood below 10.83.

    Parameters
    ----------
    keyness : Tally
        As from `keyness`; other tallies are a TableError.
    opens, name
        As for `plot_rates`.
    """
    if "log_ratio" not in keyness.table.columns:
        raise TableError("plot_keyness draws what keyness gives; plot_rates draws other tallies")
    by, word = keyness.by
    labels = value_labels(by, keyness.table[by], keyness.per)
    groups: dict[str, list[_Word]] = {label: [] for label in labels.values()}
    for record in keyness.table.to_dict("records"):
        words = groups[labels[python_value(record[by])]]
        if record["log_ratio"] > 0 and len(words) < _MOST_WORDS:
            link = anchor(opens, **{by: record[by], word: record[word]})
            words.append({**record, "word": str(record[word]), "link": link})
    opened = {label: words for label, words in groups.items() if opens is None or any(w["link"] for w in words)}
    shown = dict(list(opened.items())[:_MOST_GROUPS])
    top = max((w["log_ratio"] for words in shown.values() for w in words), default=1.0)
    rows = [list(shown)[i : i + 2] for i in range(0, len(shown), 2)]
    heights = [_HEAD + _LINE * max(len(shown[label]) for label in row) + _FOOT for row in rows]
    paper = Paper(sum(heights) or _HEAD)
    for i, row in enumerate(rows):
        for j, label in enumerate(row):
            _panel(paper, label, shown[label], j * (WIDTH + _GAP) / 2, sum(heights[:i]), top)
    what = column_label(by)
    first = {label: ", ".join(f"{word['word']} ({word['n']})" for word in words[:5]) for label, words in shown.items()}
    told = [f"{label}: {words or 'none'}." for label, words in first.items()]
    which = "first" if opens is None else "first in the table"
    cut = f" Drawn: {len(shown)} of {len(groups):,}, the {which}." if len(groups) > len(shown) else ""
    weak = any(w["g2"] < STRONG for words in shown.values() for w in words)
    pale = f" Pale: a log-likelihood below {STRONG}, which chance may well have made." if weak else ""
    caption = f"Words more frequent in each {what} than in all others together, the highest log-likelihood first."
    if not groups:
        caption = f"No word sets a {what} apart from others: there is no other, or no word is frequent enough."
    return paper.figure(alt=f"Bars of words by {what}. {' '.join(told)}", caption=caption + pale + cut, name=name)


def _panel(paper: Paper, label: str, words: list[_Word], left: float, top: float, most: float) -> None:
    width = (WIDTH - _GAP) / 2 - _WORDS - _NUMBERS
    zero, first = left + _WORDS, top + _HEAD
    last = first + _LINE * max(len(words), 1)
    paper.text(left, top + 11, fit(label, (WIDTH - _GAP) / 2, bold=True), bold=True)
    draw_scale(paper, zero, width, (first, last), most, 3)
    paper.text(zero, last + 18, "log ratio", size=SMALL, color=MUTED)
    if not words:
        paper.text(zero - 6, first + _LINE / 2, "none", color=MUTED, anchor="end")
    for i, word in enumerate(words):
        y, reach, link = first + (i + 0.5) * _LINE, word["log_ratio"] / most * width, word["link"]
        found = f"{counted(word['n'], 'time')} in {counted(word['n_documents'], 'document')}"
        note = f"{word['word']}: log ratio {said(word['log_ratio'])}, log-likelihood {said(word['g2'])}, {found}"
        paper.text(zero - 6, y, fit(word["word"], _WORDS - 6), anchor="end", link=link)
        fill, alpha = (BLUE, 0.8) if word["g2"] >= STRONG else (GREY, 0.45)
        paper.box(zero, y - 4, reach, 8, fill, alpha=alpha, note=note, link=link)
        paper.text(zero + width + _NUMBERS - 2, y, f"{word['n']:,}", size=SMALL, color=MUTED, anchor="end")
