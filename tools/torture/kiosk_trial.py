"""The kiosk with a fault on purpose: `python -m tools.torture.kiosk_trial NAME FOLDER ARGUMENTS`.

ARGUMENTS are those of `game.kiosk`.

Only the fault is added; the rest is the game as its supervisor starts it. What is done, and how it ended,
goes to the supervisor's log as notes that begin with "trial:". How far a trial has come is kept in FOLDER, so
that it goes on where it was when the process was started anew.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from game import kiosk_process
from game.kiosk.app import KioskApp
from game.kiosk.library import MOST, KioskLibrary
from game.kiosk.screens.idle_warning import ApologyScene, IdleScene
from game.kiosk.screens.visit import visit_play
from game.play.dealer import PracticeDealer, deal
from game.quiz.rounds import Deal
from tools.robots.kiosk_visitor import Robot
from tools.trials.kiosk_faults import PIN

FOLDER = Path()
PLAN: Final = "plan.txt"
"""In FOLDER: the numbers of the faults that are tried, in order."""


class Trial(KioskApp):
    """A kiosk whose robot never walks away; before each turn of the loop it may be harmed."""

    def _turn(self, events: list[Any]) -> list[Any]:
        robot = getattr(self.visitor, "__self__", None)
        if isinstance(robot, Robot):
            robot.leaves = 0.0
        if len(self.stack):
            self.harm()
        return super()._turn(events)

    def harm(self) -> None:
        """Do harm, where its time has come."""


class OnPurposeError(Exception):
    """Raised on purpose."""


class Progress:
    """How many faults there have been, and which of those in FOLDER/plan.txt comes next."""

    def __init__(self) -> None:
        self._path, plan = FOLDER / "progress.txt", FOLDER / PLAN
        self._plan = [int(word) for word in plan.read_text("ascii").split()] if plan.exists() else []
        self.done = int(self._path.read_text("ascii")) if self._path.exists() else 0

    @property
    def fault(self) -> int | None:
        """The number of the next fault; none after the last."""
        return self._plan[self.done] if self.done < len(self._plan) else None

    def next(self) -> None:
        """Go on to the next one."""
        self.done += 1
        self._path.write_text(str(self.done), "ascii")


# -- an exception in every scene ---------------------------------------------------------------------------


def raises(*_: object, **__: object) -> object:
    """Fail."""
    raise OnPurposeError


def _fail_clip(scene: Any, _app: KioskApp) -> None:
    scene.play.fail("cut-short")


def _ask(_scene: Any, app: KioskApp) -> None:
    app.stack.push(IdleScene(app.context, app.visits, 30.0))


def _apologise(_scene: Any, app: KioskApp) -> None:
    app.stack.push(ApologyScene(app.context, app.visits))


SCENES: dict[str, tuple[str, Callable[[Any, KioskApp], object]] | None] = {
    "attract": None,
    "lesson": None,
    "facts": ("lesson", lambda scene, _: scene.open_words()),
    "watch": None,
    "visit-settings": ("watch", lambda scene, _: scene.open_settings()),
    "dialog": ("watch", lambda scene, _: scene.on_back()),
    "idle": ("watch", _ask),
    "skipped": ("watch", _fail_clip),
    "judge": None,
    "spot": None,
    "reveal": None,
    "provenance": ("reveal", lambda scene, _: scene.show_provenance()),
    "summary": None,
    "takeaway": None,
    "apology": ("attract", _apologise),
    "pin": ("attract", lambda _, app: app.staff.open_entry()),
    "staff": ("pin", lambda _, app: app.staff.enter(PIN)),
}
"""Every screen a kiosk has: from which other one, and how, it is opened where a visit does not come to it."""
PARTS = ("update", "build")
FAULTS = tuple((name, part) for name in SCENES for part in PARTS)


class BreaksScenes(Trial):
    """Each screen fails as soon as it is there, one after the other."""

    raised = False

    def start(self) -> None:
        """Go on where it was."""
        self._progress = Progress()
        super().start()

    def harm(self) -> None:
        """Break the next screen."""
        fault = self._progress.fault
        if self.raised:
            self._attract_is_back()
        elif fault is not None:
            self._break(*FAULTS[fault])

    def _attract_is_back(self) -> None:
        if self.stack.top.scene.name == "attract":
            self.state.note("trial: attract screen is back")
            self.raised = False

    def _break(self, name: str, part: str) -> None:
        top = self.stack.top.scene
        way = SCENES[name]
        if top.name == name:
            self.state.note(f"trial: fault, {name} raises in {part}")
            self._progress.next()
            self.raised = True
            setattr(top, part, raises)
            self.loop.invalidate()
        elif way is not None and top.name == way[0]:
            way[1](top, self)
        elif name == "staff" and top.name == "attract":
            self.staff.open_entry()


# -- each clip broken in turn ------------------------------------------------------------------------------


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _noise(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 8 :: 97] = b"\xa5" * len(data[len(data) // 8 :: 97])
    path.write_bytes(bytes(data))


MANNERS: tuple[tuple[str, Callable[[Path], object]], ...] = (
    ("cut in half", _cut),
    ("full of noise", _noise),
    ("empty", lambda path: path.write_bytes(b"")),
    ("not there", lambda path: path.unlink()),
    ("words instead of a video", lambda path: path.write_text("no video\n" * 500)),
)


class BreaksClips(Trial):
    """The first clip of each visit is broken, after its hash was compared.

    The number of a fault is that of a clip, times the number of manners, plus that of a manner.
    """

    target: tuple[str, Path, bytes] | None = None

    def __init__(self, options: Any, settings: Any, environment: Any, screens: Any) -> None:
        library = KioskLibrary(environment.data_dir)
        library.register_folder(FOLDER / "pack")
        super().__init__(options, settings, environment, screens, library)

    def start(self) -> None:
        """Deal what is broken."""
        self._progress = Progress()
        pack = self.state.clips.packs()[0]
        self._all = [(clip, pack.folder / clip.path) for clip in self.state.clips.clips(pack.pack.name)]
        self.visits.new_play = lambda context, level, *how: visit_play(
            context, level, *how, dealer=BrokenFirst(self, PracticeDealer(context, level))
        )
        super().start()

    def harm(self) -> None:
        """Break the next clip before a visit; mend it when the visit has come past it."""
        name = self.stack.top.scene.name
        fault = self._progress.fault
        if name == "attract" and self.target is None and fault is not None:
            self._break(*divmod(fault, len(MANNERS)))
        elif self.target is not None and name in ("skipped", "reveal"):
            self._mend("was skipped" if name == "skipped" else "could still be played")

    def _break(self, which: int, how: int) -> None:
        clip, path = self._all[which % len(self._all)]
        words, manner = MANNERS[how]
        self.target = clip.id, path, path.read_bytes()
        manner(path)
        self.state.note(f"trial: fault, {clip.id} is {words}")

    def _mend(self, how: str) -> None:
        assert self.target is not None  # noqa: S101 - it was broken before
        clip, path, whole = self.target
        path.write_bytes(whole)
        self.state.note(f"trial: {clip} {how}")
        self.target = None
        self._progress.next()
        self.state.store.clear_faults()
        self.state.clips.aside.clear()
        self.visits.over()
        self.state.note("trial: attract screen is back")


class BrokenFirst:
    """Deals the broken clip at the beginning of a visit."""

    def __init__(self, app: BreaksClips, others: PracticeDealer) -> None:
        self._app = app
        self._others = others

    def choose(self, session: Any, history: Any) -> Deal | None:
        """Return the broken clip for the first round, and what is dealt otherwise for the others."""
        context, target = self._others.context, self._app.target
        if target is not None and not session.rounds:
            for label in ("real", "manipulated"):
                for candidate in context.library.pool(label, u=0.0, limit=MOST):
                    if candidate.clip == target[0]:
                        return deal(context, candidate, "trial")
        return self._others.choose(session, history)


# -- clocks, and a game that never comes up ----------------------------------------------------------------


class SetsTheClock(Trial):
    """The wall clock is off by as many hours as FOLDER/hours.txt says."""

    def __init__(self, options: Any, settings: Any, environment: Any, screens: Any) -> None:
        def wall() -> datetime:
            path = FOLDER / "hours.txt"
            hours = float(path.read_text("ascii")) if path.exists() else 0.0
            return datetime.now().astimezone() + timedelta(hours=hours)

        environment.wall = wall
        super().__init__(options, settings, environment, screens)


class NeverComesUp(Trial):
    """Fails at every start."""

    def start(self) -> None:
        """Fail."""
        raise OnPurposeError


class StaffEndIt(Trial):
    """Staff restart it when it has come up, and close it the next time."""

    def harm(self) -> None:
        """End it."""
        progress = Progress()
        self.staff.end("close" if progress.done else "restart")
        progress.next()


TRIALS: dict[str, type[Trial]] = {
    "scenes": BreaksScenes,
    "clips": BreaksClips,
    "clock": SetsTheClock,
    "crash": NeverComesUp,
    "staff": StaffEndIt,
}


if __name__ == "__main__":
    FOLDER = Path(sys.argv[2])
    sys.exit(kiosk_process.main(sys.argv[3:], TRIALS[sys.argv[1]]))
