"""Screens are tested by a pilot who plays the whole game; films stand still where they are not the matter."""

from pilot import make_pilot, pilot, small_pack
from still_films import still_by_custom, still_films

__all__ = ["make_pilot", "pilot", "small_pack", "still_by_custom", "still_films"]
