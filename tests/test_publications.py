"""When texts were published, from what they say themselves."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from strategies import a_document, news_text
from test_dates import written

import negresearch as nr
from negresearch.find.dates import publications_in
from negresearch.find.published import published
from negresearch.find.segments import Segments
from negresearch.read.corpus import Corpus
from negresearch.tables import TABLES, PublicationRow

#: Share of intervals that hold the true day; it only goes up.
HELD = 1.0


def found(text: str) -> list[PublicationRow]:
    """What a text of which nothing else is known says of its publication."""
    return publications_in(Segments(a_document(text)))


def days(text: str) -> tuple[str | None, str | None]:
    """The first and last day that it leaves."""
    document = a_document(text)
    return published(document, publications_in(Segments(document)))[:2]


INFERRED = """
The truce was signed on 5 March 2022. The vote will be held in June 2022. = 2022-03-05 2022-06-30
This year (2024) the talks were resumed. = 2024-01-01 2024-12-31
Today, 5 March 2024, the sides met in Geneva. = 2024-03-05 2024-03-05
Last year, in 2023, they met twice. = 2024-01-01 2024-12-31
Next year's 2026 World Cup is far off. = 2025-01-01 2025-12-31
So far in 2024, 12 rounds were held. = 2024-01-01 2025-01-15
Russia's full-scale invasion of Ukraine two years ago ended the talks. = 2023-07-01 2025-02-28
After the start of the full-scale invasion all was lost; the war is now in its third year. = 2024-01-01 2025-02-23
At the end of December he fell ill. He called a truce the main result of 2022. = 2022-12-21 2023-02-28
They met on Tuesday, March 5. In 2010 they had failed; they will meet again in June 2014. = 2013-03-05 2014-03-04
Since the start of the full-scale invasion they wait. They will meet in June 2022. = 2022-02-24 2022-06-30
He was ill in early November. He called a truce the main result of 2022. = 2022-12-01 2023-02-28
"""
NOT_INFERRED = """
They met on Tuesday, March 5. In 2012 they had failed; they will meet again in June 2020.
In 1989 the last men left. On Wednesday, February 15, it was over. They will say so in 1995.
The truce was signed on 5 March 2022.
The vote will be held in June 2022.
The vote will be held in 2050. They met in 2019.
He said: “The vote will be held in June 2022.” They met in 2022.
He said: “This year, 2024, is hard.”
“Elections will be held in 2022,” he said in 2021. In 2022 they were put off.
In June 2022 it was over. He had often said: it will be over in 2022.
In 2019 it rose; this year, 20 were hurt.
He called a truce the main result of 2022.
They met in 2024. This year, in 2022, they won.
In the second year of the war, after the start of the full-scale invasion, it ended.
He warned two years ago of a full-scale invasion of Ukraine.
"""


@pytest.mark.parametrize("line", INFERRED.strip().split("\n"))
def test_dates_of_a_text_leave_an_interval(line: str) -> None:
    """Past and coming days, a year told beside “this year”, a war's second year: each leaves the days that it must."""
    text, _, expected = line.partition(" = ")
    assert " ".join(map(str, days(text))) == expected


@pytest.mark.parametrize("text", NOT_INFERRED.strip().split("\n"))
def test_what_bounds_nothing_infers_nothing(text: str) -> None:
    """One bound alone, an interval too wide, clues that contradict each other, and words of others leave it unknown."""
    assert found(text) == []


def test_inferred_days_show_their_evidence(seeds: Corpus) -> None:
    """000 without its manifest: the review of 2022 bounds it, and the end of December, told as past, more closely."""
    text = next(document.text for document in seeds if document.doc_id.startswith("000"))
    assert [(text[row.start : row.end], row.first, row.last, row.rule) for row in found(text)] == [
        ("the end of December", "2022-12-21", None, "month_told_as_past"),
        ("2022", "2022-12-01", "2023-02-28", "review_of_the_year"),
    ]


def test_no_mark_moves_what_is_inferred(seeds: Corpus) -> None:
    """Each quotation mark taken out of seeds without manifest and of true sentences: the evidence and its days stay."""
    moved = 0
    for text in [document.text for document in seeds] + [text for text, _ in planted()][:100]:
        rows = found(text)
        for mark in [mark.start() for mark in re.finditer(r"[“”„«»\"]", text)] if rows else ():
            damaged = found(text[:mark] + text[mark + 1 :])
            moved += len(damaged)
            assert rows == [r._replace(start=r.start + (r.start >= mark), end=r.end + (r.end > mark)) for r in damaged]
    assert moved > 100


def test_each_rule_is_explained(project_path: Path) -> None:
    """Every rule that infers a publication stands in the page on dates, with an example."""
    said = (project_path / "docs" / "dates.md").read_text("utf-8")
    rules = {row.rule for line in INFERRED.strip().split("\n") for row in found(line.partition(" = ")[0])}
    assert len(rules) == 10
    assert all(f"| {rule} |" in said for rule in rules)


def test_documents_dates_and_evidence_agree() -> None:
    """An inferred interval is that of the documents table, and dates are read from it."""
    text = "In early November he fell ill. He called the truce of last May the main result of 2022."
    tables = nr.scan([a_document(text)], ["documents", "publications", "dates"])
    (row,) = tables["documents"].to_dict("records")
    assert (row["published_first"], row["published_how"]) == ("2022-12-01", "inferred")
    assert tables["publications"]["first"].max() == row["published_first"]
    assert tables["dates"]["value"].tolist() == ["2022-11", "2022-05", "2022"]


def test_given_documents_count_as_a_manifest() -> None:
    """Dates are read from the day that a given table of documents says, whatever the text would leave."""
    corpus = [a_document("They met on Friday. This year (2024) they met twice.")]
    documents = nr.scan(corpus, ["documents"])["documents"]
    dated = documents.assign(published_first="2023-05-15", published_last="2023-05-15", published_how="manifest")
    assert nr.scan(corpus, ["dates"], given={"documents": dated})["dates"]["value"].iloc[0] == "2023-05-12"


@pytest.mark.parametrize(("name", "least"), [("publication.txt", 12), ("publication_2.txt", 4)])
def test_withheld_days_of_publication_are_never_shut_out(name: str, least: int) -> None:
    """On texts about talks whose day is withheld each interval holds it; texts of no day get none; so many get one."""
    told = [(days(text), published_on) for text, published_on, _ in written(name)]
    given_ = [(ends, true) for ends, true in told if ends != (None, None)]
    assert all(true is not None and (first or "") <= true <= (last or "") for (first, last), true in given_)
    assert len(given_) >= least


def true_sentences(today: date, dice: random.Random) -> Iterator[str]:
    """Sentences of news that are true on a day, most of them with a year."""
    past, soon = (today + timedelta(days=dice.randint(*reach)) for reach in ((-500, -1), (1, 300)))
    yield f"The ministers met on {past:%d %B %Y}."
    yield f"The truce was signed in {past:%B %Y}, after long talks."
    yield f"A summit will be held on {soon:%B} {soon.day}, {soon.year}."
    yield f"The vote is scheduled for {soon:%B %Y}."
    yield f"This year, {today.year}, the talks stalled."
    yield f"Last year, in {today.year - 1}, they failed."
    yield f"So far in {today.year}, they have met twice."
    yield f"In {past.year - dice.randint(0, 20)} the parties met for the first time."
    yield f"In {today - timedelta(days=dice.randint(0, 300)):%B} the envoy resigned."
    fresh = today - timedelta(days=dice.randint(1, 90))
    yield f"Both sides spoke on {fresh:%A}, {fresh:%B} {fresh.day}, by telephone."
    yield f"The president, elected in {today.year - dice.randint(1, 6)}, said nothing."
    yield f"He spoke in {past:%B %Y} of a plan that would be ready by {past.year + 2}."
    yield f"“We will leave in {today.year - 1},” he had said in {today.year - 2}."


def planted() -> Iterator[tuple[str, date]]:
    """Texts of true sentences in any order, and the day on which they were true."""
    dice = random.Random(2026)
    for _ in range(400):
        today = date(2001, 1, 1) + timedelta(days=dice.randint(0, 8500))
        yield " ".join(dice.sample(list(true_sentences(today, dice)), dice.randint(2, 6))), today


def test_the_true_day_is_not_shut_out() -> None:
    """On texts of sentences that are true on one day, that day lies in the interval, wherever there is one."""
    held = given_ = 0
    for text, today in planted():
        first, last = days(text)
        if first and last:
            given_ += 1
            held += first <= today.isoformat() <= last
    assert given_ > 100
    assert held / given_ >= HELD


@given(text=news_text())
def test_any_text_gives_rows_that_keep_their_declaration(text: str) -> None:
    """On any text: spans within it, no row without a bound, and bounds that leave a day."""
    rows = found(text)
    TABLES["publications"].frame([("d", rows)])
    assert all(0 <= row.start < row.end <= len(text) and (row.first or row.last) for row in rows)
    first, last = days(text)
    assert (first is None and last is None) or (first or "") <= (last or "")
