"""What a lesson is dealt from: the clips that are left, and what a class is held against in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from game.quiz.pointing import outline_at
from game.workshop.lesson import Tell

if TYPE_CHECKING:
    from game.content.models import Artefact, Clip


@dataclass(frozen=True, slots=True)
class AvailableClip:
    """A clip that may be shown in a classroom, and the pack it lies in."""

    pack: str
    clip: Clip
    virtual: bool = False
    """It shows a computer-made actor."""

    @property
    def key(self) -> tuple[str, str]:
        """Which clip it is, across packs."""
        return self.pack, self.clip.id

    @property
    def recording(self) -> tuple[str, str]:
        """Which recording it shows: the same for an original and its edits."""
        return self.pack, self.clip.original or self.clip.id


class Deck:
    """What is left to deal."""

    def __init__(self, available: Iterable[AvailableClip], random: Random) -> None:
        self.left = sorted(available, key=lambda s: s.key)
        random.shuffle(self.left)
        self.random = random
        self.missing = 0

    def take(
        self,
        fits: Callable[[Clip], bool],
        avoid: Sequence[AvailableClip],
        *,
        located: bool = False,
        among: Sequence[AvailableClip] | None = None,
    ) -> AvailableClip | None:
        """Take a clip that fits: filmed people, then recordings and people not among `avoid`, go first.

        `located`: before these, clips of which it is known where they were changed. `among`: the part of
        what is left that may be taken.
        """
        recordings = {s.recording for s in avoid}
        people = {(s.pack, s.clip.person) for s in avoid[-2:]}
        found = [s for s in (self.left if among is None else among) if fits(s.clip)]
        if not found:
            return None
        best = min(
            found,
            key=lambda s: (
                s.virtual,
                located and not s.clip.where_known,
                s.recording in recordings,
                (s.pack, s.clip.person) in people,
            ),
        )
        self.put_away(best)
        return best

    def put_away(self, dealt: AvailableClip) -> None:
        """Take this very clip out of what is left: comparing clips field by field takes long."""
        self.left = [one for one in self.left if one is not dealt]


def moment_of(clip: Clip) -> float:
    """Return the moment to point at: the middle of the first tell-tale that has a place, else of the clip.

    A sound is pointed at as a whole; its playhead waits at the start.
    """
    if clip.sound_only:
        return 0.0
    placed = [a for a in clip.artefacts if a.region]
    if placed:
        return (placed[0].interval[0] + placed[0].interval[1]) / 2
    return float(clip.seconds) / 2


def tells_of(clip: Clip, moment: float) -> tuple[Tell, ...]:
    """Return the tell-tales of a clip, with their outlines at `moment` (seconds)."""
    return tuple(Tell(kind=a.kind, outline=_outline(a, clip, moment)) for a in clip.artefacts)


def _outline(artefact: Artefact, clip: Clip, moment: float) -> tuple[tuple[float, float], ...] | None:
    """Return what a tap is held against: in a sound the part of its drawing that lasts as long."""
    if clip.sound_only:
        left, right = (min(1.0, round(t / float(clip.seconds), 4)) for t in artefact.interval)
        return (left, 0.0), (right, 0.0), (right, 1.0), (left, 1.0)
    outline = outline_at(artefact, moment, clip.aspect)
    if outline is None:
        return None
    clamped = [(min(1.0, max(0.0, x)), min(1.0, max(0.0, y))) for x, y in outline]
    return tuple((round(x, 4), round(y, 4)) for x, y in clamped)
