"""Figures: the same bytes in every run, words for those who cannot see them, zero unlike missing."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from matplotlib.image import imread
from strategies import a_document, news_text

from negresearch.count.keyness import keyness
from negresearch.count.tally import tally
from negresearch.count.timeline import build_timeline
from negresearch.errors import TableError
from negresearch.read.corpus import Corpus
from negresearch.show.figures import paper, plot_keyness, plot_rates, plot_timeline, plot_voices
from negresearch.show.figures.axis import TimeAxis
from negresearch.show.figures.panels import ticks
from negresearch.show.figures.rates import Kind
from negresearch.show.page import Figure, exhibit
from negresearch.show.page.values import document_labels
from negresearch.tables import TABLES

FEWER = settings(max_examples=settings().max_examples // 20)
SVG = "{http://www.w3.org/2000/svg}"
FRAMES = ["refusal_of_talks", "territory", "economic"]


def made_up(documents: int, *, outlet: str = "Outlet") -> tuple[pd.DataFrame, pd.DataFrame]:
    """Codings that are never the same twice in a document, and documents of which the last has a problem."""
    rows = [
        (f"{d:03}_abc", 10 * i, 10 * i + 4, FRAMES[(d + i) % 2], ["narrator", "Putin"][i % 2])
        for d in range(documents)
        for i in range(1 + d % 4)
    ]
    codings = pd.DataFrame(rows, columns=["doc_id", "start", "end", "frame", "voice"])
    per = pd.DataFrame(
        {
            "doc_id": [f"{d:03}_abc" for d in range(documents + 1)],
            "outlet": [f"{outlet} {d % 3}" for d in range(documents)] + ["Gone"],
            "n_words": [100 + 10 * d for d in range(documents)] + [0],
            "problem": [None] * documents + ["empty"],
        }
    )
    return codings, per


def figures_of(documents: int, *, outlet: str = "Outlet") -> list[Figure]:
    """Each kind of figure once."""
    codings, per = made_up(documents, outlet=outlet)
    levels = {"frame": FRAMES}
    tallies = [["frame"], ["doc_id", "frame"], ["outlet", "frame"], ["outlet", "frame", "voice"]]
    figures = [plot_rates(tally(codings, by, per, levels=levels)) for by in tallies]
    tokens = codings.assign(norm=codings["frame"] + codings["start"].astype("str"))
    voices = codings.assign(voice="speaker", speaker="Vladimir Putin").drop(columns="frame")
    words = [plot_keyness(keyness(tokens, "doc_id", per, min_count=1, top=5))] if documents > 1 else []
    return [*figures, *words, plot_voices(voices, per)]


def timeline_of(
    *spans: tuple[str, str], published: tuple[str | None, str | None] = (None, None), documents: int = 1
) -> Figure:
    """A timeline of these days, stated, inferred and suspect by turns, in each of so many documents."""
    dates = [
        (f"{d:03}_abc", 10 * i, 10 * i + 4, "DATE", first[:7], first, last, "day", None, "rule")
        + (("none", None, None), ("previous", None, None), ("none", None, "odd"))[i % 3] + (None,)
        for d in range(documents)
        for i, (first, last) in enumerate(spans)
    ]  # fmt: skip
    per = [
        (f"{d:03}_abc", "t", f"Outlet {d % 3}", *[None] * 5, *published, "stated", None, "0", 99, 9, None)
        for d in range(documents)
    ]
    names = {table: [column.name for column in TABLES[table].columns] for table in ("dates", "documents")}
    found = pd.DataFrame(dates, columns=names["dates"]).astype({"value": "str", "suspect": "str", "first": "str"})
    known = pd.DataFrame(per, columns=names["documents"]).astype({"published_first": "str", "published_last": "str"})
    return plot_timeline(build_timeline(found, known), known)


def test_undated_documents_do_not_vanish_among_many() -> None:
    """Of a hundred lanes some are drawn and it is said how many; those of no known day are among them."""
    days = [(f"{d:03}_abc", "2024-05-15" if d < 90 else None) for d in range(100)]
    dates = [(doc_id, 0, 4, "DATE", "2022-03", "2022-03-01", "2022-03-31", "month", None, "r", "none", *[None] * 3)
             for doc_id, _ in days]  # fmt: skip
    per = [(doc_id, "t", None, *[None] * 5, day, day, "stated", None, "0", 99, 9, None) for doc_id, day in days]
    names = {table: [column.name for column in TABLES[table].columns] for table in ("dates", "documents")}
    known = pd.DataFrame(per, columns=names["documents"]).astype({"published_first": "str", "published_last": "str"})
    found = pd.DataFrame(dates, columns=names["dates"]).astype({"suspect": "str"})
    figure = plot_timeline(build_timeline(found, known), known)
    assert words_of(figure).count("undated") == 10
    assert "Drawn: 60 of 100 lanes." in figure.caption


def words_of(figure: Figure) -> list[str]:
    """Every text that is drawn."""
    return [element.text or "" for element in ElementTree.fromstring(figure.svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("documents", [1, 5, 50])
def test_every_corpus_can_be_drawn(documents: int) -> None:
    """One document, five or fifty: well-formed SVG on paper of one width, with words and without a date."""
    for figure in figures_of(documents):
        root = ElementTree.fromstring(figure.svg)
        assert root.get("width") == f"{paper.WIDTH:.0f}pt"
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            "svg", "g", "a", "path", "text", "title", "use", "defs", "pattern", "rect",
        }  # fmt: skip
        assert len(figure.alt) > 40
        assert figure.caption.endswith(".")
        assert "date" not in figure.svg


def test_two_runs_draw_the_same_bytes() -> None:
    """A figure drawn again, here and in a process that hashes otherwise, is the same file."""
    code = "from test_figures import figures_of; print(*(f.svg for f in figures_of(5)), sep='')"
    other = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": "7", "PATH": ""},
    )
    assert "".join(figure.svg for figure in figures_of(5)) == other.stdout.removesuffix("\n")


@FEWER
@given(news_text())
def test_labels_are_inert(text: str) -> None:
    """Whatever an outlet is called, it is words in a figure: no markup, no formula, no control."""
    for figure in figures_of(1, outlet=f"$x$ <script>{text}"[:80]):
        ElementTree.fromstring(figure.svg)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", figure.svg + figure.alt + figure.caption)
        assert "<script" not in figure.svg


def test_a_picture_shows_the_dots() -> None:
    """As a PNG too, each rate is a disc."""
    codings, per = made_up(1)
    picture = imread(BytesIO(plot_rates(tally(codings, ["frame"], per)).file("png")))
    blue = (abs(picture[..., :3] - [0, 0x72 / 255, 0xB2 / 255]) < 0.01).all(axis=2)
    assert blue.sum() > 200


def test_zero_is_not_missing() -> None:
    """A count of none is a ring in a dot plot and a plain 0 in a heat map; without words there is a dash."""
    codings, per = made_up(3)
    per = per.assign(problem=None)
    dots = plot_rates(tally(codings, ["outlet", "frame"], per, levels={"frame": FRAMES}), kind="dots")
    assert words_of(dots).count("–") == len(FRAMES)
    assert dots.svg.count("economic: 0, 0.0 per 1,000 words") == 3
    heat = plot_rates(tally(codings, ["doc_id", "frame"], per, levels={"frame": FRAMES}))
    assert words_of(heat).count("–") == len(FRAMES)
    assert words_of(heat).count("0") == 3 + 1


@pytest.mark.parametrize("kind", ["dots", "heat"])
def test_a_cell_that_is_not_listed_is_a_zero(kind: Kind) -> None:
    """A tally without its zeros draws like one with them, where there are words to count in."""
    codings, per = made_up(3)
    whole, short = (tally(codings, ["doc_id", "frame"], per, zeros=zeros) for zeros in (True, False))
    per_words = per[per["problem"].isna()]
    drawn = [
        words_of(plot_rates(tally(codings, ["doc_id", "frame"], per_words, zeros=z), kind=kind)) for z in (True, False)
    ]
    assert len(short.table) < len(whole.table)
    assert drawn[0] == drawn[1]


def test_a_tally_of_nothing_is_drawn() -> None:
    """Where nothing was found the figure says so, whatever its kind; with levels it draws their zeros."""
    codings, per = made_up(2)
    for by in (["frame"], ["doc_id", "frame"], ["outlet", "frame", "voice"]):
        assert words_of(plot_rates(tally(codings.head(0), by, per))) == ["none found"]
    zeros = plot_rates(tally(codings.head(0), ["frame"], per, levels={"frame": FRAMES}))
    assert "none found" in zeros.caption
    assert words_of(zeros).count("0.0 (0)") == len(FRAMES)


def test_words_of_a_figure_are_its_numbers() -> None:
    """The description names the highest rate with its count, as the table has it."""
    codings, per = made_up(5)
    rates = tally(codings, ["frame"], per)
    highest = rates.table.sort_values("rate").iloc[-1]
    figure = plot_rates(rates)
    assert f"{highest['frame'].replace('_', ' ')} {highest['rate']:.1f} ({highest['n']})" in figure.alt
    assert f"{highest['rate']:.1f}" in figure.caption


def test_parts_are_as_wide_as_the_whole() -> None:
    """The boxes of a bar lie end to end, and together reach as far as the rate."""
    codings, per = made_up(4)
    rates = tally(codings, ["outlet", "frame", "voice"], per)
    root = ElementTree.fromstring(plot_rates(rates).svg)
    boxes = [g for g in root.iter(f"{SVG}g") if g.find(f"{SVG}title") is not None]
    assert len(boxes) == (rates.table["n"] > 0).sum()
    widths = []
    for box in boxes:
        path = next(box.iter(f"{SVG}path"))
        xs = [float(pair.split()[0]) for pair in re.findall(r"[ML] ([\d.]+ [\d.]+)", path.get("d", ""))]
        widths.append(max(xs) - min(xs))
    drawn = rates.table[rates.table["n"] > 0]["rate"].to_numpy()
    scale = sum(widths) / drawn.sum()
    assert sorted(widths) == pytest.approx(sorted(drawn * scale), abs=0.15)


def test_marks_lead_to_passages() -> None:
    """With the table of the page at hand, each mark of a count leads to where its passages are printed."""
    codings, per = made_up(3)
    readable = per["doc_id"][per["problem"].isna()]
    corpus = Corpus(tuple(a_document("x" * 100, doc_id) for doc_id in readable), "0" * 64)
    rates = tally(codings, ["doc_id", "frame"], per)
    table = exhibit(rates, corpus, caption="Frames")
    svg = plot_rates(rates, opens=table).svg
    links = {value for e in ElementTree.fromstring(svg).iter(f"{SVG}a") for value in e.attrib.values()} - {"_blank"}
    assert links == {f"#{group.anchor}" for group in table.groups}


def test_many_lines_are_cut_and_it_is_said() -> None:
    """Of more documents than can be read, those with the most passages are drawn."""
    codings, per = made_up(99)
    figure = plot_rates(tally(codings, ["doc_id", "frame"], per))
    assert "Drawn: the 40 of 99 values of document with the most passages." in figure.caption
    assert "first 40 of 99 documents" in plot_voices(codings.assign(voice="none", speaker=None), per).caption


def test_speakers_names_do_not_collide() -> None:
    """Where quotations follow each other closely, names are left out rather than written over each other."""
    spans = [("000_abc", i, i + 1, "speaker", f"Name{i % 7}") for i in range(400)]
    voices = pd.DataFrame(spans, columns=["doc_id", "start", "end", "voice", "speaker"])
    root = ElementTree.fromstring(plot_voices(voices, made_up(1)[1]).svg)
    names = [e for e in root.iter(f"{SVG}text") if (e.text or "").startswith("Name")]
    spans_drawn = [(float(e.get("x", "0")), paper.text_width(e.text or "", paper.SMALL)) for e in names]
    assert len(names) > 5
    assert all(a + width <= b for (a, width), (b, _) in pairwise(spans_drawn))


def marks_of(figure: Figure, what: str) -> list[ElementTree.Element]:
    """The drawn marks whose note says so."""
    groups = ElementTree.fromstring(figure.svg).iter(f"{SVG}g")
    return [g for g in groups if what in (g.findtext(f"{SVG}title") or "")]


def test_each_date_is_drawn_and_told_apart() -> None:
    """Every date is a mark whose note says how it is known; what is not drawn is told in words."""
    figure = timeline_of(
        ("2022-02-24", "2022-02-24"), ("2022-03-01", "2022-03-31"), ("2022-04-01", "2022-04-01"),
        ("1900-01-01", "1999-12-31"), published=("2023-07-01", "2024-02-23"),
    )  # fmt: skip
    assert [len(marks_of(figure, how)) for how in ("02 (stated)", "(inferred from", "(suspect, odd)")] == [1, 1, 1]
    assert "1 suspect, not drawn: 1900-01" in " ".join(words_of(figure))
    assert "published between 2023-07-01 and 2024-02-23 (stated)" in figure.alt


def test_the_legend_names_a_break_only_where_there_is_one() -> None:
    """The strokes of a broken axis are explained only beside one."""
    near = [("2022-02-24", "2022-02-24"), ("2022-03-01", "2022-03-31")]
    told = [" ".join(words_of(timeline_of(*near, *far))) for far in ([], [("1991-08-24", "1991-08-24")])]
    assert ["//" in words for words in told] == [False, True]


def test_undated_documents_have_a_lane() -> None:
    """A document of unknown day stands there too, and is called undated."""
    assert "undated" in words_of(timeline_of(("2022-02-24", "2022-02-24")))
    assert "no dates" in words_of(timeline_of(published=("2022-02-24", "2022-02-24")))


@pytest.mark.parametrize("documents", [5, 40])
def test_words_of_a_timeline_do_not_collide(documents: int) -> None:
    """No text is drawn over another, with five documents or forty."""
    spans = [(f"{2014 + i % 9}-0{1 + i % 9}-11",) * 2 for i in range(30)]
    root = ElementTree.fromstring(timeline_of(*spans, published=("2022-02-24", "2022-05-24"), documents=documents).svg)
    boxes = []
    for e in root.iter(f"{SVG}text"):
        style = dict(part.split(": ") for part in e.get("style", "").split("; "))
        width = paper.text_width(e.text or "", float(style["font-size"][:-2]), bold="font-weight" in style)
        x = float(e.get("x", "0")) - {"start": 0, "middle": width / 2, "end": width}[style["text-anchor"]]
        boxes.append((float(e.get("y", "0")), x, x + width))
    assert len(boxes) > 3 * documents
    assert [(a, b) for a, b in combinations(boxes, 2) if abs(a[0] - b[0]) < 7 and a[1] < b[2] and b[1] < a[2]] == []
    assert all(x >= -0.1 and right <= paper.WIDTH + 0.1 for _, x, right in boxes)


DAYS = st.integers(700_000, 780_000)


@given(st.lists(st.tuples(DAYS, st.integers(0, 700)), max_size=12))
def test_the_axis_is_true_to_scale(spans: list[tuple[int, int]]) -> None:
    """A day is as long everywhere, order is kept, everything lies on the axis, and all of its width is used."""
    reached = [(first, first + more) for first, more in spans]
    axis = TimeAxis.of(reached, 420)
    for first, last in reached:
        assert axis.x(last) - axis.x(first) == pytest.approx((last - first) * axis.scale, abs=0.02)
        assert 0 <= axis.x(first) <= axis.x(last) <= 420.01
    days = sorted(day for span in reached for day in span)
    assert all(axis.x(a) <= axis.x(b) for a, b in pairwise(days))
    assert axis.pieces[-1].right == pytest.approx(415, abs=0.5)
    assert all((after.first - before.last) * axis.scale > 16 for before, after in pairwise(axis.pieces))
    assert axis.ticks


def test_colours_are_seen_on_both_papers() -> None:
    """Each colour stands out 3:1 from white paper and from black."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for colour in (paper.BLUE, paper.RED, paper.GREEN, paper.PINK, paper.GOLD, paper.GREY):
        for ground in ("#fdfcf9", "#14171a"):
            dark, bright = sorted((light(colour), light(ground)))
            assert (bright + 0.05) / (dark + 0.05) >= 3


@given(st.lists(st.text("ab_", min_size=1, max_size=6), min_size=1, max_size=8, unique=True))
def test_short_names_of_documents_are_their_own(ids: list[str]) -> None:
    """No two documents are called alike, and each is called by how its id begins."""
    labels = document_labels(pd.DataFrame({"doc_id": ids}))
    assert len(set(labels.values())) == len(ids)
    assert all(i.startswith(label) for i, label in labels.items())


def test_names_that_look_alike_are_told_apart() -> None:
    """Two outlets whose names differ in what cannot be seen are two lines of a figure."""
    codings, per = made_up(2)
    per["outlet"] = ["The  Daily", "The Daily", "Gone"]
    drawn = words_of(plot_rates(tally(codings, ["outlet"], per)))
    assert {"The Daily", "The Daily (2)"} <= set(drawn)


@given(st.floats(1e-4, 1e6), st.integers(2, 6))
def test_ticks_are_round_and_few(top: float, most: int) -> None:
    """Ticks begin at 0, stay below the top, and are at least one and no more than asked for above it."""
    found = ticks(top, most)
    assert found[0] == 0
    assert 1 <= len(found) - 1 <= most
    assert found[-1] <= top * (1 + 1e-6)


def test_wrong_tallies_are_refused() -> None:
    """An error says what can be drawn."""
    codings, per = made_up(3)
    with pytest.raises(TableError, match="unknown kind 'heet': did you mean 'heat'"):
        plot_rates(tally(codings, ["frame"], per), kind="heet")  # type: ignore[arg-type]
    with pytest.raises(TableError, match="2 to 3 columns"):
        plot_rates(tally(codings, ["frame"], per), kind="heat")
    with pytest.raises(TableError, match="plot_rates draws other tallies"):
        plot_keyness(tally(codings, ["frame"], per))


def test_no_word_of_a_figure_stands_outside_its_sheet(project_path: Path) -> None:
    """In the committed pages each word of a figure begins and stands within what is shown of it."""
    for page in sorted((project_path / "reports").glob("*.html")):
        for width, height, drawn in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"(.*?)</svg>', page.read_text(), re.S):
            for x, y in re.findall(r'<text x="(-?[\d.]+)" y="(-?[\d.]+)"', drawn):
                assert 0 <= float(x) <= float(width), page.name
                assert 8 <= float(y) <= float(height), page.name
