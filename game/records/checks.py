"""From the store to the learning gain: the finished checks of a profile, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.errors import StoreError
from game.quiz import discernment
from game.quiz.gain import CheckTaken

if TYPE_CHECKING:
    from game.records.store import AnswerStore
    from game.records.values import SessionRecord


def checks_taken(store: AnswerStore, profile: str = "") -> tuple[CheckTaken, ...]:
    """Return the checks that `profile` has finished, oldest first; none when the store cannot be read."""
    try:
        finished = [s for s in store.sessions() if s.block and s.finished and s.profile == profile]
        return tuple(_taken(store, session) for session in finished)
    except StoreError:
        return ()


def open_check(store: AnswerStore, block: str, profile: str = "") -> SessionRecord | None:
    """Return the check of `block` that `profile` broke off last, to go on with; None when there is none.

    One that was broken off before a later check was finished is left alone.
    """
    try:
        mine = [s for s in store.sessions() if s.block == block and s.profile == profile]
    except StoreError:
        return None
    return mine[-1] if mine and mine[-1].finished is None else None


def _taken(store: AnswerStore, session: SessionRecord) -> CheckTaken:
    counts = discernment.counts(store.answers(session.id))
    return CheckTaken(session.block or "", session.form or "", counts)
