"""Robots that play the real game by posted events: an oracle, habits, a human, a maximiser of points."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final, Protocol

from game.commands.options import decimal_number
from game.content.models import Artefact
from game.content.regions import inner_point, polygon_at
from game.errors import ChinmiError
from game.play.clip_screen import ClipScreen
from game.play.controller import Play
from game.quiz.phase import Phase
from game.ui.driver import Driver
from game.ui.widgets.sliders import Scrubber
from game.ui.widgets.stage import Stage
from tools.robots.maximisers import best_step, look


@dataclass(frozen=True, slots=True)
class Choice:
    """What a robot does with one clip: the step 1..6, whether it points right, which kind it names."""

    step: int
    finds: bool
    kind: str | None


class Robot(Protocol):
    """Decides about a round from the truth (a robot may peek; it plays to be measured, not to learn)."""

    def decide(self, play: Play) -> Choice:
        """Return what to do with the clip on the table."""
        ...


@dataclass(frozen=True, slots=True)
class Oracle:
    """Knows everything."""

    def decide(self, play: Play) -> Choice:
        """Be surely right, point right, name right."""
        clip = play.clip
        kind = clip.artefacts[0].kind if clip.artefacts else None
        return Choice(6 if clip.manipulated else 1, finds=True, kind=kind)


@dataclass(frozen=True, slots=True)
class Habit:
    """Chooses the same step whatever the clip, and never points."""

    step: int

    def decide(self, play: Play) -> Choice:
        """Do as always."""
        return Choice(self.step, finds=False, kind=None)


@dataclass(frozen=True, slots=True)
class Coin:
    """Tosses a coin, at whatever confidence."""

    random: Random

    def decide(self, play: Play) -> Choice:
        """Choose any step."""
        return Choice(self.random.randint(1, 6), finds=False, kind=None)


@dataclass(frozen=True, slots=True)
class Human:
    """Is right with probability `skill`, surer when right, and finds the place about as often."""

    skill: float
    random: Random

    def decide(self, play: Play) -> Choice:
        """Judge, and point and name with some luck."""
        right = self.random.random() < self.skill
        sure = self.random.choices((0, 1, 2), (1, 2, 2) if right else (3, 2, 1))[0]
        calls = play.clip.manipulated is right
        step = 4 + sure if calls else 3 - sure
        finds = self.random.random() < self.skill
        kind = None
        if play.clip.artefacts and self.random.random() < self.skill:
            kind = play.clip.artefacts[0].kind
        elif self.random.random() < 0.5 and play.round.deal.choices:
            kind = self.random.choice(play.round.deal.choices)
        return Choice(step, finds, kind)


@dataclass(frozen=True, slots=True)
class Maximiser:
    """Wants points: sees the label plus noise, knows how well it spots, takes the step that earns most."""

    skill: float
    random: Random

    def decide(self, play: Play) -> Choice:
        """Look, and bet on what was seen."""
        clip = play.clip
        step = best_step(look(self.random, manipulated=clip.manipulated), self.skill)
        finds, names = self.random.random() < self.skill, self.random.random() < self.skill
        return Choice(step, finds, clip.artefacts[0].kind if clip.artefacts and names else None)


SKILLED: Final[dict[str, Callable[[float, Random], Robot]]] = {"human": Human, "maximiser": Maximiser}
"""Robots with a skill from 0 to 1."""


USUAL_SKILL: Final = 0.7


def robot(name: str, random: Random) -> Robot:
    """Return the robot called `name`. Raises ChinmiError that lists the names."""
    kind, said, value = name.partition(":")
    if kind in SKILLED:
        skill = decimal_number(value) if said else USUAL_SKILL
        if skill is None or not 0 <= skill <= 1:
            raise ChinmiError(f"--player {name}: expected {kind}:SKILL with a skill from 0 to 1")
        return SKILLED[kind](skill, random)
    known: dict[str, Robot] = {
        "oracle": Oracle(),
        "always-manipulated": Habit(6),
        "always-real": Habit(1),
        "coin": Coin(random),
    }
    if name not in known:
        raise ChinmiError(f"--player {name}: expected one of {', '.join(known)}, human:0.7, maximiser:0.7")
    return known[name]


def play_session(driver: Driver, player: Robot) -> Play:
    """Play the session on the table to its summary. Raises MissedError where the screen is in the way."""
    play = _play(driver)
    while play.session.phase is not Phase.DONE:
        play_round(driver, play, player)
    return play


def _play(driver: Driver) -> Play:
    scene = driver.loop.stack.top.scene
    play = getattr(scene, "play", None)
    if not isinstance(play, Play):
        raise ChinmiError(f"no session is on the table: the scene is {scene.name!r}")
    return play


def play_round(driver: Driver, play: Play, player: Robot) -> None:
    """Play the clip on the table by clicks, to the next clip or the summary."""
    if play.session.phase is Phase.SKIPPED:
        driver.click("next")
        return
    choice = player.decide(play)
    if not watch(driver, play):
        return
    mirrored = play.round.deal.side == "left"
    driver.click(f"step-{7 - choice.step if mirrored else choice.step}")
    driver.click("confirm")
    if play.session.phase is Phase.SPOT:
        spot(driver, play, choice)
    if play.session.phase is Phase.REVEAL:
        driver.click("next")


def watch(driver: Driver, play: Play) -> bool:
    """Watch until judging is possible, then go to judge; tell whether the clip could be played."""
    driver.wait_until(
        lambda: play.session.phase is not Phase.WATCH or driver.find("ready").enabled, "the clip to play"
    )
    playable = play.session.phase is Phase.WATCH
    if playable:
        driver.click("ready")
        driver.wait_until(lambda: play.session.phase is not Phase.WATCH, "the glance to be over")
    return playable


def spot(driver: Driver, play: Play, choice: Choice) -> None:
    """Point and name as `choice` says, then show the answer."""
    artefacts = play.clip.artefacts
    if choice.finds and artefacts:
        point(driver, artefacts[0], play.clip.aspect)
    if choice.kind is not None and choice.kind in play.round.deal.choices:
        driver.click(f"kind-{choice.kind}")
    said = bool(play.round.marks) or play.round.kind is not None
    driver.click("show" if said else "cant-tell")


def point(driver: Driver, artefact: Artefact, aspect: float) -> None:
    """Go to the middle of the tell-tale and mark it there."""
    start, end = artefact.interval
    line = driver.find("scrubber")
    assert isinstance(line, Scrubber)  # noqa: S101 - the scene names it so
    driver.click_at(line.x_of((start + end) / 2), line.box.cy, expect="scrubber")
    scene = driver.loop.stack.top.scene
    assert isinstance(scene, ClipScreen)  # noqa: S101 - only such screens have marks
    now = scene.player.time if scene.player is not None else (start + end) / 2
    outline = polygon_at(artefact.region, now, aspect)
    if outline is None:
        driver.click("moment")
        return
    u, v = inner_point(outline)
    stage = driver.find("stage")
    assert isinstance(stage, Stage)  # noqa: S101 - the scene names it so
    clip = stage.clip_box
    driver.click_at(clip.x + u * clip.w, clip.y + v * clip.h, expect="stage")
