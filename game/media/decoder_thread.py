"""Decodes ahead on a thread of its own: the player cues a frame, the decoder delivers from there on.

Opening takes up to 60 ms and a seek 20 ms or more, so neither may happen on the thread that draws. At
most `QUEUE` frames wait at a time (a 720p frame takes 3.7 MB; fewer, where a window of 4K makes them much
larger), and the thread sleeps while nothing is wanted. A cue replaces the one before it; a seek that is under
way is finished and its frame delivered all the same, so a player who drags along the scrubber sees frames and
not a frozen picture.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.errors import ClipError
from game.media.container import MAX_HEIGHT, MAX_WIDTH
from game.media.frames import DecodedFrame, FrameSource, PictureSource, PixelSize
from game.media.pcm import Samples, read_sound
from game.media.spectrum import spectrogram
from game.media.stretch import slowed
from game.media.threads import StandingThreads
from game.media.timeline import FrameTimes

QUEUE: Final = 6
LEAST_QUEUE: Final = 2
QUEUE_BYTES: Final = QUEUE * 4 * MAX_WIDTH * MAX_HEIGHT
TOLERANCE: Final = 0.15
"""Seconds by which a clip may be shorter than its pack says."""
JOIN_SECONDS: Final = 2.0
THREADS: Final = StandingThreads()
"""Decode all clips of this process."""


@dataclass(frozen=True, slots=True)
class OpenedClip:
    """What is known of a clip once its file is open."""

    timeline: FrameTimes
    size: tuple[int, int]
    sound: Samples | None
    spectrum: NDArray[np.uint8] | None = None
    """The spectrogram of a clip that is sound only, where its sound is wanted."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Deliver frames from `index` on, within the frames `first` to `last`, under the number `ticket`."""

    ticket: int
    index: int
    first: int
    last: int

    @property
    def count(self) -> int:
        """Frames in one lap."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class QueuedFrame:
    """A frame that was delivered for a cue. `ordinal` counts on over the laps of a loop, `first` is 0."""

    ticket: int
    ordinal: int
    picture: DecodedFrame


class DecoderThread:
    """One clip's decoder, on a thread that is its own until `close`.

    All methods return at once, except `wait_for` and `close`.
    `on_wake` is called on the decoder's thread when someone who sleeps should look again: the clip is open,
    has failed, has a first frame after a cue or after a drought, or has the slowed sound. With `rate` None
    the clip's sound is left alone.
    """

    def __init__(
        self,
        path: Path,
        *,
        rate: int | None,
        expected_seconds: float | None = None,
        on_wake: Callable[[], None] | None = None,
        open_source: Callable[[Path], PictureSource] = FrameSource,
    ) -> None:
        self.opened: OpenedClip | None = None
        self.failure: ClipError | None = None
        self.shown: PixelSize | None = None
        """The size in which frames are to come; those that wait already have another one."""
        self._path = path
        self._rate = rate
        self._expected = expected_seconds
        self._on_wake = on_wake or (lambda: None)
        self._open_source = open_source
        self._changed = threading.Condition()
        self._queue: deque[QueuedFrame] = deque()
        self._cue = Cue(0, 0, 0, 0)
        self._next = 0
        self._stop: int | None = None
        self._landing = True
        self._speed = 1.0
        self._sounds: dict[float, Samples] = {}
        self._closed = False
        self._over = THREADS.run(self._run)

    def cue(self, cue: Cue, *, loop: bool) -> None:
        """Drop what waits and deliver `cue` instead; its first frame comes even if another cue follows."""
        with self._changed:
            self._cue = cue
            self._next = cue.index - cue.first
            self._stop = None if loop else cue.count
            self._landing = True
            self._queue.clear()
            self._changed.notify_all()

    def set_loop(self, loop: bool, lap: int) -> None:
        """Go round and round, or end with lap number `lap` (the one that is being shown)."""
        with self._changed:
            self._stop = None if loop else (lap + 1) * self._cue.count
            if self._stop is not None:
                self._next = min(self._next, self._stop)
                while self._queue and self._queue[-1].ordinal >= self._stop:
                    self._queue.pop()
            self._changed.notify_all()

    def skip_to(self, ordinal: int) -> None:
        """Leave out what comes before `ordinal`: it is too late for it."""
        with self._changed:
            if not self._ends_before(ordinal):
                self._next = max(self._next, ordinal)

    def stretch(self, speed: float) -> None:
        """Make the sound for `speed`; `sound(speed)` has it when `on_wake` was called."""
        with self._changed:
            self._speed = speed
            self._changed.notify_all()

    def sound(self, speed: float) -> Samples | None:
        """Return the sound for `speed`, or None while there is none."""
        with self._changed:
            return self._sounds.get(speed)

    def head(self) -> QueuedFrame | None:
        """Return the next frame without taking it, or None while there is none."""
        with self._changed:
            return self._queue[0] if self._queue else None

    def pop(self) -> QueuedFrame | None:
        """Take the next frame, or None while there is none."""
        with self._changed:
            queued = self._queue.popleft() if self._queue else None
            self._changed.notify_all()
            return queued

    def next_is(self, ordinal: int) -> bool:
        """Tell whether the frame that comes next is number `ordinal`."""
        with self._changed:
            return (self._queue[0].ordinal if self._queue else self._next) == ordinal

    @property
    def exhausted(self) -> bool:
        """Tell whether every frame of the cue was delivered and taken."""
        with self._changed:
            return not self._queue and self._ends_before(self._next)

    def wait_for(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Block until `condition()` holds, asking after every change; False after `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(condition, timeout)

    def close(self) -> None:
        """Give the thread back and free the frames that wait."""
        with self._changed:
            self._closed = True
            self._queue.clear()
            self._sounds = {}
            self.opened = None
            self._changed.notify_all()
        self._over.wait(JOIN_SECONDS)

    # From here on: the decoder's own thread.

    def _run(self) -> None:
        threading.current_thread().name = f"clip {self._path.name}"
        try:
            with self._open_source(self._path) as source:
                self._publish(source)
                while self._work(source):
                    pass
        except ClipError as error:
            self._fail(error)
        except Exception as error:  # noqa: BLE001 - a thread that dies unseen would leave the player waiting
            self._fail(ClipError("unsupported", f"{self._path.name}: {error!r}"))

    def _publish(self, source: PictureSource) -> None:
        timeline = source.timeline
        if self._expected is not None and timeline.seconds < self._expected - TOLERANCE:
            found = f"expected {self._expected:.2f} seconds, found {timeline.seconds:.2f}"
            raise ClipError("cut-short", f"{self._path.name}: {found}")
        sound, spectrum = None, None
        if self._rate is not None:
            sound = read_sound(self._path, self._rate, self._given_up)
            spectrum = spectrogram(sound, self._rate) if source.heard_only and sound is not None else None
        with self._changed:
            if self._closed:
                return
            self.opened = OpenedClip(timeline, source.size, sound, spectrum)
            if sound is not None:
                self._sounds = {1.0: sound}
            self._cue = Cue(0, 0, 0, timeline.last)
            self._changed.notify_all()
        self._on_wake()

    def _work(self, source: PictureSource) -> bool:
        """Do one piece of work, sleeping until there is some; False when the decoder was closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._frame_due or self._sound_due)
            if self._closed:
                return False
            frame_first = self._landing or not self._sound_due
            cue, ordinal, landing, speed = self._cue, self._next, self._landing, self._speed
            base = self._sounds.get(1.0)
        if frame_first:
            source.shown = self.shown
            picture = source.read(cue.first + ordinal % cue.count, self._given_up)
            if picture is not None:
                self._deliver(cue, QueuedFrame(cue.ticket, ordinal, picture), landing=landing)
        elif base is not None and self._rate is not None:
            self._keep_sound(base, speed, slowed(base, self._rate, speed, self._given_up))
        return True

    @property
    def _frame_due(self) -> bool:
        return self._landing or (len(self._queue) < self._most and not self._ends_before(self._next))

    @property
    def _most(self) -> int:
        """How many frames may wait."""
        width, height = self.shown or (1, 1)
        return max(LEAST_QUEUE, min(QUEUE, QUEUE_BYTES // (4 * width * height)))

    @property
    def _sound_due(self) -> bool:
        return 1.0 in self._sounds and self._speed not in self._sounds

    def _ends_before(self, ordinal: int) -> bool:
        return self._stop is not None and ordinal >= self._stop

    def _given_up(self) -> bool:
        return self._closed

    def _deliver(self, cue: Cue, queued: QueuedFrame, *, landing: bool) -> None:
        with self._changed:
            current = cue is self._cue
            unwanted = not landing and (not current or self._ends_before(queued.ordinal))
            if self._closed or unwanted:
                return
            if current:
                self._landing = False
                self._next = max(self._next, queued.ordinal + 1)
            awaited = not self._queue
            self._queue.append(queued)
            self._changed.notify_all()
        if awaited:
            self._on_wake()

    def _keep_sound(self, base: Samples, speed: float, stretched: Samples) -> None:
        with self._changed:
            if not self._closed:
                self._sounds = {1.0: base, speed: stretched}
            self._changed.notify_all()
        self._on_wake()

    def _fail(self, error: ClipError) -> None:
        with self._changed:
            self.failure = error
            self._changed.notify_all()
        self._on_wake()
