"""A few robot phones with bad luck: no vote is lost, none counts twice."""

from __future__ import annotations

import asyncio
import threading

from game.workshop.room import Close, NextItem, Reveal, RoomPhase, Start
from workshop import kit, robots

PHONES = 12


def teach(host, done: threading.Event) -> None:
    """Turn the pages as soon as everybody has voted."""
    while host.room.phase is not RoomPhase.DONE and not done.wait(0.01):
        room = host.room
        if room.phase is RoomPhase.LOBBY and len(room.seats) == PHONES:
            host.apply(Start())
        elif room.phase is RoomPhase.OPEN and room.complete:
            host.apply(Close())
        elif room.phase is RoomPhase.CLOSED:
            host.apply(Reveal() if room.ask.block == "lesson" else NextItem())
        elif room.phase in (RoomPhase.PAGE, RoomPhase.SHOWN):
            host.apply(NextItem())


def test_a_lesson_with_dropped_connections(monkeypatch):
    monkeypatch.setattr(robots, "WITHIN", 0.02)
    host, done = kit.host(held=kit.lesson(kit.pair("left"))), threading.Event()
    with kit.served(host) as service:
        teacher = threading.Thread(target=teach, args=(host, done))
        teacher.start()

        async def play():
            async with asyncio.timeout(90):
                return await robots.play(service.place, host.room.code, PHONES, 0.3, 5)

        try:
            played = asyncio.run(play())
        finally:
            done.set()
            teacher.join()
    assert sum(robot.reconnects for robot in played) > 0
    for robot in played:
        assert set(robot.acked) == set(host.room.asks)
        for item, vote in robot.acked.items():
            kept = host.room.ballot(item)[robot.seat]
            assert (kept.rev, kept.step, kept.kind) == (vote["rev"], vote["step"], vote.get("kind"))
    assert all(len(host.room.ballot(i)) == PHONES for i in host.room.asks)
    assert len(host.room.taps(0)) == PHONES, "in a pair everybody points"
