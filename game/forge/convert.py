"""From a film or a sound of any kind to the one format of a pack: one road for all sets and both labels.

H.264 at most 1280x720 and 30 frames a second, AAC mono at 48 kHz, levelled, by the forge's own encoder and
without a word about where it came from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from pathlib import Path
from typing import Final

import numpy as np

from game.errors import ClipError
from game.forge import footage, loudness
from game.forge.band import band_limited
from game.forge.encode import encode, encode_sound, write_poster
from game.forge.footage import RATE, Waveform, Window
from game.forge.pixels import Frame
from game.forge.sources import has_picture, opened, sound_stream

FPS: Final = 30
"""Frames a second of every clip (docs/decisions/0022-one-format-for-all-clips.md)."""
LARGEST: Final = (1280, 720)
BLOCK: Final = 16
"""Width and height are multiples of the codec's block."""
_SOUND_STEP: Final = 0.1
"""A sound alone lasts a whole number of these seconds: what synthesis makes comes in multiples of its hop."""
_NO_SOUND: Final = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """Which part of a source becomes the clip, and how. Times in seconds."""

    start: float = 0.0
    seconds: float = 10.0
    """The clip lasts at most so long."""
    least: float = 1.0
    """A source that has less than this after `start` is too short."""
    size: tuple[int, int] | None = None
    """Width and height, multiples of 16, to make clips of one size; None: as the source, within `LARGEST`."""
    sound: bool = True
    """False: a film comes without its sound, as where only one label of a set has some."""
    band: float | None = None
    """Of a sound alone: the highest frequency (hertz) that is kept; None: all that it has."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A finished clip. A sound alone has no `size`, no `fps`, no frames and no poster."""

    seconds: float
    start: float
    """Where in the source it begins, in seconds."""
    size: tuple[int, int] | None
    fps: int | None
    frames: int
    sound: bool
    hash: str
    """`sha256:` and the digest, as a pack's record has it."""
    bytes: int

    @property
    def window(self) -> Window:
        """The frames of the source, at `FPS`, that the clip shows: its masks are read through the same."""
        first = round(self.start * FPS)
        return Window(first, first + self.frames)


def convert(source: Path, target: Path, options: ConvertOptions | None = None) -> Converted:
    """Make a clip of `source` at `target` (`.mp4`) and, of a film, its poster beside it (`.jpg`).

    Raises ClipError and leaves nothing behind: missing, empty, cut-short, web-page, lfs-pointer, playlist,
    not-video, no-picture, unknown-codec, no-channels, one-picture, gap, too-short, unsupported.
    """
    wanted = options or ConvertOptions()
    part = target.with_name(f"{target.stem}.part.mp4")
    poster = target.with_suffix(".jpg")
    try:
        make = _film if _is_film(source) else _sound
        made = make(source, part, poster, wanted)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        poster.unlink(missing_ok=True)
        raise
    return made


def _is_film(source: Path) -> bool:
    with opened(source) as container:
        if has_picture(container):
            return True
        if sound_stream(container) is None:
            raise ClipError("no-picture", f"{source.name} has neither moving pictures nor sound")
        return False


def fitting(size: tuple[int, int]) -> tuple[int, int]:
    """Return the size, in multiples of 16, of a clip of a source of this size; never larger than either."""
    share = min(1.0, LARGEST[0] / size[0], LARGEST[1] / size[1])
    return max(BLOCK, _block(size[0] * share)), max(BLOCK, _block(size[1] * share))


def _block(length: float) -> int:
    return floor(length / BLOCK + 1e-6) * BLOCK


def _film(source: Path, part: Path, poster: Path, wanted: ConvertOptions) -> Converted:
    size = wanted.size or fitting(footage.size(source))
    first = round(wanted.start * FPS)
    pictures = _Pictures(source, size, Window(first, first + round(wanted.seconds * FPS)))
    heard = footage.sound(source, wanted.start + wanted.seconds) if wanted.sound else _NO_SOUND

    def track(count: int) -> Waveform:
        return _levelled(footage.cut(heard, first / FPS, (first + count) / FPS))

    count = encode(part, pictures, track if len(heard) else None, FPS)
    if pictures.different < 2:
        raise ClipError("one-picture", f"{source.name} has one picture only; a clip has to move")
    _refuse_short(source, count / FPS, wanted)
    middle = Window(count // 2, count // 2 + 1)
    write_poster(poster, next(footage.frames(part, size, middle, FPS)))
    content = part.read_bytes()
    return Converted(
        seconds=round(count / FPS, 3),
        start=first / FPS,
        size=size,
        fps=FPS,
        frames=count,
        sound=bool(len(heard)),
        hash=_digest(content),
        bytes=len(content),
    )


class _Pictures:
    """The frames of a clip in order; counts how many different pictures of the source they were made of."""

    def __init__(self, source: Path, size: tuple[int, int], window: Window) -> None:
        self._source, self._size, self._window = source, size, window
        self.different = 0

    def __iter__(self) -> Iterator[Frame]:
        for frame, times in footage.standing(self._source, self._size, self._window, FPS, footage.EXACT):
            self.different += 1
            for _ in range(times):
                yield frame
        if not self.different:
            raise ClipError("too-short", f"{self._source.name} ends before the clip would begin")


def _sound(source: Path, part: Path, _poster: Path, wanted: ConvertOptions) -> Converted:
    heard = footage.sound(source, wanted.start + wanted.seconds)
    lasts = min(len(heard) / RATE - wanted.start, wanted.seconds)
    seconds = max(0.0, floor(lasts / _SOUND_STEP + 1e-6) * _SOUND_STEP)
    _refuse_short(source, seconds, wanted)
    track = footage.cut(heard, wanted.start, wanted.start + seconds)
    encode_sound(part, _levelled(track if wanted.band is None else band_limited(track, wanted.band)))
    content = part.read_bytes()
    return Converted(
        seconds=round(seconds, 3),
        start=wanted.start,
        size=None,
        fps=None,
        frames=0,
        sound=True,
        hash=_digest(content),
        bytes=len(content),
    )


def _refuse_short(source: Path, seconds: float, wanted: ConvertOptions) -> None:
    if seconds < wanted.least - 1 / FPS / 2:
        told = f"{source.name} has {seconds:.1f} s for the clip, expected {wanted.least:g} s or more"
        raise ClipError("too-short", told)


def _levelled(track: Waveform) -> Waveform:
    """Take out a constant offset, which cheap recorders add, and bring the sound to the loudness of all."""
    heard = np.flatnonzero(track)
    if not len(heard):
        return track
    track = track.copy()
    sounding = track[heard[0] : heard[-1] + 1]
    sounding -= sounding.mean()
    track /= np.float32(max(1.0, float(np.abs(track).max())))
    return loudness.level(track)


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
