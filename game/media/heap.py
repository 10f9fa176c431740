"""What malloc keeps, asked and set through the C library where that is glibc; elsewhere nothing happens."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from typing import Final

LARGE: Final = 256 * 1024
"""Bytes from which on a block is mapped by itself."""
_M_MMAP_THRESHOLD: Final = -3
"""The number of this setting in `malloc.h`."""


class _Mallinfo2(ctypes.Structure):
    """What glibc tells of its heaps since version 2.33, in bytes."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            "arena",
            "ordblks",
            "smblks",
            "hblks",
            "hblkhd",
            "usmblks",
            "fsmblks",
            "uordblks",
            "fordblks",
            "keepcost",
        )
    )


def map_large_blocks() -> bool:
    """Let large blocks be mapped one by one, now and later; tell whether malloc took the setting.

    By itself glibc raises that limit with every large block that is freed, up to 32 MB. Then sound and
    frames lie among small things, and the holes that they leave are kept: a kiosk grows for weeks.
    """
    try:
        return bool(ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE))
    except (OSError, AttributeError, TypeError):  # another system
        return False


def give_back() -> None:
    """Give free memory back to the system, wherever it lies in the heaps: some milliseconds, after a session.

    By itself malloc gives back only what lies at the end of a heap.
    """
    with suppress(OSError, AttributeError, TypeError):  # another system
        ctypes.CDLL(None).malloc_trim(0)


def in_use() -> float | None:
    """Return the KiB in use of the heaps (`uordblks`) and of the blocks mapped one by one (`hblkhd`)."""
    told = _info()
    return None if told is None else float(told.uordblks + told.hblkhd) / 1024


def _info() -> _Mallinfo2 | None:
    try:
        ask = ctypes.CDLL(None).mallinfo2
    except (OSError, AttributeError, TypeError):  # another system, or an older library
        return None
    ask.restype = _Mallinfo2
    told: _Mallinfo2 = ask()
    return told
