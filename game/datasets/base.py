"""What a dataset is to this game: how its files are recognised, what it lists, with which rights.

A module of this package describes one set and converts nothing by itself: all clips of all sets take one
way to one format, so that no set can be told from another by its format.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from game.errors import ChinmiError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.content.base import Language
    from game.content.models import Consent, Contributor, Method, Source, TruthLabel
    from game.content.rights import WhereRead
    from game.datasets.tree import Tree


class DecisionNeeded(ChinmiError):  # noqa: N818  # no fault: a question
    """A person must decide before anything is read on; the text says what, `option` what to type."""

    def __init__(self, text: str, option: str) -> None:
        self.option = option
        super().__init__(text)


class LabelsUnclear(DecisionNeeded):
    """Labels are 0 and 1, and nobody has said what 1 means; `where` names the labels."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"0 and 1 stand among {where}, and sets differ in what 1 means: "
            "say it with --one-means real or --one-means manipulated",
            "--one-means",
        )


class LeftOutReason(StrEnum):
    """Why something that a set lists does not come in; the report counts by it."""

    NOT_AGREED = "not-agreed"
    """The people in it did not agree to be altered or shown."""
    NO_FILE = "no-file"
    """The labels name a file that is not there."""
    NO_LABEL = "no-label"
    """The file is there and no label says what it is."""
    CONFLICT = "conflict"
    """Two labels say different things of one file."""
    EMPTY = "empty"
    """The file has no bytes."""
    CUT_SHORT = "cut-short"
    """The file ends too early, or is damaged."""
    WEB_PAGE = "web-page"
    """A web page or an answer of a server, saved as the file."""
    LFS_POINTER = "lfs-pointer"
    """A pointer to the file, which was never fetched."""
    PLAYLIST = "playlist"
    """It names other files, and holds nothing."""
    UNREADABLE = "unreadable"
    """The file is there and cannot be read for another reason; the detail says which."""
    UNUSABLE = "unusable"
    """It can be read and is no clip for this game: too short, too small, a picture only."""
    BAD_NAME = "bad-name"
    """The name cannot be written as text."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One file, folder or label that does not come in; `path` is within the set, printable."""

    path: str
    reason: LeftOutReason
    detail: str = ""
    count: int = 1
    """How many files it stands for, where a whole folder is told in one line."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One clip that a set lists; paths are within the set, with `/`."""

    path: str
    label: TruthLabel
    person: str
    """Who is seen or heard, in the set's own words, so that samples can be balanced by person."""
    original: str | None = None
    """The untouched clip that it was made from, where the set says so."""
    method: Method | None = None
    """How a manipulated clip was made; None for a real one."""
    technique: str = ""
    """The same in the set's own words: `FaceSwap`, `wav2lip`, `A01`."""
    mask: str | None = None
    """A film of the altered area, white on black."""
    language: Language | None = None
    words: str = ""
    """What is said, where the set has it."""
    sound_only: bool = False


@dataclass(frozen=True, slots=True)
class SetRights:
    """The rights to a set: an id of the table of licences, what its people agreed to, who is credited."""

    licence: str
    consent: Consent
    sources: tuple[Source, ...]
    contributors: tuple[Contributor, ...] = ()
    gated: bool = False
    """Whether its holder had to sign an agreement, or must confirm the terms: it stays on that machine."""
    read: str = ""
    """Where and on which day the terms were read, and how sure that is, in English."""
    where_read: WhereRead | None = None
    """The same as data."""
    refused: str = ""
    """Why nothing of it is ever shown; empty for a set that is."""


class Dataset(Protocol):
    """One public set."""

    @property
    def name(self) -> str:
        """As in `--as NAME`."""

    @property
    def title(self) -> str:
        """As its publishers write it."""

    def recognise(self, tree: Tree) -> bool:
        """Tell from a few names whether `tree` is this set, or a part of it. Quick: never walks the tree."""

    def rights(self) -> SetRights:
        """Return the rights to the set."""

    def listed(self, tree: Tree) -> Iterator[Listed | LeftOut]:
        """Yield what the set lists, in an order that does not hang on the file system.

        Raises ChinmiError where a person must decide first, such as what 1 means.
        """
