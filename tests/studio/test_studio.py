"""The studio: the four stages on the virtual actor, nobody else; the meter; the next player's challenge."""

from dataclasses import replace

import pygame
import pytest
from probed import probe
from ready_library import embedded_packs
from small_pack import pack_record, write_pack

from game.content.regions import inner_point
from game.embedded import embed
from game.studio.cast import read_drawn
from game.studio.challenge import KINDS
from game.studio.dials import BEST, Dials
from game.studio.screen import DIALS, StudioScene
from game.studio.visibility import region
from game.ui.geometry import Box


@pytest.fixture
def make_studio(make_pilot, small_pack, measured_once):
    """Open the studio of a game with its embedded packs."""

    def make(dials=None, **options):
        pilot = make_pilot(packs=(small_pack, *embedded_packs()), **options)
        pilot.app.show_menu()
        scene = StudioScene(pilot.app.context)
        pilot.app.stack.push(scene)
        pilot.studio = scene
        pilot.step()
        if dials is not None:
            turn(pilot, dials)
        return pilot

    return make


@pytest.fixture
def studio(make_studio):
    return make_studio()


def turn(pilot, dials):
    pilot.studio.loop.dials = dials
    pilot.loop.invalidate()
    pilot.step()


def still(pilot):
    """Stop the loop, so that two pictures can be compared."""
    if pilot.studio.loop.playing:
        pilot.press("space")


def stage_pixels(pilot):
    return pilot.pixels(but=None)


def key(pilot, code, kind):
    pygame.event.post(pygame.event.Event(kind, key=code, mod=0, unicode="", scancode=0))
    pilot.step()


# -- who is shown ----------------------------------------------------------------------------------


def test_the_actor_is_virtual_and_comes_with_the_game(studio):
    assert studio.scene == "studio"
    assert studio.studio.loop.failure is None
    assert studio.reads(studio.t("studio.tag.actor"))
    assert studio.reads(studio.t("studio.tag.altered"))


@pytest.mark.parametrize("basis", ["virtual", "paid-actors", "self"])
def test_a_loaded_pack_is_never_altered_whatever_it_says(make_pilot, tmp_path, basis):
    """Its clip has the actor's name, and still no loaded face gets into the studio."""
    from small_pack import real

    consent = {"basis": basis, "manipulation": "agreed", "evidence": "A test."}
    record = pack_record("studio", consent=consent)
    clips = [{**real(1), "id": read_drawn().clip}]
    pilot = make_pilot(packs=())
    source = write_pack(tmp_path / "loaded", clips, record)
    library, guide = pilot.app.context.library, pilot.app.context.guide
    library.install(source, guide, probe)
    pilot.app.stack.push(scene := StudioScene(pilot.app.context))
    pilot.step()
    assert scene.loop.cast is None
    assert scene.loop.frame() is None
    assert pilot.reads(pilot.t("studio.missing.title"))
    pilot.click("missing.back")
    assert pilot.scene != "studio"


def test_without_its_actor_the_studio_says_so(pilot):
    pilot.app.context.library.set_enabled("small", enabled=False)
    pilot.app.stack.push(StudioScene(pilot.app.context))
    pilot.step()
    assert pilot.reads(pilot.t("studio.missing.title"))
    pilot.press("escape")
    assert pilot.scene == "menu"


def test_nothing_is_kept_of_what_was_made(studio):
    turn(studio, BEST)
    studio.press("escape")
    assert studio.scene == "menu"
    again = StudioScene(studio.app.context)
    assert again.loop.dials == Dials()
    assert studio.app.context.store.answers() == ()


# -- the dials -------------------------------------------------------------------------------------


def test_the_arrows_turn_a_dial_by_one_and_by_ten_percent(studio):
    studio.press("tab")
    while studio.focus != "dial-data":
        studio.press("tab")
    before = studio.studio.loop.dials.data
    studio.press("right")
    assert studio.studio.loop.dials.data == pytest.approx(before + 0.01)
    studio.press("left", shift=True)
    assert studio.studio.loop.dials.data == pytest.approx(before - 0.09)
    for _ in range(4):
        studio.press("left", shift=True)
    assert studio.studio.loop.dials.data == 0


def test_tab_goes_from_dial_to_dial(studio):
    studio.click("stage-4")
    names = [f"dial-{name}" for name, _, _ in DIALS[3]]
    while studio.focus != names[0]:
        studio.press("tab")
    for name in names[1:]:
        studio.press("tab")
        assert studio.focus == name


@pytest.mark.parametrize(("stage", "dials"), list(enumerate(DIALS)))
def test_each_stage_has_its_own_dials_and_each_can_be_dragged(studio, stage, dials):
    studio.press(str(stage + 1))
    for name, _, _ in dials:
        dial = studio.find(f"dial-{name}")
        y = dial.box.bottom - 20
        studio.drag((dial.track.x + 30, y), (dial.track.x + dial.track.w * 0.75, y), steps=1)
        assert getattr(studio.studio.loop.dials, name) == pytest.approx(0.75, abs=0.01)
        studio.drag((dial.track.cx, y), (dial.track.right + 200, y), steps=1)
        assert getattr(studio.studio.loop.dials, name) == 1
    others = {name for k, group in enumerate(DIALS) if k != stage for name, _, _ in group}
    shown = {w.name for w in studio.loop.stack.top.widgets}
    assert not {f"dial-{name}" for name in others} & shown


def test_a_finger_sets_a_dial(studio):
    dial = studio.find("dial-data")
    studio.touch_at(dial.track.x + dial.track.w * 0.5, dial.box.cy)
    assert studio.studio.loop.dials.data == pytest.approx(0.5, abs=0.01)


def test_a_dial_changes_the_picture_and_start_again_brings_it_back(studio):
    still(studio)
    at_first = studio.pixels()
    turn(studio, BEST)
    assert studio.pixels() != at_first
    studio.click("again")
    assert studio.studio.loop.dials == Dials()
    studio.step()
    assert studio.pixels() == studio.fresh_pixels()
    assert studio.studio.stage == 0


# -- the original ----------------------------------------------------------------------------------


def test_holding_o_shows_the_original_and_letting_go_the_edit(studio):
    still(studio)
    loop = studio.studio.loop
    edit = pygame.image.tobytes(loop.frame(), "RGB")
    key(studio, pygame.K_o, pygame.KEYDOWN)
    assert pygame.image.tobytes(loop.frame(), "RGB") == loop.cast.frames[loop.number].tobytes()
    assert not studio.reads(studio.t("studio.tag.altered"))
    assert studio.reads(studio.t("studio.tag.actor"))
    key(studio, pygame.K_o, pygame.KEYUP)
    assert pygame.image.tobytes(loop.frame(), "RGB") == edit
    assert studio.reads(studio.t("studio.tag.altered"))


def test_the_hold_key_works_while_the_mouse_is_down(studio):
    box, canvas = studio.find("hold").box, studio.loop.screen.canvas
    at = canvas.to_window(box.cx, box.cy)
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=at, button=1, touch=True))
    studio.step()
    assert studio.studio.loop.original
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=at, button=1, touch=True))
    studio.step()
    assert not studio.studio.loop.original


def test_another_screen_on_top_ends_the_hold(studio):
    key(studio, pygame.K_o, pygame.KEYDOWN)
    studio.click("settings")
    assert not studio.studio.loop.original


# -- the loop --------------------------------------------------------------------------------------


def test_the_loop_plays_on_and_begins_again(studio):
    loop = studio.studio.loop
    seen = set()
    for _ in range(60):
        studio.let(0.08)
        seen.add(loop.number)
    assert len(seen) > 30
    assert seen <= set(loop.cast.loop)


def test_with_less_motion_the_picture_is_still_until_it_is_played(make_studio):
    pilot = make_studio()
    pilot.app.apply(pilot.app.context.settings.changed(reduced_motion=True))
    scene = StudioScene(pilot.app.context)
    pilot.app.stack.push(scene)
    pilot.let(0.5)
    assert scene.loop.number == 0
    pilot.click("play")
    pilot.let(0.5)
    assert scene.loop.number > 0


class Ear:
    """A loudspeaker that notes what it is given."""

    notice, detail, rate, latency = None, "", 48_000, 0.0

    def __init__(self):
        self.heard = []

    def play(self, samples):
        self.heard.append(samples)
        return self

    def stop(self):
        self.heard.append(None)

    def effect(self, name):
        pass

    def set_volume(self, volume):
        pass

    def set_mute(self, mute):
        pass

    def set_latency(self, seconds):
        pass

    def close(self):
        pass


def test_the_sound_comes_as_late_as_its_dial_says(make_pilot):
    pilot = make_pilot()
    embed(pilot.app.context.library)
    ear = pilot.app.context.sound = Ear()
    scene = StudioScene(pilot.app.context)
    scene.loop.dials = replace(Dials(), sound=0.5)
    pilot.app.stack.push(scene)
    pilot.studio = scene
    pilot.step()
    in_time = next(samples for samples in ear.heard if samples is not None)
    turn(pilot, replace(Dials(), sound=1.0))
    scene.loop.position = scene.loop.cast.seconds - 0.01
    pilot.let(0.2)
    late = [samples for samples in ear.heard if samples is not None][-1]
    by = round(scene.loop.dials.late * ear.rate)
    assert by == round(0.48 * ear.rate)
    n = min(len(late), len(in_time)) - by - 4000
    offset = len(in_time) - len(late)
    assert (late[by - offset :][:n] == in_time[:n]).all()
    pilot.press("space")
    assert ear.heard[-1] is None


# -- the meter -------------------------------------------------------------------------------------


def test_the_meter_counts_the_stages_with_a_trace(studio):
    left = sum(trace.remains for trace in studio.studio.loop.remaining)
    assert left == 4
    assert studio.reads(studio.t("studio.left", n=left, total=4))
    turn(studio, replace(BEST, sound=1.0))
    assert studio.reads(studio.t("studio.left", n=1, total=4))
    name = studio.app.context.guide.kinds["lip-sync-mismatch"].name.get("en")
    assert studio.reads(name)
    assert not studio.reads(studio.t("studio.none"))


def test_with_no_easy_trace_left_source_and_context_are_named(make_studio):
    studio = make_studio(BEST)
    assert studio.reads(studio.t("studio.left", n=0, total=4))
    assert studio.reads(studio.t("studio.none"))


# -- the challenge ---------------------------------------------------------------------------------

COLOUR = replace(BEST, colour=0.0)


@pytest.fixture
def challenged(make_studio):
    """The next player before an edit whose colour is off."""
    studio = make_studio(COLOUR)
    studio.click("hand-over")
    studio.click("ready")
    assert studio.scene == "studio-challenge"
    return studio


def inside(pilot, kind):
    """A point of the present frame within a trace's region."""
    loop = pilot.studio.loop
    width, height = loop.cast.size
    outline = region(loop.cast, loop.dials, kind, loop.number)
    return inner_point(tuple((float(x) / width, float(y) / height) for x, y in outline))


def test_the_next_player_sees_neither_dials_nor_meter(challenged):
    assert not [w.name for w in challenged.loop.stack.top.widgets if w.name.startswith("dial-")]
    assert not challenged.reads("Traces that remain")
    assert not challenged.find("show").enabled
    assert challenged.reads(challenged.t("studio.tag.altered"))
    challenged.press("o")
    assert not challenged.studio.loop.original


def test_the_hand_over_can_be_called_off(make_studio):
    studio = make_studio(COLOUR)
    studio.click("hand-over")
    studio.press("escape")
    assert studio.scene == "studio"


@pytest.mark.parametrize(
    ("kind", "hit", "key"),
    [
        ("colour-mismatch", True, "studio.found.both"),
        ("colour-mismatch", False, "studio.found.kind"),
        ("frozen-eyes", True, "studio.found.place"),
        ("frozen-eyes", False, "studio.found.nothing"),
        (None, True, "studio.found.place"),
    ],
)
def test_place_and_name_are_told_apart(challenged, kind, hit, key):
    challenged.tap(*(inside(challenged, "colour-mismatch") if hit else (0.03, 0.97)))
    if kind:
        challenged.click(f"kind-{kind}")
    challenged.click("show")
    name = challenged.app.context.guide.kinds["colour-mismatch"].name.get("en")
    assert challenged.reads(challenged.t(key, kind=name))


def test_who_cannot_tell_is_told_the_plainest_trace(challenged):
    challenged.click("cant-tell")
    name = challenged.app.context.guide.kinds["colour-mismatch"].name.get("en")
    assert challenged.reads(challenged.t("studio.found.untold", kind=name))
    assert challenged.find("back-to-studio").first


def test_the_truth_shows_its_region_and_can_be_compared(challenged):
    challenged.tap(0.5, 0.5)
    before = challenged.pixels()
    challenged.click("show")
    assert challenged.pixels() != before
    challenged.step()
    orange = pygame.Color(challenged.loop.look.palette.truth)[:3]
    surface, clip = challenged.loop.screen.surface, challenged.find("stage").clip_box
    assert count_of(surface, clip, orange) > 200
    key(challenged, pygame.K_o, pygame.KEYDOWN)
    assert challenged.studio.loop.original
    assert count_of(surface, Box(clip.x, clip.y + 120, clip.w, clip.h - 240), orange) == 0


def count_of(surface, box, colour):
    part = pygame.surfarray.array3d(surface)[int(box.x) : int(box.right), int(box.y) : int(box.bottom)]
    return int((part == colour).all(-1).sum())


def test_with_nothing_left_to_find_the_truth_says_so(make_studio):
    studio = make_studio(BEST)
    studio.click("hand-over")
    studio.click("ready")
    studio.click("cant-tell")
    assert studio.reads(studio.t("studio.none"))
    studio.click("back-to-studio")
    assert studio.scene == "studio"


def test_everything_can_be_named_by_key(challenged):
    for n, kind in enumerate(KINDS):
        challenged.press(str(n + 1))
        assert challenged.loop.stack.top.scene.kind == kind


def test_the_mark_moves_by_arrows(challenged):
    challenged.press("tab")
    while challenged.focus != "stage":
        challenged.press("tab")
    challenged.press("return")
    u, v = challenged.loop.stack.top.scene.mark
    challenged.press("right", shift=True)
    challenged.press("up")
    moved = challenged.loop.stack.top.scene.mark
    clip = challenged.find("stage").clip_box
    assert moved[0] - u == pytest.approx(20 / clip.w)
    assert v - moved[1] == pytest.approx(4 / clip.h)
