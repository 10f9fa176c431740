"""A picture to come, and the ways to bring its screen up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.app import App
    from game.ui.driver import Driver


def as_it_is() -> None:
    """Bring nothing up: the screen is there already."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture to come: its name, and what brings the screen up."""

    name: str
    prepare: Callable[[], object] = as_it_is


Shots = Callable[["App", "Driver"], Iterator[Shot]]
"""Brings up one screen after the other. Each is prepared before the next one is asked for."""


def clicks(driver: Driver, *names: str) -> Callable[[], None]:
    """Return a click on each of these controls, one after the other."""

    def click() -> None:
        for name in names:
            driver.click(name)

    return click


def to_menu(driver: Driver) -> None:
    """Go back to the menu by the back key."""
    while driver.scene != "menu":
        driver.press("escape")
