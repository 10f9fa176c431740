"""The loudspeaker, or a silent stand-in where there is none: the game goes on either way.

A player hands over the samples to be heard from this moment on and keeps the voice to stop them. The
mixer's own position is never asked (it is off by up to 95 ms); `latency` says how long a sound takes to
the ear, and the clip's clock waits for that long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pygame

if TYPE_CHECKING:
    from game.media.effects import SoundEffect
    from game.media.pcm import Samples

RATE: Final = 48_000
BUFFER: Final = 512
"""Samples that the device takes at a time; two such buffers lie between the mixer and the ear."""
VOICES: Final = 16
FADE_MS: Final = 12
"""A voice fades this long when it is stopped: an abrupt end would crack."""
NO_DEVICE: Final = "sound.notice.no-device"


class Voice(Protocol):
    """A sound on its way."""

    def stop(self) -> None:
        """End it; nothing happens when it has ended already."""


class Sound(Protocol):
    """What the game needs of a loudspeaker."""

    notice: str | None
    """The key of the sentence that tells why nothing is heard; None when all is well."""
    detail: str
    """The technical reason, for `doctor`."""
    rate: int
    """Samples a second that `play` expects."""
    latency: float
    """Seconds between `play` and the ear."""

    @property
    def audible(self) -> bool:
        """Tell whether somebody could hear what is played now."""

    def play(self, samples: Samples) -> Voice:
        """Play int16 stereo samples, shape (n, 2), from now on."""

    def effect(self, name: str) -> None:
        """Play one of the `SoundEffect`s."""

    def set_volume(self, volume: float) -> None:
        """Set the loudness of everything, 0..1."""

    def set_mute(self, mute: bool) -> None:
        """Silence everything, or let it be heard again, in step and at once."""

    def set_latency(self, seconds: float) -> None:
        """Tell how much later than usual this machine's sound arrives."""

    def close(self) -> None:
        """Give the device back."""


class SilentSound:
    """Takes everything and plays nothing."""

    def __init__(self, notice: str | None = None, detail: str = "") -> None:
        self.notice = notice
        self.detail = detail
        self.rate = RATE
        self.latency = 0.0

    @property
    def audible(self) -> bool:
        """Say no."""
        return False

    def play(self, samples: Samples) -> Voice:
        """Drop `samples`."""
        return _NoVoice()

    def effect(self, name: str) -> None:
        """Check the name only."""
        from game.media.effects import SoundEffect

        SoundEffect(name)

    def set_volume(self, volume: float) -> None:
        """Do nothing."""

    def set_mute(self, mute: bool) -> None:
        """Do nothing."""

    def set_latency(self, seconds: float) -> None:
        """Do nothing: silence is never late."""

    def close(self) -> None:
        """Do nothing."""


class RealSound:
    """The machine's loudspeaker through pygame's mixer. Raises pygame.error when there is none."""

    def __init__(self, *, mute: bool = False, volume: float = 1.0, latency: float = 0.0) -> None:
        pygame.mixer.quit()  # another part of the program may have opened it with other settings
        pygame.mixer.init(frequency=RATE, size=-16, channels=2, buffer=BUFFER, allowedchanges=0)
        pygame.mixer.set_num_channels(VOICES)
        self.notice: str | None = None
        self.detail = ""
        self.rate = RATE
        self.set_latency(latency)
        self._mute = mute
        self._volume = volume
        self._voices: list[_MixerVoice] = []
        self._effects: dict[SoundEffect, Samples] = {}

    @property
    def audible(self) -> bool:
        """Tell whether the loudspeaker is neither muted nor turned down entirely."""
        return self._loudness > 0

    def play(self, samples: Samples) -> Voice:
        """Play int16 stereo samples, shape (n, 2), from now on."""
        self._voices = [voice for voice in self._voices if voice.sounding]
        if not len(samples):
            return _NoVoice()
        import numpy as np

        sound = pygame.mixer.Sound(buffer=np.ascontiguousarray(samples).data)
        channel = sound.play()
        if channel is None:  # all voices are busy
            return _NoVoice()
        channel.set_volume(self._loudness)
        self._voices.append(voice := _MixerVoice(sound, channel))
        return voice

    def effect(self, name: str) -> None:
        """Play one of the `SoundEffect`s."""
        from game.media.effects import SoundEffect, synthesise

        effect = SoundEffect(name)
        if effect not in self._effects:
            self._effects[effect] = synthesise(effect, self.rate)
        self.play(self._effects[effect])

    def set_volume(self, volume: float) -> None:
        """Set the loudness of everything, 0..1."""
        self._volume = volume
        self._spread()

    def set_mute(self, mute: bool) -> None:
        """Silence everything, or let it be heard again, in step and at once."""
        self._mute = mute
        self._spread()

    def set_latency(self, seconds: float) -> None:
        """Tell how much later than usual this machine's sound arrives."""
        self.latency = max(0.0, 2 * BUFFER / RATE + seconds)

    def close(self) -> None:
        """Give the device back."""
        pygame.mixer.quit()

    @property
    def _loudness(self) -> float:
        return 0.0 if self._mute else self._volume

    def _spread(self) -> None:
        for voice in self._voices:
            voice.set_volume(self._loudness)


def open_sound(mute: bool, volume: float, latency: float = 0.0) -> Sound:
    """Open the loudspeaker; without one return a silent stand-in whose `notice` tells why. Never raises.

    `latency` is the machine's setting in seconds, on top of the mixer's own buffers.
    """
    try:
        return RealSound(mute=mute, volume=volume, latency=latency)
    except (pygame.error, NotImplementedError) as error:  # the latter: a pygame without its mixer
        return SilentSound(NO_DEVICE, str(error))


class _NoVoice:
    def stop(self) -> None:
        """Do nothing."""


class _MixerVoice:
    """A mixer channel, as long as it plays our sound: the mixer gives channels to others later."""

    def __init__(self, sound: pygame.mixer.Sound, channel: pygame.mixer.Channel) -> None:
        self._sound = sound
        self._channel = channel

    @property
    def sounding(self) -> bool:
        return pygame.mixer.get_init() is not None and self._channel.get_sound() is self._sound

    def set_volume(self, volume: float) -> None:
        if self.sounding:
            self._channel.set_volume(volume)

    def stop(self) -> None:
        if self.sounding:
            self._channel.fadeout(FADE_MS)
