"""Outlines and masks of the face, and thinned truth tracks."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forge.drawn_face import FRAMES, SIZE, face_track
from game.content.regions import polygon_at
from game.errors import ChinmiError
from game.forge import landmarks
from game.forge.face import grow, hull, smooth_over_time, spokes
from game.forge.masks import fill
from game.forge.tracks import track


def _circle(radius, middle=(50, 50), count=60):
    turns = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return (np.stack([np.cos(turns), np.sin(turns)], -1) * radius + middle).astype(np.float32)


def test_a_mask_has_the_area_of_its_outline():
    assert np.isclose(fill([_circle(20)], (100, 100)).sum(), np.pi * 400, rtol=0.02)


@settings(max_examples=20, deadline=None)
@given(st.floats(0, 1))
def test_a_mask_follows_its_outline_by_less_than_a_pixel(shift):
    mask = fill([_circle(20, (50 + shift, 50))], (100, 100))
    columns = np.arange(100) + 0.5
    assert np.isclose((mask.sum(0) * columns).sum() / mask.sum(), 50 + shift, atol=0.2)


def test_a_feather_softens_the_edge_and_nothing_else():
    hard, soft = fill([_circle(30)], (100, 100)), fill([_circle(30)], (100, 100), 3.0)
    assert soft[50, 50] > 0.999
    assert soft[5, 5] < 0.001
    assert 0.3 < soft[50, 80] < 0.7
    assert np.isclose(soft.sum(), hard.sum(), rtol=0.01)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 9999), st.integers(8, 40))
def test_a_hull_holds_all_its_points(seed, count):
    points = np.random.default_rng(seed).random((count, 2)).astype(np.float32) * 50
    edge = hull(points)
    following = np.roll(edge, -1, 0)
    for point in points:
        a, b = following - edge, point - edge
        assert (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0] >= -1e-3).all()


def test_spokes_lie_on_the_outline():
    found = spokes(_circle(20, count=200))
    assert found.shape == (16, 2)
    assert np.allclose(np.linalg.norm(found - 50, axis=1), 20, atol=0.05)


def test_grow_moves_outwards():
    assert np.allclose(np.linalg.norm(grow(_circle(20), 5) - 50, axis=1), 25, atol=1e-3)


def test_smoothing_keeps_a_still_face_still_and_calms_a_trembling_one():
    still = np.ones((20, 3, 2), dtype=np.float32)
    assert np.allclose(smooth_over_time(still, 1.2), still)
    tremble = np.random.default_rng(0).normal(0, 1, (50, 3, 2)).astype(np.float32)
    assert smooth_over_time(tremble, 1.2).std() < 0.6 * tremble.std()


def test_a_pose_measures_the_face_in_its_own_axes(face):
    pose = face.pose(5)
    own = pose.inside(face.oval(5))
    assert np.allclose(np.abs(own).max(0), 1, atol=0.02)
    assert pose.inside(face.steady[5, 152])[1] > 0.9, "the chin is at the lower edge"


def test_a_track_stays_near_every_measured_outline(face):
    regions = track(face.outline, 0, FRAMES, SIZE, 25)
    assert 1 < len(regions) < FRAMES
    for i in range(FRAMES):
        stored = np.array(polygon_at(regions, i / 25))
        assert np.abs(stored - face.outline(i) / SIZE).max() < 0.0045


def test_a_still_outline_needs_two_keys():
    regions = track(lambda _i: _circle(20), 3, 20, (100, 100), 25)
    assert [key.t for key in regions] == [0.12, 0.76]


def test_a_region_never_leaves_the_frame():
    regions = track(lambda _i: _circle(80), 0, 2, (100, 100), 25)
    assert all(0 <= value <= 1 for key in regions for point in key.polygon for value in point)


def test_points_survive_their_file(tmp_path):
    points = face_track()
    landmarks.save(tmp_path / "x.npz", {"one": points, "two": points[:3]})
    back = landmarks.load(tmp_path / "x.npz")
    assert sorted(back) == ["one", "two"]
    assert np.abs(back["one"] - points).max() < 1 / 3000
    assert back["two"].shape == (3, 478, 2)


@pytest.mark.parametrize("content", [b"", b"not numpy", b"PK\x03\x04 broken"])
def test_other_files_are_refused(tmp_path, content):
    path = tmp_path / "x.npz"
    path.write_bytes(content)
    with pytest.raises(ChinmiError, match=r"x\.npz"):
        landmarks.load(path)


def test_a_track_of_other_points_is_refused(tmp_path):
    np.savez_compressed(tmp_path / "x.npz", one=np.zeros((3, 68, 2), dtype=np.int16))
    with pytest.raises(ChinmiError, match="478"):
        landmarks.load(tmp_path / "x.npz")


def array(header, content=b""):
    """An array of numpy's with any header."""
    return b"\x93NUMPY\x01\0" + len(header).to_bytes(2, "little") + header + content


HEADER = b"{'descr': '<i2', 'fortran_order': False, 'shape': (1, 478, 2), }\n"
HOSTILE = {
    "no array": b"only words",
    "objects": array(HEADER.replace(b"<i2", b"|O")),
    "other type": array(HEADER.replace(b"<i2", b"<f8"), bytes(8 * 956)),
    "no such type": array(HEADER.replace(b"'<i2'", b"{'a': 1}")),
    "brackets": array(HEADER.replace(b"(1,", b"(" * 300)),
    "a call": array(HEADER.replace(b"False", b"exit()")),
    "more than there is": array(HEADER.replace(b"(1,", b"(4000,"), bytes(1912)),
    "more than memory": array(HEADER.replace(b"(1,", b"(99999999999,"), bytes(1912)),
    "less than none": array(HEADER.replace(b"(1,", b"(-1,"), bytes(1912)),
    "more behind it": array(HEADER, bytes(1913)),
    "empty": array(HEADER.replace(b"(1,", b"(0,")),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_an_array_that_lies_is_refused(tmp_path, content):
    path = tmp_path / "x.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("o\x1b[2Jne.npy", content)
    with pytest.raises(ChinmiError, match=r"^x\.npz: 'o\\x1b\[2Jne' is not a track of 478 points"):
        landmarks.load(path)


def test_an_entry_that_is_packed_unusually_is_refused(tmp_path):
    path = tmp_path / "x.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("one.npy", array(HEADER, bytes(1912)))
    with pytest.raises(ChinmiError, match="unusual way"):
        landmarks.load(path)


def test_a_file_of_endless_tracks_is_refused(tmp_path):
    path = tmp_path / "x.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(16):
            archive.writestr(f"{number}.npy", array(HEADER.replace(b"(1,", b"(4000,"), bytes(1912 * 4000)))
    with pytest.raises(ChinmiError, match="at most 60000 frames in all"):
        landmarks.load(path)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ChinmiError, match="are missing"):
        landmarks.load(tmp_path / "none.npz")
