"""What the game does when a store fails where no screen is ready for it: it tells the player, and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.play.context import Context
    from game.play.dialog import DialogScene
    from game.ui.loop import Loop


class Trouble:
    """Tells of stores that fail: in a note, or on a screen of its own where the present one cannot be."""

    def __init__(self, context: Context, loop: Loop) -> None:
        self._context = context
        self._loop = loop
        self._drawn = -1
        """How many pictures had been drawn at the last failure."""

    def take(self) -> bool:
        """Tell of a failure and let the game go on; False where even that cannot be shown."""
        from game.play.dialog import DialogScene

        repeated, self._drawn = self._loop.frames_drawn == self._drawn, self._loop.frames_drawn
        t, stack = self._context.t, self._context.stack
        if not repeated:
            self._context.toasts.show("warning", t("trouble.text"))
        elif isinstance(stack.top.scene, DialogScene):
            return False
        else:
            stack.push(self._screen())
        self._loop.invalidate()
        return True

    def _screen(self) -> DialogScene:
        from game.play.dialog import Choice, DialogScene

        t, stack = self._context.t, self._context.stack
        first = next(iter(stack))
        if len(stack) > 1:
            away = Choice("menu", t("summary.menu"), lambda: stack.back_to(first.name))
        else:
            away = Choice("leave", t("quit.leave"), self._context.quit)
        return DialogScene(
            self._context,
            icon="warning",
            title=t("trouble.title"),
            text=t("trouble.text"),
            choices=(Choice("again", t("trouble.again"), stack.pop, primary=True), away),
            alone=True,
        )
