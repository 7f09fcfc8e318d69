"""One call for each table: what a user of a notebook asks of a corpus.

A corpus is as from `read_corpus`; actors, a naming ledger, dated events and events are as from the function `read_…` of
their name, the package's own without it. A table that is handed over is not found anew, nor corrected; corrections are
as from `read_corrections`, none without, and reach a table through those that it is made from.
"""

from __future__ import annotations

import pandas as pd

from negresearch.find.scan import scan
from negresearch.read.actors import Actors
from negresearch.read.codebook import Codebook
from negresearch.read.corpus import Corpus
from negresearch.read.corrections import Corrections
from negresearch.read.dated_events import DatedEvents
from negresearch.read.events import EventBook
from negresearch.read.naming import Naming


def find_documents(corpus: Corpus) -> pd.DataFrame:
    """Describe each document: title, outlet, publication date, counts of characters and words.

    Returns
    -------
    pandas.DataFrame
        One row a document, also for those left out (`problem` says why). `n_words` counts tokens with a letter
        or a digit in title, standfirst, subheadings, body and notices; `published_first` and `published_last`
        are ISO days or minutes, `published_how` says how they are known.

    Examples
    --------
    >>> import negresearch as nr
    >>> nr.find_documents(nr.read_corpus("seeds"))["published_first"].iloc[1]
    '2024-05-15T08:09'
    """
    return scan(corpus, ["documents"])["documents"]


def find_publications(corpus: Corpus, dated_events: DatedEvents | None = None) -> pd.DataFrame:
    """Find the passages that say when texts were published, where no manifest does.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end, first, last (ISO days or minutes that the passage leaves, null where it bounds nothing),
        how (stated: a dateline; inferred: a date that the text talks about), rule. The publication of a document is
        what all its rows leave. One is inferred only if it is bounded on both sides, by no more than two years.

    Examples
    --------
    >>> import negresearch as nr
    >>> text = "The truce of 5 March 2022 was signed in haste. The vote will be held in June 2022."
    >>> nr.find_publications([nr.Document("a", text, "5f")])[["start", "first", "last"]].values.tolist()
    [[13, '2022-03-05', nan], [72, nan, '2022-06-30']]
    """
    return scan(corpus, ["publications"], dated_events=dated_events)["publications"]


def find_regions(corpus: Corpus) -> pd.DataFrame:
    """Say what part each stretch of each file plays.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end, kind, why. The rows of a document partition its file.

    Examples
    --------
    >>> import negresearch as nr
    >>> nr.find_regions(nr.read_corpus("seeds"))["kind"].iloc[0]
    'title'
    """
    return scan(corpus, ["regions"])["regions"]


def find_sentences(corpus: Corpus) -> pd.DataFrame:
    """Cut a corpus into sentences.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end, sentence (its number in the document), paragraph.

    Examples
    --------
    >>> import negresearch as nr
    >>> list(nr.find_sentences(nr.read_corpus("seeds")).columns)
    ['doc_id', 'start', 'end', 'sentence', 'paragraph']
    """
    return scan(corpus, ["sentences"])["sentences"]


def find_tokens(corpus: Corpus) -> pd.DataFrame:
    """Cut a corpus into word tokens, as NLTK's word tokenizer does sentence by sentence.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end, sentence, token (as printed), norm (lower case, apostrophes mapped).

    Examples
    --------
    >>> import negresearch as nr
    >>> nr.find_tokens(nr.read_corpus("seeds"))["norm"].head(3).tolist()
    ['why', 'the', 'west']
    """
    return scan(corpus, ["tokens"])["tokens"]


def find_mentions(
    corpus: Corpus, actors: Actors | None = None, *, corrections: Corrections | None = None
) -> pd.DataFrame:
    """Find where actors are named.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end, actor (canonical), alias (as printed), type (person, state, body, collective), side.

    Examples
    --------
    >>> import negresearch as nr
    >>> nr.find_mentions(nr.read_corpus("seeds"))["alias"].iloc[0]
    'West'
    """
    return scan(corpus, ["mentions"], actors=actors, corrections=corrections)["mentions"]


def find_quotes(
    corpus: Corpus, mentions: pd.DataFrame | None = None, *, corrections: Corrections | None = None
) -> pd.DataFrame:
    """Find who is given the word: quotations and attributions, with their speakers.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end (the content, marks left out), kind (`nested` for what stands in the content of another
        row), speaker (canonical, null where it cannot be known), speaker_text, speaker_start, speaker_end, cue_start,
        cue_end, rule, repaired.

    Examples
    --------
    >>> import negresearch as nr
    >>> nr.find_quotes(nr.read_corpus("seeds"))["speaker"].mode().item()
    'Vladimir Putin'
    """
    return scan(corpus, ["quotes"], corrections=corrections, given=_given(mentions=mentions))["quotes"]


def find_voices(
    corpus: Corpus, quotes: pd.DataFrame | None = None, *, corrections: Corrections | None = None
) -> pd.DataFrame:
    """Give every character of every file to one voice.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end, voice (headline, narrator, speaker, paraphrase, notice, none), speaker. The rows of
        a document partition its file. The questions of an interview are the narrator's: those of a label that is no
        person's name, and of whose turns half or more end in a question ("label, asks" among the rules of quotes).

    Examples
    --------
    >>> import negresearch as nr
    >>> nr.find_voices(nr.read_corpus("seeds"))["voice"].iloc[0]
    'headline'
    """
    return scan(corpus, ["voices"], corrections=corrections, given=_given(quotes=quotes))["voices"]


def find_dates(
    corpus: Corpus,
    documents: pd.DataFrame | None = None,
    dated_events: DatedEvents | None = None,
    *,
    corrections: Corrections | None = None,
) -> pd.DataFrame:
    """Find the dates that texts talk about, with TIMEX3 values and how each was read.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end, type, value, first, last (ISO days covered), grain, mod, rule, anchor, alternatives,
        suspect, meant.

    Examples
    --------
    >>> import negresearch as nr
    >>> nr.find_dates(nr.read_corpus("seeds"))["type"].iloc[0]
    'DATE'
    """
    given = _given(documents=documents)
    return scan(corpus, ["dates"], dated_events=dated_events, corrections=corrections, given=given)["dates"]


def find_codings(
    corpus: Corpus,
    codebook: Codebook,
    mentions: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    *,
    corrections: Corrections | None = None,
) -> pd.DataFrame:
    """Code a corpus by a codebook: one row per frame found.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end (the words that fired), frame, actor, side, polarity, voice, cue, sentence.

    Examples
    --------
    >>> import negresearch as nr
    >>> codings = nr.find_codings(nr.read_corpus("seeds"), nr.read_codebook("peace-talks"))
    >>> set(codings["polarity"]) <= {"asserted", "denied", "conditional", "asked"}
    True
    """
    given = _given(mentions=mentions, quotes=quotes)
    return scan(corpus, ["codings"], codebook=codebook, corrections=corrections, given=given)["codings"]


def find_fingerprints(corpus: Corpus) -> pd.DataFrame:
    """Take the fingerprints of each document, by which words that come back elsewhere are found.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end (of a run of four words), fingerprint (a whole number below 2**53, the same for the same
        words). Two documents that share five words in a row share one (winnowing; Schleimer, Wilkerson and Aiken
        2003). See `shared_passages` and `mark_duplicates`.

    Examples
    --------
    >>> import negresearch as nr
    >>> fingerprints = nr.find_fingerprints(nr.read_corpus("seeds"))
    >>> int(fingerprints["doc_id"].nunique())
    5
    """
    return scan(corpus, ["fingerprints"])["fingerprints"]


def find_naming(
    corpus: Corpus, naming: Naming | None = None, quotes: pd.DataFrame | None = None, actors: Actors | None = None
) -> pd.DataFrame:
    """Find which of several words for one thing are used, in whose voice, and by the names of actors of which side.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end, name (of the set), form (as printed), voice (the speaker's canonical name, "narrator",
        "notice", null where the speaker is not known), term (the form by which the file calls it), whose (the side that
        it is said of, in sets that ask for it, null where the words around it say none).

    Examples
    --------
    >>> import negresearch as nr
    >>> naming = nr.find_naming(nr.read_corpus("seeds"))
    >>> naming[naming["name"] == "kyiv"]["form"].value_counts().to_dict()
    {'Kyiv': 16, 'Kiev': 15}
    """
    return scan(corpus, ["naming"], naming=naming, actors=actors, given=_given(quotes=quotes))["naming"]


def find_events(
    corpus: Corpus, codebook: Codebook, events: EventBook | None = None, codings: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the sentences that tell of known events, under whatever name.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end (the words that give it away), event, sentence, rule; one row an event and sentence.

    Raises
    ------
    CodebookError
        If the events ask for a frame that the codebook does not have.

    Examples
    --------
    >>> import negresearch as nr
    >>> events = nr.find_events(nr.read_corpus("seeds"), nr.read_codebook("peace-talks"))
    >>> events.loc[events["event"] == "istanbul_2022", "doc_id"].nunique()
    5
    """
    return scan(corpus, ["events"], codebook=codebook, events=events, given=_given(codings=codings))["events"]


def find_claims(
    corpus: Corpus,
    codebook: Codebook,
    events: EventBook | None = None,
    codings: pd.DataFrame | None = None,
    *,
    mentions: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find whom a text blames, and whom it credits, where it tells of an event.

    Returns
    -------
    pandas.DataFrame
        doc_id, start, end (the words that say so), event, blamed or credited (a side), how (stated: the sentence that
        tells the event says it; implied: a question does, the sentence beside it, or a refusal told by a voice that
        takes sides), hedge (the word that makes it less sure), polarity, voice. A side whose fault is denied is
        credited, with polarity denied. A passage that blames and credits nobody has one row with nulls: nothing is
        guessed.

    Examples
    --------
    >>> import negresearch as nr
    >>> claims = nr.find_claims(nr.read_corpus("seeds"), nr.read_codebook("peace-talks"))
    >>> ended = claims[claims["doc_id"].str.startswith("003") & (claims["event"] == "istanbul_2022")]
    >>> sorted(ended["blamed"].dropna().unique())
    ['Ukraine', 'United States', 'West']
    """
    given = _given(codings=codings, mentions=mentions, quotes=quotes)
    return scan(corpus, ["claims"], codebook=codebook, events=events, given=given)["claims"]


def _given(**tables: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    return {name: table for name, table in tables.items() if table is not None}
