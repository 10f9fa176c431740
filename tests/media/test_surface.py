"""A frame in the size of a stage is as sharp as Lanczos would make it, and an edit is as visible."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pygame
import pytest
from numpy.typing import NDArray
from PIL import Image

from game.content.models import Clip
from game.media.clip import ClipPlayer
from game.media.decoder_thread import LEAST_QUEUE, QUEUE, DecoderThread
from game.media.frames import FrameSource
from game.media.surface import ClipPicture, surface_of
from game.packs.archive import open_pack
from game.packs.reader import read_pack
from media.conftest import FakeClock, number_of

STUDIO = Path(__file__).parents[2] / "assets" / "packs" / "studio"
FILMS = sorted((STUDIO / "media").glob("*.mp4"))
SIZES = [(332, 332), (241, 239), (480, 480), (673, 671), (960, 960)]
LEAST_DB = 40.0

Pixels = NDArray[np.float64]


@cache
def studio_clips() -> dict[str, Clip]:
    with open_pack(STUDIO) as files:
        return {clip.id: clip for clip in read_pack(files).clips}


def rgb(surface: pygame.Surface) -> Pixels:
    return pygame.surfarray.array3d(surface).swapaxes(0, 1).astype(float)


def lanczos(surface: pygame.Surface, size: tuple[int, int]) -> Pixels:
    whole = Image.fromarray(rgb(surface).astype(np.uint8))
    return np.asarray(whole.resize(size, Image.Resampling.LANCZOS)).astype(float)


def decibels(found: Pixels, reference: Pixels) -> float:
    error = float(np.mean((found - reference) ** 2))
    return float("inf") if error == 0 else 10 * np.log10(255**2 / error)


def shown(film: Path, index: int, size: tuple[int, int] | None) -> pygame.Surface:
    with FrameSource(film) as source:
        source.shown = size
        frame = source.read(index)
        assert frame is not None
        return surface_of(frame)


@pytest.mark.parametrize("size", SIZES)
def test_a_frame_is_as_sharp_as_lanczos_makes_it_to_its_last_column(size: tuple[int, int]) -> None:
    film = FILMS[0]
    whole, made = shown(film, 5, None), rgb(shown(film, 5, size))
    reference = lanczos(whole, size)
    assert decibels(made, reference) >= LEAST_DB
    assert decibels(made[:, -3:], reference[:, -3:]) >= LEAST_DB - 6
    assert decibels(made[-3:], reference[-3:]) >= LEAST_DB - 6
    smooth = rgb(pygame.transform.smoothscale(whole, size))
    assert decibels(made, reference) >= decibels(smooth, reference) - 2.0, "no softer than it was"


@pytest.mark.parametrize("size", [(332, 332), (240, 240)])
@pytest.mark.parametrize("kind", ["colour-mismatch-60", "blending-boundary-60"])
def test_what_an_edit_changed_is_as_visible_as_in_the_file(kind: str, size: tuple[int, int]) -> None:
    clips = studio_clips()
    edit = next(name for name in clips if name.endswith(kind))
    original = clips[edit].original
    assert original is not None
    before, after = (STUDIO / clips[name].path for name in (original, edit))
    wanted = lanczos(shown(after, 40, None), size) - lanczos(shown(before, 40, None), size)
    found = rgb(shown(after, 40, size)) - rgb(shown(before, 40, size))
    assert np.square(wanted).sum() > 0
    assert np.square(found).sum() >= 0.9 * np.square(wanted).sum()


def test_a_picture_keeps_its_own_size_for_a_closer_look(silent_film: Path) -> None:
    wishes: list[tuple[int, int]] = []
    with FrameSource(silent_film) as source:
        own = source.size
        source.shown = (own[0] // 2, own[1] // 2)
        frame = source.read(7)
        assert frame is not None
        picture = ClipPicture(frame, own, wishes.append)
        whole = source.read(7)
    assert picture.at((own[0] // 2, own[1] // 2)).get_size() == (own[0] // 2, own[1] // 2)
    assert picture.whole.get_size() == own
    assert number_of(picture.whole) == 7
    source = FrameSource(silent_film)
    again = source.read(7)
    source.close()
    assert again is not None
    assert whole is not None
    assert np.array_equal(rgb(picture.whole), rgb(surface_of(again))), "as if it had been made so at once"
    assert wishes == [(own[0] // 2, own[1] // 2)]


def test_a_player_makes_frames_in_the_size_that_its_stage_asks_for(
    silent_film: Path, clock: FakeClock
) -> None:
    with ClipPlayer(silent_film, clock=clock, sound=None, start_paused=True) as player:
        assert player.settle()
        assert player.picture is not None
        player.picture.at((100, 60))
        player.show(30)
        assert player.settle()
        ready = player.picture.at((100, 60))
        assert player.picture.at((100, 60)) is ready
        assert ready.get_size() == (100, 60)
        assert player.frame is not None
        assert number_of(player.frame) == 30


def test_few_frames_wait_where_a_window_is_very_large(silent_film: Path) -> None:
    decoder = DecoderThread(silent_film, rate=None)
    try:
        for size, most in (((776, 436), QUEUE), ((1920, 1080), QUEUE), ((3840, 2160), LEAST_QUEUE)):
            decoder.shown = size
            assert LEAST_QUEUE <= decoder._most <= QUEUE
            assert (decoder._most == QUEUE) is (most == QUEUE)
    finally:
        decoder.close()
