"""How much one phone may ask for, and a note of who asked for more - once, without saying who it was."""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

log = logging.getLogger("chinmi.classroom")

_REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `each` a second."""

    burst: float
    each: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Generous for a class, tight for a flood."""

    messages: Rate = Rate(30, 6)
    """Messages of one connection."""
    requests: Rate = Rate(160, 30)
    """Requests and new connections of one address."""
    wrong_codes: Rate = Rate(20, 0.2)
    """Wrong join codes of one address: the room has 923,521 possible codes."""
    wrong_teacher_codes: Rate = Rate(6, 0.05)
    seats_per_address: int = 40
    """A room behind one router that hides its phones may need more."""
    connections: int = 520
    connections_per_address: int = 80

    @classmethod
    def one_machine(cls) -> Limits:
        """For many phones behind one address: a test, or a router that hides them."""
        many = Rate(5000, 5000)
        return cls(requests=many, seats_per_address=1000, connections_per_address=520)


class Buckets:
    """Token buckets, one for each source; sources that were quiet longest are forgotten first."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, source: str) -> bool:
        """Take one; tell whether there was one."""
        left = self._now(source)
        ok = left >= 1
        self._put(source, left - 1 if ok else left)
        return ok

    def empty(self, source: str) -> bool:
        """Tell whether nothing is left."""
        return self._now(source) < 1

    def _now(self, source: str) -> float:
        now = self._clock()
        left, at = self._left.get(source, (self._rate.burst, now))
        return min(self._rate.burst, left + (now - at) * self._rate.each)

    def _put(self, source: str, left: float) -> None:
        self._left[source] = (left, self._clock())
        self._left.move_to_end(source)
        while len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)


class RefusalLog:
    """Counts what was refused, by reason; writes each source's first of a reason to the log."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._told: OrderedDict[tuple[str, str], None] = OrderedDict()

    def note(self, source: str, reason: str) -> None:
        """Note one refusal. `source` only serves to tell the log once and is not written."""
        self.counts[reason] += 1
        key = (source, reason)
        if key in self._told:
            return
        self._told[key] = None
        if len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        log.warning("refused a phone's message: %s", reason)
