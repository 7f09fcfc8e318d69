"""Names that may be one: spellings, transliterations and short forms that the alias file does not join.

Discovery ends at a document: across documents only the alias file joins. What it may have missed is put before the
user, with the line that would join it. Names are compared within blocks of like consonants, as is usual in the
linkage of records (Christen 2012, ch. 4), so that the work grows with the names and not with their pairs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

import pandas as pd

from negresearch.read.actors import Actors, read_actors

#: Letters that transliterations exchange, each group to one; the order matters.
_SAME = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("shch|sch", "s"), ("kh|ch", "h"), ("zh", "z"), ("sh", "s"), ("ts|tz|cz", "c"), ("ph", "f"), ("ck|q", "k"),
        ("x", "ks"), ("w", "v"), ("th", "t"), (r"\b(?:y|j)(?=[aeiou])", ""), ("[aeiouyjh]", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
#: So alike must two words of one block be to be spellings of one name.
_ALIKE = 0.78
#: A single name that fits more full ones than this is no name of one of them.
_MOST_FULL = 3
_NUMBER = re.compile(r"\d|\b[ivx]+\b")
#: A block of so many names is that of a common surname; only its most frequent names are compared.
_LARGEST = 60
_Pair = tuple[str, str]


@dataclass(frozen=True)
class Variants:
    """Names that may be one, and the mentions that are counted.

    Attributes
    ----------
    table : pandas.DataFrame
        name, other, how (spelling, short form, abbreviation; joined: within a document this was done already), n,
        other_n, line: what an alias file must say to join them.
    rows : dict of str to pandas.DataFrame
        The mentions behind `n` and `other_n`, with name and other.
    """

    table: pd.DataFrame
    rows: dict[str, pd.DataFrame]

    def __repr__(self) -> str:
        return f"<Variants: {len(self.table)} pairs of names>"


def suspected_variants(mentions: pd.DataFrame, actors: Actors | None = None) -> Variants:
    """List pairs of names that may be one person or body, for the user to confirm.

    The name that stays comes first: the one that the alias file knows, else the fuller, else the more frequent. To
    confirm a pair, put its `line` into a file of aliases and read it with `read_actors(add=FILE)`.

    Parameters
    ----------
    actors : Actors, optional
        The aliases that were used; the bundled file without it. Two names that it both knows are not suspected.

    Examples
    --------
    >>> places = {"start": [0, 9], "end": [5, 12], "type": "person", "side": None, "doc_id": ["a", "b"]}
    >>> named = {"actor": ["Olena Mezhukh", "Olena Mezhuh"], "alias": ["Olena Mezhukh", "Mezhuh"]}
    >>> suspected_variants(pd.DataFrame({**places, **named})).table[["name", "other", "how"]].values.tolist()
    [['Olena Mezhukh', 'Olena Mezhuh', 'spelling']]
    """
    aliases = (actors or read_actors()).aliases
    known = {alias.actor for alias in aliases}
    found = mentions[mentions["type"].isin(["person", "body"])]
    counts = found.groupby(["actor", "type"]).size().reset_index(name="n")
    names = {name: (kind, n) for name, kind, n in counts.itertuples(index=False, name=None)}
    pairs = {}
    for one, other in _candidates(names):
        how = _how(one, other, names[one][0]) if not {one, other} <= known else None
        if how is not None:
            name, variant = sorted((one, other), key=lambda x: (x not in known, *_fullness(x), -names[x][1], x))
            pairs[name, variant] = how
    fitting = Counter(variant for _, variant in pairs)
    pairs = {pair: how for pair, how in pairs.items() if " " in pair[1] or fitting[pair[1]] <= _MOST_FULL}
    return _variants(found, pairs, _joined(found, {alias.alias for alias in aliases}))


def _fullness(name: str) -> tuple[int, int]:
    """What makes a name the fuller one: more words that are no initials, then more letters."""
    return -sum(len(word.rstrip(".")) > 1 for word in name.split()), -len(name)


def _candidates(names: dict[str, tuple[str, int]]) -> set[_Pair]:
    """Pairs of names of one type that share a block."""
    blocks: dict[tuple[str, str], list[str]] = {}
    for name, (kind, _) in names.items():
        for key in _keys(name, kind):
            blocks.setdefault((kind, key), []).append(name)
    largest = (sorted(block, key=lambda name: (-names[name][1], name))[:_LARGEST] for block in blocks.values())
    return {pair for block in largest for pair in combinations(sorted(block), 2)}


def _keys(name: str, kind: str) -> set[str]:
    words = _folded(name).split()
    if kind == "person":
        return {_skeleton(words[-1])} - {""}
    initials = "".join(word[0] for word in words if word not in ("of", "the", "for", "and"))
    return {initials if len(words) > 1 else words[0].replace(".", ""), " ".join(map(_skeleton, words[-2:]))} - {""}


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower())
    return re.sub(r"[^\w\s.-]", "", "".join(c for c in plain if not unicodedata.combining(c))) or name.lower()


def _skeleton(word: str) -> str:
    """The consonants of a word, as all transliterations of it share them.

    >>> _skeleton("zelenskyy"), _skeleton("zelensky"), _skeleton("yermak"), _skeleton("ermak")
    ('zlnsk', 'zlnsk', 'rmk', 'rmk')
    """
    for pattern, letter in _SAME:
        word = pattern.sub(letter, word)
    return word


def _how(one: str, other: str, kind: str) -> str | None:
    a, b = _folded(one).split(), _folded(other).split()
    if _NUMBER.findall(" ".join(a)) != _NUMBER.findall(" ".join(b)):
        return None
    if kind == "body":
        if (len(a) == 1) != (len(b) == 1):
            return "abbreviation"
        return "spelling" if len(a) == len(b) and _alike(" ".join(a), " ".join(b)) else None
    if not _alike(a[-1], b[-1]):
        return None
    if len(a) == 1 or len(b) == 1:
        return "short form" if a[-1] == b[-1] else "spelling"
    if min(len(a[0].rstrip(".")), len(b[0].rstrip("."))) == 1:
        return "abbreviation" if a[0][0] == b[0][0] else None
    return "spelling" if _alike(a[0], b[0]) else None


def _alike(one: str, other: str) -> bool:
    return one == other or (_skeleton(one) == _skeleton(other) and SequenceMatcher(None, one, other).ratio() >= _ALIKE)


def _variants(mentions: pd.DataFrame, pairs: dict[_Pair, str], joined: dict[_Pair, str]) -> Variants:
    rows: dict[str, list[pd.DataFrame]] = {"n": [], "other_n": []}
    lines = []
    for (name, other), how in sorted({**joined, **pairs}.items()):
        of_name = mentions[mentions["actor"] == name]
        printed = of_name[of_name["alias"].str.split().str[-1] == other.split()[-1]]
        of_other = mentions[mentions["actor"] == other] if (name, other) in pairs else printed
        first = of_name.iloc[0]
        side = "" if pd.isna(first["side"]) else first["side"]
        lines.append((name, other, how, len(of_name), len(of_other), f"{other},{name},{first['type']},{side}"))
        rows["n"].append(of_name.assign(name=name, other=other))
        rows["other_n"].append(of_other.assign(name=name, other=other))
    empty = mentions.head(0).assign(name="", other="")
    table = pd.DataFrame(lines, columns=["name", "other", "how", "n", "other_n", "line"])
    return Variants(table, {key: pd.concat([empty, *parts], ignore_index=True) for key, parts in rows.items()})


def _joined(mentions: pd.DataFrame, aliases: set[str]) -> dict[_Pair, str]:
    """Spellings that a document itself showed to be one, and no alias file: Alexander Averin, Averinin."""
    people = mentions[mentions["type"] == "person"].drop_duplicates(["actor", "alias"])
    found = {}
    for actor, alias in people[["actor", "alias"]].itertuples(index=False, name=None):
        last, printed = actor.split()[-1], alias.split()[-1]
        if last == printed or aliases & {alias, printed}:
            continue
        if printed[:1].isupper() and _alike(_folded(last), _folded(printed)):
            found[actor, " ".join([*actor.split()[:-1], printed])] = "joined"
    return found
