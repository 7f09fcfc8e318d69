"""The same-event ledger and its claims: found under any name, in its own time, and never guessed."""

from __future__ import annotations

import pickle
from pathlib import Path

import pandas as pd
import pytest
from event_gold import coded_seeds, found, score, written
from hypothesis import given, settings
from strategies import a_document, news_text, swapped_parties

import negresearch as nr
from negresearch.cli import main
from negresearch.errors import CodebookError
from negresearch.read.corpus.document import make_document
from negresearch.read.events import read_events

CODEBOOK = nr.read_codebook("peace-talks")
TOY = """
name = "toy"
version = "1"
title = "Toy"
blames = ["blame_for_breakdown", "refusal_of_talks"]
credits = ["openness_to_talks"]
hedges = "(reportedly|perhaps)"
[lists]
harbour = "harbour|port"
[events.harbour]
title = "The harbour meeting"
definition = "The meeting at the harbour in June 2021."
first = "2021-06-01"
last = "2021-06-30"
about = "(delegation*|talks)"
[events.harbour.rules]
named = { words = "harbour accord", date = "any" }
dated = { words = "(meeting|talks)", date = "inside" }
place = { words = "(meeting|talks) ..4 {harbour}" }
refused = { frame = "refusal_of_talks", words = "pier" }
near = { words = "the paper", near = "harbour" }
charged = { words = "cargo", charges = ["Russia", "Ukraine"] }
"""


def book(tmp_path: Path, text: str = TOY) -> nr.EventBook:
    """A book of events in a file."""
    path = tmp_path / "events.toml"
    path.write_text(text, encoding="utf-8")
    return nr.read_events(path)


def tables(text: str, events: nr.EventBook | None = None, published: str = "2023-05-05") -> dict[str, pd.DataFrame]:
    """Events and claims of one text."""
    document = make_document("a", text + "\n", {"published": published}, place="a")
    return nr.scan([document], ["events", "claims"], codebook=CODEBOOK, events=events)


def rules(text: str, events: nr.EventBook, published: str = "2023-05-05") -> list[str]:
    """The rules that fire in a text, by name."""
    return [rule.split("/")[1] for rule in tables(text, events, published)["events"]["rule"]]


@pytest.fixture(scope="module")
def told(seeds: nr.Corpus) -> dict[str, pd.DataFrame]:
    """Events and claims of the seeds."""
    return nr.scan(seeds, ["events", "claims", "sentences"], codebook=CODEBOOK)


def test_the_seeds_are_found_as_coded_by_hand(told: dict[str, pd.DataFrame]) -> None:
    """Presence and blame of the twelve events, document by document, do not fall below what they once were."""
    telling, gold = found(told["events"], told["claims"]), coded_seeds()
    assert score(telling.present, gold.present).f1 >= 0.98
    assert score(telling.blamed, gold.blamed).f1 >= 0.95


def test_a_second_coder_of_the_seeds_finds_much_the_same(told: dict[str, pd.DataFrame]) -> None:
    """Against one who saw neither rules, nor the first coding, nor the program; he blames more freely."""
    telling, gold = found(told["events"], told["claims"]), coded_seeds("events_second.csv")
    assert score(telling.present, gold.present).f1 >= 0.92
    assert score(telling.blamed, gold.blamed).f1 >= 0.79


@pytest.mark.parametrize(
    ("lot", "presence", "blame"),
    [
        ("events_written.txt", 0.97, 0.93),
        ("events_written_2.txt", 0.99, 0.66),
        ("events_written_3.txt", 0.96, 0.79),
        ("events_written_4.txt", 0.97, 0.81),
        ("events_written_5.txt", 0.99, 0.56),
        ("events_written_6.txt", 0.89, 0.51),
    ],
)
def test_other_wording_is_found_too(lot: str, presence: float, blame: float) -> None:
    """Invented paragraphs of other styles and on other matters do not fall below what they once were."""
    documents, gold = written(lot)
    scanned = nr.scan(documents, ["events", "claims"], codebook=CODEBOOK)
    telling = found(scanned["events"], scanned["claims"])
    assert score(telling.present, gold.present).f1 >= presence
    assert score(telling.blamed, gold.blamed).f1 >= blame


def test_the_end_of_istanbul_is_blamed_as_each_text_blames_it(told: dict[str, pd.DataFrame]) -> None:
    """002 states nobody, its question implies; 003's narrator names Kiev and Washington; 004 lets Putin say all."""
    claims = told["claims"]
    ended = claims[claims["event"] == "istanbul_2022"].assign(doc=claims["doc_id"].str[:3])
    blame = ended[ended["blamed"].notna()]

    def of(doc: str, column: str) -> set[str]:
        return set(blame.loc[blame["doc"] == doc, column])

    assert of("002", "how") == {"implied"}
    stated = blame[(blame["doc"] == "003") & (blame["how"] == "stated")]
    assert (set(stated["blamed"]), of("003", "voice")) == ({"Ukraine", "United States"}, {"narrator"})
    assert set(ended.loc[(ended["doc"] == "004") & ended["how"].notna(), "voice"]) == {"Vladimir Putin"}
    assert set(ended["doc"]) == {"000", "001", "002", "003", "004"}


def test_an_event_is_told_without_its_name(seeds: nr.Corpus, told: dict[str, pd.DataFrame]) -> None:
    """001 names neither Istanbul nor Turkey, and tells how the talks there ended."""
    document = seeds.document("001")
    assert "Istanbul" not in document.text
    assert "Turkey" not in document.text
    events = told["events"]
    assert "istanbul_2022" in set(events.loc[events["doc_id"] == document.doc_id, "event"])


def test_every_event_and_claim_lies_in_a_sentence(told: dict[str, pd.DataFrame]) -> None:
    """An event's words stand in the sentence that its row names, once an event; each telling has a claim, or a null."""
    joined = told["events"].merge(told["sentences"], on=["doc_id", "sentence"], suffixes=("", "_of"))
    assert len(joined) == len(told["events"])
    assert ((joined["start_of"] <= joined["start"]) & (joined["end"] <= joined["end_of"])).all()
    assert not told["events"].duplicated(["doc_id", "event", "sentence"]).any()
    claims = told["claims"]
    silent = claims["blamed"].isna() & claims["credited"].isna()
    assert (claims["how"].isna() == silent).all()
    assert (claims["polarity"].isna() == silent).all()
    keys = ["doc_id", "event"]
    assert set(map(tuple, claims[keys].to_numpy())) == set(map(tuple, told["events"][keys].to_numpy()))


@settings(max_examples=40)
@given(news_text())
def test_rows_are_slices_of_any_text(text: str) -> None:
    """Whatever the text: nothing raises, and each row is a stretch of it."""
    scanned = nr.scan([a_document(text)], ["events", "claims"], codebook=CODEBOOK)
    for table in ("events", "claims"):
        rows = scanned[table]
        assert ((rows["start"] >= 0) & (rows["start"] < rows["end"]) & (rows["end"] <= len(text))).all()


def test_dates_place_an_event(tmp_path: Path) -> None:
    """A date inside tells it, a date outside denies it, none leaves it to the words; a month is precise enough."""
    events = book(tmp_path)
    assert rules("The delegations held talks in June 2021.", events) == ["dated"]
    assert rules("The delegations held talks on 3 June 2021 and 4 May 2022.", events) == ["dated"]
    assert rules("The delegations held talks in 2021.", events) == []
    assert rules("The delegations held talks at the harbour.", events) == ["place"]
    assert rules("The delegations held talks at the port in 2021.", events) == ["place"]
    assert rules("The delegations held talks at the harbour in May 2022.", events) == []
    assert rules("In May 2022 the delegation praised the harbour accord.", events) == ["named"]


def test_when_a_text_was_written_dates_no_event(tmp_path: Path) -> None:
    """The date of a dateline is the text's own; and readiness tells of no talks that were held."""
    events = book(tmp_path)
    assert rules("LONDON, 12 June 2021 (Agency) - The talks on ships were long.", events) == []
    assert rules("The talks of 12 June 2021 - on ships - were long.", events) == ["dated"]
    for text in (
        "Ukraine is ready for negotiations, Zelensky said on 12 May 2022.",
        "Russia held talks on 12 May 2022.",
    ):
        told = "istanbul_2022" in set(tables(text, read_events())["events"]["event"])
        assert told == ("held" in text)


def test_nothing_is_told_before_it_happened(tmp_path: Path) -> None:
    """A document published before the first day of an event does not tell it; one that says no day may."""
    events = book(tmp_path)
    text = "The delegations held talks at the harbour."
    assert rules(text, events, "2021-05-31") == []
    assert rules(text, events, "2021-06-01") == rules(text, events, "") == ["place"]


def test_rules_ask_for_what_stands_around(tmp_path: Path) -> None:
    """The paragraph's words, the document's matter, the frame of a coding: each is needed where a rule asks for it."""
    events = book(tmp_path)
    assert rules("The delegation came by the harbour. Then it lost the paper.", events) == ["near"]
    assert rules("The delegation came by the harbour.\n\nThen it lost the paper.", events) == []
    assert rules("Fishermen praised the harbour accord.", events) == []
    assert rules("Russia refused talks at the pier.", events) == ["refused"]
    assert rules("Russia refused talks at the lake.", events) == []


def test_claims_are_stated_implied_or_null(tmp_path: Path) -> None:
    """The clause states, a question or the sentence beside it implies, silence stays null; a denied fault is credit."""
    events = book(tmp_path)

    def claims(text: str) -> set[tuple[str | None, ...]]:
        rows = tables(text, events)["claims"][["blamed", "credited", "how", "polarity"]].astype(object)
        return {tuple(row) for row in rows.where(rows.notna(), None).itertuples(index=False, name=None)}

    at = "The talks at the harbour"
    assert claims(f"{at} failed.") == {(None, None, None, None)}
    assert claims("Russia disrupted the talks at the harbour.") == {("Russia", None, "stated", "asserted")}
    assert ("Russia", None, "implied", "asserted") in claims(f"{at} were long. Russia disrupted the negotiations.")
    assert claims(f"{at} were long.\n\nRussia disrupted the negotiations.") == {(None, None, None, None)}
    assert {how for _, _, how, _ in claims(f"{at}: did Russia disrupt the negotiations?")} <= {"implied", None}
    assert claims("Russia never refused talks at the harbour.") == {(None, "Russia", "stated", "denied")}
    assert claims("A cargo came to the delegations from Russia.") == {("Russia", None, "stated", "asserted")}


OFFER = """
name = "toy"
version = "1"
title = "Toy"
blames = ["refusal_of_talks", "western_control", "verdict"]
doubts = ["refusal_of_talks"]
credits = ["openness_to_talks"]
unnamed = { western_control = "West" }
[events.offer]
title = "The offer"
definition = "Russia offers talks."
whose = ["Russia"]
rules.ready = { frame = "openness_to_talks", side = ["Russia"] }
[events.refusal]
title = "The refusal"
definition = "Ukraine refuses."
rules.refused = { frame = "refusal_of_talks", side = ["Ukraine"] }
[events.arms]
title = "Arms"
definition = "Arms are sent."
whose = ["West"]
rules.sent = { words = "(weapons|shells)", charges = ["West", "Germany"] }
rules.beside = { words = "guns", near = "prolongs", charges = ["West", "Germany"] }
[frames.verdict]
title = "Verdict"
definition = "Called a deceit."
cues.sham = "sham"
"""


def test_blame_reaches_an_event_from_beside_it(tmp_path: Path) -> None:
    """Who refuses beside an offer is blamed for it, whoever calls it a sham blames who made it, and so on."""
    events = book(tmp_path, OFFER)

    def blamed(text: str, event: str) -> set[tuple[str, str]]:
        rows = tables(text, events)["claims"]
        rows = rows[(rows["event"] == event) & rows["blamed"].notna()]
        return set(rows[["blamed", "how"]].itertuples(index=False, name=None))

    offer, refusal = '"Russia is ready for talks', "Ukraine refuses to negotiate"
    assert blamed(f'{offer}. {refusal}," Putin said.', "offer") == {("Ukraine", "implied")}
    assert blamed(f'{offer}," Putin said.\n\n"{refusal}," Putin said.', "offer") == {("Ukraine", "implied")}
    assert blamed(f'{offer}," Putin said.\n\n{refusal}, Boris Johnson said.', "offer") == set()
    assert blamed(f'{offer}. You do not want to talk," Putin told Ukraine.', "offer") <= {("Ukraine", "implied")}
    assert blamed(f'{offer}," Putin said. It is a sham, Zelensky replied.', "offer") == {("Russia", "implied")}
    assert blamed(f'{offer}," Putin said. "And that is no sham."', "offer") == set()
    assert blamed("Germany sends weapons.", "arms") == {("Germany", "stated")}
    assert blamed("Germany ships guns. That prolongs the war.", "arms") == {("Germany", "implied")}
    conditional = tables("If Germany sends weapons, the war will be long.", events)["claims"]
    assert conditional[["blamed", "polarity"]].to_numpy().tolist() == [["Germany", "conditional"]]
    assert blamed("The weapons kept coming.", "arms") == {("West", "implied")}
    outside = 'Ukraine refuses to negotiate "due to external recommendations," Putin said.'
    assert blamed(outside, "refusal") == {("Ukraine", "stated"), ("West", "implied")}


def test_who_is_named_is_blamed_and_nobody_else() -> None:
    """Where somebody of no side is blamed no side is; who is accused by another is blamed in the other's voice."""
    before = "Ukraine rules out negotiations with Russia. "
    stranger = tables(
        before + "Ambassador Jane Roe blamed Freedonia for the failure of the peace talks.", read_events()
    )
    assert "Russia" not in set(stranger["claims"]["blamed"])
    passive = "Kyiv was accused by Moscow of walking out of the Istanbul talks in March 2022."
    claims = tables(passive, read_events())["claims"]
    assert set(zip(claims["blamed"], claims["voice"], strict=True)) == {("Ukraine", "Russia")}


@pytest.mark.parametrize(
    "text",
    [
        "The United States was convinced that it would lead Ukraine to success with a supply of arms.",
        "No matter how many weapons the United States supplies to Ukraine, Russia will not be defeated.",
    ],
)
def test_arms_are_no_fault_where_none_is_said(text: str) -> None:
    """Who supplies arms is blamed where they are called an obstacle, and not for supplying them."""
    assert not tables(text, read_events())["claims"]["blamed"].notna().any()


def test_a_hedge_is_kept_in_the_words_of_the_text(tmp_path: Path) -> None:
    """What makes a claim less sure stands beside it as printed."""
    rows = tables("Reportedly Russia disrupted the talks at the harbour.", book(tmp_path))["claims"]
    assert rows["hedge"].tolist() == ["Reportedly"]


def test_blame_mirrors_when_the_parties_are_swapped(tmp_path: Path) -> None:
    """The join takes no side: with a book that names no party, swapped parties are blamed alike."""
    events = book(tmp_path)
    text = "Russia disrupted the talks at the harbour. Ukraine never refused talks at the port."
    mirror = {"Russia": "Ukraine", "Ukraine": "Russia"}
    there, back = (tables(t, events)["claims"] for t in (text, swapped_parties(text)))
    assert len(there) > 1
    for column in ("blamed", "credited"):
        assert sorted(there[column].dropna().map(mirror)) == sorted(back[column].dropna())


def test_order_and_processes_do_not_matter(seeds: nr.Corpus, told: dict[str, pd.DataFrame]) -> None:
    """The rows are the same whatever the order of documents and the number of processes."""
    turned = nr.scan(list(seeds)[::-1], ["claims"], codebook=CODEBOOK, jobs=2)["claims"]
    pd.testing.assert_frame_equal(told["claims"], turned)
    assert pickle.loads(pickle.dumps(read_events())) == read_events()


def test_an_event_put_in_by_hand_has_its_claims(tmp_path: Path, seeds: nr.Corpus) -> None:
    """A row of the reader joins with the frames of its sentence like any other; of an event in no book, nothing is."""
    document = seeds.document("000")
    cited = "000_f7fd658a330aa63f:6504-6525"
    assert document.text[6504:6525].startswith("they were thwarted")
    lines = [f"events,{cited},event={event},,add,the reader knows,A. B." for event in ("istanbul_2022", "of_my_own")]
    path = tmp_path / "corrections.csv"
    path.write_text("\n".join(["table,cite,row,column,value,why,who", *lines]), encoding="utf-8")
    made = nr.scan(seeds, ["claims", "documents"], codebook=CODEBOOK, corrections=nr.read_corrections(path))
    assert made["documents"]["problem"].isna().all()
    here = made["claims"][made["claims"]["start"] == 6504]
    assert set(here.loc[here["event"] == "istanbul_2022", "blamed"]) == {"Ukraine", "West"}
    assert here.loc[here["event"] == "of_my_own", "blamed"].isna().all()


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ('first = "2021-06-01"', 'first = "June"', 13, "ISO day"),
        ('last = "2021-06-30"', 'last = "2021-05-30"', 14, "ends before"),
        ('last = "2021-06-30"', "", 10, "both"),
        ("{harbour}", "{harbor}", 19, "no list {harbor}"),
        ('date = "inside"', 'date = "insid"', 18, "did you mean 'inside'"),
        ("place = { words", "place = { word", 19, 'words = "…"'),
        ('date = "any"', 'dates = "any"', 17, "did you mean 'date'"),
        ('frame = "refusal_of_talks", ', 'polarity = ["denied"], ', 20, "name their frame"),
        ('title = "The harbour meeting"', "", 10, "'title'"),
        ("charges = [", "charges = [1, ", 22, "list of texts"),
        ("[events.harbour.rules]", "[events.harbour.rule]", 16, "did you mean 'rules'"),
    ],
)
def test_a_faulty_book_is_refused_by_line(tmp_path: Path, old: str, new: str, line: int, word: str) -> None:
    """What is wrong in a book is said with file, line, event and rule."""
    assert old in TOY
    with pytest.raises(CodebookError) as error:
        book(tmp_path, TOY.replace(old, new, 1))
    assert f"events.toml, line {line}: " in str(error.value)
    assert word in str(error.value)
    assert "harbour" in str(error.value)


def test_a_codebook_without_the_frames_is_refused(tmp_path: Path) -> None:
    """Events that ask for a frame which the codebook lacks are not silently told less often."""
    events = book(tmp_path, TOY.replace('frame = "refusal_of_talks"', 'frame = "refusal_of_talk"'))
    with pytest.raises(CodebookError, match=r"refusal_of_talk.*did you mean"):
        nr.find_events(nr.read_corpus("seeds"), CODEBOOK, events)


def test_the_command_takes_a_book_of_ones_own(tmp_path: Path, seeds_path: Path) -> None:
    """`negresearch extract claims` reads events from a file."""
    book(tmp_path)
    out = tmp_path / "claims.csv"
    call = ["extract", "claims", str(seeds_path), "--out", str(out), "--events", str(tmp_path / "events.toml")]
    assert main(call) == 0
    assert out.read_text("utf-8").splitlines()[0].startswith("doc_id,start,end,event,blamed,credited,how,hedge")
