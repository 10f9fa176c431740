"""A hunt in a process of its own, with bounds; when it dies, the input that it died of is the finding."""

from __future__ import annotations

import mmap
import multiprocessing
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from tools.fuzz.hunt import Finding, Tally, hunt
from tools.fuzz.targets import BY_NAME
from tools.fuzz.watch import Guard, confine
from tools.processor import processor_seconds

MEMORY: Final = 2 << 30
"""Bytes of address space that a hunt may take beyond what it starts with."""
WRITTEN: Final = 64 << 20
"""Bytes that a file may have which a hunt writes."""
SILENCE: Final = 60.0
"""Seconds of processor time without a word after which a hunt is ended."""
DEAF: Final = 1800.0
"""Seconds by the clock without a word after which a hunt is ended, also where it only waits."""
DEATHS: Final = 10
"""Deaths after which a target is given up."""
FAST: Final = Path("/dev/shm")  # noqa: S108  # only a folder of its own name is made in it
"""Where files lie in memory, if there is such a place."""
_WORD: Final = 1.0
_LOOK: Final = 5.0
_ROOM: Final = 1 << 20
_HEAD: Final = 8


@dataclass
class Result:
    """What came of hunting on one target."""

    target: str
    tally: Tally = field(default_factory=Tally)
    findings: list[Finding] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, finding: Finding) -> None:
        """Add a finding; one that is known, from a process before, is left out."""
        if all(known.key != finding.key for known in self.findings):
            self.findings.append(finding)


@dataclass(frozen=True, slots=True)
class Job:
    """What a child has to do."""

    target: str
    seed: int
    inputs: int | None
    seconds: float | None
    room: Path
    current: Path
    """The file in which the child says what it is reading."""


def hunted(
    name: str,
    seed: int,
    inputs: int | None,
    seconds: float | None,
    told: Callable[[Result], None] = lambda _result: None,
) -> Result:
    """Hunt on a target for so many inputs or seconds; `told` is called now and then with how far it is."""
    result, start = Result(name), time.monotonic()
    deaths = 0
    with tempfile.TemporaryDirectory(prefix="chinmi-fuzz-", dir=FAST if FAST.is_dir() else None) as folder:
        current = Path(folder) / "current"
        while deaths < DEATHS:
            left = None if inputs is None else inputs - result.tally.inputs
            time_left = None if seconds is None else seconds - (time.monotonic() - start)
            if (left is not None and left <= 0) or (time_left is not None and time_left <= 0):
                break
            room = Path(folder) / f"room{deaths}"
            room.mkdir()
            current.write_bytes(bytes(_ROOM))
            job = Job(name, seed + 1000 * deaths, left, time_left, room, current)
            finding = _run(job, result, lambda: told(result))
            if finding is None:
                break
            result.add(finding)
            result.tally.findings["died"] += 1
            deaths += 1
    result.seconds = time.monotonic() - start
    return result


def _run(job: Job, result: Result, told: Callable[[], None]) -> Finding | None:
    """Run one child to its end; return a finding where it died."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    child = spawn.Process(target=_child, args=(job, theirs))
    child.start()
    theirs.close()
    before, latest, over = result.tally, Tally(), False
    try:
        while heard(ours.poll, lambda: processor_seconds(child.pid), time.monotonic):
            said = ours.recv()
            if isinstance(said, Finding):
                result.add(said)
                continue
            if said is None:
                over = True
                break
            latest = said
            result.tally = _sum(before, latest)
            told()
    except EOFError:
        pass
    finally:
        ours.close()
        if not over:
            child.kill()
        child.join()
    return None if over else _death(job, child.exitcode)


def heard(
    poll: Callable[[float], bool], processor: Callable[[], float | None], clock: Callable[[], float]
) -> bool:
    """Wait for a word of a hunt; return false where it is to be ended.

    Where the system does not tell the processor time of a process, `SILENCE` counts by the clock.
    """
    start, used = clock(), processor()
    while not poll(_LOOK):
        now = processor()
        busy = clock() - start if used is None or now is None else now - used
        if busy > SILENCE or clock() - start > DEAF:
            return False
    return True


def _death(job: Job, code: int | None) -> Finding:
    raw = job.current.read_bytes()
    data = raw[_HEAD : _HEAD + int.from_bytes(raw[:_HEAD], "little")]
    return Finding(job.target, "died", f"exit {code}", f"the process ended with {code}", data)


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(
        one.inputs + other.inputs,
        one.refused + other.refused,
        one.ways + other.ways,
        max(one.slowest, other.slowest),
        max(one.peak, other.peak),
        Counter(one.findings) + Counter(other.findings),
    )


def _child(job: Job, pipe: Connection[Any, Any]) -> None:
    """Hunt, and tell the parent through the pipe."""
    tempfile.tempdir = str(job.room)
    end = None if job.seconds is None else time.monotonic() + job.seconds
    said = time.monotonic()

    def enough(tally: Tally) -> bool:
        return (job.inputs is not None and tally.inputs >= job.inputs) or (
            end is not None and time.monotonic() >= end
        )

    with job.current.open("r+b") as file, mmap.mmap(file.fileno(), 0) as current:

        def noted(data: bytes, tally: Tally) -> None:
            nonlocal said
            current[: _HEAD + len(data)] = len(data).to_bytes(_HEAD, "little") + data
            if time.monotonic() - said > _WORD:
                said = time.monotonic()
                pipe.send(tally)

        guard = Guard(job.room)
        confine(MEMORY, WRITTEN)
        for one in hunt(BY_NAME[job.target], job.room, job.seed, enough, guard, noted):
            pipe.send(one)
    pipe.send(None)
