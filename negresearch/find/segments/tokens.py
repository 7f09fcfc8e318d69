r"""Word tokens at speed, exactly those of NLTK's word tokenizer.

The mapping. NLTK is given each sentence after a mapping that keeps every offset: ``’ ‘ ‛ ʼ`` become ``'``, and every
white-space character becomes a blank. So curly and straight apostrophes give the same tokens, and so do blanks, line
breaks and no-break spaces. All else is left as it is: NLTK itself splits off ``" “ ” „ « »``.

The method. What NLTK makes of a chunk between blanks depends on the chunk alone, but for a last full stop, which is
split off with what closes behind it. So a sentence's last chunk is marked (closing marks that stand off by blanks belong
to it), each distinct chunk is given to NLTK once, the new ones of a document in one call, and the rest is integer work
on arrays. Known without asking: a chunk of ASCII letters and digits is one token, but for six contractions.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from negresearch.spans import Span

_APOSTROPHES = "’‘‛ʼ"
#: What `str.split`, `re` or Unicode hold for white space, but the blank.
_WHITE = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
#: What NLTK takes apart inside plain letters.
_CONTRACTIONS = frozenset({"cannot", "gimme", "gonna", "gotta", "lemme", "wanna"})
#: End of a sentence's last chunk, and blank inside it: no mapped text holds these two.
_LAST, _GLUE = "\n", "\r"
_CLOSING = "])}>\"'»”"
#: NLTK's rule of the last full stop, which a quotation mark behind a blank suspends: it counts as an opening one.
_LAST_STOP = re.compile(r"""(?<=[^.])\.(?=(?:[\])}>"'»”]| (?!"|''))*+\Z)""")
#: Distinct chunks that are remembered, and their characters; beyond, all are forgotten and learnt anew.
_MOST_CHUNKS = 1 << 18
_MOST_CHARACTERS = 1 << 23


class TokenArrays(NamedTuple):
    """Tokens in order, as arrays: start, end, index of the sentence, and whether there is a letter or digit."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    sentences: NDArray[np.int64]
    is_word: NDArray[np.bool_]


def map_text(text: str) -> str:
    """Map a text to what NLTK is given, offset for offset.

    Examples
    --------
    >>> map_text("Putin’s ‘no’")
    "Putin's 'no'"
    """
    for mark in _APOSTROPHES:
        text = text.replace(mark, "'")
    for white in _WHITE:
        text = text.replace(white, " ")
    return text


def tokenize(mapped: str, sentences: Sequence[Span]) -> TokenArrays:
    """Find the word tokens of sentences, as NLTK's `NLTKWordTokenizer.span_tokenize` does for each.

    Parameters
    ----------
    mapped : str
        The text, through `map_text`.
    sentences : sequence of (int, int)
        In order, white space at their edges left out.

    Examples
    --------
    >>> tokenize("Don't go. Now.", [(0, 9), (10, 14)]).starts.tolist()
    [0, 2, 6, 8, 10, 13]
    """
    with _LOCK:
        return _CHUNKS.tokenize(mapped, sentences)


class _Numbers(dict[str, int]):
    """Numbers chunks as they come; the new ones wait in `pending`."""

    def __init__(self) -> None:
        self.pending: list[str] = []

    def __missing__(self, chunk: str) -> int:
        number = self[chunk] = len(self)
        self.pending.append(chunk)
        return number


class _Chunks:
    """What NLTK makes of each chunk: arrays over the numbers of chunks, and over their tokens one after another."""

    def __init__(self) -> None:
        self._forget()

    def _forget(self) -> None:
        self.numbers = _Numbers()
        self.characters = 0
        self.lengths, self.counts, self.firsts = array("q"), array("q"), array("q")
        self.is_last, self.stands_off = array("b"), array("b")
        self.starts, self.ends, self.is_word = array("q"), array("q"), array("b")

    def tokenize(self, mapped: str, sentences: Sequence[Span]) -> TokenArrays:
        if len(self.numbers) > _MOST_CHUNKS or self.characters > _MOST_CHARACTERS:
            self._forget()
        pieces = [mapped[start:end] for start, end in sentences]
        numbers = self._look_up(pieces)
        if np.frombuffer(self.stands_off, np.bool_)[numbers].any():
            numbers = self._look_up([_glue(piece) for piece in pieces])
        return self._place(numbers, sentences)

    def _look_up(self, pieces: list[str]) -> NDArray[np.int64]:
        chunks = ((_LAST + " ").join(pieces) + _LAST).split(" ") if pieces else []
        numbers = np.fromiter(map(self.numbers.__getitem__, chunks), np.int64, len(chunks))
        if self.numbers.pending:
            self._learn(self.numbers.pending)
            self.numbers.pending = []
        return numbers

    def _learn(self, chunks: list[str]) -> None:
        for chunk, spans in zip(chunks, _tokenize_chunks(chunks), strict=True):
            self.characters += len(chunk)
            self.lengths.append(len(chunk))
            self.counts.append(len(spans))
            self.firsts.append(len(self.starts))
            self.is_last.append(chunk.endswith(_LAST))
            self.stands_off.append(chunk.endswith(_LAST) and not chunk.strip(_CLOSING + _GLUE + _LAST))
            for start, end in spans:
                self.starts.append(start)
                self.ends.append(end)
                self.is_word.append(any(map(str.isalnum, chunk[start:end])))

    def _place(self, numbers: NDArray[np.int64], sentences: Sequence[Span]) -> TokenArrays:
        """Put the tokens of chunks where these stand, sentence by sentence."""
        widths = np.frombuffer(self.lengths, np.int64)[numbers] + 1
        last = np.frombuffer(self.is_last, np.int8)[numbers]
        counts = np.frombuffer(self.counts, np.int64)[numbers]
        sentence = np.cumsum(last, dtype=np.int64) - last
        bounds = np.array(sentences, dtype=np.int64).reshape(-1, 2)
        joined = np.cumsum(bounds[:, 1] - bounds[:, 0] + 2)
        shift = bounds[:, 1] + 2 - joined
        base = np.cumsum(widths) - widths + shift[sentence]
        first = np.frombuffer(self.firsts, np.int64)[numbers] - (np.cumsum(counts) - counts)
        token = np.arange(counts.sum()) + np.repeat(first, counts)
        base = np.repeat(base, counts)
        return TokenArrays(
            base + np.frombuffer(self.starts, np.int64)[token],
            base + np.frombuffer(self.ends, np.int64)[token],
            np.repeat(sentence, counts),
            np.frombuffer(self.is_word, np.bool_)[token],
        )


def _glue(sentence: str) -> str:
    """Join closing marks that stand off at the end of a sentence to its last chunk."""
    tail = len(sentence.rstrip(_CLOSING + " "))
    return sentence[:tail] + sentence[tail:].replace(" ", _GLUE)


def _tokenize_chunks(chunks: list[str]) -> Iterator[list[Span]]:
    plain = [_plain(chunk) for chunk in chunks]
    asked = iter(_ask([_spread(chunk) for chunk, spans in zip(chunks, plain, strict=True) if spans is None]))
    for chunk, spans in zip(chunks, plain, strict=True):
        yield spans if spans is not None else _gather(chunk, next(asked))


def _plain(chunk: str) -> list[Span] | None:
    """Tokens of a chunk of ASCII letters and digits, with or without the last full stop; None for any other."""
    bare = chunk.removesuffix(_LAST)
    core = bare.removesuffix(".") if len(bare) < len(chunk) else bare
    if not core and not bare:
        return []
    if not (core.isalnum() and core.isascii()) or core.lower() in _CONTRACTIONS:
        return None
    return [(0, len(core))] if core is bare or core == bare else [(0, len(core)), (len(core), len(bare))]


def _spread(chunk: str) -> str:
    """Give the last full stop the blanks that NLTK gives it, so that the chunk can stand inside a sentence."""
    if not chunk.endswith(_LAST):
        return chunk
    bare = chunk[:-1].replace(_GLUE, " ")
    stop = _LAST_STOP.search(bare)
    return f"{bare[: stop.start()]} . {bare[stop.end() :]}" if stop else bare


def _gather(chunk: str, spans: list[Span]) -> list[Span]:
    """Take back the two blanks of `_spread`."""
    if not chunk.endswith(_LAST):
        return spans
    stop = _LAST_STOP.search(chunk[:-1].replace(_GLUE, " "))
    if stop is None:
        return spans
    at = stop.start()
    return [(a - (a > at) - (a > at + 2), b - (b > at) - (b > at + 2)) for a, b in spans]


def _ask(chunks: list[str]) -> list[list[Span]]:
    """Ask NLTK for the tokens of chunks inside a sentence, in one call."""
    if not chunks:
        return []
    text = f"x {' '.join(chunks)} x"
    try:
        spans = list(_nltk().span_tokenize(text))[1:-1]
    except _NLTK_FAILS:
        return [_ask([chunk])[0] if len(chunks) > 1 else _unsplit(chunk) for chunk in chunks]
    found = []
    begin, i = 2, 0
    for chunk in chunks:
        end = begin + len(chunk)
        own = []
        while i < len(spans) and spans[i][0] < end:
            own.append((spans[i][0] - begin, spans[i][1] - begin))
            i += 1
        found.append(own)
        begin = end + 1
    return found


@cache
def _nltk() -> Any:
    from nltk.tokenize import NLTKWordTokenizer

    return NLTKWordTokenizer()


def _unsplit(chunk: str) -> list[Span]:
    return [match.span() for match in re.finditer(r"\S+", chunk)]


#: Where NLTK itself gives up on a chunk (it then has no tokens to equal), the chunk is one token.
_NLTK_FAILS = (ValueError, RuntimeError, TimeoutError)
_LOCK = Lock()
_CHUNKS = _Chunks()
