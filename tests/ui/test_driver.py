"""The driver: it does what a hand does, and says why a hand would miss."""

import pygame
import pytest

from game.ui.driver import Driver, MissedError
from ui.kit import Board, Pressed, button, make_loop


class Game:
    """The least that can be driven."""

    def __init__(self, *scenes, size=(1280, 720)):
        self.loop = make_loop(*scenes, size=size)

    def settle(self):
        """Nothing runs in the background."""


@pytest.fixture
def done():
    return Pressed()


def drive(*widgets, size=(1280, 720), **how):
    driver = Driver(Game(Board(*widgets, **how), size=size))
    driver.step()
    return driver


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1920), (1024, 600)])
def test_a_click_arrives_at_the_widget_on_any_window(done, size):
    driver = drive(button("a", 10, 10, done=done), button("b", 500, 300, done=done), size=size)
    driver.click("b")
    assert done.log == ["b"]


def test_a_look_at_a_control_builds_what_has_changed_and_nothing_else(done):
    driver = drive(button("a", done=done))
    scene, built = driver.loop.stack.top.scene, []
    build = scene.build
    scene.build = lambda layout: built.append(layout) or build(layout)
    driver.find("a")
    assert built == []
    with driver.loop.hurried():
        driver.loop.invalidate()
        driver.find("a")
        driver.find("a")
        assert len(built) == 1
    drawn = driver.loop.frames_drawn
    driver.step()
    assert driver.loop.frames_drawn == drawn + 1, "what was only looked at is drawn yet"


def test_a_miss_lists_what_a_player_could_use(done):
    driver = drive(button("play"), button("words", 200, press=None), name="watch")
    with pytest.raises(MissedError, match=r"watch: there is no 'pley'; a player could use: play$"):
        driver.click("pley")


def test_a_miss_says_that_the_control_is_disabled(done):
    driver = drive(button("show", done=done, enabled=False))
    with pytest.raises(MissedError, match="'show' is disabled just now"):
        driver.click("show")


def test_a_miss_says_that_nothing_can_be_pressed():
    with pytest.raises(MissedError, match="'words' takes no clicks"):
        drive(button("words", press=None)).click("words")


def test_a_miss_says_that_the_control_lies_outside(done):
    with pytest.raises(MissedError, match=r"'far' lies outside the window, at \(5050, 32\)"):
        drive(button("far", 5000, done=done)).click("far")


def test_a_miss_names_what_covers_the_control(done):
    driver = drive(button("below", done=done), button("cover", 20, done=done))
    with pytest.raises(MissedError, match=r"'below' at .* is covered by 'cover'"):
        driver.click("below")
    assert done.log == []


def test_keys_are_pressed_by_name():
    driver, keys = drive(), ["return", "escape", "left", "pagedown", "1", ",", "m", "f11"]
    for key in keys:
        driver.press(key)
    assert driver.loop.stack.top.scene.keys == keys


def test_a_drag_goes_through_the_points_between(done):
    driver = drive(button("knob", 0, 0, 400, 64, press=None, drag=done.drag("knob")))
    driver.drag((10, 30), (210, 30), steps=4)
    assert [(phase, x) for _, phase, x, _ in done.log] == [
        ("down", 10), ("move", 60), ("move", 110), ("move", 160), ("move", 210), ("up", 210)
    ]  # fmt: skip


def test_waiting_in_vain_says_where_the_game_is():
    driver = drive(button("a"), name="menu")
    with pytest.raises(MissedError, match="waited in vain for scene 'reveal'; the scene is 'menu'"):
        driver.wait_for("reveal", most=20)


def test_waiting_lets_time_pass_until_it_has_come():
    driver = drive(button("a"))
    start = driver.loop.timeline.now()
    driver.wait_until(lambda: driver.loop.timeline.now() >= start + 2.0, "two seconds")
    assert driver.loop.timeline.now() < start + 2.2


def test_a_picture_is_of_the_screen_and_comes_with_its_texts():
    driver = drive(button("a"))
    surface, ledger = driver.picture()
    assert surface.get_size() == (1280, 720)
    assert ledger.canvas.w == 1280
    assert surface is not pygame.display.get_surface()


def test_an_empty_stack_has_no_scene():
    driver = drive(button("a"))
    driver.loop.stack.clear()
    assert driver.scene == ""
