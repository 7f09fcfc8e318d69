"""Figures: drawn from counted tables, with their words written from the same numbers."""

from negresearch.show.figures.blame import plot_blame as plot_blame
from negresearch.show.figures.distance import plot_distance as plot_distance
from negresearch.show.figures.keyness import plot_keyness as plot_keyness
from negresearch.show.figures.months import plot_months as plot_months
from negresearch.show.figures.naming import plot_naming as plot_naming
from negresearch.show.figures.pairs import plot_pairs as plot_pairs
from negresearch.show.figures.rates import plot_rates as plot_rates
from negresearch.show.figures.similarity import plot_similarity as plot_similarity
from negresearch.show.figures.timeline import plot_timeline as plot_timeline
from negresearch.show.figures.voices import plot_voices as plot_voices
