"""Untrusted words made inert: escaped, with what cannot be seen made visible."""

from __future__ import annotations

import re
from html import escape

#: Characters that a reader cannot see and that change what he sees: controls, marks that turn the direction of
#: writing, zero-width spaces, line separators, tags, noncharacters and halves of surrogate pairs. Tab and line
#: feed are white space; joiners stay, as scripts and emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)


def inert(text: object) -> str:
    """Write untrusted words as HTML that does nothing.

    Markup is escaped. A character that cannot be seen is written as its code point, with the character kept in
    `data-u`, so that the exact text can be read back.

    >>> inert("<b>R&D</b>")
    '&lt;b&gt;R&amp;D&lt;/b&gt;'
    >>> inert(chr(0x202E) + "gpj.exe")
    '<i class="u" data-u="202e">U+202E</i>gpj.exe'
    """
    return _UNSEEN.sub(lambda m: f'<i class="u" data-u="{ord(m[0]):x}">U+{ord(m[0]):04X}</i>', escape(str(text)))


def inert_attribute(text: object) -> str:
    """Write untrusted words as the value of an attribute, unseen characters as their code points.

    >>> inert_attribute('a" onclick="b')
    'a&quot; onclick=&quot;b'
    """
    return plain(escape(str(text)))


def plain(text: object) -> str:
    """Write untrusted words for a terminal or a label: unseen characters as their code points, in brackets.

    >>> plain("a" + chr(27) + "[31mb")
    'a[U+001B][31mb'
    """
    return _UNSEEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", str(text))


def slug(words: object) -> str:
    """Make an anchor of words: letters, digits and `_ : -` stay, the rest becomes hyphens.

    >>> slug("rates, RT: refusal of talks")
    'rates-RT:-refusal-of-talks'
    """
    return re.sub(r"[^\w:-]+", "-", str(words))


def letters(number: int) -> str:
    """Write a number as a short name that no style of the page has: a capital, then small letters and digits.

    >>> letters(0), letters(25), letters(26), letters(62), letters(962)
    ('A', 'Z', 'Aa', 'Ba', 'Aaa')
    """
    if number < 26:
        return chr(ord("A") + number)
    rest, last = divmod(number - 26, 36)
    return letters(rest) + "abcdefghijklmnopqrstuvwxyz0123456789"[last]
