"""The lesson plan that a teacher put together, kept in the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from game.errors import StoreError
from game.files import read_plain, write_whole
from game.workshop.plan import Plan

FILE_NAME: Final = "own-plan.json"
LARGEST: Final = 256_000
"""Bytes of the longest plan that is read."""


def read_own(folder: Path | None) -> list[Plan]:
    """Return the plan in `folder`; none where there is none, or none that can be read."""
    if folder is None:
        return []
    try:
        return [Plan.model_validate_json(read_plain(folder / FILE_NAME, LARGEST))]
    except (OSError, ValueError):
        return []


def keep_own(folder: Path | None, plan: Plan) -> None:
    """Keep `plan` in place of the one before. Raises StoreError."""
    if folder is None:
        return
    try:
        write_whole(folder / FILE_NAME, plan.model_dump_json(exclude_none=True, exclude_unset=True))
    except OSError as error:
        raise StoreError(f"Your own lesson could not be kept: {error}") from error
