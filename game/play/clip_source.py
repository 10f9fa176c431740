"""What a screen with a clip needs to know of where its clip comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from game.content.models import Clip
    from game.media.clip import ClipPlayer
    from game.play.context import Context


class ClipSource(Protocol):
    """Where a screen has its clip from: a session, or a lesson on the wall."""

    @property
    def context(self) -> Context:
        """The game's services."""

    @property
    def player(self) -> ClipPlayer | None:
        """The player of the clip on screen; None where it could not be opened."""

    @property
    def clip(self) -> Clip:
        """The clip on screen."""

    @property
    def virtual(self) -> bool:
        """Tell whether the clip on screen shows a computer-made actor."""

    @property
    def voice(self) -> bool:
        """Tell whether the clip on screen is sound only."""

    def fail(self, reason: str) -> None:
        """Take note that the clip cannot be played, and go on without it."""
