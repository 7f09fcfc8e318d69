"""What codings would be without some cues: how far they hang on single texts, and on single cues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd

from negresearch.find.codings import codings_in
from negresearch.find.matching import Hit, matcher_of, plain
from negresearch.find.scan import scan
from negresearch.find.segments import Segments
from negresearch.read.actors import Actors
from negresearch.read.by_hand import HandCoding
from negresearch.read.codebook import Codebook
from negresearch.read.corpus import Corpus
from negresearch.tables import TABLES, CodingRow

_LOSSES = ["doc_id", "start", "end", "frame", "cue", "change"]


def find_held_out(
    corpus: Corpus, codebook: Codebook, by_hand: HandCoding, actors: Actors | None = None
) -> pd.DataFrame:
    """Code each text that was coded by hand (known by its SHA-256) as if its cues had been written without it.

    From the cues that code a text, those are taken away that fire in it and in none of the other coded texts: they may
    have been written for it. Cues that fire elsewhere too are kept, though their author had read this text as well; so
    the figures still flatter a little, and are unjust to cues that only happen to fire in one of few texts.

    Returns
    -------
    pandas.DataFrame
        As from `find_codings`, of the texts coded whole by hand; empty where the corpus has none, or where only
        sentences of it were drawn and coded.

    Examples
    --------
    >>> import negresearch as nr
    >>> corpus, codebook = nr.read_corpus("seeds"), nr.read_codebook("peace-talks")
    >>> held_out = nr.find_held_out(corpus, codebook, nr.read_by_hand(codebook))
    >>> len(held_out) < len(nr.find_codings(corpus, codebook))
    True
    """
    coded = list(_coded(corpus, codebook, by_hand, actors))
    found = []
    for text in coded:
        elsewhere = {hit.cue.cue for other in coded if other is not text for hit in other.hits}
        kept = [hit for hit in text.hits if hit.cue.cue in elsewhere]
        found.append((text.doc_id, text.codings(hits=kept)))
    return TABLES["codings"].frame(found)


def find_losses(corpus: Corpus, codebook: Codebook, by_hand: HandCoding, actors: Actors | None = None) -> pd.DataFrame:
    """Leave each cue out in turn: which sentences would lose a frame, and which would gain one.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end (the words that fired), frame, cue (the one left out), change (lost; gained, where another
        frame had yielded to it). A sentence in which two cues stand for one frame loses it with neither.
    """
    rows = []
    for text in _coded(corpus, codebook, by_hand, actors):
        for _, same in groupby(text.hits, key=lambda hit: hit.sentence):
            rows += [(text.doc_id, *loss) for loss in _losses(text, list(same))]
    table = pd.DataFrame(sorted(rows), columns=_LOSSES)
    return table.astype({c: "int64" if c in ("start", "end") else "str" for c in _LOSSES})


def _losses(text: _Text, hits: list[Hit]) -> Iterator[tuple[Any, ...]]:
    """What one sentence loses and gains without each of its cues."""
    whole = _by_frame(text.codings(hits=hits))
    for cue in sorted({hit.cue.cue for hit in hits}):
        rest = _by_frame(text.codings(hits=[hit for hit in hits if hit.cue.cue != cue]))
        for change, there, gone in (("lost", whole, rest), ("gained", rest, whole)):
            yield from ((*there[frame], frame, cue, change) for frame in there.keys() - gone.keys())


def _by_frame(rows: Sequence[CodingRow]) -> dict[str, tuple[int, int]]:
    """Where each frame is first found."""
    return {row.frame: (row.start, row.end) for row in reversed(rows)}


class _Text(NamedTuple):
    """A text that was coded by hand: each cue that fires, sentence by sentence, and what makes codings of such hits."""

    doc_id: str
    hits: list[Hit]
    codings: Callable[..., list[CodingRow]]


def _coded(corpus: Corpus, codebook: Codebook, by_hand: HandCoding, actors: Actors | None) -> Iterator[_Text]:
    wanted = set() if by_hand.strata else set(by_hand.texts.values())
    documents = [document for document in corpus if document.problem is None and document.sha256 in wanted]
    found = scan(documents, ["mentions", "voices"], actors=actors)
    mentions, voices = (TABLES[name].rows(found[name]) for name in ("mentions", "voices"))
    for document in documents:
        segments, rows = Segments(document), (table.get(document.doc_id, []) for table in (mentions, voices))
        hits = list(matcher_of(codebook).hits(plain(segments.text), segments.counted_sentences))
        yield _Text(document.doc_id, hits, partial(codings_in, segments, *rows, codebook=codebook))
