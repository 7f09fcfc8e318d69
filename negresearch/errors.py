"""What can go wrong, and how it is said: each message names the file or value, the place, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterable


class NegresearchError(Exception):
    """Base of every error that negresearch raises on purpose."""


class CorpusError(NegresearchError):
    """A corpus, its manifest or one of its files cannot be read."""


class CodebookError(NegresearchError):
    """A codebook, an actor file or a file of corrections does not say what it must."""


class ScanError(NegresearchError):
    """A scan cannot go on, though its corpus is sound."""


class SheetError(NegresearchError):
    """A sheet coded by hand cannot be read, or is of another corpus."""


class TableError(NegresearchError):
    """A table lacks what its declaration asks for."""


class CiteError(NegresearchError):
    """A cite id is malformed, unknown or ambiguous."""


class ParameterError(NegresearchError):
    """A notebook or a command was given a wrong parameter."""


class ReportError(NegresearchError):
    """A report could not be built, or would not be true."""


class MissingExtraError(NegresearchError):
    """A package of an optional extra is not installed."""


def unknown(what: str, given: str, choices: Iterable[str]) -> str:
    """Say, without a full stop, that `given` is no known `what`, with the nearest choice or all of them.

    Examples
    --------
    >>> unknown("table", "quote", ["dates", "quotes"])
    "unknown table 'quote': did you mean 'quotes'?"
    >>> unknown("table", "x", ["dates", "quotes"])
    "unknown table 'x': choose from dates, quotes"
    """
    from difflib import get_close_matches  # only where something is wrong

    names = sorted(choices)
    near = get_close_matches(given, names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(names)}"
    return f"unknown {what} {given!r}: {hint}"
