"""Where a session is."""

from __future__ import annotations

from enum import StrEnum


class Phase(StrEnum):
    """A session's phases. In `DEALING` and `STORING` it waits for a reply, and there is no screen of them."""

    NEW = "new"
    DEALING = "dealing"
    WATCH = "watch"
    JUDGE = "judge"
    SPOT = "spot"
    STORING = "storing"
    REVEAL = "reveal"
    SKIPPED = "skipped"
    DONE = "done"
