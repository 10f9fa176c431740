"""The random generator of edits, seeded by the clip's id; a recipe can overrule what it picks."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


class EditRandom(Random):
    """A random generator that prefers the form a recipe asks for."""

    def __init__(self, seed: str | int, wanted: str | None = None) -> None:
        super().__init__(seed)
        self.wanted = wanted

    def pick(self, forms: Sequence[str]) -> str:
        """Return the wanted form if it is among `forms`, else a random one; draws once either way."""
        chosen = self.choice(forms)
        return self.wanted if self.wanted is not None and self.wanted in forms else chosen
