"""A pack of the library as one file, to be carried on a stick."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.packs.policy import refuse_zip

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.packs.library import InstalledPack

_TIME: Final = (1980, 1, 1, 0, 0, 0)


def carry(pack: InstalledPack, folder: Path, go_on: Callable[[], bool]) -> Path | None:
    """Write the pack into `folder` as NAME.zip, whole or not at all; None where `go_on()` became false.

    Raises PackError for a pack that is not handed on, OSError where it cannot be written.
    """
    target = folder / f"{pack.pack.name}.zip"
    refuse_zip(pack.pack, target)
    part = target.with_name(f"{target.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for path in sorted(pack.folder.rglob("*")):
                if not go_on():
                    return None
                if path.is_file():
                    name = path.relative_to(pack.folder).as_posix()
                    archive.writestr(zipfile.ZipInfo(name, _TIME), path.read_bytes())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target
