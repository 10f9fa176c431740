"""Imported voices of which less is known: only the moment, or not even that."""

import pytest
from small_pack import INTERVAL, pack_record, usual, voice, voice_edit, voices, write_pack

from game.media.clip import PlayerState
from game.play.dealer import PracticeDealer
from game.quiz.history import History
from game.quiz.session import Session

PEOPLE = {"basis": "recorded-volunteers", "manipulation": "agreed", "evidence": "Signed forms."}
MADE = {"method": "full-synthesis", "technique": "A01"}
PART = {"interval": INTERVAL}


def packed(folder, name, records):
    return write_pack(folder / name, records, pack_record(name, consent=PEOPLE))


def nameless(artefacts, pairs=4):
    return [voice(n) for n in range(pairs)] + [
        voice_edit(n, **MADE) | {"artefacts": artefacts} for n in range(pairs)
    ]


def pilot_of(make_pilot, folder, artefacts):
    pilot = make_pilot(packs=(packed(folder, "imported", nameless(artefacts)),), sound=True)
    pilot.begin(rounds=4)
    pilot.to_clip(manipulated=True)
    return pilot


@pytest.fixture
def placed(make_pilot, tmp_path):
    """A pilot before a voice of which the changed part is known, and not the tell-tale."""
    return pilot_of(make_pilot, tmp_path, [PART])


@pytest.fixture
def unplaced(make_pilot, tmp_path):
    """A pilot before a voice that is known to be synthetic, and nothing else."""
    return pilot_of(make_pilot, tmp_path, [])


def stage_of(pilot):
    return pilot.find("stage")


def voice_words(pilot):
    return pilot.app.context.t.about(virtual=False, voice=True)


def test_where_only_the_moment_is_known_nothing_is_named(placed):
    t = voice_words(placed)
    placed.judge(6)
    assert placed.scene == "spot"
    assert placed.play.round.deal.choices == ()
    assert placed.reads(t("spot.place_only"))
    placed.click_at(stage_of(placed).x_of(1.0), stage_of(placed).spectrum_box.cy, expect="stage")
    placed.click("show")
    assert placed.play.round.answer.hit == 0
    assert placed.reads(t("reveal.detail.place"))
    assert placed.reads(t("reveal.area.heading"))
    told = placed.loop.stack.top.scene.explanation()
    assert t("reveal.area.text_sound") in told.tabs[0].text
    (span,) = stage_of(placed).spans
    assert (span.start, span.end, span.words) == (*INTERVAL, t("reveal.area"))


def test_the_changed_part_and_its_original_are_heard(placed):
    placed.judge(6)
    placed.click("cant-tell")
    assert placed.find("loop")
    placed.click("hear-original")
    assert placed.loop.stack.top.scene.original.state is PlayerState.PLAYING


def test_where_the_moment_is_not_known_nobody_is_asked_for_it(unplaced):
    t = voice_words(unplaced)
    unplaced.judge(6)
    assert unplaced.scene == "reveal"
    assert unplaced.reads(t("reveal.line.full-synthesis"))
    assert unplaced.reads(t("reveal.detail.unplaced"))
    assert unplaced.reads(t("reveal.unplaced.heading"))
    assert unplaced.play.round.answer.points == 100
    told = unplaced.loop.stack.top.scene.explanation()
    assert t("reveal.area.check_sound") in {tab.text for tab in told.tabs}
    unplaced.click("provenance")
    assert unplaced.reads(f"{t('provenance.method.full-synthesis')} (A01)")


def test_the_whole_original_is_heard_where_no_moment_is_known(unplaced):
    unplaced.judge(6)
    for name in ("compare", "stronger", "outline", "loop"):
        assert unplaced.loop.stack.top.find(name) is None
    unplaced.click("hear-original")
    scene = unplaced.loop.stack.top.scene
    assert scene.original.state is PlayerState.PLAYING
    assert scene.original.span is None
    unplaced.click("hear-clip")
    assert scene.original.state is PlayerState.PAUSED
    assert unplaced.play.player.state is PlayerState.PLAYING


def test_a_session_of_such_voices_comes_to_its_summary(unplaced):
    unplaced.finish()
    assert unplaced.scene == "summary"


def test_what_is_asked_tells_nothing_about_the_label(make_pilot, tmp_path):
    """Of a real clip, no kinds are offered where the manipulated ones of its pack and medium have none."""
    packs = (
        packed(tmp_path, "named", [*voices(), *usual()]),
        packed(tmp_path, "nameless", nameless([PART])),
    )
    pilot = make_pilot(packs=packs, sound=True)
    context = pilot.app.context
    dealer = PracticeDealer(context, context.levels[0].model_copy(update={"kinds": ()}))
    found = [dealer.choose(Session("s", 1), History()) for _ in range(200)]
    assert {(deal.pack, deal.clip.label, bool(deal.choices)) for deal in found if deal} == {
        *(("named", label, True) for label in ("real", "manipulated")),
        *(("nameless", label, False) for label in ("real", "manipulated")),
    }
    guide = context.guide.kinds
    for deal in found:
        heard = {guide[kind].heard_alone for kind in deal.choices}
        assert not deal.clip.sound_only or heard <= {True}
