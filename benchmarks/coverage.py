"""How often corrected intervals hold the truth, in corpora whose truth is known.

    python benchmarks/coverage.py [--draws 1000]

Sampled: twenty corpora of 4,000 sentences in 200 documents, four frames of different rarity that cluster in documents;
the program finds each with its own sensitivity and specificity. Sentences are drawn and "coded" again and again by the
package's own sampling, and the corpus' share of each frame is estimated. Partly coded: sensitivity and specificity are
estimated on coded sentences, and 10,000 others are corrected by them (Rogan & Gladen; Donner & Zou). Texts: the same
with whole texts, in some of which the program does better than in others; as if sentences were independent, and by
text, which is how reports do it. Counted: Wilson's interval of the share as the program counts it. An interval of
95 % should hold the truth in 93 to 97 % of 1,000 draws.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
from clock import options
from simulated import FRAMES, coded_sample, corrected_by_texts, estimates, holds, simulate

from negresearch.count.proportions import corrected_share, wilson_interval

#: Sentences of other texts that were coded: with the frame, and without it.
CODED = ((50, 400), (100, 1000), (30, 240))


def main() -> None:
    draws = options(__doc__, draws=1000).draws
    started = time.monotonic()
    print(f"{'':34}{'truth':>7}{'counted':>9} | intervals that hold it, of {draws:,}, and their mean width")
    print(f"{'':34}{'':7}{'':9} | {'counted':>8}{'corrected':>11}{'width':>8}{'precision':>11}{'recall':>8}")
    for line in (*sampled(draws), *partly(draws), *by_text(draws)):
        print(line)
    print(f"{time.monotonic() - started:.0f} s")


def sampled(draws: int, *, corpora: int = 20) -> Iterator[str]:
    """Draw again and again from each of some corpora: a single one has shares that samples of its size just miss."""
    random = np.random.default_rng(2026)
    held, sums, draw = np.zeros((len(FRAMES), 3)), np.zeros((len(FRAMES), 4)), 0
    for _ in range(corpora):
        corpus = simulate(random)
        there, counted = corpus.truth.sum(axis=0), corpus.found.sum(axis=0)
        right, n = (corpus.truth & corpus.found).sum(axis=0), len(corpus.sentences)
        plain = [holds(wilson_interval(counted[j], n), there[j] / n) for j in range(len(FRAMES))]
        sums[:, :3] += np.transpose([there / n, counted / n, plain]) / corpora
        for _ in range(draws // corpora):
            draw += 1
            for j, known in enumerate(estimates(corpus, coded_sample(corpus, draw=draw))):
                truths = (there[j] / n, right[j] / counted[j], right[j] / there[j])
                held[j] += [holds(e, t) for e, t in zip(known, truths, strict=True)]
                sums[j, 3] += known[0].high - known[0].low
    for frame, (share, found, plain, width), each in zip(FRAMES, sums, held, strict=True):
        yield _line(f"300 sampled, {frame.name}", share, found, plain, each / draws, width / draws)


def partly(draws: int, *, sentences: int = 10_000) -> Iterator[str]:
    """Estimate sensitivity and specificity elsewhere, and correct a corpus of as many sentences."""
    random = np.random.default_rng(1978)
    for (true, untrue), frame in ((coded, frame) for coded in CODED for frame in FRAMES):
        shown = frame.share * frame.sensitivity + (1 - frame.share) * (1 - frame.specificity)
        held, plain, width = 0, 0, 0.0
        for _ in range(draws):
            found = random.binomial(sentences, shown)
            right, passed = random.binomial(true, frame.sensitivity), random.binomial(untrue, frame.specificity)
            estimate = corrected_share(found, sentences, sensitivity=(right, true), specificity=(passed, untrue))
            held += holds(estimate, frame.share)
            plain += holds(wilson_interval(found, sentences), frame.share)
            width += estimate.high - estimate.low
        name = f"{true} with and {untrue:,} without, {frame.name}"
        yield _line(name, frame.share, shown, plain / draws, [held / draws], width / draws)


def by_text(draws: int) -> Iterator[str]:
    """Code texts by hand in which the program does better or worse, and correct others by them."""
    for texts in (10, 20):
        random = np.random.default_rng(texts)
        held, width = np.zeros((3, len(FRAMES))), np.zeros((3, len(FRAMES)))
        shares, counted = np.zeros(len(FRAMES)), np.zeros(len(FRAMES))
        for _ in range(draws):
            for j, (truth, each_way) in enumerate(corrected_by_texts(random, texts, 0.8)):
                held[:, j] += [holds(estimate, truth) / draws for estimate in each_way]
                width[:, j] += [(estimate.high - estimate.low) / draws for estimate in each_way]
                shares[j], counted[j] = shares[j] + truth / draws, counted[j] + each_way[0].value / draws
        for how, j in ((how, j) for how in (1, 2) for j in range(len(FRAMES))):
            name = f"{texts} texts{', by text' if how == 2 else ''}, {FRAMES[j].name}"
            yield _line(name, shares[j], counted[j], held[0, j], [held[how, j]], width[how, j])


def _line(name: str, truth: float, counted: float, plain: float, held: list[float], width: float) -> str:
    share, *others = held
    told = f"{name:34}{truth:7.1%}{counted:9.1%} | {float(plain):8.1%}{share:11.1%}{width:8.1%}"
    return told + "".join(f"{other:{11 - 3 * i}.1%}" for i, other in enumerate(others))


if __name__ == "__main__":
    main()
