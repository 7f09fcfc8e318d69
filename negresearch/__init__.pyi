from .count.agreement import agreement as agreement
from .count.bootstrap import add_intervals as add_intervals
from .count.claims import (
    compare_tellings as compare_tellings,
    event_titles as event_titles,
    name_accusers as name_accusers,
    propose_events as propose_events,
)
from .count.evidence import Evidence as Evidence, judge_losses as judge_losses, measure as measure
from .count.joins import (
    add_scores as add_scores,
    add_side as add_side,
    add_voice_kind as add_voice_kind,
    frame_levels as frame_levels,
    frame_pairs as frame_pairs,
    keep_counted as keep_counted,
)
from .count.keyness import keyness as keyness, shared_words as shared_words
from .count.months import (
    DISTANCES as DISTANCES,
    add_distance as add_distance,
    add_month as add_month,
    tally_months as tally_months,
)
from .count.proportions import corrected_share as corrected_share, wilson_interval as wilson_interval
from .count.reuse import (
    mark_duplicates as mark_duplicates,
    shared_fingerprints as shared_fingerprints,
    shared_passages as shared_passages,
    shared_quotes as shared_quotes,
)
from .count.sampling import Sample as Sample, draw_sample as draw_sample
from .count.similarity import similarity as similarity
from .count.sources import (
    quoted_words as quoted_words,
    reporting_verbs as reporting_verbs,
    source_diversity as source_diversity,
)
from .count.tally import Tally as Tally, tally as tally
from .count.terms import terms as terms
from .count.timeline import Timeline as Timeline, build_timeline as build_timeline, spell_values as spell_values
from .count.variants import Variants as Variants, suspected_variants as suspected_variants
from .errors import (
    CiteError as CiteError,
    CodebookError as CodebookError,
    CorpusError as CorpusError,
    MissingExtraError as MissingExtraError,
    NegresearchError as NegresearchError,
    ParameterError as ParameterError,
    ReportError as ReportError,
    ScanError as ScanError,
    SheetError as SheetError,
    TableError as TableError,
)
from .find.calls import (
    find_claims as find_claims,
    find_codings as find_codings,
    find_dates as find_dates,
    find_documents as find_documents,
    find_events as find_events,
    find_fingerprints as find_fingerprints,
    find_mentions as find_mentions,
    find_naming as find_naming,
    find_publications as find_publications,
    find_quotes as find_quotes,
    find_regions as find_regions,
    find_sentences as find_sentences,
    find_tokens as find_tokens,
    find_voices as find_voices,
)
from .find.held_out import find_held_out as find_held_out, find_losses as find_losses
from .find.omissions import find_omissions as find_omissions
from .find.scan import scan as scan, scan_parts as scan_parts
from .read.actors import Actors as Actors, read_actors as read_actors
from .read.by_hand import HandCoding as HandCoding, read_by_hand as read_by_hand
from .read.codebook import Codebook as Codebook, read_codebook as read_codebook, write_quanteda as write_quanteda
from .read.corpus import (
    Corpus as Corpus,
    Document as Document,
    iter_documents as iter_documents,
    read_corpus as read_corpus,
)
from .read.corrections import Corrections as Corrections, read_corrections as read_corrections
from .read.dated_events import DatedEvents as DatedEvents, read_dated_events as read_dated_events
from .read.events import EventBook as EventBook, read_events as read_events
from .read.naming import Naming as Naming, read_naming as read_naming
from .read.reporting import ReportingVerbs as ReportingVerbs, read_reporting_verbs as read_reporting_verbs
from .show.concordance import Concordance as Concordance, concordance as concordance
from .show.dna import write_dna as write_dna
from .show.figures import (
    plot_blame as plot_blame,
    plot_distance as plot_distance,
    plot_keyness as plot_keyness,
    plot_months as plot_months,
    plot_naming as plot_naming,
    plot_pairs as plot_pairs,
    plot_rates as plot_rates,
    plot_similarity as plot_similarity,
    plot_timeline as plot_timeline,
    plot_voices as plot_voices,
)
from .show.methods import methods as methods
from .show.page import (
    Exhibit as Exhibit,
    Figure as Figure,
    exhibit as exhibit,
    list_corrections as list_corrections,
    list_omissions as list_omissions,
    prose as prose,
    receipt as receipt,
)
from .show.report import Report as Report, report as report
from .show.sheet import write_sheet as write_sheet
from .show.telling import in_words as in_words

__version__: str
