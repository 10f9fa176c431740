"""Source footage: a clip's frames one after the other, by their times, and its sound as one array.

Time 0 is the first picture's for both. Frames are streamed, so that memory does not grow with the clip; the
sound of a minute is small.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from game.errors import ClipError
from game.forge.pixels import Frame
from game.forge.sources import has_picture, opened, picture_stream, sound_stream
from game.forge.timing import Shown, by_time, refuse_gap, time_of

RATE: Final = 48_000
Waveform = NDArray[np.float32]
"""(samples,), mono, 48 kHz, -1..1."""

USUAL_RATE: Final = 25.0
"""Frames a second that footage is taken to have when it does not say."""
_HD: Final = 720
"""From this height on, pictures that do not name their colours have those of high definition."""
FILMS: Final = frozenset({".mp4", ".mov", ".mkv", ".webm", ".mpg", ".avi", ".m4v"})
"""Endings of footage that a recipe may use."""
EXACT: Final = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT
"""Scaling with colours right to a level or two; recipes keep the faster one, and so their bytes."""
_SANE_PIXEL: Final = (0.25, 4.0)
_Scaled = Callable[[VideoFrame, tuple[int, int]], Frame]
"""Makes the whole picture of a size. One converter makes all of a film: setting one up for each takes as long
as what it does."""
_STEADY: Final = 0.015
"""Seconds by which sound may come early or late without being cut or parted: times are rounded in files."""


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
    """Return (width, height) of the pictures in `path`, upright and in square pixels. Raises ClipError."""
    with opened(path) as container:
        stream = picture_stream(container)
        frame = next(container.decode(stream), None)
        if frame is None:
            raise ClipError("no-picture", f"{path.name} has no picture that can be decoded")
        width, height = round(frame.width * _pixel(stream)), frame.height
        return (height, width) if frame.rotation % 180 else (width, height)


def rate(path: Path) -> float:
    """Return the frames a second of a clip that is made of `path`, as a whole. Raises ClipError."""
    with opened(path) as container:
        return round(float(picture_stream(container).average_rate or USUAL_RATE), 3)


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


def frames(
    path: Path, size: tuple[int, int], window: Window | None = None, fps: float | None = None
) -> Iterator[Frame]:
    """Yield the frames of `path` at `size` (width, height), upright, as sRGB bytes.

    With `fps` they come by time, so many a second, and `window` counts those; without it each frame of the
    file comes once. A picture of another shape is cut to its middle. Raises ClipError when the file cannot be
    read, has fewer frames than `window` asks for, or has none for more than a second within it.
    """
    count = window.first if window else 0
    for frame, times in standing(path, size, window, fps):
        count += times
        yield frame
        for _ in range(times - 1):
            yield frame.copy()
    if window and count < window.last:
        raise ClipError("cut-short", f"{path.name} has {count} frames, expected {window.last}")


def stills(
    path: Path, size: tuple[int, int], window: Window, fps: float, wanted: Collection[int]
) -> dict[int, Frame]:
    """Return those frames that `frames` yields at the places `wanted`; it decodes no further than the last.

    Raises ClipError like `frames`.
    """
    found: dict[int, Frame] = {}
    count, scaled = 0, _coloured(Interpolation.BICUBIC)
    with opened(path) as container:
        pixel = _pixel(picture_stream(container))
        for picture, times in _windowed(container, window, fps):
            here = [place for place in range(count, count + times) if place in wanted]
            if here:
                found |= dict.fromkeys(here, _shaped(picture, size, pixel, scaled))
            count += times
            if len(found) == len(wanted):
                return found
    raise ClipError("cut-short", f"{path.name} has {window.first + count} frames, expected {window.last}")


def standing(
    path: Path,
    size: tuple[int, int],
    window: Window | None,
    fps: float | None,
    scaling: Interpolation = Interpolation.BICUBIC,
) -> Iterator[tuple[Frame, int]]:
    """Yield each picture within `window` once, and how many frames it stands; a source may end before it."""
    scaled = _coloured(scaling)
    with opened(path) as container:
        pixel = _pixel(picture_stream(container))
        for picture, times in _windowed(container, window, fps):
            yield _shaped(picture, size, pixel, scaled), times


def masks(path: Path, size: tuple[int, int], window: Window, fps: float | None = None) -> Iterator[Frame]:
    """Yield the frames of a grey film (alpha of something before the face), (height, width), as bytes.

    They are cut and turned as the frames of a film of that shape are.
    """
    scaled = _grey()
    with opened(path) as container:
        pixel = _pixel(picture_stream(container))
        for picture, times in _windowed(container, window, fps):
            grey = _shaped(picture, size, pixel, scaled)
            yield from [grey] * times


def _windowed(
    container: InputContainer, window: Window | None, fps: float | None
) -> Iterator[tuple[VideoFrame, int]]:
    for shown in _shown(container, fps):
        first, last = max(shown.first, window.first if window else 0), shown.last
        if window:
            last = min(last, window.last)
        if first < last:
            if fps is not None:
                refuse_gap(Shown(shown.picture, first, last), fps)
            yield shown.picture, last - first
        if window and last == window.last:
            return


def _shown(container: InputContainer, fps: float | None) -> Iterator[Shown]:
    stream = picture_stream(container)
    stream.thread_type = "SLICE"
    pictures = _pictures(container, stream)
    if fps is not None:
        return by_time(pictures, fps, _end(container, stream))
    return (Shown(picture, number, number + 1) for number, picture in enumerate(pictures))


def _end(container: InputContainer, stream: VideoStream) -> Fraction | None:
    """Return when the film is over, in seconds of its file; None for formats that can but guess it."""
    if stream.duration is None or stream.time_base is None or not container.format.name.startswith("mov"):
        return None
    return ((stream.start_time or 0) + stream.duration) * stream.time_base


def _pictures(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame]:
    """Decode all pictures; a file that ends before its index does is cut short, one out of order damaged."""
    found, before = 0, Fraction(-(10**9))
    for packet in container.demux(stream):
        found += packet.size > 0
        for picture in packet.decode():
            now = time_of(picture)
            if picture.is_corrupt or now < before:
                raise ClipError("cut-short", f"the film is damaged at about {float(now):.2f} s")
            before = now
            yield picture
        if packet.is_corrupt:
            raise ClipError("cut-short", f"the film is damaged or cut short after picture {found}")
    if found < stream.frames and container.format.name.startswith("mov"):  # others count skipped ones, too
        raise ClipError(
            "cut-short", f"the film is cut short: expected {stream.frames} pictures, found {found}"
        )


def _pixel(stream: VideoStream) -> float:
    """Return how wide a pixel is, as a share of its height: old films and discs have no square ones."""
    told = float(stream.sample_aspect_ratio or 1)
    return told if _SANE_PIXEL[0] <= told <= _SANE_PIXEL[1] else 1.0


def _shaped(frame: VideoFrame, size: tuple[int, int], pixel: float, scaled: _Scaled) -> Frame:
    """Return the middle of a picture at `size`, upright; `scaled` makes the whole picture of a size."""
    turns = round(frame.rotation / 90) % 4
    across = size[::-1] if turns % 2 else size
    left, top, width, height = centre((round(frame.width * pixel), frame.height), across)
    whole = (round(across[0] / width), round(across[1] / height))
    x, y = round(left * whole[0]), round(top * whole[1])
    part = scaled(frame, whole)[y : y + across[1], x : x + across[0]]
    return np.ascontiguousarray(np.rot90(part, turns)) if turns else part


def _grey() -> _Scaled:
    made = VideoReformatter()

    def scaled(frame: VideoFrame, size: tuple[int, int]) -> Frame:
        grey = made.reformat(frame, width=size[0], height=size[1], format="gray", threads=1)
        return np.asarray(grey.to_ndarray(), dtype=np.uint8)

    return scaled


def _coloured(scaling: Interpolation) -> _Scaled:
    made = VideoReformatter()

    def scaled(frame: VideoFrame, size: tuple[int, int]) -> Frame:
        rgb = made.reformat(
            frame,
            width=size[0],
            height=size[1],
            format="rgb24",
            src_colorspace=_colours(frame),
            src_color_range=_range(frame),
            interpolation=scaling,
            threads=1,
        )
        return np.asarray(rgb.to_ndarray(), dtype=np.uint8)

    return scaled


def _colours(frame: VideoFrame) -> int:
    if frame.colorspace in {1, 5, 6, 7, 9}:
        return frame.colorspace
    return Colorspace.ITU709 if frame.height >= _HD else Colorspace.ITU601


def _range(frame: VideoFrame) -> ColorRange:
    full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj")
    return ColorRange.JPEG if full else ColorRange.MPEG


def sound(path: Path, until: float | None = None) -> Waveform:
    """Return the sound of `path` (up to about `until` seconds), mono at 48 kHz; empty if it has none.

    Sample 0 belongs to the start of the first picture, or of the sound where there is no picture; where the
    file has no sound yet, or none for a while, there is silence.
    """
    with opened(path) as container:
        stream = sound_stream(container)
        if stream is None:
            return np.zeros(0, dtype=np.float32)
        wide = stream.codec_context.layout.nb_channels > 2
        zero = _first_picture(path) if has_picture(container) else None
        runs = list(_runs(_heard(container.decode(stream), zero, until)))
    if not runs:
        return np.zeros(0, dtype=np.float32)
    zero = runs[0][0] if zero is None else zero
    track = _joined([(round((start - zero) * RATE), part) for start, part in runs])
    peak = float(np.abs(track).max(initial=0))
    return track / np.float32(peak) if wide and peak > 1 else track


def _first_picture(path: Path) -> float:
    with opened(path) as container:
        picture = next(_pictures(container, picture_stream(container)), None)
        if picture is None:
            raise ClipError("no-picture", f"{path.name} has no picture that can be decoded")
        return float(time_of(picture))


def _heard(pieces: Iterable[AudioFrame], zero: float | None, until: float | None) -> Iterator[AudioFrame]:
    for piece in pieces:
        now = piece.time or 0.0
        zero = now if zero is None else zero
        if until is not None and now - zero > until:
            return
        yield piece


def _runs(pieces: Iterable[AudioFrame]) -> Iterator[tuple[float, Waveform]]:
    """Yield each stretch of unbroken sound: when it begins in the file, and its samples."""
    start = due = 0.0
    kind: tuple[str, str, int] | None = None
    mixer, parts = _mixer(), list[AudioFrame]()
    for piece in pieces:
        now = due if piece.time is None else piece.time
        is_now = (piece.format.name, piece.layout.name, piece.sample_rate)
        if is_now != kind or abs(now - due) > _STEADY:
            if kind is not None:
                yield start, _samples([*parts, *mixer.resample(None)])
            start, due, kind, mixer, parts = now, now, is_now, _mixer(), []
        parts += mixer.resample(piece)
        due += piece.samples / piece.sample_rate
    if kind is not None:
        yield start, _samples([*parts, *mixer.resample(None)])


def _mixer() -> AudioResampler:
    return AudioResampler(format="fltp", layout="mono", rate=RATE)


def _samples(parts: list[AudioFrame]) -> Waveform:
    return np.concatenate([part.to_ndarray()[0] for part in parts] or [np.zeros(0)]).astype(np.float32)


def _joined(runs: list[tuple[int, Waveform]]) -> Waveform:
    """Lay the stretches at their places (in samples) into one array; what begins before 0 is cut."""
    track = np.zeros(max(0, *(start + len(part) for start, part in runs)), dtype=np.float32)
    for start, part in runs:
        kept = part[max(0, -start) :]
        track[max(0, start) : max(0, start) + len(kept)] = kept
    return track


def cut(track: Waveform, start: float, end: float) -> Waveform:
    """Return the sound between two seconds; what lies outside the track is silence."""
    first, last = round(start * RATE), round(end * RATE)
    out = np.zeros(last - first, dtype=np.float32)
    a, b = max(first, 0), min(last, len(track))
    if b > a:
        out[a - first : b - first] = track[a:b]
    return out
