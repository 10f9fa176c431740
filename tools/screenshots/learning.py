"""The pictures of the learning screens: free practice, checks, first glance, what was learnt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import TYPE_CHECKING

from game.home.free_practice import FreePracticeScene
from game.play.controller import Play
from game.quiz.phase import Phase
from tools.robots.robot import Human, play_round

if TYPE_CHECKING:
    from game.app import App
    from game.ui.driver import Driver

Shot = tuple[str, Callable[[], object]]
PROFILE = "22-learnt"


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield (name, what brings the screen up) of the learning screens; leaves the menu on top."""
    yield f"{PROFILE}-at-first", _entry(app, "profile")
    app.stack.back_to("menu")
    yield from _free(app, driver)
    yield from _glance(app, driver)
    yield from _checks(app, driver)
    yield PROFILE, _entry(app, "profile")
    yield f"{PROFILE}-kinds", lambda: driver.click("page-kinds")
    if any(widget.name == "more" for widget in driver.loop.stack.top.widgets):
        yield f"{PROFILE}-kinds-more", lambda: driver.click("more")
    yield f"{PROFILE}-change", lambda: driver.click("page-change")
    app.stack.back_to("menu")


def _entry(app: App, name: str) -> Callable[[], None]:
    return next(entry.press for entry in app.menu_entries() if entry.name == name)


def _free(app: App, driver: Driver) -> Iterator[Shot]:
    yield "23-free", lambda: app.stack.push(FreePracticeScene(app.context, app.play))
    for stage in app.context.guide.stages:
        yield f"23-free-{stage}", _clicker(driver, f"stage-{stage}")
    app.stack.back_to("menu")


def _glance(app: App, driver: Driver) -> Iterator[Shot]:
    level = FreePracticeScene(app.context, app.play).level(8)
    yield "24-glance", lambda: app.play(level.model_copy(update={"glance": 2.0}))
    play = _play(driver)
    taken: set[bool] = set()
    while play.session.phase is not Phase.DONE:
        driver.wait_until(lambda: driver.find("ready").enabled, "the clip to be there")
        driver.click("ready")
        driver.wait_until(lambda: play.session.phase is Phase.JUDGE, "the glance to be over")
        if not taken:
            yield "24-glance-judge", lambda: driver.click("step-5")
        driver.click("step-5")
        driver.click("confirm")
        manipulated = play.clip.manipulated
        if manipulated not in taken:
            taken.add(manipulated)
            yield f"24-glance-{play.clip.label}", lambda: None
        driver.click("next")
    yield "24-glance-summary", lambda: None
    app.stack.back_to("menu")


def _checks(app: App, driver: Driver) -> Iterator[Shot]:
    for number, skill in enumerate((0.4, 0.9)):
        app.checks.start("before", lambda: None)
        driver.step()
        play = _play(driver)
        player = Human(skill, Random(number))
        while play.session.phase is not Phase.DONE:
            play_round(driver, play, player)
        yield f"25-checked-{number}", lambda: None
        driver.click("next")


def _play(driver: Driver) -> Play:
    driver.step()
    play = driver.loop.stack.top.scene.play  # type: ignore[attr-defined]
    assert isinstance(play, Play)  # noqa: S101 - the scenes of a session have one
    return play


def _clicker(driver: Driver, name: str) -> Callable[[], None]:
    return lambda: driver.click(name)
