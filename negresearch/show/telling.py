"""What a table of the comparison or of the ledger shows, in a sentence that can be read aloud."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from math import isnan
from typing import Any

import pandas as pd

from negresearch.count.claims import TEXT_ITSELF, is_own_voice
from negresearch.count.tally import Tally
from negresearch.errors import TableError
from negresearch.show.page.prose import Prose, prose
from negresearch.show.page.table import Exhibit
from negresearch.show.page.values import counted, document_labels, listed, python_value, said, value_labels
from negresearch.tables import OWN_VOICES

#: As many groups as a sentence names.
_NAMED = 6
#: As many texts.
_TEXTS = 8
#: A group says nothing of its choice between words before it has chosen so often.
_CHOICES = 4


def in_words(what: Tally | pd.DataFrame, opens: Exhibit | None = None, *, per: pd.DataFrame | None = None) -> Prose:
    """Tell in a sentence or two what a table of the comparison or of the ledger shows.

    It says so, where there is nothing to tell, or only one text and so nothing to compare; of codings it is empty where
    the table itself says that there is none.

    Parameters
    ----------
    what : Tally or pandas.DataFrame
        As from `keyness`, `source_diversity`, `shared_quotes`, `shared_passages`, `mark_duplicates`, `similarity`,
        `compare_tellings`, `find_omissions` or `find_voices`; or a tally of naming by [a column of the documents,
        "name", "term"], of reporting verbs by such a column and "manner", of events by event and doc_id, of blame by
        columns with "accuser" and "blamed", of codings by frame and side. Others are a TableError.
    opens : Exhibit, optional
        The table in the page: numbers lead to the passages that it opens.
    per : pandas.DataFrame, optional
        The documents, for their names; needed with a table that is no tally.

    Examples
    --------
    >>> documents = pd.DataFrame({"doc_id": ["a", "b"], "duplicate_of": [None, "a"], "duplicate_share": [1.0, 1.0]})
    >>> in_words(documents)
    1 of 2 texts is nearly the same as an earlier one; it is counted like any other.
    """
    told = _Told(what, opens, per)
    columns = {*told.table.columns, *told.by}
    tell = next((tell for column, tell in _TELLERS.items() if column in columns), None)
    if tell is None:
        raise TableError(f"in_words knows no table of the columns {sorted(map(str, columns))}; see its documentation")
    return tell(told)


class _Told:
    """A table to be told: its lines, what its groups are called, and where its numbers lead."""

    def __init__(self, what: Tally | pd.DataFrame, opens: Exhibit | None, per: pd.DataFrame | None) -> None:
        if isinstance(what, Tally):
            self.table, self.rows, self.by, self.documents = what.table, what.rows, what.by, what.per
        else:
            self.table = self.rows = what
            self.by, self.documents = (str(what.columns[0]),), what if per is None else per
        self._opens = opens

    @property
    def read(self) -> pd.DataFrame:
        return self.documents[self.documents["problem"].isna()]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        return document_labels(self.documents)

    @cached_property
    def _names(self) -> Mapping[Hashable, str]:
        by = self.by[0]
        return value_labels(by, [*self.documents.get(by, ()), *self.table[by]], self.documents)

    def named(self, group: Hashable) -> str:
        """What a value of the first column is called."""
        return self._names[python_value(group)]

    def lines(self, table: pd.DataFrame) -> Iterator[tuple[str, dict[Hashable, Any]]]:
        """Each line of a table, and before it what its group is called."""
        return ((self.named(row[self.by[0]]), row) for row in table.to_dict("records"))

    def count(self, n: int, **cell: Hashable) -> int:
        """A number, with where it leads if a table of the page opens it."""
        return n if self._opens is None else self._opens.count(**{c: python_value(value) for c, value in cell.items()})

    def each(self, template: str, lines: Iterable[Mapping[str, Any]], before: str, after: str = ".") -> Prose:
        """One sentence with a part for each line."""
        parts, numbers = list[str](), dict[str, Any]()
        for i, line in enumerate(lines):
            parts.append(template.format(**{name: f"{{{name}{i}}}" for name in line}))
            numbers |= {f"{name}{i}": value for name, value in line.items()}
        before, after = (words.replace("{", "{{").replace("}", "}}") for words in (before, after))
        return prose(f"{before}{'; '.join(parts)}{after}", **numbers)


def _keyness(told: _Told) -> Prose:
    by, word = told.by
    ahead = told.table[told.table["log_ratio"] > 0]
    if ahead.empty:
        return prose("No word sets one of these apart: there is nothing to compare with, or none is frequent enough.")
    first = ahead.groupby(by, sort=False, dropna=False).head(1).head(_NAMED)
    lines = [
        {"group": label, "word": row[word], "n": told.count(row["n"], **{by: row[by], word: row[word]}),
         "other": int(row["other_n"])}
        for label, row in told.lines(first)
    ]  # fmt: skip
    sure = int((ahead["p"] < 0.01).sum())
    after = (
        f". Of the {len(ahead):,} words listed, {sure:,} differ more than any word would in 99 of 100 such lists if "
        "words were dealt out one by one by chance; as they come in whole articles, it is fewer than 99."
    )
    groups = told.read[[by]].drop_duplicates()
    none = list(map(told.named, groups[~groups[by].isin(ahead[by])][by]))
    after += f" Of {listed(none)} no word is listed." if none else ""
    before = "The word that sets each apart most: "
    return told.each("{group}, “{word}”: {n} there, {other} elsewhere", lines, before, after)


def _naming(told: _Told) -> Prose:
    by = told.by[0]
    used = told.table[told.table["n"] > 0]
    totals = used.groupby([by, "name"], dropna=False)["n"].transform("sum")
    most = used[totals >= _CHOICES].assign(share=used["n"] / totals)
    choices = most.pivot_table(index=by, columns=["name", "term"], values="share", fill_value=0.0, dropna=False)
    apart = {}
    for name in dict.fromkeys(most["name"]):
        chosen = most[most["name"] == name]
        shares = choices[name].loc[[g for g in choices.index if g in set(chosen[by])]]
        apart[name] = max(((a - b).abs().sum() for _, a in shares.iterrows() for _, b in shares.iterrows()), default=0)
    if not any(apart.values()):
        return prose("No two of these are seen to call one thing by different words: they do not name it often enough.")
    name = max(apart, key=lambda key: (apart[key], key))
    first = most[most["name"] == name].sort_values("share", ascending=False, kind="stable")
    first = first.groupby(by, sort=True, dropna=False).head(1).sort_values(by, kind="stable").head(_NAMED)
    whole = used.groupby([by, "name"], dropna=False)["n"].sum()
    lines = [
        {"group": label, "n": told.count(row["n"], **{by: row[by], "name": name, "term": row["term"]}),
         "of": int(whole[row[by], name]), "term": row["term"]}
        for label, row in told.lines(first)
    ]  # fmt: skip
    return told.each("{group}, “{term}” {n} of {of} times", lines, f"They differ most in the words for “{name}”: ")


def _pairs(told: _Told) -> Prose:
    table, quoted = told.table, "speaker" in told.table.columns
    what = "utterance" if quoted else "longer passage"
    if table.empty:
        return prose(f"No {what} was found in two places{'' if quoted else ', whoever speaks'}.")
    near = table[table["kind"] == "near"]
    told_near = "in all of them the words are the same"
    if len(near):
        longest = near.sort_values(["same", "pair"], ascending=[False, True]).iloc[0]["compared"]
        told_near = f"in {len(near):,} of them words differ, as in “{longest}”"
    found = f"{counted(len(table), what)} {'was' if len(table) == 1 else 'were'} found in two places"
    return prose("{sentence}.", sentence=f"{found}; {told_near}")


def _duplicates(told: _Told) -> Prose:
    n, of = int(told.table["duplicate_of"].notna().sum()), len(told.table)
    verb, whose = ("is", "it is") if n == 1 else ("are", "they are")
    tail = f"; {whose} counted like any other" if n else ""
    return prose(f"{{n}} of {{of}} texts {verb} nearly the same as an earlier one{tail}.", n=n, of=of)


def _diversity(told: _Told) -> Prose:
    by = told.by[0]
    dark = told.table["unknown_percent"] > 50  # too few of the quoted words to speak for the rest
    known = told.table[told.table["diversity"].notna() & ~dark]
    known = known.sort_values("diversity", ascending=False, kind="stable").head(_NAMED)
    left_out = listed(list(map(told.named, told.table.loc[dark, by])))
    after = f". Left out, as less than half of the quoted words have a known source: {left_out}." if left_out else "."
    if known.empty:
        return prose("{sentence}", sentence=f"Nobody is quoted whose side is known{after}")
    lines = [
        {"group": label, "n": said(row["diversity"], 0), "most": row["most"], "share": said(row["most_percent"], 0),
         "known": said(100 - row["unknown_percent"], 0)}
        for label, row in told.lines(known)
    ]  # fmt: skip
    before = "Draw two quoted words by chance: how often in 100 times do they come from different sources? "
    each = "{group} {n} (most words: {most}, {share} in 100; source known of {known} in 100)"
    return told.each(each, lines, before, after)


def _manner(told: _Told) -> Prose:
    by = told.by[0]
    totals = told.table.groupby(by, sort=True, dropna=False)["n"].sum()
    totals = totals[totals > 0].head(_NAMED)
    if totals.empty:
        return prose("No verb brings in a speaker.")
    cells = told.table.groupby([by, "manner"], dropna=False)["n"].sum()
    lines = []
    for group, total in totals.items():
        line: dict[str, Any] = {"group": told.named(group), "total": int(total)}
        for manner in ("neutral", "vouching", "distancing"):
            n = int(cells.get((group, manner), 0))
            line[manner] = told.count(n, **{by: group, "manner": manner}) if n else n
        lines.append(line)
    before = "Verbs that only give the word (as “said”), that vouch for it (“noted”), that hold off (“claimed”): "
    return told.each("{group} {neutral}, {vouching} and {distancing} of {total}", lines, before)


def _similarity(told: _Told) -> Prose:
    known = told.table[told.table["similarity"].notna()].sort_values("similarity", kind="stable")
    if known.empty:
        return prose("There are no two texts to compare, or too little text in them.")
    ends = known.iloc[[-1, 0]] if len(known) > 1 else known
    lines = [
        {"which": which, "pair": f"{label} and {told.named(row['other'])}", "value": said(row["similarity"], 2),
         "interval": "" if isnan(row["low"]) else f" ({said(row['low'], 2)} to {said(row['high'], 2)})"}
        for which, (label, row) in zip(("most alike", "least"), told.lines(ends), strict=False)
    ]  # fmt: skip
    unit = " and ".join(sorted({f"{unit}s" for unit in known["unit"]}))
    overlap = len(ends) > 1 and ends["low"].iloc[0] <= ends["high"].iloc[1]
    doubt = " The two intervals overlap: which pair is more alike is not certain." if overlap else ""
    alone = known.loc[(known["documents"] == 1) | (known["other_documents"] == 1)]
    tail = " What other articles of the same outlets would give, one article each can't say." if len(alone) else ""
    before = "How alike the words of two texts are, if 1 is no difference and 0 no word in common: "
    after = f". In brackets: how far that moves when {unit} are left out.{doubt}{tail}"
    return told.each("{which}, {pair}: {value}{interval}", lines, before, after)


def _ledger(told: _Told) -> Prose:
    table = told.table
    texts, known = len(told.read), table["event"].nunique()
    found = table[table["n"] > 0]
    spread = found.groupby("event")["doc_id"].nunique()
    if spread.empty:
        return prose(f"None of {counted(known, 'event')} of the file is told in {counted(texts, 'text')}.")
    said_of = f"{len(spread)} of {counted(known, 'event')} of the file {'is' if len(spread) == 1 else 'are'} told in "
    if texts == 1:
        return prose("{told}the one text that was read; there is no other to compare it with.", told=said_of)
    each = found.groupby("doc_id")["event"].nunique().reindex(told.read["doc_id"], fill_value=0)
    most, least = str(each.idxmax()), str(each.idxmin())
    return prose(
        "{told}{texts}, {shared} of them in more than one, {everywhere} in every one; {most} tells most of them, "
        "{high}, {least} fewest, {low}.",
        told=said_of, texts=counted(texts, "text"), shared=int((spread > 1).sum()),
        everywhere=int((spread == texts).sum()), most=told.labels[most], high=int(each.max()),
        least=told.labels[least], low=int(each.min()),
    )  # fmt: skip


def _tellings(told: _Told) -> Prose:
    by_text = told.table.groupby("doc_id")
    parts = [f"{told.labels[str(doc_id)]}, {_at_fault(rows)}" for doc_id, rows in by_text]
    if not parts:
        return prose("No text that was read tells this event, so there is nothing to compare.")
    more = f"; and {counted(len(parts) - _TEXTS, 'more text')}" if len(parts) > _TEXTS else ""
    return prose("Held at fault, text by text: {parts}.", parts="; ".join(parts[:_TEXTS]) + more)


def _at_fault(rows: pd.DataFrame) -> str:
    """Whom a text blames, whether it says so, and through whom."""
    blaming = rows[rows["blamed"].notna()]
    if blaming.empty:
        return "nobody"
    voices = blaming["voice"].where(~blaming["voice"].isin(OWN_VOICES), TEXT_ITSELF).fillna("somebody unnamed")
    known, parts = set[str](), list[str]()
    for how, said_so in (("stated", "stated"), ("implied", "only implied")):
        here = blaming[blaming["how"] == how]
        sides = {side for sides in here["blamed"] for side in str(sides).split(", ")} - known
        known |= sides
        if sides:
            named = listed(list(dict.fromkeys(voices[here.index])))
            parts.append(f"{listed(sorted(sides))} ({said_so}, by {named})")
    return ", ".join(parts)


def _accusers(told: _Told) -> Prose:
    by, found = told.by[0], told.table[told.table["n"] > 0]
    if found.empty:
        return prose("Nobody is blamed where these events are told.")
    found = found.assign(own=found["n"].where(is_own_voice(found["accuser"], told.documents), 0))
    sums = found.groupby([by, "blamed"], dropna=False)[["n", "own"]].sum().reset_index()
    most = sums[sums["n"] == sums.groupby(by, dropna=False)["n"].transform("max")]
    lines = []
    for group, rows in most.groupby(by, dropna=False):
        sides, high = rows["blamed"].tolist(), int(rows["n"].iloc[0])
        often: Any = told.count(high, **{by: group, "blamed": sides[0]}) if len(sides) == 1 else f"{high} each"
        lines.append({"group": told.named(group), "side": listed(sides), "n": often, "own": int(rows["own"].sum())})
    own, n = int(found["own"].sum()), counted(int(found["n"].sum()), "time")
    after = (
        f". In all a side is blamed {n}, {own:,} of them in a text's own voice, the rest through whom it lets speak."
    )
    before = "Whom each blames most, and how often, stated and implied together: "
    return told.each("{group}, {side} ({n}, {own} in its own voice)", lines[:_TEXTS], before, after)


def _of_whom(told: _Told) -> Prose:
    """The frames that name somebody most often, each with the side of which it is said most."""
    if told.rows.empty:
        return Prose("", "")  # the table itself says that there is none
    named = told.table[told.table["side"].notna() & (told.table["n"] > 0)]
    whole = named.groupby("frame", observed=True)["n"].sum().sort_values(ascending=False, kind="stable")
    if whole.empty:
        return prose("It is said of nobody by name.")
    first = named.sort_values("n", ascending=False, kind="stable").drop_duplicates("frame")
    often = first[first["n"] > 1]  # what is said once is said most of nobody
    most = {row["frame"]: row for row in (first if often.empty else often).to_dict("records")}
    lines = [
        {"frame": str(frame).replace("_", " "), "side": most[frame]["side"], "of": int(of),
         "n": told.count(most[frame]["n"], frame=frame, side=most[frame]["side"])}
        for frame, of in whole[whole.index.isin(list(most))].head(_NAMED).items()
    ]  # fmt: skip
    polarity = " and ".join(sorted(told.rows["polarity"].unique()))
    return told.each(
        "{frame}, {side} ({n} of {of})", lines, f"Of whom it is {polarity} most often, of the times a side is named: "
    )


def _omissions(told: _Told) -> Prose:
    table = told.table
    if len(told.read) < 3:
        return prose("With fewer than three texts it can't be said what two others have and one does not.")
    if table.empty:
        return prose("No text lacks what two others have.")
    counts = table["doc_id"].value_counts().reindex(told.read["doc_id"], fill_value=0)
    return prose(
        "Of {total} gaps, this many are plain, {plain}: none of the patterns occurs in the text. {most} has most of "
        "them, {high}, {least} fewest, {low}; a short text leaves out more than a long one.",
        total=len(table), plain=int((table["occur"] == 0).sum()), most=told.labels[str(counts.idxmax())],
        high=int(counts.max()), least=told.labels[str(counts.idxmin())], low=int(counts.min()),
    )  # fmt: skip


def _voices(told: _Told) -> Prose:
    size = told.table["end"] - told.table["start"]
    others = size.where(told.table["voice"].isin(["speaker", "paraphrase"]), 0)
    spoken = size.where(told.table["voice"] != "none", 0)
    share = (others.groupby(told.table["doc_id"]).sum() / spoken.groupby(told.table["doc_id"]).sum()).dropna()
    if share.empty:
        return prose("No text was read that says anything.")
    share = share.sort_values(ascending=False, kind="stable").head(_TEXTS)
    lines = [{"text": told.labels[str(doc_id)], "n": said(100 * value, 0)} for doc_id, value in share.items()]
    before = "Of 100 letters of each text, so many stand in the words of others, quoted or reported: "
    return told.each("{text} {n}", lines, before)


#: What tells a table, and how it is told.
_TELLERS: Mapping[str, Callable[[_Told], Prose]] = {
    "log_ratio": _keyness, "term": _naming, "compared": _pairs, "duplicate_of": _duplicates,
    "effective": _diversity, "manner": _manner, "unit": _similarity,
    "accuser": _accusers, "searched": _omissions, "credited": _tellings, "event": _ledger,
    "speaker": _voices, "side": _of_whom,
}  # fmt: skip
