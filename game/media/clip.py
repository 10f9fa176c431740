"""Plays one clip: which frame is on screen, when the next is due, and the sound in step with it.

The player belongs to the thread that draws and never blocks it; the `Reel` decodes on a thread of its
own. While still (paused, ended), time is always the time of the frame on screen, so that a player who
points at it points at the moment that is judged.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Self

import pygame

from game.media.audio import Sound
from game.media.clock import MediaClock
from game.media.frames import FrameSource
from game.media.pcm import SPEEDS, peaks
from game.media.reel import Cue, Reel, Shot
from game.media.soundtrack import Soundtrack
from game.media.surface import surface_of
from game.media.timeline import NEAR, UNKNOWN

Span = tuple[float, float]


class PlayerState(StrEnum):
    """What a player is doing."""

    LOADING = "loading"
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    FAILED = "failed"


class ClipPlayer:
    """A clip on the table. Times are seconds of the clip, frames count from 0.

    `clock` returns monotonic seconds. `on_wake` is called on another thread when `update` has something
    new to find; between such calls the main loop may sleep for `next_due()` seconds. With
    `expected_seconds` a clip that is shorter than its pack says fails as cut-short.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], float],
        sound: Sound,
        start_paused: bool = False,
        loop: bool = False,
        on_wake: Callable[[], None] | None = None,
        expected_seconds: float | None = None,
        open_source: Callable[[Path], FrameSource] = FrameSource,
    ) -> None:
        self.path = path
        self.late_frames = 0
        """Frames that were shown after their time, or not at all, since the clip was opened."""
        self._clock = MediaClock(clock)
        self._rate = sound.rate
        self._loop = loop
        self._span: Span | None = None
        self._playing = not start_paused
        self._ended = False
        self._closed = False
        self._failure: str | None = None
        self._timeline = UNKNOWN
        self._size = (0, 0)
        self._expected = expected_seconds
        self._early_seek: float | None = None
        self._frame: pygame.Surface | None = None
        self._changed = False
        self._shown = 0
        self._ordinal = 0
        self._lap = 0
        self._target = 0
        self._cue = Cue(0, 0, 0, 0)
        self._landing = True
        self._reel = Reel(
            path,
            rate=sound.rate,
            expected_seconds=expected_seconds,
            on_wake=on_wake,
            open_source=open_source,
        )
        self._track = Soundtrack(sound, self._reel)

    # What is to be seen

    @property
    def frame(self) -> pygame.Surface | None:
        """The frame on screen in its own size, to be drawn and not to be changed; None before the first."""
        return self._frame

    @property
    def state(self) -> PlayerState:
        """What the player is doing, as of the last `update`."""
        if self._failure is not None:
            return PlayerState.FAILED
        if self._frame is None and not self._closed:
            return PlayerState.LOADING
        if self._ended or self._closed:
            return PlayerState.ENDED
        return PlayerState.PLAYING if self._playing else PlayerState.PAUSED

    @property
    def failure(self) -> str | None:
        """The reason of a ClipError (`clip.reason.*`) when the clip has failed."""
        return self._failure

    @property
    def failure_detail(self) -> str:
        """What exactly was wrong, for those who can mend the clip."""
        return self._reel.failure.detail if self._reel.failure else ""

    @property
    def index(self) -> int:
        """The frame on screen."""
        return self._shown

    @property
    def time(self) -> float:
        """Where in the clip we are, in seconds; while still, the time of the frame that is on screen."""
        if not self._is_open:
            return self._early_seek or 0.0
        return min(self._clock.position, self._end)

    @property
    def seconds(self) -> float:
        """How long the clip lasts; what the pack says as long as it is loading."""
        return self._timeline.seconds if self._is_open else self._expected or 0.0

    @property
    def frames(self) -> int:
        """How many frames the clip has; 0 while it is loading."""
        return len(self._timeline.times) if self._is_open else 0

    @property
    def fps(self) -> float:
        """Frames a second, on average; 0 while the clip is loading."""
        return self._timeline.fps if self._is_open else 0.0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels; (0, 0) while the clip is loading."""
        return self._size

    @property
    def speed(self) -> float:
        """1, 1/2 or 1/4."""
        return self._clock.speed

    @property
    def loop(self) -> bool:
        """Tell whether the clip (or its span) goes round and round."""
        return self._loop

    @property
    def span(self) -> Span | None:
        """The part that is played, in seconds, as it was asked for; None for the whole clip."""
        return self._span

    def envelope(self, bins: int) -> tuple[float, ...]:
        """Return the loudest sample (0..1) in each of `bins` parts of the clip, for drawing a waveform."""
        return peaks(self._reel.sound(1.0), self._rate, self.seconds, bins)

    # What can be asked

    def play(self) -> None:
        """Go on; from the start of the span when its end is on screen."""
        if self._closed or self._failure is not None:
            return
        at_the_end = self._ended or (self._target == self._cue.last and not self._loop)
        was_playing, self._playing = self._playing, True
        if not self._is_open or was_playing:
            return
        if at_the_end:
            self._go(self._cue.first)
        elif self._landing:
            pass  # it goes on once the frame is on screen
        elif self._reel.next_is(self._ordinal + 1):
            self._roll()
        else:  # frames were left out because they were late: now there is time for them
            self._go(self._target)

    def pause(self) -> None:
        """Hold the frame that is on screen."""
        self._playing = False
        if self._clock.running:
            self._still(self._shown)

    def toggle(self) -> None:
        """Play or pause."""
        if self._playing:
            self.pause()
        else:
            self.play()

    def seek(self, seconds: float) -> None:
        """Show the frame at `seconds`, the nearest one within the span; go on playing if we were."""
        if not self._is_open:
            self._early_seek = seconds
            return
        index = self._within_span(self._timeline.index_at(seconds))
        if index != self._target or self._playing:
            self._go(index)
        self._ended = False

    def step(self, frames: int) -> None:
        """Pause and show the frame that lies `frames` (1 or -1) from here, within the span."""
        self.pause()
        if not self._is_open:
            return
        self._ended = False
        index = self._within_span(self._target + frames)
        if index == self._target:
            return
        following = None if self._landing else self._reel.head()
        if index == self._target + 1 and following and following.ordinal == self._ordinal + 1:
            self._reel.pop()
            self._show(following)
            self._still(index)
        else:
            self._go(index)

    def set_speed(self, speed: float) -> None:
        """Play at 1, 1/2 or 1/4 of the speed; the sound is stretched and keeps its pitch."""
        if speed not in SPEEDS:
            raise ValueError(f"expected one of {tuple(SPEEDS)}, found {speed}")
        if speed == self._clock.speed:
            return
        rolling = self._clock.running
        self._track.stop()
        self._clock.pause()
        self._clock.set_speed(speed)
        self._reel.stretch(speed)
        if rolling:
            self._roll()

    def set_loop(self, loop: bool) -> None:
        """Go round and round, or stop at the end."""
        self._loop = loop
        if self._is_open:
            self._reel.set_loop(loop, self._lap)

    def set_span(self, span: Span | None) -> None:
        """Play only from `span[0]` to `span[1]` seconds; None: the whole clip.

        A frame outside the span gives way to the first frame of the span.
        """
        self._span = span
        if not self._is_open:
            return
        here = self._shown if self._clock.running else self._target
        first, last = self._bounds()
        self._cue = Cue(self._cue.ticket, here, first, last)
        self._go(here if first <= here <= last else first)

    def close(self) -> None:
        """Stop, end the decoder and free its memory. Every later call does nothing."""
        if self._closed:
            return
        self._closed = True
        self._playing = self._changed = False
        self._track.stop()
        self._clock.pause()
        self._timeline = UNKNOWN
        self._frame = None
        self._reel.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What the main loop does

    def update(self) -> bool:
        """Bring the player up to this moment; True when there is another frame to show, or a new state."""
        self._advance()
        changed, self._changed = self._changed, False
        return changed

    def next_due(self) -> float | None:
        """Return the real seconds until `update` has something to do; None: not before `on_wake`."""
        if not self._clock.running:
            return None
        shot = self._reel.head()
        if shot is not None:
            return self._clock.until(self._due(shot))
        wait = self._clock.until(self._timeline.end_of(self._shown))
        return wait if wait or self._reel.exhausted else None  # an overdue frame wakes us when it comes

    def settle(self, timeout: float = 10.0) -> bool:
        """Block until what is due at this moment is on screen: for pictures and tests, never in play.

        False when it took longer than `timeout` real seconds.
        """
        return self._reel.wait_for(self._settled, timeout)

    @property
    def _is_open(self) -> bool:
        return self._timeline is not UNKNOWN

    def _settled(self) -> bool:
        self._advance()
        if self._closed or self._failure is not None:
            return True
        if self._landing or self._track.owed:
            return False
        if not self._clock.running or self._reel.head() is not None:
            return True
        return self._clock.position + NEAR < self._timeline.end_of(self._shown)

    def _advance(self) -> None:
        if self._closed or self._failure is not None:
            return
        if self._reel.failure is not None:
            self._fail(self._reel.failure.reason)
            return
        if not self._is_open:
            self._begin()
        if self._landing:
            self._land()
        if self._clock.running:
            self._track.join(self._clock.position, self._end, self._clock.speed)
            self._run()

    def _begin(self) -> None:
        opened = self._reel.opened
        if opened is None:
            return
        self._timeline, self._size = opened.timeline, opened.size
        first, last = self._bounds()
        self._cue = Cue(0, 0, first, last)
        if self._early_seek is None and self._span is None:
            self._reel.set_loop(self._loop, 0)
        else:
            self._go(self._within_span(self._timeline.index_at(self._early_seek or 0.0)))

    def _land(self) -> None:
        """Show what a cue brought; frames of earlier cues too, they are what a drag passes over."""
        while self._landing and (shot := self._reel.pop()) is not None:
            self._show(shot)
            self._landing = shot.ticket != self._cue.ticket
        if self._playing and not self._landing:
            self._roll()

    def _run(self) -> None:
        """Show the latest frame that is due, and count those that come too late."""
        position = self._clock.position + NEAR
        latest: Shot | None = None
        while (shot := self._reel.head()) is not None and self._due(shot) <= position:
            self._reel.pop()
            over = self._due(shot) + self._lasts(shot) <= position
            self.late_frames += shot.ordinal - self._ordinal - 1 + over
            self._ordinal = shot.ordinal
            latest = shot
        if latest is not None:
            self._show(latest)
            self._turn(latest.ordinal // self._cue.count)
        if self._reel.exhausted:
            if self._clock.position + NEAR >= self._end:
                self._finish()
        elif shot is None:
            self._leave_out()

    def _turn(self, lap: int) -> None:
        """Begin the lap that is now on screen: the clock goes back, the sound starts anew."""
        if lap != self._lap:
            self._clock.pause()
            self._clock.seek(self._clock.position - (lap - self._lap) * (self._end - self._start))
            self._lap = lap
            self._roll()

    def _leave_out(self) -> None:
        """Tell the reel which frames are over before they were decoded."""
        position = self._clock.position
        overdue = min(self._timeline.index_at(position), self._cue.last) - self._shown
        if overdue > 1 and position < self._end:
            self._reel.skip_to(self._ordinal + overdue)

    def _finish(self) -> None:
        self._playing = False
        self._ended = True
        self._changed = True
        self._still(self._cue.last)

    def _fail(self, reason: str) -> None:
        self._failure = reason
        self._playing = False
        self._changed = True
        self._still(self._shown)

    # Moves that the others are made of

    def _show(self, shot: Shot) -> None:
        self._frame = surface_of(shot.picture)
        self._shown, self._ordinal = shot.picture.index, shot.ordinal
        self._changed = True

    def _go(self, index: int) -> None:
        """Cue the frame `index`; what runs goes on once it is on screen."""
        self._still(index)
        self._ended = False
        self._landing = True
        self._lap = 0
        self._cue = Cue(self._cue.ticket + 1, index, self._cue.first, self._cue.last)
        self._reel.cue(self._cue, loop=self._loop)

    def _still(self, index: int) -> None:
        """Hold clock and sound at the frame `index`."""
        self._track.stop()
        self._clock.pause()
        self._clock.seek(self._timeline.times[index])
        self._target = index

    def _roll(self) -> None:
        """Let clock and sound go; the clock waits until the sound is heard."""
        self._clock.play(self._track.start(self._clock.position, self._end, self._clock.speed))

    def _bounds(self) -> tuple[int, int]:
        return self._timeline.within(*self._span) if self._span else (0, self._timeline.last)

    def _within_span(self, index: int) -> int:
        return min(max(index, self._cue.first), self._cue.last)

    def _due(self, shot: Shot) -> float:
        """When `shot` is due, by the clock of the lap that is being shown."""
        laps = shot.ordinal // self._cue.count - self._lap
        return self._timeline.times[shot.picture.index] + laps * (self._end - self._start)

    def _lasts(self, shot: Shot) -> float:
        index = shot.picture.index
        return self._timeline.end_of(index) - self._timeline.times[index]

    @property
    def _start(self) -> float:
        return self._timeline.times[self._cue.first]

    @property
    def _end(self) -> float:
        return self._timeline.end_of(self._cue.last)
