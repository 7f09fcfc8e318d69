"""Parties: the actor and side of a mention, of all that it is coordinated with, or of an adjective or capital."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from negresearch.find.codings.context import Context
from negresearch.read.actors import read_actors
from negresearch.spans import last_at

Party = tuple[str | None, str | None]
"""An actor as stated, and its side."""

NOBODY: list[Party] = [(None, None)]

#: What stands for the state or bloc that it belongs to: "the Ukrainian authorities", "the leadership of X".
HEADS = (
    r"(?:authorit\w+|government|leaders?|leadership|presidents?|premier|prime minister|chancellor|sides?|delegations?"
    r"|minist\w+|officials?|diplomats?|diplomacy|team|administration|negotiators?|representatives?|politicians?|elites?"
    r"|allies|partners?|patrons?|backers?|sponsors?|countries|states|nations|capitals|people|forces|army|military"
    r"|parliament|spokes\w+|envoys?|secretary|regime|bloc|alliance|leader's|lawmakers?|deput\w+|curators|masters|media"
    r"|troops|press|prince|king|emir)"
)
DETERMINER = (
    r"(?:the|a|an|its|his|her|their|our|your|this|that|these|those|some|certain|former|other|most|both|all|many|any"
    r"|even|only|including|senior|top|entire|whole|collective|official|leading|current|new|so called|even the)"
)
#: What stands before a coordinated name: "and German Foreign Minister X".
_TITLE = rf"(?:foreign|prime|defen[cs]e|deputy|vice|interior|state|general|{HEADS}|\w+(?:ian|ish|an|ese|i|ch))"
_JOINED = re.compile(
    rf"^(?:'s?)?(?:\s+{HEADS})?(?:\s+{HEADS})?\s*(?:,|,?\s*\b(?P<and>and|or|nor|as well as|along with"
    rf"|together with|alongside|including)\b)\s*(?:{DETERMINER}\s+)*(?:{HEADS}\s+of\s+)?(?:the\s+)?"
    rf"(?:{_TITLE}\s+){{0,4}}$"
)
_CLAUSE_END = re.compile(r"[;:.!?—]\s|\b(?:because|that|which|who|while|but)\b")
#: The longest stretch between two coordinated names.
_JOINT = 60
_CAPITALISED = re.compile(r"[A-Z](?:\w+|(?:\.[A-Z])+\.?)")
#: A name in small letters but for the first of each word, after a word in small letters that is no preposition.
_STRANGE = re.compile(
    r"(?<=[a-z] )(?<!\bof )(?<!\bin )(?<!\bon )(?<!\bat )(?<!\bby )(?<!\bto )(?<!\band )(?<!\bor )(?<!\bfor )"
    r"(?<!\bfrom )(?<!\bwith )(?<!\bnear )(?<!\binto )(?<!'s )(?<!’s )"
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|March|April|May\b|June|July|Aug|Sept|Oct|Nov|Dec)"
    r"[A-Z][a-z]{2,}(?: [A-Z][a-z]+){0,3}\b"
)


def group_of(context: Context, number: int, low: int, high: int) -> list[Party]:
    """A mention with all that it is coordinated with: "the West and Zelensky", "neither A nor B", "A, B and C"."""
    mentions = context.mentions
    first, last = first_of_group(context, number, low), number
    while last + 1 < len(mentions) and mentions[last + 1].end <= high and _joint(context, last):
        last += 1
    while last > first and _joint(context, last - 1) == ",":
        last -= 1
    members = mentions[first : last + 1] if first <= number <= last else [mentions[number]]
    return list(dict.fromkeys((mention.actor, mention.side) for mention in members))


def first_of_group(context: Context, number: int, low: int) -> int:
    """The first of the mentions that this one is coordinated with; commas alone make no list: "with X, Y did it"."""
    first, last = number, number + 1 < len(context.mentions) and _joint(context, number)
    joints: set[str | None] = {last or None}
    while first > 0 and context.mentions[first - 1].start >= low and (joint := _joint(context, first - 1)):
        first -= 1
        joints.add(joint)
    return first if joints - {",", None} else number


def _joint(context: Context, left: int) -> str | None:
    """What coordinates a mention with the next: "," or a conjunction; None where nothing does."""
    between = context.text[context.mentions[left].end : context.mentions[left + 1].start]
    joined = _JOINED.match(between) if len(between) < _JOINT else None
    return joined and (joined["and"] or ",")


def strange_names(context: Context, start: int, end: int) -> Iterator[int]:
    """Where names in a stretch end that are of nobody known: the place of a party is taken by whoever it is."""
    for found in _STRANGE.finditer(context.segments.text, start, end):
        last = last_at(context.mentions, found.end() - 1)
        if (last is None or last.end <= found.start()) and not names_of(found[0]):
            yield found.end()


def named_after(context: Context, start: int, end: int) -> list[Party]:
    """The first party named after a cue, before the clause ends."""
    stop = _CLAUSE_END.search(context.text, start, end)
    return named_between(context, start, stop.start() if stop else end, further=120)


def named_between(context: Context, start: int, end: int, *, further: int = 0) -> list[Party]:
    """The parties named in a stretch, and those coordinated with the first of them up to `further` behind it."""
    adjectives = names_in(context, start, end)[:1]
    for i in context.mentions_between(start - 40, adjectives[0][0] + 1 if adjectives else end):
        if context.mentions[i].end > start:
            return group_of(context, i, start, end + further)
    return [party for _, _, party in adjectives] or NOBODY


def names_of(text: str) -> list[Party]:
    """The parties whose adjectives or capitals stand in a description."""
    known = _state_words()
    return [known[word] for word in _CAPITALISED.findall(text) if word in known]


def names_in(context: Context, start: int, end: int) -> list[tuple[int, int, Party]]:
    """Adjectives and capitals in a stretch ("Western advice", "decided in Washington"), which are no mentions."""
    known = _state_words()
    found = _CAPITALISED.finditer(context.segments.text, start, end)
    return [(m.start(), m.end(), known[m[0]]) for m in found if m[0] in known]


@lru_cache(maxsize=1)
def _state_words() -> dict[str, Party]:
    words: dict[str, Party] = {}
    for alias in read_actors().aliases:
        first, _, rest = alias.alias.partition(" ")
        if alias.type in {"adjective", "capital"} and not rest:
            words[first] = alias.actor, alias.side
        elif alias.type == "collective" and rest.islower():
            words.setdefault(first, (alias.actor, alias.side))
    return words
