"""Which frames stand together."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from negresearch.count.tally import Tally, tally
from negresearch.tables import significant


def frame_pairs(codings: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame) -> Tally:
    """Count the sentences that carry two frames.

    Parameters
    ----------
    sentences : pandas.DataFrame
        The sentences that can carry a frame, as from `keep_counted(find_sentences(…), …)`.

    Returns
    -------
    Tally
        By frame and frame_beside, most frequent first: n (sentences with both), expected (so many there would be if
        the two had nothing to do with each other: the product of their shares of all sentences), both_in (documents
        with both, in whatever sentences). Pairs that share no sentence are left out.

    Examples
    --------
    >>> codings = pd.DataFrame({"doc_id": ["a"] * 3, "sentence": [0, 0, 1], "start": [0, 5, 20], "end": [4, 9, 24],
    ...                         "frame": ["refusal", "blame", "blame"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "n_words": [30], "problem": [None]})
    >>> sentences = pd.DataFrame({"doc_id": ["a"] * 4, "sentence": range(4)})
    >>> frame_pairs(codings, documents, sentences).table[["frame", "frame_beside", "n", "expected", "both_in"]]
       frame frame_beside  n  expected  both_in
    0  blame      refusal  1       0.5        1
    """
    first = codings.drop_duplicates(["doc_id", "sentence", "frame"])
    first = first[["doc_id", "sentence", "frame", "start", "end"]]
    both = first.merge(first, on=["doc_id", "sentence"], suffixes=("", "_beside"))
    both = both[both["frame"] < both["frame_beside"]]
    both = both.assign(
        start=both[["start", "start_beside"]].min(axis="columns"), end=both[["end", "end_beside"]].max(axis="columns")
    )
    pairs = both[["doc_id", "start", "end", "frame", "frame_beside"]]
    counted = tally(pairs, by=["frame", "frame_beside"], per=documents, zeros=False).sort("n")
    found = first["frame"].value_counts()
    within = first.groupby("frame")["doc_id"].agg(set)
    shown = list(counted.table[["frame", "frame_beside"]].itertuples(index=False, name=None))
    expected = [found[a] * found[b] / max(len(sentences), 1) for a, b in shown]
    together = pd.Series([len(within[a] & within[b]) for a, b in shown], dtype="int64")
    return replace(counted, table=counted.table.assign(expected=significant(expected), both_in=together))
