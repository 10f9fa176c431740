"""Torture of a class: phones vote, the room is broken, and each vote that was acknowledged must be there."""

from __future__ import annotations

import contextlib
import json
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from random import Random
from typing import Any, Final

from game.workshop.codes import digest
from game.workshop.journal import FILE_NAME, VoteJournal
from tools.torture import harm
from tools.torture.child import Child, tracebacks
from tools.torture.outcome import Outcome

MODULE: Final = "tools.torture.room"
NOW: Final = "2026-03-04T05:06:07+00:00"
PHONES: Final = 6
PACE: Final = 0.03
"""Seconds between two votes of a phone."""


@dataclass
class Phone(threading.Thread):
    """A phone that changes its vote again and again, and notes what was acknowledged."""

    random: Random
    code: str
    port: int
    token: str = ""
    revision: int = 0
    acknowledged: list[tuple[int, int]] = field(default_factory=list)
    """Revision and step."""

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.stopped = threading.Event()

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Take a seat and vote until stopped."""
        while not self.stopped.wait(PACE):
            if not self.token:
                told = self._post("/api/join", {"code": self.code})
                self.token = str(told.get("token", ""))
                continue
            self.revision += 1
            step = self.random.randint(1, 6)
            vote = {"token": self.token, "item": 0, "rev": self.revision, "step": step}
            if self._post("/api/vote", vote).get("t") == "ack":
                self.acknowledged.append((self.revision, step))

    def _post(self, path: str, data: dict[str, Any]) -> dict[str, Any]:
        line = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("POST", path, json.dumps(data), {"Content-Type": "application/json"})
            answer = line.getresponse()
            told: dict[str, Any] = json.loads(answer.read())
        except (OSError, HTTPException, ValueError):
            return {}
        finally:
            line.close()
        return told


@dataclass
class Class:
    """A data folder with a room in it, and the phones."""

    scratch: Path
    folder: Path
    random: Random
    outcome: Outcome
    port: int = 0
    code: str = ""
    phones: list[Phone] = field(default_factory=list)
    rooms: list[Child] = field(default_factory=list)

    def open(self) -> Child:
        """Open the room, or go on with it where it was; phones that are there find it again."""
        self.port = self.port or free_port()
        child = Child(MODULE, (self.folder, self.port), self.scratch / "errors.txt")
        self.rooms.append(child)
        if not child.wait_for("up"):
            self.outcome.findings.append(f"the room did not open: {child.lines[-1:]}")
            return child
        port, code = child.said("up")[0]
        if self.code and self.code != code:
            self.outcome.findings.append("the room that came back is another one")
        self.port, self.code = int(port), code
        return child

    def seat(self) -> None:
        """Let phones come and vote."""
        self.phones = [Phone(Random(self.random.random()), self.code, self.port) for _ in range(PHONES)]
        for phone in self.phones:
            phone.start()

    def votes(self) -> int:
        """Return how many votes were acknowledged so far."""
        return sum(len(phone.acknowledged) for phone in self.phones)

    def look_away(self) -> None:
        """Let phones vote for a moment."""
        more, end = self.votes() + self.random.randint(1, 40), time.monotonic() + 20
        while self.votes() < more and time.monotonic() < end:
            time.sleep(0.01)

    def kill(self, child: Child) -> None:
        """End a room as the power would."""
        child.kill()
        self.rooms.remove(child)

    def stop_phones(self) -> None:
        """Let the phones come to rest."""
        for phone in self.phones:
            phone.stopped.set()
        for phone in self.phones:
            phone.join()

    def compare(self) -> None:
        """Count the acknowledged votes that are missing or older than what was acknowledged."""
        journal = VoteJournal.open(self.folder, NOW)
        found = journal.unfinished()
        journal.close()
        kept = {vote.seat: (vote.rev, vote.step) for vote in found.votes} if found is not None else {}
        for phone in self.phones:
            rev, step = kept.get(digest(phone.token), (0, 0))
            newer = [one for one in phone.acknowledged if one[0] > rev]
            other = [one for one in phone.acknowledged if one[0] == rev and one[1] != step]
            self.outcome.lost += len(newer) + len(other)
        self.outcome.acknowledged += self.votes()
        self.outcome.findings.extend(tracebacks(self.scratch / "errors.txt"))


def free_port() -> int:
    """Return a port that nobody else here has, nor would try first: a room that comes back needs its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextlib.contextmanager
def classroom(fault: str, random: Random, *, disk: str | None = None) -> Iterator[Class]:
    """Open a room with phones; at the end compare what was acknowledged with what is there."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as held:
        folder = Path(name) / "data"
        folder.mkdir()
        if disk is not None:
            held.enter_context(harm.small_disk(folder, disk))
        there = Class(Path(name), folder, random, Outcome("class", fault))
        try:
            there.open()
            there.seat()
            yield there
            there.stop_phones()
            for child in tuple(there.rooms):
                there.kill(child)
            there.compare()
        finally:
            there.stop_phones()
            for child in there.rooms:
                child.kill()


# -- the faults --------------------------------------------------------------------------------------------


def kills(random: Random) -> Outcome:
    """Kill the room in the middle of votes; phones go on where they were."""
    with classroom("kill", random) as there:
        for _ in range(5):
            there.look_away()
            there.outcome.tried += 1
            there.kill(there.rooms[0])
            there.open()
        there.look_away()
    return there.outcome


def hangs(random: Random) -> Outcome:
    """Stop the room's process for a while, and kill it while it hangs."""
    with classroom("hang", random) as there:
        there.look_away()
        there.outcome.tried += 2
        there.rooms[0].stop_for(1.5)
        there.rooms[0].go_on()
        there.look_away()
        there.rooms[0].stop_for(0.5)
        there.kill(there.rooms[0])
        there.open()
        there.look_away()
    return there.outcome


def full(random: Random) -> Outcome:
    """Fill the disk: no vote is acknowledged. Make room: they come. Kill the room on the full disk."""
    with classroom("full disk", random, disk="512k") as there:
        there.look_away()
        filler = harm.fill(there.folder)
        there.outcome.tried += 1
        time.sleep(2.0)
        filler.unlink()
        there.look_away()
        filler = harm.fill(there.folder)
        there.outcome.tried += 1
        there.kill(there.rooms[0])
        filler.unlink()
        there.open()
        there.look_away()
    return there.outcome


def read_only(random: Random) -> Outcome:
    """Kill the room and make its folder read-only, then writable again."""
    with classroom("read-only folder", random, disk="512k") as there:
        there.look_away()
        there.kill(there.rooms[0])
        there.outcome.tried += 1
        if not harm.make_read_only(there.folder):
            there.outcome.findings.append("the disk could not be made read-only")
        child = Child(MODULE, (there.folder, there.port), there.scratch / "errors.txt")
        if child.ended() != 1 or not child.said("refused"):
            there.outcome.findings.append(f"a read-only folder was not refused: {child.lines}")
        harm.make_writable(there.folder)
        there.open()
        there.look_away()
    return there.outcome


def corrupt(random: Random) -> Outcome:
    """Harm the journal in every manner; what is found there is kept aside, and a lesson can begin."""
    with classroom("corrupt store", random) as there:
        there.look_away()
        there.stop_phones()
        there.outcome.acknowledged += there.votes()
        there.phones = []
        for manner in harm.MANNERS:
            there.kill(there.rooms[0])
            path = there.folder / FILE_NAME
            manner(path, random)
            there.outcome.tried += 1
            found, there.code = harm.contents(there.folder, path.stem), ""
            if manner is harm.newer:
                child = Child(MODULE, (there.folder, 0), there.scratch / "errors.txt")
                if child.ended() != 1 or harm.contents(there.folder, path.stem) != found:
                    there.outcome.findings.append("a journal of a newer game was not refused untouched")
                for part in there.folder.glob(f"{path.name}*"):
                    part.unlink()
            there.open()
            if manner in (harm.folder_instead, harm.overwritten):
                lacking = found - harm.contents(there.folder, path.stem)
                if lacking:
                    there.outcome.findings.append(f"{manner.__name__}: {len(lacking)} files are gone")
    return there.outcome


def twice(random: Random) -> Outcome:
    """Open a second workshop on the same folder: it is refused, and the first one's votes stay."""
    with classroom("two workshops", random) as there:
        for _ in range(2):
            there.look_away()
            there.outcome.tried += 1
            child = Child(MODULE, (there.folder, 0), there.scratch / "errors.txt")
            if child.ended() != 3 or not child.said("in-use"):
                there.outcome.findings.append(f"a second workshop was not refused: {child.lines}")
        there.look_away()
    return there.outcome


FAULTS: Final[dict[str, Callable[[Random], Outcome]]] = {
    "kill": kills,
    "hang": hangs,
    "full disk": full,
    "read-only folder": read_only,
    "corrupt store": corrupt,
    "two workshops": twice,
}
