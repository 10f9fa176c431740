"""The player's promises one by one: late frames, scrubbing, loops, ends, failures, closing, memory."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from clip_threads import clip_threads

from game.media import decoder_thread
from game.media.clip import ClipPlayer, PlayerState
from game.media.decoder_thread import QUEUE
from game.media.envelope import peaks
from game.media.frames import DecodedFrame, FrameSource
from media.conftest import FPS, FakeClock, Gates, film, number_of

FRAME = 1 / FPS
Play = Callable[..., ClipPlayer]


def test_loads_shows_the_first_frame_and_plays(silent_film: Path, play: Play) -> None:
    player = play(silent_film, expected_seconds=3.0)
    assert (player.state, player.frame, player.seconds) == (PlayerState.LOADING, None, 3.0)
    assert player.settle()
    assert player.update()
    assert not player.update()
    assert player.state is PlayerState.PLAYING
    assert (player.index, player.frames, player.size) == (0, 75, (128, 48))
    assert (player.seconds, player.fps) == (pytest.approx(3), pytest.approx(25))


def test_says_when_the_next_frame_is_due(silent_film: Path, clock: FakeClock, play: Play) -> None:
    player = play(silent_film)
    assert player.settle()
    assert player.next_due() == pytest.approx(FRAME)
    clock.advance(0.03)
    assert player.next_due() == pytest.approx(FRAME - 0.03)
    player.set_speed(0.25)
    assert player.next_due() == pytest.approx(4 * (FRAME - 0.03))
    player.pause()
    assert player.next_due() is None


def test_says_when_the_end_is_due(silent_film: Path, clock: FakeClock, play: Play) -> None:
    player = play(silent_film)
    player.seek(74 * FRAME)
    assert player.settle()
    assert player.next_due() == pytest.approx(FRAME)
    clock.advance(FRAME)
    assert player.update()
    assert (player.state, player.index, number_of(player.frame)) == (PlayerState.ENDED, 74, 74)
    assert player.time == pytest.approx(74 * FRAME)


def test_frames_in_time_are_not_late(silent_film: Path, clock: FakeClock, play: Play) -> None:
    player = play(silent_film, loop=True)
    for _ in range(200):
        assert player.settle()
        clock.advance(FRAME)
    assert player.settle()
    assert player.index == 200 % 75
    assert player.late_frames == 0


def test_a_slow_main_loop_makes_late_frames(silent_film: Path, clock: FakeClock, play: Play) -> None:
    player = play(silent_film)
    assert player.settle()
    clock.advance(5 * FRAME)
    assert player.settle()
    assert (player.index, player.late_frames) == (5, 4)


def test_a_slow_decoder_makes_late_frames_and_leaves_out_what_is_over(
    silent_film: Path, clock: FakeClock, play: Play
) -> None:
    gates = Gates()
    player = play(silent_film, open_source=gates)
    gates.let_pass(3)
    assert player.settle()
    gates.until(lambda asked: len(asked) == 4)
    clock.advance(10 * FRAME)
    player.update()
    assert (player.index, player.late_frames) == (2, 2)
    gates.let_pass(2)
    assert player.settle()
    assert gates.asked[:5] == [0, 1, 2, 3, 10]
    assert (player.index, number_of(player.frame), player.late_frames) == (10, 10, 9)


@pytest.mark.parametrize("then", ["step", "play"])
def test_what_was_left_out_is_shown_when_there_is_time(
    silent_film: Path, clock: FakeClock, play: Play, then: str
) -> None:
    gates = Gates()
    player = play(silent_film, open_source=gates)
    gates.let_pass(3)
    assert player.settle()
    gates.until(lambda asked: len(asked) == 4)
    clock.advance(10 * FRAME)
    player.update()
    player.pause()
    gates.let_pass(1000)
    player._decoder.wait_for(lambda: len(player._decoder._queue) == QUEUE, 10)
    assert [queued.picture.index for queued in player._decoder._queue][:2] == [3, 10]
    player.step(1)
    assert (player.settle(), player.index) == (True, 3)
    if then == "step":
        player.step(1)
    else:
        player.play()
        assert player.settle()
        clock.advance(FRAME)
    assert (player.settle(), player.index, number_of(player.frame)) == (True, 4, 4)


def test_scrubbing_shows_frames_on_the_way_and_lands_on_the_last(silent_film: Path, play: Play) -> None:
    gates = Gates()
    player = play(silent_film, open_source=gates, start_paused=True)
    gates.let_pass(1)
    assert player.settle()
    gates.until(lambda asked: asked == [0, 1])  # it decodes ahead, and waits at the gate
    for index in (70, 60, 50, 40):
        player.seek(index * FRAME)
        player.update()
    gates.let_pass(1)
    gates.until(lambda asked: asked == [0, 1, 40])
    assert not player.update()  # frame 1 was decoded for nothing and is not shown
    for index in (30, 20, 10):
        player.seek(index * FRAME)
    gates.let_pass(1)
    gates.until(lambda asked: len(asked) == 4)
    assert player.update()
    assert (player.index, player.time) == (40, pytest.approx(10 * FRAME))  # a frame that was passed over
    gates.let_pass(100)
    assert player.settle()
    assert gates.asked[:4] == [0, 1, 40, 10]  # 70, 60, 50, 30 and 20 were never decoded
    assert (player.index, player.state) == (10, PlayerState.PAUSED)


def test_a_seek_drops_what_was_decoded_ahead(silent_film: Path, play: Play) -> None:
    gates = Gates()
    gates.let_pass(QUEUE + 1)
    player = play(silent_film, open_source=gates, start_paused=True)
    assert player.settle()
    gates.until(lambda asked: len(asked) == QUEUE + 1)
    assert player._decoder.wait_for(lambda: len(player._decoder._queue) == QUEUE, 10)
    assert player.update()
    player.seek(2.0)
    gates.until(lambda asked: asked[-1] == 50)
    assert not player.update()
    assert player.index == 0


def test_a_loop_goes_on_without_a_gap(silent_film: Path, clock: FakeClock, play: Play) -> None:
    player = play(silent_film, loop=True)
    player.set_span((0.4, 0.6))
    seen = []
    for _ in range(12):
        assert player.settle()
        seen.append(number_of(player.frame))
        clock.advance(FRAME)
    assert seen == [10, 11, 12, 13, 14, 10, 11, 12, 13, 14, 10, 11]
    assert player.late_frames == 0


@pytest.mark.parametrize("frames_before_the_end", [1, 2, 5])
def test_a_loop_that_is_switched_off_ends_with_this_lap(
    silent_film: Path, clock: FakeClock, play: Play, frames_before_the_end: int
) -> None:
    player = play(silent_film, loop=True)
    player.seek((75 - frames_before_the_end) * FRAME)
    assert player.settle()
    decoder = player._decoder
    decoder.wait_for(lambda: len(decoder._queue) == QUEUE, 10)
    assert decoder._queue[-1].picture.index < 10  # it has begun the next lap
    player.set_loop(False)
    assert not decoder._queue or decoder._queue[-1].picture.index == 74
    clock.advance(1)
    assert player.settle()
    assert (player.state, player.index) == (PlayerState.ENDED, 74)
    player.set_loop(True)
    player.play()
    assert player.settle()
    clock.advance(75 * FRAME)
    assert player.settle()
    assert (player.state, player.index) == (PlayerState.PLAYING, 0)


def test_a_loop_that_is_switched_off_and_on_again_misses_nothing(
    silent_film: Path, clock: FakeClock, play: Play
) -> None:
    player = play(silent_film, loop=True)
    player.seek(73 * FRAME)
    assert player.settle()
    assert player._decoder.wait_for(lambda: len(player._decoder._queue) == QUEUE, 10)
    player.set_loop(False)
    player.set_loop(True)
    seen = []
    for _ in range(6):
        assert player.settle()
        seen.append(number_of(player.frame))
        clock.advance(FRAME)
    assert (seen, player.late_frames) == ([73, 74, 0, 1, 2, 3], 0)


def test_a_loop_that_is_switched_off_drops_the_frame_that_is_being_decoded(
    spoken_film: Path, clock: FakeClock, play: Play
) -> None:
    gates = Gates()
    gates.let_pass(1)
    player = play(spoken_film, open_source=gates, loop=True)
    assert player.settle()
    gates.until(lambda asked: asked == [0, 1])
    player.seek(74 * FRAME)
    gates.let_pass(2)
    assert player.settle()
    gates.until(lambda asked: asked[-2:] == [74, 0])
    player.set_loop(False)
    player._decoder.stretch(0.5)
    gates.let_pass(100)
    assert player._decoder.wait_for(lambda: player._decoder.sound(0.5) is not None, 10)  # after the frame
    clock.advance(1)
    assert player.settle()
    assert (player.state, player.index) == (PlayerState.ENDED, 74)


def test_commands_while_it_loads_count(silent_film: Path, play: Play) -> None:
    player = play(silent_film)
    player.pause()
    player.set_speed(0.5)
    player.set_span((1.0, 2.0))
    player.seek(1.4)
    player.step(1)
    assert player.settle()
    assert (player.index, player.state, player.speed) == (36, PlayerState.PAUSED, 0.5)
    player.seek(0)
    assert (player.settle(), player.index) == (True, 25)


def test_plays_again_from_where_it_began(silent_film: Path, clock: FakeClock, play: Play) -> None:
    player = play(silent_film)
    assert player.settle()
    clock.advance(1)
    assert (player.settle(), player.index) == (True, 25)
    player.seek(0)
    assert (player.settle(), player.index, player.state) == (True, 0, PlayerState.PLAYING)


def test_one_clip_follows_another_without_a_seek(silent_film: Path, clock: FakeClock, play: Play) -> None:
    gates = Gates()
    gates.let_pass(1000)
    leader, follower = play(silent_film), play(silent_film, start_paused=True, open_source=gates)
    for _ in range(30):
        assert leader.settle()
        follower.show(leader.index)
        assert follower.settle()
        assert number_of(follower.frame) == number_of(leader.frame)
        clock.advance(FRAME)
    assert gates.asked[:30] == list(range(30))


def test_refuses_other_speeds(silent_film: Path, play: Play) -> None:
    player = play(silent_film)
    with pytest.raises(ValueError, match="expected one of"):
        player.set_speed(2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "missing"),
        (b"", "empty"),
        (b"hello " * 99, "not-video"),
        (b"ffconcat version 1.0\n", "playlist"),
    ],
)
def test_a_broken_file_is_a_state_and_not_a_crash(
    films: Path, play: Play, content: bytes | None, reason: str
) -> None:
    path = films / f"broken-{reason}.mp4"
    if content is not None:
        path.write_bytes(content)
    woken = threading.Event()
    player = play(path, on_wake=woken.set)
    assert player.settle()
    assert woken.wait(10)
    assert (player.state, player.failure) == (PlayerState.FAILED, reason)
    assert path.name in player.failure_detail
    for command in (player.play, player.pause, player.toggle, lambda: player.seek(1), lambda: player.step(1)):
        command()
    player.set_speed(0.5)
    player.set_loop(True)
    player.set_span((0, 1))
    assert (player.state, player.frame, player.next_due()) == (PlayerState.FAILED, None, None)


def test_a_clip_that_is_shorter_than_its_pack_says_has_failed(silent_film: Path, play: Play) -> None:
    player = play(silent_film, expected_seconds=4.0)
    assert player.settle()
    assert (player.state, player.failure) == (PlayerState.FAILED, "cut-short")
    assert "expected 4.00 seconds, found 3.00" in player.failure_detail


class BreaksAt(FrameSource):
    """A decoder that dies on the way."""

    def read(self, index: int, given_up: Callable[[], bool] = lambda: False) -> DecodedFrame | None:
        if index == 30:
            raise RuntimeError("out of luck")
        return super().read(index, given_up)


def test_a_decoder_that_dies_on_the_way_is_told(silent_film: Path, clock: FakeClock, play: Play) -> None:
    player = play(silent_film, open_source=BreaksAt)
    assert player.settle()
    for _ in range(30):
        clock.advance(FRAME)
        assert player.settle()
    assert (player.state, player.failure) == (PlayerState.FAILED, "unsupported")
    assert "out of luck" in player.failure_detail
    assert player.frame is not None  # the last good frame stays on the table
    assert player.time == pytest.approx(player.index * FRAME)


@pytest.mark.parametrize("when", ["loading", "playing", "paused", "scrubbing", "ended", "failed", "waiting"])
def test_closes_in_every_state(
    silent_film: Path, clock: FakeClock, play: Play, films: Path, when: str
) -> None:
    others = clip_threads()  # of tests before this one in the same process
    gates = Gates()
    path = films / "nowhere.mp4" if when == "failed" else silent_film
    player = play(path, open_source=gates if when == "waiting" else FrameSource)
    if when not in {"loading", "waiting"}:
        assert player.settle()
    if when == "paused":
        player.pause()
    if when == "scrubbing":
        player.seek(2)
        player.seek(1)
    if when == "ended":
        clock.advance(9)
        assert player.settle()
    player.close()
    assert set(clip_threads()) <= set(others)
    assert (player._decoder.opened, player._decoder.sound(1.0)) == (None, None)  # frames and sound are let go
    assert (player.frame, player.update(), player.next_due()) == (None, False, None)
    player.play()
    player.seek(1)
    player.step(1)
    player.set_span(None)
    player.set_loop(True)
    player.set_speed(0.5)
    player.close()
    assert player.settle()


class Counting(FrameSource):
    """A decoder that knows which of its pictures are still alive."""

    alive: weakref.WeakSet

    def read(self, index: int, given_up: Callable[[], bool] = lambda: False) -> DecodedFrame | None:
        picture = super().read(index, given_up)
        if picture is not None:
            self.alive.add(picture)
        return picture


def test_memory_stays_flat(silent_film: Path, clock: FakeClock, play: Play) -> None:
    Counting.alive = weakref.WeakSet()
    player = play(silent_film, open_source=Counting, loop=True)
    for turn in range(300):
        assert player.settle()
        assert player._decoder.wait_for(lambda: len(player._decoder._queue) == QUEUE, 10)
        assert len(Counting.alive) == QUEUE + 1, "those that wait, and the one on screen"
        clock.advance(FRAME)
        if turn % 7 == 0:
            player.seek(turn % 3)
    player.close()
    gc.collect()
    assert len(Counting.alive) == 0


def test_wakes_the_main_loop_when_there_is_something_to_see(silent_film: Path, play: Play) -> None:
    woken = threading.Semaphore(0)
    player = play(silent_film, on_wake=woken.release, start_paused=True)
    while player.frame is None:
        assert woken.acquire(timeout=10)
        player.update()
    player.seek(2.0)
    while player.index != 50:
        assert woken.acquire(timeout=10)
        player.update()


def test_the_outline_of_the_sound(spoken_film: Path, silent_film: Path, play: Play) -> None:
    player = play(spoken_film)
    assert player.settle()
    outline = peaks(player.envelope(6))
    assert [round(peak, 2) for peak in outline] == pytest.approx([0, 0, 0.25, 0.25, 0.25, 0.25], abs=0.03)
    player = play(silent_film)
    assert player.settle()
    assert player.envelope(3) == ((0.0, 0.0),) * 3


def test_a_silent_player_decodes_no_sound(
    spoken_film: Path, clock: FakeClock, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[Path] = []

    def counted(path: Path, *_: object) -> None:
        decoded.append(path)

    monkeypatch.setattr(decoder_thread, "read_sound", counted)
    with ClipPlayer(spoken_film, clock=clock, sound=None) as player:
        assert player.settle()
        player.set_speed(0.5)
        assert player.settle()
        assert player.state is PlayerState.PLAYING
    assert decoded == []
    assert play(spoken_film).settle()
    assert decoded == [spoken_film]


def test_a_film_of_one_frame(films: Path, clock: FakeClock, play: Play) -> None:
    player = play(film(films / "one.mp4", 1))
    assert player.settle()
    assert (player.index, player.frames, player.seconds) == (0, 1, pytest.approx(FRAME))
    clock.advance(FRAME)
    assert player.settle()
    assert player.state is PlayerState.ENDED
