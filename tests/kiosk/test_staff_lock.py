"""The PIN and its lock: scrypt, five tries, five minutes, across restarts and clock jumps."""

from __future__ import annotations

import pytest

from game.kiosk import pin
from game.kiosk.staff_lock import LOCKED, TRIES, Lock, LockFile


def test_a_record_fits_its_pin_only_and_never_holds_it():
    stored = pin.record("482913")
    assert "482913" not in stored
    assert pin.fits("482913", stored)
    assert not pin.fits("482914", stored)
    assert not pin.fits("", stored)
    assert stored != pin.record("482913")


@pytest.mark.parametrize("weak", ["", "123", "1234", "9876", "0000", "12a4", "1" * 13, "٤٨٢٩"])
def test_weak_pins_are_refused_with_a_reason(weak):
    assert pin.weakness(weak)
    with pytest.raises(ValueError, match=r"PIN|digits"):
        pin.record(weak)


@pytest.mark.parametrize("record", ["", "scrypt:1:2", "scrypt:16384:8:1:zz:00", "plain:1234"])
def test_a_record_that_cannot_be_read_fits_nothing(record):
    assert not pin.fits("482913", record)


def test_five_tries_then_five_minutes_across_restarts(tmp_path):
    path = tmp_path / "lock.json"
    for n in range(TRIES):
        assert LockFile(path).tries_left == TRIES - n
        assert LockFile(path).try_now(1000.0)
    again = LockFile(path)
    assert not again.try_now(1000.0 + LOCKED - 1)
    assert again.left(1001.0) == LOCKED - 1
    assert again.try_now(1000.0 + LOCKED)


def test_the_right_pin_forgets_the_tries(tmp_path):
    lock = LockFile(tmp_path / "lock.json")
    for _ in range(TRIES - 1):
        lock.try_now(0.0)
    lock.open()
    assert LockFile(tmp_path / "lock.json").tries_left == TRIES


def test_a_clock_set_back_a_day_locks_for_five_minutes_at_most(tmp_path):
    path = tmp_path / "lock.json"
    for _ in range(TRIES):
        LockFile(path).try_now(100_000.0)
    lock = LockFile(path)
    assert lock.left(100_000.0 - 86_400) == LOCKED
    assert lock.left(100_000.0 - 86_400 + LOCKED) == 0


def test_a_damaged_lock_file_leaves_one_try(tmp_path):
    path = tmp_path / "lock.json"
    path.write_text("{", "utf-8")
    assert LockFile(path).tries_left == 1


def test_where_nothing_can_be_written_it_locks_until_the_next_start(tmp_path):
    (tmp_path / "folder").symlink_to(tmp_path / "nowhere")
    lock = LockFile(tmp_path / "folder" / "lock.json")
    for _ in range(TRIES):
        assert lock.try_now(0.0)
    assert not lock.kept
    assert not lock.try_now(1.0)


def test_a_lock_far_in_the_future_is_brought_back():
    assert Lock(2, 1e12).settled(0.0) == Lock(2, LOCKED)
