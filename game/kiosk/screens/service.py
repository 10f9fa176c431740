"""What the kiosk's screens ask of the kiosk: a visit's beginning and end; numbers and what staff can do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from game.kiosk.settings import KioskSettings
from game.packs.display import Reason

if TYPE_CHECKING:
    from game.ui.scene import Scene

FACTS: Final = (
    "kiosk.fact.visits",
    "kiosk.fact.left",
    "kiosk.fact.languages",
    "kiosk.fact.answers",
    "kiosk.fact.dprime",
    "kiosk.fact.running",
    "kiosk.fact.screen",
    "kiosk.fact.disk",
    "kiosk.fact.writable",
    "kiosk.fact.read_only",
    "kiosk.fact.no_sound",
    "kiosk.fact.sound",
    "kiosk.fact.touched",
    "kiosk.fact.touch",
    "kiosk.fact.aside",
    "kiosk.fact.failures",
    "kiosk.fact.jumps",
    "kiosk.fact.unsaved",
    "kiosk.fact.moved",
    "kiosk.fact.lock",
    "kiosk.fact.short_pin",
)
"""The lines of numbers and health."""
PACK_LINES: Final = (
    "kiosk.pack.played",
    "kiosk.pack.faulty",
    "kiosk.pack.off",
    "kiosk.pack.not-chosen",
    "kiosk.pack.switched-off",
    *(f"rights.why.{reason}" for reason in Reason),
)
"""The lines of the packs page, and why a pack is not played."""


@dataclass(frozen=True, slots=True)
class AttractPair:
    """An original and its edit for the attract screen, with the credit in each language."""

    original: Path
    edit: Path
    key: tuple[str, str]
    """Pack and clip id of the edit."""
    original_key: tuple[str, str]
    """Pack and clip id of the original."""
    credit: dict[str, str]


class PinResult(StrEnum):
    """What became of a PIN."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the staff screen: a text key with its values, and whether all is well."""

    key: str
    values: dict[str, object]
    well: bool = True

    def __post_init__(self) -> None:
        if self.key not in FACTS + PACK_LINES:
            raise ValueError(f"{self.key} is no line of the staff screen")


@dataclass(frozen=True, slots=True)
class PackFact:
    """One pack: title, whether it is played, and if not why (a text key) or how many clips are set aside."""

    title: str
    clips: int
    faulty: int
    played: bool
    why: str = ""


class Visits(Protocol):
    """The visitors' side of the kiosk."""

    @property
    def settings(self) -> KioskSettings:
        """The kiosk's settings."""

    def begin(self, language: str) -> None:
        """Start the visit of somebody who chose a language."""

    def over(self) -> None:
        """End the visit, wipe what it left, show the attract screen."""

    def wipe(self) -> None:
        """Forget the visitor: the attract screen is back."""

    def here(self) -> None:
        """Note that somebody is there."""

    def grace_left(self) -> float:
        """Return the seconds until the visitor counts as gone."""

    def somebody(self) -> bool:
        """Tell whether the idle rule says that somebody is there."""

    def pair(self, number: int) -> AttractPair | None:
        """Return pair `number` (round and round) for the attract screen; None when there is none."""

    def failed(self, key: tuple[str, str]) -> None:
        """Note that a clip could not be played."""

    def crowd(self, key: tuple[str, str]) -> tuple[int, int] | None:
        """Return how many of the last visitors were fooled by a clip and how many they are; None: too few."""

    def unsaved(self) -> bool:
        """Tell whether what is counted cannot be kept just now."""

    def post(self, on: Callable[[], None]) -> Scene | None:
        """Return the screen of the post with which a visit ends, `on` follows; None where there is none."""

    def qr(self) -> tuple[bytes, ...] | None:
        """Return the QR code of the last screen as rows of dark modules; None where there is none."""


class Staff(Protocol):
    """The staff's side of the kiosk."""

    @property
    def settings(self) -> KioskSettings:
        """The kiosk's settings."""

    def over(self) -> None:
        """Back to the visitors."""

    def lock_left(self) -> float:
        """Return for how many seconds the staff entry is locked."""

    def tries_left(self) -> int:
        """Return how many PINs may be tried before it locks."""

    def enter(self, typed: str) -> PinResult:
        """Try a PIN; the right one opens the staff screen."""

    def numbers(self) -> Sequence[Fact]:
        """Return today's anonymous numbers."""

    def health(self) -> Sequence[Fact]:
        """Return how the machine is."""

    def packs(self) -> Sequence[PackFact]:
        """Return the packs of this machine."""

    def change(self, name: str, steps: int) -> None:
        """Move a setting by `steps`; keep it in the file."""

    def save_diagnostics(self) -> tuple[bool, str]:
        """Write diagnostics; return whether it worked, and where (or why not)."""

    def end(self, how: Literal["close", "restart"]) -> None:
        """Close the kiosk, or start it again."""
