"""Keeping an answer before its truth is shown, and the question where that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from game.errors import StoreError
from game.play.dialog import Choice, DialogScene

if TYPE_CHECKING:
    from game.play.context import Context


AnswerT = TypeVar("AnswerT")


class AnswerKeeper(Generic[AnswerT]):
    """Keeps the answers of a session. What the disk refuses waits in memory, and the player is asked.

    Who was told and goes on is not asked again until an answer could be kept.
    """

    def __init__(
        self, context: Context, add: Callable[[AnswerT], None], decided: Callable[[AnswerT], None]
    ) -> None:
        """`add` writes an answer or raises StoreError; `decided` hears of one that was asked about."""
        self.context = context
        self.add = add
        self.decided = decided
        self._goes_on = False

    def keep(self, answer: AnswerT) -> bool:
        """Keep `answer`; tell whether its truth may be shown, or False where the player is asked first."""
        try:
            self.add(answer)
        except StoreError as error:
            if not self._goes_on:
                self._ask(error, answer)
                return False
        else:
            self._goes_on = False
        return True

    def _ask(self, error: StoreError, answer: AnswerT) -> None:
        def again() -> None:
            self.context.stack.pop()
            if self.keep(answer):
                self.decided(answer)

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
