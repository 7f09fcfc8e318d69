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

#: "if this is not readiness, …" says that it is; "had they not broken off the talks, …", that they did.
_RHETORICAL = re.compile(
    r"\bif\s+(?:this|that|it)\s+(?:is\s+not|isn't)\s+(?:an?\s+|the\s+)?\"?$"
    r"|(?:^\W*had\b(?:\s+[\w'-]+){1,4}\s+not|\bif\b[^,;:]*\bhad(?:\s+not|n't))\b[^,;:]*$"
)
_NOBODY = r"(?:nobody|no one|none)(?:\s+(?:in|at|of|among)(?:\s+(?!that\b)[\w'-]+){1,2}?)?"
_NOT = rf"(?:not|never|no|neither|nor|cannot|can't|\w+n't|hardly|without|no longer|not at all|{_NOBODY})"
#: Words that deny what follows them without a "not": "far from refusing", "failed to offer", "has yet to reject".
_SHORT_OF = (
    r"(?:(?:rather|other) than|instead of|far from|short of|by no means|(?:refrain|abstain|desist)\w* from"
    r"|(?<!not )(?<!n't )(?<!never )(?:fail|neglect|declin)\w* to|yet to"
    r"|(?:no|without) (?:intention|thought|question) of)"
)
_INSIDE = r"(?!(?:and|but|or|that|who|which|because|if|only|just|merely|simply|so|hesitate|fail|stop|doubt)\b)[\w'-]+"
#: "does not refuse", "has never once ruled out"; not "not only refuses", not across "and" or a comma.
_NEGATED = re.compile(rf"\b(?:{_NOT}|{_SHORT_OF})(?:\s+{_INSIDE}){{0,3}}\s+\"?$")
#: Of a noun: "no preconditions", "not an ultimatum", "does not see any initiative".
_NEGATED_NOUN = re.compile(
    rf"\b(?:(?:not|never|no|without|\w+n't|hardly|{_SHORT_OF})(?:\s+(?:a|an|any|the|its|their))?"
    r"|(?:not|never|\w+n't)\s+(?:see|seen|saw|hear|heard|have|has|had|receive|received|notice|noticed)\s+any"
    r"|(?:nobody|no one)'s)\s+\"?$"
)
#: Inside the words of a cue that has no such word itself: "the talks are by no means doomed".
_NEGATED_INSIDE = re.compile(
    r"(?:(?!\b(?:that|which|who|but|and)\b).)*?"
    r"(?:\s(?:not(?! (?:only|just))|never|hardly|by no means|anything but)|n't)\s"
)
_OWN_NEGATION = re.compile(r"not|\bno\b|n't|never|neither|without|hardly")
_BEGINS_NEGATED = re.compile(rf"{_NOT}\b")
_NEITHER = re.compile(r"\bneither\b[^,;:.!?]{1,80}$")
#: "it is not we who", "it isn't Moscow that", "it is not X but Y that".
CLEFT = re.compile(
    r"\bit(?:(?:'s| is| was) not| isn't| wasn't)\s+(?P<not>(?:[\w'-]+\s+){1,5}?)"
    r"(?:but\s+(?P<but>(?:[\w'-]+\s+){1,5}?))?(?:who|that|which)\b[^;:.!?]{0,40}$"
)
#: Up to the cue, in the same clause; the stops of "U.S." end none.
_ON = r"(?:[^,;:.!?]|\.(?=\w)|(?<=\.\w)\.)"
_CLAIM = (
    r"(?:claims?|allegations?|accusations?|assertions?|notions?|ideas?|suggestions?|reports?|rumou?rs?|charges?|talk"
    r"|speculation|stor(?:y|ies)|narratives?|theor(?:y|ies))"
)
_MYTH = r"(?:lies?|myths?|fictions?|fairy tales?|legends?|illusions?|slanders?|fabrications?|nonsense)"
_UNTRUE = (
    rf"(?:not true|untrue|not the case|false|wrong|absurd|an? {_MYTH}|{_MYTH}|baseless|groundless|unfounded|exaggerated"
    r"|invented|made up|far fetched)"
)
#: What denies a proposition as a whole, also one on a topic: that somebody claims it is told, and that it is not so.
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)"
    rf"|(?:refut|rebut|reject|dismiss|debunk|brush)\w*(?:\s+\w+){{0,4}}\s+{_CLAIM}"
    rf"|(?:contrary to|despite)\s+(?:\w+\s+){{0,2}}{_CLAIM}|(?:false|baseless|unfounded|groundless)\s+{_CLAIM}"
    rf"|(?:is|was|be|it's)\s+(?:\w+ly\s+)?{_UNTRUE}\s+(?:that|to (?:say|claim|think|believe|assume|suggest|speak))"
    r"|(?:cannot|can't|could not|couldn't|hardly|never) be (?:said|accused|argued|claimed)"
    rf"|the (?:{_MYTH}|appearance|impression) (?:that|of|about)|supposedly|falsely|wrongly|as if|as though"
    r"|^\W*(?:never|not once|nowhere|at no (?:time|point|stage)|under no circumstances))"
    rf"\b{_ON}{{0,140}}$"
    rf"|\b(?:try|tries|trying|tried|attempt\w*|seek\w*)\s+to\s+(?:accus\w+|portray|depict|present|paint|blame)\b"
    r"[^;:.!?]{0,110}$"
)
_ACT = (
    r"(?:propos\w*|offer(?:s|ed|ing)?|plans?|demand\w*|request(?:s|ed)?|ask(?:s|ed)|claim(?:s|ed)?|suggest\w*|threat\w*"
    r"|spoke|mention\w*)"
)
#: No such thing was said: "has not received any proposals on X", "nobody asked for X", "there is no plan to do X"; but
#: to refuse a proposal on X is to speak of X.
_UNSAID = re.compile(
    rf"\b(?:no|not|never|{_NOBODY}|\w+n't)\b"
    r"(?:\s+(?!(?:the|this|that|these|its|his|her|their|our|accept\w*|support\w*|agree\w*|approv\w*|and|but|or|only|meet"
    rf"|satisf\w*|reject\w*|withdr\w*|drop\w*|abandon\w*)\b)[\w'-]+){{0,4}}?\s+{_ACT}\b(?:(?!\bthat\b){_ON}){{0,90}}$"
)
#: What ends the reach of a word of denial: the clause turns.
_TURN = re.compile(r"\b(?:but|however|although|though|and that|yet|instead|rather)\b|[;:—]")
_REFUTED_AFTER = re.compile(
    rf"[^;:.!?]{{0,60}}\b(?:(?:is|are|was|were)\s+(?:\w+ly\s+)?{_UNTRUE}"
    r"|(?:do|does|did)(?: not|n't) (?:hold|stand|correspond|wash)"
    r"|ha(?:s|ve) (?:collapsed|been (?:refuted|debunked|disproved)))\b"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|should|had|were|in case|in the event|provided|providing that|assuming|suppos(?:e|ing)|as long as)"
    r"\b[^,;:.!?]*$"
)
_NO_CONDITION = re.compile(r"\b(?:as|only|see|know|wonder\w*|ask\w*)\s+if\b|\bif (?:at first|once|anything|ever)\b")
_WHETHER = re.compile(r"\b(?:whether|(?:ask\w*|wonder\w*|unclear) if)\b(?:(?! - )[^,;:.!?])*$")
#: What a question takes as given: "why did they refuse?" says that they did.
_GIVEN = re.compile(
    r"\b(?:given that|since|because|whom|despite|why (?:did|do|does|has|have|had|is|are|was|were))\b[^?;:]*$"
)


_CLAIM_BEFORE = re.compile(rf"\b(?:that|{_CLAIM}|{_MYTH})\b")
#: Without one of these before it, and no question mark after it, a proposition is asserted.
_TRIGGER = re.compile(
    r"[\s\"'(\[,—-](?:not?|never|neither|nor|cannot|hardly|nobody|none|nowhere|without|den(?:y|ies|ied|ying)|refut"
    r"|rebut|reject|dismiss|debunk|brush|contrary|despite|false|baseless|unfounded|groundless|untrue|lie|myth|wrong"
    r"|absurd|fiction|fairy|legend|slander|fabricat|exaggerat|illusion|appearance|impression|supposedly"
    r"|as (?:if|though)|tr(?:y|ies|ied|ying)|attempt|seek|if|unless|should|had|in case|in the event|provid|assuming"
    r"|suppos|as long|were|whether|than|instead|far|short|refrain|abstain|desist|fail|neglect|declin|yet|under no|at no"
    r"|by no)"
)
_FIXED: tuple[Polarity, ...] = ("asserted", "denied", "conditional")


def polarity_of(context: Context, hit: Hit, sentence: SentenceRow, allowed: tuple[Polarity, ...]) -> Polarity:
    """The polarity of a hit; asserted where its frame cannot take what the clause says.

    A topic is denied only as a whole, by who says that nobody proposes it or that it is not so ("there is no plan to
    cede land", "the myth of …"): "we shall cede no land" speaks of territory.
    """
    before = context.text[max(sentence.start, hit.start - SCOPE) : hit.start]
    asks = _asks(context.text, hit, sentence)
    inside = _NEGATED_INSIDE.match(context.text, hit.start, hit.end)
    if inside and not _OWN_NEGATION.search(hit.cue.text) and "denied" in allowed:
        return "denied"
    triggered = asks or "n't" in before or _TRIGGER.search(f" {before}") is not None
    whole = _is_denied_whole(context.text, before, hit, sentence, triggered=triggered)
    value: Polarity = (
        "denied" if whole else _of_clause(context.text, before, hit, asks=asks) if triggered else "asserted"
    )
    fixed = next((p for p in _FIXED if p in hit.cue.pattern.hints), None)
    if fixed and value != "asked":
        value = "asserted" if value == "denied" else fixed
    return value if whole or value in allowed else "asserted"


def _asks(text: str, hit: Hit, sentence: SentenceRow) -> bool:
    """Whether the sentence ends with a question mark, inside or outside closing quotation marks."""
    return text[max(hit.end, sentence.end - _CLOSING) : sentence.end].rstrip("\"')]! ").endswith("?")


def _is_denied_whole(text: str, before: str, hit: Hit, sentence: SentenceRow, *, triggered: bool) -> bool:
    """Whether the proposition is said to be untrue or unsaid, before it or after it."""
    if triggered and not _RHETORICAL.search(before):
        denial = _DENIES.search(before) or _UNSAID.search(before)
        if CLEFT.search(before) or (denial and not _TURN.search(before, denial.start() + 1)):
            return True
    return bool(_CLAIM_BEFORE.search(before) and _REFUTED_AFTER.match(text, hit.end, sentence.end))


def _of_clause(text: str, before: str, hit: Hit, *, asks: bool) -> Polarity:
    if _RHETORICAL.search(before):
        return "asserted"
    does = hit.cue.pattern.slot == "subject"
    negation = (_NEGATED if does else _NEGATED_NOUN).search(before) or (does and _NEITHER.search(before))
    if negation and not (negation[0].startswith("neither") and _BEGINS_NEGATED.match(text, hit.start)):
        return "denied"
    if _WHETHER.search(before) or (asks and not _GIVEN.search(before + text[hit.start : hit.end])):
        return "asked"
    return "conditional" if _is_condition(before, asks=asks) else "asserted"


def _is_condition(before: str, *, asks: bool) -> bool:
    condition = _CONDITION.search(before)
    if condition is None:
        return False
    if condition[0].startswith(("should", "had", "were")):
        return before[: condition.start()].strip(" \"'") == "" and not asks
    return not _NO_CONDITION.search(before, max(0, condition.start() - SCOPE // 10))
