"""A candidate: what the scheduler needs to know of a clip to choose it, and no more.

The library finds candidates among any number of installed clips without reading a pack again; the
scheduler picks one of them by rule. This small value is all they share.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from game.content.base import Language
    from game.content.models import Clip, Media, TruthLabel

ClipKey = tuple[str, str]
"""A clip's name across packs: (pack, clip id)."""


class Candidate(NamedTuple):
    """One clip that could be dealt: where it is, who is in it, and what it shows."""

    pack: str
    clip: str
    """The clip's id within its pack."""
    person: str
    kinds: tuple[str, ...]
    """The kinds of artefact in it; empty for a real clip."""
    difficulty: float
    """0 (plain) .. 1 (hardly visible): the maker's prior."""
    label: TruthLabel
    original: str | None = None
    """The id of the untouched clip that this one was made from."""
    media: Media = "video"
    language: Language | None = None
    """The language that is spoken, where it is one of the game's."""

    @classmethod
    def of(cls, pack: str, clip: Clip) -> Candidate:
        """Return what the scheduler needs to know of `clip` in `pack`."""
        return cls(
            *(pack, clip.id, clip.person, clip.kinds, float(clip.difficulty), clip.label, clip.original),
            *(clip.media, clip.language),
        )

    @property
    def key(self) -> ClipKey:
        """Which clip it is, across packs."""
        return self.pack, self.clip

    @property
    def source(self) -> ClipKey:
        """Which recording it shows: the same for an original and all its edits."""
        return self.pack, self.original or self.clip

    @property
    def who(self) -> ClipKey:
        """Which person it shows; names of people mean something within their pack only."""
        return self.pack, self.person

    @property
    def manipulated(self) -> bool:
        """Tell whether the clip was changed after it was filmed."""
        return self.label == "manipulated"
