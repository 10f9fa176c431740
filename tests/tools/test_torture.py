"""Torture: what was lost is found, and a real player and a real room that are killed lose nothing."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from random import Random
from types import SimpleNamespace

import pytest
from records.make import NOW, answer, session

from game.cli import main
from game.records.store import AnswerStore
from game.workshop.codes import digest
from game.workshop.journal import JournalBatch, VoteJournal, VoteRow
from tools.torture import classroom, command, desktop, kiosk, kiosk_trial
from tools.torture.bag import Bag
from tools.torture.child import quiet, tracebacks
from tools.torture.classroom import Class, Phone
from tools.torture.command import MODES, torture
from tools.torture.desktop import Home
from tools.torture.outcome import CannotTryError, Outcome, summed


def test_an_answer_that_was_shown_and_is_not_there_is_lost(tmp_path):
    with AnswerStore.open(tmp_path, NOW).store as store:
        store.start(session())
        store.add(answer(0))
    home = Home(tmp_path, tmp_path, tmp_path, Random(1), Outcome("desktop", "kill"))
    home.before, home.steps = {("s1", "0"), ("s1", "1")}, {("why", "card:rights")}
    home.compare()
    assert home.outcome.lost == 2
    assert not home.outcome.well


def test_a_vote_that_was_acknowledged_and_is_older_or_other_there_is_lost(tmp_path):
    phones = [Phone(Random(n), "CODE", 1, token=str(n) * 32) for n in range(3)]
    journal = VoteJournal.open(tmp_path, NOW)
    journal.begin(begun=NOW, plan="{}", code="CODE", position="{}")
    rows = [VoteRow(0, digest(phone.token), 5, 2) for phone in phones]
    journal.write(JournalBatch(seats=tuple(row.seat for row in rows), votes=tuple(rows)))
    journal.close()
    phones[0].acknowledged = [(4, 1), (5, 2)]
    phones[1].acknowledged = [(5, 2), (6, 1)]
    phones[2].acknowledged = [(5, 6)]
    there = Class(tmp_path, tmp_path, Random(1), Outcome("class", "kill"), phones=phones)
    there.compare()
    assert (there.outcome.acknowledged, there.outcome.lost) == (5, 2)


def test_rounds_add_up_and_tracebacks_are_found(tmp_path):
    one, other = Outcome("class", "kill", 2, 30, 0, 0, 1.5), Outcome("class", "kill", 3, 10, 1, 1, 0.5, ["x"])
    (both,) = summed([one, other])
    assert both == Outcome("class", "kill", 5, 40, 1, 1, 1.5, ["x"], 2)
    errors = tmp_path / "errors.txt"
    assert tracebacks(errors) == []
    errors.write_text("Traceback (most recent call last):\n  File \nValueError: bad\n", "utf-8")
    assert tracebacks(errors) == ["ValueError: bad (File)"]


def test_a_bag_gives_each_thing_once_before_one_comes_again():
    bag = Bag("abcde", Random(7))
    for _ in range(3):
        assert sorted(bag.draws(5)) == list("abcde")
    assert Bag("abcde", Random(7)).draws(10) == Bag("abcde", Random(7)).draws(10)


def test_each_fault_of_each_mode_comes_up_as_often_as_any_other(monkeypatch):
    drawn: Counter[str] = Counter()

    def fault(name):
        def once(_random: Random) -> Outcome:
            drawn[name] += 1
            if name == "kiosk: 1" and drawn[name] == 1:
                raise ValueError("a robot that stumbles")
            mode, _, number = name.partition(": ")
            return Outcome(mode, number, tried=1)

        return once

    for module in (desktop, classroom):
        mode = "desktop" if module is desktop else "class"
        monkeypatch.setattr(module, "FAULTS", {str(n): fault(f"{mode}: {n}") for n in range(9)})
    monkeypatch.setattr(kiosk, "faults", lambda *_: {str(n): fault(f"kiosk: {n}") for n in range(10)})
    moments = itertools.count()
    clock = SimpleNamespace(monotonic=lambda: float(next(moments)))  # threads beside ask the real one
    monkeypatch.setattr(command, "time", clock)
    result = torture(2.0, list(MODES), None, 3)
    assert len(drawn) == 28
    assert max(drawn.values()) - min(drawn.values()) <= 1
    assert result["findings"] == ["kiosk, 1: the round failed: ValueError('a robot that stumbles')"]
    assert not result["not tried"]
    moments = itertools.count()
    assert len(torture(0.2, list(MODES), None, 3)["not tried"]) == 28 - 11


def test_the_rounds_of_the_kiosk_break_each_screen_and_each_clip_in_turn(tmp_path, monkeypatch):
    draws = kiosk.Draws.begin(Random(3))
    monkeypatch.setattr(kiosk_trial, "FOLDER", tmp_path)
    kiosk.plan(tmp_path, draws.scenes.draws(len(kiosk_trial.FAULTS)))
    progress, seen = kiosk_trial.Progress(), []
    while (fault := progress.fault) is not None:
        seen.append(kiosk_trial.FAULTS[fault])
        progress.next()
    assert sorted(seen) == sorted(kiosk_trial.FAULTS)
    assert kiosk_trial.Progress().fault is None
    assert len(set(draws.breaks.draws(kiosk.CLIPS_TRIED))) == len(kiosk_trial.MANNERS)


def cannot(_random: Random) -> Outcome:
    raise CannotTryError("no right to mount")


@pytest.mark.parametrize(("lost", "status"), [(0, 0), (1, 1)])
def test_only_zero_lost_passes(monkeypatch, capsys, lost, status):
    def harmed(_random: Random) -> Outcome:
        return Outcome("class", "kill", tried=1, acknowledged=9, lost=lost)

    faults = {"kill": harmed, "full disk": cannot}
    for module in (desktop, classroom):
        monkeypatch.setattr(module, "FAULTS", faults)
    monkeypatch.setattr(
        kiosk, "RUNS", {"kill": lambda *_: {"ok": True, "answers promised": 2, "answers counted": 2}}
    )
    assert main(["torture", "--minutes", "0.01", "--json"]) == status
    result = json.loads(capsys.readouterr().out)
    assert bool(result["lost"]) == bool(lost)
    assert {row["mode"] for row in result["faults"]} == {"class", "kiosk"}
    assert result["not tried"] == [f"{mode}: full disk (no right to mount)" for mode in ("class", "desktop")]


def test_a_player_and_a_room_that_are_killed_lose_nothing():
    quiet()
    with desktop.home("kill", Random(1)) as there:
        child = there.player()
        there.look_away(2)
        there.kill(child)
    assert there.outcome.acknowledged
    assert there.outcome.well
    with classroom.classroom("kill", Random(1)) as room:
        room.look_away()
        room.kill(room.rooms[0])
        room.open()
        room.look_away()
    assert room.outcome.acknowledged
    assert room.outcome.well
