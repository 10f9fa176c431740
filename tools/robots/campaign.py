"""A robot that walks through the campaign by clicks, one action at a time, so that it can stop anywhere."""

from __future__ import annotations

from random import Random

from game.campaign.drawings.catalogue import GAME
from game.campaign.lesson import LessonScene
from game.home.menu import MenuScene
from game.play.session_screen import SessionScreen
from game.posts.post_screen import PostScreen
from game.ui.driver import Driver, MissedError
from tools.robots.post_players import SourceChecker
from tools.robots.posts import judge_post
from tools.robots.robot import Robot, play_round

_ONWARD = ("next", "start", "menu")
"""The keys that go on, by name: of those that a page has, the first one is pressed."""


def act(driver: Driver, player: Robot) -> bool:
    """Do the next thing a player would do; False when all chapters are finished.

    Raises MissedError where the campaign cannot be gone on with.
    """
    scene = driver.loop.stack.top.scene
    if isinstance(scene, MenuScene):
        return _choose_chapter(driver, scene)
    if isinstance(scene, LessonScene):
        _lesson(driver, scene)
    elif isinstance(scene, SessionScreen):
        play_round(driver, scene.play, player)
    elif isinstance(scene, PostScreen):
        _post(driver, scene)
    elif scene.name == "case":
        _case(driver)
    else:
        driver.click(_onward(driver))
    return True


def walk(driver: Driver, player: Robot, *, most: int = 3000) -> int:
    """Go through all chapters that are open; return how many actions it took. Raises MissedError."""
    for count in range(most):
        if not act(driver, player):
            return count
    raise MissedError(f"the campaign was not over after {most} actions; the scene is {driver.scene!r}")


def _choose_chapter(driver: Driver, scene: MenuScene) -> bool:
    wanted = next((state for state in scene.journey.states() if state.recommended), None)
    if wanted is None:
        return False
    driver.click(f"chapter-{wanted.id}")
    return True


def _onward(driver: Driver) -> str:
    there = {widget.name for widget in driver.loop.stack.top.widgets if widget.interactive}
    for name in _ONWARD:
        if name in there:
            return name
    raise MissedError(f"{driver.scene}: the campaign's robot finds no key that goes on")


def _lesson(driver: Driver, scene: LessonScene) -> None:
    if scene.card.diagram == GAME and not scene.game.over:
        driver.click("picture-0" if scene.game.picked is None else "step")
    else:
        driver.click("next")


def _post(driver: Driver, scene: PostScreen) -> None:
    if scene.name == "post-reveal":
        driver.click("next")
    else:
        judge_post(driver, SourceChecker(Random(scene.play.round.post)))


def _case(driver: Driver) -> None:
    if driver.find("next").enabled:
        driver.click("next")
        return
    answers = [w.name for w in driver.loop.stack.top.widgets if w.name.startswith("answer-")]
    driver.click(answers[0])
