"""Tables that list rather than count: corrections made by hand, and what each text leaves out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from negresearch.read.corpus import Corpus
from negresearch.show.page.exhibit import cited, exhibit
from negresearch.show.page.table import BY_HAND, Cell, Exhibit, Heading
from negresearch.show.page.values import column_label, document_labels, said
from negresearch.spans import cite
from negresearch.tables import check

#: What the exhibit of corrections is called; a page marks the passages that it names.
CORRECTIONS = "corrections"
_SHOWN = ("table", "column", "old", "new", "why", "who", "outcome")
#: More texts than this are counted, not named.
_NAMED = 12


def list_corrections(corrections: pd.DataFrame, corpus: Corpus) -> Exhibit:
    """List what was corrected by hand; the report marks each of these passages wherever it prints it.

    A line for each correction, and for each row that follows one through another table: old value, new value, why, who,
    what came of it, its passage. Those that met no row come first, and those whose passage is not in the corpus show
    their cite id.

    Parameters
    ----------
    corrections, corpus : pandas.DataFrame, Corpus
        The table `corrections` of a scan, and what was scanned.

    Examples
    --------
    >>> import negresearch as nr
    >>> texts = nr.read_corpus("seeds")
    >>> list_corrections(nr.scan(texts, ["corrections"])["corrections"], texts)
    <Exhibit corrections: 0 lines, 0 rows>
    """
    check(corrections, CORRECTIONS)
    met = corrections["outcome"].isin(list(BY_HAND))
    ordered = pd.concat([corrections[~met], corrections[met]])
    ends = zip(ordered["doc_id"], ordered["end"], strict=True)
    there = [end <= len(corpus.texts.get(doc_id, "")) for doc_id, end in ends]
    columns, rows = cited(ordered.loc[there], corpus)
    places = iter(range(len(rows)))
    body = []
    for row, is_there in zip(ordered.to_dict("records"), there, strict=True):
        place = Cell("", row=next(places)) if is_there else Cell(cite(row["doc_id"], row["start"], row["end"]))
        body.append((*(Cell(said(row[column])) for column in _SHOWN), place))
    head = (*(Heading(column_label(column)) for column in _SHOWN), Heading("passage"))
    unmet, lines = int((~met).sum()), int((corrections["outcome"] != "follows").sum())
    note = f"{unmet} of {lines} met no row, and change nothing: see their outcome." if unmet else ""
    return Exhibit(
        CORRECTIONS, "Corrections made by hand", note, head, 0, tuple(body), columns=columns, rows=rows,
        texts=corpus.texts, rows_name=CORRECTIONS,
    )  # fmt: skip


def list_omissions(omitted: pd.DataFrame, documents: pd.DataFrame) -> Exhibit:
    """List what others have and a text does not, a line for each event, frame and actor.

    Each line with how many patterns were searched, the texts in which none occurs, and those in which some do, but not
    as they are meant. The patterns are in the file beside the page.

    Parameters
    ----------
    omitted, documents : pandas.DataFrame
        As from `find_omissions`, and as from `find_documents`, for the names of the texts.

    Examples
    --------
    >>> import negresearch as nr
    >>> corpus, codebook = nr.read_corpus("seeds"), nr.read_codebook("peace-talks")
    >>> found = nr.scan(corpus, ["events", "documents"], codebook=codebook)
    >>> list_omissions(nr.find_omissions(corpus, found, codebook), found["documents"])
    <Exhibit omissions: 9 lines, 0 rows>
    """
    labels = document_labels(documents)
    lines = []
    for (kind, title), rows in omitted.groupby(["kind", "title"], sort=False):
        absent, words = (rows.loc[of, "doc_id"].map(labels).tolist() for of in (rows["occur"] == 0, rows["occur"] > 0))
        lines.append((kind, title, int(rows["searched"].iloc[0]), _texts(absent), _texts(words)))
    lines.sort(key=lambda line: ("event", "frame", "actor").index(line[0]))
    table = pd.DataFrame(lines, columns=["kind", "what", "searched", "none occurs in", "words only in"])
    told = f"Shown are {len(table):,} things that others have; "
    told += f"the file has all {len(omitted):,} gaps with their patterns."
    shown = exhibit(table, caption="What others have and a text does not", name="omissions", limit=200, note=told)
    whole = tuple(omitted.astype(object).itertuples(index=False, name=None))
    return replace(shown, whole=(tuple(map(str, omitted.columns)), whole))


def _texts(names: list[str]) -> str | None:
    return f"{len(names):,} texts" if len(names) > _NAMED else ", ".join(names) or None
