"""Real or manipulated: the chance for the next clip, and the band that a practice's share stays in.

A coin alone gives seven real clips of eight now and then, and a practice that is to show each of its kinds
needs as many manipulated clips. So where a level names kinds that all must come (`each`), the coins of a
whole session are tossed as ever and a session whose share falls outside the band is thrown away unseen:
the chance for the next clip is that of a coin among the sessions that remain. Only the labels that were
dealt bend it, never what the player said.
"""

from __future__ import annotations

from math import ceil, comb, floor
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from game.content.levels import Level
    from game.quiz.history import History

BAND: Final = 0.25
"""The share of manipulated clips may be off by this part of itself, either way."""


def chance(level: Level, history: History) -> float:
    """Return the chance that the next clip is manipulated."""
    left = level.rounds - len(history.judged)
    dealt = sum(answer.candidate.manipulated for answer in history.judged)
    share = float(level.share)
    if left <= 0:
        return share
    if level.balanced:
        return (round(level.rounds * share) - dealt) / left
    if level.each:
        return _within(band(level), share, dealt, left)
    return share


def band(level: Level) -> tuple[int, int]:
    """Return how many clips of a level with `each` are manipulated, at least and at most.

    The same room below and above the level's share, as far as the kinds that must come leave room.
    """
    middle = level.rounds * float(level.share)
    low = min(max(len(level.each), floor(middle * (1 - BAND))), level.rounds)
    high = min(ceil(middle * (1 + BAND)), floor(2 * middle) - low)
    return low, min(level.rounds, max(low, high))


def _within(limits: tuple[int, int], share: float, dealt: int, left: int) -> float:
    """Return the chance of "manipulated" among all ways to go on that end within `limits`."""
    manipulated = share * _ends_within(limits, share, dealt + 1, left - 1)
    real = (1 - share) * _ends_within(limits, share, dealt, left - 1)
    return manipulated / (manipulated + real) if manipulated + real > 0 else share


def _ends_within(limits: tuple[int, int], share: float, dealt: int, left: int) -> float:
    low, high = (limit - dealt for limit in limits)
    counts = range(max(0, low), min(left, high) + 1)
    return sum(comb(left, n) * share**n * (1 - share) ** (left - n) for n in counts)
