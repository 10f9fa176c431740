"""Slows a sound down for slow play: its pitch is kept, and what sets in is heard at its place.

This is WSOLA (Verhelst & Roelands, *An overlap-add technique based on waveform similarity*, ICASSP 1993;
beside others in Driedger & Müller, *A Review of Time-Scale Modification of Music Signals*, 2016). Frames that
overlap are laid at even distances, each taken from where the sound is most like what would have followed the
frame before, near the place whose turn it is. The middle of a frame comes at the middle's time, so that what
is steady is neither early nor late.

A frame reaches 20 ms to both sides. Laid over an onset it would let the onset be heard early, and faded in.
So onsets are left as they are (like the transients of Grofit & Lavner, *Time-Scale Modification of Audio
Signals Using Enhanced WSOLA With Management of Transients*, 2008): the sound is cut at each, and the parts
are stretched one by one. A part begins with its own first frame, at its place and whole; from there time runs
slower than it will, until the middle of a frame comes at its time. Where the part before needs sound beyond
its end, it takes its own mirror image, never the onset.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from game.media.onsets import onsets

if TYPE_CHECKING:
    from game.media.pcm import Samples

SPEEDS: Final = (1.0, 0.5, 0.25)
HALF: Final = 0.020
"""Seconds of half a frame, which is also the distance from one to the next."""
REACH: Final = 0.008
"""Seconds to each side in which a frame is looked for: together one pulse of any voice above 62 Hz."""
NEAR: Final = 0.08
"""How much more alike (of 1) a frame must be at the end of that reach than at its place."""
GUARD: Final = 0.002
"""Seconds before an onset in which the part before it fades into the next."""
SLOWEST: Final = 0.5
"""The share of its speed at which a part begins."""
COARSE: Final = 6
"""Samples taken together in the first look for the most alike."""
FAINT: Final = 10.0
"""A level (of 65,536) that makes no sounds alike."""
AT_ONCE: Final = 32
"""Frames laid at a time."""

Mono = NDArray[np.float32]


def slowed(
    samples: Samples, rate: int, speed: float, given_up: Callable[[], bool] = lambda: False
) -> Samples:
    """Stretch a sound, shape (n, 2), for playing at `speed` (1/2 or 1/4); it is 1 / speed times as long.

    The moment t of the clip is heard at t / speed: what sets in within a few milliseconds, what is steady
    within half a frame. When `given_up()` becomes true, the rest stays silent.
    """
    slow = np.zeros((round(len(samples) / speed), 2), np.int16)
    mono = samples.sum(axis=1, dtype=np.float32)
    guard = round(GUARD * rate)
    cuts = [at for at in onsets(mono, rate) if at > REACH * rate]  # earlier it is the beginning
    edges = [(0, 0), *((at - guard, round(at / speed) - guard) for at in cuts), (len(samples), len(slow))]
    fade = ((np.arange(guard, dtype=np.float32) + 0.5) / guard)[:, None]
    for (start, begins), (end, ends) in pairwise(edges):
        length = min(ends + guard, len(slow)) - begins
        part = _Part(samples[start:end], mono[start:end], rate, speed).stretched(length, given_up)
        if start:
            before = slow[begins : begins + guard]
            part[:guard] = np.rint(before + (part[:guard] - before.astype(np.float32)) * fade)
        slow[begins : begins + length] = part
    return slow


class _Part:
    """What lies between two onsets."""

    def __init__(self, samples: Samples, mono: Mono, rate: int, speed: float) -> None:
        self._end = len(samples)
        self._half = round(HALF * rate)
        self._reach = round(REACH * rate) // COARSE
        self._speed = speed
        beyond = 2 * self._half + (self._reach + 2) * COARSE
        self._samples = np.pad(samples, ((0, beyond), (0, 0)), "reflect") if self._end else samples
        self._mono = np.pad(mono, (0, beyond), "reflect") if self._end else mono

    def stretched(self, length: int, given_up: Callable[[], bool]) -> Samples:
        """Return `length` samples of this part, slow; silence from where `given_up()` became true."""
        slow = np.zeros((length, 2), np.int16)
        if not self._mono.any():
            return slow
        places = self._places(-(-length // self._half), given_up)
        for first in range(0, len(places), AT_ONCE):
            laid = self._laid(places[max(0, first - 1) : first + AT_ONCE], whole=first == 0)
            at = first * self._half
            slow[at : at + len(laid)] = laid[: length - at]
        return slow

    def _places(self, count: int, given_up: Callable[[], bool]) -> Sequence[int]:
        """Return the sample at which each of `count` frames begins."""
        coarse = self._mono[: len(self._mono) // COARSE * COARSE].reshape(-1, COARSE).mean(axis=1)
        size = self._half // COARSE
        energy = np.concatenate([[0.0], np.cumsum(np.square(coarse, dtype=np.float64))])
        strength = 1 / np.sqrt(energy[size:] - energy[:-size] + size * FAINT**2)
        far = NEAR * np.square(np.arange(-self._reach, self._reach + 1) / self._reach)
        places = [0]
        for turn in self._turns(count):
            if given_up():
                break
            follows = places[-1] + self._half
            there, beside = divmod(follows, COARSE)
            low = max(0, turn // COARSE - self._reach)
            alike = np.correlate(
                coarse[low : turn // COARSE + self._reach + size], coarse[there : there + size]
            )
            alike *= strength[low : low + len(alike)] * strength[there]
            nearest = (low + int((alike - far[len(far) - len(alike) :]).argmax())) * COARSE + beside
            low = max(0, nearest - COARSE)
            exact = np.correlate(
                self._mono[low : nearest + COARSE + self._half], self._mono[follows : follows + self._half]
            )
            places.append(min(low + int(exact.argmax()), self._end - 1))
        return places

    def _turns(self, count: int) -> list[int]:
        """Return where each frame but the first is due to begin."""
        even = np.arange(1, count) * self._half * self._speed
        lag = np.minimum(self._half * (1 - self._speed), (1 - SLOWEST) * even)
        return (even - lag).astype(int).tolist()  # type: ignore[no-any-return]

    def _laid(self, places: Sequence[int], *, whole: bool) -> Samples:
        """Lay frames over each other: half a frame for each place but the first; for that too, if `whole`."""
        row = sliding_window_view(np.ascontiguousarray(self._samples).reshape(-1), 2 * self._half)
        begin = 2 * np.asarray(places)
        old = row[begin[:-1] + 2 * self._half].astype(np.float32)
        mixed = row[begin[1:]].astype(np.float32)
        mixed -= old
        mixed *= np.repeat(np.sin(np.pi / 2 * (np.arange(self._half) + 0.5) / self._half) ** 2, 2)
        mixed += old
        laid: Samples = np.rint(mixed, out=mixed).astype(np.int16).reshape(-1, 2)
        return np.concatenate([self._samples[: self._half], laid]) if whole else laid
