"""The pictures of the campaign's screens: every lesson card, examples, the ladder, cases, cards, the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from game.campaign.controller import CampaignController, ChapterRun
from game.campaign.drawings.catalogue import GAME
from game.campaign.lesson import LessonScene
from game.home.menu import MenuScene
from game.home.profiles import ProfilesScene
from tools.screenshots.shot import Shot, clicks

if TYPE_CHECKING:
    from game.app import App
    from game.campaign.model import Chapter
    from game.ui.driver import Driver
    from game.ui.scene import Scene


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield (name, what brings the screen up) of the campaign's screens; leaves the top scene as it was."""
    journey = app.journey
    start = len(app.stack)
    for chapter in journey.campaign.chapters.values():
        yield from _chapter(app, driver, journey, chapter)
    _walked(journey)
    yield Shot("02-menu-begun", _pusher(app, MenuScene(journey, app.menu_entries())))
    yield Shot("02-profiles", _pusher(app, ProfilesScene(journey)))
    yield Shot("04-at-hand", lambda: app.context.show("at-hand"))
    driver.press("i")
    while len(app.stack) > start:
        app.stack.pop()


def _chapter(app: App, driver: Driver, journey: CampaignController, chapter: Chapter) -> Iterator[Shot]:
    run = ChapterRun(journey, chapter)
    for at, step in enumerate(run.steps):
        run.at = at
        scene = run.scene()
        name = f"03-{step.part}-{chapter.number}-{step.index + 1}"
        if isinstance(scene, LessonScene):
            scene.still = scene.beats
        yield Shot(name, _pusher(app, scene))
        if isinstance(scene, LessonScene) and scene.card.diagram == GAME:
            for n in range(4):
                yield Shot(f"{name}-{n}", clicks(driver, *(["step"] if n else []), "picture-0"))
        if scene.name == "reshare":
            for n in range(len(chapter.ladder.rungs) if chapter.ladder else 0):
                chosen = ["kind-blending-boundary"] if n < 2 else []
                yield Shot(f"{name}-{n}", clicks(driver, *chosen, "next"))
        if scene.name == "before-share":
            yield Shot(f"{name}-report", clicks(driver, "reports"))
            app.stack.pop()
        if scene.name == "case":
            for n in range(4):
                if step.index == 0:
                    yield Shot(f"{name}-{n}", lambda: _answer(driver))
                    yield Shot(f"{name}-{n}-next", clicks(driver, "next"))
                else:
                    _answer(driver)
                    driver.click("next")
            yield Shot(f"{name}-lesson")
        app.stack.pop()
    run.at = len(run.steps)
    yield Shot(f"03-chapter-card-{chapter.number}", _pusher(app, run.scene()))
    app.stack.pop()


def _walked(journey: CampaignController) -> None:
    """Put two chapters behind and begin a third, so that the menu shows all states."""
    chapters = list(journey.campaign.chapters.values())
    for chapter, share in zip(chapters, (1.0, 1.0, 0.5), strict=False):
        steps = journey.steps(chapter)
        for step in steps[: round(len(steps) * share)]:
            journey.done(chapter, step)


def _answer(driver: Driver) -> None:
    for widget in list(driver.loop.stack.top.widgets):
        if widget.name.startswith("answer-") and widget.press is not None:
            driver.click(widget.name)
            break
    driver.click("next")


def _pusher(app: App, scene: Scene) -> Callable[[], None]:
    return lambda: app.stack.push(scene)
