"""Memory for decoded frames, used again and again.

A frame takes 1 to 8 MB. Asked of malloc by one thread and given back by another, such blocks leave holes
that malloc keeps: a kiosk's memory grew with every visit although no more of it was in use. Here each block
is mapped by itself, and one that nobody looks at any more serves the next frame of its size.
"""

from __future__ import annotations

import mmap
import sys
import weakref
from collections import deque
from typing import Final

import numpy as np
from numpy.typing import NDArray

KEPT: Final = 8
"""Free blocks that are kept: a clip's queue, the frame on screen and the one that is being made."""


class FrameBuffers:
    """Lends blocks of memory; from any thread. Its single steps are atomic, so that it needs no lock.

    (A lock could be taken twice by one thread: a block may come back in the middle of anything.)
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._free: deque[mmap.mmap] = deque(maxlen=kept)

    def lend(self, size: int) -> NDArray[np.uint8]:
        """Return `size` bytes of any content. They come back by themselves once nobody refers to them."""
        block = self._find(size) or _mapped(size)
        lent = np.frombuffer(block, np.uint8)
        weakref.finalize(lent, self._free.append, block).atexit = False
        return lent

    def _find(self, size: int) -> mmap.mmap | None:
        """Take the free block of that size that came back last; the others go to the end."""
        for _ in range(len(self._free)):
            try:
                block = self._free.pop()
            except IndexError:  # another thread was faster
                return None
            if len(block) == size:
                return block
            self._free.appendleft(block)
        return None


def _mapped(size: int) -> mmap.mmap:
    if sys.platform == "win32":
        return mmap.mmap(-1, size)
    return mmap.mmap(-1, size, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
