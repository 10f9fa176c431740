"""Other players on the same film: what a frame costs them, in processor time of their own process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Final

SHORT: Final = 1.0
"""Seconds of the film that are played to know what starting costs."""
_PYVIDPLAYER2: Final = """
import sys, time, pygame
sys.modules["sounddevice"] = None  # its other way to sound wants PortAudio, even where nothing is to be heard
from pyvidplayer2 import Video
window, video = pygame.display.set_mode((1280, 720)), Video(sys.argv[1], no_audio=True, use_pygame_audio=True)
end = time.perf_counter() + float(sys.argv[2])
while video.active and time.perf_counter() < end:
    if video.draw(window, (0, 0), force_draw=False):
        pygame.display.update()
    pygame.time.wait(4)
"""


def commands(film: Path, seconds: float) -> dict[str, list[str]]:
    """Return how each player that is installed here plays so much of `film` without sound."""
    known = {
        "ffplay": ["-autoexit", "-loglevel", "quiet", "-an", "-t", f"{seconds}", str(film)],
        "mpv": ["--no-config", "--vo=sdl", "--really-quiet", "--no-audio", f"--length={seconds}", str(film)],
    }
    found = {name: [place, *words] for name, words in known.items() if (place := shutil.which(name))}
    if find_spec("pyvidplayer2"):
        found["pyvidplayer2"] = [sys.executable, "-c", _PYVIDPLAYER2, str(film), f"{seconds}"]
    return found


def frame_cost(name: str, film: Path, seconds: float, fps: float) -> float | None:
    """Return the processor seconds of a frame for a player: of the whole film less those of its start.

    None where it cannot play here, as some cannot without a window.
    """
    whole, start = commands(film, seconds)[name], commands(film, SHORT)[name]
    try:
        return (_busy(whole) - _busy(start)) / ((seconds - SHORT) * fps)
    except subprocess.CalledProcessError:
        return None


def _busy(words: list[str]) -> float:
    """Return the processor seconds of a process. Raises CalledProcessError when it failed."""
    before, began = os.times(), perf_counter()
    subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)  # noqa: S603 - words from here
    after = os.times()
    busy = after.children_user - before.children_user + after.children_system - before.children_system
    return busy or perf_counter() - began
