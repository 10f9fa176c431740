"""Pointing: place, move, add at a price, take back, mark a moment of the sound, name, or not tell."""

import pytest
from pilot import MissedError
from small_pack import HEARD, edit, pack_record, real, write_pack

from game.quiz.session import MAX_MARKS

HIT, MISS = (0.4, 0.45), (0.85, 0.85)


@pytest.fixture
def spot(pilot):
    pilot.start(rounds=8)
    pilot.to_spot()
    return pilot


@pytest.fixture
def hearing(make_pilot, tmp_path):
    """A pilot who is to spot a tell-tale in the sound."""
    pack = write_pack(tmp_path / "heard", [real(1), edit(1, HEARD)], pack_record("heard"))
    pilot = make_pilot(packs=(pack,), sound=True)
    pilot.begin(rounds=4)
    if not pilot.clip.manipulated:
        pilot.judge(2)
        pilot.click("next")
    pilot.judge(6)
    return pilot


def marks(pilot):
    return [(round(m.x, 2), round(m.y, 2)) for m in pilot.play.round.marks]


def test_a_tap_places_the_mark_exactly_there(spot):
    spot.tap(*HIT)
    assert marks(spot) == [HIT]
    spot.tap(*MISS)
    assert marks(spot) == [MISS], "a second tap moves it"
    assert "You" in spot.words()


@pytest.mark.parametrize("size", [(1280, 720), (1024, 600), (3840, 2160), (1080, 1920)])
def test_a_tap_is_exact_on_any_window(spot, size):
    spot.resize(*size)
    for place in ((0.1, 0.1), (0.5, 0.5), (0.93, 0.87)):
        spot.tap(*place)
        (mark,) = spot.play.round.marks
        assert (mark.x, mark.y) == pytest.approx(place, abs=0.004)


def test_dragging_moves_the_mark_along(spot):
    spot.tap(*MISS)
    spot.drag_on_clip(MISS, HIT)
    assert marks(spot) == [HIT]


@pytest.mark.moving
def test_a_mark_carries_the_time_of_the_frame_on_screen(spot):
    for seconds in (0.2, 1.4):
        spot.scrub(seconds)
        spot.tap(*HIT)
        (mark,) = spot.play.round.marks
        assert mark.t == spot.play.player.time
        assert mark.t == pytest.approx(seconds, abs=0.05)


def test_marking_stops_the_clip(spot):
    spot.press("space")
    assert spot.play.player.state.value in ("playing", "ended")
    spot.tap(*HIT)
    assert spot.play.player.state.value == "paused"


def test_place_and_name_are_kept_apart_from_the_points(spot):
    kind = spot.clip.kinds[0]
    spot.scrub(1.0)
    spot.tap(*HIT)
    spot.click(f"kind-{kind}")
    spot.click("show")
    answer = spot.play.round.answer
    assert (answer.hit, answer.kind_right, answer.points) == (0, True, 100)


def test_a_further_mark_costs_nothing(spot):
    spot.scrub(1.0)
    spot.tap(*MISS)
    spot.click("add")
    spot.tap(*HIT)
    assert len(marks(spot)) == 2
    spot.click("show")
    (answer,) = [a for a in spot.app.context.store.answers() if a.marks]
    assert (answer.hit, answer.points) == (1, 100)


def test_there_are_three_marks_at_most(spot):
    spot.tap(0.1, 0.1)
    for i in range(2, MAX_MARKS + 1):
        spot.click("add")
        spot.tap(0.1 * i, 0.2)
    assert len(marks(spot)) == MAX_MARKS
    with pytest.raises(MissedError, match="'add' is disabled"):
        spot.click("add")


def test_asking_for_one_more_mark_can_be_taken_back(spot):
    spot.tap(*MISS)
    spot.click("add")
    spot.click("add")
    spot.tap(*HIT)
    assert marks(spot) == [HIT]


def test_marks_are_cleared_one_by_one_by_key_or_click(spot):
    spot.tap(*MISS)
    spot.click("add")
    spot.tap(*HIT)
    spot.press("backspace")
    assert marks(spot) == [MISS]
    spot.click("clear")
    assert marks(spot) == []
    with pytest.raises(MissedError, match="'clear' is disabled"):
        spot.click("clear")


def test_a_mark_is_moved_by_keys_to_the_edge_and_no_further(spot):
    spot.tap(0.02, 0.5)
    while spot.focus != "stage":
        spot.press("tab")
    for _ in range(4):
        spot.press("left", shift=True)
    assert spot.play.round.marks[0].x == 0.0
    spot.press("down")
    assert 0.5 < spot.play.round.marks[0].y < 0.53


def test_a_name_can_be_changed_and_taken_back(spot):
    first, second = spot.play.round.deal.choices[:2]
    spot.click(f"kind-{first}")
    spot.press("2")
    assert spot.play.round.kind == second
    spot.click(f"kind-{second}")
    assert spot.play.round.kind is None
    with pytest.raises(MissedError, match="'show' is disabled"):
        spot.click("show")


def test_not_telling_is_an_answer_and_drops_what_was_begun(spot):
    spot.tap(*HIT)
    spot.press("0")
    assert spot.scene == "reveal"
    assert (spot.play.round.marks, spot.play.round.kind) == ((), None)
    assert spot.play.round.points == 100


def test_the_true_kind_is_among_six_in_catalogue_order(spot):
    choices = spot.play.round.deal.choices
    order = list(spot.app.context.guide.kinds)
    assert len(set(choices)) == 6
    assert spot.clip.kinds[0] in choices
    assert sorted(choices, key=order.index) == list(choices)


def test_a_moment_of_the_sound_is_marked_by_its_time(hearing):
    hearing.scrub(1.0)
    hearing.click("moment")
    (mark,) = hearing.play.round.marks
    assert mark.timed
    assert mark.t == pytest.approx(1.0, abs=0.05)
    assert hearing.find("scrubber").marks == (mark.t,)
    assert any(hearing.find("scrubber").wave), "the sound is drawn"
    hearing.click(f"kind-{HEARD}")
    hearing.click("show")
    assert (hearing.play.round.answer.hit, hearing.play.round.answer.kind_right) == (0, True)


def test_a_moment_outside_the_interval_does_not_hit(hearing):
    hearing.scrub(0.0)
    hearing.click("moment")
    hearing.click("show")
    assert hearing.play.round.answer.hit is None


def test_a_place_marked_for_a_sound_becomes_a_moment_and_back(hearing):
    hearing.tap(*HIT)
    hearing.click("moment")
    assert [m.timed for m in hearing.play.round.marks] == [True]
    hearing.tap(*HIT)
    assert [m.timed for m in hearing.play.round.marks] == [False]


def test_a_clip_without_sound_offers_no_moment(make_pilot, tmp_path):
    record = edit(1, "jitter", audio=False)
    del record["original"], record["captions"]
    mute = write_pack(tmp_path / "mute", [record], pack_record("mute"))
    pilot = make_pilot(packs=(mute,))
    pilot.begin(rounds=1)
    pilot.judge(6)
    with pytest.raises(MissedError, match="'moment' is disabled"):
        pilot.click("moment")


@pytest.mark.moving
def test_the_clip_can_be_stepped_and_looked_at_closely_while_marking(spot):
    spot.scrub(1.0)
    before = spot.play.player.index
    spot.click("step")
    assert spot.play.player.index == before + 1
    spot.click("step-back")
    spot.press(",")
    assert spot.play.player.index == before - 1
    spot.click("loupe")
    spot.tap(*HIT)
    assert marks(spot) == [HIT]
    assert spot.loop.stack.top.scene.loupe_at == pytest.approx(HIT, abs=0.004)
