"""Claims for Discourse Network Analyzer: a list of statements in the form in which that program writes its own.

Columns, separators and the form of times are those in which DNA 3 writes its event lists (Leifeld, P. (2017).
Discourse Network Analysis. In Victor, Montgomery & Lubell (eds), The Oxford Handbook of Political Networks): fields
between semicolons, quotation marks around words but not around numbers, times and ids, and the four variables of its
statement type "DNA Statement": person, organization, concept, agreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from negresearch.count.claims import TEXT_ITSELF
from negresearch.errors import ParameterError, TableError
from negresearch.read.corpus import Corpus
from negresearch.spans import cite
from negresearch.tables import OWN_VOICES

_HEAD = ("statement ID", "time", "document ID", "document title", "author", "source", "section", "type", "text")
_VARIABLES = ("person", "organization", "concept", "agreement")
#: What DNA writes without quotation marks.
_BARE = ("statement ID", "time", "document ID", "agreement")


def dna_statements(
    claims: pd.DataFrame, documents: pd.DataFrame, mentions: pd.DataFrame, corpus: Corpus
) -> pd.DataFrame:
    """Make claims into statements: who agrees or disagrees that a side is at fault, or has credit, for what.

    Parameters
    ----------
    claims, documents, mentions : pandas.DataFrame
        As from one `scan`; a claim of a document that `documents` does not list is a TableError.
    corpus : Corpus
        That they were found in, for the words of the statements.

    Returns
    -------
    pandas.DataFrame
        A row for each claim that is asserted or denied, in order of places; what is only asked, or said under a
        condition, is no agreement. statement ID (from 1), time (of publication, empty where it is
        not known to the day), document ID, document title, author, source (outlet), section (the cite id of the
        passage), type (stated or implied), text, person (who makes the claim, empty where the text itself does),
        organization (his side; the outlet where the text itself does), concept (event and side), agreement (1 or 0).

    Examples
    --------
    >>> import negresearch as nr
    >>> tables = ["claims", "documents", "mentions"]
    >>> corpus = nr.read_corpus("seeds")
    >>> found = nr.scan(corpus, tables, codebook=nr.read_codebook("peace-talks"))
    >>> dna_statements(**found, corpus=corpus)["concept"].iloc[0]
    'ukraine_rules_out: Ukraine is to blame'
    """
    known = {row.doc_id: row for row in documents.itertuples(index=False)}
    strange = set(claims["doc_id"]) - set(known)
    if strange:
        raise TableError(f"claims of document {min(strange)!r}, which `documents` does not list: scan both at once")
    named = mentions.dropna(subset="side").drop_duplicates("actor")
    sides = dict(zip(named["actor"], named["side"], strict=True))
    said = claims[claims["how"].notna() & claims["polarity"].isin(["asserted", "denied"])]
    rows = [
        (number, *_statement(claim, known[claim.doc_id], sides, corpus.texts[str(claim.doc_id)]))
        for number, claim in enumerate(said.drop_duplicates().itertuples(index=False), start=1)
    ]
    return pd.DataFrame(rows, columns=[*_HEAD, *_VARIABLES])


def _statement(claim: Any, document: Any, sides: Mapping[str, str], text: str) -> tuple[Any, ...]:
    own = claim.voice in OWN_VOICES
    outlet, person = _word(document.outlet), "" if own else _word(claim.voice)
    denied = claim.polarity == "denied"
    is_blame = pd.notna(claim.blamed) or denied  # a fault denied stands as credit of that side
    side = claim.blamed if pd.notna(claim.blamed) else claim.credited
    organization = (outlet or TEXT_ITSELF) if own else sides.get(person, "")
    concept = f"{claim.event}: {side} {'is to blame' if is_blame else 'has credit'}"
    return (
        _time(document.published_first, document.published_last), claim.doc_id, _word(document.title),
        _word(document.authors), outlet, cite(claim.doc_id, claim.start, claim.end), claim.how,
        text[claim.start : claim.end], person, organization, concept, int(not denied),
    )  # fmt: skip


def _word(value: Any) -> str:
    return "" if pd.isna(value) else str(value)


def _time(first: Any, last: Any) -> str:
    """A day that is known, as DNA writes time; nothing where it is not."""
    if pd.isna(first) or pd.isna(last) or first[:10] != last[:10]:
        return ""
    return f"{first[:10]} {first[11:16] or '00:00'}:00"


def write_dna(
    claims: pd.DataFrame, documents: pd.DataFrame, mentions: pd.DataFrame, corpus: Corpus, path: str | Path
) -> int:
    """Write claims as a list of statements for Discourse Network Analyzer and the R package rDNA.

    Parameters
    ----------
    claims, documents, mentions, corpus
        As for `dna_statements`.
    path : str or Path
        Ends in .csv; else it is a ParameterError.

    Returns
    -------
    int
        How many statements were written; claims that are only asked or conditional are none.
    """
    if Path(path).suffix != ".csv":
        raise ParameterError(f"{path}: Discourse Network Analyzer's statements are a .csv; name one")
    statements = dna_statements(claims, documents, mentions, corpus)
    lines = [";".join(f'"{column}"' for column in statements.columns)]
    rows = statements.itertuples(index=False, name=None)
    lines += [";".join(map(_cell, statements.columns, row)) for row in rows]
    Path(path).write_bytes(("\n".join(lines) + "\n").encode())
    return len(statements)


def _cell(column: str, value: Any) -> str:
    """A value as DNA writes it: without a semicolon, quotation mark or line break."""
    words = " ".join(str(value).replace(";", ",").replace('"', "'").split())
    return words if column in _BARE else f'"{words}"'
