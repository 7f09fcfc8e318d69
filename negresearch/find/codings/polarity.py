"""Whether a proposition is asserted, denied, made a condition or asked."""

from __future__ import annotations

import re

from negresearch.find.codings.context import Context
from negresearch.find.matching import Hit, is_question
from negresearch.read.codebook import Frame
from negresearch.tables import Polarity, SentenceRow

#: How far before a cue a word may stand that denies or questions it.
SCOPE = 160
#: "if this is not readiness, …" says that it is; "had they not broken off the talks, …", that they did.
_RHETORICAL = re.compile(
    r"\bif\s+(?:this|that|it)\s+(?:is\s+not|isn't)\s+(?:an?\s+|the\s+)?\"?$"
    r"|(?:^\W*had\b(?:\s+[\w'-]+){1,4}\s+not|\bif\b[^,;:]*\bhad(?:\s+not|n't))\b[^,;:]*$"
)
_NOBODY = r"(?:nobody|no one|none)(?:\s+(?:in|at|of|among)(?:\s+(?!that\b)[\w'-]+){1,2}?)?"
_NOT = rf"(?:not|never|no|neither|nor|cannot|can't|\w+n't|hardly|without|no longer|not at all|{_NOBODY})"
_GERUND = r"(?:\s+\w+ly)?(?:\s+\w+ing(?:\s+[\w'-]+){0,3}\s+(?:of|to|from|for|as))?"
#: Words that deny what follows them without a "not": "far from refusing", "failed to offer"; but no noun may come
#: between, for "far from home the rebels refuse" says that they do.
_SHORT_OF = (
    r"(?:(?:rather than|instead of|far from|short of|(?:refrain|abstain|desist)\w* from"
    rf"|(?:no|without) (?:intention|thought|question) of){_GERUND}|(?:has|have|had|is|are) yet to(?:\s+\w+ly)?)"
)
_FAILED = r"(?:by no means|(?<!not )(?<!n't )(?<!never )(?:fail|neglect|declin)\w* to)"
_INSIDE = (
    r"(?!(?:and|but|or|that|who|which|because|if|only|just|merely|simply|so|rul(?:e|es|ed|ing)"
    r"|(?:hesitat|fail|stop|ceas|doubt|conceal)\w*)\b)[\w'-]+"
)
#: "does not refuse", "has never once refused"; not "not only refuses", not across "and" or a comma.
_NEGATED = re.compile(rf"\b(?:(?:{_NOT}|{_FAILED})(?:\s+{_INSIDE}){{0,3}}|{_SHORT_OF})\s+\"?$")
#: "never has X offered", "at no time did X offer".
_INVERTED = re.compile(
    r"^\W*(?:never|not once|nowhere|at no (?:time|point|stage)|under no circumstances)\s+(?:before\s+)?"
    r"(?:has|have|had|is|are|was|were|do|does|did|can|could|will|would|should)\b[^,;:!?]{0,140}$"
)
#: Of a noun: "no preconditions", "not an ultimatum", "does not see any initiative".
_NEGATED_NOUN = re.compile(
    rf"\b(?:(?:not|never|no|without|\w+n't|hardly|{_FAILED}|{_SHORT_OF})(?:\s+(?:a|an|any|the|its|their))?"
    r"|(?:not|never|\w+n't)\s+(?:see|seen|saw|hear|heard|have|has|had|receive|received|notice|noticed)\s+any"
    r"|(?:nobody|no one)'s)\s+\"?$"
)
#: Inside the words of a cue that has no such word itself: "the talks are by no means doomed"; not what is thrown in
#: after a comma ("rejected, not surprisingly, the offer").
_NEGATED_INSIDE = re.compile(
    r"(?:(?!\b(?:that|which|who|but|and)\b).)*?"
    r"(?:(?<!,)\s(?:not(?! (?:only|just|merely|simply|for the first time)\b)|never|hardly|by no means|anything but)"
    r"|n't)\s"
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
_CLAIM = r"(?:claims?|allegations?|accusations?|assertions?|notions?|ideas?|suggestions?|reports?|rumou?rs?|charges?)"
_MYTH = r"(?:lies?|myths?|fictions?|fairy tales?|legends?|illusions?|slanders?|fabrications?|nonsense)"
_UNTRUE = (
    rf"(?:not true|untrue|not the case|false|wrong|absurd|an? {_MYTH}|{_MYTH}|baseless|groundless|unfounded|exaggerated"
    r"|invented|made up|far fetched)"
)
#: What denies a proposition as a whole, also one on a topic: that somebody claims it is told, and that it is not so.
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)"
    rf"|(?:refut|rebut|reject|dismiss|debunk|brush)\w*(?:\s+as\s+\w+)?(?:\s+(?!and\b)\w+){{0,2}}\s+{_CLAIM}"
    rf"|(?:contrary to|despite)\s+(?:\w+\s+){{0,2}}{_CLAIM}|(?:false|baseless|unfounded|groundless)\s+{_CLAIM}"
    rf"|(?:is|was|be|it's)\s+(?:\w+ly\s+)?{_UNTRUE}\s+(?:that|to (?:say|claim|think|believe|assume|suggest|speak))"
    r"|(?:cannot|can't|could not|couldn't|hardly|never) be (?:said|accused|argued|claimed)"
    rf"|the {_MYTH} (?:that|of)|not as (?:if|though))\b(?P<reach>{_ON}{{0,140}})$"
)
#: What attributes a proposition as false, but takes its topic for granted: "they tried to blame X for the shelling".
_ATTRIBUTES = re.compile(
    r"\b(?:the (?:appearance|impression) (?:that|of)|supposedly|falsely|wrongly|as if|as though"
    r"|(?:try|tries|trying|tried|attempt\w*|seek\w*)\s+to\s+(?:accus\w+|portray|depict|present|paint|blame))\b"
    rf"(?P<reach>{_ON}{{0,140}})$"
)
_SAY = r"(?:propos|offer|demand|request|ask|claim|suggest|threat|mention|sp(?:eak|oke)|plan(?=s?\b|n))\w*"
_GET = r"(?:receive[sd]?|ha(?:s|ve|d)|sees?|saw|seen|hears?|heard(?: of)?|ma(?:kes?|de)|puts?|g[eo]ts?|drawn up)"
#: No such thing was said: "has received no proposal on X", "nobody asked for X", "there is no plan to do X"; but to
#: reject, conceal or not stop a proposal on X is to speak of X, and so is not just to propose it.
_UNSAID = re.compile(
    rf"\b(?:(?:not|never|{_NOBODY}|\w+n't)\s+(?:(?:has|have|had|is|was|ever|even|yet|once)\s+)*"
    rf"(?:{_GET}\s+(?:any|an?|one)\s+)?{_SAY}"
    rf"|(?:{_GET}|there (?:is|are|was|were|has been|have been))\s+no\s+(?:such\s+|new\s+|formal\s+)?{_SAY})\b"
    rf"(?P<reach>(?:(?!\b(?:that|wh\w+|how|before|after|since|because|until|as|than)\b){_ON}){{0,90}})$"
)
#: What ends the reach of a word of denial: the clause turns, or a verb follows upon "and", as long as no "that" came.
_TURN = re.compile(
    r".*?(?:\b(?:but|however|although|though|and that|yet|instead|rather)\b|[;:—])"
    r"|(?:(?!\bthat\b).)*?\band\s+(?:(?:then|later|also|soon|\w+ly)\s+)?(?:it|he|she|they|we|i|ha[sd]|have|is|are|was|were|will"
    r"|would|can|could|did|does|\w{2,}ed|took|sent|began|said|made|went|left|gave|held|struck|fought|broke|got|put|set"
    r"|won|lost|fell|kept|led|threw|drove|built|told|called|\w+s\s+(?:the|an?|its|his|her|their|all|any))\b"
)
_REFUTED_AFTER = re.compile(
    rf"[^;:.!?]{{0,60}}\b(?:(?:is|are|was|were)\s+(?:\w+ly\s+)?{_UNTRUE}"
    r"|(?:do|does|did)(?: not|n't) (?:hold (?:water|up|true)|stand up)"
    r"|ha(?:s|ve) been (?:refuted|debunked|disproved))\b"
)
_CONDITION = re.compile(
    r"(?:^\W*(?:should|had|were)"
    r"|(?<!\bas )(?<!\bonly )(?<!\bsee )(?<!\bknow )\bif(?! (?:at first|once|anything|ever)\b)"
    r"|\b(?:unless|in case|in the event|provided|providing that|assuming|suppos(?:e|ing)|as long as))"
    r"\b(?:(?!\b(?:because|since)\b)[^,;:.!?])*$"
)
_WHETHER = re.compile(r"\b(?:whether|(?:ask\w*|wonder\w*|unclear) if)\b(?:(?! - )[^,;:.!?])*$")
#: What a question takes as given: "why did they refuse?" says that they did.
_GIVEN = re.compile(
    r"\b(?:given that|since|because|whom|despite|why (?:did|do|does|has|have|had|is|are|was|were))\b[^?;:]*$"
)


#: Of whom it can be said afterwards that it is untrue: a claim, or a whole sentence as subject.
_CLAIM_BEFORE = re.compile(rf"^\W*that\b|\b(?:{_CLAIM}|talk of)\b")
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


def polarity_of(context: Context, hit: Hit, frame: Frame) -> Polarity:
    """The polarity of a hit; asserted where its frame cannot take what the clause says.

    A topic is denied only as a whole, by who says that nobody proposes it or that it is not so ("there is no plan to
    cede land", "the myth of …"): "we shall cede no land" speaks of territory.
    """
    sentence, allowed = context.sentence_of(hit), frame.polarity
    before = context.text[max(sentence.start, hit.start - SCOPE) : hit.start]
    asks = is_question(context.text, hit.end, sentence)
    inside = _NEGATED_INSIDE.match(context.text, hit.start, hit.end)
    if inside and not _OWN_NEGATION.search(hit.cue.text) and "denied" in allowed:
        return "denied"
    triggered = asks or "n't" in before or _TRIGGER.search(f" {before}") is not None
    whole = _is_denied_whole(context.text, before, hit, sentence, triggered=triggered)
    value: Polarity = "denied" if whole else "asserted"
    if triggered and not whole:
        value = _of_clause(context.text, before, hit, asks=asks)
    fixed = next((p for p in _FIXED if p in hit.cue.pattern.hints), None)
    if fixed and value != "asked":
        value = "asserted" if value == "denied" else fixed
    return value if whole or value in allowed else "asserted"


def _is_denied_whole(text: str, before: str, hit: Hit, sentence: SentenceRow, *, triggered: bool) -> bool:
    """Whether the proposition is said to be untrue or unsaid, before it or after it."""
    spoken = triggered and not _RHETORICAL.search(before)
    if spoken and any(_reaches(denial.search(before), text, hit) for denial in (_DENIES, _UNSAID)):
        return True
    return bool(_CLAIM_BEFORE.search(before) and _REFUTED_AFTER.match(text, hit.end, sentence.end))


def _reaches(denial: re.Match[str] | None, text: str, hit: Hit) -> bool:
    """Whether no clause turns between a word of denial and the cue, which may begin with the verb that turns it."""
    begins = " ".join(text[hit.start : hit.end].split(None, 2)[:2])
    return denial is not None and not _TURN.match(denial["reach"] + begins)


def _of_clause(text: str, before: str, hit: Hit, *, asks: bool) -> Polarity:
    if _RHETORICAL.search(before):
        return "asserted"
    does = hit.cue.pattern.slot == "subject"
    negation = (_NEGATED if does else _NEGATED_NOUN).search(before) or (does and _NEITHER.search(before))
    if negation and not (negation[0].startswith("neither") and _BEGINS_NEGATED.match(text, hit.start)):
        return "denied"
    if CLEFT.search(before) or _INVERTED.search(before) or _reaches(_ATTRIBUTES.search(before), text, hit):
        return "denied"
    if _WHETHER.search(before) or (asks and not _GIVEN.search(before + text[hit.start : hit.end])):
        return "asked"
    return "conditional" if _CONDITION.search(before) else "asserted"
