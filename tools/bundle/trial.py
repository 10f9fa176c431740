"""`python -m tools.bundle.trial DIR/Chinmi`: is the bundle a game? It is played on a hidden screen.

Everything goes through the program that people start, in portable mode: `doctor`, clips judged by a hand on
the keyboard, a kiosk with its supervisor, a class's room over HTTP, a pack read by child processes.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from game.errors import ChinmiError
from game.own_program import COMMAND, DATA, PORTABLE
from tools.bundle.parts import ROOT
from tools.bundle.virtual_screen import VirtualScreen, until, virtual_screen

CLIPS: Final = 2
"""Clips that the robot judges."""
PATIENCE: Final = 120.0
"""Seconds after which a step has failed, on a busy machine as well."""
ANSWERS: Final = "246813\n246813\nen\n3\n-\n"
"""What `kiosk init` is told: PIN, PIN again, language, clips, no daily restart."""
TO_PRACTICE: Final = ("Return", *("Tab",) * 8, "Return", "Return")
"""Keys from the first screen to the first clip of free practice."""
ROUND: Final = ("Return", "1", "Return", "Return")
"""Keys of a clip: judge, surely real, confirm, on; what a screen does not know does nothing."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A folder with the program, and the screen it is tried on."""

    folder: Path
    screen: VirtualScreen

    @property
    def program(self) -> Path:
        """The program."""
        return self.folder / COMMAND

    def said(self, *words: str, given: str = "") -> str:
        """Run a command and return what it printed. Raises ChinmiError with what it said where it failed."""
        command = [str(self.program), *words]
        done = subprocess.run(  # noqa: S603 - the program that is tried
            command, env=self.screen.environment, input=given, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise ChinmiError(f"{' '.join(words)} ended with {done.returncode}: {done.stderr or done.stdout}")
        return done.stdout

    @contextmanager
    def running(self, *words: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run a command in its window, and end it politely."""
        command = [str(self.program), *words]
        with subprocess.Popen(command, env=self.screen.environment) as process:  # noqa: S603
            try:
                yield process
            finally:
                process.terminate()


def doctor(bundle: Bundle) -> None:
    """Find no fault, and the data beside the program."""
    findings = {one["name"]: one for one in json.loads(bundle.said("doctor", "--json"))}
    if "portable: beside the program" not in findings["folder"]["found"]:
        raise ChinmiError(f"the data is not beside the program: {findings['folder']['found']}")


def played(bundle: Bundle) -> None:
    """Judge clips by a hand on the keyboard; the answers are kept."""
    with bundle.running("--lang", "en", "--seed", "3"):
        until(bundle.screen.drawn, "the first picture", PATIENCE)
        bundle.screen.press(*TO_PRACTICE)

        def enough() -> bool:
            bundle.screen.press(*ROUND)
            text = bundle.said("results", "export", "--format", "csv")
            return len(list(csv.DictReader(text.splitlines()))) >= CLIPS

        until(enough, f"{CLIPS} answers", PATIENCE)


def kiosk(bundle: Bundle) -> None:
    """Let the supervisor start the game as its child, which comes up; end both politely."""
    settings = bundle.folder / DATA / "kiosk.yaml"
    bundle.said("kiosk", "init", "--config", str(settings), given=ANSWERS)
    log = bundle.folder / DATA / "kiosk.log"
    with bundle.running("kiosk", "--config", str(settings), "--mute") as process:
        until(lambda: log.is_file() and "starts the game" in log.read_text("utf-8"), "the child", PATIENCE)
        until(bundle.screen.drawn, "the kiosk's first picture", PATIENCE)
    if process.returncode or "tries once more" in log.read_text("utf-8"):
        raise ChinmiError(f"the kiosk ended with {process.returncode}: {log.read_text('utf-8')}")


def workshop(bundle: Bundle) -> None:
    """Open a room; its page comes over HTTP."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = f"http://127.0.0.1:{port}/"

    def there() -> bool:
        bundle.screen.press("Return")
        try:
            with urllib.request.urlopen(page, timeout=2) as answer:
                return b"Chinmi" in answer.read()
        except OSError:
            return False

    with bundle.running("workshop", "--address", "localhost", "--port", str(port), "--lang", "en"):
        until(bundle.screen.drawn, "the first picture", PATIENCE)
        until(there, "the page of the room", PATIENCE)


def packs(bundle: Bundle) -> None:
    """Check a pack, which reads each clip in a child process."""
    inside = next(bundle.folder.glob("*/assets/packs/studio"))
    bundle.said("pack", "verify", str(inside))


STEPS: Final[tuple[Callable[[Bundle], None], ...]] = (doctor, packs, played, kiosk, workshop)


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from the start of a program to its first picture: by the clock, and of processor time."""

    clock: float
    processor: float


def first_picture(command: Sequence[str], screen: VirtualScreen) -> Start:
    """Start `command`, wait for its first picture, end it."""
    before = _processor()
    with subprocess.Popen(command, env=screen.environment, cwd=ROOT) as process:  # noqa: S603
        try:
            took = until(screen.drawn, "the first picture", PATIENCE)
        finally:
            process.kill()
    return Start(took, _processor() - before)


def _processor() -> float:
    """Return the processor seconds of all children that have ended."""
    spent = os.times()
    return spent.children_user + spent.children_system


def start_times(folder: Path, times: int) -> None:
    """Print how long bundle and checkout take to their first picture, in turn; medians."""
    ways = {"bundle": [str(folder / COMMAND)], "checkout": [sys.executable, str(ROOT / "main.py")]}
    took: dict[str, list[Start]] = {name: [] for name in ways}
    for _ in range(times):
        for name, command in ways.items():
            with virtual_screen() as screen:
                took[name].append(first_picture([*command, "--lang", "en"], screen))
    for name, starts in took.items():
        clock = median(start.clock for start in starts)
        processor = median(start.processor for start in starts)
        print(f"{name}: {clock:.2f} s by the clock, {processor:.2f} s of processor time (median of {times})")


def tried(folder: Path) -> None:
    """Take all steps in portable mode. Raises ChinmiError with what did not work."""
    mark = folder / PORTABLE
    mark.touch()
    try:
        for step in STEPS:
            with virtual_screen() as screen:
                step(Bundle(folder, screen))
            print(f"{step.__name__}: {(step.__doc__ or '').strip()}", flush=True)
    finally:
        mark.unlink()
        shutil.rmtree(folder / DATA, ignore_errors=True)


def main(words: Sequence[str]) -> int:
    """Try a bundle; 1 when something does not work."""
    parser = argparse.ArgumentParser("python -m tools.bundle.trial", description=__doc__)
    parser.add_argument("folder", type=Path, help="the bundle's folder")
    parser.add_argument("--start-times", type=int, metavar="N", help="only measure N starts, beside main.py")
    args = parser.parse_args(words)
    try:
        if args.start_times:
            start_times(args.folder.resolve(), args.start_times)
        else:
            tried(args.folder.resolve())
    except ChinmiError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
