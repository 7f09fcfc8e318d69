"""Dates: found, read, and doubted."""

from __future__ import annotations

import csv
import pickle
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from strategies import a_document, news_text

from negresearch import timex
from negresearch.find.dates import dates_in, publications_in
from negresearch.find.dates.tagger import _DATE_BEHIND
from negresearch.find.segments import Segments
from negresearch.read.corpus import Corpus
from negresearch.tables import TABLES, DateRow

GOLD = Path(__file__).parent / "gold"
#: Shares below which a change is a loss; they only go up.
SEED_VALUES, SEED_CALENDAR, WRITTEN_VALUES = 1.0, 1.0, 1.0
#: F1 of spans and of values on the newswire texts, which were coded before the finder saw them.
WIRES = [
    ("dates_newswire.txt", 0.987, 0.974),
    ("dates_newswire_2.txt", 0.979, 0.952),
    ("dates_newswire_3.txt", 0.956, 0.912),
]


def found(text: str, published: str | None = None) -> list[DateRow]:
    """The dates of a text that was published then, as the manifest says."""
    how = "manifest" if published else "unknown"
    document = a_document(text, published_first=published, published_last=published, published_how=how)
    segments = Segments(document)
    return dates_in(segments, publications_in(segments))


def values(text: str, published: str | None = None) -> list[tuple[str, str]]:
    """Words and value of each date."""
    return [(text[row.start : row.end], row.value) for row in found(text, published)]


def only(text: str, published: str | None = None) -> str:
    """The value of the last date."""
    return found(text, published)[-1].value


def written(name: str = "dates_written.txt") -> Iterator[tuple[str, str | None, list[tuple[int, int, str, str]]]]:
    """The texts of a file of ours without their marks; day of publication; marks as start, end, value, type."""
    for block in (GOLD / name).read_text("utf-8").split("# ")[1:]:
        head, body = block.split("\n", 1)
        text, at, marks = "", 0, []
        for mark in re.finditer(r"\[\[([^|]*)\|([^|]*)\|(\w+)\]\]", body):
            text += body[at : mark.start()] + mark[1]
            marks.append((len(text) - len(mark[1]), len(text), mark[2], mark[3]))
            at = mark.end()
        published = head.split()[1]
        yield text + body[at:], None if published == "none" else published, marks


def test_written_texts_are_read_as_they_were_coded() -> None:
    """On our own texts every expression is found with its span, value and type, and no trap is taken for a date."""
    right = of = 0
    for text, published, marks in written():
        rows = [(row.start, row.end, row.value, row.type) for row in found(text, published)]
        right += len(set(rows) & set(marks))
        of += len(set(rows) | set(marks))
    assert right / of >= WRITTEN_VALUES


@pytest.mark.parametrize(("name", "least_spans", "least_values"), WIRES)
def test_newswire_is_read_as_it_was_coded(name: str, least_spans: float, least_values: float) -> None:
    """On texts in the manner of the agencies, coded blind, spans and values keep their F1."""
    spans = values = of = 0
    for text, published, marks in written(name):
        rows = {(row.start, row.end): row.value for row in found(text, published)}
        gold = {(start, end): value for start, end, value, _ in marks}
        spans += len(rows.keys() & gold.keys())
        values += len(rows.items() & gold.items())
        of += len(rows) + len(gold)
    assert 2 * spans / of >= least_spans
    assert 2 * values / of >= least_values


def test_seeds_are_read_as_they_were_coded(seeds: Corpus) -> None:
    """On the five seeds spans, types and values equal the hand coding but for the shares allowed."""
    gold = _seed_gold()
    rows = {
        (document.doc_id, row.start, row.end): (row.type, row.value)
        for document in seeds
        for segments in [Segments(document)]
        for row in dates_in(segments, publications_in(segments))
    }
    calendar = {place for place, (_, value) in gold.items() if value[:4].isdigit()}
    right = {place for place in gold if rows.get(place) == gold[place]}
    assert len(right) / len(gold) >= SEED_VALUES
    assert len(right & calendar) / len(calendar) >= SEED_CALENDAR
    assert set(rows) <= set(gold), "something that is no date was taken for one"


def _seed_gold() -> dict[tuple[str, int, int], tuple[str, str]]:
    with (GOLD / "dates_seeds.csv").open(encoding="utf-8", newline="") as lines:
        return {
            (row["doc_id"], int(row["start"]), int(row["end"])): (row["type"], row["value"])
            for row in csv.DictReader(lines)
        }


TRAPS = """
They may march on. | May said so. | March on Washington | a second attempt | The seconds of the boxer
watched “60 Minutes.” | the Cold War mentality | the Korean War | “Moscow. Kremlin. Putin” | Minsk-2 failed
with 2000 soldiers | some 1500 rifles | Article 5 and Resolution 1701 | version 3.11 | Boeing 1900 | $2000 | 2000%
three quarters of the army | in some quarters | the fall of Kabul | prices continued to fall | the Prague Spring
the Long March | White Christmas | won 9/11 games | sat in the sun | in his 70s | page 2008 of it | 1,950 workers
channel 1999
"""


@pytest.mark.parametrize("text", [trap.strip() for line in TRAPS.split("\n") if line for trap in line.split("|")])
def test_traps_are_no_dates(text: str) -> None:
    """Wars, programmes, verbs, ranks, fractions, counts and numbers of things are not taken for dates."""
    assert values(text) == []


def cases(lines: str) -> list[tuple[str, str]]:
    """Words and value of each line."""
    pairs = [line.rsplit("=", 1) for line in lines.strip().split("\n")]
    return [(words.strip(), value.strip()) for words, value in pairs]


DATED = """
They met on Friday. = 2024-05-10
They will meet on Friday. = 2024-05-17
They met on Wednesday. = 2024-05-15
They met last Wednesday. = 2024-05-08
They meet next Wednesday. = 2024-05-22
They met in November. = 2023-11
They will meet in November. = 2024-11
They met on June 3, 2021. = 2021-06-03
It was agreed last November. = 2023-11
It ends this summer. = 2024-SU
It ended last week. = 2024-W19
It ended three years ago. = 2021
It ended two months ago. = 2024-03
It ended ten days ago. = 2024-05-05
It ended yesterday evening. = 2024-05-14TEV
It rained over the weekend. = 2024-W19-WE
It ends the day after tomorrow. = 2024-05-17
It ended Thursday last week. = 2024-05-09
It was the past decade. = P10Y
Cyprus has until Friday to agree. = 2024-05-17
They face a Friday deadline. = 2024-05-17
It is to be voted on Friday. = 2024-05-17
They agreed to meet on Friday. = 2024-05-17
They refused to testify on Friday. = 2024-05-10
A ruling announced on Friday will hold. = 2024-05-10
Ministers meet on Friday. = 2024-05-17
He said he would resign on Friday. = 2024-05-17
The vote will be held on the first Tuesday of November. = 2024-11-05
It was held on the last Friday in December 2023. = 2023-12-29
After 9/11 all was new. = 2001-09-11
The minister said “we will win” on Friday. = 2024-05-10
"""


@pytest.mark.parametrize(("words", "value"), cases(DATED))
def test_dated_texts_are_read_from_their_publication(words: str, value: str) -> None:
    """With the day of publication known (15 May 2024, a Wednesday), pointing words and tense decide from it."""
    assert only(words, "2024-05-15") == value


UNDATED = """
In 1915 war came. On 5 May he left. = 1915-05-05
On 3 December 1941 it began. In January it spread. = 1942-01
On 10 June 1940 it fell; twelve days later France fell. = 1940-06-22
In 1940 it fell. The following year it rose. = 1941
It was held from 5 to 7 May 1920. = 1920-05-07
In 1914-17 there was war. = 1917
On 5 May 1915 and 7 they met. = 1915-05-07
In 490 BC it fell. Two years later it rose. = BC0488
On 5 May he left. = XXXX-05-05
It took two weeks. = P2W
They left a day later. = XXXX-XX-XX
They left on Friday. = XXXX-WXX-5
Many say so today. = PRESENT_REF
"""


@pytest.mark.parametrize(("words", "value"), cases(UNDATED))
def test_undated_texts_are_read_as_stories(words: str, value: str) -> None:
    """Without a day of publication the dates before fill what is open; with none it stays open."""
    assert only(words) == value


def test_histories_are_read_as_stories_even_where_their_publication_is_known() -> None:
    """A text that tells many years long past fills months from them; what points from the publication still does."""
    years = " ".join(f"In {year} the war went on." for year in range(1911, 1919))
    text = f"{years} In May it was lost. Last week a book on it came out."
    assert values(text, "2010-03-01")[-2:] == [("May", "1918-05"), ("Last week", "2010-W08")]
    assert only("In 1911 war came.\nIn May it is to be told.", "2010-03-01") == "2010-05"


def test_what_was_said_is_read_from_the_day_it_was_said() -> None:
    """“Tomorrow” inside a quotation is the day after it was spoken; outside, the day after publication."""
    assert values("“We sign tomorrow,” he said on Monday.", "2024-05-15")[0] == ("tomorrow", "2024-05-14")
    assert values("They sign tomorrow, he said on Monday.", "2024-05-15")[0] == ("tomorrow", "2024-05-16")


def test_both_readings_of_an_ambiguous_date_are_kept() -> None:
    """“Last February” in May may be of this year or the one before: one is the value, the other is not lost."""
    (row,) = found("released last February", "2024-05-15")
    assert (row.value, row.alternatives) == ("2024-02", "2023-02")
    (row,) = found("released last November", "2024-05-15")
    assert (row.value, row.alternatives) == ("2023-11", None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They met on Christmas\u00a0Day.", "XXXX-12-25"), ("the first two weeks in a row", "P2W"),
        ("THEY SAT ON IT FOR MONTHS", "PXM"), ("each and weeks", "PXW"), ("NEW YEAR'S EVE CAME", "XXXX-12-31"),
        ("Christmas eve was calm.", "XXXX-12-24"), ("ON FEB. 24 THEY MET", "XXXX-02-24"),
        ("In May2022 it fell.", "XXXX-05"), ("They met in the May day centre.", "XXXX-05"),
    ],
)  # fmt: skip
def test_odd_white_space_and_company_break_no_rule(text: str, value: str) -> None:
    """A name may hold a no-break space, a number of units be in a row or no number, capitals say as much as others.

    A month glued to its year is a month.
    """
    assert only(text) == value


def test_each_end_of_a_range_is_a_row_of_its_own() -> None:
    """Ranges share month and year, and give one row an end."""
    assert values("from February 17-20, 2022") == [("February 17", "2022-02-17"), ("20, 2022", "2022-02-20")]
    assert values("In March and early April 2022") == [("March", "2022-03"), ("early April 2022", "2022-04")]


def test_no_expression_goes_over_the_end_of_a_paragraph() -> None:
    """What ends one paragraph and what begins the next are two dates, however well they would go together."""
    text = "They left on Friday\n\n5 November 2024 was calm.\n\nIt began in March\n\n2023 came."
    assert [found for found, _ in values(text, "2024-11-13")] == ["Friday", "5 November 2024", "March", "2023"]


def test_rows_say_which_rule_and_which_anchor() -> None:
    """What the words give has no anchor; what was filled in names the publication or the date before."""
    rows = found("On 1 May 2024 they met. The next day they left; they return on Friday.", "2024-05-15")
    assert [(row.rule, row.anchor) for row in rows] == [
        ("day_month_year", "none"), ("next_unit", "previous"), ("weekday", "document"),
    ]  # fmt: skip


def test_an_interval_of_publication_counts_only_where_it_decides() -> None:
    """Between two days of publication a value is given if both give it, or both readings if they are a year apart."""
    text = "It ended in July. It ended last November. It ended this month."
    document = a_document(text, published_first="2023-08-01", published_last="2024-02-20", published_how="inferred")
    segments = Segments(document)
    rows = dates_in(segments, publications_in(segments))
    assert [(row.value, row.alternatives) for row in rows] == [
        ("2023-07", None), ("2022-11", "2023-11"), ("XXXX-XX", None),
    ]  # fmt: skip


@given(text=news_text())
def test_any_text_gives_rows_that_keep_their_declaration(text: str) -> None:
    """On any text at all: spans within it, in order, apart; ASCII values; days exactly where the value names days."""
    for published in (None, "2024-05-15"):
        rows = found(text, published)
        TABLES["dates"].frame([("d", rows)])
        assert all(0 <= row.start < row.end <= len(text) for row in rows)
        assert all(a.end <= b.start for a, b in pairwise(rows))
        assert all(row.value.isascii() and row.value for row in rows)
        assert all((row.first, row.last) == timex.first_last(row.value) for row in rows)


@given(text=news_text())
def test_the_same_text_gives_the_same_rows(text: str) -> None:
    """Finding dates is a pure function."""
    assert found(text) == found(text)


def test_the_finder_can_be_sent_to_another_process() -> None:
    """It pickles."""
    assert pickle.loads(pickle.dumps(dates_in)) is dates_in


MONOTONOUS = (
    "1 ",
    "the ",
    "two ",
    "May ",
    "1914-",
    "in the early ",
    "“",
    "12:",
    "the next few ",
    "a",
    "the end of ",
    "5 ",
)


@pytest.mark.parametrize("text", [piece * (80_000 // len(piece)) + "years" for piece in MONOTONOUS])
def test_long_lines_of_one_thing_are_read_through(text: str) -> None:
    """Texts of one word over and over end in time: no rule starts again and again over what it has seen."""
    assert all(row.end <= len(text) for row in found(text, "2024-05-15"))


def test_no_run_of_days_or_figures_is_read_to_its_end_from_each_of_them() -> None:
    """What is read behind a day or figure is bounded, so that a long run costs no more for each than a short one."""
    assert [value[5:] for _, value in values("on 2, 3, 4, 5, 6, 7 and 8 May")] == [
        f"05-{day:02}" for day in range(2, 9)
    ]
    assert not [row for row in found("on " + "2, " * 200 + "2 May") if row.start < 500]
    assert values("a span of 12,000,000 years")[0][1] == "P12000000Y"
    assert values("a ban of 1,5 years")[0][1] == "P1.5Y"
    assert not _DATE_BEHIND.match("1" + ",000" * 200 + " years")
    assert values("after 1" + ",000" * 200 + " years") == [("years", "PXY")]
