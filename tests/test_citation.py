"""Reports are cited: tags that make a report in a reference manager, formats that import, links into source pages."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from hypothesis import given, strategies as st
from strategies import a_document
from test_page import HOSTILE
from test_report import SVG, a_run

from negresearch import __version__
from negresearch.read.corpus import Corpus
from negresearch.show.page import Figure, exhibit, receipt
from negresearch.show.page.clean import clean_html
from negresearch.show.page.passages import printed_passages
from negresearch.show.report import Report
from negresearch.show.report.assemble import assemble
from negresearch.show.report.citation import AUTHORS, RELEASED, Citation
from negresearch.show.report.write import make_report

#: What Zotero's translator "Embedded Metadata" makes of these tags, and of which it makes what kind of item.
FIELDS = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_technical_report_institution": "institution",
    "citation_technical_report_number": "number",
    "citation_abstract": "abstractNote",
    "citation_language": "language",
    "citation_journal_title": "publicationTitle",
}
TYPES = {"citation_journal_title": "journalArticle", "citation_technical_report_institution": "report"}


class _Head(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, str]] = []
        self.feed(html[: html.index("</head>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta" and found.get("name"):
            self.tags.append((found["name"] or "", found.get("content") or ""))


def item_of(html: str) -> dict[str, Any]:
    """Read the tags of a page as the translator does: the type by what is there, authors at commas and semicolons."""
    item: dict[str, Any] = {"itemType": "webpage", "creators": []}
    tags = _Head(html).tags
    if any(name == "citation_title" for name, _ in tags):
        item["itemType"] = "journalArticle"
    for name, content in tags:
        item["itemType"] = TYPES.get(name, item["itemType"])
        if name in FIELDS and content.strip():
            item[FIELDS[name]] = " ".join(content.split())
        elif name == "citation_author":
            for author in content.split(";"):
                by_comma = "," in author
                names = (
                    [part.strip() for part in author.strip(" ,").split(",")]
                    if by_comma
                    else author.rsplit(" ", 1)[::-1]
                )
                item["creators"].append({"lastName": names[0], "firstName": names[1] if len(names) > 1 else ""})
        elif name == "description":
            item.setdefault("abstractNote", content)
    return item


@pytest.fixture
def talks() -> Corpus:
    """One short text."""
    return Corpus((a_document("peace talks, then peace", "a"),), "f" * 64)


def a_report(corpus: Corpus, project: Path, *, end: int = 5, authors: Any = (), title: str = "Who talks?") -> Report:
    """A report of one table and one figure."""
    rows = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [end], "frame": "peace"})
    counts = pd.DataFrame({"frame": ["peace"], "n": [1]})
    table = exhibit(counts, corpus, rows=rows, by=["frame"], name="t", caption="x")
    figure = Figure(SVG, "A square.", "Squares of 100 % of {them} & more: two. Lines: none.", "square")
    notebook = a_run(table, figure, receipt(corpus), markdown=f"# {title}\n\nWords.\n\n## Q?")
    notebook.metadata["authors"] = [{"name": name} for name in authors]
    page = assemble("r", notebook, corpus.texts, corpus)
    return make_report(page, project / "notebooks" / "framing.ipynb", corpus.fingerprint, {}, Path("out"))


def test_a_reference_manager_makes_a_report(talks: Corpus, project_path: Path) -> None:
    """All fields of a report come from the tags: no article, no broken name, no empty field."""
    made = a_report(talks, project_path)
    assert item_of(made.files["r.html"].decode()) == {
        "itemType": "report",
        "title": "Who talks?",
        "creators": [{"lastName": "The negresearch authors", "firstName": ""}],
        "date": RELEASED.replace("-", "/"),
        "institution": "negresearch",
        "number": made.receipt["id"],
        "language": "en",
        "abstractNote": "Words.",
    }


def test_a_notebook_names_its_authors(talks: Corpus, project_path: Path) -> None:
    """Whoever writes a notebook is cited for its report: persons by family name, bodies as they are."""
    html = a_report(talks, project_path, authors=["Curie, Marie", "Peace Research Unit"]).files["r.html"].decode()
    assert item_of(html)["creators"] == [
        {"lastName": "Curie", "firstName": "Marie"},
        {"lastName": "Peace Research Unit", "firstName": ""},
    ]
    assert "author = {Curie, Marie and {Peace Research Unit}}" in html
    assert "Curie, Marie and Peace Research Unit (2026). Who talks? Report " in html


def test_the_page_shows_each_citation_in_three_formats(talks: Corpus, project_path: Path) -> None:
    """The report and its figure stand as a sentence, as BibTeX and as CSL-JSON, and the figure leads there."""
    made = a_report(talks, project_path)
    html = made.files["r.html"].decode()
    assert '<h2 id="cite">How to cite</h2>' in html
    assert 'href="#cite-figure-square"' in html
    assert 'id="cite-figure-square"' in html
    assert re.findall(r"<pre>@(\w+)\{([^,]+),", html) == [
        ("techreport", f"negresearch-r-{made.receipt['id']}"),
        ("misc", f"negresearch-r-{made.receipt['id']}-square"),
    ]
    assert r"title = {{Figure 1. Squares of 100 \% of \{them\} \&amp; more.}}" in html
    assert html.count("CSL-JSON") == 2


@given(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30)), st.text(max_size=30))
def test_any_title_makes_citations_that_import(title: str, author: str) -> None:
    """CSL-JSON is JSON, and the braces of BibTeX are balanced, whatever a title or a name holds."""
    made_of = {"title": title, "report": "r", "id": "0" * 12, "negresearch": "1", "corpus": {"sha256": "f" * 64}}
    cited = Citation.of(made_of, [author], "").figure(1, title, "figure-x")
    for citation in (cited, Citation.of(made_of, [author], title)):
        (item,) = json.loads(citation.csl)
        assert item["type"] == ("figure" if citation.part else "report")
        bare = re.sub(r"\\[{}]", "", citation.bibtex)
        assert bare.count("{") == bare.count("}")
        assert all(name and " " not in name for name, _ in citation.tags)


def test_the_date_is_that_of_the_release(project_path: Path) -> None:
    """Version, date and authors of a citation are those of CITATION.cff."""
    cff = (project_path / "CITATION.cff").read_text("utf-8")
    assert f"\nversion: {__version__}\ndate-released: {RELEASED}\n" in cff
    assert re.findall(r"- name: (.+)", cff) == list(AUTHORS)


def test_other_rows_make_another_report(talks: Corpus, project_path: Path) -> None:
    """The id is made of the rows too: one found elsewhere gives another, the same ones the same."""
    ids = [a_report(talks, project_path, end=end).receipt["id"] for end in (5, 5, 11)]
    assert ids[0] == ids[1] != ids[2]


# Links into source pages


def source_links(text: str, start: int, end: int, url: str, **known: str) -> list[str]:
    """The links of a passage's line out into the web, cleaned as the page is."""
    document = a_document(text, "a", url=url, **known)
    corpus = Corpus((document,), "f" * 64)
    rows = pd.DataFrame({"doc_id": ["a"], "start": [start], "end": [end], "frame": "x"})
    table = exhibit(pd.DataFrame({"frame": ["x"], "n": [1]}), corpus, rows=rows, by=["frame"], caption="x")
    page = assemble("r", a_run(table), corpus.texts, corpus)
    assert clean_html(page.passages) == page.passages
    assert all(found.is_true(corpus.texts) for found in printed_passages(page.passages))
    return re.findall(r'<a href="(http[^"]*)">', page.passages)


def test_a_passage_leads_to_its_words_in_the_source_page() -> None:
    """Where the manifest knows the page, a line leads to its own words there, whole if short, else from end to end."""
    url = "https://news.example/a?b=1&c=2#top"
    assert source_links("Peace talks, well-meant & late.", 0, 5, url) == [
        "https://news.example/a?b=1&amp;c=2#:~:text=Peace%20talks%2C%20well%2Dmeant%20%26%20late."
    ]
    long = "One two three four five six seven eight nine ten eleven twelve."
    assert source_links(long, 0, 3, url)[0].endswith(
        "#:~:text=One%20two%20three%20four%20five,eight%20nine%20ten%20eleven%20twelve."
    )


def test_a_page_in_another_language_holds_no_such_words() -> None:
    """Of a translated text the page is named once, and no line leads to words that do not stand there."""
    url = "https://news.example/a"
    assert source_links("Peace talks.", 0, 5, url, language="en", translated_from="zh") == [url]
    assert source_links("Peace talks.", 0, 5, url, language="en", translated_from="en") != [url]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x.example", "file:///etc", "", "x"])
def test_only_web_pages_are_sources(url: str) -> None:
    """An address of any other kind is no link."""
    assert source_links("Peace talks.", 0, 5, url) == []


@given(st.text(max_size=20), st.text(min_size=1, max_size=40).filter(str.strip))
def test_no_address_and_no_words_break_a_link(path: str, words: str) -> None:
    """Quotation marks, brackets, blanks and commas stay inside the link, and the words come out as they went in."""
    for link in source_links(f"{words}\n", 0, len(words), f"https://x.example/{path}"):
        assert not set(link) & set("\"'<> \n")
        found = link.partition("#:~:text=")[2]
        assert all(unquote(part).strip() in " ".join(words.split()) for part in found.split(","))
