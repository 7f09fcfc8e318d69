"""The finders of the house and what each needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, TypedDict, Unpack

from negresearch.errors import CodebookError, ParameterError, TableError, unknown
from negresearch.find.claims import claims_in
from negresearch.find.codings import codings_in
from negresearch.find.corrected import not_made
from negresearch.find.dates import dates_in, publications_in
from negresearch.find.documents import documents_in
from negresearch.find.events import events_in
from negresearch.find.finder import Finder, Rows
from negresearch.find.mentions import mentions_in
from negresearch.find.naming import naming_in
from negresearch.find.quotes import quotes_in
from negresearch.find.reuse import fingerprints_in
from negresearch.find.segments import Segments
from negresearch.find.voices import voices_in
from negresearch.read.actors import Actors, read_actors
from negresearch.read.codebook import Codebook
from negresearch.read.corrections import Corrections
from negresearch.read.dated_events import DatedEvents, own_events
from negresearch.read.events import EventBook, read_events
from negresearch.read.naming import Naming, read_naming
from negresearch.tables import ClaimRow, CodingRow, EventRow, MentionRow, VoiceRow


def _claims(
    segments: Segments,
    told: Sequence[EventRow],
    mentions: Sequence[MentionRow],
    voices: Sequence[VoiceRow],
    codings: Sequence[CodingRow],
    *,
    events: EventBook,
) -> list[ClaimRow]:
    """Claims from the codings of the codebook, and from those of the frames that the book of events has of its own."""
    own = codings_in(segments, mentions, voices, codebook=events.own) if told and events.own else []
    return claims_in(segments, told, mentions, voices, [*codings, *own], events=events)


#: Table, what its finder needs, and its function; in an order in which each finds its needs before it.
_FINDERS: tuple[tuple[str, tuple[str, ...], Callable[..., Rows]], ...] = (
    ("publications", (), publications_in),
    ("documents", ("publications",), documents_in),
    ("regions", (), attrgetter("regions")),
    ("sentences", (), attrgetter("sentences")),
    ("tokens", (), attrgetter("tokens")),
    ("mentions", (), mentions_in),
    ("quotes", ("mentions",), quotes_in),
    ("voices", ("quotes",), voices_in),
    ("dates", ("publications",), dates_in),
    ("codings", ("mentions", "voices"), codings_in),
    ("naming", ("voices",), naming_in),
    ("events", ("publications", "dates", "codings"), events_in),
    ("claims", ("events", "mentions", "voices", "codings"), _claims),
    ("fingerprints", (), fingerprints_in),
    ("corrections", (), not_made),
)
#: The tables that `scan` can fill.
FOUND: tuple[str, ...] = tuple(table for table, _, _ in _FINDERS)


class Books(TypedDict, total=False):
    """What a user brings to the finders, as keywords; the package's own, or none, without."""

    codebook: Codebook | None
    actors: Actors | None
    naming: Naming | None
    dated_events: DatedEvents | None
    corrections: Corrections | None
    events: EventBook | None


def plan(tables: Iterable[str], *, given: Collection[str] = (), **books: Unpack[Books]) -> tuple[Finder, ...]:
    """Choose the finders that fill `tables`, with all that they need and is not given, in order.

    Each finder's rows are corrected before the next sees them.

    Raises
    ------
    TableError, ParameterError
        If a table is unknown, or a keyword.
    CodebookError
        If codings are wanted and no codebook is there, or events ask for a frame that it does not have.
    """
    for name in books.keys() - Books.__annotations__.keys():
        raise ParameterError(unknown("keyword", name, Books.__annotations__))
    wanted: set[str] = set()
    pending = list(tables)
    needs = {table: needed for table, needed, _ in _FINDERS}
    while pending:
        table = pending.pop()
        if table not in needs:
            raise TableError(unknown("table", table, FOUND))
        if table not in wanted and table not in given:
            wanted.add(table)
            pending.extend(needs[table])
    overruled = books.get("corrections") or Corrections()
    settings = _settings(wanted, books)
    settings["corrections"] = {"corrections": overruled.of(set(overruled.tables) - wanted)}
    return tuple(
        Finder(table, needed, partial(find, **settings.get(table, {})), overruled.of({table}))
        for table, needed, find in _FINDERS
        if table in wanted
    )


def _settings(wanted: set[str], books: Books) -> dict[str, dict[str, Any]]:
    """What the user brings to a finder, by table."""
    codebook, actors = books.get("codebook"), books.get("actors")
    settings: dict[str, dict[str, Any]] = {}
    if wanted & {"publications", "dates"}:
        settings["publications"] = settings["dates"] = {"events": books.get("dated_events") or own_events()}
    if "mentions" in wanted:
        settings["mentions"] = {"actors": actors or read_actors()}
    if "codings" in wanted:
        if codebook is None:
            raise CodebookError("codings need a codebook: pass codebook=read_codebook('peace-talks')")
        settings["codings"] = {"codebook": codebook}
    if "naming" in wanted:
        settings["naming"] = {"naming": books.get("naming") or read_naming(), "actors": actors or read_actors()}
    if wanted & {"events", "claims"}:
        book = books.get("events") or read_events()
        if codebook is not None:
            book.check(codebook)
        settings["events"] = settings["claims"] = {"events": book}
    return settings
