"""Sound starts with the picture, in step at every speed; without a loudspeaker the game goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest

from game.media.audio import RealSound, SilentSound, open_sound
from game.media.clip import ClipPlayer, PlayerState
from game.media.pcm import read_sound
from game.media.sample import tone
from game.media.stretch import slowed
from media.conftest import FPS, RATE, FakeClock, Gates, ListeningSound

pytestmark = pytest.mark.loudspeaker

FRAME = 1 / FPS
LONG = tone(5)
Play = Callable[..., ClipPlayer]


@pytest.fixture
def whole(spoken_film: Path) -> np.ndarray:
    """All of the film's sound."""
    return read_sound(spoken_film, RATE)[: 3 * RATE]


def test_starts_together_with_the_first_frame(
    spoken_film: Path, clock: FakeClock, sound: ListeningSound, play: Play, whole: np.ndarray
) -> None:
    player = play(spoken_film)
    assert player.update() is False
    clock.advance(5)  # loading takes its time
    assert player.settle()
    assert (player.state, player.time) == (PlayerState.PLAYING, 0)
    (heard,) = sound.heard
    assert heard.began == clock.now
    assert np.array_equal(heard.samples, whole)


def test_the_picture_waits_until_the_sound_reaches_the_ear(
    spoken_film: Path, clock: FakeClock, sound: ListeningSound, play: Play
) -> None:
    sound.latency = 0.1
    player = play(spoken_film)
    assert player.settle()
    assert player.next_due() == pytest.approx(FRAME + 0.1)
    clock.advance(0.1 + 10 * FRAME)
    assert (player.settle(), player.index) == (True, 10)
    player.pause()
    player.play()
    clock.advance(0.05)
    assert player.time == pytest.approx(10 * FRAME)
    clock.advance(0.05 + FRAME)
    assert (player.settle(), player.index) == (True, 11)


def test_stops_with_the_picture_and_goes_on_from_there(
    spoken_film: Path, clock: FakeClock, sound: ListeningSound, play: Play, whole: np.ndarray
) -> None:
    player = play(spoken_film)
    assert player.settle()
    clock.advance(0.5)
    player.settle()
    player.pause()
    assert sound.heard[0].stopped == clock.now
    clock.advance(9)
    player.play()
    first, second = sound.heard
    assert second.began == clock.now
    assert np.array_equal(second.samples, whole[12 * RATE // FPS :])  # frame 12 was on screen
    assert first.stopped is not None
    player.close()
    assert second.stopped == clock.now


def test_is_silent_while_seeking_and_stepping(
    spoken_film: Path, sound: ListeningSound, play: Play, whole: np.ndarray
) -> None:
    player = play(spoken_film)
    assert player.settle()
    player.seek(1.0)
    assert sound.heard[0].stopped is not None
    assert player.settle()
    assert np.array_equal(sound.heard[1].samples, whole[RATE:])
    player.step(1)
    player.step(-1)
    assert player.settle()
    assert len(sound.heard) == 2
    assert sound.heard[1].stopped is not None


@pytest.mark.parametrize("speed", [0.5, 0.25])
def test_slow_motion_has_slow_sound(
    spoken_film: Path, clock: FakeClock, sound: ListeningSound, play: Play, whole: np.ndarray, speed: float
) -> None:
    player = play(spoken_film)
    assert player.settle()
    clock.advance(1.0)
    assert player.settle()
    player.set_speed(speed)
    assert sound.heard[0].stopped == clock.now
    assert player.state is PlayerState.PLAYING  # the picture does not wait for the stretched sound
    assert player.settle()
    slow = slowed(read_sound(spoken_film, RATE), RATE, speed)
    start, end = round(RATE / speed), round(3 * RATE / speed)
    assert np.array_equal(sound.heard[1].samples, slow[start:end])
    player.set_speed(1)
    assert np.array_equal(sound.heard[2].samples, whole[RATE:])


def test_sound_that_comes_late_joins_in_step(
    spoken_film: Path, clock: FakeClock, sound: ListeningSound, play: Play
) -> None:
    sound.latency = 0.1
    gates = Gates()
    gates.let_pass(1)
    player = play(spoken_film, start_paused=True, open_source=gates)
    assert player.settle()
    gates.until(lambda asked: asked == [0, 1])  # busy with a frame: the stretched sound has to wait
    player.set_speed(0.5)
    player.play()
    clock.advance(1.0)
    player.update()
    assert (sound.heard, player.time) == ([], 0.5)  # the picture does not
    gates.let_pass(100)
    assert player.settle()
    (heard,) = sound.heard
    ahead = (0.5 + sound.latency * 0.5) / 0.5
    assert len(heard.samples) == pytest.approx((3 / 0.5 - ahead) * RATE, abs=1)


def test_each_lap_of_a_loop_starts_the_sound_anew(
    spoken_film: Path, clock: FakeClock, sound: ListeningSound, play: Play, whole: np.ndarray
) -> None:
    player = play(spoken_film, loop=True)
    player.set_span((1.0, 1.4))
    for _ in range(25):
        assert player.settle()
        clock.advance(FRAME)
    assert len(sound.heard) == 3
    for heard in sound.heard:
        assert np.array_equal(heard.samples, whole[RATE : RATE * 14 // 10])


def test_nothing_is_played_of_a_silent_film(silent_film: Path, sound: ListeningSound, play: Play) -> None:
    sound.latency = 0.5
    player = play(silent_film)
    assert player.settle()
    assert sound.heard == []
    assert player.next_due() == pytest.approx(FRAME)  # and nothing is waited for


@pytest.fixture
def loudspeaker() -> Iterator[RealSound]:
    """pygame's mixer on SDL's dummy device."""
    opened = open_sound(False, 0.5)
    assert isinstance(opened, RealSound)
    yield opened
    opened.close()


def volumes(loudspeaker: RealSound) -> list[float]:
    return [round(voice._channel.get_volume(), 2) for voice in loudspeaker._voices]


def test_volume_and_mute_reach_what_is_sounding(loudspeaker: RealSound) -> None:
    loudspeaker.play(LONG)
    loudspeaker.effect("chime")
    assert volumes(loudspeaker) == [0.5, 0.5]
    loudspeaker.set_mute(True)
    assert volumes(loudspeaker) == [0, 0]
    loudspeaker.set_volume(0.25)
    assert volumes(loudspeaker) == [0, 0]
    loudspeaker.set_mute(False)
    assert volumes(loudspeaker) == [0.25, 0.25]


def test_a_stopped_voice_leaves_the_others_alone(loudspeaker: RealSound) -> None:
    voices: list[Any] = [loudspeaker.play(LONG), loudspeaker.play(LONG)]
    first, second = voices
    first._channel.stop()
    third: Any = loudspeaker.play(LONG)
    assert third._channel.get_sound() is third._sound
    assert third._channel.id == first._channel.id  # the mixer gave the channel on
    first.set_volume(0)
    first.stop()
    assert [voice.sounding for voice in (first, second, third)] == [False, True, True]
    assert third._channel.get_volume() == 0.5


def test_more_sounds_than_voices_are_dropped(loudspeaker: RealSound) -> None:
    voices = [loudspeaker.play(LONG) for _ in range(30)]
    voices[-1].stop()
    loudspeaker.play(tone(0)).stop()
    loudspeaker.close()
    voices[0].stop()


def test_latency_is_the_buffers_and_the_setting(loudspeaker: RealSound) -> None:
    usual = loudspeaker.latency
    assert 0.005 < usual < 0.05
    loudspeaker.set_latency(0.2)
    assert loudspeaker.latency == pytest.approx(usual + 0.2)
    loudspeaker.set_latency(-5)
    assert loudspeaker.latency == 0


def test_opens_at_its_own_rate_whatever_was_open() -> None:
    pygame.mixer.init(frequency=22_050, channels=1)
    opened = open_sound(True, 1.0)
    assert pygame.mixer.get_init()[0] == opened.rate
    assert pygame.mixer.get_init()[2] == 2
    opened.close()


def test_without_a_loudspeaker_a_silent_one_stands_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    opened = open_sound(False, 1.0)
    assert isinstance(opened, SilentSound)
    assert opened.notice == "sound.notice.no-device"
    assert opened.detail
    opened.effect("click")
    opened.play(tone(1)).stop()
    opened.set_mute(True)
    opened.set_volume(0.3)
    opened.set_latency(1)
    opened.close()


@pytest.mark.parametrize("opened", [SilentSound(), ListeningSound(FakeClock())])
def test_an_unknown_effect_is_a_mistake_everywhere(opened: SilentSound) -> None:
    with pytest.raises(ValueError, match="boing"):
        opened.effect("boing")


RECORDING = """
import sys, time
from pathlib import Path
from game.media.audio import open_sound
from game.media.clip import ClipPlayer, PlayerState
sound = open_sound(False, 1.0)
assert sound.notice is None, sound.detail
with ClipPlayer(Path(sys.argv[1]), clock=time.monotonic, sound=sound) as player:
    while player.state is not PlayerState.ENDED:
        player.update()
        time.sleep(min(player.next_due() or 0.01, 0.05))
    assert player.failure is None
sound.close()
"""


def test_the_device_gets_the_sound_of_the_clip(spoken_film: Path, tmp_path: Path, whole: np.ndarray) -> None:
    record = tmp_path / "record.raw"
    environment = {**os.environ, "SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(record)}
    command = [sys.executable, "-c", RECORDING, str(spoken_film)]
    subprocess.run(command, check=True, env=environment)
    written = np.frombuffer(record.read_bytes(), np.int16).reshape(-1, 2)[:, 0].astype(int)
    onset = int(np.argmax(np.abs(written) > 1000))
    expected = whole[:, 0].astype(int)
    begins = int(np.argmax(np.abs(expected) > 1000))
    length = RATE  # a second from the onset of the tone
    difference = written[onset : onset + length] - expected[begins : begins + length]
    assert np.abs(difference).max() <= 2
    assert onset >= begins  # all the silence before it was played too
