"""The ways out of a page of a chapter."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class PageNavigation(NamedTuple):
    """What a page calls when its player is through with it."""

    back: Callable[[], None]
    """To the page before."""
    on: Callable[[], None]
    """To the next page: this one is done."""
    leave: Callable[[], None]
    """Out of the chapter; its place is kept."""
