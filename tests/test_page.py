"""What notebook cells show: words made inert, passages that can be read back, numbers that open."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given, settings, strategies as st
from pages import rule_of, shown
from strategies import HTML, a_document, news_text

from negresearch.count.tally import tally
from negresearch.errors import CiteError, ReportError, TableError
from negresearch.read.corpus import Corpus
from negresearch.show.concordance import concordance
from negresearch.show.page import Exhibit, Figure, exhibit, prose, receipt
from negresearch.show.page.clean import clean_html
from negresearch.show.page.drawing import Looks, clean_svg
from negresearch.show.page.inert import inert, plain, slug
from negresearch.show.page.passages import LIMIT, Passage, context, passage_html, printed_passages, sample
from negresearch.show.page.pool import Pool
from negresearch.show.page.table import NOTEBOOK_STYLE, ROWS_MIME, Files, Group, exhibit_html, table_html
from negresearch.spans import parse_cite

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "</td></table><iframe src='https://x.example'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "\u202egpj.exe\u202c",
    "\x00\x07\x1b[31mred",
    "&lt;b&gt; &amp;amp; ]]> --> {{ 7 * 7 }} {% raw %}",
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


class _Elements(HTMLParser):
    """The elements of a page with their attributes, its text, and whether each element is closed in turn."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open: list[str] = []
        self.balanced = True
        self.feed(html)
        self.close()
        self.balanced = self.balanced and not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in {"br", "hr", "col"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.balanced = self.balanced and bool(self.open) and self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def attributes(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.found if name in attributes]


def a_corpus(**texts: str) -> Corpus:
    """A corpus of these texts by doc_id."""
    return Corpus(
        tuple(a_document(text, doc_id, outlet=f"outlet {doc_id}") for doc_id, text in texts.items()), "f" * 64
    )


def documents_of(corpus: Corpus) -> pd.DataFrame:
    """A table of documents as `tally` takes it."""
    known = [(d.doc_id, d.outlet, max(1, len(d.text.split())), d.problem) for d in corpus]
    return pd.DataFrame(known, columns=["doc_id", "outlet", "n_words", "problem"])


def rows_of(corpus: Corpus, pattern: str) -> pd.DataFrame:
    """Rows of each match, with the word as frame."""
    found = [(d.doc_id, m.start(), m.end(), m[0]) for d in corpus for m in re.finditer(pattern, d.text)]
    return pd.DataFrame(found, columns=["doc_id", "start", "end", "frame"])


@pytest.fixture
def talks() -> Corpus:
    """Two short texts in which every word that is counted is known."""
    return a_corpus(a="peace talks, then peace and war", b="talks of war\nno talks of peace")


def _shown(what: Exhibit) -> _Elements:
    return _Elements(exhibit_html(what))


# Words


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_become_visible_text(text: str) -> None:
    """Markup in a text is read as text, and what cannot be seen is shown as its code point."""
    page = _Elements(f"<p>{inert(text)}</p>")
    assert {tag for tag, _ in page.found} <= {"p", "i"}
    assert plain(text).replace("[", "").replace("]", "") == page.text.replace("[", "").replace("]", "")


@given(news_text())
def test_inert_words_hold_no_markup(text: str) -> None:
    """No text makes an element of its own, and none of its characters is lost."""
    page = _Elements(inert(text))
    assert {tag for tag, _ in page.found} <= {"i"}
    assert page.balanced


@given(st.text(max_size=20))
def test_anchors_need_no_escape(words: str) -> None:
    """An anchor made of any words holds no space, quotation mark or bracket."""
    assert not re.search(r"[\s\"'<>&#%]", slug(words))


# Passages


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, int, int]:
    """A text and a span of it."""
    text = draw(news_text().filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(passages())
@example(("a\r\nb", 0, 4))
@example(("x" * 5_000, 10, 4_990))
def test_a_printed_passage_is_read_back_exactly(passage: tuple[str, int, int]) -> None:
    """Whatever the text, what the page prints, before and after cleaning, is its exact slice and true context."""
    text, start, end = passage
    html = passage_html(Passage("d", start, end), text)
    for page in (html, clean_html(f"<ol><li>{html}</li></ol>")):
        (found,) = printed_passages(page)
        assert found.is_true({"d": text})
        assert text[start:end].startswith(found.words)
        assert (found.words == text[start:end]) == (found.cut == 0)


@given(passages())
def test_a_changed_character_is_noticed(passage: tuple[str, int, int]) -> None:
    """Change one character of the passage in the corpus, and the page is no longer true."""
    text, start, end = passage
    (found,) = printed_passages(passage_html(Passage("d", start, end), text))
    changed = text[:start] + ("x" if text[start] != "x" else "y") + text[start + 1 :]
    assert not found.is_true({"d": changed})
    assert not found.is_true({"other": text})
    assert not found.is_true({"d": text[: end - 1]})


@given(passages(), st.integers(1, 40))
def test_context_stays_in_the_line(passage: tuple[str, int, int], reach: int) -> None:
    """The context holds the passage, reaches no further than asked, and crosses no line feed."""
    text, start, end = passage
    first, last = context(text, start, end, reach)
    assert max(0, start - reach) <= first <= start
    assert end <= last <= end + reach
    assert "\n" not in text[first:start] + text[end:last]


def test_the_cite_id_stands_in_full() -> None:
    """A passage prints doc_id, start and end, and a doc_id may hold anything."""
    for doc_id in ("000_f7fd658a330aa63f", 'a "b":c-d', "<b>\u202e%20"):
        (found,) = printed_passages(html := passage_html(Passage(doc_id, 2, 5), "abcdefg"))
        assert found.cite == f"{doc_id}:2-5"
        assert f"{plain(doc_id)}:2-5".replace("[", "").replace("]", "") in _Elements(html).text


def test_a_mark_without_a_cite_id_is_refused() -> None:
    """A passage that names no place cannot be proved."""
    with pytest.raises(CiteError):
        printed_passages("<p><mark>said nobody</mark></p>")


def test_a_sample_is_the_same_in_every_order() -> None:
    """Which passages are shown hangs on their ids alone, and they keep their order."""
    cites = [f"d:{i}-{i + 1}" for i in range(3 * LIMIT)]
    chosen = [cites[i] for i in sample(cites)]
    assert len(chosen) == LIMIT
    assert {cites[::-1][i] for i in sample(cites[::-1])} == set(chosen)
    assert chosen == sorted(chosen, key=cites.index)


# Cleaning


@given(st.lists(st.one_of(st.sampled_from(HTML + HOSTILE), st.text(max_size=10)), max_size=12).map("".join))
@example("<style>p{}</style><p style='x' onclick=y>a</p></main><b>")
@example("<a href=' javascript:x'>a</a><a href='data:text/html,x'>b</a><a href='//x.example'>c</a>")
def test_cleaned_html_runs_nothing_and_loads_nothing(html: str) -> None:
    """Of any HTML only allowed elements and attributes are left, balanced; cleaning again changes nothing."""
    page = _Elements(cleaned := clean_html(html))
    tags = {tag for tag, _ in page.found}
    assert page.balanced
    assert not tags & {"script", "style", "iframe", "img", "svg", "object", "form", "input", "link", "meta", "base"}
    assert not [name for _, attributes in page.found for name in attributes if name.startswith("on") or name == "style"]
    assert all(re.match(r"#|https?://|mailto:|[\w.-]+\.(csv|html|json)", href) for href in page.attributes("href"))
    assert clean_html(cleaned) == cleaned


def test_a_figure_keeps_its_drawing_and_nothing_else() -> None:
    """Scripts, handlers, foreign objects and outside references fall away; styles become attributes."""
    inside = (
        '<style>*{}</style><script>x()</script><foreignObject><p>x</p></foreignObject><image href="https://x.example"/>'
        '<defs><clipPath id="c"><rect width="9" height="9"/></clipPath><path id="m" d="M0 0"/></defs>'
        '<g id="g" onload="x()" clip-path="url(#c)"><path d="M0 0" style="fill: #1c1b19; stroke: #0072b2; '
        'stroke-width: 2; fill: url(https://x.example)"/><use xlink:href="#m" x="1"/>'
        '<use href="https://x.example#m"/><text style="font: bold 9px \'DejaVu Sans\'">a &lt; b</text></g>'
    )
    drawn = clean_svg(SVG.format(inside), "a & b", "fig")
    assert "x.example" not in drawn
    assert "x()" not in drawn
    assert "style" not in drawn
    assert '<clipPath id="~1">' in drawn
    assert 'clip-path="url(#~1)"' in drawn
    assert '<use href="#~2" x="1"/>' in drawn
    assert '<text font-size="9px" font-weight="bold">a &lt; b</text>' in drawn
    assert drawn.startswith(
        '<svg role="img" aria-labelledby="fig.words" viewBox="0 0 9 9"><desc id="fig.words">a &amp; b'
    )


@given(st.lists(st.tuples(st.integers(0, 4200), st.integers(0, 9000)), min_size=2, max_size=9))
def test_a_path_written_step_by_step_goes_to_the_same_points(points: list[tuple[int, int]]) -> None:
    """Read step by step, a path of straight lines goes through each of its points, to a tenth of a point."""
    path = "M " + " L ".join(f"{x / 10:g} {y / 10:g}" for x, y in points)
    (drawn,) = re.findall(r' d="([^"]*)"', clean_svg(SVG.format(f'<path d="{path}"/>'), "a", "f"))
    x = y = 0.0
    gone = []
    for command, numbers in re.findall(r"([Mhvl])([^Mhvl]*)", drawn):
        a, *b = map(float, re.findall(r"-?[\d.]+", numbers))
        step = {"M": (a - x, (b or [0])[0] - y), "h": (a, 0), "v": (0, a), "l": (a, (b or [0])[0])}[command]
        x, y = x + step[0], y + step[1]
        gone.append((round(x * 10), round(y * 10)))
    assert gone == points


def test_what_marks_have_in_common_is_said_once() -> None:
    """Two marks of one look share a class of the page, in all its figures; one alone keeps its attributes."""
    looks = Looks()
    dots = '<path d="M0 0" style="fill: #0072b2"/><path d="M1 1" style="fill: #0072b2"/><rect style="opacity: 0.5"/>'
    first, second = (clean_svg(SVG.format(dots), "a", name, looks) for name in "fg")
    assert looks.css() == "svg .A{fill:#0072b2}"
    assert '<path d="M0 0" class="A"/><path d="M1 1" class="A"/><rect opacity="0.5"/>' in first
    assert first.replace("f.words", "g.words") == second


def test_colours_of_axes_follow_the_paper() -> None:
    """Ink, muted and rule become colours of the page; the colours of the data stay."""
    looks = Looks()
    drawn = clean_svg(SVG.format('<path style="fill: #0072b2; stroke: #5f5b53"/>'), "a", "f", looks)
    assert '<path class="A"/>' in drawn
    assert looks.css() == "svg .A{fill:#0072b2;stroke:var(--muted)}"


def test_no_style_of_a_figure_gets_out_of_its_rule() -> None:
    """What a declaration could not be stays an attribute, where it does nothing."""
    looks = Looks()
    wild = '<path style="fill: red}body{display:none"/><path fill="expression(1)}*{}"/>'
    clean_svg(SVG.format(wild + wild), "a", "f", looks)
    assert "}" not in looks.css().replace("}", "", looks.css().count("svg ."))
    assert "body" not in looks.css()


def test_neighbours_that_lead_to_one_place_are_one_link() -> None:
    """A word and its bar are reached once, and say what the bar says."""
    links = (
        '<a xlink:href="#t"><text>word</text></a><g><title>word: 7</title><a xlink:href="#t"><path d="M0 0"/></a></g>'
    )
    drawn = clean_svg(SVG.format(links), "a", "f")
    assert '<a href="#t"><title>word: 7</title><text>word</text><path d="M0 0"/></a>' in drawn


def test_a_mark_that_leads_somewhere_says_where() -> None:
    """The title of a mark that is a link stands in the link; other titles stay with their marks."""
    linked = '<g><title>RT: 7</title><defs/><a xlink:href="#t.RT"><path d="M0 0"/></a></g>'
    drawn = clean_svg(SVG.format(f'{linked}<g><title>b</title><path d="M1 1"/></g>'), "a", "f")
    assert (
        '<defs/><a href="#t.RT"><title>RT: 7</title><path d="M0 0"/></a><g><title>b</title><path d="M1 1"/></g>'
        in drawn
    )
    assert '<svg role="group"' in drawn


@pytest.mark.parametrize(
    "svg", ["<svg", SVG.format("").replace("viewBox", "x"), "<p/>", "<!DOCTYPE s [<!ENTITY a 'b'>]>"]
)
def test_what_is_no_figure_is_refused(svg: str) -> None:
    """A broken drawing, one without a size, and one with entities say so."""
    with pytest.raises(ReportError, match="'f'"):
        clean_svg(svg, "a", "f")


@pytest.mark.parametrize("missing", ["svg", "alt", "caption"])
def test_a_figure_needs_its_words(missing: str) -> None:
    """A drawing without description or caption is refused when it is made."""
    given = {"svg": SVG.format(""), "alt": "Bars.", "caption": "Rates."} | {missing: " "}
    with pytest.raises(ReportError, match=missing):
        Figure(**given)


def test_a_figure_in_a_notebook_has_its_words_and_light_paper() -> None:
    """Its description for those who cannot see it, its caption, and a ground on which dark ink is read."""
    html = Figure(SVG.format(""), 'two "<bars>"', "Bars & more")._repr_mimebundle_()["text/html"]
    page = _Elements(html)
    assert page.attributes("aria-label") == ['two "<bars>"']
    assert page.text == "Bars & more"
    assert "background:#fdfcf9" in page.attributes("style")[0]


# Exhibits


def test_every_number_opens(talks: Corpus) -> None:
    """Each count of a tally leads to as many passages as it says, each of them the words at its place."""
    counts = tally(rows_of(talks, "peace|talks|war"), ["doc_id", "frame"], documents_of(talks))
    page = _shown(table := exhibit(counts, talks, caption="Frames", across="doc_id"))
    html = exhibit_html(table)
    lists = dict(re.findall(r'<ol id="([^"]+)">(.*?)</ol>', html))
    links = re.findall(r'<a href="#([^"]+)">([\d,]+)</a>', html)
    assert len(links) == 6
    assert {anchor: str(len(printed_passages(lists[anchor]))) for anchor, _ in links} == dict(links)
    assert sum(int(n) for _, n in links) == len(counts.rows) == 8
    assert all(found.is_true(talks.texts) for found in printed_passages(html))
    assert page.balanced
    assert clean_html(html) == html


def test_a_value_is_shown_with_what_modifies_it(talks: Corpus) -> None:
    """The end of a month reads as that, in one column; a value without a modifier stands as it is."""
    doc_id, text = next(iter(talks.texts.items()))
    rows = pd.DataFrame({"doc_id": doc_id, "start": [0, 2], "end": [1, 3], "mod": ["END", None], "value": "2022-12"})
    html = exhibit_html(exhibit(rows, talks, show=["mod", "value"], caption="Dates"))
    assert len(text) > 3
    assert re.findall(r">((?:end of )?2022-12)<", html) == ["end of 2022-12", "2022-12"]


def test_long_and_wide_tables_agree(talks: Corpus) -> None:
    """A cell counts the same, and opens the same passages, in a long table and in a crosstab."""
    counts = tally(rows_of(talks, "peace|war"), ["doc_id", "frame"], documents_of(talks))
    long, wide = exhibit(counts, talks, caption="x"), exhibit(counts, talks, caption="x", across="frame")
    assert long.groups == wide.groups
    assert long.count(doc_id="a", frame="peace") == wide.count(doc_id="a", frame="peace") == 2


def test_a_count_that_its_rows_do_not_bear_out_is_refused(talks: Corpus) -> None:
    """A number that would not open is an error, not a number."""
    rows = rows_of(talks, "peace")
    counts = pd.DataFrame({"frame": ["peace"], "n": [len(rows) + 1]})
    with pytest.raises(TableError, match="4, but 3 rows"):
        exhibit(counts, talks, rows=rows, by=["frame"], caption="x")


def test_rows_of_another_corpus_are_refused(talks: Corpus) -> None:
    """A row that names no place of the corpus is named."""
    rows = rows_of(talks, "peace").assign(doc_id="c")
    with pytest.raises(CiteError, match="c:0-5"):
        exhibit(rows, talks, caption="x")


def test_several_counts_of_a_line_open_each_their_own(talks: Corpus) -> None:
    """A table may count two sets of rows: here a word in one document, and in the other."""
    rows = rows_of(talks, "peace|talks")
    here, there = rows[rows["doc_id"] == "a"], rows[rows["doc_id"] == "b"]
    words = pd.DataFrame({"frame": ["peace", "talks"], "n": [2, 1], "n_elsewhere": [1, 2], "ratio": [2.0, 0.5]})
    table = exhibit(words, talks, rows={"n": here, "n_elsewhere": there}, by=["frame"], caption="x")
    assert [len(group.rows) for group in table.groups] == [2, 1, 1, 2]
    assert set(table.columns) >= {"doc_id", "start", "end", "cite", "text", "counted_as"}


def test_rows_that_no_line_counts_stay_out(talks: Corpus) -> None:
    """A table of the first few words opens their passages, and carries no others."""
    rows = rows_of(talks, "peace|talks|war")
    table = exhibit(pd.DataFrame({"frame": ["war"], "n": [2]}), talks, rows=rows, by=["frame"], caption="x")
    assert [row[4] for row in table.rows] == ["war", "war"]


def test_unknown_is_a_level_and_nothing_is_no_link(talks: Corpus) -> None:
    """Null is a level like any other, and a count of none leads nowhere."""
    rows = rows_of(talks, "peace|war")
    rows["voice"] = ["narrator", None, "narrator", "narrator", None]
    counts = tally(rows, ["voice", "frame"], documents_of(talks))
    html = exhibit(counts, talks, caption="x", across="frame")._repr_mimebundle_()["text/html"]
    assert '<th scope="row">not stated</th>' in html
    assert html.count("<td>0</td>") == sum(counts.table["n"] == 0) == 1


def test_more_passages_than_can_be_read_are_sampled_and_it_is_said() -> None:
    """Above the limit a cell shows a sample, says how many there are, and the rows hold all."""
    corpus = a_corpus(a="talks " * 300)
    counts = tally(rows_of(corpus, "talks"), ["frame"], documents_of(corpus))
    bundle = exhibit(counts, corpus, caption="x")._repr_mimebundle_()
    assert len(printed_passages(bundle["text/html"])) == LIMIT
    assert f"{LIMIT} of 300 passages" in bundle["text/html"]
    assert len(bundle[ROWS_MIME]["rows"]) == 300


def test_a_bundle_makes_the_same_exhibit_again(talks: Corpus) -> None:
    """What JSON holds, with the texts, is the whole exhibit."""
    counts = tally(rows_of(talks, "peace|war"), ["doc_id", "frame"], documents_of(talks))
    table = exhibit(counts, talks, caption="x", across="frame", note="n")
    again = Exhibit.from_bundle(json.loads(json.dumps(table.bundle())), talks.texts)
    assert exhibit_html(again) == exhibit_html(table)


@pytest.mark.parametrize("text", HOSTILE)
def test_an_exhibit_of_hostile_words_is_inert(text: str) -> None:
    """Hostile doc_ids, values, captions, notes, labels and texts bring no element, handler or broken anchor."""
    doc_id = f"id {text}".replace("\x00", "")
    corpus = a_corpus(**{doc_id: f"{text} talks"})
    rows = rows_of(corpus, "talks").assign(frame=text, voice=text)
    counts = tally(rows, ["doc_id", "frame"], documents_of(corpus))
    table = exhibit(counts, corpus, caption=text, note=text, name=text, labels={"frame": text}, across="frame")
    html = exhibit_html(table)
    page = _Elements(html)
    assert clean_html(html) == html
    assert table._repr_mimebundle_()["text/html"] == NOTEBOOK_STYLE + html
    assert not {tag for tag, _ in page.found} & {"script", "img", "svg", "iframe"}
    assert {href[1:] for href in page.attributes("href")} <= set(page.attributes("id"))
    assert "\u202e" not in page.text
    assert [found.is_true(corpus.texts) for found in printed_passages(html)] == [True]


def test_levels_that_look_alike_have_anchors_of_their_own() -> None:
    """Two values that make one slug still lead to their own passages."""
    corpus = a_corpus(d="a b")
    rows = pd.DataFrame({"doc_id": ["d", "d"], "start": [0, 2], "end": [1, 3], "frame": ["x y", "x-y"]})
    anchors = [
        group.anchor for group in exhibit(tally(rows, ["frame"], documents_of(corpus)), corpus, caption="x").groups
    ]
    assert len(set(anchors)) == 2


def test_tables_can_be_read_without_eyes(talks: Corpus) -> None:
    """A table has a caption, its columns and lines have heads, and its region can be reached and is named."""
    counts = tally(rows_of(talks, "peace|war"), ["doc_id", "frame"], documents_of(talks))
    page = _shown(exhibit(counts, talks, caption="Frames by text", across="frame"))
    tags = [tag for tag, _ in page.found]
    assert tags.count("caption") == 1
    assert page.attributes("scope") == ["col"] * 3 + ["row"] * 2
    region = next(attributes for _, attributes in page.found if attributes.get("role") == "region")
    assert region["tabindex"] == "0"
    assert region["aria-labelledby"] in page.attributes("id")


def test_a_table_says_which_columns_it_has(talks: Corpus) -> None:
    """A misspelt column is refused with the nearest one."""
    counts = tally(rows_of(talks, "peace"), ["doc_id", "frame"], documents_of(talks))
    with pytest.raises(TableError, match="did you mean 'frame'"):
        exhibit(counts, talks, caption="x", across="frames")
    with pytest.raises(TableError, match="did you mean 'rate'"):
        exhibit(counts, talks, caption="x", show=["rates"])


# Sentences and receipts


def test_a_number_in_a_sentence_opens_too(talks: Corpus) -> None:
    """A count of an exhibit, quoted in a sentence, leads to the same passages."""
    table = exhibit(tally(rows_of(talks, "peace|war"), ["frame"], documents_of(talks)), talks, caption="x", name="t")
    said = prose("Peace {n} times, <i>war</i> {m}.\n\nSecond {r:.2f}.", n=table.count(frame="peace"), m=2, r=1 / 3)
    assert said.html == '<p>Peace <a href="#t.1">3</a> times, &lt;i&gt;war&lt;/i&gt; 2.</p><p>Second 0.33.</p>'
    assert repr(said) == "Peace 3 times, <i>war</i> 2.\n\nSecond 0.33."


def test_a_sentence_and_its_numbers_must_match() -> None:
    """A name without a value, and a value without a name, are refused."""
    with pytest.raises(ReportError, match="did you mean 'count'"):
        prose("{counts}", count=1)
    with pytest.raises(ReportError, match="no sentence says 'm'"):
        prose("{n}", n=1, m=2)


def test_a_cell_that_is_not_there_is_refused(talks: Corpus) -> None:
    """A sentence cannot quote a cell that the table has not."""
    table = exhibit(tally(rows_of(talks, "peace|war"), ["frame"], documents_of(talks)), talks, caption="x")
    with pytest.raises(ReportError, match="did you mean 'peace'"):
        table.count(frame="pease")
    with pytest.raises(ReportError, match="column"):
        table.count(fram="peace")


def test_a_count_of_none_can_be_quoted_and_leads_nowhere(talks: Corpus) -> None:
    """A cell of the table in which nothing was found is 0, without a link."""
    levels = {"frame": ["peace", "quiet"]}
    counts = tally(rows_of(talks, "peace"), ["frame"], documents_of(talks), levels=levels)
    none = exhibit(counts, talks, caption="x").count(frame="quiet")
    assert (none, none.anchor) == (0, "")
    assert prose("{n}", n=none).html == "<p>0</p>"


def test_a_cell_that_no_row_has_is_a_count_of_none(talks: Corpus) -> None:
    """Values that the table has, though not together, are 0, as is any cell of a table of nothing; others are not."""
    rows = rows_of(talks, "peace|war")
    rows = rows[~((rows["frame"] == "war") & (rows["doc_id"] == "a"))]
    counts = exhibit(tally(rows, ["doc_id", "frame"], documents_of(talks), zeros=False), talks, caption="x")
    assert counts.count(doc_id="a", frame="war") == 0
    with pytest.raises(ReportError, match="did you mean 'war'"):
        counts.count(doc_id="a", frame="wars")
    nothing = exhibit(tally(rows.head(0), ["frame"], documents_of(talks)), talks, caption="x", note="How to read it.")
    assert (nothing.count(frame="war"), nothing.body, nothing.rows) == (0, (), ())
    assert "none found" in table_html(nothing, anchors=set())
    assert nothing.note == ""


def test_a_second_actor_is_a_row_and_no_second_passage(talks: Corpus) -> None:
    """A passage of two actors counts once by frame, as the tally counts it; both of its rows are kept."""
    rows = rows_of(talks, "peace|war")
    rows = pd.concat([rows.assign(actor="Kyiv"), rows.head(1).assign(actor="Moscow")], ignore_index=True)
    counts = tally(rows, ["frame"], documents_of(talks))
    table = exhibit(counts, talks, caption="x")
    assert sum(len(group.rows) for group in table.groups) == counts.table["n"].sum() == len(rows) - 1
    assert len(table.rows) == len(rows)
    assert {row[table.columns.index("actor")] for row in table.rows} == {"Kyiv", "Moscow"}


def test_what_is_not_shown_is_said_and_kept(talks: Corpus) -> None:
    """A table with a limit shows the lines with the most passages, says so, and holds all lines and all rows."""
    rows = rows_of(talks, "peace|talks|war")
    counts = tally(rows, ["frame"], documents_of(talks))
    table = exhibit(counts, talks, caption="x", limit=1)
    most = counts.table["n"].max()
    assert [cell.text for line in table.body for cell in line][1] == str(most)
    assert "Shown are 1 of 3 lines, those with the most passages." in table.note
    assert len(table.whole[1]) == 3
    assert len(table.rows) == len(rows)
    assert table.count(frame="talks") == sum(rows["frame"] == "talks")
    html = table_html(table, files=Files("x.csv", "y.csv"), anchors=set())
    assert f'Rows: {len(rows)}, in <a href="x.csv">' in html
    assert 'The whole table is in <a href="y.csv">' in html


def test_a_crosstab_of_many_columns_is_turned() -> None:
    """Documents, when they are many, stand in lines; no passage is counted otherwise for it."""
    corpus = a_corpus(**{f"d{i:02}": "a b" for i in range(50)})
    records = [(f"d{i:02}", 2 * j, 2 * j + 1, "ab"[j]) for i in range(50) for j in range(1 + i % 2)]
    rows = pd.DataFrame(records, columns=["doc_id", "start", "end", "frame"])
    counts = tally(rows, ["doc_id", "frame"], documents_of(corpus))
    table = exhibit(counts, corpus, caption="x", across="doc_id")
    assert [heading.label for heading in table.head] == ["document", "a", "b"]
    assert len(table.body) == 40
    assert sum(len(group.rows) for group in table.groups) == 25 * 2 + 15
    assert "Shown are 40 of 50 lines" in table.note


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 8, LIMIT])
def test_a_notebook_cell_prints_no_more_than_it_may(talks: Corpus, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """The samples behind all numbers are together no more than they may be, or one for each number."""
    monkeypatch.setattr("negresearch.show.page.table._MOST", most)
    table = exhibit(tally(rows_of(talks, "peace|talks"), ["frame"], documents_of(talks)), talks, caption="x")
    printed = len(printed_passages(exhibit_html(table)))
    assert len(table.groups) <= printed <= max(most, len(table.groups))


# The pool of a page


def test_the_passages_of_a_concordance_are_read_back(talks: Corpus) -> None:
    """A page lists what a concordance found by its cite ids, and each is held to the text, as any passage is."""
    lines, pool = concordance(rows_of(talks, "peace|war"), talks, width=4).lines, Pool()
    pool.add_cited([line.cite for line in lines], "list-1", "Passages")
    found = printed_passages(pool.html(talks.texts, set()))
    assert sorted(passage.cite for passage in found) == sorted(line.cite for line in lines)
    assert all(passage.is_true(talks.texts) for passage in found)
    assert not any(passage.is_true({"a": "-" * 99, "b": "-" * 99}) for passage in found)


def _cites(tables: list[Exhibit], group: Group) -> list[str]:
    table = next(table for table in tables if group in table.groups)
    return sorted((table.passage(row).cite for row in group.rows), key=parse_cite)


def test_each_count_of_a_page_shows_its_own_passages(talks: Corpus) -> None:
    """Two tables over the same rows print each passage once, and each of their counts shows as many as it says."""
    rows = rows_of(talks, "peace|talks|war")
    tables = [
        exhibit(tally(rows, by, documents_of(talks)), talks, caption="x", name=name)
        for name, by in (("7 <frames>", ["frame"]), ("texts", ["doc_id", "frame"]))
    ]
    pool = Pool()
    for table in tables:
        pool.add(table, "Table 1")
    html, css = pool.html(talks.texts, set()), pool.css()
    assert len(printed_passages(html)) == len(rows)
    assert clean_html(html) == html
    for group in (group for table in tables for group in table.groups):
        assert f'id="{group.anchor}"' in html
        assert rule_of(css, html, group.anchor)
        assert sorted((found.cite for found in shown(html, group.anchor)), key=parse_cite) == _cites(tables, group)


def test_counts_of_the_same_passages_share_a_mark(talks: Corpus) -> None:
    """Where an outlet has one text, the counts of both show the same list."""
    rows = rows_of(talks, "peace")
    pool = Pool()
    for by in ("doc_id", "outlet"):
        pool.add(exhibit(tally(rows, [by], documents_of(talks)), talks, caption="x"), "Table 1")
    assert len(set(re.findall(r"~div \.(\w+)", pool.css()))) == 2


def _pooled(corpus: Corpus, rows: pd.DataFrame) -> str:
    pool = Pool()
    pool.add(exhibit(tally(rows, ["frame"], documents_of(corpus)), corpus, caption="x", name="t"), "Table 1")
    return pool.html(corpus.texts, set())


def test_a_sentence_is_printed_once_with_all_its_passages() -> None:
    """Passages of a sentence share its line, one in another too; one that lies across another has its own line."""
    corpus = a_corpus(a="We want peace talks now. They want war.")
    rows = pd.DataFrame(
        {"doc_id": "a", "start": [3, 8, 9, 14, 35], "end": [13, 19, 11, 23, 38], "frame": ["x", "y", "z", "x", "x"]}
    )
    html = _pooled(corpus, rows)
    lines = [re.sub("<[^>]*>", "", line) for line in re.findall(r"<bdi>(.*?)</bdi>", html)]
    assert lines == ["We want peace talks now."] * 2 + ["They want war."]
    assert [found.cite for found in shown(html, "t.1")] == ["a:3-13", "a:14-23", "a:35-38"]
    assert [(found.cite, found.words) for found in shown(html, "t.3")] == [("a:9-11", "ea")]
    assert "p<mark" in html
    assert all(found.is_true(corpus.texts) for found in printed_passages(html))


@settings(max_examples=40)  # each is a page
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30), st.sampled_from("xyz")), min_size=1, max_size=12))
def test_whatever_the_passages_each_count_shows_its_own(spans: list[tuple[int, int, str]]) -> None:
    """Nested, overlapping, equal, across sentences: each is printed truly, once, and shown by its own count alone."""
    corpus = a_corpus(a="We do not refuse talks. They do, said Peskov.\n\n“Talks” of <b>peace</b> are & remain open.\n")
    found = sorted({("a", start, start + length, frame) for start, length, frame in spans})
    rows = pd.DataFrame(found, columns=["doc_id", "start", "end", "frame"])
    html = _pooled(corpus, rows)
    assert all(passage.is_true(corpus.texts) for passage in printed_passages(html))
    assert len(printed_passages(html)) == len({place[:3] for place in found})
    for i, (_, of_frame) in enumerate(rows.groupby("frame", sort=False), start=1):
        cites = [f"a:{row.start}-{row.end}" for row in of_frame.itertuples()]
        frames = {re.search(r"Table 1. (\w): ", head)[1]: anchor for anchor, head in _heads(html)}  # type: ignore[index]
        assert sorted(p.cite for p in shown(html, frames[str(of_frame["frame"].iloc[0])])) == sorted(cites), i


def _heads(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<p class="[^"]*" id="([^"]+)">(.*?)</p>', html)


def test_an_endless_passage_is_cut_and_an_endless_sentence_too() -> None:
    """A passage of a megabyte is printed up to a limit, a short one in an endless sentence with what is near."""
    corpus = a_corpus(a="word " * 20_000)
    rows = pd.DataFrame({"doc_id": "a", "start": [0, 50_000], "end": [99_999, 50_004], "frame": "x"})
    html = _pooled(corpus, rows)
    assert len(html) < 4_000
    assert [found.cut > 0 for found in printed_passages(html)] == [True, False]
    assert all(found.is_true(corpus.texts) for found in printed_passages(html))


def test_a_receipt_says_what_was_read_and_not_where(talks: Corpus) -> None:
    """Fingerprint, hashes, version and parameters; the same again for the same."""
    made_of: dict[str, Any] = receipt(talks, width=60, share=1 / 3, corpus="/a/b", words=["x"]).made_of
    assert made_of["corpus"] == {"sha256": talks.fingerprint, "documents": 2, "read": 2}
    assert made_of["parameters"] == {"share": 0.333333, "width": 60, "words": ["x"]}
    assert re.fullmatch("[0-9a-f]{64}", made_of["actors"]["sha256"])


def test_a_sum_of_cells_leads_to_the_table(seeds: Corpus) -> None:
    """Of fewer columns than make a cell, a count is the sum of those cells, and leads to where they stand."""
    rows = pd.DataFrame(
        {"doc_id": "003_39a87082951c011e", "start": [0, 4, 8], "end": [3, 7, 11], "x": list("aab"), "y": list("cdc")}
    )
    counts = pd.DataFrame({"x": list("aab"), "y": list("cdc"), "n": 1})
    table = exhibit(counts, seeds, rows=rows, by=["x", "y"], caption="Cells", name="cells")
    assert (table.count(), table.count(x="a"), table.count(x="a", y="c")) == (3, 2, 1)
    assert table.count(x="a").anchor == "cells" != table.count(x="a", y="c").anchor
