"""The words of a document, each as one letter for what it can do in a sentence.

A reporting sentence has few shapes, but Python reads words slowly. So each distinct run of
non-space is looked at once; then the document is a string with one symbol a word or punctuation
mark, and its grammar is regular expressions over that short string. Symbols:

V verb of saying or thinking       U verb that judges, wants or orders     G either of them in -ing
v either of them, or a noun         J adjective of mind                     N noun that reports
K "according"                       x auxiliary                             z form of be
r other verb                        e other word in -ed                     g other word in -ing
n any other word                    C capitalised word                      T title or role
D determiner, number                P subject pronoun                       M object pronoun
a adverb                            i preposition                           o "of"
t "to"                              & "and"                                 b "but"
h "that"                            q "whether", "how"                      w "when", "if"
m time                              j particle of names                     y party and state
’ possessive                        , ; : . … ? ( ) -                       line feed: end of a paragraph
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from negresearch.find.segments import Segments
from negresearch.find.segments.chunks import Chunks, Part, break_of
from negresearch.read.lexicon import read_lexicon
from negresearch.spans import trim
from negresearch.tables import COUNTED, RegionKind, RegionRow

_TOKEN = re.compile(r"[^\W_]+(?:(?:[-.&/'’]|(?<=\d),(?=\d{3}))[^\W_]+)*|[,;:.!?…()\[\]–—\-&]")
_ABBREVIATION = re.compile(
    r"(?:[A-Z]|[RDI]-[A-Z][\w.]*|(?:[A-Za-z]\.)+[A-Za-z]|Mrs?|Ms|Drs?|Prof|Sen|Gov|Gen|Reps?|Col|Lt|Sgt|Capt|Adm|Maj"
    r"|Rev|Hon|Jr|Sr|St|No|Inc|Corp|Co|Ltd|vs|Mass|Calif|Fla|Pa|Kan|Ariz|Wis|Mich|Minn|Tenn|Conn|Va|Md|Ill|Ga|Colo|Ore"
    r"|Wash|Tex|Okla|Nev|Mo|Ala|Ark|Ky|La|Del|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\Z"
)
_NOTHING = chr(0)
_EMPTY = RegionRow(0, 0, "body", "no words")
_new = tuple.__new__  # twice as fast as to call the class
#: Where headlines stand.
HEADS = frozenset({"title", "standfirst", "subheading"})
_PARTY = re.compile(r"[RDI]-[A-Z]")
_CLITIC = re.compile(r"['’](?:s|S|ll|ve|re|d|m)\Z")
#: What a longer word that no list has can do in a sentence, by its ending.
_ENDINGS = {"ing": "g", "ly": "a", "ed": "e"}
_PUNCTUATION = {
    ".": ".", "…": "…", "!": "?", "?": "?", ",": ",", ";": ";", ":": ":", "(": "(", "[": "(", ")": ")", "]": ")",
    "-": "-", "–": "-", "—": "-", "&": "&",
}  # fmt: skip


class Piece(NamedTuple):
    """A paragraph where finders search: its symbols and its characters."""

    first: int
    last: int
    start: int
    end: int
    kind: RegionKind


@dataclass
class Words:
    """A document as symbols; symbol i stands for `text[starts[i] : starts[i] + lengths[i]]`."""

    symbols: str
    starts: list[int]
    lengths: array[int]
    pieces: list[Piece]

    def word(self, text: str, i: int) -> str:
        """The word at a symbol, in lower case."""
        return text[self.starts[i] : self.starts[i] + self.lengths[i]].lower()


def _symbol(word: str) -> str:
    lexicon = read_lexicon()
    lower = word.lower().replace("’", "'")
    symbol = lexicon.symbols.get(lower, "")
    if word[0].isupper():
        return _capitalised(word, lower, symbol)
    if word[0].isdigit():
        return "D"
    if symbol:
        return symbol
    if lower[:3] in ("al-", "el-") and word[3:4].isupper():
        return "C"
    return _ENDINGS.get("ing" if lower.endswith("ing") else lower[-2:], "n") if len(lower) > 4 else "n"


def _capitalised(word: str, lower: str, symbol: str) -> str:
    if word in ("May", "March"):
        return "m"
    if not symbol:
        return "y" if _PARTY.match(word) else "C"
    if symbol in "VUG" and not lower.endswith(("ed", "ing", "said", "says")):
        return "T" if lower in read_lexicon().sets["persons"] else "C"
    return "C" if symbol in "vrJNj" or lower == "like" or word == "US" else symbol


def _clitic_symbol(clitic: str) -> str:
    return "z" if clitic in ("s", "re", "m") else "x"


def _symbols(chunk: str) -> tuple[Part, ...]:
    if chunk.isalpha():
        return ((0, len(chunk), ord(_symbol(chunk))),)
    word, mark = chunk[:-1], chunk[-1:]
    if mark in _PUNCTUATION and word.isalpha() and not (mark == "." and _ABBREVIATION.match(word)):
        end = len(word)
        return ((0, end, ord(_symbol(word))), (end, end + 1, ord(_PUNCTUATION[mark])))
    return tuple(_parts(chunk))


def _parts(chunk: str) -> list[Part]:
    found: list[Part] = []
    for match in _TOKEN.finditer(chunk):
        start, end = match.span()
        word = match[0]
        if word in _PUNCTUATION:
            first, last, symbol = found[-1] if found else (0, -1, 0)
            if word == "." and last == start and _ABBREVIATION.match(chunk[first:start]):
                found[-1] = first, end, symbol
                continue
            pairs = [(_PUNCTUATION[word], start, end)]
        else:
            clitic = _CLITIC.search(word)
            stem = start + clitic.start() if clitic else end
            pairs = [(_symbol(chunk[start:stem]), start, stem)]
            if clitic:
                verbal = clitic[0][1:] not in "sS" or pairs[0][0] in "Phqa"
                pairs.append((_clitic_symbol(clitic[0][1:]) if verbal else "’", stem, end))
            elif word[-1] in "sS" and chunk[end : end + 1] in ("'", "’") and chunk[end + 1 : end + 2] not in ("'", "’"):
                pairs.append(("’", end, end + 1))
        found += [(first, last, ord(symbol)) for symbol, first, last in pairs]
    return found


_CHUNKS = Chunks(_symbols)


def words_of(segments: Segments) -> Words:
    """The words of a document, worked out once however many finders ask."""
    known = vars(segments)
    if "words" not in known:
        known["words"] = _read(segments)
    words: Words = known["words"]
    return words


def _counted(segments: Segments) -> Iterator[tuple[int, int, RegionKind]]:
    """Cut the paragraphs at the borders of the regions, and leave out those that do not count."""
    regions = iter(segments.regions)
    begin, last, kind, _ = next(regions, _EMPTY)
    for start, end in segments.paragraphs:
        while last <= start:
            begin, last, kind, _ = next(regions)
        while True:
            if kind in COUNTED:
                whole = begin <= start and end <= last
                a, b = (start, end) if whole else trim(segments.text, max(start, begin), min(end, last))
                if a < b:
                    yield a, b, kind
            if last >= end:
                break
            begin, last, kind, _ = next(regions)


def _uncapped(chunks: list[str]) -> list[str]:
    """A heading with capitals throughout, which then tell no names: verbs by their form are small (Says, CLAIMS)."""
    small = list(map(_small_verb, chunks))
    if small == chunks:
        return chunks
    long = [chunk.lstrip("'‘“\"") for chunk in chunks[1:] if len(chunk) > 3]
    return chunks if len(long) < 2 or sum(chunk[:1].isupper() for chunk in long) < 0.7 * len(long) else small


@lru_cache(maxsize=1 << 12)
def _small_verb(chunk: str) -> str:
    word = chunk.lower().rstrip(",:;.")
    verb = word in read_lexicon().frames and (word.endswith(("s", "ed")) or word in read_lexicon().sets["pasts"])
    return chunk.lower() if verb and len(chunk) == len(chunk.lower()) else chunk


def _read(segments: Segments) -> Words:
    text = segments.text
    places = list(_counted(segments))
    if not places:
        return Words("", [], array("i"), [])
    begin = places[0][0]
    following = [start - 1 for start, _, _ in places[1:]]
    chunks: list[str] = []
    for (start, end, kind), behind in zip(places, [*following, len(text)], strict=True):
        piece = text[start:end].split(" ")
        chunks += _uncapped(piece) if kind in HEADS else piece
        chunks.append(break_of(behind - end))
    records = array("i", _CHUNKS.read(chunks))
    symbols, steps, lengths = records[2::3].tobytes().decode("utf-32"), records[::3], records[1::3]
    if _NOTHING in symbols:
        begin, steps, lengths = _without_nothing(symbols.split(_NOTHING), begin, steps, lengths)
        symbols = symbols.replace(_NOTHING, "")
    starts = list(accumulate(steps, initial=begin))
    starts.pop()
    pieces: list[Piece] = []
    first = 0
    for start, end, kind in places:
        last = symbols.index("\n", first)
        starts[last] = end
        pieces.append(_new(Piece, (first, last, start, end, kind)))
        first = last + 1
    return Words(symbols, starts, lengths, pieces)


def _without_nothing(
    parts: list[str], begin: int, steps: array[int], lengths: array[int]
) -> tuple[int, array[int], array[int]]:
    """Add the steps of what is no symbol to those of the symbols before."""
    kept, long, at = array("i", [begin]), array("i"), 0
    for part in parts:
        end = at + len(part)
        kept.extend(steps[at:end])  # ten times as fast as +=
        long.extend(lengths[at:end])
        if end < len(steps):
            kept[-1] += steps[end]
        at = end + 1
    return kept[0], kept[1:], long
