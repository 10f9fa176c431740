"""Where to look and what to ask is one key away during every round, by key, mouse and finger."""

import pytest
from kiosk.kit import Kiosk
from pilot import make_pilot, small_pack

from game.media.clip import PlayerState

__all__ = ["make_pilot", "small_pack"]


@pytest.fixture
def pilot(make_pilot):
    begun = make_pilot(lang="en")
    begun.start(rounds=4)
    begun.to_clip(manipulated=True)
    return begun


def looked_up(pilot, under: str) -> None:
    """Open it by each hand from the screen `under`, find the whole list on it, and come back."""
    for open_it in (lambda: pilot.press("i"), lambda: pilot.click("hand"), lambda: pilot.touch("hand")):
        assert pilot.scene == under
        open_it()
        assert pilot.scene == "at-hand"
        words = [" ".join(getattr(widget, "text", "").split()) for widget in pilot.loop.stack.top.widgets]
        for check in pilot.app.journey.campaign.before_share.checks:
            assert check.how.get("en") in words
        assert pilot.t("watch.place.mouth") in words
        pilot.press("i")
    assert pilot.scene == under


def test_in_every_phase_of_a_round(pilot):
    looked_up(pilot, "watch")
    pilot.wait_until(lambda: pilot.find("ready").enabled, "the clip")
    pilot.click("ready")
    looked_up(pilot, "judge")
    pilot.click("step-5")
    pilot.click("confirm")
    looked_up(pilot, "spot")
    pilot.click("cant-tell")
    looked_up(pilot, "reveal")


def test_the_clip_waits_below_it(pilot):
    player = pilot.play.player
    assert player is not None
    pilot.wait_until(lambda: player.state is PlayerState.PLAYING, "the clip to play")
    pilot.press("i")
    at = player.time
    pilot.let(1.0)
    assert player.time == at


def test_on_a_kiosk(tmp_path):
    kiosk = Kiosk(tmp_path, clips=3)
    try:
        kiosk.click("language-uz")
        kiosk.click("next")
        kiosk.click("next")
        assert kiosk.scene == "watch"
        kiosk.click("hand")
        assert kiosk.scene == "at-hand"
        kiosk.click("back")
        assert kiosk.scene == "watch"
    finally:
        kiosk.close()
