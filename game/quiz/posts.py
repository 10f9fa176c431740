"""A post judged twice: whether its picture was altered, and whether it should be shared as it stands.

The two have little to do with each other: an untouched clip can carry a false date, and an altered one can
say so openly. Each judgement is a probability on the same six steps, and each is scored by the same proper
rule. What is measured of them is kept apart from what is measured of clips: a d' and a bias of its own for
sharing, in which the signal is a post that misleads as it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from game.quiz import bands, discernment
from game.quiz.judgement import STEPS, calls_manipulated
from game.quiz.scoring import judgement_points

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from game.quiz.bands import BandEstimate, CountedFact
    from game.quiz.discernment import CalibrationRow, Counts

CHECKS: Final = 3
"""How many checks may be opened on one post."""

SHARE_IDS: Final = (
    "surely_share",
    "probably_share",
    "perhaps_share",
    "perhaps_not",
    "probably_not",
    "surely_not",
)
"""The steps 1..6 of the second judgement, whose probabilities are P(misleading) = `STEPS`."""


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What a player said of one post, and what was known of it. It says nothing of who gave it."""

    session: str
    index: int
    post: str
    case: str
    """Why the post is as it is, an id of `game.posts.model.PostCase`."""
    pack: str
    clip: str
    altered: bool
    misleading: bool
    """Whether it misleads as it stands, so that it should not be shared."""
    p_altered: float
    p_misleading: float
    altered_points: int
    share_points: int
    opened: tuple[str, ...] = ()
    """The checks that were opened, in their order."""
    settled: bool = False
    """Whether one of them settles it."""
    judge_ms: int = 0
    """Milliseconds from the post to the last word."""
    at: str = ""
    """When it was stored, ISO 8601 with time zone; empty before that."""

    @property
    def points(self) -> int:
        """The points of both judgements."""
        return self.altered_points + self.share_points

    @property
    def picture(self) -> Call:
        """The first judgement: the signal is an altered picture."""
        return Call(self.p_altered, self.altered)

    @property
    def sharing(self) -> Call:
        """The second judgement: the signal is a post that misleads."""
        return Call(self.p_misleading, self.misleading)


@dataclass(frozen=True, slots=True)
class Call:
    """One judgement as the figures of discernment need it (`game.quiz.discernment.Judged`)."""

    p: float
    manipulated: bool
    """Whether the signal was there."""

    @property
    def right(self) -> bool:
        """Tell whether it leaned the right way."""
        return calls_manipulated(self.p) == self.manipulated


@dataclass(frozen=True, slots=True)
class PostRound:
    """One post on the table: what was opened and chosen so far."""

    post: str
    case: str
    pack: str
    clip: str
    altered: bool
    misleading: bool
    settling: frozenset[str]
    """The checks that settle it."""
    opened: tuple[str, ...] = ()
    picture: int | None = None
    share: int | None = None
    """The steps 1..6 of the two judgements."""

    @property
    def checks_left(self) -> int:
        """How many checks can still be opened."""
        return CHECKS - len(self.opened)

    def opening(self, check: str) -> PostRound:
        """Return the round with `check` opened; the same round where that cannot be."""
        if check in self.opened or not self.checks_left:
            return self
        return replace(self, opened=(*self.opened, check))

    def answer(self, session: str, index: int, judge_ms: int = 0) -> PostAnswer:
        """Return the answer. Raises ValueError before both judgements are there."""
        if self.picture is None or self.share is None:
            raise ValueError("a post is answered with two judgements")
        p_altered, p_misleading = STEPS[self.picture - 1], STEPS[self.share - 1]
        return PostAnswer(
            session=session,
            index=index,
            post=self.post,
            case=self.case,
            pack=self.pack,
            clip=self.clip,
            altered=self.altered,
            misleading=self.misleading,
            p_altered=p_altered,
            p_misleading=p_misleading,
            altered_points=judgement_points(p_altered, manipulated=self.altered),
            share_points=judgement_points(p_misleading, manipulated=self.misleading),
            opened=self.opened,
            settled=bool(self.settling & set(self.opened)),
            judge_ms=judge_ms,
        )


@dataclass(frozen=True, slots=True)
class JudgementFigures:
    """All figures of one of the two judgements; see `game.quiz.summary.Summary` for what they mean."""

    counts: Counts
    dprime: float
    dprime_error: float
    criterion: float
    brier: float | None
    calibration: tuple[CalibrationRow, ...]
    sharpness: BandEstimate | None
    leaning: BandEstimate | None
    facts: tuple[CountedFact, ...]

    @property
    def rounds(self) -> int:
        """How many judgements count."""
        return self.counts.total


@dataclass(frozen=True, slots=True)
class PostSummary:
    """The sum of some posts: each judgement by itself, and how the checks were used."""

    points: int
    sharing: JudgementFigures
    picture: JudgementFigures
    opened: int
    """Checks that were opened, over all posts."""
    settled: int
    """Posts of which a check was opened that settles it."""

    @property
    def rounds(self) -> int:
        """How many posts were answered."""
        return self.sharing.rounds


def summarise_posts(answers: Iterable[PostAnswer]) -> PostSummary:
    """Return all figures of `answers`, in any order."""
    answers = tuple(answers)
    return PostSummary(
        points=sum(answer.points for answer in answers),
        sharing=_figures([answer.sharing for answer in answers]),
        picture=_figures([answer.picture for answer in answers]),
        opened=sum(len(answer.opened) for answer in answers),
        settled=sum(answer.settled for answer in answers),
    )


def _figures(calls: Sequence[Call]) -> JudgementFigures:
    counts = discernment.counts(calls)
    return JudgementFigures(
        counts=counts,
        dprime=discernment.dprime(counts),
        dprime_error=discernment.dprime_error(counts),
        criterion=discernment.criterion(counts),
        brier=discernment.brier(calls),
        calibration=discernment.calibration(calls),
        sharpness=bands.dprime_band(counts),
        leaning=bands.bias_band(counts),
        facts=bands.facts(counts),
    )
