"""The same text in other spelling or marks gives the same rows, in every table.

The order of documents and their partition are held in test_scan, exchanged parties in test_codings.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from strategies import a_document

import negresearch as nr
from negresearch.read.corpus import Corpus

TABLES = ["regions", "sentences", "tokens", "mentions", "quotes", "voices", "dates", "codings"]
CODEBOOK = nr.read_codebook("peace-talks")
#: What repeats the words of the text.
PRINTED = {"token", "norm", "alias", "speaker_text"}

EXCHANGES: dict[str, Callable[[str], str]] = {
    "Kyiv and Kiev": lambda text: text.replace("Kyiv", "\0").replace("Kiev", "Kyiv").replace("\0", "Kiev"),
    "curly to angled marks": lambda text: text.translate(str.maketrans("“”", "«»")),
    "angled to curly marks": lambda text: text.translate(str.maketrans("«»", "“”")),
    "straight to curly apostrophes": lambda text: text.replace("n't", "n’t").replace("'s ", "’s "),
}


def _rows(doc_id: str, text: str) -> dict[str, pd.DataFrame]:
    found = nr.scan([a_document(text, doc_id)], TABLES, codebook=CODEBOOK)
    return {table: rows.drop(columns=[c for c in rows if c in PRINTED]) for table, rows in found.items()}


def _assert_same(doc_id: str, text: str, other: str) -> None:
    assert len(text) == len(other)
    for (table, rows), others in zip(_rows(doc_id, text).items(), _rows(doc_id, other).values(), strict=True):
        pd.testing.assert_frame_equal(rows, others, obj=table)


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_every_row_of_the_seeds_stays(seeds: Corpus, exchange: str) -> None:
    """Kyiv for Kiev, one style of marks for another: each row stays where it is, with the same actor and value."""
    changed = 0
    for document in seeds:
        other = EXCHANGES[exchange](document.text)
        changed += other != document.text
        _assert_same(document.doc_id, document.text, other)
    assert changed
