"""After the truth of a missed clip the player may still point at the place; that is practice and not kept."""

import pytest
from small_pack import INTERVAL

from play.test_sounds import at, listening, stage, voice_pack
from play.test_spot import HIT, MISS

__all__ = ["listening", "voice_pack"]


@pytest.fixture
def missed(pilot):
    """A reveal of a manipulated clip, with a place to point at, that was taken for real."""
    pilot.start(rounds=8)
    while not (pilot.clip.manipulated and pilot.clip.artefacts[0].region):
        pilot.judge(3)
        pilot.click("next")
    pilot.judge(2)
    return pilot


def reveal(pilot):
    return pilot.loop.stack.top.scene


def test_the_place_is_held_back_until_it_was_pointed_at(missed):
    assert reveal(missed).asking
    assert not reveal(missed).outline_on
    missed.tap(*HIT)
    assert not reveal(missed).asking
    assert reveal(missed).outline_on
    assert missed.reads(missed.t("reveal.detail.found_now"))
    missed.tap(*MISS)
    assert reveal(missed).second_look.hit, "the first mark stays"


def test_a_mark_elsewhere_is_told_and_the_place_shown(missed):
    missed.tap(*MISS)
    assert missed.reads(missed.t("reveal.detail.not_there"))
    assert reveal(missed).outline_on


def test_it_changes_neither_points_nor_what_is_kept_nor_what_returns(missed):
    before, history = missed.play.round, missed.play.history
    missed.tap(*HIT)
    answer = missed.play.round.answer
    assert (missed.play.round, missed.play.history) == (before, history)
    assert (answer.marks, answer.found, answer.hit) == ((), (), None)
    assert answer.missed == missed.clip.kinds
    assert missed.app.context.store.answers(answer.session)[-1] == answer


def test_who_asks_for_the_outline_is_not_asked_for_the_place(missed):
    missed.click("outline")
    assert not reveal(missed).asking
    assert missed.reads(missed.t("reveal.detail.missed"))
    missed.click("outline")
    assert not reveal(missed).asking


def test_the_keyboard_points_as_well(missed):
    while missed.focus != "stage":
        missed.press("tab")
    missed.press("left")
    missed.press("up", shift=True)
    assert reveal(missed).second_look.cross == pytest.approx((0.48, 0.4))
    missed.press("return")
    mark = reveal(missed).second_look.mark
    assert (mark.x, mark.y) == pytest.approx((0.48, 0.4))
    assert reveal(missed).outline_on


def test_nobody_is_asked_after_a_hit_or_on_a_real_clip(pilot):
    pilot.start(rounds=8)
    pilot.to_spot()
    pilot.click("cant-tell")
    assert reveal(pilot).second_look is None
    assert reveal(pilot).outline_on
    pilot.click("next")
    pilot.to_clip(manipulated=False)
    pilot.judge(2)
    assert reveal(pilot).second_look is None


@pytest.fixture
def missed_voice(listening):
    """A reveal of an altered voice that was taken for real."""
    listening.to_clip(manipulated=True)
    listening.judge(2)
    return listening


def of_a_voice(pilot):
    """The texts as they are said of a clip that is sound only."""
    return pilot.app.context.t.about(virtual=False, voice=True)


def test_of_a_missed_voice_the_moment_is_asked_for_and_held_back(missed_voice):
    assert reveal(missed_voice).asking
    assert missed_voice.reads(of_a_voice(missed_voice)("reveal.where_is_it"))
    assert stage(missed_voice).spans == ()
    assert missed_voice.play.player.time == 0
    names = {widget.name for widget in missed_voice.loop.stack.top.widgets}
    assert not {"hear-original", "loop", "compare", "stronger"} & names
    missed_voice.click_at(*at(missed_voice, sum(INTERVAL) / 2), expect="stage")
    assert reveal(missed_voice).second_look.hit
    assert len(stage(missed_voice).spans) == 1
    assert missed_voice.reads(of_a_voice(missed_voice)("reveal.detail.found_now"))
    assert missed_voice.find("hear-original")


def test_another_moment_is_told_and_the_keyboard_marks_the_present_one(missed_voice):
    while missed_voice.focus != "stage":
        missed_voice.press("tab")
    missed_voice.press("return")
    assert reveal(missed_voice).second_look.mark.timed
    assert not reveal(missed_voice).second_look.hit
    assert missed_voice.reads(of_a_voice(missed_voice)("reveal.detail.not_there"))


def test_who_asks_for_the_altered_part_of_a_voice_is_not_asked_for_it(missed_voice):
    missed_voice.click("outline")
    assert not reveal(missed_voice).asking
    assert len(stage(missed_voice).spans) == 1
