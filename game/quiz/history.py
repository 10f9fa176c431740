"""What the scheduler remembers: the clips that were played and what they say of player and clips.

A value, not a service: each answer makes a new history. It is rebuilt from the store at the start, so
nothing is lost when the game ends in the middle.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.quiz import ability
from game.quiz.candidates import Candidate
from game.quiz.judgement import calls_manipulated

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.quiz.candidates import ClipKey
    from game.quiz.session import Round

REMEMBERED: Final = 40
"""So many rounds of earlier sessions are remembered, newest last."""
PRIOR: Final = 20
"""The maker's difficulty weighs like so many answers: one lucky guess does not make a clip plain."""


@dataclass(frozen=True, slots=True)
class Played:
    """One clip that was on the table and what became of it."""

    candidate: Candidate
    p: float | None
    """The judgement, or None when the clip could not be played."""
    found: bool = False
    """Whether a mark hit the tell-tale or its kind was named."""
    asked: bool = True
    """Whether the player was asked to point at all."""

    @property
    def correct(self) -> bool:
        """Tell whether the call was right; False for a clip that could not be played."""
        return self.p is not None and calls_manipulated(self.p) == self.candidate.manipulated

    @property
    def missed(self) -> tuple[str, ...]:
        """The kinds the player missed here: took the clip for real, or saw no trace of what was done."""
        if self.p is None or (self.correct and (self.found or not self.asked)):
            return ()
        return self.candidate.kinds


@dataclass(frozen=True, slots=True)
class Rated:
    """A clip's hardness as play has refined it, and how many answers that rests on (`PRIOR` at first)."""

    b: float
    answers: int


@dataclass(frozen=True, slots=True)
class History:
    """All that has been played: this session's rounds, the last ones before it, and the estimates."""

    rounds: tuple[Played, ...] = ()
    """This session, oldest first; clips that could not be played are among them."""
    before: tuple[Played, ...] = ()
    """The last rounds of earlier sessions, oldest first."""
    theta: float = 0.0
    answers: int = 0
    """How many answers `theta` rests on."""
    rated: Mapping[ClipKey, Rated] = field(default_factory=lambda: MappingProxyType({}))
    held: frozenset[ClipKey] = frozenset()
    """Clips kept for a check: practice deals them only when nothing else is left."""

    @property
    def judged(self) -> tuple[Played, ...]:
        """This session's rounds that were judged."""
        return tuple(r for r in self.rounds if r.p is not None)

    @property
    def recent(self) -> tuple[Played, ...]:
        """The judged rounds of earlier sessions and of this one, oldest first."""
        return (*self.before, *self.judged)

    def hardness(self, candidate: Candidate) -> float:
        """Return the clip's hardness in logits: as played, else as its maker said."""
        return self._rated(candidate).b

    def after(self, played: Played) -> History:
        """Return the history with one more round: both estimates move towards what happened.

        `theta += K(n) (y - P)` and `b -= K(m) (y - P)`, where y is 1 for a right call.
        """
        rounds = (*self.rounds, played)
        if played.p is None:
            return replace(self, rounds=rounds)
        theta, clip = _learn(self.theta, self.answers, self._rated(played.candidate), played)
        rated = MappingProxyType({**self.rated, played.candidate.key: clip})
        return replace(self, rounds=rounds, theta=theta, answers=self.answers + 1, rated=rated)

    def new_session(self) -> History:
        """Return the history at the start of the next session: the estimates stay."""
        return replace(self, rounds=(), before=self.recent[-REMEMBERED:])

    def _rated(self, candidate: Candidate) -> Rated:
        return self.rated.get(candidate.key) or _unplayed(candidate)


def remember(answers: Iterable[Played]) -> History:
    """Return the history after `answers` of earlier sessions, oldest first."""
    theta, count = 0.0, 0
    rated: dict[ClipKey, Rated] = {}
    last: deque[Played] = deque(maxlen=REMEMBERED)
    for answer in answers:
        if answer.p is None:
            continue
        key = answer.candidate.key
        theta, rated[key] = _learn(theta, count, rated.get(key) or _unplayed(answer.candidate), answer)
        count += 1
        last.append(answer)
    return History((), tuple(last), theta, count, MappingProxyType(rated))


def played(round_: Round, *, asked: bool = True) -> Played:
    """Return what a session's round is to the history; `asked`: whether the player was asked to point."""
    return Played(
        candidate=Candidate.of(round_.deal.pack, round_.deal.clip),
        p=None if round_.failure is not None else round_.p,
        found=bool(round_.found_kinds),
        asked=asked,
    )


def _unplayed(candidate: Candidate) -> Rated:
    return Rated(ability.hardness(candidate.difficulty), PRIOR)


def _learn(theta: float, answers: int, clip: Rated, played: Played) -> tuple[float, Rated]:
    surprise = float(played.correct) - ability.success(theta, clip.b)
    b = clip.b - ability.step_size(clip.answers) * surprise
    return theta + ability.step_size(answers) * surprise, Rated(b, clip.answers + 1)
