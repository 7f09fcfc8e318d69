"""Which frames stand together."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pandas as pd

from negresearch.count.tally import Tally, tally
from negresearch.tables import significant


def frame_pairs(codings: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame) -> Tally:
    """Count the sentences that carry two frames.

    Parameters
    ----------
    codings : pandas.DataFrame
        As from `find_codings`.
    documents : pandas.DataFrame
        As from `find_documents`.
    sentences : pandas.DataFrame
        The sentences that can carry a frame, as from `keep_counted(find_sentences(…), …)`.

    Returns
    -------
    Tally
        By pair ("blame + refusal"), most frequent first: n (sentences with both), expected (so many there would be
        if the two frames had nothing to do with each other: the product of their shares of all sentences), both_in
        (documents with both, in whatever sentences). Pairs that share no sentence are left out.

    Examples
    --------
    >>> codings = pd.DataFrame({"doc_id": ["a"] * 3, "sentence": [0, 0, 1], "start": [0, 5, 20], "end": [4, 9, 24],
    ...                         "frame": ["refusal", "blame", "blame"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "n_words": [30], "problem": [None]})
    >>> sentences = pd.DataFrame({"doc_id": ["a"] * 4, "sentence": range(4)})
    >>> frame_pairs(codings, documents, sentences).table[["pair", "n", "expected", "both_in"]]
                  pair  n  expected  both_in
    0  blame + refusal  1       0.5        1
    """
    first = codings.drop_duplicates(["doc_id", "sentence", "frame"])
    rows = [
        (doc_id, min(a[1], b[1]), max(a[2], b[2]), _named(a[0], b[0]))
        for (doc_id, _), same in first.groupby(["doc_id", "sentence"])
        for a, b in combinations(sorted(same[["frame", "start", "end"]].itertuples(index=False, name=None)), 2)
    ]
    pairs = pd.DataFrame(rows, columns=["doc_id", "start", "end", "pair"])
    pairs = pairs.astype({"doc_id": "str", "start": "int64", "end": "int64", "pair": "str"})
    counted = tally(pairs, by=["pair"], per=documents, zeros=False).sort("n")
    found = first["frame"].value_counts()
    within = first.groupby("frame")["doc_id"].agg(set)
    frames = {_named(a, b): (a, b) for a, b in combinations(sorted(found.index), 2)}
    both = [frames[pair] for pair in counted.table["pair"]]
    expected = [found[a] * found[b] / max(len(sentences), 1) for a, b in both]
    together = pd.Series([len(within[a] & within[b]) for a, b in both], dtype="int64")
    return replace(counted, table=counted.table.assign(expected=significant(expected), both_in=together))


def _named(frame: str, other: str) -> str:
    return f"{frame} + {other}".replace("_", " ")
