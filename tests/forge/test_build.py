"""Building whole packs: complete or not at all, the same each time, true to what they say."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from forge.drawn_face import FPS, SIZE, face_track
from game import resources
from game.content import yaml_source
from game.content.models import ClipList, Licence, Pack
from game.content.regions import contains, polygon_at
from game.errors import ChinmiError, PackError
from game.forge import build, footage, recipe, visibility
from game.forge.build import BuildContext, CancelledError, build_pack, file_hash
from game.forge.contact_sheet import write_contact_sheet
from game.forge.masks import fill
from game.forge.recipe import ClipOrder, Footage


def _context(folder, clips):
    plan = recipe.read("studio")
    path = folder / "drawn.mp4"
    source = Footage(
        id="drawn",
        path=path.name,
        bytes=path.stat().st_size,
        sha256=file_hash(path),
        person="drawn-1",
        description={"uz": "chizilgan yuz", "en": "a drawn face", "ru": "нарисованное лицо"},
    )
    made = plan.model_copy(
        update={"size": SIZE, "sources": (source,), "clips": tuple(ClipOrder(**clip) for clip in clips)}
    )
    return BuildContext(made, {"drawn": face_track()}, recipe.read_texts(), folder, resources.read_guide())


def _order(kind, **more):
    return {"kind": kind, "strength": 0.7, **more}


CLIPS = [
    {"id": "plain", "source": "drawn"},
    {"id": "short", "source": "drawn", "frames": (4, 28)},
    {"id": "dark", "source": "drawn", "look": "low-light"},
    {"id": "card", "source": "drawn", "prop": "card"},
    {
        "id": "b1",
        "source": "drawn",
        "edits": [{"kind": "colour-mismatch", "strength": 0.7, "variant": "red"}],
    },
    {"id": "b2", "source": "drawn", "frames": (4, 28), "edits": [{"kind": "jitter", "strength": 0.6}]},
    {"id": "b3", "source": "drawn", "look": "low-light", "edits": [{"kind": "edge-halo", "strength": 0.9}]},
    {
        "id": "b4",
        "source": "drawn",
        "prop": "card",
        "edits": [{"kind": "occlusion-failure", "strength": 0.8}],
    },
    {"id": "b5", "source": "drawn", "edits": [{"kind": "audio-splice", "strength": 0.8}]},
]


@pytest.fixture(scope="module")
def context(footage_folder):
    return _context(footage_folder, CLIPS)


@pytest.fixture(scope="module")
def pack(context, tmp_path_factory):
    """The folder of a pack of nine clips."""
    out = tmp_path_factory.mktemp("pack") / "drawn"
    build_pack(context, out, jobs=1)
    return out


@pytest.fixture(scope="module")
def clips(pack):
    text = (pack / "clips.yaml").read_text("utf-8")
    return {clip.id: clip for clip in yaml_source.parse(text, "clips.yaml", ClipList).clips}


def test_the_records_tell_the_truth_about_the_files(pack, clips):
    yaml_source.parse((pack / "pack.yaml").read_text("utf-8"), "pack.yaml", Pack)
    assert "CC0" in (pack / "CREDITS.md").read_text("utf-8")
    listed = {path for clip in clips.values() for path in (clip.path, clip.poster)}
    assert listed == {f"media/{path.name}" for path in (pack / "media").iterdir()}
    for clip in clips.values():
        content = (pack / clip.path).read_bytes()
        assert clip.bytes == len(content)
        assert clip.hash == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert clip.id not in clip.path


def test_edits_name_their_original_and_real_clips_nothing(clips):
    assert [clips[f"b{k}"].original for k in range(1, 6)] == ["plain", "short", "dark", "card", "plain"]
    assert {clip.method for clip in clips.values() if clip.manipulated} == {"self-blend"}
    assert all(
        clip.original is None and not clip.artefacts for clip in clips.values() if not clip.manipulated
    )
    assert clips["short"].seconds == 0.96
    assert clips["dark"].looks_odd is not None
    assert clips["dark"].look == "low-light"
    assert "drawn card" in clips["card"].description.get("en")
    assert "drawn card" in clips["b4"].description.get("en")


def test_a_real_clip_is_as_hard_as_it_looks_odd(clips):
    assert clips["short"].difficulty == visibility.PLAIN
    assert clips["dark"].difficulty == visibility.ODD["low-light"]
    assert visibility.PLAIN < visibility.of_real("warm-filter") < visibility.of_real("late-sound")
    assert visibility.of_real("head-turn") == visibility.OTHER_ODD


def test_an_edit_brings_its_note_region_and_difficulty(clips):
    artefact = clips["b1"].artefacts[0]
    assert "redder" in artefact.note.get("en")
    assert artefact.strength == 0.7
    assert len(artefact.region) >= 2
    assert not clips["b5"].artefacts[0].region
    assert all(0.05 <= clip.difficulty <= 0.95 for clip in clips.values())


def test_the_film_differs_where_the_region_says_and_nowhere_else(pack, clips):
    """After the same encode: the region holds the change, the rest is equal but for the codec's crumbs."""
    for name in ("b1", "b2", "b4"):
        clip = clips[name]
        pairs = zip(
            footage.frames(pack / clips[clip.original].path, SIZE),
            footage.frames(pack / clip.path, SIZE),
            strict=True,
        )
        inside_change, outside_change = [], []
        for i, (before, after) in enumerate(pairs):
            apart = np.abs(after.astype(int) - before).max(-1)
            start, end = clip.artefacts[0].interval
            if not start <= i / FPS < end:
                outside_change.append(apart.mean())
                continue
            outline = np.array(polygon_at(clip.artefacts[0].region, i / FPS), dtype=np.float32) * SIZE
            near = fill([outline], SIZE, 9.0) > 0.01
            inside_change.append(apart[near].mean())
            outside_change.append(apart[~near].mean())
        assert max(inside_change) > 4, name
        assert max(outside_change) < 3.5, name
        assert max(inside_change) > 2 * max(outside_change), name


def test_the_middle_of_a_face_region_lies_in_it(clips):
    outline = polygon_at(clips["b1"].artefacts[0].region, 0.5)
    x, y = np.array(outline).mean(0)
    assert contains(outline, x, y)


def test_sound_edits_leave_the_picture_alone(pack, clips):
    assert clips["b5"].audio
    a, b = (footage.frames(pack / clips[name].path, SIZE) for name in ("plain", "b5"))
    assert all((one == two).all() for one, two in zip(a, b, strict=True))
    assert (footage.sound(pack / clips["plain"].path) != footage.sound(pack / clips["b5"].path)).any()


def test_the_same_recipe_gives_the_same_pack(context, pack, tmp_path):
    build_pack(context, tmp_path / "again", jobs=1, only=4)
    again = yaml_source.parse((tmp_path / "again/clips.yaml").read_text("utf-8"), "clips.yaml", ClipList)
    first = yaml_source.parse((pack / "clips.yaml").read_text("utf-8"), "clips.yaml", ClipList)
    by_id = {clip.id: clip for clip in first.clips}
    assert len(again.clips) == 4
    for clip in again.clips:
        assert clip == by_id[clip.id]


def test_a_zip_holds_the_same_files(context, tmp_path):
    build_pack(context, tmp_path / "pack.zip", jobs=1, only=2)
    with zipfile.ZipFile(tmp_path / "pack.zip") as archive:
        names = archive.namelist()
        assert {"pack.yaml", "clips.yaml", "CREDITS.md"} < set(names)
        assert len(names) == 3 + 2 * 2
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_progress_is_told_clip_by_clip(context, tmp_path):
    told = []
    build_pack(context, tmp_path / "p", jobs=1, only=2, progress=lambda *step: told.append(step))
    assert told == [(1, 2, "plain"), (2, 2, "b1")]


def test_a_stopped_build_leaves_everything_as_it_was(context, tmp_path):
    out = tmp_path / "pack"
    out.mkdir()
    (out / "old.txt").write_text("old")
    with pytest.raises(CancelledError):
        build_pack(context, out, jobs=1, only=2, cancelled=iter([False, True]).__next__)
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]
    assert (out / "old.txt").read_text() == "old"


def test_a_new_build_takes_the_place_of_the_old_one(context, tmp_path):
    out = tmp_path / "pack"
    out.mkdir()
    (out / "old.txt").write_text("old")
    build_pack(context, out, jobs=1, only=1)
    assert not (out / "old.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_a_new_build_that_cannot_take_its_place_leaves_the_old_one(context, tmp_path, monkeypatch):
    out = tmp_path / "pack"
    out.mkdir()
    (out / "old.txt").write_text("old")
    real = Path.rename

    def rename(path, target):
        if path.name == "pack" and Path(target) == out:
            raise OSError("another program holds a file of it")
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(OSError, match="holds a file"):
        build_pack(context, out, jobs=1, only=1)
    assert (out / "old.txt").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_missing_and_wrong_sources_are_all_told(tmp_path):
    (tmp_path / "clips").mkdir()
    plan = recipe.read("studio")
    here, gone = (source.path for source in plan.needed(plan.first(12))[:2])
    (tmp_path / here).write_bytes(b"something else")
    with pytest.raises(ChinmiError) as caught:
        build.build("studio", tmp_path, tmp_path / "out", only=12, jobs=1)
    lines = str(caught.value).splitlines()
    assert any(f"{here}: another file" in line for line in lines)
    assert any(f"{gone}: not found" in line for line in lines)
    assert not (tmp_path / "out").exists()


def test_an_impossible_edit_is_told_with_its_clip(footage_folder, tmp_path):
    clips = [
        CLIPS[0],
        {"id": "x", "source": "drawn", "edits": [{"kind": "occlusion-failure", "strength": 0.5}]},
    ]
    with pytest.raises(ChinmiError, match=r"x: .*before the face"):
        build_pack(_context(footage_folder, clips), tmp_path / "p", jobs=1)


@pytest.mark.parametrize(("field", "value"), [("look", "nonsense"), ("edits", [_order("nonsense")])])
def test_unknown_looks_and_kinds_are_told_with_those_that_exist(field, value, footage_folder, tmp_path):
    clips = [CLIPS[0], {"id": "x", "source": "drawn", field: value}]
    with pytest.raises(ChinmiError, match="expected one of"):
        build_pack(_context(footage_folder, clips), tmp_path / "p", jobs=1)


def test_the_sheet_shows_a_row_for_each_edit(pack, tmp_path):
    from PIL import Image

    assert write_contact_sheet(pack, tmp_path / "sheet.png") == 5
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.width == 1200
        assert sheet.height > 4 * 300


def test_a_sheet_of_real_clips_alone_is_refused(context, tmp_path):
    build_pack(context, tmp_path / "p", jobs=1, only=1)
    with pytest.raises(ChinmiError, match="nothing to compare"):
        write_contact_sheet(tmp_path / "p", tmp_path / "sheet.png")


@pytest.mark.samples
def test_a_clip_of_the_studio_pack_is_built_again_byte_for_byte(actors, tmp_path):
    """The one clip whose film the actors' folder holds, as in the pack that comes with the game."""
    whole = BuildContext.open("studio", actors)
    entry = next(clip for clip in whole.recipe.clips if (actors / whole.recipe.source(clip).path).exists())
    plan = whole.recipe.model_copy(update={"clips": (entry,)})
    built = build_pack(replace(whole, recipe=plan), tmp_path / "studio", jobs=1)
    shipped = yaml_source.parse(
        (recipe.folder().parent / "packs/studio/clips.yaml").read_text("utf-8"), "clips.yaml", ClipList
    )
    by_id = {clip.id: clip for clip in shipped.clips}
    assert [clip.hash for clip in built.clips] == [by_id[entry.id].hash]


def test_what_is_on_agreement_is_built_as_a_folder_only(context, tmp_path):
    terms = {"licenses": (Licence(name="LicenseRef-dfdc"),), "redistribute": False}
    pack = context.recipe.pack.model_copy(update=terms)
    given = replace(context, recipe=context.recipe.model_copy(update={"pack": pack}))
    with pytest.raises(PackError, match="on the machine where they were confirmed"):
        build_pack(given, tmp_path / "pack.zip", jobs=1, only=2)
    assert not (tmp_path / "pack.zip").exists()
