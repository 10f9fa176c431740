"""Writes small films for measuring and testing, so that neither needs footage on the machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from game.media.pcm import Samples

Image = NDArray[np.uint8]

QUICK: Final[Mapping[str, str]] = MappingProxyType({"preset": "ultrafast", "crf": "20", "g": "25"})
BLOCK: Final = 8


def write_clip(
    path: Path,
    images: Iterable[Image],
    *,
    fps: int = 25,
    sound: Samples | None = None,
    rate: int = 48_000,
    options: Mapping[str, str] = QUICK,
    mux: Mapping[str, str] = MappingProxyType({}),
) -> Path:
    """Write `images` (uint8, shape (h, w, 3), R G B) and `sound` as H.264 and AAC; return `path`.

    `options` go to the picture encoder, `mux` to the file writer.
    """
    with av.open(str(path), "w", format="mp4", options=dict(mux)) as container:
        video = container.add_stream("libx264", rate=fps, options=dict(options))
        video.pix_fmt = "yuv420p"
        audio = container.add_stream("aac", rate=rate, layout="stereo") if sound is not None else None
        for number, image in enumerate(images):
            if number == 0:
                video.height, video.width = image.shape[:2]
            frame = VideoFrame.from_ndarray(image, format="rgb24")
            frame.pts = number
            container.mux(video.encode(frame))
        container.mux(video.encode())
        if audio is not None and sound is not None:
            container.mux(audio.encode(_frame(sound, rate)))
            container.mux(audio.encode())
    return path


def write_sound(path: Path, sound: Samples, *, rate: int = 48_000) -> Path:
    """Write `sound` alone as AAC in MP4; return `path`."""
    with av.open(str(path), "w", format="mp4") as container:
        audio = container.add_stream("aac", rate=rate, layout="stereo")
        container.mux(audio.encode(_frame(sound, rate)))
        container.mux(audio.encode())
    return path


def _frame(sound: Samples, rate: int) -> AudioFrame:
    frame = AudioFrame.from_ndarray(np.ascontiguousarray(sound).reshape(1, -1), format="s16", layout="stereo")
    frame.sample_rate, frame.pts = rate, 0
    return frame


def moving_images(size: tuple[int, int], count: int) -> Iterator[Image]:
    """Make `count` frames of coloured blocks that drift to the left: work for a codec, the same each time."""
    width, height = size
    blocks = np.random.default_rng(1).integers(
        0, 256, (height // BLOCK + 1, width // BLOCK + 1, 3), dtype=np.uint8
    )
    image = blocks.repeat(BLOCK, axis=0).repeat(BLOCK, axis=1)[:height, :width]
    for number in range(count):
        yield np.ascontiguousarray(np.roll(image, -3 * number, axis=1))


def tone(seconds: float, *, onset: float = 0.0, rate: int = 48_000, pitch: float = 440.0) -> Samples:
    """Make a sine tone at a quarter of full scale that begins at `onset` seconds, silence before."""
    t = np.arange(round(seconds * rate)) / rate
    wave = np.where(t >= onset, 8192 * np.sin(2 * np.pi * pitch * (t - onset)), 0)
    return np.repeat(wave.astype(np.int16)[:, None], 2, axis=1)
