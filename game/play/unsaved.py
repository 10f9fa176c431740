"""The question before a truth that follows an answer which could not be kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.play.dialog import Choice, DialogScene

if TYPE_CHECKING:
    from game.errors import StoreError
    from game.play.context import Context


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
