"""The one road from a file of a set to a clip of a pack, as this package uses it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import av

from game.errors import ClipError
from game.forge import footage, loudness
from game.forge.encode import encode, write_poster

VERSION: Final = "stand-in 1"
"""What the road makes of a file; another version makes finished clips anew."""
LARGEST: Final = (640, 480)


@dataclass(frozen=True, slots=True)
class Alike:
    """How a clip is made; None for the size: as its source has it."""

    seconds: float = 10.0
    size: tuple[int, int] | None = None
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Looked:
    """What the head of a file says."""

    seconds: float
    size: tuple[int, int] | None
    sound: bool


@dataclass(frozen=True, slots=True)
class Travelled:
    """A clip that was made; without a picture there is no size and no rate."""

    seconds: float
    start: float
    size: tuple[int, int] | None
    fps: float | None
    sound: bool


def look(path: Path) -> Looked:
    """Look at the head of a file. Raises ClipError."""
    try:
        with footage.open_source(path) as container:
            video = container.streams.video[0]
            length = (container.duration or 0) / 1_000_000
            return Looked(length, (video.width, video.height), bool(container.streams.audio))
    except (av.FFmpegError, OSError, IndexError) as error:
        raise ClipError("not-video", f"{path.name} cannot be read: {error}") from error


def travel(source: Path, target: Path, alike: Alike) -> Travelled:
    """Make a clip of `source` at `target` and its poster beside it. Raises ClipError."""
    with footage.open_source(source) as container:
        fps = float(container.streams.video[0].average_rate or 25)
    size = alike.size or _fitting(footage.size(source))
    pictures = []
    for picture in footage.frames(source, size):
        pictures.append(picture)
        if len(pictures) >= round(alike.seconds * fps):
            break
    if len(pictures) < fps:
        raise ClipError("too-short", f"{source.name} is shorter than a second")
    seconds = len(pictures) / fps
    sound = loudness.level(footage.cut(footage.sound(source), 0, seconds))
    encode(target, pictures, sound, fps)
    write_poster(target.with_suffix(".jpg"), pictures[len(pictures) // 2])
    return Travelled(round(seconds, 3), 0.0, size, fps, sound=True)


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    share = min(1.0, LARGEST[0] / size[0], LARGEST[1] / size[1])
    return max(16, round(size[0] * share / 16) * 16), max(16, round(size[1] * share / 16) * 16)
