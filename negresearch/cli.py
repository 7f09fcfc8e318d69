"""The command line: arguments in, one call, lines out."""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import negresearch as nr
from negresearch.errors import CiteError, NegresearchError, ParameterError, unknown

# What the commands stand on is imported in them, so that --help and a mistyped argument answer at once.


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process without.

    Returns
    -------
    int
        0; 1 where something failed; 2 where the call was wrong.
    """
    arguments = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except BrokenPipeError:  # whoever read along has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (NegresearchError, OSError) as error:
        _say(f"negresearch: {error}")
        return 2 if isinstance(error, ParameterError) else 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("negresearch", description="How news texts frame peace negotiations.")
    parser.add_argument("--version", action="version", version=f"negresearch {nr.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (run, about, arguments) in _COMMANDS.items():
        command = commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")
        for flags, options in arguments.items():
            command.add_argument(*flags.split(), **options)
        command.set_defaults(run=run)
    return parser


def _report(arguments: argparse.Namespace) -> int:
    parameters = dict(_named(given) for given in arguments.parameter)
    figures = [kind.strip() for kind in (arguments.figures or "").split(",") if kind.strip()]
    given = {"corpus": arguments.corpus, "out": arguments.out, "parameters": parameters}
    nr.report(arguments.name, **given, figures=figures, tables=arguments.tables, say=_say)
    return 0


def _named(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise ParameterError(f"-p {given}: write name=value")
    return name.strip(), value


def _find(arguments: argparse.Namespace) -> int:
    codebook = nr.read_codebook(arguments.codebook)
    frame = _meant("frame", arguments.frame, [frame.frame for frame in codebook.frames])
    corpus = _corpus(arguments)
    found = nr.scan(corpus, ["codings", "documents"], codebook=codebook)
    rows = found["codings"][found["codings"]["frame"] == frame]
    if arguments.outlet is not None:
        documents = found["documents"]
        outlet = _meant("outlet", arguments.outlet, sorted(documents["outlet"].dropna().unique()))
        rows = rows[rows["doc_id"].isin(documents.loc[documents["outlet"] == outlet, "doc_id"])]
    print(nr.concordance(rows, corpus, beside=["actor", "polarity", "voice"]))
    return 0


def _meant(what: str, prefix: str, names: Sequence[str]) -> str:
    """The one name that is this, or begins so in whatever case."""
    meant = [name for name in names if name == prefix] or [
        name for name in names if name.lower().startswith(prefix.lower())
    ]
    if len(meant) > 1:
        raise ParameterError(f"{what} {prefix!r} is ambiguous: {', '.join(meant)} begin so")
    if not meant:
        raise ParameterError(unknown(what, prefix, names))
    return meant[0]


def _cite(arguments: argparse.Namespace) -> int:
    from negresearch.show.page.inert import plain
    from negresearch.show.page.passages import context
    from negresearch.spans import cite, parse_cite

    try:
        prefix, start, end = parse_cite(arguments.id)
    except CiteError as error:
        raise ParameterError(str(error)) from None
    document = _corpus(arguments).document(prefix)
    if document.problem is not None:
        raise CiteError(f"{document.doc_id} was left out: {document.problem}")
    if end > len(document.text):
        raise CiteError(f"{cite(document.doc_id, start, end)} lies beyond the text of {len(document.text)} characters")
    first, last = context(document.text, start, end, reach=400)
    left, words, right = document.text[first:start], document.text[start:end], document.text[end:last]
    days = dict.fromkeys(filter(None, [document.published_first, document.published_last]))
    known = [document.outlet, document.title, " to ".join(days)]
    print(plain(cite(document.doc_id, start, end)))
    print(plain(" · ".join(value for value in known if value)), end="\n\n")
    print(textwrap.fill(plain(f"{left}[{words}]{right}"), 88, break_on_hyphens=False))
    return 0


def _extract(arguments: argparse.Namespace) -> int:
    from negresearch.find.finders import FOUND
    from negresearch.show.extract import extract, table_format

    if arguments.table not in FOUND:
        raise ParameterError(unknown("table", arguments.table, FOUND))
    table_format(arguments.out)
    extract(
        arguments.corpus,
        arguments.table,
        arguments.out,
        naming=nr.read_naming(arguments.naming) if arguments.table in ("naming", "corrections") else None,
        codebook=nr.read_codebook(arguments.codebook) if arguments.table in _CODED else None,
        events=nr.read_events(arguments.events) if arguments.table in _CODED else None,
        dated_events=nr.read_dated_events(arguments.dated_events),
        actors=nr.read_actors(add=arguments.aliases),
        corrections=nr.read_corrections(arguments.corrections),
        jobs=arguments.jobs,
        strict=arguments.strict,
        progress=sys.stderr.isatty(),
        say=_tell_problem,
    )
    return 0


def _sample(arguments: argparse.Namespace) -> int:
    from negresearch.show.page.table import exhibit_text

    corpus, codebook = _corpus(arguments), nr.read_codebook(arguments.codebook)
    found = nr.scan(corpus, ["codings", "documents", "sentences", "regions"], codebook=codebook)
    sentences = nr.keep_counted(found["sentences"], found["regions"])
    sample = nr.draw_sample(
        found["codings"], sentences, found["documents"], size=arguments.sentences, draw=arguments.draw
    )
    nr.write_sheet(sample, corpus, codebook, arguments.out, coders=arguments.coders)
    print(exhibit_text(nr.exhibit(sample.strata, caption=f"{arguments.out}: {len(sample.table):,} sentences")))
    names = [arguments.out.with_suffix(ending).name for ending in (".rules.txt", ".key.json")]
    print(f"For coders: {arguments.out.name} and {names[0]}. Keep {names[1]} beside it, and from them.")
    return 0


def _score(arguments: argparse.Namespace) -> int:
    from negresearch.show.page.table import exhibit_text

    codebook = nr.read_codebook(arguments.codebook)
    by_hand = nr.read_by_hand(codebook, arguments.sheets)
    found = nr.scan(_corpus(arguments), ["codings", "documents", "sentences", "regions"], codebook=codebook)
    sentences = nr.keep_counted(found["sentences"], found["regions"])
    evidence = nr.measure(found["codings"], by_hand, codebook, found["documents"], sentences)
    caption = f"{len(by_hand.units):,} sentences coded by hand, of {evidence.sentences:,}"
    print(exhibit_text(nr.exhibit(evidence.summary, caption=caption)))
    if len(by_hand.coders) > 1:
        print(
            "\n" + exhibit_text(nr.exhibit(nr.agreement(by_hand), caption="Krippendorff's alpha", digits={"alpha": 2}))
        )
    return 0


def _dna(arguments: argparse.Namespace) -> int:
    corpus = _corpus(arguments)
    codebook, events = nr.read_codebook(arguments.codebook), nr.read_events(arguments.events)
    found = nr.scan(corpus, ["claims", "documents", "mentions"], codebook=codebook, events=events)
    print(f"{nr.write_dna(**found, corpus=corpus, path=arguments.out):,} statements")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from negresearch.find.scan import each_part

    read = bad = 0
    outlets: set[str] = set()
    progress = sys.stderr.isatty() and not sys.stdout.isatty()
    for part in each_part(arguments.corpus, ["documents"], jobs=arguments.jobs, progress=progress):
        documents = part.tables["documents"]
        for row in documents[documents["problem"].isna()].itertuples():
            known = (row.outlet, _published(row), row.title)
            print("\t".join([_shown(row.doc_id), f"{row.n_words:,} words", *(_shown(value) for value in known)]))
        for problem in part.problems.items():
            _tell_problem(*problem)
        read, bad = read + part.documents, bad + len(part.problems)
        outlets.update(documents["outlet"].dropna())
    print(f"{read:,} documents, {len(outlets):,} outlets, {bad:,} with problems")
    return 1 if bad else 0


def _published(row: Any) -> Any:
    """The day, or the days between which it lies, and how that is known."""
    if not isinstance(row.published_first, str):
        return None
    days = dict.fromkeys([row.published_first, row.published_last])
    return f"{'/'.join(days)} ({row.published_how})"


def _shown(value: Any) -> str:
    from negresearch.show.page.inert import plain
    from negresearch.show.page.values import said

    return plain(said(value))


def _tell_problem(doc_id: str, problem: str) -> None:
    from negresearch.find.scan import tell

    tell(f"{_shown(doc_id)}: {_shown(problem)}")


def _corpus(arguments: argparse.Namespace) -> nr.Corpus:
    from negresearch.show.report.notebooks import find_corpus

    return nr.read_corpus(find_corpus(arguments.corpus, "seeds"))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


#: Tables that stand on a codebook.
_CODED = frozenset({"codings", "events", "claims", "corrections"})
_CORPUS = {"metavar": "PATH", "help": "a folder of .txt files, or a .jsonl, .csv or .parquet file; seeds/ without"}
_CODEBOOK = {
    "metavar": "NAME-OR-FILE",
    "default": "peace-talks",
    "help": "of the package, a .toml file, or a dictionary of quanteda (.yml); peace-talks without",
}
_EVENTS = {"metavar": "FILE", "help": "a book of events; that of the package without"}
_JOBS = {
    "metavar": "N",
    "type": int,
    "default": 1,
    "help": "processes; the rows are the same whatever their number; 1 without",
}
_Command = tuple[Callable[[argparse.Namespace], int], str, Mapping[str, Mapping[str, Any]]]
_COMMANDS: Mapping[str, _Command] = {
    "report": (
        _report,
        "run notebooks on a corpus and write their reports",
        {
            "name": {"nargs": "*", "metavar": "NAME", "help": "a notebook of the package, or a path; all without"},
            "--corpus": _CORPUS,
            "--out": {"metavar": "DIR", "default": "reports", "help": "where the reports go; reports/ without"},
            "-p --parameter": {
                "metavar": "name=value",
                "action": "append",
                "default": [],
                "help": "a parameter of the notebooks; may be given again",
            },
            "--figures": {"metavar": "FORMATS", "help": "figures as files too: svg, png, pdf, joined by commas"},
            "--tables": {"action": "store_true", "help": "tables as files too, as they are shown: .table.csv"},
        },
    ),
    "find": (
        _find,
        "show the passages of a frame in context",
        {
            "frame": {"metavar": "FRAME", "help": "a frame of the codebook, or as much of it as tells it apart"},
            "--outlet": {"metavar": "X", "help": "only in this outlet"},
            "--corpus": _CORPUS,
            "--codebook": _CODEBOOK,
        },
    ),
    "cite": (
        _cite,
        "show a passage by its cite id",
        {
            "id": {"metavar": "ID", "help": "doc_id:start-end; of the doc_id, as much as tells it apart"},
            "--corpus": _CORPUS,
        },
    ),
    "extract": (
        _extract,
        "write a table to a file",
        {
            "table": {"metavar": "TABLE", "help": "such as documents, quotes, dates, codings"},
            "corpus": {"metavar": "CORPUS", "help": _CORPUS["help"].split(";")[0]},
            "--out": {
                "metavar": "FILE",
                "type": Path,
                "required": True,
                "help": "ends in .jsonl, .csv or .parquet",
            },
            "--codebook": _CODEBOOK,
            "--naming": {"metavar": "FILE", "help": "sets of words for the table naming; those of the package without"},
            "--dated-events": {
                "metavar": "FILE",
                "help": "a .csv that dates are held against; ours without",
            },
            "--aliases": {
                "metavar": "FILE",
                "help": "a .csv of further aliases of actors; the package's alone without",
            },
            "--corrections": {"metavar": "FILE", "help": "a .csv that overrules rows by their cite ids; none without"},
            "--events": _EVENTS,
            "--jobs": _JOBS,
            "--strict": {"action": "store_true", "help": "fail if any document or correction has a problem"},
        },
    ),
    "sample": (
        _sample,
        "draw sentences of a corpus for people to code",
        {
            "corpus": {"metavar": "CORPUS", "help": _CORPUS["help"].split(";")[0]},
            "--out": {"metavar": "FILE", "type": Path, "required": True, "help": "the sheet, a .csv"},
            "--codebook": _CODEBOOK,
            "--sentences": {"metavar": "N", "type": int, "default": 300, "help": "how many; 300 without"},
            "--coders": {"metavar": "N", "type": int, "default": 1, "help": "columns to fill in; 1 without"},
            "--draw": {"metavar": "N", "type": int, "default": 1, "help": "another number draws other sentences"},
        },
    ),
    "score": (
        _score,
        "hold a codebook against sheets that came back",
        {
            "sheets": {"metavar": "SHEET", "nargs": "+", "type": Path, "help": "one of all coders, or one of each"},
            "--corpus": {**_CORPUS, "help": "that which the sheet was drawn from; seeds/ without"},
            "--codebook": _CODEBOOK,
        },
    ),
    "dna": (
        _dna,
        "write who blames whom as statements for Discourse Network Analyzer",
        {
            "--corpus": _CORPUS,
            "--out": {"metavar": "FILE", "type": Path, "required": True, "help": "ends in .csv"},
            "--codebook": _CODEBOOK,
            "--events": _EVENTS,
        },
    ),
    "check": (
        _check,
        "read a corpus and list its documents and their problems",
        {"corpus": {"metavar": "CORPUS", "help": _CORPUS["help"].split(";")[0]}, "--jobs": _JOBS},
    ),
}

if __name__ == "__main__":
    sys.exit(main())
