"""The wall, driven by posted events: the presenter's key, teams, cards, the remote, a lesson cut off."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from dataclasses import replace

import pytest
from ready_library import lay_out

from game.app import App
from game.commands.workshop import copy_reports
from game.content.base import LocalText
from game.errors import StoreError
from game.media.clip import PlayerState
from game.quiz.discernment import Counts
from game.resources import languages
from game.runtime import Options
from game.ui.driver import Driver
from game.ui.time import VirtualTime
from game.workshop.comparison import compare
from game.workshop.journal import VoteJournal
from game.workshop.lesson import Tell
from game.workshop.lesson_store import FILE_NAME as LESSONS
from game.workshop.lesson_store import ClipTally, LessonKept, LessonStore
from game.workshop.plan import Plan, PlanStep
from game.workshop.room import CastVote, Join, RoomPhase, Start, Vote
from game.workshop.server.limits import Limits
from game.workshop.wall.opening import Workshop
from game.workshop.wall.setup import Choices
from workshop import kit

PROMPT = LocalText(uz="Nimani koʻrdingiz?", en="What did you see?", ru="Что вы увидели?")
STEPS = (
    PlanStep(do="check", block="before", clips=2, minutes=2),
    PlanStep(do="clip", label="manipulated", kinds=("double-eyebrows",), minutes=2, prompt=PROMPT),
    PlanStep(do="card", card="face-swap/frames", minutes=1),
    PlanStep(do="talk", title=PROMPT, prompt=PROMPT, minutes=1),
    PlanStep(do="clip", label="real", minutes=2, prompt=PROMPT),
    PlanStep(do="check", block="after", clips=2, minutes=2),
)
PLAN = Plan(id="t", minutes=20, title=PROMPT, subtitle=PROMPT, objectives=(PROMPT,), steps=STEPS)


class Wall:
    def __init__(self, folder, language="en", size=(1280, 720), text_size=1.0, *, mute=True):
        lay_out(folder)
        self.app = App(Options(folder, lang=language, size=size, seed=3, mute=mute), VirtualTime())
        settings = self.app.context.settings
        self.app.apply(settings.changed(text_size=text_size, reduced_motion=True))
        self.workshop = Workshop(
            self.app.context, address="127.0.0.1", port=next(kit.PORTS), limits=Limits.one_machine()
        )
        self.workshop.begin()
        self.driver = Driver(self.app)
        self.driver.step()

    def open(self, plan=PLAN, *, phones=True, teams=0, seats=6, label=""):
        self.workshop.open(Choices(plan, "127.0.0.1" if phones else None, teams, label=label))
        for seat in range(seats if phones else 0):
            self.teaching.host.apply(Join(f"{seat:064x}"))
        self.driver.wait_until(lambda: self.driver.find("start").enabled, "the first seat")

    @property
    def teaching(self):
        return self.workshop.teaching

    @property
    def room(self):
        return self.teaching.room

    def vote(self, *steps, tap=None):
        """Let the phones vote, the rest of them the first step."""
        for i, seat in enumerate(sorted(self.room.seats)):
            step = steps[i] if i < len(steps) else 1
            place = tap if step > 3 and self.room.ask.spot else None
            assert (
                self.teaching.host.apply(CastVote(seat, self.room.at, Vote(1, step, place))).refused is None
            )

    def close(self):
        self.workshop.close()
        self.app.close()


@pytest.fixture
def wall(tmp_path):
    wall = Wall(tmp_path)
    yield wall
    wall.close()


def test_a_lesson_by_the_presenters_key(wall, tmp_path):
    wall.open()
    seen = []
    while wall.room.phase is not RoomPhase.DONE:
        seen.append((wall.room.at, wall.room.phase.value, wall.driver.scene))
        if wall.room.phase is RoomPhase.OPEN:
            wall.vote(6, 5, 4, 3, tap=(0.5, 0.3))
        wall.driver.press("pagedown")
    shown = [scene for _, _, scene in seen]
    assert shown[0] == "workshop-lobby"
    assert [s for s in shown if s == "workshop-page"] == ["workshop-page"] * 2
    assert len([s for s in shown if s == "workshop-vote"]) == 6
    assert len([s for s in shown if s == "workshop-result"]) == 4
    assert wall.driver.scene == "workshop-end"
    result = wall.driver.loop.stack.top.scene.result
    assert (result.people, len(result.clips)) == (6, 6)
    written = {path.suffix for path in (tmp_path / "reports").iterdir()}
    assert written == {".html", ".csv"}
    assert wall.teaching.host._journal.unfinished() is None
    (kept,) = kept_lessons(tmp_path)
    assert (kept.plan, kept.language, kept.people) == ("t", "en", 6)
    assert kept.blocks == {name: m.counts for name, m in result.blocks.items() if name != "all"}
    assert [(c.clip, c.votes, c.wrong) for c in kept.clips] == [
        (c.clip, 6, c.votes - c.right) for c in result.clips
    ]
    wall.driver.press("pagedown")
    assert wall.driver.scene == "workshop-setup"


def kept_lessons(folder):
    with closing(LessonStore.in_place(folder / LESSONS)) as store:
        return store.lessons()


def test_the_wall_names_the_report_in_its_own_language(wall):
    to_the_end(wall)
    assert any("-en.html" in text for text in words(wall))


def test_the_report_opens_to_print_and_goes_to_a_folder_of_choice(wall, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("game.workshop.wall.papers.open_outside", lambda what: opened.append(what) or True)
    to_the_end(wall, 6, 5, 4)
    wall.driver.click("report")
    wall.driver.click("page")
    (page,) = opened
    assert page.name.endswith("-en.html")
    wall.driver.click("report")
    wall.driver.click("copy")
    assert wall.driver.scene == "files"
    stick = tmp_path / "stick"
    stick.mkdir()
    wall.driver.loop.stack.top.scene.go(stick)
    wall.driver.step(2)
    wall.driver.wait_until(lambda: wall.driver.find("whole"), "the folder")
    wall.driver.click("whole")
    assert wall.driver.scene == "workshop-end"
    copied = {path.name: path.read_bytes() for path in stick.iterdir()}
    assert copied == {path.name: path.read_bytes() for path in (tmp_path / "reports").iterdir()}


def test_a_report_that_the_data_folder_does_not_take_goes_to_another_one(wall, tmp_path):
    (tmp_path / "reports").write_text("no folder")
    to_the_end(wall, 6, 5, 4)
    assert wall.driver.find("note").text == wall.app.context.t("workshop.end_unwritten")
    wall.driver.click("report")
    assert wall.driver.scene == "files"
    wall.driver.loop.stack.top.scene.take(tmp_path / "reports")
    assert wall.app.toasts.current.text.startswith("Nothing could be copied to")
    stick = tmp_path / "stick"
    stick.mkdir()
    wall.driver.step()
    wall.driver.click("report")
    wall.driver.loop.stack.top.scene.take(stick)
    assert len(list(stick.iterdir())) == len(languages()) + 1
    assert wall.teaching.host._journal.unfinished() is None, "told, so seats and votes are let go"


def test_a_folder_that_takes_nothing_is_told(wall, tmp_path):
    to_the_end(wall, 6, 5, 4)
    (tmp_path / "file").write_text("no folder")
    wall.driver.click("report")
    wall.driver.click("copy")
    wall.driver.loop.stack.top.scene.take(tmp_path / "file")
    assert wall.app.toasts.current.text.startswith("Nothing could be copied to")


def test_the_command_copies_the_reports(tmp_path, capsys):
    reports = tmp_path / "data" / "reports"
    reports.mkdir(parents=True)
    (reports / "report-2026-05-09-ABCD-en.html").write_text("figures")
    (reports / "notes.txt").write_text("not ours")
    assert copy_reports(tmp_path / "data", tmp_path / "stick") == 0
    (copy,) = (tmp_path / "stick").iterdir()
    assert capsys.readouterr().out.strip() == str(copy)


def test_the_command_says_that_there_are_no_reports_yet(tmp_path, capsys):
    assert copy_reports(tmp_path, tmp_path / "stick") == 0
    assert "no class reports yet" in capsys.readouterr().err


def test_the_menu_leads_to_a_workshop(wall):
    wall.app.stack.pop()
    wall.app.show_menu()
    wall.driver.step()
    wall.driver.click("workshop")
    assert wall.driver.scene == "workshop-setup"
    assert wall.driver.find("open").enabled


def to_the_first_lesson_clip(wall):
    wall.driver.click("start")
    for _ in range(2):
        wall.driver.click("close")
    assert wall.teaching.asked.spot


def test_nothing_shows_before_closing_and_looking_again_keeps_votes(wall):
    wall.open()
    to_the_first_lesson_clip(wall)
    wall.vote(6, 6, 6, tap=(0.4, 0.3))
    texts = [spot.text for spot in wall.driver.picture()[1].spots]
    assert "3" not in texts
    wall.driver.click("close")
    assert wall.room.phase is RoomPhase.CLOSED
    assert "Altered" not in [w.text for w in wall.driver.picture()[1].spots if w.text == "verdict"]
    wall.driver.click("again")
    assert (wall.room.phase, wall.room.voted()) == (RoomPhase.OPEN, 6)
    wall.driver.click("close")
    wall.driver.click("next")
    assert wall.room.phase is RoomPhase.SHOWN
    wall.driver.click("why")
    wall.driver.click("why")
    wall.driver.click("compare")
    wall.driver.click("next")


def test_looking_again_stays_open_until_the_teacher_ends_it(wall):
    wall.open()
    wall.driver.click("timer")
    to_the_first_lesson_clip(wall)
    wall.vote(6, 6)
    wall.driver.click("close")
    wall.driver.click("again")
    assert wall.driver.find("title").text == wall.app.context.t("workshop.vote_again")
    for _ in range(40):
        wall.app.timeline.advance(5)
        wall.driver.step()
    assert wall.room.phase is RoomPhase.OPEN, "all have voted, and the time is over"
    wall.driver.click("close")
    wall.driver.click("next")
    wall.driver.click("next")
    assert not wall.teaching.looking_again, "the next vote has its end again"


@pytest.mark.moving
def test_the_still_reaches_the_phones(wall):
    wall.open()
    to_the_first_lesson_clip(wall)
    wall.driver.step()
    (still,) = wall.teaching.host.stills[wall.room.at]
    assert still.jpeg.startswith(b"\xff\xd8\xff")
    assert len(still.jpeg) < 120_000


def test_the_vote_closes_when_all_have_voted_and_are_quiet(wall):
    wall.open()
    wall.driver.click("start")
    wall.vote()
    assert wall.room.at == 0
    wall.driver.wait_until(lambda: wall.room.at == 1, "the next clip")


def test_a_timer_closes_the_vote(wall):
    wall.open()
    wall.driver.click("timer")
    wall.driver.click("start")
    wall.driver.click("more")
    until = wall.driver.loop.stack.top.scene.until
    assert until == pytest.approx(wall.app.timeline.now() + 90, abs=5)
    wall.app.timeline.advance(91)
    wall.driver.wait_until(lambda: wall.room.at == 1, "the next clip")


def test_teams_take_turns_at_the_screen(wall):
    wall.open(phones=False, teams=2)
    wall.driver.click("start")
    for _ in range(2):
        answer(wall, 2)
        wall.driver.press("pagedown")
        answer(wall, 5)
        wall.driver.press("pagedown")
    assert wall.room.distribution(0) == (0, 1, 0, 0, 1, 0)
    assert wall.teaching.asked.spot
    answer(wall, 5)
    clip = wall.driver.find("stage").clip_box
    wall.driver.click_at(clip.cx, clip.cy, expect="stage")
    wall.driver.click("hand-over")
    wall.driver.click("here")
    answer(wall, 1)
    wall.driver.click("close")
    assert wall.room.phase is RoomPhase.CLOSED
    assert wall.room.taps() == (pytest.approx((0.5, 0.5), abs=0.01),)


def title(wall):
    return wall.driver.find("title").text


def answer(wall, step):
    wall.driver.press(str(step))
    wall.driver.click("confirm")


def test_a_team_confirms_its_step_and_changes_it_until_the_next_one_begins(wall):
    wall.open(phones=False, teams=2)
    wall.driver.click("start")
    assert not wall.driver.find("confirm").enabled
    wall.driver.press("5")
    assert wall.room.voted() == 0, "a key alone is no vote"
    answer(wall, 2)
    assert wall.room.distribution() == (0, 1, 0, 0, 0, 0)
    assert wall.driver.find("title").text == "Team 2, come to the screen"
    wall.driver.click("undo")
    assert wall.driver.find("title").text == "Team 1: your turn"
    assert not any(wall.driver.find(f"step-{n}").on for n in range(1, 7))
    answer(wall, 3)
    assert wall.room.distribution() == (0, 0, 1, 0, 0, 0)
    wall.driver.click("here")
    answer(wall, 6)
    assert wall.room.phase is RoomPhase.OPEN, "the last team may change its answer as well"
    wall.driver.press("backspace")
    answer(wall, 4)
    wall.driver.click("close")
    assert wall.room.distribution(0) == (0, 0, 1, 1, 0, 0)


def test_teams_look_again_and_a_place_is_pointed_at_anew(wall):
    wall.open(phones=False, teams=2)
    wall.driver.click("start")
    while not wall.room.ask.spot:
        wall.teaching.go_on()
        wall.driver.step()
    answer(wall, 6)
    wall.driver.click("steps")
    answer(wall, 1)
    wall.driver.click("here")
    answer(wall, 1)
    wall.driver.click("close")
    wall.driver.press("b")
    assert wall.driver.find("title").text == "Team 1, come to the screen"
    wall.driver.click("here")
    answer(wall, 6)
    wall.driver.click("hand-over")
    assert wall.room.distribution() == (1, 0, 0, 0, 0, 1), "the new vote took the place of the old one"


def test_the_turn_of_a_team_outlives_a_restart(wall, tmp_path):
    wall.open(phones=False, teams=3)
    wall.driver.click("start")
    answer(wall, 2)
    wall.close()
    again = Wall(tmp_path)
    with closing(again):
        again.driver.click("resume")
        again.driver.step()
        assert title(again) == "Team 2, come to the screen"


def test_cards_are_counted_by_hand(wall):
    wall.open(phones=False)
    wall.driver.click("start")
    wall.driver.click("cards")
    wall.driver.press("a")
    wall.driver.press("f")
    wall.driver.press("f")
    wall.driver.press("f", shift=True)
    wall.driver.click("more-2")
    wall.driver.click("done")
    assert wall.room.distribution() == (1, 1, 0, 0, 0, 1)


def test_the_remote_asks_and_the_wall_does(wall):
    wall.open()
    wall.workshop.remote.ask("next")
    wall.driver.wait_until(lambda: wall.room.phase is RoomPhase.OPEN, "the wall to go on")
    wall.workshop.remote.ask("lock")
    wall.driver.wait_until(lambda: wall.room.locked, "the lock")
    wall.workshop.remote.ask("skip")
    wall.driver.wait_until(lambda: wall.room.at == 1, "the next clip")
    assert wall.room.skipped == {0}
    wall.workshop.remote.ask("end")
    wall.driver.wait_until(lambda: wall.driver.scene == "workshop-end", "the end")


def test_a_lesson_that_was_left_goes_on(wall):
    wall.open()
    to_the_first_lesson_clip(wall)
    wall.vote(6, 5)
    code, at = wall.room.code, wall.room.at
    wall.driver.press("escape")
    wall.driver.click("leave")
    assert wall.driver.scene == "workshop-setup"
    wall.driver.click("resume")
    assert (wall.room.code, wall.room.at, wall.room.voted()) == (code, at, 6)
    assert wall.driver.scene == "workshop-vote"


def test_a_new_lesson_takes_the_place_of_one_with_votes_only_when_the_teacher_says_so(wall):
    wall.open()
    to_the_first_lesson_clip(wall)
    wall.vote(6, 5)
    code, votes = wall.room.code, sum(map(wall.room.voted, range(len(wall.room.items))))
    wall.driver.press("escape")
    wall.driver.click("leave")
    wall.driver.click("open")
    assert str(votes) in wall.driver.find("dialog.text").text
    wall.driver.press("escape")
    assert wall.driver.scene == "workshop-setup"
    wall.driver.click("open")
    wall.driver.click("cut-off")
    assert (wall.room.code, wall.room.voted()) == (code, 6), "it goes on"
    wall.driver.press("escape")
    wall.driver.click("leave")
    wall.driver.click("open")
    wall.driver.click("anew")
    assert wall.driver.scene == "workshop-lobby"
    assert not wall.room.ballots


def test_a_lesson_that_was_gone_on_with_to_its_end_is_not_offered_again(wall):
    wall.open()
    wall.driver.press("escape")
    wall.driver.click("leave")
    wall.driver.click("resume")
    wall.driver.press("escape")
    wall.driver.click("end")
    wall.driver.click("done")
    assert wall.driver.scene == "workshop-setup"
    assert wall.driver.loop.stack.top.find("resume") is None


def test_the_votes_by_cards_have_the_letters_of_the_cards(wall):
    wall.open(phones=False)
    wall.driver.click("start")
    assert wall.driver.find("hidden").steps == tuple("ABCDEF")
    wall.workshop.close()
    wall.app.stack.pop()
    wall.open()
    wall.driver.click("start")
    assert wall.driver.find("hidden").steps != tuple("ABCDEF")


def test_a_clip_that_is_gone_is_passed_over_and_noted(wall, monkeypatch, caplog):
    wall.open()
    library = wall.app.context.library
    first, real = wall.teaching.lesson.items[0].clip, library.media_path

    def media_path(pack, clip):
        path = real(pack, clip)
        return path.with_name("gone.mp4") if clip.id == first else path

    monkeypatch.setattr(library, "media_path", media_path, raising=False)
    wall.driver.click("start")
    wall.driver.wait_until(lambda: wall.room.at == 1, "the next clip")
    assert wall.room.skipped == {0}
    assert any("item 0" in record.getMessage() for record in caplog.records)


def test_an_address_that_is_not_ours_is_told(wall):
    wall.workshop.open(Choices(PLAN, "203.0.113.7"))
    wall.driver.step()
    assert wall.driver.scene == "workshop-setup"
    assert "203.0.113.7" in wall.app.toasts.log[-1].text


def refuse(monkeypatch, name):
    """Let the journal file's method `name` fail as on a full disk; return the closed journals."""
    real, close, closed = getattr(VoteJournal, name), VoteJournal.close, []

    def fails(journal, *args, **how):
        if journal.path is not None:
            raise StoreError("the disk is full")
        return real(journal, *args, **how)

    def noted(journal):
        closed.append(journal.path)
        close(journal)

    monkeypatch.setattr(VoteJournal, name, fails)
    monkeypatch.setattr(VoteJournal, "close", noted)
    return closed


def test_a_port_that_cannot_be_stored_leaves_no_server_behind(wall, monkeypatch):
    servers = sum(thread.name == "classroom" for thread in threading.enumerate())
    refuse(monkeypatch, "set_place")
    wall.workshop.open(Choices(PLAN, "127.0.0.1"))
    assert "full" in wall.app.toasts.log[-1].text
    assert sum(thread.name == "classroom" for thread in threading.enumerate()) == servers


@pytest.mark.parametrize("name", ["begin", "write"])
def test_a_lesson_that_cannot_be_written_goes_on_in_memory_and_the_file_is_closed(wall, monkeypatch, name):
    closed = refuse(monkeypatch, name)
    wall.workshop.open(Choices(PLAN, None, 2))
    wall.driver.step()
    assert wall.driver.scene == "workshop-lobby"
    assert wall.app.toasts.log[-1].text == wall.app.context.t("workshop.unwritten")
    assert [path.name for path in closed] == ["workshop.db"]


def test_a_full_disk_in_a_lesson_is_told_and_the_teacher_decides(wall, tmp_path):
    wall.open()
    to_the_first_lesson_clip(wall)
    host, database = wall.teaching.host, wall.teaching.host._journal._db.connection
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="no room left"):  # noqa: PT012 - which one is refused is not ours
        for seat in range(2000):
            host.apply(Join(f"{seat:064x}"))
    seats = len(host.room.seats)
    wall.driver.step()
    assert wall.driver.scene == "dialog"
    t, notes = wall.app.context.t, json.loads(wall.workshop.remote.notes)
    assert notes["title"] == t("workshop.unkept")
    assert notes["prompt"].startswith(t("store.why.full"))
    wall.driver.click("save-again")
    wall.driver.step()
    assert wall.driver.scene == "workshop-vote", "nothing more was refused"
    with pytest.raises(StoreError):
        host.apply(Join("one more" * 800))
    wall.driver.step()
    wall.workshop.remote.ask("next")
    wall.driver.step()
    assert wall.driver.scene == "workshop-vote", "the desk said: go on"
    assert not host.apply(Join("one more" * 800)).refused
    wall.close()
    journal = VoteJournal.open(tmp_path, "2026-01-01T08:00:00+00:00")
    assert len(journal.unfinished().seats) == seats, "what was written before is there"
    journal.close()


def test_a_lesson_that_cannot_be_gone_on_with_is_kept_aside(wall, tmp_path):
    wall.open()
    wall.close()
    journal = VoteJournal.open(tmp_path, "2026-01-01T08:00:00+00:00")
    with journal._db.transaction() as db:
        db.execute("UPDATE lesson SET plan = '{}'")
    journal.close()
    later = Wall(tmp_path)
    later.workshop.resume()
    assert later.app.toasts.log[-1].text == later.app.context.t("workshop.cannot_resume")
    assert [path.name for path in tmp_path.glob("workshop-damaged-*.db")]
    later.close()


def test_a_journal_that_cannot_be_read_is_told(wall, monkeypatch):
    closed = refuse(monkeypatch, "unfinished")
    wall.app.stack.pop()
    wall.workshop.begin()
    wall.driver.step()
    assert wall.driver.scene == "workshop-setup"
    assert "full" in wall.app.toasts.log[-1].text
    assert [path.name for path in closed] == ["workshop.db"]


def test_a_second_workshop_on_the_same_data_leaves_the_votes_of_the_first_alone(wall, tmp_path):
    wall.open()
    to_the_first_lesson_clip(wall)
    wall.vote(6, 5)
    code, second = wall.room.code, Wall(tmp_path)
    in_use = second.app.context.t("workshop.in_use")
    assert second.app.toasts.log[-1].text == in_use
    second.workshop.open(Choices(PLAN, None, 2))
    assert second.teaching is None
    assert second.app.toasts.log[-1].text == in_use
    second.close()
    wall.close()
    journal = VoteJournal.open(tmp_path, wall.app.context.today())
    found = journal.unfinished()
    journal.close()
    assert (found.code, len(found.votes)) == (code, 6)


def test_without_a_network_one_screen_is_offered(tmp_path):
    wall = Wall(tmp_path)
    try:
        wall.app.stack.pop()
        wall.workshop.adapters = ()
        wall.workshop.begin()
        wall.driver.step()
        wall.driver.click("way-phones")
        assert not wall.driver.find("open").enabled, "no phone could get in"
        wall.driver.click("way-teams")
        wall.driver.click("teams")
        wall.driver.click("open")
        assert wall.driver.scene == "workshop-lobby"
        assert wall.teaching.voting.teams == 4
    finally:
        wall.close()


def test_keys_on_a_page_without_a_clip_do_no_harm(wall):
    wall.open(Plan(**{**PLAN.model_dump(), "steps": STEPS[2:5]}))
    wall.driver.press("pagedown")
    assert wall.driver.scene == "workshop-page"
    for key in ("l", "x", ",", ".", "space"):
        wall.driver.press(key)
    assert wall.driver.scene == "workshop-page"


def test_a_teachers_own_plan(wall):
    wall.driver.click("own")
    wall.driver.click("clips-0")
    wall.driver.click("check-1")
    wall.driver.click("stage-3")
    wall.driver.click("done")
    wall.driver.click("done")
    wall.driver.click("print")
    assert list((wall.workshop.folder / "teacher").glob("*.html"))
    wall.driver.press("escape")
    wall.driver.click("way-cards")
    wall.driver.click("open")
    assert [item.block for item in wall.teaching.lesson.clips] == ["before"] * 2 + ["lesson"] * 2 + [
        "after"
    ] * 2


def kept(folder, *labels):
    calls = {"before": Counts(3, 7, 2, 8), "after": Counts(9, 1, 2, 8)}
    told = ClipTally(1, "studio", "c1", manipulated=True, kinds=("double-eyebrows",), votes=9, wrong=4)
    with closing(LessonStore.open(folder, "2026-05-19T08:00:00+00:00")) as store:
        for n, label in enumerate(labels, 1):
            name, blocks = f"2026-05-0{n}-ABCD", calls if n % 2 else {"before": Counts(4, 6, 2, 8)}
            store.add(LessonKept(name, "2026-05", "minutes-45", "uz", 9 + n, blocks, (told,), label))


def test_the_class_has_a_label_without_names_that_stays_with_its_lesson(wall, tmp_path):
    wall.driver.click("class")
    wall.driver.click("grade-7")
    wall.driver.click("letter-2")
    wall.driver.click("done")
    assert wall.driver.find("class").text == "Class 7-B"
    wall.driver.click("class")
    wall.driver.click("grade-7")
    assert wall.driver.find("done").text == "Class B"
    wall.driver.press("escape")
    wall.open(label="7-B")
    wall.teaching.do(Start())
    while wall.room.phase is not RoomPhase.DONE:
        if wall.room.phase is RoomPhase.OPEN:
            wall.vote(6, 5, 4, 3)
        wall.driver.press("pagedown")
    (lesson,) = kept_lessons(tmp_path)
    assert lesson.label == "7-B"
    assert "7-B" in next((tmp_path / "reports").glob("*-en.html")).read_text("utf-8")


def test_two_lessons_are_compared_and_others_are_chosen(wall, tmp_path):
    wall.driver.click("class")
    assert wall.driver.loop.stack.top.find("compare") is None, "nothing to compare yet"
    wall.driver.press("escape")
    kept(tmp_path, "5-A", "7-B", "9-V")
    wall.driver.click("class")
    wall.driver.click("compare")
    scene = wall.driver.loop.stack.top.scene
    assert [scene.lessons[at].label for at in scene.chosen] == ["7-B", "9-V"]
    wall.driver.click("lesson-1")
    assert [scene.lessons[at].label for at in scene.chosen] == ["5-A", "9-V"]
    told = dict(scene._figures())
    assert told["Check before: no clear difference"][0].startswith("d' 0.")
    assert told["Double eyebrows"] == ("5 of 9 right", "5 of 9 right")


def test_a_change_is_called_clear_only_where_chance_seldom_does_it():
    few, many = Counts(4, 6, 2, 8), Counts(90, 10, 10, 90)
    lesson = LessonKept("a", "2026-05", "own", "uz", 9, {"before": few, "after": few}, ())
    told = compare(lesson, replace(lesson, blocks={"before": many, "lesson": Counts(3, 2, 0, 0)}))
    assert [(pair.name, pair.differ) for pair in told.blocks] == [("before", True), ("after", None)]
    assert compare(lesson, lesson).every.differ is False


# -- the clips of the checks, at the end ------------------------------------------------------------------


def to_the_end(wall, *steps, **how):
    """Hold a lesson in which the phones vote on each clip, up to the class result."""
    wall.open(**how)
    while wall.room.phase is not RoomPhase.DONE:
        if wall.room.phase is RoomPhase.OPEN:
            wall.vote(*steps)
        wall.driver.press("pagedown")
    wall.app.toasts.dismiss()


def words(wall):
    return [spot.text for spot in wall.driver.picture()[1].spots]


def check_items(wall):
    return [clip for clip in wall.teaching.lesson.clips if clip.block != "lesson"]


def test_a_class_looks_at_the_clips_of_its_checks_with_their_truth(wall):
    to_the_end(wall, 6, 5, 4, 3, 2)
    wall.driver.click("look")
    seen = []
    while wall.driver.scene == "workshop-check-clips":
        scene = wall.driver.loop.stack.top.scene
        told = scene.source.told
        truth = "Altered" if told.manipulated else "Untouched"
        assert truth in words(wall)
        assert "3 of 6 chose this side" in words(wall)
        assert wall.driver.find("class").counts == (1, 1, 1, 1, 1, 1)
        if told.manipulated:
            name = wall.app.context.guide.kinds[told.tells[0].kind].name.get("en")
            assert name in words(wall)
        wall.driver.click("why")
        assert wall.driver.find("why.text").text
        seen.append(told.clip)
        wall.driver.press("pagedown")
    assert seen == [clip.clip for clip in check_items(wall)]
    assert wall.driver.scene == "workshop-end"


def test_the_votes_of_few_people_are_not_shown_and_the_truth_is(wall):
    to_the_end(wall, 6, 5, 4, 3, seats=4)
    wall.driver.click("look")
    assert wall.driver.find("class").counts is None
    assert "Fewer than five people voted: their votes are not shown." in words(wall)
    assert not any("chose this side" in text for text in words(wall))
    assert {"Altered", "Untouched"} & set(words(wall))


@pytest.mark.moving
def test_the_clips_are_turned_back_and_forth_and_let_go(wall):
    to_the_end(wall)
    wall.driver.click("look")
    scene = wall.driver.loop.stack.top.scene
    assert not wall.driver.find("previous").enabled
    first = scene.source
    wall.driver.click("next")
    assert first.player is None
    wall.driver.press("left")
    assert (scene.at, scene.source.told.clip) == (0, first.told.clip)
    wall.driver.click("play")
    wall.driver.wait_until(scene.is_playing, "the clip to play")
    wall.driver.press("escape")
    assert scene.source.player is None
    assert wall.driver.scene == "workshop-end"
    wall.driver.click("done")
    assert wall.driver.scene == "workshop-setup"


def test_the_remote_turns_the_clips(wall):
    to_the_end(wall)
    wall.driver.click("look")
    scene = wall.driver.loop.stack.top.scene
    wall.workshop.remote.ask("next")
    wall.driver.wait_until(lambda: scene.at == 1, "the second clip")
    wall.workshop.remote.ask("back")
    wall.driver.wait_until(lambda: scene.at == 0, "the first clip")
    wall.workshop.remote.ask("end")
    wall.driver.wait_until(lambda: wall.driver.scene == "workshop-end", "the result")


def test_without_a_vote_in_a_check_there_is_nothing_to_look_at(wall):
    wall.open()
    wall.driver.click("start")
    wall.workshop.remote.ask("end")
    wall.driver.wait_until(lambda: wall.driver.scene == "workshop-end", "the end")
    assert wall.driver.loop.stack.top.find("look") is None


@pytest.mark.moving
def test_an_original_that_is_heard_is_not_offered_to_the_eye(wall):
    heard = next(c for c in wall.app.context.library.candidates("studio") if "audio-splice" in c.kinds)
    to_the_end(wall)
    scene = wall.driver.loop.stack.top.scene
    told = check_items(wall)[0]
    record = wall.app.context.library.clip("studio", heard.clip)
    tells = (Tell(kind="audio-splice"),)
    update = {"clip": heard.clip, "original": record.original, "tells": tells, "manipulated": True}
    scene.judged = ((told.model_copy(update=update), scene.judged[0][1]),)
    wall.driver.click("look")
    key = wall.driver.find("compare")
    assert key.text == "Hear the original"
    wall.driver.click("compare")
    look = wall.driver.loop.stack.top.scene
    assert look.source.original.state is not PlayerState.PAUSED
    wall.driver.click("play")
    assert look.source.original.state is PlayerState.PAUSED
    assert not look.comparing


SIZES = (((1280, 720), 1.0), ((1280, 720), 1.3), ((1024, 600), 1.0), ((1080, 1920), 1.0))


@pytest.mark.parametrize("language", tuple(languages()))
@pytest.mark.parametrize(("size", "text_size"), SIZES)
def test_every_text_fits(tmp_path, language, size, text_size):
    wall = Wall(tmp_path, language, size, text_size)
    complaints: list[str] = []

    def look(name):
        wall.app.toasts.dismiss()
        wall.driver.step()
        wall.app.toasts.dismiss()
        complaints.extend(f"{name}: {c}" for c in wall.driver.picture()[1].complaints())

    with closing(wall), wall.driver.loop.hurried():
        for way in ("phones", "teams", "cards"):
            wall.driver.click(f"way-{way}")
            look(f"setup-{way}")
        wall.driver.click("own")
        look("build")
        wall.driver.click("done")
        look("plan-name")
        wall.driver.click("done")
        wall.driver.click("own")
        look("own-lessons")
        wall.driver.click("delete")
        look("delete")
        wall.driver.press("escape")
        wall.driver.press("escape")
        look("setup-own")
        wall.open(seats=24)
        look("lobby")
        wall.driver.click("advice")
        look("advice")
        wall.driver.press("escape")
        wall.driver.click("timer")
        look("lobby-timer")
        wall.driver.click("start")
        look("check")
        for _ in range(2):
            wall.vote(6, 5, 4)
            wall.driver.click("close")
        look("vote")
        wall.vote(6, 5, 4, 6, 5, 4, 2, 3, tap=(0.5, 0.3))
        wall.driver.click("cards")
        look("cards")
        wall.driver.click("done")
        wall.driver.step()
        look("complete")
        wall.driver.click("close")
        look("closed")
        wall.driver.click("next")
        look("shown")
        wall.driver.click("why")
        look("why")
        for name in ("card", "talk"):
            wall.driver.press("pagedown")
            look(name)
        wall.driver.press("escape")
        look("leave")
        wall.driver.click("end")
        look("end")
        wall.driver.click("look")
        look("check-clip")
        wall.driver.click("why")
        look("check-clip-why")
    assert complaints == []
