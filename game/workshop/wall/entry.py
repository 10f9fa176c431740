"""The way from the menu into a workshop: what it needs is loaded when somebody goes through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.play.context import Context


def begin(context: Context) -> None:
    """Let a teacher set up a lesson for a whole class."""
    from game.workshop.wall.opening import Workshop

    Workshop(context).begin()
