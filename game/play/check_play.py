"""A check being played: fixed clips in two parallel forms, no truth before its end, and what follows from it.

`Checks` knows the blocks of this computer and who took which form; `FormDealer` deals the clips of one form.
A check that was broken off goes on at its next clip.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from random import Random
from typing import TYPE_CHECKING, Literal

from game.content.checks import CheckBlock
from game.content.levels import Level
from game.errors import ChinmiError, PackError, StoreError
from game.play.check_result import CheckResultScene
from game.play.controller import Play, PlayOptions, SceneOf
from game.play.dealer import deal
from game.quiz.answer import Answer, AnswerConditions
from game.quiz.candidates import Candidate, ClipKey
from game.quiz.checks import Form, Slot, dealing_order, fill
from game.quiz.gain import FORMS, CheckTaken, Gain, gain_of, next_form
from game.quiz.history import History
from game.quiz.phase import Phase
from game.quiz.rounds import Deal, Round
from game.quiz.session import Session, resumed
from game.records.checks import checks_taken, open_check
from game.records.values import SessionRecord

if TYPE_CHECKING:
    from game.play.context import Context

POOL = 60
"""So many clips are looked at for each wish that the block's own pack cannot meet."""


class Checks:
    """The check blocks, and what the player of now has taken of them."""

    def __init__(
        self, context: Context, blocks: Sequence[CheckBlock], scenes: Mapping[Phase, SceneOf]
    ) -> None:
        self.context = context
        self.blocks = {block.id: block for block in blocks}
        self.scenes = dict(scenes)
        self._filled: dict[str, tuple[object, Mapping[str, Form]]] = {}

    @property
    def usual(self) -> CheckBlock:
        """The block of the campaign: the one whose clips are held back from practice, else the first."""
        return next((b for b in self.blocks.values() if b.held_back), next(iter(self.blocks.values())))

    def forms(self, block: CheckBlock) -> Mapping[str, Form]:
        """Return both forms of `block`, filled from the packs that are on; kept until those change."""
        shelves = tuple(
            (p.pack.name, p.pack.version, p.enabled, p.damaged) for p in self.context.library.packs()
        )
        known = self._filled.get(block.id)
        if known is None or known[0] != shelves:
            known = (shelves, _filled(block, frozenset(self._candidates(block))))
            self._filled[block.id] = known
        return known[1]

    def playable(self, block: CheckBlock) -> Mapping[str, Form]:
        """Return both forms of `block` without what cannot be heard here: a form without sound is shorter."""
        heard = self.context.perceptible
        return {
            name: replace(form, slots=tuple(s for s in form.slots if heard(s.candidate)))
            for name, form in self.forms(block).items()
        }

    def held(self) -> frozenset[ClipKey]:
        """Return the clips that practice leaves alone while it has others; none where no pack can be read.

        What a player has looked at after a check is not kept for another one.
        """
        kept = [b for b in self.blocks.values() if b.held_back]
        try:
            keys = frozenset(key for b in kept for form in self.forms(b).values() for key in form.keys)
        except ChinmiError:
            return frozenset()
        return keys - self.context.seen().looked_at

    def taken(self) -> tuple[CheckTaken, ...]:
        """Return the finished checks of the player of now, oldest first."""
        return checks_taken(self.context.store, self.context.profile())

    def gain(self) -> Gain | None:
        """Return what the player of now has gained from the first check to the last one.

        Of a form whose clips were looked at only the first check counts: later ones test the memory.
        """
        told: list[CheckTaken] = []
        for check in self.taken():
            again = any((c.block, c.form) == (check.block, check.form) for c in told)
            if not (again and self._looked_at(check)):
                told.append(check)
        return gain_of(told)

    def clips_left(self) -> int:
        """Return how many clips of the usual block the player of now has still to judge."""
        block, store = self.usual, self.context.store
        going_on = open_check(store, block.id, self.context.profile())
        forms = self.playable(block)
        if going_on is None or going_on.form is None:
            return max(len(form.slots) for form in forms.values())
        with suppress(StoreError):
            return max(0, len(forms[going_on.form].slots) - len(store.answers(going_on.id)))
        return len(forms[going_on.form].slots)

    def _looked_at(self, check: CheckTaken) -> bool:
        block = self.blocks.get(check.block)
        if block is None or check.form not in FORMS:
            return False
        return bool(self.forms(block)[check.form].keys & self.context.seen().looked_at)

    def ready(self, block: CheckBlock) -> bool:
        """Tell whether the packs that are on have clips for `block`."""
        return all(form.slots for form in self.playable(block).values())

    def start(self, when: Literal["before", "after"], done: Callable[[], None]) -> None:
        """Play the usual block on top of the present screen; `done` is called when it is over.

        Without clips for it, it is over at once. `when` is told by the order of the checks.
        """
        self.play(self.usual, done)

    def play(self, block: CheckBlock, done: Callable[[], None]) -> None:
        """Play `block`, or go on with it where it was broken off."""
        if not self.ready(block):
            self.context.toasts.show("library", self.context.t("check.no_clips"))
            done()
            return
        going_on = open_check(self.context.store, block.id, self.context.profile())
        taken = [check.form for check in self.taken() if check.block == block.id]
        form = going_on.form if going_on else None
        if form is None:
            form = next_form(taken, self.context.random.random)
        scenes = {**self.scenes, Phase.DONE: lambda play: CheckResultScene(play, self.gain(), done)}
        filled = self.playable(block)[form]
        session = check_session(self.context, block, filled, going_on)
        dealer = FormDealer(self.context, dealing_order(filled, Random(session.id).random))
        level = level_of(block, len(filled.slots))
        Play(self.context, level, scenes, PlayOptions(session=session, dealer=dealer)).begin()

    def _candidates(self, block: CheckBlock) -> list[Candidate]:
        library = self.context.library
        found: list[Candidate] = []
        on = {p.pack.name for p in library.packs() if p.enabled and not p.damaged}
        if block.pack in on:
            with suppress(PackError):
                found += library.candidates(block.pack)
        for item in block.items:
            kinds = (item.kind,) if item.kind else ()
            found += library.pool(item.label, kinds=kinds, u=0.0, limit=POOL, media="video")
            found += library.pool(item.label, u=0.0, limit=POOL, media="video")
        return found


@lru_cache(maxsize=8)
def _filled(block: CheckBlock, candidates: frozenset[Candidate]) -> Mapping[str, Form]:
    """Return the forms of `block`; the same clips give the same forms, and finding them takes a while."""
    return fill(block, candidates)


class FormDealer:
    """Deals the clips of one form of a block, in the order that was drawn when the check began."""

    def __init__(self, context: Context, slots: Sequence[Slot]) -> None:
        self.context = context
        self.slots = tuple(slots)

    def choose(self, session: Session, _history: History) -> Deal | None:
        """Return the next clip of the form; None when all were dealt."""
        dealt = {round_.deal.key for round_ in session.rounds}
        left = (slot for slot in self.slots if slot.candidate.key not in dealt)
        return next((d for slot in left if (d := deal(self.context, slot.candidate, slot.note))), None)


def check_session(
    context: Context, block: CheckBlock, form: Form, going_on: SessionRecord | None = None
) -> Session:
    """Return the session of one form of `block`; one that was broken off has its answers already."""
    session = Session(
        id=going_on.id if going_on else context.new_id(),
        length=len(form.slots),
        feedback=False,
        conditions=AnswerConditions("fixed", None, block.id, form.id),
    )
    if going_on is None:
        return session
    try:
        answers = context.store.answers(session.id)
    except StoreError:
        answers = ()
    rounds = [round_ for answer in answers if (round_ := _round_of(context, answer)) is not None]
    first = answers[-1].index + 1 - len(rounds) if answers else 0
    return resumed(session, tuple(rounds), first)


def _round_of(context: Context, answer: Answer) -> Round | None:
    """Return the round that came to `answer`; None when its clip is gone."""
    try:
        clip = context.library.clip(answer.pack, answer.clip)
    except ChinmiError:
        return None
    return Round(Deal(answer.pack, clip, (), version=answer.pack_version), answer.step, answer=answer)


def level_of(block: CheckBlock, clips: int) -> Level:
    """Return `block` as a level of `clips` rounds, for the screens."""
    return Level(
        id=block.id,
        title=block.title,
        subtitle=block.subtitle,
        icon=block.icon,
        rounds=clips,
        balanced=True,
        feedback=False,
    )
