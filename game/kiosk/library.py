"""The library as a kiosk sees it: only packs whose licence allows kiosks, only clips that were verified."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from game.errors import ChinmiError, PackError
from game.kiosk.screens.service import PackFact
from game.packs.archive import open_pack
from game.packs.display import may
from game.packs.draws import told_all
from game.packs.library import InstalledPack, Library
from game.packs.verify import file_fault

if TYPE_CHECKING:
    from game.content.models import Clip, Media
    from game.quiz.candidates import Candidate, ClipKey

MOST = 1_000_000


class NothingToPlayError(ChinmiError):
    """No clip may be played here."""


class KioskLibrary(Library):
    """Deals from the packs that were chosen, and never a clip that is set aside."""

    use = "kiosk"

    def __init__(self, data_dir: Path) -> None:
        super().__init__(data_dir)
        self.faulty: dict[ClipKey, str] = {}
        """Clips whose file is not the one of its record, and why."""
        self.aside: set[ClipKey] = set()
        """Clips that could not be played three times: until the next daily restart."""
        self.withheld: set[ClipKey] = set()
        """Clips that a kiosk shows only where its owner switched that on, and the owner did not."""
        self._chosen: dict[str, str] = {}
        """Each pack and why it is not played (a text key); empty for those that are."""

    def choose(self, wanted: Sequence[str], *, synthetic_voices: bool = False) -> None:
        """Decide which packs are played: those that are on, allow kiosks, and are wanted (empty: all).

        `synthetic_voices`: also the voices that were synthesised from readers who were not asked about it.
        """
        self.withheld.clear()
        for installed in self.packs():
            pack = installed.pack
            self._chosen[pack.name] = self._reason(installed, wanted)
            for clip in () if self._chosen[pack.name] else self.clips(pack.name):
                if not may("kiosk", pack, (clip.method,), requested=synthetic_voices).allowed:
                    self.withheld.add((pack.name, clip.id))

    def _reason(self, installed: InstalledPack, wanted: Sequence[str]) -> str:
        name = installed.pack.name
        if wanted and name not in wanted:
            return "kiosk.pack.not-chosen"
        if not installed.enabled:
            return "kiosk.pack.switched-off"
        against = may("kiosk", installed.pack).reasons
        return f"rights.why.{against[0]}" if against else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The packs that are played."""
        return tuple(name for name, why in self._chosen.items() if not why)

    def people(self) -> tuple[str, ...]:
        """Return the packs that are played and show people who were filmed."""
        return tuple(name for name in super().people() if name in self.chosen)

    def verify(self, alive: Callable[[], None]) -> dict[ClipKey, str]:
        """Compare the files of the chosen packs with their hashes; return what is wrong.

        `alive` is called before each clip.
        """
        for installed in self.packs():
            if installed.pack.name not in self.chosen:
                continue
            clips = self.clips(installed.pack.name)
            for clip, fault in zip(clips, _faults(installed.folder, clips, alive), strict=True):
                if fault:
                    self.faulty[installed.pack.name, clip.id] = fault
        return self.faulty

    def playable(self, pack: str, clip: str) -> bool:
        """Tell whether a clip may be dealt."""
        return not self._chosen.get(pack, "kiosk.pack.not-chosen") and not (
            (pack, clip) in self.faulty or (pack, clip) in self.aside or (pack, clip) in self.withheld
        )

    def pool(
        self,
        label: Literal["real", "manipulated"],
        *,
        kinds: Sequence[str] = (),
        difficulty: tuple[float, float] = (0, 1),
        u: float,
        limit: int | None = None,
        packs: Sequence[str] = (),
        media: Media | None = None,
    ) -> tuple[Candidate, ...]:
        """Return candidates as the library does, without those that may not be dealt."""
        for most in (limit, MOST):
            found = super().pool(
                label,
                kinds=kinds,
                difficulty=difficulty,
                u=u,
                limit=most,
                packs=packs,
                media=media,
            )
            playable = tuple(c for c in found if self.playable(c.pack, c.clip))[:limit]
            if playable or told_all(len(found), most):
                return playable
        return ()

    def facts(self) -> list[PackFact]:
        """Return all packs for the staff screen."""
        bad = {*self.faulty, *self.aside}
        return [
            PackFact(
                title=installed.pack.title.get("en"),
                clips=installed.clips,
                faulty=sum(pack == installed.pack.name for pack, _ in bad),
                played=installed.pack.name in self.chosen,
                why=self._chosen.get(installed.pack.name, ""),
            )
            for installed in self.packs()
        ]


def _faults(folder: Path, clips: Sequence[Clip], alive: Callable[[], None]) -> list[str | None]:
    """Return for each clip what is wrong with its file, or None."""
    found: list[str | None] = []
    try:
        with open_pack(folder) as files:
            for clip in clips:
                alive()
                found.append(file_fault(files, clip))
    except (PackError, OSError) as error:
        found += [str(error)] * (len(clips) - len(found))
    return found


def clips_of(library: KioskLibrary) -> int:
    """Return how many clips can be dealt."""
    try:
        known = [candidate for name in library.chosen for candidate in library.candidates(name)]
        return sum(library.playable(candidate.pack, candidate.clip) for candidate in known)
    except ChinmiError:
        return 0
