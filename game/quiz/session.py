"""A session of rounds as a pure reducer: state + intent -> state.

    deal -> watch -> judge -> (spot) -> commit -> reveal -> deal ... -> done

A check has no feedback: from `commit` it goes on to the next deal, and no truth is shown before its end.

`commit` is the step between a player's last word and the truth: the app stores the answer, and only the
intent `Committed` opens the reveal. So no truth is ever shown whose answer could be lost. An intent that
does not fit the phase is ignored: a late click or a doubled key never breaks a session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from game.quiz.judgement import STEPS, calls_manipulated
from game.quiz.scoring import MARKS_THAT_COUNT, Spotting, judgement_points, spotting

if TYPE_CHECKING:
    from game.content.models import Clip

MAX_MARKS: Final = MARKS_THAT_COUNT
FAILURES_TO_END: Final = 3
"""So many clips running that could not be played end the session politely."""


class Phase(StrEnum):
    """Where a session is."""

    DEAL = "deal"
    WATCH = "watch"
    JUDGE = "judge"
    SPOT = "spot"
    COMMIT = "commit"
    REVEAL = "reveal"
    SKIPPED = "skipped"
    DONE = "done"


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
    """Put the next clip on the table. `choices` are the kinds offered when spotting, in catalogue order."""

    pack: str
    clip: Clip
    choices: tuple[str, ...]
    original: Clip | None = None
    reason: str = ""
    """What the scheduler did (and did instead of its wish), for the record."""


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

    @property
    def p(self) -> float | None:
        """The judgement P(manipulated), or None while no step is chosen."""
        return None if self.step is None else STEPS[self.step - 1]

    @property
    def called_manipulated(self) -> bool:
        """Tell whether the player calls the clip manipulated."""
        return self.p is not None and calls_manipulated(self.p)

    @property
    def correct(self) -> bool:
        """Tell whether the call agrees with the label."""
        return self.called_manipulated == self.deal.clip.manipulated

    @property
    def spotting(self) -> Spotting:
        """What the marks and the named kind are worth."""
        if not self.called_manipulated:
            return Spotting()
        return spotting(self.deal.clip, self.marks, self.kind)

    @property
    def found_kinds(self) -> tuple[str, ...]:
        """The kinds of tell-tale that the player pointed at or named, in the clip's order."""
        spotted = self.spotting
        clip = self.deal.clip
        found = {self.kind} if spotted.kind_right else set()
        if spotted.artefact is not None:
            found.add(clip.artefacts[spotted.artefact].kind)
        return tuple(kind for kind in clip.kinds if kind in found)

    @property
    def points(self) -> int:
        """Judgement points plus spotting points; 0 while nothing is judged or when it was skipped."""
        if self.p is None or self.failure is not None:
            return 0
        return judgement_points(self.p, manipulated=self.deal.clip.manipulated) + self.spotting.points


@dataclass(frozen=True, slots=True)
class Session:
    """A whole session: its id, how many rounds count, the rounds so far, and the phase."""

    id: str
    length: int
    phase: Phase = Phase.DEAL
    rounds: tuple[Round, ...] = ()
    """Rounds played, the current one last; skipped ones stay, with their `failure`."""
    failures: int = 0
    """Clips running that could not be played."""
    feedback: bool = True
    """Off: an answer that is safe leads to the next deal, and no reveal is shown."""
    pointing: bool = True
    """Off: nothing is pointed at or named; the judgement alone is asked for."""

    @property
    def current(self) -> Round:
        """The round on the table (the last one). Raises IndexError before the first deal."""
        return self.rounds[-1]

    @property
    def scored(self) -> tuple[Round, ...]:
        """The rounds whose answers count: judged, committed, not skipped."""
        open_round = self.phase not in (Phase.REVEAL, Phase.DEAL, Phase.DONE, Phase.SKIPPED)
        finished = self.rounds[:-1] if open_round else self.rounds
        return tuple(r for r in finished if r.failure is None and r.step is not None)

    @property
    def points(self) -> int:
        """The points of all scored rounds."""
        return sum(r.points for r in self.scored)

    @property
    def number(self) -> int:
        """Which counting round is on the table, from 1."""
        done = len(self.scored)
        return done if self.phase in (Phase.REVEAL, Phase.DONE) else min(done + 1, self.length)


@dataclass(frozen=True, slots=True)
class Ready:
    """The player has watched and wants to judge."""

    watch_ms: int = 0


@dataclass(frozen=True, slots=True)
class WatchAgain:
    """Back from judging to watching; a chosen step stays."""


@dataclass(frozen=True, slots=True)
class Choose:
    """Choose step 1..6; can be changed until `Confirm`."""

    step: int


@dataclass(frozen=True, slots=True)
class Confirm:
    """The judgement is final; `judge_ms` is the time from the question to here, replays left out."""

    judge_ms: int = 0


@dataclass(frozen=True, slots=True)
class AddMark:
    """Place one more mark (at most three)."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class MoveMark:
    """Move the last mark; places the first one when there is none."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class ClearMark:
    """Take the last mark away."""


@dataclass(frozen=True, slots=True)
class NameKind:
    """Name the tell-tale's kind (None takes the name back)."""

    kind: str | None


@dataclass(frozen=True, slots=True)
class ShowAnswer:
    """The spotting is final."""


@dataclass(frozen=True, slots=True)
class CantTell:
    """Final without a mark and without a kind; as good a choice as any other."""


@dataclass(frozen=True, slots=True)
class Committed:
    """The answer is safe in the store: the truth may be shown."""


@dataclass(frozen=True, slots=True)
class Failed:
    """The clip could not be played; the round does not count. `reason` as in `ClipError`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Next:
    """On from the reveal or from a skipped clip."""


@dataclass(frozen=True, slots=True)
class NothingLeft:
    """The library has no further clip for this session."""


Intent = (
    Deal
    | Ready
    | WatchAgain
    | Choose
    | Confirm
    | AddMark
    | MoveMark
    | ClearMark
    | NameKind
    | ShowAnswer
    | CantTell
    | Committed
    | Failed
    | Next
    | NothingLeft
)


def reduce(session: Session, intent: Intent) -> Session:
    """Return the session after `intent`; the same session where the intent does not fit the phase."""
    match (session.phase, intent):
        case (Phase.DEAL, Deal()):
            return replace(session, phase=Phase.WATCH, rounds=(*session.rounds, Round(intent)))
        case (Phase.DEAL, NothingLeft()):
            return replace(session, phase=Phase.DONE)
        case (Phase.WATCH, Ready(watch_ms)):
            watched = session.current.watch_ms + max(0, watch_ms)
            return _put(session, replace(session.current, watch_ms=watched), Phase.JUDGE)
        case (Phase.JUDGE, _):
            return _judge(session, intent)
        case (Phase.SPOT, _):
            return _spot(session, intent)
        case (Phase.COMMIT, Committed()):
            safe = replace(session, phase=Phase.REVEAL, failures=0)
            return safe if session.feedback else _after_round(safe)
        case (Phase.WATCH, Failed(reason)):
            return _skip(session, reason)
        case (Phase.REVEAL | Phase.SKIPPED, Next()):
            return _after_round(session)
        case _:
            return session


def resumed(session: Session, rounds: tuple[Round, ...]) -> Session:
    """Return `session` after `rounds` of an earlier day, each judged and stored: ready for the next deal."""
    phase = Phase.DONE if len(rounds) >= session.length else Phase.DEAL
    return replace(session, phase=phase, rounds=rounds, failures=0)


def _judge(session: Session, intent: Intent) -> Session:
    current = session.current
    match intent:
        case WatchAgain():
            return _put(session, replace(current, replays=current.replays + 1), Phase.WATCH)
        case Choose(step) if 1 <= step <= len(STEPS):
            return _put(session, replace(current, step=step))
        case Confirm(judge_ms) if current.step is not None:
            spot = session.pointing and current.called_manipulated
            phase = Phase.SPOT if spot else Phase.COMMIT
            return _put(session, replace(current, judge_ms=max(0, judge_ms)), phase)
        case Failed(reason):
            return _skip(session, reason)
        case _:
            return session


def _spot(session: Session, intent: Intent) -> Session:
    current = session.current
    match intent:
        case AddMark(mark) if len(current.marks) < MAX_MARKS:
            return _put(session, replace(current, marks=(*current.marks, mark)))
        case MoveMark(mark):
            return _put(session, replace(current, marks=(*current.marks[:-1], mark)))
        case ClearMark():
            return _put(session, replace(current, marks=current.marks[:-1]))
        case NameKind(kind) if kind is None or kind in current.deal.choices:
            return _put(session, replace(current, kind=kind))
        case ShowAnswer():
            return replace(session, phase=Phase.COMMIT)
        case CantTell():
            return _put(session, replace(current, marks=(), kind=None), Phase.COMMIT)
        case Failed(reason):
            return _skip(session, reason)
        case _:
            return session


def _skip(session: Session, reason: str) -> Session:
    skipped = replace(session.current, failure=reason, step=None)
    return replace(_put(session, skipped, Phase.SKIPPED), failures=session.failures + 1)


def _after_round(session: Session) -> Session:
    over = len(session.scored) >= session.length or session.failures >= FAILURES_TO_END
    return replace(session, phase=Phase.DONE if over else Phase.DEAL)


def _put(session: Session, current: Round, phase: Phase | None = None) -> Session:
    return replace(session, phase=phase or session.phase, rounds=(*session.rounds[:-1], current))
