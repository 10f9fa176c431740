"""Where the clips of a session come from: from the library, as the scheduler wishes."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING, Final, Protocol

from game.errors import ChinmiError
from game.packs.draws import told_all
from game.quiz.choice import choose
from game.quiz.distractors import decoy, offerable, offered_kinds
from game.quiz.rounds import Deal
from game.quiz.scheduler import plan_next, reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from game.content.levels import Level
    from game.content.models import Media, TruthLabel
    from game.play.context import Context
    from game.quiz.answer import Side
    from game.quiz.candidates import Candidate
    from game.quiz.history import History
    from game.quiz.scheduler import DealPlan, Wish
    from game.quiz.session import Session


LOOKED_AT: Final = 500
"""So many clips are looked at to tell whether there are new ones enough."""
ALWAYS_MANIPULATED: Final = -1.0
"""A draw below every chance of a manipulated clip."""
FURTHER: Final = (None, 500, 15_000)
"""So many clips are looked at for one that can be judged here; more only where none of those before can."""
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

    @property
    def only(self) -> Media | None:
        """The one medium that is dealt now; None: both."""
        return only_media(self.context, self.level)

    def choose(self, _session: Session, history: History) -> Deal | None:
        """Return the next clip; None when nothing is left."""
        plan = plan_next(history, self.level, self.context.random.random)
        for media in self._media(plan.label, history):
            for wish, packs in self._tries(plan):
                chosen = self._choose(wish, packs, history, media)
                dealt = self._deal(chosen, wish, history) if chosen is not None else None
                if dealt is not None:
                    return dealt
        return None

    def _media(self, label: TruthLabel, history: History) -> tuple[Media | None, ...]:
        """Return which media may be dealt, one after the other; None: both.

        A real clip is of the medium of the manipulated one that could have come in its place: else a voice
        among films, or a film among voices, would tell what it is.
        """
        if label == "manipulated" or self.only is not None or not self._sounds:
            return (self.only,)
        twin = self._twin(history)
        return (None,) if twin is None else ("video",) if twin.media == "video" else ("audio", "video")

    def _twin(self, history: History) -> Candidate | None:
        """Return the manipulated clip that would be dealt now, were it the turn of one."""
        draws = chain((ALWAYS_MANIPULATED,), iter(self.context.random.random, None))
        plan = plan_next(history, self.level, lambda: next(draws))
        tried = (self._choose(wish, packs, history, None) for wish, packs in self._tries(plan))
        return next((chosen for chosen in tried if chosen is not None), None)

    def _choose(
        self, wish: Wish, packs: Sequence[str], history: History, media: Media | None
    ) -> Candidate | None:
        fitting: list[Candidate] = []
        for limit in FURTHER:
            pool = self.context.library.pool(
                wish.label, kinds=wish.kinds, difficulty=wish.difficulty, u=wish.u, limit=limit,
                packs=packs, media=media,
            )  # fmt: skip
            fitting = [candidate for candidate in pool if self._fits(candidate)]
            if fitting or told_all(len(pool), limit):
                break
        return choose(wish, fitting, history, self.context.random.random, self.context.language)

    def _fits(self, candidate: Candidate) -> bool:
        """Tell whether a clip can be judged here; in a pair, beside its original and by the eye alone."""
        if not self.level.pairs:
            return self.context.perceptible(candidate)
        kinds = self.context.guide.kinds
        seen = not any(kinds[kind].audible or kinds[kind].against_picture for kind in candidate.kinds)
        return candidate.original is not None and seen

    def _deal(self, chosen: Candidate, wish: Wish, history: History) -> Deal | None:
        like = chosen if chosen.manipulated else self._like(chosen, history)
        around = like.kinds if like is not None else None
        return deal(self.context, chosen, reason(wish, chosen, history), around, self._side())

    def _side(self) -> Side | None:
        if not self.level.pairs:
            return None
        return "left" if self.context.random.random() < 0.5 else "right"

    def _tries(self, plan: DealPlan) -> Iterator[tuple[Wish, Sequence[str]]]:
        """Yield each wish with the packs to ask: those of filmed people first, unless that gives up much."""
        level = self.level.packs
        people = [name for name in self.context.library.people() if not level or name in level]
        if people:
            yield from ((wish, people) for wish in plan if not wish.kept)
        for wish in plan:
            if people:
                yield wish, people
            yield wish, level

    @cached_property
    def _sounds(self) -> bool:
        """Tell whether there are clips that are sound only."""
        return bool(self.context.library.pool("manipulated", u=0.0, limit=1, media="audio"))

    def _like(self, chosen: Candidate, history: History) -> Candidate | None:
        """Return a manipulated clip of the medium of a real one, for it to be asked about in the same way.

        Of the same pack where kinds are not known: that is mostly the same in all clips of a pack, and what
        is offered must not tell the labels of a pack apart.
        """
        level = self.level
        edits = self._edits(chosen.media, level.packs)
        if not all(candidate.kinds for candidate in edits):
            edits = self._edits(chosen.media, (chosen.pack,)) or edits
        return decoy(level, history, edits, self.context.random.random)

    def _edits(self, media: Media, packs: Sequence[str]) -> list[Candidate]:
        pool = self.context.library.pool(
            "manipulated",
            kinds=self.level.kinds,
            u=self.context.random.random(),
            limit=DECOYS,
            packs=packs,
            media=media,
        )
        return [candidate for candidate in pool if self.context.perceptible(candidate)]


def only_media(context: Context, level: Level) -> Media | None:
    """Return the one medium that can be dealt: videos without sound, at a glance, in pairs, to a detector."""
    seen = level.pairs or level.detector or level.glance is not None or not context.sound.audible
    return "video" if seen else None


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
        pool = context.library.pool(
            label,
            kinds=kinds,
            u=0.0,
            limit=LOOKED_AT,
            packs=level.packs,
            media=only_media(context, level),
        )
        if rounds > sum(c.key not in shown and context.perceptible(c) for c in pool):
            return True
    return False


def deal(
    context: Context,
    chosen: Candidate,
    why: str,
    around: tuple[str, ...] | None = None,
    side: Side | None = None,
) -> Deal | None:
    """Return `chosen` with its record, its original and the kinds to offer; None when the library lost it.

    For a real clip the offer is built around the kinds `around`, see `decoy`; without them around any, and
    there is none where they are empty, as for a manipulated clip whose kinds are not known. `side` is the
    edit's in a pair, where nothing is heard and no kind of the sound is offered.
    """
    library = context.library
    try:
        clip = library.clip(chosen.pack, chosen.clip)
        original = library.clip(chosen.pack, clip.original) if clip.original else None
    except ChinmiError:
        return None
    listened = clip.audio and context.sound.audible and side is None
    catalogue = offerable(clip, context.guide.kinds.values(), listened=listened)
    kinds = clip.kinds if clip.manipulated else around
    nameless = kinds is not None and not kinds
    offered = () if nameless else offered_kinds(kinds or (), catalogue, context.random.random)
    return Deal(chosen.pack, clip, offered, original, why, side, library.version(chosen.pack))
