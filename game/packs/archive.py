"""Opening a pack, folder or zip, without trusting it.

Whatever is asked of a pack goes through here: which files it holds, their sizes, their bytes. Everything
that could do harm is refused before a byte is unpacked - names that lead out, links, devices, encrypted or
overlapping entries, sizes and packing ratios that no clip has - and all of it is told at once.
"""

from __future__ import annotations

import os
import stat
import tempfile
import zipfile
import zlib
from abc import ABC, abstractmethod
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, ClassVar, Final

from game.errors import PackError, Problem
from game.packs import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MAX_FILES: Final = 250_000
MAX_FILE: Final = 256 * 1024 * 1024
GIB: Final = 1024 * 1024 * 1024
MAX_TOTAL: Final = 64 * GIB
MAX_RATIO: Final = 200
"""Bytes out of one packed byte; video packs hardly at all, text some twenty times."""
SMALL: Final = 1024 * 1024
"""Below this size the packing ratio does not matter."""
MAX_TOLD: Final = 20
CHUNK: Final = 1024 * 1024

_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED: Final = 0x1
_ZIP: Final = b"PK\x03\x04"
"""How each zip begins that holds a file."""
_ODD: Final = frozenset('\\:*?"<>|')
BROKEN_ZIP: Final = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What Python's reader of zips raises for a broken or unusual one."""


class PackFiles(ABC):
    """The files of a pack that was opened: safe names, known sizes, bytes on request."""

    packed: ClassVar[bool] = False
    """Whether they lie in one file to be carried away."""

    def __init__(self, path: Path, sizes: Mapping[str, int]) -> None:
        self.path = path
        self._sizes = sizes

    def names(self) -> tuple[str, ...]:
        """Return the names of all files, sorted; folders are divided by `/`."""
        return tuple(sorted(self._sizes))

    def size(self, name: str) -> int:
        """Return the size of a file in bytes. Raises PackError when it is not there."""
        if name not in self._sizes:
            raise PackError([Problem(self.shown(name), "the file is missing")])
        return self._sizes[name]

    def shown(self, name: str) -> str:
        """Return how problems call a file of this pack."""
        return str(self.path / name)

    def read(self, name: str, limit: int) -> bytes:
        """Return the bytes of a file. Raises PackError when it is missing or larger than `limit` bytes."""
        size = self.size(name)
        if size > limit:
            raise PackError([Problem(self.shown(name), f"expected at most {limit} bytes, got {size}")])
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield the bytes of a file piece by piece, exactly `size`. Raises PackError when it is broken."""
        left = self.size(name)
        try:
            with self._open(name) as file:
                while chunk := file.read(min(CHUNK, left + 1)):
                    left -= len(chunk)
                    if left < 0:
                        raise PackError([Problem(self.shown(name), "the file is longer than it says")])
                    yield chunk
        except BROKEN_ZIP as error:
            raise PackError([Problem(self.shown(name), f"the file cannot be read: {error}")]) from error
        if left:
            raise PackError([Problem(self.shown(name), "the file is shorter than it says")])

    @abstractmethod
    def _open(self, name: str) -> IO[bytes]:
        """Open a file that is there."""

    @abstractmethod
    def local(self, name: str) -> Path:
        """Return a real file with the bytes of `name`, for a decoder; it lives until the pack is closed."""


@contextmanager
def open_pack(path: Path) -> Iterator[PackFiles]:
    """Open a pack: a folder, or a `.zip` of it. Raises PackError with every reason against its files."""
    if path.is_dir():
        yield _Folder(path)
        return
    if not path.exists():
        raise PackError([Problem(str(path), "there is no such file or folder")])
    if not path.is_file():
        raise PackError([Problem(str(path), "a pipe or a device; expected a folder or a .zip")])
    try:
        archive = zipfile.ZipFile(path)
    except PermissionError as error:
        raise PackError([Problem(str(path), f"the file cannot be read: {error.strerror}")]) from error
    except BROKEN_ZIP as error:
        raise PackError([Problem(str(path), _no_zip(path))]) from error
    with archive, tempfile.TemporaryDirectory(prefix="chinmi-") as room:
        yield _Zip(path, archive, Path(room))


def _no_zip(path: Path) -> str:
    """Return what is wrong with a file that cannot be opened as a zip."""
    with suppress(OSError), path.open("rb") as file:
        if file.read(len(_ZIP)) == _ZIP:
            return "the zip is cut short: get it again"
    return "expected a folder or a .zip with pack.yaml in it"


class _Folder(PackFiles):
    """A pack that lies unpacked on the disk."""

    def __init__(self, path: Path) -> None:
        refused = _Refused(path)
        sizes = dict(self._walk(path, refused))
        refused.check(list(sizes), sum(sizes.values()))
        super().__init__(path, sizes)

    @staticmethod
    def _walk(root: Path, refused: _Refused) -> Iterator[tuple[str, int]]:
        folders = [""]
        found = 0
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(root / folder) as listed:
                    entries = sorted(listed, key=lambda entry: entry.name)
            except OSError as error:
                refused.add(folder.rstrip("/") or ".", f"the folder cannot be read: {error.strerror}")
                continue
            for entry in entries:
                name = folder + entry.name
                if names.litter(name):
                    continue
                found += 1
                if found > MAX_FILES:
                    refused.add("", f"expected at most {MAX_FILES} files")
                    return
                facts = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(facts.st_mode):
                    folders.append(f"{name}/")
                elif stat.S_ISREG(facts.st_mode):
                    refused.check_size(name, facts.st_size)
                    yield name, facts.st_size
                else:
                    refused.add(name, "a link or device; expected plain files only")

    def _open(self, name: str) -> IO[bytes]:
        return (self.path / name).open("rb")

    def local(self, name: str) -> Path:
        self.size(name)
        return self.path / name


class _Zip(PackFiles):
    """A pack in a zip; files are unpacked one by one, when a decoder needs them."""

    packed = True

    def __init__(self, path: Path, archive: zipfile.ZipFile, room: Path) -> None:
        self._archive = archive
        self._room = room
        self._entries = self._checked(path, archive)
        super().__init__(path, {name: entry.file_size for name, entry in self._entries.items()})

    @staticmethod
    def _checked(path: Path, archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
        refused = _Refused(path)
        listed = archive.infolist()
        if len(listed) > MAX_FILES:
            refused.add("", f"expected at most {MAX_FILES} files")
        if not all(entry.filename for entry in listed):
            refused.add("", "a file in the zip has no name; pack the folder again")
        backwards = [entry.filename for entry in listed if "\\" in entry.filename]
        if any(names.unsafe(name.replace("\\", "/")) is None for name in backwards):
            told = "names in the zip have \\ in the place of /: made by an old tool; pack the folder again"
            refused.add("", told)
        refused.raise_any()
        entries = [entry for entry in listed if not names.litter(entry.filename)]
        files = [entry for entry in entries if not entry.is_dir()]
        top = _top_folder(files)
        for entry in entries:
            refused.check_entry(entry)
            folder = entry.filename.removeprefix(top).rstrip("/")
            if entry.is_dir() and entry.filename != top and names.unsafe(folder):
                refused.add(entry.filename, str(names.unsafe(folder)))
        _refuse_overlaps(listed, refused)
        found = [entry.filename.removeprefix(top) for entry in files]
        refused.check(found, sum(entry.file_size for entry in files))
        return dict(zip(found, files, strict=True))

    def _open(self, name: str) -> IO[bytes]:
        return self._archive.open(self._entries[name])

    def local(self, name: str) -> Path:
        target = self._room / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                file.writelines(self.chunks(name))
        return target


class _Refused:
    """Gathers what speaks against a pack's files, to tell it all at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, name: str, message: str) -> None:
        self.problems.append(Problem(str(self.path), f"{name!r}: {message}" if name else message))

    def check_size(self, name: str, size: int) -> bool:
        if size > MAX_FILE:
            self.add(name, f"expected at most {MAX_FILE // SMALL} MiB, got {size / SMALL:.0f} MiB")
        return size <= MAX_FILE

    def check_entry(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind and not (stat.S_ISREG(kind) or (entry.is_dir() and stat.S_ISDIR(kind))):
            self.add(name, "a link or device; expected plain files only")
        if entry.flag_bits & _ENCRYPTED:
            self.add(name, "encrypted; expected a zip without a password")
        if entry.compress_type not in _METHODS:
            self.add(name, "packed in an unusual way; expected stored or deflated")
        if (
            self.check_size(name, entry.file_size)
            and entry.file_size > SMALL
            and entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        ):
            self.add(name, f"unpacks to {entry.file_size / SMALL:.0f} MiB from next to nothing: a zip bomb")

    def check(self, found: Sequence[str], total: int) -> None:
        """Check names and the sum of all sizes. Raises PackError with all that was gathered."""
        for name in found:
            reason = names.unsafe(name)
            if reason:
                self.add(name, reason)
        for name, other in names.clashes(found):
            self.add(name, f"is the same file as {other!r} on some systems")
        if total > MAX_TOTAL:
            self.add("", f"expected at most {MAX_TOTAL // GIB} GiB, got {total / GIB:.0f} GiB")
        self.raise_any()

    def raise_any(self) -> None:
        if not self.problems:
            return
        left = len(self.problems) - MAX_TOLD
        rest = [Problem(str(self.path), f"and {left} more like these")] if left > 0 else []
        raise PackError([*self.problems[:MAX_TOLD], *rest])


def _top_folder(files: Sequence[zipfile.ZipInfo]) -> str:
    """Return the one folder that holds everything ("grid/", from a right click on a folder), else ""."""
    tops = {entry.filename.split("/", 1)[0] for entry in files if "/" in entry.filename}
    flat = any("/" not in entry.filename for entry in files)
    if flat or len(tops) != 1:
        return ""
    name = tops.pop()
    if name in ("", ".", "..") or not _ODD.isdisjoint(name):
        return ""
    top = f"{name}/"
    return top if any(entry.filename == f"{top}pack.yaml" for entry in files) else ""


def _refuse_overlaps(listed: Sequence[zipfile.ZipInfo], refused: _Refused) -> None:
    """Refuse entries that share bytes: a few packed bytes would unpack to any size (Fifield 2019)."""
    ends = 0
    for entry in sorted(listed, key=lambda entry: entry.header_offset):
        if entry.header_offset < ends:
            refused.add(entry.filename, "overlaps another file in the zip: a zip bomb")
            return
        ends = entry.header_offset + entry.compress_size
