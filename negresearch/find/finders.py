"""The finders of the house and what each needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from typing import Any, TypedDict

from negresearch.errors import CodebookError, TableError, unknown
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


def _regions(segments: Segments) -> Rows:
    return segments.regions


def _sentences(segments: Segments) -> Rows:
    return segments.sentences


def _tokens(segments: Segments) -> Rows:
    return segments.tokens


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
    ("regions", (), _regions),
    ("sentences", (), _sentences),
    ("tokens", (), _tokens),
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
    """What a user brings to the finders, as keywords of `plan`, for those that only hand it on."""

    codebook: Codebook | None
    actors: Actors | None
    naming: Naming | None
    dated_events: DatedEvents | None
    corrections: Corrections | None
    events: EventBook | None


def plan(
    tables: Iterable[str],
    *,
    given: Collection[str] = (),
    codebook: Codebook | None = None,
    actors: Actors | None = None,
    naming: Naming | None = None,
    dated_events: DatedEvents | None = None,
    corrections: Corrections | None = None,
    events: EventBook | None = None,
) -> tuple[Finder, ...]:
    """Choose the finders that fill `tables`, with all that they need and is not given, in order.

    Each finder's rows are corrected before the next sees them.

    Raises
    ------
    TableError
        If a table is unknown.
    CodebookError
        If codings are wanted and no codebook is there, or events ask for a frame that it does not have.
    """
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
    overruled = corrections or Corrections()
    settings = _settings(wanted, codebook, actors, naming, dated_events, events)
    settings["corrections"] = {"corrections": overruled.of(set(overruled.tables) - wanted)}
    return tuple(
        Finder(table, needed, partial(find, **settings.get(table, {})), overruled.of({table}))
        for table, needed, find in _FINDERS
        if table in wanted
    )


def _settings(
    wanted: set[str],
    codebook: Codebook | None,
    actors: Actors | None,
    naming: Naming | None,
    dated_events: DatedEvents | None,
    events: EventBook | None,
) -> dict[str, dict[str, Any]]:
    """What the user brings to a finder, by table."""
    settings: dict[str, dict[str, Any]] = {}
    if wanted & {"publications", "dates"}:
        settings["publications"] = settings["dates"] = {"events": dated_events or own_events()}
    if "mentions" in wanted:
        settings["mentions"] = {"actors": actors or read_actors()}
    if "codings" in wanted:
        if codebook is None:
            raise CodebookError("codings need a codebook: pass codebook=read_codebook('peace-talks')")
        settings["codings"] = {"codebook": codebook}
    if "naming" in wanted:
        settings["naming"] = {"naming": naming or read_naming(), "actors": actors or read_actors()}
    if wanted & {"events", "claims"}:
        book = events or read_events()
        if codebook is not None:
            book.check(codebook)
        settings["events"] = settings["claims"] = {"events": book}
    return settings
