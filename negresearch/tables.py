"""The declared columns of every table, and the check that a table keeps them.

Each finding is a row: a named tuple that says where it was found. A table is the rows of a corpus,
with `doc_id` in front, sorted by doc_id, start and end. Unknown is null, never "".
"""

# The types of the rows are written out, and not as strings, which `NamedTuple` would compile one by one at each start.

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from types import NoneType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from negresearch.errors import TableError, unknown

if TYPE_CHECKING:  # heavy, and rows need neither
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
RegionKind = Literal[
    "title", "standfirst", "subheading", "byline", "dateline", "caption", "body",
    "notice", "repeat", "boilerplate", "disclaimer",
]  # fmt: skip
#: Regions whose words are counted and whose sentences are coded.
COUNTED: frozenset[str] = frozenset({"title", "standfirst", "subheading", "body", "notice"})
VoiceKind = Literal["headline", "narrator", "speaker", "paraphrase", "notice", "none"]
ActorType = Literal["person", "state", "body", "collective"]
QuoteKind = Literal["direct", "mixed", "indirect", "turn", "nested", "scare", "title", "term"]
#: Kinds of quotation in which somebody is given the word.
SPEECH: frozenset[str] = frozenset({"direct", "mixed", "turn"})
#: The rule of a turn in which an interviewer asks: the outlet's own words, and no source's.
ASKS = "label, asks"
#: What stands for a speaker where the text itself has the word.
OWN_VOICES = ("narrator", "notice")
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Grain = Literal[
    "minute", "day", "week", "month", "season", "quarter", "year", "decade", "century"
]  # fmt: skip
Anchor = Literal["document", "previous", "event", "none"]
Polarity = Literal["asserted", "denied", "conditional", "asked"]
How = Literal["stated", "implied"]
PublishedHow = Literal["stated", "manifest", "inferred", "unknown"]
Outcome = Literal[
    "made", "already so", "follows", "no such row", "several rows", "beyond the text", "no such document",
    "document left out", "table not made",
]  # fmt: skip


class DocumentRow(NamedTuple):
    """What is known of one document; the only row without a span."""

    title: str | None
    outlet: str | None
    publisher: str | None
    country: str | None
    authors: str | None
    language: str | None
    translated_from: str | None
    published_first: str | None
    published_last: str | None
    published_how: PublishedHow
    url: str | None
    sha256: str
    n_chars: int
    n_words: int
    problem: str | None


class PublicationRow(NamedTuple):
    """A passage that says when its text was published: the first and last ISO day or minute that it leaves, or null."""

    start: int
    end: int
    first: str | None
    last: str | None
    how: PublishedHow
    rule: str


class RegionRow(NamedTuple):
    """A stretch of the file with one part to play; the regions partition the file."""

    start: int
    end: int
    kind: RegionKind
    why: str


class SentenceRow(NamedTuple):
    """A sentence, numbered in its document, with the number of its paragraph."""

    start: int
    end: int
    sentence: int
    paragraph: int


class TokenRow(NamedTuple):
    """A word token as printed, and in lower case with mapped apostrophes (`norm`)."""

    start: int
    end: int
    sentence: int
    token: str
    norm: str


class VoiceRow(NamedTuple):
    """A stretch of the file in one voice; the voices partition the file."""

    start: int
    end: int
    voice: VoiceKind
    speaker: str | None

    @property
    def name(self) -> str | None:
        """Whose words they are: the speaker's canonical name, "narrator" or "notice"; None where nobody knows."""
        if self.voice in {"speaker", "paraphrase"}:
            return self.speaker
        return "notice" if self.voice == "notice" else "narrator"


class MentionRow(NamedTuple):
    """An actor named: canonical name, words as printed, type, and state or bloc."""

    start: int
    end: int
    actor: str
    alias: str
    type: ActorType
    side: str | None


class QuoteRow(NamedTuple):
    """A quotation (its inner span, marks left out) with its speaker and the rule that found both."""

    start: int
    end: int
    kind: QuoteKind
    speaker: str | None
    speaker_text: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue_start: int | None
    cue_end: int | None
    rule: str
    repaired: bool


class DateRow(NamedTuple):
    """A TIMEX3 expression; `first` and `last` are the ISO days that its value covers."""

    start: int
    end: int
    type: DateType
    value: str
    first: str | None
    last: str | None
    grain: Grain | None
    mod: str | None
    rule: str
    anchor: Anchor
    alternatives: str | None
    suspect: str | None
    meant: str | None


class CodingRow(NamedTuple):
    """A frame found: the words that fired, who does it, whether it is asserted, in whose voice."""

    start: int
    end: int
    frame: str
    actor: str | None
    side: str | None
    polarity: Polarity
    voice: str | None
    cue: str
    sentence: int


class NamingRow(NamedTuple):
    """One of several words for a thing: set, words as printed, in whose voice, term of the set, of which side said."""

    start: int
    end: int
    name: str
    form: str
    voice: str | None
    term: str
    whose: str | None = None


class CorrectionRow(NamedTuple):
    """A correction: table and column, or what becomes of the row; old and new value, why, and what came of it."""

    start: int
    end: int
    table: str
    column: str
    old: str | None
    new: str | None
    why: str
    who: str | None
    outcome: Outcome
    line: int


class EventRow(NamedTuple):
    """A sentence that tells an event: the words that give it away, and the rule that knew them."""

    start: int
    end: int
    event: str
    sentence: int
    rule: str


class ClaimRow(NamedTuple):
    """What a passage about an event says of a side: at fault, or to its credit; by whom, and how surely.

    A passage that says neither has one row with both null.
    """

    start: int
    end: int
    event: str
    blamed: str | None
    credited: str | None
    how: How | None
    hedge: str | None
    polarity: Polarity | None
    voice: str | None


class FingerprintRow(NamedTuple):
    """A run of words, and a number that any run of the same words has."""

    start: int
    end: int
    fingerprint: int


class Column(NamedTuple):
    """One declared column: its pandas dtype, whether it may be null, and its closed set of values."""

    name: str
    dtype: str
    nullable: bool
    choices: frozenset[str]


class Table(NamedTuple):
    """A declared table: its name, and the named tuple of one row without doc_id."""

    name: str
    row: type[Any]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, doc_id first, as the fields of the row are annotated."""
        return _columns(self)

    @property
    def is_span(self) -> bool:
        """Whether each row names a span of a text."""
        return bool(self.row._fields[0] == "start")

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return ["doc_id", *self.row._fields]

    def records(self, found: Iterable[tuple[str, Sequence[Any]]]) -> list[tuple[Any, ...]]:
        """The rows of (doc_id, rows) pairs as plain tuples, doc_id first, sorted."""
        records = [(doc_id, *row) for doc_id, rows in found for row in rows]
        records.sort(key=itemgetter(0, 1, 2) if self.is_span else itemgetter(0))
        return records

    def frame(self, found: Iterable[tuple[str, Sequence[Any]]]) -> "pd.DataFrame":
        """Make the table from (doc_id, rows) pairs: declared columns and dtypes, sorted."""
        return self.frame_of(self.records(found))

    def frame_of(self, records: Sequence[tuple[Any, ...]]) -> "pd.DataFrame":
        """Make the table from its records."""
        import pandas as pd

        table = pd.DataFrame.from_records(records, columns=self.names)
        return table.astype({column.name: column.dtype for column in self.columns})

    def rows(self, table: "pd.DataFrame") -> dict[str, list[Any]]:
        """Turn a table back into rows by doc_id, nulls as None."""
        check(table, self.name)
        by_document: dict[str, list[Any]] = {}
        plain = table[self.names].astype(object)
        plain = plain.where(plain.notna(), None)
        for doc_id, *values in plain.itertuples(index=False, name=None):
            by_document.setdefault(doc_id, []).append(self.row(*values))
        return by_document


@cache
def _columns(table: Table) -> tuple[Column, ...]:
    hints = get_type_hints(table.row)
    return (Column("doc_id", "str", False, frozenset()), *(_column(*field) for field in hints.items()))


def _column(name: str, hint: Any) -> Column:
    nullable = NoneType in get_args(hint)
    plain = next(arg for arg in get_args(hint) if arg is not NoneType) if nullable else hint
    choices = frozenset(get_args(plain)) if get_origin(plain) is Literal else frozenset()
    dtype = {int: "Int64" if nullable else "int64", bool: "bool"}.get(plain, "str")
    return Column(name, dtype, nullable, choices)


TABLES: Mapping[str, Table] = {
    name: Table(name, row)
    for name, row in {
        "documents": DocumentRow,
        "publications": PublicationRow,
        "regions": RegionRow,
        "sentences": SentenceRow,
        "tokens": TokenRow,
        "voices": VoiceRow,
        "mentions": MentionRow,
        "quotes": QuoteRow,
        "dates": DateRow,
        "codings": CodingRow,
        "naming": NamingRow,
        "fingerprints": FingerprintRow,
        "corrections": CorrectionRow,
        "events": EventRow,
        "claims": ClaimRow,
    }.items()
}


def check(table: "pd.DataFrame", name: str) -> "pd.DataFrame":
    """Hold a table to its declaration, a key of `TABLES`, and give it back; further columns are allowed.

    Raises
    ------
    TableError
        Naming the table, the column, the first offending row and what is wrong with it.
    """
    if name not in TABLES:
        raise TableError(unknown("table", name, TABLES))
    declared = TABLES[name]
    for column in declared.columns:
        if column.name not in table.columns:
            raise TableError(f"table {name}: column {column.name!r} is missing; it has {list(table.columns)}")
        values = table[column.name]
        if not column.nullable and values.isna().any():
            raise TableError(f"table {name}: column {column.name!r} is null in row {values.isna().idxmax()}")
        if column.dtype == "str" and (values == "").any():
            raise TableError(f"table {name}: column {column.name!r} is '' in row {(values == '').idxmax()}; null it")
        strange = set(values.dropna()) - column.choices if column.choices else set()
        if strange:
            raise TableError(f"table {name}: {unknown(column.name, str(min(strange)), column.choices)}")
    if declared.is_span and ((table["start"] < 0) | (table["end"] <= table["start"])).any():
        bad = table[(table["start"] < 0) | (table["end"] <= table["start"])].iloc[0]
        raise TableError(f"table {name}: {bad['doc_id']}:{bad['start']}-{bad['end']} is no span")
    return table


def significant(values: "npt.ArrayLike", digits: int = 6) -> "npt.NDArray[np.float64]":
    """Round to significant digits, so that a number is written alike on every machine.

    Logarithms and sums differ between processors in their last bits; every float that leaves the house is rounded.

    Examples
    --------
    >>> significant([1 / 3, 1234567.8, float("nan")])
    array([3.33333e-01, 1.23457e+06,         nan])
    """
    import numpy as np

    return np.array([float(f"{value:.{digits}g}") for value in np.asarray(values, dtype=float)])
