"""From a folder of one's own footage to a pack: finding faces, a first recipe, the build."""

from __future__ import annotations

import argparse
import shutil

import numpy as np
import pytest

from forge.drawn_face import FRAMES, face_track
from game.commands import pack_build
from game.content import yaml_source
from game.errors import ChinmiError
from game.forge import detect, footage, landmarks
from game.forge.build import build
from game.forge.recipe import Recipe


def _finder(answers):
    """A finder that gives out what a test prepared, frame by frame."""
    rest = iter(answers)
    return lambda _frame: next(rest)


def _follow(answers):
    return detect.follow([np.zeros((4, 4, 3), dtype=np.uint8)] * len(answers), _finder(answers))


def test_a_face_is_followed():
    track = face_track()
    assert np.allclose(_follow([[points] for points in track]), track, atol=1e-6)


def test_a_short_gap_is_bridged():
    track = face_track()[:9]
    found = _follow([[] if i in {4, 5} else [points] for i, points in enumerate(track)])
    assert np.allclose(found[4], track[3] + (track[6] - track[3]) / 3, atol=1e-5)


@pytest.mark.parametrize("lost", [range(4), range(5, 9), range(26, 30)])
def test_a_lost_face_is_refused(lost):
    with pytest.raises(ChinmiError, match="lost for 4 frames"):
        _follow([[] if i in lost else [points] for i, points in enumerate(face_track())])


def test_footage_without_a_face_is_refused():
    with pytest.raises(ChinmiError, match="no face"):
        _follow([[]] * 5)


def test_two_faces_are_refused():
    points = face_track()[0]
    with pytest.raises(ChinmiError, match="2 faces"):
        _follow([[points], [points, points]])


def test_a_wide_picture_is_cut_to_its_middle():
    assert footage.centre((1920, 1080), (640, 480)) == pytest.approx((0.125, 0, 0.75, 1))
    assert footage.centre((1080, 1920), (640, 480)) == pytest.approx((0, 0.2890625, 1, 0.421875))
    assert footage.centre((360, 288), (640, 512)) == (0, 0, 1, 1)


def test_frames_of_another_shape_keep_their_proportions(footage_folder):
    film = footage_folder / "drawn.mp4"
    whole = next(footage.frames(film, footage.size(film)))
    part = next(footage.frames(film, (256, 192)))
    assert part.shape == (192, 256, 3)
    assert np.abs(part.astype(int) - whole[32:224]).mean() < 1


@pytest.fixture
def own(footage_folder, tmp_path, monkeypatch):
    """A folder of one's own footage, and answers to the questions."""
    folder = tmp_path / "films"
    folder.mkdir()
    shutil.copy(footage_folder / "drawn.mp4", folder / "Anna.mp4")
    (folder / "notes.txt").write_text("not a film")

    def answer(*lines):
        rest = iter(lines)
        monkeypatch.setattr("builtins.input", lambda _question: next(rest))

    answer("our-class", "Our class", "Signed forms in the office.", "yes")
    return argparse.Namespace(folder=folder, out=tmp_path / "class.yaml", answer=answer)


def test_a_first_recipe_builds_a_pack(own, tmp_path, capsys):
    assert pack_build.new(own) == 0
    assert "class.landmarks.npz" in capsys.readouterr().out
    landmarks.save(tmp_path / "class.landmarks.npz", {"anna": face_track()})
    built = build(str(own.out), own.folder, tmp_path / "pack", jobs=1)
    assert [(clip.label, clip.person, clip.seconds) for clip in built.clips] == [
        ("real", "anna", FRAMES / 25),
        ("manipulated", "anna", FRAMES / 25),
    ]
    assert built.pack.consent.manipulation == "self-blend-only"
    assert built.pack.redistribute is False


def test_without_consent_to_edits_nothing_is_edited(own):
    own.answer("our-class", "Our class", "Signed forms in the office.", "no")
    assert pack_build.new(own) == 0
    recipe = yaml_source.parse(own.out.read_text("utf-8"), "class.yaml", Recipe)
    assert [entry.edits for entry in recipe.clips] == [()]
    assert recipe.pack.consent.manipulation == "not-agreed"


def test_consent_has_to_be_named(own, capsys):
    own.answer("our-class", "Our class", "  ")
    assert pack_build.new(own) == 1
    assert "consent in words" in capsys.readouterr().err
    assert not own.out.exists()


def test_a_recipe_is_never_written_over(own, capsys):
    own.out.write_text("mine")
    assert pack_build.new(own) == 1
    assert own.out.read_text() == "mine"
    assert "already" in capsys.readouterr().err


def test_a_folder_without_footage_is_told(own, capsys):
    (own.folder / "Anna.mp4").unlink()
    assert pack_build.new(own) == 1
    assert "no footage" in capsys.readouterr().err
