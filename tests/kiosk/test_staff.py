"""The way in for staff, and what they can do there."""

from __future__ import annotations

import json
from typing import Any

import pygame
import pytest

from game.content import yaml_source
from game.kiosk.settings import KioskSettings
from game.kiosk.supervision import exit_codes
from kiosk.kit import PIN, Kiosk
from kiosk.test_staff_lock import FOUR_DIGITS


@pytest.fixture
def kiosk(tmp_path):
    made = Kiosk(tmp_path)
    yield made
    made.close()


def hold_the_corner(kiosk: Kiosk, seconds: float = 5.6, at: tuple[int, int] = (20, 20)) -> None:
    kiosk.pass_time(0.3)
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1, touch=True))
    kiosk.pass_time(seconds)
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1, touch=True))
    kiosk.pass_time(0.25)


def enter(kiosk: Kiosk, digits: str) -> None:
    for digit in digits:
        kiosk.click(f"pin-{digit}")
    kiosk.click("pin-enter")


def test_the_corner_must_be_held_and_only_there(kiosk):
    hold_the_corner(kiosk, 3.0)
    assert kiosk.scene == "attract"
    hold_the_corner(kiosk, 6.0, at=(300, 360))
    assert kiosk.scene == "attract"
    hold_the_corner(kiosk)
    assert kiosk.scene == "pin"


def test_a_finger_that_slides_out_of_the_corner_does_not_count(kiosk):
    kiosk.pass_time(0.3)
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=(20, 20), button=1, touch=True))
    kiosk.pass_time(2)
    slide: dict[str, Any] = {"pos": (300, 300), "rel": (280, 280), "buttons": (1, 0, 0), "touch": True}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, **slide))
    kiosk.pass_time(6)
    assert kiosk.scene == "attract"


def test_the_right_pin_opens_the_staff_screen_and_a_wrong_one_does_not(kiosk):
    hold_the_corner(kiosk)
    enter(kiosk, "111111")
    assert kiosk.scene == "pin"
    enter(kiosk, PIN)
    assert kiosk.scene == "staff"
    kiosk.click("leave")
    assert kiosk.scene == "attract"


def test_five_wrong_pins_lock_for_five_minutes_across_a_restart(tmp_path):
    kiosk = Kiosk(tmp_path)
    hold_the_corner(kiosk)
    for _ in range(5):
        enter(kiosk, "111111")
    assert not kiosk.driver.find("pin-1").enabled
    kiosk.close()
    again = Kiosk(tmp_path)
    hold_the_corner(again)
    assert not again.driver.find("pin-1").enabled
    again.pass_time(60)
    again.close()


def test_after_five_minutes_the_right_pin_is_taken(kiosk):
    hold_the_corner(kiosk)
    for _ in range(5):
        enter(kiosk, "111111")
    kiosk.pass_time(310, 1.0)
    hold_the_corner(kiosk)
    enter(kiosk, PIN)
    assert kiosk.scene == "staff"


def test_a_staff_screen_that_is_left_alone_goes_back_to_visitors(kiosk):
    hold_the_corner(kiosk)
    enter(kiosk, PIN)
    kiosk.pass_time(90, 1.0)
    assert kiosk.scene == "attract"


def test_a_setting_is_taken_over_at_once_and_kept_in_the_file(kiosk, tmp_path):
    hold_the_corner(kiosk)
    enter(kiosk, PIN)
    kiosk.click("page-settings")
    kiosk.click("more-high_contrast")
    kiosk.click("less-volume")
    assert kiosk.app.context.settings.theme == "high_contrast"
    text = (tmp_path / "kiosk.yaml").read_text("utf-8")
    kept = yaml_source.parse(text, "kiosk.yaml", KioskSettings)
    assert kept == kiosk.app.state.settings
    assert (kept.high_contrast, kept.volume) == (True, 0.5)


@pytest.mark.parametrize(("key", "status"), [("close", exit_codes.CLOSED), ("restart", exit_codes.RESTART)])
def test_staff_can_close_and_restart(kiosk, key, status):
    hold_the_corner(kiosk)
    enter(kiosk, PIN)
    kiosk.click(key)
    assert not kiosk.app.loop.running
    assert kiosk.app.status == status


def test_diagnostics_hold_what_helps_and_no_pin(kiosk, tmp_path):
    hold_the_corner(kiosk)
    enter(kiosk, PIN)
    kiosk.click("diagnostics")
    (folder,) = tmp_path.glob("chinmi-diagnostics-*")
    names = {path.name for path in folder.iterdir()}
    assert {"health.txt", "settings.yaml", "days.csv", "kinds.csv", "clips.csv"} <= names
    assert "scrypt" not in (folder / "settings.yaml").read_text("utf-8")


def test_diagnostics_that_cannot_be_written_are_told(tmp_path):
    kiosk = Kiosk(tmp_path, diagnostics="taken")
    (tmp_path / "taken").write_text("a file")
    worked, why = kiosk.app.staff.save_diagnostics()
    assert not worked
    assert why
    kiosk.close()


def test_the_staff_s_pages_are_read_once_and_not_at_every_repaint(kiosk, monkeypatch):
    read = []
    for name in ("numbers", "health", "packs"):
        ask = getattr(kiosk.app.staff, name)
        monkeypatch.setattr(kiosk.app.staff, name, lambda name=name, ask=ask: read.append(name) or ask())
    hold_the_corner(kiosk)
    enter(kiosk, PIN)
    for page in ("health", "packs"):
        kiosk.click(f"page-{page}")
        for _ in range(5):
            kiosk.loop.invalidate()
            kiosk.pass_time(0.1)
    assert read == ["numbers", "health", "packs"]


def test_staff_with_a_short_pin_get_in_and_a_hint(tmp_path):
    kiosk = Kiosk(tmp_path, pin=FOUR_DIGITS)
    hold_the_corner(kiosk)
    enter(kiosk, "4829")
    assert kiosk.scene == "staff"
    assert "kiosk.fact.short_pin" in {fact.key for fact in kiosk.app.staff.health()}
    kiosk.close()


def test_health_names_what_is_wrong(tmp_path):
    (tmp_path / "staff-lock.json").write_text(json.dumps({"tries": 0, "until": 0}))
    (tmp_path / "visits.db").write_bytes(b"damaged" * 2000)
    kiosk = Kiosk(tmp_path)
    facts = {fact.key for fact in kiosk.app.staff.health() if not fact.well}
    assert "kiosk.fact.moved" in facts
    kiosk.close()
