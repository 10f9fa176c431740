"""Picture and sound stay together in the player, whatever times a film has; what no player plays is told."""

from __future__ import annotations

import numpy as np
import odd_films
import pytest
from odd_films import Sound, even, film

from game.errors import ClipError
from game.media.clip import PlayerState
from game.media.frames import FrameSource
from game.media.pcm import read_sound
from game.media.probe import probe
from media.conftest import RATE

STEP = 0.01


@pytest.fixture(scope="module")
def uneven(films):
    return film(films / "uneven.mp4", odd_films.UNEVEN, sound=Sound())


def starts(on):
    return np.flatnonzero(np.diff(np.concatenate([[0], on.astype(int)])) == 1)


def beeps(samples, speed=1.0):
    loud = np.abs(samples[:, 0].astype(float)) > 4000
    return starts(np.convolve(loud, np.ones(round(2400 / speed)))[: len(loud)] > 0) / RATE


def flashing(player):
    width, height = player.size
    return player.frame.get_at((width // 2, height // 2)).g > 127


@pytest.mark.parametrize("speed", [1.0, 0.5, 0.25])
def test_each_flash_comes_with_its_beep(uneven, play, clock, sound, speed):
    player = play(uneven, start_paused=True)
    assert player.settle()
    player.set_speed(speed)
    assert player._decoder.wait_for(lambda: player._decoder.sound(speed) is not None, 10)
    player.play()
    player.settle()
    seen, before = [], False
    while player.state is not PlayerState.ENDED:
        clock.advance(STEP)
        assert player.settle()
        if flashing(player) and not before:
            seen.append(clock.now)
        before = flashing(player)
    (heard,) = sound.heard
    at = heard.began + beeps(heard.samples, speed)
    assert len(seen) == 4
    assert [(a - b) * speed for a, b in zip(seen, at, strict=True)] == pytest.approx([0] * 4, abs=0.033)


def test_an_uneven_film_has_all_its_steps(uneven, play):
    player = play(uneven, start_paused=True)
    assert player.settle()
    assert player.seconds == pytest.approx(4.0, abs=0.033)
    times = [player.time]
    while player.index < player.frames - 1:
        player.step(1)
        assert player.settle()
        times.append(player.time)
    assert len(times) == 160
    assert times == pytest.approx(odd_films.UNEVEN)


@pytest.mark.parametrize("gap", [0.1, 0.9])
def test_the_end_is_that_of_the_last_picture(films, gap):
    times = [*even(1), 1 + gap, 1 + gap + 1 / 30]
    path = film(films / f"gap-{gap}.mp4", times, sound=Sound())
    with FrameSource(path) as source:
        assert source.timeline.seconds == pytest.approx(1 + gap + 2 / 30, abs=0.002)
    assert probe(path).seconds == pytest.approx(1 + gap + 2 / 30, abs=0.002)


def test_late_sound_stays_late(films):
    path = film(films / "late.mp4", even(4), sound=Sound(delay=1.0, seconds=3.0))
    assert beeps(read_sound(path, RATE)) == pytest.approx([1.5, 2.5, 3.5], abs=0.01)


def test_what_an_edit_list_leaves_out_is_not_played(films):
    whole = film(films / "whole.mp4", even(4), sound=Sound())
    path = odd_films.begins_later(whole, 1.1, films / "begins-later.mp4")
    with FrameSource(path) as source:
        assert (len(source.timeline.times), source.timeline.seconds) == (87, pytest.approx(2.9))
        white = [source.read(i).data.reshape(240, 320, 4)[120, 160, 1] > 127 for i in range(87)]
        assert source.read(0).index == 0
    assert starts(np.array(white)) / 30 == pytest.approx([0.4, 1.4, 2.4])
    assert beeps(read_sound(path, RATE)) == pytest.approx([0.4, 1.4, 2.4], abs=0.01)
    assert (probe(path).frames, probe(path).seconds) == (87, pytest.approx(2.9))


@pytest.mark.parametrize(
    ("picture", "heard"), [(2.0, Sound(seconds=5.0)), (2.0, Sound(seconds=1.0)), (2.0, None)], ids=str
)
def test_a_clip_ends_with_its_picture_and_waits_for_no_sound(films, play, clock, picture, heard):
    path = film(films / f"ends-{heard and heard.seconds}.mp4", even(picture), sound=heard)
    player = play(path)
    assert player.settle()
    assert player.seconds == pytest.approx(picture)
    for _ in range(round(picture / STEP) + 2):
        clock.advance(STEP)
        assert player.settle()
    assert (player.state, player.index) == (PlayerState.ENDED, 59)


def one_picture(path):
    film(path, [0.0])


def hole(path):
    film(path, [0.0, 1 / 30, 3.0, 3 + 1 / 30], sound=Sound(seconds=3.2))


def turned(path):
    odd_films.turned(film(path, even(1)), 90, path)


def not_utf8(path):
    path.write_bytes(film(path, even(1)).read_bytes().replace(b"VideoHandler", b"\xff" * 12))


def unknown_codec(path):
    path.write_bytes(film(path, even(1)).read_bytes().replace(b"avc1", b"zzzz"))


def without_channels(path):
    path.write_bytes(odd_films.without_channels(film(path, even(1), sound=Sound()).read_bytes()))


def shuffled(path):
    path.write_bytes(odd_films.out_of_order(film(path, even(2)).read_bytes(), 20, 4 * 3000))


REFUSED = {
    "one picture": ("one-picture", one_picture, "one picture"),
    "a hole": ("gap", hole, "3.0 seconds, from 0.0 s"),
    "turned": ("unsupported", turned, "turned by"),
    "a name that is not UTF-8": ("unsupported", not_utf8, "not UTF-8"),
    "unknown pictures": ("unknown-codec", unknown_codec, "pictures"),
    "no channels": ("no-channels", without_channels, "channels"),
    "pictures out of order": ("cut-short", shuffled, "missing"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_player_plays_to_its_end_is_refused(tmp_path, name):
    reason, write, words = REFUSED[name]
    write(path := tmp_path / "a.mp4")
    with pytest.raises(ClipError, match=words) as caught:
        probe(path)
    assert caught.value.reason == reason
