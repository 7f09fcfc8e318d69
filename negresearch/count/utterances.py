"""One utterance quoted in two places: laid side by side, with what one of them changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from negresearch.count.pairs import Alignment, Pair, Words, align, linked, stem, tally_of, words_of
from negresearch.count.tally import Tally
from negresearch.count.terms import function_words
from negresearch.tables import SPEECH

#: How many words of meaning after a word still make a key with it, by which its quotation is found again.
_REACH = 3
#: A key in more quotations than this pairs each of them with the first alone.
_COMMON = 20
#: Keys that two quotations share before they are laid side by side.
_KEYS = 2
#: What a word costs that only one quotation has.
_COST = 0.25
#: What makes two quotations one utterance, as the notes of `shared_quotes` tell.
_WORDS, _OF_MEANING, _DENSE, _MOST, _RARE = 4, 3, 0.6, 0.6, 4
_WHOLE, _WHOLE_WORDS, _LONG = 0.8, 6, 15
#: Words in the same order that two speakers must share to have said the same.
_STRANGERS = 10


@dataclass(frozen=True)
class _Quote:
    """A quotation: whose, where, and its words among those of the document."""

    of: Words
    start: int
    end: int
    speaker: str | None
    words: range

    @property
    def norms(self) -> list[str]:
        return self.of.norms[self.words.start : self.words.stop]

    @property
    def keys(self) -> set[str]:
        """Pairs of words of meaning that stand close to each other."""
        stems = [stem(norm) for norm in self.norms if _means(norm)]
        return {f"{x} {y}" for i, x in enumerate(stems) for y in stems[i + 1 : i + 1 + _REACH]}


def _means(norm: str) -> bool:
    return norm not in function_words() and len(norm) > 2


def shared_quotes(quotes: pd.DataFrame, tokens: pd.DataFrame, per: pd.DataFrame) -> Tally:
    """Find the utterances that are quoted in two places, and lay them side by side.

    Parameters
    ----------
    quotes : pandas.DataFrame
        Compared are those in which somebody has the word (direct, mixed, interview turns).

    Returns
    -------
    Tally
        By pair, numbered in order of documents and places, over two rows each: the stretches that agree. Beside the
        columns of a tally: speaker and other_speaker; first_words, other_words, same, kind and compared as from
        `shared_passages`. It doesn't say which of the two is right, nor whether somebody said it twice.

    Notes
    -----
    Words are the same where their first five letters are, so that a changed ending is seen as a change and not as
    another word. Two quotations are one utterance if four words or more agree in order, three of them no function
    words, with at most two in five others between, and if these are three in five of the shorter one, or ten. Words
    that many quotations have are a formula: they count if they are four in five of the shorter one and six at least,
    or fifteen. Two speakers who are known to be two must share ten. Pairs are looked for by words that stand close to
    each other; a pair of words that more than 20 quotations have leads from each to the first of them alone, so that
    the work grows with the corpus, not with its square.
    """
    spoken = quotes[quotes["kind"].isin(SPEECH)].sort_values(["doc_id", "start", "end"], kind="stable")
    words = words_of(tokens, set(spoken["doc_id"]))
    places = spoken[["doc_id", "start", "end", "speaker"]].astype(object).where(spoken.notna(), None)
    found = []
    for doc_id, start, end, speaker in places.itertuples(index=False, name=None):
        first, last = words[doc_id].places([start, end]).tolist()
        found.append(_Quote(words[doc_id], start, end, speaker, range(first, last)))
    pairs = [(x, y, match) for x, y, rare in _candidates(found) if (match := _match(x, y, rare))]
    pairs.sort(key=lambda pair: [(quote.of.doc_id, quote.start) for quote in pair[:2]])
    speakers = pd.DataFrame([(x.speaker, y.speaker) for x, y, _ in pairs], columns=["speaker", "other_speaker"])
    return tally_of([Pair(x.of, y.of, match) for x, y, match in pairs], per, speakers.astype("str"))


def _candidates(quotes: Sequence[_Quote]) -> Iterator[tuple[_Quote, _Quote, int]]:
    """Pairs of quotations that share keys, and how many rare ones."""
    keys = pd.DataFrame([(key, i) for i, quote in enumerate(quotes) for key in quote.keys], columns=["key", "quote"])
    both = linked(keys, "key", "quote", few=_COMMON)
    shared = both.assign(rare=both["holders"] <= _RARE).groupby(["quote", "other_quote"])["rare"].agg(["size", "sum"])
    for (i, j), _, rare in shared[shared["size"] >= _KEYS].itertuples(name=None):
        x, y = quotes[i], quotes[j]
        if x.of is not y.of or x.end <= y.start:
            yield x, y, int(rare)


def _match(x: _Quote, y: _Quote, rare: int) -> Alignment | None:
    """Where two quotations agree, if that is enough for one utterance."""
    found = align(x.norms, y.norms, gap=_COST, at=(x.words.start, y.words.start))
    if found is None or found.same < _WORDS or found.share < _DENSE:
        return None
    if sum(_means(norm) for a, _, size in found.blocks for norm in x.of.norms[a : a + size]) < _OF_MEANING:
        return None
    strangers = x.speaker and y.speaker and x.speaker != y.speaker
    of_shorter = found.same / min(len(x.words), len(y.words))
    whole = of_shorter >= _WHOLE and found.same >= _WHOLE_WORDS
    enough = whole or found.same >= _LONG or (rare >= _KEYS and (of_shorter >= _MOST or found.same >= _STRANGERS))
    return found if enough and not (strangers and found.same < _STRANGERS) else None
