"""Notes at the bottom: shown for four seconds by the clock, one at a time, kept in a log."""

from typing import Any

from game.ui.toast import Toasts


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
