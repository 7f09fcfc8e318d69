"""What a text never does and others do, and what was searched to say so.

That something is not found can be the finder's fault. So each omission says which patterns would have found it, and
how many of them occur in the text all the same, without all else that a row needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd

from negresearch.find.matching import plain, regex_of
from negresearch.find.segments import Segments
from negresearch.read.actors import Actors, read_actors
from negresearch.read.codebook import Codebook
from negresearch.read.codebook.patterns import Pattern
from negresearch.read.corpus import Corpus
from negresearch.read.events import EventBook, read_events

#: What is compared: the table, and its column of names.
KINDS = {"event": ("events", "event"), "frame": ("codings", "frame"), "actor": ("mentions", "actor")}


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
    corpus : Corpus
        As from `read_corpus`.
    found : mapping of str to DataFrame
        The tables events, codings and mentions of the corpus, or some of them, as from `scan`.
    codebook, events, actors
        Those that the tables were found with; the bundled events and actors without.
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
    texts: dict[str, _Texts] = {}
    rows = []
    for kind, (table, column) in KINDS.items():
        if table not in found:
            continue
        patterns = _Patterns(kind, codebook, book, names, found[table])
        for doc_id, name, others in _missing(found[table], column, corpus, shared):
            searched = patterns.of(name)
            text = texts.setdefault(doc_id, _texts(corpus, doc_id))
            occur = sum(s.regex.search(text.printed if s.is_name else text.plain) is not None for s in searched)
            written = " ¦ ".join(s.text for s in searched)
            rows.append((doc_id, kind, name, patterns.title(name), others, len(searched), occur, written))
    return _table(sorted(rows, key=lambda row: (row[0], list(KINDS).index(row[1]), -row[4], row[2])))


def _table(rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    types = dict.fromkeys(("doc_id", "kind", "name", "title", "patterns"), "str")
    types |= dict.fromkeys(("others", "searched", "occur"), "int64")
    columns = ["doc_id", "kind", "name", "title", "others", "searched", "occur", "patterns"]
    return pd.DataFrame(rows, columns=columns).astype(types)


def _missing(table: pd.DataFrame, column: str, corpus: Corpus, shared: int) -> Iterator[tuple[str, str, int]]:
    """Each document, each name that it lacks and enough others have, and how many have it."""
    having = table.groupby(column)["doc_id"].agg(set)
    for document in corpus:
        for name, documents in having.items():
            if document.problem is None and document.doc_id not in documents and len(documents) >= shared:
                yield document.doc_id, str(name), len(documents)


class _Texts(NamedTuple):
    """What of a document counts, sentence by sentence, with a mark between them that no pattern crosses."""

    printed: str
    plain: str


def _texts(corpus: Corpus, doc_id: str) -> _Texts:
    segments = Segments(corpus.document(doc_id))
    text = "\n;\n".join(segments.text[s.start : s.end] for s in segments.counted_sentences)
    return _Texts(text.replace("’", "'"), plain(text))


class _Patterns:
    """What is searched for the names of one kind."""

    def __init__(self, kind: str, codebook: Codebook, events: EventBook, actors: Actors, found: pd.DataFrame) -> None:
        self.kind, self.codebook, self.events, self.actors = kind, codebook, events, actors
        self.found = found
        self.known: dict[str, tuple[_Searched, ...]] = {}

    def of(self, name: str) -> tuple[_Searched, ...]:
        """The patterns that would have found a name."""
        if name not in self.known:
            made = {"event": self._event, "frame": self._frame, "actor": self._actor}[self.kind](name)
            self.known[name] = tuple({searched.text: searched for searched in made}.values())
        return self.known[name]

    def title(self, name: str) -> str:
        """What a name is called."""
        if self.kind == "actor":
            return name
        return self.events[name].title if self.kind == "event" else self.codebook[name].title

    def _event(self, name: str) -> Iterator[_Searched]:
        for rule in self.events[name].rules:
            if rule.frame is not None:
                yield from self._frame(rule.frame)
            elif rule.words is not None:
                yield _Searched(rule.text, _regex(rule.words), is_name=False)

    def _frame(self, name: str) -> Iterator[_Searched]:
        return (_Searched(cue.text, _regex(cue.pattern), is_name=False) for cue in self.codebook[name].cues)

    def _actor(self, name: str) -> Iterator[_Searched]:
        listed = [a.alias for a in self.actors.aliases if a.actor == name and a.type != "adjective"]
        printed = self.found.loc[self.found["actor"] == name, "alias"].unique()
        for alias in [*listed, *printed]:
            words = re.escape(alias.replace("’", "'")).replace(r"\ ", r"\s+")
            yield _Searched(alias, re.compile(rf"(?<!\w){words}(?!\w)"), is_name=True)


@lru_cache(maxsize=4096)
def _regex(pattern: Pattern) -> re.Pattern[str]:
    """The words of a pattern; not what else its sentence must have."""
    return re.compile(regex_of(pattern.elements))
