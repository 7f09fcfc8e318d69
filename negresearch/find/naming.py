"""The naming ledger: which of several words for one thing a text uses, in whose voice, and of which side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from negresearch.find.segments import Segments
from negresearch.read.actors import Actors, Alias
from negresearch.read.naming import Naming
from negresearch.spans import last_at
from negresearch.tables import NamingRow, VoiceRow

_WORD = re.compile(r"\w+")
_BLANK = r"[^\S\r\n]"
#: A name, as many words as a name has; what may stand between a name that owns and a term, or an adjective and a term.
_NAME = rf"(?:[A-Z][\w.-]*{_BLANK}){{0,3}}[A-Z][\w.-]*"
_BEFORE = re.compile(
    rf"(?P<name>{_NAME})(?P<owns>['’]s?)?{_BLANK}(?P<between>(?:[a-z][\w-]*{_BLANK}){{0,2}})[\"“”«'‘]?$"
)
_AFTER = re.compile(rf"[\"”»'’]?{_BLANK}(?:(?:of|in|from){_BLANK}(?:the{_BLANK})?)?(?P<name>{_NAME})")
_REACH = 90


def naming_in(
    segments: Segments, voices: Sequence[VoiceRow], *, naming: Naming, actors: Actors | None = None
) -> list[NamingRow]:
    """Find the terms of naming sets where words count in one document, sorted; without voices all are the narrator's.

    Within a set no two overlap: the leftmost is taken, and of those the longest. By the names of actors it is known
    whose a government or a leader is.
    """
    text, forms = segments.text, naming.by_first_word
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
                    said = last_at(voices, at)
                    voice = said.name if said else "narrator"
                    whose = _whose(text, at, match.end(), first, last, actors) if name in naming.owned else None
                    rows.append(NamingRow(at, match.end(), name, match[0], voice, term, whose))
    return sorted(rows, key=lambda row: row[:3])


def _whose(text: str, start: int, end: int, low: int, high: int, actors: Actors | None) -> str | None:
    """The side that a term is said of: "the Kiev regime", "Putin's regime", "the regime in Kiev"; None without one."""
    before = _BEFORE.search(text[max(low, start - _REACH) : start])
    if before:
        words = before["name"].split()
        alias = _named((words[i:] for i in range(len(words))), actors)
        # "Moscow accused the authorities": only what owns or describes may stand farther off.
        described = alias is not None and alias.type == "adjective" and "-" in before["between"]
        if alias and (not before["between"] or before["owns"] or described):
            return alias.side
    after = _AFTER.match(text, end, min(high, end + _REACH))
    words = after["name"].split() if after else []
    alias = _named((words[:i] for i in range(len(words), 0, -1)), actors)
    return alias.side if alias else None


def _named(tried: Iterable[Sequence[str]], actors: Actors | None) -> Alias | None:
    """The first of some sequences of words that names an actor."""
    for words in tried:
        for known, alias in actors.by_first_word.get(words[0], ()) if actors else ():
            if known in (tuple(words), (*words[:-1], words[-1].rstrip("."))):
                return alias
    return None
