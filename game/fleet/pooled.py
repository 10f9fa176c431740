"""Pooled figures of many machines: d', bias and learning gain, each with its error.

Calls are added up and d' is computed of the sums. People of one machine resemble each other, so the error is
also estimated by leaving out one machine at a time (Efron & Stein 1981, Annals of Statistics 9), and the
larger of the two is told, as for a class. Where people lean differently, the d' of their sums is a little
below the mean of their own (Macmillan & Kaplan 1985, Psychological Bulletin 98).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import hypot, isfinite, sqrt
from statistics import fmean
from typing import TYPE_CHECKING

from game.quiz.discernment import Counts, criterion, dprime, dprime_error

if TYPE_CHECKING:
    from game.fleet.cells import Atom

Pair = tuple[Counts, Counts]
"""The calls before and after; of what is no gain the second is empty."""


@dataclass(frozen=True, slots=True)
class Estimated:
    """A value and its standard error."""

    value: float
    error: float


@dataclass(frozen=True, slots=True)
class Pooled:
    """How well people told apart, and which way they leaned (below 0: suspecting too much)."""

    dprime: Estimated
    bias: Estimated


def plus(one: Counts, other: Counts) -> Counts:
    """Return the sum of both."""
    return Counts(
        one.hits + other.hits,
        one.misses + other.misses,
        one.false_alarms + other.false_alarms,
        one.correct_rejections + other.correct_rejections,
    )


def minus(one: Counts, other: Counts) -> Counts:
    """Return `one` without `other`, which is a part of it."""
    return Counts(
        one.hits - other.hits,
        one.misses - other.misses,
        one.false_alarms - other.false_alarms,
        one.correct_rejections - other.correct_rejections,
    )


def pooled(atoms: Iterable[Atom]) -> Pooled | None:
    """Return the figures of all calls in `atoms`; None without clips of both labels."""
    parts = _by_machine(atoms)
    every, _ = _sum(parts)
    error = dprime_error(every)
    if not isfinite(error):
        return None
    return Pooled(
        Estimated(dprime(every), max(error, _left_out(parts, lambda pair: dprime(pair[0])))),
        Estimated(criterion(every), max(error / 2, _left_out(parts, lambda pair: criterion(pair[0])))),
    )


def gain(atoms: Iterable[Atom]) -> Estimated | None:
    """Return d' after minus d' before; None without clips of both labels in both."""
    parts = _by_machine(atoms)
    before, after = _sum(parts)
    error = hypot(dprime_error(before), dprime_error(after))
    if not isfinite(error):
        return None

    def value(pair: Pair) -> float:
        return dprime(pair[1]) - dprime(pair[0])

    return Estimated(value((before, after)), max(error, _left_out(parts, value)))


def _by_machine(atoms: Iterable[Atom]) -> list[Pair]:
    found: dict[str, Pair] = {}
    for atom in atoms:
        before, after = found.get(atom.device, (Counts(), Counts()))
        found[atom.device] = plus(before, atom.calls), plus(after, atom.after)
    return list(found.values())


def _sum(parts: Iterable[Pair]) -> Pair:
    before, after = Counts(), Counts()
    for one, other in parts:
        before, after = plus(before, one), plus(after, other)
    return before, after


def _left_out(parts: list[Pair], figure: Callable[[Pair], float]) -> float:
    """Return the standard error of `figure` by leaving out one machine at a time; 0 for one machine."""
    n = len(parts)
    if n < 2:
        return 0.0
    before, after = _sum(parts)
    values = [figure((minus(before, one), minus(after, other))) for one, other in parts]
    mean = fmean(values)
    return sqrt((n - 1) / n * sum((value - mean) ** 2 for value in values))
