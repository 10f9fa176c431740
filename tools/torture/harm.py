"""Ways to harm a store and its disk."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Final

from tools.torture.outcome import CannotTryError

SIDES: Final = ("", "-wal", "-shm")


@contextlib.contextmanager
def small_disk(place: Path, size: str = "1m") -> Iterator[None]:
    """Mount a disk of `size`. Raises CannotTryError without the right to (then: `unshare -rm` before it)."""
    place.mkdir(parents=True, exist_ok=True)
    mount = shutil.which("mount")
    if mount is None:
        raise CannotTryError("a small disk: there is no `mount`")
    made = [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if subprocess.run(made, check=False, capture_output=True).returncode:  # noqa: S603 - our own words
        raise CannotTryError("a small disk: no right to mount one; start it with `unshare -rm`")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S603, S607 - as above


def fill(folder: Path) -> Path:
    """Leave no room on the disk of `folder`; return the file that takes it."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (4096, 512, 1):
            with contextlib.suppress(OSError):
                while file.write(b"x" * size):
                    pass
    return filler


def make_read_only(folder: Path, *, within: float = 20.0) -> bool:
    """Let the disk of `folder` take no more writes, once nothing is written; tell whether that was done."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        if not _remount(folder, "ro"):
            return True
        time.sleep(0.01)
    return False


def make_writable(folder: Path) -> None:
    """Let the disk of `folder` take writes again."""
    _remount(folder, "rw")


def _remount(folder: Path, how: str) -> int:
    command = ["mount", "-o", f"remount,{how}", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode  # noqa: S603 - our own words


# -- a store's file ----------------------------------------------------------------------------------------


def page(path: Path, random: Random) -> None:
    """Overwrite a page."""
    with path.open("r+b") as file:
        file.seek(random.randrange(max(1, path.stat().st_size // 4096)) * 4096)
        file.write(b"\xa5" * 4096)


def halved(path: Path, _random: Random) -> None:
    """Cut the file in half."""
    os.truncate(path, path.stat().st_size // 2)


def emptied(path: Path, _random: Random) -> None:
    """Leave an empty file."""
    os.truncate(path, 0)


def overwritten(path: Path, random: Random) -> None:
    """Put noise into the place of the file and of its log."""
    for side in SIDES[:2]:
        part = path.with_name(path.name + side)
        if part.exists():
            part.write_bytes(random.randbytes(20_000))


def folder_instead(path: Path, _random: Random) -> None:
    """Put a folder with somebody's file into its place."""
    for side in SIDES:
        path.with_name(path.name + side).unlink(missing_ok=True)
    path.mkdir()
    (path / "somebody's.txt").write_text("mine", "utf-8")


def newer(path: Path, _random: Random) -> None:
    """Let it come from a newer game."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA user_version = 1000")


def log_cut(path: Path, random: Random) -> None:
    """Cut the write-ahead log at any byte."""
    wal = path.with_name(f"{path.name}-wal")
    if wal.exists() and wal.stat().st_size:
        os.truncate(wal, random.randrange(wal.stat().st_size))


MANNERS: Final[tuple[Callable[[Path, Random], None], ...]] = (
    page,
    halved,
    emptied,
    overwritten,
    folder_instead,
    newer,
    log_cut,
)


def contents(folder: Path, stem: str) -> set[str]:
    """Return a digest of each file of a store (`stem`*), also of those that were put aside.

    The index of a log (`-shm`) holds nothing of its own.
    """
    found = set()
    for path in folder.rglob("*"):
        if (
            path.is_file()
            and not path.name.endswith("-shm")
            and (path.name.startswith(stem) or path.parent.name.startswith(stem))
        ):
            found.add(hashlib.sha256(path.read_bytes()).hexdigest())
    return found
