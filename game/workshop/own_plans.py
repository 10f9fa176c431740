"""The lesson plans that a teacher put together, by name, kept in the data folder."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from game.content.base import LocalText
from game.content.own_words import tidy
from game.errors import StoreError
from game.files import read_plain, write_whole
from game.records import damage
from game.workshop.plan import Plan

FILE_NAME: Final = "own-plans.json"
BEFORE: Final = "own-plan.json"
"""The file of earlier games, which kept one plan."""
VERSION: Final = 1
LARGEST: Final = 1_000_000
"""Bytes of the longest file that is read."""
OWN: Final = "own"
"""What the ids of own plans begin with."""
LONGEST: Final = 40
"""Characters of a name."""
MOST: Final = 60
"""Plans that are kept."""


def read_own(folder: Path | None) -> list[Plan]:
    """Return the plans in `folder`, oldest first; of those that cannot be read, none."""
    return read_all(folder)[0]


def keep_own(folder: Path | None, plans: Sequence[Plan], now: str) -> None:
    """Keep `plans` in place of those before; a file that cannot be read is put aside, dated `now`.

    Raises StoreError.
    """
    if folder is None:
        return
    path = folder / FILE_NAME
    try:
        if not read_all(folder)[1]:
            damage.move_aside(path, now)
        told = [plan.model_dump(mode="json", exclude_none=True, exclude_unset=True) for plan in plans]
        write_whole(path, json.dumps({"version": VERSION, "plans": told}, ensure_ascii=False, indent=1))
        (folder / BEFORE).unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"Your own lessons could not be kept: {error}") from error


def read_all(folder: Path | None) -> tuple[list[Plan], bool]:
    """Return the plans in `folder`, oldest first, and whether all that is in the file could be read."""
    if folder is None:
        return [], True
    try:
        told = json.loads(read_plain(folder / FILE_NAME, LARGEST))
    except FileNotFoundError:
        return _read_before(folder), True
    except (OSError, ValueError, RecursionError):
        return [], False
    rows = told.get("plans") if isinstance(told, dict) and told.get("version") == VERSION else None
    if not isinstance(rows, list):
        return [], False
    plans, whole = [], True
    for row in rows:
        try:
            plans.append(Plan.model_validate_json(json.dumps(row)))
        except ValueError:
            whole = False
    return plans, whole


def _read_before(folder: Path) -> list[Plan]:
    try:
        return [Plan.model_validate_json(read_plain(folder / BEFORE, LARGEST))]
    except (OSError, ValueError):
        return []


def clean_name(text: str) -> str:
    """Return `text` as a name: one line, nothing that turns or hides text, not too long."""
    return tidy(text, LONGEST)


def named(plan: Plan, name: str, language: str) -> Plan:
    """Return `plan` with a name that a teacher gave it."""
    return plan.model_copy(update={"title": LocalText.model_validate({language: name})})


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return `name`, with a number where another plan has it."""
    others, number, free = {one.casefold() for one in taken}, 1, name
    while free.casefold() in others:
        number += 1
        free = f"{name[: LONGEST - 4].rstrip()} {number}"
    return free


def new_id() -> str:
    """Return an id for another plan; one that was deleted is not used again, as kept lessons name it."""
    return f"{OWN}-{secrets.token_hex(3)}"
