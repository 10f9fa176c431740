"""Samples of a list that is too long to keep: the same whatever its order, in memory that does not grow.

Each clip draws a number from the seed and its name. A sample is a ranking: within each person by that number,
then the first of every person before the second of any. Of such a ranking the first so many can be kept
while the list goes by, because a clip that is not among them at any time will not be among them at the end:
more clips only push others further back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.datasets.base import Listed

SPARE: Final = 64
"""Clips that a sample may hold beyond twice its size before it drops the last ones."""

MethodTechnique = tuple[str, str]
"""How a clip was made: method and technique."""


@dataclass(slots=True)
class Ranking:
    """The first `most` of the clips that were added, the persons taking turns."""

    seed: int
    most: int
    _by_person: dict[str, list[tuple[int, Listed]]] = field(default_factory=dict)
    _held: int = 0

    def add(self, clip: Listed, person: str) -> None:
        """Take up a clip of `person`; those who shall not take turns are all the same person."""
        self._by_person.setdefault(person, []).append((drawn(self.seed, clip.path), clip))
        self._held += 1
        if self._held > 2 * self.most + SPARE:
            self._keep(self._ranked())

    def clips(self) -> list[Listed]:
        """Return the first clips, in their order."""
        return [clip for _, _, clip, _ in self._ranked()]

    def _ranked(self) -> list[tuple[int, int, Listed, str]]:
        ranked = [
            (turn, number, clip, person)
            for person, clips in self._by_person.items()
            for turn, (number, clip) in enumerate(sorted(clips, key=lambda one: (one[0], one[1].path)))
        ]
        ranked.sort(key=lambda one: (one[0], one[1], one[2].path))
        return ranked[: self.most]

    def _keep(self, ranked: list[tuple[int, int, Listed, str]]) -> None:
        kept: dict[str, list[tuple[int, Listed]]] = {}
        for _, number, clip, person in ranked:
            kept.setdefault(person, []).append((number, clip))
        self._by_person, self._held = kept, len(ranked)


@dataclass(slots=True)
class Sample:
    """A sample of real and of manipulated clips; `balanced`: ways of making and persons take turns."""

    seed: int
    most: int
    balanced: bool
    real: Ranking = field(init=False)
    manipulated: dict[MethodTechnique, Ranking] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.real = Ranking(self.seed, self.most)

    def add(self, clip: Listed) -> None:
        """Take up a clip of the list."""
        person = clip.person if self.balanced else ""
        if clip.label == "real":
            self.real.add(clip, person)
            return
        group = (clip.method or "", clip.technique) if self.balanced else ("", "")
        if group not in self.manipulated:
            self.manipulated[group] = Ranking(self.seed, self.most)
        self.manipulated[group].add(clip, person)

    def ranked(self) -> tuple[list[Listed], list[Listed]]:
        """Return the first real and the first manipulated clips."""
        groups = [self.manipulated[group].clips() for group in sorted(self.manipulated)]
        return self.real.clips(), _turns(groups)[: self.most]


def drawn(seed: int, name: str) -> int:
    """Return the number that `name` draws: the same on every machine and in every order."""
    digest = blake2b(f"{seed} {name}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest)


def _turns(groups: Iterable[list[Listed]]) -> list[Listed]:
    return [clip for turn in zip_longest(*groups) for clip in turn if clip is not None]
