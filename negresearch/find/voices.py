"""Voices: to whom each character of a file belongs. The rows partition the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise

from negresearch.find.segments import Segments
from negresearch.read.lexicon import read_lexicon
from negresearch.spans import index_at
from negresearch.tables import ASKS, QuoteRow, VoiceKind, VoiceRow

#: Whose words a region holds where nobody is quoted; the others are nobody's telling.
_OF_REGION: Mapping[str, VoiceKind] = {
    "title": "headline",
    "standfirst": "headline",
    "subheading": "headline",
    "body": "narrator",
    "notice": "notice",
}
#: In whose words a quotation is; a name, a term or words held with tongs stay with whoever writes them.
_OF_QUOTE: Mapping[str, VoiceKind] = {
    "direct": "speaker",
    "mixed": "speaker",
    "turn": "speaker",
    "nested": "speaker",
    "indirect": "paraphrase",
}

#: How an attribution begins that has no verb of speech.
_PHRASES = ("according", "in the words", "in the view", "in the opinion", "draw", "drew")


def voices_in(segments: Segments, quotes: Sequence[QuoteRow]) -> list[VoiceRow]:
    """Give every character of a file to one voice; where quotations lie within each other, the innermost speaks.

    Whoever asks in an interview, and is no person by name, is the text itself.

    The rows are contiguous, and none runs over the beginning of a paragraph, so that what is found in one paragraph
    moves no row of another.
    """
    own = {quote.speaker for quote in quotes if quote.rule == ASKS}
    told = (q for q in quotes if q.kind in _OF_QUOTE and q.speaker not in own and _is_voiced(q, segments.text))
    given = sorted(map(_with_charge, told), key=lambda quote: quote.start)
    rows: list[VoiceRow] = []
    paragraphs = {start for start, _ in segments.paragraphs}
    for start, end, quote in _innermost(given, segments):
        kind = segments.region_at(start).kind
        voice = _OF_QUOTE[quote.kind] if quote else _OF_REGION.get(kind, "none")
        speaker = quote.speaker if quote else None
        if rows and rows[-1][2:] == (voice, speaker) and start not in paragraphs:
            start = rows.pop().start
        rows.append(VoiceRow(start, end, voice, speaker))
    return rows


def _is_voiced(quote: QuoteRow, text: str) -> bool:
    """Whether words are reported; of what somebody decides, wants or knows, the narrator tells in words of its own.

    Who reports that another one reports answers for both: the outer attribution has the voice.
    """
    if quote.kind == "nested" and quote.rule != "nested":
        return False
    if quote.kind != "indirect" or quote.cue_start is None or quote.cue_end is None:
        return True
    if quote.speaker_start is None:  # is expected to, reportedly: nobody else is there to answer
        return False
    lexicon = read_lexicon()
    cue = text[quote.cue_start : quote.cue_end].lower()
    believed = quote.rule.startswith("mind,") and cue in lexicon.sets["believing"]
    return believed or cue.startswith(_PHRASES) or (cue in lexicon.frames and cue not in lexicon.sets["told"])


def _with_charge(quote: QuoteRow) -> QuoteRow:
    """An attribution, with its verb where that is the charge: who "accused Y of" it blames Y, not the narrator."""
    charged = quote.kind == "indirect" and quote.rule.startswith(("object", "passive"))
    before = max(quote.cue_end or 0, quote.speaker_end or 0) if quote.rule.startswith("passive") else quote.cue_end or 0
    if charged and quote.cue_start is not None and 0 <= quote.start - before <= 1:
        return quote._replace(start=quote.cue_start)
    return quote


def _innermost(quotes: Sequence[QuoteRow], segments: Segments) -> Iterator[tuple[int, int, QuoteRow | None]]:
    """Cut the file where a paragraph, region or quotation begins or ends, with the quotation that began last."""
    edges = {0, len(segments.text), *(start for start, _ in segments.paragraphs)}
    edges.update(region.start for region in segments.regions)
    edges.update(edge for quote in quotes for edge in (quote.start, quote.end))
    cuts = sorted(edges)
    starts = [quote.start for quote in quotes]
    open_now: list[tuple[int, int, int]] = []  # begun last first; of those the one that ends first
    opened = 0
    for start, end in pairwise(cuts):
        reached = index_at(starts, start) + 1
        for i in range(opened, reached):
            heappush(open_now, (-quotes[i].start, quotes[i].end, i))
        opened = max(opened, reached)
        while open_now and open_now[0][1] <= start:
            heappop(open_now)
        yield start, end, quotes[open_now[0][2]] if open_now else None
