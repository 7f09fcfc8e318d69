"""Whether the clause around an expression looks back or ahead."""

from __future__ import annotations

import re

#: How far a clause is looked at on either side.
_REACH = 250
_AHEAD = (
    r"will|shall|won['’]t|is to|are to|be|due|scheduled|plan(?:s|ned)?|expect(?:s|ed)?|set (?:to|for)|going to|would"
    r"|should|must|deadlines?|hop(?:es|ed|ing)|ahead of|until|upcoming|intend(?:s|ed)?|aims?|promise[sd]?|go(?:es)? to"
    r"|meets?|opens?|begins?|starts?|votes?|visits?|heads? to|faces?|travels?|arrives?|takes? (?:effect|place)"
)
_BACK = (
    r"was|were|had|did|said|told|\w\w+ed|been|began|came|took|fell|rose|met|went|gave|made|saw|held|won|lost|since|left|led"
    r"|sent|struck|hit|broke|spoke|wrote|ago|grew|became|found|shot|sold|bought|paid"
)
_MARK = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<back>{_BACK}))\b|['’]ll\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“«„\"][^”»\"]*[”»\"]")
_STOPS = re.compile(r"[.?!]\s|\n|;\s")


def looks_ahead(text: str, start: int, end: int) -> bool | None:
    """Judge by the nearest word before the span that marks a tense, else by the first behind it.

    Words inside quotation marks that close before the span do not count: they have a day of their own.

    Returns
    -------
    bool or None
        None where no word says.

    Examples
    --------
    >>> text = "The talks will resume on Friday, he said."
    >>> looks_ahead(text, 25, 31)
    True
    """
    before = text[max(0, start - _REACH) : start]
    stops = [stop.end() for stop in _STOPS.finditer(before)]
    before = _QUOTED.sub("", before[stops[-1] :] if stops else before)
    marks = list(_MARK.finditer(before))
    if not marks:
        after = text[end : end + _REACH]
        stop = _STOPS.search(after)
        marks = list(_MARK.finditer(after[: stop.start()] if stop else after))[:1]
    return marks[-1]["back"] is None if marks else None
