"""Four ways to play the same session: a mouse, a finger, the keyboard alone, a gamepad alone."""

from __future__ import annotations

from typing import Protocol

from pilot import MissedError, Pilot

PLACE = (0.4, 0.45)
"""Inside the square of every edit of the small pack."""


class Hand(Protocol):
    """What a player does in a round."""

    def begin(self) -> None: ...

    def ready(self) -> None: ...

    def judge(self, step: int) -> None: ...

    def mark(self) -> None: ...

    def name(self, kind: str) -> None: ...

    def show(self) -> None: ...

    def next(self) -> None: ...


class Mouse:
    """Clicks."""

    def __init__(self, pilot: Pilot) -> None:
        self.pilot = pilot

    def press(self, name: str) -> None:
        self.pilot.click(name)

    def begin(self) -> None:
        self.press("practice")
        self.press("level-mixed")

    def ready(self) -> None:
        self.press("ready")

    def judge(self, step: int) -> None:
        self.press(f"step-{step}")
        self.press("confirm")

    def mark(self) -> None:
        self.pilot.tap(*PLACE)

    def name(self, kind: str) -> None:
        self.press(f"kind-{kind}")

    def show(self) -> None:
        self.press("show")

    def next(self) -> None:
        self.press("next")


class Finger(Mouse):
    """Taps, as SDL tells them."""

    def press(self, name: str) -> None:
        self.pilot.touch(name)

    def mark(self) -> None:
        self.pilot.tap(*PLACE, touch=True)


class Keyboard(Mouse):
    """Keys only."""

    def press(self, name: str) -> None:
        self.focus(name)
        self.pilot.press("return")

    def focus(self, name: str) -> None:
        for _ in range(40):
            if self.pilot.focus == name:
                return
            self.pilot.press("tab")
        raise MissedError(f"{self.pilot.scene}: Tab never comes to {name!r}")

    def ready(self) -> None:
        self.pilot.press("return")

    def judge(self, step: int) -> None:
        self.pilot.press(str(step))
        self.pilot.press("return")

    def mark(self) -> None:
        self.focus("stage")
        self.pilot.press("return")
        before = self.pilot.play.round.marks[-1]
        for arrow in ("left", "left", "up"):
            self.pilot.press(arrow, shift=True)
        after = self.pilot.play.round.marks[-1]
        assert after.x < before.x
        assert after.y < before.y

    def name(self, kind: str) -> None:
        self.pilot.press(str(self.pilot.play.round.deal.choices.index(kind) + 1))

    def next(self) -> None:
        assert self.pilot.focus == "next", "the way on has the focus"
        self.pilot.press("return")


class Gamepad(Mouse):
    """Buttons and the cross only."""

    def press(self, name: str) -> None:
        for _ in range(40):
            if self.pilot.focus == name:
                self.pilot.pad("a")
                return
            self.pilot.pad("right-shoulder")
        raise MissedError(f"{self.pilot.scene}: the shoulder button never comes to {name!r}")

    def mark(self) -> None:
        self.press("stage")
        for _ in range(12):
            self.pilot.cross(-1, 0)


HANDS = {"mouse": Mouse, "finger": Finger, "keyboard": Keyboard, "gamepad": Gamepad}
