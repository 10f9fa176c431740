"""Files that are read and written whole or not at all."""

from __future__ import annotations

import os
import stat
from errno import EFBIG, EINVAL, ENOENT
from pathlib import Path


def read_plain(path: Path, limit: int) -> bytes:
    """Return the bytes of a plain file. Raises OSError, also for a pipe or a device: they may never end."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise OSError(EINVAL, "expected a plain file")
    if facts.st_size > limit:
        raise OSError(EFBIG, f"expected at most {limit} bytes")
    return path.read_bytes()


def write_out(path: Path, text: str) -> None:
    """Write `text` to where somebody wants it: whole or not at all, as UTF-8. Raises OSError.

    What is no plain file (a pipe, a terminal) is written to as it is.
    """
    place = path.resolve()
    if place.exists() and not place.is_file() and not place.is_dir():
        place.write_text(text, "utf-8", newline="")
    elif not place.parent.is_dir():
        raise FileNotFoundError(ENOENT, "there is no such folder")
    else:
        write_whole(place, text)


def write_whole(path: Path, text: str, mode: int | None = None) -> None:
    r"""Write `text` to `path` in UTF-8, with `\n` for new lines; the folders above it are made.

    `mode` sets the file's permissions. When it cannot be written, or the power goes, the file that was there
    stays as it was. Raises OSError.
    """
    write_whole_bytes(path, text.encode("utf-8"), mode)


def write_whole_bytes(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write `content` to `path` as `write_whole` does. Raises OSError."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            partial.chmod(mode)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
