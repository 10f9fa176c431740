"""Clips that cannot be played: told, skipped, not scored; three in a row end the session politely."""

import pytest
from small_pack import edit, media_of, pack_record, real, usual, write_pack

from game.errors import StoreError
from game.play.skipped import SkippedScene
from game.quiz.phase import Phase
from game.quiz.session import FAILURES_TO_END

pytestmark = pytest.mark.moving


def truncate(path):
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


HARMS = {
    "truncated": truncate,
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("This is no film.", "utf-8"),
    "missing": lambda path: path.unlink(),
}


def harmed_pack(folder, harm, name="harmed"):
    folder = write_pack(folder, [real(1), edit(1, "blending-boundary")], pack_record(name))
    for path in media_of(folder):
        harm(path)
    return folder


@pytest.fixture
def sound_pack(tmp_path):
    return write_pack(tmp_path / "sound", usual(), pack_record("sound"))


def start_with_harm(make_pilot, tmp_path, sound_pack, harm, rounds=2):
    """A session whose first clip is broken and whose others are not."""
    pilot = make_pilot(packs=(harmed_pack(tmp_path / "harmed", harm), sound_pack))
    library = pilot.app.context.library
    library.set_enabled("sound", enabled=False)
    pilot.begin(rounds=rounds)
    library.set_enabled("sound", enabled=True)
    library.set_enabled("harmed", enabled=False)
    return pilot


@pytest.mark.parametrize("harm", sorted(HARMS))
def test_a_broken_clip_is_told_skipped_and_not_scored(make_pilot, tmp_path, sound_pack, harm):
    pilot = start_with_harm(make_pilot, tmp_path, sound_pack, HARMS[harm])
    pilot.wait_for("skipped")
    reason = pilot.t(f"clip.reason.{pilot.play.round.failure}")
    assert pilot.reads(reason)
    assert not reason.startswith("clip.reason."), "every reason has its sentence"
    assert pilot.reads(pilot.t("skipped.title"))
    assert pilot.session.points == 0
    pilot.click("next")
    pilot.finish()
    answers = pilot.app.context.store.answers()
    assert [answer.pack for answer in answers] == ["sound", "sound"]
    assert len(pilot.session.scored) == 2, "the skipped clip was made up for"


def test_a_clip_that_ends_earlier_than_its_pack_says_is_not_scored(make_pilot, tmp_path, sound_pack):
    short = write_pack(tmp_path / "short", [real(1, seconds=5.0)], pack_record("short"))
    pilot = make_pilot(packs=(short, sound_pack))
    library = pilot.app.context.library
    library.set_enabled("sound", enabled=False)
    pilot.begin(rounds=1)
    library.set_enabled("sound", enabled=True)
    library.set_enabled("short", enabled=False)
    pilot.wait_for("skipped")
    assert pilot.play.round.failure == "cut-short"
    pilot.click("next")
    pilot.finish()
    assert [a.pack for a in pilot.app.context.store.answers()] == ["sound"]


def test_three_broken_clips_in_a_row_end_the_session_politely(make_pilot, tmp_path):
    records = [real(n) for n in range(5)] + [edit(n, "blending-boundary") for n in range(5)]
    pack = write_pack(tmp_path / "bad", records, pack_record("bad"))
    for path in media_of(pack):
        truncate(path)
    pilot = make_pilot(packs=(pack,))
    pilot.begin(rounds=8)
    for number in range(FAILURES_TO_END):
        pilot.wait_for("skipped")
        last = number == FAILURES_TO_END - 1
        assert pilot.reads(pilot.t("skipped.last" if last else "skipped.how"))
        pilot.click("next")
    assert pilot.session.phase is Phase.DONE
    assert pilot.scene == "summary"
    assert pilot.reads(pilot.t("summary.not_enough"))
    assert pilot.app.context.store.answers() == ()
    pilot.click("menu")
    assert pilot.scene == "menu"


def test_a_good_clip_between_breaks_the_row(make_pilot, tmp_path, sound_pack):
    pilot = start_with_harm(make_pilot, tmp_path, sound_pack, truncate, rounds=3)
    pilot.wait_for("skipped")
    pilot.click("next")
    pilot.judge(2)
    assert pilot.session.failures == 0


def test_leaving_from_a_skipped_clip_needs_no_question(make_pilot, tmp_path, sound_pack):
    pilot = start_with_harm(make_pilot, tmp_path, sound_pack, truncate)
    pilot.wait_for("skipped")
    pilot.press("escape")
    assert pilot.scene == "menu"


def test_from_a_skipped_clip_the_pack_can_be_looked_at(make_pilot, tmp_path, sound_pack):
    pilot = start_with_harm(make_pilot, tmp_path, sound_pack, truncate)
    pilot.wait_for("skipped")
    pilot.click("check-pack")
    assert pilot.scene == "library"
    pilot.click("check")
    assert pilot.reads(pilot.t("library.damaged"))
    pilot.press("escape")
    assert isinstance(pilot.loop.stack.top.scene, SkippedScene)


def test_an_original_that_is_broken_takes_away_only_the_comparison(make_pilot, tmp_path):
    records = [real(1), edit(1, "blending-boundary")]
    pack = write_pack(tmp_path / "half", records, pack_record("half"))
    pilot = make_pilot(packs=(pack,))
    library = pilot.app.context.library
    original = library.media_path("half", library.clip("half", "real-1"))
    pilot.begin(rounds=4)
    if not pilot.clip.manipulated:
        pilot.judge(2)
        pilot.click("next")
    assert pilot.clip.manipulated
    original.unlink()
    pilot.judge(2)
    assert pilot.scene == "reveal"
    pilot.let(0.2)
    assert pilot.loop.stack.top.find("compare") is None
    assert pilot.reads(pilot.t("verdict.manipulated"))
    pilot.click("next")


def test_a_library_without_clips_leads_to_the_packs(make_pilot):
    pilot = make_pilot(packs=())
    pilot.to_practice()
    assert pilot.reads(pilot.t("menu.no_clips"))
    pilot.click("level-mixed")
    assert pilot.scene == "library"
    assert pilot.reads(pilot.t("library.empty"))


def fail_to_read(*_args):
    raise StoreError("The pack library cannot be read: disk I/O error")


def told(pilot):
    return [toast.text for toast in pilot.app.toasts.log]


def test_a_library_that_fails_when_the_first_clip_is_dealt_ends_the_session_politely(pilot, monkeypatch):
    pilot.app.show_menu()
    monkeypatch.setattr(pilot.app.context.library, "_read", fail_to_read)
    pilot.begin(rounds=2)
    assert pilot.scene == "summary"
    assert "The pack library cannot be read: disk I/O error" in told(pilot)


def test_a_library_that_fails_between_two_clips_keeps_what_was_answered(pilot, monkeypatch):
    pilot.start(rounds=3)
    pilot.watch()
    monkeypatch.setattr(pilot.app.context.library, "_read", fail_to_read)
    pilot.judge(2)
    pilot.finish()
    assert pilot.scene == "summary"
    assert len(pilot.app.context.store.answers()) == 1


def test_a_library_that_failed_for_a_moment_deals_on(pilot, monkeypatch):
    pilot.start(rounds=2)
    pilot.watch()
    with monkeypatch.context() as moment:
        moment.setattr(pilot.app.context.library, "_read", fail_to_read)
        pilot.judge(2)
    pilot.finish()
    assert len(pilot.app.context.store.answers()) == 2


def test_a_library_that_cannot_be_read_or_changed_is_told_on_its_own_screen(pilot, monkeypatch):
    pilot.app.show_menu()
    pilot.step()
    pilot.click("library")
    (name,) = (pack.pack.name for pack in pilot.app.context.library.packs())

    def fails(*_args, **_how):
        raise StoreError("The pack library cannot be changed now: database is locked")

    monkeypatch.setattr(pilot.app.context.library, "set_enabled", fails)
    pilot.click(f"switch-{name}")
    assert pilot.scene == "library"
    assert "The pack library cannot be changed now: database is locked" in told(pilot)
    monkeypatch.setattr(pilot.app.context.library, "_read", fail_to_read)
    pilot.app.stack.top.scene.resume()
    pilot.step()
    assert pilot.find(f"switch-{name}")
    assert "The pack library cannot be read: disk I/O error" in told(pilot)


@pytest.mark.loudspeaker
def test_without_a_sound_device_the_game_says_so_and_goes_on(make_pilot, monkeypatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    pilot = make_pilot(sound=True)
    pilot.app.show_menu()
    pilot.step()
    assert pilot.reads(pilot.t("sound.notice.no-device"))
    assert pilot.app.context.sound.notice == "sound.notice.no-device"
    pilot.start(rounds=1)
    pilot.finish()
    assert pilot.scene == "summary"


def test_muted_on_purpose_nothing_is_told_about_sound(make_pilot, monkeypatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    pilot = make_pilot(sound=False)
    pilot.app.show_menu()
    pilot.step()
    assert pilot.app.toasts.log == []


def test_a_damaged_store_is_told_and_the_game_goes_on(make_pilot, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "answers.db").write_bytes(b"no database" * 500)
    pilot = make_pilot(folder=tmp_path / "data")
    pilot.app.show_menu()
    pilot.step()
    assert pilot.reads(pilot.t("store.moved"))
    pilot.start(rounds=1)
    pilot.finish()
    assert len(pilot.app.context.store.answers()) == 1


def test_damaged_settings_are_told_and_the_game_goes_on(make_pilot, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.yaml").write_text("theme: [", "utf-8")
    pilot = make_pilot(folder=tmp_path / "data")
    pilot.app.show_menu()
    pilot.step()
    assert pilot.reads(pilot.t("settings.moved"))


def test_a_clip_that_fails_on_its_reveal_is_told_once_and_its_answer_counts(make_pilot, sound_pack):
    pilot = make_pilot(packs=(sound_pack,))
    pilot.begin(rounds=2)
    pilot.judge(1)
    assert pilot.scene == "reveal"
    shown = len(pilot.app.toasts.log)
    pilot.play.player._failure = "unreadable"
    pilot.let(3)
    assert [toast.text for toast in pilot.app.toasts.log[shown:]] == [pilot.t("reveal.clip_lost")]
    assert pilot.play.player is None
    assert pilot.scene == "reveal"
    pilot.click("next")
    pilot.finish()
    assert len(pilot.app.context.store.answers()) == 2
