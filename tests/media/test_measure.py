"""The measurements run, and measure what they say."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.media import measure
from media.conftest import film


@pytest.fixture
def short(films: Path) -> Path:
    return film(films / "short-for-speed.mp4", 6)


def test_costs_are_seconds_per_frame(short: Path) -> None:
    screen = pygame.Surface((128, 48), 0, 32)
    assert measure.decode_cost(short) > 0
    assert measure.screen_cost(short, screen) > 0
    assert screen.get_at((40, 8)).r > 127  # the last frame, number 5 (binary 101), was drawn
    assert screen.get_at((24, 8)).r < 127
    assert screen.get_at((8, 8)).r > 127
    assert measure.first_frame(short) > 0
    assert measure.seek_cost(short) > 0


def test_plays_to_the_end_in_real_time(short: Path) -> None:
    screen = pygame.Surface((128, 48), 0, 32)
    late, frames, share = measure.play_in_real_time(short, screen)
    assert frames == 6
    assert 0 <= late <= frames
    assert share > 0
    assert screen.get_at((8, 8)).r > 127


def test_a_broken_film_does_not_hang_it(films: Path) -> None:
    screen = pygame.Surface((16, 16))
    assert measure.play_in_real_time(films / "nowhere.mp4", screen)[:2] == (0, 0)


def test_measures_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "SIZE", (64, 48))
    monkeypatch.setattr(measure, "SECONDS", 1)
    monkeypatch.setattr(measure, "RUNS", 1)
    speed = measure.measure(tmp_path, pygame.Surface((64, 48)))
    assert speed.ratio == pytest.approx(speed.screen_ms / speed.decode_ms)
    assert speed.frames == 25
    assert min(speed.first_frame_ms, speed.seek_ms, speed.cpu_share) > 0
