"""Several files in one input: a line that names each, then its bytes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_MARK: Final = b"\n#file "
_LONGEST: Final = 200
_DEEPEST: Final = 60


def joined(files: Mapping[str, bytes]) -> bytes:
    """Return the files as one input."""
    return b"".join(_MARK + name.encode() + b"\n" + content for name, content in files.items())


def parted(data: bytes) -> dict[bytes, bytes]:
    """Return the files of an input."""
    pieces = (piece.partition(b"\n") for piece in data.split(_MARK)[1:])
    return {name: content for name, _, content in pieces}


def written(data: bytes, folder: Path) -> None:
    """Write the files of an input into `folder`, which is emptied; names that cannot be are left out."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    root = os.fsencode(folder)
    for name, content in parted(data).items():
        if not _fit(name):
            continue
        path = os.path.join(root, name)  # noqa: PTH118 - names are bytes here
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
            with open(path, "wb") as file:  # noqa: PTH123
                file.write(content)
        except OSError:
            continue


def _fit(name: bytes) -> bool:
    parts = name.split(b"/")
    if b"\0" in name or len(parts) > _DEEPEST:
        return False
    return all(part not in (b"", b".", b"..") and len(part) < _LONGEST for part in parts)
