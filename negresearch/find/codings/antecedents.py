"""What pronouns stand for: we, they, he, it, who."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from negresearch.find.codings.context import Context
from negresearch.find.codings.parties import NOBODY, Party, group_of, names_of
from negresearch.tables import SentenceRow

#: How far back an antecedent is looked for.
REACH = 900
#: Before "who", how far back the person may be named.
_RELATIVE_REACH = 140

#: With the character before it: a pattern that begins with one of few characters is looked for ten times faster.
_PRONOUN = re.compile(
    r"[\s\"(\[—-](?:(?P<we>we|us|i)|(?P<he>he|she|him)|(?P<it>it)"
    r"|(?P<they>they|them|the (?:rest of the|other) (?:parties|sides|participants))|(?P<who>who|which|whom)"
    r"|(?P<you>you)|(?P<none>nobody|no one|everyone|both sides|both parties|the two sides|the parties|the sides))(?!\w)"
)
_RELATIVE_GAP = re.compile(r"^(?:'s?)?(?:\s+[\w-]+){0,3}\s*,?\s*(?:\w+\s+of\s+)?$")
_PRONOUN_BEFORE = re.compile(r"\b(?:(?P<we>we)|(?P<they>they)|(?P<he>he|she)|(?P<it>it))\s+$")
_PLURAL_HEAD = re.compile(
    r"(?:'s?)?\s+(?:\w+\s+)?(?:authorities|officials|leaders|politicians|elites|countries|states|allies|diplomats|patrons"
    r"|negotiators|delegates|representatives|forces|partners)\b"
)
_ANTECEDENTS = {
    "he": {"person"},
    "it": {"state", "body", "collective"},
    "last": {"person", "state", "body", "collective"},
}


class Pronoun(NamedTuple):
    """A pronoun where it stands, and its kind: we, they, he, it, who or you."""

    start: int
    end: int
    kind: str


def pronouns_in(text: str, start: int, end: int) -> list[Pronoun]:
    """The pronouns of a stretch of plain text."""
    found = _PRONOUN.finditer(f" {text[start:end]}")
    return [Pronoun(start + m.start(), start + m.end() - 1, m.lastgroup or "") for m in found]


def resolve(context: Context, pronoun: Pronoun, sentence: SentenceRow) -> list[Party]:
    """The parties that a pronoun stands for, NOBODY where it cannot be known."""
    match pronoun.kind:
        case "we":
            return speaker_of(context, pronoun.start, person=context.text[pronoun.start : pronoun.end] in {"i", "my"})
        case "who":
            return _before_relative(context, pronoun, sentence)
        case "you":
            return _addressed(context, pronoun.start, sentence)
        case "he" | "it" | "they" as kind:
            return antecedent(context, pronoun.start, kind, sentence)
        case _:
            return NOBODY


def speaker_of(context: Context, offset: int, *, person: bool = False) -> list[Party]:
    """Who says "we": the speaker's side where it is known, else the speaker."""
    speaker = context.speaker_at(offset)
    if speaker is None:
        return NOBODY
    side = side_of(context, speaker)
    return [(speaker, side)] if person or side is None else [(side, side)]


def side_of(context: Context, speaker: str) -> str | None:
    """The side of a speaker: of the actor, or of one named in the speaker's description ("Russian officials")."""
    if speaker not in context.speaker_sides:
        inside = (side for alias, side in context.aliases if alias in speaker)
        described = next(inside, None) or next((side for _, side in names_of(speaker)), None)
        context.speaker_sides[speaker] = context.sides.get(speaker, described)
    return context.speaker_sides[speaker]


def _before_relative(context: Context, relative: Pronoun, sentence: SentenceRow) -> list[Party]:
    """The name right before "who" or "which", or the pronoun: "it is not we who"."""
    low = max(sentence.start, relative.start - _RELATIVE_REACH)
    before = context.text[low : relative.start]
    pronoun = _PRONOUN_BEFORE.search(before)
    if pronoun:
        return resolve(context, Pronoun(low + pronoun.start(), relative.start, pronoun.lastgroup or ""), sentence)
    who = context.text.startswith("who", relative.start)
    for i in reversed(context.mentions_between(low, relative.start)):
        mention = context.mentions[i]
        near = _RELATIVE_GAP.match(context.text[mention.end : relative.start]) is not None
        if (near and not (who and mention.type == "body")) or (who and mention.type == "person"):
            return group_of(context, i, sentence.start, relative.start)
    return NOBODY


def antecedent(context: Context, offset: int, kind: str, sentence: SentenceRow) -> list[Party]:
    """What a pronoun stands for: the last fitting name before it, in this paragraph or the one before.

    Where that is a name of no side (a paper, a research institute), nothing is guessed.
    """
    offset = _first_of_chain(context, offset, kind, sentence)
    low = max(_reach_back(context, sentence), offset - REACH)
    numbers = [i for i in reversed(context.mentions_between(low, offset)) if context.mentions[i].end <= offset]
    voice = context.voice_at(offset)
    reported = voice.speaker if voice is not None and voice.voice == "paraphrase" else None
    if kind == "they":
        return _plural(context, numbers, low, sentence, reported)
    wanted = _ANTECEDENTS[kind]
    if kind == "he" and reported is not None:
        return [(reported, side_of(context, reported))]
    for i in numbers:
        mention = context.mentions[i]
        if mention.type in wanted and not (kind == "he" and mention.actor == context.speaker_at(offset)):
            return [(mention.actor, mention.side)] if mention.side else NOBODY
    return NOBODY


def _addressed(context: Context, offset: int, sentence: SentenceRow) -> list[Party]:
    """Whom a speaker says "you" to: the state or bloc that was named last, if it is not the speaker's own."""
    speaker = context.speaker_at(offset)
    if speaker is None:
        return NOBODY
    for i in reversed(context.mentions_between(max(_reach_back(context, sentence), offset - REACH), offset)):
        mention = context.mentions[i]
        if mention.type in {"state", "collective"}:
            return NOBODY if mention.side == side_of(context, speaker) else [(mention.actor, mention.side)]
    return NOBODY


def _first_of_chain(context: Context, offset: int, kind: str, sentence: SentenceRow) -> int:
    """Where sentence after sentence begins with the same pronoun, the first of them says who is meant."""
    number = sentence.sentence
    for start, end, _, paragraph in reversed(context.segments.sentences[max(0, number - 4) : number]):
        opening = pronouns_in(context.text, start, min(end, start + 8)) if paragraph == sentence.paragraph else []
        if not opening or opening[0].kind != kind or opening[0].start > start + 1:
            break
        offset = start
    return offset


def _plural(
    context: Context, numbers: Sequence[int], low: int, sentence: SentenceRow, reported: str | None
) -> list[Party]:
    """Resolve "they": the last group named before this clause, else the last single party of an earlier sentence."""
    if reported is not None and reported not in context.sides and _PLURAL_HEAD.search(" " + reported.lower()):
        return [(reported, side_of(context, reported))]
    for i in numbers:
        group = group_of(context, i, low, context.mentions[i].end)
        plural = _PLURAL_HEAD.match(context.text, context.mentions[i].end)
        if len(group) > 1 or plural or context.mentions[i].type == "collective":
            return group
    mentions = (context.mentions[i] for i in numbers)
    last = next((m for m in mentions if m.start < sentence.start and m.type != "person"), None)
    return [(last.actor, last.side)] if last and last.side else NOBODY


def _reach_back(context: Context, sentence: SentenceRow) -> int:
    """Where a pronoun may look back to: five sentences, and two paragraphs, for a subheading may stand between."""
    near = context.segments.sentences[max(0, sentence.sentence - 5) : sentence.sentence + 1]
    return next(other.start for other in near if other.paragraph >= sentence.paragraph - 2)
