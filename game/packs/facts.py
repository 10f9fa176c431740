"""What a check needs to know about a clip's file. The media player's probe measures it; tests make it up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol


class MediaFacts(Protocol):
    """What was found when a clip was decoded to its end."""

    @property
    def width(self) -> int:
        """Width of the frame in pixels."""

    @property
    def height(self) -> int:
        """Height of the frame in pixels."""

    @property
    def fps(self) -> float:
        """Frames a second."""

    @property
    def seconds(self) -> float:
        """Length in seconds."""

    @property
    def frames(self) -> int:
        """How many frames were decoded."""

    @property
    def audio(self) -> bool:
        """Whether there is a sound track."""

    @property
    def codec(self) -> str:
        """The picture's codec, `h264`."""

    @property
    def pix_fmt(self) -> str:
        """The pixel format, `yuv420p`."""

    @property
    def bit_rate(self) -> float:
        """Bits a second of the whole file."""

    @property
    def loudness(self) -> float | None:
        """Integrated loudness in LUFS; None where there is no sound, or only silence."""

    @property
    def flashes(self) -> int:
        """The most general flashes (WCAG 2.3.1) in any one second."""

    @property
    def key_seconds(self) -> float:
        """The longest time between two key frames."""

    @property
    def heard(self) -> HeardFacts | None:
        """What was measured of the sound; None without one, or of silence."""


class HeardFacts(Protocol):
    """What of a sound tells how it was made rather than what is said."""

    @property
    def quiet_before(self) -> float:
        """Seconds before anything is heard."""

    @property
    def quiet_after(self) -> float:
        """Seconds after the last that is heard."""

    @property
    def band(self) -> float:
        """The highest frequency that is there, in hertz."""

    @property
    def whole_hops(self) -> bool:
        """Whether its length is a multiple of what vocoders make at a time."""


Probe = Callable[[Path], MediaFacts]
"""Decodes a clip to its end. Raises ClipError with a reason when that is not possible."""
