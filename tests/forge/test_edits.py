"""Every picture edit: confined to its region, stronger when asked, the same each time."""

from __future__ import annotations

import numpy as np
import pytest

from forge.drawn_face import FPS, FRAMES, SIZE, draw_frame, drawn_clip, drawn_face
from game.content.regions import polygon_at
from game.forge import visibility
from game.forge.edits import video_kinds
from game.forge.face import FacePoints
from game.forge.masks import fill
from game.forge.rng import EditRandom
from game.forge.tracks import track

KINDS = sorted(video_kinds())
STRENGTHS = (0.2, 0.5, 0.9)


def _middle(edit):
    return (edit.span.first + edit.span.last) // 2


def _some(edit):
    first, last = edit.span.first, edit.span.last
    return sorted({first, _middle(edit), last - 2})


def _allowed(edit, i):
    """The region as a pack stores it, grown by the feather."""
    regions = track(edit.outline, edit.span.first, edit.span.last, SIZE, FPS)
    outline = np.array(polygon_at(regions, i / FPS)) * SIZE
    inside = fill([outline.astype(np.float32)], SIZE) > 0
    reach = int(np.ceil(edit.reach)) + 2
    grown = inside.copy()
    for axis in (0, 1):
        total = np.cumsum(np.pad(grown, [(reach + 1, reach) if a == axis else (0, 0) for a in (0, 1)]), axis)
        ahead, behind = [slice(None)] * 2, [slice(None)] * 2
        ahead[axis], behind[axis] = slice(2 * reach + 1, None), slice(None, -2 * reach - 1)
        grown = total[tuple(ahead)] > total[tuple(behind)]
    return grown


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_changes_outside_the_region(kind, strength, planned, frames):
    edit = planned(kind, strength)
    for i in _some(edit):
        changed = (edit.apply(i, frames[i]) != frames[i]).any(-1)
        assert not (changed & ~_allowed(edit, i)).any(), f"frame {i}"


@pytest.mark.parametrize("kind", KINDS)
def test_something_changes_inside_it(kind, planned, frames):
    for strength in STRENGTHS:
        edit = planned(kind, strength)
        changes = [np.abs(edit.apply(i, frames[i]).astype(int) - frames[i]).max() for i in _moments(edit)]
        assert max(changes) >= 6


@pytest.mark.parametrize("kind", KINDS)
def test_a_stronger_edit_is_more_visible(kind, planned, frames):
    seen = []
    for strength in STRENGTHS:
        edit = planned(kind, strength)
        found = [
            visibility.measure(edit, i, [(frames[k], edit.apply(k, frames[k])) for k in (i, i + 1)])
            for i in _moments(edit)
        ]
        share = (edit.span.last - edit.span.first) / len(frames)
        seen.append(visibility.visibility(kind, visibility.over_time(found), share))
    assert seen[0] < seen[1] < seen[2]


def _moments(edit):
    if edit.peak is not None:
        return [edit.peak]
    return range(edit.span.first + 1, edit.span.last - 2, 6)


@pytest.mark.parametrize("kind", KINDS)
def test_the_region_lies_on_the_face(kind, planned, face):
    edit = planned(kind, 0.5)
    for i in range(edit.span.first, edit.span.last):
        own = face.pose(i).inside(edit.outline(i))
        assert np.abs(own).max() < 1.15, f"frame {i}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_draw_gives_the_same_edit(kind, planned, frames):
    one, two = planned(kind, 0.6), planned(kind, 0.6)
    i = _middle(one)
    assert one.span == two.span
    assert (one.apply(i, frames[i]) == two.apply(i, frames[i])).all()
    assert (one.outline(i) == two.outline(i)).all()


@pytest.mark.parametrize("kind", KINDS)
def test_frames_outside_the_span_stay_as_they_are(kind, planned, frames):
    edit = planned(kind, 0.6)
    outside = [i for i in range(len(frames)) if not edit.span.first <= i < edit.span.last]
    assert all(edit.apply(i, frames[i]) is frames[i] for i in outside)


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_stay_in_single_precision(kind, planned, frames):
    """A stray double would double the time of every clip."""
    from game.forge.edits.base import Crop

    edit = planned(kind, 0.6)
    painted = [edit.paint(i, Crop(0, 0, frames[i])) for i in range(edit.span.first, edit.span.last, 3)]
    patches = [patch for patch in painted if patch is not None]
    assert patches
    assert {p.dtype for patch in patches for p in (patch.picture, patch.mask)} == {np.dtype(np.float32)}


def test_colours_differ_from_clip_to_clip(clip):
    from game.forge.edits.tone import colour_mismatch
    from game.forge.rng import EditRandom

    assert len({colour_mismatch(clip, 0.5, EditRandom(seed)).variant for seed in range(20)}) >= 4


def test_a_recipe_can_ask_for_a_form(clip):
    from game.forge.edits.tone import colour_mismatch
    from game.forge.rng import EditRandom

    assert {colour_mismatch(clip, 0.5, EditRandom(seed, "pale")).variant for seed in range(9)} == {"pale"}


def test_hair_before_the_forehead_is_not_coloured(clip, frames):
    """A dark strand is painted over the forehead: the edit has to stay behind it."""
    from game.forge.edits.tone import colour_mismatch
    from game.forge.rng import EditRandom

    i = len(frames) // 2
    top, brow = clip.face.steady[i, 10], clip.face.steady[i, 9]
    x, y = (top * 0.6 + brow * 0.4).astype(int)
    frame = frames[i].copy()
    frame[y - 14 : y + 14, x - 7 : x + 7] = (40, 30, 26)
    after = colour_mismatch(clip, 0.9, EditRandom(1, "red")).apply(i, frame)
    strand, skin = np.s_[y - 6 : y + 6, x - 3 : x + 3], np.s_[y - 4 : y + 4, x + 22 : x + 30]
    assert np.abs(after[strand].astype(int) - frame[strand]).mean() < 1.5
    assert np.abs(after[skin].astype(int) - frame[skin]).mean() > 6


def test_frozen_eyes_do_not_blink(clip, planned, frames):
    from game.forge.edits.eyes import openness

    level = openness(clip.face)
    shut = int(np.argmin(level))
    assert level[shut] < 0.6 * np.median(level), "the drawn clip blinks"
    after = planned("frozen-eyes", 0.9).apply(shut, frames[shut])
    x, y = clip.face.steady[shut, 468].astype(int)
    lid, eye = (frame[y - 6 : y + 7, x - 7 : x + 8].astype(float).std() for frame in (frames[shut], after))
    assert eye > 1.5 * lid


def test_occlusion_needs_something_before_the_face(clip):
    from dataclasses import replace

    from game.forge.edits.cover import occlusion_failure
    from game.forge.rng import EditRandom

    with pytest.raises(ValueError, match="before the face"):
        occlusion_failure(replace(clip, cover=None), 0.5, EditRandom(1))


@pytest.mark.parametrize("moved", [-150, -110, 140])
def test_light_falls_on_a_face_that_is_partly_outside_the_picture(moved):
    face = FacePoints((drawn_face().raw + np.array((moved, 0))).astype(np.float32))
    frames = [draw_frame(face.raw[i], i) for i in range(FRAMES)]
    edit = video_kinds()["lighting-mismatch"].plan(drawn_clip(face, frames), 0.6, EditRandom(3))
    for i in (3, 15, 22):
        assert edit.apply(i, frames[i]).shape == frames[i].shape
