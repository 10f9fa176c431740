"""The media clock: runs, holds, jumps, changes speed, and says when a moment comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.media.clock import MediaClock
from media.conftest import FakeClock


def test_runs_only_while_it_plays(clock: FakeClock) -> None:
    media = MediaClock(clock)
    clock.advance(1)
    assert (media.position, media.running, media.until(5)) == (0, False, None)
    media.play()
    clock.advance(2)
    assert media.position == pytest.approx(2)
    media.pause()
    clock.advance(7)
    assert media.position == pytest.approx(2)


def test_waits_for_the_sound_before_it_runs(clock: FakeClock) -> None:
    media = MediaClock(clock)
    media.play(delay=0.1)
    assert media.until(0.5) == pytest.approx(0.6)
    clock.advance(0.08)
    assert media.position == 0
    clock.advance(0.12)
    assert media.position == pytest.approx(0.1)


def test_slow_motion_keeps_the_position_and_stretches_the_wait(clock: FakeClock) -> None:
    media = MediaClock(clock)
    media.play()
    clock.advance(1)
    media.set_speed(0.25)
    assert media.position == pytest.approx(1)
    assert media.until(1.5) == pytest.approx(2)
    clock.advance(2)
    assert media.position == pytest.approx(1.5)
    assert media.until(1) == 0


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("advance"), st.floats(0, 5)),
            st.tuples(st.just("seek"), st.floats(0, 60)),
            st.tuples(st.just("speed"), st.sampled_from([1, 0.5, 0.25])),
            st.tuples(st.sampled_from(["play", "pause"]), st.none()),
        )
    )
)
def test_agrees_with_adding_up_the_pieces(moves: list[tuple[str, float]]) -> None:
    clock = FakeClock()
    media = MediaClock(clock)
    position, speed, running = 0.0, 1.0, False
    for move, value in moves:
        if move == "advance":
            clock.advance(value)
            position += value * speed * running
        elif move == "seek":
            media.seek(value)
            position = value
        elif move == "speed":
            media.set_speed(value)
            speed = value
        else:
            (media.play if move == "play" else media.pause)()
            running = move == "play"
        assert media.position == pytest.approx(position, abs=1e-6)
        assert media.running is running
