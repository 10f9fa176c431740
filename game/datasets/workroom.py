"""The work folder beside the pack: finished clips are kept in it, so that a second run goes on."""

from __future__ import annotations

import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError

from game.datasets import road
from game.datasets.clip_work import MadeFiles, MadeRecord, MakeOrder
from game.files import write_whole

if TYPE_CHECKING:
    from game.datasets.clip_work import SeenFile

FORMAT: Final = 1


def work_folder(out: Path) -> Path:
    """Return the work folder of the pack at `out`."""
    return out.with_name(f"{out.name}.work")


def key_of(order: MakeOrder, seen: SeenFile, beside: tuple[str, ...]) -> str:
    """Return the name under which a clip is kept: it follows from its sources' bytes and the settings.

    `beside` holds the SHA-256 of the original and of the mask, empty for none.
    """
    parts = (FORMAT, road.VERSION, seen.sha256, sorted(asdict(order.alike).items()), order.method, *beside)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class WorkRoom:
    """Keeps finished clips by their key."""

    folder: Path

    def find(self, key: str) -> MadeRecord | None:
        """Return what is known of a clip that is finished, None where it has to be made."""
        try:
            record = MadeRecord.model_validate_json(self._record(key).read_bytes())
            sizes = [
                self.file(key, suffix).stat().st_size for suffix in (".mp4", ".jpg")[: 1 + record.poster]
            ]
        except (OSError, ValidationError):
            return None
        return record if sizes[0] == record.bytes and all(sizes) else None

    def keep(self, key: str, made: MadeFiles) -> None:
        """Keep a finished clip; its record comes last, so that what has one is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for suffix, content in made.files.items():
            self.file(key, suffix).write_bytes(content)
        write_whole(self._record(key), made.record.model_dump_json())

    def file(self, key: str, suffix: str) -> Path:
        """Return where a file of a clip is kept."""
        return self.folder / f"{key}{suffix}"

    def lend(self, key: str, suffix: str, target: Path) -> None:
        """Put a file of a clip at `target` as well, without taking more room where the disk can do that."""
        with suppress(OSError):
            os.link(self.file(key, suffix), target)
            return
        shutil.copyfile(self.file(key, suffix), target)

    def clear(self) -> None:
        """Remove the folder: the pack is whole."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _record(self, key: str) -> Path:
        return self.folder / f"{key}.json"
