"""The committed reports in headless Chromium: they load nothing, open what they count, and leave no reader out."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape, unescape
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page as Tab, sync_playwright
from strategies import a_document
from test_odd_corpora import page_of

from negresearch.read.corpus import Corpus, read_corpus
from negresearch.show.page import exhibit
from negresearch.show.page.pool import Pool
from negresearch.show.report.result import Report
from negresearch.show.report.write import make_report, write_reports

pytestmark = pytest.mark.browser
PAGES = ("index", "framing", "narratives", "timeline")
WIDTHS = (1280, 390, 320)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: A mark is lit where the target of the address shows it.
LIT = "[...document.querySelectorAll('.passages mark')].filter(m => m.offsetParent && getComputedStyle(m)"
LIT += ".backgroundColor !== 'rgba(0, 0, 0, 0)').length"
CITES = "[...document.querySelectorAll('.passages code')].filter(c => c.offsetParent).map(c => [...c.querySelectorAll("
CITES += (
    "'small')].filter(s => s.offsetParent).reduce((words, s) => words.replace(s.innerText, ''), c.innerText).trim())"
)
REACHABLE = "[...document.querySelectorAll('a[href], summary, [tabindex]')].filter(e => e.getClientRects().length)"
#: Lines of one table or list look alike: the first ones stand for all where only looks are asked for.
FEWER = (
    "document.querySelectorAll('tbody tr:nth-child(n + 5), :is(ul, ol) > li:nth-child(n + 5)').forEach(e => e.remove())"
)
OPEN = "document.querySelectorAll('details').forEach(details => details.open = true)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, closed with the module, so that no event loop outlives it."""
    chromium = shutil.which("chromium")
    if chromium is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("there is no chromium here")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@contextmanager
def opened(browser: Browser, path: Path, *, scheme: Any = "light", anchor: str = "") -> Iterator[Tab]:
    """A page in a browser without a network; what it asks for, says or throws fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme, offline=True)
    tab = context.new_page()
    heard: list[str] = []
    tab.on("request", lambda request: heard.append(request.url) if request.url.split("#")[0] != path.as_uri() else None)
    tab.on("console", lambda message: heard.append(message.text))
    tab.on("pageerror", lambda error: heard.append(str(error)))
    tab.on("dialog", lambda dialog: (heard.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    tab.goto(path.as_uri() + anchor)
    try:
        yield tab
        assert heard == []
    finally:
        context.close()


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest, project_path: Path) -> Path:
    """Each page of the committed reports."""
    return Path(project_path / "reports" / f"{request.param}.html")


def violations(tab: Tab, **options: Any) -> list[tuple[str, list[str]]]:
    """What axe finds, with the elements it finds it at."""
    found = Axe().run(tab, options={**options, "resultTypes": ["violations"]}).response["violations"]
    return [(rule["id"], [node["html"][:200] for node in rule["nodes"][:3]]) for rule in found]


def test_no_rule_of_wcag_is_broken(browser: Browser, page: Path) -> None:
    """Light: every rule of WCAG 2.2 AA, all folds open, a count's passages shown; dark: every contrast, narrow too."""
    contrast = {"type": "rule", "values": ["color-contrast"]}
    with opened(browser, page) as tab:
        first = tab.evaluate("document.querySelector('.passages > p[id]:nth-of-type(3)')?.id")
        tab.evaluate(f"{OPEN}; location.hash = {first!r}" if first else OPEN)
        tab.evaluate("document.querySelectorAll('.passages :is(p, li)').forEach(e => e.offsetParent || e.remove())")
        assert violations(tab, runOnly={"type": "tag", "values": WCAG}) == []
        tab.evaluate(FEWER)
        tab.emulate_media(color_scheme="dark")
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 26)"
        for width in (WIDTHS[0], WIDTHS[-1]):
            tab.set_viewport_size({"width": width, "height": 900})
            assert violations(tab, runOnly=contrast) == []


def test_nothing_is_wider_than_the_screen(browser: Browser, page: Path) -> None:
    """At each width all fits, or scrolls in a region that the keyboard reaches and that shows that it scrolls."""
    wide = "[...document.querySelectorAll('main *, header *, footer *, nav *')].filter(e => e.clientWidth && "
    wide += "e.scrollWidth > e.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX))"
    rules = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
    with opened(browser, page) as tab:
        tab.evaluate(OPEN)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            assert tab.evaluate(f"{wide}.filter(e => e.tabIndex !== 0).map(e => e.outerHTML.slice(0, 200))") == []
            shades = tab.evaluate(f"{wide}.map(e => getComputedStyle(e).backgroundImage.split('gradient').length - 1)")
            assert all(n == 4 for n in shades)
        tab.evaluate(FEWER)
        for width in WIDTHS:
            tab.set_viewport_size({"width": width, "height": 800})
            assert violations(tab, runOnly=rules) == []


def test_on_paper_nothing_is_cut_off(browser: Browser, page: Path) -> None:
    """A sheet holds each figure and table in its width, black on white; passages are printed where one has opened them.

    The sheet is A4 less its margins. What is folded, and what is there to be clicked, is not printed.
    """
    listed = "document.querySelector('.passages')?.getClientRects().length"
    with opened(browser, page, scheme="dark") as tab:
        tab.emulate_media(media="print")
        tab.set_viewport_size({"width": 672, "height": 980})
        assert tab.evaluate("document.documentElement.scrollWidth") <= 672
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert tab.evaluate("[...document.querySelectorAll('nav, details')].every(e => !e.getClientRects().length)")
        if page.stem != "index":
            assert tab.evaluate(listed) == 0
            tab.evaluate("location.hash = 'all-passages'")
            assert tab.evaluate(listed) > 0


def test_every_count_opens_as_many_passages_as_it_says(browser: Browser, page: Path) -> None:
    """Each number that leads to passages lights so many marks, in a table, a figure or a sentence; its head says so.

    Numbers with one class open one set of passages, by one rule of the style sheet, which is looked at once.
    """
    counts = """() => [...document.querySelectorAll('a[href^="#"]')].map(a => {
        const anchor = a.getAttribute('href'), target = document.getElementById(anchor.slice(1));
        const said = a.closest('svg') ? '' : a.textContent.replace(',', '');
        if (!target.matches('.passages > p[id]')) return null;
        const told = +target.textContent.match(/: ([0-9,]+)(\\.|$)/)[1].replace(',', '');
        return [target.className || target.id, anchor, /^[0-9]+$/.test(said) ? +said : told, told];
    }).filter(found => found)"""
    with opened(browser, page) as tab:
        assert tab.evaluate(LIT) == 0
        found = tab.evaluate(counts)
        assert [count for count in found if count[2] != count[3]] == []
        anchors = {mark: anchor for mark, anchor, *_ in found}
        tab.evaluate("document.querySelectorAll('main > :not(.passages), header, nav').forEach(e => e.remove())")
        look = f"anchors => anchors.map(([mark, anchor]) => {{ location.hash = anchor; return [mark, {LIT}]; }})"
        lit = dict(tab.evaluate(look, list(anchors.items())))
        assert [count for count in found if count[3] != lit[count[0]]] == []
        assert len(found) >= (0 if page.stem == "index" else 20)


def test_contents_and_passages_have_anchors(browser: Browser, page: Path) -> None:
    """Each line of the contents leads to its heading, and the anchor of a passage shows that passage alone."""
    with opened(browser, page) as tab:
        for link in tab.query_selector_all("nav a"):
            target = (link.get_attribute("href") or "")[1:]
            assert tab.evaluate("id => document.getElementById(id).matches('h2')", target)
        anchors = tab.evaluate("[...document.querySelectorAll('.passages :is(li, mark)[id]')].map(e => e.id)")
        for anchor in anchors[:: max(1, len(anchors) // 40)]:
            tab.evaluate("anchor => location.hash = anchor", anchor)
            assert tab.evaluate(LIT) == 1
            assert tab.evaluate(CITES) == [anchor]


def test_the_keyboard_reaches_everything(browser: Browser, page: Path) -> None:
    """Tab goes to every link, fold and region that scrolls, in their order, and each shows that it has the focus."""
    listen = f"""() => {{
        const places = new Map({REACHABLE}.map((e, i) => [e, i]));
        window.reached = [];
        document.addEventListener('focusin', event => {{
            const style = getComputedStyle(event.target);
            const seen = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
            window.reached.push([places.get(event.target) ?? -1, seen]);
        }});
        return places.size;
    }}"""
    with opened(browser, page) as tab:
        total = tab.evaluate(listen)
        for _ in range(total):
            tab.keyboard.press("Tab")
        assert tab.evaluate("window.reached") == [[place, True] for place in range(total)]
        assert tab.evaluate(f"{REACHABLE}.every(e => e.tabIndex === 0)")


ODD_WORDS = (
    "Peace talks, well-meant & late.",
    "“We’re ready,” he said — now; then: 50 % of it?",
    "A line that\nruns on, over (two) lines and more words than ten, so that both its ends are looked for here.",
    'Kyiv\'s "no" + yes = <b>maybe</b> #1: a=b&c.',
    "…and so it ended, «not afraid» - he said-",
    "Привет, мир: переговоры.",
)


@pytest.mark.parametrize("words", ODD_WORDS)
def test_a_link_into_a_source_page_finds_its_words(browser: Browser, tmp_path: Path, words: str) -> None:
    """Commas, dashes, quotation marks, line feeds and markup: the browser goes to the words in a page that has them."""
    document = a_document(words, "a", url="https://news.example/a")
    rows = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [4], "frame": "x"})
    corpus = Corpus((document,), "f" * 64)
    pool = Pool()
    pool.add(exhibit(pd.DataFrame({"frame": ["x"], "n": [1]}), corpus, rows=rows, by=["frame"], caption="x"), "Table 1")
    (link,) = re.findall(r'<a href="https://news.example/a([^"]*)">', pool.html(corpus.texts, set(), corpus))
    source = f'<meta charset="utf-8"><p>{{}}</p><p>Before. {escape(words)} After.</p><p>{{}}</p>'
    (tmp_path / "a.html").write_text(source.replace("{}", "<br>" * 200), "utf-8")
    with opened(browser, tmp_path / "a.html", anchor=unescape(link)) as tab:
        tab.wait_for_function("scrollY > 1000", timeout=5_000)


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)></style></title></textarea>--></script>"
    "<iframe srcdoc='<script>alert(4)</script>'></iframe><a href='javascript:alert(5)'>x</a><base href='//x.example'>"
    "<link rel=stylesheet href='//x.example/a.css'><meta http-equiv=refresh content='0;url=//x.example'>"
    '" onmouseover=alert(6) x=" \' autofocus onfocus=alert(7) {{7*7}} {% raw %} '
    "\u202egpj.exe\u202c \x07\x1b[31m \u200b"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, project_path: Path) -> Path:
    """A report in whose texts, manifest, codebook and parameters everything is markup."""
    folder = tmp_path_factory.mktemp("hostile")
    corpus = folder / "texts"
    corpus.mkdir()
    talks = f'Kyiv refuses talks, {HOSTILE} said. "We are ready to negotiate {HOSTILE}," Putin said on 3 May 2024.'
    (corpus / "a.txt").write_text(f"{HOSTILE}\n\n{talks}\n\n{HOSTILE} refuses talks.\n", "utf-8")
    (corpus / "b<img src=x onerror=alert(8)>.txt").write_text(f"Russia rejects negotiations.\n{HOSTILE}\n", "utf-8")
    columns = ["file", "title", "outlet", "publisher", "authors", "url"]
    values = ["a.txt", HOSTILE, HOSTILE, HOSTILE, HOSTILE, "javascript:alert(9)"]
    with (corpus / "manifest.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, values])
    book = (project_path / "negresearch" / "codebooks" / "peace-talks.toml").read_text("utf-8")
    quoted = json.dumps(HOSTILE.replace("\x07", "").replace("\x1b", ""))
    for line in ('title = "Refusal of talks"', 'title = "Negotiation frames in war coverage"', 'version = "1.0"'):
        assert line in book
        book = book.replace(line, f"{line.split(' = ')[0]} = {quoted}")
    (folder / "book.toml").write_text(book, "utf-8")
    made: list[Report] = []
    for name in ("framing", "narratives", "timeline"):
        given = {"codebook": str(folder / "book.toml")} if name == "framing" else {}
        page = page_of(name, corpus, project_path, **given)
        notebook, read = project_path / "notebooks" / f"{name}.ipynb", read_corpus(corpus)
        made.append(make_report(page, notebook, read.fingerprint, {"note": HOSTILE}, folder / "out"))
    write_reports(made, folder / "out")
    return folder / "out"


def test_hostile_words_are_words(browser: Browser, hostile: Path) -> None:
    """No dialog, no request, no element or handler of its own: what is hostile is read as the text that it is."""
    elements = 'document.querySelectorAll(\'script:not([type="application/json"]), img, iframe, base, object, embed,'
    elements += " link:not([rel=icon]), meta[http-equiv=refresh], svg svg, form, input, [autofocus]').length"
    handlers = "[...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on')"
    handlers += " || a.name === 'style' || /^\\s*javascript:/i.test(a.value))).map(e => e.outerHTML.slice(0, 200))"
    for name in PAGES:
        with opened(browser, hostile / f"{name}.html", anchor="#all-passages") as tab:
            tab.evaluate(OPEN)
            tab.mouse.move(200, 200)
            assert tab.evaluate(elements) == 0
            assert tab.evaluate(handlers) == []
            words = tab.evaluate("document.body.innerText")
            assert ("onerror=alert" in words) == (name != "index")
            assert not any(unseen in words for unseen in "\u202e\x07\x1b\u200b")
            assert tab.url.startswith(hostile.as_uri())
