"""Whether a proposition is asserted, denied, made a condition or asked."""

from __future__ import annotations

import re

from negresearch.find.codings.context import Context
from negresearch.find.matching import Hit
from negresearch.tables import Polarity, SentenceRow

#: How far before a cue a word may stand that denies or questions it.
SCOPE = 160
#: How many characters the end of a question may take: "?", "?!”", "?»)".
_CLOSING = 8

#: "if this is not readiness, …" says that it is.
_RHETORICAL = re.compile(r"\bif\s+(?:this|that|it)\s+(?:is\s+not|isn't)\s+(?:an?\s+|the\s+)?\"?$")
_NOT = r"(?:not|never|no|neither|nor|cannot|can't|\w+n't|hardly|nobody|none|without|no longer|not at all)"
_INSIDE = r"(?!(?:and|but|or|that|who|which|because|if|only|just|merely|simply|so|hesitate|fail|stop|doubt)\b)[\w'-]+"
#: "does not refuse", "has never once ruled out"; not "not only refuses", not across "and" or a comma.
_NEGATED = re.compile(rf"\b{_NOT}(?:\s+{_INSIDE}){{0,3}}\s+\"?$")
#: Of a noun: "no preconditions", "not an ultimatum".
_NEGATED_NOUN = re.compile(r"\b(?:not|never|no|without|\w+n't|hardly)(?:\s+(?:a|an|any|the|its|their))?\s+\"?$")
_BEGINS_NEGATED = re.compile(rf"{_NOT}\b")
_NEITHER = re.compile(r"\bneither\b[^,;:.!?]{1,80}$")
#: "it is not we who", "it isn't Moscow that".
_CLEFT = re.compile(
    r"\bit(?:'s| is| was)(?:n't| not)\s+(?:[\w'-]+\s+){1,5}?(?:who|that|which)\b[^;:.!?]{0,40}$"
    r"|\bit (?:isn't|wasn't)\s+(?:[\w'-]+\s+){1,5}?(?:who|that|which)\b[^;:.!?]{0,40}$"
)
_CLAIM = r"(?:claims?|allegations?|accusations?|assertions?|notions?|ideas?|suggestions?|reports?|rumou?rs?|charges?)"
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)"
    rf"|(?:refut|rebut|reject|dismiss|debunk|brush)\w*(?:\s+\w+){{0,2}}\s+{_CLAIM}"
    rf"|(?:contrary to|despite)\s+(?:\w+\s+){{0,2}}{_CLAIM}"
    rf"|(?:false|baseless|unfounded|groundless)\s+{_CLAIM}"
    r"|(?:is|was|it's)\s+(?:not true|untrue|false|a lie|a myth|wrong|absurd)\s+(?:that|to say)"
    r"|(?:cannot|can't|could not|couldn't|hardly|never) be (?:said|accused|argued|claimed)"
    r"|not the case that|the (?:lie|myth|fiction|illusion|appearance|impression) (?:that|of)"
    r"|supposedly|falsely|wrongly|as if|as though)\b[^,;:.!?]{0,140}$"
)
_FALSELY_ACCUSED = re.compile(
    r"\b(?:try|tries|trying|tried|attempt\w*|seek\w*)\s+to\s+(?:accus\w+|portray|depict|present|paint|blame)\b[^;:.!?]{0,110}$"
)
#: What ends the reach of a word of denial: the clause turns.
_TURN = re.compile(r"\b(?:but|however|although|though|and that|yet|instead|rather)\b|[;:—]")
_REFUTED_AFTER = re.compile(
    r"[^;:.!?]{0,60}\b(?:is|are|was|were)\s+(?:not true|untrue|false|a lie|lies|a myth|nonsense|baseless|groundless)\b"
)
_CONDITION = re.compile(r"\b(?:if|unless|should|in case|in the event|provided|as long as|were)\b(?P<rest>[^,;:.!?]*)$")
_NO_CONDITION = re.compile(r"\b(?:as|only|see|know|wonder\w*|ask\w*)\s+if$")
_WHETHER = re.compile(r"\bwhether\b(?:(?! - )[^,;:.!?])*$")
#: What a question takes as given: "why did they refuse?" says that they did.
_GIVEN = re.compile(
    r"\b(?:given that|since|because|whom|despite|why (?:did|do|does|has|have|had|is|are|was|were))\b[^?;:]*$"
)


_CLAIM_BEFORE = re.compile(r"\b(?:that|claims?|talk of)\b")
#: Without one of these before it, and no question mark after it, a proposition is asserted.
_TRIGGER = re.compile(
    r"[\s\"'(\[,—-](?:not?|never|neither|nor|cannot|hardly|nobody|none|without|den(?:y|ies|ied|ying)|refut|rebut|reject"
    r"|dismiss|debunk|brush|contrary|despite|false|baseless|unfounded|groundless|untrue|lie|myth|wrong|absurd|fiction"
    r"|illusion|appearance|impression|supposedly|as (?:if|though)|tr(?:y|ies|ied|ying)|attempt|seek|if|unless|should"
    r"|in case|in the event|provided|as long|were|whether)"
)
_FIXED: tuple[Polarity, ...] = ("asserted", "denied", "conditional")


def polarity_of(context: Context, hit: Hit, sentence: SentenceRow, allowed: tuple[Polarity, ...]) -> Polarity:
    """The polarity of a hit, of those its frame can take; asserted where its frame cannot take it."""
    value = _stated(context.text, hit, sentence)
    fixed = next((p for p in _FIXED if p in hit.cue.pattern.hints), None)
    if fixed and value != "asked":
        value = "asserted" if value == "denied" else fixed
    return value if value in allowed else "asserted"


def is_cleft(text: str, hit: Hit, sentence: SentenceRow) -> bool:
    """Whether a hit says who does not do it: "it is not X who refuses"."""
    return _CLEFT.search(text[max(sentence.start, hit.start - SCOPE) : hit.start]) is not None


def _stated(text: str, hit: Hit, sentence: SentenceRow) -> Polarity:
    before = text[max(sentence.start, hit.start - SCOPE) : hit.start]
    asks = _asks(text, hit, sentence)
    if not asks and "n't" not in before and not _TRIGGER.search(f" {before}"):
        return "denied" if _is_refuted(text, before, hit, sentence) else "asserted"
    if _RHETORICAL.search(before):
        return "asserted"
    if _is_denied(text, before, hit, sentence):
        return "denied"
    given = _GIVEN.search(before + text[hit.start : hit.end])
    if _WHETHER.search(before) or (asks and not given):
        return "asked"
    return "conditional" if _is_condition(text, before, hit, sentence) else "asserted"


def _asks(text: str, hit: Hit, sentence: SentenceRow) -> bool:
    """Whether the sentence ends with a question mark, inside or outside closing quotation marks."""
    return text[max(hit.end, sentence.end - _CLOSING) : sentence.end].rstrip("\"')]! ").endswith("?")


def _is_denied(text: str, before: str, hit: Hit, sentence: SentenceRow) -> bool:
    if _CLEFT.search(before):
        return True
    does = hit.cue.pattern.slot == "subject"
    negation = (_NEGATED if does else _NEGATED_NOUN).search(before)
    if negation is None and does:
        negation = _NEITHER.search(before)
    if negation and not (negation[0].startswith("neither") and _BEGINS_NEGATED.match(text, hit.start)):
        return True
    denial = _DENIES.search(before) or _FALSELY_ACCUSED.search(before)
    if denial and not _TURN.search(before, denial.start()):
        return True
    return _is_refuted(text, before, hit, sentence)


def _is_refuted(text: str, before: str, hit: Hit, sentence: SentenceRow) -> bool:
    """Whether what follows says that a claim is untrue; most text before a cue holds no word of claiming at all."""
    if "that" not in before and "claim" not in before and "talk of" not in before:
        return False
    return bool(_CLAIM_BEFORE.search(before) and _REFUTED_AFTER.match(text, hit.end, sentence.end))


def _is_condition(text: str, before: str, hit: Hit, sentence: SentenceRow) -> bool:
    condition = _CONDITION.search(before)
    if condition is None:
        return False
    word = before[condition.start() :].split(None, 1)[0]
    if word in {"should", "were"}:
        at_start = before[: condition.start()].strip(" \"'") == "" and hit.start - sentence.start < SCOPE
        return at_start and not _asks(text, hit, sentence)
    return not _NO_CONDITION.search(before[: condition.start() + 2])
