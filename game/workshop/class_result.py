"""What a class did, from the room and its lesson: pooled, and nothing that leads back to one seat.

The votes of all seats are pooled into one d' for each block. Votes of one person resemble each other, so the
error is also estimated by leaving out one voter at a time (Efron & Stein 1981, Annals of Statistics 9), and
the larger of the two is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean
from typing import TYPE_CHECKING, Final, NamedTuple

from game.quiz.discernment import (
    CalibrationRow,
    Counts,
    calibration,
    counts,
    criterion,
    dprime,
    dprime_error,
    overconfidence,
)
from game.quiz.judgement import STEPS
from game.quiz.pointing import on_outline
from game.workshop.class_pairs import PairResult, pair_results
from game.workshop.lesson import ClipItem, PostItem
from game.workshop.plan import Block

if TYPE_CHECKING:
    from game.workshop.lesson import Lesson
    from game.workshop.room import Room

FEW: Final = 5
"""With fewer people, of a clip only the truth is told: its votes could be traced to a seat."""
SHOWN_FOOLED: Final = 3


class StepVotes:
    """What follows from the votes of the six steps, and whether the signal was there."""

    __slots__ = ()
    counts: tuple[int, ...]
    manipulated: bool

    @property
    def votes(self) -> int:
        """How many votes."""
        return sum(self.counts)

    @property
    def right(self) -> int:
        """How many votes leaned the right way."""
        return sum(self.counts[3:]) if self.manipulated else sum(self.counts[:3])


@dataclass(frozen=True, slots=True)
class ClipResult(StepVotes):
    """How one clip was judged. `counts` are the votes of the six steps."""

    number: int
    block: Block
    pack: str
    clip: str
    manipulated: bool
    kinds: tuple[str, ...]
    counts: tuple[int, ...]
    taps: int
    on_target: int
    named: int
    named_right: int
    told: bool
    """False when too few voted for the line to be told."""

    @property
    def wrong_share(self) -> float:
        """Which share leaned the wrong way; 0 without votes."""
        return 1 - self.right / self.votes if self.votes else 0.0


@dataclass(frozen=True, slots=True)
class PostResult(StepVotes):
    """How a post was voted on: share it, or not. `counts` are the votes of the six steps."""

    number: int
    post: str
    manipulated: bool
    """Whether it misleads as it stands."""
    counts: tuple[int, ...]
    told: bool
    """False when too few voted for the line to be told."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The pooled discernment of one block; `error` is one standard error of d'."""

    counts: Counts
    dprime: float
    error: float
    criterion: float


@dataclass(frozen=True, slots=True)
class KindResult:
    """How a kind of tell-tale fared: of `votes` on clips with it `called` were right.

    On `asked` of these votes it could be pointed at and named: in the checks nobody is asked to.
    """

    kind: str
    clips: int
    votes: int
    called: int
    asked: int
    pointed: int
    named: int


@dataclass(frozen=True, slots=True)
class ClassResult:
    """A lesson's result. `people` is how many took part, by phone, team or card."""

    plan: str
    people: int
    clips: tuple[ClipResult, ...]
    blocks: Mapping[str, Measure]
    """Measures of `before`, `lesson`, `after` and `all`, where both labels were judged."""
    calibration: tuple[CalibrationRow, ...]
    overconfidence: float | None
    kinds: tuple[KindResult, ...]
    posts: tuple[PostResult, ...] = ()
    sharing: Measure | None = None
    """The pooled discernment of posts, apart from that of clips: the signal is a post that misleads."""
    pairs: tuple[PairResult, ...] = ()
    """Which of two: no part of any d', see `game.workshop.class_pairs`."""

    @property
    def few(self) -> bool:
        """Tell whether too few took part to tell clips apart."""
        return self.people < FEW

    @property
    def gain(self) -> tuple[float, float] | None:
        """Return (d' after - d' before, its standard error), or None without both checks."""
        before, after = self.blocks.get("before"), self.blocks.get("after")
        if before is None or after is None:
            return None
        return after.dprime - before.dprime, sqrt(before.error**2 + after.error**2)

    @property
    def fooled(self) -> tuple[ClipResult, ...]:
        """The clips that were judged wrongly most, worst first; none when too few took part."""
        told = [c for c in self.clips if c.told and c.wrong_share > 0]
        return tuple(sorted(told, key=lambda c: (-c.wrong_share, c.number))[:SHOWN_FOOLED])


def class_result(lesson: Lesson, room: Room) -> ClassResult:
    """Return what came of `lesson` in `room`; questions that were passed over do not count."""
    held = [
        (i, item)
        for i, item in enumerate(lesson.items)
        if isinstance(item, ClipItem) and i not in room.skipped and room.voted(i)
    ]
    posts = [(i, item) for i, item in lesson.posts if i not in room.skipped and room.voted(i)]
    pairs = [(i, item) for i, item in lesson.pairs if i not in room.skipped and room.voted(i)]
    asked = [i for i, _ in (*held, *posts, *pairs)]
    voters = {seat for i in asked for seat in room.ballot(i)}
    people = len(voters) + max((sum(room.paper.get(i, ())) for i in asked), default=0)
    clips = tuple(_clip(lesson, room, i, item, few=people < FEW) for i, item in held)
    blocks: dict[str, Measure] = {}
    for name in ("before", "lesson", "after", "all"):
        of_block = [(i, item) for i, item in held if name in (item.block, "all")]
        measure = _measure(room, of_block, voters)
        if measure is not None:
            blocks[name] = measure
    pooled = [vote for i, item in held for vote in _votes(room.distribution(i), manipulated=item.manipulated)]
    return ClassResult(
        plan=lesson.plan,
        people=people,
        clips=clips,
        blocks=blocks,
        calibration=calibration(pooled),
        overconfidence=overconfidence(pooled),
        kinds=() if people < FEW else _kinds(clips),
        posts=tuple(
            PostResult(
                number=number,
                post=item.post,
                manipulated=item.manipulated,
                counts=room.distribution(i),
                told=people >= FEW and room.voted(i) >= FEW,
            )
            for number, (i, item) in enumerate(posts, 1)
        ),
        sharing=_measure(room, posts, voters),
        pairs=pair_results(room, pairs, lambda votes: people >= FEW and votes >= FEW),
    )


def _clip(lesson: Lesson, room: Room, index: int, item: ClipItem, *, few: bool) -> ClipResult:
    votes = room.ballot(index).values()
    kinds = tuple(dict.fromkeys(tell.kind for tell in item.tells if tell.kind is not None))
    taps = [vote.tap for vote in votes if vote.tap is not None]
    named = [vote.kind for vote in votes if vote.kind is not None]
    return ClipResult(
        number=lesson.number(index),
        block=item.block,
        pack=item.pack,
        clip=item.clip,
        manipulated=item.manipulated,
        kinds=kinds,
        counts=room.distribution(index),
        taps=len(taps),
        on_target=sum(_on_target(item, tap) for tap in taps),
        named=len(named),
        named_right=sum(kind in kinds for kind in named),
        told=not few and room.voted(index) >= FEW,
    )


def _on_target(item: ClipItem, tap: tuple[float, float]) -> bool:
    return any(on_outline(tell.outline, *tap, item.aspect) for tell in item.tells if tell.outline is not None)


class _Vote(NamedTuple):
    """A vote as the figures of discernment need it: whose it is has been left behind."""

    p: float
    manipulated: bool


def _votes(distribution: Sequence[int], *, manipulated: bool) -> list[_Vote]:
    return [_Vote(p, manipulated) for p, n in zip(STEPS, distribution, strict=True) for _ in range(n)]


def _measure(
    room: Room, held: Sequence[tuple[int, ClipItem | PostItem]], voters: Iterable[str]
) -> Measure | None:
    every = counts(a for i, item in held for a in _votes(room.distribution(i), manipulated=item.manipulated))
    if not every.manipulated or not every.real:
        return None
    error = max(dprime_error(every), _jackknife(room, held, voters, every))
    return Measure(every, dprime(every), error, criterion(every))


def _jackknife(
    room: Room, held: Sequence[tuple[int, ClipItem | PostItem]], voters: Iterable[str], every: Counts
) -> float:
    """Return the standard error of d' by leaving out one voter at a time.

    A seat is left out with all its votes. A vote on paper is tied to no other one, so it is left out alone,
    beside the other papers on its clip. The groups are independent: their variances add up.
    """
    groups = [[_calls(room, held, seat) for seat in sorted(voters)]]
    for i, item in held:
        papers = _votes(room.paper.get(i, (0,) * len(STEPS)), manipulated=item.manipulated)
        groups.append([counts([paper]) for paper in papers])
    return sqrt(sum(_variance(every, group) for group in groups))


def _calls(room: Room, held: Sequence[tuple[int, ClipItem | PostItem]], seat: str) -> Counts:
    votes = ((room.ballot(i).get(seat), item.manipulated) for i, item in held)
    return counts(_Vote(STEPS[vote.step - 1], manipulated) for vote, manipulated in votes if vote)


def _variance(every: Counts, group: Sequence[Counts]) -> float:
    """Return the jackknife variance of d' over `group`; 0 where it cannot be told."""
    rests = [_minus(every, left_out) for left_out in group]
    if len(rests) < 2 or not all(rest.manipulated and rest.real for rest in rests):
        return 0.0
    values = [dprime(rest) for rest in rests]
    n, mean = len(values), fmean(values)
    return (n - 1) / n * sum((value - mean) ** 2 for value in values)


def _minus(every: Counts, part: Counts) -> Counts:
    return Counts(
        every.hits - part.hits,
        every.misses - part.misses,
        every.false_alarms - part.false_alarms,
        every.correct_rejections - part.correct_rejections,
    )


def _kinds(clips: Sequence[ClipResult]) -> tuple[KindResult, ...]:
    found: dict[str, list[ClipResult]] = {}
    for clip in clips:
        for kind in clip.kinds:
            if clip.told:
                found.setdefault(kind, []).append(clip)
    return tuple(
        KindResult(
            kind=kind,
            clips=len(each),
            votes=sum(c.votes for c in each),
            called=sum(c.right for c in each),
            asked=sum(c.votes for c in each if c.block == "lesson"),
            pointed=sum(c.on_target for c in each),
            named=sum(c.named_right for c in each),
        )
        for kind, each in sorted(found.items())
    )
