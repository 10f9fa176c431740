"""Torture of the kiosk: a real supervisor, a real game, a robot for a visitor.

What is broken is the process, its screens, its clips, its disk, its counts, its clock. Each run tells how
soon the attract screen was back and whether a promised answer (one whose reveal was seen) was counted. How
soon is a figure and no bound: the machine may be loaded. One that never comes back is a finding.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final

from game import resources
from game.kiosk.supervision.rules import Policy
from tools.torture import harm
from tools.torture.outcome import Outcome
from tools.trials.kiosk_faults import ATTRACT, PATIENCE, Supervised, kills, outcome

MODULE: Final = "tools.torture.kiosk_trial"
OFTEN: Final = Policy(most_restarts=100_000, pauses=(0.2,))
"""The rule of five restarts in ten minutes would end these runs; it has a run of its own."""
SEED: Final = 11
KILLS, STOPS = 6, 2
"""Faults of one round."""


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
    from tools.torture.kiosk_trial import FAULTS

    kiosk = trial("scenes", folder, log, lesson=True)
    kiosk.start()
    until_done(kiosk, len(FAULTS))
    kiosk.stop()
    result = outcome(kiosk, delays(kiosk), PATIENCE)
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
    result = {**outcome(kiosk, delays(kiosk), PATIENCE), "skipped": skipped, "could still be played": played}
    return {**result, "ok": result["ok"] and skipped + played == total and kiosk.count("failure in") == 0}


def full(folder: Path, log: Path) -> dict[str, Any]:
    """Fill the disk: visits go on, the game comes back, the counts are written once there is room."""
    data = folder / "disk"
    with harm.small_disk(data):
        kiosk = Supervised(folder, log=log, data=data, policy=OFTEN)
        kiosk.start()
        time.sleep(20)
        filler = harm.fill(data)
        kiosk.note("fault 1: the disk is full")
        time.sleep(40)
        waited = kiosk.count("the counts wait")
        filler.unlink()
        kiosk.note("the disk has room")
        written = not waited or kiosk.wait_for("the counts are written again")
        harm.fill(data)
        kiosk.note("fault 2: the disk is full, then SIGKILL")
        kept = kiosk.promised()
        late = [kiosk.back_after(lambda: kiosk.signal(signal.SIGKILL))]
        time.sleep(10)
        filler.unlink()
        kiosk.note("the disk has room")
        time.sleep(15)
        kiosk.stop()
        result = outcome(kiosk, late, PATIENCE)
    answered = result["answers counted"] >= kept
    return {**result, "ok": late[0] <= PATIENCE and answered and waited <= 1 and written}


def read_only(folder: Path, log: Path) -> dict[str, Any]:
    """Kill the game and make its folder read-only at once: it starts there, and visits go on."""
    data = folder / "disk"
    with harm.small_disk(data):
        kiosk = Supervised(folder, log=log, data=data, policy=OFTEN)
        kiosk.start()
        time.sleep(20)

        def strike() -> None:
            kiosk.signal(signal.SIGKILL)
            harm.make_read_only(data)

        kiosk.note("fault 1: SIGKILL, and the folder is read-only")
        late = [kiosk.back_after(strike)]
        time.sleep(30)
        harm.make_writable(data)
        kiosk.note("the folder can be written")
        written = kiosk.wait_for("the counts are written again")
        kiosk.stop()
        result = outcome(kiosk, late, PATIENCE)
    visits = kiosk.count("failure in") == 0
    return {
        **result,
        "ok": late[0] <= PATIENCE and written and visits,
        "read-only was told": kiosk.count("wait") > 0,
    }


def damaged(folder: Path, log: Path) -> dict[str, Any]:
    """Damage the file of counts while it is in use, in each manner, and kill."""
    random, path = Random(SEED), folder / "visits.db"
    manners = (harm.page, harm.halved, harm.emptied, harm.overwritten, harm.folder_instead, harm.log_cut)
    kiosk = Supervised(folder, log=log, policy=OFTEN)
    kiosk.start()
    late = []
    for n, manner in enumerate(manners):
        time.sleep(random.uniform(6, 12))
        manner(path, random)
        kiosk.note(f"fault {n + 1}: the counts are damaged ({manner.__name__})")
        if n % 3 == 0:
            time.sleep(6)
        late.append(kiosk.back_after(lambda: kiosk.signal(signal.SIGKILL)))
    kiosk.stop()
    result = outcome(kiosk, late, PATIENCE)
    lost = max(0, result["answers promised"] - result["answers counted"])
    return {**result, "ok": max(late) <= PATIENCE, "answers lost with the bytes": lost}


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
    result = outcome(kiosk, [], PATIENCE)
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
    result = outcome(kiosk, late, PATIENCE)
    return {
        **result,
        "ok": result["ok"] and result["answers counted"] > 0 and kiosk.count("no sound device") == 1,
    }


def cap(folder: Path, log: Path) -> dict[str, Any]:
    """Let every start fail: five restarts, then the still picture, and no churn."""
    kiosk = Supervised(folder, log=log, module=(MODULE, "crash", str(folder)), robot=False)
    kiosk.begin()
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


Run = Callable[[Path, Path], dict[str, Any]]
RUNS: Final[dict[str, Run]] = {
    "kill": lambda _, log: kills(KILLS, stops=False, seed=time.time_ns(), log=log, within=PATIENCE),
    "hang": lambda _, log: kills(STOPS, stops=True, seed=time.time_ns(), log=log, within=PATIENCE),
    "full disk": full,
    "corrupt store": damaged,
    "read-only folder": read_only,
    "clock jump": clock,
    "screens fail": scenes,
    "broken clips": clips,
    "no sound": no_sound,
    "never comes up": cap,
}


def faults(logs: Path | None) -> dict[str, Callable[[Random], Outcome]]:
    """Return the faults by name; their logs are kept in `logs`, if that is given."""
    return {name: _round(name, run, logs) for name, run in RUNS.items()}


def _round(name: str, run: Run, logs: Path | None) -> Callable[[Random], Outcome]:
    def once(_random: Random) -> Outcome:
        with tempfile.TemporaryDirectory() as scratch:
            place = Path(scratch) if logs is None else logs
            result = run(Path(scratch), place / f"kiosk-{name.replace(' ', '-')}.log")
        promised, counted = result.get("answers promised", 0), result.get("answers counted", 0)
        lost = max(0, promised - counted)
        faults = result.get("faults", 1)
        wrong = [] if result["ok"] or lost else [f"{name}: {result}"]
        if counted > promised + 2 * faults + 2:  # an answer is counted a moment before its reveal is seen
            wrong.append(f"{name}: {counted} answers counted of {promised}")
        back = result.get("back after (s)", {}).get("worst", 0.0)
        return Outcome("kiosk", name, faults, promised, 0, lost, back, wrong)

    return once
