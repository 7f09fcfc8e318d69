"""Pieces of regular expressions that the rules are put together from, and readers of what they match.

They are matched with a text in lower case; in them a blank stands for any one white space, as `draft.compiled` has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from negresearch.find.dates import lexicon


def any_of(words: Iterable[str]) -> str:
    """Offer words as alternatives, longer ones first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


#: Names of months and weekdays as they may be printed: "may" and "march" are verbs, "sat" and "sun" words. A pattern
#: says only where one may stand.
_SHORT = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec".split()
PRINTED = {
    "month": frozenset([f for name in lexicon.MONTH_NAMES for f in (name.title(), name.upper())])
    | {*_SHORT, *(f"{f}." for name in _SHORT if name not in ("Jun", "Jul") for f in (name, name.upper()))},
    "weekday": frozenset([f for name in lexicon.WEEKDAY_NAMES for f in (name.title(), name.upper())])
    | {f"{name.title()}." for name in lexicon.SHORT_NAMES[13:]},
}
MONTH = r"(?P<month>[a-z]{3,9}(?:(?<=jan|feb|mar|apr|aug|sep|ept|oct|nov|dec)\.)?)(?![a-z])"
WEEKDAY = r"(?P<weekday>[a-z]{3,6}?(?:day|\.))(?![a-z])"
WEEKDAYS_PLURAL = r"(?P<weekday>[a-z]{3,6}day)s\b"
DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?: ?(?:st|nd|rd|th)\b)?"
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)(?:time)?\b"
DAYPART = rf"(?P<daypart>{any_of(lexicon.DAYPARTS)})\b"
UNIT = (
    r"(?P<unit>second|minute|hour|day|night|weekend|week|fortnight|month|quarter|semester|year|decade|centur(?:y|ie)"
    r"|season)s?\b"
)
ORDINAL = (
    r"(?P<ordinal>(?:twenty-|thirty-)?[a-z]+|\d{1,3}(?:st|nd|rd|th))\b"  # of the words, `ordinal_number` knows which
)
HOLIDAY = rf"(?P<holiday>{any_of(map(str.lower, lexicon.HOLIDAYS))})\b".replace("'", "['’]")
#: Nouns that a figure before them counts: "2000 soldiers" is no year.
_COUNTED = frozenset(
    """soldiers troops men women people persons civilians casualties prisoners dead killed wounded deaths fighters
    rebels guerrillas militants police officers members workers jobs employees students children families refugees
    residents volunteers cavalry infantry marines passengers tons tonnes miles kilometers kilometres km meters
    metres feet yards acres hectares pounds dollars euros rubles points votes seats ships tanks aircraft planes
    guns horses rounds bombs vehicles houses homes pages copies hours minutes days weeks months years more other
    additional million billion thousand percent strong degrees shares units words games times""".split()
) | {"per cent"}
_NEXT_WORD = re.compile(r"\s(per cent|more\sthan|[a-z]+)\b")
YEAR = r"(?P<year>(?:1\d|20)\d\d)(?![\d%]|[.,]\d| ?b\.?c)"
BC = r"(?P<bc>\d{1,4}) ?(?:b\.c\.?(?:e\.?)?|bce?\b)"
ANY_YEAR = rf"(?:{YEAR}|{BC}|['’](?P<short>\d\d)\b(?!['’]?s))"
#: The year of a part of it, pointed at.
OF_YEAR = r"(?:,? (?:of )?(?:the )?(?P<pointer>this|that|last|next|same|following|previous|preceding|current) year\b)"
#: What may join the two ends of a range, or two of a list.
TO = r" ?(?:[-–—/]|and|to|or|through|until|till|&|,) ?"
#: Words that point to a period from another.
LEAN = (
    r"(?P<lean>(?:the |this |these |those )?(?:last|past|next|coming|upcoming|previous|preceding|prior|following"
    r"|subsequent|same|current)|that same|this same|this very|that very|this|that|these|those)"
)
#: Which part of a period is meant.
PART = (
    r"(?P<part>(?:the )?(?:(?:very )?(?:early|late|mid|earlier|later)(?: in| on| part of)?(?: the)?[- ]+"
    r"|(?:very )?(?:beginning|start|middle|end|close|turn|outset|rest|remainder) of(?: the)? "
    r"|(?:early|late|latter|later|first|last|second|better|greater) (?:part|days|months|weeks|half) of (?:the )?))?"
)
#: Words that expressions begin with, if they begin with such a part, pointer, count or rank, or with what is found.
FIGURES = ("#",)
PART_LEADS = """the very early late mid earlier later beginning start middle end close turn outset rest remainder
    latter first last second better greater""".split()
LEAN_LEADS = """the this these those that last past next coming upcoming previous preceding prior following subsequent
    same current""".split()
NTH_LEADS = ("#", "the", "its", "their", "his", "a", "last", "final", "opening", "closing", *lexicon.ORDINALS)
COUNT_LEADS = (
    "", "#", *lexicon.NUMBERS, *lexicon.VAGUE, *"""the a an well little slightly about around approximately roughly
    nearly almost over under more less fewer at no up close as another half couple dozen hundred thousand tens
    hundreds""".split(),
)  # fmt: skip
#: Words that may stand between the start of an expression and the word by which it is found.
LEADS = frozenset(
    (*PART_LEADS, *LEAN_LEADS, *NTH_LEADS, *COUNT_LEADS, *lexicon.ADJECTIVES, *"""each every per of in on most than
    least to much long only just barely extra and part distant near nearer foreseeable immediate not so too right
    yesterday tomorrow today shorter medium longer our recent new number months days weeks hours time period
    while""".split())
) - {"no", "#"}  # fmt: skip
_TENS = rf"(?:{any_of(lexicon.TENS)})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine)\b)?"
#: A number in figures or words, told or vague.
NUMBER = (
    r"(?P<number>(?:(?<!\d[.,])(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,2},\d\d?(?!\d)|\d{1,4}(?:\.\d+)?(?:[- ]1/2|½)?)"
    r"|(?:an? )?half (?:an?|dozen)\b|an? half"
    r"|(?:an? )?(?:couple(?: of)?|half[- ]dozen|dozen|hundred|thousand)|tens of|hundreds of|an? (?:few|number of)"
    rf"|{_TENS}|{any_of(set(lexicon.NUMBERS) - set(lexicon.TENS))}|half|several|few|many|countless|numerous|some|an?)\b"
    r"(?:[- ]and[- ](?:a[- ])?half)?)"
)
#: Words that say how near a number is to the truth.
APPROX = (
    r"(?P<approx>(?:(?:the )?(?:(?:well |a little |slightly )?(?:about|around|approximately|roughly|nearly|almost"
    r"|over|under|some|(?:more|less|fewer) than|at (?:least|most)|no (?:more|less|fewer) than|up to|close to)"
    r"|as (?:much|many|long|little|few) as|another|an additional) |the )?)"
)
ADJECTIVE = rf"(?:(?:{'|'.join(lexicon.ADJECTIVES)}) )*"
_ZONE = (
    r"(?P<zoned> ?(?P<open>\()?(?P<zone>gmt|utc|(?P<printed>z|[ecmp][sd]?t|bst|ces?t|ees?t|msk|ist|jst)\b"
    r"|(?:moscow|kyiv|kiev|london|beijing|eastern|pacific) time)(?: ?[+-] ?\d{1,2}(?::?\d\d)?)?(?(open)\)))?"
)
CLOCK = (
    r"(?:(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?(?::[0-5]\d)? ?(?P<half>[ap]\.? ?m\b\.?)"
    r"|(?P<hour24>[01]?\d|2[0-4]):(?P<minute24>[0-5]\d)(?::[0-5]\d)?(?: ?h(?:ou)?rs\b)?"
    r"|(?P<hour4>[01]\d|2[0-4])(?P<minute4>[0-5]\d)(?= ?(?:gmt|utc|hrs\b|hours\b|local time))(?: ?h(?:ou)?rs\b)?"
    rf"|(?P<oclock>\d{{1,2}}|[a-z]+) o['’]clock(?: in the (?P<oclockpart>morning|afternoon|evening))?){_ZONE}"
)


def is_count(match: re.Match[str], end: int = 0) -> bool:
    """Whether figures like those of a year, or of a day that ends there, count what is named behind them."""
    word = _NEXT_WORD.match(match.string, end or match.end()) if end or match["year"] else None
    return word is not None and word[1] in _COUNTED


def month_number(word: str) -> int:
    """Read a month's name or abbreviation."""
    return lexicon.MONTHS[word[:3]]


@lru_cache(maxsize=1024)
def day_of_year(month: str, day: str) -> str:
    """Write a day of a month as values have it: "05-09"."""
    return f"{month_number(month):02d}-{int(day):02d}"


def weekday_number(word: str) -> int:
    """Read a weekday's name or abbreviation, Monday as 1."""
    return lexicon.WEEKDAYS[word[:3]]


def ordinal_number(word: str) -> int:
    """Read "third" or "3rd"; 0 where it is neither."""
    return int(word[:-2]) if word[0].isdigit() else lexicon.ORDINALS.get(word.lower(), 0)


@lru_cache(maxsize=1024)
def number_of(words: str) -> str:
    """Read a number as TIMEX3 writes it: "2", "2.5", or "X" where it is not told. "1,5" is one and a half.

    Examples
    --------
    >>> [number_of(words) for words in ("twenty-five", "two and a half", "a couple of", "several", "half a", "an")]
    ['25', '2.5', '2', 'X', '0.5', '1']
    """
    plain = re.sub(r",(?=\d{3})", "", words.lower()).replace(",", ".").replace("-", " ").split()
    if plain[0] == "half" or plain[1:] == ["half"]:
        return "6" if "dozen" in plain else "0.5"
    halved = plain[-1] in ("half", "1/2") or plain[-1].endswith("½")
    amount = _whole_number([word.rstrip("½") for word in plain if word not in ("half", "1/2", "and", "of")])
    return f"{amount}.5" if halved and amount.isdigit() else amount


_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000}


def _whole_number(words: list[str]) -> str:
    first, last = (words[0], words[-1]) if words else ("", "")
    if first[:1].isdigit():
        return first
    if "couple" in words:
        return "2"
    if last in _SCALES:
        return str(_SCALES[last] * lexicon.NUMBERS.get(first, 1))
    known = [lexicon.NUMBERS[word] for word in words if word in lexicon.NUMBERS]
    if known:
        return str(sum(known))
    return "1" if last in ("a", "an") else "X"


def clock_time(match: re.Match[str]) -> str | None:
    """Write the clock time that CLOCK matched as TIMEX3 does: T14:48, with Z for GMT and UTC."""
    part = {"m": "a", "a": "p", "e": "p"}.get((match["oclockpart"] or " ")[0], "")
    half = (match["half"] or part)[:1]
    hour = number_of(match["oclock"]) if match["oclock"] else match["hour"] or match["hour24"] or match["hour4"]
    if not hour.isdigit() or int(hour) > (12 if half else 24):
        return None
    number = int(hour) % 12 + 12 * (half == "p") if half else int(hour)
    minute = match["minute"] or match["minute24"] or match["minute4"] or "00"
    zone = "Z" if match["zone"] in ("gmt", "utc", "z") else ""
    return f"T{number:02d}:{minute}{zone}"
