"""Events that no book knows yet: the same parties, act and time in several texts."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from negresearch.count.joins import placed_in
from negresearch.read.events import EventBook

#: Dates that put something in time closely enough to be the same event.
_CLOSE = ("minute", "day", "week", "month")
_BY = ["when", "parties", "alike"]


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
        As from `read_events`, to tell events that have days from attitudes, which have none; without it, whatever
        `events` tells is known.
    least : int
        In how many documents a constellation must be.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end (of the sentence), month (YYYY-MM), parties (a pair of sides that it names, joined by ", "),
        frame, documents (how many have it): a row for each sentence of each proposal, those of most documents first.
        Empty where nothing is repeated, as in a single text.

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
