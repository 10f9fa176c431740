"""Fault runs of the kiosk, each with its supervisor's log: `python tests/kiosk/faults.py --out DIR`.

A real supervisor, a real game, a robot for a visitor; what is broken is the process, its screens, its clips,
its disk, its clock. Each run prints how soon the attract screen was back and whether an answer was lost, and
leaves DIR/NAME.log. Two runs with a small disk mount a tmpfs, which takes root's rights on Linux.
It is a measurement and no test: times depend on the machine and its load.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
os.environ["PYTHONPATH"] = os.pathsep.join((str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")))
os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from game import resources  # noqa: E402 - the paths come first
from game.kiosk.supervision.rules import Policy  # noqa: E402
from tools.trials.kiosk_faults import ATTRACT, Supervised, kills, outcome  # noqa: E402

MODULE = "kiosk.trial"
OFTEN = Policy(most_restarts=100_000, pauses=(0.2,))
"""The rule of five restarts in ten minutes would end these runs; it has a run of its own."""
SEED = 11


def trial(name: str, folder: Path, log: Path, **how: Any) -> Supervised:
    """Return a kiosk with a fault of `kiosk.trial`."""
    return Supervised(folder, log=log, module=(MODULE, name, str(folder)), policy=OFTEN, **how)


def delays(kiosk: Supervised) -> list[float]:
    """Return for each fault of a trial after how many seconds the attract screen was back."""
    found, struck = [], None
    for line in kiosk.lines:
        if "trial: fault" in line.text:
            struck = line.at
        elif struck is not None and ATTRACT in line.text:
            found.append(line.at - struck)
            struck = None
    return found + [float("inf")] * (struck is not None)


def until_done(kiosk: Supervised, faults: int) -> None:
    """Wait until a trial has come to its end."""
    for n in range(1, faults + 1):
        if not kiosk.wait_for("trial: fault", n):
            return
    time.sleep(15)


# -- the runs ----------------------------------------------------------------------------------------------


def scenes(folder: Path, log: Path) -> dict[str, Any]:
    """Raise an exception in every scene, twice."""
    from kiosk.trial import FAULTS

    kiosk = trial("scenes", folder, log, lesson=True)
    kiosk.start()
    until_done(kiosk, len(FAULTS))
    kiosk.stop()
    result = outcome(kiosk, delays(kiosk))
    return {**result, "ok": result["ok"] and result["faults"] == len(FAULTS)}


def clips(folder: Path, log: Path) -> dict[str, Any]:
    """Break each clip of a pack in turn, after it was verified; the visit goes on with another clip."""
    shutil.copytree(resources.assets() / "packs" / "studio", folder / "pack")
    total = len(list((folder / "pack" / "media").glob("*.mp4")))
    kiosk = trial("clips", folder, log)
    kiosk.start()
    until_done(kiosk, total)
    kiosk.stop()
    skipped, played = kiosk.count("was skipped"), kiosk.count("could still be played")
    result = {**outcome(kiosk, delays(kiosk)), "skipped": skipped, "could still be played": played}
    return {**result, "ok": result["ok"] and skipped + played == total and kiosk.count("failure in") == 0}


@contextlib.contextmanager
def small_disk(place: Path) -> Iterator[None]:
    """Mount a disk of 1 MiB."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def full(folder: Path, log: Path) -> dict[str, Any]:
    """Fill the disk: visits go on, the game comes back, the counts are written once there is room."""
    data = folder / "disk"
    with small_disk(data):
        filler = data / "filler"

        def fill() -> None:
            with contextlib.suppress(OSError), filler.open("ab", buffering=0) as file:
                while file.write(b"x" * 512):
                    pass

        kiosk = Supervised(folder, log=log, data=data, policy=OFTEN)
        kiosk.start()
        time.sleep(20)
        fill()
        kiosk.note("fault 1: the disk is full")
        time.sleep(40)
        waited = kiosk.count("the counts wait")
        filler.unlink()
        kiosk.note("the disk has room")
        written = kiosk.wait_for("the counts are written again")
        fill()
        kiosk.note("fault 2: the disk is full, then SIGKILL")
        kept = kiosk.promised()
        late = [kiosk.back_after(lambda: kiosk.signal(signal.SIGKILL))]
        time.sleep(10)
        filler.unlink()
        kiosk.note("the disk has room")
        time.sleep(15)
        kiosk.stop()
        result = outcome(kiosk, late)
    answered = result["answers counted"] >= kept
    return {**result, "ok": late[0] <= 20 and answered and waited == 1 and written}


def read_only(folder: Path, log: Path) -> dict[str, Any]:
    """Kill the game and make its folder read-only at once: it starts there, and visits go on."""
    data = folder / "disk"
    with small_disk(data):
        kiosk = Supervised(folder, log=log, data=data, policy=OFTEN)
        kiosk.start()
        time.sleep(20)

        def strike() -> None:
            kiosk.signal(signal.SIGKILL)
            while subprocess.run(["mount", "-o", "remount,ro", str(data)], check=False, stderr=-3).returncode:
                time.sleep(0.01)

        kiosk.note("fault 1: SIGKILL, and the folder is read-only")
        late = [kiosk.back_after(strike)]
        time.sleep(30)
        subprocess.run(["mount", "-o", "remount,rw", str(data)], check=True)
        kiosk.note("the folder can be written")
        written = kiosk.wait_for("the counts are written again")
        kiosk.stop()
        result = outcome(kiosk, late)
    visits = kiosk.count("failure in") == 0
    return {
        **result,
        "ok": late[0] <= 20 and written and visits,
        "read-only was told": kiosk.count("wait") > 0,
    }


def damaged(folder: Path, log: Path) -> dict[str, Any]:
    """Damage the file of counts while it is in use, in four manners, and kill."""
    random, path = Random(SEED), folder / "visits.db"

    def page() -> None:
        with path.open("r+b") as file:
            file.seek(random.randrange(max(1, path.stat().st_size // 4096)) * 4096)
            file.write(b"\xa5" * 4096)

    def halved() -> None:
        os.truncate(path, path.stat().st_size // 2)

    def emptied() -> None:
        os.truncate(path, 0)

    def overwritten() -> None:
        for name in ("visits.db", "visits.db-wal"):
            with contextlib.suppress(OSError):
                (folder / name).write_bytes(b"x" * 20_000)

    kiosk = Supervised(folder, log=log, policy=OFTEN)
    kiosk.start()
    late = []
    for n in range(12):
        time.sleep(random.uniform(6, 12))
        harm = (page, halved, emptied, overwritten)[n % 4]
        harm()
        kiosk.note(f"fault {n + 1}: the counts are damaged ({harm.__name__})")
        if n % 3 == 0:
            time.sleep(6)
        late.append(kiosk.back_after(lambda: kiosk.signal(signal.SIGKILL)))
    kiosk.stop()
    result = outcome(kiosk, late)
    lost = max(0, result["answers promised"] - result["answers counted"])
    return {**result, "ok": max(late) <= 20, "answers lost with the bytes": lost}


def clock(folder: Path, log: Path) -> dict[str, Any]:
    """Set the clock forward a day, and back two."""
    kiosk = trial("clock", folder, log)
    kiosk.start()
    for n, hours in enumerate((24, -24), 1):
        time.sleep(5)
        (folder / "hours.txt").write_text(str(hours), "ascii")
        kiosk.note(f"fault {n}: the clock is set to {hours:+d} h")
        kiosk.wait_for("the clock jumped", n)
        time.sleep(20)
    kiosk.stop()
    result = outcome(kiosk, [])
    calm = kiosk.count("the game ended") <= 1 and not kiosk.count("failure in")
    return {**result, "faults": 2, "ok": result["ok"] and calm and kiosk.count("the clock jumped") == 2}


def no_sound(folder: Path, log: Path) -> dict[str, Any]:
    """Start without a sound device."""
    before, os.environ["SDL_AUDIODRIVER"] = os.environ["SDL_AUDIODRIVER"], "no-such-driver"
    try:
        kiosk = Supervised(folder, log=log)
        late = [kiosk.start()]
        time.sleep(30)
        kiosk.stop()
    finally:
        os.environ["SDL_AUDIODRIVER"] = before
    result = outcome(kiosk, late)
    return {
        **result,
        "ok": result["ok"] and result["answers counted"] > 0 and kiosk.count("no sound device") == 1,
    }


def cap(folder: Path, log: Path) -> dict[str, Any]:
    """Let every start fail: five restarts, then the still picture, and no churn."""
    kiosk = Supervised(folder, log=log, module=(MODULE, "crash", str(folder)), robot=False)
    kiosk._runner.start()
    gave_up = kiosk.wait_for("OUT OF ORDER")
    time.sleep(5)
    lines, spent = len(kiosk.lines), _processor(kiosk.outside.pid)
    time.sleep(30)
    spent = _processor(kiosk.outside.pid) - spent
    churn = len(kiosk.lines) - lines
    starts = kiosk.count("starts the game")
    kiosk.stop()
    return {
        "starts": starts,
        "lines in 30 s of rest": churn,
        "processor of the still picture": round(spent / 30, 4),
        "ok": gave_up and starts == 6 and churn == 0 and kiosk.count("OUT OF ORDER") == 1,
    }


def _processor(pid: int | None) -> float:
    """Return the processor seconds a process has used."""
    words = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


RUNS: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
    "scenes": scenes,
    "clips": clips,
    "full": full,
    "read-only": read_only,
    "damaged": damaged,
    "clock": clock,
    "no-sound": no_sound,
    "cap": cap,
}


def main() -> int:
    """Do what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--only", nargs="*", choices=["kills", "stops", *RUNS])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--stops", type=int, default=10)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    results: dict[str, dict[str, Any]] = {}
    for name in args.only or ["kills", "stops", *RUNS]:
        log = args.out / f"{name}.log"
        log.unlink(missing_ok=True)
        if name in RUNS:
            with tempfile.TemporaryDirectory() as scratch:
                results[name] = RUNS[name](Path(scratch), log)
        else:
            times = args.kills if name == "kills" else args.stops
            results[name] = kills(times, stops=name == "stops", seed=SEED, log=log)
        print(name, json.dumps(results[name]), flush=True)  # noqa: T201 - what it was run for
        (args.out / f"{name}.json").write_text(json.dumps(results[name], indent=1), "utf-8")
    return 0 if all(result["ok"] for result in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
