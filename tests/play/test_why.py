"""Why? Asked at home between a judgement and its truth, where the player wants that and can type."""

import sqlite3

import pygame
import pytest
from pilot import MissedError
from still_films import still_films

from game.content.own_words import MOST
from game.play.why import WhyScene
from game.quiz.phase import Phase

__all__ = ["still_films"]

pytestmark = pytest.mark.usefixtures("still_films")


def wish(pilot):
    pilot.app.apply(pilot.app.context.settings.changed(ask_why=True))


@pytest.fixture
def asked(pilot):
    """A player who wants to be asked, right after a judgement that leads to the truth."""
    wish(pilot)
    pilot.start(rounds=2)
    pilot.judge(2)
    assert pilot.scene == "why"
    return pilot


def words(pilot):
    return [one.text for one in pilot.app.context.store.words()]


def test_nobody_is_asked_who_did_not_wish_it(pilot):
    pilot.start(rounds=1)
    pilot.judge(2)
    assert pilot.scene == "reveal"


def test_what_is_written_is_kept_and_the_truth_comes_after_it(asked):
    store = asked.app.context.store
    assert len(store.answers()) == 1, "the answer is safe before anything is asked"
    asked.write("Koʻzi gʻalati, lekin 1 m h n i + - yorugʻlik mos")
    asked.press("return")
    assert asked.scene == "reveal"
    (one,) = store.words()
    assert one.text == "Koʻzi gʻalati, lekin 1 m h n i + - yorugʻlik mos"
    assert (one.session, one.index) == (store.answers()[0].session, 0)
    assert asked.app.context.settings.sound
    asked.click("next")
    assert asked.session.phase is Phase.WATCH


def test_no_truth_and_no_points_show_while_one_writes(asked):
    seen = "\n".join(asked.words())
    verdicts = (asked.t("verdict.real"), asked.t("verdict.manipulated"))
    assert not any(line in verdicts for line in seen.splitlines())
    assert str(asked.loop.stack.top.scene.context.store.answers()[0].points) not in seen
    assert {widget.name for widget in asked.loop.stack.top.widgets}.isdisjoint({"points", "pips"})


@pytest.mark.parametrize("key", ["escape", "return"])
def test_one_key_leaves_it_out(asked, key):
    asked.press(key)
    assert asked.scene == "reveal"
    assert words(asked) == []


def test_it_can_be_left_out_by_the_mouse_with_something_written(asked):
    asked.write("perhaps")
    asked.click("skip")
    assert (asked.scene, words(asked)) == ("reveal", [])


def test_a_line_has_an_end_and_nothing_in_it_turns_or_rings(asked):
    for text in ("\u202eturned\u202c \x07", "x" * 300):
        pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text=text))
    asked.step()
    asked.click("keep")
    (text,) = words(asked)
    assert text.startswith("turned xxx")
    assert len(text) == MOST


def test_an_input_method_has_the_keys_while_it_is_at_work(asked):
    pygame.event.post(pygame.event.Event(pygame.TEXTEDITING, text="ni", start=0, length=2))
    asked.press("return")
    assert asked.scene == "why"
    pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text="so"))
    asked.press("return")
    assert (asked.scene, words(asked)) == ("reveal", ["so"])


def test_a_finger_is_not_asked_to_type(pilot):
    wish(pilot)
    pilot.start(rounds=1)
    pilot.to_judge()
    pilot.touch("step-2")
    pilot.touch("confirm")
    assert pilot.scene == "reveal"


def test_letters_are_asked_of_the_system_only_while_one_writes(asked, monkeypatch):
    told = []
    monkeypatch.setattr(pygame.key, "start_text_input", lambda: told.append("on"))
    monkeypatch.setattr(pygame.key, "stop_text_input", lambda: told.append("off"))
    asked.press("escape")
    asked.click("next")
    asked.judge(2)
    assert told == ["off", "on"]


def test_a_pair_is_asked_about_without_its_picture(asked):
    judged = asked.loop.stack.top.scene.judged
    level = asked.app.context.levels[0].model_copy(update={"rounds": 1, "pairs": True, "share": 1.0})
    asked.app.stack.back_to("menu")
    asked.app.play(level)
    asked.step()
    asked.watch()
    asked.click("ready")
    asked.click("step-5")
    asked.click("confirm")
    asked.click("cant-tell")
    assert asked.scene == "why"
    assert judged.player is not None
    assert asked.loop.stack.top.scene.judged.player is None, "one clip of two, alone, would tell"
    asked.write("the left one")
    asked.press("return")
    assert (asked.scene, words(asked)) == ("pair-reveal", ["the left one"])


def test_it_is_read_again_and_deleted_in_the_look_back(asked):
    asked.write("no seam")
    asked.press("return")
    asked.click("next")
    asked.judge(2)
    asked.write("odd eyes")
    asked.press("return")
    asked.click("next")
    asked.click("look-back")
    assert asked.reads("“odd eyes”")
    asked.click("own-words")
    assert asked.reads("“no seam”")
    asked.click("own-0.delete")
    assert words(asked) == ["no seam"]
    asked.press("escape")
    assert not asked.reads("odd eyes")
    asked.click("back")
    asked.click("menu")
    asked.click("profile")
    asked.click("own-words")
    asked.click("delete-all")
    asked.click("forget")
    assert words(asked) == []
    asked.click("done")
    with pytest.raises(MissedError):
        asked.click("own-words")


def test_starting_over_with_a_picture_takes_its_words_away_and_no_other_ones(asked):
    asked.write("mine")
    asked.press("return")
    journey = asked.app.journey
    mine = journey.picture
    journey.become("cat")
    asked.click("next")
    asked.app.stack.back_to("menu")
    asked.app.play(asked.app.context.levels[0])
    asked.step()
    asked.judge(2)
    asked.write("of the cat")
    asked.press("return")
    asked.app.stack.back_to("menu")
    journey.forget(mine)
    assert words(asked) == ["of the cat"]


def test_words_that_the_disk_refuses_are_told_and_the_truth_shows(asked, monkeypatch):
    connection = asked.app.context.store._db.connection
    asked.write("so")
    connection.execute("PRAGMA query_only = ON")
    with pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM answers")
    asked.press("return")
    assert asked.scene == "reveal"
    assert asked.reads(asked.t("own.not_kept"))
    connection.execute("PRAGMA query_only = OFF")


def test_closing_the_window_asks_first(asked):
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    asked.step()
    assert asked.scene == "dialog"
    asked.click("stay")
    assert isinstance(asked.loop.stack.top.scene, WhyScene)
    assert asked.loop.running
