"""Joins of tables: what the rows of one say of the rows of another."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from negresearch.count.tally import Tally, tally
from negresearch.read.codebook import Codebook
from negresearch.tables import COUNTED, OWN_VOICES, significant


def keep_counted(rows: pd.DataFrame, regions: pd.DataFrame, *, kinds: Collection[str] = COUNTED) -> pd.DataFrame:
    """Keep the rows that begin where words count: in title, standfirst, subheading, body or notice.

    Parameters
    ----------
    rows : pandas.DataFrame
        A span table of the whole file, such as tokens or sentences; its rows keep their order, numbered anew.
    kinds : collection of str
        Other kinds of regions, such as dateline.

    Examples
    --------
    >>> regions = pd.DataFrame({"doc_id": ["a", "a"], "start": [0, 9], "end": [9, 20], "kind": ["byline", "body"]})
    >>> tokens = pd.DataFrame({"doc_id": ["a", "a"], "start": [3, 9], "end": [5, 12], "norm": ["by", "war"]})
    >>> keep_counted(tokens, regions)["norm"].tolist()
    ['war']
    """
    counted = regions.loc[regions["kind"].isin(list(kinds)), ["doc_id", "start", "end"]]
    kept = placed_in(rows[["doc_id", "start"]].assign(row=range(len(rows))), counted)["row"]
    return rows.iloc[kept.sort_values()].reset_index(drop=True)


def placed_in(rows: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """The rows that begin in one of some spans, which do not overlap, with the columns that these have of their own."""
    spans = spans.rename(columns={"end": "stop"}).sort_values("start", kind="stable")
    placed = pd.merge_asof(rows.sort_values("start", kind="stable"), spans, on="start", by="doc_id")
    return placed[placed["start"] < placed["stop"]].drop(columns="stop")


def add_side(rows: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Give rows with a `speaker`, such as quotes, the `side` that he is mentioned with, null where there is none.

    Examples
    --------
    >>> quotes = pd.DataFrame({"speaker": ["Putin", None, "a passer-by", "NATO"]})
    >>> mentions = pd.DataFrame({"actor": ["Putin", "Putin", "NATO"], "side": ["Russia", "Russia", None]})
    >>> add_side(quotes, mentions)["side"].tolist()
    ['Russia', nan, nan, nan]
    """
    sides = mentions.dropna(subset="side").drop_duplicates("actor").set_index("actor")["side"]
    return rows.assign(side=rows["speaker"].map(sides).astype("str"))


def add_voice_kind(codings: pd.DataFrame) -> pd.DataFrame:
    """Give codings a `voice_kind`: narrator, notice, or speaker (anybody else, known by name or not).

    Examples
    --------
    >>> add_voice_kind(pd.DataFrame({"voice": ["narrator", "notice", "Putin", None]}))["voice_kind"].tolist()
    ['narrator', 'notice', 'speaker', 'speaker']
    """
    return codings.assign(voice_kind=codings["voice"].where(codings["voice"].isin(OWN_VOICES), "speaker"))


def frame_levels(codebook: Codebook) -> dict[str, list[str]]:
    """List the frames of a codebook in its order, as `levels` of a tally that shows those never found too.

    Examples
    --------
    >>> from negresearch import read_codebook
    >>> frame_levels(read_codebook("peace-talks"))["frame"][:2]
    ['openness_to_talks', 'refusal_of_talks']
    """
    return {"frame": [frame.frame for frame in codebook.frames]}


def frame_pairs(codings: pd.DataFrame, documents: pd.DataFrame, sentences: pd.DataFrame) -> Tally:
    """Count the sentences that carry two frames.

    Returns
    -------
    Tally
        By frame and frame_beside, most frequent first: n (sentences with both), expected (so many there would be if
        the two had nothing to do with each other: the product of their shares of all sentences given, which are those
        that can carry a frame, as from `keep_counted`), both_in (documents with both, in whatever sentences). Pairs
        that share no sentence are left out.

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
    by = ["frame", "frame_beside"]
    first = codings.drop_duplicates(["doc_id", "sentence", "frame"])[["doc_id", "sentence", "frame", "start", "end"]]
    both = first.merge(first, on=["doc_id", "sentence"], suffixes=("", "_beside")).query("frame < frame_beside")
    start, end = both[["start", "start_beside"]].min(axis="columns"), both[["end", "end_beside"]].max(axis="columns")
    pairs = both.assign(start=start, end=end)[["doc_id", "start", "end", *by]]
    counted = tally(pairs, by, documents, zeros=False).sort("n")
    within = first.groupby("frame").agg(n=("doc_id", "size"), documents=("doc_id", set))
    a, b = (within.loc[counted.table[column]] for column in by)
    expected = a["n"].to_numpy() * b["n"].to_numpy() / max(len(sentences), 1)
    both_in = [len(here & there) for here, there in zip(a["documents"], b["documents"], strict=True)]
    table = counted.table.assign(expected=significant(expected), both_in=pd.Series(both_in, dtype="int64"))
    return replace(counted, table=table)


def add_scores(by_document: Tally, codebook: Codebook, regions: pd.DataFrame) -> Tally:
    """Set beside each frame that an article carries its score, and from which score on it does.

    The tally is one of codings by doc_id and frame; it comes back with `score` in words, as "3.1 of 1.7", or unchanged
    where the codebook codes sentences. The regions tell what stands in a title, and may count double.
    """
    if codebook.scoring is None:
        return by_document
    weights = {cue.cue: cue.pattern.weight for cue in codebook.cues}
    words = by_document.per.set_index("doc_id")["n_words"]
    titled = keep_counted(by_document.rows, regions, kinds=["title"])
    titles = set(zip(titled["doc_id"], titled["start"], strict=True))
    scores: dict[tuple[str, str], str] = {}
    pieces = by_document.rows.drop_duplicates(["doc_id", "start", "end", "cue"])
    for doc_id, of in ((str(doc_id), of) for doc_id, of in pieces.groupby("doc_id")):
        found = zip(of["frame"], of["cue"], of["start"], strict=True)
        evidence = [(frame, cue, weights[cue], (doc_id, start) in titles) for frame, cue, start in found]
        for frame, score in codebook.scoring.scores(evidence, int(words[doc_id])).items():
            scores[doc_id, frame] = f"{score:.1f} of {codebook[frame].threshold:g}"
    cells = zip(by_document.table["doc_id"], by_document.table["frame"], strict=True)
    column = pd.Series([scores.get(cell) for cell in cells], dtype="str")
    return replace(by_document, table=by_document.table.assign(score=column))
