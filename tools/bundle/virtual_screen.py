"""A screen that nobody sees (Xvfb), with a hand on its keyboard (xdotool), for programs as they are."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from game.errors import ChinmiError

SIZE: Final = (1280, 720)
LOOK: Final = 0.05
"""Seconds between looks."""
COLOURS: Final = 6
"""Values of bytes that a drawn picture has at least; an empty window has fewer."""


class VirtualScreen:
    """One screen; programs find it by `environment`."""

    def __init__(self, display: str, picture: Path) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "SDL_AUDIODRIVER": "dummy"}
        self.environment.pop("SDL_VIDEODRIVER", None)
        self._picture = picture

    def drawn(self) -> bool:
        """Tell whether something is to be seen."""
        pixels = self._picture.read_bytes()
        return len(set(pixels[len(pixels) // 4 :: 97])) >= COLOURS

    def press(self, *keys: str) -> None:
        """Press keys one after another, as a hand does."""
        words = ["xdotool", "key", "--delay", "120", *keys]
        subprocess.run(words, env=self.environment, check=True)  # noqa: S603


@contextmanager
def virtual_screen() -> Iterator[VirtualScreen]:
    """Yield a screen of `SIZE`."""
    with tempfile.TemporaryDirectory(prefix="chinmi-screen-") as folder:
        reading, writing = os.pipe()
        words = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24"]
        words += ["-nolisten", "tcp", "-fbdir", folder]
        with subprocess.Popen(words, pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:  # noqa: S603
            os.close(writing)
            with os.fdopen(reading) as told:
                display = f":{told.readline().strip()}"
            try:
                yield VirtualScreen(display, Path(folder) / "Xvfb_screen0")
            finally:
                server.terminate()


def until(holds: Callable[[], bool], what: str, seconds: float) -> float:
    """Wait until `holds` is true and return the seconds it took. Raises ChinmiError after `seconds`."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise ChinmiError(f"waited in vain for {what} ({seconds:.0f} s)")
        time.sleep(LOOK)
    return time.monotonic() - began
