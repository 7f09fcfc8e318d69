"""The omission matrix: what each text leaves out, on the page and, with all that was searched, in a file beside it."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from negresearch.show.page.exhibit import exhibit
from negresearch.show.page.labels import document_labels
from negresearch.show.page.table import Exhibit

#: More texts than this are counted, not named.
_NAMED = 12


def list_omissions(omitted: pd.DataFrame, documents: pd.DataFrame) -> Exhibit:
    """List what others have and a text does not, a line for each event, frame and actor.

    Parameters
    ----------
    omitted : pandas.DataFrame
        As from `find_omissions`.
    documents : pandas.DataFrame
        As from `find_documents`, for the names of the texts.

    Returns
    -------
    Exhibit
        Each line with how many patterns were searched, the texts in which none occurs, and those in which some do,
        but not as they are meant. The patterns are in the file beside the page.

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
    told = (
        f"Shown are {len(table):,} things that others have; the file has all {len(omitted):,} gaps with their patterns."
    )
    shown = exhibit(table, caption="What others have and a text does not", name="omissions", limit=200, note=told)
    whole = tuple(omitted.astype(object).itertuples(index=False, name=None))
    return replace(shown, whole=(tuple(map(str, omitted.columns)), whole))


def _texts(names: list[str]) -> str | None:
    """The texts by name, or how many they are."""
    return f"{len(names):,} texts" if len(names) > _NAMED else ", ".join(names) or None
