"""Sentences whose numbers the notebook writes, and the receipt of a run."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

import negresearch
from negresearch.errors import ReportError, unknown
from negresearch.read.actors import Actors, read_actors
from negresearch.read.codebook import Codebook
from negresearch.read.corpus import Corpus
from negresearch.show.page.inert import inert, plain
from negresearch.show.page.table import Count
from negresearch.show.page.values import UNKNOWN, python_value, said

#: As many documents that were left out are named in a receipt; the reports list all.
_MOST_NAMED = 20
RECEIPT_MIME = "application/vnd.negresearch.receipt+json"


@dataclass(frozen=True, repr=False)
class Prose:
    """A paragraph, as HTML and as plain words."""

    html: str
    text: str

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/html": self.html, "text/plain": self.text}


def prose(template: str, **numbers: Any) -> Prose:
    """Write numbers into sentences, so that none is typed by hand.

    Parameters
    ----------
    template : str
        Sentences with names in braces, with a format where wanted, as in `{rate:.1f}`; a blank line starts a new
        paragraph. Everything is escaped, the template too.
    **numbers
        The values. One from `Exhibit.count` becomes a link to its passages. It is a ReportError if the template names
        a value that is not given, or a given value is in no sentence.

    Examples
    --------
    >>> prose("{outlet} refuses {n} times in {words} words.", outlet="RT", n=7, words=1234)
    RT refuses 7 times in 1,234 words.
    """
    named = {re.split(r"[.[]", field)[0] for _, field, _, _ in Formatter().parse(template) if field is not None}
    for name in named - numbers.keys():
        raise ReportError(f"prose: {unknown('number', name, numbers)}")
    for name in numbers.keys() - named:
        raise ReportError(f"prose: no sentence says {name!r}; leave it out, or write {{{name}}}")
    text = template.format(**{name: _Said(value) for name, value in numbers.items()})
    shown = {name: _Said(value, html=True) for name, value in numbers.items()}
    paragraphs = [inert(paragraph).format(**shown) for paragraph in template.split("\n\n")]
    return Prose("".join(f"<p>{paragraph.strip()}</p>" for paragraph in paragraphs), plain(text))


class _Said:
    """A value in a sentence: written for a reader, escaped, and a link where it has passages."""

    def __init__(self, value: Any, *, html: bool = False) -> None:
        self._value = value
        self._html = html

    def __format__(self, spec: str) -> str:
        text = format(self._value, spec) if spec else said(self._value)
        if not self._html:
            return text
        anchor = self._value.anchor if isinstance(self._value, Count) else ""
        return f'<a href="#{anchor}">{inert(text)}</a>' if anchor else inert(text)


#: What a notebook reads from files, by parameter: what a receipt calls it, and what it says of it besides its hash.
_BROUGHT: Mapping[str, tuple[str, Callable[[Any], dict[str, Any]]]] = {
    "corrections": ("corrections", lambda corrections: {"lines": len(corrections.lines)}),
    "dated_events": ("dated events", lambda dated: {"events": len(dated.events)}),
    "events": ("events", lambda book: {"name": book.name, "version": book.version}),
    "naming": ("naming", lambda _: {}),
    "verbs": ("verbs", lambda _: {}),
    "by_hand": ("coded by hand", lambda coding: {"sentences": len(coding.units)}),
}
#: Parameters that name a file: what is in it counts, not where it is.
PLACES = frozenset({"corpus", "aliases", "sheet", *_BROUGHT})


@dataclass(frozen=True)
class Receipt:
    """What a report was made of: enough to make it again, and nothing that differs from run to run."""

    made_of: dict[str, Any]

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        lines = _lines(self.made_of)
        text = "\n".join(f"{plain(name)}: {plain(value)}" for name, value in lines)
        return {"text/html": receipt_html(self.made_of), "text/plain": text, RECEIPT_MIME: self.made_of}


def receipt(
    corpus: Corpus, codebook: Codebook | None = None, actors: Actors | None = None, /, **parameters: Any
) -> Receipt:
    """Say what the numbers of a notebook were made of: version, fingerprints, parameters; no clock, no path.

    Parameters
    ----------
    corpus, codebook, actors : Corpus, Codebook, Actors
        What was read; the bundled file of actors without one.
    **parameters
        The notebook's parameters, and as read whatever it brought in files. The place of a file counts for none: its
        fingerprint says what was in it.

    """
    given = {name: value for name, value in sorted(parameters.items()) if name not in PLACES}
    made_of: dict[str, Any] = {
        "negresearch": negresearch.__version__,
        "corpus": {"sha256": corpus.fingerprint, "documents": len(corpus), "read": len(corpus.texts)},
        "actors": {"sha256": (actors or read_actors()).sha256},
        "parameters": {n: [*map(str, v)] if isinstance(v, list | tuple) else python_value(v) for n, v in given.items()},
    }
    if corpus.problems:
        named = [f"{doc_id}: {problem}" for doc_id, problem in corpus.problems.items()]
        more = [f"and {len(named) - _MOST_NAMED:,} more"] if len(named) > _MOST_NAMED else []
        made_of["corpus"]["left_out"] = named[:_MOST_NAMED] + more
    for name, value in parameters.items():
        if name in _BROUGHT and value is not None and value.sha256 and getattr(value, "units", True):
            called, facts = _BROUGHT[name]
            made_of[called] = {"sha256": value.sha256, **facts(value)}
    if codebook is not None:
        made_of["codebook"] = {"name": codebook.name, "version": codebook.version, "sha256": codebook.sha256}
    return Receipt(made_of)


def receipt_html(made_of: dict[str, Any]) -> str:
    """Write a receipt as a list of terms."""
    items = "".join(f"<div><dt>{inert(name)}</dt><dd>{inert(value)}</dd></div>" for name, value in _lines(made_of))
    return f'<dl class="receipt">{items}</dl>'


def _lines(made_of: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for name, value in made_of.items():
        if isinstance(value, dict):
            lines += _lines(value, f"{prefix}{name} ")
        else:
            words = ", ".join(value) if isinstance(value, list) else f"{value:g}" if isinstance(value, float) else value
            lines.append((f"{prefix}{name}", UNKNOWN if words is None else str(words)))
    return lines
