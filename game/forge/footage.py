"""Source footage: decoding a clip's frames one after the other, and its sound as one array.

Frames are streamed, so that memory does not grow with the clip; the sound of a minute is small.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from numpy.typing import NDArray

from game.errors import ClipError
from game.forge.pixels import Frame

RATE: Final = 48_000
Waveform = NDArray[np.float32]
"""(samples,), mono, 48 kHz, -1..1."""

_DEMUXERS: Final = {".mp4": "mp4", ".mpg": "mpeg", ".mkv": "matroska", ".mov": "mov", ".webm": "webm"}


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a source that becomes a clip: frames `first` up to, not including, `last`."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first

    def seconds(self, fps: float) -> tuple[float, float]:
        """Return start and end in seconds."""
        return self.first / fps, self.last / fps


def size(path: Path) -> tuple[int, int]:
    """Return (width, height) of the pictures in `path`, upright. Raises ClipError."""
    try:
        with open_source(path) as container:
            frame = next(container.decode(video=0))
    except (av.FFmpegError, OSError, IndexError, StopIteration) as error:
        raise ClipError("not-video", f"{path.name} cannot be decoded: {error}") from error
    return (frame.height, frame.width) if frame.rotation % 180 else (frame.width, frame.height)


def centre(given: tuple[int, int], wanted: tuple[int, int]) -> tuple[float, float, float, float]:
    """Return the middle part of a picture of `given` size that has the shape of `wanted`.

    The part is (left, top, width, height) as shares of the picture; shapes that differ by less than
    2 % are taken whole.
    """
    have, want = given[0] / given[1], wanted[0] / wanted[1]
    if abs(have / want - 1) < 0.02:
        return 0.0, 0.0, 1.0, 1.0
    if have > want:
        return (1 - want / have) / 2, 0.0, want / have, 1.0
    return 0.0, (1 - have / want) / 2, 1.0, have / want


def frames(path: Path, size: tuple[int, int], window: Window | None = None) -> Iterator[Frame]:
    """Yield the frames of `path` at `size` (width, height), upright, as sRGB bytes.

    A picture of another shape is cut to its middle. Raises ClipError when the file cannot be read or has
    fewer frames than `window` asks for.
    """
    count = 0
    try:
        with open_source(path) as container:
            stream = container.streams.video[0]
            stream.thread_type = "SLICE"
            for frame in container.decode(stream):
                if window and count >= window.last:
                    return
                if not window or count >= window.first:
                    yield _to_rgb(frame, size)
                count += 1
    except (av.FFmpegError, OSError, IndexError) as error:
        raise ClipError("not-video", f"{path.name} cannot be decoded: {error}") from error
    if window and count < window.last:
        raise ClipError("cut-short", f"{path.name} has {count} frames, expected {window.last}")


def _to_rgb(frame: av.VideoFrame, size: tuple[int, int]) -> Frame:
    turns = round(frame.rotation / 90) % 4
    across = size[::-1] if turns % 2 else size
    left, top, width, height = centre((frame.width, frame.height), across)
    whole = (round(across[0] / width), round(across[1] / height))
    rgb = _scaled(frame, whole)
    x, y = round(left * whole[0]), round(top * whole[1])
    part = rgb[y : y + across[1], x : x + across[0]]
    return np.ascontiguousarray(np.rot90(part, turns)) if turns else part


def _scaled(frame: av.VideoFrame, size: tuple[int, int]) -> Frame:
    space = frame.colorspace if frame.colorspace in {1, 5, 6} else Colorspace.ITU601
    rgb = frame.reformat(
        width=size[0],
        height=size[1],
        format="rgb24",
        src_colorspace=space,
        src_color_range=ColorRange.MPEG,
        interpolation=Interpolation.BICUBIC,
    )
    return np.asarray(rgb.to_ndarray(), dtype=np.uint8)


def masks(path: Path, size: tuple[int, int], window: Window) -> Iterator[Frame]:
    """Yield the frames of a grey film (alpha of something before the face), (height, width), as bytes."""
    try:
        with open_source(path) as container:
            for count, frame in enumerate(container.decode(video=0)):
                if count >= window.last:
                    return
                if count >= window.first:
                    grey = frame.reformat(width=size[0], height=size[1], format="gray").to_ndarray()
                    yield np.asarray(grey, dtype=np.uint8)
    except (av.FFmpegError, OSError, IndexError) as error:
        raise ClipError("not-video", f"{path.name} cannot be decoded: {error}") from error


def sound(path: Path) -> Waveform:
    """Return the whole sound of `path`, mixed to mono at 48 kHz; empty when there is none."""
    parts: list[NDArray[np.float32]] = []
    try:
        with open_source(path) as container:
            if not container.streams.audio:
                return np.zeros(0, dtype=np.float32)
            resampler = AudioResampler(format="fltp", layout="mono", rate=RATE)
            for frame in container.decode(audio=0):
                parts += [part.to_ndarray()[0] for part in resampler.resample(frame)]
            parts += [part.to_ndarray()[0] for part in resampler.resample(None)]
    except (av.FFmpegError, OSError) as error:
        raise ClipError("not-video", f"the sound of {path.name} cannot be decoded: {error}") from error
    return np.concatenate(parts).astype(np.float32) if parts else np.zeros(0, dtype=np.float32)


def cut(track: Waveform, start: float, end: float) -> Waveform:
    """Return the sound between two seconds; what lies outside the track is silence."""
    first, last = round(start * RATE), round(end * RATE)
    out = np.zeros(last - first, dtype=np.float32)
    a, b = max(first, 0), min(last, len(track))
    if b > a:
        out[a - first : b - first] = track[a:b]
    return out


def open_source(path: Path) -> av.container.InputContainer:
    """Open footage with the demuxer of its suffix and no other file or network within reach."""
    demuxer = _DEMUXERS.get(path.suffix.lower())
    if demuxer is None:
        raise ClipError("unsupported", f"{path.name}: expected one of {', '.join(sorted(_DEMUXERS))}")
    return av.open(str(path), format=demuxer, options={"protocol_whitelist": "file"})
