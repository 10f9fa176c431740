"""Decodes the pictures of one clip: any frame, exactly, and cheapest in order.

A table of all frames is read from the file first, without decoding. It tells a clip that was cut short
before anyone watches it, and makes a seek exact: jump to the key frame before, decode up to the frame.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, Self

import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.plane import VideoPlane
from av.video.reformatter import Interpolation, VideoReformatter
from av.video.stream import VideoStream
from numpy.typing import NDArray

from game.errors import ClipError
from game.media.buffers import FrameBuffers
from game.media.container import MAX_FRAMES, MAX_GAP, decoded, opened, packets, refuse_long, video_stream
from game.media.timeline import FrameTimes

USUAL_FPS: Final = 25
"""The rate that a file with a single frame of unknown length is taken to have."""
BUFFERS: Final = FrameBuffers()
"""Hold the frames of all clips of this process."""
LONE: Final = 1280 * 720
"""Pixels of a frame up to which one thread decodes it: the parts of a frame side by side cost more in all, as
what lies between them is smoothed afterwards, with all of the frame to be read once more."""
NOWHERE: Final = -1
"""The next frame after a failure: whatever is read then, it takes a jump."""
PixelSize = tuple[int, int]
"""Width and height in pixels."""
SCALING: Final = Interpolation.BICUBLIN
"""How a frame is brought to another size: light by cubic curves, which keep it sharp; colours, of which a
file has half as many, straight. Nearer to Lanczos than `smoothscale`, and cheaper than either."""
HALF_COLOURS: Final = frozenset({"yuv420p", "yuvj420p"})
"""Formats with colours for each second row and column, as nearly all films have."""
BETWEEN: Final = "yuv422p"
"""The format in which those are scaled: their colours for each row, and each second column."""
FAST_WIDTH: Final = 8
"""The library's fast conversion forgets the last columns of widths that are no multiple of this."""


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class DecodedFrame:
    """One decoded frame: rows of B, G, R, A bytes, one after another."""

    index: int
    data: NDArray[np.uint8]
    size: tuple[int, int]
    """Width and height of the picture in `data`."""
    source: VideoFrame | None = None
    """The frame as the file has it, of which any other size can be made."""


class PictureSource(Protocol):
    """What a player is fed from: the frames of a film, or the moments of a sound."""

    shown: PixelSize | None
    """The size in which frames are made from here on; None: their own."""

    @property
    def heard_only(self) -> bool:
        """Tell whether there is nothing to see."""

    @property
    def timeline(self) -> FrameTimes:
        """When each frame is due."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""

    def read(self, index: int, given_up: Callable[[], bool] = ...) -> DecodedFrame | None:
        """Return the frame `index`, or None when `given_up()` became true on the way to it."""

    def close(self) -> None:
        """Close the file."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


@dataclass(frozen=True, slots=True)
class FrameTable:
    """All frames in the order in which they are shown: time stamps, and which of them are key frames."""

    stamps: tuple[int, ...]
    keys: tuple[int, ...]
    timeline: FrameTimes
    start: float
    """When the first frame is due by the file's own times, in seconds."""

    def key_before(self, index: int) -> int:
        """Return the last key frame at or before `index`."""
        return self.keys[bisect_right(self.keys, index) - 1]


class FrameSource:
    """The pictures of a clip. It blocks while it decodes and belongs to one thread.

    Raises ClipError (see `container`) from the constructor and from `read`.
    """

    heard_only: Final = False

    def __init__(self, path: Path) -> None:
        with ExitStack() as stack:
            self._container = stack.enter_context(opened(path))
            self._stream = video_stream(self._container)
            self._size = (self._stream.width, self._stream.height)
            if self._stream.width * self._stream.height <= LONE:
                self._stream.thread_type = "NONE"
            self.table = read_table(self._container, self._stream)
            self.shown: PixelSize | None = None
            self._shaper = Shaper()
            self._next = 0
            self._frames = self._jump(0)
            self._stack = stack.pop_all()

    @property
    def timeline(self) -> FrameTimes:
        """When each frame is due."""
        return self.table.timeline

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self._size

    def read(self, index: int, given_up: Callable[[], bool] = lambda: False) -> DecodedFrame | None:
        """Return the frame `index`, or None when `given_up()` became true on the way to it.

        Frames that are passed over on the way are decoded, as they must be, but not converted.
        """
        key = self.table.key_before(index)
        if not key <= self._next <= index:
            self._frames = self._jump(key)
        while not given_up():
            frame = self._decode()
            if frame is None or frame.pts is None:
                raise ClipError("cut-short", f"frame {index} cannot be decoded")
            found = bisect_right(self.table.stamps, frame.pts) - 1
            self._next = found + 1
            if found == index:
                return self._convert(frame, index)
            if found > index:
                raise ClipError("cut-short", f"frame {index} is missing")
        return None

    def close(self) -> None:
        """Close the file. Pictures that were handed out stay valid."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _jump(self, key: int) -> Iterator[VideoFrame]:
        self._container.seek(self.table.stamps[key], stream=self._stream)
        self._next = key
        return decoded(self._container, self._stream)

    def _decode(self) -> VideoFrame | None:
        try:
            return next(self._frames, None)
        except FFmpegError:
            self._next = NOWHERE
            return None

    def _convert(self, frame: VideoFrame, index: int) -> DecodedFrame:
        if (frame.width, frame.height) != self._size:
            raise ClipError("unsupported", f"frame {index} has another size than the clip")
        size = self.shown or self._size
        return DecodedFrame(index, self._shaper.made(frame, size), size, frame)


class Shaper:
    """Makes frames as surfaces want them: of any size, in rows of B, G, R, A bytes. It belongs to one thread.

    Another size takes two steps, the size first and then the colours: the library has fast code for each of
    them, and only slow code for both at once.
    """

    def __init__(self) -> None:
        self._sizes, self._colours = VideoReformatter(), VideoReformatter()

    def made(self, frame: VideoFrame, size: PixelSize) -> NDArray[np.uint8]:
        """Return `frame` in `size`."""
        width, height = size
        how = None if width % FAST_WIDTH == 0 else Interpolation.ACCURATE_RND
        if size != (frame.width, frame.height):
            if frame.format.name in HALF_COLOURS:
                frame = self._sizes.reformat(
                    frame, width, height, format=BETWEEN, interpolation=SCALING, threads=1
                )
            else:
                how = SCALING
        made = self._colours.reformat(frame, width, height, format="bgra", interpolation=how, threads=1)
        return _copied(made.planes[0], height, 4 * width)


def _copied(plane: VideoPlane, rows: int, row: int) -> NDArray[np.uint8]:
    """Copy the pixels out of the library's own buffer, whose rows may be padded, into one that is reused."""
    data = BUFFERS.lend(rows * row)
    padded = np.frombuffer(memoryview(plane), np.uint8, rows * plane.line_size).reshape(rows, plane.line_size)
    np.copyto(data.reshape(rows, row), padded[:, :row])
    return data


def read_table(container: InputContainer, stream: VideoStream) -> FrameTable:
    """List the frames of `stream` without decoding them. Raises ClipError (cut-short, too-large, ...)."""
    durations: dict[int, int] = {}
    keys: list[int] = []
    found = 0
    for packet in packets(container, stream):
        if packet.size == 0:
            continue  # the end of the stream
        found += 1
        if packet.is_corrupt or packet.pts is None:
            raise ClipError("cut-short", f"frame {found} is damaged")
        if found > MAX_FRAMES:
            raise ClipError("too-large", f"expected at most {MAX_FRAMES} frames")
        if packet.is_keyframe:
            keys.append(packet.pts)  # also one that an edit list hides: what is shown may build upon it
        if packet.is_discard:
            continue  # an edit list hides it
        if keys and packet.pts >= keys[0]:  # nothing before the first key frame can be decoded
            durations[packet.pts] = packet.duration or 0
    if found < stream.frames:
        raise ClipError("cut-short", f"expected {stream.frames} frames, found {found}")
    if not durations or stream.time_base is None:
        raise ClipError("no-picture", "the file has no frames")
    end = None if stream.duration is None else (stream.start_time or 0) + stream.duration
    return _table(durations, keys, end, float(stream.time_base))


def _table(durations: dict[int, int], keys: list[int], end: int | None, unit: float) -> FrameTable:
    stamps = tuple(sorted(durations))
    times = tuple((stamp - stamps[0]) * unit for stamp in stamps)
    lasts = durations[stamps[-1]] * unit or 1 / USUAL_FPS
    if end is not None and 0 < (end - stamps[-1]) * unit < MAX_GAP:
        lasts = (end - stamps[-1]) * unit  # a picture's own is that of its place in the file, not on screen
    seconds = times[-1] + lasts
    refuse_long(seconds)
    found = tuple(sorted(bisect_left(stamps, key) for key in set(keys) if key <= stamps[-1]))
    return FrameTable(stamps, tuple(dict.fromkeys(found)), FrameTimes(times, seconds), stamps[0] * unit)
