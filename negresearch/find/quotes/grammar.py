"""The shapes of reporting sentences, as regular expressions over the symbols of an outline.

What stands before a cue is matched on the mirrored outline. Symbols: see `find/words.py`; Q is a quotation.
"""

from __future__ import annotations

import re

_IN = "CTneNgDvJajQ’"  # inside a noun phrase, seen from its end
_HEAD = "CTnNvQDgJe"  # what a noun phrase may end with

#: A noun phrase, mirrored: its last word first.
_PHRASE = rf"[{_HEAD}](?:[{_IN}]|m(?=[D’])|[oi](?=[CTnNvegDQ’])|&(?=[CT]))*"

#: The subject left of a cue, mirrored: auxiliaries and adverbs, then a pronoun or a noun phrase, perhaps with
#: an apposition or a party in brackets between.
SUBJECT = re.compile(
    rf"""(?P<aux>(?:[xza]|t(?=z))*)(?:
    (?P<pronoun>P)
    |[,-](?P<apposition>[^,.:;\n?]{{1,60}}?(?:,[^,.:;\n?VK]{{1,30}})?)[,-](?P<whole>{_PHRASE})
    |\)[^()\n]{{1,12}}\((?P<party>{_PHRASE})
    |(?P<phrase>{_PHRASE}))""",
    re.VERBOSE,
)
#: Before "who": the noun phrase that it takes up, mirrored.
ANTECEDENT = re.compile(rf"[,]?(?P<phrase>{_PHRASE})")
PHRASE_LEFT = re.compile(_PHRASE)
#: A noun phrase to the right: the speaker after an inverted verb or "according to".
PHRASE = re.compile(r"P|M|(?:D?[DCTneNgvJaj’Q&m]+(?:[oit][DCTneNgvJj’]+)*)")
APPOSITION = re.compile(r"(?:,[DCTneNgvJaji’o&]{1,20})?")

PASSIVE = re.compile(r"a*z")
PROGRESSIVE = re.compile(r"a*[za]*z")

#: What follows a cue.
THAT = re.compile(r"(?P<skip>[^.,;:?\nhVGQPxzqw]{0,18})(?:,[^,.;:?\nQhV]{1,20},)?h(?!V)")
SPEECH = re.compile(r"(?P<skip>[^.,;:?\nhVGQPxzqw]{0,18}?)h?[,:-]?Q")
COLON = re.compile(r"[^.,;?\nhQVG]{0,24}:")
END = re.compile(r"[^.,;:?\nhVGQPxzq]{0,20}(?=[.;?\n)]|\Z|,|-|[GP]|:)")
STOP = re.compile(r"[am]*(?=[.,;?\n)]|\Z)")
TIME = re.compile(r"(?:a|m|i?D?m(?=[^n]))*")
INFINITIVE = re.compile(r"a?t(?=[nVvaxzeGi])")
ORDER = re.compile(r"(?:M|[DCTnNeJvgj’oi&]{1,8})a?t(?=[nVvaze])")
WHETHER = re.compile(r"a?[qw]")
CLAUSE = re.compile(r"(?=[DPCTnQMNveJg])")
#: A finite verb soon: the words are a clause, not a noun phrase.
FINITE = re.compile(r"[^.,;:\n?]{1,14}?[xzVe]|[^.,;:\n?]{1,6}?v[DtCPMi]|[PC]’?n?[vne]|Q")
ON = re.compile(r"[^.;?\nVQ]{0,30}?,Q")
NOUN_THAT = re.compile(r"(?P<owner>’|D)(?P<between>[aneJC]{0,2})(?P<noun>[vNn])(?P<mark>[ht])")
MIND = re.compile(r"a*(?:(?P<that>h)|(?P<to>t)|(?P<prep>[oi])|(?=[PDC]))")

#: Where reported content ends: with the sentence, or where the next reporting clause begins.
CUT_CLAUSE = re.compile(
    r"[.;\n?]|\)|,(?:[&b]|w)?a*[DCTnN’joi]{1,12}[xa]*V(?!t)|,?[&b][ax]*V(?=[htQ])|,K|,?K(?=t)|,a*G|,[&b]?P[xa]*V[^.,]"
)
CUT_PHRASE = re.compile(
    r"[.;\n?]|\)|,(?=[aGgPwbxzVe&h])|,(?=D[nT])|[&b][axz]*[VG]|[&b]P|w(?=[DPCTn]+[xzV])|,?K|,[&b]?[DCTnN’joi]{1,12}[xa]*V"
)
HAS_VERB = re.compile(r"[xzVve]|n.*n")
