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
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import add
from typing import NamedTuple
from weakref import WeakKeyDictionary

from negresearch.find.segments import Segments
from negresearch.read.lexicon import read_lexicon
from negresearch.spans import trim
from negresearch.tables import COUNTED, RegionKind

_TOKEN = re.compile(r"[^\W_]+(?:[-.&/'’][^\W_]+)*|[,;:.!?…()\[\]–—\-&]")
_ABBREVIATION = re.compile(
    r"(?:[A-Z]|[RDI]-[A-Z][\w.]*|(?:[A-Za-z]\.)+[A-Za-z]|Mrs?|Ms|Drs?|Prof|Sen|Gov|Gen|Reps?|Col|Lt|Sgt|Capt|Adm|Maj"
    r"|Rev|Hon|Jr|Sr|St|No|Inc|Corp|Co|Ltd|vs|Mass|Calif|Fla|Pa|Kan|Ariz|Wis|Mich|Minn|Tenn|Conn|Va|Md|Ill|Ga|Colo|Ore"
    r"|Wash|Tex|Okla|Nev|Mo|Ala|Ark|Ky|La|Del|Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\Z"
)
_PARTY = re.compile(r"[RDI]-[A-Z]")
_CLITIC = re.compile(r"['’](?:s|S|ll|ve|re|d|m)\Z")
_PUNCTUATION = {
    ".": ".", "…": "…", "!": "?", "?": "?", ",": ",", ";": ";", ":": ":", "(": "(", "[": "(", ")": ")", "]": ")",
    "-": "-", "–": "-", "—": "-", "&": "&",
}  # fmt: skip
#: Distinct chunks kept; more and the store begins anew, so that memory stays flat.
_STORED = 200_000

#: Symbols of a chunk, where each begins, how long each is, and the chunk's own length with the space after it.
Code = tuple[str, tuple[int, ...], tuple[int, ...], int]


class Piece(NamedTuple):
    """A paragraph where finders search: its symbols and its characters."""

    first: int
    last: int
    start: int
    end: int
    kind: RegionKind


@dataclass(frozen=True)
class Words:
    """A document as symbols; symbol i stands for `text[starts[i]:ends[i]]`."""

    symbols: str
    starts: list[int]
    ends: list[int]
    pieces: list[Piece]


#: The end of a paragraph. It stands one character after the end, where the next chunk would begin.
_BREAK: Code = ("\n", (-1,), (0,), 0)


class _Codes(dict[str, Code]):
    """Chunk to symbols and offsets; a chunk that is not stored yet is worked out."""

    def __missing__(self, chunk: str) -> Code:
        if len(self) >= _STORED:
            self.clear()
        code = _BREAK if chunk == "\n" else _code(chunk)
        if len(chunk) <= 40:
            self[chunk] = code
        return code


def _symbol(word: str) -> str:
    lexicon = read_lexicon()
    lower = word.lower().replace("’", "'")
    symbol = lexicon.symbols.get(lower, "")
    if _PARTY.match(word):
        return "y"
    if word[0].isdigit():
        return "D"
    if word[0].isupper():
        if symbol in ("V", "U", "G") and not lower.endswith(("ed", "ing", "said", "says")):
            return "T" if lower in lexicon.sets["persons"] else "C"
        return (
            "C"
            if symbol in ("", "v", "r", "J", "N", "j", "i" if lower == "like" else "")
            or (lower == "us" and word == "US")
            else symbol
        )
    if symbol:
        return symbol
    if lower[:3] in ("al-", "el-") and word[3:4].isupper():
        return "C"
    if len(lower) > 4:
        return {"ing": "g", "ly": "a", "ed": "e"}.get("ing" if lower.endswith("ing") else lower[-2:], "n")
    return "n"


def _clitic_symbol(clitic: str) -> str:
    return "z" if clitic in ("s", "re", "m") else "x"


def _code(chunk: str) -> Code:
    symbols: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(chunk):
        start, end = match.span()
        word = match[0]
        if word in _PUNCTUATION:
            if word == "." and ends and ends[-1] == start and _ABBREVIATION.match(chunk[starts[-1] : start]):
                ends[-1] = end
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
        for symbol, first, last in pairs:
            symbols.append(symbol)
            starts.append(first)
            ends.append(last)
    lengths = tuple([end - start for start, end in zip(starts, ends, strict=True)])
    return "".join(symbols), tuple(starts), lengths, len(chunk) + 1


_CODES = _Codes()
_WORDS: WeakKeyDictionary[Segments, Words] = WeakKeyDictionary()


def words_of(segments: Segments) -> Words:
    """The words of a document, worked out once however many finders ask."""
    words = _WORDS.get(segments)
    if words is None:
        words = _WORDS[segments] = _read(segments)
    return words


def _counted(segments: Segments) -> Iterator[tuple[int, int, RegionKind]]:
    """Cut the paragraphs at the borders of the regions, and leave out those that do not count."""
    regions = segments.regions
    r = 0
    for start, end in segments.paragraphs:
        while regions[r].end <= start:
            r += 1
        while True:
            region = regions[r]
            a, b = max(start, region.start), min(end, region.end)
            if region.kind in COUNTED:
                if b - a < end - start:  # cut by a border
                    a, b = trim(segments.text, a, b)
                if a < b:
                    yield a, b, region.kind
            if region.end >= end:
                break
            r += 1


def _read(segments: Segments) -> Words:
    text = segments.text
    places = list(_counted(segments))
    chunks: list[str] = []
    breaks: list[int] = []
    for start, end, _ in places:
        chunks += text[start:end].split(" ")
        breaks.append(len(chunks))
        chunks.append("\n")
    codes = list(map(_CODES.__getitem__, chunks))
    widths = [code[3] for code in codes]
    for i, (_, end, _), (start, _, _) in zip(breaks, places, places[1:], strict=False):
        widths[i] = start - end - 1  # to the next paragraph; a break stands one character after the end
    bases = accumulate(widths, initial=places[0][0] if places else 0)
    symbols = "".join([code[0] for code in codes])
    starts = [base + start for base, code in zip(bases, codes, strict=False) for start in code[1]]
    ends = list(map(add, starts, chain.from_iterable([code[2] for code in codes])))
    return Words(symbols, starts, ends, list(_pieces(symbols, places)))


def _pieces(symbols: str, places: list[tuple[int, int, RegionKind]]) -> Iterator[Piece]:
    """Each paragraph with its symbols; a line feed ends it."""
    first = 0
    for start, end, kind in places:
        last = symbols.find("\n", first)
        yield Piece(first, last, start, end, kind)
        first = last + 1
