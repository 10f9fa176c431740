"""What the last start made of the game's own files, kept as JSON, so that the next one need not make it.

A value is named, and made of files. It is kept with their sizes and times, and taken only while all of these
are the same. A value that is stale or broken is made again; where it cannot be kept, a start is slower, and
that is all. Without a folder (`keep_in`) everything is made, every time.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from game.files import write_whole

T = TypeVar("T")
SUFFIX: Final = ".json"


@dataclass(slots=True, eq=False, repr=False)
class _Keeping:
    """Where this process keeps its values: Python has one set of modules, and so has this."""

    folder: Path | None = None


_keeping = _Keeping()


def keep_in(folder: Path | None) -> None:
    """Keep values in `folder` from now on, None: nowhere."""
    _keeping.folder = folder


def value(name: str, made_of: Iterable[Path], make: Callable[[], T], take: Callable[[Any], T]) -> T:
    """Return the value called `name`: as it was kept while `made_of` is unchanged, else what `make` returns.

    `take` turns what JSON has kept into the value. Raises what `make` raises.
    """
    folder = _keeping.folder
    if folder is None:
        return make()
    place, stamp = folder / f"{name}{SUFFIX}", stamp_of(made_of)
    with suppress(OSError, ValueError, TypeError, KeyError):
        return take(_read(place, stamp))
    fresh = make()
    with suppress(OSError):
        write_whole(place, _written(stamp, fresh))
    return fresh


def stamp_of(paths: Iterable[Path]) -> str:
    """Return size and time of each file, which change with what is in it."""
    return " ".join(f"{path.name}:{_stamp(path)}" for path in paths)


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return "-"
    return f"{found.st_size}:{found.st_mtime_ns}"


def _read(place: Path, stamp: str) -> Any:
    """Return what is kept at `place`. Raises OSError or ValueError where that is stale or broken."""
    kept, sum_, body = place.read_text("utf-8").split("\n", 2)
    if kept != stamp or int(sum_) != zlib.crc32(body.encode()):
        raise ValueError("not what it should be")
    return json.loads(body)


def _written(stamp: str, value: object) -> str:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=dict)
    return f"{stamp}\n{zlib.crc32(body.encode())}\n{body}"
