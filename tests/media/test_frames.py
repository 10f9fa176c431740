"""The decoder gives exactly the frame that was asked for, in any order, and tells what is wrong."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pygame
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from game.errors import ClipError
from game.media import heap
from game.media.frames import FrameSource
from game.media.surface import surface_of
from media.conftest import cut_before, film, number_of, without

ENCODINGS = {
    "key frame each second": {},
    "B frames": {"bf": "3", "preset": "medium"},
    "open groups": {"bf": "3", "preset": "medium", "x264-params": "open-gop=1:keyint=10:scenecut=0"},
    "key frames only": {"g": "1"},
    "one key frame": {"g": "250", "preset": "medium"},
    "frames in slices": {"slices": "4", "preset": "medium"},
    "key frames side by side": {"preset": "medium", "x264-params": "keyint=2:min-keyint=1:bframes=2"},
}


def test_reads_every_frame_in_order(silent_film: Path) -> None:
    with FrameSource(silent_film) as source:
        assert [number_of(surface_of(source.read(i))) for i in range(75)] == list(range(75))


@pytest.mark.parametrize("name", ENCODINGS)
def test_reads_any_frame_in_any_order_whatever_the_encoding(films: Path, name: str) -> None:
    path = film(films / f"{name}.mp4", 60, options={"crf": "20", **ENCODINGS[name]})
    with FrameSource(path) as source:
        order = [0, 59, 58, 57, 30, 31, 29, 10, 11, 9, 12, 8, 25, 24, 26, 50, 49, 1, 0, 0, 59, 59]
        assert [number_of(surface_of(source.read(i))) for i in order] == order
        backwards = list(range(59, -1, -1))
        assert [number_of(surface_of(source.read(i))) for i in backwards] == backwards


def test_one_thread_decodes_slices_as_several_do(films: Path) -> None:
    path = film(films / "slices.mp4", 25, options={"crf": "30", "slices": "4", "preset": "medium"})
    with av.open(str(path)) as several, FrameSource(path) as source:
        several.streams.video[0].thread_type = "SLICE"
        for index, wanted in enumerate(several.decode(video=0)):
            found = source.read(index)
            assert found is not None
            assert found.source is not None
            assert np.array_equal(found.source.to_ndarray(), wanted.to_ndarray())


@pytest.mark.skipif(heap.in_use() is None, reason="this system's malloc does not tell what is in use")
def test_a_jump_leaves_nothing_behind(silent_film: Path) -> None:
    """What was read into before the jump is freed: for each one that is not, a kiosk grows for weeks."""
    with FrameSource(silent_film) as source:
        for _ in range(50):
            source.read(30)
            source.read(0)
        before = heap.in_use()
        for _ in range(300):
            source.read(30)
            source.read(0)
        assert heap.in_use() - before < 20  # KiB; they were 89


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.integers(0, 74), max_size=12))
def test_reads_any_frame_after_any_other(silent_film: Path, order: list[int]) -> None:
    with FrameSource(silent_film) as source:
        assert [number_of(surface_of(source.read(i))) for i in order] == order


def test_tells_times_from_the_file(silent_film: Path) -> None:
    with FrameSource(silent_film) as source:
        line = source.timeline
    assert line.times == pytest.approx([i / 25 for i in range(75)])
    assert line.seconds == pytest.approx(3.0)
    assert line.fps == pytest.approx(25)
    assert [line.index_at(t) for t in (-1, 0, 0.039, 0.04, 1.24, 2.999, 3, 99)] == [
        0,
        0,
        0,
        1,
        31,
        74,
        74,
        74,
    ]
    assert line.within(0.4, 0.8) == (10, 19)
    assert line.within(0.5, 0.5) == (12, 12)


@pytest.mark.parametrize("width", [128, 136, 130, 150])
def test_cuts_the_padding_of_odd_widths(films: Path, width: int) -> None:
    path = film(films / f"wide-{width}.mp4", 4, size=(width, 48))
    with FrameSource(path) as source:
        surface = surface_of(source.read(3))
    assert surface.get_size() == (width, 48)
    assert number_of(surface) == 3
    assert surface.get_at((width - 1, 47)).g == pytest.approx(63, abs=6)


def test_pictures_outlive_the_file_and_are_not_overwritten(silent_film: Path) -> None:
    with FrameSource(silent_film) as source:
        surfaces = [surface_of(source.read(i)) for i in range(10)]
    assert [number_of(surface) for surface in surfaces] == list(range(10))


def test_colours_are_right_side_up(films: Path) -> None:
    import numpy as np

    from game.media.sample import write_clip

    orange = np.zeros((48, 64, 3), np.uint8)
    orange[:] = (230, 120, 20)
    path = write_clip(films / "orange.mp4", [orange] * 2, options={"crf": "1"})
    with FrameSource(path) as source:
        surface = surface_of(source.read(0))
    shown = pygame.Surface((64, 48))
    shown.blit(surface, (0, 0))
    assert tuple(shown.get_at((30, 20)))[:3] == pytest.approx((230, 120, 20), abs=8)


def test_gives_up_when_told(silent_film: Path) -> None:
    with FrameSource(silent_film) as source:
        assert source.read(70, lambda: True) is None
        assert number_of(surface_of(source.read(70))) == 70


def test_a_file_that_was_cut_is_told_before_it_is_played(films: Path) -> None:
    whole = film(films / "in-front.mp4", mux={"movflags": "faststart"})
    short = films / "short.mp4"
    short.write_bytes(cut_before(whole, 50))
    with pytest.raises(ClipError, match="expected 75 frames, found 50") as caught:
        FrameSource(short)
    assert caught.value.reason == "cut-short"


@pytest.mark.parametrize("missing", [40, 74])
def test_a_frame_that_is_missing_is_told_and_the_others_are_right(films: Path, missing: int) -> None:
    whole = film(films / "in-front.mp4", mux={"movflags": "faststart"})
    holed = films / f"holed-{missing}.mp4"
    holed.write_bytes(without(whole, missing))
    with FrameSource(holed) as source:
        assert number_of(surface_of(source.read(missing - 1))) == missing - 1
        with pytest.raises(ClipError) as caught:
            source.read(missing)
        assert caught.value.reason == "cut-short"
        assert number_of(surface_of(source.read(10))) == 10
