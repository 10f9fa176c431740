"""Pictures by time: from frames that come whenever they come to a given number of frames a second."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from game.errors import ClipError

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

MAX_GAP: Final = 1.0
"""Seconds a picture may stand before a film counts as one with a hole."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the source, and the clip's frames that show it: `first` up to, not including, `last`."""

    picture: VideoFrame
    first: int
    last: int


def by_time(pictures: Iterable[VideoFrame], fps: float, end: Fraction | None = None) -> Iterator[Shown]:
    """Yield what is shown at `fps` frames a second; time 0 is the first picture's.

    A frame of the clip shows the picture whose time is nearest among those that round to it, else the one
    that is still standing. A source of the same rate gives each of its pictures once. `end` is when the film
    is over, where it says so: how long a picture says it lasts may belong to its place in the file.
    """
    rate = Fraction(fps).limit_denominator(1001)
    zero: Fraction | None = None
    slot, best, apart = 0, None, Fraction(0)
    latest: VideoFrame | None = None
    for picture in pictures:
        now = time_of(picture)
        if zero is None:
            zero = now
        at = (now - zero) * rate
        number = floor(at + Fraction(1, 2))
        if best is not None and latest is not None and number > slot:
            yield from _standing(best, latest, slot, number)
            best = None
        if best is None or (number == slot and abs(at - slot) < apart):
            slot, best, apart = max(number, slot), picture, abs(at - number)
        if number >= slot:
            latest = picture
    if best is not None and latest is not None and zero is not None:
        over = ceil((_over(latest, end, rate) - zero) * rate - Fraction(1, 2))
        if over > slot or (time_of(best) - zero) * rate >= slot or slot == 0:
            yield from _standing(best, latest, slot, max(slot + 1, over))


def refuse_gap(shown: Shown, fps: float) -> None:
    """Raise ClipError (gap) for a picture that stands too long: frames are missing there."""
    if (shown.last - shown.first) / fps > MAX_GAP + 1 / fps:
        at, lasts = shown.first / fps, (shown.last - shown.first) / fps
        raise ClipError("gap", f"there is no new picture for {lasts:.1f} seconds, from {at:.1f} s on")


def _standing(best: VideoFrame, latest: VideoFrame, slot: int, following: int) -> Iterator[Shown]:
    if best is latest:
        yield Shown(best, slot, following)
        return
    yield Shown(best, slot, slot + 1)
    if following > slot + 1:
        yield Shown(latest, slot + 1, following)


def time_of(picture: VideoFrame) -> Fraction:
    """Return when a picture is due, in seconds of its file. Raises ClipError when nobody knows."""
    stamp = picture.pts if picture.pts is not None else picture.dts
    if stamp is None or picture.time_base is None:
        raise ClipError("cut-short", "a picture has no time")
    return Fraction(stamp * picture.time_base)


def _over(last: VideoFrame, end: Fraction | None, rate: Fraction) -> Fraction:
    """Return when the last picture is over, in seconds of its file, within reason."""
    begins = time_of(last)
    told = Fraction((last.duration or 0) * (last.time_base or 0))
    for over in (end, begins + told):
        if over is not None and begins < over <= begins + Fraction(MAX_GAP):
            return over
    return begins + 1 / rate
