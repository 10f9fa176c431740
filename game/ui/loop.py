"""The loop: wait for something to happen, let the scene take it, draw what changed.

A still screen costs nothing: the loop sleeps until an event comes or the scene's next moment is due. While
a clip plays only the live widgets are drawn again, over a kept copy of what lies under them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pygame

from game.ui.events import (
    Composing,
    Dropped,
    Event,
    EventTranslator,
    Exposed,
    Key,
    KeyUp,
    Pointer,
    Quit,
    Resized,
    Typed,
    Wheel,
)
from game.ui.geometry import Box
from game.ui.letters import Letters
from game.ui.painter import Look, Painter
from game.ui.scene import Change, Layout
from game.ui.screen import Screen
from game.ui.stack import SceneStack
from game.ui.time import Timeline
from game.ui.toast import Toasts

if TYPE_CHECKING:
    from game.ui.ledger import Ledger
    from game.ui.widgets.base import Widget


class _Kept(NamedTuple):
    """A ground: the pixels that lie under a live widget, or under a note that lies over one."""

    widget: Widget | None
    rect: pygame.Rect
    pixels: pygame.Surface

    def parts(self, painter: Painter) -> Iterator[pygame.Rect]:
        """Yield what is to be laid anew: all but what the widget covers by itself."""
        opaque = self.widget.opaque if self.widget is not None else None
        hole = painter.rect(opaque).clip(self.rect) if opaque is not None else None
        if hole == self.rect:
            return
        if not hole:
            yield self.rect
            return
        x, y, w, h = self.rect
        yield pygame.Rect(x, y, w, hole.top - y)
        yield pygame.Rect(x, hole.bottom, w, y + h - hole.bottom)
        yield pygame.Rect(x, hole.top, hole.left - x, hole.h)
        yield pygame.Rect(hole.right, hole.top, x + w - hole.right, hole.h)


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
        self._translator = EventTranslator()
        self._gamepads: dict[int, pygame.joystick.JoystickType] = {}
        self._look: Look | None = None
        self._kept: list[_Kept] = []
        self._note: Box | None = None
        """Where a note lies over a live widget, and must be drawn again with it."""
        self._dirty = Change.ALL
        self._version = -1
        self._hurried = False
        self._owed = Change.NONE
        self._letters = Letters()

    @property
    def letters_can_come(self) -> bool:
        """Tell whether the player has a keyboard at hand, as far as was seen."""
        return self._letters.can_come

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
        self._letters.follow(self.stack.top, self.screen.canvas.scale)
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
        self._letters.note(raw)
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
            case Typed() | Composing():
                return view.scene.writing is not None and view.scene.writing.take(event)
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
        if self._version != self.stack.version:
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
        """Draw another time, and build what would be drawn once somebody looks for a control."""
        if self._dirty is Change.ALL:
            layout = self.layout
            for view in self.stack.visible():
                view.put_off(layout)
        self._owed = max(self._owed, self._dirty)

    def paint(self, surface: pygame.Surface, ledger: Ledger | None = None) -> None:
        """Draw the whole picture on `surface` (and write into `ledger` what was drawn)."""
        look, layout = self.look, self.layout
        painter = Painter(surface, look, self.screen.canvas.scale, ledger)
        surface.fill(pygame.Color(look.palette.room0))
        shown = self.stack.visible()
        note = None
        for view in shown:
            view.rebuild(layout)
            if view.scene.overlay and view is not shown[0]:
                painter.veil(layout.canvas.whole, look.palette.halo, look.palette.scrim_opacity)
                if ledger is not None:
                    ledger.spots.clear()
            view.draw(painter, live=False)
            if view is shown[-1]:
                note = self.toasts.place(painter, layout, view.widgets)
                self._keep_grounds(surface, painter, note)
            view.draw(painter, live=True)
        if note is not None:
            with painter.over():
                self.toasts.draw(painter, note)

    def _keep_grounds(self, surface: pygame.Surface, painter: Painter, note: Box | None) -> None:
        """Keep what lies under live widgets, and under a note over one of them.

        It is kept in the memory of the picture before: new memory is slow.
        """
        spare = {kept.rect.size: kept.pixels for kept in self._kept}
        self._kept, self._note = [], None

        def keep(widget: Widget | None, box: Box) -> None:
            rect = painter.rect(box).clip(surface.get_rect())
            if rect.w and rect.h:
                pixels = spare.pop(rect.size, None)
                if pixels is None:
                    pixels = surface.subsurface(rect).copy()
                else:
                    pixels.blit(surface, (0, 0), rect)
                self._kept.append(_Kept(widget, rect, pixels))

        for widget in self.stack.top.widgets:
            if widget.live:
                keep(widget, widget.changing)
        if note is not None and painter.rect(note).collidelist([kept.rect for kept in self._kept]) >= 0:
            self._note = note
            keep(None, note.inset(-2))

    def _paint_live(self) -> list[pygame.Rect]:
        view, surface = self.stack.top, self.screen.surface
        painter = Painter(surface, self.look, self.screen.canvas.scale)
        for kept in self._kept:
            for part in kept.parts(painter):
                surface.blit(kept.pixels, part, part.move(-kept.rect.x, -kept.rect.y))
        places = {kept.widget.name: kept.rect for kept in self._kept if kept.widget is not None}
        for widget in view.widgets:
            if widget.live:
                surface.set_clip(places.get(widget.name))
                widget.draw(painter, view.state(widget))
        surface.set_clip(None)
        if self._note is not None:
            self.toasts.draw(painter, self._note)
        return [kept.rect for kept in self._kept]


def picture(loop: Loop, ledger: Ledger | None = None) -> pygame.Surface:
    """Return a fresh picture of the present screen, and fill `ledger` with its texts."""
    surface = pygame.Surface(loop.screen.surface.get_size())
    loop.paint(surface, ledger)
    return surface


def whole_canvas(loop: Loop) -> Box:
    """Return the loop's canvas as a box, for ledgers."""
    return loop.screen.canvas.whole
