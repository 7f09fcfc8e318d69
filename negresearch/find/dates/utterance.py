"""The day on which something was said, for "today" and "tomorrow" inside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from negresearch import timex
from negresearch.find.dates.context import Reading
from negresearch.find.dates.draft import Draft, Moved

#: How far a quotation may reach on either side, and how far its reporting words.
_REACH, _REPORT = 300, 100
_MARKS = re.compile(r"[“”«»\"]")
_CLOSES = frozenset("”»")
_SAYS = re.compile(r"\b(?:said|says|told|wrote|added|announced|declared|stated|warned|stressed|tweeted|posted)\b")


def _closing(text: str, draft: Draft) -> int:
    """Where the quotation ends that holds a draft; -1 if none does."""
    line = max(text.rfind("\n", max(0, draft.start - _REACH), draft.start), draft.start - _REACH, 0)
    marks = _MARKS.findall(text, line, draft.start)
    inside = bool(marks) and (marks[-1] not in _CLOSES if marks[-1] != '"' else marks.count('"') % 2 == 1)
    closing = _MARKS.search(text, draft.end, draft.end + _REACH) if inside else None
    return closing.end() if closing else -1


def _said_on(text: str, drafts: Sequence[Draft], found: Sequence[Reading], index: int, closing: int) -> str | None:
    """The day beside the reporting words behind a quotation: "..., he said on Thursday"."""
    for i in range(index + 1, min(index + 4, len(drafts))):
        start = drafts[i].start
        if closing <= start <= closing + _REPORT and "\n" not in text[closing:start]:
            found_day = timex.grain_of(found[i].value) == "day" and _SAYS.search(text, closing, start)
            return found[i].value if found_day else None
    return None


def spoken(text: str, drafts: Sequence[Draft], found: list[Reading]) -> list[Reading]:
    """Read today, tomorrow and yesterday inside a quotation from the day on which it was said, if that is told."""
    for i, draft in enumerate(drafts):
        where = draft.open
        if not isinstance(where, Moved) or where.base != "document" or where.grain != "day" or draft.rule == "ago":
            continue
        closing = _closing(text, draft)
        day = _said_on(text, drafts, found, i, closing) if closing >= 0 else None
        value = timex.shift(day, where.amount, "day") if day else None
        if value:
            found[i] = Reading(value + draft.suffix, "previous")
    return found
