"""Reading from a store that may fail, where the campaign goes on without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from game.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def tried(read: Callable[[], T], otherwise: T) -> T:
    """Return what `read` returns, or `otherwise` where the store cannot be read."""
    try:
        return read()
    except StoreError:
        return otherwise
