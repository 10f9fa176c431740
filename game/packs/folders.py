"""The folders of installed packs: brought in whole, put away at once, brought into line after a crash.

A pack's folder appears by a rename when all its files are there, and disappears by one. Its name is never
used again while a folder of that name exists, so what the index says of a folder is about these very files.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from game.errors import ContentError, PackError, Problem
from game.packs import index
from game.packs.archive import PackFiles, open_pack
from game.packs.credits import credits_text
from game.packs.index import PackEntry, PackRow
from game.packs.policy import consent_level, findings
from game.packs.reader import CREDITS, LoadedPack, read_pack

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_INCOMING: Final = ".incoming-"
_GONE: Final = ".gone-"
_UNREADABLE: Final = ".unreadable-"


def bring_in(files: PackFiles, loaded: LoadedPack, home: Path) -> Path:
    """Copy a pack that was checked into a new folder of `home`; return it. Raises PackError.

    The copy of each media file is compared with its hash once more: it is the one that was checked.
    """
    staged = Path(tempfile.mkdtemp(prefix=_INCOMING, dir=home))
    try:
        hashes = {clip.path: clip.hash for clip in loaded.clips}
        for name in (*loaded.names, *loaded.media):
            found = _copy(files, name, staged / name)
            if hashes.get(name, found) != found:
                raise PackError([Problem(files.shown(name), "the file changed while it was being installed")])
        (staged / CREDITS).write_text(credits_text(loaded.pack, loaded.clips), "utf-8", newline="\n")
        target = _free(home / f"{loaded.pack.name}-{loaded.pack.version}")
        if hasattr(os, "sync"):
            os.sync()
        staged.rename(target)
    except OSError as error:
        told = f"the pack cannot be copied to {home}: {error.strerror or error}"
        raise PackError([Problem(str(files.path), told)]) from error
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return target


def put_away(folder: Path, home: Path) -> None:
    """Take a pack's folder out of sight with one rename; `sweep` deletes its files."""
    if folder.exists():
        folder.rename(Path(tempfile.mkdtemp(prefix=_GONE, dir=home)) / folder.name)


def sweep(home: Path) -> None:
    """Delete what was put away or never finished."""
    for prefix in (_GONE, _INCOMING):
        for leftover in home.glob(f"{prefix}*"):
            shutil.rmtree(leftover, ignore_errors=True)


def in_line(home: Path, rows: Sequence[PackRow]) -> bool:
    """Tell whether the folders in `home` are just those of the index. Opens no pack."""
    known = {row.folder for row in rows if not row.embedded}
    there = {entry.name for entry in home.iterdir() if entry.is_dir() and _ours(entry.name)}
    lost = [row for row in rows if row.embedded and not Path(row.folder).is_dir()]
    undamaged = {row.folder for row in rows if not row.embedded and row.damaged is None}
    return there <= known and undamaged <= there and not lost


def bring_into_line(home: Path, db: sqlite3.Connection) -> tuple[Path, ...]:
    """Undo or finish what a crash left behind; must run while nobody else is writing.

    What was put away by a change that never came to its end comes back; embedded packs that are gone leave
    the index; folders that the index does not know enter it, unless a pack of their name is there already.
    Returns the folders that could not be read; they are renamed and kept.
    """
    for row in index.pack_rows(db):
        place = home / row.folder  # an absolute path of an embedded pack stays as it is
        if place.is_dir():
            continue
        away = next(home.glob(f"{_GONE}*/{row.folder}"), None) if not row.embedded else None
        if row.embedded:
            index.remove(db, row.pack.name)
        elif away is not None:
            away.rename(place)
        else:
            index.set_checked(db, row.key, "the files of this pack are gone")
    known = {row.folder for row in index.pack_rows(db)}
    there = [entry for entry in home.iterdir() if entry.is_dir() and _ours(entry.name)]
    strangers = [entry for entry in there if entry.name not in known and entry.name[0] != "."]
    return tuple(away for folder in sorted(strangers, key=_age) if (away := _adopt(folder, home, db)))


def fingerprint(files: PackFiles) -> str:
    """Return a hash of all the YAML of a pack, to see whether it has changed."""
    digest = hashlib.sha256()
    for name in files.names():
        if name.endswith(".yaml"):
            digest.update(f"{name}\n{files.size(name)}\n".encode())
            for chunk in files.chunks(name):
                digest.update(chunk)
    return digest.hexdigest()


def _adopt(folder: Path, home: Path, db: sqlite3.Connection) -> Path | None:
    """Enter a folder into the index; return its new path where it cannot be read."""
    try:
        with open_pack(folder) as files:
            loaded = read_pack(files)
            refused = [finding.message for finding in findings(loaded.pack, loaded.clips)]
            if refused:
                raise PackError(Problem(str(folder), message) for message in refused)
    except ContentError:
        return folder.rename(_free(home / f"{_UNREADABLE}{folder.name}"))
    before = index.pack_rows(db, loaded.pack.name)
    if before and not before[0].embedded:
        put_away(folder, home)
        return None
    enabled = consent_level(loaded.pack) != "ask"
    index.add(db, PackEntry(loaded.pack, loaded.clips, folder.name, enabled=enabled))
    return None


def _ours(name: str) -> bool:
    """Tell whether a folder is of our making: not kept aside, not a system's."""
    return name.startswith((_GONE, _INCOMING)) or not name.startswith(".")


def _copy(files: PackFiles, name: str, target: Path) -> str:
    """Copy one file; return its hash as records write it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with target.open("xb") as file:
        for chunk in files.chunks(name):
            digest.update(chunk)
            file.write(chunk)
    return f"sha256:{digest.hexdigest()}"


def _free(path: Path) -> Path:
    """Return `path`, or the first of `path.2`, `path.3` ... that does not exist."""
    n = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.name}.{n}")
        n += 1
    return free


def _age(folder: Path) -> float:
    """Put the newest folder first: of two versions of a pack it was installed last."""
    return -folder.stat().st_mtime
