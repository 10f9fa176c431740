"""Where an edit is: from the film of its area, else from the difference between it and its original."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from game.content.models import Artefact
from game.datasets import road
from game.errors import ClipError
from game.forge.difference import FoundRegion, from_mask, from_pair

if TYPE_CHECKING:
    from game.content.models import Method
    from game.datasets.road import Alike
    from game.forge.convert import Converted


class Edit(Protocol):
    """What is known of a clip before its truth is looked for."""

    @property
    def method(self) -> Method | None:
        """How it was made; None for a real clip."""

    @property
    def alike(self) -> Alike:
        """How it took the road."""

    @property
    def original(self) -> Path | None:
        """The film that it was made from."""

    @property
    def mask(self) -> Path | None:
        """A film of the altered area."""


@dataclass(frozen=True, slots=True)
class Truth:
    """The areas that were found, with how sure they are (0 to 1); where there are none, why."""

    artefacts: tuple[Artefact, ...] = ()
    quality: float = 0.0
    told: str = ""


def truth_of(edit: Edit, made: Converted, clip: Path) -> Truth:
    """Return where `edit` is in `clip`, which was made of it; files may be made beside `clip`."""
    if edit.method is None or made.size is None or made.fps is None:
        return Truth()
    told = ""
    try:
        if edit.mask is not None:
            found = from_mask(edit.mask, clip, made.fps)
            if isinstance(found, FoundRegion):
                return _truth(found)
            told = found.told
        if edit.original is not None:
            return _by_original(edit.original, edit.alike, clip)
    except ClipError as error:
        told = str(error)
    return Truth(told=told or "neither its original nor a film of the area is there")


def _by_original(original: Path, alike: Alike, clip: Path) -> Truth:
    """Compare the clip with its original after both took the same road: what it leaves is on both."""
    beside = clip.with_name("original.mp4")
    road.travel(original, beside, replace(alike, sound=False))
    found = from_pair(beside, clip)
    return _truth(found) if isinstance(found, FoundRegion) else Truth(told=found.told)


def _truth(found: FoundRegion) -> Truth:
    return Truth((Artefact(interval=found.interval, region=found.region),), found.quality)
