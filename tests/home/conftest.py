"""Screens are tested by a pilot who plays the whole game; the films of small packs are looked over once."""

import pytest
from pilot import make_pilot, pilot, small_pack
from probed import probed_once
from still_films import still_by_custom, still_films

__all__ = ["make_pilot", "pilot", "probed_once", "small_pack", "still_by_custom", "still_films"]


@pytest.fixture(autouse=True)
def _looks_once(probed_once: None) -> None:
    """Let each film that comes in be decoded once for all tests."""
