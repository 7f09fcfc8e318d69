"""Who does it: the party that fills a frame's argument, by the grammar of the clause and not by the nearest name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from negresearch.find.codings.context import Context
from negresearch.find.codings.matching import Hit
from negresearch.tables import SentenceRow

Party = tuple[str | None, str | None]
"""An actor as stated, and its side."""

NOBODY: list[Party] = [(None, None)]

#: How far back a subject, and a pronoun's antecedent, are looked for.
CLAUSE_REACH = 400
ANTECEDENT_REACH = 900
#: How far after a cue its object may begin.
OBJECT_REACH = 70

_HEADS = (
    r"(?:authorit\w+|government|leaders?|leadership|presidents?|premier|prime minister|chancellor|side|sides|delegations?"
    r"|minist\w+|officials?|diplomats?|diplomacy|team|administration|negotiators?|representatives?|politicians?|elites?"
    r"|allies|partners?|patrons?|backers?|sponsors?|countries|states|nations|capitals|people|forces|army|military"
    r"|parliament|spokes\w+|envoys?|secretary|regime|bloc|alliance|leader's|lawmakers?|deput\w+|curators|masters)"
)
_DETERMINER = (
    r"(?:the|a|an|its|his|her|their|our|your|this|that|these|those|some|certain|former|other|most|both|all|many|any"
    r"|even|only|including|senior|top|entire|whole|collective|official|leading|current|new|so called|even the)"
)
_PREPOSITION = re.compile(
    r"\b(?:with|to|of|by|for|from|in|on|against|between|under|at|over|about|toward|towards|around|into|near|like|unlike"
    r"|via|through|among|than|regarding|concerning|behind|onto|across|inside|within|without|upon|versus|during"
    r"|joining|join|including|until|after|before|despite)"
    rf"\s+(?:{_DETERMINER}\s+){{0,2}}(?:[\w-]+\s+)?(?:{_HEADS}\s+)?\"?'?$"
)
#: "the president of X", "the authorities in X": X is meant.
_OFFICE_OF = re.compile(rf"\b{_HEADS}\s+(?:of|in|from)\s+(?:the\s+)?(?:\w+\s+)?\"?$")
_JOINED = re.compile(
    rf"^(?:'s?)?(?:\s+{_HEADS})?(?:\s+{_HEADS})?\s*(?:,|,?\s*\b(?:and|or|nor|as well as|along with|together with"
    rf"|&|alongside)\b|,?\s*\bincluding\b)\s*(?:{_DETERMINER}\s+)*(?:{_HEADS}\s+of\s+)?(?:the\s+)?$"
)
#: A subject of its own between the name and the cue: "Putin said the talks failed because nobody …".
_OTHER_SUBJECT = re.compile(
    r"\b(?:that|because|since|while|when|whereas|if|as|after|before|until|but|and|so|where|how|why|what)\s+"
    r"(?:(?:the|a|an|this|these|those|such|any|all|some|no|each|every|many|several|most|its|his|her|their|our|further"
    r"|peace|direct|new)\s+[\w-]+|there|nobody|everyone|everything|nothing|talks|negotiations)\b"
)
_SAID = (
    r"(?:said|says|say|told|added|adds|stressed|noted|notes|claimed|claims|argued|argues|stated|emphasi[sz]ed|explained"
    r"|declared|insisted|warned|recalled|continued|believes|thinks|concluded|announced|reported|suggested|wrote)"
)
_ASIDE = re.compile(rf"^\s*(?:(?:has|had|have|also|himself)\s+)*{_SAID}\b[^,]{{0,60}},|^\s*,?\s*{_SAID}\s*,")
_RELATIVE_GAP = re.compile(r"^(?:'s?)?(?:\s+[\w-]+){0,3}\s*,?\s*(?:\w+\s+of\s+)?$")
_PRONOUN = re.compile(
    r"(?<![\w'])(?:(?P<we>we|us|i)|(?P<they>they|them)|(?P<he>he|she|him)|(?P<it>it)|(?P<you>you|nobody|no one|everyone)"
    r"|(?P<who>who|which|whom)|(?P<both>both sides|both parties|(?:the )?two sides|the parties|the sides))(?!\w)"
)
_POSSESSIVE = re.compile(
    r"(?:(?P<we>\bour|\bmy)|(?P<they>\btheir)|(?P<he>\bhis|\bher)|(?P<it>\bits))(?:\s+[\w-]+){0,3}\s+\"?$"
)
_NOT_A_SUBJECT = re.compile(r"^\s*(?:is|was|has been|were|are)?\s*(?:that|to)\b")


@dataclass(frozen=True)
class Candidate:
    """A word that may be the subject: a mention by its number, or a pronoun of some kind."""

    start: int
    end: int
    mention: int | None
    pronoun: str | None


def parties_of(context: Context, hit: Hit, sentence: SentenceRow) -> list[Party]:
    """The parties that fill a hit's argument; `[(None, None)]` where none is stated."""
    pattern = hit.cue.pattern
    if "other" in pattern.hints:
        return NOBODY
    if "speaker" in pattern.hints:
        return _speaker(context, hit.start)
    match pattern.slot:
        case "subject":
            return subject_before(context, hit.start, sentence)
        case "possessor":
            return _possessor(context, hit, sentence)
        case "object":
            return _named_after(context, hit.end, min(sentence.end, hit.end + OBJECT_REACH))
        case "inside":
            assert hit.slot is not None
            return _named_between(context, *hit.slot)
        case None:
            return NOBODY


def subject_before(context: Context, offset: int, sentence: SentenceRow) -> list[Party]:
    """The subject of the words at an offset: the nearest name or pronoun before them that can be one."""
    low = max(sentence.start, offset - CLAUSE_REACH)
    for candidate in _candidates(context, low, offset):
        between = context.text[candidate.end : offset]
        if _OTHER_SUBJECT.search(between):
            return NOBODY
        if candidate.pronoun is not None:
            return _resolve(context, candidate, sentence)
        if _can_be_subject(context, candidate, low, between):
            return _group(context, candidate.mention or 0, low, offset)
    return NOBODY


def _candidates(context: Context, low: int, high: int) -> list[Candidate]:
    mentions = [
        Candidate(context.mentions[i].start, context.mentions[i].end, i, None)
        for i in context.mentions_between(low, high)
        if context.mentions[i].end <= high
    ]
    pronouns = [Candidate(m.start(), m.end(), None, m.lastgroup) for m in _PRONOUN.finditer(context.text, low, high)]
    return sorted(mentions + pronouns, key=lambda c: c.start, reverse=True)


def _can_be_subject(context: Context, candidate: Candidate, low: int, between: str) -> bool:
    before = context.text[low : candidate.start]
    if between.startswith("'"):
        if not re.match(rf"'s?\s+(?:[\w-]+\s+){{0,2}}?{_HEADS}\b", between):
            return False
    elif _ASIDE.match(between) and before.rstrip().endswith(","):
        return False
    if _PREPOSITION.search(before[-80:]):
        return _OFFICE_OF.search(before[-80:]) is not None
    return True


def _resolve(context: Context, candidate: Candidate, sentence: SentenceRow) -> list[Party]:
    match candidate.pronoun:
        case "we":
            return _speaker(context, candidate.start, person=context.text[candidate.start : candidate.end] == "i")
        case "who":
            return _antecedent_of_relative(context, candidate, sentence)
        case "he" | "it" | "they" as kind:
            return antecedent(context, candidate.start, kind, sentence)
        case _:
            return NOBODY


def _antecedent_of_relative(context: Context, relative: Candidate, sentence: SentenceRow) -> list[Party]:
    """The name right before "who" or "which", or the pronoun: "it is not we who"."""
    before = context.text[max(sentence.start, relative.start - 60) : relative.start]
    pronoun = re.search(r"\b(we|they|he|she|it)\s+$", before)
    if pronoun:
        start = relative.start - len(before) + pronoun.start()
        kind = {"we": "we", "they": "they", "it": "it"}.get(pronoun[1], "he")
        return _resolve(context, Candidate(start, relative.start, None, kind), sentence)
    last = context.last_mention(relative.start)
    if last >= 0 and context.mentions[last].start >= sentence.start:
        mention = context.mentions[last]
        if _RELATIVE_GAP.match(context.text[mention.end : relative.start]):
            return _group(context, last, sentence.start, relative.start)
    return NOBODY


def _speaker(context: Context, offset: int, *, person: bool = False) -> list[Party]:
    """Who says "we": the speaker's side where it is known, else the speaker."""
    speaker = context.speaker_at(offset)
    if speaker is None:
        return NOBODY
    side = context.sides.get(speaker)
    return [(speaker, side)] if person or side is None else [(side, side)]


def antecedent(context: Context, offset: int, kind: str, sentence: SentenceRow) -> list[Party]:
    """What a pronoun stands for: the last fitting name before it, in this paragraph or the one before."""
    low = max(_reach_back(context, sentence), offset - ANTECEDENT_REACH)
    numbers = [i for i in reversed(context.mentions_between(low, offset)) if context.mentions[i].end <= offset]
    if kind == "they":
        return _plural(context, numbers, low, sentence)
    wanted = {"person"} if kind == "he" else {"state", "body", "collective"}
    if kind == "he" and context.speaker_at(offset) is not None and not _quoted(context, offset):
        return [(context.speaker_at(offset), context.sides.get(context.speaker_at(offset) or ""))]
    for i in numbers:
        mention = context.mentions[i]
        if mention.type in wanted and not (kind == "he" and mention.actor == context.speaker_at(offset)):
            return [(mention.actor, mention.side)]
    return NOBODY


def _quoted(context: Context, offset: int) -> bool:
    voice = context.voice_at(offset)
    return voice is not None and voice.voice == "speaker"


def _plural(context: Context, numbers: list[int], low: int, sentence: SentenceRow) -> list[Party]:
    """ "They": the last group named before this clause, else the last single party of an earlier sentence."""
    for i in numbers:
        group = _group(context, i, low, context.mentions[i].end)
        if len(group) > 1 or context.mentions[i].type == "collective":
            return group
    earlier = [
        i for i in numbers if context.mentions[i].start < sentence.start and context.mentions[i].type != "person"
    ]
    return [_party(context, earlier[0])] if earlier else NOBODY


def _reach_back(context: Context, sentence: SentenceRow) -> int:
    """Where a pronoun may look back to: the start of the paragraph before this one."""
    sentences = context.segments.sentences
    i = sentence.sentence
    while i > 0 and sentences[i - 1].paragraph >= sentence.paragraph - 1 and i > sentence.sentence - 5:
        i -= 1
    return sentences[i].start


def _group(context: Context, number: int, low: int, high: int) -> list[Party]:
    """A mention with all that it is coordinated with: "the West and Zelensky", "neither A nor B"."""
    first = last = number
    while first > 0 and context.mentions[first - 1].start >= low and _are_joined(context, first - 1, first):
        first -= 1
    while (
        last + 1 < len(context.mentions)
        and context.mentions[last + 1].end <= high
        and _are_joined(context, last, last + 1)
    ):
        last += 1
    return list(dict.fromkeys(_party(context, i) for i in range(first, last + 1)))


def _are_joined(context: Context, left: int, right: int) -> bool:
    between = context.text[context.mentions[left].end : context.mentions[right].start]
    return len(between) < 60 and _JOINED.match(between) is not None


def _party(context: Context, number: int) -> Party:
    mention = context.mentions[number]
    return mention.actor, mention.side


def _possessor(context: Context, hit: Hit, sentence: SentenceRow) -> list[Party]:
    """ "X's refusal", "their refusal"; else "refusal by X", "the refusal of X"."""
    low = max(sentence.start, hit.start - 60)
    before = context.text[low : hit.start]
    last = context.last_mention(hit.start)
    if last >= 0 and context.mentions[last].start >= low:
        end = context.mentions[last].end
        if re.match(r"^(?:'s?)?\s+(?:[\w-]+\s+){0,3}\"?$", context.text[end : hit.start]):
            return _group(context, last, low, hit.start)
    pronoun = _POSSESSIVE.search(before)
    if pronoun:
        kind = pronoun.lastgroup or ""
        candidate = Candidate(low + pronoun.start(), hit.start, None, kind)
        return _resolve(context, candidate, sentence)
    after = re.compile(r"(?:\s+[\w-]+){0,4}?\s+(?:by|of|from)\s+").match(context.text, hit.end, sentence.end)
    return _named_after(context, after.end(), min(sentence.end, after.end() + 40)) if after else NOBODY


def _named_after(context: Context, start: int, end: int) -> list[Party]:
    """The first party named after a cue, before the clause ends."""
    stop = re.compile(r"[;:.!?—]\s|\b(?:because|that|which|who|while|but)\b").search(context.text, start, end)
    return _named_between(context, start, stop.start() if stop else end, whole_group=True)


def _named_between(context: Context, start: int, end: int, *, whole_group: bool = False) -> list[Party]:
    numbers = context.mentions_between(start, end)
    if numbers:
        reach = end + 120 if whole_group else end
        return _group(context, numbers[0], start, reach)
    return NOBODY
