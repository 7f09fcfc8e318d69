"""What furniture of a news page looks like: one rule a line, each with its reason.

A rule speaks of one paragraph. `OPENINGS` are tried at its beginning, `SIGNS` anywhere inside. They are kept narrow:
a paragraph that no rule is sure of is body. A paragraph with quotation marks is never furniture by a sign alone, for
then somebody may be speaking.
"""

from __future__ import annotations

from typing import NamedTuple

from negresearch.tables import RegionKind


class Rule(NamedTuple):
    """A kind of region, the reason given in `why`, the pattern, the most words, and whether short lines after belong to it."""

    kind: RegionKind
    why: str
    pattern: str
    most_words: int = 60
    carries: bool = False


_NAME = r"(?-i:[A-Z][\w.’'-]*(?:\s(?:[A-Z][\w.’'-]*|de|van|von|der|bin|al|el|la)){1,4})"
_NAMES = rf"{_NAME}(?:(?:,\s|\s?[/&|;]\s?|\s(?:and|for|in|with)\s|,\sand\s)(?-i:{_NAME}|[A-Z][\w.’'-]*))*"
_END = r"\s*:?\s*\Z"

#: Tried at the first character of a paragraph, without regard to case.
OPENINGS: tuple[Rule, ...] = (
    # Who wrote it.
    Rule("byline", "names its author", rf"by:?\s+{_NAMES}(?:,[^.!?]{{0,60}})?\s*\Z", 20),
    Rule(
        "byline",
        "labelled as author",
        r"(?:authors?|written by|story by|text by|words by|report(?:ed|ing)? by|correspondents?|interview(?:ed|er)? by"
        r"|translat(?:ed|ion|or)(?:\s+by)?|edit(?:ed|ing) by)\s*:?\s+(?-i:[A-Z])(?!.*[!?])",
        30,
    ),
    Rule("byline", "credits of reporting", r"(?:additional |further )?(?:reporting|writing|editing|translation) by\s", 60),
    Rule("byline", "label over names", r"(?:article\s+)?(?:authors?|commentators?|experts?|contributors?|interviewees?|guests?):\Z", 4, True),
    # Who took the picture.
    Rule("caption", "labelled as picture", r"[\[(]?(?:file\s+)?(?:photos?|images?|pictures?|illustration|graphic|video|screenshot|source of photo)(?:\s+(?:by|credit|courtesy(?: of)?|source))?\s*[:©/|]\s*\S", 60),
    Rule("caption", "photo credit", r"(?:photo|image|picture|illustration|graphic)s?\s+(?:by|courtesy of|via|credit)\s", 30),
    Rule("caption", "photo credit", r"(?:file (?:photo|image|picture)\b|credit:\s)", 40),
    # Notes of the editors to the reader.
    Rule("notice", "labelled as note of the editors", r"[\[(*]*(?:editors?['’]?s?['’]?|editorial|publisher['’]s)\s+(?:note|notice|remark)\b", 200),
    Rule("notice", "labelled as correction", r"[\[(*]*(?:correction|clarification|content warning|trigger warning|note to readers?)\s*[:(—–-]", 200),
    Rule("notice", "says how the article was changed", r"[\[(*]*this (?:article|story|report|piece|post|version)\s+(?:was|has been|is being)\s+(?:\w+\s+)?(?:updated|corrected|amended|edited|translated|republished|first published|originally published|published)\b", 80),
    # Disclaimers.
    Rule("disclaimer", "labelled as disclaimer", r"[\[(*]*disclaimer\b", 200),
    Rule("disclaimer", "views are the author's own", r"[\[(*]*(?:the\s+)?(?:views?|opinions?|statements?)(?:,?\s+(?:and|or|views|opinions|thoughts)\b)*\s+(?:expressed|presented|contained|stated)\b", 120),
    Rule("disclaimer", "views are the author's own", r"[\[(*]*this (?:article|text|column|piece|material|publication)\s+(?:solely|only|exclusively)?\s*(?:represents?|reflects?|expresses)\b", 120),
    # What the page asks of the reader.
    Rule("boilerplate", "asks to subscribe", r"(?:sign up|subscribe|register)\s+(?:now\s+|here\s+|today\s+|free\s+)*(?:for|to|here|now|today)\b(?!.*[“”\"«»])", 40),
    Rule("boilerplate", "asks to follow", r"(?:please\s+)?(?:follow|join|like|add|find|watch)\s+(?:us|our|the author|@\w+|\w+(?:\s\w+)?(?:['’]s)?\s+(?:on|in)\s+(?:facebook|twitter|x|telegram|instagram|youtube|tiktok|whatsapp|google news))\b", 40),
    Rule("boilerplate", "asks to share", r"(?:please\s+)?share\s+(?:this|on|via|the article)\b", 20, True),
    Rule("boilerplate", "asks for support", r"(?:please\s+)?(?:donate|support)\s+(?:us|our|now|independent|today|the (?:site|author|project))\b", 60),
    Rule("boilerplate", "asks for a click", r"(?:click|tap|swipe|scroll)\s+(?:here|to|on|down|below)\b", 30),
    Rule("boilerplate", "asks for the app", r"(?:download|get|install)\s+(?:the|our)\s+(?:\w+\s+)?app\b", 30),
    Rule("boilerplate", "asks to stay tuned", r"stay\s+(?:tuned|informed|updated|up to date|connected)\b", 30),
    Rule("boilerplate", "asks to log in", r"(?:log|sign)[ -]?in\b(?!.*[.]\s)", 20),
    # Where else the page points.
    Rule("boilerplate", "points to other articles", rf"(?:read|see|watch|listen|explore)\s+(?:more|also|next|too|on|this|related|full (?:story|article)){_END}", 5, True),
    Rule("boilerplate", "points to other articles", r"(?:read|see|watch|listen)\s+(?:more|also|next|related|too)(?:\s+(?:on|about|at|from|in)\b[^.:]{0,40})?\s*(?:[:>»→|]|\.\.\.|…)", 50),
    Rule("boilerplate", "points to other articles", rf"(?:related(?:\s+(?:articles?|stor(?:y|ies)|news|topics?|content|links?|posts?|materials?))?|more\s+(?:on this(?: story| topic)?|from\s.{{1,30}}|stories|news|like this|to read)|most\s+(?:read|popular|viewed|shared)|trending(?: now)?|recommended(?: for you)?|you (?:may|might) also (?:like|be interested in)|also (?:read|in the news)|editor['’]?s['’]? (?:picks?|choice)|latest (?:news|stories)|top stories|don['’]t miss|in this (?:story|article)|what to read next|see also|further reading){_END}", 10, True),
    Rule("boilerplate", "points to other articles", r"(?:related(?:\s+(?:articles?|stor(?:y|ies)|news|topics?))?|see also|also read|don['’]t miss|recommended)\s*[:>»→|]", 50),
    Rule("boilerplate", "address of the source", r"(?:original(?:\s+(?:article|text|source|post|publication))?|sources?|link|url|via|available at|web)\s*:?\s*(?:https?://|www\.)\S+\s*\Z", 12),
    Rule("boilerplate", "bare address", r"(?:https?://|www\.)\S+\s*\Z", 1),
    Rule("boilerplate", "keywords", r"(?:tags?|topics?|keywords?|categor(?:y|ies)|filed under|sections?)\s*:\s", 40),
    Rule("boilerplate", "comments", r"(?:\d+\s+comments?|(?:leave|post|add|view|show|write)\s+(?:a |all |your )?(?:comments?|reply)|join the (?:conversation|discussion)|comments?)\s*(?:\(\d+\))?\s*\Z", 8),
    # What the law and the trade put on a page.
    Rule("boilerplate", "copyright", r"(?:copyright|©|\(c\)\s*\d{4}|all rights reserved)", 60),
    Rule("boilerplate", "copyright", r"(?:no part of this|reproduction (?:of|in whole)|this material may not be (?:published|reproduced)|unauthori[sz]ed (?:use|reproduction|copying))\b", 80),
    Rule("boilerplate", "cookies", r"(?:we (?:and our partners )?use cookies|this (?:site|website|page) uses cookies|by (?:continuing|using|clicking)[^.]{0,80}\b(?:cookies|terms|privacy)|(?:accept|reject|manage|cookie)\s+(?:all|cookies|settings|policy|preferences)\b|your privacy\b)", 150),
    Rule("boilerplate", "advertisement", rf"(?:advertisements?|advertising|advert|ad|ads|sponsored(?: content| by.{{1,30}})?|promoted(?: content)?|partner content|story continues below(?: advertisement)?|article continues (?:below|after)(?: (?:the |this )?advert(?:isement)?)?|continue reading(?: below)?){_END}", 8),
    Rule("boilerplate", "button", rf"(?:print(?: this)?|e-?mail(?: this)?|copy link|save|bookmark|menu|search|close|back to top|home|skip to (?:main )?content|loading\W*|play(?: video)?|listen|next|previous|show (?:more|less|comments)|load more|view (?:gallery|image|all)|reload|refresh|send|reply|like|dislike){_END}", 4),
    Rule("boilerplate", "length of reading", rf"(?:reading time:?\s*)?\d+[ -]?min(?:ute)?s?\s*(?:read(?:ing)?(?: time)?)?{_END}|reading time\b", 5),
    Rule("boilerplate", "translated by machine", r"[\[(]?(?:this (?:article|text) (?:was|has been) )?(?:machine|automatically|auto)[ -]?translat", 30),
)  # fmt: skip

#: Searched for inside paragraphs without quotation marks; the words that must occur, in lower case, keep the search cheap.
SIGNS: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (
        ("telegram", "newsletter", "channel", "social", "notifications", "whatsapp", "facebook"),
        Rule("boilerplate", "asks to follow", r"(?:\A|[,;:.!?—–-]\s*)(?:please\s+)?(?:stay tuned|subscribe|sign up|follow|join|like)\b.{0,40}\b(?:our|us)\b.{0,60}(?:telegram|newsletter|channel|social|notifications|whatsapp|facebook)", 50),
    ),
    (
        ("please",),
        Rule("boilerplate", "asks to follow", r"\bplease\s+(?:follow|subscribe|sign up|like|share|support|donate|click|visit|contact)\b(?!.*\b(?:said|added|told)\b)", 40),
    ),
    (
        ("views", "opinions"),
        Rule("disclaimer", "views are the author's own", r"\b(?:views|opinions)\b.{0,60}\b(?:do not|don['’]t|may not|are (?:solely )?(?:those|the author|his own|her own)|not necessarily)\b.{0,60}\b(?:reflect|represent|author|own|editorial|policy|position)", 80),
    ),
    (
        ("advice", "responsib", "liab"),
        Rule("disclaimer", "declines responsibility", r"(?:does not|do not|not)\s+(?:constitute|intended as|be considered)\b.{0,40}\b(?:financial|investment|legal|medical)?\s*advice|editor(?:s|ial)\b.{0,60}\bnot (?:be )?(?:responsible|liable)", 80),
    ),
    (
        ("all rights reserved", "without permission", "prior written"),
        Rule("boilerplate", "copyright", r"\ball rights reserved\b|\bwithout (?:the )?(?:prior |express |written )*(?:permission|consent)\b.{0,40}\bprohibited\b|\bprior written (?:permission|consent)\b", 80),
    ),
    (
        ("getty", "reuters", "afp", "ap", "epa", "tass", "sputnik", "©", "shutterstock", "wikimedia", "unian", "ukrinform", "xinhua", "anadolu", "photo", "image"),
        Rule("caption", "photo credit", r"(?:©\s?[^.]{2,60}|\b(?:gettyimages?(?:\.\w{2,3})?|getty images)\b(?:\s*[/|,–—\s-]\s*(?-i:[A-Z])[^.]{0,50})?|(?-i:\b(?:REUTERS|AFP|AP|EPA(?:-EFE)?|TASS|Sputnik|UNIAN|Ukrinform|Xinhua|Anadolu|Shutterstock|Zuma|NurPhoto|Reuters|POOL|Pool)\s?[/|]\s?[A-Z][^.]{1,60}|[/|]\s?(?:REUTERS|AFP|AP|EPA(?:-EFE)?|TASS|Sputnik|UNIAN|Ukrinform|Xinhua|Anadolu|Shutterstock|Getty|Reuters|Pool|POOL)|\(?AP Photo[^.]{0,60}|\b(?:AP|AFP) via Getty Images)|\[(?:file )?(?:photo|image)\b[^\]]{0,80}\]|\((?:file |photo|image)[^)]{0,80}\)|(?:photo|image)(?:\s+(?:by|courtesy))?:\s?[^.]{2,60})[)\]]?\.?\s*\Z", 80),
    ),
)  # fmt: skip

#: An editorial box about the reliability of what is reported, believed only between the headline and the prose.
RELIABILITY = Rule(
    "notice",
    "warns of the sources, before the text begins",
    r"(?s)(?=.*\b(?:information|reports?|materials?|content|claims|statements|messages)\b)"
    r"(?=.*\b(?:propaganda|disinformation|information (?:war(?:fare)?|operation)s?|independently verif(?:y|ied)"
    r"|misleading|foreign agents?|undesirable)\b)"
    r"(?=.*\b(?:media|sources?|reports?|government|representatives|readers?|outlets?)\b)",
    70,
)

#: Words on buttons that share or open a page; a line of nothing else is a strip of buttons.
BUTTONS = frozenset(
    "share tweet facebook twitter x whatsapp telegram viber vk vkontakte ok odnoklassniki linkedin reddit pinterest"
    " instagram youtube tiktok messenger email e-mail mail print copy link save bookmark flipboard pocket threads bluesky"
    " mastodon rss sms signal line wechat weibo comment comments on via this to with post like pin send icon menu search"
    " login log in sign up subscribe close home news".split()
)
#: Names of interface parts: a long line in which every fourth word holds one is a strip of icon names.
INTERFACE = ("icon", "chevron", "button", "navbar", "dropdown", "hamburger", "toggle")
