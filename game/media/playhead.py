"""Where an open clip is: moves its clock, its sound and its decoder together, and knows what is on screen.

While still (paused, ended), the position is always the time of the frame on screen, so that a player who
points at it points at the moment that is judged. This is the part of `ClipPlayer` without pygame.
"""

from __future__ import annotations

from game.media.clock import MediaClock
from game.media.decoder_thread import Cue, DecoderThread, OpenedClip, QueuedFrame
from game.media.frames import DecodedFrame
from game.media.soundtrack import Soundtrack
from game.media.timeline import NEAR

Span = tuple[float, float]


class Playhead:
    """A position in a clip's frames. Times are seconds of the clip; nothing here blocks.

    `picture` is what to show; `changed` becomes true with each new picture and state, for the owner to
    clear. A frame is late when it is shown after its time was over, or not at all.
    """

    def __init__(
        self,
        decoder: DecoderThread,
        opened: OpenedClip,
        clock: MediaClock,
        track: Soundtrack,
        *,
        playing: bool,
        loop: bool,
    ) -> None:
        self.timeline = opened.timeline
        self.picture: DecodedFrame | None = None
        self.changed = False
        self.playing = playing
        self.ended = False
        self.shown = 0
        self.late_frames = 0
        self._decoder = decoder
        self._clock = clock
        self._track = track
        self._loop = loop
        self._cue = Cue(0, 0, 0, self.timeline.last)  # the decoder has begun with this one by itself
        self._landing = True
        self._target = 0
        self._ordinal = 0
        self._lap = 0
        decoder.set_loop(loop, 0)

    @property
    def time(self) -> float:
        """Seconds of the clip; while a cued frame is on its way, the time of that frame."""
        return min(self._clock.position, self._end)

    # What can be asked

    def play(self) -> None:
        """Go on; from the start of the span when its last frame is reached."""
        at_the_end = self.ended or (self._target == self._cue.last and not self._loop)
        was_playing, self.playing = self.playing, True
        if was_playing:
            return
        if at_the_end:
            self._go(self._cue.first)
        elif self._landing:
            pass  # it goes on once the frame is on screen
        elif self._decoder.next_is(self._ordinal + 1):
            self._roll()
        else:  # frames were left out because they were late: now there is time for them
            self._go(self._target)

    def pause(self) -> None:
        """Hold the frame that is on screen."""
        self.playing = False
        if self._clock.running:
            self._still(self.shown)

    def seek(self, seconds: float) -> None:
        """Show the frame at `seconds`, the nearest one within the span; go on playing if we were."""
        index = self._within_span(self.timeline.index_at(seconds))
        if index != self._target or self.playing:
            self._go(index)
        self.ended = False

    def step(self, frames: int) -> None:
        """Pause, and show the frame that lies so many frames from here."""
        self.pause()
        self.show(self._target + frames)

    def show(self, index: int) -> None:
        """Pause, and show the frame `index`, the nearest one within the span."""
        self.pause()
        self.ended = False
        index = self._within_span(index)
        if index == self._target:
            return
        if index == self._target + 1 and not self._landing and self._decoder.next_is(self._ordinal + 1):
            self._still(index)
            self._landing = True
            self._land()
        else:
            self._go(index)

    def set_speed(self, speed: float) -> None:
        """Run at `speed` from here on."""
        rolling = self._clock.running
        self._track.stop()
        self._clock.pause()
        self._clock.set_speed(speed)
        self._decoder.stretch(speed)
        if rolling:
            self._roll()

    def set_loop(self, loop: bool) -> None:
        """Go round and round, or stop at the end of this lap."""
        self._loop = loop
        self._decoder.set_loop(loop, self._lap)

    def set_span(self, span: Span | None) -> None:
        """Stay between two times; a frame outside gives way to the first frame inside."""
        here = self.shown if self._clock.running else self._target
        first, last = self.timeline.within(*span) if span else (0, self.timeline.last)
        self._cue = Cue(self._cue.ticket, here, first, last)
        self._go(here if first <= here <= last else first)

    def stop(self) -> None:
        """Be still and silent where we are."""
        self.playing = False
        self._still(self.shown)

    # What the main loop does

    def advance(self) -> None:
        """Bring everything up to this moment."""
        if self._landing:
            self._land()
        if self._clock.running:
            self._track.join(self._clock.position, self._end, self._clock.speed)
            self._run()

    def next_due(self) -> float | None:
        """Return the real seconds until `advance` has something to do; None: not before the decoder calls."""
        if not self._clock.running:
            return None
        queued = self._decoder.head()
        if queued is not None:
            return self._clock.until(self._due(queued))
        wait = self._clock.until(self.timeline.end_of(self.shown))
        return wait if wait or self._decoder.exhausted else None

    @property
    def settled(self) -> bool:
        """Tell whether the frame that is due is on screen and the sound is on its way."""
        if self._landing or self._track.owed:
            return False
        if not self._clock.running or self._decoder.head() is not None:
            return True
        return self._clock.position + NEAR < self.timeline.end_of(self.shown)

    def _land(self) -> None:
        """Show what a cue brought; frames of earlier cues too, they are what a drag passes over."""
        while self._landing and (queued := self._decoder.pop()) is not None:
            self._put(queued)
            self._landing = queued.ticket != self._cue.ticket
        if self.playing and not self._landing:
            self._roll()

    def _run(self) -> None:
        """Show the latest frame that is due, and count those that come too late."""
        position = self._clock.position + NEAR
        latest: QueuedFrame | None = None
        while (queued := self._decoder.head()) is not None and self._due(queued) <= position:
            self._decoder.pop()
            over = self._due(queued) + self._lasts(queued) <= position
            self.late_frames += queued.ordinal - self._ordinal - 1 + over
            self._ordinal = queued.ordinal
            latest = queued
        if latest is not None:
            self._put(latest)
            self._turn(latest.ordinal // self._cue.count)
        if self._decoder.exhausted:
            if self._clock.position + NEAR >= self._end:
                self._finish()
        elif queued is None:
            self._leave_out()

    def _turn(self, lap: int) -> None:
        """Begin the lap that is now on screen: the clock goes back, the sound starts anew."""
        if lap != self._lap:
            self._clock.pause()
            self._clock.seek(self._clock.position - (lap - self._lap) * self._length)
            self._lap = lap
            self._roll()

    def _leave_out(self) -> None:
        """Tell the decoder which frames are over before they were decoded."""
        position = self._clock.position
        overdue = min(self.timeline.index_at(position), self._cue.last) - self.shown
        if overdue > 1 and position < self._end:
            self._decoder.skip_to(self._ordinal + overdue)

    def _finish(self) -> None:
        self.playing = False
        self.ended = self.changed = True
        self._still(self._cue.last)

    # Moves that the others are made of

    def _put(self, queued: QueuedFrame) -> None:
        self.picture = queued.picture
        self.shown, self._ordinal = queued.picture.index, queued.ordinal
        self.changed = True

    def _go(self, index: int) -> None:
        """Cue the frame `index`; what plays goes on once it is on screen."""
        self._still(index)
        self.ended = False
        self._landing = True
        self._lap = 0
        self._cue = Cue(self._cue.ticket + 1, index, self._cue.first, self._cue.last)
        self._decoder.cue(self._cue, loop=self._loop)

    def _still(self, index: int) -> None:
        """Hold clock and sound at the frame `index`."""
        self._track.stop()
        self._clock.pause()
        self._clock.seek(self.timeline.times[index])
        self._target = index

    def _roll(self) -> None:
        """Let clock and sound go; the clock waits until the sound is heard."""
        self._clock.play(self._track.start(self._clock.position, self._end, self._clock.speed))

    def _within_span(self, index: int) -> int:
        return min(max(index, self._cue.first), self._cue.last)

    def _due(self, queued: QueuedFrame) -> float:
        """Return when `queued` is due, by the clock of the lap that is on screen."""
        laps = queued.ordinal // self._cue.count - self._lap
        return self.timeline.times[queued.picture.index] + laps * self._length

    def _lasts(self, queued: QueuedFrame) -> float:
        index = queued.picture.index
        return self.timeline.end_of(index) - self.timeline.times[index]

    @property
    def _length(self) -> float:
        return self._end - self.timeline.times[self._cue.first]

    @property
    def _end(self) -> float:
        return self.timeline.end_of(self._cue.last)
