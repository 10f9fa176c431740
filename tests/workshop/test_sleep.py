"""Phones that sleep, are reloaded, pressed five times, opened twice: one vote a seat, and the right question.

In a real Chromium, whose processes are stopped and continued as a phone stops a page in the background.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from game.workshop.room import Close, NextItem, Start
from game.workshop.server.limits import Limits
from workshop import kit

WITHIN = 3000
"""Milliseconds in which a phone that is back shows the question."""


@pytest.fixture
def host():
    return kit.host()


@pytest.fixture
def service(host):
    with kit.served(host, Limits()) as running:
        yield running


@pytest.fixture
def context(browser):
    made = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB", has_touch=True)
    yield made
    made.close()


def entered(context, service):
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(service.url)
    page.get_by_role("heading", name="You are in").wait_for()
    return page


def choose(page, step: int):
    page.locator(f'input[name=step][value="{step}"]').check(force=True)


def test_five_presses_in_a_moment_are_one_vote_and_press_nothing_else(host, service, context):
    page = entered(context, service)
    host.apply(Start())
    choose(page, 2)
    box = page.locator("button[type=submit]").bounding_box()
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for _ in range(5):
        page.mouse.click(*at)
    page.get_by_role("heading", name="Vote received").wait_for()
    assert host.room.distribution() == (0, 1, 0, 0, 0, 0)
    assert [vote.rev for vote in host.room.ballot().values()] == [1]


def test_a_page_that_is_reloaded_three_times_has_one_seat(host, service, context):
    page = context.new_page()
    page.set_default_timeout(8000)
    held = []

    def never(route):
        held.append(route)

    page.route("**/api/join", never)
    with page.expect_request("**/api/join"):
        page.goto(service.url)
    for _ in range(3):
        with page.expect_request("**/api/join"):
            page.reload()
    made = page.evaluate("JSON.parse(localStorage.getItem('chinmi')).made")
    page.unroute_all(behavior="ignoreErrors")
    assert kit.Phone(service).post("/api/join", {"code": host.room.code, "token": made})[0] == 200
    page.reload()
    page.get_by_role("heading", name="You are in").wait_for()
    for _ in range(3):
        page.reload()
        page.get_by_role("heading", name="You are in").wait_for()
    assert len(host.room.seats) == 1


def test_two_pages_of_one_phone_are_one_seat_and_show_one_answer(host, service, context):
    one, two = entered(context, service), entered(context, service)
    assert len(host.room.seats) == 1
    host.apply(Start())
    for page in (one, two):
        page.locator("input[name=step]").first.wait_for(state="attached")
    choose(one, 1)
    one.locator("button[type=submit]").click()
    two.get_by_role("heading", name="Vote received").wait_for()
    two.get_by_text("Change my vote").click()
    choose(two, 5)
    two.locator("button[type=submit]").click()
    one.locator(".step.s5").wait_for()  # it shows at once what the other page sends
    one.get_by_role("heading", name="Vote received").wait_for()
    assert host.room.distribution() == (0, 0, 0, 0, 1, 0)


def let_pass(page, milliseconds: int) -> None:
    """Let so much time pass by the page's own clock, which stands still then: the machine may be slow."""
    begun = page.evaluate("Date.now()")
    page.clock.pause_at((begun + milliseconds / 2) / 1000)
    page.clock.run_for(begun + milliseconds - page.evaluate("Date.now()"))


def processes_of(page) -> list[int]:
    """Return the browser's processes, all of them children of this test's."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,comm"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()[1:]]
    children: dict[int, list[int]] = {}
    names = {}
    for pid, parent, name in rows:
        children.setdefault(int(parent), []).append(int(pid))
        names[int(pid)] = name
    found, wait = [], [os.getpid()]
    while wait:
        for child in children.get(wait.pop(), []):
            wait.append(child)
            if "chrom" in names[child]:
                found.append(child)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="stops processes as Linux does")
def test_a_phone_that_slept_shows_the_question_that_is_open_now(host, service, context):
    page = entered(context, service)
    host.apply(Start())
    choose(page, 3)
    page.locator("button[type=submit]").click()
    page.get_by_role("heading", name="Vote received").wait_for()
    stopped = processes_of(page)
    assert stopped
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        for event in (Close(), NextItem()):
            host.apply(event)
        for line in list(service.classroom.door._lines.values()):
            service._loop.call_soon_threadsafe(line.end)
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
    page.locator("input[name=step]").first.wait_for(state="attached", timeout=WITHIN)
    assert page.evaluate("document.getElementById('where').textContent") == "Clip 2 of 6"
    assert host.room.distribution(0) == (0, 0, 1, 0, 0, 0)


def test_a_phone_without_a_network_for_a_while_keeps_its_answer(host, service, context):
    page = entered(context, service)
    host.apply(Start())
    choose(page, 3)
    context.set_offline(True)
    for line in list(service.classroom.door._lines.values()):
        service._loop.call_soon_threadsafe(line.end)
    page.get_by_text("No connection").wait_for()
    page.locator("button[type=submit]").click()
    page.get_by_role("heading", name="Sending").wait_for()
    assert host.room.voted() == 0
    context.set_offline(False)
    page.get_by_role("heading", name="Vote received").wait_for(timeout=WITHIN)
    assert host.room.distribution() == (0, 0, 1, 0, 0, 0)


def test_a_line_that_seems_open_and_is_dead_is_left(host, service, context):
    """As after a change of address, of which neither side of a connection hears."""
    dead: list[int] = []
    opened: list[Any] = []

    def line(phone):
        number, server = len(opened), phone.connect_to_server()
        opened.append(server)
        phone.on_message(lambda said: None if number in dead else server.send(said))
        server.on_message(lambda said: None if number in dead else phone.send(said))

    context.route_web_socket("**/ws", line)
    context.clock.install()
    page = entered(context, service)
    host.apply(Start())
    choose(page, 3)
    page.locator("button[type=submit]").click()
    page.get_by_role("heading", name="Vote received").wait_for()
    dead.append(len(opened) - 1)
    for event in (Close(), NextItem()):
        host.apply(event)
    let_pass(page, WITHIN)
    page.locator("#where", has_text="Clip 2 of 6").wait_for()
    page.wait_for_function("document.querySelector('#net').hidden")
    choose(page, 2)
    page.locator("button[type=submit]").click()
    page.get_by_role("heading", name="Vote received").wait_for()
    assert len(opened) == 2
    assert len(host.room.seats) == 1
    assert host.room.distribution(0) == (0, 0, 1, 0, 0, 0)
    assert host.room.distribution() == (0, 1, 0, 0, 0, 0)
