"""What all clips of a pack must have in common, so that length, size and sound say nothing about the label.

Real and manipulated clips of a set often differ in these: originals are longer, fakes smaller, one kind is
silent. It is decided from the files' heads, before a clip is made, and for all clips together.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from game.datasets.road import Alike
from game.datasets.said import Sentence
from game.packs.label_leakage import ENOUGH, auc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from game.datasets.road import Looked
    from game.datasets.selection import ClipFamily

MOST_SECONDS: Final = 10.0
LEAST_SECONDS: Final = 1.0
STEP: Final = 0.5
GRID: Final = 0.1
"""Seconds of which a clip has a whole number: no length of a synthesiser's own is left."""
NEAR: Final = 0.1
"""How far from chance a feature may be here; `pack verify` allows a little more."""
FEW: Final = 0.499
"""The same where a label has few clips: chance alone separates them often, but not their sizes or sound."""
LEAST_BAND: Final = 2500.0
BAND_STEP: Final = 500.0
"""Hertz: so far down the band of sounds is narrowed, and in such steps."""
BLOCK: Final = 16


@dataclass(frozen=True)
class AlikePlan:
    """How each clip is made, by its path, and what was done to them for being alike."""

    alike: Mapping[str, Alike]
    told: tuple[Sentence, ...] = ()


def plan(units: Sequence[ClipFamily], looked: Mapping[str, Looked]) -> AlikePlan:
    """Return how to make the clips of `units`, whose heads say `looked`, by path."""
    told: list[Sentence] = []
    size = _size(units, looked, told)
    sound = _sound(units, looked, told)
    lengths = _in_pairs(units, looked)
    most = _most(units, lengths, told)
    common = Alike(most, 0.0, size, sound, _band(units, looked, told))
    return AlikePlan(
        {unit.clip.path: _one(unit, looked, lengths, common) for unit in units},
        tuple(told),
    )


def _one(
    unit: ClipFamily, looked: Mapping[str, Looked], lengths: Mapping[str, float], common: Alike
) -> Alike:
    """Return how to make one clip: as all, but no longer than it can be, and without the silence before."""
    found = looked[unit.clip.path]
    seconds = min(lengths[unit.clip.path], common.seconds)
    if found.size is None:
        return Alike(seconds, found.start, band=common.band)
    return replace(common, seconds=seconds, band=None)


def _in_pairs(units: Iterable[ClipFamily], looked: Mapping[str, Looked]) -> dict[str, float]:
    """Return how long each clip can be: an original and all edits of it equally long."""
    families: dict[str, list[str]] = {}
    for unit in units:
        family = unit.clip.path if unit.original is None else unit.original.path
        families.setdefault(family, []).append(unit.clip.path)
    lengths: dict[str, float] = {}
    for paths in families.values():
        shortest = min(MOST_SECONDS, *(looked[path].seconds for path in paths))
        steps = int(shortest / GRID + 1e-6)
        lengths |= dict.fromkeys(paths, round(steps * GRID, 3) if shortest < MOST_SECONDS else MOST_SECONDS)
    return lengths


def _most(units: Sequence[ClipFamily], lengths: Mapping[str, float], told: list[Sentence]) -> float:
    """Return the greatest length to which all clips are cut, so that their length tells nothing."""
    most = MOST_SECONDS
    while most > LEAST_SECONDS and _tells(units, {path: min(s, most) for path, s in lengths.items()}):
        most -= STEP
    if most < MOST_SECONDS:
        told.append(Sentence("cut", {"seconds": most}))
    return most


def _size(
    units: Sequence[ClipFamily], looked: Mapping[str, Looked], told: list[Sentence]
) -> tuple[int, int] | None:
    """Return the one size of all clips, if theirs differ with the label: the usual one of the smaller."""
    sizes = {path: one.size for path, one in looked.items() if one.size is not None}
    films = [unit for unit in units if unit.clip.path in sizes]
    if not any(_tells(films, {path: float(size[side]) for path, size in sizes.items()}) for side in (0, 1)):
        return None
    usual = []
    for label in ("real", "manipulated"):
        found = sorted((sizes[unit.clip.path] for unit in films if unit.clip.label == label), key=_area)
        usual.append(found[len(found) // 2])
    size = _blocks(min(usual, key=_area))
    told.append(Sentence("one_size", {"width": size[0], "height": size[1]}))
    return size


def _sound(units: Sequence[ClipFamily], looked: Mapping[str, Looked], told: list[Sentence]) -> bool:
    """Tell whether films keep their sound: not where it is there for one label mostly."""
    films = [unit for unit in units if looked[unit.clip.path].size is not None]
    if not _tells(films, {unit.clip.path: float(looked[unit.clip.path].sound) for unit in films}):
        return True
    told.append(Sentence("silent"))
    return False


def _band(units: Sequence[ClipFamily], looked: Mapping[str, Looked], told: list[Sentence]) -> float | None:
    """Return the highest frequency of all sounds, if theirs differs with the label: synthesis ends lower."""
    bands = {path: one.band for path, one in looked.items() if one.size is None}
    sounds = [unit for unit in units if unit.clip.path in bands]
    if not _tells(sounds, bands):
        return None
    highest = max(bands[unit.clip.path] for unit in sounds)
    most = math.floor(highest / BAND_STEP) * BAND_STEP
    while most > LEAST_BAND and _tells(sounds, {path: min(hz, most) for path, hz in bands.items()}):
        most -= BAND_STEP
    told.append(Sentence("band", {"hertz": round(most)}))
    return most


def _tells(units: Iterable[ClipFamily], values: Mapping[str, float]) -> bool:
    by_label: dict[bool, list[float]] = {True: [], False: []}
    for unit in units:
        if unit.clip.path in values:
            by_label[unit.clip.label == "manipulated"].append(values[unit.clip.path])
    few = min(len(found) for found in by_label.values())
    if few == 0:
        return False
    return abs(auc(by_label[True], by_label[False]) - 0.5) > (NEAR if few >= ENOUGH else FEW)


def _blocks(size: tuple[int, int]) -> tuple[int, int]:
    return max(BLOCK, round(size[0] / BLOCK) * BLOCK), max(BLOCK, round(size[1] / BLOCK) * BLOCK)


def _area(size: tuple[int, int]) -> tuple[int, tuple[int, int]]:
    return size[0] * size[1], size
