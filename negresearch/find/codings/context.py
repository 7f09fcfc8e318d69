"""What stands around a hit: mentions, paragraphs and voices of one document, each looked up by offset."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from negresearch.find.matching import Hit
from negresearch.find.segments import Segments
from negresearch.spans import last_at
from negresearch.tables import MentionRow, SentenceRow, VoiceRow


class Context:
    """One document's text in plain form, of the same length, with its mentions and voices, sorted, at hand."""

    def __init__(
        self, segments: Segments, text: str, mentions: Sequence[MentionRow], voices: Sequence[VoiceRow]
    ) -> None:
        self.segments = segments
        self.text = text
        self.mentions = mentions
        self._voices = voices
        #: The names and pronouns of the sentence that was worked on last, and its number.
        self.candidates: list[Any] = []
        self.candidates_of = -1
        #: Sides of speakers, once worked out.
        self.speaker_sides: dict[str, str | None] = {}

    @cached_property
    def sides(self) -> dict[str, str | None]:
        """The side of each actor that the document mentions."""
        return {mention.actor: mention.side for mention in self.mentions}

    @cached_property
    def aliases(self) -> list[tuple[str, str | None]]:
        """The names that the document uses, each once, with their sides."""
        return list({mention.alias: mention.side for mention in self.mentions}.items())

    def sentence_of(self, hit: Hit) -> SentenceRow:
        """The sentence that a hit stands in."""
        return self.segments.sentences[hit.sentence]

    def mentions_between(self, start: int, end: int) -> range:
        """The numbers of the mentions that begin between two offsets."""
        return range(bisect_left(self.mentions, (start,)), bisect_left(self.mentions, (end,)))

    def voice_at(self, offset: int) -> VoiceRow | None:
        """The voice that an offset stands in."""
        return last_at(self._voices, offset)

    def voice_name(self, offset: int) -> str | None:
        """The speaker's canonical name, "narrator" or "notice"; None where the speaker is not known."""
        voice = self.voice_at(offset)
        return "narrator" if voice is None else voice.name

    def speaker_at(self, offset: int) -> str | None:
        """Who has the word at an offset, None where it is the narrator or nobody known."""
        voice = self.voice_at(offset)
        return voice.speaker if voice is not None and voice.voice in {"speaker", "paraphrase"} else None
