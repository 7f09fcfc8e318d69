"""How many planted passages are found, by how many of their words were changed on the way.

    python benchmarks/reuse.py [--corpora 6]

Corpora of 60 articles of random words and formulas of news language, in each 40 passages of 18 to 45 words of another
article, a share of whose words was exchanged, left out or added to (`passages_planted` in tests/test_reuse.py). Found
is what covers seven tenths of the planted passage, in both places.
"""

from __future__ import annotations

from clock import PROJECT, options
from test_reuse import passages_planted, shared_in, vocabulary

import negresearch as nr


def main() -> None:
    """Print the share found, and the pairs of documents linked without reason, for each share of words changed."""
    seeds = range(2000, 2000 + options(__doc__, corpora=6).corpora)
    words = vocabulary(nr.read_corpus(PROJECT / "seeds"))
    for percent in range(0, 35, 5):
        corpora = [passages_planted(seed, words, share=percent / 100) for seed in seeds]
        found = [(planted, shared_in(planted.documents)[0]) for planted in corpora]
        right = sum(planted.found_by(tally) for planted, tally in found) / sum(len(p.places) for p in corpora)
        false = sum(planted.false_pairs(tally) for planted, tally in found)
        print(
            f"{percent:2} % changed: {right:.0%} found, {false} false of {len(corpora) * 60 * 59 // 2:,} pairs",
            flush=True,
        )


if __name__ == "__main__":
    main()
