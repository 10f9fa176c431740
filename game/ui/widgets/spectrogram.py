"""The stage of a clip that is sound only: its spectrogram above its waveform, over one line of time.

Strong pitches are light and weak ones dark, by lightness alone, so that nothing has to be told by its hue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np
import pygame

from game.ui.geometry import Box
from game.ui.painter import Painter
from game.ui.screen_part import screen_part
from game.ui.widgets.base import REACH, State
from game.ui.widgets.controls import tag, tag_box
from game.ui.widgets.stage import CAPTION, MOUNT, Stage, stage_tag_box
from game.ui.widgets.waveform import KNOB, WaveformStrip

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from game.ui.theme import Palette

SCALE_WIDTH: Final = 62.0
"""Room for the scale of pitches, left of the drawing."""
SCALE_HEIGHT: Final = 30.0
"""Room for the scale of time, below it."""
WAVE_SHARE: Final = 0.26
PLAIN_BELOW: Final = 480.0
"""A stage that is narrower than this has no scales."""
TOP_KILOHERTZ: Final = 8
HATCH: Final = 14.0
"""From line to line of the hatching over a part that matters."""
STEPS: Final = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
"""Seconds between two labels of the scale of time."""
LABELS: Final = 9
LABEL_GAP: Final = 8.0
"""Room between two labels of a scale."""
_TOLD_ONCE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A part of the sound that matters, in seconds, with its name."""

    start: float
    end: float
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that somebody pointed at, in seconds."""

    at: float
    icon: str
    words: str


@dataclass(slots=True)
class SpectrumPicture:
    """The levels of a spectrogram (0 to 255, the highest pitch first) and their picture, made once a look."""

    levels: NDArray[np.uint8]
    _key: tuple[str, str, tuple[int, int]] | None = field(default=None, repr=False)
    _made: pygame.Surface | None = field(default=None, repr=False)

    def surface(self, palette: Palette, size: tuple[int, int]) -> pygame.Surface:
        """Return the picture in the palette's dark and light, `size` pixels large."""
        key = (palette.room0, palette.text, size)
        if self._made is None or self._key != key:
            dark, light = (np.array(tuple(pygame.Color(c))[:3], float) for c in key[:2])
            shades = (dark + (light - dark) * np.linspace(0, 1, 256)[:, None]).round().astype(np.uint8)
            pixels = np.ascontiguousarray(shades[self.levels])
            whole = pygame.image.frombuffer(pixels.data, (pixels.shape[1], pixels.shape[0]), "RGB")
            self._key, self._made = key, pygame.transform.smoothscale(whole, size)
        return self._made


@screen_part(frozen=True, slots=True, kw_only=True)
class SoundStage(Stage):
    """A sound on its mount; `picture` only tells whether it is there to be drawn."""

    spectrum: SpectrumPicture | None
    outline: tuple[tuple[float, float], ...]
    """The lowest and highest sample, -1 to 1, of equal parts."""
    full: float = 1.0
    """The sample that reaches the edge of the waveform."""
    seconds: float
    position: Callable[[], float]
    spans: tuple[NamedSpan, ...] = ()
    marks: tuple[Moment, ...] = ()
    waved: bool = True
    """With its waveform below the spectrogram."""
    kilohertz: str
    """The unit of pitch, in the player's language."""
    unit: str
    """The unit of time."""
    number: Callable[[float], str] = str
    """Writes a number as the player's language does."""

    @property
    def clip_box(self) -> Box:
        """Where the drawing lies."""
        room = self.box.inset(MOUNT)
        return room.without_bottom(CAPTION) if self.caption else room

    @property
    def plain(self) -> bool:
        """Tell whether there is no room for scales."""
        return self.clip_box.w < PLAIN_BELOW

    @property
    def area(self) -> Box:
        """The spectrogram and the waveform, without their scales."""
        box = self.clip_box
        return box if self.plain else box.without_left(SCALE_WIDTH).without_bottom(SCALE_HEIGHT)

    @property
    def wave_box(self) -> Box:
        """Where the waveform is."""
        return self.area.bottom_strip(self.area.h * WAVE_SHARE if self.waved else 0.0)

    @property
    def spectrum_box(self) -> Box:
        """Where the spectrogram is: as wide as the waveform's own line of time."""
        below = self.wave_box.h + 4 if self.waved else 0.0
        return self.area.without_bottom(below).inset(KNOB, 0)

    @property
    def line_box(self) -> Box:
        """The whole drawing: its width is the length of the sound."""
        return Box(self.spectrum_box.x, self.area.y, self.spectrum_box.w, self.area.h)

    def at(self, x: float) -> float:
        """Return the seconds that belong to canvas x."""
        line = self.spectrum_box
        return min(1.0, max(0.0, (x - line.x) / line.w)) * self.seconds

    def x_of(self, t: float) -> float:
        """Return the canvas x that belongs to `t` seconds."""
        line = self.spectrum_box
        return line.x + line.w * min(1.0, max(0.0, t / self.seconds if self.seconds else 0.0))

    @property
    def changing(self) -> Box:
        """All of it: the playhead runs over the whole drawing."""
        return self.box.inset(-REACH)

    @property
    def opaque(self) -> Box | None:
        """Nothing: there is room between spectrogram, waveform and scales."""
        return None

    def draw_ground(self, p: Painter, state: State) -> None:
        """Draw the mount."""
        self._mount(p)

    def draw(self, p: Painter, state: State) -> None:
        """Draw sound, scales, what matters, marks and playhead."""
        if self.picture() is None or self.spectrum is None:
            self._draw_waiting(p)
        else:
            self._draw_sound(p)
            if self.overlay is not None:
                with p.clipped(self.box):
                    self.overlay(p, self.line_box)
        self._draw_caption(p)
        if state.focus:
            p.focus(self.box, p.look.theme.radii.key)

    def _draw_sound(self, p: Painter) -> None:
        box = self.spectrum_box
        p.panel(self.clip_box.inset(-4), p.look.theme.radii.label, p.palette.room0)
        rect = p.rect(box)
        if self.spectrum is not None and rect.w > 0 and rect.h > 0:
            p.surface.blit(self.spectrum.surface(p.palette, rect.size), rect)
        if self.waved:
            self._wave(p)
        if not self.plain:
            self._scales(p)
        for span in self.spans:
            self._hatching(p, span)
        self._playhead(p)
        for i, mark in enumerate(self.marks):
            self._mark(p, mark, i)
        for i, span in enumerate(self.spans):
            self._span_tag(p, span, i)

    def _wave(self, p: Painter) -> None:
        wave = WaveformStrip(
            name=f"{self.name}.wave",
            box=self.wave_box,
            outline=self.outline,
            full=self.full,
            seconds=self.seconds,
            spans=tuple((span.start, span.end) for span in self.spans),
            position=self.position,
            lit=True,
        )
        wave.draw(p, State())

    def _scales(self, p: Painter) -> None:
        c, box = p.palette, self.spectrum_box
        _, high = p.measure(self.kilohertz, "caption", grow=False)
        high += 2
        fewest = next((n for n in (2, 4) if box.h * n / TOP_KILOHERTZ >= 1.6 * high), TOP_KILOHERTZ)
        for kilohertz in range(0, TOP_KILOHERTZ + 1, fewest):
            y = box.bottom - box.h * kilohertz / TOP_KILOHERTZ
            p.line(box.x - 6, y, box.x, y, c.edge)
            words = self.kilohertz if kilohertz == TOP_KILOHERTZ else self.number(kilohertz)
            top = min(max(y - high / 2, box.y), box.bottom - high)
            place = Box(self.clip_box.x, top, SCALE_WIDTH - 8, high)
            p.text(place, words, "caption", c.text_mid, align="right", valign="centre", floor=0.6, grow=False)
        self._time_scale(p)

    def _time_scale(self, p: Painter) -> None:
        """Draw the scale from its end, whose label has the unit; a label that would touch it is left out."""
        c = p.palette
        below = self.area.bottom
        unit, free = f" {self.unit}", self.area.right + LABEL_GAP
        for t in reversed(self._seconds_told()):
            x = self.x_of(t)
            p.line(x, below, x, below + 6, c.edge)
            words = f"{self.number(t)}{unit}"
            wide, high = p.measure(words, "caption", grow=False)
            start = min(max(x - wide / 2, self.area.x), self.area.right - wide - 2)
            if start + wide + LABEL_GAP <= free:
                place = Box(start, below + 5, wide + 2, high + 2)
                p.text(place, words, "caption", c.text_mid, valign="centre", floor=0.6, grow=False)
                unit, free = "", start

    @property
    def _step(self) -> float:
        return next((step for step in STEPS if self.seconds / step <= LABELS), STEPS[-1])

    def _seconds_told(self) -> tuple[float, ...]:
        count = int(self.seconds / self._step + _TOLD_ONCE) + 1
        return tuple(round(i * self._step, 1) for i in range(count))

    def _hatching(self, p: Painter, span: NamedSpan) -> None:
        """Draw slanting lines over a part that matters, between two posts."""
        c, stroke, box = p.palette, p.look.theme.stroke, self.spectrum_box
        left, right = self.x_of(span.start), self.x_of(span.end)
        part = Box(left, box.y, right - left, box.h)
        with p.clipped(part):
            for i in range(ceil((part.w + part.h) / HATCH) + 1):
                x = part.x - part.h + i * HATCH
                p.outline([(x, part.bottom), (x + part.h, part.y)], c.truth, stroke.hair, closed=False)
        for x in (left, right):
            p.outline([(x, box.y), (x, box.bottom)], c.truth, stroke.core, closed=False, halo=stroke.halo)

    def _span_tag(self, p: Painter, span: NamedSpan, line: int) -> None:
        if not span.words or self.plain:
            return
        size, box = tag_box(p, span.words), self.spectrum_box
        middle = (self.x_of(span.start) + self.x_of(span.end)) / 2
        x = min(max(middle - size.w / 2, box.x + 4), box.right - size.w - 4)
        y = box.bottom - (line + 1) * (size.h + 6)
        tag(p, x, y, span.icon, span.words, p.palette.truth)

    def _mark(self, p: Painter, mark: Moment, line: int) -> None:
        c, stroke, box = p.palette, p.look.theme.stroke, self.area
        x = self.x_of(mark.at)
        p.outline([(x, box.y), (x, box.bottom)], c.player, stroke.core, closed=False, halo=stroke.halo)
        size = tag_box(p, mark.words)
        below_corners = stage_tag_box(p, self.box.inset(MOUNT), mark.words, line=1).y
        y = max(self.spectrum_box.cy - size.h, below_corners) + line * (size.h + 6)
        right = x + size.w + 12 > box.right
        tag(p, x - 8 if right else x + 8, y, mark.icon, mark.words, c.player, right=right)

    def _playhead(self, p: Painter) -> None:
        c, box = p.palette, self.spectrum_box
        x, core = self.x_of(self.position()), p.look.theme.stroke.core
        p.fill(Box(x - core, box.y, 2 * core, box.h), c.room0)
        p.fill(Box(x - core / 2, box.y, core, box.h), c.player)
