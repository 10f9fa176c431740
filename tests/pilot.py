"""Plays the real game without a window: clicks by name, keys, fingers, a gamepad, time that jumps.

    def test_something(pilot):
        pilot.start(rounds=2)
        pilot.click("ready")
        pilot.tap(0.4, 0.4)
        pilot.wait_for("reveal")

A click that a person could not do raises MissedError and says why. A pilot sees only what was drawn: a
control that should be there and was not drawn yet cannot be pressed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest
from ready_library import lay_out
from small_pack import write_pack

from game.app import App
from game.content.models import Clip
from game.home.doors import PLAY_SCENES
from game.packs.library import Library
from game.play.controller import Play, SceneOf
from game.quiz.phase import Phase
from game.quiz.session import Session
from game.runtime import Options
from game.ui.driver import Driver, MissedError
from game.ui.ledger import Ledger
from game.ui.loop import picture, whole_canvas
from game.ui.time import VirtualTime
from game.ui.widgets.sliders import Scrubber
from game.ui.widgets.stage import Stage

__all__ = ["MissedError", "Pilot", "make_pilot", "pilot", "small_pack"]

PAD = {"a": 0, "b": 1, "x": 2, "y": 3, "left-shoulder": 4, "right-shoulder": 5, "start": 7}


class Pilot(Driver):
    """A person at the game."""

    app: App

    def refresh(self) -> None:
        """See only what the loop has drawn."""
        self.loop.step(0.0)

    # -- the hand ----------------------------------------------------------------------------------

    def tap(self, u: float, v: float, *, touch: bool = False) -> None:
        """Tap the clip at (u, v), normalised to its picture."""
        x, y = self.on_clip(u, v)
        if touch:
            self.touch_at(x, y)
        else:
            self.click_at(x, y, expect="stage")

    def drag_on_clip(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag over the clip, from and to normalised points."""
        self.drag(self.on_clip(*start), self.on_clip(*end))

    def on_clip(self, u: float, v: float) -> tuple[float, float]:
        """Return the canvas point of a normalised point of the clip."""
        stage = self.find("stage")
        assert isinstance(stage, Stage)
        clip = stage.clip_box
        return clip.x + u * clip.w, clip.y + v * clip.h

    def scrub(self, seconds: float) -> None:
        """Click the time line at `seconds`."""
        line = self.find("scrubber")
        assert isinstance(line, Scrubber)
        self.click_at(line.x_of(seconds), line.box.cy, expect="scrubber")

    def touch(self, name: str) -> None:
        """Touch the middle of a widget with a finger. Raises MissedError as `click` does."""
        widget = self.find(name)
        box = widget.box
        self._must_hit(widget, box.cx, box.cy)
        self.touch_at(box.cx, box.cy)

    def touch_at(self, x: float, y: float) -> None:
        """Touch a canvas point as SDL tells it: the finger, and the mouse it stands for."""
        at = self.loop.screen.canvas.to_window(x, y)
        width, height = self.loop.screen.surface.get_size()
        finger: dict[str, Any] = {
            "x": at[0] / width,
            "y": at[1] / height,
            "finger_id": 0,
            "touch_id": 1,
            "pressure": 1.0,
        }
        for kind, mouse in (
            (pygame.FINGERDOWN, pygame.MOUSEBUTTONDOWN),
            (pygame.FINGERUP, pygame.MOUSEBUTTONUP),
        ):
            pygame.event.post(pygame.event.Event(kind, dx=0.0, dy=0.0, **finger))
            pygame.event.post(pygame.event.Event(mouse, pos=at, button=1, touch=True))
        self.step()

    def pad(self, button: str) -> None:
        """Press a button of the gamepad: one of `PAD`."""
        for kind in (pygame.JOYBUTTONDOWN, pygame.JOYBUTTONUP):
            pygame.event.post(pygame.event.Event(kind, button=PAD[button], instance_id=0))
        self.step()

    def cross(self, dx: int, dy: int) -> None:
        """Push the gamepad's cross: dx right, dy up, and let go."""
        for value in ((dx, dy), (0, 0)):
            pygame.event.post(pygame.event.Event(pygame.JOYHATMOTION, value=value, hat=0, instance_id=0))
        self.step()

    def hover(self, name: str) -> None:
        """Move the mouse over a widget."""
        box = self.find(name).box
        at = self.loop.screen.canvas.to_window(box.cx, box.cy)
        event = pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(1, 1), buttons=(0, 0, 0), touch=False)
        pygame.event.post(event)
        self.step()

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        pygame.display.set_mode((width, height), pygame.RESIZABLE)
        pygame.event.post(pygame.event.Event(pygame.VIDEORESIZE, size=(width, height), w=width, h=height))
        self.step()

    def let(self, seconds: float) -> None:
        """Let time pass in steps of a frame."""
        end = self.app.timeline.now() + seconds
        with self.loop.hurried():
            while self.app.timeline.now() < end - 1e-6:
                self.loop.step(min(0.04, end - self.app.timeline.now()))
                self.app.settle()
        self.step()

    # -- the eye -----------------------------------------------------------------------------------

    @property
    def play(self) -> Play:
        """The session on the table."""
        play = getattr(self.loop.stack.top.scene, "play", None)
        if not isinstance(play, Play):
            raise MissedError(f"{self.scene}: no session is on the table")
        return play

    @property
    def session(self) -> Session:
        """The state of the session on the table."""
        return self.play.session

    @property
    def clip(self) -> Clip:
        """The clip on the table."""
        return self.play.clip

    def words(self) -> list[str]:
        """Return all texts on the screen."""
        ledger = Ledger(whole_canvas(self.loop))
        picture(self.loop, ledger)
        return [spot.text for spot in ledger.spots]

    def reads(self, text: str) -> bool:
        """Tell whether `text` stands somewhere on the screen."""
        return any(text in words for words in self.words())

    def pixels(self, *, but: str | None = None) -> bytes:
        """Return what the window holds, without the widget called `but`."""
        return self._bytes(self.loop.screen.surface, but)

    def fresh_pixels(self, *, but: str | None = None) -> bytes:
        """Return what the window would hold if all were drawn again now."""
        return self._bytes(picture(self.loop), but)

    def _bytes(self, surface: pygame.Surface, but: str | None) -> bytes:
        if but is not None:
            surface, s, box = surface.copy(), self.loop.screen.canvas.scale, self.find(but).box
            surface.fill(0, pygame.Rect(box.x * s, box.y * s, box.w * s, box.h * s))
        return pygame.image.tobytes(surface, "RGB")

    @property
    def focus(self) -> str | None:
        """The widget that shows the focus ring."""
        view = self.loop.stack.top
        return view.focus if view.focus_shown else None

    # -- ways through a session --------------------------------------------------------------------

    def t(self, key: str, **values: object) -> str:
        """Return a text in the language of the screen."""
        context = self.app.context
        return context.t.about(virtual=not context.library.people())(key, **values)

    def start(self, rounds: int = 2) -> None:
        """Begin a session of so many rounds from the menu, by a click."""
        levels = self.app.context.levels
        self.app.context.levels = (levels[0].model_copy(update={"rounds": rounds}), *levels[1:])
        self.to_practice()
        self.click(f"level-{levels[0].id}")

    def to_practice(self) -> None:
        """Go to the menu, and through its door to the practice levels."""
        self.loop.stack.clear()
        self.app.show_menu()
        self.step()
        self.click("practice")

    def begin(self, rounds: int = 2, scenes: dict[Phase, SceneOf] | None = None) -> None:
        """Begin a session without the menu: on a library that the menu would not play, or with own scenes."""
        self.app.show_menu()
        level = self.app.context.levels[0].model_copy(update={"rounds": rounds})
        Play(self.app.context, level, scenes or PLAY_SCENES).begin()
        self.step()

    def watch(self) -> None:
        """Wait until judging is offered."""
        self.wait_until(lambda: self.loop.stack.top.find("ready").enabled, "the key to judge")

    def to_judge(self) -> None:
        """Watch, then go on to judge."""
        self.watch()
        self.click("ready")

    def judge(self, step: int) -> None:
        """Judge the clip on the table with step 1..6, from watching on."""
        self.to_judge()
        self.click(f"step-{step}")
        self.click("confirm")

    def to_clip(self, *, manipulated: bool) -> None:
        """Play on until a clip of that kind is on the table, to be watched."""
        for _ in range(40):
            if self.clip.manipulated is manipulated:
                return
            self.judge(3)
            self.click("next")
        raise MissedError("no such clip came")

    def to_spot(self) -> None:
        """Play on until a manipulated clip to be seen is judged and to be spotted."""
        for _ in range(40):
            if self.clip.manipulated and self.clip.artefacts[0].region:
                self.judge(6)
                return
            self.judge(3)
            self.click("next")
        raise MissedError("no such clip came")

    def finish(self) -> None:
        """Play the session to its summary."""
        while self.session.phase is not Phase.DONE:
            if self.scene == "watch":
                self.judge(2)
            self.click("next")


def library_of(folder: Path, *packs: Path) -> Library:
    """Return a library in `folder` that holds the packs in place."""
    lay_out(folder, packs)
    library = Library(folder)
    for pack in packs:
        library.register_folder(pack)
    return library


@pytest.fixture(scope="session")
def small_pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of six real clips and six edits, each two seconds long."""
    return write_pack(tmp_path_factory.mktemp("packs") / "small")


@pytest.fixture
def make_pilot(tmp_path: Path, small_pack: Path) -> Iterator:
    """Make pilots of games in a folder of their own; `packs` replace the small pack."""
    made: list[App] = []

    def make(
        *, packs: tuple[Path, ...] | None = None, folder: Path | None = None, sound: bool = False, **options
    ) -> Pilot:
        folder = folder or tmp_path / f"data-{len(made)}"
        chosen = {"lang": "en", "seed": 1, **options}
        library = library_of(folder / "library", *((small_pack,) if packs is None else packs))
        pygame.event.clear() if pygame.display.get_init() else None
        app = App(Options(folder, mute=not sound, **chosen), VirtualTime(), library)
        made.append(app)
        return Pilot(app)

    yield make
    for app in made:
        app.close()


@pytest.fixture
def pilot(make_pilot) -> Pilot:
    """A person at the menu of a game with the small pack, in English."""
    pilot = make_pilot()
    pilot.app.show_menu()
    pilot.step()
    return pilot
