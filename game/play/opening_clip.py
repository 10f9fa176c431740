"""Opening a clip for a session: a paused player of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from game.media.clip import ClipPlayer
from game.media.lone_sound import opener

if TYPE_CHECKING:
    from pathlib import Path

    from game.content.models import Clip
    from game.play.context import Context


class OpenPlayer(Protocol):
    """Opens the player of a clip."""

    def __call__(self, context: Context, path: Path, clip: Clip, /, *, silent: bool = False) -> ClipPlayer:
        """Return a paused player of the file at `path`, which holds `clip`."""
        ...


def open_player(context: Context, path: Path, clip: Clip, *, silent: bool = False) -> ClipPlayer:
    """Return a paused player of the file at `path`, which holds `clip`."""
    return ClipPlayer(
        path,
        clock=context.clock,
        sound=None if silent else context.sound,
        start_paused=True,
        expected_seconds=float(clip.seconds),
        open_source=opener(sound_only=clip.sound_only),
        on_wake=context.wake,
    )
