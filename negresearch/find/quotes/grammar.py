"""The shapes of reporting sentences, as regular expressions over the symbols of an outline.

What stands before a cue is matched on the mirrored outline. Symbols: see `find/words.py`; Q is a quotation.
"""

from __future__ import annotations

import re

_IN = "CTneNgDvJajQ’"  # inside a noun phrase, seen from its end
_HEAD = "CTnNvQDgJe"  # what a noun phrase may end with

#: A noun phrase, mirrored: its last word first. It may end in a participle and what depends on it ("officials briefed
#: on the matter").
_PHRASE = (
    rf"(?:[neJCTNv]{{1,4}}D?i[VU](?=[nT])|)(?:[{_HEAD}]|G(?=[DnJ’])|r(?=D)|M(?=oD|tJ))"
    rf"[{_IN}]{{0,40}}(?:(?:m(?=[D’])|(?<!g)[oi](?=[CTnNvegDQ’J])|t(?=[TJ])|&(?=[CT]))[{_IN}]{{1,40}}){{0,20}}"
)

#: The subject left of a cue, mirrored: auxiliaries and adverbs, then a pronoun or a noun phrase, perhaps with
#: an apposition or a party in brackets between.
SUBJECT = re.compile(
    rf"""(?:[xza]|t(?=z)|D(?=m)|m[Da]*(?:i(?!’)|(?=[a-zA-Z,])))*(?:
    (?P<pronoun>[Pq]|h(?=[nNCT]))
    |[,-][^,.:;\n?]{{1,60}}?(?:,[^,.:;\n?VUK]{{1,30}})??[,-](?:y,|D,|\)[^()\n]{{1,12}}\()?(?P<whole>{_PHRASE})
    |(?:,[yD]|y),(?P<party>{_PHRASE})
    |\)[^()\n]{{1,12}}\((?P<bracket>{_PHRASE})
    |(?P<phrase>{_PHRASE}))""",
    re.VERBOSE,
)
#: Before "who": the noun phrase that it takes up, mirrored.
ANTECEDENT = re.compile(rf"(?:[,(]|--?)?(?:y,|\)[^()\n]{{1,12}}\()?(?P<phrase>{_PHRASE})")
NAMES = re.compile("D?T*C+T*")
#: A noun phrase, mirrored, that ends in a name.
NAMED = re.compile(r"\A[CT]")
#: Left of the phrase that seems to be the subject, mirrored: a relative clause of which it is the object.
RELATIVE = re.compile(rf"(?P<clause>[xzrVUe][^.,;:?\nQP]{{0,12}}?P)(?P<phrase>{_PHRASE})")
PHRASE_LEFT = re.compile(_PHRASE)
#: A noun phrase to the right: the speaker after an inverted verb or "according to".
PHRASE = re.compile(r"P|M|(?!D?m)(?:D?[DCTneNgvJaj’Q&m]+(?:[oit](?!g)[DCTneNgvJj’]+)*)")

PASSIVE = re.compile(r"a*z")
#: After a passive: what may stand before and with its "by".
BY = re.compile(r"i[^.,;:?\nQVUPxz]{0,12}")
PERFECT = re.compile(r"[am]*x")

#: What follows a cue.
_SKIP = r"(?:[^.,;:?\nhVUGQPxzqw]|w(?=[DC])){0,18}"
_THAT = r"(?:[,-](?:[^,.;:?\nQhV]{1,20}|&[^,.;:?\nQhq]{1,20})[,-]|)(?<!i)h(?![V.]|,(?![wi])|m(?!o))"
_AFAR_THAT = r"(?=[^.;:?\nhQ]{0,40}h)" + _SKIP + _THAT.replace("[V.]", "[Vxze.]|r(?![xz])")  # a crowd that was late
THAT = re.compile(_AFAR_THAT)
_SPEECH = r"(?P<quote>h?[,:-]?Q)|(?P<colon>(?=[^.;?\nhVUG]{0,40}:)(?:[^.;?\nhVUG,]|,(?![DCTn’]{1,6}v)){0,40}:)"
_AFAR = _SPEECH.replace("h?", rf"(?=[^.;?\nVUGPxzqQ]{{0,20}}Q){_SKIP}?h?", 1)
#: A quotation or a colon, and "that" before them; in the second pair something may stand between it and the verb.
SPEECH, SPOKEN = re.compile(_SPEECH), re.compile(f"(?P<that>{_THAT})|{_SPEECH}")
#: Whom somebody asks, before a quotation: "asked the crowd, “...”".
HEARING = re.compile("[DCTnN’o]{1,6}[,:]Q")
AFAR, SPOKEN_AFAR = re.compile(_AFAR), re.compile(f"(?P<that>{_AFAR_THAT})|{_AFAR}")
#: Somebody's name and a reporting verb with a colon, marks or none.
INTRODUCTION = re.compile(r"C[^.?:\n]{1,60}?V:")
#: Below what was said, by whom: “...” — Rex Farrow, at a rally
SIGNED = re.compile(r"Q[.?,]?\n?-+(?P<who>(?:D?[CTnNeo’]){1,8}?)(?=[,(\n])")
END = re.compile(r"[^.,;:?\nhVUGQPxzq]{0,20}(?=[.;?\n)]|\Z|,|-|[GP]|:)")
STOP = re.compile(r"(?:a|D?m|i&i|i(?=[.,]))*(?=[.,;?\n)]|\Z)")
#: "as X put it", perhaps where, and what comes after.
PUT = re.compile(r"Pa*(?:[iam][^.,;:?\n]{0,16})?(?=[.,;:?\n)]|\Z)")
#: "said this on Monday", not "said this was".
THIS = re.compile(r"D(?:i[^.,;:?\nxzrVU]{1,30})?(?=[.,])")
#: "put the crowd at".
PUT_AT = re.compile(r"[PDanNCJeT’]{1,6}(?:[io][DnNCTeJ]{1,5}){0,2}(?:Dm)?i")
TOLD = re.compile(r"[MDCTnNJ’o]{1,6}(?=[.,\n]|[ima])")
#: "told the paper in an interview | about".
TOLD_OF = re.compile(r"(?:M|[DCTnNJ’o]{1,8})(?:a|i?D?m|iD?[mJNneCT]{1,4}){0,2}i(?=[DCTnNeJvg])")
#: A participle and what depends on it, before the verb: "officials | briefed on the matter | said".
REDUCED = re.compile(r"i(?!m)D?[neJCTNv]{1,4}[xa]*V")
#: Where or when somebody spoke, within the sentence: "voters, she said in an interview, are".
AMID = re.compile(r"[iamt][^.,;:?\nhVUGQPxzq]{0,18}(?=,[xzrUVve])")
ADJUNCT = re.compile(r"[iamt][^.,;:?\nhVUGQPxzq]{0,18}(?=[.\n]|\Z|,D)")
TIME = re.compile(r"(?:a|m|i?D?m(?=[^n]))*")
INFINITIVE = re.compile(r"(?:a|i?D?m)*(?:,[wi][^.,;:?\n]{1,12},)?t(?=[nVUvaxzerGiJNTg])")
ORDER = re.compile(r"(?:M|[DCTnNeJvgj’oi&m]{1,9})a?t(?=[nVUvarzeJNTg])")
WHETHER = re.compile(r"(?:a|i[DCTnNeJ’o]{1,8}(?=q))?(?=[qw])")
#: Whom a question is put to, before it.
ASKED = re.compile(r"(?:M|[DCTnNeJv’oij&]{1,10}?)(?=q|w[PDC])")
#: Where somebody says what a pronoun then begins: "said in a speech | he".
SAID_IN = re.compile("i[DCTnNeJ’o]{1,8}(?=P)")
CLAUSE = re.compile(r"(?=[DPCTnQMNveJg]|on[PDCT])")
#: A clause, without "that" or anybody who hears it, and nothing else.
PLAIN = re.compile(r"(?:[CTnNveJ]|P(?![.,\n])|D(?![m.,\n]))(?![^.;?\nhVUG]{0,39}:)")
#: A finite verb soon: the words are a clause, not a noun phrase.
FINITE = re.compile(r"[^.,;:\n?w]{1,14}?[xzrVUegQ]|[^.,;:\n?]{1,6}?v[DtCPMi]|[PC]’?n?[vne]|Q")
HEARD = re.compile(
    r"M(?:a?i?D?m(?=[DPCTnq]))?|D?[CTn’]+(?:a?i?D?m)*(?=P)|[DCTnNeJv’oij&]{1,10}?(?:a?i?D?m)*(?=[DPCTnq][^.,;:\n?&b]{0,14}?[xzrVUe])"
)
ON = re.compile(r"[^.;?\nVUQ]{0,30}?,Q")
#: "his message to voters was simple: | Stay away."
IN_SHORT = re.compile(r"(?:t[DCTnNe]{1,4})?z[^.,;:?\n]{1,6}:")
FACT = re.compile("[toi]?Dnh")
PENDING = re.compile(r"[^.;?\nVUQ]{0,30}?:(?=\n)")
#: Something in marks soon: "Smith calls probe a “hoax”".
SOON = re.compile(r"[DneJ]{1,4}Q")
SAID_NOW = re.compile(r"a?[:,]?Q|a?:")
#: What a relative clause has for an object, up to the verb of its sentence.
MAIN_VERB = re.compile(r"[DCTnNeJgaoij&’MQ]{1,20}?(?=[xza]*[Vxz][^.,;:\n])")
#: A clause that is the subject of what follows: "his claim that the vote was rigged | has alarmed some".
AS_SUBJECT = re.compile(r"[^.,;:?\n]{1,20}?[xzrVU][xzae]*[^.,;:?\nxzh]{0,20}(?=[xz])")
MIND = re.compile(r"[am]*(?:(?P<that>h)|(?P<to>t)|(?P<prep>[oi])|(?=[PDC]))")

#: ", a charge that she denies", ", a move critics say": a noun of its own with somebody's verb about it.
_APPOSED = r"D[neJC]{0,2}[nvN]h?(?=[DCTnvP’geJ]{1,5}[xa]*[VU])"
_JOINED = r"(?:[ax]*[VU](?=[htQ:])|a*([VU])(?=[DPCMQTniag]))"
#: Where reported content ends: with the sentence, or where the next reporting clause begins. Each alternative begins
#: with one character, so that the search runs at the speed of a set.
CUT_CLAUSE = re.compile(
    r"\.|,(?:[DCTn’]{1,6}va?:|&[DCTn’]{1,6},[^.,:;?\n]{1,24},[xa]*V|[&bw]?a*(?:[DCTnNe’joitMJ]|(?<=[DJ])v){1,12}[xa]*V(?!t)"
    r"|[&b](?:iD?m)?(?:[DCTnNe’joi]{1,12}za*J|[ax]*[VU](?=[htQ:])|P[xa]*[VU])"
    rf"|K(?=t)|a*G|w?P[xa]*V[^.,]|i[DCTnN’]{{1,8}}G|{_APPOSED}|[&b]?a*([VU])(?=[DPCMQTniag]))"
    rf"|&{_JOINED}|b{_JOINED}|\n|;|\?|:(?=[^.;:?\n]{{1,30}}V)|-[DCTnN’joi]{{1,12}}[xa]*V|K(?=t)|w(?=a*G)"
)
CUT_PHRASE = re.compile(
    r"[.;\n?&bwK,](?:(?<=[.;\n?K])|(?<=[&b])(?:[axz]*[VUG]|P)|(?<=w)(?:(?=[DPCTn]+[xzrVU])|(?=a*G))"
    r"|(?<=,)(?:(?=[aGgPwbxzVUe&hK])|(?=D[nT])|[&b]?[DCTnNJe’joitM]{1,12}[xa]*V|i[DCTnN’]{1,8}G"
    rf"|{_APPOSED}))"
)
#: An apposition within the content: "the nominee, Peter Voss, as ..."
WITHIN = re.compile(r",[^,.;:\n?VUG]{1,12},(?=[wiQ])")
HAS_VERB = re.compile(r"[xzrVUve]|n.*n")

#: What may be a cue, by its neighbours.
CUE = re.compile(
    r"V|U|K|G(?:(?<=[,zaxw&b-]G)|(?<=[nCTQNv\n.]G)(?=[hQqDPiM]))"
    r"|v(?:(?<!Dv)(?=[htQ:,DPCTnMiaqm.JNegG\n])|(?<=Dv)(?=[htio])|(?<=[i’]v)(?=o)|(?<=[’Dn]v)(?=z[ht])|(?<=[’DJe]v)(?=[.,:\n]))"
    r"|N(?:(?<!hN)(?=i)|(?<=[’DaneC]N)(?=[hto])|(?<=[rUV]N)(?=h)|(?<=iN)(?=o)|(?<=iDN)(?=o)|(?<=[’Dn]N)(?=z[ht])"
    r"|(?<=[’DJe]N)(?=[.,:\n]))|J(?:(?<=[zam]J)(?=[amhotiPDC])|(?<=[rP]J)(?=[hP]))|x(?:i(?=t)|(?<=[nm]x)(?=C))"
)
OPENING = re.compile(
    r"(?:[biaw&UVeG][^,.;:\n?Q]{0,20}(?:,|(?=P)))?a*(?P<who>P|[DCTneNgvJaj’Q&]{1,40}(?:[oi][DCTneNgvJj’]{1,20}){0,5})"
)
AFTER_SOURCE = re.compile(r"(?:,(?:q[^,.;:\n?V]{1,24}|[^,.;:\n?Vqxzr]{1,25}))?(?:,|:(?=Q))|(?=[xzVP])")
AFTER_INVERSION = re.compile(r"[.,;:\n?w\-(qPhGgia](?!\Z)|[.\n]")
#: A noun phrase with what depends on it, up to the verb of the sentence.
THING = re.compile(r"[^.,;:?\nxzVUrhwb]{1,30}")
OBJECT = re.compile(r"[DPCTnMQegGJvNq]|r(?=n)|a[DCTnJeQ]|h[nNvJG]")
