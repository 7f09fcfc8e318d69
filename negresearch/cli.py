"""The command line: arguments in, one call, lines out."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import negresearch as nr
from negresearch.errors import CiteError, NegresearchError, ParameterError, unknown

# What the commands stand on is imported in them, so that --help and a mistyped argument answer at once.


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command: 0; 1 where something failed; 2 where the call was wrong."""
    gc.set_threshold(100_000)  # what is imported stays, and rows hang in no circle: looking for one takes its time
    given = sys.argv[1:] if argv is None else argv
    arguments = _parser(given).parse_args(given)
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


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("negresearch", description="How news texts frame peace negotiations.")
    parser.add_argument("--version", action="version", version=f"negresearch {nr.__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", prog=parser.prog)
    for run, taken in _COMMANDS.items():
        command = commands.add_parser(run.__name__[1:], help=run.__doc__, description=run.__doc__)
        for argument in taken.split(", ") if run.__name__[1:] in given else ():  # to make all of them takes its time
            flags = [word for word in argument.split() if not word.isupper()]
            command.add_argument(*flags, **_ARGUMENTS[argument])
        command.set_defaults(run=run)
    return parser


def _report(arguments: argparse.Namespace) -> int:
    """Run notebooks on a corpus and write their reports."""
    books = {name: getattr(arguments, name) for name in _BOOKS}
    parameters = {name: path for name, path in books.items() if path} | dict(map(_named, arguments.parameter))
    figures = [kind.strip() for kind in (arguments.figures or "").split(",") if kind.strip()]
    given = {"corpus": arguments.corpus, "out": arguments.out, "tables": arguments.tables}
    nr.report(arguments.name, **given, parameters=parameters, figures=figures, say=_say)
    return 0


def _named(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise ParameterError(f"-p {given}: write name=value")
    return name.strip(), value


def _find(arguments: argparse.Namespace) -> int:
    """Show the passages of a frame in context."""
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
    begun = [name for name in names if name.lower().startswith(prefix.lower())]
    meant = [prefix] if prefix in names else begun
    if len(meant) > 1:
        raise ParameterError(f"{what} {prefix!r} is ambiguous: {', '.join(meant)} begin so")
    if not meant:
        raise ParameterError(unknown(what, prefix, names))
    return meant[0]


def _cite(arguments: argparse.Namespace) -> int:
    """Show a passage by its cite id."""
    import textwrap

    from negresearch.show.page.inert import plain
    from negresearch.show.page.passages import context
    from negresearch.show.page.values import days_said
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
    days = days_said(document.published_first, document.published_last) if document.published_first else None
    known = [document.outlet, document.title, days]
    print(plain(cite(document.doc_id, start, end)))
    print(plain(" · ".join(value for value in known if value)), end="\n\n")
    print(textwrap.fill(plain(f"{left}[{words}]{right}"), 88, break_on_hyphens=False))
    return 0


def _extract(arguments: argparse.Namespace) -> int:
    """Write a table to a file."""
    from negresearch.find.finders import FOUND
    from negresearch.show.extract import extract, table_format

    if arguments.table not in FOUND:
        raise ParameterError(unknown("table", arguments.table, FOUND))
    table_format(arguments.out)
    coded = arguments.table in _CODED
    rows = extract(
        arguments.corpus,
        arguments.table,
        arguments.out,
        naming=nr.read_naming(arguments.naming) if arguments.table in ("naming", "corrections") else None,
        codebook=nr.read_codebook(arguments.codebook) if coded else None,
        events=nr.read_events(arguments.events) if coded else None,
        dated_events=nr.read_dated_events(arguments.dated_events) if arguments.dated_events else None,
        actors=nr.read_actors(add=arguments.aliases) if arguments.aliases else None,
        corrections=nr.read_corrections(arguments.corrections),
        jobs=arguments.jobs,
        strict=arguments.strict,
        progress=sys.stderr.isatty(),
        say=_tell_problem,
    )
    _say(f"{arguments.out}: rows of {arguments.table}, {rows:,}")
    return 0


def _sample(arguments: argparse.Namespace) -> int:
    """Draw sentences of a corpus for people to code."""
    corpus, codebook = _corpus(arguments), nr.read_codebook(arguments.codebook)
    found, sentences = _coded(corpus, codebook)
    given = {"size": arguments.sentences, "draw": arguments.draw}
    sample = nr.draw_sample(found["codings"], sentences, found["documents"], **given)
    nr.write_sheet(sample, corpus, codebook, arguments.out, coders=arguments.coders)
    _print(sample.strata, f"{arguments.out}: {len(sample.table):,} sentences")
    names = [arguments.out.with_suffix(ending).name for ending in (".rules.txt", ".key.json")]
    print(f"For coders: {arguments.out.name} and {names[0]}. Keep {names[1]} beside it, and from them.")
    return 0


def _score(arguments: argparse.Namespace) -> int:
    """Hold a codebook against sheets that came back."""
    codebook = nr.read_codebook(arguments.codebook)
    by_hand = nr.read_by_hand(codebook, arguments.sheets)
    found, sentences = _coded(_corpus(arguments), codebook)
    evidence = nr.measure(found["codings"], by_hand, codebook, found["documents"], sentences)
    _print(evidence.summary, f"{len(by_hand.units):,} sentences coded by hand, of {evidence.sentences:,}")
    if len(by_hand.coders) > 1:
        print()
        _print(nr.agreement(by_hand), "Krippendorff's alpha", digits={"alpha": 2})
    if evidence.slots:
        print(f"\n{evidence.slots.told()}")
    return 0


def _coded(corpus: nr.Corpus, codebook: nr.Codebook) -> tuple[dict[str, Any], Any]:
    """The tables that coding by hand is held against, and the sentences that can be coded."""
    _tell_left_out(corpus)
    found = nr.scan(corpus, ["codings", "documents", "sentences", "regions"], codebook=codebook)
    return found, nr.keep_counted(found["sentences"], found["regions"])


def _print(table: Any, caption: str, **given: Any) -> None:
    from negresearch.show.page.table import exhibit_text

    print(exhibit_text(nr.exhibit(table, caption=caption, **given)))


def _dna(arguments: argparse.Namespace) -> int:
    """Write who blames whom as statements for Discourse Network Analyzer."""
    from negresearch.show.dna import dna_statements

    corpus = _corpus(arguments)
    _tell_left_out(corpus)
    codebook, events = nr.read_codebook(arguments.codebook), nr.read_events(arguments.events)
    found = nr.scan(corpus, ["claims", "documents", "mentions"], codebook=codebook, events=events)
    written = nr.write_dna(**found, corpus=corpus, path=arguments.out)
    if undated := int((dna_statements(**found, corpus=corpus)["time"] == "").sum()):
        _say(f"{undated:,} of {written:,} without a time: the publication of their text is not known to the day")
    print(f"{written:,} statements on {len(events.events)} events; what is only asked, or said under an if, is none")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    """Read a corpus and list its documents and their problems."""
    from negresearch.find.scan import each_part
    from negresearch.show.page.values import days_said

    read = bad = 0
    outlets: set[str] = set()
    progress = sys.stderr.isatty() and not sys.stdout.isatty()
    for part in each_part(arguments.corpus, ["documents"], jobs=arguments.jobs, progress=progress):
        documents = part.tables["documents"]
        for row in documents[documents["problem"].isna()].itertuples():
            days = days_said(row.published_first, row.published_last)
            told = [row.doc_id, f"{row.n_words:,} words", row.outlet, f"{days} ({row.published_how})", row.title]
            print("\t".join(map(_shown, told)))
        for problem in part.problems.items():
            _tell_problem(*problem)
        read, bad = read + part.documents, bad + len(part.problems)
        outlets.update(documents["outlet"].dropna())
    print(f"{read:,} documents, {len(outlets):,} outlets, {bad:,} with problems")
    return 1 if bad else 0


def _shown(value: Any) -> str:
    from negresearch.show.page.inert import plain
    from negresearch.show.page.values import said

    return plain(said(value))


def _tell_problem(doc_id: str, problem: str) -> None:
    from negresearch.find.scan import tell

    tell(f"{_shown(doc_id)}: {_shown(problem)}")


def _tell_left_out(corpus: nr.Corpus) -> None:
    for problem in corpus.problems.items():
        _tell_problem(*problem)


def _corpus(arguments: argparse.Namespace) -> nr.Corpus:
    from negresearch.show.report.notebooks import find_corpus

    return nr.read_corpus(find_corpus(arguments.corpus, "seeds"))


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _argument(metavar: str, about: str, **further: Any) -> dict[str, Any]:
    return {"metavar": metavar, "help": about, **further}


#: What a user brings to the finders, as options of extract, and of report beside the other parameters of notebooks.
_BOOKS = ("codebook", "naming", "dated_events", "aliases", "corrections", "events")
#: Tables that stand on a codebook.
_CODED = frozenset({"codings", "events", "claims", "corrections"})
_TEXTS = "a folder of .txt files, or a .jsonl, .csv or .parquet file"
_BOOK = "a codebook of the package, a .toml file, or a dictionary of quanteda (.yml); default: peace-talks"
_ARGUMENTS: Mapping[str, Mapping[str, Any]] = {
    "name": _argument(
        "NAME", "framing, narratives, timeline, or the path of a notebook; default: the three", nargs="*"
    ),
    "frame": _argument("FRAME", "a frame of the codebook, or as much of it as tells it apart"),
    "id": _argument("ID", "doc_id:start-end; of the doc_id, as much as tells it apart"),
    "table": _argument("TABLE", "documents, quotes, dates, codings or another; a name that is none brings up the list"),
    "corpus": _argument("CORPUS", _TEXTS),
    "sheets": _argument("SHEET", "one of all coders, or one of each", nargs="+", type=Path),
    "--corpus": _argument("PATH", f"{_TEXTS}; default: seeds/"),
    "--out DIR": _argument("DIR", "where the reports go; default: reports/", default="reports"),
    "--out FILE": _argument("FILE", "what is written: .jsonl, .csv or .parquet", type=Path, required=True),
    "--out SHEET": _argument("FILE", "what is written, a .csv", type=Path, required=True),
    "-p --parameter": _argument(
        "name=value", "a parameter of a notebook, such as lanes=outlet; may be given again", action="append", default=[]
    ),
    "--figures": _argument("FORMATS", "figures as files too: svg, png, pdf, joined by commas"),
    "--tables": {"action": "store_true", "help": "tables as files too, as they are shown: .table.csv"},
    "--outlet": _argument("X", "only in this outlet"),
    "--codebook": _argument("NAME-OR-FILE", _BOOK, default="peace-talks"),
    "--codebook BOOK": _argument("NAME-OR-FILE", _BOOK),
    "--naming": _argument("FILE", "a .toml of words for one thing; default: the package's own"),
    "--dated-events": _argument("FILE", "a .csv of events that dates are held against; default: the package's own"),
    "--aliases": _argument("FILE", "a .csv of further aliases of actors, beside the package's own"),
    "--corrections": _argument("FILE", "a .csv that overrules rows by their cite ids"),
    "--events": _argument("FILE", "a .toml of events that several texts tell; default: the package's own"),
    "--jobs": _argument("N", "processes; the rows are the same whatever their number; default: 1", type=int, default=1),
    "--strict": {"action": "store_true", "help": "fail if any document or correction has a problem"},
    "--sentences": _argument("N", "how many; default: 300", type=int, default=300),
    "--coders": _argument("N", "columns to fill in; default: 1", type=int, default=1),
    "--draw": _argument("N", "another number draws other sentences", type=int, default=1),
}
#: What each command does says its function; what it takes, in order.
_COMMANDS: Mapping[Callable[[argparse.Namespace], int], str] = {
    _report: "name, --corpus, --out DIR, --codebook BOOK, --naming, --dated-events, --aliases, --corrections, "
    "--events, -p --parameter, --figures, --tables",
    _find: "frame, --outlet, --corpus, --codebook",
    _cite: "id, --corpus",
    _extract: "table, corpus, --out FILE, --codebook, --naming, --dated-events, --aliases, --corrections, --events, "
    "--jobs, --strict",
    _sample: "corpus, --out SHEET, --codebook, --sentences, --coders, --draw",
    _score: "sheets, --corpus, --codebook",
    _dna: "--corpus, --out SHEET, --codebook, --events",
    _check: "corpus, --jobs",
}

if __name__ == "__main__":
    sys.exit(main())
