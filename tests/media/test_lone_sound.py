"""A clip that is sound only plays like a film: clock, speeds, loops, with and without a loudspeaker."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from game.errors import ClipError
from game.media.clip import PlayerState
from game.media.lone_sound import MOMENTS, SoundSource, opener
from game.media.sample import tone, write_sound
from game.media.spectrum import HOP, TOP_HERTZ, spectrogram
from media.conftest import film

RATE = 48_000


@pytest.fixture(scope="session")
def voice(films: Path) -> Path:
    """Two seconds of a tone that begins at 1.0 s."""
    return write_sound(films / "lone.m4a", tone(2.0, onset=1.0))


@pytest.fixture
def player(play, voice):
    player = play(voice, open_source=opener(sound_only=True), start_paused=True)
    assert player.settle()
    return player


def test_a_sound_has_moments_in_the_place_of_frames(player):
    assert player.state is PlayerState.PAUSED
    assert player.seconds == pytest.approx(2.0, abs=0.05)
    assert player.frames == pytest.approx(2 * MOMENTS, abs=2)
    player.step(3)
    player.settle()
    assert player.time == pytest.approx(0.1)


def test_the_clock_runs_and_the_sound_is_heard_from_where_it_is(player, clock, sound):
    player.seek(0.9)
    player.play()
    player.settle()
    clock.advance(0.5)
    player.settle()
    assert player.time == pytest.approx(1.4, abs=0.05)
    (heard,) = sound.heard
    assert np.abs(heard.samples[: round(0.05 * RATE)]).max() < 2000
    assert np.abs(heard.samples[round(0.2 * RATE) :]).max() > 6000


def test_slow_play_is_heard_at_its_own_pitch(player, sound):
    player.set_speed(0.5)
    player.settle()
    player.play()
    player.settle()
    (heard,) = sound.heard
    assert len(heard.samples) == pytest.approx(4.0 * RATE, rel=0.03)
    loud = heard.samples[round(2.5 * RATE) : round(3.5 * RATE), 0].astype(float)
    assert np.fft.rfft(loud).argmax() == pytest.approx(440, abs=5)


def test_a_loop_goes_on_from_its_start(player, clock):
    player.set_span((0.5, 1.5))
    player.set_loop(True)
    player.play()
    player.settle()
    for _ in range(15):
        clock.advance(0.1)
        player.settle()
    assert player.state is PlayerState.PLAYING
    assert 0.5 <= player.time <= 1.5


def test_at_its_end_it_stops(player, clock):
    player.play()
    player.settle()
    for _ in range(30):
        clock.advance(0.1)
        player.settle()
    assert player.state is PlayerState.ENDED


def test_without_a_loudspeaker_the_clock_runs_all_the_same(play, voice, clock):
    from game.media.audio import SilentSound
    from game.media.clip import ClipPlayer

    with ClipPlayer(voice, clock=clock, sound=SilentSound(), open_source=opener(sound_only=True)) as player:
        player.settle()
        clock.advance(0.5)
        player.settle()
        assert player.time == pytest.approx(0.5, abs=0.05)
        assert player.spectrum is not None


def test_a_film_is_no_sound(films):
    with pytest.raises(ClipError, match="without a picture"):
        SoundSource(film(films / "seen.mp4", 10))


def test_a_sound_that_is_cut_short_fails(films, voice):
    path = films / "short.m4a"
    path.write_bytes(voice.read_bytes()[:-2000])
    with pytest.raises(ClipError):
        SoundSource(path)


def test_the_spectrogram_shows_a_tone_at_its_pitch_and_time(player):
    levels = player.spectrum
    assert levels is not None
    rows, columns = levels.shape
    late = levels[:, round(columns * 0.75)]
    pitch = (rows - 1 - int(late.argmax())) * TOP_HERTZ / rows
    assert pitch == pytest.approx(440, abs=50)
    assert levels[:, : columns // 3].max() < 60, "silence is dark"


def test_silence_has_a_dark_spectrogram():
    assert spectrogram(np.zeros((RATE, 2), np.int16), RATE).max() == 0


def test_a_long_sound_has_no_more_columns_than_a_screen():
    assert spectrogram(np.zeros((60 * RATE, 2), np.int16), RATE).shape[1] <= 1400
    assert spectrogram(np.zeros((RATE, 2), np.int16), RATE).shape[1] == RATE // HOP
