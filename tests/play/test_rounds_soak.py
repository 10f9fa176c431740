"""The soak of rounds leaves no screens behind: it would take them for growth of the game."""

from __future__ import annotations

from random import Random

from still_films import still_films

from tools.robots.robot import robot
from tools.trials.rounds_soak import play_one

__all__ = ["still_films"]


def test_after_a_session_the_menu_is_the_only_screen(make_pilot, still_films):
    pilot = make_pilot(lang="en")
    pilot.app.show_menu()
    pilot.step()
    for _ in range(2):
        assert play_one(pilot, robot("human:0.7", Random(1))) > 0
        assert (pilot.scene, len(pilot.app.stack)) == ("menu", 1)
