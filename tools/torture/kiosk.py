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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from game import resources
from game.kiosk.supervision.rules import Policy
from tools.processor import processor_seconds
from tools.torture import harm
from tools.torture.bag import Bag
from tools.torture.kiosk_trial import FAULTS as SCENE_FAULTS
from tools.torture.kiosk_trial import MANNERS as CLIP_BREAKS
from tools.torture.kiosk_trial import PLAN
from tools.torture.outcome import Outcome
from tools.trials.kiosk_faults import ATTRACT, PATIENCE, Supervised, kills, outcome

MODULE: Final = "tools.torture.kiosk_trial"
OFTEN: Final = Policy(most_restarts=100_000, pauses=(0.2,))
"""The rule of five restarts in ten minutes would end these runs; it has a run of its own."""
PACK: Final = resources.assets() / "packs" / "studio"
KILLS, STOPS, SCENES_TRIED, CLIPS_TRIED, MANNERS_TRIED = 4, 1, 5, 5, 3
"""Faults of one round: few, so that each kind comes up often."""
REST: Final = 10.0
"""Seconds for which a kiosk that gave up is watched."""
STORE_MANNERS: Final = (
    harm.page,
    harm.halved,
    harm.emptied,
    harm.overwritten,
    harm.folder_instead,
    harm.log_cut,
)


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
    end = time.monotonic() + PATIENCE
    while kiosk.told_since("trial: fault", ATTRACT) == 0 and time.monotonic() < end:
        time.sleep(0.1)


@dataclass(slots=True)
class Draws:
    """What the rounds try, so that each comes up as often as the others."""

    random: Random
    scenes: Bag[int]
    clips: Bag[int]
    breaks: Bag[int]
    manners: Bag[Callable[[Path, Random], None]]

    @classmethod
    def begin(cls, random: Random) -> Draws:
        """Fill the bags."""
        return cls(
            random,
            Bag(range(len(SCENE_FAULTS)), random),
            Bag(range(len(list(PACK.glob("media/*.mp4")))), random),
            Bag(range(len(CLIP_BREAKS)), random),
            Bag(STORE_MANNERS, random),
        )


def plan(folder: Path, faults: Sequence[int]) -> None:
    """Say which faults a trial tries."""
    (folder / PLAN).write_text(" ".join(map(str, faults)), "ascii")


# -- the runs ----------------------------------------------------------------------------------------------


def killed(draws: Draws, log: Path, times: int, *, stops: bool) -> dict[str, Any]:
    """Kill or stop the game at random moments."""
    return kills(times, stops=stops, seed=draws.random.randrange(1 << 30), log=log, within=PATIENCE)


def scenes(draws: Draws, folder: Path, log: Path) -> dict[str, Any]:
    """Raise an exception in some of the screens."""
    faults = draws.scenes.draws(SCENES_TRIED)
    plan(folder, faults)
    kiosk = trial("scenes", folder, log, lesson=True)
    kiosk.start()
    until_done(kiosk, len(faults))
    kiosk.stop()
    result = outcome(kiosk, delays(kiosk), PATIENCE)
    return {**result, "ok": result["ok"] and result["faults"] == len(faults)}


def clips(draws: Draws, folder: Path, log: Path) -> dict[str, Any]:
    """Break some clips of a pack after it was verified; the visit goes on with another clip."""
    shutil.copytree(PACK, folder / "pack")
    drawn = zip(draws.clips.draws(CLIPS_TRIED), draws.breaks.draws(CLIPS_TRIED), strict=True)
    plan(folder, [which * len(CLIP_BREAKS) + how for which, how in drawn])
    kiosk = trial("clips", folder, log)
    kiosk.start()
    until_done(kiosk, CLIPS_TRIED)
    kiosk.stop()
    skipped, played = kiosk.count("was skipped"), kiosk.count("could still be played")
    result = {**outcome(kiosk, delays(kiosk), PATIENCE), "skipped": skipped, "could still be played": played}
    well = skipped + played == CLIPS_TRIED and kiosk.count("failure in") == 0
    return {**result, "ok": result["ok"] and well}


def full(_draws: Draws, folder: Path, log: Path) -> dict[str, Any]:
    """Fill the disk: visits go on, the game comes back, the counts are written once there is room."""
    data = folder / "disk"
    with harm.small_disk(data):
        kiosk = Supervised(folder, log=log, data=data, policy=OFTEN)
        kiosk.start()
        kiosk.wait_for_reveals(1)
        filler = harm.fill(data)
        kiosk.note("fault 1: the disk is full")
        kiosk.wait_for_reveals(2)
        time.sleep(1.0)
        waited = kiosk.count("the counts wait")
        filler.unlink()
        kiosk.note("the disk has room")
        written = not waited or kiosk.wait_for("the counts are written again")
        kiosk.note("fault 2: the disk is full, then SIGKILL")
        kiosk.signal(signal.SIGSTOP)  # an answer of this moment would wait in memory, and end with it
        harm.fill(data)
        kept = kiosk.promised()
        late = [kiosk.back_after(lambda: kiosk.signal(signal.SIGKILL))]
        time.sleep(10)
        filler.unlink()
        kiosk.note("the disk has room")
        kiosk.wait_for_reveals(1)
        kiosk.stop()
        result = outcome(kiosk, late, PATIENCE)
    answered = result["answers counted"] >= kept
    well = late[0] <= PATIENCE and answered and waited <= 1 and written
    return {**result, "faults": 2, "ok": well}


def read_only(_draws: Draws, folder: Path, log: Path) -> dict[str, Any]:
    """Kill the game and make its folder read-only at once: it starts there, and visits go on."""
    data = folder / "disk"
    with harm.small_disk(data):
        kiosk = Supervised(folder, log=log, data=data, policy=OFTEN)
        kiosk.start()
        kiosk.wait_for_reveals(1)

        def strike() -> None:
            kiosk.signal(signal.SIGKILL)
            harm.make_read_only(data)

        kiosk.note("fault 1: SIGKILL, and the folder is read-only")
        late = [kiosk.back_after(strike)]
        kiosk.wait_for_reveals(1)
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


def damaged(draws: Draws, folder: Path, log: Path) -> dict[str, Any]:
    """Damage the file of counts while it is in use, in some manners, and kill."""
    random, path = draws.random, folder / "visits.db"
    kiosk = Supervised(folder, log=log, policy=OFTEN)
    kiosk.start()
    late = []
    for n, manner in enumerate(draws.manners.draws(MANNERS_TRIED)):
        time.sleep(random.uniform(6, 12))
        manner(path, random)
        kiosk.note(f"fault {n + 1}: the counts are damaged ({manner.__name__})")
        if n % MANNERS_TRIED == 0:
            time.sleep(6)
        late.append(kiosk.back_after(lambda: kiosk.signal(signal.SIGKILL)))
    kiosk.stop()
    result = outcome(kiosk, late, PATIENCE)
    lost = max(0, result["answers promised"] - result["answers counted"])
    return {**result, "ok": max(late) <= PATIENCE, "answers lost with the bytes": lost}


def clock(_draws: Draws, folder: Path, log: Path) -> dict[str, Any]:
    """Set the clock forward a day, and back two."""
    kiosk = trial("clock", folder, log)
    kiosk.start()
    for n, hours in enumerate((24, -24), 1):
        time.sleep(5)
        (folder / "hours.txt").write_text(str(hours), "ascii")
        kiosk.note(f"fault {n}: the clock is set to {hours:+d} h")
        kiosk.wait_for("the clock jumped", n)
        kiosk.wait_for_reveals(1)
    kiosk.stop()
    result = outcome(kiosk, [], PATIENCE)
    calm = kiosk.count("the game ended") <= 1 and not kiosk.count("failure in")
    return {**result, "faults": 2, "ok": result["ok"] and calm and kiosk.count("the clock jumped") == 2}


def no_sound(_draws: Draws, folder: Path, log: Path) -> dict[str, Any]:
    """Start without a sound device."""
    before, os.environ["SDL_AUDIODRIVER"] = os.environ["SDL_AUDIODRIVER"], "no-such-driver"
    try:
        kiosk = Supervised(folder, log=log)
        late = [kiosk.start()]
        kiosk.wait_for_reveals(1)
        kiosk.stop()
    finally:
        os.environ["SDL_AUDIODRIVER"] = before
    result = outcome(kiosk, late, PATIENCE)
    return {
        **result,
        "ok": result["ok"] and result["answers counted"] > 0 and kiosk.count("no sound device") == 1,
    }


def cap(_draws: Draws, folder: Path, log: Path) -> dict[str, Any]:
    """Let every start fail: five restarts, then the still picture, and no churn."""
    kiosk = Supervised(folder, log=log, module=(MODULE, "crash", str(folder)), robot=False)
    kiosk.begin()
    gave_up = kiosk.wait_for("OUT OF ORDER", within=6 * PATIENCE) and kiosk.wait_for(
        "shows the still picture"
    )
    lines, spent = len(kiosk.lines), _processor(kiosk.outside.pid)
    time.sleep(REST)
    spent = _processor(kiosk.outside.pid) - spent
    churn = len(kiosk.lines) - lines
    starts = kiosk.count("starts the game")
    kiosk.stop()
    return {
        "faults": starts,
        "starts": starts,
        "lines at rest": churn,
        "processor of the still picture": round(spent / REST, 4),
        "ok": gave_up and starts == 6 and churn == 0 and kiosk.count("OUT OF ORDER") == 1,
    }


def _processor(pid: int | None) -> float:
    """Return the processor seconds that a process has used. Raises ProcessLookupError where it is gone."""
    seconds = processor_seconds(pid)
    if seconds is None:
        raise ProcessLookupError(pid)
    return seconds


Run = Callable[[Draws, Path, Path], dict[str, Any]]
RUNS: Final[dict[str, Run]] = {
    "kill": lambda draws, _, log: killed(draws, log, KILLS, stops=False),
    "hang": lambda draws, _, log: killed(draws, log, STOPS, stops=True),
    "full disk": full,
    "corrupt store": damaged,
    "read-only folder": read_only,
    "clock jump": clock,
    "screens fail": scenes,
    "broken clips": clips,
    "no sound": no_sound,
    "never comes up": cap,
}


def faults(logs: Path | None, random: Random) -> dict[str, Callable[[Random], Outcome]]:
    """Return the faults by name; the log of the last round of each is kept in `logs`, if that is given."""
    draws = Draws.begin(random)
    return {name: _round(name, run, draws, logs) for name, run in RUNS.items()}


def _round(name: str, run: Run, draws: Draws, logs: Path | None) -> Callable[[Random], Outcome]:
    def once(_random: Random) -> Outcome:
        with tempfile.TemporaryDirectory() as scratch:
            place = Path(scratch) if logs is None else logs
            result = run(draws, Path(scratch), place / f"kiosk-{name.replace(' ', '-')}.log")
        promised, counted = result.get("answers promised", 0), result.get("answers counted", 0)
        lost = max(0, promised - counted)
        faults = result.get("faults", 1)
        wrong = [] if result["ok"] or lost else [f"{name}: {result}"]
        if counted > promised + 2 * faults + 2:  # an answer is counted a moment before its reveal is seen
            wrong.append(f"{name}: {counted} answers counted of {promised}")
        back = result.get("back after (s)", {}).get("worst", 0.0)
        return Outcome("kiosk", name, faults, promised, 0, lost, back, wrong)

    return once
