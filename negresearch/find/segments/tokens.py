r"""Word tokens at speed, exactly those of NLTK's word tokenizer.

The mapping. NLTK is given each sentence after a mapping that keeps every offset: ``’ ‘ ‛ ʼ`` become ``'``, and every
white-space character becomes a blank. So curly and straight apostrophes give the same tokens, and so do blanks, line
breaks and no-break spaces. All else is left as it is: NLTK itself splits off ``" “ ” „ « »``.

The method. What NLTK makes of a chunk between blanks depends on the chunk alone, but for a last full stop, which is
split off with what closes behind it. So a sentence's last chunk is marked (closing marks that stand off by blanks
belong to it), and what each distinct chunk gives is worked out once; the rest is integer work on arrays. Chunks of
words, clitics and marks that NLTK splits off wherever they stand are cut here; all others are given to NLTK itself, the
new ones of a document in one call. The tests hold both to NLTK's own answer for whole sentences.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
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
#: What NLTK takes apart inside a word.
_CONTRACTIONS = frozenset({"cannot", "gimme", "gonna", "gotta", "lemme", "wanna"})
#: The same; to ``re`` ı and İ are an i where case does not matter.
_HOLDS_CONTRACTION = re.compile("|".join(sorted(_CONTRACTIONS)), re.I)
#: Characters that NLTK splits off wherever they stand; and runs of those for which it has no rule at all.
_MARK = r"«»“”„\"@#$%&;?!*()\[\]{}<>\u2012-\u2015"
_RUN = rf"[^{_MARK}.,:'`\s-]++|-(?!-)|[,:](?=\d)"
_PART = re.compile(
    rf"(?P<word>(?:{_RUN})(?:{_RUN}|\.(?!\.))*+)"
    rf"(?P<clitic>'(?:[sSmMdD]|ll|LL|re|RE|ve|VE)?+)?+(?![^{_MARK}.,:\s]|[,:]\d)"
    rf"|[{_MARK}]|\.\.++|[,:](?![,:\d])"
)
_LONGEST_COMMON = 100
#: End of a sentence's last chunk, and blank inside it: no mapped text holds these two.
_LAST, _GLUE = "\n", "\r"
_CLOSING = "])}>\"'»”"
_CLOSING_OFF = _CLOSING + _GLUE + _LAST
#: NLTK's rule of the last full stop, which a quotation mark behind a blank suspends: it counts as an opening one.
_LAST_STOP = re.compile(r"""(?<=[^.])\.(?=(?:[\])}>"'»”]| (?!"|''))*+\Z)""")
#: Distinct chunks that are remembered, and their characters; beyond, all are forgotten and learnt anew.
_MOST_CHUNKS = 1 << 18
_MOST_CHARACTERS = 1 << 23


Ints = NDArray[np.int64]


class TokenArrays(NamedTuple):
    """Tokens in order, as arrays: start, end, index of the sentence, and whether there is a letter or digit."""

    starts: Ints
    ends: Ints
    sentences: Ints
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


def forget() -> None:
    """Forget every chunk, as at the beginning; results do not change, a benchmark's first round does."""
    with _LOCK:
        _CHUNKS.forget()


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
        self.forget()

    def forget(self) -> None:
        self.numbers = _Numbers()
        self.characters = 0
        self.widths, self.counts, self.firsts = array("q"), array("q"), array("q")
        self.is_last, self.stands_off = array("b"), array("b")
        self.starts, self.ends, self.is_word = array("q"), array("q"), array("b")

    def tokenize(self, mapped: str, sentences: Sequence[Span]) -> TokenArrays:
        if len(self.numbers) > _MOST_CHUNKS or self.characters > _MOST_CHARACTERS:
            self.forget()
        pieces = [mapped[start:end] for start, end in sentences]
        numbers = self._look_up(pieces)
        if np.frombuffer(self.stands_off, np.bool_).take(numbers).any():
            numbers = self._look_up([_glue(piece) for piece in pieces])
        return self._place(numbers, sentences)

    def _look_up(self, pieces: list[str]) -> Ints:
        chunks = ((_LAST + " ").join(pieces) + _LAST).split(" ") if pieces else []
        numbers = np.fromiter(map(self.numbers.__getitem__, chunks), np.int64, len(chunks))
        if self.numbers.pending:
            self._learn(self.numbers.pending)
            self.numbers.pending = []
        return numbers

    def _learn(self, chunks: list[str]) -> None:
        found = _tokenize_chunks(chunks)
        counts = list(map(len, found))
        lengths = list(map(len, chunks))
        self.characters += sum(lengths)
        self.widths.extend([length + 1 for length in lengths])
        self.counts.extend(counts)
        self.firsts.extend(accumulate(counts[:-1], initial=len(self.starts)))
        self.is_last.extend([chunk[-1:] == _LAST for chunk in chunks])
        self.stands_off.extend([_stands_off(chunk) for chunk in chunks])
        self.starts.extend([start for spans in found for start, _ in spans])
        self.ends.extend([end for spans in found for _, end in spans])
        self.is_word.extend([_is_word(c[a:b]) for c, spans in zip(chunks, found, strict=True) for a, b in spans])

    def _place(self, numbers: Ints, sentences: Sequence[Span]) -> TokenArrays:
        """Put the tokens of chunks where these stand, sentence by sentence."""
        widths = _view(self.widths).take(numbers)
        counts = _view(self.counts).take(numbers)
        is_last = np.frombuffer(self.is_last, np.int8).take(numbers)
        sentence = np.cumsum(is_last, dtype=np.int64) - is_last
        base = np.cumsum(widths) - widths + _shifts(sentences).take(sentence)
        first = _view(self.firsts).take(numbers) - np.cumsum(counts) + counts
        chunk = np.repeat(np.arange(len(counts)), counts)
        base = base.take(chunk)
        token = first.take(chunk) + np.arange(len(chunk))
        return TokenArrays(
            base + _view(self.starts).take(token),
            base + _view(self.ends).take(token),
            sentence.take(chunk),
            np.frombuffer(self.is_word, np.bool_).take(token),
        )


def _shifts(sentences: Sequence[Span]) -> Ints:
    """How far each sentence stands from where it stood when they were joined."""
    shifts = []
    joined = 0
    for start, end in sentences:
        shifts.append(start - joined)
        joined += end - start + len(_LAST) + len(" ")
    return np.array(shifts, dtype=np.int64)


def _stands_off(chunk: str) -> bool:
    """Tell a last chunk of nothing but closing marks: it belongs to the chunk before."""
    return chunk[-1:] == _LAST and not chunk.strip(_CLOSING_OFF)


def _is_word(token: str) -> bool:
    return token.isalnum() or any(map(str.isalnum, token))


def _view(values: array[int]) -> Ints:
    """See an array as numpy does, without a copy; it must be gone before the array grows."""
    return np.frombuffer(values, np.int64)


def _glue(sentence: str) -> str:
    """Join closing marks that stand off at the end of a sentence to its last chunk."""
    tail = len(sentence.rstrip(_CLOSING + " "))
    return sentence[:tail] + sentence[tail:].replace(" ", _GLUE)


def _tokenize_chunks(chunks: list[str]) -> list[list[Span]]:
    common = [_common(chunk) for chunk in chunks]
    asked = iter(_ask([_spread(chunk) for chunk, spans in zip(chunks, common, strict=True) if spans is None]))
    return [
        _gather(chunk, next(asked)) if spans is None else spans for chunk, spans in zip(chunks, common, strict=True)
    ]


def _common(chunk: str) -> list[Span] | None:
    """Tokens of a chunk of a common shape, known without asking; None for any other."""
    if chunk.isalnum() and chunk.isascii() and chunk.lower() not in _CONTRACTIONS:
        return [(0, len(chunk))]
    if len(chunk) > _LONGEST_COMMON or _HOLDS_CONTRACTION.search(chunk):
        return None
    if chunk[-1:] != _LAST:
        return _parts(chunk, 0, len(chunk))
    end = len(chunk) - 1
    stop = _last_stop(chunk)
    if stop is None:
        return _parts(chunk, 0, end)
    before, behind = _parts(chunk, 0, stop), _parts(chunk, stop + 1, end)
    return None if before is None or behind is None else [*before, (stop, stop + 1), *behind]


def _parts(chunk: str, start: int, end: int) -> list[Span] | None:
    """Cut words, their clitics, and marks, if there is nothing else."""
    spans = []
    while start < end:
        part = _PART.match(chunk, start, end)
        if part is None:
            return None
        stop = part.end("word")
        if 0 < stop < part.end():
            spans.append((start, stop))
            start = stop
        spans.append((start, part.end()))
        start = part.end()
    return spans


def _last_stop(chunk: str) -> int | None:
    stop = _LAST_STOP.search(chunk[:-1].replace(_GLUE, " ")) if chunk.endswith(_LAST) else None
    return stop.start() if stop else None


def _spread(chunk: str) -> str:
    """Give the last full stop the blanks that NLTK gives it, so that the chunk can stand inside a sentence."""
    bare = chunk.removesuffix(_LAST).replace(_GLUE, " ")
    stop = _last_stop(chunk)
    if stop is not None:
        return f"{bare[:stop]} . {bare[stop + 1 :]}"
    return bare + _LAST if len(bare) < len(chunk) and bare.endswith("'") else bare


def _gather(chunk: str, spans: list[Span]) -> list[Span]:
    """Take back the two blanks of `_spread`."""
    at = _last_stop(chunk)
    if at is None:
        return spans
    return [(a - (a > at) - (a > at + 2), b - (b > at) - (b > at + 2)) for a, b in spans]


def _ask(chunks: list[str]) -> list[list[Span]]:
    """Ask NLTK for the tokens of chunks inside a sentence, in one call.

    A last apostrophe alone can tell that the sentence ends with it: the line end of `_LAST` stands behind those.
    """
    if not chunks:
        return []
    try:
        spans = list(_nltk().span_tokenize(f"x {' '.join(chunks)} x"))[1:-1]
    except _NLTK_FAILS:
        return [_ask([chunk])[0] if len(chunks) > 1 else _unsplit(chunk) for chunk in chunks]
    found = []
    begin, i = len("x "), 0
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
