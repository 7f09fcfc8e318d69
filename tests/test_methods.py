"""The methods of a report: true to what it did, and readable by somebody who knows no statistics."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

import negresearch as nr
from negresearch.read.corpus import Corpus

BOOK = nr.read_codebook("peace-talks")


def methods_of(corpus: Corpus, by_hand: nr.HandCoding, codebook: nr.Codebook = BOOK) -> str:
    """The paragraphs of a corpus."""
    found = nr.scan(corpus, ["codings", "documents", "sentences", "regions"], codebook=codebook)
    sentences = nr.keep_counted(found["sentences"], found["regions"])
    held_out = nr.find_held_out(corpus, codebook, by_hand)
    evidence = nr.measure(found["codings"], by_hand, codebook, found["documents"], sentences, held_out=held_out)
    rates = nr.add_intervals(nr.tally(found["codings"], by=["frame"], per=found["documents"]))
    return str(nr.methods(corpus, codebook, evidence, rates))


@pytest.fixture(scope="module")
def gold() -> nr.HandCoding:
    """The hand-coded sentences that ship with the codebook."""
    return nr.read_by_hand(BOOK)


def test_methods_of_texts_coded_by_hand(seeds: Corpus, gold: nr.HandCoding) -> None:
    """They say what was counted, both kinds of quality, how far two coders agree, and whom to cite."""
    said = methods_of(seeds, gold)
    for words in (
        "Read: 5 texts of 4 outlets",
        f"{len(BOOK.cues)} cues",
        BOOK.sha256[:12],
        "each document in turn is left out",
        "All of it was coded by hand as well: 268 sentences of 5 texts, as the coder cut them, by one of the authors",
        "without the cues that fire in no other of them",
        "288 of 299 codes",
        "Another coder, who saw neither this coding nor what the program finds, agrees",
        "Krippendorff, K. (2018)",
        "Wilson, E. B. (1927)",
    ):
        assert words in said
    precisions = re.findall(r"it is right (\d+) \(precision; 95 % interval (\d+) to (\d+)\)", said)
    assert len(precisions) == 2
    assert all(int(low) <= int(value) <= int(high) for value, low, high in precisions)
    assert "Rogan" not in said  # nothing was corrected


def test_methods_of_other_texts(seeds: Corpus, gold: nr.HandCoding) -> None:
    """Of texts that nobody coded they say so; where some were, what the correction assumes."""
    other = replace(seeds.documents[0], doc_id="new", text=seeds.documents[0].text + " Talks failed.", sha256="n" * 64)
    alone, mixed = Corpus((other,), "y"), Corpus((*seeds.documents, other), "z")
    stated = replace(gold, measured_with=BOOK.sha256)
    assert "Not these texts, but others was coded by hand" not in methods_of(alone, stated)
    assert "These texts were not coded by hand, but others were" in methods_of(alone, stated)
    assert "Rogan" in methods_of(mixed, gold)
    assert "that is not known" in methods_of(mixed, gold)
    unknown = methods_of(alone, replace(gold, measured_with="0"))
    assert "How right these counts are is not known" in unknown
    assert "Read: 1 text of 1 outlets" not in unknown
    narratives = nr.read_codebook("ukraine-war-narratives")
    unknown = methods_of(seeds, nr.read_by_hand(narratives), narratives)
    assert "F1 with precision and recall, stands in docs/codebooks.md" in unknown
    assert "negresearch sample" not in unknown  # a sheet is of sentences


def test_methods_of_many_documents_cite_the_bootstrap(seeds: Corpus, gold: nr.HandCoding) -> None:
    """From the stated number of documents on, ranges are intervals, and the paragraph says so."""
    text = "Russia refuses talks with Ukraine. Ukraine is ready for negotiations. The war goes on."
    documents = tuple(
        replace(seeds.documents[0], doc_id=f"{i:02}", text=text + " Peace." * i, sha256=f"{i:064}") for i in range(22)
    )
    said = methods_of(Corpus(documents, "m"), replace(gold, measured_with="0"))
    assert "an interval of 95 % for documents such as these, resampled" in said
    assert "Efron" in said


def test_pairs_of_frames_are_counted_by_sentence() -> None:
    """A pair is one sentence however many passages it has; what would be expected is the product of shares."""
    rows = [("a", 0, 0, 4, "x"), ("a", 0, 5, 9, "y"), ("a", 0, 10, 12, "x"), ("a", 1, 20, 24, "y"), ("b", 0, 0, 3, "x")]
    codings = pd.DataFrame(rows, columns=["doc_id", "sentence", "start", "end", "frame"])
    documents = pd.DataFrame({"doc_id": ["a", "b"], "n_words": [30, 30], "problem": None})
    sentences = pd.DataFrame({"doc_id": ["a"] * 4 + ["b"] * 4, "sentence": [*range(4), *range(4)]})
    pairs = nr.frame_pairs(codings, documents, sentences)
    assert pairs.table[["frame", "frame_beside", "n", "expected", "both_in"]].values.tolist() == [["x", "y", 1, 0.5, 1]]
    assert pairs.passages(frame="x", frame_beside="y")[["start", "end"]].values.tolist() == [[0, 9]]
