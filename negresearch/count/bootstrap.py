"""Intervals for rates: what they would be in other documents such as these."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.cells import WORDS, Groups, span_columns
from negresearch.count.tally import Tally
from negresearch.tables import significant

#: With fewer documents in a group, resampling them says too little of others: no interval is given.
FEWEST_DOCUMENTS = 20
#: Samples that are drawn; of their rates the 2.5th and the 97.5th percentile are taken.
DRAWS = 1_000


def add_intervals(tally: Tally) -> Tally:
    """Give rates an interval of 95 % for documents such as these, where there are enough of them.

    Returns
    -------
    Tally
        With `range_how`. "resampled": `rate_low` and `rate_high` are percentiles of the rate when as many documents
        are drawn anew with replacement, 1,000 times (Efron & Tibshirani 1993, An Introduction to the Bootstrap); whole
        ones, for sentences of one document are no independent witnesses. "left out": the group has fewer than 20, and
        both stay the range when each document in turn is left out, which says nothing of other documents. Null: one
        document, no range. The same corpus gives the same interval.

    Examples
    --------
    >>> from negresearch import tally
    >>> documents = pd.DataFrame({"doc_id": [f"{i:02}" for i in range(40)], "n_words": 500, "problem": None})
    >>> codings = pd.DataFrame({"doc_id": documents["doc_id"][:20], "start": 1, "end": 9, "frame": "territory"})
    >>> table = add_intervals(tally(codings, by=["frame"], per=documents)).table
    >>> table[["rate", "rate_low", "rate_high", "range_how"]].to_dict("records")
    [{'rate': 1.0, 'rate_low': 0.7, 'rate_high': 1.3, 'range_how': 'resampled'}]
    """
    columns = [column for column in tally.by if column in tally.per.columns]
    groups = Groups.of(tally.per, columns)
    keys = groups.keys.assign(_group=range(len(groups.keys)))
    group = tally.table[columns].merge(keys, how="left" if columns else "cross")["_group"].to_numpy()
    low, high = (tally.table[column].to_numpy(dtype=float, copy=True) for column in ("rate_low", "rate_high"))
    passages = tally.rows.drop_duplicates([*span_columns(tally.rows), *tally.by])
    cells = tally.table[[*tally.by]].assign(_cell=range(len(tally.table)))
    cell = passages[[*tally.by]].merge(cells, how="left")["_cell"].fillna(-1).to_numpy(dtype=np.int64)
    document = groups.documents_of(passages)
    for g in np.flatnonzero(groups.documents >= FEWEST_DOCUMENTS):
        members = np.flatnonzero((groups.of_document == g) & groups.readable)
        mine = np.flatnonzero(group == g)
        counts = np.zeros((len(members), len(mine)), dtype=np.int64)
        here = np.isin(cell, mine)
        np.add.at(counts, (np.searchsorted(members, document[here]), np.searchsorted(mine, cell[here])), 1)
        low[mine], high[mine] = _percentiles(counts, groups.n_words[members])
    how = pd.Series("left out", index=tally.table.index, dtype="str").mask(tally.table["documents"] < 2)
    how = how.mask(tally.table["documents"] >= FEWEST_DOCUMENTS, "resampled")
    table = tally.table.assign(rate_low=significant(low), rate_high=significant(high), range_how=how)
    return replace(tally, table=table)


def _percentiles(counts: npt.NDArray[np.int64], words: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Low and high rate of each cell over the draws."""
    seed = hashlib.sha256(np.sort(words).tobytes()).digest()
    random = np.random.default_rng(int.from_bytes(seed[:8], "big"))
    drawn = []
    for _ in range(DRAWS):
        times = np.bincount(random.integers(0, len(words), len(words)), minlength=len(words))
        drawn.append(WORDS * (times @ counts) / max(int(times @ words), 1))
    return np.percentile(np.array(drawn), [2.5, 97.5], axis=0)
