"""Whatever fails, the kiosk is back at its attract screen within twenty seconds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from game import resources
from game.campaign.lesson import LessonScene
from game.errors import ChinmiError, StoreError
from game.kiosk.counts.counted import SCHEMA
from game.kiosk.library import KioskLibrary
from game.kiosk.screens.attract import AttractScene
from game.kiosk.supervision import exit_codes
from game.media.clip import ClipPlayer
from game.ui.scene import Scene
from kiosk.kit import PIN, Kiosk
from kiosk.test_visit import begin, judge, until_ready
from tools.torture.kiosk_trial import SCENES

SOON = 20.0


class BrokenError(Exception):
    """Raised on purpose."""


def fails(*_: object, **__: object) -> object:
    raise BrokenError("on purpose")


def after(leave: Callable[[], None]) -> Callable[[], None]:
    """Fail once `leave` has put away what the screen held, so that the test leaves no clip open."""

    def leave_and_fail() -> None:
        leave()
        fails()

    return leave_and_fail


@pytest.fixture
def kiosk(tmp_path):
    made = Kiosk(tmp_path, clips=3)
    yield made
    made.close()


def to_watch(kiosk: Kiosk) -> None:
    begin(kiosk)


def to_judge(kiosk: Kiosk) -> None:
    begin(kiosk)
    until_ready(kiosk)
    kiosk.click("ready")


def to_spot(kiosk: Kiosk) -> None:
    to_judge(kiosk)
    kiosk.click("step-6")
    kiosk.click("confirm")


def to_reveal(kiosk: Kiosk) -> None:
    begin(kiosk)
    judge(kiosk)


def to_summary(kiosk: Kiosk) -> None:
    begin(kiosk)
    for _ in range(3):
        judge(kiosk)
        kiosk.click("next")


def to_takeaway(kiosk: Kiosk) -> None:
    to_summary(kiosk)
    kiosk.click("take-home")


def to_settings(kiosk: Kiosk) -> None:
    begin(kiosk)
    kiosk.click("settings")


def to_idle(kiosk: Kiosk) -> None:
    begin(kiosk)
    kiosk.pass_time(60)


def to_skipped(kiosk: Kiosk) -> None:
    begin(kiosk).fail("cut-short")
    kiosk.pass_time(0.5)


def to_facts(kiosk: Kiosk) -> None:
    kiosk.click("language-en")
    lesson = kiosk.app.stack.top.scene
    assert isinstance(lesson, LessonScene)
    lesson.open_words()
    kiosk.pass_time(0.25)


def to_dialog(kiosk: Kiosk) -> None:
    begin(kiosk)
    kiosk.click("back")


def to_provenance(kiosk: Kiosk) -> None:
    to_reveal(kiosk)
    kiosk.click("provenance")


def to_apology(kiosk: Kiosk) -> None:
    begin(kiosk)
    kiosk.app._recover(BrokenError("the first one"))
    kiosk.pass_time(0.25)


def to_staff(kiosk: Kiosk) -> None:
    to_pin(kiosk)
    kiosk.app.staff.enter(PIN)
    kiosk.pass_time(0.25)


def to_pin(kiosk: Kiosk) -> None:
    kiosk.app.staff.open_entry()
    kiosk.pass_time(0.25)


WAYS = {
    "attract": lambda _: None,
    "lesson": lambda kiosk: kiosk.click("language-ru"),
    "watch": to_watch,
    "judge": to_judge,
    "spot": to_spot,
    "reveal": to_reveal,
    "summary": to_summary,
    "takeaway": to_takeaway,
    "visit-settings": to_settings,
    "idle": to_idle,
    "pin": to_pin,
    "staff": to_staff,
    "skipped": to_skipped,
    "facts": to_facts,
    "dialog": to_dialog,
    "provenance": to_provenance,
    "apology": to_apology,
}


def test_the_fault_runs_break_the_same_screens():
    assert set(WAYS) == set(SCENES)


def test_a_failure_of_another_screen_is_not_put_down_to_the_clip(kiosk, monkeypatch):
    to_settings(kiosk)
    monkeypatch.setattr(kiosk.app.stack.top.scene, "build", fails)
    kiosk.loop.invalidate()
    kiosk.pass_time(1)
    assert kiosk.scene == "apology"
    assert not kiosk.app.state.store.faults()


@pytest.mark.parametrize("part", ["build", "update", "leave"])
@pytest.mark.parametrize("name", WAYS)
def test_a_screen_that_raises_leads_back_to_attract(kiosk, monkeypatch, name, part):
    with kiosk.loop.hurried():
        WAYS[name](kiosk)
    assert kiosk.scene == name
    scene: Scene = kiosk.app.stack.top.scene
    monkeypatch.setattr(scene, part, after(scene.leave) if part == "leave" else fails)
    kiosk.loop.invalidate()
    kiosk.pass_time(0.25)
    if part == "leave":
        kiosk.app._recover(BrokenError("elsewhere"))
    kiosk.pass_time(SOON)
    assert kiosk.scene == "attract"
    assert kiosk.app.loop.running
    assert any("failure in" in note for note in kiosk.notes())
    begin(kiosk)


def test_the_apology_says_so_for_a_moment(kiosk, monkeypatch):
    to_watch(kiosk)
    monkeypatch.setattr(kiosk.app.stack.top.scene, "update", fails)
    kiosk.pass_time(1)
    assert kiosk.scene == "apology"
    assert kiosk.app.state.store.of("2026-05-03")["failed"] == 1


def test_failures_without_end_end_the_process_for_a_fresh_start(kiosk, monkeypatch):
    monkeypatch.setattr("game.kiosk.screens.attract.AttractScene.build", fails)
    kiosk.loop.invalidate()
    for _ in range(int(SOON / 0.25)):
        kiosk.pass_time(0.25)
    assert not kiosk.app.loop.running
    assert kiosk.app.status == exit_codes.FAILED


def copied_pack(tmp_path: Path) -> Path:
    """Return a copy of the embedded pack whose media are links, to be broken one by one."""
    source = resources.assets() / "packs" / "studio"
    pack = tmp_path / "studio"
    (pack / "media").mkdir(parents=True)
    for path in source.iterdir():
        if path.is_file():
            (pack / path.name).write_bytes(path.read_bytes())
    for path in (source / "media").iterdir():
        (pack / "media" / path.name).write_bytes(path.read_bytes())
    return pack


@pytest.mark.moving
def test_a_clip_that_was_changed_is_never_dealt(tmp_path):
    pack = copied_pack(tmp_path)
    library = KioskLibrary(tmp_path / "data")
    library.register_folder(pack)
    clips = library.clips("studio")
    broken = {clip.id for clip in clips[::7]}
    for clip in clips:
        if clip.id in broken:
            path = pack / clip.path
            whole = path.read_bytes()
            path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 255]))
    kiosk = Kiosk(tmp_path / "data", library=library)
    assert {key[1] for key in library.faulty} == broken
    for label in ("real", "manipulated"):
        dealt = {c.clip for n in range(40) for c in library.pool(label, u=n / 40)}
        assert dealt
        assert not dealt & broken
    facts = {fact.title: fact for fact in kiosk.app.staff.packs()}
    assert facts["Studio (virtual actors)"].faulty == len(broken)
    kiosk.close()


@pytest.mark.moving
def test_clips_of_a_pack_broken_in_turn_are_found_and_no_other(tmp_path):
    pack = copied_pack(tmp_path)
    library = KioskLibrary(tmp_path / "data")
    library.register_folder(pack)
    library.choose(())
    for clip in library.clips("studio")[::4]:
        whole = (pack / clip.path).read_bytes()
        (pack / clip.path).write_bytes(whole[: len(whole) // 2])
        library.faulty.clear()
        assert set(library.verify(lambda: None)) == {("studio", clip.id)}
        assert not library.playable("studio", clip.id)
        (pack / clip.path).write_bytes(whole)
    library.close()


@pytest.mark.moving
def test_a_clip_that_fails_while_it_is_shown_is_skipped_and_set_aside_after_three_times(kiosk):
    play = begin(kiosk)
    key = (play.round.deal.pack, play.clip.id)
    play.fail("cut-short")
    kiosk.pass_time(0.5)
    assert kiosk.scene == "skipped"
    assert not {"check-pack"} & {w.name for w in kiosk.app.stack.top.widgets}
    kiosk.click("next")
    assert kiosk.scene == "watch"
    assert kiosk.app.state.clips.playable(*key)
    kiosk.app.visits.failed(key)
    kiosk.app.visits.failed(key)
    assert not kiosk.app.state.clips.playable(*key)


def test_a_clip_that_fails_on_its_reveal_is_noted_once(kiosk):
    to_reveal(kiosk)
    play = kiosk.app.visits.play
    key = (play.round.deal.pack, play.clip.id)
    play.player._failure = "unreadable"
    kiosk.pass_time(5)
    assert kiosk.scene == "reveal"
    assert kiosk.app.state.store.faults()[key] == 1
    assert sum("could not be played" in note for note in kiosk.notes()) == 1


def test_what_is_set_aside_stays_so_over_a_crash_and_comes_back_with_the_daily_restart(tmp_path):
    kiosk = Kiosk(tmp_path)
    key = ("studio", kiosk.app.state.clips.clips("studio")[0].id)
    for _ in range(3):
        kiosk.app.visits.failed(key)
    kiosk.close()
    again = Kiosk(tmp_path, reduced_motion=True)
    assert not again.app.state.clips.playable(*key)
    again.wall.offset = timedelta(hours=12)
    again.pass_time(5 * 3600, 60.0)
    assert again.app.status == exit_codes.RESTART
    again.close()
    third = Kiosk(tmp_path)
    assert third.app.state.clips.playable(*key)
    third.close()


@pytest.mark.moving
def test_clips_that_cannot_be_opened_on_the_attract_screen_do_not_stop_it(tmp_path, monkeypatch):
    kiosk = Kiosk(tmp_path)
    real = ClipPlayer.__init__

    def without_file(self, path, **how):
        real(self, Path("/nowhere/at/all.mp4"), **how)

    monkeypatch.setattr("game.kiosk.screens.attract.ClipPlayer.__init__", without_file)
    for _ in range(400):
        kiosk.settle()
        kiosk.pass_time(0.25)
        attract = kiosk.app.stack.top.scene
        assert isinstance(attract, AttractScene)
        if attract.pair is None:
            break
    assert kiosk.scene == "attract"
    assert kiosk.app.loop.running
    kiosk.close()


@pytest.mark.parametrize("broken", ["original", "edit"])
def test_of_a_pair_on_the_attract_screen_the_clip_that_failed_is_blamed(tmp_path, monkeypatch, broken):
    real = ClipPlayer.__init__
    kiosk = Kiosk(tmp_path)
    attract = kiosk.app.stack.top.scene
    assert isinstance(attract, AttractScene)
    pair = kiosk.app.visits.pair(attract._number + 1)
    lost = getattr(pair, broken)

    def opened(self, path, **how):
        real(self, Path("/nowhere/at/all.mp4") if path == lost else path, **how)

    monkeypatch.setattr("game.kiosk.screens.attract.ClipPlayer.__init__", opened)
    attract._next_pair()
    kiosk.settle()
    kiosk.pass_time(0.25)
    blamed = {"original": pair.original_key, "edit": pair.key}[broken]
    assert set(kiosk.app.state.store.faults()) == {blamed}
    kiosk.close()


def test_a_clock_set_back_or_forward_a_day_disturbs_nobody(kiosk):
    to_watch(kiosk)
    for days in (1, -1):
        kiosk.wall.offset += timedelta(days=days)
        kiosk.pass_time(70, 1.0)
    assert kiosk.app.state.health.jumps == 2
    assert kiosk.app.loop.running
    assert {"kiosk.fact.jumps"} <= {fact.key for fact in kiosk.app.staff.health()}


def test_a_touch_screen_that_is_unplugged_stops_nothing_and_is_told(kiosk, monkeypatch):
    for screens in (1, 0, 0, 1):
        monkeypatch.setattr("game.kiosk.health.touch_screens", lambda n=screens: n)
        kiosk.pass_time(61, 1.0)
        touch = next(fact for fact in kiosk.app.staff.health() if fact.key == "kiosk.fact.touch")
        assert (touch.values["n"], touch.well) == (screens, screens == 1)
    assert [note for note in kiosk.notes() if "touch screen" in note] == [
        "a touch screen is gone (0 now)",
        "a touch screen is back (1 now)",
    ]
    assert kiosk.scene == "attract"


def test_the_daily_restart_waits_for_a_quiet_moment(tmp_path):
    kiosk = Kiosk(tmp_path, idle_seconds=300, reduced_motion=True)
    kiosk.wall.offset = timedelta(hours=13)
    kiosk.pass_time(3.4 * 3600, 60.0)
    kiosk.click("language-en")
    kiosk.pass_time(200, 5.0)
    assert kiosk.app.loop.running
    kiosk.click("back")
    kiosk.pass_time(1800, 5.0)
    assert kiosk.app.status == exit_codes.RESTART
    kiosk.close()


def test_without_anything_to_play_it_refuses_in_a_sentence(tmp_path):
    with pytest.raises(ChinmiError, match="No clip may be played"):
        Kiosk(tmp_path, packs=("another",))


def test_a_folder_that_cannot_be_written_and_a_full_disk_do_not_stop_a_visit(tmp_path, monkeypatch):
    kiosk = Kiosk(tmp_path, clips=3)
    kiosk.app.state.store.close()
    monkeypatch.setattr("game.kiosk.counts.store._connect", fails_like_a_full_disk)
    to_takeaway(kiosk)
    kiosk.click("done")
    assert kiosk.scene == "attract"
    assert kiosk.app.state.store.unsaved
    assert {"kiosk.fact.unsaved"} <= {fact.key for fact in kiosk.app.staff.health()}
    monkeypatch.undo()
    kiosk.app.counts.count({"start": 0})
    assert kiosk.app.state.store.unsaved == 0
    assert kiosk.app.state.store.of("2026-05-03")["finish"] == 1
    kiosk.close()


def _text_of(kiosk: Kiosk, name: str) -> str:
    return str(getattr(kiosk.driver.find(name), "text", ""))


def fails_like_a_full_disk(*_: object) -> object:
    raise StoreError("There is no room left to write visits.db; free some space on that disk")


def test_the_screen_may_change_its_size_at_any_moment(kiosk):
    import pygame

    to_watch(kiosk)
    for size in ((1920, 1080), (1080, 1920), (800, 600)):
        kiosk.loop.screen.surface = pygame.display.set_mode(size)
        kiosk.loop.screen.resized()
        kiosk.loop.invalidate(look=True)
        kiosk.pass_time(1)
        assert kiosk.scene == "watch"
        assert kiosk.app.state.health.failures == 0


def test_where_the_library_cannot_be_written_the_packs_are_played_all_the_same(tmp_path):
    (tmp_path / "data").write_text("a file in the place of the folder")
    kiosk = Kiosk(tmp_path / "data", clips=3)
    begin(kiosk)
    judge(kiosk)
    assert any("indexed for this run only" in note for note in kiosk.notes())
    assert "kiosk.fact.read_only" in {fact.key for fact in kiosk.app.staff.health()}
    kiosk.close()


def test_a_full_disk_is_told_on_the_attract_screen_and_to_staff_until_there_is_room(tmp_path, monkeypatch):
    kiosk = Kiosk(tmp_path)
    store, note = kiosk.app.state.store, kiosk.app.context.texts.translator("uz")("kiosk.unsaved")
    (pages,) = store._db.connection.execute("PRAGMA page_count").fetchone()
    full = SCHEMA._replace(pragmas=(*SCHEMA.pragmas, f"max_page_count = {pages}"))
    monkeypatch.setattr("game.kiosk.counts.store.SCHEMA", full)
    store._let_go()
    store._waiting.counts.update({("2026-05-03", f"many-{n}"): 1 for n in range(500)})
    kiosk.click("language-en")
    kiosk.app.visits.over()
    kiosk.pass_time(0.5)
    assert _text_of(kiosk, "hint") == note
    assert "kiosk.fact.unsaved" in {fact.key for fact in kiosk.app.staff.health() if not fact.well}
    assert store.of("2026-05-03")["many-7"] == 1, "what waits is read"
    monkeypatch.undo()
    kiosk.pass_time(61, 1.0)
    assert store.unsaved == 0, "it is tried again each minute"
    kiosk.click("language-en")
    kiosk.app.visits.over()
    kiosk.pass_time(0.5)
    assert _text_of(kiosk, "hint") != note
    kiosk.close()
