"""The closed word lists of attribution: which word can do what in a reporting sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from negresearch.read.files import bytes_of, toml_tables

_Lists = Mapping[str, Mapping[str, str]]


#: What may follow a cue, as bits.
_NAMES = "clause mind quote hearer infinitive order whether object doing".split()
_BITS = {name: 1 << bit for bit, name in enumerate(_NAMES)}
CLAUSE, MIND, QUOTE, HEARER, INFINITIVE, ORDER, WHETHER, OBJECT, DOING = _BITS.values()
#: What is followed by a clause or a quotation.
SPOKEN = CLAUSE | MIND | QUOTE | HEARER


class Lexicon(NamedTuple):
    """The word lists, inflected, by word form in lower case: classes as in `find/words.py`, what may follow a cue."""

    symbols: Mapping[str, str]
    frames: Mapping[str, int]
    prepositions: Mapping[str, frozenset[str]]
    sets: Mapping[str, frozenset[str]]


#: Class of a word list, in order of precedence: the first list that has a word decides.
WORD_CLASSES = {
    "of": "o", "to": "t", "and": "&", "but": "b", "that": "h", "whether": "q", "subordinators": "w",
    "pronouns": "P", "objects": "M", "determiners": "D", "prepositions": "i", "auxiliaries": "x", "be": "z",
    "adverbs": "a", "times": "m", "particles": "j",
}  # fmt: skip


def inflect(verb: str, irregular: Mapping[str, str]) -> list[str]:
    """List the forms of a verb: base, third person, past, participle, -ing.

    Examples
    --------
    >>> inflect("deny", {})
    ['deny', 'denies', 'denied', 'denying']
    >>> inflect("say", {"say": "says said saying"})
    ['say', 'says', 'said', 'saying']
    """
    if verb in irregular:
        return [verb, *irregular[verb].split()]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    return [verb, third, verb + "d" if verb.endswith("e") else verb + "ed", stem + "ing"]


@cache
def _lists() -> _Lists:
    return toml_tables(*bytes_of(None, "attribution.toml"))


def irregular_forms() -> Mapping[str, str]:
    """Verbs whose forms are not made by rule: third person, past, participle if it is another, and -ing."""
    return _lists()["forms"]


@cache
def read_lexicon() -> Lexicon:
    """Read the lists that the package carries, once."""
    data = _lists()
    frames = _frames(data)
    prepositions = {
        form: frozenset(after.split())
        for verb, after in data["prepositions"].items()
        for form in inflect(verb, data["forms"])
    }
    sets = {name: frozenset(words.split()) for part in data.values() for name, words in part.items()}
    sets["given"] = sets["male"] | sets["female"]
    for verbs in ("thin", "told"):
        sets[verbs] = frozenset(form for verb in sets[verbs] for form in inflect(verb, data["forms"]))
    sets["pasts"] = frozenset(f.split()[1] for f in data["forms"].values())
    sets["participles"] = frozenset(f.split()[2] for f in data["forms"].values() if len(f.split()) == 4)
    sets["heads"] |= {head + "s" for head in sets["heads"] if head.isalpha()}
    sets["nameless"] = sets["persons"] | sets["modifiers"] | sets["heads"] | sets["things"]
    return Lexicon(_symbols(data, frames, (*frames, *prepositions)), frames, prepositions, sets)


def _frames(data: _Lists) -> dict[str, int]:
    frames: dict[str, int] = {}
    for name, verbs in data["verbs"].items():
        for verb in verbs.split():
            for form in inflect(verb, data["forms"]):
                frames[form] = frames.get(form, 0) | _BITS[name]
    return frames


def _plurals(words: Iterable[str]) -> list[str]:
    plain = [word for word in words if word.isalpha() and word not in ("democrat", "republican")]
    return [*words, *(word + "s" for word in plain), *(word[:-3] + "men" for word in words if word.endswith("man"))]


def _symbols(data: _Lists, frames: Mapping[str, int], cues: Iterable[str]) -> dict[str, str]:
    words = data["words"]
    ambiguous = set(words["noun_or_verb"].split())
    symbols = {"according": "K"}
    for name, symbol in WORD_CLASSES.items():
        symbols |= {word: symbol for word in words[name].split() if word not in symbols}
    for word in cues:
        if word in symbols:
            continue
        if word in ambiguous:
            symbols[word] = "v"
        elif word.endswith("ing"):
            symbols[word] = "G"
        else:
            symbols[word] = "V" if frames.get(word, 0) & SPOKEN else "U"
    symbols |= {word: "r" for word in words["deeds"].split() if word not in symbols}
    lists = {
        "J": words["adjectives"].split(),
        "N": words["nouns"].split(),
        "T": _plurals(data["titles"]["persons"].split()),
    }
    for symbol, members in lists.items():
        symbols |= {word: symbol for word in members if word not in symbols}
    return symbols
