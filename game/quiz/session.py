"""A session of rounds as a pure reducer: state + intent -> state + effects.

    new -> dealing -> watch -> judge -> (spot) -> storing -> reveal -> dealing ... -> done

What a step needs from outside (choose a clip, store the answer, show a screen) it says as effects; whoever
performs them tells what came of it as the next intent. A check has no feedback: from `storing` it goes on to
the next deal, and no truth is shown before its end. Nobody is asked to point where no answer is known: a
manipulated clip without any artefact goes from the judgement to `storing`.

No truth is ever shown whose answer could be lost: only the intent `Stored`, the reply to `StoreAnswer`, opens
the reveal. An intent that does not fit the phase changes nothing and asks for nothing: a late click or a
doubled key never breaks a session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from game.quiz.answer import PRACTICE, Answer, AnswerConditions
from game.quiz.effects import (
    ChooseClip,
    Effect,
    FinishSession,
    OpenClip,
    PrepareNext,
    Remember,
    SetAside,
    Show,
    StartSession,
    StoreAnswer,
)
from game.quiz.judgement import STEPS
from game.quiz.phase import Phase
from game.quiz.rounds import Deal, Mark, Round, answer_to
from game.quiz.scoring import MARKS_THAT_COUNT

MAX_MARKS: Final = MARKS_THAT_COUNT
FAILURES_TO_END: Final = 3
"""So many clips running that could not be played end the session politely."""


@dataclass(frozen=True, slots=True)
class Session:
    """A whole session: its id, how many rounds count, the rounds so far, and the phase."""

    id: str
    length: int
    phase: Phase = Phase.NEW
    rounds: tuple[Round, ...] = ()
    """Rounds played, the current one last; skipped ones stay, with their `failure`."""
    failures: int = 0
    """Clips running that could not be played."""
    feedback: bool = True
    """Off: an answer that is safe leads to the next deal, and no reveal is shown."""
    conditions: AnswerConditions = PRACTICE
    first_index: int = 0
    """The index of the first round in the store: above 0 when skipped rounds of another day count."""

    @property
    def pointing(self) -> bool:
        """Tell whether a clip that is called manipulated is pointed at, too, where its place is known."""
        return self.feedback and self.conditions.asked

    @property
    def current(self) -> Round:
        """The round on the table (the last one). Raises IndexError before the first deal."""
        return self.rounds[-1]

    @property
    def scored(self) -> tuple[Round, ...]:
        """The rounds whose answers count: final, and safe in the store."""
        finished = self.rounds[:-1] if self.phase is Phase.STORING else self.rounds
        return tuple(r for r in finished if r.answer is not None)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that count, in order."""
        return tuple(r.answer for r in self.scored if r.answer is not None)

    @property
    def points(self) -> int:
        """The points of all scored rounds."""
        return sum(r.points for r in self.scored)

    @property
    def number(self) -> int:
        """Which counting round is on the table, from 1."""
        done = len(self.scored)
        return done if self.phase in (Phase.REVEAL, Phase.DONE) else min(done + 1, self.length)


SessionStep = tuple[Session, tuple[Effect, ...]]
"""The session after an intent, and what it asks for, in this order."""


@dataclass(frozen=True, slots=True)
class Begin:
    """Start, or go on with a session that was broken off."""


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
    """Marks and kind are final."""


@dataclass(frozen=True, slots=True)
class CantTell:
    """Final without a mark and without a kind; as good a choice as any other."""


@dataclass(frozen=True, slots=True)
class Stored:
    """The answer is safe since `at` (ISO 8601): the truth may be shown. `last`: no further clip is wanted."""

    at: str = ""
    last: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """The clip could not be played; the round does not count. `reason` as in `ClipError`, `last` as above."""

    reason: str
    last: bool = False


@dataclass(frozen=True, slots=True)
class Next:
    """On from the reveal or from a skipped clip."""


@dataclass(frozen=True, slots=True)
class NothingLeft:
    """The library has no further clip for this session."""


Intent = (
    Begin
    | Deal
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
    | Stored
    | Failed
    | Next
    | NothingLeft
)


def reduce(session: Session, intent: Intent) -> SessionStep:
    """Return the session after `intent` and what it asks for; itself and nothing where it does not fit."""
    match (session.phase, intent):
        case (Phase.NEW, Begin()):
            begun, effects = _go_on(session)
            return begun, (StartSession(), *effects)
        case (Phase.DEALING, Deal() as deal):
            dealt = replace(session, phase=Phase.WATCH, rounds=(*session.rounds, Round(deal)))
            return dealt, (OpenClip(deal), Show(Phase.WATCH))
        case (Phase.DEALING, NothingLeft()):
            return _end(session)
        case (Phase.WATCH, Ready(watch_ms)):
            watched = session.current.watch_ms + max(0, watch_ms)
            judging, shown = _put(session, replace(session.current, watch_ms=watched), Phase.JUDGE)
            return judging, (() if session.feedback else _prepare(session, open_rounds=1)) + shown
        case (Phase.JUDGE, _):
            return _judge(session, intent)
        case (Phase.SPOT, _):
            return _spot(session, intent)
        case (Phase.STORING, Stored(at, last)):
            return _stored(session, at, last=last)
        case (Phase.WATCH, Failed(reason, last)):
            return _skip(session, reason, last=last)
        case (Phase.REVEAL | Phase.SKIPPED, Next()):
            return _go_on(session)
        case _:
            return session, ()


def resumed(session: Session, rounds: tuple[Round, ...], first_index: int = 0) -> Session:
    """Return `session` after `rounds` of an earlier day, each with its answer: to go on at the next deal."""
    return replace(session, rounds=rounds, first_index=first_index)


def _judge(session: Session, intent: Intent) -> SessionStep:
    current = session.current
    match intent:
        case WatchAgain():
            return _put(session, replace(current, replays=current.replays + 1), Phase.WATCH)
        case Choose(step) if 1 <= step <= len(STEPS):
            return _put(session, replace(current, step=step))
        case Confirm(judge_ms) if current.step is not None:
            judged = replace(current, judge_ms=max(0, judge_ms))
            calls = current.called_manipulated or current.deal.side is not None
            if session.pointing and calls and current.deal.clip.where_known:
                return _put(session, judged, Phase.SPOT)
            return _answer(session, judged)
        case Failed(reason, last):
            return _skip(session, reason, last=last)
        case _:
            return session, ()


def _spot(session: Session, intent: Intent) -> SessionStep:
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
            return _answer(session, current)
        case CantTell():
            return _answer(session, replace(current, marks=(), kind=None))
        case Failed(reason, last):
            return _skip(session, reason, last=last)
        case _:
            return session, ()


def _answer(session: Session, said: Round) -> SessionStep:
    """Take the player's last word: from here on the answer never changes."""
    index = session.first_index + len(session.rounds) - 1
    answer = answer_to(said, session.id, index, session.conditions)
    rounds = (*session.rounds[:-1], replace(said, answer=answer))
    return replace(session, phase=Phase.STORING, rounds=rounds), (StoreAnswer(answer),)


def _stored(session: Session, at: str, *, last: bool) -> SessionStep:
    assert session.current.answer is not None  # noqa: S101 - `_answer` alone leads here
    answer = replace(session.current.answer, at=at)
    safe, shown = _put(session, replace(session.current, answer=answer), Phase.REVEAL)
    safe = _shortened(replace(safe, failures=0), last=last)
    if safe.feedback:
        return safe, (Remember(answer), *_prepare(safe), *shown)
    ahead, effects = _go_on(safe)
    return ahead, (Remember(answer), *effects)


def _skip(session: Session, reason: str, *, last: bool) -> SessionStep:
    skipped, shown = _put(session, replace(session.current, failure=reason, step=None), Phase.SKIPPED)
    skipped = _shortened(replace(skipped, failures=session.failures + 1), last=last)
    return skipped, (SetAside(session.current.deal.key), *shown)


def _go_on(session: Session) -> SessionStep:
    if len(session.scored) >= session.length or session.failures >= FAILURES_TO_END:
        return _end(session)
    return replace(session, phase=Phase.DEALING), (ChooseClip(),)


def _end(session: Session) -> SessionStep:
    return replace(session, phase=Phase.DONE), (FinishSession(), Show(Phase.DONE))


def _shortened(session: Session, *, last: bool) -> Session:
    """Return `session`; where no further clip is wanted it ends with what is scored, but not with nothing."""
    return replace(session, length=max(1, len(session.scored))) if last else session


def _prepare(session: Session, *, open_rounds: int = 0) -> tuple[Effect, ...]:
    more = len(session.scored) + open_rounds < session.length
    return (PrepareNext(),) if more else ()


def _put(session: Session, current: Round, phase: Phase | None = None) -> SessionStep:
    """Return `session` with its current round changed; a new phase has its screen shown."""
    changed = replace(session, phase=phase or session.phase, rounds=(*session.rounds[:-1], current))
    return changed, () if phase is None else (Show(phase),)
