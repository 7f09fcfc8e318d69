"""Interviews: turns with a label, and commentators who keep the floor over paragraphs without marks."""

from __future__ import annotations

from negresearch.find.quotes.marks import LABEL
from negresearch.find.words import Piece
from negresearch.spans import Span, trim

_QUESTION = frozenset({"Q", "A", "Question", "Answer", "Interviewer", "Reporter", "Host", "Moderator"})
#: In characters; a colon later than this ends no label.
_LONGEST_LABEL = 80
_NO_LABEL = frozenset(
    {"Note", "Update", "Editor", "Source", "Photo", "Read", "Related", "Correction", "Author", "Authors"}
)


def labels_in(text: str, pieces: list[Piece]) -> dict[int, tuple[Span, Span]]:
    """Find the paragraphs that begin with a speaker's label: index to the spans of the label and of the turn.

    None unless one label comes twice or the document has questions and answers: a single "Moscow: ..." is no interview.
    """
    found: dict[int, tuple[Span, Span]] = {}
    names: dict[str, int] = {}
    colon = -1
    for i, piece in enumerate(pieces):
        if colon < piece.start:
            colon = text.find(":", piece.start)
            if colon < 0:
                break
        if piece.kind != "body" or colon >= piece.start + _LONGEST_LABEL:
            continue
        match = LABEL.match(text, piece.start, piece.end)
        if match is None or match.end() >= piece.end:
            continue
        label = match["label"].split(" (")[0]
        if label in _NO_LABEL:
            continue
        names[label] = names.get(label, 0) + 1
        found[i] = (match.span("label"), trim(text, match.end(), piece.end))
    kept = {name for name, count in names.items() if count > 1 or name in _QUESTION}
    if not kept or sum(names[name] for name in kept) < 2:
        return {}
    return {i: spans for i, spans in found.items() if text[slice(*spans[0])].split(" (")[0] in kept}


def asking(text: str, labels: dict[int, tuple[Span, Span]]) -> set[str]:
    """The labels that ask: half of their turns or more end in a question."""
    ends: dict[str, list[bool]] = {}
    for label, (start, end) in labels.values():
        asks = text[max(start, end - 8) : end].rstrip("\"'”’»)] ").endswith("?")
        ends.setdefault(text[slice(*label)].split(" (")[0], []).append(asks)
    return {label for label, asks in ends.items() if 2 * sum(asks) >= len(asks)}
