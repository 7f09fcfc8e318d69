"""What a quotation is that nobody is seen to speak: a title, a term, or a word held with tongs."""

from __future__ import annotations

import re

from negresearch.find.quotes.marks import Quotation
from negresearch.read.lexicon import read_lexicon
from negresearch.tables import QuoteKind

#: Words that stand small in a title.
_SMALL = frozenset("a an the of and or in on at to for from with by".split())
_NEXT_WORD = re.compile(r"[\s]*([a-z][\w-]*)")
#: Longer quotations are no titles.
_LONGEST_TITLE = 8
#: From so many words on, a quotation inside a sentence gives somebody the word even if nobody is named.
_SHORTEST_SPEECH = 5
_READ = frozenset({"read", "reads"})
_BEFORE_TITLE = frozenset("on in by of told at for called titled host the read watch watched wrote its his her".split())


def _sentence_before(text: str, quotation: Quotation) -> list[str]:
    """The words between the last full stop and the marks, a few at most."""
    before = text[max(0, quotation.outer_start - 60) : quotation.outer_start]
    return before.rsplit(". ", 1)[-1].lower().split()


def word_before(text: str, quotation: Quotation) -> str:
    """The word right before the opening mark, in lower case; "" after punctuation, "s" after a possessive."""
    before = text[max(0, quotation.outer_start - 40) : quotation.outer_start].rstrip(" (")
    if not before or not before[-1].isalnum():
        return ""
    last = before.rsplit(None, 1)[-1].lower()
    return "s" if last.endswith(("'s", "’s")) else last.lstrip('“"«(')


def is_title(text: str, quotation: Quotation) -> bool:
    """Whether the marks only set off a name: of a programme, a book, a company.

    Capital letters throughout, few words, and a noun or preposition before it that brings a name.
    """
    initial = text[quotation.start]
    if quotation.end - quotation.start > 80 or not (initial.isupper() or initial.isdigit()):
        return False
    words = text[quotation.start : quotation.end].rstrip(",.").split()
    if len(words) > _LONGEST_TITLE:
        return False
    before = word_before(text, quotation)
    if before in _READ and read_lexicon().sets["inscribed"].intersection(_sentence_before(text, quotation)):
        return False  # the sign at the gate read
    if before == "s":
        before = "its"
    if not before:
        return False
    capital = all(word[0].isupper() or word[0].isdigit() or word in _SMALL for word in words)
    if before in read_lexicon().sets["titled"]:
        return capital or len(words) <= 3
    if not capital or text[quotation.end - 1] in "!?":
        return False
    return before in _BEFORE_TITLE and (len(words) > 1 or before in ("by", "on", "at", "for"))


def is_term(text: str, quotation: Quotation) -> bool:
    """Whether the marks set off an expression as such: the idea of “indivisible security”."""
    before = text[max(0, quotation.outer_start - 40) : quotation.outer_start].lower().split()
    if not before or quotation.end - quotation.start > 60:
        return False
    termed = read_lexicon().sets["termed"]
    return before[-1] in termed or (len(before) > 1 and before[-1] in ("of", "the", "as") and before[-2] in termed)


def is_attributive(text: str, quotation: Quotation) -> bool:
    """Whether one or two words in marks stand before the noun that they describe: “illegal” sanctions."""
    words = text[quotation.start : quotation.end].split()
    if len(words) > 1 and not (len(words) == 2 and words[0][0].isupper()):
        return False
    match = _NEXT_WORD.match(text, quotation.outer_end) if text[quotation.end - 1].isalnum() else None
    return match is not None and read_lexicon().symbols.get(match[1], "n") in "nvNTJeg"


def unspoken(text: str, quotation: Quotation) -> QuoteKind:
    """The kind of a quotation without a speaker."""
    if is_term(text, quotation):
        return "term"
    spoken = text[quotation.start].isupper() and text[quotation.end - 1] in ",?!"
    return "mixed" if len(text[quotation.start : quotation.end].split()) >= _SHORTEST_SPEECH - 2 * spoken else "scare"
