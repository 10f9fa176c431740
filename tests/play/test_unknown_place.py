"""Imported clips of which less is known: only the place, or not even that."""

import pytest
from small_pack import edit, pack_record, real, write_pack

HIT, MISS = (0.4, 0.45), (0.85, 0.85)
SWAP = {"method": "face-swap", "technique": "FaceShifter"}


def pilot_of(make_pilot, folder, **changes):
    record = edit(1, "jitter", **SWAP)
    record.update(changes)
    pilot = make_pilot(packs=(write_pack(folder / "imported", [real(1), record], pack_record("imported")),))
    pilot.begin(rounds=4)
    pilot.to_clip(manipulated=True)
    return pilot


@pytest.fixture
def placed(make_pilot, tmp_path):
    """A pilot before a clip of which the place is known, and not the tell-tale."""
    area = {key: value for key, value in edit(1, "jitter")["artefacts"][0].items() if key != "kind"}
    return pilot_of(make_pilot, tmp_path, artefacts=[area])


@pytest.fixture
def unplaced(make_pilot, tmp_path):
    """A pilot before a clip of which nobody knows where it was changed."""
    return pilot_of(make_pilot, tmp_path, artefacts=[])


def scene_name(pilot):
    return pilot.loop.stack.top.scene.name


def test_where_only_the_place_is_known_nothing_is_named(placed):
    placed.judge(6)
    assert scene_name(placed) == "spot"
    assert placed.play.round.deal.choices == ()
    assert placed.reads(placed.t("spot.place_only"))
    placed.tap(*HIT)
    placed.click("show")
    assert placed.reads(placed.t("reveal.detail.place"))
    assert placed.play.round.answer.found == ()
    assert placed.reads(placed.t("reveal.area.text")[:25])


def test_a_mark_beside_the_area_is_told_so(placed):
    placed.judge(6)
    placed.tap(*MISS)
    placed.click("show")
    assert placed.reads(placed.t("reveal.detail.not_there"))


def test_where_the_place_is_not_known_nobody_is_asked_for_it(unplaced):
    unplaced.judge(6)
    assert scene_name(unplaced) == "reveal"
    assert unplaced.reads(unplaced.t("reveal.detail.unplaced"))
    assert unplaced.reads(unplaced.t("reveal.unplaced.heading"))
    assert unplaced.play.round.answer.points == 100
    unplaced.finish()
    assert unplaced.reads(unplaced.t("summary.kinds")), "no tally of tell-tales"


def test_a_missed_clip_of_unknown_place_asks_for_no_second_look(unplaced):
    unplaced.judge(1)
    assert scene_name(unplaced) == "reveal"
    assert not unplaced.loop.stack.top.scene.asking


def test_how_it_was_made_is_told_in_words_and_by_its_makers_name(unplaced):
    unplaced.judge(6)
    assert unplaced.reads(unplaced.t("reveal.line.face-swap"))
    unplaced.click("provenance")
    assert unplaced.reads(f"{unplaced.t('provenance.method.face-swap')} (FaceShifter)")


VIEWERS = {
    "credit": "ExDDV, CC BY-NC-SA 4.0",
    "said": [
        {"text": "Unnatural gaze.", "clicks": [{"t": 1.2, "x": 0.25, "y": 0.5}]},
        {"text": "Odd teeth."},
    ],
}


def test_what_viewers_wrote_is_quoted_with_its_source_and_their_clicks_show(make_pilot, tmp_path):
    pilot = pilot_of(make_pilot, tmp_path, artefacts=[], viewers=VIEWERS)
    pilot.judge(6)
    assert not pilot.reads("Unnatural gaze.")
    pilot.click("tab-viewers")
    assert pilot.reads("\u201cUnnatural gaze.\u201d")
    assert pilot.reads("\u201cOdd teeth.\u201d")
    words = " ".join(pilot.words()).replace("\n", " ")
    assert pilot.t("reveal.viewers.credit", credit=VIEWERS["credit"]) in words
    assert pilot.play.player.time == pytest.approx(1.2, abs=0.05)
    assert pilot.loop.stack.top.scene.viewers_on


def test_viewers_clicks_are_no_truth_that_is_asked_for(make_pilot, tmp_path):
    pilot = pilot_of(make_pilot, tmp_path, artefacts=[], viewers=VIEWERS)
    assert not pilot.play.round.deal.clip.where_known
    pilot.judge(6)
    assert scene_name(pilot) == "reveal"
