"""The one road from a file of a set to a clip of a pack, as this package uses it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from game.errors import ClipError
from game.forge import footage
from game.forge.convert import Converted, ConvertOptions, convert, fitting
from game.forge.footage import RATE, USUAL_RATE, Waveform
from game.forge.sources import has_picture, opened, picture_stream, sound_stream
from game.media.sound_meter import band_of

VERSION: Final = 1
"""What the road makes of a file; with another version clips of an earlier run are made anew."""
QUIET: Final = 0.02
"""Share of the loudest moment below which a sound counts as not begun yet: -34 dB."""
_MOMENT: Final = RATE // 100
_LONGEST: Final = 60.0
"""Seconds of a sound that are looked at."""


@dataclass(frozen=True, slots=True)
class Alike:
    """How a clip is made; None for the size: as its source has it."""

    seconds: float = 10.0
    start: float = 0.0
    size: tuple[int, int] | None = None
    sound: bool = True
    band: float | None = None
    """Of a sound alone: the highest frequency (hertz) that it keeps; None: all that it has."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at a file says: how long it can be shown, from when on, the size of its clip."""

    seconds: float
    start: float
    size: tuple[int, int] | None
    sound: bool
    rate: float = 0.0
    """Frames a second of a film, as it says itself; 0 for a sound."""
    band: float = 0.0
    """The highest frequency (hertz) of a sound alone; 0 for a film."""


def look(path: Path) -> Looked:
    """Look at the head of a film, or at all of a sound. Raises ClipError."""
    with opened(path) as container:
        film, heard = has_picture(container), sound_stream(container) is not None
        if film:
            stream = picture_stream(container)
            length = float((stream.duration or 0) * (stream.time_base or 0))
            length = length or (container.duration or 0) / 1_000_000
            rate = float(stream.average_rate or USUAL_RATE)
    if film:
        return Looked(length or _LONGEST, 0.0, fitting(footage.size(path)), heard, rate)
    if not heard:
        raise ClipError("no-picture", f"{path.name} has neither moving pictures nor sound")
    track = footage.sound(path, _LONGEST)
    first, last = sounding(track)
    return Looked(last - first, first, None, sound=True, band=band_of(track, RATE))


def travel(source: Path, target: Path, alike: Alike) -> Converted:
    """Make a clip of `source` at `target`, and of a film its poster beside it. Raises ClipError."""
    options = ConvertOptions(alike.start, alike.seconds, size=alike.size, sound=alike.sound, band=alike.band)
    return convert(source, target, options)


def sounding(track: Waveform) -> tuple[float, float]:
    """Return from when to when something is heard, in seconds: synthesis often has no silence around."""
    moments = len(track) // _MOMENT
    if not moments:
        return 0.0, len(track) / RATE
    power = np.sqrt(np.mean(track[: moments * _MOMENT].reshape(moments, _MOMENT) ** 2, axis=1))
    heard = np.flatnonzero(power > QUIET * power.max())
    if not len(heard):
        return 0.0, len(track) / RATE
    return float(heard[0] * _MOMENT / RATE), float((heard[-1] + 1) * _MOMENT / RATE)
