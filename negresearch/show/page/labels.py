"""What columns and values are called in tables and figures alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import pandas as pd

from negresearch.show.page.inert import plain

#: What is written where a value is null.
NOT_STATED = "not stated"
#: No id is shortened below this, so that it is still seen to be one.
_SHORTEST = 3


#: Columns whose names say too little by themselves.
_COLUMNS = {
    "doc_id": "document",
    "n": "passages",
    "n_documents": "in documents",
    "documents": "of documents",
    "n_words": "words",
    "n_chars": "characters",
    "rate": "per 1,000 words",
    "rate_low": "lowest",
    "rate_high": "highest",
    "norm": "word",
    "held_precision": "right, text left out",
    "held_recall": "found, text left out",
    "precision": "right (precision)",
    "recall": "found (recall)",
    "by_hand": "by hand",
    "found": "finds",
    "both_in": "documents with both",
    "g2": "log-likelihood",
    "other_n": "elsewhere",
    "searched": "patterns searched",
    "per_million": "per million words",
    "other_per_million": "elsewhere per million",
    "log_ratio_low": "log ratio at least",
    "z": "log odds z",
    "dp": "dispersion",
    "same": "the same words",
    "first_words": "words in the first",
    "other_words": "words in the other",
    "most_percent": "percent of words",
    "effective": "as many equal sources",
    "diversity_low": "lowest",
    "diversity_high": "highest",
}
#: What a number is that opens no passages: it is worked out from numbers that do, and the table says how.
_MEASURES = {
    "n_documents": "in how many texts these passages stand",
    "documents": "in how many texts they could",
    "n_words": "words in title, standfirst, subheadings, body and notices, which all rates are per",
    "words": "words in title, standfirst, subheadings, body and notices, which all rates are per",
    "rate": "passages by the words of the texts",
    "searched": "the words by which it would be found",
    "per_million": "passages by a million words of the group",
    "other_n": "passages of the same word in all other groups",
    "other_per_million": "the same for all other groups",
    "log_ratio": "how many times the rate elsewhere is doubled here",
    "log_ratio_low": "the lowest log ratio when each document in turn is left out",
    "z": "how sure the difference is once rare words are held back",
    "g2": "how surprising the difference would be if there were none",
    "p": "how often chance alone would make as much, adjusted for the number of words compared",
    "dp": "0 for a word spread evenly over the documents of the group, near 1 for one that a few carry",
    "lowest": "per million words, in the text that has it least",
    "highest": "per million words, in the text that has it most",
    "quoted_words": "words within these quotations",
    "sources": "how many sources have quoted words",
    "unknown_percent": "of the quoted words, those whose source is not known",
    "most_percent": "of the quoted words of known sources, those of the one that has most",
    "diversity": "how often in 100 draws two quoted words are of two sources",
    "diversity_low": "the lowest when each quotation in turn is left out",
    "diversity_high": "the highest when each quotation in turn is left out",
    "effective": "sources with equal shares that would make as many draws differ",
    "pair": "a number for each two places, in order of texts and places",
    "same": "words that both places have, in one order",
    "first_words": "words of the first place",
    "other_words": "words of the second place",
    "percent_of_quoted": "of all quoted words in the line's text or outlet",
    "percent_of_words": "of all words in the line's text or outlet",
}


def range_words(table: pd.DataFrame) -> str:
    """Say what the range of a tally's rates is; nothing where there is none."""
    how = set(table["range_how"].dropna()) if "range_how" in table.columns else {"left out"}
    if not table["rate_low"].notna().any():
        return ""
    left_out = "the rate when each document in turn is left out"
    resampled = "an interval of 95 % for documents such as these, resampled"
    return (
        resampled
        if how == {"resampled"}
        else f"{resampled}, or, of few documents, {left_out}"
        if "resampled" in how
        else left_out
    )


def document_labels(documents: pd.DataFrame) -> dict[str, str]:
    """Call each document by the shortest beginning of its id that is its own, and its outlet.

    Examples
    --------
    >>> document_labels(pd.DataFrame({"doc_id": ["000_f7fd", "001_8622"], "outlet": ["RT", None]}))
    {'000_f7fd': '000 RT', '001_8622': '001'}
    """
    ids = sorted(map(str, documents["doc_id"]))
    shared = [next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a)) for a, b in pairwise(ids)]
    least = [1 + max(before, after) for before, after in zip([0, *shared], [*shared, 0], strict=True)]
    short = {i: i[: max(_SHORTEST, n)] for i, n in zip(ids, least, strict=False)}
    outlets = dict(zip(documents["doc_id"], documents.get("outlet", pd.Series(dtype="str")), strict=False))
    return {
        i: short[i] if pd.isna(outlets.get(i)) else f"{short[i]} {outlets[i]}" for i in map(str, documents["doc_id"])
    }


def column_label(column: str) -> str:
    """Call a column what a reader calls it."""
    return _COLUMNS.get(column, column.replace("_", " "))


def measures(columns: Iterable[str]) -> str:
    """Say what the numbers of columns are that open nothing.

    Examples
    --------
    >>> measures(["frame", "n", "n_documents"])
    'In documents: in how many texts these passages stand.'
    """
    told = [f"{column_label(column)}: {_MEASURES[column]}" for column in columns if column in _MEASURES]
    words = "; ".join(told)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def value_labels(column: str, values: pd.Series, documents: pd.DataFrame) -> pd.Series:
    """Call the values of a column of a tally what a reader calls them, no two of them alike."""
    known = document_labels(documents) if column in ("doc_id", "lane") else {}
    known_values = values.astype(object).where(values.notna(), None)
    labels: dict[object, str] = {}
    taken: Counter[str] = Counter()
    for value in dict.fromkeys(known_values):
        words = NOT_STATED if value is None else " ".join(plain(known.get(str(value), value)).split())
        words = words.replace("_", " ") if column in ("frame", "frame_beside") else words
        taken[words] += 1
        labels[value] = words if taken[words] == 1 else f"{words} ({taken[words]})"
    return known_values.map(lambda value: labels[value])
