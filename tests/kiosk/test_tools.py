"""What only a checkout has - the robot visitor and the soaks - is not offered by an installed game."""

from __future__ import annotations

import pytest

from game import cli, kiosk_process, resources
from tools.trials import kiosk_clips


@pytest.fixture
def installed(monkeypatch):
    monkeypatch.setattr(resources, "has_tools", lambda: False)


def test_a_checkout_offers_soaks_and_a_robot(tmp_path):
    assert cli.parser().parse_args(["kiosk", "soak", "--days", "3"]).days == 3
    assert cli.parser().parse_args(["kiosk", "soak", "--clips", "--visits", "1000"]).clips
    given = ["--config", "a", "--data", "b", "--robot", str(tmp_path)]
    assert kiosk_process._parser().parse_args(given).robot == tmp_path


@pytest.mark.parametrize("words", [["kiosk", "soak"], ["kiosk", "--days", "3"]])
def test_an_installed_game_offers_no_soaks(installed, words, capsys):
    with pytest.raises(SystemExit):
        cli.parser().parse_args(words)
    assert "soak" not in cli.parser().format_help()
    capsys.readouterr()


def test_an_installed_kiosk_takes_no_robot(installed, capsys):
    with pytest.raises(SystemExit):
        kiosk_process._parser().parse_args(["--config", "a", "--data", "b", "--robot", "c"])
    assert "--robot" in capsys.readouterr().err


def test_a_visit_can_ask_for_its_settings_and_the_list_at_hand():
    assert set(kiosk_process.screens()) == {"settings", "at-hand"}


@pytest.mark.moving
def test_a_soak_with_real_clips_ends_in_figures():
    found = kiosk_clips.clip_visits(2)
    assert found["ok"]
    assert found["counted"]["start"] == found["visits"] == 2
    assert set(found["growth a visit"]) >= {"memory", "handles", "threads"}
