"""The clip that is on the table: its pack, its record, its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from game.content.models import Clip
    from game.packs.library import InstalledPack


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a clip comes from and with which rights, for the card under every clip."""

    pack: InstalledPack
    clip: Clip
    file: Path | None = None
    """Its file, once the clip was opened."""
