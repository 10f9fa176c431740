"""The reveal: truth and answer side by side, real clips explained as fully, edits beside their originals."""

import pytest
from small_pack import INTERVAL, edit, pack_record, real, write_pack

from game import resources
from game.i18n import Catalogue
from game.media import credentials
from game.media.credentials import Action, Credentials
from game.play.provenance import person_words
from game.resources import read_consent
from play.test_spot import spot

__all__ = ["spot"]

HIT = (0.4, 0.45)


@pytest.fixture
def found(spot):
    """A reveal after a mark that hit, with the right name."""
    spot.scrub(1.0)
    spot.tap(*HIT)
    spot.click(f"kind-{spot.clip.kinds[0]}")
    spot.click("show")
    spot.let(0.6)
    return spot


@pytest.fixture
def real_reveal(pilot):
    """A reveal of a real clip that was called manipulated."""
    pilot.start(rounds=8)
    pilot.to_clip(manipulated=False)
    pilot.judge(5)
    pilot.click(f"kind-{pilot.play.round.deal.choices[0]}")
    pilot.click("show")
    return pilot


def kind_of(pilot):
    return pilot.app.context.guide.kinds[pilot.clip.kinds[0]]


def stage_pixels(pilot):
    """The pixels of the clip on its stage."""
    box, s = pilot.find("stage").clip_box, pilot.loop.screen.canvas.scale
    return pilot.loop.screen.surface.subsurface((box.x * s, box.y * s, box.w * s, box.h * s)).copy()


# -- the truth ------------------------------------------------------------------------------------------


def test_the_verdict_the_points_and_the_player_s_own_words_are_there(found):
    words = found.words()
    assert found.t("verdict.manipulated") in words
    assert "+100" in words
    assert found.t("reveal.said", step=found.t("step.surely_manipulated")) in words
    assert found.t("reveal.detail.place_and_kind") in words


@pytest.mark.moving
def test_the_frame_that_was_marked_is_shown_again(found):
    assert found.play.player.time == pytest.approx(1.0, abs=0.05)
    assert found.play.player.state.value == "paused"


def edge_of_truth(pilot):
    """The colour of the window on the left edge of the edit's square."""
    box, s = pilot.find("stage").clip_box, pilot.loop.screen.canvas.scale
    at = (round((box.x + 0.25 * box.w) * s), round((box.y + 0.5 * box.h) * s))
    return tuple(pilot.loop.screen.surface.get_at(at))[:3]


TRUTH = (255, 164, 86)
"""The colour of the truth's outline on the light table."""


def test_the_outline_lies_around_the_edit_and_can_be_hidden(found):
    assert edge_of_truth(found) == TRUTH
    found.press("o")
    assert edge_of_truth(found) != TRUTH
    found.click("outline")
    assert edge_of_truth(found) == TRUTH


def test_the_player_s_own_mark_can_be_hidden(found):
    assert found.t("spot.you") in found.words()
    found.press("y")
    assert found.t("spot.you") not in found.words()
    found.click("mark")
    assert found.t("spot.you") in found.words()


@pytest.mark.moving
def test_outside_its_interval_no_outline_is_drawn(found):
    found.scrub(0.0)
    found.let(0.1)
    assert edge_of_truth(found) != TRUTH
    found.scrub(1.0)
    found.let(0.1)
    assert edge_of_truth(found) == TRUTH


@pytest.mark.moving
def test_reduced_motion_shows_the_outline_at_once(spot):
    spot.app.apply(spot.app.context.settings.changed(reduced_motion=True))
    spot.tap(*HIT)
    spot.click("show")
    first = spot.pixels()
    spot.let(1.0)
    assert spot.pixels() == first


def refuse(*_args, **_how):
    raise AssertionError("this was known before the picture was drawn")


def test_a_repaint_asks_the_library_nothing(found, monkeypatch):
    monkeypatch.setattr(found.app.context.library, "_read", refuse)
    found.loop.invalidate()
    found.loop.present()
    found.click("provenance")
    assert found.scene == "provenance"
    monkeypatch.undo()


def test_a_frame_of_the_clip_scores_nothing(found, monkeypatch):
    found.press("space")
    found.let(0.08)
    drawn = found.loop.frames_drawn
    monkeypatch.setattr("game.quiz.rounds.spotting", refuse)
    for _ in range(10):
        found.loop.step(0.04)
        found.app.settle()
    assert found.loop.frames_drawn > drawn
    monkeypatch.undo()


# -- the text -------------------------------------------------------------------------------------------


def test_four_tabs_say_what_why_how_to_check_and_when_real_video_looks_so(found):
    kind = kind_of(found)
    for tab, text in (
        ("what", kind.what),
        ("why", kind.why),
        ("check", kind.check),
        ("real_too", kind.real_too),
    ):
        found.click(f"tab-{tab}")
        read = " ".join(" ".join(found.words()).split())
        while found.loop.stack.top.find("more"):
            found.click("more")
            read += " " + " ".join(" ".join(found.words()).split())
            if found.loop.stack.top.scene.page >= 4:
                break
        assert " ".join(text.get("en").split())[:60] in read


def test_the_why_names_the_stage_that_makes_it(found):
    found.click("tab-why")
    stage = found.app.context.guide.stages[kind_of(found).stage]
    assert found.reads(stage.name.get("en"))


def test_the_arrows_turn_the_tabs_round(found):
    scene = found.loop.stack.top.scene
    seen = []
    for _ in range(4):
        seen.append(scene.tab)
        found.press("right")
    assert (seen, scene.tab) == ([0, 1, 2, 3], 0)
    found.press("left")
    assert scene.tab == 3


def test_a_real_clip_is_explained_as_fully(real_reveal):
    pilot = real_reveal
    tabs = [w.name for w in pilot.loop.stack.top.widgets if w.name.startswith("tab-")]
    assert tabs == ["tab-real_too", "tab-check"]
    assert pilot.reads(pilot.t("verdict.real"))
    assert pilot.reads(pilot.t("reveal.detail.false_alarm"))
    assert pilot.reads(pilot.t("reveal.nothing_changed"))
    named = pilot.app.context.guide.kinds[pilot.play.round.kind]
    text = " ".join(" ".join(pilot.words()).split())
    assert named.real_too.get("en")[:50] in text


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("virtual", ("Untouched", "Nothing was changed in this clip.", "Shown as it was made")),
        ("recorded-volunteers", ("Real", "This clip is shown as it was recorded.", "Shown as recorded")),
    ],
)
def test_a_computer_made_actor_is_untouched_and_a_person_is_real(make_pilot, tmp_path, basis, words):
    pilot = make_pilot(packs=(write_pack(tmp_path / "pack", [real(1)], pack_of(basis)),))
    pilot.begin(rounds=1)
    pilot.judge(2)
    told = " ".join(pilot.words())
    assert all(word in told for word in words)


@pytest.mark.parametrize("basis", ["virtual", "recorded-volunteers"])
@pytest.mark.parametrize(
    ("done", "line"),
    [
        ({"look": "low-light"}, "Person unchanged. We processed the whole video."),
        ({"prop": "card"}, "The person was not changed. We drew a card into the video."),
    ],
)
def test_nothing_was_changed_is_not_said_of_a_video_that_we_processed(
    make_pilot, tmp_path, basis, done, line
):
    odd = {"uz": "Biz qoraytirdik.", "en": "We darkened it.", "ru": "Мы затемнили его."}
    clips = [real(1, looks_odd=odd, **done)]
    pilot = make_pilot(packs=(write_pack(tmp_path / "pack", clips, pack_of(basis)),))
    pilot.begin(rounds=1)
    pilot.judge(6)
    pilot.click("cant-tell")
    told = " ".join(pilot.words())
    assert line in told
    assert "We darkened it." in told
    assert "othing was changed" not in told
    assert "hown as" not in told


def test_the_first_computer_made_actor_of_a_session_is_introduced(make_pilot, tmp_path):
    who = "This is a computer-made actor; nobody was filmed."
    pilot = make_pilot(packs=(write_pack(tmp_path / "pack", None, pack_of("virtual")),))
    pilot.begin(rounds=2)
    assert pilot.reads(who)
    pilot.judge(2)
    pilot.click("next")
    assert not pilot.reads(who)


def test_people_who_were_filmed_are_dealt_first_and_called_real(make_pilot, tmp_path):
    people = write_pack(tmp_path / "people", [real(1)], pack_of("recorded-volunteers", "people"))
    actors = write_pack(tmp_path / "actors", [real(n) for n in range(4)], pack_of("virtual", "actors"))
    pilot = make_pilot(packs=(actors, people))
    pilot.begin(rounds=3)
    seen = []
    for _ in range(3):
        pack = pilot.play.round.deal.pack
        seen.append((pack, pilot.reads("nobody was filmed")))
        pilot.judge(2)
        assert pilot.reads("Real" if pack == "people" else "Untouched")
        pilot.click("next")
    assert seen == [("people", False), ("actors", True), ("actors", False)]
    assert pilot.reads("All untouched this time")


def pack_of(basis, name="pack"):
    """The record of a pack whose people agreed, or are computer-made."""
    manipulation = "virtual" if basis == "virtual" else "agreed"
    return pack_record(name, consent={"basis": basis, "manipulation": manipulation, "evidence": "-"})


def test_a_real_clip_has_no_outline_and_no_comparison(real_reveal):
    for name in ("outline", "compare", "loop"):
        assert real_reveal.loop.stack.top.find(name) is None


def test_a_miss_is_told_as_information(pilot):
    pilot.start(rounds=8)
    pilot.to_clip(manipulated=True)
    pilot.judge(1)
    assert pilot.reads(pilot.t("reveal.detail.missed"))
    assert pilot.session.points == pilot.play.round.points


def test_several_tell_tales_have_one_chip_each(make_pilot, tmp_path):
    record = edit(1, "blending-boundary")
    second = {"kind": "jitter", "interval": INTERVAL, "region": record["artefacts"][0]["region"]}
    record["artefacts"] = [*record["artefacts"], second]
    pack = write_pack(tmp_path / "two", [real(1), record], pack_record("two"))
    pilot = make_pilot(packs=(pack,))
    pilot.begin(rounds=4)
    if not pilot.clip.manipulated:
        pilot.judge(2)
        pilot.click("next")
    pilot.judge(2)
    pilot.let(0.6)
    kinds = pilot.app.context.guide.kinds
    assert pilot.reads(kinds["blending-boundary"].what.get("en")[:25])
    pilot.click("artefact-1")
    assert pilot.reads(kinds["jitter"].what.get("en")[:25])
    assert [trace.icon for trace in pilot.loop.stack.top.scene.explanation().traces] == [
        kinds["blending-boundary"].icon,
        kinds["jitter"].icon,
    ]


# -- comparing ------------------------------------------------------------------------------------------


@pytest.mark.moving
def test_the_wipe_lays_the_original_over_the_left_part(found):
    found.press("o")
    found.press("y")
    plain = stage_pixels(found)
    found.click("compare")
    found.let(0.2)
    wiped = stage_pixels(found)
    w, h = plain.get_size()
    inside = (round(0.32 * w), round(0.5 * h))
    assert wiped.get_at(inside) != plain.get_at(inside), "left of the wipe: the original"
    right = (round(0.8 * w), round(0.3 * h))
    assert wiped.get_at(right) == plain.get_at(right)
    assert found.reads(found.t("reveal.original"))


def test_the_wipe_is_dragged_and_moved_by_keys_within_the_clip(found):
    scene = found.loop.stack.top.scene
    found.press("w")
    assert scene.wipe == 0.5
    found.drag_on_clip((0.5, 0.8), (0.3, 0.8))
    assert scene.wipe == pytest.approx(0.3, abs=0.01)
    found.press("right")
    assert scene.wipe == pytest.approx(0.32, abs=0.01)
    found.drag_on_clip((0.32, 0.8), (-0.5, 0.8))
    assert scene.wipe == pytest.approx(0.02)
    found.press("w")
    assert scene.wipe == 1.0


@pytest.mark.moving
def test_both_clips_run_in_step(found):
    scene = found.loop.stack.top.scene
    found.click("compare")
    found.scrub(0.2)
    found.press("space")
    for _ in range(6):
        found.let(0.12)
        assert scene.original.index == pytest.approx(found.play.player.index, abs=1)
    found.press(".")
    found.let(0.1)
    assert scene.original.index == found.play.player.index


def test_the_slow_loop_stays_within_the_tell_tale(found):
    found.click("loop")
    seen = []
    for _ in range(30):
        found.let(0.12)
        seen.append(found.play.player.time)
    start, end = INTERVAL
    assert min(seen) >= start - 0.05
    assert max(seen) <= end + 0.05
    assert max(seen) - min(seen) > 0.5
    found.click("loop")
    assert not found.play.player.loop


def test_the_speed_goes_down_and_comes_back(real_reveal):
    speeds = []
    for _ in range(3):
        real_reveal.click("speed")
        speeds.append(real_reveal.play.player.speed)
    assert speeds == [0.5, 0.25, 1.0]


# -- where it comes from --------------------------------------------------------------------------------


def test_licence_and_consent_stand_under_the_clip_and_open_in_full(found):
    assert found.reads("CC0 1.0")
    assert found.reads(read_consent().basis("virtual").name.get("en"))
    found.press("p")
    assert found.scene == "provenance"
    text = found.words()
    while found.find("page.next").enabled:
        found.click("page.next")
        text += found.words()
    for piece in ("Nobody was filmed.", "A small pack 1.0.0. Made for tests", "small / edit-"):
        assert any(piece in words.replace("\n", " ") for words in text), piece
    found.press("escape")
    assert found.scene == "reveal"


@pytest.mark.parametrize(
    ("language", "person", "words"),
    [
        ("uz", "actor-5", "5-odam"),
        ("ru", "talker-a", "человек A"),
        ("en", "talker-b", "speaker B"),
        ("ru", "dilnoza", "говорит: dilnoza"),
    ],
)
def test_a_person_is_named_by_number_without_an_english_word(language, person, words):
    t = Catalogue.read(resources.assets() / "i18n").translator(language)
    assert person_words(t, person) == words


def test_the_next_clip_is_ready_when_it_is_asked_for(found):
    assert found.play._preloader._ready is not None
    found.click("next")
    assert found.scene == "watch"
    assert found.play.player.state.value == "playing"


def test_the_content_credentials_of_the_file_stand_on_the_card(found, monkeypatch):
    asked = []

    def read(path):
        asked.append(path)
        return Credentials("valid", "Test signer", "Test camera", (Action("created", "digitalCapture"),))

    monkeypatch.setattr(credentials, "available", lambda: True)
    monkeypatch.setattr(credentials, "read", read)
    found.click("provenance")
    found.app.stack.top.scene.settle()
    found.let(0.2)
    text = found.words()
    while found.find("page.next").enabled:
        found.click("page.next")
        text += found.words()
    said = " ".join(text).replace("\n", " ")
    assert found.t("provenance.credentials") in said
    assert "Signed by: Test signer." in said
    assert "created (taken by a camera)" in said
    assert len(asked) == 1
    assert asked[0].is_file()


def test_without_credentials_the_card_says_nothing_of_them(found, monkeypatch):
    monkeypatch.setattr(credentials, "available", lambda: False)
    found.click("provenance")
    headings = [heading for heading, _ in found.app.stack.top.scene.lines()]
    assert found.t("provenance.credentials") not in headings
    assert found.t("provenance.allowed") in headings
