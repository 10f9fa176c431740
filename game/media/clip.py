"""Plays one clip: the frame to draw, when the next is due, and the sound in step with it.

A player belongs to the thread that draws and never blocks it; its `DecoderThread` decodes on a thread of its
own and its `Playhead` knows where the clip is. A clip that cannot be played is a state here, not an error.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Self

import numpy as np
import pygame
from numpy.typing import NDArray

from game.media.audio import SilentSound, Sound
from game.media.clock import MediaClock
from game.media.decoder_thread import DecoderThread
from game.media.envelope import Envelope, envelope
from game.media.frames import FrameSource, PictureSource, PixelSize
from game.media.playhead import Playhead, Span
from game.media.soundtrack import Soundtrack
from game.media.stretch import SPEEDS
from game.media.surface import ClipPicture


class PlayerState(StrEnum):
    """What a player is doing."""

    LOADING = "loading"
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    FAILED = "failed"


class ClipPlayer:
    """A clip on the table. Times are seconds of the clip, frames count from 0.

    `clock` returns monotonic seconds. With `sound` None the clip's sound is not even decoded. `on_wake` is
    called on another thread when `update` has something new to find; between such calls the main loop may
    sleep for `next_due()` seconds. With `expected_seconds` a clip that is shorter than its pack says fails
    as cut-short. Commands that come while the clip is loading are done once it is open.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], float],
        sound: Sound | None,
        start_paused: bool = False,
        loop: bool = False,
        on_wake: Callable[[], None] | None = None,
        expected_seconds: float | None = None,
        open_source: Callable[[Path], PictureSource] = FrameSource,
    ) -> None:
        self.path = path
        loudspeaker = sound or SilentSound()
        self._rate = loudspeaker.rate
        self._loop = loop
        self._speed = 1.0
        self._span: Span | None = None
        self._start_paused = start_paused
        self._expected = expected_seconds
        self._size = (0, 0)
        self._picture: ClipPicture | None = None
        self._spectrum: NDArray[np.uint8] | None = None
        self._failure: str | None = None
        self._closed = False
        self._changed = False
        self._wishes: list[Callable[[Playhead], None]] = []
        self._head: Playhead | None = None
        self._clock = MediaClock(clock)
        self._decoder = DecoderThread(
            path,
            rate=sound.rate if sound is not None else None,
            expected_seconds=expected_seconds,
            on_wake=on_wake,
            open_source=open_source,
        )
        self._track = Soundtrack(loudspeaker, self._decoder)

    # What is to be seen

    @property
    def picture(self) -> ClipPicture | None:
        """The frame on screen, to be drawn in the size of a stage; None before the first."""
        return self._picture

    @property
    def frame(self) -> pygame.Surface | None:
        """The frame on screen in its own size, not to be changed; None before the first."""
        return self._picture.whole if self._picture is not None else None

    @property
    def state(self) -> PlayerState:
        """What the player is doing, as of the last `update`."""
        if self._failure is not None:
            return PlayerState.FAILED
        if self._head is None or self._picture is None:
            return PlayerState.ENDED if self._closed else PlayerState.LOADING
        if self._head.ended:
            return PlayerState.ENDED
        return PlayerState.PLAYING if self._head.playing else PlayerState.PAUSED

    @property
    def failure(self) -> str | None:
        """The reason of a ClipError (`clip.reason.*`) when the clip has failed."""
        return self._failure

    @property
    def failure_detail(self) -> str:
        """What exactly was wrong, for those who can mend the clip."""
        return self._decoder.failure.detail if self._decoder.failure else ""

    @property
    def late_frames(self) -> int:
        """Frames that were shown after their time, or not at all, since the clip was opened."""
        return self._head.late_frames if self._head else 0

    @property
    def index(self) -> int:
        """The frame on screen."""
        return self._head.shown if self._head else 0

    @property
    def time(self) -> float:
        """Where in the clip we are, in seconds; while still, exactly the time of the frame on screen."""
        return self._head.time if self._head else 0.0

    @property
    def seconds(self) -> float:
        """How long the clip lasts; what its pack says as long as it is loading."""
        return self._head.timeline.seconds if self._head else self._expected or 0.0

    @property
    def frames(self) -> int:
        """How many frames the clip has; 0 while it is loading."""
        return len(self._head.timeline.times) if self._head else 0

    @property
    def fps(self) -> float:
        """Frames a second, on average; 0 while the clip is loading."""
        return self._head.timeline.fps if self._head else 0.0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels; (0, 0) while the clip is loading."""
        return self._size

    @property
    def speed(self) -> float:
        """1, 1/2 or 1/4."""
        return self._speed

    @property
    def loop(self) -> bool:
        """Tell whether the clip (or its span) goes round and round."""
        return self._loop

    @property
    def span(self) -> Span | None:
        """The part that is played, in seconds, as it was asked for; None for the whole clip."""
        return self._span

    @property
    def spectrum(self) -> NDArray[np.uint8] | None:
        """The spectrogram of a clip that is sound only, see `spectrum`; None while it is loading."""
        return self._spectrum

    def envelope(self, bins: int) -> Envelope:
        """Return the lowest and the highest sample in each of `bins` parts of the clip, for a waveform."""
        return envelope(self._decoder.sound(1.0), self._rate, self.seconds, bins)

    # What can be asked

    def play(self) -> None:
        """Go on; from the start of the span when its last frame is reached."""
        self._do(Playhead.play)

    def pause(self) -> None:
        """Hold the frame that is on screen."""
        self._do(Playhead.pause)

    def toggle(self) -> None:
        """Play or pause."""
        self._do(lambda head: head.pause() if head.playing else head.play())

    def seek(self, seconds: float) -> None:
        """Show the frame at `seconds`, the nearest one within the span; go on playing if we were.

        Many seeks in a row are cheap: the last one counts, and frames show on the way.
        """
        self._do(lambda head: head.seek(seconds))

    def step(self, frames: int) -> None:
        """Pause, and show the frame that lies `frames` (1 or -1) from here, within the span."""
        self._do(lambda head: head.step(frames))

    def show(self, index: int) -> None:
        """Pause, and show the frame `index`. In order it costs no seek: so one clip can follow another."""
        self._do(lambda head: head.show(index))

    def set_speed(self, speed: float) -> None:
        """Play at 1, 1/2 or 1/4 of the speed; the sound is stretched and keeps its pitch."""
        if speed not in SPEEDS:
            raise ValueError(f"expected one of {tuple(SPEEDS)}, found {speed}")
        if speed != self._speed:
            self._speed = speed
            self._do(lambda head: head.set_speed(speed))

    def set_loop(self, loop: bool) -> None:
        """Go round and round, or stop at the end."""
        self._loop = loop
        self._do(lambda head: head.set_loop(loop))

    def set_span(self, span: Span | None) -> None:
        """Play only from `span[0]` to `span[1]` seconds; None: the whole clip.

        A frame outside the span gives way to the first frame of the span.
        """
        self._span = span
        self._do(lambda head: head.set_span(span))

    def close(self) -> None:
        """Stop, end the decoder and free its memory. Every later call does nothing."""
        if not self._closed:
            self._closed = True
            self._changed = False
            self._track.stop()
            self._clock.pause()
            self._head = self._picture = None
            self._wishes.clear()
            self._decoder.close()

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
        return self._head.next_due() if self._head else None

    def settle(self, timeout: float = 10.0) -> bool:
        """Block until what is due at this moment is on screen: for pictures and tests, never in play.

        False when it took longer than `timeout` real seconds.
        """
        return self._decoder.wait_for(self._settled, timeout)

    def _settled(self) -> bool:
        self._advance()
        over = self._closed or self._failure is not None
        return over or (self._head is not None and self._head.settled)

    def _do(self, command: Callable[[Playhead], None]) -> None:
        if self._closed or self._failure is not None:
            return
        if self._head is None:
            self._wishes.append(command)
        else:
            command(self._head)
            self._take_picture(self._head)

    def _advance(self) -> None:
        if self._closed or self._failure is not None:
            return
        if self._decoder.failure is not None:
            self._fail(self._decoder.failure.reason)
            return
        if self._head is None:
            self._begin()
        if self._head is not None:
            self._head.advance()
            self._take_picture(self._head)

    def _begin(self) -> None:
        opened = self._decoder.opened
        if opened is None:
            return
        self._size, self._spectrum = opened.size, opened.spectrum
        self._head = Playhead(
            self._decoder,
            opened,
            self._clock,
            self._track,
            playing=not self._start_paused,
            loop=self._loop,
        )
        for wish in self._wishes:
            wish(self._head)
        self._wishes.clear()

    def _take_picture(self, head: Playhead) -> None:
        if head.changed:
            head.changed = False
            self._changed = True
            if head.picture is not None:
                self._picture, head.picture = ClipPicture(head.picture, self._size, self._wish_size), None

    def _wish_size(self, size: PixelSize) -> None:
        self._decoder.shown = size

    def _fail(self, reason: str) -> None:
        self._failure = reason
        self._changed = True
        if self._head is not None:
            self._head.stop()
