"""A small lesson, a host in memory, a server on the loopback, and a phone made of plain requests."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin

from game import resources
from game.content.base import LocalText
from game.i18n import Catalogue
from game.quiz.answer import Side
from game.workshop.host import Host, Still
from game.workshop.journal import VoteJournal
from game.workshop.lesson import CardItem, ClipItem, Lesson, PairItem, Tell
from game.workshop.server.adapters import Adapter
from game.workshop.server.limits import Limits
from game.workshop.server.service import Service
from game.workshop.server.site import Asset, read_site
from game.workshop.server.teacher_remote import TeacherRemote

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
PORTS = count(21_000 + 1_000 * int(WORKER))
"""No other test takes these: a room that comes back needs the port it had."""
NOW = "2026-03-04T05:06:07.000+00:00"
TEACHER = "TEACH234"
KINDS = ("double-eyebrows", "colour-mismatch", "edge-halo")


OUTLINE = ((0.4, 0.3), (0.6, 0.3), (0.6, 0.4), (0.4, 0.4))


def clip(block: str, number: int, *, manipulated: bool) -> ClipItem:
    return ClipItem(
        block=block,
        pack="studio",
        clip=f"clip-{number}",
        aspect=1.0,
        manipulated=manipulated,
        tells=(Tell(kind=KINDS[0], outline=OUTLINE),) if manipulated else (),
        moment=1.0,
        kinds=KINDS if block == "lesson" else (),
        minutes=1.0,
        prompt=LocalText(en="What did you see?"),
    )


def pair(side: Side, name: str = "edit") -> PairItem:
    return PairItem(
        pack="studio",
        clip=name,
        original=f"{name}-original",
        side=side,
        aspect=1.0,
        tells=(Tell(kind=KINDS[0], outline=OUTLINE),),
        moment=1.0,
        minutes=2,
    )


def lesson(*first: PairItem) -> Lesson:
    return Lesson(
        plan="minutes-20",
        title=LocalText(uz="Dars", en="Lesson", ru="Урок"),
        minutes=20,
        items=(
            *first,
            clip("before", 1, manipulated=True),
            clip("before", 2, manipulated=False),
            CardItem(card="face-swap/frames", minutes=1),
            clip("lesson", 3, manipulated=True),
            clip("lesson", 4, manipulated=False),
            clip("after", 5, manipulated=False),
            clip("after", 6, manipulated=True),
        ),
    )


def host(folder: Path | None = None, held: Lesson | None = None) -> Host:
    journal = VoteJournal.open(folder, NOW) if folder else VoteJournal.in_memory()
    return Host.begin(held or lesson(), journal, Random(3), now="2026-01-01T08:00:00+00:00")


@cache
def _site() -> Mapping[str, Asset]:
    """Return the phones' site, which is read and packed once for all servers of a process."""
    catalogue = Catalogue.read(resources.assets() / "i18n")
    return read_site(resources.assets() / "web", catalogue, resources.read_guide())


@contextlib.contextmanager
def served(of: Host, limits: Limits | None = None, port: int = 0) -> Iterator[Service]:
    remote, here = TeacherRemote(TEACHER), Adapter("", "127.0.0.1")
    port, limits = port or next(PORTS), limits or Limits.one_machine()
    service = Service(of, remote, _site(), adapter=here, port=port, limits=limits)
    try:
        yield service
    finally:
        service.stop()


def leap(service: Service, seconds: float) -> None:
    """Let the clock of the server leap: what was to happen within `seconds` happens now."""
    loop = service._loop
    now = loop.time
    loop.call_soon_threadsafe(setattr, loop, "time", lambda: now() + seconds)


def still(index: int) -> Still:
    return Still(f"{index:032x}", b"\xff\xd8\xff\xe0 not really a picture")


class Phone:
    """Asks with plain HTTP; `ws()` opens the other way."""

    def __init__(self, service: Service | SimpleNamespace) -> None:
        self.service = service
        self.token = ""

    def request(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection(self.service.address, self.service.port, timeout=10)
        try:
            sent = {
                "Content-Type": "application/json",
                **{k.replace("_", "-"): v for k, v in headers.items()},
            }
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            got = {k.lower(): v for k, v in answer.getheaders()}
            return answer.status, got, answer.read()
        finally:
            connection.close()

    def post(self, path: str, data: Any) -> tuple[int, dict[str, Any]]:
        status, _, body = self.request("POST", path, json.dumps(data).encode())
        return status, json.loads(body) if body else {}

    def join(self, code: str | None = None) -> tuple[int, dict[str, Any]]:
        status, told = self.post("/api/join", {"code": code or self.service.host.room.code})
        self.token = told.get("token", "")
        return status, told

    def state(self, known: int = -1) -> dict[str, Any]:
        return self.post("/api/state", {"token": self.token, "v": known})[1]

    def vote(self, item: int, step: int, rev: int = 1, **more: Any) -> tuple[int, dict[str, Any]]:
        return self.post("/api/vote", {"token": self.token, "item": item, "rev": rev, "step": step, **more})


@contextlib.asynccontextmanager
async def line(service: Service, token: str):
    """An open WebSocket that has said hello."""
    origin = Origin(f"http://{service.place}")
    async with connect(f"ws://{service.place}/ws", origin=origin, open_timeout=10) as ws:
        await ws.send(json.dumps({"t": "hello", "token": token}))
        yield ws


async def hear(ws: ClientConnection, wanted: str) -> dict[str, Any]:
    """Return the next message of a kind."""
    async with asyncio.timeout(10):
        while True:
            message = json.loads(await ws.recv())
            if message["t"] == wanted:
                return message


async def until_closed(ws: ClientConnection) -> None:
    """Hear what comes until the room closes the line. Raises ConnectionClosed."""
    async with asyncio.timeout(10):
        while True:
            await ws.recv()
