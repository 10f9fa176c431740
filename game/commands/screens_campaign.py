"""The pictures of the campaign's screens: every lesson card, examples, chapter card, cases, the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from game import resources
from game.scenes.lesson import LessonScene, Turn
from game.ui.diagrams.catalogue import GAME

if TYPE_CHECKING:
    from game.app import App
    from game.ui.driver import Driver

Shot = tuple[str, Callable[[], object]]


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield (name, what brings the screen up) of the campaign's screens; leaves the menu on top."""
    campaign = resources.read_campaign(app.context.guide)

    def leave() -> None:
        app.stack.pop()

    turn = Turn(leave, leave, leave)
    for chapter in campaign.chapters.values():
        for i, card in enumerate(chapter.lesson):
            scene = LessonScene(app.context, campaign, chapter, i, turn)
            scene.still = scene.beats
            yield f"03-lesson-{chapter.number}-{i + 1}", _pusher(app, scene)
            if card.diagram == GAME:
                for n in range(4):
                    yield f"03-lesson-{chapter.number}-{i + 1}-{n}", _clicker(driver, "picture-0")
                    if n < 3:
                        yield f"03-lesson-{chapter.number}-{i + 1}-{n}-next", _clicker(driver, "step")
            leave()


def _pusher(app: App, scene: LessonScene) -> Callable[[], None]:
    return lambda: app.stack.push(scene)


def _clicker(driver: Driver, name: str) -> Callable[[], None]:
    return lambda: driver.click(name)
