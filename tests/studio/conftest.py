"""The studio is tested by a pilot who plays the whole game, and on a drawn face."""

from forge.conftest import clip, face, frames, planned
from measured import measured_once
from pilot import make_pilot, pilot, small_pack

__all__ = ["clip", "face", "frames", "make_pilot", "measured_once", "pilot", "planned", "small_pack"]
