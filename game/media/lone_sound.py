"""A clip that is sound only, as the player knows clips: a row of moments in the place of frames.

So a sound has the same clock, the same speeds, spans and loops as a film, with or without a loudspeaker, and
its playhead moves `MOMENTS` times a second.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from game.errors import ClipError
from game.media.container import lone_sound, opened, packets, refuse_long
from game.media.frames import DecodedFrame, FrameSource, PictureSource, PixelSize
from game.media.timeline import FrameTimes

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import InputContainer

MOMENTS: Final = 30
"""Moments a second: a sound can be stopped and pointed at that finely."""
NOTHING: Final = DecodedFrame(0, np.zeros(4, np.uint8), (1, 1))
"""What there is to see at any moment: one black pixel."""


class SoundSource:
    """The moments of a sound. Raises ClipError (see `container`) from the constructor."""

    heard_only: Final = True

    def __init__(self, path: Path) -> None:
        with opened(path) as container:
            stream = lone_sound(container)
            if stream is None:
                raise ClipError("unsupported", f"{path.name}: expected a sound without a picture")
            seconds = _seconds(container, stream)
        count = max(1, round(seconds * MOMENTS))
        self.timeline: Final = FrameTimes(tuple(i / MOMENTS for i in range(count)), seconds)
        self.size: Final = NOTHING.size
        self.shown: PixelSize | None = None

    def read(self, index: int, given_up: Callable[[], bool] = lambda: False) -> DecodedFrame | None:
        """Return the moment `index`; it takes no time, so nobody gives up on the way."""
        return None if given_up() else DecodedFrame(index, NOTHING.data, NOTHING.size)

    def close(self) -> None:
        """Do nothing: the file is closed."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def opener(*, sound_only: bool) -> Callable[[Path], PictureSource]:
    """Return what opens a clip: as a sound, or as a film."""
    return SoundSource if sound_only else FrameSource


def _seconds(container: InputContainer, stream: AudioStream) -> float:
    """Return how long the sound lasts, from its packets; nothing is decoded."""
    end, found = 0, 0
    for packet in packets(container, stream):
        if packet.size == 0:
            continue  # the end of the stream
        if packet.is_corrupt or packet.pts is None:
            raise ClipError("cut-short", "a part of the sound is damaged")
        found += 1
        end = max(end, packet.pts + (packet.duration or 0))
    if found < stream.frames or not end or stream.time_base is None:
        raise ClipError("cut-short", f"expected {stream.frames} parts of sound, found {found}")
    seconds = float(end * stream.time_base)
    refuse_long(seconds)
    return seconds
