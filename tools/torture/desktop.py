"""Torture at home: robots play the real game in a data folder, and what they were shown must be there."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from game import resources
from game.campaign import progress_store
from game.campaign.progress_store import ProgressStore
from game.embedded import embed
from game.packs.library import Library
from game.records import store as answer_store
from game.records.store import AnswerStore
from tools.torture import harm
from tools.torture.child import Child, tracebacks
from tools.torture.outcome import Outcome

MODULE: Final = "tools.torture.player"
NOW: Final = "2026-03-04T05:06:07+00:00"
FILES: Final = (answer_store.FILE_NAME, progress_store.FILE_NAME)
HOURS: Final = (-24.0, 24.0, -490_000.0, 100_000.0, 0.0)
"""By how much the clock is wrong: a day back and forth, near 1970, in ten years."""


@dataclass(slots=True)
class Home:
    """A data folder with players on it."""

    scratch: Path
    folder: Path
    library: Path
    random: Random
    outcome: Outcome
    players: list[Child] = field(default_factory=list)
    before: set[tuple[str, str]] = field(default_factory=set)
    """What was shown to players who are gone: session and index."""
    steps: set[tuple[str, str]] = field(default_factory=set)
    """Chapter and step."""

    @property
    def clock(self) -> Path:
        """The file with the hours by which the players' clock is wrong."""
        return self.scratch / "hours.txt"

    def player(self) -> Child:
        """Start a player and wait until it plays."""
        child = self.begin()
        if not child.wait_for("up"):
            self.wrong(f"the game did not start: {child.said('ended')}")
        return child

    def begin(self) -> Child:
        """Start a player."""
        words = (self.folder, self.library, self.clock)
        child = Child(MODULE, words, self.scratch / "errors.txt")
        self.players.append(child)
        return child

    def wrong(self, what: str) -> None:
        """Note what went wrong."""
        self.outcome.findings.append(what)

    def look_away(self, most: int = 5) -> None:
        """Let players see a truth or some, and a moment more."""
        for child in self.players:
            seen = len(child.said("shown")) + len(child.said("told"))
            child.wait_until_truths(seen + self.random.randint(1, most))
        time.sleep(self.random.uniform(0.0, 0.5))

    def strike(self) -> None:
        """Count a fault."""
        self.outcome.tried += 1

    def gather(self, child: Child) -> None:
        """Note what a player was shown, after its end."""
        self.players.remove(child)
        shown = {(session, index) for session, index in child.said("shown")}
        self.before |= shown
        self.steps |= {(chapter, step) for chapter, step in child.said("step")}
        self.outcome.acknowledged += len(shown) + len(child.said("step"))
        self.outcome.told += len(child.said("told"))

    def kill(self, child: Child) -> None:
        """End a player as the power would."""
        child.kill()
        self.gather(child)

    def end(self, child: Child, allowed: tuple[int, ...] = (143,)) -> None:
        """Ask a player to stop; its status must be among `allowed`."""
        status = child.ask_to_stop()
        self.gather(child)
        if status not in allowed:
            self.wrong(f"SIGTERM ended the game with {status} {child.said('ended')}")

    def compare(self) -> None:
        """Count what is missing of what was shown."""
        with contextlib.closing(AnswerStore.open(self.folder, NOW).store) as store:
            kept = {(answer.session, str(answer.index)) for answer in store.answers()}
        progress = ProgressStore.open(self.folder, NOW).store
        done = {step for picture in progress.profiles() for step in progress.progress(picture).done}
        progress.close()
        missing = (self.before - kept) | (self.steps - done)
        self.outcome.lost += len(missing)
        self.outcome.findings.extend(tracebacks(self.scratch / "errors.txt"))


@contextlib.contextmanager
def home(fault: str, random: Random, *, disk: str | None = None, pack: Path | None = None) -> Iterator[Home]:
    """Make a data folder; at the end compare what was shown with what is there.

    With `disk` the folder is a disk of that size; `pack` is played in the place of the game's own.
    """
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as held:
        scratch = Path(name)
        folder = scratch / "data"
        folder.mkdir()
        if disk is not None:
            held.enter_context(harm.small_disk(folder, disk))
        with contextlib.closing(Library(scratch / "library")) as library:
            if pack is None:
                embed(library)
            else:
                library.register_folder(pack)
        there = Home(scratch, folder, scratch / "library", random, Outcome("desktop", fault))
        try:
            yield there
            for child in tuple(there.players):
                there.kill(child)
            there.compare()
        finally:
            for child in there.players:
                child.kill()


# -- the faults --------------------------------------------------------------------------------------------


def kills(random: Random) -> Outcome:
    """Kill the game at any moment, also while it starts."""
    with home("kill", random) as there:
        for n in range(4):
            child = there.player()
            there.look_away()
            there.strike()
            there.kill(child)
            if n == 1:  # while it starts
                child = there.begin()
                time.sleep(random.uniform(0.1, 2.5))
                there.strike()
                there.kill(child)
    return there.outcome


def hangs(random: Random) -> Outcome:
    """Stop the process, then let it go on and end it, or kill it while it hangs."""
    with home("hang", random) as there:
        for n in range(2):
            child = there.player()
            there.look_away()
            there.strike()
            child.stop_for(1.0)
            if n:
                there.kill(child)
            else:
                child.go_on()
                there.look_away()
                there.end(child)
    return there.outcome


def asked(random: Random) -> Outcome:
    """Ask the game to stop."""
    with home("SIGTERM", random) as there:
        for _ in range(3):
            child = there.player()
            there.look_away()
            there.strike()
            there.end(child)
    return there.outcome


def full(random: Random) -> Outcome:
    """Fill the disk while the game is played, make room, fill it again, kill; start on the full disk."""
    with home("full disk", random, disk="1m") as there:
        child = there.player()
        there.look_away()
        filler = harm.fill(there.folder)
        there.strike()
        there.look_away()
        filler.unlink()
        there.look_away()
        filler = harm.fill(there.folder)
        there.strike()
        there.look_away()
        there.kill(child)
        harm.fill(there.folder)
        child = there.player()
        there.strike()
        there.look_away()
        filler.unlink()
        there.look_away()
        there.end(child)
    return there.outcome


def read_only(random: Random) -> Outcome:
    """Kill the game and make the folder read-only; play there; make it writable while it is played."""
    with home("read-only folder", random, disk="1m") as there:
        child = there.player()
        there.look_away()
        child.process.kill()
        if not harm.make_read_only(there.folder):
            there.wrong("the disk could not be made read-only")
        there.kill(child)
        there.strike()
        child = there.player()
        there.look_away()
        harm.make_writable(there.folder)
        there.look_away()
        there.end(child)
    return there.outcome


def corrupt(random: Random) -> Outcome:
    """Harm the stores in every manner; the bytes that are found there must stay, and the game must play."""
    with home("corrupt store", random) as there:
        manners = list(harm.MANNERS)
        random.shuffle(manners)
        for manner in manners:
            child = there.player()
            there.look_away(2)
            there.kill(child)
            there.before, there.steps = set(), set()  # their bytes are about to be destroyed
            path = there.folder / random.choice(FILES)
            manner(path, random)
            there.strike()
            found = harm.contents(there.folder, path.stem)
            child = there.player()
            there.look_away(2)
            if manner in (harm.newer, harm.folder_instead, harm.overwritten):
                lacking = found - harm.contents(there.folder, path.stem)
                if lacking:
                    there.wrong(f"{manner.__name__}: {len(lacking)} files of {path.name} are gone")
            there.end(child, (1, 143) if manner is harm.newer else (143,))
            if manner is harm.newer:
                there.before, there.steps = set(), set()  # its players were told, or it is refused
                for part in there.folder.glob(f"{path.stem}*"):
                    part.unlink() if part.is_file() else shutil.rmtree(part)
    return there.outcome


def clocks(random: Random) -> Outcome:
    """Set the clock back and forth while the game is played."""
    with home("clock jump", random) as there:
        child = there.player()
        for hours in HOURS:
            there.clock.write_text(str(hours), "ascii")
            there.strike()
            there.look_away(2)
            if random.random() < 0.4:
                there.kill(child)
                child = there.player()
        there.end(child)
    return there.outcome


def twice(random: Random) -> Outcome:
    """Open the game twice on one folder, and kill either."""
    with home("two games", random) as there:
        one, other = there.player(), there.player()
        there.look_away()
        there.strike()
        there.kill(one)
        there.look_away()
        one = there.player()
        there.look_away()
        there.strike()
        there.kill(other)
        there.end(one)
    return there.outcome


def clips(random: Random) -> Outcome:
    """Break the clips of a pack, one after the other, while it is played."""
    with tempfile.TemporaryDirectory() as name:
        pack = Path(name) / "studio"
        shutil.copytree(resources.assets() / "packs" / "studio", pack)
        with home("broken clips", random, pack=pack) as there:
            child = there.player()
            films = sorted((pack / "media").glob("*.mp4"))
            random.shuffle(films)
            for film in films[: len(films) // 2]:
                random.choice(_BREAKS)(film)
                there.strike()
                time.sleep(0.05)
            there.look_away()
            if child.process.poll() is not None and child.process.returncode != os.EX_OK:
                there.wrong(f"the game ended with {child.process.returncode}")
            there.end(child, (0, 143))
    return there.outcome


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def _noise(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 8 :: 97] = b"\xa5" * len(data[len(data) // 8 :: 97])
    path.write_bytes(data)


def _gone(path: Path) -> None:
    path.unlink()


def _words(path: Path) -> None:
    path.write_text("no video\n" * 500)


_BREAKS: Final[tuple[Callable[[Path], None], ...]] = (_cut, _noise, _gone, _words)
FAULTS: Final[dict[str, Callable[[Random], Outcome]]] = {
    "kill": kills,
    "hang": hangs,
    "SIGTERM": asked,
    "full disk": full,
    "read-only folder": read_only,
    "corrupt store": corrupt,
    "clock jump": clocks,
    "two games": twice,
    "broken clips": clips,
}
