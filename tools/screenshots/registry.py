"""The registry of screens: the tours on which every screen of the game is shown.

Pictures (`screens`) and the tests of all screens (`tests/test_screens.py`) are driven from here. A tour must
show each screen of its rooms, so one that nobody shows fails the tests. A new entry of the menu is shown by
itself, and so is a new page of a chapter; another new screen takes one line in the tour of its room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tools.screenshots import arrivals, campaign, learning, posts, session, studio, voices, workshop
from tools.screenshots.shot import Shot, Shots, to_menu

if TYPE_CHECKING:
    from game.app import App
    from game.ui.driver import Driver


@dataclass(frozen=True, slots=True)
class Tour:
    """A way through screens of the game, from the menu on."""

    name: str
    shots: Shots
    rooms: frozenset[str] = frozenset()
    """The rooms whose screens it shows, but for those that another tour has in `also`."""
    also: frozenset[str] = frozenset()
    """Screens of other rooms that only this tour shows."""
    from_menu: bool = True
    """Whether it begins at the menu; else where a game begins."""

    def visit(self, app: App, driver: Driver) -> Iterator[Shot]:
        """Bring up one screen after the other; yield what it is."""
        if self.from_menu:
            if not len(app.stack):
                app.show_menu()
                driver.step()
            to_menu(driver)
        for shot in self.shots(app, driver):
            shot.prepare()
            driver.step()
            yield shot


TOURS: Final = (
    Tour("session", session.shots, rooms=frozenset({"home", "play"}), from_menu=False),
    Tour(
        "learning",
        learning.shots,
        also=frozenset(
            {
                "check-result",
                "detector",
                "free-practice",
                "glance",
                "glance-reveal",
                "own-words",
                "pair-judge",
                "pair-reveal",
                "pair-spot",
                "pair-watch",
                "profile",
                "why",
            }
        ),
    ),
    Tour("posts", posts.shots, rooms=frozenset({"posts"})),
    Tour("studio", studio.shots, rooms=frozenset({"studio"})),
    Tour("campaign", campaign.shots, rooms=frozenset({"campaign"}), also=frozenset({"facts", "profiles"})),
    Tour("workshop", workshop.shots, rooms=frozenset({"workshop"})),
    Tour("voices", voices.shots),
    Tour("arrivals", arrivals.shots, also=frozenset({"people", "files", "intake", "terms"})),
)
"""All tours, in the order of the pictures. The kiosk is a game of its own: `tools.screenshots.kiosk`."""
