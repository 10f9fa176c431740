"""Difficulties of clips that many machines found together, kept in the data folder for the scheduler.

The file is written by `records difficulties`, which has checked its signature and the packs' versions.
"""

from __future__ import annotations

import json
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from game.errors import StoreError
from game.files import read_plain, write_whole
from game.quiz.history import Rated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from game.quiz.candidates import ClipKey

FILE_NAME: Final = "difficulties.json"
LARGEST: Final = 64 * 2**20
"""Bytes of the longest file that is read."""
WIDEST: Final = 6.0
"""Logits: a hardness farther from the middle is none."""


def keep_pooled(data_dir: Path, record: Mapping[str, Any]) -> None:
    """Keep a checked record in the place of the one before. Raises StoreError."""
    try:
        write_whole(data_dir / FILE_NAME, json.dumps(record, ensure_ascii=True) + "\n")
    except OSError as error:
        raise StoreError(f"{data_dir / FILE_NAME} cannot be written ({error.strerror})") from error


def made(data_dir: Path) -> str:
    """Return the day (ISO 8601) on which the kept record was made; empty without one."""
    return str(_record(data_dir).get("made", ""))


def read_pooled(data_dir: Path, versions: Mapping[str, str]) -> Mapping[ClipKey, Rated]:
    """Return the kept difficulties by clip; none where there is no file, or none that can be read.

    Those of a pack whose installed version (in `versions`, by name) is another one are left out.
    """
    record = _record(data_dir)
    try:
        packs = [pack for pack in record.get("packs", ()) if versions.get(pack["pack"]) == pack["version"]]
        return MappingProxyType(ratings({"packs": packs}))
    except (ValueError, TypeError, KeyError, AttributeError):
        return MappingProxyType({})


def ratings(record: Mapping[str, Any]) -> dict[ClipKey, Rated]:
    """Return the difficulties of `record` by clip. Raises ValueError, TypeError or KeyError for others."""
    found: dict[ClipKey, Rated] = {}
    for pack in record.get("packs", ()):
        for clip, (b, answers) in pack["clips"].items():
            hardness, weight = float(b), int(answers)
            if not isfinite(hardness) or abs(hardness) > WIDEST or weight < 1:
                raise ValueError(f"expected a hardness within {WIDEST:g} and a weight, found {b}, {answers}")
            found[str(pack["pack"]), str(clip)] = Rated(hardness, weight)
    return found


def _record(data_dir: Path) -> dict[str, Any]:
    try:
        found = json.loads(read_plain(data_dir / FILE_NAME, LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
