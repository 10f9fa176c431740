"""What the scheduler remembers: the answers that were given and what they say of player and clips.

A value, not a service: each answer makes a new history. It is rebuilt from the store at the start, so
nothing is lost when the game ends in the middle.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from game.quiz import ability

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.quiz.answer import Answer
    from game.quiz.candidates import Candidate, ClipKey

REMEMBERED: Final = 40
"""So many answers of earlier sessions are remembered, newest last."""
PRIOR: Final = 20
"""The maker's difficulty weighs like so many answers: one lucky guess does not make a clip plain."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A clip's hardness as play has refined it, and how many answers that rests on (`PRIOR` at first)."""

    b: float
    answers: int


@dataclass(frozen=True, slots=True)
class History:
    """All that has been answered: in this session, the last ones before it, and the estimates."""

    judged: tuple[Answer, ...] = ()
    """This session, oldest first."""
    before: tuple[Answer, ...] = ()
    """The last ones of earlier sessions, oldest first."""
    theta: float = 0.0
    answers: int = 0
    """How many answers `theta` rests on."""
    rated: Mapping[ClipKey, Rated] = field(default_factory=lambda: MappingProxyType({}))
    pooled: Mapping[ClipKey, Rated] = field(default_factory=lambda: MappingProxyType({}))
    """What many machines together say of clips; of one that was not played here it goes before its maker."""
    held: frozenset[ClipKey] = frozenset()
    """Clips kept for a check: practice deals them only when nothing else is left."""
    seen: frozenset[ClipKey] = frozenset()
    """Clips whose truth was shown unasked: guided examples, clips looked at after a check."""
    taught: frozenset[ClipKey] = frozenset()
    """Guided examples of late: practice does not deal them."""
    unplayable: frozenset[ClipKey] = frozenset()
    """Clips that could not be played in this session."""

    @property
    def recent(self) -> tuple[Answer, ...]:
        """The answers of earlier sessions and of this one, oldest first."""
        return (*self.before, *self.judged)

    @property
    def known(self) -> frozenset[ClipKey]:
        """The clips whose truth the player was shown, asked or unasked."""
        return self.seen.union(self.rated)

    def hardness(self, candidate: Candidate) -> float:
        """Return the clip's hardness in logits: as played here, else on many machines, else as stated."""
        key = candidate.key
        played = self.rated.get(key) or self.pooled.get(key)
        return ability.hardness(candidate.difficulty) if played is None else played.b

    def after(self, answer: Answer) -> History:
        """Return the history with one more answer: both estimates move towards what happened.

        `theta += K(n) (y - P)` and `b -= K(m) (y - P)`, where y is 1 for a right call.
        """
        candidate = answer.candidate
        theta, clip = _learn(self.theta, self.answers, self._rated(candidate), answer)
        rated = MappingProxyType({**self.rated, candidate.key: clip})
        judged = (*self.judged, answer)
        return replace(self, judged=judged, theta=theta, answers=self.answers + 1, rated=rated)

    def without(self, key: ClipKey) -> History:
        """Return the history that knows a clip to be unplayable: it is not dealt again in this session."""
        return replace(self, unplayable=self.unplayable | {key})

    def new_session(self) -> History:
        """Return the history at the start of the next session: the estimates stay."""
        return replace(self, judged=(), unplayable=frozenset(), before=self.recent[-REMEMBERED:])

    def _rated(self, candidate: Candidate) -> Rated:
        key = candidate.key
        return self.rated.get(key) or self.pooled.get(key) or _unplayed(candidate)


def remember(answers: Iterable[Answer], pooled: Mapping[ClipKey, Rated] | None = None) -> History:
    """Return the history after `answers` of earlier sessions, oldest first.

    `pooled` is what many machines together say of clips.
    """
    known = MappingProxyType(dict(pooled or {}))
    theta, count = 0.0, 0
    rated: dict[ClipKey, Rated] = {}
    last: deque[Answer] = deque(maxlen=REMEMBERED)
    for answer in answers:
        candidate = answer.candidate
        key = candidate.key
        theta, rated[key] = _learn(
            theta, count, rated.get(key) or known.get(key) or _unplayed(candidate), answer
        )
        count += 1
        last.append(answer)
    return History((), tuple(last), theta, count, MappingProxyType(rated), known)


def _unplayed(candidate: Candidate) -> Rated:
    return Rated(ability.hardness(candidate.difficulty), PRIOR)


def _learn(theta: float, answers: int, clip: Rated, answer: Answer) -> tuple[float, Rated]:
    surprise = float(answer.correct) - ability.success(theta, clip.b)
    b = clip.b - ability.step_size(clip.answers) * surprise
    return theta + ability.step_size(answers) * surprise, Rated(b, clip.answers + 1)
