"""The closed word lists of dates: names, units, numbers, and the words that may stand before them."""

from __future__ import annotations

from negresearch.tables import Grain

MONTH_NAMES = tuple("january february march april may june july august september october november december".split())
#: Month number by the first three letters.
MONTHS = {name[:3]: number for number, name in enumerate(MONTH_NAMES, 1)}

WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY_FORMS = (*WEEKDAY_NAMES, *(f"{name}s" for name in WEEKDAY_NAMES))
#: ISO weekday by the first three letters.
WEEKDAYS = {name[:3]: number for number, name in enumerate(WEEKDAY_NAMES, 1)}
#: As printed before a full stop.
SHORT_NAMES = (*MONTHS, "sept", *WEEKDAYS, "tues", "thur", "thurs")

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

#: What TIMEX3 puts behind the day.
DAYPARTS = {
    "morning": "TMO", "mornings": "TMO", "dawn": "TMO", "daybreak": "TMO", "sunrise": "TMO", "noon": "T12:00",
    "midday": "TMI", "afternoon": "TAF", "afternoons": "TAF", "evening": "TEV", "evenings": "TEV", "dusk": "TEV",
    "sunset": "TEV", "night": "TNI", "nights": "TNI", "midnight": "T24:00", "daytime": "TDT",
}  # fmt: skip

#: How TIMEX3 writes a unit in a length; CLOCK_UNITS stand behind T.
UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "week": "W", "weekend": "WE",
    "fortnight": "W", "month": "M", "quarter": "Q", "season": "S", "semester": "S", "year": "Y", "decade": "Y",
    "century": "Y",
}  # fmt: skip
CLOCK_UNITS = frozenset({"second", "minute", "hour"})

#: The grain in which one moves by a unit.
UNIT_GRAINS: dict[str, Grain] = {
    "second": "minute", "minute": "minute", "hour": "minute", "day": "day", "night": "day", "week": "week",
    "weekend": "week", "fortnight": "week", "month": "month", "quarter": "quarter", "season": "season",
    "semester": "season", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip

_ONES = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split()
TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
NUMBERS = {word: number for number, word in enumerate(_ONES, 1)} | TENS

#: Words between a number and its unit.
ADJECTIVES = tuple(
    """full whole entire consecutive straight successive calendar trading business working fiscal financial school
    bloody long short more additional solid brutal further good such other odd single mere""".split()
)

#: Numbers that are not told.
VAGUE = frozenset("few several many some numerous countless".split())

_ORDINALS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth""".split()
ORDINALS = {word: number for number, word in enumerate(_ORDINALS, 1)}
ORDINALS |= {f"twenty-{word}": 20 + number for word, number in list(ORDINALS.items())[:9]}
ORDINALS |= {"thirtieth": 30, "thirty-first": 31}

#: Decades in words: "the nineties".
DECADES = {f"{word[:-1]}ies": number // 10 for word, number in TENS.items()}

#: Days with names, as printed: as month and day or as `feasts` has it; XX-XX where no rule of ours gives the day.
HOLIDAYS = {
    "New Year's Eve": "12-31", "New Year's Day": "01-01", "New Year's": "01-01", "New Year": "01-01",
    "Christmas": "12-25", "Christmas Day": "12-25", "Christmas Eve": "12-24", "Boxing Day": "12-26",
    "Valentine's Day": "02-14", "Halloween": "10-31", "Bastille Day": "07-14", "Independence Day": "07-04",
    "Fourth of July": "07-04", "May Day": "05-01", "Victory Day": "05-09", "Armistice Day": "11-11",
    "Veterans Day": "11-11", "Thanksgiving": "11/4/4", "Thanksgiving Day": "11/4/4", "Labor Day": "09/1/1",
    "Memorial Day": "05/-1/1", "Easter": "easter", "Easter Sunday": "easter", "Easter Monday": "easter+1",
    "Good Friday": "easter-2", "Palm Sunday": "easter-7", "Ramadan": "XX-XX",
}  # fmt: skip

#: TIMEX3's `mod` by the words that bring it; longer ones are looked for first.
MODS = {
    "early": "START", "earlier": "START", "beginning": "START", "start": "START", "opening": "START",
    "outset": "START", "turn": "START", "mid": "MID", "middle": "MID", "late": "END", "later": "END",
    "latter": "END", "end": "END", "close": "END", "about": "APPROX", "around": "APPROX", "approximately": "APPROX",
    "roughly": "APPROX", "some": "APPROX", "close to": "APPROX", "nearly": "LESS_THAN", "almost": "LESS_THAN",
    "under": "LESS_THAN", "less": "LESS_THAN", "fewer": "LESS_THAN", "over": "MORE_THAN", "more": "MORE_THAN",
    "at least": "EQUAL_OR_MORE", "no less": "EQUAL_OR_MORE", "no fewer": "EQUAL_OR_MORE",
    "at most": "EQUAL_OR_LESS", "up to": "EQUAL_OR_LESS", "no more": "EQUAL_OR_LESS",
}  # fmt: skip
