"""Three phones in a real Chromium and the real wall: a lesson of six clips, a reload, a lost connection.

Needs `playwright` and a Chromium (`CHINMI_CHROMIUM`, else what the system has); accessibility is scanned with
axe-core where `CHINMI_AXE` names its `axe.min.js`. Without them the tests are skipped with the reason, or
fail where `CHINMI_REQUIRE_BROWSER=1`. `CHINMI_SHOTS` names a folder for pictures of both sides.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pygame
import pytest
from pilot import library_of
from ready_library import lay_out
from small_pack import edit, pack_record, real, write_pack

from game.app import App
from game.content.base import LocalText
from game.runtime import Options
from game.ui.driver import Driver
from game.ui.time import VirtualTime
from game.workshop.plan import Plan, PlanStep
from game.workshop.room import RoomPhase
from game.workshop.server.limits import Limits
from game.workshop.wall.opening import Workshop
from game.workshop.wall.setup import Choices
from workshop import kit
from workshop.conftest import missing

UNCHANGED = re.compile("Nothing was changed|Person unchanged|The person was not changed")
"""What a phone says of a clip that is real: left alone, or processed as a whole."""
PROMPT = LocalText(uz="Nimani koʻrdingiz?", en="What did you see?", ru="Что вы увидели?")
PHONES = {
    "uz": ((320, 568), "uz-UZ", "dark"),
    "en": ((360, 740), "en-GB", "light"),
    "ru": ((412, 915), "ru-RU", "dark"),
}
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def shots() -> Path | None:
    folder = os.environ.get("CHINMI_SHOTS")
    return Path(folder) if folder else None


@pytest.fixture(scope="module")
def axe():
    named = os.environ.get("CHINMI_AXE")
    path = Path(named) if named else Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
    if not path.is_file():
        missing("needs axe-core (see docs/workshop.md)")
    return path.read_text("utf-8")


class Classroom:
    """The wall, driven as a teacher drives it, and its phones."""

    def __init__(self, tmp_path: Path, language: str = "en", packs: tuple[Path, ...] | None = None):
        lay_out(tmp_path)
        options = Options(tmp_path, lang=language, size=(1280, 720), seed=3, mute=True)
        library = library_of(tmp_path / "packs", *packs) if packs else None
        self.app = App(options, VirtualTime(), library)
        self.workshop = Workshop(
            self.app.context, address="127.0.0.1", port=next(kit.PORTS), limits=Limits.one_machine()
        )
        self.workshop.begin()
        self.driver = Driver(self.app)

    def open(self, *steps: PlanStep) -> None:
        plan = Plan(id="test", minutes=20, title=PROMPT, subtitle=PROMPT, objectives=(PROMPT,), steps=steps)
        self.workshop.open(Choices(plan, "127.0.0.1"))
        self.driver.step()

    @property
    def teaching(self):
        return self.workshop.teaching

    @property
    def room(self):
        return self.teaching.room

    @property
    def url(self) -> str:
        return self.teaching.voting.phones.url

    def until(self, condition, what: str, page=None) -> None:
        """Let wall and phones go on until `condition` holds, and the wall has seen it."""
        for _ in range(400):
            if condition():
                self.driver.step()
                return
            self.driver.step()
            if page is not None:
                page.wait_for_timeout(25)
        raise AssertionError(
            f"waited in vain for {what}: {self.room.phase} {self.room.at} {self.driver.scene}"
        )

    def picture(self, name: str) -> None:
        folder = shots()
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self.driver.step()
            self.app.toasts.dismiss()
            pygame.image.save(self.driver.picture()[0], str(folder / f"wall-{name}.png"))

    def close(self) -> None:
        if self.teaching is not None:
            self.teaching.close()
        self.app.close()


class Phone:
    """One phone's browser."""

    def __init__(self, browser, language: str, axe: str):
        (width, height), locale, scheme = PHONES[language]
        self.language = language
        self.context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=locale,
            color_scheme=scheme,
            has_touch=True,
            device_scale_factor=2,
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(8000)
        self.axe = axe
        self.lost = False
        self.lines: list[Any] = []
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._console)
        self.page.route_web_socket("**/ws", self._line)
        self.cdp = self.context.new_cdp_session(self.page)

    def _console(self, message) -> None:
        if message.type == "error" and not self.lost and "ERR_INTERNET_DISCONNECTED" not in message.text:
            self.errors.append(message.text)

    def _line(self, line) -> None:
        if self.lost:
            line.close(code=1001)
            return
        line.connect_to_server()
        self.lines.append(line)

    def lose(self) -> None:
        self.lost = True
        self.context.set_offline(True)
        for line in self.lines:
            line.close(code=1001)
        self.lines.clear()

    def find_again(self) -> None:
        self.context.set_offline(False)
        self.lost = False

    def see(self, text: str) -> None:
        self.page.get_by_text(text, exact=False).first.wait_for()

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def scan(self, name: str) -> None:
        """Take a picture, check that nothing is wider than the screen, and scan for accessibility."""
        folder = shots()
        self.page.evaluate(
            "Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => 0)"
        )
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=str(folder / f"phone-{self.language}-{name}.png"), full_page=True)
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.language} {name}: {wide} px too wide"
        if not self.page.evaluate("'axe' in window"):
            self.cdp.send("Runtime.evaluate", {"expression": self.axe})
        run = f"axe.run(document, {json.dumps(AXE_OPTIONS)}).then(r => JSON.stringify(r.violations))"
        got = self.cdp.send(
            "Runtime.evaluate", {"expression": run, "awaitPromise": True, "returnByValue": True}
        )
        violations = json.loads(got["result"]["value"])
        told = [f"{v['id']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in violations]
        assert told == [], f"{self.language} {name}"

    def vote(self, step: int) -> None:
        self.page.locator(f'input[name=step][value="{step}"]').check(force=True)
        self.page.locator("button[type=submit]").click()


@pytest.fixture
def classroom(tmp_path):
    room = Classroom(tmp_path)
    yield room
    room.close()


class Phones(Mapping[str, Phone]):
    """A phone for each language, which is switched on when a test first takes it up."""

    def __init__(self, browser, axe: str):
        self._browser, self._axe = browser, axe
        self._on: dict[str, Phone] = {}

    def __getitem__(self, language: str) -> Phone:
        if language not in self._on:
            self._on[language] = Phone(self._browser, language, self._axe)
        return self._on[language]

    def __iter__(self) -> Iterator[str]:
        return iter(PHONES)

    def __len__(self) -> int:
        return len(PHONES)

    def close(self) -> None:
        for phone in self._on.values():
            phone.context.close()


@pytest.fixture
def phones(browser, axe):
    found = Phones(browser, axe)
    yield found
    found.close()


SIX = (
    PlanStep(do="check", block="before", clips=2, minutes=2),
    PlanStep(do="clip", label="manipulated", kinds=("double-eyebrows",), minutes=2, prompt=PROMPT),
    PlanStep(do="card", card="face-swap/frames", minutes=1),
    PlanStep(do="clip", label="real", minutes=2, prompt=PROMPT),
    PlanStep(do="check", block="after", clips=2, minutes=2),
)


@pytest.mark.long
def test_three_phones_play_a_lesson(classroom, phones):
    classroom.open(*SIX)
    uz, en, ru = phones.values()
    code = classroom.room.code

    # in: one by the QR code's address, two by typing; a wrong code is told and is no end
    uz.page.goto(classroom.url)
    for phone in (en, ru):
        phone.page.goto(classroom.url.partition("#")[0])
        phone.page.locator("#code").wait_for()
    en.scan("join")
    ru.page.locator("#code").fill("zzzz")
    ru.page.locator("button[type=submit]").click()
    ru.see("На экране другой код")
    ru.scan("wrong-code")
    ru.errors.clear()
    for phone in (en, ru):
        phone.page.locator("#code").fill(code.lower())
        phone.page.locator("button[type=submit]").click()
    uz.see("Qoʻshildingiz")
    en.see("You are in")
    ru.see("Вы вошли")
    uz.scan("lobby")
    assert [p.page.evaluate("document.documentElement.lang") for p in phones.values()] == ["uz", "en", "ru"]
    assert len(classroom.room.seats) == 3
    classroom.picture("1-lobby")
    classroom.driver.step(2)
    classroom.driver.click("start")

    # first clip of the check: nothing is told but that the vote came in
    for phone in phones.values():
        phone.page.locator("input[name=step]").first.wait_for(state="attached")
        phone.scan("vote")
    for phone, step in zip(phones.values(), (5, 2, 6), strict=True):
        phone.vote(step)
        phone.page.locator(".big").wait_for()
    en.scan("sent")
    classroom.until(lambda: classroom.room.voted() == 3, "three votes", en.page)
    assert classroom.room.distribution() == (0, 1, 0, 0, 1, 1)
    classroom.picture("2-vote")

    # a reload in the middle: the same seat, the same vote; a change of mind is one vote still
    en.page.reload()
    en.see("Vote received")
    assert len(classroom.room.seats) == 3
    en.page.get_by_text("Change my vote").click()
    en.vote(1)
    en.page.locator(".big").wait_for()
    classroom.until(lambda: classroom.room.distribution()[0] == 1, "the changed vote", en.page)
    assert classroom.room.distribution() == (1, 0, 0, 0, 1, 1)
    classroom.driver.click("close")

    # second clip: one phone loses the network, votes, and finds the network again
    for phone in phones.values():
        phone.page.locator("input[name=step]").first.wait_for(state="attached")
    ru.lose()
    ru.see("Нет связи")
    ru.scan("lost")
    ru.vote(3)
    uz.vote(2)
    en.vote(5)
    en.page.locator(".big").wait_for()
    classroom.until(lambda: classroom.room.voted() == 2, "two votes", en.page)
    ru.find_again()
    classroom.until(lambda: classroom.room.voted() == 3, "the vote that was kept", ru.page)
    assert classroom.room.distribution() == (0, 1, 1, 0, 1, 0)
    ru.page.locator(".big").wait_for()
    assert ru.page.locator("#net").is_hidden()
    classroom.driver.click("close")

    # a clip of the lesson: judge, point, name
    classroom.until(lambda: classroom.room.at in classroom.teaching.host.stills, "the still", en.page)
    assert classroom.teaching.asked.manipulated
    for phone in phones.values():
        phone.page.locator("input[name=step]").first.wait_for(state="attached")
    uz.vote(5)
    en.vote(6)
    ru.vote(2)
    en.page.locator("button.frame img").wait_for()
    en.page.wait_for_function("document.querySelector('.frame img').complete")
    en.scan("tap")
    box = en.page.locator("button.frame").bounding_box()
    tell = classroom.teaching.asked.tells[0]
    x = sum(p[0] for p in tell.outline) / len(tell.outline)
    y = sum(p[1] for p in tell.outline) / len(tell.outline)
    en.page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    en.page.get_by_text("That is the place").click()
    en.page.locator(f'input[name=kind][value="{tell.kind}"]').check()
    en.scan("kind")
    en.page.locator("button[type=submit]").click()
    en.page.locator(".big").wait_for()
    uz.page.locator("button.frame").focus()
    uz.page.keyboard.press("ArrowUp")
    uz.page.keyboard.press("Shift+ArrowUp")
    uz.scan("tap")
    uz.page.get_by_text("Shu joyda").click()
    uz.scan("kind")
    uz.page.get_by_text("Nimaligini ayta olmayman").click()
    uz.page.locator(".big").wait_for()
    ru.page.locator(".big").wait_for()
    classroom.until(lambda: len(classroom.room.taps()) == 2, "two taps", en.page)
    by_key = min(classroom.room.taps(), key=lambda tap: abs(tap[0] - 0.5) + abs(tap[1] - 0.37))
    assert by_key == pytest.approx((0.5, 0.37), abs=0.01)
    classroom.driver.click("close")
    en.see("The vote is closed")
    en.scan("closed")
    assert "Manipulated" not in en.page.content()
    classroom.picture("3-closed")
    classroom.driver.click("next")
    en.see("Your mark is on the tell-tale")
    for phone in phones.values():
        phone.page.locator(".band").wait_for()
        phone.page.wait_for_function("document.querySelector('.frame img').complete")
        phone.scan("shown")
    assert en.page.locator(".points").inner_text() == "+100"
    classroom.picture("4-shown")
    classroom.driver.click("next")
    en.see("Your teacher is explaining")
    en.scan("card")
    classroom.picture("5-card")
    classroom.driver.click("next")

    # a real clip, then the check after, and everybody's own result
    for phone in phones.values():
        phone.page.locator("input[name=step]").first.wait_for(state="attached")
        phone.vote(2)
        phone.page.locator(".big").wait_for()
    classroom.until(lambda: classroom.room.voted() == 3, "three votes", en.page)
    classroom.driver.click("close")
    classroom.driver.click("next")
    en.page.get_by_text(UNCHANGED).first.wait_for()
    en.scan("shown-real")
    classroom.picture("6-real")
    classroom.driver.click("next")
    for _ in range(2):
        for phone in phones.values():
            phone.page.locator("input[name=step]").first.wait_for(state="attached")
            phone.vote(4)
            phone.page.locator(".big").wait_for()
        classroom.until(lambda: classroom.room.voted() == 3, "three votes", en.page)
        classroom.driver.click("close")
    assert classroom.room.phase is RoomPhase.DONE
    for phone in phones.values():
        phone.page.locator("dl").wait_for()
        phone.scan("end")
    assert "6" in en.page.locator("dl").inner_text()
    listed = en.page.locator("ul.plain li").all_inner_texts()
    checks = [clip for clip in classroom.teaching.lesson.clips if clip.block != "lesson"]
    for clip, text in zip(checks, listed, strict=True):
        assert ("Altered" if clip.manipulated else "Untouched") in text
        assert "You said: " in text
    classroom.picture("7-end")
    en.page.reload()
    en.page.locator("dl").wait_for()
    en.page.get_by_text("Delete it from this phone").click()
    en.see("Deleted")
    assert "token" not in en.page.evaluate("localStorage.getItem('chinmi')")
    assert [p.errors for p in phones.values()] == [[], [], []]


def begin_with(classroom, phone, seated):
    """Let a phone come in, which says `seated` then, and put the first question to it."""
    phone.page.goto(classroom.url)
    phone.see(seated)
    classroom.driver.step(2)
    classroom.driver.click("start")
    phone.page.locator("input[name=step]").first.wait_for(state="attached")


def test_phones_come_back_after_a_restart_of_the_computer(classroom, phones, tmp_path):
    classroom.open(*SIX)
    en = phones["en"]
    begin_with(classroom, en, "You are in")
    en.vote(5)
    en.page.locator(".big").wait_for()
    en.lost = True  # the console will rightly complain about a server that is gone
    classroom.teaching.close()
    classroom.app.stack.pop()
    en.page.wait_for_timeout(300)
    classroom.workshop.resume()
    classroom.driver.step()
    en.find_again()
    assert classroom.room.distribution() == (0, 0, 0, 0, 1, 0)
    assert len(classroom.room.seats) == 1
    en.page.wait_for_function("document.getElementById('net').hidden", timeout=15000)
    classroom.driver.click("close")
    en.page.locator("input[name=step]").first.wait_for(state="attached", timeout=15000)
    en.vote(2)
    en.page.locator(".big").wait_for()
    assert classroom.room.distribution() == (0, 1, 0, 0, 0, 0)


def test_a_phone_without_websockets_polls(classroom, phones):
    classroom.open(*SIX)
    ru = phones["ru"]
    ru.page.add_init_script("window.WebSocket = function () { throw new Error('blocked'); };")
    begin_with(classroom, ru, "Вы вошли")
    ru.vote(6)
    ru.page.locator(".big").wait_for()
    assert classroom.room.distribution() == (0, 0, 0, 0, 0, 1)


def test_a_phone_that_points_says_so_until_it_is_done(classroom, phones):
    classroom.open(SIX[1])
    en = phones["en"]
    begin_with(classroom, en, "You are in")
    en.vote(6)
    busy = classroom.teaching.voting.phones.classroom.busy
    classroom.until(lambda: busy.count(0) == 1, "the word of the phone", en.page)
    assert classroom.room.complete
    skip = en.page.locator("button.quiet")
    skip.press("Enter")
    en.page.locator("input[name=kind]").first.wait_for(state="attached")
    skip.press("Enter")
    en.page.locator(".big").wait_for()
    classroom.until(lambda: busy.count(0) == 0, "the end of it", en.page)


def test_the_teachers_phone(classroom, phones):
    classroom.open(*SIX)
    en, uz = phones["en"], phones["uz"]
    uz.page.goto(classroom.url)
    uz.see("Qoʻshildingiz")
    en.page.goto(classroom.url.partition("#")[0] + "teacher")
    en.page.locator("#code").wait_for()
    en.scan("desk-code")
    en.page.locator("#code").fill(classroom.workshop.remote.code)
    en.page.locator("button[type=submit]").click()
    en.page.locator("#do-next").wait_for()
    classroom.driver.step(2)
    en.page.locator("#do-next").click()
    classroom.until(lambda: classroom.room.phase is RoomPhase.OPEN, "the wall to go on", en.page)
    uz.page.locator("input[name=step]").first.wait_for(state="attached")
    en.page.locator("#do-lock").click()
    classroom.until(lambda: classroom.room.locked, "the lock", en.page)
    en.see("Clip 1 of 6")
    en.scan("desk")
    en.page.locator("#do-end").click()
    en.page.wait_for_timeout(100)
    classroom.driver.step()
    assert classroom.room.phase is RoomPhase.OPEN
    en.page.locator("#do-end").click()
    classroom.until(lambda: classroom.room.phase is RoomPhase.DONE, "the end", en.page)


def test_a_phone_says_why_when_it_is_asked_and_what_is_typed_stays(classroom, phones):
    classroom.open(*SIX)
    page = phones["ru"].page
    page.goto(classroom.url)
    classroom.until(lambda: classroom.room.seats, "a seat", page)
    classroom.driver.click("start")
    while not classroom.room.ask.spot:
        classroom.teaching.go_on()
        classroom.driver.step()
    classroom.driver.click("close")
    classroom.driver.press("y")
    page.locator("#why").fill("Брови двоятся")
    phones["ru"].scan("why")
    classroom.teaching.host.ask_reasons(classroom.room.at)
    page.locator("button[type=submit]").click()
    phones["ru"].see("Отправлено")
    assert classroom.teaching.host.reasons.count == 1
    classroom.driver.press("escape")
    page.locator("#why").wait_for(state="detached")


def test_the_end_on_a_phone_counts_posts_as_well(classroom, phones):
    post = PlanStep(do="post", post="old-flood", minutes=2, prompt=PROMPT)
    classroom.open(post, PlanStep(do="clip", label="real", minutes=2, prompt=PROMPT))
    phone = phones["en"]
    phone.page.goto(classroom.url)
    classroom.until(lambda: classroom.room.seats, "a seat", phone.page)
    classroom.driver.click("start")
    phone.page.locator("input[name=step]").first.wait_for(state="attached")
    phone.vote(6)
    classroom.until(lambda: classroom.room.voted() == 1, "a vote", phone.page)
    while classroom.room.phase is not RoomPhase.DONE:
        classroom.driver.press("pagedown")
    phone.page.locator("dl").wait_for()
    told = phone.page.locator("dl").inner_text().split("\n")
    assert [line for line in told if line] == ["Points", "100", "Posts judged correctly", "1 of 1"]
    phone.scan("end-post")
    classroom.picture("8-end-post")
    assert phone.errors == []


TWO = (PlanStep(do="clip", label="manipulated", minutes=2, prompt=PROMPT),) * 2


@pytest.fixture
def imported(tmp_path):
    """A class with imported clips: the place of the first is known and no kind, of the second nothing."""
    area = {key: value for key, value in edit(1, "jitter")["artefacts"][0].items() if key != "kind"}
    packs = [
        write_pack(
            tmp_path / name,
            [real(1), {**edit(1, "jitter"), "method": "face-swap", "artefacts": known}],
            pack_record(name),
        )
        for name, known in (("placed", [area]), ("unplaced", []))
    ]
    room = Classroom(tmp_path / "data", packs=tuple(packs))
    yield room
    room.close()


def test_phones_ask_for_no_more_than_is_known_of_a_clip(imported, phones):
    imported.open(*TWO)
    for phone in phones.values():
        phone.page.goto(imported.url)
        phone.page.locator(".big").or_(phone.page.locator("h1")).first.wait_for()
    imported.until(lambda: len(imported.room.seats) == 3, "three seats", phones["en"].page)
    imported.driver.click("start")
    imported.until(lambda: imported.room.at in imported.teaching.host.stills, "the still", phones["en"].page)
    for phone in phones.values():
        phone.vote(6)
        phone.page.locator("button.frame").click()
        phone.page.locator("button.key").click()
        phone.page.locator(".big").wait_for()
    imported.until(lambda: len(imported.room.taps()) == 3, "three taps", phones["en"].page)
    imported.driver.click("close")
    imported.driver.click("next")
    phones["en"].see("The area that was changed")
    phones["en"].see("The face was swapped by a computer")
    for phone in phones.values():
        phone.page.locator(".band").wait_for()
        phone.scan("area")
    imported.picture("area")
    imported.driver.click("why")
    imported.picture("area-why")
    imported.driver.click("next")
    for phone in phones.values():
        phone.vote(6)
        phone.page.locator(".big").wait_for()
    imported.until(lambda: imported.room.voted() == 3, "three votes", phones["en"].page)
    assert imported.room.taps() == ()
    imported.driver.click("close")
    imported.driver.click("next")
    phones["en"].see("Where it was changed is not known")
    for phone in phones.values():
        phone.page.locator(".band").wait_for()
        phone.scan("unplaced")
    imported.driver.click("why")
    imported.picture("unplaced-why")
    imported.driver.click("next")
    for phone in phones.values():
        phone.page.locator("dl").wait_for()
    found = phones["en"].page.locator("dl").inner_text()
    assert "1 of 1" in found, "the clip of unknown place is not counted"
    assert [p.errors for p in phones.values()] == [[], [], []]


def test_the_desk_opens_by_its_code_and_finds_the_room_again(classroom, phones):
    classroom.open(*SIX)
    ru = phones["ru"]
    address = classroom.url.partition("#")[0] + "teacher#" + classroom.workshop.remote.code
    ru.page.goto(address)
    ru.page.locator("#do-next").wait_for()
    classroom.driver.step(2)
    ru.see("Дальше: Clip 1 of 6")
    ru.scan("desk")
    ru.page.locator("#phone summary").click()
    ru.page.locator("#phone svg").wait_for()
    ru.see("Только для телефона учителя")
    ru.scan("desk-qr")
    assert "#" not in ru.page.url
    ru.lost = True
    classroom.teaching.close()
    classroom.app.stack.pop()
    ru.see("Большой экран не отвечает")
    classroom.workshop.resume()
    classroom.driver.step(2)
    ru.page.locator("#net").wait_for(state="hidden", timeout=15000)
    ru.page.reload()
    ru.page.locator("#do-next").wait_for()


def test_a_phone_tests_the_way(classroom, phones):
    classroom.open(*SIX)
    for phone, found in zip(phones.values(), ("Ha. Telefon", "Yes. This phone", "Да. Телефон"), strict=True):
        phone.page.goto(classroom.url.partition("#")[0] + "test")
        phone.see(found)
        phone.scan("test")
    assert classroom.teaching.voting.phones.classroom.tested.lines == {"127.0.0.1": True}
    assert not classroom.room.seats


def test_the_desk_on_the_walls_computer_speaks_the_walls_language(classroom, phones):
    """Its browser may be set to another one, and titles and questions come from the wall."""
    classroom.open(*SIX)
    desk = phones["en"]
    code = classroom.workshop.remote.code
    desk.page.goto(f"{classroom.url.partition('#')[0]}teacher#{code}.ru")
    desk.page.locator("#do-next").wait_for()
    assert desk.page.locator("html").get_attribute("lang") == "ru"
    assert desk.page.evaluate("location.hash") == "", "the code does not stay in the address"


PAIR = (
    PlanStep(do="clip", label="real", minutes=2, prompt=PROMPT),
    PlanStep(do="pair", kinds=("double-eyebrows",), minutes=2, prompt=PROMPT),
)


def test_phones_say_which_of_two_was_altered_and_point_at_their_own_choice(classroom, phones):
    classroom.open(*PAIR)
    en = phones["en"]
    for phone in phones.values():
        phone.page.goto(classroom.url)
    classroom.until(lambda: len(classroom.room.seats) == 3, "three seats", en.page)
    classroom.driver.click("start")
    while classroom.driver.scene != "workshop-pair":
        classroom.teaching.go_on()
        classroom.driver.step()
    room, item = classroom.room, classroom.teaching.pair
    classroom.until(lambda: room.at in classroom.teaching.host.stills, "both stills", en.page)
    right, wrong = (5, 2) if item.side == "right" else (2, 5)
    for phone, asked in zip(
        phones.values(),
        ("Qaysi biri oʻzgartirilgan?", "Which one was altered?", "Какой из двух изменён?"),
        strict=True,
    ):
        phone.see(asked)
        phone.page.locator("input[name=step]").first.wait_for(state="attached")
        phone.scan("pair")

    # by the keyboard alone: the scale is one group, from the left one to the right one
    scale = en.page.get_by_role("radio")
    assert scale.count() == 6
    assert en.page.get_by_role("group", name="Which one was altered?").count() == 1
    first, last = (scale.nth(n).evaluate("box => box.parentNode.innerText") for n in (0, 5))
    assert ("left" in first, "right" in last) == (True, True)
    scale.first.focus()
    for _ in range(right - 1):
        en.page.keyboard.press("ArrowDown")
    assert scale.nth(right - 1).is_checked()
    en.scan("pair-chosen")
    en.page.keyboard.press("Enter")
    phones["uz"].vote(right)
    phones["ru"].vote(wrong)

    # each points at the frame of its own choice; that of the other one is not shown
    names = {lang: phone.page.locator(".frame img").get_attribute("src") for lang, phone in phones.items()}
    stills = [f"/still/{still.name}.jpg" for still in classroom.teaching.host.stills[room.at]]
    chosen = stills if item.side == "right" else stills[::-1]
    assert (names["en"], names["uz"], names["ru"]) == (chosen[1], chosen[1], chosen[0])
    for phone in phones.values():
        phone.scan("pair-tap")
        phone.page.wait_for_timeout(300)  # a second press at the same place is taken for a slip
        phone.page.locator("button.frame").focus()
        phone.page.keyboard.press("ArrowUp")
        phone.page.locator("button.key").click()
        phone.page.locator(".big").wait_for()
    classroom.until(lambda: len(classroom.room.taps()) == 3, "three taps", en.page)
    assert classroom.room.distribution()[right - 1] == 2

    classroom.driver.click("close")
    classroom.driver.click("next")
    en.see(f"It is the {item.side} one")
    assert en.page.locator(".points").inner_text() == "+96"
    assert phones["ru"].page.locator(".points").inner_text() == "+36"
    for phone in phones.values():
        phone.page.wait_for_function("document.querySelector('.frame img').complete")
        assert phone.page.locator(".frame img").get_attribute("src") == chosen[1], "all see the edit"
        phone.scan("pair-shown")
    classroom.picture("pair-shown")
    classroom.driver.click("next")
    for phone in phones.values():
        phone.page.locator("dl").wait_for()
    found = [phone.page.locator("dl").inner_text() for phone in phones.values()]
    assert "1 of 1" in found[1]
    assert "0 из 1" in found[2]
    assert [p.errors for p in phones.values()] == [[], [], []]
