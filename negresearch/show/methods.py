"""The methods of a report in plain words, written from what it did, to be quoted."""

from __future__ import annotations

from collections.abc import Iterator

import negresearch
from negresearch.count.agreement import ALL_FRAMES
from negresearch.count.bootstrap import FEWEST_DOCUMENTS
from negresearch.count.evidence import Evidence
from negresearch.count.sampling import NO_FRAME
from negresearch.count.tally import Tally
from negresearch.read.codebook import Codebook
from negresearch.read.corpus import Corpus
from negresearch.show.page.prose import Prose, prose
from negresearch.show.page.values import range_words, template


def methods(corpus: Corpus, codebook: Codebook, evidence: Evidence, rates: Tally) -> Prose:
    """Write how the numbers of a framing report were made, and how right they are.

    Paragraphs: what was counted and how, how far numbers move, how right they are, references.

    Parameters
    ----------
    corpus, codebook : Corpus, Codebook
        The texts, and the frames.
    evidence, rates : Evidence, Tally
        As from `measure`; the rates by frame, as from `tally` or `add_intervals`.

    Examples
    --------
    >>> import negresearch as nr
    >>> corpus, codebook = nr.read_corpus("seeds"), nr.read_codebook("peace-talks")
    >>> found = nr.scan(corpus, ["codings", "documents", "sentences", "regions"], codebook=codebook)
    >>> sentences = nr.keep_counted(found["sentences"], found["regions"])
    >>> by_hand, rates = nr.read_by_hand(codebook), nr.tally(found["codings"], by=["frame"], per=found["documents"])
    >>> evidence = nr.measure(found["codings"], by_hand, codebook, found["documents"], sentences)
    >>> print(str(nr.methods(corpus, codebook, evidence, rates))[:50])
    Read: 5 texts of 4 outlets, 267 sentences in all.
    """
    said = [_counted(corpus, codebook, evidence), _ranges(rates), *_quality(evidence)]
    said.append("\n".join(["References:", *_references(codebook, evidence, rates)]))
    paragraphs = {f"paragraph_{i}": words for i, words in enumerate(filter(None, said))}
    return prose("\n\n".join(f"{{{name}}}" for name in paragraphs), **paragraphs)


def _counted(corpus: Corpus, codebook: Codebook, evidence: Evidence) -> str:
    outlets = len({document.outlet for document in corpus if document.outlet})
    of = f" of {outlets:,} {'outlet' if outlets == 1 else 'outlets'}" if outlets else ""
    left_out = f" {len(corpus.problems):,} more were left out because of a problem." if corpus.problems else ""
    texts = f"{len(corpus.texts):,} {'text' if len(corpus.texts) == 1 else 'texts'}"
    once = "once a sentence for each actor and polarity"
    if codebook.unit == "article":
        once = "with each piece of evidence, and only in texts in which its evidence adds up"
    return (
        f"Read: {texts}{of}, {evidence.sentences:,} sentences in all.{left_out} Each sentence "
        f"of title, standfirst, subheadings, body and notices was searched for the {len(codebook.frames)} frames of "
        f"the codebook {codebook.name} {codebook.version} (sha256 {codebook.sha256[:12]}) by negresearch "
        f"{negresearch.__version__}. A frame is found where one of {len(codebook.cues)} cues fires, which are patterns "
        "of words; the codebook also says by which rules a person would code the same. What is counted is the passage, "
        f"the words that fired: a frame {once}. Rates are passages per 1,000 words."
    )


def _ranges(rates: Tally) -> str:
    ranged = range_words(rates.table)
    said = f"Beside each rate stand a lowest and a highest value: {ranged}." if ranged else ""
    if "resampled" in said:
        return said
    return f"{said} Nothing is said of other texts: {FEWEST_DOCUMENTS} or more would be needed for that.".strip()


def _quality(evidence: Evidence) -> Iterator[str]:
    by_hand = evidence.by_hand
    many = f"{len(by_hand.units):,} sentences of {len(by_hand.texts):,} texts, as the coder cut them"
    who = f"{by_hand.coders[0] if by_hand.coders else ''}{f' ({by_hand.when})' if by_hand.when else ''}"
    if evidence.kind == "none" and evidence.unit == "article":
        yield f"{evidence.where} Measure it on articles of your own: `python benchmarks/narratives.py --docs FILE`."
    elif evidence.kind == "none":
        yield (
            "How right these counts are is not known: nothing of these texts was coded by hand, and nothing measured "
            "elsewhere holds for this codebook. Draw a sheet with `negresearch sample`, have it coded, and give it as "
            "the parameter sheet."
        )
    elif evidence.kind == "sample":
        yield _sampled(evidence)
    else:
        where = {
            "whole": "All of it was coded by hand as well",
            "part": "A part of it was coded by hand as well",
            "stated": "These texts were not coded by hand, but others were",
        }[evidence.kind]
        yield f"{where}: {many}, by {who}. {evidence.told()} {by_hand.said}"
        yield from _consistency(evidence)


def _sampled(evidence: Evidence) -> str:
    by_hand = evidence.by_hand
    coders = "one person" if len(by_hand.coders) == 1 else f"{len(by_hand.coders)} people, each alone"
    without = sum(unit.stratum == NO_FRAME for unit in by_hand.units)
    (alpha,) = evidence.table.loc[evidence.table["frame"] == ALL_FRAMES, "alpha"].tolist()
    agreed = "" if alpha != alpha else f" They agree with a Krippendorff's alpha of {alpha:.2f} over all frames."
    return (
        f"{len(by_hand.units):,} sentences were drawn from this corpus, {without:,} of them such in which no frame was "
        f"found, and coded by {coders}, without being told what was found.{agreed} {evidence.told()} Where "
        "coders differ each counts for his part; sentences are weighted by how many of the corpus they stand for. The "
        "corrected share of sentences is estimated from this sample, and its interval takes in what a sample of this "
        "size may have missed."
    )


def _consistency(evidence: Evidence) -> Iterator[str]:
    """What is known of the coding by hand, and of texts for which the cues were not made."""
    passes = evidence.by_hand.passes
    if evidence.table["held_recall"].notna().any():
        yield (
            "Each text was therefore searched once more without the cues that fire in no other of them, as if they had "
            f"been written without it. {evidence.told('held_')} The intervals are wide because texts differ; new "
            "texts are likely nearer to this than to the figures above."
        )
    if evidence.slots:
        yield evidence.slots.told()
    if passes:
        yield (
            f"The coder went through the texts twice, in another order: {passes[0]:,} of {passes[1]:,} codes were "
            "given both times."
        )
    if evidence.by_hand.alphas:
        alphas = {frame: alpha for frame, alpha in evidence.by_hand.alphas.items() if frame != ALL_FRAMES}
        lowest = min(alphas, key=lambda frame: alphas[frame])
        yield (
            "Another coder, who saw neither this coding nor what the program finds, agrees with it by a Krippendorff's "
            f"alpha of {evidence.by_hand.alphas[ALL_FRAMES]:.2f} over all frames, least on "
            f"{lowest.replace('_', ' ')} ({alphas[lowest]:.2f})."
        )
    if evidence.kind == "part":
        yield (
            "The corrected share of sentences assumes that in the texts which nobody coded the codebook errs as it "
            "does on a text left out; that is not known."
        )


def _references(codebook: Codebook, evidence: Evidence, rates: Tally) -> list[str]:
    known = template("references.toml")
    resampled = "range_how" in rates.table.columns and "resampled" in set(rates.table["range_how"])
    used = {
        "efron": resampled,
        "krippendorff": evidence.table["alpha"].notna().any(),
        "zou": evidence.kind == "sample",
        "donner": evidence.kind == "part",
        "rogan": evidence.kind == "part",
        "wilson": evidence.kind != "none",
    }
    literature = dict.fromkeys(reference for frame in codebook.frames for reference in frame.literature)
    return [*(known[name] for name, is_used in used.items() if is_used), *literature]
