"""The corrections of a run as a reader wants them listed: what was, what is, why, and those that met no row."""

from __future__ import annotations

import pandas as pd

from negresearch.read.corpus import Corpus
from negresearch.show.page.exhibit import cited
from negresearch.show.page.labels import column_label
from negresearch.show.page.table import BY_HAND, Cell, Exhibit, Heading
from negresearch.show.page.values import said
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
    ordered = pd.concat([corrections[~met], corrections[met]])
    ends = zip(ordered["doc_id"], ordered["end"], strict=True)
    there = [end <= len(corpus.texts.get(doc_id, "")) for doc_id, end in ends]
    columns, rows = cited(ordered.loc[there], corpus)
    places = iter(range(len(rows)))
    body = [
        (
            *(Cell(said(row[column])) for column in _SHOWN),
            Cell("", row=next(places)) if is_there else Cell(cite(row["doc_id"], row["start"], row["end"])),
        )
        for row, is_there in zip(ordered.to_dict("records"), there, strict=True)
    ]
    head = (*(Heading(column_label(column)) for column in _SHOWN), Heading("passage"))
    note = f"{unmet} of {lines} met no row, and change nothing: see their outcome." if unmet else ""
    return Exhibit(
        CORRECTIONS, "Corrections made by hand", note, head, 0, tuple(body), columns=columns, rows=rows,
        texts=corpus.texts, rows_name=CORRECTIONS,
    )  # fmt: skip
