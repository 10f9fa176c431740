"""The pictures of a workshop on the wall: setup, lobby with seats, votes, the truth, the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from game.content.base import LocalText
from game.records.database import FullError
from game.workshop.plan import Plan, Step
from game.workshop.room import CastVote, Join, Vote
from game.workshop.server.limits import Limits
from game.workshop.wall.opening import Workshop
from game.workshop.wall.setup import Choices
from tools.screenshots.shot import Shot, clicks

if TYPE_CHECKING:
    from game.app import App
    from game.ui.driver import Driver

SEATS: Final = 14
CALLS: Final = (6, 5, 4, 3, 5, 2, 6, 6, 1, 5, 4, 6, 2, 5)
_NAME: Final = LocalText(uz="Yuzlar", en="Faces", ru="Лица")
_WORDS: Final = LocalText(
    uz="Nimani koʻrdingiz? Qayerda?", en="What did you see? Where?", ru="Что вы увидели? Где?"
)
_STEPS: Final = (
    Step(do="check", block="before", clips=2, minutes=2),
    Step(do="clip", label="manipulated", kinds=("double-eyebrows",), minutes=2, prompt=_WORDS),
    Step(do="card", card="face-swap/frames", minutes=1),
    Step(do="clip", label="real", minutes=2, prompt=_WORDS),
    Step(do="post", post="candidate-joke", minutes=2, prompt=_WORDS),
    Step(do="check", block="after", clips=2, minutes=2),
)


def shots(app: App, driver: Driver) -> Iterator[Shot]:
    """Yield (name, what brings the screen up) of the wall's screens; leaves the stack as it was."""
    start = len(app.stack)
    workshop = Workshop(app.context, address="127.0.0.1", limits=Limits.one_machine())
    try:
        yield Shot("30-workshop-setup", workshop.begin)
        yield Shot("30-workshop-build", lambda: driver.click("own"))
        driver.press("escape")
        yield Shot("30-workshop-lobby", lambda: _open(workshop))
        yield Shot("30-workshop-address", lambda: driver.click("large"))
        driver.press("escape")
        yield Shot("30-workshop-reach", lambda: driver.click("advice"))
        driver.press("escape")
        yield Shot("30-workshop-check", lambda: driver.click("start"))
        for _ in range(2):
            _vote(workshop)
            driver.click("close")
        yield Shot("30-workshop-vote", lambda: _vote(workshop))
        yield Shot("30-workshop-unkept", lambda: _refuse(workshop))
        driver.press("escape")
        yield Shot("30-workshop-paper", lambda: driver.click("cards"))
        yield Shot("30-workshop-closed", clicks(driver, "done", "close"))
        yield Shot("30-workshop-truth", lambda: driver.click("next"))
        yield Shot("30-workshop-why", lambda: driver.click("why"))
        yield Shot("30-workshop-card", lambda: driver.click("next"))
        yield Shot("30-workshop-post", lambda: _to_the_post(driver))
        yield Shot("30-workshop-post-check", clicks(driver, "check-search"))
        yield Shot("30-workshop-post-closed", lambda: _vote_and_close(workshop, driver))
        yield Shot("30-workshop-post-truth", clicks(driver, "next"))
        yield Shot("30-workshop-post-votes", clicks(driver, "votes"))
        yield Shot("30-workshop-end", lambda: _to_the_end(workshop, driver))
        yield Shot("30-workshop-check-clips", lambda: driver.click("look"))
    finally:
        workshop.close()
        while len(app.stack) > start:
            app.stack.pop()


def _open(workshop: Workshop) -> None:
    plan = Plan(id="pictures", minutes=20, title=_NAME, subtitle=_NAME, objectives=(_NAME,), steps=_STEPS)
    workshop.open(Choices(plan, "127.0.0.1", 0))
    assert workshop.teaching is not None  # noqa: S101 - it was just opened
    for seat in range(SEATS):
        workshop.teaching.host.apply(Join(f"{seat:064x}"))


def _refuse(workshop: Workshop) -> None:
    if workshop.teaching is not None:
        workshop.teaching.host.trouble = FullError("no room left")


def _vote(workshop: Workshop) -> None:
    teaching = workshop.teaching
    if teaching is None:
        return
    room = teaching.room
    for seat, step in zip(sorted(room.seats), CALLS, strict=True):
        place = (0.5, 0.36) if step > 3 and room.ask is not None and room.ask.spot else None
        teaching.host.apply(CastVote(seat, room.at, Vote(1, step, place)))


def _to_the_post(driver: Driver) -> None:
    while driver.scene != "workshop-post":
        driver.press("pagedown")
        driver.step()


def _vote_and_close(workshop: Workshop, driver: Driver) -> None:
    _vote(workshop)
    driver.click("close")


def _to_the_end(workshop: Workshop, driver: Driver) -> None:
    for _ in range(40):
        if driver.scene == "workshop-end":
            return
        if driver.scene == "workshop-vote":
            _vote(workshop)
        driver.press("pagedown")
        driver.step()
