"""Leaving: a session asks first, from every screen; the safe answer is the first one."""

import pygame
import pytest
from small_pack import SECONDS
from still_films import still_films

__all__ = ["still_films"]

pytestmark = pytest.mark.usefixtures("still_films")


def at(pilot, scene):
    """Bring the session to a scene."""
    pilot.start(rounds=8)
    if scene == "watch":
        return pilot
    if scene == "judge":
        pilot.to_judge()
    elif scene == "spot":
        pilot.to_spot()
    else:
        pilot.judge(2)
    assert pilot.scene == scene
    return pilot


SCENES = ("watch", "judge", "spot", "reveal")


@pytest.mark.parametrize("scene", SCENES)
def test_a_session_asks_before_it_is_left(pilot, scene):
    at(pilot, scene)
    pilot.press("escape")
    assert pilot.scene == "dialog"
    assert pilot.focus == "stay", "the safe answer has the focus"
    pilot.press("return")
    assert pilot.scene == scene
    pilot.click("back")
    pilot.click("leave")
    assert [s.name for s in pilot.loop.stack] == ["menu", "practice"]


@pytest.mark.parametrize("scene", SCENES)
def test_escape_twice_stays_where_it_was(pilot, scene):
    at(pilot, scene)
    pilot.press("escape")
    pilot.press("escape")
    assert pilot.scene == scene


def test_nothing_below_a_dialog_can_be_used(pilot):
    at(pilot, "watch")
    pilot.let(1.2)
    ready = pilot.find("ready").box
    pilot.press("escape")
    pilot.click_at(ready.cx, ready.cy)
    pilot.press("pagedown")
    assert pilot.scene == "dialog"


def test_tab_stays_inside_the_dialog(pilot):
    at(pilot, "watch")
    pilot.press("escape")
    seen = set()
    for _ in range(6):
        pilot.press("tab")
        seen.add(pilot.focus)
    assert seen == {"stay", "leave"}


def test_the_clip_stops_while_the_question_is_open(pilot):
    at(pilot, "watch")
    pilot.let(0.4)
    pilot.press("escape")
    before = pilot.app.context.stack, pilot.loop.frames_drawn
    pilot.let(SECONDS)
    pilot.press("escape")
    assert before[0].top.scene.name == "watch"
    assert pilot.play.player.time < 1.0
    assert pilot.play.player.state.value == "paused"


def test_leaving_lets_go_of_the_clip(pilot):
    at(pilot, "reveal")
    play = pilot.play
    player = play.player
    pilot.press("escape")
    pilot.click("leave")
    assert play.player is None
    assert player.frame is None


def test_the_game_asks_before_it_ends(pilot):
    pilot.press("escape")
    assert pilot.scene == "dialog"
    pilot.click("stay")
    assert pilot.scene == "menu"
    pilot.click("exit")
    pilot.click("leave")
    assert not pilot.loop.running


def close_the_window(pilot):
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    pilot.loop.step(0.0)


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("above", [None, "settings", "help"])
def test_closing_the_window_over_a_session_asks_also_from_a_screen_above_it(pilot, scene, above):
    at(pilot, scene)
    if above == "help":
        pilot.press("f1")
    elif above:
        pilot.app.context.show(above)
    close_the_window(pilot)
    assert pilot.loop.running
    assert pilot.scene == "dialog"
    assert pilot.reads(pilot.t("quit.title"))
    pilot.press("escape")
    assert pilot.scene == (above or scene)
    close_the_window(pilot)
    pilot.click("leave")
    assert not pilot.loop.running


def test_closing_the_window_over_a_check_asks_and_the_check_goes_on_at_the_next_start(make_pilot, tmp_path):
    pilot = make_pilot(folder=tmp_path / "home")
    pilot.app.show_menu()
    pilot.app.checks.start("before", lambda: None)
    pilot.step()
    close_the_window(pilot)
    assert pilot.scene == "dialog"
    pilot.click("leave")
    pilot.app.close()
    again = make_pilot(folder=tmp_path / "home")
    assert again.app.checks.clips_left() == 6


@pytest.mark.parametrize("key", [None, "escape"])
def test_closing_the_window_over_a_question_or_outside_a_session_ends_the_game_at_once(pilot, key):
    if key is not None:
        at(pilot, "judge")
        pilot.press(key)
    close_the_window(pilot)
    assert not pilot.loop.running


def test_closing_the_window_twice_ends_the_game(pilot):
    at(pilot, "watch")
    close_the_window(pilot)
    close_the_window(pilot)
    assert not pilot.loop.running


def test_help_is_one_key_away_on_every_screen_and_comes_back(pilot):
    for scene in SCENES:
        at(pilot, scene)
        for key in ("f1", "h"):
            pilot.press(key)
            assert pilot.scene == "help"
            pilot.press(key)
            assert pilot.scene == scene
        pilot.press("escape")
        pilot.click("leave")
