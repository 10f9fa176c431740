"""Two lessons side by side: how well each class told apart, which way it leaned, and the kinds it called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, Final

from game.quiz.discernment import Counts, criterion, dprime, dprime_error
from game.quiz.gain import is_clear

if TYPE_CHECKING:
    from game.workshop.lesson_store import LessonKept

BLOCKS: Final = ("before", "lesson", "after")

Calls = tuple[int, int]
"""Right calls, and how many there were."""


@dataclass(frozen=True, slots=True)
class BlockFigures:
    """d' of a block, its standard error and c; of the pooled calls, so the error is a lower bound."""

    counts: Counts
    dprime: float
    error: float
    criterion: float

    @classmethod
    def of(cls, counts: Counts | None) -> BlockFigures | None:
        """Return the figures of `counts`; None where not both sorts were judged."""
        if counts is None or not counts.manipulated or not counts.real:
            return None
        return cls(counts, dprime(counts), dprime_error(counts), criterion(counts))


@dataclass(frozen=True, slots=True)
class BlockPair:
    """One block in both lessons. `name` is `before`, `lesson`, `after` or `all`."""

    name: str
    left: BlockFigures | None
    right: BlockFigures | None

    @property
    def differ(self) -> bool | None:
        """Tell whether their d' differ by more than chance often does; None without both."""
        if self.left is None or self.right is None:
            return None
        change = self.right.dprime - self.left.dprime
        return is_clear(abs(change), hypot(self.left.error, self.right.error))


@dataclass(frozen=True, slots=True)
class KindPair:
    """The calls on clips with one kind of tell-tale, in both lessons."""

    kind: str
    left: Calls | None
    right: Calls | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two lessons."""

    blocks: tuple[BlockPair, ...]
    every: BlockPair
    kinds: tuple[KindPair, ...]
    """Those of both lessons first."""


def compare(left: LessonKept, right: LessonKept) -> Comparison:
    """Return `left` and `right` side by side; blocks that neither has are left out."""
    pairs = (BlockPair(n, *(BlockFigures.of(one.blocks.get(n)) for one in (left, right))) for n in BLOCKS)
    every = BlockPair("all", *(BlockFigures.of(_pooled(one.blocks.values())) for one in (left, right)))
    mine, other = _kinds(left), _kinds(right)
    kinds = [KindPair(kind, mine.get(kind), other.get(kind)) for kind in sorted(mine.keys() | other.keys())]
    return Comparison(
        tuple(pair for pair in pairs if pair.left or pair.right),
        every,
        tuple(sorted(kinds, key=lambda pair: pair.left is None or pair.right is None)),
    )


def _pooled(every: Iterable[Counts]) -> Counts:
    hits = misses = alarms = rejections = 0
    for one in every:
        hits, misses = hits + one.hits, misses + one.misses
        alarms, rejections = alarms + one.false_alarms, rejections + one.correct_rejections
    return Counts(hits, misses, alarms, rejections)


def _kinds(lesson: LessonKept) -> dict[str, Calls]:
    found: dict[str, Calls] = {}
    for clip in lesson.clips:
        for kind in clip.kinds:
            right, votes = found.get(kind, (0, 0))
            found[kind] = right + clip.votes - clip.wrong, votes + clip.votes
    return found
