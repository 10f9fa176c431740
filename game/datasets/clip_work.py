"""What is done for one clip, in whatever process or machine: its file looked at; later, the clip made."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game.content.base import Model
from game.content.models import Artefact, Method
from game.datasets import road
from game.datasets.base import LeftOut, LeftOutReason
from game.datasets.road import Alike, Looked
from game.datasets.truth import truth_of
from game.errors import ClipError
from game.forge.build import file_hash
from game.media.probe import ProbedFacts, probe
from game.packs.verify import MAX_FLASHES

UNUSABLE: Final = frozenset(
    {"too-short", "one-picture", "gap", "no-picture", "no-channels", "too-large", "unsupported"}
)
"""Reasons of a ClipError for a file that can be read and is no clip for this game."""
NO_FILM: Final = frozenset(
    {
        LeftOutReason.EMPTY,
        LeftOutReason.CUT_SHORT,
        LeftOutReason.WEB_PAGE,
        LeftOutReason.LFS_POINTER,
        LeftOutReason.PLAYLIST,
    }
)
"""Reasons that are a ClipError's own, because each has its own remedy."""


@dataclass(frozen=True, slots=True)
class LookOrder:
    """A file to look at: its name within the set, where it lies."""

    path: str
    file: Path


@dataclass(frozen=True, slots=True)
class SeenFile:
    """What was seen of a file: its content's SHA-256 and what its head says."""

    sha256: str
    looked: Looked


def look(order: LookOrder) -> SeenFile | LeftOut:
    """Look at a file, or say why it is none."""
    try:
        looked = road.look(order.file)
        return SeenFile(file_hash(order.file), looked)
    except ClipError as error:
        return refusal(order.path, error)
    except OSError as error:
        return LeftOut(order.path, LeftOutReason.UNREADABLE, f"it cannot be read: {error.strerror}")


@dataclass(frozen=True, slots=True)
class MakeOrder:
    """A clip to make: the file's name within the set, where it lies, what it shares with all others.

    `original` and `mask` are the files that tell where an edit is, if there are any.
    """

    key: str
    path: str
    file: Path
    alike: Alike
    method: Method | None = None
    original: Path | None = None
    mask: Path | None = None


class MadeRecord(Model):
    """What is known of a clip that was made; kept beside it until the pack is whole."""

    seconds: float
    size: tuple[int, int] | None
    fps: int | None
    sound: bool
    hash: str
    bytes: int
    poster: bool
    artefacts: tuple[Artefact, ...]
    quality: float
    """How sure the areas of the edit are, from 0 to 1."""
    told: str
    """Why there is no region, where one was looked for."""
    probed: ProbedFacts


@dataclass(frozen=True)
class MadeFiles:
    """A clip that was made, with the bytes of its files by suffix."""

    record: MadeRecord
    files: Mapping[str, bytes]


def make(order: MakeOrder) -> MadeFiles | LeftOut:
    """Make a clip, or say why that cannot be."""
    with tempfile.TemporaryDirectory(prefix="clip-") as room:
        target = Path(room) / "clip.mp4"
        try:
            made = road.travel(order.file, target, order.alike)
            facts = probe(target)
        except ClipError as error:
            return refusal(order.path, error)
        except OSError as error:
            return LeftOut(order.path, LeftOutReason.UNREADABLE, f"it cannot be read: {error.strerror}")
        if facts.flashes > MAX_FLASHES:
            told = f"{facts.flashes} flashes in one second: more than {MAX_FLASHES} can cause seizures"
            return LeftOut(order.path, LeftOutReason.UNUSABLE, told)
        found = truth_of(order, made, target)
        content = target.read_bytes()
        poster = target.with_suffix(".jpg")
        files = {".mp4": content, **({".jpg": poster.read_bytes()} if poster.exists() else {})}
    record = MadeRecord(
        seconds=made.seconds,
        size=made.size,
        fps=made.fps,
        sound=made.sound,
        hash=f"sha256:{hashlib.sha256(content).hexdigest()}",
        bytes=len(content),
        poster=".jpg" in files,
        artefacts=found.artefacts,
        quality=found.quality,
        told=found.told,
        probed=facts,
    )
    return MadeFiles(record, files)


def refusal(path: str, error: ClipError) -> LeftOut:
    """Return the line of the report for a file that cannot become a clip."""
    return LeftOut(path, _reason(error), error.detail or error.reason)


def _reason(error: ClipError) -> LeftOutReason:
    if error.reason in UNUSABLE:
        return LeftOutReason.UNUSABLE
    return LeftOutReason(error.reason) if error.reason in NO_FILM else LeftOutReason.UNREADABLE
