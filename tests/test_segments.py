"""Segments: sentences end where they end, tokens are NLTK's, and nothing is worked out before it is asked for."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings, strategies as st
from nltk.tokenize import NLTKWordTokenizer
from strategies import a_document, news_text

from negresearch.find.segments import Segments, chunks, tokens
from negresearch.find.segments.abbreviations import ABBREVIATIONS, STARTERS
from negresearch.find.segments.sentences import split_sentences
from negresearch.read.corpus import Corpus
from negresearch.spans import Span
from negresearch.tables import COUNTED

HARD = Path(__file__).parent / "gold" / "sentences_hard.txt"
NLTK = NLTKWordTokenizer()

#: Pieces that the rules of NLTK's tokenizer speak of, put side by side without mercy.
PIECES = (
    *"ab5S'’‘\"“”«»„.,:;!?()[]{}<>-–—*`$%#&@/\\ \n\t\u00a0\u2009\x1c\x1f…_",
    *"      ", "''", "``", "'s", "'S", "n't", "N'T", "'ll", "'re", "'ve", "'m", "'d", "'t", "cannot", "gonna", "wanna",
    "'tis", "d'ye", "more'n", "...", "..", "--", ". ", '."', ".”", ". ”", '. "', ".'", ",5", ":1", "é", "İ", "ı", "ſ",
    "\u212a", "e\u0301", "日", "Putin's", "talks", "U.S.",
)  # fmt: skip


def segments_of(text: str) -> Segments:
    """A text cut up."""
    return Segments(a_document(text))


def sentences_of(text: str) -> list[str]:
    """The sentences of one paragraph."""
    return [text[start:end] for start, end, _ in split_sentences(text, [(0, len(text), 0)])]


def spans_by_nltk(segments: Segments) -> list[Span]:
    """What NLTK gives, sentence by sentence."""
    mapped = tokens.map_text(segments.text)
    return [
        (sentence.start + start, sentence.start + end)
        for sentence in segments.sentences
        for start, end in NLTK.span_tokenize(mapped[sentence.start : sentence.end])
    ]


def spans_of(segments: Segments) -> list[Span]:
    """What we give."""
    found = segments.token_arrays
    return list(zip(found.starts.tolist(), found.ends.tolist(), strict=True))


def hard_cases() -> list[list[str]]:
    """The sentences of each hard case."""
    lines = [line for line in HARD.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [line.split(" ¶ " if " ¶ " in line else "¶") for line in lines]


@pytest.mark.parametrize("sentences", hard_cases(), ids=lambda case: case[0][:40])
def test_hard_cases(sentences: list[str]) -> None:
    """Abbreviations, initials, numbers, ellipses, quotations, titles and brackets end sentences where readers do."""
    is_spaced = all(ord(sentence[-1]) < 0x3000 for sentence in sentences)
    assert sentences == sentences_of((" " if is_spaced else "").join(sentences))


@pytest.mark.parametrize(("old", "new"), ["“«", "”»", '“"', '”"', "“„"])
def test_quotation_styles_are_alike(old: str, new: str, seeds: Corpus) -> None:
    """On the seeds, sentences and tokens are the same spans whichever style of quotation marks is used."""
    for document in seeds:
        restyled = document.text.replace(old, new)
        assert spans_of(segments_of(document.text)) == spans_of(segments_of(restyled))
        assert segments_of(document.text).sentences == segments_of(restyled).sentences


def test_a_lost_mark_stays_in_its_paragraph(seeds: Corpus) -> None:
    """Deleting any one quotation mark of the seeds changes no sentence of another paragraph."""
    for document in seeds:
        before = segments_of(document.text)
        for i in [i for i, letter in enumerate(document.text) if letter in '“”«»"']:
            after = segments_of(document.text[:i] + document.text[i + 1 :])
            assert len(before.paragraphs) == len(after.paragraphs)
            lost = next(k for k, (start, end) in enumerate(before.paragraphs) if start <= i < end)
            spans = [(s.start, s.end, s.paragraph) for s in before.sentences if s.paragraph != lost]
            moved = [(s.start + (s.start >= i), s.end + (s.start >= i), s.paragraph) for s in after.sentences]
            assert spans == [span for span in moved if span[2] != lost]


@given(news_text())
def test_sentences_hold_every_paragraph(text: str) -> None:
    """Sentences are trimmed and in order, and hold every character of the paragraphs that is not white space."""
    segments = segments_of(text)
    inside = "".join(text[s.start : s.end] for s in segments.sentences)
    assert "".join("".join(text[start:end].split()) for start, end in segments.paragraphs) == "".join(inside.split())
    assert all(text[s.start : s.end].strip() == text[s.start : s.end] != "" for s in segments.sentences)
    assert all(a.end <= b.start and a.paragraph <= b.paragraph for a, b in pairwise(segments.sentences))
    assert [s.sentence for s in segments.sentences] == list(range(len(segments.sentences)))


@given(news_text())
def test_no_sentence_crosses(text: str) -> None:
    """Each sentence lies in the paragraph that it names, and in one region."""
    segments = segments_of(text)
    for sentence in segments.sentences:
        start, end = segments.paragraphs[sentence.paragraph]
        assert start <= sentence.start < sentence.end <= end
        assert segments.region_at(sentence.start) == segments.region_at(sentence.end - 1)


@given(news_text())
def test_tokens_are_those_of_nltk(text: str) -> None:
    """In each sentence of generated news, the tokens are the spans that NLTK gives after the mapping."""
    segments = segments_of(text)
    assert spans_by_nltk(segments) == spans_of(segments)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join))
@example("a's'")
@example('abc. "')
@example("abc. ”")
@example("x' ''a'' 'tis'")
@example("''' ''")
@example("a ,, b:: c:5 ,5 .5")
@example("\x1cwanna\x1fcannot'")
def test_tokens_of_punctuation(text: str) -> None:
    """Whatever marks stand side by side, at the start, inside or at the end, a sentence's tokens are NLTK's."""
    mapped = tokens.map_text(text).strip()
    assume(mapped)
    found = tokens.tokenize(mapped, [(0, len(mapped))])
    assert list(NLTK.span_tokenize(mapped)) == list(zip(found.starts.tolist(), found.ends.tolist(), strict=True))


@pytest.mark.soak
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join))
def test_tokens_of_more_punctuation(text: str) -> None:
    """The same, for many more and longer texts."""
    mapped = tokens.map_text(text).strip()
    assume(mapped)
    found = tokens.tokenize(mapped, [(0, len(mapped))])
    assert list(NLTK.span_tokenize(mapped)) == list(zip(found.starts.tolist(), found.ends.tolist(), strict=True))


def test_tokens_on_seeds(seeds: Corpus) -> None:
    """On the seeds, sentence by sentence, the tokens are NLTK's."""
    for document in seeds:
        segments = segments_of(document.text)
        assert spans_by_nltk(segments) == spans_of(segments)


@given(news_text())
def test_apostrophes_are_alike(text: str) -> None:
    """Curly and straight apostrophes and single quotation marks give the same tokens and the same norms."""
    straight = text.translate(dict.fromkeys(map(ord, "’‘‛ʼ"), "'"))
    sentences = [(s.start, s.end) for s in segments_of(text).sentences]
    curly, plain = (tokens.tokenize(tokens.map_text(t), sentences) for t in (text, straight))
    assert plain.starts.tolist() == curly.starts.tolist()
    assert plain.ends.tolist() == curly.ends.tolist()


@given(news_text())
def test_rows_say_what_arrays_say(text: str) -> None:
    """Token rows are the arrays with words: each a slice of the text inside its sentence, its norm in lower case."""
    segments = segments_of(text)
    assert spans_of(segments) == [(row.start, row.end) for row in segments.tokens]
    for row in segments.tokens:
        sentence = segments.sentences[row.sentence]
        assert sentence.start <= row.start < row.end <= sentence.end
        assert text[row.start : row.end] == row.token
        assert tokens.map_text(row.token).lower() == row.norm


@given(news_text())
def test_words_that_count(text: str) -> None:
    """The number of words is that of token rows with a letter or digit in counted regions."""
    segments = segments_of(text)
    counted = [r for r in segments.tokens if segments.region_at(r.start).kind in COUNTED]
    assert segments.n_words == sum(any(map(str.isalnum, row.token)) for row in counted)


@settings(max_examples=40)
@given(st.lists(news_text(), min_size=2, max_size=4))
def test_nothing_depends_on_what_was_seen(texts: list[str]) -> None:
    """Tokens are the same whether chunks were met before or are met for the first time."""
    first = [spans_of(segments_of(text)) for text in texts]
    tokens.forget()
    assert first[::-1] == [spans_of(segments_of(text)) for text in reversed(texts)]


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """When too many chunks are known all are forgotten, and the tokens stay the same."""
    monkeypatch.setattr(chunks, "_MOST_CHUNKS", 50)
    texts = [" ".join(f"word{i}-{k}, don't" for i in range(30)) + "." for k in range(5)]
    for text in texts * 2:
        segments = segments_of(text)
        assert spans_by_nltk(segments) == spans_of(segments)
        assert len(tokens.CHUNKS.known) <= 50 + 61


def test_where_nltk_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chunk on which NLTK fails is one token, and its neighbours keep theirs."""

    class Failing:
        def span_tokenize(self, text: str) -> list[Span]:
            if "'bad" in text:
                raise ValueError(text)
            return list(NLTK.span_tokenize(text))

    tokens.forget()
    monkeypatch.setattr(tokens, "_nltk", Failing)
    found = tokens.tokenize("'good 'bad, 'fine", [(0, 17)])
    tokens.forget()
    assert list(zip(found.starts.tolist(), found.ends.tolist(), strict=True)) == [
        (0, 1),
        (1, 5),
        (6, 11),
        (12, 13),
        (13, 17),
    ]


@given(news_text().filter(bool))
def test_places_are_found(text: str) -> None:
    """A character's sentence and region are those whose spans hold it; between sentences there is none."""
    segments = segments_of(text)
    for offset in {0, len(text) // 2, len(text) - 1}:
        holding = [s for s in segments.sentences if s.start <= offset < s.end]
        assert (holding or [None])[0] == segments.sentence_at(offset)
        region = segments.region_at(offset)
        assert region.start <= offset < region.end


def test_empty_text() -> None:
    """An empty text has nothing of anything, and asking for it is no error."""
    segments = segments_of("")
    assert (
        segments.paragraphs, segments.regions, segments.sentences, segments.tokens, segments.counted, segments.n_words,
    ) == ([], [], [], [], [], 0)  # fmt: skip
    assert segments.sentence_at(0) is None


def test_one_line_of_many_characters() -> None:
    """A long line of one mark is worked through, and no character of it is lost."""
    for mark in (".", '"', "'", "(", "x", " .", "。", "a. "):
        text = mark * (2 * 10**4 // len(mark))
        segments = segments_of(text)
        assert len("".join(text.split())) == sum((segments.token_arrays.ends - segments.token_arrays.starts).tolist())


def test_tokens_bring_what_they_stand_on() -> None:
    """Sentences and regions need neither NLTK nor numpy."""
    code = (
        "import sys; from negresearch.find.segments import Segments; from negresearch.read.corpus import Document;"
        "s = Segments(Document('a', 'Talks fail. They left.', '')); s.sentences; s.regions;"
        "assert not {'nltk', 'numpy'} & sys.modules.keys(); s.tokens"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_word_lists_agree() -> None:
    """No word both ends doubt and raises it, and each is one word."""
    assert not (ABBREVIATIONS & STARTERS) - {"No"}
    assert all(word.split() == [word] for word in ABBREVIATIONS | STARTERS)


def test_an_interrupt_leaves_no_half_learnt_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops a scan and starts another gets the tokens that an undisturbed one gives."""
    document = a_document("Unheard-of words, never learnt: zyxomata and quondams.")
    with monkeypatch.context() as broken:
        broken.setattr(chunks, "_pack", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            _ = Segments(document).tokens
    told = [document.text[token.start : token.end] for token in Segments(document).tokens]
    assert told == ["Unheard-of", "words", ",", "never", "learnt", ":", "zyxomata", "and", "quondams", "."]
