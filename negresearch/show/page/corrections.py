"""The corrections of a run as a reader wants them listed: what was, what is, why, and those that met no row."""

from __future__ import annotations

from typing import Any

import pandas as pd

from negresearch.read.corpus import Corpus
from negresearch.show.page.labels import column_label
from negresearch.show.page.table import BY_HAND, Cell, Exhibit, Heading
from negresearch.show.page.values import python_value, said
from negresearch.spans import cite
from negresearch.tables import check

#: What the exhibit is called; a page marks the passages that it names.
CORRECTIONS = "corrections"
_SHOWN = ("table", "column", "old", "new", "why", "who", "outcome")


def list_corrections(corrections: pd.DataFrame, corpus: Corpus) -> Exhibit:
    """List what was corrected by hand; the report marks each of these passages wherever it prints it.

    Parameters
    ----------
    corrections : pandas.DataFrame
        The table `corrections` of a scan.
    corpus : Corpus
        The corpus that was scanned.

    Returns
    -------
    Exhibit
        A line for each correction, and for each row that follows one through another table: old value, new value,
        why, who, what came of it, its passage. Those that met no row come first, and those whose passage is not in
        the corpus show their cite id.

    Examples
    --------
    >>> import negresearch as nr
    >>> texts = nr.read_corpus("seeds")
    >>> list_corrections(nr.scan(texts, ["corrections"])["corrections"], texts)
    <Exhibit corrections: 0 lines, 0 rows>
    """
    check(corrections, CORRECTIONS)
    met = corrections["outcome"].isin(list(BY_HAND))
    unmet, lines = int((~met).sum()), int((corrections["outcome"] != "follows").sum())
    ordered = corrections.assign(met=met).sort_values("met", kind="stable").drop(columns="met")
    names = [str(name) for name in ordered.columns[3:]]
    rows: list[tuple[Any, ...]] = []
    body: list[tuple[Cell, ...]] = []
    for doc_id, start, end, *values in ordered.itertuples(index=False, name=None):
        name = cite(doc_id, start, end)
        plain = [python_value(value) for value in values]
        text = corpus.texts.get(doc_id, "")
        place = Cell(name)
        if end <= len(text):
            place = Cell("", row=len(rows))
            rows.append((doc_id, start, end, name, text[start:end], *plain))
        shown = dict(zip(names, plain, strict=True))
        body.append((*(Cell(said(shown[column])) for column in _SHOWN), place))
    return Exhibit(
        CORRECTIONS,
        "Corrections made by hand",
        f"{unmet} of {lines} met no row, and change nothing: see their outcome." if unmet else "",
        (*(Heading(column_label(column)) for column in _SHOWN), Heading("passage")),
        0,
        tuple(body),
        columns=("doc_id", "start", "end", "cite", "text", *names),
        rows=tuple(rows),
        texts=corpus.texts,
        rows_name=CORRECTIONS,
    )
