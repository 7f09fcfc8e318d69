"""The finders of the house and what each needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from negresearch.errors import CodebookError, ParameterError, TableError, unknown
from negresearch.find.finder import Finder, Rows
from negresearch.find.segments import Segments
from negresearch.read.corrections import Corrections
from negresearch.tables import ClaimRow, CodingRow, EventRow, MentionRow, VoiceRow

if TYPE_CHECKING:
    from negresearch.read.actors import Actors
    from negresearch.read.codebook import Codebook
    from negresearch.read.dated_events import DatedEvents
    from negresearch.read.events import EventBook
    from negresearch.read.naming import Naming

# Each finder, and what only it reads, is imported where its table is made: those of quotations need no codebook.


def claims_of(
    segments: Segments,
    told: Sequence[EventRow],
    mentions: Sequence[MentionRow],
    voices: Sequence[VoiceRow],
    codings: Sequence[CodingRow],
    *,
    events: EventBook,
) -> list[ClaimRow]:
    """Claims from the codings of the codebook, and from those of the frames that the book of events has of its own."""
    from negresearch.find.claims import claims_in
    from negresearch.find.codings import codings_in

    own = codings_in(segments, mentions, voices, codebook=events.own) if told and events.own else []
    return claims_in(segments, told, mentions, voices, [*codings, *own], events=events)


#: Table, what its finder needs, and its function or where that is; in an order in which each finds its needs before it.
_FINDERS: tuple[tuple[str, tuple[str, ...], str | Callable[..., Rows]], ...] = (
    ("publications", (), "dates.publications_in"),
    ("documents", ("publications",), "documents.documents_in"),
    ("regions", (), attrgetter("regions")),
    ("sentences", (), attrgetter("sentences")),
    ("tokens", (), attrgetter("tokens")),
    ("mentions", (), "mentions.mentions_in"),
    ("quotes", ("mentions",), "quotes.quotes_in"),
    ("voices", ("quotes",), "voices.voices_in"),
    ("dates", ("publications",), "dates.dates_in"),
    ("codings", ("mentions", "voices"), "codings.codings_in"),
    ("naming", ("voices",), "naming.naming_in"),
    ("events", ("publications", "dates", "codings"), "events.events_in"),
    ("claims", ("events", "mentions", "voices", "codings"), claims_of),
    ("fingerprints", (), "reuse.fingerprints_in"),
    ("corrections", (), "corrected.not_made"),
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
        Finder(table, needed, partial(_function(find), **settings.get(table, {})), overruled.of({table}))
        for table, needed, find in _FINDERS
        if table in wanted
    )


def _function(find: str | Callable[..., Rows]) -> Callable[..., Rows]:
    if not isinstance(find, str):
        return find
    module, _, name = find.rpartition(".")
    function: Callable[..., Rows] = getattr(import_module(f"negresearch.find.{module}"), name)
    return function


def _settings(wanted: set[str], books: Books) -> dict[str, dict[str, Any]]:
    """What the user brings to a finder, by table."""
    codebook = books.get("codebook")
    settings: dict[str, dict[str, Any]] = {}
    if wanted & {"publications", "dates"}:
        from negresearch.read.dated_events import own_events

        settings["publications"] = settings["dates"] = {"events": books.get("dated_events") or own_events()}
    if wanted & {"mentions", "naming"}:
        from negresearch.read.actors import read_actors

        settings["mentions"] = {"actors": books.get("actors") or read_actors()}
    if "codings" in wanted:
        if codebook is None:
            raise CodebookError("codings need a codebook: pass codebook=read_codebook('peace-talks')")
        settings["codings"] = {"codebook": codebook}
    if "naming" in wanted:
        from negresearch.read.naming import read_naming

        settings["naming"] = settings["mentions"] | {"naming": books.get("naming") or read_naming()}
    if wanted & {"events", "claims"}:
        from negresearch.read.events import read_events

        book = books.get("events") or read_events()
        if codebook is not None:
            book.check(codebook)
        settings["events"] = settings["claims"] = {"events": book}
    return settings
