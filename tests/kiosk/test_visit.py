"""A visit from attract to attract in the real app: counted, not kept; asked, then wiped."""

from __future__ import annotations

import gc
import sqlite3
import weakref
from typing import Any

import pygame
import pytest
from small_pack import edit, pack_record, real, write_pack

from game.kiosk.counts.store import COPY_NAME, VisitStore
from game.kiosk.library import KioskLibrary
from game.kiosk.screens.attract import FADE_SECONDS
from game.play.controller import Play
from game.quiz.phase import Phase
from game.resources import languages
from kiosk.kit import Kiosk


@pytest.fixture
def kiosk(tmp_path):
    made = Kiosk(tmp_path, clips=3)
    yield made
    made.close()


def begin(kiosk: Kiosk, language: str = "en") -> Play:
    """Go to the first clip."""
    kiosk.click(f"language-{language}")
    assert kiosk.scene == "lesson"
    kiosk.click("next")
    kiosk.click("next")
    assert kiosk.scene == "watch"
    play = kiosk.app.visits.play
    assert play is not None
    return play


def judge(kiosk: Kiosk, step: int = 2) -> None:
    """Judge the clip on the table and come to its reveal."""
    until_ready(kiosk)
    kiosk.click("ready")
    kiosk.click(f"step-{step}")
    kiosk.click("confirm")
    if kiosk.scene == "spot":
        kiosk.click("cant-tell")
    assert kiosk.scene == "reveal"


def until_ready(kiosk: Kiosk) -> None:
    for _ in range(100):
        kiosk.settle()
        kiosk.pass_time(0.1, 0.1)
        if kiosk.driver.find("ready").enabled:
            return
    raise AssertionError("the clip never came")


def picture_of(kiosk: Kiosk) -> bytes:
    kiosk.settle()
    kiosk.pass_time(0.25)
    surface, _ = kiosk.driver.picture()
    return pygame.image.tobytes(surface, "RGB")


@pytest.mark.parametrize("language", tuple(languages()))
def test_a_whole_visit_in_each_language_is_counted_and_nothing_else_is_kept(tmp_path, language):
    kiosk = Kiosk(tmp_path, clips=3, language=language)
    play = begin(kiosk, language)
    for _ in range(3):
        judge(kiosk)
        kiosk.click("next")
    assert kiosk.scene == "summary"
    assert play.session.phase is Phase.DONE
    kiosk.click("take-home")
    kiosk.click("done")
    assert kiosk.scene == "attract"
    counted = kiosk.app.state.store.of("2026-05-03")
    assert counted["start"] == counted["finish"] == counted[f"language.{language}"] == 1
    assert sum(n for name, n in counted.items() if name.startswith(("real.", "manipulated."))) == 3
    assert kiosk.app.context.store.answers() == ()
    kiosk.close()
    assert {path.name for path in tmp_path.iterdir()} == {*("packs", "library.db", "visits.db", COPY_NAME)}


def test_a_visitor_is_not_asked_for_a_place_that_nobody_knows(tmp_path):
    changes = {"method": "face-swap", "artefacts": []}
    edits = [{**edit(n, "jitter"), **changes} for n in (1, 2)]
    pack = write_pack(tmp_path / "imported", [real(1), real(2), *edits], pack_record("imported"))
    library = KioskLibrary(tmp_path / "library")
    library.register_folder(pack)
    kiosk = Kiosk(tmp_path / "data", clips=3, library=library)
    play = begin(kiosk)
    for _ in range(3):
        until_ready(kiosk)
        kiosk.click("ready")
        kiosk.click("step-6")
        kiosk.click("confirm")
        manipulated = play.round.deal.clip.manipulated
        assert kiosk.scene == ("reveal" if manipulated else "spot")
        if not manipulated:
            kiosk.click("cant-tell")
        kiosk.click("next")
    assert play.session.phase is Phase.DONE
    counted = kiosk.app.state.store.of("2026-05-03")
    assert not [name for name in counted if name.startswith(("shown.", "found."))]
    kiosk.close()


def test_nothing_of_a_visitor_survives_a_reset(tmp_path):
    kiosk = Kiosk(tmp_path, clips=3, reduced_motion=True)
    before = picture_of(kiosk)
    play = weakref.ref(begin(kiosk, "ru"))
    kiosk.click("settings")
    kiosk.click("theme-high_contrast")
    kiosk.click("text_size-1.3")
    kiosk.click("done")
    kiosk.app.toasts.show("info", "a note about the visitor")
    judge(kiosk)
    kiosk.pass_time(120, 0.5)
    assert kiosk.scene == "attract"
    gc.collect()
    assert play() is None, [type(holder) for holder in gc.get_referrers(play())]
    context = kiosk.app.context
    assert (context.language, context.settings.text_size, context.settings.theme) == (
        "uz",
        1.0,
        "light_table",
    )
    assert context.history.judged == context.history.before == ()
    assert kiosk.app.toasts.log == []
    kiosk.app.visits._pairs = kiosk.app.visits._pairs[:1]
    kiosk.app.stack.top.scene.resume()
    kiosk.settle()
    kiosk.pass_time(2 * FADE_SECONDS)
    assert picture_of(kiosk) == before, "the pair before this one has faded"
    kiosk.close()
    rows = sqlite3.connect(tmp_path / "visits.db").execute("SELECT name, n FROM counts").fetchall()
    assert dict(rows)["idle"] == 1


def test_the_idle_rule_asks_and_a_touch_anywhere_goes_on(kiosk):
    begin(kiosk)
    until_ready(kiosk)
    kiosk.click("ready")
    kiosk.pass_time(44)
    assert kiosk.scene == "judge"
    kiosk.pass_time(2)
    assert kiosk.scene == "idle"
    assert kiosk.app.stack.top.scene.seconds == pytest.approx(29, abs=1)
    kiosk.pass_time(0.3)
    kiosk.driver.click_at(20, 700)
    assert kiosk.scene == "judge"
    kiosk.pass_time(44)
    assert kiosk.scene == "judge"


def test_a_key_is_a_sign_of_life_and_start_over_starts_over(kiosk):
    begin(kiosk)
    kiosk.pass_time(60)
    assert kiosk.scene == "idle"
    kiosk.driver.press("x")
    assert kiosk.scene == "watch"
    kiosk.pass_time(60)
    kiosk.click("start-over")
    assert kiosk.scene == "attract"
    assert kiosk.app.state.store.of("2026-05-03")["left"] == 1


def test_nobody_there_starts_over_after_both_steps(kiosk):
    begin(kiosk)
    until_ready(kiosk)
    kiosk.click("ready")
    kiosk.pass_time(45 + 30 - 1)
    assert kiosk.scene == "idle"
    kiosk.pass_time(2)
    assert kiosk.scene == "attract"


@pytest.mark.moving
def test_a_playing_clip_counts_as_somebody_there(kiosk):
    play = begin(kiosk)
    until_ready(kiosk)
    play.player.set_loop(True)
    play.player.play()
    for _ in range(110):
        kiosk.settle()
        kiosk.pass_time(0.5, 0.5)
    assert kiosk.scene == "watch"


def test_when_the_time_is_over_the_clip_on_the_table_is_the_last(tmp_path):
    kiosk = Kiosk(tmp_path, clips=8, minutes=2, idle_seconds=300)
    begin(kiosk)
    until_ready(kiosk)
    kiosk.pass_time(121, 1.0)
    judge(kiosk)
    kiosk.click("next")
    assert kiosk.scene == "summary"
    kiosk.close()


def test_the_crowd_is_shown_once_ten_have_answered_and_never_before(tmp_path):
    store = VisitStore(tmp_path, "2026-05-03")
    for n in range(9):
        store.answer("2026-05-01", {}, ("studio", "x"), "real", fooled=n < 4)
    store.close()
    kiosk = Kiosk(tmp_path)
    counts, key = kiosk.app.counts, ("studio", "x")
    assert counts.crowd(key) is None
    kiosk.app.state.store.answer("2026-05-01", {}, key, "real", fooled=True)
    assert counts.crowd(key) is None
    kiosk.app.state.store.answer("2026-05-01", {}, key, "real", fooled=True)
    assert counts.crowd(key) == (5, 10), "the answer of the one who looks is left out"
    kiosk.app.state.settings = kiosk.app.state.settings.model_copy(update={"crowd": False})
    assert counts.crowd(key) is None
    kiosk.close()


def test_no_screen_of_a_visit_leads_out_of_it(kiosk):
    for key in ("escape", "f4", "f11", "f1"):
        kiosk.driver.press(key)
        assert kiosk.scene == "attract"
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    kiosk.pass_time(0.5)
    assert kiosk.app.loop.running
    begin(kiosk)
    mods: dict[str, Any] = {"mod": pygame.KMOD_ALT, "unicode": "", "scancode": 0}
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_F4, **mods))
    kiosk.pass_time(0.5)
    assert kiosk.app.loop.running
    assert kiosk.scene == "watch"


def test_touches_right_after_another_screen_came_up_are_ignored(kiosk):
    kiosk.pass_time(0.3)
    kiosk.driver.click("language-en")
    assert kiosk.scene == "lesson"
    kiosk.driver.click("next")
    kiosk.driver.click("next")
    assert kiosk.app.stack.top.scene.index == 0
    kiosk.click("next")
    assert kiosk.app.stack.top.scene.index == 1


def test_in_portrait_all_that_a_visitor_presses_lies_in_reach(tmp_path):
    kiosk = Kiosk(tmp_path, size=(1080, 1920), clips=3)

    def in_reach() -> None:
        half = kiosk.loop.screen.canvas.h / 2
        kiosk.driver.refresh()
        high = [w.name for w in kiosk.app.stack.top.widgets if w.press and w.enabled and w.box.cy < half]
        assert not set(high) - {"stage", "play", "anywhere"}, f"{kiosk.scene}: {high}"

    in_reach()
    kiosk.click("language-uz")
    in_reach()
    kiosk.click("next")
    kiosk.click("next")
    until_ready(kiosk)
    in_reach()
    kiosk.click("ready")
    in_reach()
    kiosk.click("step-6")
    kiosk.click("confirm")
    kiosk.close()


@pytest.mark.parametrize("size", [(1280, 720), (1080, 1920), (1024, 600)])
def test_everything_to_touch_is_large_enough(tmp_path, size):
    kiosk = Kiosk(tmp_path, size=size)
    scale = kiosk.loop.screen.canvas.scale
    for scene in ("attract", "lesson"):
        assert kiosk.scene == scene
        kiosk.driver.refresh()
        for widget in kiosk.app.stack.top.widgets:
            if widget.press is not None:
                assert min(widget.box.w, widget.box.h) * min(1.0, scale) >= 64 * min(1.0, scale), widget.name
        if scene == "attract":
            kiosk.click("language-en")
    kiosk.close()


def test_a_visit_opens_no_connection(kiosk, monkeypatch):
    import socket

    def refuses(*_: object) -> object:
        raise AssertionError("the kiosk uses no network")

    monkeypatch.setattr(socket, "socket", refuses)
    monkeypatch.setattr(socket, "getaddrinfo", refuses)
    begin(kiosk)
    judge(kiosk)
    kiosk.click("next")
    assert kiosk.app.state.health.failures == 0
