"""Which column of a table is what: by its name, and without a header by what stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from game.datasets.labels import is_label
from game.datasets.names import MEDIA, PICTURES, slashed

if TYPE_CHECKING:
    from game.content.models import Method

PATH: Final = (
    "path",
    "file",
    "filename",
    "file_name",
    "file-name",
    "filepath",
    "file_path",
    "file path",
    "video-file",
    "video_path",
    "audio_path",
    "video",
    "audio",
    "clip",
    "name",
)
LABEL: Final = ("label", "labels", "class", "truth", "ground truth", "ground_truth", "target", "key", "type")
ORIGINAL: Final = ("original", "original_file", "original_path", "real_path", "pair")
PERSON: Final = ("person", "speaker", "identity", "actor", "subject")
METHOD: Final = ("method", "manipulation", "technique", "attack", "engine", "kind")
MASK: Final = ("mask", "mask_path")
LANGUAGE: Final = ("language", "lang")
WORDS: Final = ("words", "transcript", "text", "sentence")

_METHODS: Final[Sequence[tuple[str, Method]]] = (
    ("self-blend", "self-blend"),
    ("selfblend", "self-blend"),
    ("swap", "face-swap"),
    ("deepfakes", "face-swap"),
    ("lip", "lip-sync"),
    ("sync", "lip-sync"),
    ("reenact", "reenactment"),
    ("face2face", "reenactment"),
    ("neuraltextures", "reenactment"),
    ("animat", "reenactment"),
    ("avatar", "reenactment"),
    ("voice", "voice"),
    ("vocod", "voice"),
    ("tts", "voice"),
    ("speech", "voice"),
    ("gan", "full-synthesis"),
    ("diffusion", "full-synthesis"),
    ("synthesis", "full-synthesis"),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a table's two columns without which nothing can be read."""

    path: str
    label: str


def by_name(titles: Mapping[str, object]) -> Columns | None:
    """Return the columns of a table with a header, or None if it lacks one of the two."""
    path = next((name for name in PATH if name in titles), None)
    label = next((name for name in LABEL if name in titles and name != path), None)
    return Columns(path, label) if path and label else None


def by_content(cells: Sequence[str]) -> tuple[int, int] | None:
    """Return where path and label stand in a table without a header, or None where that cannot be told."""
    suffixes = MEDIA + PICTURES
    paths = [place for place, cell in enumerate(cells) if slashed(cell).lower().endswith(suffixes)]
    labels = [place for place, cell in enumerate(cells) if place not in paths and is_label(cell)]
    return (paths[0], labels[0]) if len(paths) == 1 and len(labels) == 1 else None


def method_of(words: str, *, sound: bool) -> Method:
    """Return the method that a set's own words mean; what says nothing is an edit, and of sound a voice."""
    plain = words.casefold()
    found = next((method for part, method in _METHODS if part in plain), None)
    return found or ("voice" if sound else "edit")
