"""Which kinds of tell-tale fool most, and which clips to replace: shares of wrong calls with their errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final, Literal

from game.fleet.cells import FEW

if TYPE_CHECKING:
    from game.fleet.facts import ClipCell

ENOUGH: Final = 50
"""Answers to a clip before anything is said of it."""
PLAIN: Final = 0.05
"""A clip that fools a smaller share than this teaches little."""
CHANCE: Final = 0.5
"""A clip that fools a larger share than this misleads more than a coin."""
SURE: Final = 2.0
"""So many errors away from a limit."""
FlagReason = Literal["plain", "misleading"]


@dataclass(frozen=True, slots=True)
class Fooled:
    """Which share of the answers was wrong, with its standard error."""

    names: tuple[str, ...]
    share: float
    error: float
    answered: int
    manipulated: bool = True

    @property
    def reason(self) -> FlagReason | None:
        """Why the clip should be replaced; None where it should not."""
        if self.answered < ENOUGH:
            return None
        if self.share + SURE * self.error < PLAIN:
            return "plain"
        return "misleading" if self.share - SURE * self.error > CHANCE else None


def kinds(cells: Iterable[ClipCell]) -> list[Fooled]:
    """Return the kinds of tell-tale that five people or more have judged, the most misleading first."""
    found: dict[tuple[str, ...], list[ClipCell]] = {}
    for cell in cells:
        for kind in cell.kinds if cell.manipulated else ():
            found.setdefault((kind,), []).append(cell)
    return _told(found)


def clips(cells: Iterable[ClipCell]) -> list[Fooled]:
    """Return the clips that five people or more have judged, the most misleading first."""
    found: dict[tuple[str, ...], list[ClipCell]] = {}
    for cell in cells:
        found.setdefault((cell.pack, cell.version, cell.clip), []).append(cell)
    return _told(found)


def people_of(cells: Sequence[ClipCell]) -> int:
    """Return the least number of people behind `cells`: a machine at home is one, whatever it answered."""
    machines = {cell.device for cell in cells if cell.place == "home"}
    per_clip: dict[tuple[str, str, str], int] = {}
    for cell in cells:
        if cell.place != "home":
            key = (cell.pack, cell.clip, cell.place)
            per_clip[key] = per_clip.get(key, 0) + cell.people
    return len(machines) + max(per_clip.values(), default=0)


def _told(found: dict[tuple[str, ...], list[ClipCell]]) -> list[Fooled]:
    told = [_fooled(names, cells) for names, cells in found.items() if people_of(cells) >= FEW]
    by_share: Callable[[Fooled], tuple[float, tuple[str, ...]]] = lambda row: (-row.share, row.names)  # noqa: E731
    return sorted(told, key=by_share)


def _fooled(names: tuple[str, ...], cells: Sequence[ClipCell]) -> Fooled:
    """Return the share of wrong calls; its error is that of a ratio (Cochran 1977, chapter 6)."""
    n, wrong = sum(cell.answered for cell in cells), sum(cell.wrong for cell in cells)
    share = wrong / n
    rests: dict[str, float] = {}
    for cell in cells:
        rests[cell.device] = rests.get(cell.device, 0.0) + cell.wrong - share * cell.answered
    m = len(rests)
    between = sqrt(m / (m - 1) * sum(rest**2 for rest in rests.values())) / n if m > 1 else 0.0
    smoothed = (wrong + 1) / (n + 2)
    alone = sqrt(smoothed * (1 - smoothed) / n)
    return Fooled(names, share, max(between, alone), n, cells[0].manipulated)
