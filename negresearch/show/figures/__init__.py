"""Figures: drawn from counted tables, with their words written from the same numbers."""

from negresearch.show.figures.blame import plot_blame
from negresearch.show.figures.distance import plot_distance
from negresearch.show.figures.keyness import plot_keyness
from negresearch.show.figures.months import plot_months
from negresearch.show.figures.naming import plot_naming
from negresearch.show.figures.pairs import plot_pairs
from negresearch.show.figures.rates import plot_rates
from negresearch.show.figures.similarity import plot_similarity
from negresearch.show.figures.timeline import plot_timeline
from negresearch.show.figures.voices import plot_voices

__all__ = [
    "plot_blame",
    "plot_distance",
    "plot_keyness",
    "plot_months",
    "plot_naming",
    "plot_pairs",
    "plot_rates",
    "plot_similarity",
    "plot_timeline",
    "plot_voices",
]
