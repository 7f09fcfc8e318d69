"""Which sentences of a corpus are coded by hand: a sample that holds rare frames and what the codebook passed over."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from negresearch.errors import ParameterError
from negresearch.read.by_hand import digest_of_texts

#: The stratum of sentences in which no frame was found.
NO_FRAME = "no frame found"


@dataclass(frozen=True, eq=False)
class Sample:
    """Sentences to be coded, the strata they were drawn from, and the digest of all texts of the corpus.

    Attributes
    ----------
    table : pandas.DataFrame
        doc_id, start, end, stratum; in an order that tells nothing.
    strata : pandas.DataFrame
        One row a stratum: stratum (a frame, or that none was found); sentences (of the corpus, in the stratum); drawn;
        found (sentences of the corpus in which that frame was found, whatever their stratum); found_drawn (of those).
    corpus : str
    """

    table: pd.DataFrame
    strata: pd.DataFrame
    corpus: str


def draw_sample(
    codings: pd.DataFrame, sentences: pd.DataFrame, documents: pd.DataFrame, *, size: int = 300, draw: int = 1
) -> Sample:
    """Draw sentences for people to code; a sentence belongs to the stratum of its rarest frame.

    Parameters
    ----------
    sentences : pandas.DataFrame
        Those that are coded, as from `keep_counted(find_sentences(…), …)`.
    size : int
        How many, else a ParameterError. Half of them are such in which no frame was found, the others are spread
        evenly over the frames; what one stratum can't fill goes to the others.
    draw : int
        Another number draws others, each of a stratum with the same chance, by hash. The same draw of the same texts
        and codings is the same sample.

    Examples
    --------
    >>> starts = range(0, 90, 10)
    >>> sentences = pd.DataFrame({"doc_id": "a", "start": starts, "end": range(9, 99, 10), "sentence": range(9)})
    >>> codings = pd.DataFrame({"doc_id": ["a", "a"], "sentence": [2, 3], "frame": ["refusal", "refusal"]})
    >>> documents = pd.DataFrame({"doc_id": ["a"], "sha256": ["5f"], "problem": [None]})
    >>> strata = draw_sample(codings, sentences, documents, size=4).strata
    >>> strata[["stratum", "sentences", "drawn"]].to_dict("split")["data"]
    [['refusal', 2, 2], ['no frame found', 7, 2]]
    """
    if size < 1:
        raise ParameterError(f"size={size}: draw at least one sentence")
    readable = documents[documents["problem"].isna()]
    frames = codings.groupby(["doc_id", "sentence"])["frame"].unique()
    found = frames.explode().value_counts()
    rarest = frames.map(lambda each: min(each, key=lambda frame: (found[frame], frame)))
    keys = pd.MultiIndex.from_frame(sentences[["doc_id", "sentence"]])
    table = sentences.assign(stratum=rarest.reindex(keys).fillna(NO_FRAME).to_numpy())
    table = table.assign(_rank=_ranks(table, readable, draw)).sort_values("_rank", kind="stable")
    sizes = table["stratum"].value_counts()
    names = [*sorted(sizes.index.drop(NO_FRAME, errors="ignore"), key=lambda name: (-found[name], name))]
    names += [NO_FRAME] if NO_FRAME in sizes.index else []
    shares = _shares({name: int(sizes[name]) for name in names}, size)
    place = table.groupby("stratum").cumcount()
    drawn = table[place.to_numpy() < table["stratum"].map(shares).to_numpy()]
    found_drawn = frames.reindex(pd.MultiIndex.from_frame(drawn[["doc_id", "sentence"]])).explode().value_counts()
    lines = [(name, sizes[name], shares[name], found.get(name, 0), found_drawn.get(name, 0)) for name in names]
    strata = pd.DataFrame(lines, columns=["stratum", "sentences", "drawn", "found", "found_drawn"])
    columns = ["doc_id", "start", "end", "stratum"]
    return Sample(drawn[columns].reset_index(drop=True), strata, digest_of_texts(list(readable["sha256"])))


def _ranks(sentences: pd.DataFrame, documents: pd.DataFrame, draw: int) -> list[str]:
    """For each sentence a number that only its text, its place and the draw decide."""
    sha256 = dict(zip(documents["doc_id"], documents["sha256"], strict=True))
    places = sentences[["doc_id", "start", "end"]].itertuples(index=False, name=None)
    return [hashlib.sha256(f"{draw} {sha256[doc]} {start} {end}".encode()).hexdigest() for doc, start, end in places]


def _shares(sizes: dict[str, int], size: int) -> dict[str, int]:
    """How many to draw of each stratum: half from those without a frame, the rest evenly, never more than there are."""
    frames = {name: n for name, n in sizes.items() if name != NO_FRAME}
    without = sizes.get(NO_FRAME, 0)
    drawn = _evenly(frames, size - min(without, size // 2))
    rest = size - sum(drawn.values())
    return drawn | ({NO_FRAME: min(without, rest)} if NO_FRAME in sizes else {})


def _evenly(sizes: dict[str, int], total: int) -> dict[str, int]:
    """Give each the same, but no more than it holds; what is over goes to those that hold more."""
    drawn: dict[str, int] = {}
    for i, (name, n) in enumerate(sorted(sizes.items(), key=lambda item: item[1])):
        drawn[name] = min(n, int(np.ceil((total - sum(drawn.values())) / (len(sizes) - i))))
    return drawn
