"""The PIN and its lock: scrypt, five tries, then waits that grow and know no clock of the world."""

from __future__ import annotations

import json

import pytest

from game.kiosk import pin
from game.kiosk.staff_lock import FIRST, KEEP_EVERY, LONGEST, TRIES, LockFile, wait_after

FOUR_DIGITS = (
    "scrypt:16384:8:1:30313233343536373839616263646566:"
    + pin._hash("4829", b"0123456789abcdef", 2**14, 8, 1).hex()
)
"""A record as older games made it."""
DAY = 86_400.0


def test_a_record_fits_its_pin_only_and_never_holds_it():
    stored = pin.record("482913")
    assert "482913" not in stored
    assert pin.fits("482913", stored)
    assert not pin.fits("482914", stored)
    assert not pin.fits("", stored)
    assert stored != pin.record("482913")


@pytest.mark.parametrize(
    "weak", ["", "12345", "48291", "123456", "987654", "000000", "121212", "12a456", "1" * 13, "٤٨٢٩١٣"]
)
def test_weak_pins_are_refused_with_a_reason(weak):
    assert pin.weakness(weak)
    with pytest.raises(ValueError, match=r"PIN|digits"):
        pin.record(weak)


def test_an_old_record_of_four_digits_fits_as_before():
    assert pin.fits("4829", FOUR_DIGITS)
    assert not pin.fits("4820", FOUR_DIGITS)


@pytest.mark.parametrize("record", ["", "scrypt:1:2", "scrypt:16384:8:1:zz:00", "plain:1234"])
def test_a_record_that_cannot_be_read_fits_nothing(record):
    assert not pin.fits("482913", record)


def guesses(path, seconds):
    """Return how many wrong PINs fit into so many seconds, with a restart before each."""
    now, tried = 0.0, 0
    while now < seconds:
        lock = LockFile(path)
        left = lock.left(now)
        if left:
            now += left
            lock.left(now)
        else:
            tried += lock.try_now(now)
    return tried


def test_the_waits_grow_so_that_four_digits_take_months_and_not_days(tmp_path):
    assert [wait_after(n) for n in range(4, 11)] == [0, FIRST, 600, 1200, 2400, LONGEST, LONGEST]
    tried = guesses(tmp_path / "lock.json", 30 * DAY)
    assert tried < 30 * 24 + TRIES + 4
    assert 10_000 / tried > 13, "a year for all of four digits; 3.5 days when each wait was five minutes"


def test_a_restart_neither_opens_nor_prolongs_by_more_than_it_took_to_keep(tmp_path):
    path = tmp_path / "lock.json"
    for n in range(TRIES):
        assert LockFile(path).tries_left == TRIES - n
        assert LockFile(path).try_now(1000.0)
    lock = LockFile(path)
    for second in range(100):
        lock.left(1000.0 + second)
    again = LockFile(path)
    assert FIRST - 99 <= again.left(5.0) <= FIRST - 99 + KEEP_EVERY, "another run, whose clock began anew"
    assert not again.try_now(5.0)
    assert again.left(5.0 + FIRST) == 0
    assert LockFile(path).left(0.0) == 0
    assert LockFile(path).tries_left == 1


def test_the_right_pin_forgets_the_tries(tmp_path):
    lock = LockFile(tmp_path / "lock.json")
    for _ in range(TRIES - 1):
        lock.try_now(0.0)
    lock.open()
    assert LockFile(tmp_path / "lock.json").tries_left == TRIES


def test_a_clock_that_goes_back_adds_nothing_and_opens_nothing(tmp_path):
    path = tmp_path / "lock.json"
    lock = LockFile(path)
    for _ in range(TRIES):
        lock.try_now(100_000.0)
    assert lock.left(100_000.0 - DAY) == FIRST
    assert lock.left(100_000.0 - DAY + FIRST) == 0


@pytest.mark.parametrize("found", ["{", "[]", '{"tries": 1e999, "left": 0}', '{"tries": 3}', "\udc80"])
def test_a_damaged_lock_file_leaves_one_try(tmp_path, found):
    path = tmp_path / "lock.json"
    path.write_bytes(found.encode("utf-8", "surrogateescape"))
    assert LockFile(path).tries_left == 1


@pytest.mark.parametrize(("tries", "until"), [(0, 1e12), (2, 0.0)])
def test_a_file_of_an_older_game_neither_opens_nor_locks_for_ever(tmp_path, tries, until):
    path = tmp_path / "lock.json"
    path.write_text(json.dumps({"tries": tries, "until": until}), "utf-8")
    lock = LockFile(path)
    assert lock.left(0.0) == (FIRST if until else 0)
    assert lock.tries_left == (1 if until else TRIES - tries)


def test_a_folder_in_its_place_or_numbers_out_of_bounds_lock_for_an_hour_at_most(tmp_path):
    (tmp_path / "folder").mkdir()
    assert LockFile(tmp_path / "folder").tries_left == 1
    path = tmp_path / "lock.json"
    path.write_text('{"tries": 999999999, "left": 1e300}', "utf-8")
    assert LockFile(path).left(0.0) == LONGEST


def test_where_nothing_can_be_written_it_locks_until_the_next_start(tmp_path):
    (tmp_path / "folder").symlink_to(tmp_path / "nowhere")
    lock = LockFile(tmp_path / "folder" / "lock.json")
    for _ in range(TRIES):
        assert lock.try_now(0.0)
    assert not lock.kept
    assert not lock.try_now(1.0)
