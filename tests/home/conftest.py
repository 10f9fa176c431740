"""Screens are tested by a pilot who plays the whole game."""

from pilot import make_pilot, pilot, small_pack

__all__ = ["make_pilot", "pilot", "small_pack"]
