"""The naming ledger: which of several words for one thing a text uses, and in whose voice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from negresearch.find.segments import Segments
from negresearch.read.naming import Naming
from negresearch.spans import index_at
from negresearch.tables import NamingRow, VoiceRow

_WORD = re.compile(r"\w+")


def naming_in(segments: Segments, voices: Sequence[VoiceRow], *, naming: Naming) -> list[NamingRow]:
    """Find the terms of naming sets in one document.

    Parameters
    ----------
    segments : Segments
        The document; only regions whose words count are searched.
    voices : sequence of VoiceRow
        Of the same document.
    naming : Naming
        As from `read_naming`.

    Returns
    -------
    list of NamingRow
        Sorted by start and end. Within a set no two overlap: the leftmost is taken, and of those the longest.
    """
    text, forms = segments.text, naming.by_first_word
    starts = [voice.start for voice in voices]
    rows: list[NamingRow] = []
    for first, last in segments.counted:
        free: dict[str, int] = {}
        for word in _WORD.finditer(text, first, last):
            at = word.start()
            for name, term, pattern in forms.get(word[0].lower(), ()):
                if at < free.get(name, 0) or (match := pattern.match(text, at, last)) is None:
                    continue
                free[name] = match.end()
                if term is not None:
                    voice = voices[index_at(starts, at)].name if voices else "narrator"
                    rows.append(NamingRow(at, match.end(), name, match[0], voice, term))
    return sorted(rows, key=lambda row: row[:3])
