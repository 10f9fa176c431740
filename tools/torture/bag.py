"""Draws that come up evenly: each thing once, in any order, before one comes up again."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Bag(Generic[Thing]):
    """Things in a shuffled bag, which is filled again when it is empty."""

    def __init__(self, things: Iterable[Thing], random: Random) -> None:
        """Put `things` in."""
        self._things = tuple(things)
        self._random = random
        self.left: list[Thing] = []
        """What comes before the bag is filled again, the next one last."""

    def draw(self) -> Thing:
        """Take one out."""
        if not self.left:
            self.left = self._random.sample(self._things, len(self._things))
        return self.left.pop()

    def draws(self, number: int) -> list[Thing]:
        """Take so many out."""
        return [self.draw() for _ in range(number)]
