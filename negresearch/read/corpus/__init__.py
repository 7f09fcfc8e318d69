"""Corpora: bytes, manifest and checks.

A corpus is a folder of .txt files, with or without a manifest.csv, or one .jsonl, .csv or .parquet file.

==================  ================================================================================
folder of .txt      doc_id is the stem of the file's name. Bytes are UTF-8, read exactly: line breaks stay
                    as they are, and a byte order mark is the text's first character. Other files, and
                    those whose name begins with a dot, are passed over.
manifest.csv        columns file, title, outlet, publisher, country, authors, language, translated_from,
                    published, published_how, url, sha256; only file is needed. A file that it does not
                    list has no metadata; a line without its file, or a file whose bytes differ from
                    sha256, is an error.
.jsonl, .csv,       doc_id and text, and the manifest's columns where there are any. Ids are strings:
.parquet            "000", "NA" and "1.0" stay as they are. A byte order mark at the head of the file is
                    no part of a text. Columns of other names are passed over.
published           nothing, an ISO day, an ISO day and time, or first/last
==================  ================================================================================

A document that cannot be used (empty, not UTF-8, binary, one endless line, a date that is none) is kept with
the reason in `problem` and without its text; it never costs the others. A record without an id is named by its
place, as in "line-17" or "row-17".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from negresearch.errors import CiteError, CorpusError, unknown
from negresearch.read.corpus.document import Document
from negresearch.read.corpus.folder import from_folder
from negresearch.read.corpus.records import from_csv, from_jsonl, from_parquet

__all__ = ["Corpus", "Document", "iter_documents", "read_corpus"]

_READERS: Mapping[str, Callable[[Path], Iterator[Document]]] = {
    ".jsonl": from_jsonl,
    ".csv": from_csv,
    ".parquet": from_parquet,
}


@dataclass(frozen=True)
class Corpus:
    """Documents in order of doc_id, and a fingerprint of all that they hold.

    That is a SHA-256 over ids, texts and metadata, which neither the order nor the format in which the documents came,
    nor where they lie, changes. Documents with a problem are among them.

    Examples
    --------
    >>> read_corpus("seeds")
    <Corpus: 5 documents, 4 outlets, sha256 ...…>
    """

    documents: tuple[Document, ...]
    fingerprint: str

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The exact text of each readable document, by doc_id."""
        return {d.doc_id: d.text for d in self.documents if d.problem is None}

    @cached_property
    def problems(self) -> Mapping[str, str]:
        """Why a document was left out, by doc_id."""
        return {d.doc_id: d.problem for d in self.documents if d.problem is not None}

    @cached_property
    def _by_id(self) -> Mapping[str, Document]:
        return {d.doc_id: d for d in self.documents}

    def document(self, prefix: str) -> Document:
        """Find a document by its doc_id, or by the beginning of it if no other begins so.

        Raises
        ------
        CiteError
            If no document or more than one is meant.

        Examples
        --------
        >>> read_corpus("seeds").document("003").title
        'Are negotiations between Russia and Ukraine possible?'
        """
        if prefix in self._by_id:
            return self._by_id[prefix]
        meant = [doc_id for doc_id in self._by_id if doc_id.startswith(prefix)]
        if len(meant) == 1:
            return self._by_id[meant[0]]
        if meant:
            some = ", ".join(meant[:5]) + (f" and {len(meant) - 5:,} more" if len(meant) > 5 else "")
            raise CiteError(f"doc_id {prefix!r} is ambiguous: {some} begin so; write more of it")
        if len(self) > 1_000:  # to list them, or to compare it with each, would take long
            raise CiteError(f"unknown doc_id {prefix!r} among {len(self):,} documents")
        raise CiteError(unknown("doc_id", prefix, self._by_id))

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)

    def __len__(self) -> int:
        return len(self.documents)

    def __repr__(self) -> str:
        outlets = len({d.outlet for d in self.documents if d.outlet})
        left_out = f", {len(self.problems)} left out" if self.problems else ""
        return f"<Corpus: {len(self)} documents{left_out}, {outlets} outlets, sha256 {self.fingerprint[:4]}…>"


def read_corpus(path: str | Path) -> Corpus:
    """Read a corpus into memory, sorted by doc_id; documents that cannot be used say why in `problem`.

    Parameters
    ----------
    path : str or Path
        A folder of .txt files, or a .jsonl, .csv or .parquet file; see `negresearch.read.corpus`. A relative
        path that is not here is looked for one folder up: a notebook in notebooks/ finds the clone's seeds/.

    Raises
    ------
    CorpusError, MissingExtraError
        If there is no corpus, or it is not the one that its manifest describes; if .parquet is read without pyarrow.

    Examples
    --------
    >>> [document.outlet for document in read_corpus("seeds")]
    ['RT', 'RT', 'Svobodnaya Pressa', 'GEOFOR', 'dailywrap.ca']
    """
    documents = sorted(iter_documents(path), key=lambda document: document.doc_id)
    if not documents:
        raise CorpusError(f"{path}: holds no document")
    return Corpus(tuple(documents), _fingerprint(documents))


def iter_documents(path: str | Path) -> Iterator[Document]:
    """Read a corpus, as `read_corpus`, one document at a time, in the order in which they lie there.

    Only the document at hand is in memory, and of each before it a number by which a second one of the same
    id is known.

    Raises
    ------
    CorpusError
        At once, if there is no corpus or its manifest or header is wrong; on the way, if a text differs from
        the SHA-256 given for it, or a doc_id stands twice.

    Examples
    --------
    >>> sum(len(document.text) for document in iter_documents("seeds"))
    35756
    """
    place = Path(path)
    if not place.exists() and not place.is_absolute() and (Path("..") / place).exists():
        place = Path("..") / place
    reader = from_folder if place.is_dir() else _READERS.get(place.suffix.lower())
    if not place.exists():
        raise CorpusError(f"{place}: no such file or folder; name a folder of .txt files, or a {_FORMATS} file")
    if place.suffix.lower() == ".txt" and place.is_file():
        raise CorpusError(f"{place}: one text is no corpus; name the folder that it lies in")
    if reader is None:
        what = unknown("corpus format", place.suffix, _READERS)
        raise CorpusError(f"{place}: {what}, or name a folder of .txt files")
    documents = _each_once(reader(place), place)
    first = next(documents, None)  # now, so that what is wrong with the whole is said at once
    return chain([first] if first else [], documents)


_FORMATS = " or ".join([", ".join(list(_READERS)[:-1]), list(_READERS)[-1]])


def _each_once(documents: Iterator[Document], place: Path) -> Iterator[Document]:
    seen: set[int] = set()
    for document in documents:
        mark = hash(document.doc_id)
        if mark in seen:
            raise CorpusError(
                f"{place}: doc_id {document.doc_id!r} stands twice; rows are cited by it: make each unique"
            )
        seen.add(mark)
        yield document


def _fingerprint(documents: list[Document]) -> str:
    whole = hashlib.sha256()
    for document in documents:
        known = astuple(replace(document, text="", problem=None))
        whole.update(json.dumps(known).encode() + b"\n")
    return whole.hexdigest()
