"""Sheets for people to code: sentences in the words around them, without what the program found there."""

from __future__ import annotations

import codecs
import json
from pathlib import Path

import negresearch
from negresearch.count.sampling import Sample
from negresearch.errors import ParameterError
from negresearch.find.segments import Segments
from negresearch.read.codebook import Codebook, Frame
from negresearch.read.corpus import Corpus, Document
from negresearch.read.sheets import KEY
from negresearch.show.extract import csv_bytes
from negresearch.spans import Span, cite

#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
#: The ending of the file with the rules by which coders code.
RULES = ".rules.txt"


def write_sheet(sample: Sample, corpus: Corpus, codebook: Codebook, path: str | Path, *, coders: int = 1) -> None:
    """Write a sheet to be coded, the rules to code by, and the key that coders don't see.

    Parameters
    ----------
    sample, corpus : Sample, Corpus
        As from `draw_sample`, and that which it was drawn from.
    codebook : Codebook
        Whose frames are coded, by sentences; else it is a ParameterError.
    path : str or pathlib.Path
        The sheet: a .csv that is not there yet, for it may hold somebody's work; else it is a ParameterError. Its
        columns: cite; before and after (the rest of the paragraph, to resolve "he" and "it"); sentence; and a column
        for each coder, in which frames are written, separated by semicolons, or "none". Neither what the program
        found, nor outlet, nor title is in it, and its order tells nothing. A cell that a spreadsheet would take for a
        formula begins with an apostrophe. Beside it come NAME.rules.txt for the coders, and NAME.key.json, which says
        of which stratum each sentence is.
    coders : int
        How many columns.
    """
    path = Path(path)
    if codebook.unit != "sentence":
        raise ParameterError(f"codebook {codebook.name} codes whole articles: sheets are of sentences")
    if path.suffix.lower() != ".csv":
        raise ParameterError(f"{path}: a sheet is a .csv file")
    if path.exists() or path.with_suffix(KEY).exists():
        raise ParameterError(f"{path} is there already, or its key: name another file, so that no coding is lost")
    path.parent.mkdir(parents=True, exist_ok=True)
    documents = {document.doc_id: document for document in corpus}
    lines, units = [], {}
    for doc_id, same in sample.table.groupby("doc_id"):
        paragraphs = Segments(documents[str(doc_id)]).paragraphs
        for place, start, end, stratum in zip(same.index, same["start"], same["end"], same["stratum"], strict=True):
            lines.append((place, _cells(documents[str(doc_id)], paragraphs, (int(start), int(end)))))
            units[cite(str(doc_id), int(start), int(end))] = stratum
    header = ["cite", "before", "sentence", "after", *(f"coder_{i + 1}" for i in range(coders))]
    rows = [[*cells, *[""] * coders] for _, cells in sorted(lines)]
    path.write_bytes(codecs.BOM_UTF8 + csv_bytes(header, rows))  # so that spreadsheets open it as UTF-8
    path.with_suffix(RULES).write_text(_rules(codebook), encoding="utf-8")
    drawn = {str(doc_id): documents[str(doc_id)].sha256 for doc_id in sorted(set(sample.table["doc_id"]))}
    key = {
        "negresearch": negresearch.__version__,
        "codebook": {"name": codebook.name, "version": codebook.version, "sha256": codebook.sha256},
        "frames": [frame.frame for frame in codebook.frames],
        "corpus": sample.corpus,
        "texts": drawn,
        "strata": dict(zip(sample.strata["stratum"], map(int, sample.strata["sentences"]), strict=True)),
        "units": dict(sorted(units.items())),
    }
    path.with_suffix(KEY).write_text(json.dumps(key, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _cells(document: Document, paragraphs: list[Span], span: Span) -> list[str]:
    first, last = next((p for p in paragraphs if p[0] <= span[0] < p[1]), span)
    text = document.text
    words = (text[first : span[0]], text[slice(*span)], text[span[1] : max(last, span[1])])
    before, sentence, after = (" ".join(part.split()) for part in words)
    return [guarded(cell) for cell in (cite(document.doc_id, *span), before, sentence, after)]


def guarded(cell: str) -> str:
    """Keep a spreadsheet from taking a cell for a formula.

    >>> guarded("=1+1"), guarded("Talks failed.")
    ("'=1+1", 'Talks failed.')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _rules(codebook: Codebook) -> str:
    """What a coder needs: how to fill in the sheet, and each frame with its rules and examples."""
    how = [
        f"{codebook.title} ({codebook.name} {codebook.version}): rules for coding",
        "Write into your column the frames that the sentence carries, separated by semicolons; the beginning of a name",
        "will do where no other begins so. Write none where it carries none; an empty cell is one not yet coded.",
        "In brackets behind a frame may stand whose it is and how it is put: refusal_of_talks (Russia, denied). A side",
        "by its name, or nobody; asserted, denied, conditional or asked. What is left out is not coded.",
        "Read what stands before and after only to know who or what is meant. Change no other column. Where coders",
        "settle their differences, what they settle on goes into a further column, named agreed.",
    ]
    return "\n\n".join(["\n".join(how), *map(_frame, codebook.frames)]) + "\n"


def _frame(frame: Frame) -> str:
    parts = [f"{frame.frame}: {frame.definition}"]
    for name in ("include", "exclude", "rulings"):
        parts += [f"  {name}: {rule}" for rule in getattr(frame, name)]
    parts += [f"  example: {text}" for text, _ in frame.examples]
    return "\n".join(parts)
