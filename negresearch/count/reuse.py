"""Words that come back: passages and utterances in two places, and documents that are nearly one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from negresearch.count.pairs import Alignment, Pair, Places, Words, align, linked, stem, tally_of, words_of
from negresearch.count.tally import Tally
from negresearch.count.terms import function_words
from negresearch.errors import ParameterError
from negresearch.spans import overlap
from negresearch.tables import SPEECH, check, significant

#: A fingerprint in more documents than this, or a key in more quotations, pairs each of them with the first alone.
_FEW = 20
#: A passage of fewer words than this is a formula, unless some fingerprint of it is in no more documents than that.
_FORMULA, _RARE = 20, 4
#: Such a share of the longer passage is the same.
_SAME = 0.6
#: Words between two shared fingerprints of one passage at most, and by how much one document may have more of them.
_GAP, _SHIFT = 25, 10
#: Words beyond the outermost shared fingerprints that are looked at.
_BEYOND = 15
#: What a word costs that only one passage has, or one quotation.
_COST, _QUOTE_COST = 0.8, 0.25

#: How many words of meaning after a word still make a key with it, by which its quotation is found again.
_REACH = 3
#: Keys that two quotations share before they are laid side by side.
_KEYS = 2
#: What makes two quotations one utterance, as the notes of `shared_quotes` tell.
_WORDS, _OF_MEANING, _DENSE, _MOST = 4, 3, 0.6, 0.6
_WHOLE, _WHOLE_WORDS, _LONG = 0.8, 6, 15
#: Words in the same order that two speakers must share to have said the same.
_STRANGERS = 10

#: Shared fingerprints: their words in both documents, and whether few documents have each.
_Chain = list[tuple[int, int, bool]]


def shared_fingerprints(fingerprints: pd.DataFrame) -> pd.DataFrame:
    """Find the pairs of documents that share fingerprints.

    Returns
    -------
    pandas.DataFrame
        doc_id and other_id (the lesser id first), n (fingerprints that both have), share and other_share (of those
        of each document), resemblance (of those of either; Broder 1997). A fingerprint that more than 20 documents
        have pairs each with the first of them alone, so that the work grows with the corpus and not with its square.

    Examples
    --------
    >>> rows = pd.DataFrame({"doc_id": list("aabbb"), "start": range(5), "end": range(9, 14),
    ...                      "fingerprint": [7, 8, 7, 8, 9]})
    >>> shared_fingerprints(rows).to_dict("split")["data"]
    [['a', 'b', 2, 1.0, 0.666667, 0.666667]]
    """
    hits = _hits(fingerprints)
    pairs = hits.groupby(["doc_id", "other_id"]).size().rename("n").reset_index()
    own = fingerprints.drop_duplicates(["doc_id", "fingerprint"])["doc_id"].value_counts()
    here, there = (pairs[column].map(own).astype("float64") for column in ("doc_id", "other_id"))
    return pairs.assign(
        share=significant(pairs["n"] / here),
        other_share=significant(pairs["n"] / there),
        resemblance=significant(pairs["n"] / (here + there - pairs["n"])),
    )


def mark_duplicates(documents: pd.DataFrame, fingerprints: pd.DataFrame, *, at_least: float = 0.5) -> pd.DataFrame:
    """Mark the documents that are nearly the same as an earlier one. None is left out of anything.

    Parameters
    ----------
    at_least : float
        The share of fingerprints, above 0, that each of two must have from the other; else a ParameterError.

    Returns
    -------
    pandas.DataFrame
        The documents with duplicate_of (the doc_id of the first to be published among those nearly the same, null for
        itself and for who has none; where no day is known, the least id) and duplicate_share (of its fingerprints,
        how many the nearest of these has).
    """
    if not 0 < at_least <= 1:
        raise ParameterError(f"at_least={at_least}: a share above 0, at most 1, is needed")
    pairs = shared_fingerprints(fingerprints)
    near = pairs[pairs[["share", "other_share"]].min(axis=1) >= at_least]
    first = documents.assign(day=documents["published_first"].fillna("9999")).sort_values(["day", "doc_id"])["doc_id"]
    rank = {doc_id: i for i, doc_id in enumerate(first)}
    root = _roots(zip(near["doc_id"], near["other_id"], strict=True), rank)
    both = pd.concat([near.set_index("doc_id")["share"], near.set_index("other_id")["other_share"]])
    nearest, of = both.groupby(level=0).max(), documents["doc_id"].map(root).astype("str")
    share = documents["doc_id"].map(nearest)
    return documents.assign(duplicate_of=of.where(of != documents["doc_id"]), duplicate_share=share)


def _roots(pairs: Iterable[tuple[str, str]], rank: Mapping[str, int]) -> dict[str, str]:
    """The first document, by rank, of all that are linked with each other."""
    root: dict[str, str] = {}

    def find(doc_id: str) -> str:
        while root.setdefault(doc_id, doc_id) != doc_id:
            root[doc_id] = doc_id = root[root[doc_id]]
        return doc_id

    for one, other in pairs:
        a, b = sorted((find(one), find(other)), key=rank.__getitem__)
        root[b] = a
    return {doc_id: find(doc_id) for doc_id in list(root)}


def _hits(fingerprints: pd.DataFrame) -> pd.DataFrame:
    """Where two documents first have the same fingerprint: doc_id, start, other_id, other_start, rare."""
    check(fingerprints, "fingerprints")
    rows = fingerprints.sort_values(["fingerprint", "doc_id", "start"], kind="stable")
    rows = rows.drop_duplicates(["fingerprint", "doc_id"])[["doc_id", "start", "fingerprint"]]
    hits = linked(rows, "fingerprint", "doc_id", few=_FEW).rename(columns={"other_doc_id": "other_id"})
    hits = hits.assign(rare=hits["holders"] <= _RARE)
    return hits.sort_values(["doc_id", "other_id", "start"], kind="stable", ignore_index=True)


def shared_passages(
    fingerprints: pd.DataFrame, tokens: pd.DataFrame, per: pd.DataFrame, *, min_words: int = 12
) -> Tally:
    """Find the passages that stand in two documents, word for word or nearly so.

    Parameters
    ----------
    tokens : pandas.DataFrame
        Where words count (`keep_counted`), of the documents that share fingerprints at least.
    min_words : int
        As many words must be the same, in the same order, and three in five of the longer passage. Fewer than 20
        words of which every fingerprint is in more than four documents are a formula, and no passage.

    Returns
    -------
    Tally
        By pair, numbered in order of documents and places, over two rows each. Beside the columns of a tally:
        first_words and other_words of the two passages, same (words), kind (exact, near), compared (both passages as
        one, with what differs in brackets: `[first → second]`). It doesn't say who copied from whom, or both from a
        third.

    Raises
    ------
    TableError, ParameterError
        If a document that shares fingerprints has no tokens; if `min_words` is below 5, which none is sure to notice.
    """
    if min_words < 5:
        raise ParameterError(f"min_words={min_words}: at least 5 are needed")
    hits = _hits(fingerprints)
    words = words_of(tokens, {*hits["doc_id"], *hits["other_id"]})
    found = []
    for pair, of in hits.groupby(["doc_id", "other_id"]):
        a, b, near = *(words[str(doc_id)] for doc_id in pair), list[Pair]()
        places = a.places(of["start"].to_numpy()), b.places(of["other_start"].to_numpy())
        for chain in _chains(*places, of["rare"].to_numpy()):
            match = _aligned(a, b, chain)
            is_rare = any(rare for _, _, rare in chain)
            if match and match.same >= (min_words if is_rare else _FORMULA) and match.share >= _SAME:
                near.append(Pair(a, b, match))
        found += _distinct(near)
    return tally_of(found, per)


def _chains(first: Places, second: Places, rare: npt.NDArray[np.bool_]) -> list[_Chain]:
    """Shared fingerprints that go on in step in both documents."""
    chains: list[_Chain] = []
    for a, b, is_rare in sorted(zip(first.tolist(), second.tolist(), rare.tolist(), strict=True)):
        for chain in reversed(chains[-3:]):
            by_a, by_b = a - chain[-1][0], b - chain[-1][1]
            if by_a <= _GAP and by_b > 0 and abs(by_a - by_b) <= _SHIFT:
                break
        else:
            chains.append(chain := [])
        chain.append((a, b, is_rare))
    return chains


def _aligned(a: Words, b: Words, chain: _Chain) -> Alignment | None:
    """The best stretch around a chain, in words of the documents."""
    (first_a, first_b, _), (last_a, last_b, _) = chain[0], chain[-1]
    at, beyond = (max(0, first_a - _BEYOND), max(0, first_b - _BEYOND)), _BEYOND + 1
    return align(a.norms[at[0] : last_a + beyond], b.norms[at[1] : last_b + beyond], gap=_COST, at=at)


def _distinct(pairs: list[Pair]) -> list[Pair]:
    """In order of place; of those that lie on each other in both documents the one with the most words."""
    kept: list[Pair] = []
    for pair in sorted(pairs, key=lambda p: (-p.match.same, p.spans)):
        if not any(all(overlap(x[1:], y[1:]) for x, y in zip(pair.spans, k.spans, strict=True)) for k in kept):
            kept.append(pair)
    return sorted(kept, key=lambda p: p.spans)


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
    """Find the utterances (direct, mixed, interview turns) that are quoted in two places, and lay them side by side.

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
    both = linked(keys, "key", "quote", few=_FEW)
    shared = both.assign(rare=both["holders"] <= _RARE).groupby(["quote", "other_quote"])["rare"].agg(["size", "sum"])
    for (i, j), _, rare in shared[shared["size"] >= _KEYS].itertuples(name=None):
        x, y = quotes[i], quotes[j]
        if x.of is not y.of or x.end <= y.start:
            yield x, y, int(rare)


def _match(x: _Quote, y: _Quote, rare: int) -> Alignment | None:
    """Where two quotations agree, if that is enough for one utterance."""
    found = align(x.norms, y.norms, gap=_QUOTE_COST, at=(x.words.start, y.words.start))
    if found is None or found.same < _WORDS or found.share < _DENSE:
        return None
    if sum(_means(norm) for a, _, size in found.blocks for norm in x.of.norms[a : a + size]) < _OF_MEANING:
        return None
    strangers = x.speaker and y.speaker and x.speaker != y.speaker
    of_shorter = found.same / min(len(x.words), len(y.words))
    whole = of_shorter >= _WHOLE and found.same >= _WHOLE_WORDS
    enough = whole or found.same >= _LONG or (rare >= _KEYS and (of_shorter >= _MOST or found.same >= _STRANGERS))
    return found if enough and not (strangers and found.same < _STRANGERS) else None
