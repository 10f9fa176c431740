"""Keeps a clip's sound in step with its picture: started together, stopped together, at every speed.

At 1/2 and 1/4 the sound is stretched and keeps its pitch, because a voice that does not fit the mouth is
found best when both are slow. The stretched sound is made on the decoder's thread when it is first needed;
until it is ready the picture goes on and the sound joins it in step.
"""

from __future__ import annotations

from game.media.audio import Sound, Voice
from game.media.decoder_thread import DecoderThread


class Soundtrack:
    """The sound of one clip on one loudspeaker. Positions are seconds of the clip."""

    def __init__(self, sound: Sound, decoder: DecoderThread) -> None:
        self.owed = False
        """Sound should be heard and is not ready yet."""
        self._sound = sound
        self._decoder = decoder
        self._voice: Voice | None = None

    def start(self, position: float, end: float, speed: float) -> float:
        """Play from `position` to `end`; return the real seconds until it is heard (0: nothing will be)."""
        samples = self._decoder.sound(speed)
        self.owed = samples is None and self._decoder.sound(1.0) is not None
        if samples is None:
            return 0.0
        per_second = self._sound.rate / speed
        part = samples[round(position * per_second) : round(end * per_second)]
        if not len(part):
            return 0.0
        self._voice = self._sound.play(part)
        return self._sound.latency

    def join(self, position: float, end: float, speed: float) -> None:
        """Start owed sound beside a running clip that is at `position`: a little ahead, to arrive in time."""
        if self.owed and self._decoder.sound(speed) is not None:
            self.start(position + self._sound.latency * speed, end, speed)

    def stop(self) -> None:
        """Be silent."""
        self.owed = False
        if self._voice is not None:
            self._voice.stop()
            self._voice = None
