"""The question to the teacher when votes cannot be written: try again, or go on without the journal.

No phone was told that its vote was taken; each sends it again. The same question stands on her desk, where
"go on" and "look again" answer it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.play.dialog import Choice, DialogScene
from game.ui.scene import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.errors import StoreError
    from game.play.context import Context
    from game.workshop.host import Host
    from game.workshop.server.teacher_remote import TeacherRemote

LOOK_AGAIN: Final = 0.25
"""Seconds between looks at what the teacher's desk asks for."""


class UnkeptScene(DialogScene):
    """Over the lesson's screen, until the teacher decides or the journal can be written again."""

    def __init__(
        self,
        context: Context,
        host: Host,
        remote: TeacherRemote | None,
        show: Callable[[str, str], None],
        error: StoreError,
    ) -> None:
        """`show` shows a title and a text on the teacher's desk."""
        t = context.t
        self.host = host
        self.remote = remote
        self.show = show
        super().__init__(
            context,
            icon="warning",
            title=t("workshop.unkept"),
            text=f"{t(f'store.why.{error.why}')} {t('workshop.unkept_means')}",
            choices=(
                Choice("save-again", t("store.again"), self.again, primary=True),
                Choice("unkept", t("store.go_on"), self.go_on),
            ),
        )

    def enter(self) -> None:
        """Show the question on the teacher's desk, too."""
        self.show(self.title, self.text)

    def again(self) -> None:
        """Let the phones try once more."""
        self.host.trouble = None
        self.context.stack.pop()

    def go_on(self) -> None:
        """Hold the rest of the lesson without a journal."""
        self.host.go_on_unkept()
        self.context.stack.pop()

    def update(self, now: float) -> Change:
        """Take the answer of the teacher's desk; leave when votes are written again."""
        wish = self.remote.take() if self.remote is not None else None
        if wish == "next":
            self.go_on()
        elif wish == "again" or self.host.trouble is None:
            self.again()
        else:
            return Change.NONE
        return Change.ALL

    def next_due(self, now: float) -> float | None:
        """Look again soon."""
        return LOOK_AGAIN
