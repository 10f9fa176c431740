"""The key in a round's bar that shows where to look and what to ask."""

from __future__ import annotations

from game.play.context import Context
from game.ui.presets import icon_key
from game.ui.widgets.controls import Button

NAME = "at-hand"
"""The screen, which another room brings."""


def hand_key(context: Context) -> Button | None:
    """Return the key; none where nobody brought the screen. The clip waits below it."""
    if NAME not in context.screens:
        return None
    return icon_key("hand", "list", context.t("hand.title"), lambda: context.show(NAME), shortcuts=("i",))
