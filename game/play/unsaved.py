"""Keeping an answer before its truth is shown, and the question where that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from game.errors import StoreError
from game.play.dialog import Choice, DialogScene

if TYPE_CHECKING:
    from game.play.context import Context
    from game.quiz.answer import Answer


class AnswerKeeper:
    """Keeps the answers of a session. What the disk refuses waits in memory, and the player is asked.

    Who was told and goes on is not asked again until an answer could be kept.
    """

    def __init__(self, context: Context, decided: Callable[[str], None]) -> None:
        """`decided` is called with the moment of an answer once the player has answered the question."""
        self.context = context
        self.decided = decided
        self._goes_on = False

    def keep(self, answer: Answer, at: str | None = None) -> str | None:
        """Keep `answer`, given at `at` (None: now); return the moment, or None where the player is asked."""
        at = self.context.today() if at is None else at
        try:
            self.context.store.add(replace(answer, at=at))
        except StoreError as error:
            if not self._goes_on:
                self._ask(error, answer, at)
                return None
        else:
            self._goes_on = False
        return at

    def _ask(self, error: StoreError, answer: Answer, at: str) -> None:
        def again() -> None:
            self.context.stack.pop()
            if self.keep(answer, at) is not None:
                self.decided(at)

        def go_on() -> None:
            self._goes_on = True
            again()

        self.context.stack.push(unsaved_question(self.context, error, again, go_on))


def unsaved_question(
    context: Context, error: StoreError, again: Callable[[], None], go_on: Callable[[], None]
) -> DialogScene:
    """Return the dialog that says why nothing can be kept; `again` tries once more, `go_on` does without."""
    t = context.t
    return DialogScene(
        context,
        icon="warning",
        title=t("store.unsaved"),
        text=f"{t(f'store.why.{error.why}')} {t('store.unsaved_means')}",
        choices=(
            Choice("save-again", t("store.again"), again, primary=True),
            Choice("unsaved", t("store.go_on"), go_on),
        ),
    )
