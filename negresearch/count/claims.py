"""What texts say of one event, and who blames whom."""

from __future__ import annotations

import pandas as pd

from negresearch.errors import TableError
from negresearch.read.events import EventBook
from negresearch.tables import OWN_VOICES

#: Who blames where the text itself does and its outlet is not known.
TEXT_ITSELF = "the text itself"


def event_titles(events: EventBook) -> dict[str, str]:
    """Give the titles of a book's events, by id: `levels` of a tally that shows those never told too, and `labels`.

    Examples
    --------
    >>> from negresearch import read_events
    >>> event_titles(read_events())["minsk"]
    'Minsk agreements, 2014-2015'
    """
    return {event.event: event.title for event in events.events}


def name_accusers(claims: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Keep the claims that blame somebody, and say who makes them.

    Returns
    -------
    pandas.DataFrame
        The rows with a side in `blamed`, a passage that tells several events under the first of them, and `accuser`:
        who is quoted or reported with it, null where that is not known; where the text says it itself, its outlet.

    Raises
    ------
    TableError
        If a claim is of a document that `documents` does not list.

    Examples
    --------
    >>> claims = pd.DataFrame({"doc_id": ["a", "a"], "start": [0, 9], "end": [5, 14], "blamed": ["X", "Y"],
    ...                        "voice": ["narrator", "Ann Lee"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "outlet": ["Daily"]})
    >>> name_accusers(claims, documents)["accuser"].tolist()
    ['Daily', 'Ann Lee']
    """
    strange = set(claims["doc_id"]) - set(documents["doc_id"])
    if strange:
        raise TableError(f"claims of document {min(strange)!r}, which `documents` does not list: scan both at once")
    blaming = claims[claims["blamed"].notna()]
    blaming = blaming.drop_duplicates(["doc_id", "start", "end", "blamed", "voice"], ignore_index=True)
    outlets = blaming["doc_id"].map(documents.set_index("doc_id")["outlet"]).astype("str").fillna(TEXT_ITSELF)
    return blaming.assign(accuser=blaming["voice"].mask(blaming["voice"].isin(OWN_VOICES), outlets).astype("str"))


def is_own_voice(accusers: pd.Series, documents: pd.DataFrame) -> pd.Series:
    """Say of accusers, as from `name_accusers`, whether they are the texts themselves."""
    return accusers.isin([*documents["outlet"].dropna(), TEXT_ITSELF])


def compare_tellings(claims: pd.DataFrame, event: str) -> pd.DataFrame:
    """Set beside each other what each text says of one event, named by its id.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end, blamed and credited (sides joined by ", "), how, hedge, polarity, voice: a row for each
        passage that blames or credits, and one, with nulls, for each text that tells the event and does neither.

    Examples
    --------
    >>> columns = ["doc_id", "start", "end", "event", "blamed", "credited", "how", "hedge", "polarity", "voice"]
    >>> rows = [["a", 3, 9, "talks", side, None, "stated", None, "asserted", "narrator"] for side in ("X", "Y")]
    >>> compare_tellings(pd.DataFrame(rows, columns=columns), "talks")["blamed"].tolist()
    ['X, Y']
    """
    told = claims[claims["event"] == event].drop(columns="event")
    says = told["blamed"].notna() | told["credited"].notna()
    silent = told[~told["doc_id"].isin(told.loc[says, "doc_id"])].drop_duplicates("doc_id")
    passage = [column for column in told.columns if column not in ("blamed", "credited")]
    joined = told[says].groupby(passage, dropna=False, sort=False)[["blamed", "credited"]].agg(_sides).reset_index()
    whole = pd.concat([joined, silent], ignore_index=True)[list(told.columns)]
    return whole.astype(dict.fromkeys(told.columns.drop(["start", "end"]), "str")).sort_values(
        ["doc_id", "start", "end"], kind="stable", ignore_index=True
    )


def _sides(sides: pd.Series) -> str | None:
    return ", ".join(sorted(sides.dropna().unique())) or None
