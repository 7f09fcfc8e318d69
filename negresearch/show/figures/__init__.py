"""Figures: drawn from counted tables, with their words written from the same numbers."""

from negresearch.show.figures.rates import plot_rates

__all__ = ["plot_rates"]
