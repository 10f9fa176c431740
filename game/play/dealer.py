"""Where the clips of a session come from: from the library, as the scheduler wishes."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final, Protocol

from game.errors import ChinmiError
from game.quiz.distractors import decoy, offered_kinds
from game.quiz.rounds import Deal
from game.quiz.scheduler import choose, plan_next, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.content.levels import Level
    from game.content.models import TruthLabel
    from game.play.context import Context
    from game.quiz.candidates import Candidate
    from game.quiz.history import History
    from game.quiz.scheduler import Wish
    from game.quiz.session import Session


LOOKED_AT: Final = 500
"""So many clips are looked at to tell whether there are new ones enough."""
DECOYS: Final = 64
"""So many manipulated clips are looked at for the kinds to offer with a real one."""


class Dealer(Protocol):
    """Chooses the clips of one session."""

    def choose(self, session: Session, history: History) -> Deal | None:
        """Return the next clip; None when nothing is left."""


class PracticeDealer:
    """Deals what the scheduler wishes for, from the packs that are on; without sound none to listen to."""

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
            heard = [candidate for candidate in pool if self.context.perceptible(candidate.kinds)]
            chosen = choose(wish, heard, history, draw)
            if chosen is None:
                continue
            around = chosen.kinds if chosen.manipulated else self._decoy(chosen, history)
            dealt = deal(self.context, chosen, reason(wish, chosen, history), around)
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

    def _decoy(self, chosen: Candidate, history: History) -> tuple[str, ...] | None:
        level, draw = self.level, self.context.random.random
        pool = self.context.library.pool(
            "manipulated", kinds=level.kinds, u=draw(), limit=DECOYS, packs=level.packs
        )
        heard = [candidate for candidate in pool if self.context.perceptible(candidate.kinds)]
        if not all(candidate.kinds for candidate in heard):  # an offer must not tell the packs' labels apart
            heard = [candidate for candidate in heard if candidate.pack == chosen.pack] or heard
        return decoy(level, history, heard, draw)


def needs_sound(context: Context, level: Level) -> bool:
    """Tell whether `level` names kinds that are heard, and there is no sound here to hear them."""
    return not context.sound.audible and any(context.guide.kinds[kind].audible for kind in level.kinds)


def too_few(context: Context, level: Level, history: History) -> bool:
    """Tell whether the packs that are on have too few new clips of either label for practice at `level`.

    Asked of the whole session before its first clip, so that the answer says nothing about one clip.
    """
    manipulated = ceil(level.rounds * level.share)
    wanted: dict[TruthLabel, int] = {
        "real": ceil(level.rounds * (1 - level.share)),
        "manipulated": manipulated,
    }
    shown = history.known | history.taught
    for label, rounds in wanted.items():
        kinds = level.kinds if label == "manipulated" else ()
        pool = context.library.pool(label, kinds=kinds, u=0.0, limit=LOOKED_AT, packs=level.packs)
        if rounds > sum(c.key not in shown and context.perceptible(c.kinds) for c in pool):
            return True
    return False


def deal(context: Context, chosen: Candidate, why: str, around: tuple[str, ...] | None = None) -> Deal | None:
    """Return `chosen` with its record, its original and the kinds to offer; None when the library lost it.

    For a real clip the offer is built around the kinds `around`, see `decoy`; without them around any, and
    there is none where they are empty, as for a manipulated clip whose kinds are not known.
    """
    library = context.library
    try:
        clip = library.clip(chosen.pack, chosen.clip)
        original = library.clip(chosen.pack, clip.original) if clip.original else None
    except ChinmiError:
        return None
    listened = clip.audio and context.sound.audible
    catalogue = [k for k in context.guide.kinds.values() if listened or not k.audible]
    kinds = clip.kinds if clip.manipulated else around
    nameless = kinds is not None and not kinds
    offered = () if nameless else offered_kinds(kinds or (), catalogue, context.random.random)
    return Deal(chosen.pack, clip, offered, original, why)
