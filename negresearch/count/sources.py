"""Who is quoted, from how many sides, and with which verbs the writer brings them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.tally import Tally, tally
from negresearch.count.terms import norms_within, only_words
from negresearch.read.reporting import ReportingVerbs, read_reporting_verbs
from negresearch.tables import ASKS, SPEECH, significant


def reporting_verbs(quotes: pd.DataFrame, tokens: pd.DataFrame, verbs: ReportingVerbs | None = None) -> pd.DataFrame:
    """List the verbs by which speakers are brought in, each with what it says beside.

    Parameters
    ----------
    verbs : ReportingVerbs, optional
        As from `read_reporting_verbs`; the bundled file without it.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end (of the reporting words), verb (in its base form; as printed, in lower case, where it is
        in no class), manner (the class, null for none), kind, speaker and, where given (`add_side`), side. A verb that
        brings in several quotations of one sentence is listed once.

    Examples
    --------
    >>> quotes = pd.DataFrame({"doc_id": ["a"], "kind": ["indirect"], "speaker": ["Ann"], "cue_start": [4],
    ...                        "cue_end": [11]})
    >>> tokens = pd.DataFrame({"doc_id": ["a"] * 2, "start": [0, 4], "end": [3, 11], "norm": ["ann", "claimed"]})
    >>> reporting_verbs(quotes, tokens)[["start", "end", "verb", "manner"]].to_dict("split")["data"]
    [[4, 11, 'claim', 'distancing']]
    """
    by_form = (verbs or read_reporting_verbs()).by_form
    cues = quotes[quotes["cue_start"].notna()].drop_duplicates(["doc_id", "cue_start", "cue_end"])
    cues = cues.assign(start=cues["cue_start"].astype("int64"), end=cues["cue_end"].astype("int64"))
    cues = cues.sort_values(["doc_id", "start", "end"], kind="stable", ignore_index=True)
    told = [_told(words, by_form) for words in norms_within(cues, tokens)]
    cues["verb"] = pd.Series([verb for verb, _ in told], dtype="str")
    cues["manner"] = pd.Series([manner for _, manner in told], dtype="str")
    columns = ["doc_id", "start", "end", "verb", "manner", "kind", "speaker", "side"]
    return cues[[column for column in columns if column in cues.columns]]


def _told(words: Sequence[str], by_form: Mapping[str, tuple[str, str]]) -> tuple[str | None, str | None]:
    known = next((by_form[word] for word in words if word in by_form), None)
    return known or (" ".join(words) or None, None)


def quoted_words(
    quotes: pd.DataFrame, tokens: pd.DataFrame, per: pd.DataFrame, by: Sequence[str] = ("outlet", "speaker")
) -> Tally:
    """Count who is quoted, and with how many words.

    Parameters
    ----------
    quotes : pandas.DataFrame
        With `side` where `by` asks for it (`add_side`). Counted are quotations in which somebody has the word: direct,
        mixed and interview turns but for the interviewer's; not reported speech, titles, terms or scare quotes, nor a
        quotation inside another one, whose words would count twice.
    by : sequence of str
        Columns of the quotes or of their documents.

    Returns
    -------
    Tally
        Over quotes. Beside the columns of a tally: quoted_words (inside the quotations of the cell), percent_of_quoted
        (of all quoted words of the cell's documents) and percent_of_words (of all their words). Cells without a
        quotation are not listed.
    """
    spoken = quotes[quotes["kind"].isin(SPEECH) & (quotes.get("rule", "") != ASKS)]
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


def source_diversity(
    quotes: pd.DataFrame, tokens: pd.DataFrame, per: pd.DataFrame, by: str = "outlet", *, of: str = "side"
) -> Tally:
    """Measure from how many sides the quoted words of each group of documents come.

    Parameters
    ----------
    by, of : str
        A column of the documents: outlet, doc_id, country; and what makes a source: side or speaker.

    Returns
    -------
    Tally
        Over quotes, by `by`. n; quoted_words; unknown_percent (of them, of whom the source is not known; they are in
        none of what follows); sources (how many); most and most_percent (who has most of the words, and what share);
        diversity, the chance in percent that two quoted words drawn at random are of two sources (Simpson 1949);
        effective, how many sources with equal shares would give that chance (Hill 1973); diversity_low and
        diversity_high, the range when each quotation in turn is left out, null with fewer than two.

    Examples
    --------
    >>> quotes = pd.DataFrame({"doc_id": ["a"] * 3, "start": [0, 20, 40], "end": [9, 29, 49], "kind": ["direct"] * 3,
    ...                        "side": ["East", "West", "West"]})
    >>> tokens = pd.DataFrame({"doc_id": ["a"] * 4, "start": [0, 4, 20, 40], "end": [3, 9, 29, 49],
    ...                        "norm": ["we", "talk", "no", "yes"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "n_words": [4], "problem": [None], "outlet": ["O"]})
    >>> source_diversity(quotes, tokens, documents).table[["n", "sources", "most", "diversity", "effective"]]
       n  sources  most  diversity  effective
    0  3        2  East       50.0        2.0
    """
    counted = quoted_words(quotes, tokens, per, [by, of])
    lines = []
    for group, rows in counted.rows.groupby(by, dropna=False):
        known = rows[rows[of].notna()]
        words = known.groupby(of)["quoted_words"].sum()
        whole, spoken = int(rows["quoted_words"].sum()), int(words.sum())
        chance = simpson(words.to_numpy())
        low, high = _left_out(known, words, of)
        n = len(rows.drop_duplicates(["doc_id", "start", "end"]))
        unknown = 100 * (whole - spoken) / whole if whole else np.nan
        most, share = (words.idxmax(), 100 * words.max() / spoken) if spoken else (None, np.nan)
        diversity = 100 * chance, 1 / (1 - chance), 100 * low, 100 * high
        lines.append((group, n, whole, unknown, len(words), most, share, *diversity))
    names = [by, "n", "quoted_words", "unknown_percent", "sources", "most", "most_percent", "diversity", "effective",
             "diversity_low", "diversity_high"]  # fmt: skip
    table = pd.DataFrame(lines, columns=names).astype({by: per[by].dtype, "most": "str"})
    rounded = {column: significant(table[column]) for column in names if table[column].dtype == "float64"}
    return Tally(table.assign(**rounded), counted.rows, (by,), per)


def simpson(shares: npt.ArrayLike) -> float:
    """The chance that two draws, the first put back, fall to two sources; null where there is nothing to draw.

    >>> simpson([50, 50]), simpson([7]), round(simpson([90, 10]), 2)
    (0.5, 0.0, 0.18)
    """
    amounts = np.asarray(shares, dtype=float)
    return float(1 - ((amounts / amounts.sum()) ** 2).sum()) if amounts.sum() else float("nan")


def _left_out(known: pd.DataFrame, words: pd.Series, of: str) -> tuple[float, float]:
    """The lowest and the highest chance when each quotation in turn is left out."""
    sources, n = words.index.to_numpy(), words.to_numpy()
    without = [n - gone * (sources == source) for source, gone in zip(known[of], known["quoted_words"], strict=True)]
    chances = [simpson(rest) for rest in without if rest.sum()]
    return (min(chances), max(chances)) if chances else (float("nan"), float("nan"))
