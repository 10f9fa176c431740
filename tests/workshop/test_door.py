"""The door of the room: who holds connections open without a word, and what is left for the others."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import subprocess
import sys
import textwrap

import pytest
from websockets.exceptions import ConnectionClosed

from game.workshop.room import Start
from game.workshop.server.door import FEWEST, Door, Doorway, lines_that_fit
from game.workshop.server.limits import AddressShare, Allowance, Limits, Rate, RefusalLog
from game.workshop.server.network import bind
from workshop import kit

PHONE = AddressShare(seats=2, lines=4, requests=Rate(100, 100))


@pytest.fixture
def host():
    return kit.host()


def idle(service, source: str = "127.0.0.1") -> socket.socket:
    return socket.create_connection((service.address, service.port), 10, (source, 0))


def is_ended(line: socket.socket) -> bool:
    """Wait until the other end is gone."""
    line.settimeout(10)
    try:
        return line.recv(1) == b""
    except ConnectionResetError:
        return True


def test_idle_connections_of_one_address_leave_the_class_its_votes(host):
    with kit.served(host, Limits(phone=PHONE, first_request=600)) as service:
        phone = kit.Phone(service)
        phone.join()
        host.apply(Start())
        held = [idle(service, "127.0.0.7") for _ in range(200)]
        assert sum(is_ended(line) for line in held[4:]) == 196
        assert phone.vote(0, 5)[0] == 200
        assert len(service.classroom.door) <= 5
        assert service.classroom.refusals.counts["connections of one address"] == 196
        for line in held:
            line.close()


def test_a_full_room_lets_go_of_those_who_have_no_seat(host):
    limits = Limits(lines=6, phone=PHONE, first_request=600)
    with kit.served(host, limits) as service:
        phone = kit.Phone(service)
        phone.join()

        async def play():
            async with kit.line(service, phone.token) as ws:
                await kit.hear(ws, "state")
                held = [idle(service, f"127.0.0.{10 + i}") for i in range(30)]
                ended = await asyncio.to_thread(lambda: [is_ended(line) for line in held[:24]])
                assert all(ended)
                await asyncio.to_thread(host.apply, Start())
                assert (await kit.hear(ws, "state"))["room"]["item"] == 0
                assert (await asyncio.to_thread(phone.vote, 0, 5))[0] == 200
                for line in held:
                    line.close()

        asyncio.run(play())


def answered(service) -> bool:
    """Ask for something; whoever came before has passed the door when the answer is here."""
    with idle(service) as line:
        line.sendall(f"GET /icon.svg HTTP/1.1\r\nHost: {service.place}\r\n\r\n".encode())
        return line.recv(12) == b"HTTP/1.1 200"


def test_a_connection_that_asks_for_nothing_is_ended(host):
    with kit.served(host, Limits(first_request=600)) as service:
        silent, slow = idle(service), idle(service)
        slow.sendall(b"GET / HT")
        with silent, slow:
            assert answered(service)
            kit.leap(service, 601)
            assert is_ended(silent)
            assert is_ended(slow)
        assert answered(service)


def test_a_body_that_drips_is_too_slow(host):
    with kit.served(host, Limits(whole_request=0.05)) as service:
        line = idle(service)
        head = f"POST /api/join HTTP/1.1\r\nHost: {service.place}\r\nContent-Type: application/json\r\n"
        line.sendall(f"{head}Content-Length: 100\r\n\r\n{{".encode())
        assert line.recv(12) == b"HTTP/1.1 400"
        line.close()


def test_a_line_with_a_seat_is_not_hurried(host):
    with kit.served(host, Limits(first_request=600)) as service:
        phone = kit.Phone(service)
        phone.join()

        async def play():
            async with kit.line(service, phone.token) as ws:
                await kit.hear(ws, "state")
                with idle(service) as silent:
                    assert await asyncio.to_thread(answered, service)
                    kit.leap(service, 601)
                    assert await asyncio.to_thread(is_ended, silent), "the time of all others is over"
                await asyncio.to_thread(host.apply, Start())
                await kit.hear(ws, "state")

        asyncio.run(play())


def test_one_cause_is_one_line_a_minute(caplog):
    now = [100.0]
    refusals = RefusalLog(lambda: now[0])
    with caplog.at_level(logging.WARNING):
        for _ in range(5000):
            refusals.note("flood")
        refusals.note("host")
        now[0] += 59
        refusals.note("flood")
        now[0] += 2
        refusals.note("flood")
    assert refusals.counts["flood"] == 5002
    assert [record.getMessage() for record in caplog.records] == [
        "refused a phone's message: flood",
        "refused a phone's message: host",
        "refused a phone's message: flood (5001 times since it was last said)",
    ]


class NoHandles(Doorway):
    """A doorway of a computer that has none left."""

    def _accept(self):
        raise OSError(24, "Too many open files")


def test_without_file_handles_the_door_rests_and_says_it_once(caplog):
    told: list[str] = []
    door = Door(Allowance(Limits()), 10, told.append)
    with NoHandles(bind("127.0.0.1"), door) as doorway:
        with pytest.raises(OSError, match="Too many"):
            doorway.accept()
        with pytest.raises(BlockingIOError):
            doorway.accept()
    assert told == ["no file handles"]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("handles", [256, 1024])
def test_the_game_can_open_its_files_behind_two_thousand_connections(handles):
    program = f"""
    import resource, socket
    resource.setrlimit(resource.RLIMIT_NOFILE, ({handles}, {handles}))
    from workshop import kit
    from game.workshop.server.limits import AddressShare, Limits, Rate
    many = AddressShare(1000, 5000, Rate(5000, 5000))
    limits = Limits(many=many, shared=True, first_request=600)
    with kit.served(kit.host(), limits) as service:
        print(service.address, service.port, flush=True)
        input()
        files = [open("/dev/null") for _ in range(100)]
        print(len(files), len(service.classroom.door), flush=True)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    ) as room:  # fmt: skip
        address, port = room.stdout.readline().split()
        held = []
        for i in range(500):
            with_address = socket.socket()
            with_address.bind((f"127.0.0.{2 + i % 20}", 0))
            with_address.settimeout(10)
            with_address.connect((address, int(port)))
            held.append(with_address)
        out, err = room.communicate("\n", timeout=60)
        for line in held:
            line.close()
    assert room.returncode == 0, err
    opened, inside = (int(n) for n in out.split())
    assert opened == 100
    assert FEWEST <= inside <= handles - 110
    assert "Traceback" not in err


def test_a_room_needs_no_more_lines_than_it_has_seats():
    assert lines_that_fit(50) == 50


def test_a_flooded_line_is_closed(host):
    with kit.served(host, Limits(messages=Rate(1, 0))) as service:
        phone = kit.Phone(service)
        phone.join()

        async def play():
            async with kit.line(service, phone.token) as ws:
                with pytest.raises(ConnectionClosed):  # noqa: PT012 - it may be closed before the last one
                    for _ in range(3):
                        await ws.send('{"t": "vote", "item": 0, "rev": 1, "step": 1}')
                    await kit.hear(ws, "never")

        asyncio.run(play())
