"""What is known of a text when one of its dates is read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from negresearch import timex
from negresearch.find.dates.draft import Draft
from negresearch.find.dates.storyline import years_of
from negresearch.tables import Anchor


class Reading(NamedTuple):
    """A value, what it hangs on, and the other values it could have, likeliest first."""

    value: str
    anchor: Anchor = "none"
    others: tuple[str, ...] = ()


#: Rules that look aside from the line of the story and do not move it.
_ASIDES = ("ago", "earlier", "previous", "last_", "from_now", "day_beside", "the_unit_", "year_before", "nth_day")
#: Behind a year that is an adjective; before one that is none.
_NOUN_NEXT = re.compile(r"\s[a-z]{4,}")
_PLACED = re.compile(
    r"\b(?:in|since|by|from|until|of|during|before|after|to|and|through|between|late|early)\s(?:the\s)?\Z"
)
#: Before a month that is no period but its beginning or end: "the six months to June".
_AN_END = re.compile(r"\b(?:to|end(?:ed|ing|s)?(?:\sin)?|(?P<since>until|through|by|since|from))\s\Z")
#: Characters behind a date of another year within which it is still the one that is pointed back to.
CLOSE = 300
#: Further than any text is long.
_FAR = 1 << 62


class Context:
    """A text with its dates, the day of publication, and the dates named so far."""

    def __init__(self, text: str, drafts: Sequence[Draft], published: str | None) -> None:
        self.text, self.drafts = text, drafts
        self.published = published
        self.today = date.fromisoformat(published) if published else None
        #: The last date named, by what it may stand for: any, day, month, year, quarter, period.
        self.last: dict[str, str] = {}
        #: Where the last date ended that belongs to another year than that of publication.
        self.story = -_FAR
        self.end = self.day_end = self.period_end = 0

    @cached_property
    def years(self) -> Mapping[int, int | None]:
        """The years that the story as a whole gives to dates, by where these begin."""
        return years_of(self.drafts)

    def note(self, draft: Draft, value: str) -> None:
        """Remember a date for the expressions that point back to it."""
        self.end = draft.end
        day = value.partition("T")[0]
        if draft.type not in ("DATE", "TIME") or self.last.get("year") == day:
            return
        if day.startswith("BC") and day[2:6].isdigit():
            self.last = {"any": day, "year": day[:6]}
        found = timex.extent(day)
        if found is None or draft.rule.startswith(_ASIDES) or self._is_adjective(draft):
            return
        self._keep(day, found.grain)
        if found.grain in ("month", "quarter", "season"):
            ends = _AN_END.search(self.text, max(0, draft.start - 12), draft.start)
            if not (ends and ends["since"]):
                self.last["period"], self.period_end = day[:4] if ends else day, draft.end
        self.day_end = draft.end if found.grain == "day" else self.day_end
        if self.today and found.first.year != self.today.year and found.grain in ("day", "month", "year", "season"):
            self.story = draft.end

    def _is_adjective(self, draft: Draft) -> bool:
        """Whether a year names a thing of news, "his 2007 campaign", and begins no story of that year."""
        if self.today is None or draft.rule != "year" or draft.mod or not _NOUN_NEXT.match(self.text, draft.end):
            return False
        return not _PLACED.search(self.text, max(0, draft.start - 12), draft.start)

    def _keep(self, day: str, grain: str) -> None:
        if grain in ("decade", "century"):
            self.last[grain] = day
            return
        self.last["any"], self.last["year"] = day, day[:4]
        if grain in ("day", "quarter"):
            self.last[grain] = day
        if grain in ("day", "month"):
            self.last["month"] = day[:7]

    def same_line(self, start: int, end: int) -> bool:
        """Whether no line ends between two places."""
        return self.text.find("\n", start, end) < 0

    def same_sentence(self, start: int, end: int) -> bool:
        """Whether no sentence ends between two places, as far as a full stop tells."""
        return end - start < CLOSE and ". " not in self.text[start:end]

    def since_story(self, draft: Draft) -> int:
        """How far a draft stands behind the last date of another year."""
        return draft.start - self.story

    def in_story(self, draft: Draft) -> bool:
        """Whether a draft stands right behind a date of another year than that of publication."""
        return self.today is None or (self.since_story(draft) <= CLOSE and self.same_line(self.story, draft.start))
