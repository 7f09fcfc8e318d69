"""Who does it: the party that fills a frame's argument, by the grammar of the clause and not by the nearest name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import starmap
from operator import itemgetter
from typing import NamedTuple

from negresearch.find.codings.antecedents import Pronoun, antecedent, pronouns_in, resolve, speaker_of
from negresearch.find.codings.context import Context
from negresearch.find.codings.parties import (
    DETERMINER,
    HEADS,
    NOBODY,
    Party,
    first_of_group,
    group_of,
    named_after,
    named_between,
    names_in,
    strange_names,
)
from negresearch.find.codings.polarity import CLEFT
from negresearch.find.matching import Hit
from negresearch.read.codebook import Frame
from negresearch.spans import beginning, last_at
from negresearch.tables import SentenceRow

#: How far back a subject is looked for.
CLAUSE_REACH = 400
#: How far behind the words of an argument a party that is coordinated with it may end.
_NAME_REACH = 40
#: How far after a cue its object may begin.
OBJECT_REACH = 32

_PREPOSITION = re.compile(
    r"\b(?:with|of|by|for|from|in|on|against|between|under|at|over|about|toward|towards|around|into|near|like|unlike"
    r"|via|through|among|than|regarding|concerning|behind|onto|across|inside|within|without|upon|versus|during"
    r"|joining|join|including|until|after|before|despite)"
    rf"\s+(?:{DETERMINER}\s+){{0,2}}(?:[\w-]+\s+)?(?:{HEADS}\s+)?\"?'?$"
    rf"|\bto\s+(?:{DETERMINER}\s+){{0,2}}(?:{HEADS}\s+)?\"?'?$"
)
#: What a party says or does stands for the party: "the statements of X are mere rhetoric".
_ACTS = (
    r"(?:statements?|words|calls?|proposals?|offers?|demands?|positions?|stance|attitude|actions?|polic(?:y|ies)|plans?"
    r"|behaviou?r|attempts?|efforts?|signals?|moves?|steps|rhetoric|approach|initiatives?|tactics|conduct|slogan|goal)"
)
#: "most of the X", "nine out of ten X": X is meant.
_MANY = (
    r"(?:most|many|some|all|none|both|majority|number|out|half|percent|per cent|part|members?|each|few|several"
    r"|thousands|hundreds|millions)"
)
#: "the president of X", "the authorities in X": X is meant.
_OFFICE_OF = re.compile(
    rf"\b(?:{HEADS}\s+(?:of|in|from)|(?:{_ACTS}|information|reports?|news)\s+(?:\w+ed\s+)?(?:of|by|from)|{_MANY}\s+of)"
    rf"\s+(?:{DETERMINER}\s+)*(?:\w+\s+)?\"?$"
)
#: A subject of its own between the name and the cue: "Putin said the talks failed because nobody …"; not "X and its
#: allies", who do it together.
_OTHER_SUBJECT = re.compile(
    r"\b(?:that|because|since|while|when|whereas|if|as|after|before|until|but|and|so|where|how|why|what)\s+"
    rf"(?!(?:its|his|their)\s+(?:[\w-]+\s+)?{HEADS}\b)(?:(?:the|a|an|this|these|those|such|any|all|some|no|each|every|many|several|most|its|his|her|their|our|further"
    r"|peace|direct|new)\s+[\w-]+|there|nobody|everyone|everything|nothing|talks|negotiations)\b"
)
_SAID = (
    r"(?:said|says|say|told|added|adds|stressed|noted|notes|claimed|claims|argued|argues|stated|emphasi[sz]ed|explained"
    r"|declared|insisted|warned|recalled|continued|believes|thinks|concluded|announced|reported|suggested|wrote"
    r"|pointed out|made clear|repeated|reiterated|complained|confirmed)"
)
#: "X's leadership", "X's position"; or the cue is itself what X has: "X's repeated call for talks".
_OWNED = re.compile(rf"'s?\s+(?:(?:[\w-]+\s+){{0,2}}?(?:{HEADS}|{_ACTS})\b|(?:[\w-]+\s+){{0,2}}\"?$)")
_REPORTS = re.compile(rf"\b(?:(?:has|have|had|also|previously|repeatedly)\s+)*{_SAID}\b")
#: "ready to meet President X, …", "Y told X that …": X is whom the verb is about; but in "to press X to agree" and "to
#: accuse X of refusing" it is X who does it.
_GOVERNED = re.compile(
    rf"\b(?:to\s+(?!the\b)[a-z]+|told|tells|asked|asks|informed|reminded|assured|warned)\s+"
    rf"(?:{DETERMINER}\s+)*(?:{HEADS}\s+)*$"
)
#: "Y supports X's proposal, but with guarantees": it is Y who sets them.
_TAKEN_UP = re.compile(
    rf"\b(?:(?:support|back|reject|accept|welcom|dismiss|oppos|endors|prais|commend|critici|discuss|consider)\w*)\s+"
    rf"(?:{DETERMINER}\s+)*(?:{HEADS}\s+)*$"
)
#: What stands between a name and the words whose place it takes.
_STRANGERS = re.compile(
    r"(?:'s)?(?:\s+(?!(?:and|but|or|after|before|by|while|without|who|which|that)\b)[a-z]+){0,4}\s+\"?"
)
_DOES_IT = re.compile(r"\s*(?:to|of)\s")
_BUT = re.compile(
    r"[^;:.!?]{0,60}?,?\s+(?:but\s+(?:rather\s+|it(?:\s+is|'s)\s+)?|it(?:\s+is|'s)\s+)(?=\w)(?P<who>[^,;:.!?\"—]{1,40})"
)
_UNLIKE = re.compile(r"\b(?:unlike|in contrast (?:to|with)|as opposed to)\s+(?P<who>[^,;:.!?\"—]{1,40})")
#: "…, the Ruritanian premier said": who is named between the comma and the verb has said it.
_SAID_AFTER = re.compile(rf"[^;.!?]{{0,120}}?,[\"']?\s*(?=(?P<who>[^,;.!?\"]{{2,60}}?)\s+{_SAID}\b)")
_RELATIVE = re.compile(r"(?:who|which|whom)\b")
_POSSESSIVE = re.compile(
    r"(?:(?P<we>\bour|\bmy)|(?P<they>\btheir)|(?P<he>\bhis|\bher)|(?P<it>\bits))(?:\s+[\w-]+){0,3}\s+\"?$"
)
#: After a name, that it owns what follows; an adjective does so by itself.
_OWNS = re.compile(r"^'s?[\s-]+(?:[\w-]+\s+){0,3}[\"']?$|^[\s-]+[\"']?$")
_DESCRIBES = re.compile(r"^[\s-]+(?:[\w-]+[\s-]+){0,2}[\"']?$")
_DESCRIBED_HEAD = re.compile(rf"\s+(?:[\w-]+\s+)?{HEADS}\b")
_BY = re.compile(r"(?:\s+[\w-]+){0,2}?\s+(?:by|of|from)\s+")
#: The words of a cue up to its argument, where a passive has none there: "accused (by Y) of", "held responsible".
_PASSIVE = re.compile(r"\b(?:\w+ed|held)(?=\s+(?:by|of|for|responsible|accountable|answerable)\b)")


class Candidate(NamedTuple):
    """A word that may be the subject: a mention by its number, the adjective of a party, or a pronoun of some kind."""

    start: int
    end: int
    who: int | Party | str


def parties_of(context: Context, hit: Hit, frame: Frame) -> list[Party]:
    """The parties that fill a hit's argument; NOBODY where none is stated, or its frame has none."""
    if not frame.argument:
        return NOBODY
    pattern, sentence = hit.cue.pattern, context.sentence_of(hit)
    parties = _slotted(context, hit, sentence) if pattern.slot else NOBODY
    if parties != NOBODY or pattern.required or "other" in pattern.hints:
        return parties
    if "he" in pattern.hints:
        return antecedent(context, hit.start, "he", sentence)
    if "last" in pattern.hints:
        return antecedent(context, sentence.start, "last", sentence)
    return _holder(context, hit, sentence) if "speaker" in pattern.hints or frame.unnamed else NOBODY


def _slotted(context: Context, hit: Hit, sentence: SentenceRow) -> list[Party]:
    passive = _PASSIVE.match(context.text, hit.start)
    if passive and passive.end() == (hit.slot[0] if hit.slot else hit.end):
        return subject_before(context, hit.start, sentence)
    match hit.cue.pattern.slot:
        case "subject":
            return subject_before(context, hit.start, sentence)
        case "possessor":
            return _possessor(context, hit, sentence)
        case "object":
            reach = OBJECT_REACH + 8 * hit.cue.pattern.reach
            return named_after(context, hit.end, min(sentence.end, hit.end + reach))
        case _:
            assert hit.slot is not None
            return named_between(context, *hit.slot, further=_NAME_REACH)


def subject_before(context: Context, offset: int, sentence: SentenceRow) -> list[Party]:
    """The subject of the words at an offset: the nearest name or pronoun before them that can be one."""
    low = max(sentence.start, offset - CLAUSE_REACH)
    relative = _RELATIVE.match(context.text, offset, sentence.end)
    if relative:
        return resolve(context, Pronoun(offset, relative.end(), "who"), sentence)
    for start, end, who in _candidates(context, low, _before_insertion(context, low, offset), sentence):
        between = context.text[end:offset]
        if _OTHER_SUBJECT.search(between) or _is_strangers(context, end, offset):
            return NOBODY
        if isinstance(who, str):
            parties = resolve(context, Pronoun(start, end, who), sentence)
            if parties != NOBODY or who != "we":
                return parties
        elif isinstance(who, tuple):
            if _can_be_subject(context.text[low:start], between):
                return [who]
        elif _can_be_subject(context.text[low : context.mentions[first_of_group(context, who, low)].start], between):
            return group_of(context, who, low, offset)
    return NOBODY


def _is_strangers(context: Context, start: int, offset: int) -> bool:
    """Whether the words at an offset have a subject, or an object before them, that is nobody known."""
    if context.segments.text[offset].isupper():
        return False
    names = strange_names(context, start, offset)
    return any(_STRANGERS.fullmatch(context.text, end, offset) for end in names)


def _before_insertion(context: Context, low: int, offset: int) -> int:
    """Where an insertion before the cue begins: "X, which Y had invited, refused", "X, Y said, refused"."""
    before = context.text[low:offset].rstrip(" \"'")
    opened = before.rfind(",", 0, -1) if before.endswith(",") else -1
    named = opened > 0 and context.mentions_between(low, low + opened)
    return low + opened if named else offset


def _candidates(context: Context, low: int, high: int, sentence: SentenceRow) -> Iterator[Candidate]:
    """Names and pronouns of a stretch of a sentence, the last first."""
    if context.candidates_of != sentence.sentence:
        context.candidates_of = sentence.sentence
        context.candidates = _all_candidates(context, sentence)
    return (c for c in reversed(beginning(context.candidates, low, high)) if c.end <= high)


def _all_candidates(context: Context, sentence: SentenceRow) -> list[Candidate]:
    numbers = context.mentions_between(sentence.start, sentence.end)
    found = [Candidate(*context.mentions[i][:2], i) for i in numbers]
    for start, end, party in names_in(context, sentence.start, sentence.end):
        last = last_at(context.mentions, start)
        named = last is not None and start < last.end
        described = _DESCRIBED_HEAD.match(context.text, end, sentence.end)
        if not named and (described or _OFFICE_OF.search(context.text[max(sentence.start, start - 60) : start])):
            found.append(Candidate(start, end, party))
    found.extend(starmap(Candidate, pronouns_in(context.text, sentence.start, sentence.end)))
    return sorted(found, key=itemgetter(0))


def _can_be_subject(before: str, between: str) -> bool:
    """Whether a name is a subject, by what stands before it and between it and the verb."""
    before = before[-80:]
    if between.startswith("'"):
        return _OWNED.match(between) is not None and not ("," in between and _TAKEN_UP.search(before))
    if _GOVERNED.search(before) and not _DOES_IT.match(between):
        return False
    return not _PREPOSITION.search(before) or _OFFICE_OF.search(before) is not None


def contrasted(context: Context, hit: Hit, parties: list[Party]) -> tuple[list[Party], list[Party]]:
    """Who is said not to do it, and who does it instead: "it is not X who refuses, but Y", "X does not, unlike Y"."""
    sentence = context.sentence_of(hit)
    cleft = CLEFT.search(context.text, sentence.start, hit.start)
    if cleft and cleft["but"]:
        return _named(context, *cleft.span("not"), sentence), _named(context, *cleft.span("but"), sentence)
    search = _BUT.match if cleft else _UNLIKE.search
    other = search(context.text, hit.end if cleft else sentence.start, sentence.end)
    return parties, _named(context, *other.span("who"), sentence) if other else []


def _named(context: Context, start: int, end: int, sentence: SentenceRow) -> list[Party]:
    """Who stands there, as a pronoun or by name."""
    pronoun = next(iter(pronouns_in(context.text, start, end)), None)
    return named_after(context, start, end) if pronoun is None else resolve(context, pronoun, sentence)


def _holder(context: Context, hit: Hit, sentence: SentenceRow) -> list[Party]:
    """Who puts a proposition forward: who is said to say it here, else who has the word."""
    voice = context.voice_at(hit.start)
    quoted = voice.start if voice is not None and voice.voice == "speaker" else 0
    low = max(sentence.start, hit.start - CLAUSE_REACH, quoted)
    said = list(_REPORTS.finditer(context.text, low, hit.start))
    parties = subject_before(context, said[-1].start(), sentence) if said else NOBODY
    if parties == NOBODY:
        parties = speaker_of(context, hit.start)
    if parties != NOBODY:
        return parties
    said_after = _SAID_AFTER.match(context.text, hit.end, sentence.end)
    return named_between(context, *said_after.span("who")) if said_after else NOBODY


def _possessor(context: Context, hit: Hit, sentence: SentenceRow) -> list[Party]:
    """Read "X's refusal", "the Ukrainian refusal", "their refusal"; else "refusal by X", "the refusal of X"."""
    low = max(sentence.start, hit.start - 60)
    last = last_at(context.mentions, hit.start - 1)
    if last and last.end > low and _OWNS.match(context.text[last.end : hit.start]):
        return [(last.actor, last.side)]
    for _, end, party in reversed(names_in(context, low, hit.start)):
        if _DESCRIBES.match(context.text[end : hit.start]):
            return [party]
    pronoun = _POSSESSIVE.search(context.text[low : hit.start])
    if pronoun:
        return resolve(context, Pronoun(low + pronoun.start(), hit.start, pronoun.lastgroup or ""), sentence)
    after = _BY.match(context.text, hit.end, sentence.end)
    return named_after(context, after.end(), min(sentence.end, after.end() + OBJECT_REACH)) if after else NOBODY
