"""Robot phones: join, vote once a question, keep what was acknowledged, lose their connection on purpose.

Run as a program (`python tests/workshop/robots.py PLACE CODE PHONES DROPS SEED OUT`) they play until the
lesson is over and write JSON to OUT: for each seat (its digest) the acknowledged votes, and all latencies.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin

WITHIN = 1.5
"""Seconds within which all phones vote."""


@dataclass
class Robot:
    place: str
    code: str
    drops: float
    random: random.Random
    token: str = ""
    seat: str = ""
    acked: dict[int, dict[str, Any]] = field(default_factory=dict)
    latencies: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    reconnects: int = 0
    done: bool = False
    _pending: dict[str, Any] | None = None
    _sent: float = 0.0
    _room: dict[str, Any] = field(default_factory=lambda: {"phase": "lobby"})

    async def play(self) -> None:
        await asyncio.to_thread(self._join)
        while not self.over:
            try:
                async with connect(
                    f"ws://{self.place}/ws",
                    origin=Origin(f"http://{self.place}"),
                    open_timeout=30,
                    compression=None,
                ) as ws:
                    await ws.send(json.dumps({"t": "hello", "token": self.token}))
                    await self._talk(ws)
            except (ConnectionClosed, OSError, TimeoutError):
                pass
            if not self.over:
                self.reconnects += 1
                await asyncio.sleep(self.random.uniform(0.05, 0.5))

    @property
    def over(self) -> bool:
        """The lesson has ended and every answer is in."""
        return self.done and self._pending is None

    def _join(self) -> None:
        body = json.dumps({"code": self.code}).encode()
        request = urllib.request.Request(
            f"http://{self.place}/api/join", body, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            self.token = json.load(answer)["token"]
        self.seat = hashlib.sha256(self.token.encode()).hexdigest()

    async def _talk(self, ws) -> None:
        """Listen; vote on what is open; lose the line at random moments, before or after the answer."""
        if self._pending is not None:
            await self._send(ws, again=True)
        async for raw in ws:
            message = json.loads(raw)
            if message["t"] == "state":
                self._room = message["room"]
                await self._look(ws, self._room)
            elif self._pending is not None and message.get("rev") == self._pending["rev"]:
                if message["t"] == "ack":
                    self.latencies.append((time.perf_counter() - self._sent) * 1000)
                    self.acked[self._pending["item"]] = self._pending
                else:
                    self.refused.append(message["why"])
                self._pending = None
                await self._look(ws, self._room)  # the next question may have come before this answer
            if self.over or self.random.random() < self.drops / 4:
                return

    async def _look(self, ws, room: dict[str, Any]) -> None:
        if room["phase"] == "done":
            self.done = True
            return
        item = room.get("item")
        if room["phase"] != "open" or item in self.acked or self._pending is not None:
            return
        await asyncio.sleep(self.random.uniform(0, WITHIN))
        step = self.random.randint(1, 6)
        vote: dict[str, Any] = {"item": item, "rev": 1, "step": step}
        if room.get("pair") or (step > 3 and room["kinds"]):
            vote["tap"] = [round(self.random.random(), 3), round(self.random.random(), 3)]
        if step > 3 and room["kinds"]:
            vote["kind"] = self.random.choice(room["kinds"])
        self._pending = vote
        if self.random.random() < self.drops:
            await self._send(ws, again=False)
            await ws.close()
            return
        await self._send(ws, again=False)

    async def _send(self, ws, *, again: bool) -> None:
        self._sent = time.perf_counter()
        await ws.send(json.dumps({"t": "vote", **self._pending}))
        if again:
            self._sent = time.perf_counter()


async def play(place: str, code: str, phones: int, drops: float, seed: int) -> list[Robot]:
    robots = [Robot(place, code, drops, random.Random(seed * 1000 + i)) for i in range(phones)]
    await asyncio.gather(*(robot.play() for robot in robots))
    return robots


def main() -> None:
    place, code, phones, drops, seed, out = sys.argv[1:]
    robots = asyncio.run(play(place, code, int(phones), float(drops), int(seed)))
    told = {
        "acked": {r.seat: r.acked for r in robots},
        "latencies": [ms for r in robots for ms in r.latencies],
        "refused": [why for r in robots for why in r.refused],
        "reconnects": sum(r.reconnects for r in robots),
    }
    Path(out).write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main()
