"""The entries of the menu: practice, how the player sees, the workshop, the studio. Loaded when opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.content.levels import Level
from game.home.menu import MenuEntry
from game.play.context import Context

if TYPE_CHECKING:
    from game.play.check_play import Checks


def menu_entries(context: Context, checks: Checks, play: Callable[[Level], None]) -> tuple[MenuEntry, ...]:
    """Return the ways on from the menu, besides the chapters."""

    def practice() -> None:
        from game.home.practice import PracticeScene

        context.stack.push(PracticeScene(context, play))

    def profile() -> None:
        from game.home.profile import ProfileScene

        context.stack.push(ProfileScene(context, checks, play))

    def studio() -> None:
        from game.studio.screen import StudioScene

        context.stack.push(StudioScene(context))

    def workshop() -> None:
        from game.workshop.wall.opening import Workshop

        Workshop(context).begin()

    return (
        MenuEntry("practice", "practice", practice),
        MenuEntry("workshop", "team", workshop),
        MenuEntry("studio", "studio", studio),
        MenuEntry("profile", "eye", profile),
    )
