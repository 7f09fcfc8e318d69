"""How right the counts are: codings held against what people coded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from negresearch.count.agreement import ALL_FRAMES, agreement
from negresearch.count.clusters import Clusters
from negresearch.count.outcomes import ROWS, Counts, Outcomes, Share, Slots, here, slots_of
from negresearch.count.proportions import Estimate, corrected_share, sampled_recall, sampled_share, wilson_interval
from negresearch.count.tally import Tally
from negresearch.errors import SheetError, TableError
from negresearch.read.by_hand import HandCoding, digest_of_texts
from negresearch.read.codebook import Codebook
from negresearch.tables import significant

Kind = Literal["whole", "sample", "part", "stated", "none"]
_BOTH: tuple[Share, ...] = ("precision", "recall")
_ESTIMATES = ("held_precision", "held_recall", "precision", "recall", "corrected")
_NUMBERS = ("extra", "missed", "by_hand", "found")
_NO_ROWS = pd.DataFrame(columns=list(ROWS)).astype(ROWS)
_Line = dict[str, Any]


@dataclass(frozen=True, eq=False, repr=False)
class Evidence:
    """How right codings are, frame by frame.

    Attributes
    ----------
    kind : {"whole", "sample", "part", "stated", "none"}
        What was coded by hand: each text of the corpus; a sample drawn from it; some of its texts, not by chance; only
        other texts ("stated": as measured when the codebook was made); nothing.
    table : pandas.DataFrame
        One row a frame, and one for all frames: frame; right, extra, missed (sentences in which both, only the
        program, only the coder found the frame; where coders differ, each counts for his part); precision and recall,
        each with `_low` and `_high` (Wilson's 95 %; of a sample, weighted by its design); held_precision and
        held_recall with the same (each text coded without the cues that fire in no other of the texts; their intervals
        admit that sentences of one text are alike, see `negresearch.count.clusters`; null for a drawn sample); found
        (sentences of this corpus in which the frame was found) and share (of its sentences); by_hand (sentences in
        which the coder found it, where all were coded); corrected with `_low` and `_high` (the share as corrected for
        errors of measurement; null where it can't be told); alpha (Krippendorff's, where two coders or more coded the
        same sentences).
    rows : pandas.DataFrame
        doc_id, start, end, frame, outcome (right, extra, missed): the passages behind, as far as they stand in this
        corpus. One that was missed is the whole sentence.
    by_hand, sentences : HandCoding, int
        What was held against, and how many sentences of this corpus could carry a frame.
    unit : {"sentence", "article"}
        What the codebook codes. What was measured on articles is not in this table: `where` says where it stands.
    slots : Slots, optional
        How right sides and polarities are, where texts of this corpus were coded whole.
    voices : pandas.DataFrame
        The same of all frames by who says it ("frame" is narrator, speaker or notice): right, extra, missed and shares,
        where texts of this corpus were coded whole.
    """

    kind: Kind
    table: pd.DataFrame
    rows: pd.DataFrame
    by_hand: HandCoding
    sentences: int
    slots: Slots | None = None
    unit: str = "sentence"
    voices: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def prefix(self) -> str:
        """Which figures stand beside rates: "held_", of each text without the cues of its own, where they are known."""
        return "held_" if self.kind != "none" and self.table["held_recall"].notna().any() else ""

    def beside(self, tally: Tally) -> Tally:
        """Set precision and recall beside the cells of a tally by frame (else a TableError), as "90 % (60–98)"."""
        if "frame" not in tally.by:
            raise TableError("evidence stands beside frames: tally by 'frame'")
        frames = tally.table["frame"]
        said = {what: frames.map(self._said(self.prefix + what)).astype("str") for what in _BOTH}
        return replace(tally, table=tally.table.assign(**said))

    @property
    def labels(self) -> dict[str, str]:
        """Call each frame and each voice by its name with its precision and recall, to head lines and columns."""
        columns = ["frame", *(self.prefix + what for what in _BOTH)]
        known = pd.concat([table[columns] for table in (self.table, self.voices) if len(table.columns)])
        names = {}
        for frame, *shares in known.itertuples(index=False, name=None):
            right, found = ("–" if share != share else f"{100 * share:.0f} %" for share in shares)
            name = frame.replace("_", " ")
            names[name] = name if right == found == "–" else f"{name} ({right} right, {found} found)"
        return names

    @property
    def summary(self) -> pd.DataFrame:
        """The table as words, with the columns that are known, a line a frame; `told` says it of all frames."""
        lines = self.table[self.table["frame"] != ALL_FRAMES].reset_index(drop=True)
        said = {c: lines["frame"].map(self._said(c)) for c in _ESTIMATES[:4]}
        columns = {"frame": lines["frame"], **said, **{c: lines[c] for c in _NUMBERS}}
        if lines["corrected_high"].notna().any():
            columns["share_counted"] = lines["share"].map(lambda share: f"{100 * share:.1f} %", na_action="ignore")
            columns["share_corrected"] = lines["frame"].map(self._said("corrected", 1))
        table = pd.DataFrame(columns).assign(alpha=lines["alpha"])
        table = table[[c for c in table if c == "frame" or table[c].notna().any()]]
        whole = [c for c in _NUMBERS if c in table and (table[c] % 1 == 0).all()]
        return table.astype(dict.fromkeys(whole, "int64"))

    @property
    def passages(self) -> dict[str, pd.DataFrame]:
        """The rows behind extra and missed of `summary`, for `exhibit`; none where coders differ by halves."""
        counts = self.table[["extra", "missed"]]
        if self.rows.empty or (counts % 1 != 0).any(axis=None):
            return {}
        return {what: self.rows[self.rows["outcome"] == what] for what in ("extra", "missed")}

    def told(self, prefix: str = "") -> str:
        """Say precision and recall of all frames to who knows neither word; with "held_" on texts left out."""
        if self.kind == "none":
            return ""
        right, found = (self.overall(prefix + what).of_hundred(what) for what in _BOTH)
        return (
            f"Of 100 times that the program finds a frame in a sentence, it is right {right}; of 100 times that a "
            f"coder finds one, the program finds it {found}."
        )

    @property
    def where(self) -> str:
        """Say in a sentence where the figures beside rates were measured."""
        texts, many = len(self.by_hand.texts), len(self.by_hand.units)
        articles = " What was measured on other articles, F1 with precision and recall, stands in docs/codebooks.md."
        return {
            "whole": "Right and found: on these texts, all coded by hand, each without the cues of its own.",
            "sample": f"Right and found: estimated from {many:,} sentences of these texts, drawn and coded by hand.",
            "part": f"Right and found: on the {texts:,} texts coded by hand, each without the cues of its own.",
            "stated": f"Right and found: on {texts:,} other texts coded by hand, each without the cues of its own.",
            "none": "How right these finds are is not known: nothing was coded by hand."
            + articles * (self.unit == "article"),
        }[self.kind]

    @property
    def in_short(self) -> str:
        """Precision and recall in two sentences: of texts that the cues were not written for, then with all cues."""
        if not self.prefix:
            return self.told()
        others = f"{len(self.by_hand.texts):,} {'other texts' if self.kind == 'stated' else 'texts'} coded by hand"
        left_out = f"{self.told('held_')} So it is on {others}, each without cues of its own"
        if self.kind != "whole":
            return f"{left_out}."
        precision, recall = (self.overall(what).of_hundred() for what in _BOTH)
        return f"{left_out}; with all cues, some written with these texts at hand, {precision} and {recall}."

    def overall(self, what: str) -> Estimate:
        """Precision or recall over all frames; as "held_…" on texts left out."""
        return self._estimates(what)[ALL_FRAMES]

    def _estimates(self, what: str) -> dict[str, Estimate]:
        lines = self.table[["frame", what, f"{what}_low", f"{what}_high"]].itertuples(index=False, name=None)
        return {frame: Estimate(*known) for frame, *known in lines}

    def _said(self, what: str, digits: int = 0) -> dict[str, str | None]:
        """What is printed of an estimate, by frame."""
        return {frame: estimate.in_percent(digits) for frame, estimate in self._estimates(what).items()}

    def __repr__(self) -> str:
        return f"<Evidence ({self.kind}): {len(self.by_hand.units)} sentences coded by hand>"


def measure(
    codings: pd.DataFrame,
    by_hand: HandCoding,
    codebook: Codebook,
    documents: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    held_out: pd.DataFrame | None = None,
) -> Evidence:
    """Hold codings against what people coded.

    Shares are of sentences. As corrected, they are Rogan and Gladen's, with limits after Donner and Zou, where some
    texts were coded and others not: then it is assumed, not known, that the codebook errs in the others as it does on a
    text left out. Of a sample drawn from this corpus, they are estimated from it without that assumption. Where all was
    coded by hand there is nothing to estimate, and `by_hand` stands beside `found`.

    Parameters
    ----------
    by_hand : HandCoding
        It is used as far as its texts are texts of this corpus, by their SHA-256.
    codebook : Codebook
        That which found the codings.
    sentences : pandas.DataFrame
        Those that can carry a frame, as from `keep_counted(find_sentences(…), …)`.
    held_out : pandas.DataFrame, optional
        As from `find_held_out`.

    Raises
    ------
    SheetError, MissingExtraError
        If `by_hand` is a sample of another corpus; if several coders filled in a sheet, without krippendorff installed.

    Examples
    --------
    >>> import negresearch as nr
    >>> corpus, codebook = nr.read_corpus("seeds"), nr.read_codebook("peace-talks")
    >>> found = nr.scan(corpus, ["codings", "documents", "sentences", "regions"], codebook=codebook)
    >>> sentences = nr.keep_counted(found["sentences"], found["regions"])
    >>> measure(found["codings"], nr.read_by_hand(codebook), codebook, found["documents"], sentences)
    <Evidence (whole): 268 sentences coded by hand>
    """
    readable = documents[documents["problem"].isna()]
    mine = here(by_hand, readable, [frame.frame for frame in codebook.frames])
    kind = _kind(mine, by_hand, codebook, readable)
    found = _found(codings, sentences, mine.frames)
    lines, rows, voices = [], _NO_ROWS, pd.DataFrame()
    if kind == "stated":
        lines = _stated(by_hand, mine.frames)
    elif kind != "none":
        outcomes = Outcomes.of(codings, mine)
        left_out = None if held_out is None or mine.strata else Outcomes.of(held_out, mine)
        held = None if left_out is None else Clusters(left_out.by_document())
        uncoded = sentences[~sentences["doc_id"].isin(mine.texts)]
        beyond = (_found(codings, uncoded, mine.frames), len(uncoded))
        corpus = _Counted(kind, found, len(sentences), *beyond)
        lines = [_line(frame, corpus, outcomes, held) for frame in (*mine.frames, ALL_FRAMES)]
        rows, voices = outcomes.rows, _by_voice(outcomes, left_out)
    table = _table(lines, found, len(sentences))
    if len(by_hand.coders) > 1 and kind != "none":
        alphas = by_hand.alphas or agreement(by_hand).set_index("frame")["alpha"]
        table = table.assign(alpha=table["frame"].map(alphas).astype("float64"))
    return Evidence(kind, table, rows, by_hand, len(sentences), slots_of(codings, mine), codebook.unit, voices)


@dataclass(frozen=True)
class _Counted:
    """In how many sentences each frame was found, of how many: in all texts, and in those that nobody coded."""

    kind: Kind
    found: dict[str, int]
    sentences: int
    found_beyond: dict[str, int]
    beyond: int


def _kind(mine: HandCoding, by_hand: HandCoding, codebook: Codebook, documents: pd.DataFrame) -> Kind:
    if by_hand.strata and by_hand.corpus != digest_of_texts(list(documents["sha256"])):
        raise SheetError(
            f"the sheet was drawn from other texts: of its {len(by_hand.texts):,}, {len(mine.texts):,} are in this "
            "corpus; draw one from this corpus with `negresearch sample`, or report the corpus that it was drawn from"
        )
    if mine.units:
        return "sample" if mine.strata else "whole" if set(documents["doc_id"]) == set(mine.texts) else "part"
    return "stated" if by_hand.measured and by_hand.measured_with == codebook.sha256 else "none"


def _found(codings: pd.DataFrame, sentences: pd.DataFrame, frames: Sequence[str]) -> dict[str, int]:
    """In how many of some sentences each frame was found."""
    counted = codings.merge(sentences[["doc_id", "sentence"]], on=["doc_id", "sentence"])
    each = counted.drop_duplicates(["doc_id", "sentence", "frame"])["frame"].value_counts()
    found = {frame: int(each.get(frame, 0)) for frame in frames}
    return {**found, ALL_FRAMES: sum(found.values())}


def _line(frame: str, corpus: _Counted, outcomes: Outcomes, held: Clusters | None) -> _Line:
    one = None if frame == ALL_FRAMES else frame
    c = outcomes.counts(one)
    line = _measured_line(frame, c, held)
    if corpus.kind == "whole":
        return line | {"by_hand": c.right + c.missed}
    if corpus.kind == "part":
        by_text = held or Clusters(outcomes.by_document())
        return line | (_spread("corrected", _partly(frame, corpus, c, by_text)) if one else {})
    hit, rest = outcomes.cells(corpus.found[frame], corpus.sentences, one)
    line |= _spread("precision", sampled_share([hit])) | _spread("recall", sampled_recall(hit, rest))
    return line | (_spread("corrected", sampled_share([hit, rest])) if one else {})


def _partly(frame: str, corpus: _Counted, c: Counts, by_text: Clusters) -> Estimate:
    """The texts that were coded as coded, the others as corrected by how the codebook does on a text left out."""
    true, untrue = by_text.effective("recall", frame), by_text.effective("specificity", frame)
    others = corrected_share(corpus.found_beyond[frame], corpus.beyond, sensitivity=true, specificity=untrue)
    known = c.right + c.missed
    return Estimate(*((known + share * corpus.beyond) / corpus.sentences for share in others))


def _stated(by_hand: HandCoding, frames: Sequence[str]) -> list[_Line]:
    """What was measured on other texts."""
    lines = {frame: [m[2:] for m in by_hand.measured if m.frame == frame] for frame in frames}
    full = Clusters({frame: [Counts(*m[:4]) for m in each] for frame, each in lines.items()})
    held = Clusters({frame: [Counts(*m[4:], sum(m[:4]) - sum(m[4:])) for m in each] for frame, each in lines.items()})
    return [_measured_line(frame, full.counts(frame), held) for frame in (*frames, ALL_FRAMES)]


def _measured_line(frame: str, c: Counts, held: Clusters | None) -> _Line:
    line: _Line = {"frame": frame, "right": c.right, "extra": c.extra, "missed": c.missed}
    for what in _BOTH:
        line |= _spread(what, wilson_interval(*c.of(what)))
    if held is not None:
        for what in _BOTH:
            line |= _spread(f"held_{what}", held.estimate(what, frame))
    return line


def _by_voice(outcomes: Outcomes, left_out: Outcomes | None) -> pd.DataFrame:
    """How right the finds of each voice are, where the coder said whose voice it is."""
    full, held = outcomes.by_voice(), None if left_out is None else Clusters(left_out.by_voice())
    known = [voice for voice in full if held is None or voice in held.parts]
    return pd.DataFrame([_measured_line(voice, Clusters(full).counts(voice), held) for voice in known])


def _spread(what: str, estimate: Estimate) -> _Line:
    return dict(zip((what, f"{what}_low", f"{what}_high"), estimate, strict=True))


def _table(lines: list[_Line], found: dict[str, int], sentences: int) -> pd.DataFrame:
    estimates = [f"{what}{end}" for what in _ESTIMATES for end in ("", "_low", "_high")]
    numbers = dict.fromkeys(["right", "extra", "missed", "by_hand", *estimates], "float64")
    table = pd.DataFrame(lines, columns=["frame", *numbers]).astype({"frame": "str", **numbers})
    table = table.assign(**{column: significant(table[column]) for column in numbers})
    counts = table["frame"].map(found).astype("float64")
    share = (counts / sentences if sentences else counts * np.nan).where(table["frame"] != ALL_FRAMES)
    return table.assign(found=counts.astype("Int64"), share=significant(share), alpha=np.nan)


def judge_losses(losses: pd.DataFrame, evidence: Evidence) -> pd.DataFrame:
    """Say of each frame that is lost with a cue whether it was right.

    Returns
    -------
    pandas.DataFrame
        The losses (`find_losses`) that evidence of the same corpus and codebook knows, with outcome (right, extra). A
        cue with many right ones is one that recall hangs on; one with extra ones costs precision.
    """
    lost = losses[losses["change"] == "lost"].drop(columns="change")
    known = evidence.rows[evidence.rows["outcome"] != "missed"].drop(columns="end")
    return lost.merge(known, on=["doc_id", "start", "frame"])
