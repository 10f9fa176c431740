"""Where the clips of a session come from: from the library, as the scheduler wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from game.errors import ChinmiError
from game.quiz.distractors import offered_kinds
from game.quiz.rounds import Deal
from game.quiz.scheduler import choose, plan_next, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.content.levels import Level
    from game.play.context import Context
    from game.quiz.candidates import Candidate
    from game.quiz.history import History
    from game.quiz.scheduler import Wish
    from game.quiz.session import Session


class Dealer(Protocol):
    """Chooses the clips of one session."""

    def choose(self, session: Session, history: History) -> Deal | None:
        """Return the next clip; None when nothing is left."""


class PracticeDealer:
    """Deals what the scheduler wishes for, from the packs that are on."""

    def __init__(self, context: Context, level: Level) -> None:
        """`level` has its stages spelled out as kinds, see `narrowed`."""
        self.context = context
        self.level = level

    def choose(self, _session: Session, history: History) -> Deal | None:
        """Return the next clip; None when nothing is left."""
        library, draw = self.context.library, self.context.random.random
        for wish, packs in self._tries(plan_next(history, self.level, draw)):
            pool = library.pool(
                wish.label, kinds=wish.kinds, difficulty=wish.difficulty, u=wish.u, packs=packs
            )
            chosen = choose(wish, pool, history, draw)
            dealt = deal(self.context, chosen, reason(wish, chosen, history)) if chosen else None
            if dealt is not None:
                return dealt
        return None

    def _tries(self, wishes: Sequence[Wish]) -> Iterator[tuple[Wish, Sequence[str]]]:
        """Yield each wish with the packs to ask: those of filmed people first, unless that gives up much."""
        level = self.level.packs
        people = [name for name in self.context.library.people() if not level or name in level]
        if people:
            yield from ((wish, people) for wish in wishes if not wish.kept)
        for wish in wishes:
            if people:
                yield wish, people
            yield wish, level


def deal(context: Context, chosen: Candidate, why: str) -> Deal | None:
    """Return `chosen` with its record, its original and the kinds to offer; None when the library lost it."""
    library = context.library
    try:
        clip = library.clip(chosen.pack, chosen.clip)
        original = library.clip(chosen.pack, clip.original) if clip.original else None
    except ChinmiError:
        return None
    catalogue = [k for k in context.guide.kinds.values() if clip.audio or not k.audible]
    offered = offered_kinds(clip.kinds, catalogue, context.random.random)
    return Deal(chosen.pack, clip, offered, original, why)
