"""Memory that a test has had stays with its process until its file is over: giving it back costs much.

A game gives memory back after each session, and a kiosk maps large blocks one by one, so that neither grows
for weeks; a process of tests lives for minutes.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

import pytest

from game.media import heap
from game.media.heap import give_back  # as it is before `keep_memory`

__all__ = ["give_back", "keep_memory"]

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3
"""Numbers of these settings in glibc's `malloc.h`."""
SETTINGS = {M_TRIM_THRESHOLD: 512 * 1024**2, M_TOP_PAD: 32 * 1024**2, M_MMAP_THRESHOLD: 32 * 1024**2}
"""Bytes: of each the most that glibc takes, or enough that it is never reached."""


def keep_memory(patch: pytest.MonkeyPatch) -> None:
    """Let malloc keep what is freed, and the game ask for nothing else."""
    with suppress(OSError, AttributeError, TypeError):  # another system
        for setting, size in SETTINGS.items():
            ctypes.CDLL(None).mallopt(setting, size)
    patch.setattr(heap, "give_back", lambda: None)
    patch.setattr(heap, "map_large_blocks", lambda: True)
