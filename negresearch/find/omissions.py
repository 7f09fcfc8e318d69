"""What a text never does and others do, and what was searched to say so.

That something is not found can be the finder's fault. So each omission says which patterns would have found it, and
how many of them occur in the text all the same, without all else that a row needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from negresearch.find.matching import compiled, plain
from negresearch.find.segments import Segments
from negresearch.read.actors import Actors, read_actors
from negresearch.read.codebook import Codebook
from negresearch.read.codebook.model import Frame
from negresearch.read.corpus import Corpus, Document
from negresearch.read.events import Event, EventBook, read_events

#: What is compared: the table, and its column of names.
KINDS = {"event": ("events", "event"), "frame": ("codings", "frame"), "actor": ("mentions", "actor")}
#: The columns.
_TYPES = dict.fromkeys(("doc_id", "kind", "name", "title"), "str")
_TYPES |= dict.fromkeys(("others", "searched", "occur"), "int64") | {"patterns": "str"}


class _Searched(NamedTuple):
    """A pattern as written, and as a regular expression; over the plain text or, of a name, over the text itself."""

    text: str
    regex: re.Pattern[str]
    is_name: bool


def find_omissions(
    corpus: Corpus,
    found: Mapping[str, pd.DataFrame],
    codebook: Codebook,
    events: EventBook | None = None,
    actors: Actors | None = None,
    *,
    shared: int = 2,
) -> pd.DataFrame:
    """Find the events, frames and actors that others have and a document never does.

    Parameters
    ----------
    found : mapping of str to DataFrame
        The tables events, codings and mentions of the corpus, or some of them, as from `scan`.
    codebook, events, actors
        Those that the tables were found with.
    shared : int
        In how many other documents it must be.

    Returns
    -------
    pandas.DataFrame
        doc_id, kind (event, frame, actor), name, title (what the name is called), others (documents that have it),
        searched (how many patterns would have found it), occur (how many of them occur in the text though nothing was
        found: words of a frame without its party, of an event in another year, a name inside another), patterns (as
        written in their files, joined by " ¦ "). Where a rule asks for a frame, the patterns are that frame's.

    Examples
    --------
    >>> import negresearch as nr
    >>> corpus, codebook = nr.read_corpus("seeds"), nr.read_codebook("peace-talks")
    >>> omitted = nr.find_omissions(corpus, nr.scan(corpus, ["events"], codebook=codebook), codebook)
    >>> omitted.loc[omitted["doc_id"].str.startswith("004"), "name"].tolist()
    ['arms_supply', 'guarantees_nato', 'kyiv_withdrawal_2022', 'minsk', 'who_decides']
    """
    book, names = events or read_events(), actors or read_actors()
    texts = {document.doc_id: _texts(document) for document in corpus if document.problem is None}
    made: dict[str, Callable[[str], tuple[str, Iterator[_Searched]]]] = {
        "event": lambda name: (book[name].title, _of_event(book[name], codebook)),
        "frame": lambda name: (codebook[name].title, _of_frame(codebook[name])),
        "actor": lambda name: (name, _of_actor(name, names, found["mentions"])),
    }
    rows = []
    for kind, (table, column) in KINDS.items():
        having = found[table].groupby(column)["doc_id"].agg(set) if table in found else pd.Series()
        for name, others in having[having.map(len) >= shared].items():
            title, patterns = made[kind](str(name))
            searched = {pattern.text: pattern for pattern in patterns}
            for doc_id in texts.keys() - others:
                printed, lower = texts[doc_id]
                occur = sum(bool(s.regex.search(printed if s.is_name else lower)) for s in searched.values())
                rows.append((doc_id, kind, name, title, len(others), len(searched), occur, " ¦ ".join(searched)))
    rows.sort(key=lambda row: (row[0], list(KINDS).index(row[1]), -row[4], row[2]))
    return pd.DataFrame(rows, columns=list(_TYPES)).astype(_TYPES)


def _texts(document: Document) -> tuple[str, str]:
    """What of a document counts, as printed and plain; a mark between sentences that no pattern crosses."""
    segments = Segments(document)
    text = "\n;\n".join(segments.text[s.start : s.end] for s in segments.counted_sentences)
    return text.replace("’", "'"), plain(text)


def _of_frame(frame: Frame) -> Iterator[_Searched]:
    return (_Searched(cue.text, compiled(cue.pattern.elements), is_name=False) for cue in frame.cues)


def _of_event(event: Event, codebook: Codebook) -> Iterator[_Searched]:
    for rule in event.rules:
        if rule.frame is not None:
            yield from _of_frame(codebook[rule.frame])
        elif rule.words is not None:
            yield _Searched(rule.text, compiled(rule.words.elements), is_name=False)


def _of_actor(name: str, actors: Actors, mentions: pd.DataFrame) -> Iterator[_Searched]:
    listed = [a.alias for a in actors.aliases if a.actor == name]
    for alias in [*listed, *mentions.loc[mentions["actor"] == name, "alias"].unique()]:
        words = re.escape(alias.replace("’", "'")).replace(r"\ ", r"\s+")
        yield _Searched(alias, re.compile(rf"(?<!\w){words}(?!\w)"), is_name=True)
