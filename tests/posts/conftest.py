"""Screens are tested by a pilot who plays the whole game, on the pack of computer-made actors."""

import pytest
from pilot import Pilot, make_pilot, small_pack
from ready_library import embedded_packs
from still_films import still_by_custom, still_films

__all__ = ["make_pilot", "small_pack", "still_by_custom", "still_films"]


@pytest.fixture
def pilot(make_pilot) -> Pilot:
    """A person at the practices of a game with the pack that comes with it."""
    pilot = make_pilot(packs=embedded_packs())
    pilot.app.show_menu()
    pilot.step()
    pilot.click("practice")
    return pilot
