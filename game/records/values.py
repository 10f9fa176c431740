"""What is kept of an answer and of a session, and nothing that tells who gave it.

No name, no picture, no address, no machine. An answer carries what was known of its clip when it was
given, so that it can be read for years, whatever packs are installed then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.quiz.candidates import Candidate
from game.quiz.history import Played
from game.quiz.judgement import STEPS, calls_manipulated
from game.quiz.scoring import judgement_points
from game.quiz.summary import Result

if TYPE_CHECKING:
    from game.content.models import TruthLabel
    from game.quiz.session import Round

Place = tuple[float, float, float, bool]
"""A mark: x, y (normalised to the frame), t (seconds), and whether only the moment was meant."""


@dataclass(frozen=True, slots=True)
class Way:
    """How an answer came about: in which order of practice, at a first glance, in which check."""

    order: str | None = None
    glance: float | None = None
    block: str | None = None
    form: str | None = None

    @property
    def asked(self) -> bool:
        """Tell whether the player is asked to point."""
        return self.block is None and self.glance is None


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session: which level, how many rounds were planned, in which language, and when (ISO 8601)."""

    id: str
    level: str
    length: int
    language: str
    started: str
    finished: str | None = None
    """When its last round was over, or None while it is open or was left early."""
    block: str | None = None
    """The check block, or None for practice."""
    form: str | None = None
    """Which of the block's two parallel forms, `a` or `b`."""
    profile: str = ""
    """The picture that a player chose for their profile; empty where there are no profiles."""


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One answer that counts. `index` is the place of its round in the session, skipped ones included."""

    session: str
    index: int
    at: str
    """When the answer was final, ISO 8601 with time zone."""
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
    spotting_points: int
    marks: tuple[Place, ...] = ()
    named: str | None = None
    """The kind that the player named."""
    hit: int | None = None
    """Which mark hit, from 0."""
    artefact: int | None = None
    """Which of the clip's artefacts it hit, from 0."""
    kind_right: bool = False
    found: tuple[str, ...] = ()
    """The kinds that the player pointed at or named rightly."""
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

    @classmethod
    def of(cls, session: str, index: int, round_: Round, *, at: str, way: Way | None = None) -> AnswerRecord:
        """Return the record of a judged round. Raises ValueError when nothing was judged."""
        if round_.p is None:
            raise ValueError("expected a round that was judged")
        deal, clip, spotted = round_.deal, round_.deal.clip, round_.spotting
        way = way or Way()
        return cls(
            session=session,
            index=index,
            at=at,
            pack=deal.pack,
            clip=clip.id,
            person=clip.person,
            label=clip.label,
            original=clip.original,
            difficulty=float(clip.difficulty),
            kinds=clip.kinds,
            p=round_.p,
            judgement_points=judgement_points(round_.p, manipulated=clip.manipulated),
            spotting_points=spotted.points,
            marks=tuple((float(m.x), float(m.y), float(m.t), m.timed) for m in round_.marks),
            named=round_.kind,
            hit=spotted.hit,
            artefact=spotted.artefact,
            kind_right=spotted.kind_right,
            found=round_.found_kinds,
            watch_ms=round_.watch_ms,
            judge_ms=round_.judge_ms,
            replays=round_.replays,
            reason=deal.reason,
            order=way.order,
            glance=way.glance,
            block=way.block,
            form=way.form,
        )

    @property
    def asked(self) -> bool:
        """Tell whether the player was asked to point: neither in a check nor at first glance."""
        return self.block is None and self.glance is None

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
        """All points of the round."""
        return self.judgement_points + self.spotting_points

    @property
    def result(self) -> Result:
        """The answer as summaries read it."""
        return Result(self.p, self.manipulated, self.points, self.kinds, self.found, self.asked)

    @property
    def played(self) -> Played:
        """The answer as the scheduler remembers it."""
        candidate = Candidate(
            self.pack, self.clip, self.person, self.kinds, self.difficulty, self.label, self.original
        )
        return Played(candidate, self.p, bool(self.found), self.asked)
