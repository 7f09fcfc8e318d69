"""What a codebook is made of: cues, frames, and how evidence in an article adds up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from negresearch.errors import CodebookError, unknown
from negresearch.read.codebook.patterns import Pattern, Sequence
from negresearch.tables import Polarity

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
Unit = Literal["sentence", "article"]
UNITS: tuple[Unit, ...] = get_args(Unit)
#: How many times more a cue counts that fires again in an article.
_REPEATS = 4


@dataclass(frozen=True)
class Cue:
    """A pattern that stands for a frame; `cue` is its id, `frame/name`, and `text` the pattern as written."""

    cue: str
    frame: str
    text: str
    pattern: Pattern


@dataclass(frozen=True)
class Frame:
    """A frame: what it means, what belongs to it and what does not, and its cues.

    Attributes
    ----------
    frame, title, definition : str
        Id, name and meaning.
    cues : tuple of Cue
    include, exclude, rulings, literature : tuple of str
        The rules a coder follows, and where they come from.
    examples : tuple of (str, str)
        Text and where it stands.
    argument : str or None
        What its party slot is called (actor, target, controller, whose), None where it has none.
    polarity : tuple of str
        The polarities that its clause can give it; any other counts as asserted (a condition set in an if-clause is
        set, and "not" denies no topic). As a whole ("the myth of …") all can be denied.
    unnamed : str or None
        "speaker" where the argument, if a cue does not name it, is whoever puts the proposition forward.
    names_actors : bool
        Whether its definition names a party, so that its codings cannot mirror when parties are swapped.
    yields_to : tuple of str
        Frames whose longer match takes this frame's shorter one away ("not ready for talks" is no readiness).
    misses : str
        What its cues are known not to catch.
    threshold : float
        Where articles are coded: the score from which an article carries the frame.
    """

    frame: str
    title: str
    definition: str
    cues: tuple[Cue, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    rulings: tuple[str, ...] = ()
    literature: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    argument: str | None = None
    polarity: tuple[Polarity, ...] = POLARITIES
    unnamed: str | None = None
    names_actors: bool = False
    yields_to: tuple[str, ...] = ()
    misses: str = ""
    threshold: float = 1.0


@dataclass(frozen=True)
class Scoring:
    """How the evidence in an article adds up, where articles are coded.

    A cue that fires gives its weight, and for each further time `repeat` of it, four times at most; where it fires in
    the title and another cue speaks for the frame, all that `title` times. The sum over a frame's cues is divided by
    the number of words over `words`, if there are more: a long article has more of everything. It carries a frame
    whose score reaches the frame's `threshold`, this one where it has none of its own, and is at least `share` of its
    highest score over threshold, but no more than `most` frames.

    An article that has the words of `about`, what the codebook is about, fewer than `mentions` times carries no frame.
    What fires in a sentence with words of `doubted`, by which it holds a claim to be false, does not count; an article
    of which such sentences are a share of `debunks` checks claims, and carries no frame.
    """

    threshold: float
    words: int
    title: float
    repeat: float
    share: float
    most: int
    about: Sequence
    mentions: int
    doubted: Sequence
    debunks: float

    def scores(self, evidence: Iterable[tuple[str, str, float, bool]], n_words: int) -> dict[str, float]:
        """What evidence in an article adds up to, by frame: of each piece frame, cue, weight, is it in the title."""
        fired: dict[str, dict[str, list[tuple[float, bool]]]] = {}
        for frame, cue, weight, titled in evidence:
            fired.setdefault(frame, {}).setdefault(cue, []).append((weight, titled))
        scores: dict[str, float] = {}
        for frame, cues in fired.items():
            for same in cues.values():
                title = self.title if len(cues) > 1 and any(titled for _, titled in same) else 1
                again = (1 + self.repeat * min(len(same) - 1, _REPEATS)) * title
                scores[frame] = scores.get(frame, 0) + same[0][0] * again
        return {frame: score / max(1, n_words / self.words) for frame, score in scores.items()}


@dataclass(frozen=True, eq=False)
class Codebook:
    """Frames with their cues, in the order of the file; two codebooks with the same sha256 find the same.

    Attributes
    ----------
    name, version, title : str
    frames : tuple of Frame
    sha256 : str
        Of the file's bytes.
    unit : str
        What carries a frame: "sentence" or "article".
    scoring : Scoring or None
        How the evidence in an article adds up; None where sentences are coded.
    question : str
        What a report by it asks, its title; "" where the file has none.
    """

    name: str
    version: str
    title: str
    frames: tuple[Frame, ...]
    sha256: str
    unit: Unit = "sentence"
    scoring: Scoring | None = None
    question: str = ""

    @property
    def asks(self) -> str:
        """The question of a report by it."""
        return self.question or f"Which frames of “{self.title}” do these texts use?"

    @cached_property
    def _by_name(self) -> dict[str, Frame]:
        return {frame.frame: frame for frame in self.frames}

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """All cues, frame by frame."""
        return tuple(cue for frame in self.frames for cue in frame.cues)

    def __getitem__(self, frame: str) -> Frame:
        if frame not in self._by_name:
            raise CodebookError(f"codebook {self.name}: {unknown('frame', frame, self._by_name)}")
        return self._by_name[frame]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Codebook) and other.sha256 == self.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __repr__(self) -> str:
        return f"<Codebook {self.name} {self.version}: {len(self.frames)} frames>"
