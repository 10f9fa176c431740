"""The loop: wait for something to happen, let the scene take it, draw what changed.

A still screen costs nothing: the loop sleeps until an event comes or the scene's next moment is due. While
a clip plays only the live widgets are drawn again, over a kept copy of what lies under them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.ui.events import Dropped, Event, Exposed, Key, KeyUp, Pointer, Quit, Resized, Translator, Wheel
from game.ui.geometry import Box
from game.ui.painter import Look, Painter
from game.ui.scene import Change, Layout
from game.ui.screen import Screen
from game.ui.stack import SceneStack
from game.ui.time import Timeline
from game.ui.toast import Toasts

if TYPE_CHECKING:
    from game.ui.ledger import Ledger


@dataclass(frozen=True, slots=True)
class _Kept:
    """A live widget's ground: the pixels that lie under it."""

    name: str
    rect: pygame.Rect
    pixels: pygame.Surface


class Loop:
    """Runs the scenes of a stack on a screen until the stack is empty or the player quits."""

    def __init__(
        self,
        screen: Screen,
        stack: SceneStack,
        timeline: Timeline,
        make_look: Callable[[float], Look],
        toasts: Toasts,
        on_key: Callable[[Key], bool],
    ) -> None:
        self.screen = screen
        self.stack = stack
        self.timeline = timeline
        self.toasts = toasts
        self.running = True
        self.frames_drawn = 0
        self.on_drop: Callable[[tuple[str, ...]], None] = lambda _paths: None
        """Takes files and folders that were dropped on the window."""
        self.on_step: Callable[[float], None] = lambda _now: None
        """Called in each step before the scene, for work that goes on whatever screen is there."""
        self._make_look = make_look
        self._on_key = on_key
        self._translator = Translator()
        self._gamepads: dict[int, pygame.joystick.JoystickType] = {}
        self._look: Look | None = None
        self._kept: list[_Kept] = []
        self._dirty = Change.ALL
        self._version = -1
        self._hurried = False
        self._owed = Change.NONE

    # -- running -----------------------------------------------------------------------------------

    def run(self) -> None:
        """Run until the player leaves."""
        while self.running and len(self.stack):
            self.step(self._patience())

    def step(self, seconds: float | None = 0.0) -> None:
        """Wait at most `seconds` for events, take them, let time pass, draw what changed."""
        for event in self.timeline.wait(seconds):
            if self.running and len(self.stack):
                self._take(event)
        if not self.running or not len(self.stack):
            return
        now = self.timeline.now()
        self.on_step(now)
        change = self.stack.top.scene.update(now)
        if self.toasts.update(now):
            change = Change.ALL
        self._dirty = max(self._dirty, change)
        self.present()

    def stop(self) -> None:
        """End `run` after the present step."""
        self.running = False

    def invalidate(self, *, look: bool = False) -> None:
        """Draw everything again; with `look` also make fonts and colours anew."""
        self._dirty = Change.ALL
        if look:
            self._look = None

    @contextmanager
    def hurried(self) -> Iterator[None]:
        """Draw nothing while the block runs, for robots that look afterwards; controls are there anyway."""
        before, self._hurried = self._hurried, True
        try:
            yield
        finally:
            self._hurried = before
            if not before:
                self._dirty, self._owed = max(self._dirty, self._owed), Change.NONE

    def _patience(self) -> float | None:
        if self._dirty is not Change.NONE or self._version != self.stack.version:
            return 0.0
        now = self.timeline.now()
        dues = [self.stack.top.scene.next_due(now), self.toasts.next_due(now)]
        known = [due for due in dues if due is not None]
        return min(known) if known else None

    # -- input -------------------------------------------------------------------------------------

    def _take(self, raw: pygame.event.Event) -> None:
        view = self.stack.top
        event: Event | None
        if raw.type == pygame.MOUSEWHEEL:
            event = self._translator.wheel(raw, view.pointer)
        elif raw.type in (pygame.JOYDEVICEADDED, pygame.JOYDEVICEREMOVED):
            self._take_gamepad(raw)
            return
        else:
            event = self._translator.translate(raw, self.screen.canvas.scale)
        if event is None:
            return
        changed = self.dispatch(event)
        if changed:
            self._dirty = Change.ALL

    def _take_gamepad(self, raw: pygame.event.Event) -> None:
        """Open a gamepad that was plugged in and hold it: it is closed once nobody holds it."""
        if raw.type == pygame.JOYDEVICEREMOVED:
            self._gamepads.pop(raw.instance_id, None)
            return
        try:
            gamepad = pygame.joystick.Joystick(raw.device_index)
        except pygame.error:  # it was pulled out again before the event was read
            return
        self._gamepads[gamepad.get_instance_id()] = gamepad

    def dispatch(self, event: Event) -> bool:
        """Give one event to the top scene; tell whether the picture must change."""
        view = self.stack.top
        match event:
            case Quit():
                return self._close()
            case Resized():
                self.screen.resized()
                self.invalidate(look=True)
                return True
            case Exposed():
                return True
            case Pointer():
                return view.on_pointer(event)
            case Wheel():
                return view.on_wheel(event)
            case Key():
                return view.on_key(event) or self._on_key(event)
            case KeyUp():
                return view.scene.on_key_up(event)
            case Dropped():
                self.on_drop(event.paths)
                return True
            case _:
                return False

    def _close(self) -> bool:
        """End the run, unless a scene asks first; over a question that is open already it always ends."""
        scenes = [] if self.stack.top.scene.overlay else reversed(list(self.stack))
        if any(scene.ask_before_closing() for scene in scenes):
            return True
        self.stop()
        return False

    # -- drawing -----------------------------------------------------------------------------------

    @property
    def look(self) -> Look:
        """The present look, made anew after a change of size, theme or text size."""
        if self._look is None:
            self._look = self._make_look(self.screen.canvas.scale)
        return self._look

    @property
    def layout(self) -> Layout:
        """The present layout."""
        return Layout(self.screen.canvas, self.look)

    def present(self) -> None:
        """Draw what has changed since the last time, if anything."""
        covered = self._dirty is Change.LIVE and self.toasts.current is not None
        if self._version != self.stack.version or covered:
            self._dirty = Change.ALL
        if self._dirty is Change.NONE:
            return
        if self._hurried:
            self._put_off()
        elif self._dirty is Change.ALL:
            self.paint(self.screen.surface)
            pygame.display.flip()
            self.frames_drawn += 1
        else:
            pygame.display.update(self._paint_live())
            self.frames_drawn += 1
        self._dirty = Change.NONE
        self._version = self.stack.version

    def _put_off(self) -> None:
        """Build what would be drawn, and draw it another time."""
        if self._dirty is Change.ALL:
            layout = self.layout
            for view in self.stack.visible():
                view.rebuild(layout)
        self._owed = max(self._owed, self._dirty)

    def paint(self, surface: pygame.Surface, ledger: Ledger | None = None) -> None:
        """Draw the whole picture on `surface` (and write into `ledger` what was drawn)."""
        look, layout = self.look, self.layout
        painter = Painter(surface, look, self.screen.canvas.scale, ledger)
        surface.fill(pygame.Color(look.palette.room0))
        shown = self.stack.visible()
        for view in shown:
            view.rebuild(layout)
            if view.scene.overlay and view is not shown[0]:
                painter.veil(layout.canvas.whole, look.palette.halo, look.palette.scrim_opacity)
                if ledger is not None:
                    ledger.spots.clear()
            view.draw(painter, live=False)
            if view is shown[-1]:
                self._keep_grounds(surface, painter)
            view.draw(painter, live=True)
        with painter.over():
            self.toasts.draw(painter, layout, shown[-1].widgets)

    def _keep_grounds(self, surface: pygame.Surface, painter: Painter) -> None:
        """Keep what lies under live widgets, in the memory of the picture before: new memory is slow."""
        around = surface.get_rect()
        spare = {kept.rect.size: kept.pixels for kept in self._kept}
        self._kept = []
        for widget in self.stack.top.widgets:
            rect = painter.rect(widget.box.inset(-14)).clip(around)
            if widget.live and rect.w and rect.h:
                pixels = spare.pop(rect.size, None)
                if pixels is None:
                    pixels = surface.subsurface(rect).copy()
                else:
                    pixels.blit(surface, (0, 0), rect)
                self._kept.append(_Kept(widget.name, rect, pixels))

    def _paint_live(self) -> list[pygame.Rect]:
        view = self.stack.top
        painter = Painter(self.screen.surface, self.look, self.screen.canvas.scale)
        for kept in self._kept:
            self.screen.surface.blit(kept.pixels, kept.rect)
        view.draw(painter, live=True)
        return [kept.rect for kept in self._kept]


def picture(loop: Loop, ledger: Ledger | None = None) -> pygame.Surface:
    """Return a fresh picture of the present screen, and fill `ledger` with its texts."""
    surface = pygame.Surface(loop.screen.surface.get_size())
    loop.paint(surface, ledger)
    return surface


def whole_canvas(loop: Loop) -> Box:
    """Return the loop's canvas as a box, for ledgers."""
    return loop.screen.canvas.whole
