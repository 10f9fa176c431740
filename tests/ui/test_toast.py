"""Notes at the bottom: shown for four seconds by the clock, one at a time, kept in a log."""

from typing import Any

import pygame
import pytest

from game.ui.geometry import Box
from game.ui.ledger import Ledger
from game.ui.painter import Painter
from game.ui.toast import Toasts
from game.ui.widgets.controls import Button, Label, Panel
from ui.kit import layout, look


def shown(toasts):
    return toasts.current.text if toasts.current else None


def test_a_note_comes_and_goes_by_the_clock():
    toasts = Toasts()
    assert not toasts.update(0.0)
    toasts.show("check", "saved")
    assert toasts.next_due(10.0) == 0.0
    assert toasts.update(10.0), "it came"
    assert shown(toasts) == "saved"
    assert not toasts.update(13.9)
    assert toasts.next_due(13.0) == 1.0
    assert toasts.update(14.0), "it went"
    assert shown(toasts) is None
    assert toasts.next_due(14.0) is None


def test_a_note_that_came_late_still_gets_its_four_seconds():
    toasts = Toasts()
    toasts.show("check", "first")
    toasts.update(0.0)
    toasts.show("check", "second")
    toasts.update(3.0)
    assert not toasts.update(6.0)
    assert shown(toasts) == "second"
    assert toasts.update(7.0)


def test_dismissing_takes_it_away_at_once_and_keeps_it_in_the_log():
    toasts = Toasts()
    toasts.show("check", "saved")
    toasts.dismiss()
    assert shown(toasts) is None
    assert [note.text for note in toasts.log] == ["saved"]


def test_the_log_stays_short():
    toasts = Toasts()
    for i in range(120):
        toasts.show("info", str(i))
    assert [note.text for note in toasts.log] == [str(i) for i in range(70, 120)]


def test_notes_of_the_start_come_one_after_the_other_and_none_is_lost():
    toasts = Toasts()
    for words in ("first", "second", "third"):
        toasts.queue("warning", words)
    seen: list[Any] = []
    now = 0.0
    while toasts.update(now) or toasts.current is not None:
        if not seen or seen[-1] != shown(toasts):
            seen.append(shown(toasts))
        now += 0.5
    assert [words for words in seen if words] == ["first", "second", "third"]
    assert [note.text for note in toasts.log] == ["first", "second", "third"]
    assert now >= 12.0


def test_what_a_player_does_is_told_at_once_and_what_waits_comes_after_it():
    toasts = Toasts()
    toasts.queue("warning", "one")
    toasts.queue("warning", "two")
    toasts.update(0.0)
    toasts.show("check", "saved")
    toasts.update(1.0)
    assert shown(toasts) == "saved"
    toasts.update(5.0)
    assert shown(toasts) == "two"
    toasts.dismiss()
    assert shown(toasts) is None
    assert not toasts.update(60.0)


# -- where it lies ----------------------------------------------------------------------------------------


def lies(*widgets, text_size=1.0):
    """The box of the words of a note over a screen of these widgets."""
    pygame.init()
    toasts, place = Toasts(), layout(text_size=text_size)
    toasts.show("check", "Saved")
    ledger = Ledger(place.area)
    painter = Painter(pygame.Surface((1280, 720)), look(text_size=text_size), 1.0, ledger)
    box = toasts.place(painter, place, widgets)
    assert box is not None
    toasts.draw(painter, box)
    (spot,) = ledger.spots
    return spot.covered


def key(box, name="key"):
    return Button(name=name, box=box, text="Off", press=lambda: None)


def test_a_note_lies_above_the_foot_at_the_right():
    box = lies()
    assert box.x > 1000
    assert 500 < box.bottom < 640


@pytest.mark.parametrize("text_size", [1.0, 1.5])
@pytest.mark.parametrize("right", [Box(900, 480, 380, 140), Box(0, 480, 1280, 240), Box(0, 80, 1280, 640)])
def test_a_note_hides_no_key_where_there_is_another_place(right, text_size):
    assert not lies(key(right), text_size=text_size).overlaps(right)


def test_a_note_would_rather_hide_words_than_keys_and_does_not_mind_a_ground():
    whole = Box(0, 0, 1280, 720)
    words = Label(name="words", box=whole, text="Words")
    assert lies(Panel(name="ground", box=whole)) == lies()
    keys = [key(Box(0, 480, 1280, 150), "above"), key(Box(0, 0, 1280, 80), "bar")]
    note = lies(words, *keys)
    assert not any(note.overlaps(one.box) for one in keys)
