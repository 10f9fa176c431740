"""The entries of the menu: practice, how the player sees, the workshop, the studio."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.home import doors
from game.home.menu import MenuEntry

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.content.levels import Level
    from game.play.check_play import Checks
    from game.play.context import Context


def menu_entries(
    context: Context, checks: Callable[[], Checks], play: Callable[[Level], None]
) -> tuple[MenuEntry, ...]:
    """Return the ways on from the menu, besides the chapters."""
    return (
        MenuEntry("practice", "practice", lambda: doors.practice(context, play)),
        MenuEntry("workshop", "team", lambda: doors.workshop(context)),
        MenuEntry("studio", "studio", lambda: doors.studio(context)),
        MenuEntry("profile", "eye", lambda: doors.profile(context, checks(), play)),
    )
