"""The outline of a clip's sound, to be drawn under the time line where a sound is to be judged."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from game.media.frames import FrameSource
from game.media.pcm import peaks, read_sound

RATE: Final = 48_000


def envelope(path: Path, bins: int) -> tuple[float, ...]:
    """Return the loudest sample (0..1) in each of `bins` equal parts of the clip; all 0 without sound.

    It decodes the whole sound and blocks; an open `ClipPlayer` has its `envelope` at once. Raises ClipError.
    """
    with FrameSource(path) as source:
        seconds = source.timeline.seconds
    return peaks(read_sound(path, RATE), RATE, seconds, bins)
