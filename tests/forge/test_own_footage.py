"""From a folder of one's own footage to a pack: finding faces, a first recipe, the build."""

from __future__ import annotations

import argparse
import re
import shutil

import numpy as np
import pytest

from forge.drawn_face import FRAMES, SIZE, face_track
from game.cli import main
from game.commands import pack_build
from game.content import yaml_source
from game.errors import ChinmiError, ContentError
from game.forge import detect, footage, landmarks, recipe
from game.forge.build import build
from game.forge.recipe import Recipe
from game.forge.source_names import source_ids


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


def smaller(path):
    """Let the clips of the recipe at `path` be as small as their footage."""
    text = path.read_text("utf-8")
    small = re.sub(r"(?m)^size: \[\d+, \d+\]$", f"size: [{SIZE[0]}, {SIZE[1]}]", text)
    assert small != text
    path.write_text(small, "utf-8")


def test_a_first_recipe_builds_a_pack(own, tmp_path, capsys):
    assert pack_build.new(own) == 0
    assert "class.landmarks.npz" in capsys.readouterr().out
    smaller(own.out)
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
    plan = yaml_source.parse(own.out.read_text("utf-8"), "class.yaml", Recipe)
    assert [entry.edits for entry in plan.clips] == [()]
    assert plan.pack.consent.manipulation == "not-agreed"


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


ODD_NAMES = (
    "IMG 0001 (2).MP4",
    "img-0001-2.mp4",
    "Анна урок 1.mp4",
    "[Ўқувчи] é 100%.mp4",
    "日本.mp4",
    "Anna-b.mp4",
)
"""Films as phones and people name them; two of them come to the same name."""


@pytest.fixture
def oddly_named(own, tmp_path):
    """The same film under every name that people give, in a folder with blanks and capitals."""
    folder = tmp_path / "Мои Фильмы (2)"
    folder.mkdir()
    for name in ("Anna.mp4", *ODD_NAMES):
        shutil.copy(own.folder / "Anna.mp4", folder / name)
    own.folder, own.out = folder, tmp_path / "Our Class.yaml"
    return own


def test_names_as_people_give_them_build_a_pack(oddly_named, tmp_path, capsys):
    oddly_named.answer("Our Class 7б", "Our class", "Signed forms in the office.", "yes")
    assert pack_build.new(oddly_named) == 0
    told = capsys.readouterr().out
    assert "The pack is called our-class-7b" in told
    assert "--from '" in told
    plan = recipe.read(str(oddly_named.out))
    names = {source.path: source.id for source in plan.sources}
    assert names["Анна урок 1.mp4"] == "anna-urok-1"
    assert {names["IMG 0001 (2).MP4"], names["img-0001-2.mp4"]} == {"img-0001-2", "img-0001-2-2"}
    found = source_ids(detect.films_of([oddly_named.folder]))
    assert sorted(found.values()) == sorted(names.values()), "the detector calls the films the same"
    points = oddly_named.out.with_name("Our Class.landmarks.npz")
    landmarks.save(points, dict.fromkeys(names.values(), face_track()))
    smaller(oddly_named.out)
    built = build(str(oddly_named.out), oddly_named.folder, tmp_path / "pack", jobs=1, only=4)
    assert len(built.clips) == 4


@pytest.mark.parametrize(
    "path", ["../a.mp4", "/a.mp4", "a//b.mp4", "C:/a.mp4", "a\\b.mp4", "a/./b.mp4", "a" * 401]
)
def test_a_source_lies_in_the_folder_of_the_footage(own, path):
    assert pack_build.new(own) == 0
    text = own.out.read_text("utf-8").replace("path: Anna.mp4", f"path: '{path}'")
    own.out.write_text(text, "utf-8")
    with pytest.raises(ContentError, match="expected a file in the folder of the footage"):
        recipe.read(str(own.out))


def test_no_edit_is_made_of_people_who_did_not_agree(own, tmp_path, capsys):
    """Before it begins, with the place in the recipe: `pack verify` would refuse what was made already."""
    assert pack_build.new(own) == 0
    text = own.out.read_text("utf-8")
    line = next(i for i, one in enumerate(text.splitlines(), 1) if "manipulation:" in one)
    own.out.write_text(text.replace("self-blend-only", "not-agreed"), "utf-8")
    capsys.readouterr()
    assert main(["pack", "build", str(own.out), "--from", str(own.folder), "--out", str(tmp_path / "p")]) == 1
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith(f"{own.out}:{line}:")
    assert "the people did not agree to be altered, and this pack has manipulated clips" in told
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize(("encoding", "named"), [("utf-16", "UTF-16"), ("cp1251", "windows-1251")])
def test_a_recipe_in_another_encoding_is_told(own, encoding, named):
    assert pack_build.new(own) == 0
    text = own.out.read_text("utf-8").replace("ʻ", "'").replace("ʼ", "'")
    own.out.write_bytes(text.encode(encoding))
    with pytest.raises(ContentError, match=rf"class.yaml:\d+:\d+: not UTF-8 text but {named}; save"):
        recipe.read(str(own.out))


def test_missing_face_points_name_the_step_that_makes_them(own, tmp_path):
    assert pack_build.new(own) == 0
    with pytest.raises(ChinmiError, match="Your own footage, step 2"):
        build(str(own.out), own.folder, tmp_path / "pack", jobs=1)


def test_the_detector_says_what_is_not_there(tmp_path, capsys):
    """A prompt that does not expand `*` hands it on as it is."""
    assert detect.main([str(tmp_path / "*.mp4"), "--out", str(tmp_path / "x.npz")]) == 1
    assert "name the folder of the films" in capsys.readouterr().err
    assert detect.main([str(tmp_path), "--out", str(tmp_path / "x.npz")]) == 1
    assert "no films there; expected files ending in" in capsys.readouterr().err
