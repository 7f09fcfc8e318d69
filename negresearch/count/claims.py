"""What texts say of one event, and who blames whom; and events that no book knows yet."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from negresearch.count.joins import placed_in
from negresearch.errors import TableError
from negresearch.read.events import EventBook
from negresearch.tables import OWN_VOICES

#: Who blames where the text itself does and its outlet is not known.
TEXT_ITSELF = "the text itself"
#: Dates that put something in time closely enough to be the same event.
_CLOSE = ("minute", "day", "week", "month")
_BY = ["when", "parties", "alike"]


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
        who is quoted or reported with it, null where that is not known; where the text says it itself, its outlet. A
        claim of a document that is not listed is a TableError.

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


def propose_events(
    sentences: pd.DataFrame,
    dates: pd.DataFrame,
    mentions: pd.DataFrame,
    codings: pd.DataFrame,
    events: pd.DataFrame,
    *,
    book: EventBook | None = None,
    least: int = 2,
) -> pd.DataFrame:
    """Propose events for a book: what several texts tell of the same parties on one day, or in one month and frame.

    Looked at are the sentences that carry a frame and tell no known event with days of its own. Two that name further
    parties beside are still alike: what counts is the pair that most texts name together, or the one that is alone.

    Parameters
    ----------
    book : EventBook, optional
        To tell events that have days from attitudes, which have none; without it, all that `events` tells is known.
    least : int
        In how many documents a constellation must be.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end (of the sentence), month (YYYY-MM), parties (a pair of sides that it names, joined by ", "),
        frame, documents (how many have it): a row for each sentence of each proposal, those of most documents first.

    Examples
    --------
    >>> from negresearch import read_codebook, read_corpus, scan
    >>> tables = ["sentences", "dates", "mentions", "codings", "events"]
    >>> found = scan(read_corpus("seeds"), tables, codebook=read_codebook("peace-talks"))
    >>> list(propose_events(*found.values()).columns)
    ['doc_id', 'start', 'end', 'month', 'parties', 'frame', 'documents']
    """
    close = dates[dates["grain"].isin(_CLOSE) & dates["first"].notna()]
    times = placed_in(close, sentences).assign(month=lambda rows: rows["first"].str[:7])
    times = times[["doc_id", "sentence", "month", "first", "last"]].drop_duplicates()
    sides = placed_in(mentions[mentions["side"].notna()], sentences)
    named = sides.groupby(["doc_id", "sentence"])["side"].agg(_pairs).explode()
    acts = codings[["doc_id", "sentence", "frame"]].drop_duplicates()
    together = acts.merge(times).merge(named.rename("parties").reset_index())
    lasting = {event.event for event in book.events if event.first is None} if book else set()
    dated = events[~events["event"].isin(lasting)]
    known = dated[["doc_id", "sentence"]].drop_duplicates().assign(known=True)
    new = together.merge(known, how="left").query("known.isna()").merge(sentences)
    days = new[new["first"] == new["last"]]
    new = pd.concat([new.assign(when=new["month"], alike=new["frame"]), days.assign(when=days["first"], alike="")])
    new = new.assign(documents=new.groupby(_BY)["doc_id"].transform("nunique"))
    most = new.sort_values(["documents", "parties"], ascending=[False, True], kind="stable")
    kept = most[most["documents"] >= least].drop_duplicates(["doc_id", "sentence", "month", "frame"])
    kept = kept.assign(documents=kept.groupby(_BY)["doc_id"].transform("nunique"))
    shown = ["month", "parties", "frame"]
    order = kept[kept["documents"] >= least].sort_values(["documents", *shown, "doc_id", "start"],
                                                         ascending=[False, *[True] * 5], kind="stable")  # fmt: skip
    return order[["doc_id", "start", "end", *shown, "documents"]].reset_index(drop=True)


def _pairs(sides: pd.Series) -> list[str]:
    named = sorted(set(sides))
    return [", ".join(pair) for pair in combinations(named, 2)] or named
