"""Presence and the daily restart, with clocks that jump."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from game.kiosk.idle_rule import LONGEST_VIDEO, OLD, Activity, IdleRule, Presence, clock_time, restart_due

RULE = IdleRule(45, 30)
AT = time(4, 30)
NOON = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)


def test_two_steps_then_gone():
    activity = Activity(100.0)
    assert activity.presence(RULE, 144.9) is Presence.HERE
    assert activity.presence(RULE, 145.0) is Presence.ASK
    assert activity.presence(RULE, 174.9) is Presence.ASK
    assert activity.presence(RULE, 175.0) is Presence.GONE
    assert activity.left(RULE, 160.0) == 15.0


def test_a_playing_video_counts_and_one_left_running_does_not():
    activity = Activity(0.0)
    for now in range(int(LONGEST_VIDEO) + 400):
        activity = activity.playing(float(now))
        expected = Presence.HERE if now < LONGEST_VIDEO + RULE.quiet else None
        if expected is not None:
            assert activity.presence(RULE, float(now)) is expected
    assert activity.presence(RULE, LONGEST_VIDEO + 400) is Presence.GONE


def test_a_touch_brings_everything_back():
    activity = Activity(0.0).playing(10.0).touch(200.0)
    assert activity == Activity(200.0)


def restarts(hours: float, jump: timedelta, jump_at: float) -> list[float]:
    """Return the hours (since noon) of the restarts, when the clock jumps once; looked at each 10 minutes."""
    found, started, now = [], 0.0, 0.0
    while now < hours:
        wall = NOON + timedelta(hours=now) + (jump if now >= jump_at else timedelta())
        if restart_due(AT, wall, (now - started) * 3600):
            found.append(now)
            started = now
        now += 1 / 6
    return found


def test_once_a_night_and_never_twice():
    assert [round(hour, 1) for hour in restarts(72, timedelta(), 1e9)] == [16.5, 40.5, 64.5]


@settings(max_examples=30, deadline=None)
@given(st.floats(-30, 30), st.floats(0, 70))
def test_a_jump_of_the_clock_makes_neither_a_storm_nor_a_drought(hours, at):
    found = restarts(96, timedelta(hours=hours), at)
    gaps = [b - a for a, b in zip([0.0, *found], found, strict=False)]
    assert all(gap >= 3 for gap in gaps)
    assert all(gap <= 49 for gap in gaps)
    assert 96 - (found[-1] if found else 0) <= 49


def test_without_a_time_there_is_no_daily_restart():
    assert not restart_due(None, NOON, OLD * 2)
    assert clock_time(None) is None
    assert clock_time("04:30") == AT
