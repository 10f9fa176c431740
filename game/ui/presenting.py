"""How a finished picture gets into the window: by the graphics card, or straight to the X server without one.

Left alone, SDL hands each picture to OpenGL. Where no card is behind it, OpenGL is a program too, and takes
many times as long as copying the picture.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import Final

HINT: Final = "SDL_FRAMEBUFFER_ACCELERATION"
DEVICES: Final = Path("/dev")
CARDS: Final = ("dri/renderD*", "nvidiactl")
"""What a card's driver offers to programs that draw: one that only shows pictures has no such device."""


def choose(driver: str, env: MutableMapping[str, str] | None = None, devices: Path = DEVICES) -> None:
    """Let SDL copy its pictures where `driver` is X11 and no card can draw; what the player set stays."""
    env = os.environ if env is None else env
    if driver == "x11" and not _can_draw(devices):
        env.setdefault(HINT, "0")


def _can_draw(devices: Path) -> bool:
    """Tell whether this user may use a graphics card."""
    found = (device for pattern in CARDS for device in devices.glob(pattern))
    return any(os.access(device, os.R_OK | os.W_OK) for device in found)
