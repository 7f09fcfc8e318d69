"""Regions: each file is partitioned, furniture is told from text, and what is in doubt stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from strategies import news_text

from negresearch.find.regions import regions_in, split_paragraphs, stated_dates
from negresearch.find.regions.datelines import is_dateline, wire_dateline
from negresearch.find.regions.lines import line_at, rules_of
from negresearch.find.regions.rules import RULES, Rule
from negresearch.read.corpus import Corpus
from negresearch.tables import COUNTED, RegionRow

GOLD = Path(__file__).parent / "gold" / "regions.txt"

#: Kind of each region of each seed that is not body, and the words with which it begins.
SEEDS = {
    "000": [
        ("title", "Why the West and Ukraine continue"),
        ("standfirst", "Russia does not refuse negotiations"),
        ("repeat", "Why the West and Ukraine continue"),
        ("caption", "Moscow, Kremlin Gettyimages.ru"),
        ("body", "“We are ready to negotiate"),
        ("subheading", "The situation cleared up"),
        ("body", "While Kyiv is putting forward"),
        ("byline", "Alexander Karpov, Alena Medvedeva, RT"),
        ("boilerplate", "Due to censorship"),
    ],
    "001": [
        ("boilerplate", "icon bookmark-bicon"),
        ("dateline", "15 May, 2024 08:09"),
        ("title", "Putin explains why"),
        ("standfirst", "Any discussions on the conflict"),
        ("repeat", "Putin explains why"),
        ("body", "Russia has never ruled out"),
    ],
    "002": [
        ("title", "Russian-Ukrainian direct negotiations"),
        ("standfirst", "How to avoid"),
        ("byline", "Author: Dmitriy Rodionov"),
        ("byline", "Article commentators:"),
        ("body", "Sergey Lavrov, the Russian Foreign Minister"),
        ("boilerplate", "For the latest news"),
        ("boilerplate", "Original article: https"),
        ("disclaimer", "Disclaimer: This article"),
    ],
    "003": [("title", "Are negotiations between"), ("body", "Since the outbreak")],
    "004": [
        ("title", "Putin's repeated call"),
        ("standfirst", "Russian dictator"),
        ("dateline", "5 November 2024 14:07"),
        ("notice", "Much of the information"),
        ("body", '"Russia is not only ready'),
        ("subheading", "Putin talks about negotiations again"),
        ("body", "The Kremlin leader"),
        ("subheading", "Negotiations in Istanbul to end the war"),
        ("body", "This is Putin's fourth"),
        ("subheading", "Kyiv does not agree"),
        ("body", "The following day"),
    ],
}


def regions_of(text: str) -> list[RegionRow]:
    """The regions of a text."""
    return regions_in(text, split_paragraphs(text))


def kinds(text: str) -> list[str]:
    """Their kinds."""
    return [region.kind for region in regions_of(text)]


def articles() -> dict[str, list[tuple[str, str]]]:
    """The invented articles: kind and text of each line."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in GOLD.read_text("utf-8").splitlines():
        if line.startswith("=== "):
            found[line[4:]] = []
        elif line and not line.startswith("#"):
            kind, _, words = line.partition("\t")
            found[list(found)[-1]].append((kind, words))
    return found


@pytest.mark.parametrize("doc_id", SEEDS)
def test_seeds(seeds: Corpus, doc_id: str) -> None:
    """On the seeds each region is the one that a reader would name, and none is missing."""
    text = next(document.text for document in seeds if document.doc_id.startswith(doc_id))
    regions = regions_of(text)
    assert SEEDS[doc_id] == [
        (region.kind, words)
        for region, (_, words) in zip(regions, SEEDS[doc_id], strict=True)
        if text[region.start : region.end].lstrip().startswith(words)
    ]


def test_layouts_of_the_press() -> None:
    """Of the lines of invented articles in the layouts of the press, at least 98 of 100 get their kind."""
    right = wrong = 0
    for lines in articles().values():
        text = "\n".join(words for _, words in lines)
        regions = regions_of(text)
        for (kind, _), (start, end) in zip(lines, split_paragraphs(text), strict=True):
            found = "+".join(dict.fromkeys(r.kind for r in regions if r.start < end and r.end > start))
            right, wrong = right + (found == kind), wrong + (found != kind)
    assert right >= 0.98 * (right + wrong)


def test_running_text_is_never_lost() -> None:
    """In the invented articles no line of body is taken for something whose words do not count."""
    for name, lines in articles().items():
        text = "\n".join(words for _, words in lines)
        for (kind, words), (start, end) in zip(lines, split_paragraphs(text), strict=True):
            if kind in COUNTED:
                counted = [r for r in regions_of(text) if r.start < end and r.end > start and r.kind in COUNTED]
                assert counted, (name, words)


@pytest.mark.parametrize(
    "rule", {id(r): r for r in [*sum(RULES.openings.values(), ()), *RULES.signs]}.values(), ids=lambda r: r.example
)
def test_each_rule_knows_its_example(rule: Rule) -> None:
    """The paragraph that stands beside a rule is found by that rule, and by none before it."""
    (found,) = rules_of([line_at(rule.example, (0, len(rule.example)))], 1)
    assert found is rule


@given(news_text())
def test_regions_partition_every_file(text: str) -> None:
    """Regions are contiguous from the first to the last character, whatever the text."""
    regions = regions_of(text)
    assert [0, *(r.end for r in regions)] == [*(r.start for r in regions), len(text)] if text else regions == []
    assert all(region.end > region.start and region.why for region in regions)


@given(news_text())
def test_paragraphs_hold_all_but_white_space(text: str) -> None:
    """Paragraphs are in order, trimmed, and nothing but white space and marks without width stands between them."""
    paragraphs = split_paragraphs(text)
    rest = "".join(
        text[a:b]
        for a, b in zip([0, *(e for _, e in paragraphs)], [*(s for s, _ in paragraphs), len(text)], strict=True)
    )
    assert not rest.strip().strip("\ufeff\u200b\u200c\u200d\u200e\u200f\u2060").strip() or not rest.isprintable()
    assert all(start < end and text[start:end].strip() == text[start:end] for start, end in paragraphs)
    assert paragraphs == sorted(paragraphs)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c", "\n\n", "\r\n\r\n"])
def test_line_ends(end: str) -> None:
    """Every kind of line end makes the same paragraphs, one or two of them."""
    lines = ["Alpha beta", "Gamma delta.", "Epsilon zeta."]
    text = end.join(lines)
    assert lines == [text[a:b] for a, b in split_paragraphs(text)]


@pytest.mark.parametrize("noise", ["\x85", "\x1c", "\x1d", "\x1e", "\x1f"])
def test_noise_ends_no_line(noise: str) -> None:
    """Control characters that Python takes for line ends end no paragraph."""
    text = f"Alpha{noise}beta\nGamma"
    assert split_paragraphs(text) == [(0, 10), (11, 16)]


def wrapped(width: int) -> str:
    """Two paragraphs of unique words, broken before the width is passed."""
    blocks = []
    for first in (0, 60):
        lines = [""]
        for i in range(first, first + 60):
            word = f"word{i}" + "." * (i % 60 == 59)
            if len(lines[-1]) + 1 + len(word) > width:
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


@given(st.integers(50, 100))
def test_wrapped_lines_are_joined(width: int) -> None:
    """Where lines break only because the next word would not have fit, a paragraph is a block of lines."""
    text = wrapped(width)
    assert text.split("\n\n") == [text[a:b] for a, b in split_paragraphs(text)]


def test_lines_of_their_own_stay_apart() -> None:
    """Lines that each end a sentence are paragraphs, even where they are of one length and no blank line parts them."""
    lines = [f"Sentence number {i} has just about as many letters as all the others." for i in range(10, 30)]
    assert len(split_paragraphs("\n".join(lines))) == 20


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("15 May, 2024 08:09", "2024-05-15T08:09"),
        ("5 November 2024 14:07", "2024-11-05T14:07"),
        ("March 01, 2008", "2008-03-01"),
        ("May 5, 2023 at 3:15 PM", "2023-05-05T15:15"),
        ("2024-05-15", "2024-05-15"),
        ("2024-05-15T08:09:00Z", "2024-05-15T08:09"),
        ("15.05.2024", "2024-05-15"),
        ("15.05.2024, 8:09", "2024-05-15T08:09"),
        ("25/12/2023", "2023-12-25"),
        ("12/25/2023", "2023-12-25"),
        ("2024/05/15", "2024-05-15"),
        ("Published 3 March 2022", "2022-03-03"),
        ("Published: 5:30 AM EST, Tue March 5, 2024", "2024-03-05T05:30"),
        ("Tue 5 Mar 2024 10.32 GMT", "2024-03-05T10:32"),
        ("10:32, 05 March 2024", "2024-03-05T10:32"),
        ("March 5, 2024 / 10:32 AM / Example News", "2024-03-05T10:32"),
        ("Monday, 18 October 2024, 20:44", "2024-10-18T20:44"),
        ("1st of June 2022", "2022-06-01"),
        ("Sept. 1, 2022 12:05 a.m. ET", "2022-09-01T00:05"),
        ("Updated 6 May 2023 10:00 | Published 5 May 2023 09:00", "2023-05-05T09:00"),
        ("Published 5 May 2023 | Updated 6 May 2023 10:00", "2023-05-05"),
        ("Kyiv, 5 May 2023", "2023-05-05"),
        ("Reuters, \u017fept 3 2022", "2022-09-03"),
    ],
)
def test_datelines_are_read(line: str, expected: str) -> None:
    """A line that only says when is a dateline, and gives the day or minute that is printed."""
    assert is_dateline(line)
    assert expected == next(date.value for date in stated_dates(line) if not date.is_update)


@pytest.mark.parametrize("line", ["05/06/2024", "31 February 2024", "2 hours ago", "Updated 10:32 GMT"])
def test_doubtful_days_are_not_read(line: str) -> None:
    """A day that could be another, or is none, is not read though the line is a dateline."""
    assert is_dateline(line)
    assert stated_dates(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "On 5 May 2024 talks failed.",
        "2024",
        "May",
        "March on Rome",
        "24 February",
        "5",
        "Resolution 2202 (2015)",
        "Update",
        "Posted on",
    ],
)
def test_text_is_no_dateline(line: str) -> None:
    """A line that says more than when, or less, is none."""
    assert not is_dateline(line)


@pytest.mark.parametrize(
    "wire",
    [
        "KYIV, May 5 (Reuters) — ",
        "KYIV, May 5 (Reuters) - ",
        "MOSCOW, February 24. /TASS/. ",
        "BEIJING, Feb. 24 (Xinhua) -- ",
        "WASHINGTON (AP) — ",
        "UNITED NATIONS, March 3 (Xinhua) -- ",
        "KYIV, Ukraine (AP) — ",
        "(Reuters) - ",
        "Moscow, 5 May (TASS) – ",
    ],
)
def test_wire_datelines(wire: str) -> None:
    """A wire dateline is a region of its own at the head of any paragraph of text; the text follows it."""
    text = f"Alpha beta gamma\nThe first paragraph says this.\n{wire}The second says that."
    regions = regions_of(text)
    assert [region.kind for region in regions] == ["title", "body", "dateline", "body"]
    assert wire == text[regions[2].start : regions[2].end]


@pytest.mark.parametrize(
    "opening", ["NATO — the alliance — ", "They met (in Kyiv) — ", "Kyiv (and Moscow) ", "A. /B/ "]
)
def test_no_wire_dateline(opening: str) -> None:
    """Capitals, dashes and brackets alone make no wire dateline inside a text."""
    text = f"{opening}talks went on."
    assert wire_dateline(text, 0, len(text), is_first=False) == 0


@pytest.mark.parametrize("mark", "“”\"«»‘’'")
def test_a_lost_mark_moves_no_region(mark: str) -> None:
    """A doubled headline stays a repeat when one of the two loses a quotation mark."""
    text = f"Talks {mark}fail{mark} in Geneva\nTalks fail{mark} in Geneva\nThe talks have failed, the minister said."
    assert kinds(text) == ["title", "repeat", "body"]


@pytest.mark.parametrize("text", [" ", "\n\n", "\u200b\n", "\ufeff"])
def test_no_words(text: str) -> None:
    """A file without words is one region."""
    assert [RegionRow(0, len(text), "body", "no words")] == regions_of(text)


def test_html_is_text() -> None:
    """Tags are characters like others."""
    text = "<h1>Talks fail</h1>\n<p>The talks have failed, <b>the minister</b> said.</p>\n<script>alert('x')</script>"
    assert len(text) == sum(region.end - region.start for region in regions_of(text))
