"""Nothing tells the truth before it was judged, and no truth is shown whose answer could be lost."""

from typing import Any

import pygame
import pytest
from pilot import library_of
from small_pack import SECONDS, edit, media_of, pack_record, real, write_pack

from game.errors import StoreError
from game.home.doors import PLAY_SCENES
from game.play.reveal import RevealScene
from game.quiz.phase import Phase


@pytest.fixture
def twins(tmp_path):
    """Two packs with one clip that only differ in its label: the films are the same byte for byte."""
    folders = []
    altered = edit(1, "blending-boundary", id="real-1")
    del altered["original"]
    for number, record in enumerate((real(1), altered)):
        folders.append(write_pack(tmp_path / f"twin-{number}", [record], pack_record("twin")))
    media_of(folders[1])[0].write_bytes(media_of(folders[0])[0].read_bytes())
    return folders


@pytest.mark.moving
def test_the_screens_before_the_reveal_are_the_same_for_both_labels(make_pilot, twins):
    """Watching, judging and pointing look the same to the last pixel, whatever the truth is."""
    pictures = []
    for folder in twins:
        pilot = make_pilot(packs=(folder,))
        pilot.begin(rounds=1)
        shots = []
        for _ in range(4):
            pilot.let(0.4)
            shots.append(pilot.pixels())
        pilot.let(SECONDS)
        pilot.click("loupe")
        shots.append(pilot.pixels())
        pilot.click("loupe")
        pilot.click("ready")
        shots.append(pilot.pixels())
        for step in (1, 4, 6):
            pilot.click(f"step-{step}")
            shots.append(pilot.pixels())
        pilot.click("confirm")
        assert pilot.scene == "spot"
        six = [w.name for w in pilot.loop.stack.top.widgets if w.name.startswith("kind-")]
        assert len(six) == 6
        pilot.tap(0.4, 0.4)
        shots.append(pilot.find("stage").box)
        pictures.append(shots)
        pilot.click("show")
        pictures.append(pilot.pixels())
    real_shots, real_reveal, edit_shots, edit_reveal = pictures
    for number, (a, b) in enumerate(zip(real_shots, edit_shots, strict=True)):
        assert a == b, f"picture {number} gives the truth away"
    assert real_reveal != edit_reveal, "the test would see a difference"


def test_no_text_of_the_truth_is_on_screen_before_the_reveal(pilot):
    pilot.start(rounds=2)
    pilot.to_clip(manipulated=True)
    kind = pilot.app.context.guide.kinds[pilot.clip.kinds[0]]
    telling = [
        kind.name.get("en"),
        kind.what.get("en"),
        pilot.t("reveal.line.self_blend"),
        pilot.t("reveal.nothing_changed"),
        pilot.t("reveal.person_unchanged"),
    ]
    pilot.watch()
    assert not any(pilot.reads(text) for text in telling)
    pilot.click("ready")
    assert not any(pilot.reads(text) for text in telling)


def test_no_store_and_no_history_know_a_clip_before_it_was_judged(pilot):
    pilot.start(rounds=1)
    pilot.to_judge()
    pilot.click("step-6")
    assert pilot.app.context.store.answers() == ()
    pilot.click("confirm")
    assert pilot.app.context.store.answers() == (), "pointing is part of the answer"
    pilot.click("cant-tell")
    assert len(pilot.app.context.store.answers()) == 1


class OrderedStore:
    """The real store, which notes what happened in which order."""

    def __init__(self, store, log):
        self.store = store
        self.log = log

    def __getattr__(self, name):
        return getattr(self.store, name)

    def add(self, answer):
        self.log.append(("about to store", answer.index))
        self.store.add(answer)
        self.log.append(("stored", answer.index))


def noting_reveal(log):
    class NotingReveal(RevealScene):
        def __init__(self, play):
            log.append(("reveal made", len(play.session.rounds) - 1))
            super().__init__(play)

        def enter(self):
            log.append(("reveal entered", len(self.play.session.rounds) - 1))
            super().enter()

        def build(self, layout):
            log.append(("truth drawn", len(self.play.session.rounds) - 1))
            return super().build(layout)

    return NotingReveal


@pytest.mark.parametrize("step", [1, 6])
def test_the_answer_is_stored_before_the_reveal_exists(pilot, step):
    log: list[Any] = []
    context = pilot.app.context
    context.store = OrderedStore(context.store, log)
    pilot.begin(rounds=2, scenes={**PLAY_SCENES, Phase.REVEAL: noting_reveal(log)})
    for _ in range(2):
        pilot.judge(step)
        if pilot.scene == "spot":
            pilot.click("cant-tell")
        pilot.click("next")
    firsts = [event for i, event in enumerate(log) if event not in log[:i]]
    assert firsts == [
        (what, index)
        for index in range(2)
        for what in ("about to store", "stored", "reveal made", "reveal entered", "truth drawn")
    ]


class FullStore:
    """A store whose disk is full: it keeps in memory what it cannot write, as the real one does."""

    def __init__(self, store):
        self.store = store
        self.tried = []

    def __getattr__(self, name):
        return getattr(self.store, name)

    def add(self, answer):
        self.tried.append(answer.index)
        raise StoreError("no room left")


def test_who_cannot_be_saved_is_asked_once_before_the_truth_and_the_session_goes_on(pilot):
    context = pilot.app.context
    context.store = FullStore(context.store)
    pilot.start(rounds=2)
    pilot.judge(2)
    assert pilot.scene == "dialog"
    assert pilot.reads(pilot.t("store.unsaved"))
    pilot.click("save-again")
    assert pilot.scene == "dialog", "the disk is as full as before"
    pilot.click("unsaved")
    assert pilot.scene == "reveal"
    pilot.click("next")
    pilot.judge(2)
    assert pilot.scene == "reveal"
    assert context.store.tried == [0, 0, 0, 1]
    pilot.click("next")
    assert pilot.scene == "summary"


def test_two_clicks_at_once_answer_once(pilot):
    """A doubled click arrives before anything is drawn again."""
    pilot.start(rounds=2)
    pilot.to_judge()
    pilot.click("step-2")
    box = pilot.find("confirm").box
    at = pilot.loop.screen.canvas.to_window(box.cx, box.cy)
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP) * 2:
        pygame.event.post(pygame.event.Event(kind, pos=at, button=1, touch=False))
    pilot.step()
    assert (pilot.scene, len(pilot.app.context.store.answers())) == ("reveal", 1)


def test_what_was_played_is_remembered_by_the_next_start(make_pilot, small_pack, tmp_path):
    pilot = make_pilot(folder=tmp_path / "kept")
    pilot.start(rounds=2)
    pilot.finish()
    first = {answer.clip for answer in pilot.app.context.store.answers()}
    again = make_pilot(folder=tmp_path / "kept")
    assert len(again.app.context.store.answers()) == 2
    again.start(rounds=2)
    assert again.clip.id not in first, "clips that were just seen wait their turn"


def test_leaving_in_the_middle_keeps_what_was_answered(make_pilot, tmp_path):
    pilot = make_pilot(folder=tmp_path / "left")
    pilot.start(rounds=5)
    pilot.judge(2)
    pilot.press("escape")
    pilot.click("leave")
    assert pilot.scene == "practice"
    store = pilot.app.context.store
    assert len(store.answers()) == 1
    assert store.sessions()[0].finished is None


def test_a_library_is_read_in_place(tmp_path, small_pack):
    library = library_of(tmp_path / "library", small_pack)
    (pack,) = library.packs()
    library.close()
    assert pack.folder == small_pack.resolve()
