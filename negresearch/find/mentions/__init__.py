"""Mentions: who is named, found from an alias file and from the document itself.

An actor file knows that the Kremlin is Russia; a text tells by itself that "Grushko" further down is the "Deputy
Foreign Minister Alexander Grushko" whom it introduced. Runs of capitalised words are read once each
(`runs.py`); then the document's own persons and bodies are joined with their later short forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from negresearch.find.mentions.people import Cast, cast_of
from negresearch.find.mentions.runs import Part, Run, Who, runs_of
from negresearch.find.segments import Segments
from negresearch.find.words import Words, words_of
from negresearch.read.actors import Actors
from negresearch.read.lexicon import read_lexicon
from negresearch.tables import MentionRow

#: Titles, then capitalised words, joined by "of (the)" and the particles of names.
_RUN = re.compile(
    r"(?:T(?<!TT)(?<!ToT)(?<!ToDT)(?:oD?(?=[CT]))?+(?:T(?:oD?(?=[CT]))?+)*+C|C)(?:[CT]|oD?(?=[CT])|j+(?=C))*"
)
#: "the (Russian) president", not before a name.
_ROLE = re.compile(r"D(?P<state>C?)(?P<role>(?:[Cnv]?T)?[Cnv]?T)(?P<of>(?:oD?C*[CT]+)*)(?![CT])")
#: A small word after an adjective.
_NOUN = re.compile(r"\s([a-z]+)")
#: Capitalised words side by side, in a byline.
_NAMES = re.compile(r"[^\W\d_a-z][\w.’'-]+(?:[ \xa0][^\W\d_a-z][\w.’'-]+)+")


def mentions_in(segments: Segments, *, actors: Actors) -> list[MentionRow]:
    """Find who is named in a document, without overlaps.

    `actor` is the alias file's name or, for whom it does not know, the fullest form that the document gives.
    """
    words = words_of(segments)
    text = segments.text
    starts, lengths = words.starts, words.lengths
    runs = runs_of(actors)
    read: list[Run] = []
    for match in _RUN.finditer(words.symbols):
        first, last = match.span()
        start = starts[first]
        run = text[start : starts[last - 1] + lengths[last - 1]]
        read.append((first, last, start, run, runs[run]))
    cast = cast_of([*_bylines(segments, actors), *read], words, text)
    rows = _named(read, cast, words, text, actors)
    if cast.has_roles:
        rows += _roles(cast, words, text, actors)
        rows.sort()
    return list(_apart(rows))


def _bylines(segments: Segments, actors: Actors) -> Iterator[Run]:
    """Names in bylines are no mentions, but they say how persons of the text are called in full."""
    for region in segments.regions:
        if region.kind == "byline":
            for match in _NAMES.finditer(segments.text, region.start, region.end):
                yield 0, 0, match.start(), match[0], runs_of(actors)[match[0]]


def _apart(rows: Iterable[MentionRow]) -> Iterator[MentionRow]:
    end = -1
    for row in rows:
        if row.start >= end:
            yield row
            end = row.end


def _named(read: list[Run], cast: Cast, words: Words, text: str, actors: Actors) -> list[MentionRow]:
    rows: list[MentionRow] = []
    names = cast.short.keys()
    owner: str | None = None
    for found in read:
        first, _, begin, _, known = found
        side = owner if owner is not None and words.symbols[first - 1] == "’" else None
        owner = known.side
        if known.unknown is not None and names.isdisjoint(known.unknown):
            continue
        if known.names is None or side is not None or cast.taken:
            rows += _here(found, side, cast, words, text, actors)
            continue
        for part in known.names:
            who = part.who or cast.who(part.name)
            if who is not None:
                rows.append(_row(text, begin + part.start, begin + part.end, who))
    return rows


def _here(found: Run, side: str | None, cast: Cast, words: Words, text: str, actors: Actors) -> list[MentionRow]:
    """Read a run as what stands around it has it; `side` is that of the owner before it."""
    rows: list[MentionRow] = []
    first, last, begin, run, known = found
    for part in known.parts:
        end, who = begin + part.end, None
        if part is known.open:
            end, who = _with_noun(part, end, cast, text, actors)
        if who is None:
            who = _who(part, run, side, cast, actors)
            if part.alias is not None and part.alias.type == "capital":
                who = part.who if len(known.parts) == 1 and not _is_place(first, last, words, text) else None
        if who is not None:
            rows.append(_row(text, begin + part.start, end, who))
        if part.kind == "adjective" and part.alias:
            side = part.alias.side
    return rows


def _row(text: str, start: int, end: int, who: Who) -> MentionRow:
    return _new(MentionRow, (start, end, who[0], text[start:end], who[1], who[2]))


def _who(part: Part, run: str, side: str | None, cast: Cast, actors: Actors) -> Who | None:
    """Whom a part of a run means here: a surname that is an alias can be that of somebody else."""
    who = runs_of(actors).who(part, run, side)
    if part.alias is None:
        return who or cast.who(part.name)
    return cast.alias(part.alias) if cast.taken and who is not None and who is part.who else who


def _with_noun(part: Part, end: int, cast: Cast, text: str, actors: Actors) -> tuple[int, Who | None]:
    """What the small word behind an alias makes of it: Russian troops, Russian officials, the Biden administration."""
    noun = _NOUN.match(text, end)
    if noun is None or part.alias is None:
        return end, None
    longer = actors.by_name.get(f"{text[end - part.end + part.start : end]} {noun[1]}")
    if longer:
        return noun.end(), cast.alias(longer)
    if part.kind == "adjective" and noun[1] in read_lexicon().sets["collectives"]:
        return noun.end(), (part.alias.actor, "collective", part.alias.side)
    return end, None


def _is_place(first: int, last: int, words: Words, text: str) -> bool:
    """Whether a capital is only where something happens: "talks in Istanbul", "flew to Moscow"."""
    sets = read_lexicon().sets
    after = words.symbols[last : last + 1]
    if after == "n" and words.word(text, last) in sets["parts"]:
        return True
    before = [words.word(text, i) for i in range(max(0, first - 3), first)]
    if not before or after == "-":
        return after == "-"
    if before[-1] in ("to", "from", "for"):
        return any(word in sets["movements"] for word in before[:-1])
    return before[-1] in _PLACING or (
        before[-1] == "of" and before[-2:-1] in (["outside"], ["city"], ["outskirts"], ["streets"])
    )


_new = tuple.__new__  # twice as fast as to call the class
_PLACING = frozenset(
    "in at near around outside inside into through via across above leaving left visited visiting visit reached "
    "reaching entered entering over".split()
)


def _roles(cast: Cast, words: Words, text: str, actors: Actors) -> Iterator[MentionRow]:
    """Find "the Russian president" where the document itself has said who that is."""
    starts, lengths, symbols = words.starts, words.lengths, words.symbols
    adjectives = actors.by_first_word
    for match in _ROLE.finditer(symbols):
        first, last = match.start(), match.end() - 1
        if lengths[first] != 3 or not text.startswith(("the", "The"), starts[first]):
            continue
        state: str | None = None
        at = first + 1
        if symbols[at] == "C":
            named = adjectives.get(text[starts[at] : starts[at] + lengths[at]], ())
            state = next((alias.side for name, alias in named if len(name) == 1), None)
            at += state is not None
        stop = match.end("role") - 1
        role = text[starts[at] : starts[stop] + lengths[stop]].lower()
        who = cast.in_role(role, state) or cast.in_role(role.rsplit(" ", 1)[-1], state)
        if who is not None:
            yield _row(text, starts[first], starts[last] + lengths[last], who)
