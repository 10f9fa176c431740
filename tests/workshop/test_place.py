"""Where the room is open: chosen, changed during the lesson, and found again after a restart."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from game.ui.qr_code import qr_matrix
from game.workshop.room import RoomPhase
from game.workshop.server.adapters import Adapter
from game.workshop.server.network import bind
from game.workshop.server.teacher_remote import FRESH, TeacherRemote
from game.workshop.wall import opening, reach
from game.workshop.wall.setup import Choices
from workshop import kit
from workshop.test_wall import PLAN, Wall

WIFI, CABLE = Adapter("wlan0", "127.0.0.1", wireless=True), Adapter("eth0", "127.0.0.2")


@pytest.fixture
def wall(tmp_path, monkeypatch):
    monkeypatch.setattr(reach, "all_adapters", lambda: [WIFI, CABLE])
    monkeypatch.setattr(reach, "order", tuple)
    wall = Wall(tmp_path)
    wall.workshop.adapters = (WIFI, CABLE)
    yield wall
    wall.close()


def service(wall):
    return wall.teaching.voting.phones


def test_the_teacher_chooses_by_name_and_says_that_addresses_are_shared(wall):
    wall.app.stack.pop()
    wall.workshop.adapters = (WIFI, CABLE)
    wall.workshop.begin()
    wall.driver.step()
    assert "wlan0" in wall.driver.find("address").text
    wall.driver.click("address")
    assert wall.driver.find("address").text == "Cable (eth0): 127.0.0.2"
    wall.driver.click("shared")
    wall.driver.click("open")
    assert service(wall).address == "127.0.0.2"
    assert service(wall).allowance.shared


def test_a_network_that_comes_or_goes_before_the_lesson_is_seen(wall, monkeypatch):
    wall.app.stack.pop()
    now: list[tuple[Adapter, ...]] = [()]
    wall.workshop.named = False
    monkeypatch.setattr(opening, "adapters", lambda: now[0])
    wall.workshop.begin()
    wall.driver.step()
    wall.driver.click("way-phones")
    now[0] = (WIFI,)
    wall.driver.click("look")
    assert wall.driver.find("address").text == "Wi-Fi (wlan0): 127.0.0.1"
    now[0] = (CABLE, replace(WIFI, address="127.0.0.3"))
    wall.driver.click("open")
    assert service(wall).address == "127.0.0.3", "the same Wi-Fi, that has another address now"


def test_the_network_is_changed_during_the_lesson_and_seats_stay(wall):
    wall.open(seats=1)
    phone = kit.Phone(service(wall))
    assert phone.join()[0] == 200
    wall.driver.click("advice")
    assert wall.driver.scene == "workshop-reach"
    wall.driver.click("adapter-2")
    assert service(wall).address == "127.0.0.2"
    wall.driver.click("close")
    assert wall.driver.scene == "workshop-lobby"
    assert "127.0.0.2" in wall.driver.find("step-2.answer").text
    moved = kit.Phone(service(wall))
    moved.token = phone.token
    assert moved.state()["t"] == "state"


def test_a_class_that_is_at_work_is_shown_the_new_address(wall):
    wall.open(seats=1)
    wall.driver.click("start")
    wall.driver.press("h")
    wall.driver.click("adapter-2")
    assert wall.driver.scene == "workshop-address"
    assert wall.driver.find("words").text == wall.app.context.t("workshop.new_address")
    assert wall.driver.find("place").text == service(wall).place
    assert "127.0.0.2" in service(wall).place


def test_a_room_whose_port_was_taken_meanwhile_shows_its_new_address(wall):
    wall.open()
    wall.driver.click("start")
    port, at = service(wall).port, wall.room.at
    wall.teaching.close()
    wall.app.stack.pop()
    with closing(bind("127.0.0.1", port)) as other:
        assert other.getsockname()[1] == port
        wall.workshop.resume()
        wall.driver.step()
        assert wall.driver.scene == "workshop-address"
        assert wall.driver.find("place").text == service(wall).place
        assert service(wall).port != port
    wall.driver.press("escape")
    assert (wall.driver.scene, wall.room.at) == ("workshop-vote", at)


def test_who_comes_late_sees_the_address_and_the_time_of_the_vote_waits(wall):
    wall.open()
    wall.driver.click("timer")
    wall.driver.click("start")
    scene = wall.driver.loop.stack.top.scene
    for key in ("g", "d"):
        wall.driver.press(key)
        assert wall.driver.scene == "workshop-address"
        wall.app.timeline.advance(600)
        kit.Phone(service(wall)).post("/api/teacher", {"code": wall.workshop.remote.code, "do": "next"})
        wall.driver.step()
        assert wall.driver.scene == "workshop-vote", "the teacher's page leads back"
        assert wall.room.at == 0
    assert scene.until - wall.app.timeline.now() == pytest.approx(60, abs=5)


def test_a_wish_that_waited_behind_a_dialog_is_let_go():
    now = [0.0]
    remote = TeacherRemote(kit.TEACHER, lambda: now[0])
    remote.ask("next")
    now[0] += FRESH
    remote.ask("skip")
    assert (remote.take(), remote.take()) == ("skip", None)


def test_a_network_that_cannot_be_used_leaves_the_room_where_it_was(wall):
    wall.open()
    wall.workshop.move(Adapter("gone", "203.0.113.7"))
    assert service(wall).address == "127.0.0.1"
    assert kit.Phone(service(wall)).join()[0] == 200


def test_choice_sharing_and_the_desks_code_outlive_a_restart(wall, tmp_path):
    wall.workshop.open(Choices(PLAN, CABLE.address, adapter=CABLE.name))
    service(wall).share(on=True)
    code, port = wall.workshop.remote.code, service(wall).port
    wall.close()
    again = Wall(tmp_path)
    try:
        again.workshop.adapters = (WIFI, CABLE)
        assert again.workshop.remote.code != code
        again.workshop.resume()
        assert (service(again).address, service(again).port) == (CABLE.address, port)
        assert service(again).allowance.shared
        assert kit.Phone(service(again)).post("/api/teacher", {"code": code})[0] == 200
    finally:
        again.close()


def test_the_test_of_the_teachers_phone_is_told_on_the_wall(wall):
    wall.open(seats=1)
    wall.teaching.host.room = replace(wall.room, seats=frozenset())
    wall.driver.click("advice")
    wall.driver.find("found.nobody")
    service(wall).classroom.tested.note("192.168.1.50", line=True)
    wall.driver.wait_until(lambda: wall.driver.loop.stack.top.find("found.reached") is not None, "the phone")


def test_the_address_fills_the_wall(wall):
    wall.open()
    wall.driver.click("large")
    assert wall.driver.scene == "workshop-address"
    assert wall.driver.find("place").text == service(wall).place
    wall.driver.press("escape")
    assert wall.driver.scene == "workshop-lobby"


def test_the_desk_knows_what_comes_next_and_how_long_the_lesson_takes(wall):
    wall.open()
    wall.driver.step(3)
    phone = kit.Phone(service(wall))
    told = phone.post("/api/teacher", {"code": wall.workshop.remote.code})[1]
    assert (told["next"], told["left"], told["needs"]) == ("Clip 1 of 6", None, 10)
    wall.driver.click("start")
    wall.driver.step(3)
    told = phone.post("/api/teacher", {"code": wall.workshop.remote.code})[1]
    assert (told["next"], told["left"]) == ("Clip 2 of 6", 20)


def bar_says(wall):
    return wall.driver.find("bar.subtitle").text


def test_wall_and_desk_have_the_lessons_clock(wall):
    wall.open()
    assert "min" not in bar_says(wall)
    wall.driver.click("start")
    assert bar_says(wall) == "Clip 1 of 6 · 20 min left"
    wall.app.timeline.advance(12.5 * 60)
    wall.driver.step(2)
    assert bar_says(wall).endswith("8 min left"), "drawn anew with each minute"
    phone = kit.Phone(service(wall))
    assert phone.post("/api/teacher", {"code": wall.workshop.remote.code})[1]["left"] == 8
    wall.app.timeline.advance(9 * 60)
    wall.driver.step(2)
    assert bar_says(wall).endswith("the time is over")


def test_a_lesson_that_goes_on_has_the_time_that_its_plan_gives_to_the_rest(wall):
    wall.open()
    wall.driver.click("start")
    for _ in range(2):
        wall.driver.press("pagedown")
    at, needs = wall.room.at, wall.teaching.lesson.minutes_from(wall.room.at)
    wall.teaching.close()
    wall.app.stack.pop()
    wall.workshop.resume()
    wall.driver.step()
    assert (wall.room.at, wall.teaching.minutes_left) == (at, 20 - (10 - needs))


def test_the_desk_has_its_own_qr_code_for_whoever_has_its_code(wall):
    wall.open()
    phone = kit.Phone(service(wall))
    status, told = phone.post("/api/desk", {"code": wall.workshop.remote.code})
    address = f"http://{service(wall).place}/teacher#{wall.workshop.remote.code}"
    assert (status, told["place"]) == (200, f"{service(wall).place}/teacher")
    assert told["rows"] == ["".join(map(str, row)) for row in qr_matrix(address)]
    assert phone.post("/api/desk", {"code": "AAAAAAAA"})[0] == 403


def test_the_desk_is_shown_to_one_phone(wall):
    wall.open()
    wall.driver.press("d")
    assert wall.driver.scene == "workshop-address"
    assert wall.driver.find("place").text.endswith("/teacher")
    assert wall.driver.find("code").text.replace(" ", "") == wall.workshop.remote.code


def test_phones_are_helped_in_during_a_vote_and_its_time_waits(wall):
    wall.open()
    wall.driver.click("timer")
    wall.driver.click("start")
    scene = wall.driver.loop.stack.top.scene
    wall.app.timeline.advance(20)
    wall.driver.press("h")
    assert wall.driver.scene == "workshop-reach"
    wall.app.timeline.advance(600)
    wall.driver.press("escape")
    wall.driver.step()
    assert wall.room.phase is RoomPhase.OPEN
    assert scene.until - wall.app.timeline.now() == pytest.approx(40, abs=5)
    wall.driver.press("escape")
    wall.driver.click("reach")
    assert wall.driver.scene == "workshop-reach", "by touch as well"
    desk = kit.Phone(service(wall))
    for expected in ("workshop-vote", "workshop-reach"):
        assert desk.post("/api/teacher", {"code": wall.workshop.remote.code, "do": "reach"})[0] == 200
        wall.driver.step(2)
        assert wall.driver.scene == expected
