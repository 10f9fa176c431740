"""The studio's loop: the actor's frames with the swap blended in as they come, the sound, and the meter.

Frames are made when they are due and kept until a dial moves. Measuring takes longer than a frame may, so
it runs beside: the meter tells of the dials where they last rested.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pygame

from game.errors import ChinmiError
from game.media.pcm import Samples, read_sound
from game.studio.cast import cast_of, read_drawn
from game.studio.dials import Cast, Dials, swap
from game.studio.visibility import TraceVisibility, plainest, traces
from game.ui.scene import Change
from game.ui.worker import Worker

if TYPE_CHECKING:
    from pathlib import Path

    from game.content.models import Clip, Pack
    from game.media.audio import Voice
    from game.packs.library import Library
    from game.play.context import Context

_RETUNE = 0.2
"""Seconds between two changes of the sound while its dial moves."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading gave: the actor and the loop's own sound."""

    cast: Cast
    sound: Samples | None


@dataclass(frozen=True, slots=True)
class MeasuredDials:
    """The traces of some dials."""

    dials: Dials
    traces: tuple[TraceVisibility, ...]


def virtual_actor(library: Library) -> tuple[Pack, Clip, Path]:
    """Return pack, clip and file of the actor of the drawings, from an embedded pack of virtual people.

    Raises ChinmiError where there is none: a pack that was loaded is never used.
    """
    wanted = read_drawn().clip
    for installed in library.packs():
        if not installed.embedded or installed.damaged or installed.pack.consent.basis != "virtual":
            continue
        try:
            clip = library.clip(installed.pack.name, wanted)
        except ChinmiError:
            continue
        return installed.pack, clip, library.media_path(installed.pack.name, clip)
    raise ChinmiError("the embedded pack with the studio's virtual actor is not there")


class StudioLoop:
    """Plays the loop as the dials say, or untouched while `original` is held."""

    def __init__(self, context: Context, dials: Dials | None = None) -> None:
        self.context = context
        self.cast: Cast | None = None
        self.failure: str | None = None
        self.traces: tuple[TraceVisibility, ...] = ()
        self.playing = not context.settings.reduced_motion
        self.position = 0.0
        self._dials = dials or Dials()
        self._original = False
        self._last = context.clock()
        self._shown = -1
        self._made: dict[tuple[int, bool], pygame.Surface] = {}
        self._samples: Samples | None = None
        self._voice: Voice | None = None
        self._heard: tuple[float, float] | None = None
        self._measured: Dials | None = None
        self._news = False
        library, rate = context.library, context.sound.rate
        self._loader: Worker[Loaded] | None = Worker(lambda: _load(library, rate), context.wake)
        self._meter: Worker[MeasuredDials] | None = None

    # -- what it shows -----------------------------------------------------------------------------

    @property
    def dials(self) -> Dials:
        """The player's decisions."""
        return self._dials

    @dials.setter
    def dials(self, dials: Dials) -> None:
        if dials != self._dials:
            self._dials = dials
            self._made = {key: made for key, made in self._made.items() if key[1]}

    @property
    def original(self) -> bool:
        """Whether the untouched actor shows."""
        return self._original

    @original.setter
    def original(self, on: bool) -> None:
        self._original = on

    @property
    def remaining(self) -> tuple[TraceVisibility, ...]:
        """Each stage's plainest trace; empty until they are measured."""
        return plainest(self.traces) if self.traces else ()

    @property
    def number(self) -> int:
        """The present frame's number in the clip."""
        if self.cast is None:
            return 0
        count = len(self.cast.loop)
        return self.cast.loop[min(count - 1, int(self.position * self.cast.fps + 1e-6))]

    def frame(self) -> pygame.Surface | None:
        """Return the present frame, made now where it was not made before."""
        if self.cast is None:
            return None
        key = (self.number, self._original)
        if key not in self._made:
            own = self.cast.frames[key[0]]
            picture = own if self._original else swap(self.cast, self._dials).apply(key[0], own)
            size = (picture.shape[1], picture.shape[0])
            self._made[key] = pygame.image.frombytes(picture.tobytes(), size, "RGB")
        return self._made[key]

    # -- time --------------------------------------------------------------------------------------

    def update(self, now: float) -> Change:
        """Let time pass; take over what was loaded or measured."""
        self._take_over()
        passed, self._last = now - self._last, now
        change = Change.ALL if self._news else Change.NONE
        self._news = False
        if self.cast is None:
            return change
        if self.playing:
            moved = self.position + max(0.0, passed)
            lap = moved >= self.cast.seconds
            self.position = moved % self.cast.seconds
            self._listen(now, lap=lap)
        if self.number != self._shown:
            self._shown = self.number
            change = max(change, Change.LIVE)
        return change

    def next_due(self) -> float | None:
        """Return the seconds until the next frame, or None while nothing moves."""
        if self.cast is None or not self.playing:
            return None
        step = 1 / self.cast.fps
        return max(0.001, step - self.position % step)

    def toggle(self) -> None:
        """Play or pause."""
        self.playing = not self.playing
        if not self.playing:
            self.hush()

    def show(self, i: int) -> None:
        """Stop at frame number `i` of the clip."""
        if self.cast is not None and i in self.cast.loop:
            self.playing = False
            self.hush()
            self.position = (self.cast.loop.index(i) + 0.5) / self.cast.fps

    def hush(self) -> None:
        """Stop the sound."""
        if self._voice is not None:
            self._voice.stop()
        self._voice, self._heard = None, None

    def settle(self) -> None:
        """Wait until all is loaded and measured (for robots and tests)."""
        for _ in range(3):  # load, measure, measure what moved meanwhile
            for worker in (self._loader, self._meter):
                with suppress(ChinmiError):
                    if worker is not None:
                        worker.result()
            self._take_over()

    # -- inside ------------------------------------------------------------------------------------

    def _take_over(self) -> None:
        if self._loader is not None and self._loader.done:
            loader, self._loader, self._news = self._loader, None, True
            try:
                loaded = loader.result()
                self.cast, self._samples = loaded.cast, loaded.sound
            except ChinmiError as error:
                self.failure = str(error)
        if self._meter is not None and self._meter.done:
            found, self._meter, self._news = self._meter.result(), None, True
            self.traces, self._measured = found.traces, found.dials
        if self.cast is not None and self._meter is None and self._measured != self._dials:
            cast, dials = self.cast, self._dials
            self._meter = Worker(lambda: MeasuredDials(dials, traces(cast, dials)), self.context.wake)

    def _listen(self, now: float, *, lap: bool) -> None:
        """Keep the sound in step: anew at each lap, and soon after its dial has moved."""
        late = 0.0 if self._original else self._dials.late
        moved = self._heard is None or (self._heard[0] != late and now - self._heard[1] >= _RETUNE)
        if self._samples is None or not (lap or moved):
            return
        self.hush()
        sound = self.context.sound
        heard = np.roll(self._samples, round(late * sound.rate), axis=0)
        self._voice = sound.play(heard[round((self.position + sound.latency) * sound.rate) :])
        self._heard = (late, now)


def _load(library: Library, rate: int) -> Loaded:
    pack, clip, media = virtual_actor(library)
    cast = cast_of(pack, clip, media)
    samples = read_sound(media, rate)
    return Loaded(cast, samples[: round(cast.seconds * rate)] if samples is not None else None)
