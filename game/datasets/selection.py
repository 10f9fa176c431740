"""Choosing the clips that come in: sampled, each edit with its original, within the limit.

The list of a set is gone through twice and never kept: once for the sample, once for the originals of the
edits in it. What is chosen is in an order of its own, so that a clip that turns out to be broken has another
one after it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from game.datasets.base import LeftOut, Listed
from game.datasets.names import bad
from game.datasets.sampling import Sample, drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from game.content.models import TruthLabel

    Listing = Callable[[], Iterator[Listed | LeftOut]]
    """Goes through the list of a set, from its beginning each time it is called."""

RESERVE: Final = 2
"""Clips that are sampled for each one wanted, for those that cannot be read."""

_LABELS: Final[tuple[TruthLabel, ...]] = ("real", "manipulated")


@dataclass(frozen=True, slots=True)
class SelectionWish:
    """What a person asked for: how many clips at most, whether as many of each label, the seed."""

    most: int = 2000
    balance: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class ClipFamily:
    """What comes in together: a real clip, or a manipulated one with its original, if that is there."""

    clip: Listed
    original: Listed | None = None

    @property
    def clips(self) -> tuple[Listed, ...]:
        """Its clips, the original first."""
        return (self.clip,) if self.original is None else (self.original, self.clip)


@dataclass(frozen=True)
class Candidates:
    """What may come in, in order, and how many clips of each label the set lists."""

    units: tuple[ClipFamily, ...]
    listed: Counter[TruthLabel]


def candidates(listing: Listing, wish: SelectionWish, left_out: Callable[[LeftOut], None]) -> Candidates:
    """Go through the list of a set and return what may come in; tell `left_out` what never will."""
    sample = Sample(wish.seed, RESERVE * wish.most, wish.balance)
    listed: Counter[TruthLabel] = Counter()
    for one in listing():
        unfit = one if isinstance(one, LeftOut) else bad(one.path)
        if unfit is None and isinstance(one, Listed):
            listed[one.label] += 1
            sample.add(one)
        elif unfit is not None:
            left_out(unfit)
    real, manipulated = sample.ranked()
    originals = _originals(listing, {clip.original for clip in manipulated if clip.original}, real)
    units = [ClipFamily(clip, originals.get(clip.original or "")) for clip in manipulated]
    return Candidates(tuple(_order(units, real, wish)), listed)


def _originals(listing: Listing, wanted: Collection[str], real: Sequence[Listed]) -> dict[str, Listed]:
    found = {clip.path: clip for clip in real if clip.path in wanted}
    if len(found) < len(wanted):
        for one in listing():
            if isinstance(one, Listed) and one.label == "real" and one.path in wanted:
                found[one.path] = one
    return found


def _order(units: list[ClipFamily], real: Sequence[Listed], wish: SelectionWish) -> Iterator[ClipFamily]:
    """Yield edits with their originals and real clips: in turn where balanced, else as they were drawn."""
    if wish.balance:
        yield from units
        yield from (ClipFamily(clip) for clip in real)
        return
    mixed = [*units, *(ClipFamily(clip) for clip in real)]
    mixed.sort(key=lambda unit: (drawn(wish.seed, unit.clip.path), unit.clip.path))
    yield from mixed


@dataclass
class Selection:
    """Fills the places of a pack from the candidates, and fills again what turned out to be broken."""

    candidates: Candidates
    wish: SelectionWish
    chosen: dict[str, ClipFamily] = field(default_factory=dict)
    """By the path of the unit's own clip; an original is chosen as a unit of its own."""
    counts: Counter[TruthLabel] = field(default_factory=Counter)
    _refused: set[str] = field(default_factory=set)

    def fill(self) -> list[Listed]:
        """Choose until there is no room, or nothing left; return the clips that were not chosen before."""
        fresh: list[Listed] = []
        for unit in self.candidates.units:
            if self.counts.total() >= self.wish.most:
                break
            fresh += self._take(unit)
        return fresh

    def refuse(self, path: str) -> None:
        """Take a clip out for good; an edit of it stays, without its original."""
        self._refused.add(path)
        self._drop(path)
        for edit, unit in self.chosen.items():
            if unit.original is not None and unit.original.path == path:
                self.chosen[edit] = ClipFamily(unit.clip)

    def level(self) -> None:
        """Take out clips of the label that has more, last chosen first, where as many of each were wished."""
        if not self.wish.balance or not all(self.counts[label] for label in _LABELS):
            return
        paired = {unit.original.path for unit in self.chosen.values() if unit.original is not None}
        for path, unit in [*self.chosen.items()][::-1]:
            label = unit.clip.label
            if self.counts[label] > min(self.counts[one] for one in _LABELS) and path not in paired:
                self._drop(path)

    def _take(self, unit: ClipFamily) -> list[Listed]:
        if unit.original is not None and unit.original.path in self._refused:
            unit = ClipFamily(unit.clip)
        if unit.clip.path in self.chosen or unit.clip.path in self._refused:
            return []
        fresh = [clip for clip in unit.clips if clip.path not in self.chosen]
        wanted = Counter(clip.label for clip in fresh)
        if wanted.total() > self.wish.most - self.counts.total():
            return []
        if any(self.counts[label] + count > self._half() for label, count in wanted.items()):
            return []
        for clip in fresh:
            self.chosen[clip.path] = unit if clip is unit.clip else ClipFamily(clip)
        self.counts += wanted
        return fresh

    def _half(self) -> int:
        """Return how many clips of one label there may be."""
        listed = self.candidates.listed
        if not self.wish.balance or not all(listed[label] for label in _LABELS):
            return self.wish.most
        return min((self.wish.most + 1) // 2, *(listed[label] for label in _LABELS))

    def _drop(self, path: str) -> None:
        unit = self.chosen.pop(path, None)
        if unit is not None:
            self.counts[unit.clip.label] -= 1
