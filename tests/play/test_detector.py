"""The detector's opinion: after the judgement, on demand, beside the truth, and never about a sound."""

import pytest
from small_pack import voices, write_pack

from game.detector import opinion as opinions
from game.play.detector_opinion import DetectorScene


@pytest.fixture(autouse=True)
def fresh():
    """Let no test know what another one's detector has looked at."""
    opinions.detector.cache_clear()


@pytest.fixture
def revealed(pilot):
    pilot.start(rounds=8)
    pilot.to_clip(manipulated=False)
    pilot.judge(2)
    pilot.wait_for("reveal")
    return pilot


def has(pilot, name):
    return any(widget.name == name for widget in pilot.loop.stack.top.widgets)


def test_nobody_hears_of_it_before_the_judgement(pilot):
    pilot.start(rounds=2)
    pilot.watch()
    assert not has(pilot, "detector")
    pilot.to_judge()
    assert not has(pilot, "detector")


def test_it_looks_only_when_it_is_asked_and_says_what_it_is_worth(revealed):
    assert opinions.detector().given(revealed.clip) is None
    revealed.click("detector")
    assert revealed.scene == "detector"
    revealed.app.settle()
    revealed.step(2)
    given = opinions.detector().given(revealed.clip)
    assert 0 <= given.p <= 1
    assert revealed.reads(revealed.t("detector.where"))
    assert revealed.reads(revealed.t("detector.not_taught"))
    revealed.press("escape")
    assert revealed.scene == "reveal"


def test_of_a_voice_it_says_that_it_cannot_hear(make_pilot, tmp_path):
    pilot = make_pilot(packs=(write_pack(tmp_path / "voices", voices()),), sound=True)
    pilot.start(rounds=2)
    pilot.judge(2)
    pilot.press("d")
    assert pilot.reads(pilot.t("detector.deaf_text"))


def test_both_are_compared_and_the_summary_has_one_score_for_both(pilot):
    level = pilot.app.context.levels[0].model_copy(update={"detector": True, "rounds": 2})
    pilot.app.play(level)
    pilot.step()
    for _ in range(2):
        pilot.judge(1)
        pilot.app.settle()
        pilot.step(2)
        share = opinions.detector().given(pilot.clip)
        assert share is not None
        assert pilot.find("detector").text != pilot.t("detector.key")
        pilot.click("next")
    assert pilot.scene == "summary"
    assert pilot.find("duel.brier")
    assert not has(pilot, "calibration.title")


def test_it_does_not_change_what_the_player_gets(revealed):
    before = revealed.session
    revealed.click("detector")
    revealed.app.settle()
    revealed.step(2)
    assert revealed.session == before
    assert isinstance(revealed.loop.stack.top.scene, DetectorScene)
