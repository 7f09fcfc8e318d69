"""How far coders agree."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd

from negresearch.errors import MissingExtraError
from negresearch.read.by_hand import HandCoding

#: The line of all frames together in a table by frame.
ALL_FRAMES = "all frames"


def agreement(by_hand: HandCoding) -> pd.DataFrame:
    """Measure how far the coders of a sheet agree, by Krippendorff's alpha.

    Returns
    -------
    pandas.DataFrame
        One row a frame and one for all of them, in which each pair of a sentence and a frame is one decision: frame;
        sentences (coded by two coders or more); given (codes given to them, of all coders); alpha (nominal; 1 is full
        agreement, 0 what chance would give; null where fewer than two coded the same sentences, or all of them always
        the same). Where coders gave sides or polarities, a line of each, over the frames that two gave to one sentence
        with a side or polarity ("sentences").

    Raises
    ------
    MissingExtraError
        If there are two coders and the package krippendorff is not installed.

    References
    ----------
    Krippendorff, K. (2018). Content Analysis: An Introduction to Its Methodology. 4th edition. Sage, chapter 12.
    """
    both = [unit.codes for unit in by_hand.units if sum(codes is not None for codes in unit.codes) > 1]
    given = {
        frame: [[np.nan if codes is None else float(frame in codes) for codes in unit] for unit in both]
        for frame in by_hand.frames
    }
    given[ALL_FRAMES] = [decision for decisions in given.values() for decision in decisions]
    rows = [(frame, len(both), int(np.nansum(codes)), alpha(codes)) for frame, codes in given.items()]
    slots = {what: _slots(by_hand, what) for what in ("side", "polarity")}
    rows += [(what, len(same), int(np.isfinite(same).sum()), alpha(same)) for what, same in slots.items() if same]
    table = pd.DataFrame(rows, columns=["frame", "sentences", "given", "alpha"])
    return table.astype({"frame": "str", "alpha": "float64"})


def _slots(by_hand: HandCoding, what: str) -> list[list[float]]:
    """For each frame that two coders gave to a sentence with a side or polarity, a number for what each gave."""
    having = {each.frame for unit in by_hand.units for said in unit.said for each in said if getattr(each, what)}
    numbers: dict[frozenset[str], float] = {}
    same = []
    for unit, frame in product(by_hand.units, sorted(having)):
        values = [frozenset(getattr(each, what) for each in said if each.frame == frame) - {None} for said in unit.said]
        if sum(map(bool, values)) > 1:
            same.append([numbers.setdefault(value, len(numbers)) if value else np.nan for value in values])
    return same


def alpha(given: Sequence[Sequence[float]]) -> float | None:
    """Compute Krippendorff's alpha for nominal values: one row a unit, one column a coder, NaN where one gave none.

    >>> alpha([[0, 0], [1, 1], [0, 1], [0, 0]])
    0.533333
    """
    pairs = [unit for unit in given if sum(value == value for value in unit) > 1]
    if len({value for unit in pairs for value in unit if value == value}) < 2:
        return None
    try:
        import krippendorff
    except ImportError:
        problem = "agreement of coders needs krippendorff: pip install 'negresearch[agreement]'"
        raise MissingExtraError(problem) from None
    return float(f"{krippendorff.alpha(np.array(pairs).T, level_of_measurement='nominal'):.6g}")
