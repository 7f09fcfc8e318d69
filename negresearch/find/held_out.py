"""What codings would be without some cues: how far they hang on single texts and single cues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from negresearch.find.codings import codings_in
from negresearch.find.codings.influence import Loss, cues_in, losses_in
from negresearch.find.scan import scan
from negresearch.find.segments import Segments
from negresearch.read.codebook import Codebook
from negresearch.read.corpus import Corpus
from negresearch.tables import TABLES, MentionRow, VoiceRow
