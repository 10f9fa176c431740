"""The pictures of a workshop on the wall: setup, lobby with seats, votes, the truth, the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Final

from game.content.base import LocalText
from game.quiz.discernment import Counts
from game.records.database import FullError
from game.workshop.lesson_store import ClipTally, LessonKept, LessonStore
from game.workshop.plan import Plan, PlanStep
from game.workshop.room import CastVote, Join, Skip, Vote
from game.workshop.server.adapters import Adapter
from game.workshop.server.limits import Limits
from game.workshop.wall.opening import Workshop
from game.workshop.wall.setup import Choices
from tools.screenshots.shot import Shot, clicks

if TYPE_CHECKING:
    from pathlib import Path

    from game.app import App
    from game.ui.driver import Driver

NETWORKS: Final = (Adapter("wlan0", "192.168.1.37"), Adapter("eth0", "192.168.0.12"))
SEATS: Final = 14
CALLS: Final = (6, 5, 4, 3, 5, 2, 6, 6, 1, 5, 4, 6, 2, 5)
_NAME: Final = LocalText(uz="Yuzlar", en="Faces", ru="Лица")
_WORDS: Final = LocalText(
    uz="Nimani koʻrdingiz? Qayerda?", en="What did you see? Where?", ru="Что вы увидели? Где?"
)
_REASONS: Final = (
    LocalText(uz="Qoshlari ikki qavat", en="The brows are doubled", ru="Брови двоятся"),
    LocalText(uz="Yuz chetida dogʻ bor", en="A smudge at the edge of the face", ru="Пятно на краю лица"),
    LocalText(
        uz="Menimcha, haqiqiy: yorugʻlik hamma joyda bir xil va u gapirganda lablari ovozga mos tushadi",
        en="I think it is fine: the light is the same everywhere and the lips follow the voice",
        ru="По-моему, всё в порядке: свет везде одинаковый, и губы двигаются вместе с голосом",
    ),
)
_STEPS: Final = (
    PlanStep(do="check", block="before", clips=2, minutes=2),
    PlanStep(do="clip", label="manipulated", kinds=("double-eyebrows",), minutes=2, prompt=_WORDS),
    PlanStep(do="card", card="face-swap/frames", minutes=1),
    PlanStep(do="clip", label="real", minutes=2, prompt=_WORDS),
    PlanStep(do="post", post="candidate-joke", minutes=2, prompt=_WORDS),
    PlanStep(do="pair", kinds=("double-eyebrows",), minutes=2, prompt=_WORDS),
    PlanStep(do="check", block="after", clips=2, minutes=2),
)


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield (name, what brings the screen up) of the wall's screens; leaves the stack as it was."""
    start = len(app.stack)
    workshop = Workshop(app.context, address="127.0.0.1", limits=Limits.one_machine())
    try:
        yield from _choices(app, driver, workshop, start)
        yield Shot("30-workshop-lobby", lambda: open_room(workshop))
        yield Shot("30-workshop-address", lambda: driver.click("large"))
        driver.press("escape")
        yield Shot("30-workshop-reach", lambda: driver.click("advice"))
        driver.press("escape")
        yield Shot("30-workshop-check", lambda: driver.click("start"))
        for _ in range(2):
            vote(workshop)
            driver.click("close")
        yield Shot("30-workshop-vote", lambda: vote(workshop))
        yield Shot("30-workshop-unkept", lambda: _refuse(workshop))
        driver.press("escape")
        yield Shot("30-workshop-paper", lambda: driver.click("cards"))
        yield Shot("30-workshop-closed", clicks(driver, "done", "close"))
        yield Shot("30-workshop-second-look", lambda: driver.press("b"))
        driver.click("close")
        yield Shot("30-workshop-reasons", lambda: driver.press("y"))
        yield Shot("30-workshop-reasons-written", lambda: _say_reasons(workshop, driver))
        yield Shot("30-workshop-reasons-list", clicks(driver, "show"))
        driver.press("escape")
        yield Shot("30-workshop-truth", lambda: driver.click("next"))
        yield Shot("30-workshop-why", lambda: driver.click("why"))
        yield Shot("30-workshop-card", lambda: driver.click("next"))
        yield Shot("30-workshop-post", lambda: _to(driver, "workshop-post"))
        yield Shot("30-workshop-post-check", clicks(driver, "check-search"))
        yield Shot("30-workshop-post-closed", lambda: _vote_and_close(workshop, driver))
        yield Shot("30-workshop-post-truth", clicks(driver, "next"))
        yield Shot("30-workshop-post-votes", clicks(driver, "votes"))
        yield from _pair(workshop, driver)
        yield Shot("30-workshop-end", lambda: _to_the_end(workshop, driver))
        yield Shot("30-workshop-end-report", lambda: driver.click("report"))
        driver.press("escape")
        yield Shot("30-workshop-check-clips", lambda: driver.click("look"))
        _back_to(start + 1, app)
        yield Shot("30-workshop-team", lambda: _open_for_teams(workshop, driver))
        yield Shot("30-workshop-team-come", clicks(driver, "confirm"))
        yield from _pair_of_teams(workshop, driver)
        _back_to(start + 1, app)
        yield Shot("30-workshop-pair-cards", lambda: _cards_for_the_pair(workshop, driver))
    finally:
        workshop.close()
        _back_to(start, app)


def _pair(workshop: Workshop, driver: Driver) -> Iterator[Shot]:
    yield Shot("30-workshop-pair", lambda: _to(driver, "workshop-pair"))
    yield Shot("30-workshop-pair-closed", lambda: _vote_and_close(workshop, driver))
    yield Shot("30-workshop-pair-marks", clicks(driver, "heat"))
    yield Shot("30-workshop-pair-truth", clicks(driver, "next"))
    yield Shot("30-workshop-pair-why", clicks(driver, "why"))


def _pair_of_teams(workshop: Workshop, driver: Driver) -> Iterator[Shot]:
    yield Shot("30-workshop-pair-team", lambda: _team_at_the_pair(workshop, driver))
    yield Shot("30-workshop-pair-point", clicks(driver, "confirm"))
    yield Shot("30-workshop-pair-come", clicks(driver, "hand-over"))


def _choices(app: App, driver: Driver, workshop: Workshop, start: int) -> Iterator[Shot]:
    """Yield the screens before a lesson, and go back to the first of them."""
    workshop.adapters = NETWORKS
    yield Shot("30-workshop-setup", workshop.begin)
    yield Shot("30-workshop-build", lambda: driver.click("own"))
    yield Shot("30-workshop-plan-name", lambda: driver.click("done"))
    yield Shot("30-workshop-own", clicks(driver, "done", "own"))
    driver.press("escape")
    yield Shot("30-workshop-class", lambda: _to_the_class(app, driver))
    yield Shot("30-workshop-compare", clicks(driver, "compare"))
    _back_to(start + 1, app)


def _back_to(height: int, app: App) -> None:
    while len(app.stack) > height:
        app.stack.pop()


def _open_for_teams(workshop: Workshop, driver: Driver) -> None:
    _open_without_phones(workshop, driver, 2)
    driver.press("5")


def _open_without_phones(workshop: Workshop, driver: Driver, teams: int) -> None:
    workshop.close()
    workshop.open(Choices(_plan(), None, teams))
    driver.step()
    driver.click("start")


def _team_at_the_pair(workshop: Workshop, driver: Driver) -> None:
    _skip_to_the_pair(workshop, driver)
    driver.press("2")


def _cards_for_the_pair(workshop: Workshop, driver: Driver) -> None:
    _open_without_phones(workshop, driver, 0)
    _skip_to_the_pair(workshop, driver)


def _skip_to_the_pair(workshop: Workshop, driver: Driver) -> None:
    while workshop.teaching is not None and driver.scene != "workshop-pair":
        workshop.teaching.do(Skip())
        driver.step()


def _plan() -> Plan:
    return Plan(id="pictures", minutes=20, title=_NAME, subtitle=_NAME, objectives=(_NAME,), steps=_STEPS)


def _say_reasons(workshop: Workshop, driver: Driver) -> None:
    if workshop.teaching is None:
        return
    host, language = workshop.teaching.host, workshop.context.language
    for seat, words in zip(sorted(host.room.seats), _REASONS, strict=False):
        host.reasons.say(seat, host.room.at, words.get(language))
    driver.wait_until(lambda: driver.find("show").enabled, "the reasons")


def _to_the_class(app: App, driver: Driver) -> None:
    if app.context.store.path is not None:
        _keep_lessons(app.context.store.path.parent)
    driver.click("class")
    driver.click("grade-7")
    driver.click("letter-2")


def _keep_lessons(folder: Path) -> None:
    calls = {"before": Counts(15, 13, 9, 19), "lesson": Counts(31, 11, 8, 20), "after": Counts(22, 6, 6, 22)}
    later = {"before": Counts(13, 15, 11, 17), "after": Counts(19, 9, 5, 23)}
    kinds = (("double-eyebrows", 14, 3), ("edge-halo", 14, 6), ("blink-freeze", 13, 9))
    with closing(LessonStore.open(folder, "2026-05-19T08:00:00+00:00")) as store:
        for label, plan, blocks in (("7-A", "minutes-45", calls), ("7-B", "minutes-20", later)):
            clips = tuple(
                ClipTally(n, "studio", f"c{n}", manipulated=True, kinds=(kind,), votes=votes, wrong=wrong)
                for n, (kind, votes, wrong) in enumerate(kinds, 1)
            )
            name = f"2026-05-1{len(plan)}-{label.replace('-', '')}XX"
            store.add(LessonKept(name, "2026-05", plan, "uz", SEATS, blocks, clips, label))


def open_room(workshop: Workshop) -> None:
    """Open a room with a class in it."""
    workshop.open(Choices(_plan(), "127.0.0.1", 0))
    assert workshop.teaching is not None  # noqa: S101 - it was just opened
    for seat in range(SEATS):
        workshop.teaching.host.apply(Join(f"{seat:064x}"))


def _refuse(workshop: Workshop) -> None:
    if workshop.teaching is not None:
        workshop.teaching.host.trouble = FullError("no room left")


def vote(workshop: Workshop, most: int = SEATS) -> None:
    """Let the class vote, `most` of its seats."""
    teaching = workshop.teaching
    if teaching is None:
        return
    room = teaching.room
    for seat, step in zip(sorted(room.seats)[:most], CALLS, strict=False):
        place = (0.5, 0.36) if room.ask is not None and room.ask.points(step) else None
        teaching.host.apply(CastVote(seat, room.at, Vote(1, step, place)))


def _to(driver: Driver, scene: str) -> None:
    while driver.scene != scene:
        driver.press("pagedown")
        driver.step()


def _vote_and_close(workshop: Workshop, driver: Driver) -> None:
    vote(workshop)
    driver.click("close")


def _to_the_end(workshop: Workshop, driver: Driver) -> None:
    for _ in range(40):
        if driver.scene == "workshop-end":
            return
        if driver.scene == "workshop-vote":
            vote(workshop)
        driver.press("pagedown")
        driver.step()
