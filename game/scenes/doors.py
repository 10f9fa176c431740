"""The doors of the menu: practice, how the player sees, the workshop, the studio. Loaded when opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from game.content.levels import Level
from game.scenes import workshop_door
from game.scenes.context import Context
from game.scenes.menu import Door

if TYPE_CHECKING:
    from game.scenes.check_play import Checks


def doors(context: Context, checks: Checks, play: Callable[[Level], None]) -> tuple[Door, ...]:
    """Return the ways on from the menu, besides the chapters."""

    def practice() -> None:
        from game.scenes.practice import PracticeScene

        context.stack.push(PracticeScene(context, play))

    def profile() -> None:
        from game.scenes.profile import ProfileScene

        context.stack.push(ProfileScene(context, checks, play))

    def studio() -> None:
        from game.scenes.studio import StudioScene

        context.stack.push(StudioScene(context))

    return (
        Door("practice", "practice", practice),
        Door("workshop", "team", lambda: workshop_door.begin(context)),
        Door("studio", "studio", studio),
        Door("profile", "eye", profile),
    )
