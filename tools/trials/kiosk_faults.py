"""A real kiosk under its supervisor with a robot for a visitor, and faults with a stop-watch.

Here the game is killed or stopped; the fault runs of the tests break more. All of them ask the same three
things: how soon is the attract screen back, is every promised answer counted, what does the log say.
"""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from game.kiosk import config, pin
from game.kiosk.counts.counted_answers import counts_of
from game.kiosk.settings import KioskSettings
from game.kiosk.supervision.logbook import Logbook
from game.kiosk.supervision.processes import GAME, Processes
from game.kiosk.supervision.rules import Policy
from game.kiosk.supervision.supervisor import Supervisor

PIN: Final = "482913"
BACK_WITHIN: Final = 20.0
"""Seconds after any fault in which the attract screen must be back."""
ATTRACT: Final = "attract screen"
"""A line of the game's with these words: the attract screen is shown."""
PATIENCE: Final = 120.0
"""Seconds that a run waits for anything before it says that it never came."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the supervisor's log and its moment (monotonic seconds)."""

    at: float
    text: str


class Supervised:
    """A kiosk in `folder`. The robot's promises are in `promises`, the log is in `log` and in `lines`."""

    def __init__(
        self,
        folder: Path,
        *,
        log: Path,
        data: Path | None = None,
        module: Sequence[str] = GAME,
        policy: Policy | None = None,
        robot: bool = True,
        **settings: object,
    ) -> None:
        """Write the settings. `data` holds the counts, `module` is what `python -m` runs as the game."""
        self.data = data or folder
        self.promises = folder / "revealed.txt"
        self.promises.touch()
        self.lines: list[Line] = []
        self._book = Logbook(log, lambda: f"{time.monotonic():10.1f}", echo=False, limit=1 << 30)
        path = folder / "kiosk.yaml"
        chosen = {"fullscreen": False, "clips": 3, "lesson": False, "restart_at": None, **settings}
        config.write(path, KioskSettings.model_validate({"pin": pin.record(PIN), **chosen}))
        visitor = ["--robot", str(self.promises)] if robot else []
        arguments = ["--config", str(path), "--data", str(self.data), *visitor]
        self.outside = Processes(arguments, module)
        self._supervisor = Supervisor(self.outside, self.note, policy)
        self._runner = threading.Thread(target=self._supervisor.run, daemon=True)

    def note(self, text: str) -> None:
        """Add a line to the log."""
        self.lines.append(Line(time.monotonic(), text))
        self._book(text)

    def start(self) -> float:
        """Start; return after how many seconds the attract screen was there."""
        return self.back_after(self.begin)

    def begin(self) -> None:
        """Start, and wait for nothing."""
        self._runner.start()

    def stop(self) -> None:
        """End the kiosk as the system would."""
        self.outside.ask_to_stop()
        self._runner.join(PATIENCE)

    def count(self, words: str) -> int:
        """Return how many lines hold `words`."""
        return sum(words in line.text for line in tuple(self.lines))

    def wait_for(self, words: str, times: int = 1, within: float = PATIENCE) -> bool:
        """Wait until `words` were said `times` times; False when they never were."""
        end = time.monotonic() + within
        while time.monotonic() < end:
            if self.count(words) >= times:
                return True
            time.sleep(0.02)
        return False

    def told_since(self, first: str, words: str) -> int:
        """Return how many lines hold `words` after the last line that holds `first`."""
        texts = [line.text for line in tuple(self.lines)]
        last = max((n for n, text in enumerate(texts) if first in text), default=-1)
        return sum(words in text for text in texts[last + 1 :])

    def wait_for_reveals(self, more: int) -> bool:
        """Wait until the visitor has seen so many more reveals; False when it never did."""
        wanted, end = self.promised() + more, time.monotonic() + 3 * PATIENCE
        while time.monotonic() < end:
            if self.promised() >= wanted:
                return True
            time.sleep(0.05)
        return False

    def back_after(self, strike: Callable[[], None]) -> float:
        """Strike; return after how many seconds the attract screen was there (again)."""
        before, struck = self.count(ATTRACT), time.monotonic()
        strike()
        if not self.wait_for(ATTRACT, before + 1):
            return float("inf")
        return [line.at for line in tuple(self.lines) if ATTRACT in line.text][before] - struck

    def signal(self, number: int) -> None:
        """Send the game a signal."""
        if (pid := self.outside.pid) is not None:
            os.kill(pid, number)

    def promised(self) -> int:
        """Return how many reveals the visitor has seen."""
        return len(self.promises.read_text("utf-8").splitlines())

    def counted(self) -> int:
        """Return how many answers are in the counts. Call it after `stop`."""
        return counts_of(counted(self.data)).total


def counted(folder: Path) -> dict[str, int]:
    """Return the counters of a folder, added up over all days; without those of kinds and languages."""
    from game.kiosk.counts.store import VisitStore

    store = VisitStore(folder, "soak")
    total: dict[str, int] = {}
    for names in store.counts().values():
        for name, n in names.items():
            if "." not in name or name.startswith(("real.", "manipulated.")):
                total[name] = total.get(name, 0) + n
    store.close()
    return total


def kills(
    times: int, *, stops: bool, seed: int, log: Path | None = None, within: float = BACK_WITHIN
) -> dict[str, Any]:
    """Kill (or, with `stops`, stop) the game at random moments; its supervisor brings it back."""
    random, number = Random(seed), signal.SIGSTOP if stops else signal.SIGKILL
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        policy = Policy(most_restarts=times + 1, pauses=(0.2,))
        kiosk = Supervised(folder, log=log or folder / "kiosk.log", policy=policy)
        kiosk.start()
        late = []
        for n in range(times):
            time.sleep(random.uniform(0.2, 12.0))
            kiosk.note(f"fault {n + 1}: {number.name}")
            late.append(kiosk.back_after(lambda: kiosk.signal(number)))
        kiosk.stop()
        return {"kind": number.name, **outcome(kiosk, late, within)}


def outcome(kiosk: Supervised, late: Sequence[float], within: float = BACK_WITHIN) -> dict[str, Any]:
    """Return what a run has shown: how late the attract screen was, and which answers are there.

    It is well when the screen was back `within` so many seconds and each promised answer was counted.
    """
    promised, kept = kiosk.promised(), kiosk.counted()
    ordered = sorted(late) or [0.0]
    return {
        "faults": len(late),
        "back after (s)": {
            "median": round(ordered[len(ordered) // 2], 1),
            "worst": round(ordered[-1], 1),
        },
        "answers promised": promised,
        "answers counted": kept,
        "ok": ordered[-1] <= within and kept >= promised,
    }
