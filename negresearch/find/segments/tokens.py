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
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from string import ascii_letters, digits
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from negresearch.find.segments.chunks import BREAK, Chunks, Part, break_of
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
#: One letter for all, and one digit.
_SHAPE = str.maketrans(ascii_letters + digits, "a" * len(ascii_letters) + "0" * len(digits))
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
#: Kinds of tokens: without and with a letter or digit.
_OTHER, _WORD = 1, 2
_CLOSING = "])}>\"'»”"
#: NLTK's rule of the last full stop, which a quotation mark behind a blank suspends: it counts as an opening one.
_LAST_STOP = re.compile(r"""(?<=[^.])\.(?=(?:[\])}>"'»”]| (?!"|''))*+\Z)""")


class Tokens(NamedTuple):
    """Tokens in order, as arrays: start, end, whether there is a letter or digit, and the number of the sentence."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    are_words: NDArray[np.bool_]
    sentences: NDArray[np.int64]


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


def tokenize(mapped: str, sentences: Sequence[Span]) -> Tokens:
    """Find the word tokens of sentences, as NLTK's `NLTKWordTokenizer.span_tokenize` does for each.

    The text is mapped by `map_text`; the sentences are in order, white space at their edges left out.

    Examples
    --------
    >>> tokenize("Don't go. Now.", [(0, 9), (10, 14)]).starts.tolist()
    [0, 2, 6, 8, 10, 13]
    """
    chunks: list[str] = []
    following = [start for start, _ in sentences[1:]] + [0]
    for (start, end), at in zip(sentences, following, strict=False):
        piece = mapped[start:end]
        chunks += f"{_glue(piece) if piece[-1:] in _CLOSING else piece}{_LAST}".split(" ")
        chunks.append(break_of(at - end - 2 if at else 0))
    records = np.frombuffer(CHUNKS.read(chunks), np.int32).reshape(-1, 3)
    kinds = records[:, 2]
    are_tokens = (kinds == _WORD) | (kinds == _OTHER)
    behind = records[:, 0].cumsum(dtype=np.int32) + (sentences[0][0] if sentences else 0)
    starts = (behind - records[:, 0])[are_tokens]
    numbers = (kinds == BREAK).cumsum()[are_tokens]
    return Tokens(starts, starts + records[are_tokens, 1], kinds[are_tokens] == _WORD, numbers)


def forget() -> None:
    """Forget every chunk, as at the beginning; results do not change, a benchmark's first round does."""
    _shaped.cache_clear()
    CHUNKS.clear()


def _glue(sentence: str) -> str:
    """Join closing marks that stand off at the end of a sentence to its last chunk."""
    tail = len(sentence.rstrip(_CLOSING + " "))
    return sentence[:tail] + sentence[tail:].replace(" ", _GLUE)


def _uncommon(chunks: list[str]) -> list[tuple[Part, ...]]:
    """The tokens of chunks, as NLTK gives them."""
    found = _ask([_spread(chunk) for chunk in chunks])
    return [_marked(chunk, _gather(chunk, spans)) for chunk, spans in zip(chunks, found, strict=True)]


def _marked(chunk: str, spans: Iterable[Span]) -> tuple[Part, ...]:
    """Say of each token whether it has a letter or digit."""
    return tuple([(a, b, _WORD if any(map(str.isalnum, chunk[a:b])) else _OTHER) for a, b in spans])


def _common(chunk: str) -> tuple[Part, ...] | None:
    """Tokens of a chunk of a common shape, known without asking; None for any other.

    Where no clitic can be, one letter is as good as another, and most chunks have one of few shapes.
    """
    if chunk.isalnum() and chunk.isascii() and chunk.lower() not in _CONTRACTIONS:
        return ((0, len(chunk), _WORD),)
    if len(chunk) > _LONGEST_COMMON or _HOLDS_CONTRACTION.search(chunk):
        return None
    return _shaped(chunk.translate(_SHAPE) if chunk.isascii() and "'" not in chunk else chunk)


@lru_cache(maxsize=1 << 14)
def _shaped(chunk: str) -> tuple[Part, ...] | None:
    end = len(chunk.removesuffix(_LAST))
    stop = _last_stop(chunk)
    if stop is None:
        spans = _parts(chunk, 0, end)
    else:
        before, behind = _parts(chunk, 0, stop), _parts(chunk, stop + 1, end)
        spans = None if before is None or behind is None else [*before, (stop, stop + 1), *behind]
    return None if spans is None else _marked(chunk, spans)


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
CHUNKS = Chunks(_common, _uncommon)
