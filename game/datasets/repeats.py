"""Many names in little memory: which are known, which come twice, which come with two labels."""

from __future__ import annotations

from array import array
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.content.models import TruthLabel


class Names:
    """A set of names in eight bytes for each."""

    def __init__(self, names: Iterable[str]) -> None:
        marks = array("Q", (_mark(name) for name in names))
        self._marks = np.unique(np.frombuffer(marks, dtype=np.uint64))

    def __len__(self) -> int:
        return len(self._marks)

    def __contains__(self, name: str) -> bool:
        return _holds(self._marks, _mark(name))


class Claims:
    """What labels say of names, in eight bytes for each: read once, then asked while they are read again."""

    def __init__(self, claims: Iterable[tuple[str, TruthLabel | None]]) -> None:
        marks = array("Q", (_mark(name) | (label == "manipulated") for name, label in claims))
        found = np.sort(np.frombuffer(marks, dtype=np.uint64))
        names = found & ~np.uint64(1)
        again = names[1:] == names[:-1]
        self._names = np.unique(names)
        self._repeated = frozenset(names[1:][again].tolist())
        self._conflicts = frozenset(names[1:][again & (found[1:] != found[:-1])].tolist())
        self._told: set[int] = set()

    def __contains__(self, name: str) -> bool:
        """Tell whether any label names it."""
        return _holds(self._names, _mark(name))

    def conflict(self, name: str) -> bool:
        """Tell whether its labels say different things."""
        return _mark(name) in self._conflicts

    def again(self, name: str) -> bool:
        """Tell whether it was asked for before: a name that is listed twice comes in once."""
        mark = _mark(name)
        if mark not in self._repeated:
            return False
        if mark in self._told:
            return True
        self._told.add(mark)
        return False

    def others(self, names: Iterable[str]) -> Iterator[str]:
        """Yield those of `names` that no label names, sorted."""
        yield from sorted(name for name in names if name not in self)


def _mark(name: str) -> int:
    """Return 63 bits that stand for a name, and a lowest bit that is free."""
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & ~1


def _holds(marks: np.ndarray[tuple[int], np.dtype[np.uint64]], mark: int) -> bool:
    place = int(np.searchsorted(marks, np.uint64(mark)))
    return place < len(marks) and int(marks[place]) == mark
