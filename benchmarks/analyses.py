"""What other libraries for the analysis of texts do of ours, from texts to result, in the same run.

    python benchmarks/analyses.py [--megabytes 0.3] [--docs FILE or FOLDER] [--rounds 5]

Three tasks, each from bare texts: the passages of a word (concordance), the words that set two groups of texts apart
(keyness), and quotations with their speakers. conc is given spaCy's blank English pipeline, the fastest there is;
textacy's quotations need a trained one (en_core_web_sm), which PyPI does not carry, and are named as missing without
it. What each finds is not the same. Prints Markdown; CPU time, medians of rounds that take turns.
benchmarks/requirements.txt says how the others are installed.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd
from clock import Task, measured, options, present
from corpora import document, recombined

import negresearch as nr
from negresearch.read.corpus import Corpus

WORD = "negotiations"
#: What conc switches off in any pipeline, and so must be there.
_SWITCHED_OFF = ("parser", "ner", "lemmatizer", "tagger", "senter", "tok2vec", "attribute_ruler")


def main() -> None:
    given = options(__doc__, megabytes=0.3, docs=Path, rounds=5)
    texts = list(recombined(given.megabytes, docs=given.docs))
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts):,} texts of {size:.1f} MB (recombined sentences), median of {given.rounds}\n")
    lines = []
    for task, tools in TASKS.items():
        spent = measured(present({tool: partial(run, texts) for tool, run in tools.items()}), given.rounds)
        ours = next(iter(spent.values()))
        lines += [f"| {task} | {tool} | {size / s:.2f} | {s / ours:.2f} |" for tool, s in spent.items()]
    print("| task | tool | MB/s | ours is so many times as fast |\n|---|---|---:|---:|", *lines, sep="\n")


def _corpus(texts: list[str]) -> Corpus:
    return Corpus(tuple(document(text, f"{number:06}") for number, text in enumerate(texts)), "0" * 64)


def _groups(texts: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"text": texts, "outlet": ["A" if n % 2 else "B" for n in range(len(texts))]})


def _our_concordance(texts: list[str]) -> Task:
    def run() -> object:
        corpus = _corpus(texts)
        tokens = nr.find_tokens(corpus)
        return nr.concordance(tokens[tokens["norm"] == WORD], corpus)

    return run


def _textacy_concordance(texts: list[str]) -> Task:
    from textacy.extract.kwic import keyword_in_context

    return lambda: [list(keyword_in_context(text, WORD)) for text in texts]


def _conc_concordance(texts: list[str]) -> Task:
    import spacy
    from conc.conc import Conc
    from conc.corpus import Corpus as Indexed

    def run() -> object:
        with tempfile.TemporaryDirectory(prefix="negresearch-") as folder, contextlib.redirect_stdout(io.StringIO()):
            blank = spacy.blank("en")
            for name in _SWITCHED_OFF:
                blank.add_pipe("sentencizer", name=name)
            blank.to_disk(f"{folder}/blank")
            table = f"{folder}/texts.csv"
            _groups(texts).to_csv(table, index=False)
            corpus = Indexed("texts", "benchmark").build_from_csv(
                table, text_column="text", save_path=f"{folder}/", model=f"{folder}/blank"
            )
            return Conc(corpus).concordance(WORD)

    return run


def _our_keyness(texts: list[str]) -> Task:
    def run() -> object:
        found = nr.scan(_corpus(texts), ["tokens", "documents"])
        documents = found["documents"].assign(outlet=_groups(texts)["outlet"])
        return nr.keyness(found["tokens"], "outlet", documents)

    return run


def _scattertext_keyness(texts: list[str]) -> Task:
    import scattertext as st

    def run() -> object:
        table = _groups(texts)
        table["parse"] = table["text"].map(st.whitespace_nlp_with_sentences)
        corpus = st.CorpusFromParsedDocuments(table, category_col="outlet", parsed_col="parse").build()
        return corpus.get_scaled_f_scores("A")

    return run


def _our_quotes(texts: list[str]) -> Task:
    return lambda: nr.find_quotes(_corpus(texts))


def _textacy_quotes(texts: list[str]) -> Task:
    import spacy
    from textacy.extract.triples import direct_quotations

    trained = spacy.load("en_core_web_sm")
    return lambda: [list(direct_quotations(trained(text))) for text in texts]


#: Of each task ours first.
TASKS: dict[str, dict[str, Callable[[list[str]], Task]]] = {
    "passages of a word": {
        "**negresearch** tokens and concordance": _our_concordance,
        "conc index and concordance": _conc_concordance,
        "textacy keyword_in_context (no index, no words)": _textacy_concordance,
    },
    "words of two groups": {
        "**negresearch** keyness": _our_keyness,
        "scattertext scaled F-scores": _scattertext_keyness,
    },
    "quotations and speakers": {
        "**negresearch** quotes": _our_quotes,
        "textacy direct_quotations": _textacy_quotes,
    },
}

if __name__ == "__main__":
    main()
