"""How far each onset of real clips is from its place when they are played at 1/2 and 1/4 of the speed.

`python -m tools.trials.onsets_in_step` takes the clips of the pack that comes with the game, `python -m
tools.trials.onsets_in_step FILM ...` others. An onset is found at 1x, where the median level of 8 ms is 8 dB
above the greatest of the 30 ms before; its moment is the one at which half of that rise is done. Slow, it is
looked for from its place on, and from there back to where it was last quiet for 8 ms. It prints, in
milliseconds of the room (minus is early), the median, 5 to 95 %, the earliest and the latest, and the share
that is further than 33 ms.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game import resources
from game.media.pcm import Samples, read_sound
from game.media.stretch import SPEEDS, slowed

RATE: Final = 48_000
MOST: Final = 33
RISE: Final = 8.0
BEFORE: Final = 30
AFTER: Final = 8
APART: Final = 60
FAINT: Final = 1e-4
"""The share of a clip's greatest energy below which nothing counts: -40 dB."""
SEEN: Final = 150
"""Milliseconds of the room within which an onset must be found."""

Levels = NDArray[np.float64]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("films", nargs="*", type=Path)
    films = parser.parse_args().films or sorted((resources.assets() / "packs").rglob("*.mp4"))
    sounds = [sound for film in films if (sound := read_sound(film, RATE)) is not None and sound.any()]
    for speed in SPEEDS[1:]:
        found = np.array([at for sound in sounds for at in shifts(sound, slowed(sound, RATE, speed), speed)])
        low, middle, high = np.percentile(found, (5, 50, 95))
        told = (
            f"median {middle:.0f}, 5 to 95 % {low:.0f} to {high:.0f}, {found.min():.0f} to {found.max():.0f}"
        )
        print(f"at {speed:<4g} {len(found)} onsets of {len(sounds)} clips, ms in the room: {told}")
        print(f"        further than {MOST} ms: {np.mean(np.abs(found) > MOST):.1%}")
    return 0


def shifts(sound: Samples, slow: Samples, speed: float) -> Iterator[float]:
    """Yield by how many milliseconds of the room each onset of `sound` is late in `slow`."""
    floor = FAINT * float(energy(sound).max())
    levels, later = decibels(energy(sound), floor), decibels(energy(slow), floor)
    at = BEFORE + 5
    while at < len(levels) - 2 * AFTER:
        before, after = levels[at - BEFORE : at].max(), np.median(levels[at + 1 : at + 1 + AFTER])
        if after - before <= RISE or after <= 10 * np.log10(floor):
            at += 1
            continue
        half = before + (after - before) / 2
        begins = at - 5 + int((levels[at - 5 : at + 10] > half).argmax())
        found = _found(later > half, round(begins / speed))
        if found is not None:
            yield found - begins / speed
        at += APART


def energy(sound: Samples) -> Levels:
    """Return the mean energy of each two milliseconds, one a millisecond; high pitches weigh more."""
    mono = sound.mean(axis=1)
    high = np.diff(mono, prepend=0.0) + 0.1 * np.concatenate([[0.0], mono[:-1]])
    step = RATE // 1000
    each = np.square(high[: len(high) // step * step]).reshape(-1, step).mean(axis=1)
    means: Levels = (each[:-1] + each[1:]) / 2
    return means


def decibels(power: Levels, floor: float) -> Levels:
    """Return levels that do not fall without end where it is silent."""
    levels: Levels = 10 * np.log10(power + 0.1 * floor + 1e-9)
    return levels


def _found(loud: NDArray[np.bool_], place: int) -> int | None:
    """Return the millisecond from which it is loud without a pause, before the first loud one at `place`."""
    start = max(0, place - 3)
    here = loud[start : place + SEEN]
    if not here.any():
        return None
    first = start + int(here.argmax())
    while (sooner := np.flatnonzero(loud[max(0, first - AFTER) : first])).size:
        first = max(0, first - AFTER) + int(sooner[0])
    return first


if __name__ == "__main__":
    raise SystemExit(main())
