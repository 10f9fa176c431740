"""Why, in one's own words: asked for by the teacher, short, plain, without names and kept nowhere."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.content.own_words import MOST, tidy
from game.workshop.reasons import Reasons
from workshop import kit
from workshop.test_wall import Wall, to_the_first_lesson_clip

WRITTEN = ("The brows are doubled", "the hair flickers", "<b>No</b>\u202e idea\n\x07")


@pytest.fixture
def wall(tmp_path):
    wall = Wall(tmp_path)
    yield wall
    wall.close()


@given(st.text(max_size=600))
def test_a_reason_is_one_short_line_without_control_characters(text):
    words = tidy(text)
    assert len(words) <= MOST
    assert not any(unicodedata.category(letter).startswith("C") for letter in words)
    assert words == " ".join(words.split()) == tidy(words)


def test_no_letter_carries_a_tower_of_marks():
    assert len(tidy("e" + "\u0310" * 50)) == 3


def test_reasons_are_taken_while_they_are_asked_for_and_shown_from_three_on():
    reasons = Reasons()
    assert not reasons.say("a", 3, "too early")
    reasons.ask(3)
    assert not reasons.say("a", 4, "another question")
    assert reasons.say("a", 3, "first")
    assert reasons.say("a", 3, "second thoughts")
    assert reasons.say("b", 3, "b")
    assert (reasons.count, reasons.listed()) == (2, ())
    assert reasons.say("c", 3, "A")
    assert reasons.listed() == ("A", "b", "second thoughts")
    assert reasons.say("c", 3, " \n")
    assert reasons.listed() == (), "taken back"
    reasons.ask(None)
    assert not reasons.say("d", 3, "too late")
    reasons.ask(5)
    assert reasons.count == 0, "another question forgets them"


def test_phones_write_when_the_teacher_asks_and_the_wall_shows_no_seat(wall, tmp_path):
    wall.open()
    to_the_first_lesson_clip(wall)
    phones = [kit.Phone(wall.teaching.voting.phones) for _ in range(3)]
    wall.teaching.voting.phones.share(on=True)
    for phone in phones:
        assert phone.join(wall.room.code)[0] == 200
    at = wall.room.at

    def write(phone, text):
        return phone.post("/api/why", {"token": phone.token, "item": at, "text": text})[0]

    assert write(phones[0], "unasked") == 409
    wall.driver.click("close")
    assert "why" not in phones[0].state()["room"]
    wall.driver.press("y")
    assert phones[0].state()["room"]["why"] is True
    assert [write(phone, text) for phone, text in zip(phones, WRITTEN, strict=True)] == [200] * 3
    assert write(phones[0], "x" * 600) == 400
    wall.driver.wait_until(lambda: wall.driver.find("show").enabled, "three reasons")
    wall.driver.click("show")
    assert [wall.driver.find(f"reason-{n}").text for n in (1, 2, 3)] == [
        "<b>No</b> idea",
        "The brows are doubled",
        "the hair flickers",
    ]
    assert write(phones[1], "late") == 409
    wall.driver.click("reason-1")
    assert wall.driver.find("reason-1").text == "The brows are doubled"
    wall.driver.click("close")
    assert wall.driver.scene == "workshop-result"
    assert "why" not in phones[0].state()["room"]
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".mp4"]
    assert not any(b"brows are doubled" in path.read_bytes() for path in files)
