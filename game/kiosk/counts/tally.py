"""Counts in memory: those of periods, of clips and of faults, and how two of them become one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from game.quiz.candidates import ClipKey

RECENT: Final = 50
"""Newest answers to a clip that are remembered as right or fooled, without a time."""


@dataclass(frozen=True, slots=True)
class ClipCount:
    """How a clip went with all visitors: `recent` holds 1 (fooled) or 0 of the newest answers."""

    pack: str
    clip: str
    label: str
    answered: int
    fooled: int
    recent: str

    @property
    def crowd(self) -> tuple[int, int]:
        """How many of the last visitors were fooled, and how many they are."""
        return self.recent.count("1"), len(self.recent)

    def followed_by(self, later: ClipCount) -> ClipCount:
        """Return the counts of both, `later` being the newer one."""
        return ClipCount(
            self.pack,
            self.clip,
            later.label,
            self.answered + later.answered,
            self.fooled + later.fooled,
            (self.recent + later.recent)[-RECENT:],
        )


@dataclass(slots=True)
class Tally:
    """Counters by period and name, clips by key, faults by key."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    clips: dict[ClipKey, ClipCount] = field(default_factory=dict)
    faults: Counter[ClipKey] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self.counts or self.clips or self.faults)

    def answer(self, clip: ClipCount) -> None:
        """Add the newest answers to a clip."""
        key = clip.pack, clip.clip
        self.clips[key] = self.clips[key].followed_by(clip) if key in self.clips else clip

    def follow(self, earlier: Tally) -> None:
        """Add what was counted before this."""
        self.counts.update(earlier.counts)
        self.faults.update(earlier.faults)
        for key, clip in earlier.clips.items():
            self.clips[key] = clip.followed_by(self.clips[key]) if key in self.clips else clip


def fuller(one: Tally, other: Tally) -> Tally:
    """Return the higher figure of each, for two states of the same counts: counts only grow."""
    clips = dict(one.clips)
    for key, clip in other.clips.items():
        if key not in clips or clips[key].answered < clip.answered:
            clips[key] = clip
    return Tally(one.counts | other.counts, clips, one.faults | other.faults)


def ahead(one: Tally, other: Tally) -> Tally:
    """Return by how much `one` is ahead of `other`, for two states of the same counts."""
    clips = {}
    for key, clip in one.clips.items():
        before = other.clips.get(key)
        more = clip.answered - (before.answered if before is not None else 0)
        if more > 0:
            fooled = clip.fooled - (before.fooled if before is not None else 0)
            newest = clip.recent[-more:]
            clips[key] = ClipCount(*key, clip.label, more, max(0, min(more, fooled)), newest)
    return Tally(one.counts - other.counts, clips, one.faults - other.faults)
