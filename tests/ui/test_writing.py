"""Writing a line: letters, marks, input methods, the keys that edit; a keyboard that is not there."""

import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.ui.events import Composing, EventTranslator, Key, Typed
from game.ui.letters import Letters
from game.ui.scene import Scene
from game.ui.view import View
from game.ui.widgets.controls import Button
from game.ui.widgets.field import broken
from game.ui.writing import Writing


def written(*steps, most=20, clean=str):
    """A line after letters and keys, a key as `<name>`."""
    line = Writing(most, clean)
    for step in steps:
        if step.startswith("<"):
            line.on_key(Key(step[1:-1]))
        else:
            line.take(Typed(step))
    return line


@pytest.mark.parametrize(
    ("steps", "text", "at"),
    [
        (("oʻ", "z"), "oʻz", 3),
        (("ab", "<left>", "c"), "acb", 2),
        (("ab", "<backspace>"), "a", 1),
        (("ab", "<home>", "<delete>"), "b", 0),
        (("ab", "<home>", "<backspace>", "<left>"), "ab", 0),
        (("ab", "<end>", "<delete>", "<right>"), "ab", 2),
        (("e\u0310\u0310x", "<left>", "<backspace>"), "x", 0),
        (("e\u0310x", "<home>", "<right>"), "e\u0310x", 2),
        (("x" * 30,), "x" * 20, 20),
    ],
)
def test_letters_and_keys_edit_the_line(steps, text, at):
    line = written(*steps)
    assert (line.text, line.at) == (text, at)


def test_what_may_not_stay_does_not_get_in():
    assert written("a\u202eb", clean=lambda text: text.replace("\u202e", "")).text == "ab"


def test_what_an_input_method_is_at_work_on_is_shown_and_replaced_by_what_it_gives():
    line = written("a")
    assert line.take(Composing("ni"))
    assert (line.text, line.composing) == ("a", "ni")
    assert line.on_key(Key("return")), "the key is for the input method"
    assert line.on_key(Key("backspace"))
    assert line.text == "a"
    line.take(Typed("你"))
    assert (line.text, line.composing) == ("a你", "")
    assert not line.on_key(Key("return"))


@given(st.lists(st.sampled_from(["a", "e\u0301", "<left>", "<right>", "<backspace>", "<delete>", "<home>"])))
def test_the_caret_stays_in_the_line(steps):
    line = written(*steps, most=6)
    assert 0 <= line.at <= len(line.text) <= 6


@given(st.text(alphabet="ab -", max_size=60), st.integers(1, 12))
def test_a_broken_line_is_the_same_text_in_lines_of_that_width(text, width):
    lines = broken(text, width, len)
    assert "".join(line.text for line in lines) == text
    assert [line.start for line in lines] == [
        sum(len(line.text) for line in lines[:n]) for n in range(len(lines))
    ]
    assert all(len(line.text.rstrip()) <= width for line in lines)


class WritingScene(Scene):
    """A field beside a key with a letter of its own."""

    def __init__(self):
        self.writing = Writing(20)
        self.pressed = []

    def build(self, _layout):
        return [Button(name="a", text="A", press=lambda: self.pressed.append("a"), shortcuts=("a", "tab"))]


def test_letters_press_no_key_while_a_line_is_written():
    scene = WritingScene()
    view = View(scene)
    view.rebuild(None)
    assert view.on_key(Key("a"))
    assert scene.pressed == []
    view.on_key(Key("tab"))
    assert scene.pressed == ["a"]
    scene.writing = None
    view.on_key(Key("a"))
    assert scene.pressed == ["a", "a"]


def event(kind, **more):
    return pygame.event.Event(kind, **more)


def test_letters_of_the_system_become_events_of_the_game():
    translator = EventTranslator()
    assert translator.translate(event(pygame.TEXTINPUT, text="ʻ"), 1.0) == Typed("ʻ")
    assert translator.translate(event(pygame.TEXTEDITING, text="ni", start=0, length=2), 1.0) == Composing(
        "ni"
    )


def test_a_finger_or_a_gamepad_has_no_letters_until_a_keyboard_is_used():
    letters, finger = Letters(), event(pygame.MOUSEBUTTONDOWN, touch=True)
    assert letters.can_come
    for last, can in (
        (finger, False),
        (event(pygame.KEYDOWN, key=pygame.K_a), True),
        (event(pygame.JOYBUTTONDOWN, button=0), False),
        (event(pygame.MOUSEBUTTONDOWN, touch=False), True),
    ):
        letters.note(last)
        assert letters.can_come is can
