"""The probe measures what rules ask for and gives each kind of bad file its own reason."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from game.errors import ClipError
from game.media.probe import probe
from game.media.sample import Image, moving_images, tone, write_clip, write_sound
from media.conftest import SIZE, cut_before, film, numbered, without


def test_measures_a_whole_clip(spoken_film: Path) -> None:
    facts = probe(spoken_film)
    assert (facts.width, facts.height) == SIZE
    assert (facts.frames, facts.audio, facts.codec, facts.pix_fmt) == (75, True, "h264", "yuv420p")
    assert (facts.fps, facts.seconds, facts.key_seconds) == pytest.approx((25, 3, 1))
    assert facts.bytes == spoken_film.stat().st_size
    assert facts.bit_rate == pytest.approx(facts.bytes * 8 / 3)
    assert facts.sound_codec == "aac"


def test_a_clip_without_sound(silent_film: Path) -> None:
    facts = probe(silent_film)
    assert (facts.audio, facts.sound_codec, facts.loudness) == (False, None, None)


def test_a_sound_without_a_picture(films: Path) -> None:
    path = write_sound(films / "voice.m4a", tone(2.5))
    facts = probe(path)
    assert (facts.width, facts.height, facts.frames, facts.fps, facts.codec) == (0, 0, 0, 0.0, "")
    assert (facts.audio, facts.sound_codec, facts.bytes) == (True, "aac", path.stat().st_size)
    assert facts.seconds == pytest.approx(2.5, abs=0.05)
    assert facts.loudness is not None


def test_loudness_follows_the_standard(films: Path) -> None:
    # EBU Tech 3341, case 1: a stereo sine of 1000 Hz at -23 dBFS peak reads -23 LUFS.
    t = np.arange(5 * 48_000) / 48_000
    wave = 32767 * 10 ** (-23 / 20) * np.sin(2 * np.pi * 1000 * t)
    sound = np.repeat(wave.round().astype(np.int16)[:, None], 2, axis=1)
    path = film(films / "loudness.mp4", 125, sound=sound)
    assert probe(path).loudness == pytest.approx(-23.0, abs=0.2)


def test_silence_has_no_loudness(films: Path) -> None:
    assert probe(film(films / "silence.mp4", 50, sound=0 * tone(2))).loudness is None


def test_counts_flashes(films: Path) -> None:
    dark, bright = np.zeros((48, 64, 3), np.uint8), np.full((48, 64, 3), 255, np.uint8)
    path = write_clip(films / "flash.mp4", [dark if i // 5 % 2 else bright for i in range(50)])
    assert probe(path).flashes in (2, 3)  # 2.5 a second
    path = write_clip(films / "flashes.mp4", [dark if i // 2 % 2 else bright for i in range(50)])
    assert probe(path).flashes == 6


def bad(films: Path, name: str, content: bytes | None) -> Path:
    path = films / name
    if content is not None:
        path.write_bytes(content)
    return path


def cut(films: Path, share: float, **how: Any) -> bytes:
    whole = film(films / f"whole-{share}.mp4", sound=tone(3), **how).read_bytes()
    return whole[: int(len(whole) * share)]


def damaged(films: Path) -> bytes:
    whole = bytearray(film(films / "undamaged.mp4", mux={"movflags": "faststart"}).read_bytes())
    for at in range(len(whole) // 2, len(whole), 50):
        whole[at] ^= 0xFF
    return bytes(whole)


def indexed_in_front(films: Path) -> Path:
    return film(films / "in-front.mp4", mux={"movflags": "faststart"})


def half_a_sound(films: Path) -> bytes:
    source = av.open(str(write_sound(films / "sound-source.mp4", tone(3))))
    with source, av.open(str(films / "in-front.m4a"), "w", format="mp4", options=FRONT) as copy:
        stream = copy.add_stream_from_template(source.streams.audio[0])
        for packet in source.demux(audio=0):
            if packet.dts is not None:
                packet.stream = stream
                copy.mux(packet)
    whole = (films / "in-front.m4a").read_bytes()
    return whole[: len(whole) * 6 // 10]


def long_sound(films: Path) -> bytes:
    return write_sound(films / "long-sound.mp4", tone(61, rate=8_000), rate=8_000).read_bytes()


def other_codec(films: Path) -> bytes:
    path = films / "mpeg4-source.mp4"
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        frame = av.VideoFrame.from_ndarray(numbered(1), format="rgb24")
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path.read_bytes()


FRONT = {"movflags": "faststart"}
HOSTILE: dict[str, tuple[str, Callable[[Path], bytes | None]]] = {
    "nowhere": ("missing", lambda _: None),
    "zero length": ("empty", lambda _: b""),
    "text": ("not-video", lambda _: b"Dear pack maker, this is a letter.\n" * 20),
    "ffconcat": ("playlist", lambda _: b"ffconcat version 1.0\nfile 'spoken.mp4'\n"),
    "playlist": ("playlist", lambda _: b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n"),
    "web page": ("web-page", lambda _: b"<!DOCTYPE html><title>Sign in</title>"),
    "pointer": ("lfs-pointer", lambda _: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n"),
    "half, index at the end": ("cut-short", lambda films: cut(films, 0.5)),
    "half, index in front": ("cut-short", lambda films: cut(films, 0.6, mux={"movflags": "faststart"})),
    "nearly whole": ("cut-short", lambda films: cut(films, 0.97, mux={"movflags": "faststart"})),
    "cut between frames": ("cut-short", lambda films: cut_before(indexed_in_front(films), 60)),
    "a frame missing": ("cut-short", lambda films: without(indexed_in_front(films), 60)),
    "the last frame missing": ("cut-short", lambda films: without(indexed_in_front(films), 74)),
    "damaged": ("cut-short", damaged),
    "half a sound": ("cut-short", half_a_sound),
    "a sound that is too long": ("too-large", long_sound),
    "other codec": ("unsupported", other_codec),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_gives_every_bad_file_its_reason(films: Path, spoken_film: Path, name: str) -> None:
    reason, content = HOSTILE[name]
    with pytest.raises(ClipError) as caught:
        probe(bad(films, f"{name}.mp4", content(films)))
    assert caught.value.reason == reason
    assert caught.value.detail


def test_a_folder_is_no_clip(films: Path) -> None:
    (films / "folder.mp4").mkdir()
    with pytest.raises(ClipError, match="no such file"):
        probe(films / "folder.mp4")


def test_a_file_that_may_not_be_looked_at_is_told(films: Path) -> None:
    with pytest.raises(ClipError) as caught:
        probe(films / ("n" * 300 + ".mp4"))  # longer than a file system takes
    assert caught.value.reason == "missing"


@pytest.mark.parametrize(
    ("name", "images", "fps"),
    [
        ("too wide", moving_images((1936, 64), 2), 25),
        ("too high", moving_images((64, 1104), 2), 25),
        ("too fast", moving_images((64, 64), 130), 120),
        ("too long", moving_images((16, 16), 1530), 25),
    ],
)
def test_refuses_what_is_too_large(films: Path, name: str, images: Iterator[Image], fps: int) -> None:
    path = write_clip(films / f"{name}.mp4", images, fps=fps)
    with pytest.raises(ClipError) as caught:
        probe(path)
    assert caught.value.reason == "too-large"
    assert "expected at most" in caught.value.detail


def test_accepts_the_largest(films: Path) -> None:
    facts = probe(write_clip(films / "largest.mp4", moving_images((1920, 1088), 2), fps=60))
    assert (facts.width, facts.height, facts.frames) == (1920, 1088, 2)
    facts = probe(write_clip(films / "longest.mp4", moving_images((16, 16), 1500), fps=25))
    assert facts.seconds == pytest.approx(60)


def test_needs_no_pygame() -> None:
    code = (
        "import sys, game.media.probe, game.media.frames, game.media.clock; sys.exit('pygame' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_sample_clips_are_sound(actors: Path) -> None:
    for path in sorted((actors / "clips").glob("*.mp4"))[:2]:
        facts = probe(path)
        assert (facts.frames, facts.seconds, facts.fps) == (75, pytest.approx(3), pytest.approx(25))
        assert -40 < facts.loudness < -5
        assert facts.flashes <= 3
