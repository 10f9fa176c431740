"""After the truth of a missed clip the player may still point at the place; that is practice and not kept."""

import pytest

from play.test_spot import HIT, MISS


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
