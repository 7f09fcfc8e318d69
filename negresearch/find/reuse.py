"""Fingerprints: a few numbers that a text shares with whatever else holds the same words in the same order.

Winnowing (Schleimer, Wilkerson and Aiken 2003): each run of `SPAN` words is hashed, and of each `WINDOW` runs that
follow each other the one with the lowest hash is kept. Which are kept depends on nothing but the words around; so two
documents that share `SPAN + WINDOW - 1` words in a row share a fingerprint, wherever the words stand and whatever else
is in the corpus.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from negresearch.find.segments import Segments
from negresearch.tables import FingerprintRow

#: Words of a run, and runs of a window: five words in a row are always noticed, four mostly.
SPAN, WINDOW = 4, 2
#: An odd number with its bits well mixed, by whose powers the words of a run are told apart by their places.
_BASE = np.uint64(0x9E3779B97F4A7C15)
#: Bits that are dropped: what is left is exact in any program, also where all numbers are floats.
_DROPPED = np.uint64(11)

_Hashes = npt.NDArray[np.uint64]


def fingerprints_in(segments: Segments) -> list[FingerprintRow]:
    """Take the fingerprints of one document.

    Parameters
    ----------
    segments : Segments
        The document; of its regions those whose words count.

    Returns
    -------
    list of FingerprintRow
        Sorted by start and end. Of a document of fewer words than a run has, none.
    """
    words = segments.counted_words
    if len(words) < SPAN:
        return []
    runs = _runs(np.array([_hash(word.norm) for word in words], dtype=np.uint64))
    return [
        FingerprintRow(words[i].start, words[i + SPAN - 1].end, int(runs[i] >> _DROPPED)) for i in _kept(runs).tolist()
    ]


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    """A number for a word, the same in every process."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _runs(words: _Hashes) -> _Hashes:
    """A number for each run of words: a polynomial of theirs, its bits mixed so that any is as likely the lowest."""
    n = len(words) - SPAN + 1
    total = np.zeros(n, dtype=np.uint64)
    for i in range(SPAN):
        total = total * _BASE + words[i : i + n]
    total ^= total >> np.uint64(31)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    total ^= total >> np.uint64(29)
    return total


def _kept(runs: _Hashes) -> npt.NDArray[np.int64]:
    """The places of the lowest of each window, of equals the last one."""
    width = min(WINDOW, len(runs))
    windows = np.lib.stride_tricks.sliding_window_view(runs, width)[:, ::-1]
    lowest = width - 1 - windows.argmin(axis=1)
    return np.unique(lowest + np.arange(len(windows)))
