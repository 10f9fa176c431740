"""The outline of the campaign for the menu: what the last start read, while none of the files has changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from game import readymade, resources
from game.campaign import progress
from game.campaign.progress import Outline
from game.content import light


def read_outlines() -> tuple[Outline, ...]:
    """Return the outlines of all chapters, in order.

    Where a file of guide, campaign, practice or checks has changed since, all of them are read, so that what
    is wrong in them is told at the start. Raises ContentError.
    """
    return readymade.value("chapters", (Path(progress.__file__), *_files()), _read, _taken)


def _files() -> tuple[Path, ...]:
    folders = ("campaign", "check", "guide", "practice")
    return tuple(path for name in folders for path in sorted((resources.levels() / name).glob("*.yaml")))


def _read() -> tuple[Outline, ...]:
    from game.campaign.reader import read_campaign

    guide = resources.read_guide()
    resources.read_levels()
    resources.read_checks(guide)
    return progress.outlines_of(read_campaign(guide))


def _taken(kept: list[Any]) -> tuple[Outline, ...]:
    return tuple(light.made(Outline, fields) for fields in kept)
