"""Opens the next clip while the player still reads about the last one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from game.media.clip import ClipPlayer

KeyT = TypeVar("KeyT")


class Preloader(Generic[KeyT]):
    """Holds at most one player that was opened ahead, under the key that it was opened for.

    `open_player` makes a paused player of a key; it returns at once, as the player opens its file and
    decodes its first frames on its own thread.
    """

    def __init__(self, open_player: Callable[[KeyT], ClipPlayer]) -> None:
        self._open = open_player
        self._ready: tuple[KeyT, ClipPlayer] | None = None

    def prepare(self, key: KeyT) -> None:
        """Open the clip of `key` unless it is held already; another one that was held is closed."""
        if self._ready is None or self._ready[0] != key:
            self.close()
            self._ready = (key, self._open(key))

    def take(self, key: KeyT) -> ClipPlayer:
        """Hand over the player of `key`, opened ahead or opened now; the caller closes it."""
        self.prepare(key)
        assert self._ready is not None  # noqa: S101 - prepared just now
        (_, player), self._ready = self._ready, None
        return player

    def close(self) -> None:
        """Close the player that is held, if there is one."""
        if self._ready is not None:
            self._ready[1].close()
            self._ready = None
