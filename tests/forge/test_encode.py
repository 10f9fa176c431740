"""One encoder for every clip: the file tells nothing about what was done to the picture."""

from __future__ import annotations

import av
import numpy as np
import pytest

from forge.drawn_face import FPS, FRAMES, SIZE
from game.errors import ClipError
from game.forge import footage
from game.forge.degradations import degradations
from game.forge.encode import encode, write_poster
from game.forge.footage import RATE, Window


@pytest.fixture(scope="module")
def two_seconds(tmp_path_factory, frames, voice_like):
    path = tmp_path_factory.mktemp("encode") / "clip.mp4"
    count = encode(path, (frames[i % FRAMES] for i in range(50)), voice_like[: 2 * RATE], FPS)
    assert count == 50
    return path


def test_the_file_is_what_packs_promise(two_seconds):
    with av.open(str(two_seconds)) as container:
        video, audio = container.streams.video[0], container.streams.audio[0]
        assert (video.codec_context.name, video.pix_fmt) == ("h264", "yuv420p")
        assert (video.width, video.height, video.average_rate, video.frames) == (*SIZE, 25, 50)
        assert (audio.codec_context.name, audio.codec_context.sample_rate) == ("aac", RATE)
        assert np.isclose(container.duration / 1e6, 2.0, atol=0.03)
        keys = [packet.pts for packet in container.demux(video) if packet.is_keyframe]
        assert [float(pts * video.time_base) for pts in keys] == [0.0, 1.0]


def test_no_metadata_tells_when_or_with_what_it_was_made(two_seconds):
    with av.open(str(two_seconds)) as container:
        assert not {"encoder", "creation_time", "title", "comment"} & {
            key.lower() for key in container.metadata
        }


def test_colours_come_back(two_seconds, frames):
    back = list(footage.frames(two_seconds, SIZE))
    assert np.abs(back[3].astype(int) - frames[3]).mean() < 5
    flat = back[3].reshape(-1, 3).mean(0) - frames[3].reshape(-1, 3).mean(0)
    assert np.abs(flat).max() < 2.5, "no colour cast beyond the rounding of two conversions"


def test_the_same_frames_have_the_same_types_of_picture(tmp_path, two_seconds, frames):
    """A tell-tale must not show in where the encoder puts its pictures."""
    other = tmp_path / "noise.mp4"
    rng = np.random.default_rng(1)
    noise = (rng.integers(0, 255, (*SIZE, 3), dtype=np.uint8) for _ in range(30))
    encode(other, noise, np.zeros(2 * RATE, dtype=np.float32), FPS)
    types = []
    for path in (two_seconds, other):
        with av.open(str(path)) as container:
            types.append([frame.pict_type for frame in container.decode(video=0)])
    assert types[0][:25] == types[1][:25]


def test_the_same_input_gives_the_same_bytes(tmp_path, frames, voice_like):
    for name in ("a.mp4", "b.mp4"):
        encode(tmp_path / name, iter(frames[:10]), voice_like[:19200], FPS)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_a_poster_is_a_picture_of_the_clip(tmp_path, frames):
    from PIL import Image

    write_poster(tmp_path / "a.jpg", frames[0])
    with Image.open(tmp_path / "a.jpg") as picture:
        assert (picture.format, picture.size) == ("JPEG", SIZE)


def test_a_window_gives_its_frames_only(two_seconds):
    every = list(footage.frames(two_seconds, SIZE))
    part = list(footage.frames(two_seconds, SIZE, Window(10, 20)))
    assert len(part) == 10
    assert (part[0] == every[10]).all()


def test_a_window_beyond_the_end_is_told(two_seconds):
    with pytest.raises(ClipError, match="has 50 frames, expected 90"):
        list(footage.frames(two_seconds, SIZE, Window(0, 90)))


@pytest.mark.parametrize("content", [b"", b"not a film", b"ffconcat version 1.0\nfile /etc/hosts\n"])
def test_what_is_no_film_is_refused(tmp_path, content):
    path = tmp_path / "x.mp4"
    path.write_bytes(content)
    with pytest.raises(ClipError):
        list(footage.frames(path, SIZE))
    with pytest.raises(ClipError):
        footage.sound(path)


@pytest.mark.parametrize("name", sorted(degradations()))
def test_looks_keep_count_and_size_and_touch_all_of_the_picture(name, frames):
    degradation = degradations()[name]
    after = list(degradation.pictures(iter(frames[:9]), FPS, 5))
    assert len(after) == 9
    assert {frame.shape for frame in after} == {(*SIZE[::-1], 3)}
    if name in {"late-sound", "phone-sound"}:
        assert all((a == b).all() for a, b in zip(after, frames, strict=False))
    elif name == "stutter":
        assert [bool((after[i] == frames[i - i % 3]).all()) for i in range(9)] == [True] * 9
    else:
        apart = np.abs(after[4].astype(int) - frames[4]).mean(-1)
        corners = [apart[:40, :40], apart[-40:, -40:], apart[140:180, 140:180]]
        assert min(corner.mean() for corner in corners) > 0.4
