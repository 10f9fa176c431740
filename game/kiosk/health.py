"""How the machine is: what staff should know, gathered now and then, each reading by itself harmless."""

from __future__ import annotations

import os
import shutil
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

import pygame

JUMP: Final = 60.0
"""A wall clock that differs from the monotonic one by more than this has jumped, seconds."""
LOW_DISK: Final = 50 * 1024 * 1024
KEPT: Final = 6


@dataclass(slots=True)
class Health:
    """What was noticed since the start."""

    started: float
    notes: deque[str] = field(default_factory=lambda: deque(maxlen=KEPT))
    """The newest failures, in a sentence each."""
    failures: int = 0
    jumps: int = 0
    last_touch: float | None = None
    touch_screens: int = 0
    """How many there are now."""
    most_touch_screens: int = 0
    """How many there have been at once: fewer now, and one was unplugged."""
    _offset: float | None = None

    def failed(self, what: str) -> None:
        """Note a failure that was healed."""
        self.failures += 1
        self.notes.append(what)

    def see(self, touch_screens: int) -> str:
        """Note how many touch screens there are; return what has changed, for the log, or nothing."""
        before, most = self.touch_screens, self.most_touch_screens
        self.touch_screens, self.most_touch_screens = touch_screens, max(most, touch_screens)
        if touch_screens < before:
            return f"a touch screen is gone ({touch_screens} now)"
        return f"a touch screen is back ({touch_screens} now)" if before < touch_screens <= most else ""

    def compare(self, wall: datetime, now: float) -> float | None:
        """Compare the clocks; return by how many seconds the wall clock has jumped, or None."""
        offset = wall.timestamp() - now
        before, self._offset = self._offset, offset
        if before is None or abs(offset - before) < JUMP:
            return None
        self.jumps += 1
        return offset - before


def touch_screens() -> int:
    """Return how many touch screens SDL knows of; on some systems one is known from its first touch on."""
    try:
        from pygame._sdl2 import touch

        return int(touch.get_num_devices())
    except (ImportError, AttributeError, pygame.error):
        return 0


def free_bytes(folder: Path) -> int | None:
    """Return how much room is left for `folder`; None where it is not known."""
    for place in (folder, *folder.parents):
        try:
            return shutil.disk_usage(place).free
        except OSError:
            continue
    return None


def writable(folder: Path) -> bool:
    """Tell whether a file can be written to `folder`, by writing one."""
    probe = folder / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError:
        return False
    return True
