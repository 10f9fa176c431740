"""An answer: what a player said of a clip, and what was known of the clip when it was dealt.

There is one such value. The session makes it with the player's last word; store, scheduler, summary, mastery
and export read it as it is. It says nothing of who gave it. What was known of its clip stands in it, so that
it can be read for years, whatever packs are installed then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from game.quiz.candidates import Candidate
from game.quiz.judgement import STEPS, calls_manipulated
from game.quiz.scoring import SCORING

if TYPE_CHECKING:
    from game.content.models import TruthLabel
    from game.quiz.candidates import ClipKey

Side = Literal["left", "right"]
"""Where a clip stands in a pair."""
SIDES: Final[tuple[Side, Side]] = ("left", "right")
MarkFields = tuple[float, float, float, bool]
"""A mark: x, y (normalised to the frame), t (seconds), and whether only the moment was meant."""


@dataclass(frozen=True, slots=True)
class AnswerConditions:
    """How an answer comes about: in which order of practice, at a first glance, in which check."""

    order: str | None = None
    glance: float | None = None
    block: str | None = None
    form: str | None = None

    @property
    def asked(self) -> bool:
        """Tell whether the player is asked to point: neither in a check nor at first glance."""
        return self.block is None and self.glance is None


PRACTICE: Final = AnswerConditions()
"""As much of each clip as is wanted, then pointing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that counts. `index` is the place of its round in the session, skipped ones included."""

    session: str
    index: int
    pack: str
    clip: str
    person: str
    """Who is seen in the clip, as its pack numbers them; never who played."""
    label: TruthLabel
    original: str | None
    difficulty: float
    kinds: tuple[str, ...]
    """The kinds of artefact in the clip."""
    p: float
    """The judgement P(manipulated)."""
    judgement_points: int
    spotting_points: int = 0
    """Points for place and kind of an answer under the old rule; none since, see `scoring`."""
    at: str = ""
    """When it was stored, ISO 8601 with time zone; empty before that."""
    marks: tuple[MarkFields, ...] = ()
    named: str | None = None
    """The kind that the player named."""
    hit: int | None = None
    """Which mark hit, from 0."""
    artefact: int | None = None
    """Which of the clip's artefacts it hit, from 0."""
    kind_right: bool = False
    found: tuple[str, ...] = ()
    """The kinds that the player pointed at or named rightly, in the clip's order."""
    watch_ms: int = 0
    judge_ms: int = 0
    replays: int = 0
    reason: str = ""
    """Why this clip was dealt, and what had to give way."""
    order: str | None = None
    """The order of practice of its level; None in answers older than this field."""
    glance: float | None = None
    """First glance: so many seconds of the clip were shown; None: as much as was wanted."""
    block: str | None = None
    form: str | None = None
    """The check block and its form, or None for practice."""
    scoring: str = SCORING
    """Under which rule it has its points, see `game.quiz.scoring`."""
    where_known: bool | None = None
    """Whether it was known where or when the clip was changed; None in answers older than this field."""
    pair: Side | None = None
    """Where the edit stood beside its original, and `p` is then how likely it was called the edit; None: the
    clip was judged alone. The two are measured apart: a choice between two says nothing of suspicion."""
    pack_version: str | None = None
    """The version of the pack that the clip was dealt from; None in answers older than this field."""

    @property
    def asked(self) -> bool:
        """Tell whether the player was asked to point, or would have been after the call "manipulated"."""
        conditions = AnswerConditions(self.order, self.glance, self.block, self.form)
        return conditions.asked and self.where_known is not False

    @property
    def has_trace(self) -> bool:
        """Tell whether there was something to point at; until the field `where_known` each had a kind."""
        return self.manipulated and (bool(self.kinds) if self.where_known is None else self.where_known)

    @property
    def manipulated(self) -> bool:
        """Tell whether the clip was manipulated."""
        return self.label == "manipulated"

    @property
    def called_manipulated(self) -> bool:
        """Tell whether the player called it manipulated."""
        return calls_manipulated(self.p)

    @property
    def correct(self) -> bool:
        """Tell whether the call was right."""
        return self.called_manipulated == self.manipulated

    @property
    def step(self) -> int | None:
        """The step 1..6 of the judgement; None for a judgement from another scale."""
        return STEPS.index(self.p) + 1 if self.p in STEPS else None

    @property
    def points(self) -> int:
        """All points of the round, under the rule of its day."""
        return self.judgement_points + self.spotting_points

    @property
    def missed(self) -> tuple[str, ...]:
        """The kinds the player missed: took the clip for real, or saw no trace of what was done."""
        return () if self.correct and (self.found or not self.asked) else self.kinds

    @property
    def key(self) -> ClipKey:
        """Which clip it is about, across packs."""
        return self.pack, self.clip

    @property
    def candidate(self) -> Candidate:
        """The clip as the scheduler knows it."""
        return Candidate(
            self.pack, self.clip, self.person, self.kinds, self.difficulty, self.label, self.original
        )
