"""Corpora: bytes, manifest and checks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from negresearch.errors import CorpusError
from negresearch.tables import PublishedHow


@dataclass(frozen=True)
class Document:
    """One document as the user brings it: its exact text, and what is said beside it.

    `problem` says why a document was left out; its text is then "".
    """

    doc_id: str
    text: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    publisher: str | None = None
    country: str | None = None
    authors: str | None = None
    language: str | None = None
    translated_from: str | None = None
    published_first: str | None = None
    published_last: str | None = None
    published_how: PublishedHow = "unknown"
    url: str | None = None
    problem: str | None = None

    def without_text(self, problem: str) -> Document:
        """Leave this document out, and say why."""
        return replace(self, text="", problem=problem)


@dataclass(frozen=True)
class Corpus:
    """Documents in order of doc_id, and a fingerprint of all that they hold."""

    documents: tuple[Document, ...]
    fingerprint: str

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The exact text of each readable document."""
        return {d.doc_id: d.text for d in self.documents if d.problem is None}

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    def __repr__(self) -> str:
        outlets = len({d.outlet for d in self.documents if d.outlet})
        return f"<Corpus: {len(self)} documents, {outlets} outlets, sha256 {self.fingerprint[:4]}…>"


def read_corpus(path: str | Path) -> Corpus:
    """Read a folder of .txt files (first draft: no manifest)."""
    files = sorted(Path(path).glob("*.txt"))
    if not files:
        raise CorpusError(f"{path}: no .txt file in this folder; name the folder that holds the texts")
    documents = []
    for file in files:
        data = file.read_bytes()
        documents.append(Document(file.stem, data.decode("utf-8"), hashlib.sha256(data).hexdigest()))
    whole = hashlib.sha256("\n".join(d.sha256 for d in documents).encode()).hexdigest()
    return Corpus(tuple(documents), whole)
