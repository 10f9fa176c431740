"""What a class did with pairs, apart from its clips: which side it chose, how sure, and where it pointed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.quiz.judgement import STEPS
from game.quiz.pointing import on_outline
from game.quiz.summary import Pairs

if TYPE_CHECKING:
    from game.quiz.answer import Side
    from game.workshop.lesson import PairItem
    from game.workshop.room import Room, Vote

HALF = len(STEPS) // 2


def side_of(step: int) -> Side:
    """Return the film that a vote with `step` (1..6) calls the edit."""
    return "left" if step <= HALF else "right"


def chose(counts: Sequence[int], side: Side) -> int:
    """Return how many of the votes of the six steps chose the film on `side`."""
    return sum(counts[:HALF] if side == "left" else counts[HALF:])


def taps_on(votes: Iterable[Vote], side: Side) -> tuple[tuple[float, float], ...]:
    """Return where those pointed who chose the film on `side`."""
    return tuple(vote.tap for vote in votes if vote.tap is not None and side_of(vote.step) == side)


@dataclass(frozen=True, slots=True)
class PairResult:
    """How a pair was voted on. `counts` are the votes of the six steps, from surely left to surely right."""

    number: int
    pack: str
    clip: str
    """The edit."""
    side: Side
    """Where it stood."""
    counts: tuple[int, ...]
    taps: int
    """How many of those who chose the edit pointed."""
    on_target: int
    told: bool
    """False when too few voted for the line to be told."""

    @property
    def votes(self) -> int:
        """How many votes."""
        return sum(self.counts)

    @property
    def right(self) -> int:
        """How many chose the edit."""
        return chose(self.counts, self.side)


@dataclass(frozen=True, slots=True)
class PairsTogether:
    """All pairs of a lesson. Half of the votes are right by guessing."""

    right: int
    votes: int
    sure: float
    """The mean of what the votes said: how likely their choice is right, 0.5 .. 1."""

    @property
    def chance(self) -> float:
        """How likely a class that guesses is right so often, or more often (one-sided binomial test)."""
        return Pairs(self.right, self.votes).chance


def pair_results(
    room: Room, held: Sequence[tuple[int, PairItem]], enough: Callable[[int], bool]
) -> tuple[PairResult, ...]:
    """Return what came of the pairs in `held`, each with its place among the items.

    `enough` says whether so many votes can be told.
    """
    return tuple(
        _result(number, room, i, item, told=enough(room.voted(i))) for number, (i, item) in enumerate(held, 1)
    )


def together(pairs: Sequence[PairResult]) -> PairsTogether | None:
    """Return `pairs` as one; None without votes."""
    votes = sum(pair.votes for pair in pairs)
    if not votes:
        return None
    said = sum(n * max(p, 1 - p) for pair in pairs for p, n in zip(STEPS, pair.counts, strict=True))
    return PairsTogether(sum(pair.right for pair in pairs), votes, said / votes)


def _result(number: int, room: Room, index: int, item: PairItem, *, told: bool) -> PairResult:
    taps = taps_on(room.ballot(index).values(), item.side)
    outlines = [tell.outline for tell in item.tells if tell.outline is not None]
    return PairResult(
        number=number,
        pack=item.pack,
        clip=item.clip,
        side=item.side,
        counts=room.distribution(index),
        taps=len(taps),
        on_target=sum(any(on_outline(one, *tap, item.aspect) for one in outlines) for tap in taps),
        told=told,
    )
