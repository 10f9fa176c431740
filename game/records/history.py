"""From the store to the scheduler: what earlier sessions say about player and clips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.errors import StoreError
from game.quiz.history import remember

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.quiz.candidates import ClipKey
    from game.quiz.history import History, Rated
    from game.records.store import AnswerStore

LOOK_BACK: Final = 2000
"""So many answers, the newest, are read at the start: enough for every estimate, quick on any store."""


def history_of(
    store: AnswerStore, profile: str | None = None, pooled: Mapping[ClipKey, Rated] | None = None
) -> History:
    """Return what the newest answers in `store` (of `profile`) add up to; empty when it cannot be read.

    `pooled` is what many machines together say of clips.
    """
    try:
        answers = store.answers(last=LOOK_BACK, profile=profile)
    except StoreError:
        return remember((), pooled)
    return remember(answers, pooled)
