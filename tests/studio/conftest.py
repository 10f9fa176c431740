"""The studio is tested by a pilot who plays the whole game, and on a drawn face."""

from forge.conftest import face, frames, planned, shot
from measured import measured_once
from pilot import make_pilot, pilot, small_pack

__all__ = ["face", "frames", "make_pilot", "measured_once", "pilot", "planned", "shot", "small_pack"]
