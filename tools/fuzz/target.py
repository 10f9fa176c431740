"""What a target is: a reader of foreign input, with good inputs to begin with and what may go wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from game.errors import ChinmiError
from tools.fuzz.mutate import changed


class WrongAnswer(Exception):  # noqa: N818  # what a target says of the reader, no error of its own
    """The reader took the input and gave what it never should; the text says what."""


Reader = Callable[[bytes], object]
"""Reads an input; what it returns tells ways of answering apart."""


@dataclass(frozen=True)
class Target:
    """A reader and how to try it."""

    name: str
    what: str
    """The reader in a few words."""
    seeds: Callable[[], Sequence[bytes]]
    """Return good inputs."""
    opened: Callable[[Path], AbstractContextManager[Reader]]
    """Open the reader, which may write into a folder and nowhere else."""
    vary: Callable[[Random, bytes], bytes] = changed
    """Return a changed input."""
    errors: tuple[type[Exception], ...] = (ChinmiError,)
    """What the reader says it raises for bad input."""
    most: int = 1 << 14
    """Bytes of an input at most; what is longer is cut."""
