"""Phones that are still pointing: they say so, the room believes it for a moment, and the vote stays open."""

from __future__ import annotations

import asyncio

import pytest

from game.workshop.codes import digest
from game.workshop.room import RoomPhase, Start
from game.workshop.server.busy_phones import FRESH, BusyPhones
from workshop import kit
from workshop.test_wall import to_the_first_lesson_clip, wall

__all__ = ["wall"]


def test_the_word_of_a_phone_holds_for_a_moment_and_for_its_question_alone():
    now = [100.0]
    busy = BusyPhones(lambda: now[0])
    busy.note("one", 3)
    busy.note("two", 3)
    busy.note("two", 4)
    assert (busy.count(3), busy.count(4)) == (1, 1)
    now[0] += FRESH
    assert busy.count(3) == 0, "it slept, left, or was reloaded"


@pytest.fixture
def host():
    return kit.host()


def test_phones_say_so_by_line_and_by_polling_and_nothing_of_it_is_kept(host):
    with kit.served(host) as service:
        one, two = kit.Phone(service), kit.Phone(service)
        for phone in (one, two):
            phone.join()
        host.apply(Start())
        room, busy = host.room, service.classroom.busy
        busy._clock = lambda: 0.0

        async def by_line() -> None:
            async with kit.line(service, one.token) as ws:
                await ws.send('{"t":"busy","item":0}')
                await ws.send('{"t":"vote","item":0,"rev":1,"step":5}')
                assert (await kit.hear(ws, "ack"))["item"] == 0

        asyncio.run(by_line())
        assert busy.count(0) == 1
        two.post("/api/state", {"token": two.token, "v": -1, "busy": 0})
        assert busy.count(0) == 2
        status, _ = two.post("/api/state", {"token": two.token, "v": -1, "busy": "0"})
        assert status == 400
        assert host.room.version == room.version, "no phone is told"
        assert set(host.room.ballot()) == {digest(one.token)}


def test_a_vote_does_not_close_by_itself_while_somebody_points(wall):
    wall.open()
    to_the_first_lesson_clip(wall)
    wall.vote(6, 6)
    busy, seat = wall.teaching.voting.phones.classroom.busy, min(wall.room.seats)
    busy._clock = wall.app.timeline.now
    for _ in range(20):
        busy.note(seat, wall.room.at)
        wall.app.timeline.advance(2)
        wall.driver.step()
    assert wall.room.phase is RoomPhase.OPEN, "all have voted long ago, and one points"
    assert any("Still pointing: 1" in spot.text for spot in wall.driver.picture()[1].spots)
    busy.note(seat, wall.room.at + 1)
    wall.driver.wait_until(lambda: wall.room.phase is RoomPhase.CLOSED, "the end of the vote")
