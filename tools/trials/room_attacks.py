"""Attacks on a room by one laptop on the loopback, while a class votes: what each may cost, and what it did.

    python -m tools.trials.room_attacks [--phones 30] [--connections 2000] [--json]

Ends with status 1 when a bound was broken. Addresses 127.0.0.x stand for phones and laptops of the room.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any, Final

from tools.trials.attacked_room import CLIPS

HOST: Final = "127.0.0.1"
GUESSER, GREEDY, RUDE = "127.0.0.200", "127.0.0.201", "127.0.0.202"
"""Laptops, each with an address of its own: what one did is not held against the next."""
SLOWEST: Final = 2.0
"""Seconds in which each vote of the class must be acknowledged."""
LOG: Final = 4096
"""Bytes that one attack may write to the log."""
SEATS: Final = 2
"""Seats that one address gets."""


@dataclass
class Room:
    """The attacked room: its process, and how to ask it."""

    process: subprocess.Popen[str]
    port: int = 0
    code: str = ""
    asked: tuple[str, ...] = ()
    """Every path that takes what phones send."""

    def ask(self, what: str) -> dict[str, Any]:
        """Ask the process and return what it tells."""
        assert self.process.stdin is not None  # noqa: S101 - made with pipes
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()
        return self.hear()

    def hear(self) -> dict[str, Any]:
        """Return what the process tells next."""
        assert self.process.stdout is not None  # noqa: S101 - made with pipes
        told: dict[str, Any] = json.loads(self.process.stdout.readline())
        return told

    def post(self, source: str, path: str, data: bytes) -> tuple[int, dict[str, Any]]:
        """Send `data` from `source`; status 0: no answer."""
        line = HTTPConnection(HOST, self.port, timeout=10, source_address=(source, 0))
        try:
            line.request("POST", path, data, {"Content-Type": "application/json"})
            answer = line.getresponse()
            body = answer.read()
            return answer.status, json.loads(body) if body else {}
        except (OSError, HTTPException, ValueError):
            return 0, {}
        finally:
            line.close()


@dataclass
class Result:
    """What an attack did to the class."""

    attack: str
    expected: int
    votes: int
    refused: int
    slowest: float
    log_bytes: int
    lines: int
    files: bool
    seats: int
    bounds: list[str] = field(default_factory=list)
    """The bounds that were broken."""


def main() -> int:
    """Run all attacks, one after the other, and print what they did."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--phones", type=int, default=30)
    parser.add_argument("--connections", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with _room() as room:
        phones = [(f"127.0.1.{i + 1}", "") for i in range(args.phones)]
        phones = [(at, _join(room, at)) for at, _ in phones]
        room.ask("start")
        attacks = _attacks(args.connections)
        results = [_under(room, phones, name, attack) for name, attack in attacks.items()]
    if args.json:
        print(json.dumps([result.__dict__ for result in results], indent=1))
    else:
        _print(results)
    return int(any(result.bounds for result in results))


@contextlib.contextmanager
def _room() -> Iterator[Room]:
    command = [sys.executable, "-m", "tools.trials.attacked_room"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as process:  # type: ignore[call-overload] # noqa: S603
        room = Room(process)
        told = room.hear()
        room.port, room.code, room.asked = told["port"], told["code"], tuple(told["asked"])
        try:
            yield room
        finally:
            process.stdin.close()


def _join(room: Room, at: str) -> str:
    return str(room.post(at, "/api/join", json.dumps({"code": room.code}).encode())[1]["token"])


Attack = Callable[[Room, threading.Event], None]


def _attacks(connections: int) -> dict[str, Attack]:
    return {
        "nobody attacks": _nothing,
        f"{connections} idle connections, one address": lambda room, stop: _idle(room, stop, connections, 1),
        f"{connections} idle connections, 50 addresses": lambda room, stop: _idle(
            room, stop, connections, 50
        ),
        f"{connections} half requests, 50 addresses": lambda room, stop: _idle(
            room, stop, connections, 50, b"POST /api/join HTTP/1.1\r\nHost:"
        ),
        "wrong codes without end": lambda room, stop: _repeat(room, stop, "/api/join", b'{"code": "ZZZZ"}'),
        "forty seats": _seats,
        "junk": _junk,
    }


def _nothing(_room: Room, stop: threading.Event) -> None:
    stop.wait()


def _idle(room: Room, stop: threading.Event, connections: int, addresses: int, said: bytes = b"") -> None:
    """Hold as many connections as there are let in, and open lost ones anew, until told to stop."""
    held: list[socket.socket] = []
    for i in range(connections):
        if stop.is_set():
            break
        line = socket.socket()
        line.settimeout(2)
        with contextlib.suppress(OSError):
            line.bind((f"127.0.2.{i % addresses + 1}", 0))
            line.connect((HOST, room.port))
            if said:
                line.sendall(said)
        held.append(line)
    stop.wait()
    for line in held:
        line.close()


def _repeat(room: Room, stop: threading.Event, path: str, data: bytes) -> None:
    while not stop.is_set():
        room.post(GUESSER, path, data)


def _seats(room: Room, stop: threading.Event) -> None:
    data = json.dumps({"code": room.code}).encode()
    for _ in range(40):
        room.post(GREEDY, "/api/join", data)
    stop.wait()


def junk() -> tuple[bytes, ...]:
    """Return bodies that no path may choke on: odd numbers and fields, bytes, brackets, too much."""
    token = "ab" * 24
    odd = ("1e400", "NaN", "null", '"' + "x" * 900 + '"', "[[[]]]", '"\\ud800"', "-1", "true")
    fields = ("code", "token", "item", "rev", "step", "tap", "kind", "v", "do", "text", "line", "t")
    return (
        f'{{"token": "{token}", "item": 0, "rev": 1, "step": 6, "tap": [0.5, 1e400]}}'.encode(),
        f'{{"token": "{token}", "item": 0, "text": "\\u202e\\u0000<b>"}}'.encode(),
        b"\xff\x00",
        b"[" * 2000,
        b"x" * 1_000_000,
        *(("{" + ", ".join(f'"{name}": {value}' for name in fields) + "}").encode() for value in odd),
        *(f'{{"{name}": 1e400}}'.encode() for name in fields),
    )


def _junk(room: Room, stop: threading.Event) -> None:
    while not stop.is_set():
        for path in room.asked:
            for body in junk():
                room.post(RUDE, path, body)


def _under(room: Room, phones: list[tuple[str, str]], name: str, attack: Attack) -> Result:
    """Let the class vote on one question while `attack` goes on."""
    before = room.ask("tell")
    stop = threading.Event()
    attacker = threading.Thread(target=attack, args=(room, stop), daemon=True)
    attacker.start()
    stop.wait(1.0)
    took, refused = [], 0
    for number, (at, token) in enumerate(phones):
        vote = {"token": token, "item": before["item"], "rev": 1, "step": number % 6 + 1}
        begun = time.perf_counter()
        refused += room.post(at, "/api/vote", json.dumps(vote).encode())[0] != 200
        took.append(time.perf_counter() - begun)
    told = room.ask("tell")
    stop.set()
    attacker.join(30)
    result = Result(
        name,
        len(phones),
        told["voted"],
        refused,
        round(max(took), 3),
        told["log_bytes"] - before["log_bytes"],
        told["lines"],
        told["files"],
        told["seats"] - before["seats"],
    )
    result.bounds = _broken(result)
    if before["item"] + 1 < CLIPS:
        room.ask("next")
    return result


def _broken(result: Result) -> list[str]:
    bounds = {
        "a vote is missing": result.votes == result.expected and not result.refused,
        f"a vote took more than {SLOWEST} s": result.slowest <= SLOWEST,
        f"more than {LOG} bytes of log": result.log_bytes <= LOG,
        "the game could not open its files": result.files,
        f"more than {SEATS} seats for one address": result.seats <= SEATS,
    }
    return [words for words, kept in bounds.items() if not kept]


def _print(results: list[Result]) -> None:
    print(f"{'attack':44} {'votes':>7} {'slowest':>9} {'lines':>6} {'log':>7} {'seats':>6}  bounds")
    for one in results:
        votes = f"{one.votes}/{one.expected}"
        kept = "kept" if not one.bounds else "; ".join(one.bounds)
        print(
            f"{one.attack:44} {votes:>7} {one.slowest * 1000:>6.0f} ms {one.lines:>6} {one.log_bytes:>5} B "
            f"{one.seats:>6}  {kept}"
        )


if __name__ == "__main__":
    sys.exit(main())
