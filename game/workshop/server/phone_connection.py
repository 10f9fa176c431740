"""One phone's open connection: what it is still to be sent."""

from __future__ import annotations

import asyncio
from typing import Final

WAITING: Final = 32
"""Answers that may wait for one slow phone before it is dropped."""


class PhoneConnection:
    """The answers that wait, and whether the newest state is to be sent."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.stale = True
        self.wake = asyncio.Event()

    def say(self, text: str) -> bool:
        """Queue an answer; False when too many wait."""
        self.answers.append(text)
        self.wake.set()
        return len(self.answers) <= WAITING

    def refresh(self) -> None:
        """Queue the newest state (at most one waits)."""
        self.stale = True
        self.wake.set()
