"""Figures: the same bytes in every run, words for those who cannot see them, zero unlike missing."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings, strategies as st
from strategies import a_document, news_text

from negresearch.count.keyness import keyness
from negresearch.count.tally import tally
from negresearch.errors import TableError
from negresearch.read.corpus import Corpus
from negresearch.show.figures import paper, plot_keyness, plot_rates, plot_voices
from negresearch.show.figures.labels import document_labels, ticks
from negresearch.show.page import Figure, exhibit

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


def test_zero_is_not_missing() -> None:
    """A count of none is a ring in a dot plot and a plain 0 in a heat map; without words there is a dash."""
    codings, per = made_up(3)
    dots = plot_rates(tally(codings, ["outlet", "frame"], per, levels={"frame": FRAMES}), kind="dots")
    assert words_of(dots).count("–") == len(FRAMES)
    assert dots.svg.count("economic: 0.0 per 1,000 words") == 3
    heat = plot_rates(tally(codings, ["doc_id", "frame"], per, levels={"frame": FRAMES}))
    assert words_of(heat).count("–") == len(FRAMES)
    assert words_of(heat).count("0") == 3 + 1


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
    assert sorted(widths) == pytest.approx(sorted(drawn * scale), abs=0.05)


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
    assert "Drawn: the 60 of 100 values of document with the most passages." in figure.caption
    assert "first 60 of 99 documents" in plot_voices(codings.assign(voice="none", speaker=None), per).caption


def test_speakers_names_do_not_collide() -> None:
    """Where quotations follow each other closely, names are left out rather than written over each other."""
    spans = [("000_abc", i, i + 1, "speaker", f"Name{i % 7}") for i in range(400)]
    voices = pd.DataFrame(spans, columns=["doc_id", "start", "end", "voice", "speaker"])
    root = ElementTree.fromstring(plot_voices(voices, made_up(1)[1]).svg)
    names = [e for e in root.iter(f"{SVG}text") if (e.text or "").startswith("Name")]
    spans_drawn = [(float(e.get("x", "0")), paper.text_width(e.text or "", paper.SMALL)) for e in names]
    assert len(names) > 5
    assert all(a + width <= b for (a, width), (b, _) in pairwise(spans_drawn))


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
