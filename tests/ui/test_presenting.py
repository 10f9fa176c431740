"""Pictures are copied to the X server where no card can draw, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.ui.presenting import HINT, choose


def card(devices: Path, name: str, mode: int = 0o600) -> None:
    place = devices / name
    place.parent.mkdir(exist_ok=True)
    place.touch(mode)


def chosen(driver: str, devices: Path, **env: str) -> str | None:
    choose(driver, env, devices)
    return env.get(HINT)


def test_without_a_card_x11_gets_copies(tmp_path: Path) -> None:
    assert chosen("x11", tmp_path) == "0"
    card(tmp_path, "dri/card0")
    assert chosen("x11", tmp_path) == "0", "it shows pictures and cannot draw any"


@pytest.mark.parametrize("name", ["dri/renderD128", "nvidiactl"])
def test_a_card_is_left_to_draw(tmp_path: Path, name: str) -> None:
    card(tmp_path, name)
    assert chosen("x11", tmp_path) is None


@pytest.mark.parametrize("driver", ["wayland", "kmsdrm", "windows", "cocoa", "dummy", "offscreen"])
def test_other_windows_are_left_alone(tmp_path: Path, driver: str) -> None:
    assert chosen(driver, tmp_path) is None


def test_what_a_player_set_stays(tmp_path: Path) -> None:
    assert chosen("x11", tmp_path, **{HINT: "1"}) == "1"
