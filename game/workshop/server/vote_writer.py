"""Writes what phones ask for, all that waits at once: two hundred votes in one second cost a few writes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.workshop.host import Host
    from game.workshop.room import Outcome, RoomEvent


@dataclass(slots=True)
class _Asked:
    event: RoomEvent
    answer: asyncio.Future[Outcome]


class VoteWriter:
    """A queue of events before the host. No answer goes out before its event is on the disk."""

    def __init__(self, host: Host, note: Callable[[str], None]) -> None:
        """`note` is told what failed."""
        self._host = host
        self._note = note
        self._asked: asyncio.Queue[_Asked] = asyncio.Queue()

    async def run(self) -> None:
        """Take what was asked, all of it at once, and answer when it is on the disk. Runs for ever."""
        while True:
            batch = [await self._asked.get()]
            while not self._asked.empty():
                batch.append(self._asked.get_nowait())
            try:
                outcomes = await asyncio.to_thread(self._host.apply_all, [a.event for a in batch])
            except Exception as error:  # noqa: BLE001 - the writer must live: without it every vote waits for ever
                self._note(f"journal: {error!r}")
                for asked in batch:
                    asked.answer.cancel()
                continue
            for asked, outcome in zip(batch, outcomes, strict=True):
                if not asked.answer.done():
                    asked.answer.set_result(outcome)

    async def apply(self, event: RoomEvent) -> Outcome | None:
        """Return what came of an event, or None when it could not be written."""
        asked = _Asked(event, asyncio.get_running_loop().create_future())
        await self._asked.put(asked)
        try:
            return await asked.answer
        except asyncio.CancelledError:
            if asked.answer.cancelled():
                return None
            raise
