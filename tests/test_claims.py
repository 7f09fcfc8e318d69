"""What is made of events and claims: tellings side by side, accusers, omissions, proposals, statements for DNA."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import negresearch as nr
from negresearch.cli import main
from negresearch.errors import ParameterError, TableError
from negresearch.read.corpus import Document
from negresearch.read.corpus.document import make_document
from negresearch.tables import TABLES

CODEBOOK = nr.read_codebook("peace-talks")
SCANNED = ["documents", "sentences", "dates", "mentions", "codings", "events", "claims"]


@pytest.fixture(scope="module")
def found(seeds: nr.Corpus) -> dict[str, pd.DataFrame]:
    """All tables that a comparison of the seeds stands on."""
    return nr.scan(seeds, SCANNED, codebook=CODEBOOK)


def claim(doc_id: str = "a", start: int = 0, **said: Any) -> dict[str, Any]:
    """A row of claims."""
    columns = dict.fromkeys(column.name for column in TABLES["claims"].columns)
    given = {"doc_id": doc_id, "start": start, "end": start + 5, "event": "talks", "voice": "narrator"}
    return {**columns, **given, **said}


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    """A table of claims."""
    plain = [tuple(row.values())[1:] for row in rows]
    return TABLES["claims"].frame([(row["doc_id"], [values]) for row, values in zip(rows, plain, strict=True)])


def propose(tables: dict[str, pd.DataFrame], book: nr.EventBook | None = None) -> pd.DataFrame:
    """What is proposed for scanned texts."""
    return nr.propose_events(*(tables[t] for t in ("sentences", "dates", "mentions", "codings", "events")), book=book)


EVENT_WORDS = frozenset(rule.text for event in nr.read_events().events for rule in event.rules)
STATED = {"how": "stated", "polarity": "asserted"}


def test_who_accuses_is_the_speaker_or_the_outlet() -> None:
    """The text's own voice is its outlet, or, without one, the text itself; an unknown speaker stays unknown."""
    claims = table(
        claim("a", 0, blamed="X", **STATED),
        claim("a", 9, blamed="X", **STATED | {"voice": "Ann Lee"}),
        claim("a", 20, blamed="X", **STATED | {"voice": None}),
        claim("b", 0, blamed="Y", **STATED | {"voice": "notice"}),
        claim("b", 9, credited="Y", **STATED),
    )
    documents = pd.DataFrame({"doc_id": ["a", "b"], "outlet": ["Daily", None]})
    accused = nr.name_accusers(claims, documents)
    assert accused["accuser"].astype(object).where(accused["accuser"].notna(), None).tolist() == [
        "Daily",
        "Ann Lee",
        None,
        "the text itself",
    ]
    with pytest.raises(TableError, match="'b'"):
        nr.name_accusers(claims, documents.head(1))


def test_blame_is_drawn_group_by_group(found: dict[str, pd.DataFrame], seeds: nr.Corpus) -> None:
    """Each piece leads into the table; the words hold the numbers of the rows; a passage of two events counts once."""
    documents, accused = found["documents"], nr.name_accusers(found["claims"], found["documents"])
    assert not accused.duplicated(["doc_id", "start", "end", "blamed", "voice"]).any()
    blame = nr.tally(accused, ["outlet", "accuser", "blamed"], documents, zeros=False)
    shown = nr.exhibit(blame, seeds, caption="Blame", name="accusers", across="blamed")
    figure = nr.plot_blame(blame, opens=shown)
    links = re.findall(r'href="#([^"]+)" target', figure.svg)
    assert len(links) == len(blame.table)
    assert set(links) <= {group.anchor for group in shown.groups}
    own = accused[(accused["accuser"] == "RT") & (accused["blamed"] == "Ukraine")]
    assert f"(in its own voice {len(own)})" in figure.alt
    assert f", {len(own)} in its own voice" in repr(nr.in_words(blame, shown))
    empty = nr.tally(accused.head(0), ["outlet", "accuser", "blamed"], documents, zeros=False)
    assert "None found" in nr.plot_blame(empty).alt
    with pytest.raises(TableError, match="plot_blame draws"):
        nr.plot_blame(nr.tally(accused, ["blamed"], documents))


def test_tellings_stand_side_by_side_and_silence_is_shown() -> None:
    """Sides of one passage are joined; a text that tells the event and blames nobody has one row of nulls."""
    claims = table(
        claim("a", 0, blamed="Y", **STATED),
        claim("a", 0, blamed="X", **STATED),
        claim("a", 30),
        claim("b", 0),
        claim("b", 30),
        claim("c", 0, event="other", blamed="X", **STATED),
    )
    told = nr.compare_tellings(claims, "talks")
    assert told["doc_id"].tolist() == ["a", "b"]
    assert told["blamed"].fillna("nobody").tolist() == ["X, Y", "nobody"]
    assert nr.compare_tellings(claims, "unheard").empty


def test_nothing_told_gives_empty_tables(tmp_path: Path) -> None:
    """One text without events, and a corpus of one: tables stay empty, nothing raises."""
    corpus = [make_document("a", "It rained all day.\n", {}, place="a")]
    (tmp_path / "a.txt").write_text("It rained all day.\n", encoding="utf-8")
    tables = nr.scan(corpus, SCANNED, codebook=CODEBOOK)
    assert nr.name_accusers(tables["claims"], tables["documents"]).empty
    assert nr.compare_tellings(tables["claims"], "minsk").empty
    assert propose(tables).empty
    assert nr.find_omissions(nr.read_corpus(tmp_path), tables, CODEBOOK).empty
    assert nr.write_dna(
        tables["claims"], tables["documents"], tables["mentions"], nr.read_corpus(tmp_path), tmp_path / "dna.csv"
    ) == 0  # fmt: skip


def test_sentences_say_what_cannot_be_said(found: dict[str, pd.DataFrame], seeds: nr.Corpus) -> None:
    """With nothing told, with one text, and with five, the ledger's sentences hold; strange tables are refused."""
    documents = found["documents"]
    levels = {"event": list(nr.event_titles(nr.read_events()))}

    def said(events: pd.DataFrame, documents: pd.DataFrame, claims: pd.DataFrame) -> list[str]:
        ledger = nr.tally(events, ["event", "doc_id"], documents, levels=levels)
        blame = nr.tally(nr.name_accusers(claims, documents), ["outlet", "accuser", "blamed"], documents, zeros=False)
        omitted = nr.find_omissions(seeds, {"events": events}, CODEBOOK)
        what = (ledger, nr.compare_tellings(claims, "istanbul_2022"), blame, omitted)
        return [repr(nr.in_words(table, per=documents)) for table in what]

    one = documents.head(1)
    here = {name: found[name][found[name]["doc_id"].isin(one["doc_id"])] for name in ("events", "claims")}
    empty = {name: found[name].head(0) for name in ("events", "claims")}
    assert [sentence.split()[0] for sentence in said(found["events"], documents, found["claims"])] == [
        "12", "Held", "Whom", "Of",
    ]  # fmt: skip
    assert "no other to compare" in said(here["events"], one, here["claims"])[0]
    assert "fewer than three" in said(here["events"], one, here["claims"])[3]
    none = said(empty["events"], documents, empty["claims"])
    assert [sentence.split()[0] for sentence in none] == ["None", "No", "Nobody", "No"]


def test_the_matrix_lists_each_gap_once(found: dict[str, pd.DataFrame], seeds: nr.Corpus) -> None:
    """Every omission is in one cell of its line, and the file beside the page holds all patterns."""
    omitted = nr.find_omissions(seeds, found, CODEBOOK)
    shown = nr.list_omissions(omitted, found["documents"])
    cells = [line[column].text for line in shown.body for column in (3, 4)]
    assert sum(len(re.findall(r"\b00\d ", cell)) for cell in cells) == len(omitted)
    assert len(shown.whole[1]) == len(omitted)
    assert "patterns" in shown.whole[0]


def proposed(*texts: str) -> pd.DataFrame:
    """What is proposed for some texts."""
    documents: list[Document] = [make_document(f"d{i}", f"{t}\n", {}, place="d") for i, t in enumerate(texts)]
    return propose(nr.scan(documents, SCANNED, codebook=CODEBOOK))


def test_what_several_texts_tell_is_proposed() -> None:
    """The same parties, frame and month in two texts make a proposal; in one text, or told by a known event, none."""
    here = "On 4 May 2019 Israel rejected talks with Egypt."
    there = "Israel refused to negotiate with Egypt in May 2019, it is said."
    found = proposed(here, there)
    assert set(found["frame"]) == {"refusal_of_talks"}
    assert found["documents"].tolist() == [2, 2]
    assert (found["month"].unique().tolist(), found["parties"].unique().tolist()) == (["2019-05"], ["Egypt, Israel"])
    assert proposed(here).empty
    assert proposed(here, "Israel refused to negotiate with Egypt in June 2019.").empty
    met = proposed(
        here, "On 4 May 2019 Egypt offered Israel to mediate.", "Egypt offered Israel to mediate in May 2018."
    )
    assert set(met["doc_id"]) == {"d0", "d1"}  # one day, whatever is told of it
    known = "On 4 May 2019 Ukraine refused talks with Russia."
    assert proposed(known, known).empty


def test_proposals_are_made_of_news(tmp_path: Path) -> None:
    """Meetings that news texts of several outlets date alike are proposed, whoever else they name and refuse beside."""
    texts = [
        "On 6 August 2023 China called in Jeddah for a ceasefire and new talks between Russia and Ukraine.",
        "In August 2023 China proposed a ceasefire to Russia and Ukraine, diplomats said. The United States looked on.",
        "In Jeddah, in August 2023, China urged Russia and Ukraine to hold talks; Kyiv rejected talks with Putin.",
        "In June 2023 South Africa and Egypt offered Russia and Ukraine to mediate.",
        "On 17 June 2023 Senegal and South Africa offered to mediate between Russia and Ukraine, and Russia listened.",
    ]
    documents = [make_document(f"d{i}", f"{t}\n", {"published": "2023-09-01"}, place="d") for i, t in enumerate(texts)]
    tables = nr.scan(documents, SCANNED, codebook=CODEBOOK)
    found = propose(tables, nr.read_events())
    assert set(found.loc[found["month"] == "2023-08", "doc_id"]) == {"d0", "d1", "d2"}
    assert set(found.loc[found["month"] == "2023-06", "doc_id"]) == {"d3", "d4"}
    assert not found.duplicated(["doc_id", "start", "month", "frame"]).any()
    assert "d2" not in set(propose(tables)["doc_id"])


def in_plain_words(pattern: str, lists: dict[str, str]) -> str:
    """A pattern of the language of cues as a regular expression over words with one blank after each."""
    body = re.split(r"&|=>", pattern.lower())[0]
    out = []
    for part in re.findall(r"<[^>]*>(?:'s)?|\.\.\d*|\{[\w-]+\}|[()|?]|[^\s(){}|?]+", body):
        if part.startswith("<"):
            inside = bool(out) and not body.rstrip().endswith(part)
            out.append(r"(?:\S+ ){0,6}" if inside else "")
        elif part.startswith(".."):
            out.append(rf"(?:\S+ ){{0,{part[2:] or 4}}}")
        elif part.startswith("{"):
            out.append(f"(?:{in_plain_words(lists[part[1:-1]], lists)})")
        elif part in "()|?":
            out.append({"(": "(?:"}.get(part, part))
        else:
            words = (re.escape(word).replace(r"\*", r"[\w']*") for word in re.split("-", part) if word)
            out.append(f"(?:{' '.join(words)} )")
    return "".join(out)


def occurs(pattern: str, lists: dict[str, str], clauses: str) -> bool:
    """Whether a pattern's words stand in plain clauses."""
    return re.search(rf"(?<![\w']){in_plain_words(pattern, lists)}", clauses) is not None


def in_plain_clauses(text: str) -> str:
    """A text in lower case, its clauses one a line, its words with one blank after each."""
    clauses = re.split(r"[;:.!?\n—–]", text.replace("’", "'").lower())
    return "\n".join("".join(f"{word} " for word in re.findall(r"[\w']+", clause)) for clause in clauses)


def test_a_plain_text_search_confirms_each_omission(seeds: nr.Corpus, found: dict[str, pd.DataFrame]) -> None:
    """Where no pattern is said to occur, a search of another make over the whole file finds none; and it can find."""
    omitted = nr.find_omissions(seeds, found, CODEBOOK)
    folder = files("negresearch") / "codebooks"
    read = (tomllib.loads((folder / f"{book}.toml").read_text("utf-8")) for book in ("peace-talks", "events"))
    frames, events = (content["lists"] for content in read)
    assert set(omitted["kind"]) == {"event", "frame", "actor"}
    absent = omitted[omitted["occur"] == 0]
    assert len(absent) > len(omitted) / 2
    plain = {document.doc_id: in_plain_clauses(document.text) for document in seeds}
    for row in absent.itertuples():
        patterns = row.patterns.split(" ¦ ")
        assert len(patterns) == row.searched
        for pattern in patterns:
            where = row.doc_id, row.name, pattern
            if row.kind == "actor":
                assert not re.search(rf"(?<!\w){re.escape(pattern)}(?!\w)", seeds.texts[row.doc_id]), where
            else:
                lists = events if pattern in EVENT_WORDS else frames
                assert not occurs(pattern, lists, plain[row.doc_id]), where
    cues = {cue.cue: cue.text for cue in CODEBOOK.cues}
    coded = found["codings"].drop_duplicates(["doc_id", "cue"])
    seen = [occurs(cues[row.cue], frames, plain[row.doc_id]) for row in coded.itertuples()]
    assert sum(seen) > 0.95 * len(seen)


def test_omissions_are_what_others_have(seeds: nr.Corpus, found: dict[str, pd.DataFrame]) -> None:
    """No omission has a row, each is in enough other documents, and none that could be listed is left out."""
    for shared in (1, 3):
        omitted = nr.find_omissions(seeds, {"events": found["events"]}, CODEBOOK, shared=shared)
        having = found["events"].groupby("event")["doc_id"].agg(set)
        enough = {event: docs for event, docs in having.items() if len(docs) >= shared}
        expected = {(d.doc_id, event) for d in seeds for event, docs in enough.items() if d.doc_id not in docs}
        assert set(omitted[["doc_id", "name"]].itertuples(index=False, name=None)) == expected
    assert (omitted["others"] >= shared).all()


def test_statements_are_in_the_form_of_dna(
    seeds: nr.Corpus, found: dict[str, pd.DataFrame], tmp_path: Path, seeds_path: Path, capsys: Any
) -> None:
    """Semicolons, quoted words, DNA's times; yes or no; the same bytes each time; the command writes the same file."""
    tables = [found[name] for name in ("claims", "documents", "mentions")]
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    numbers = [nr.write_dna(*tables, seeds, path) for path in paths]
    assert main(["dna", "--corpus", str(seeds_path), "--out", str(tmp_path / "three.csv")]) == 0
    data = paths[0].read_bytes()
    assert data == paths[1].read_bytes() == (tmp_path / "three.csv").read_bytes()
    assert data.startswith(b'"statement ID";"time";"document ID";"document title";"author";"source";"section";"type"')
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline=""), delimiter=";"))
    assert len(rows) == numbers[0] > 0
    assert [int(row["statement ID"]) for row in rows] == list(range(1, len(rows) + 1))
    assert {row["agreement"] for row in rows} == {"0", "1"}
    assert all(re.fullmatch(r"(\d{4}-\d\d-\d\d \d\d:\d\d:00)?", row["time"]) for row in rows)
    undated = sum(not row["time"] for row in rows)
    assert f"{undated} of {len(rows)} without a time" in capsys.readouterr().err
    assert {row["organization"] for row in rows if not row["person"]} <= set(found["documents"]["outlet"])
    for row in rows:
        doc_id, span = row["section"].rsplit(":", 1)
        start, end = map(int, span.split("-"))
        words = seeds.texts[doc_id][start:end]
        assert row["text"] == " ".join(words.replace(";", ",").replace('"', "'").split())
    # As DNA's own lists are taken apart: a line a statement, fields between semicolons, words alone in quotation marks.
    numbers_of = {"statement ID": int, "time": datetime.fromisoformat, "document ID": str, "agreement": int}
    header, *lines = data.decode().rstrip("\n").split("\n")
    for line in lines:
        fields = dict(zip(header.replace('"', "").split(";"), line.split(";"), strict=True))
        for column, field in fields.items():
            words = re.fullmatch(r'"[^"]*"', field)
            assert (words is None) == (column in numbers_of), (column, field)
            assert words or (column == "time" and not field) or numbers_of[column](field) is not None
    with pytest.raises(ParameterError, match=r"\.csv"):
        nr.write_dna(*tables, seeds, tmp_path / "dna.xml")
