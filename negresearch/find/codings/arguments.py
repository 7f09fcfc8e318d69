"""Who does it: the party that fills a frame's argument, by the grammar of the clause and not by the nearest name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from negresearch.find.codings.context import Context
from negresearch.find.codings.matching import Hit
from negresearch.read.codebook import Frame
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
    r"(?:authorit\w+|government|leaders?|leadership|presidents?|premier|prime minister|chancellor|sides?|delegations?"
    r"|minist\w+|officials?|diplomats?|diplomacy|team|administration|negotiators?|representatives?|politicians?|elites?"
    r"|allies|partners?|patrons?|backers?|sponsors?|countries|states|nations|capitals|people|forces|army|military"
    r"|parliament|spokes\w+|envoys?|secretary|regime|bloc|alliance|leader's|lawmakers?|deput\w+|curators|masters)"
)
_DETERMINER = (
    r"(?:the|a|an|its|his|her|their|our|your|this|that|these|those|some|certain|former|other|most|both|all|many|any"
    r"|even|only|including|senior|top|entire|whole|collective|official|leading|current|new|so called|even the)"
)
_PREPOSITION = re.compile(
    r"\b(?:with|of|by|for|from|in|on|against|between|under|at|over|about|toward|towards|around|into|near|like|unlike"
    r"|via|through|among|than|regarding|concerning|behind|onto|across|inside|within|without|upon|versus|during"
    r"|joining|join|including|until|after|before|despite)"
    rf"\s+(?:{_DETERMINER}\s+){{0,2}}(?:[\w-]+\s+)?(?:{_HEADS}\s+)?\"?'?$"
    rf"|\bto\s+(?:{_DETERMINER}\s+){{0,2}}(?:{_HEADS}\s+)?\"?'?$"
)
#: What a party says or does stands for the party: "the statements of X are mere rhetoric".
_ACTS = (
    r"(?:statements?|words|calls?|proposals?|offers?|demands?|positions?|stance|attitude|actions?|polic(?:y|ies)|plans?"
    r"|behaviou?r|attempts?|efforts?|signals?|moves?|steps|rhetoric|approach|initiatives?|tactics|conduct|slogan|goal)"
)
#: "the president of X", "the authorities in X": X is meant.
_OFFICE_OF = re.compile(
    rf"\b(?:{_HEADS}\s+(?:of|in|from)|(?:{_ACTS}|information|reports?|news)\s+(?:\w+ed\s+)?(?:of|by|from))"
    rf"\s+(?:{_DETERMINER}\s+)*(?:\w+\s+)?\"?$"
)
_JOINED = re.compile(
    rf"^(?:'s?)?(?:\s+{_HEADS})?(?:\s+{_HEADS})?\s*(?:,|,?\s*\b(?P<and>and|or|nor|as well as|along with"
    rf"|together with|alongside|including)\b)\s*(?:{_DETERMINER}\s+)*(?:{_HEADS}\s+of\s+)?(?:the\s+)?$"
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
#: "X's leadership", "X's position"; or the cue is itself what X has: "X's repeated call for talks".
_OWNED = re.compile(rf"'s?\s+(?:(?:[\w-]+\s+){{0,2}}?(?:{_HEADS}|{_ACTS})\b|(?:[\w-]+\s+){{0,2}}\"?$)")
_ASIDE = re.compile(rf"^\s*(?:(?:has|had|have|also|himself)\s+)*{_SAID}\b[^,]{{0,60}},|^\s*,?\s*{_SAID}\s*,")
_REPORTS = re.compile(rf"\b(?:(?:has|have|had|also|previously|repeatedly)\s+)*{_SAID}\b")
_REPORTED_AFTER = re.compile(rf"[^;.!?]{{0,120}}?,[\"']?\s*(?:{_SAID}|according to)\s+")
_RELATIVE_GAP = re.compile(r"^(?:'s?)?(?:\s+[\w-]+){0,3}\s*,?\s*(?:\w+\s+of\s+)?$")
_RELATIVE = re.compile(r"(?:who|which|whom)\b")
_PRONOUN = re.compile(
    r"(?<![\w'])(?:(?P<we>we|us|i)|(?P<they>they|them)|(?P<he>he|she|him)|(?P<it>it)|(?P<you>you|nobody"
    r"|no one|everyone)|(?P<who>who|which|whom)|(?P<both>both sides|both parties|(?:the )?two sides|the parties|the sides))(?!\w)"
)
_POSSESSIVE = re.compile(
    r"(?:(?P<we>\bour|\bmy)|(?P<they>\btheir)|(?P<he>\bhis|\bher)|(?P<it>\bits))(?:\s+[\w-]+){0,3}\s+\"?$"
)
_PLURAL_HEAD = re.compile(
    r"(?:'s?)?\s+(?:\w+\s+)?(?:authorities|officials|leaders|politicians|elites|countries|states|allies|diplomats|patrons"
    r"|negotiators|delegates|representatives|forces|partners)\b"
)


_ANTECEDENTS = {
    "he": {"person"},
    "it": {"state", "body", "collective"},
    "last": {"person", "state", "body", "collective"},
}


@dataclass(frozen=True)
class Candidate:
    """A word that may be the subject: a mention by its number, or a pronoun of some kind."""

    start: int
    end: int
    mention: int | None
    pronoun: str | None


def parties_of(context: Context, hit: Hit, sentence: SentenceRow, frame: Frame) -> list[Party]:
    """The parties that fill a hit's argument; `NOBODY` where none is stated."""
    pattern = hit.cue.pattern
    parties = _slotted(context, hit, sentence, frame.argument) if pattern.slot else NOBODY
    if parties != NOBODY or pattern.required or "other" in pattern.hints:
        return parties
    if "he" in pattern.hints:
        return antecedent(context, hit.start, "he", sentence)
    if "last" in pattern.hints:
        return antecedent(context, sentence.start, "last", sentence)
    return _holder(context, hit, sentence) if "speaker" in pattern.hints or frame.unnamed else NOBODY


def _slotted(context: Context, hit: Hit, sentence: SentenceRow, argument: str | None) -> list[Party]:
    match hit.cue.pattern.slot:
        case "subject":
            return subject_before(context, hit.start, sentence)
        case "possessor":
            parties = _possessor(context, hit, sentence)
            if parties == NOBODY and argument == "actor" and not hit.cue.pattern.required:
                return subject_before(context, hit.start, sentence)
            return parties
        case "object":
            return _named_after(context, hit.end, min(sentence.end, hit.end + OBJECT_REACH))
        case _:
            assert hit.slot is not None
            return _named_between(context, *hit.slot)


def subject_before(context: Context, offset: int, sentence: SentenceRow) -> list[Party]:
    """The subject of the words at an offset: the nearest name or pronoun before them that can be one."""
    low = max(sentence.start, offset - CLAUSE_REACH)
    relative = _RELATIVE.match(context.text, offset, sentence.end)
    if relative:
        return _antecedent_of_relative(context, Candidate(offset, relative.end(), None, "who"), sentence)
    for candidate in _candidates(context, low, offset):
        between = context.text[candidate.end : offset]
        if _OTHER_SUBJECT.search(between):
            return NOBODY
        if candidate.pronoun is not None:
            parties = _resolve(context, candidate, sentence)
            if parties != NOBODY or candidate.pronoun != "we":
                return parties
        elif _can_be_subject(context, candidate, low, between):
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
        return _OWNED.match(between) is not None
    elif _ASIDE.match(between) and before.rstrip().endswith(","):
        return False
    if _PREPOSITION.search(before[-80:]):
        return _OFFICE_OF.search(before[-80:]) is not None
    return True


def _resolve(context: Context, candidate: Candidate, sentence: SentenceRow) -> list[Party]:
    match candidate.pronoun:
        case "we":
            person = context.text[candidate.start : candidate.end] == "i"
            return _speaker(context, candidate.start, person=person)
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
    person = context.text.startswith("who", relative.start)
    for i in reversed(context.mentions_between(max(sentence.start, relative.start - 140), relative.start)):
        mention = context.mentions[i]
        near = _RELATIVE_GAP.match(context.text[mention.end : relative.start]) is not None
        if mention.type == "person" if person and not near else near:
            return _group(context, i, sentence.start, relative.start)
    return NOBODY


def _holder(context: Context, hit: Hit, sentence: SentenceRow) -> list[Party]:
    """Who puts a proposition forward: who is said to say it here, else who has the word."""
    voice = context.voice_at(hit.start)
    low = max(sentence.start, hit.start - CLAUSE_REACH, voice.start if voice is not None and voice.speaker else 0)
    said = list(_REPORTS.finditer(context.text, low, hit.start))
    parties = subject_before(context, said[-1].start(), sentence) if said else NOBODY
    if parties == NOBODY:
        parties = _speaker(context, hit.start)
    after = _REPORTED_AFTER.match(context.text, hit.end, sentence.end) if parties == NOBODY else None
    return _named_after(context, after.end(), min(sentence.end, after.end() + OBJECT_REACH)) if after else parties


def _speaker(context: Context, offset: int, *, person: bool = False) -> list[Party]:
    """Who says "we": the speaker's side where it is known, else the speaker."""
    speaker = context.speaker_at(offset)
    if speaker is None:
        return NOBODY
    side = context.sides.get(speaker)
    return [(speaker, side)] if person or side is None else [(side, side)]


def antecedent(context: Context, offset: int, kind: str, sentence: SentenceRow) -> list[Party]:
    """What a pronoun stands for: the last fitting name before it, in this paragraph or the one before."""
    offset = _first_of_chain(context, offset, kind, sentence)
    low = max(_reach_back(context, sentence), offset - ANTECEDENT_REACH)
    numbers = [i for i in reversed(context.mentions_between(low, offset)) if context.mentions[i].end <= offset]
    if kind == "they":
        return _plural(context, numbers, low, sentence)
    wanted = _ANTECEDENTS[kind]
    if kind == "he" and context.speaker_at(offset) is not None and not _quoted(context, offset):
        return [(context.speaker_at(offset), context.sides.get(context.speaker_at(offset) or ""))]
    for i in numbers:
        mention = context.mentions[i]
        if mention.type in wanted and not (kind == "he" and mention.actor == context.speaker_at(offset)):
            return [(mention.actor, mention.side)]
    return NOBODY


def _first_of_chain(context: Context, offset: int, kind: str, sentence: SentenceRow) -> int:
    """Where sentence after sentence begins with the same pronoun, the first of them says who is meant."""
    sentences = context.segments.sentences
    i = sentence.sentence - 1
    while i >= 0 and sentences[i].paragraph == sentence.paragraph and sentence.sentence - i <= 4:
        opening = _PRONOUN.match(context.text, sentences[i].start + (context.text[sentences[i].start] == '"'))
        if opening is None or opening.lastgroup != kind:
            break
        offset = sentences[i].start
        i -= 1
    return offset


def _quoted(context: Context, offset: int) -> bool:
    voice = context.voice_at(offset)
    return voice is not None and voice.voice == "speaker"


def _plural(context: Context, numbers: list[int], low: int, sentence: SentenceRow) -> list[Party]:
    """Resolve "they": the last group named before this clause, else the last single party of an earlier sentence."""
    for i in numbers:
        group = _group(context, i, low, context.mentions[i].end)
        plural = _PLURAL_HEAD.match(context.text, context.mentions[i].end)
        if len(group) > 1 or plural or context.mentions[i].type == "collective":
            return group
    earlier = [
        i for i in numbers if context.mentions[i].start < sentence.start and context.mentions[i].type != "person"
    ]
    return [_party(context, earlier[0])] if earlier else NOBODY


def _reach_back(context: Context, sentence: SentenceRow) -> int:
    """Where a pronoun may look back to: five sentences, and two paragraphs, for a subheading may stand between."""
    sentences = context.segments.sentences
    i = sentence.sentence
    while i > 0 and sentences[i - 1].paragraph >= sentence.paragraph - 2 and i > sentence.sentence - 5:
        i -= 1
    return sentences[i].start


def _group(context: Context, number: int, low: int, high: int) -> list[Party]:
    """A mention with all that it is coordinated with: "the West and Zelensky", "neither A nor B", "A, B and C"."""
    mentions = context.mentions
    first = last = number
    while first > 0 and mentions[first - 1].start >= low and _joint(context, first - 1):
        first -= 1
    while last + 1 < len(mentions) and mentions[last + 1].end <= high and _joint(context, last):
        last += 1
    while last > first and _joint(context, last - 1) == ",":
        last -= 1
    members = range(first, last + 1) if number <= last else [number]
    return list(dict.fromkeys(_party(context, i) for i in members))


def _joint(context: Context, left: int) -> str | None:
    """What coordinates a mention with the next: "," or a conjunction; None where nothing does."""
    between = context.text[context.mentions[left].end : context.mentions[left + 1].start]
    joined = _JOINED.match(between) if len(between) < 60 else None
    return joined and (joined["and"] or ",")


def _party(context: Context, number: int) -> Party:
    mention = context.mentions[number]
    return mention.actor, mention.side


def _possessor(context: Context, hit: Hit, sentence: SentenceRow) -> list[Party]:
    """Read "X's refusal", "their refusal"; else "refusal by X", "the refusal of X"."""
    low = max(sentence.start, hit.start - 60)
    before = context.text[low : hit.start]
    last = context.last_mention(hit.start)
    if last >= 0 and context.mentions[last].start >= low:
        end = context.mentions[last].end
        if re.match(r"^(?:'s?)?[\s-]+(?:[\w-]+\s+){0,3}[\"']?$", context.text[end : hit.start]):
            return [_party(context, last)]
    pronoun = _POSSESSIVE.search(before)
    if pronoun:
        kind = pronoun.lastgroup or ""
        candidate = Candidate(low + pronoun.start(), hit.start, None, kind)
        return _resolve(context, candidate, sentence)
    after = re.compile(r"(?:\s+[\w-]+){0,2}?\s+(?:by|of|from)\s+").match(context.text, hit.end, sentence.end)
    return _named_after(context, after.end(), min(sentence.end, after.end() + 40)) if after else NOBODY


def _named_after(context: Context, start: int, end: int) -> list[Party]:
    """The first party named after a cue, before the clause ends."""
    stop = re.compile(r"[;:.!?—]\s|\b(?:because|that|which|who|while|but)\b").search(context.text, start, end)
    return _named_between(context, start, stop.start() if stop else end, whole_group=True)


def _named_between(context: Context, start: int, end: int, *, whole_group: bool = False) -> list[Party]:
    numbers = [i for i in context.mentions_between(start - 40, end) if context.mentions[i].end > start]
    if numbers:
        reach = end + 120 if whole_group else end
        return _group(context, numbers[0], start, reach)
    return NOBODY
