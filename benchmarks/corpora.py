"""Corpora of any size, made from the sentences of the seeds and of texts of one's own.

Deterministic: the same arguments give the same texts. Sentences repeat, so that the vocabulary stops growing: what
learns words as it goes looks better here than on as much real text. Use `--docs` and `real=True` to see the difference.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from negresearch.find.segments import Segments
from negresearch.read.corpus import Document

#: Names the Lee corpus in place of a file.
LEE = Path("lee")
SEEDS = Path(__file__).resolve().parents[1] / "seeds"


def real_texts(docs: Path | None = None) -> list[str]:
    """The seeds, and the texts of a folder of .txt, of a .jsonl file with a field `text`, or of the Lee corpus."""
    texts = [_read(file) for file in sorted(SEEDS.glob("*.txt"))]
    if docs is None:
        return texts
    if docs == LEE:
        return texts + lee()
    if docs.is_dir():
        return texts + [_read(file) for file in sorted(docs.glob("*.txt"))]
    return texts + [row["text"] for row in json_lines(docs)]


def json_lines(file: Path) -> list[dict[str, Any]]:
    """What the lines of a .jsonl file hold."""
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line.strip()]


def lee() -> list[str]:
    """News of 2001 (Lee, Pincombe and Welsh 2005), as gensim carries it; OSError where gensim is not installed."""
    found = find_spec("gensim")
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError("gensim, whose Lee corpus is real news, is not installed")
    file = Path(found.submodule_search_locations[0]) / "test" / "test_data" / "lee_background.cor"
    return [line for line in file.read_text("utf-8", "replace").splitlines() if line.strip()]


def _read(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as stream:
        return stream.read()


def document(text: str, doc_id: str = "0") -> Document:
    return Document(doc_id, text, "")


def pool(texts: list[str]) -> list[str]:
    """The distinct sentences of texts."""
    found: dict[str, None] = {}
    for text in texts:
        for sentence in Segments(document(text)).counted_sentences:
            found[text[sentence.start : sentence.end]] = None
    return list(found)


def recombined(megabytes: float, *, docs: Path | None = None, seed: int = 0) -> Iterator[str]:
    """Texts of news length until there are so many megabytes of UTF-8: a headline, then paragraphs of sentences."""
    sentences = pool(real_texts(docs))
    headlines = [sentence for sentence in sentences if len(sentence) < 100 and sentence[-1].isalnum()]
    choose = random.Random(seed)
    made = 0
    while made < megabytes * 1e6:
        paragraphs = [" ".join(choose.choices(sentences, k=choose.randint(1, 4))) for _ in range(choose.randint(5, 25))]
        text = "\n\n".join([choose.choice(headlines), *paragraphs]) + "\n"
        made += len(text.encode())
        yield text


def real(megabytes: float, *, docs: Path | None = None) -> list[str]:
    """As many of the texts as they are, cut at line ends into pieces of news length."""
    pieces: list[str] = []
    made = 0
    for text in real_texts(docs):
        piece = ""
        for line in text.splitlines(keepends=True):
            piece += line
            if len(piece) > 4000:
                pieces.append(piece)
                made += len(piece.encode())
                piece = ""
            if made > megabytes * 1e6:
                return pieces
        if piece.strip():
            pieces.append(piece)
            made += len(piece.encode())
    return pieces
