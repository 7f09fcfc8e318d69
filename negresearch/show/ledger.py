"""What the ledger of events shows, in sentences that can be read aloud."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from negresearch.count.claims import TEXT_ITSELF
from negresearch.count.tally import Tally
from negresearch.errors import TableError
from negresearch.show.page.labels import document_labels
from negresearch.show.page.prose import Prose, prose

#: As many texts as a sentence names.
_NAMED = 8
_TOLD_BY = ("narrator", "notice")


def tell_events(what: Tally | pd.DataFrame, documents: pd.DataFrame) -> Prose:
    """Tell in a sentence or two what a table of the ledger shows.

    Parameters
    ----------
    what : Tally or pandas.DataFrame
        A tally of events by event and doc_id, or of blame by columns with "accuser" and "blamed"; or a table as from
        `compare_tellings` or `find_omissions`.
    documents : pandas.DataFrame
        As from `find_documents`.

    Returns
    -------
    Prose
        It says so, where there is nothing to tell or only one text, and so nothing to compare.

    Raises
    ------
    TableError
        If it is none of these.

    Examples
    --------
    >>> import negresearch as nr
    >>> corpus, codebook = nr.read_corpus("seeds"), nr.read_codebook("peace-talks")
    >>> found = nr.scan(corpus, ["events", "documents"], codebook=codebook)
    >>> tell_events(nr.tally(found["events"], ["event", "doc_id"], found["documents"]), found["documents"])
    12 of 12 events of the file are told in 5 texts, 12 of them in more than one, ...
    """
    columns = set(what.by if isinstance(what, Tally) else what.columns)
    table = what.table if isinstance(what, Tally) else what
    for column, tell in _TELLERS.items():
        if column in columns:
            return tell(table, documents)
    raise TableError(f"tell_events knows no table of the columns {sorted(map(str, columns))}; see its documentation")


def _read(documents: pd.DataFrame) -> pd.DataFrame:
    return documents[documents["problem"].isna()]


def _many(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"


def _ledger(table: pd.DataFrame, documents: pd.DataFrame) -> Prose:
    texts, known = len(_read(documents)), table["event"].nunique()
    found = table[table["n"] > 0]
    spread = found.groupby("event")["doc_id"].nunique()
    if spread.empty:
        return prose(f"None of {_many(known, 'event')} of the file is told in {_many(texts, 'text')}.")
    told = f"{len(spread)} of {_many(known, 'event')} of the file {'is' if len(spread) == 1 else 'are'} told in "
    if texts == 1:
        return prose("{told}the one text that was read; there is no other to compare it with.", told=told)
    each = found.groupby("doc_id")["event"].nunique().reindex(_read(documents)["doc_id"], fill_value=0)
    labels = document_labels(documents)
    most, least = str(each.idxmax()), str(each.idxmin())
    return prose(
        "{told}{texts}, {shared} of them in more than one, {everywhere} in all; {most} tells most of them, {high}, "
        "{least} fewest, {low}.",
        told=told, texts=_many(texts, "text"), shared=int((spread > 1).sum()), everywhere=int((spread == texts).sum()),
        most=labels[most], high=int(each.max()), least=labels[least], low=int(each.min()),
    )  # fmt: skip


def _tellings(table: pd.DataFrame, documents: pd.DataFrame) -> Prose:
    labels = document_labels(documents)
    parts = [f"{labels[str(doc_id)]}, {_at_fault(rows)}" for doc_id, rows in table.groupby("doc_id")]
    if not parts:
        return prose("No text that was read tells this event, so there is nothing to compare.")
    more = f"; and {_many(len(parts) - _NAMED, 'more text')}" if len(parts) > _NAMED else ""
    return prose("Held at fault, text by text: {parts}.", parts="; ".join(parts[:_NAMED]) + more)


def _at_fault(rows: pd.DataFrame) -> str:
    """Whom a text blames, whether it says so, and through whom."""
    blaming = rows[rows["blamed"].notna()]
    if blaming.empty:
        return "nobody"
    sides = sorted({side for sides in blaming["blamed"] for side in str(sides).split(", ")})
    voices = blaming["voice"].where(~blaming["voice"].isin(_TOLD_BY), TEXT_ITSELF).fillna("somebody unnamed")
    how = "stated" if "stated" in set(blaming["how"]) else "only implied"
    return f"{_listed(sides)} ({how}, by {_listed(list(dict.fromkeys(voices)))})"


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _accusers(table: pd.DataFrame, documents: pd.DataFrame) -> Prose:
    found = table[table["n"] > 0]
    if found.empty:
        return prose("Nobody is blamed where these events are told.")
    sides = found.groupby("blamed")["n"].sum().sort_values(ascending=False, kind="stable")
    own = found["accuser"].isin([*documents["outlet"].dropna(), TEXT_ITSELF])
    first = str(sides.index[0])
    voices = found.loc[found["blamed"] == first, "accuser"].nunique(dropna=False)
    return prose(
        "Most often blamed is {first}: {n} by {voices}. The text's own voice is that of {own} of {total} that blame a "
        "side.",
        first=first, n=_many(int(sides.iloc[0]), "passage"), voices=_many(voices, "voice"),
        total=_many(int(sides.sum()), "passage"), own=int(found.loc[own, "n"].sum()),
    )  # fmt: skip


def _omissions(table: pd.DataFrame, documents: pd.DataFrame) -> Prose:
    if len(_read(documents)) < 3:
        return prose("With fewer than three texts it can't be said what two others have and one does not.")
    if table.empty:
        return prose("No text lacks what two others have.")
    counts = table["doc_id"].value_counts().reindex(_read(documents)["doc_id"], fill_value=0)
    labels = document_labels(documents)
    return prose(
        "Of {total} gaps, {plain} are plain: none of the patterns occurs in the text. {most} has most of them, {high}, "
        "{least} fewest, {low}; a short text leaves out more than a long one.",
        total=len(table), plain=int((table["occur"] == 0).sum()), most=labels[str(counts.idxmax())],
        high=int(counts.max()), least=labels[str(counts.idxmin())], low=int(counts.min()),
    )  # fmt: skip


#: What tells a table, and how it is told.
_TELLERS: Mapping[str, Callable[[pd.DataFrame, pd.DataFrame], Prose]] = {
    "accuser": _accusers, "searched": _omissions, "credited": _tellings, "event": _ledger,
}  # fmt: skip
