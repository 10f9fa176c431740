"""The pictures of the learning screens: free practice, checks, first glance, what was learnt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import TYPE_CHECKING

from game.home.free_practice import FreePracticeScene
from game.play.controller import Play
from game.quiz.phase import Phase
from tools.robots.robot import Human, play_round
from tools.screenshots.shot import Shot, clicks

if TYPE_CHECKING:
    from game.app import App
    from game.ui.driver import Driver

PROFILE = "22-learnt"
OWN_WORDS = {
    "uz": ("Yuz chetida chiziq yoʻq, ogʻiz ham toza.", "Koʻzlari gʻalati, lekin yorugʻlik bir xil. " * 3),
    "en": ("No seam along the face, and the mouth is clean.", "The eyes look odd, but the light fits. " * 4),
    "ru": ("По краю лица нет шва, и рот чёткий.", "Глаза странные, но свет везде одинаковый. " * 4),
}
"""A sentence, and one that is as long as can be, in each language."""


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield (name, what brings the screen up) of the learning screens; leaves the menu on top."""
    yield Shot(f"{PROFILE}-at-first", _entry(app, "profile"))
    app.stack.back_to("menu")
    yield from _free(app, driver)
    yield from _glance(app, driver)
    yield from _pair(app, driver)
    yield from _detector(app, driver)
    yield from _own_words(app, driver)
    yield from _checks(app, driver)
    yield Shot(PROFILE, _entry(app, "profile"))
    yield Shot(f"{PROFILE}-kinds", lambda: driver.click("page-kinds"))
    if any(widget.name == "more" for widget in driver.loop.stack.top.widgets):
        yield Shot(f"{PROFILE}-kinds-more", lambda: driver.click("more"))
    yield Shot(f"{PROFILE}-change", lambda: driver.click("page-change"))
    app.stack.back_to("menu")


def _entry(app: App, name: str) -> Callable[[], None]:
    return next(entry.press for entry in app.menu_entries() if entry.name == name)


def _free(app: App, driver: Driver) -> Iterator[Shot]:
    yield Shot("23-free", lambda: app.stack.push(FreePracticeScene(app.context, app.play)))
    for stage in app.context.guide.stages:
        yield Shot(f"23-free-{stage}", clicks(driver, f"stage-{stage}"))
    app.stack.back_to("menu")


def _glance(app: App, driver: Driver) -> Iterator[Shot]:
    level = FreePracticeScene(app.context, app.play).level(8)
    yield Shot("24-glance", lambda: app.play(level.model_copy(update={"glance": 2.0})))
    play = _play(driver)
    taken: set[bool] = set()
    while play.session.phase is not Phase.DONE:
        driver.wait_until(lambda: driver.find("ready").enabled, "the clip to be there")
        driver.click("ready")
        driver.wait_until(lambda: play.session.phase is Phase.JUDGE, "the glance to be over")
        if not taken:
            yield Shot("24-glance-judge", lambda: driver.click("step-5"))
        driver.click("step-5")
        driver.click("confirm")
        manipulated = play.clip.manipulated
        if manipulated not in taken:
            taken.add(manipulated)
            yield Shot(f"24-glance-{play.clip.label}")
        driver.click("next")
    yield Shot("24-glance-summary")
    app.stack.back_to("menu")


def _pair(app: App, driver: Driver) -> Iterator[Shot]:
    level = FreePracticeScene(app.context, app.play).level(2)
    app.play(level.model_copy(update={"pairs": True, "share": 1.0}))
    play = _play(driver)
    driver.wait_until(lambda: driver.find("ready").enabled, "both clips to play")
    yield Shot("25-pair", lambda: driver.click("loupe"))
    driver.click("ready")
    yield Shot("25-pair-judge", lambda: driver.click("step-5"))
    yield Shot("25-pair-spot", lambda: driver.click("confirm"))
    yield Shot("25-pair-reveal", lambda: driver.click("cant-tell"))
    driver.click("next")
    while play.session.phase is not Phase.DONE:
        play_round(driver, play, Human(0.7, Random(1)))
    yield Shot("25-pair-summary")
    app.stack.back_to("menu")


def _detector(app: App, driver: Driver) -> Iterator[Shot]:
    level = FreePracticeScene(app.context, app.play).level(2)
    app.play(level.model_copy(update={"detector": True}))
    play = _play(driver)
    driver.wait_until(lambda: driver.find("ready").enabled, "the clip to play")
    driver.click("ready")
    driver.click("step-2")
    yield Shot("26-detector-reveal", lambda: driver.click("confirm"))
    yield Shot("26-detector", lambda: driver.click("detector"))
    driver.press("escape")
    driver.click("next")
    while play.session.phase is not Phase.DONE:
        play_round(driver, play, Human(0.7, Random(1)))
    yield Shot("26-detector-summary")
    app.stack.back_to("menu")


def _own_words(app: App, driver: Driver) -> Iterator[Shot]:
    usual = app.context.settings
    app.apply(usual.changed(ask_why=True))
    app.play(FreePracticeScene(app.context, app.play).level(2))
    play = _play(driver)
    for number, words in enumerate(OWN_WORDS[app.context.language]):
        driver.wait_until(lambda: driver.find("ready").enabled, "the clip to play")
        driver.click("ready")
        driver.click("step-2")
        driver.click("confirm")
        if number == 0:
            yield Shot("27-why")
        driver.write(words)
        yield Shot(f"27-why-{number}")
        driver.press("return")
        driver.click("next")
    assert play.session.phase is Phase.DONE  # noqa: S101
    yield Shot("27-why-lookback", lambda: driver.click("look-back"))
    yield Shot("27-own-words", lambda: driver.click("own-words"))
    yield Shot("27-own-words-delete", lambda: driver.click("own-0.delete"))
    driver.press("escape")
    app.stack.back_to("menu")
    yield Shot(f"{PROFILE}-own-words", _entry(app, "profile"))
    yield Shot("27-own-words-all", lambda: driver.click("own-words"))
    yield Shot("27-own-words-ask", lambda: driver.click("delete-all"))
    app.apply(usual)
    app.stack.back_to("menu")


def _checks(app: App, driver: Driver) -> Iterator[Shot]:
    for number, skill in enumerate((0.4, 0.9)):
        app.checks.start("before", lambda: None)
        driver.step()
        play = _play(driver)
        player = Human(skill, Random(number))
        while play.session.phase is not Phase.DONE:
            play_round(driver, play, player)
        yield Shot(f"25-checked-{number}")
        driver.click("next")


def _play(driver: Driver) -> Play:
    driver.step()
    play = driver.loop.stack.top.scene.play  # type: ignore[attr-defined]
    assert isinstance(play, Play)  # noqa: S101 - the scenes of a session have one
    return play
