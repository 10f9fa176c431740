"""A round: one clip on the table, from its deal to the player's last word, which makes the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.quiz.answer import PRACTICE, Answer, AnswerConditions, Side
from game.quiz.judgement import STEPS, calls_manipulated
from game.quiz.scoring import Spotting, judgement_points, spotting

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.quiz.candidates import ClipKey


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a player points: x, y normalised to the frame, t in seconds of the clip.

    For a tell-tale in the sound only `t` counts and `timed` is true.
    """

    x: float
    y: float
    t: float
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Deal:
    """Put the next clip on the table. `choices` are the kinds offered when spotting, in catalogue order.

    Without any, the player points and names nothing.
    """

    pack: str
    clip: Clip
    choices: tuple[str, ...]
    original: Clip | None = None
    reason: str = ""
    """What the scheduler did (and did instead of its wish), for the record."""
    side: Side | None = None
    """Where the edit stands beside its original; None: the clip is alone."""
    version: str | None = None
    """The version of the pack; None where it is not known."""

    @property
    def key(self) -> ClipKey:
        """Which clip it is, across packs."""
        return self.pack, self.clip.id


@dataclass(frozen=True, slots=True)
class Round:
    """One clip played: what was dealt and what the player has said so far."""

    deal: Deal
    step: int | None = None
    """The chosen step 1..6, not final before `Confirm`."""
    marks: tuple[Mark, ...] = ()
    kind: str | None = None
    watch_ms: int = 0
    judge_ms: int = 0
    replays: int = 0
    failure: str | None = None
    answer: Answer | None = None
    """What it came to; None until the player's last word, and for a clip that was skipped."""

    @property
    def p(self) -> float | None:
        """The judgement P(manipulated), or None while no step is chosen.

        The steps of a pair go from the left clip to the right one: then P(the edit is called the edit).
        """
        if self.step is None:
            return None
        return STEPS[-self.step] if self.deal.side == "left" else STEPS[self.step - 1]

    @property
    def chosen(self) -> Side | None:
        """Which clip of a pair the player calls the edit; None before the choice, and without a pair."""
        if self.p is None or self.deal.side is None:
            return None
        return self.deal.side if self.called_manipulated else other(self.deal.side)

    @property
    def called_manipulated(self) -> bool:
        """Tell whether the player calls the clip manipulated."""
        return self.p is not None and calls_manipulated(self.p)

    @property
    def correct(self) -> bool:
        """Tell whether the answer is right; False while there is none."""
        return self.answer is not None and self.answer.correct

    @property
    def points(self) -> int:
        """The points of the answer; 0 while there is none."""
        return 0 if self.answer is None else self.answer.points


def answer_to(round_: Round, session: str, index: int, conditions: AnswerConditions = PRACTICE) -> Answer:
    """Return what `round_`, number `index` of `session`, came to.

    Raises ValueError when nothing was judged.
    """
    if round_.p is None:
        raise ValueError("expected a round that was judged")
    deal, clip = round_.deal, round_.deal.clip
    spotted = spotting(clip, round_.marks, round_.kind) if round_.called_manipulated else Spotting()
    return Answer(
        session=session,
        index=index,
        pack=deal.pack,
        clip=clip.id,
        person=clip.person,
        label=clip.label,
        original=clip.original,
        difficulty=float(clip.difficulty),
        kinds=clip.kinds,
        p=round_.p,
        judgement_points=judgement_points(round_.p, manipulated=clip.manipulated),
        marks=tuple((float(m.x), float(m.y), float(m.t), m.timed) for m in round_.marks),
        named=round_.kind,
        hit=spotted.hit,
        artefact=spotted.artefact,
        kind_right=spotted.kind_right,
        found=_found(clip, round_.kind, spotted),
        watch_ms=round_.watch_ms,
        judge_ms=round_.judge_ms,
        replays=round_.replays,
        reason=deal.reason,
        order=conditions.order,
        glance=conditions.glance,
        block=conditions.block,
        form=conditions.form,
        where_known=clip.where_known,
        pair=deal.side,
        pack_version=deal.version,
    )


def other(side: Side) -> Side:
    """Return the other side of a pair."""
    return "right" if side == "left" else "left"


def _found(clip: Clip, named: str | None, spotted: Spotting) -> tuple[str, ...]:
    """Return the kinds that were pointed at or named, in the clip's order."""
    found = {named} if spotted.kind_right else set()
    if spotted.artefact is not None:
        found.add(clip.artefacts[spotted.artefact].kind)
    return tuple(kind for kind in clip.kinds if kind in found)
