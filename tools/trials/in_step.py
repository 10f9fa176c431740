"""How far each beep of a clip is from its flash, at 1, 1/2 and 1/4 of the speed, through the real player.

`python -m tools.trials.in_step` makes films of 24, 25 and 60 frames a second whose middle turns white for a
moment while a tone is heard; `python -m tools.trials.in_step FILM ...` takes such films from elsewhere. Time
is the trial's own, in steps of a millisecond, and the loudspeaker tells when the ear would hear a sample.
It prints for each film and speed how many pairs there were and the greatest distance, in milliseconds of the
room and of the clip (at 1/4 a fourth as many), and fails where one is more than 33 of the room's.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import pygame

from game.media.audio import SilentSound
from game.media.clip import ClipPlayer, PlayerState
from game.media.container import opened, video_stream
from game.media.pcm import Samples
from game.media.sample import write_clip
from game.media.stretch import SPEEDS

MOST: Final = 0.033
"""Seconds of the room between a flash and its beep: the time of a picture."""
RATES: Final = (24, 25, 60)
SECONDS: Final = 4
MOMENTS: Final = (1.0, 2.0, 3.0)
LASTS: Final = 0.1
STEP: Final = 0.001
QUIET: Final = 1500
"""Samples below this, of 32767, are no beep."""
SIZE: Final = (160, 96)
APART: Final = 0.3
"""Seconds of the clip within which there is one flash, or one beep."""


class Ear(SilentSound):
    """A loudspeaker that remembers when the first sample of each beep is heard."""

    def __init__(self, latency: float) -> None:
        super().__init__()
        self.latency = latency
        self.now = 0.0
        self.beeps: list[float] = []

    def play(self, samples: Samples) -> _Running:
        """Note the beeps of `samples`, which are heard from `latency` seconds on from now."""
        loud = np.flatnonzero(np.abs(samples[:, 0].astype(np.int32)) > QUIET) / self.rate
        self.beeps += [self.now + self.latency + float(at) for at in loud]
        return _Running(self)


class _Running:
    def __init__(self, ear: Ear) -> None:
        self._ear = ear

    def stop(self) -> None:
        """Forget what would have been heard later."""
        self._ear.beeps = [at for at in self._ear.beeps if at <= self._ear.now]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("films", nargs="*", type=Path)
    parser.add_argument("--latency", type=float, default=0.04, help="seconds from the mixer to the ear")
    args = parser.parse_args()
    pygame.init()
    worst = 0.0
    with tempfile.TemporaryDirectory() as scratch:
        for film in args.films or list(films(Path(scratch))):
            for speed in SPEEDS:
                found = distances(film, speed, args.latency)
                most = max(map(abs, found), default=1.0)
                worst = max(worst, most)
                told = f"at most {1000 * most:.1f} ms in the room, {1000 * most * speed:.1f} of the clip"
                print(f"{film.name:<16} at {speed:<4g} {len(found)} pairs, {told}")
    print(f"at most {1000 * worst:.1f} ms in the room, allowed {1000 * MOST:.0f}")
    return int(worst > MOST)


def films(folder: Path) -> Iterator[Path]:
    """Make a film of each rate."""
    for rate in RATES:
        t = np.arange(SECONDS * 48_000) / 48_000
        on = np.any([(t >= at) & (t < at + LASTS) for at in MOMENTS], axis=0)
        wave = np.where(on, 12_000 * np.sin(2 * np.pi * 1000 * t), 0).astype(np.int16)
        yield write_clip(
            folder / f"{rate}-a-second.mp4",
            (_image(number / rate) for number in range(SECONDS * rate)),
            fps=rate,
            sound=np.repeat(wave[:, None], 2, axis=1),
        )


def _image(time: float) -> np.ndarray:
    image = np.full((SIZE[1], SIZE[0], 3), 16, dtype=np.uint8)
    if any(at - 1e-6 <= time < at + LASTS - 1e-6 for at in MOMENTS):
        image[24:72, 40:120] = 235
    return image


def distances(film: Path, speed: float, latency: float) -> list[float]:
    """Return the seconds from each flash to its beep, as they are seen and heard at `speed`."""
    ear = Ear(latency)
    flashes: list[float] = []
    with ClipPlayer(film, clock=lambda: ear.now, sound=ear, start_paused=True) as player:
        player.settle()
        player.set_speed(speed)
        player.settle()
        player.play()
        for _ in range(round(_seconds(film) / speed / STEP) + 1000):
            player.settle()
            if player.update() and player.frame is not None and _bright(player.frame):
                flashes.append(ear.now)
            if player.state is PlayerState.ENDED:
                break
            ear.now += STEP
    seen, heard = (_firsts(found, APART / speed) for found in (flashes, ear.beeps))
    return [beep - flash for flash, beep in zip(seen, heard, strict=True)]


def _seconds(film: Path) -> float:
    with opened(film) as container:
        stream = video_stream(container)
        return float((stream.duration or 0) * (stream.time_base or 0))


def _bright(frame: pygame.Surface) -> bool:
    return frame.get_at((frame.get_width() // 2, frame.get_height() // 2)).r > 128


def _firsts(moments: Sequence[float], apart: float) -> list[float]:
    """Return the moments that come more than `apart` seconds after the one before."""
    ordered = sorted(moments)
    return [at for i, at in enumerate(ordered) if i == 0 or at - ordered[i - 1] > apart]


if __name__ == "__main__":
    raise SystemExit(main())
