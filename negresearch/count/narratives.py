"""Who is given the word, and how many."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from negresearch.count.tally import Tally, tally
from negresearch.count.terms import norms_within, only_words
from negresearch.tables import SPEECH, significant


def quoted_words(
    quotes: pd.DataFrame, tokens: pd.DataFrame, per: pd.DataFrame, by: Sequence[str] = ("outlet", "speaker")
) -> Tally:
    """Count who is quoted, and with how many words.

    Parameters
    ----------
    quotes : pandas.DataFrame
        As from `find_quotes`, with `side` where `by` asks for it (`add_side`). Quotations in which somebody has the
        word are counted: direct, mixed and interview turns; not reported speech, titles, terms or scare quotes, and
        not a quotation inside another one, whose words would count twice.
    by : sequence of str
        Columns of the quotes or of their documents.

    Returns
    -------
    Tally
        Over quotes. Beside the columns of a tally: quoted_words (inside the quotations of the cell), percent_of_quoted
        (of all quoted words of the cell's documents) and percent_of_words (of all their words). Cells without a
        quotation are not listed.
    """
    spoken = quotes[quotes["kind"].isin(SPEECH)]
    words = [*map(len, norms_within(spoken, only_words(tokens)))]
    spoken = spoken.assign(quoted_words=pd.Series(words, index=spoken.index, dtype="int64"))
    counted = tally(spoken, by, per, zeros=False)
    documents = [column for column in counted.by if column == "doc_id" or column not in spoken.columns]
    quoted = counted.rows.groupby(list(counted.by), dropna=False)["quoted_words"].sum().reset_index()
    table = counted.table.merge(quoted, on=list(counted.by), how="left")
    group = [table[column] for column in documents] or [pd.Series(0, index=table.index)]
    whole = table.groupby(group, dropna=False)["quoted_words"].transform("sum")
    table["percent_of_quoted"] = significant(100 * table["quoted_words"] / whole)
    table["percent_of_words"] = significant(100 * table["quoted_words"] / table["words"])
    place = table.groupby(group, dropna=False, sort=False).ngroup()
    order = np.lexsort((table.index, -table["quoted_words"], place))
    return Tally(table.iloc[order].reset_index(drop=True), counted.rows, counted.by, per)
