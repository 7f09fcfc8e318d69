"""Whether the measures of keyness are those of other packages, digit by digit, on the words of the seeds.

    python benchmarks/measures.py

Compared are the log-likelihood with `keyness` (its rounding taken away) and with SciPy's power divergence, and the
log-odds under an informative Dirichlet prior with scattertext. Scattertext divides by the standard deviation from all
four cells (eq. 19 of Monroe, Colaresi and Quinn 2008), this package by its approximation from two (eq. 20); so what is
compared is the ratio under it, over the deviation of four cells worked out here. benchmarks/requirements.txt says how
the others are installed; the tests hold the same measures to fifty-digit arithmetic without them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

import negresearch as nr
from negresearch.count.keyness import log_likelihood, log_odds

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
_Floats = npt.NDArray[np.float64]


def main() -> None:
    """Print, for each measure, the largest difference as a share of the value."""
    found = nr.scan(nr.read_corpus(SEEDS), ["tokens", "documents", "regions"])
    words = nr.keep_counted(found["tokens"], found["regions"])
    ours = words["doc_id"].map(found["documents"].set_index("doc_id")["outlet"]) == "RT"
    sides = [words["norm"][ours], words["norm"][~ours]]
    names = sorted(set(words["norm"]))
    a, b = (side.value_counts().reindex(names, fill_value=0).to_numpy() for side in sides)
    for measure, here, there in _compared(names, sides, a, b):
        off = np.max(np.abs(here - there) / np.maximum(np.abs(there), 1e-9))
        print(
            f"{measure:44} {len(names):,} words, largest difference {off:.1e}  {'equal' if off < 1e-9 else 'NOT EQUAL'}"
        )


def _compared(names: list[str], sides: list, a: _Floats, b: _Floats) -> Iterator[tuple[str, _Floats, _Floats]]:
    c, d = a.sum(), b.sum()
    g2 = log_likelihood(a, b, c, d)
    try:
        import keyness.main

        keyness.main.round = lambda value, *_: value  # it would show three digits
        theirs = {row[0]: row[1] for row in keyness.main.log_likelihood(*([side.tolist()] for side in sides))}
        yield "log-likelihood, keyness", g2, np.array([theirs[name] for name in names])
    except ImportError as error:
        print(f"missing: {error.name}")
    try:
        from scipy.stats import power_divergence

        share = (a + b) / (c + d)
        theirs = power_divergence(np.array([a, b]), np.array([c * share, d * share]), lambda_="log-likelihood", axis=0)
        yield "log-likelihood, SciPy", g2, theirs.statistic
    except ImportError as error:
        print(f"missing: {error.name}")
    try:
        from scattertext import LogOddsRatioInformativeDirichletPrior

        prior = 500.0 * (a + b) / (c + d)
        odds, _ = log_odds(a, b, c, d, prior, 500.0)
        cells = [a + prior, c + 500.0 - a - prior, b + prior, d + 500.0 - b - prior]
        theirs = LogOddsRatioInformativeDirichletPrior(prior).get_zeta_i_j_given_separate_counts(a, b)
        yield "log-odds over sd of four cells, scattertext", odds / np.sqrt(sum(1 / cell for cell in cells)), theirs
    except ImportError as error:
        print(f"missing: {error.name}")


if __name__ == "__main__":
    main()
