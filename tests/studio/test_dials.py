"""The studio's swap and meter: each dial leaves its own trace, and mending it takes that trace away."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from forge.drawn_face import FRAMES
from hypothesis import given, settings
from hypothesis import strategies as st

from game import resources
from game.content import yaml_source
from game.content.models import Clip, Pack
from game.errors import ChinmiError
from game.forge.pixels import blur
from game.forge.skin import Skin
from game.studio.cast import cast_of, read_drawn
from game.studio.dials import BEST, BLINKS_FROM, TILE, Cast, Dials, SwapModel, inverse, places, swap, tile_of
from game.studio.visibility import EASY, STAGES, VISIBLE, TraceVisibility, plainest, region, traces

LOOP = range(0, FRAMES, 2)
BLINK = (12, 14)
AMOUNT = st.floats(0, 1)


@pytest.fixture(scope="module")
def cast(face, frames):
    """The drawn face without its noise, and a model that draws it smoothly at first and as it is at last."""
    frames = [blur(frame.astype(np.float32), 1.0).astype(np.uint8) for frame in frames]
    own = {i: tile_of(frames[i], place) for i, place in enumerate(places(face)) if i in LOOP}
    smooth = {i: blur(tile.astype(np.float32), 5.0).astype(np.uint8) for i, tile in own.items()}
    drawn = np.stack([np.stack(list(smooth.values())), np.stack(list(own.values()))])
    open_eyes = own[0]
    return Cast(
        frames={i: frames[i] for i in LOOP},
        face=face,
        skin=Skin.measure(frames[0], face, 0),
        fps=12.5,
        steps=(10, 500),
        drawn=drawn,
        wide_eyed={i: np.stack([smooth[0], open_eyes]) for i in BLINK},
    )


def seen(cast, dials):
    return {trace.kind: trace.seen for trace in traces(cast, dials)}


# -- the dials -------------------------------------------------------------------------------------


@given(AMOUNT, AMOUNT)
def test_more_of_a_dial_is_more_of_its_quantity(a, b):
    low, high = Dials(*(min(a, b),) * 7), Dials(*(max(a, b),) * 7)
    assert (low.pixels, low.scale, low.feather, low.late) <= (
        high.pixels,
        high.scale,
        high.feather,
        high.late,
    )
    assert low.blinks <= high.blinks


def test_the_middle_of_the_sound_dial_is_in_time():
    assert Dials(sound=0.5).late == 0
    assert Dials(sound=0.9).late == -Dials(sound=0.1).late > 0


def test_closed_eyes_come_with_more_data():
    assert not Dials(data=BLINKS_FROM - 0.01).blinks
    assert Dials(data=BLINKS_FROM).blinks


@given(AMOUNT)
def test_the_steps_told_lie_between_the_steps_drawn(training):
    cast = Cast({}, None, None, 12.5, (10, 50, 400), np.zeros(0, np.uint8), {})
    assert 10 <= cast.trained(Dials(training=training)) <= 400
    assert [cast.trained(Dials(training=x)) for x in (0, 0.5, 1)] == [10, 50, 400]


# -- the swap --------------------------------------------------------------------------------------


def test_a_place_and_its_inverse_undo_each_other(cast):
    for i in cast.loop:
        both = cast.places[i][:, :2] @ inverse(cast.places[i])[:, :2]
        assert np.allclose(both, np.eye(2))


def test_the_face_lies_within_its_tile_in_every_frame(cast):
    for i in cast.loop:
        back = inverse(cast.places[i])
        points = cast.face.oval(i, 1.0) @ back[:, :2].T + back[:, 2]
        assert points.min() > 0
        assert (points.max(0) < TILE).all()


def test_a_model_that_draws_the_face_as_it_is_changes_hardly_anything(cast):
    for i in cast.loop[::5]:
        made = swap(cast, BEST, SwapModel(ideal=True)).apply(i, cast.frames[i])
        assert np.abs(made.astype(int) - cast.frames[i]).mean() < 1.0


@settings(max_examples=8, deadline=None)
@given(st.builds(Dials, AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT), st.sampled_from(list(LOOP)))
def test_outside_the_mask_every_byte_stays(cast, dials, i):
    own = cast.frames[i]
    made = swap(cast, dials).apply(i, own)
    changed = np.argwhere((made != own).any(-1))
    outline = cast.face.oval(i, dials.scale)
    reach = 4 * dials.feather * cast.face.width + 2
    assert len(changed)
    assert (changed.min(0) >= outline.min(0)[::-1] - reach).all()
    assert (changed.max(0) <= outline.max(0)[::-1] + reach).all()


def test_without_closed_eyes_in_the_data_only_the_blink_differs(cast):
    few = Dials(data=BLINKS_FROM - 0.01)
    for i in cast.loop:
        with_blinks, without = cast.tile(i, few, SwapModel(blinks=True)), cast.tile(i, few)
        assert np.array_equal(with_blinks, without) == (i not in BLINK)


# -- the meter -------------------------------------------------------------------------------------


def test_the_best_dials_leave_nothing_easy_behind(cast):
    found = traces(cast, BEST)
    assert [trace for trace in found if trace.remains] == []


@pytest.mark.parametrize(
    ("dial", "value", "kind"),
    [
        ("data", 0.0, "resolution-mismatch"),
        ("training", 0.0, "over-smooth-skin"),
        ("colour", 0.0, "colour-mismatch"),
        ("light", 0.0, "lighting-mismatch"),
        ("sound", 0.0, "lip-sync-mismatch"),
        ("sound", 1.0, "lip-sync-mismatch"),
    ],
)
def test_a_dial_at_its_worst_leaves_its_own_trace(cast, dial, value, kind):
    worst = seen(cast, replace(BEST, **{dial: value}))
    best = seen(cast, BEST)
    assert worst[kind] >= EASY
    others = {other: seen for other, seen in worst.items() if other not in (kind, "frozen-eyes")}
    assert {other for other, seen in others.items() if seen >= EASY and best[other] < VISIBLE} <= {
        "blending-boundary"
    }


def test_a_hard_edge_shows_only_where_the_two_skins_differ(cast):
    hard = replace(BEST, softness=0.0, size=0.4)
    kind = "blending-boundary"
    assert seen(cast, hard)[kind] < seen(cast, replace(hard, colour=0.0))[kind]
    assert seen(cast, replace(BEST, colour=0.0))[kind] < seen(cast, replace(hard, colour=0.0))[kind]
    assert seen(cast, replace(hard, colour=0.0))[kind] >= EASY


def test_a_missing_blink_hides_behind_a_smooth_face(cast):
    few = replace(BEST, data=BLINKS_FROM - 0.01)
    assert seen(cast, few)["frozen-eyes"] > 0
    assert seen(cast, BEST)["frozen-eyes"] == 0


def test_turning_a_dial_to_its_best_makes_its_trace_fainter(cast):
    for dial, kind in (("colour", "colour-mismatch"), ("light", "lighting-mismatch")):
        found = [seen(cast, replace(BEST, **{dial: value}))[kind] for value in (0.0, 0.5, 1.0)]
        assert found == sorted(found, reverse=True)
        assert found[-1] == 0


def test_each_stage_tells_its_plainest_trace():
    kinds = [kind for _, kinds in STAGES for kind in kinds]
    found = tuple(TraceVisibility(kind, n / 10) for n, kind in enumerate(kinds))
    assert [trace.kind for trace in plainest(found)] == [kinds[-1] for _, kinds in STAGES]


@pytest.mark.parametrize(
    ("seen", "level"), [(0.0, "hard"), (VISIBLE, "visible"), (EASY, "easy"), (1.0, "easy")]
)
def test_words_for_how_visible_a_trace_is(seen, level):
    trace = TraceVisibility("over-smooth-skin", seen)
    assert trace.level == level
    assert trace.remains == (level != "hard")


def test_every_trace_has_a_region_on_the_frame(cast):
    for _, kinds in STAGES:
        for kind in kinds:
            outline = region(cast, Dials(), kind, 0)
            assert len(outline) >= 3
            assert (outline >= 0).all()
            assert (outline < np.array(cast.size)).all()


# -- who may be altered ----------------------------------------------------------------------------

PACK = resources.assets() / "packs" / "studio"


@pytest.fixture(scope="module")
def embedded():
    """The embedded pack, the record of the studio's clip, and its file."""
    pack = yaml_source.parse((PACK / "pack.yaml").read_text("utf-8"), "pack.yaml", Pack)
    data: Any = yaml_source.load((PACK / "clips.yaml").read_text("utf-8"), "clips.yaml").data
    record = next(clip for clip in data["clips"] if clip["id"] == read_drawn().clip)
    clip = Clip.model_validate(record)
    return pack, clip, PACK / clip.path


@pytest.fixture(scope="module")
def actor(embedded):
    """The cast of the game."""
    return cast_of(*embedded)


@pytest.mark.parametrize(
    "basis", ["paid-actors", "recorded-volunteers", "self", "public-domain-official", "none"]
)
def test_whoever_is_not_virtual_is_not_cast(embedded, basis):
    pack, clip, media = embedded
    consent = pack.consent.model_copy(update={"basis": basis})
    with pytest.raises(ChinmiError, match="virtual actors only"):
        cast_of(pack.model_copy(update={"consent": consent}), clip, media)


def test_another_clip_is_not_cast_for_the_drawings(embedded):
    pack, clip, media = embedded
    for change in ({"id": "actor-1-take-1"}, {"hash": "sha256:" + "0" * 64}):
        with pytest.raises(ChinmiError, match="another clip"):
            cast_of(pack, clip.model_copy(update=change), media)


def test_the_drawings_get_closer_to_the_face_with_training(actor):
    errors = [
        np.mean(
            [
                np.abs(stage[k].astype(int) - actor.own(i)).mean()
                for k, i in enumerate(actor.loop)
                if k % 6 == 0
            ]
        )
        for stage in actor.drawn
    ]
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < errors[0] / 3


def test_the_drawings_are_small_enough_to_come_with_the_game():
    folder = resources.assets() / "studio"
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 1_500_000


def test_a_player_can_hide_every_trace_of_the_game_s_actor_and_begins_with_many(actor):
    assert [trace for trace in traces(actor, BEST) if trace.remains] == []
    assert all(trace.remains for trace in plainest(traces(actor, Dials())))
