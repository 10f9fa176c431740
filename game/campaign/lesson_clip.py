"""A clip taken from the library for a lesson: chosen by kind, opened, and its still frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.content.models import Clip
from game.errors import ChinmiError
from game.media.clip import ClipPlayer
from game.play.context import Context
from game.play.opening_clip import open_player
from game.quiz.candidates import ClipKey


@dataclass(frozen=True, slots=True)
class LessonClip:
    """A clip with its untouched original where there is one."""

    pack: str
    clip: Clip
    original: Clip | None = None
    asked: bool = True
    """It is of the kind that was asked for."""
    virtual: bool = False
    """It shows a computer-made actor."""

    @property
    def keys(self) -> tuple[ClipKey, ...]:
        """The clips that a lesson with it shows: the edit, and the original beside it."""
        shown = (self.clip, self.original) if self.original else (self.clip,)
        return tuple((self.pack, clip.id) for clip in shown)


def find(
    context: Context, kinds: Sequence[str], difficulty: tuple[float, float] = (0, 1), *, real: bool = False
) -> LessonClip | None:
    """Return a clip that shows one of `kinds`, the plainest first; any manipulated one where none does.

    A clip that is kept for a check is taken only where there is no other.
    With `real` a clip that nobody changed. None when the library holds nothing of the label.
    """
    u = context.random.random()
    if real:
        return _first(context, "real", (), (0, 1), u, asked=True)
    for kind in kinds:
        for band in (difficulty, (0, 1)):
            found = _first(context, "manipulated", (kind,), band, u, asked=True)
            if found is not None:
                return found
    return _first(context, "manipulated", (), (0, 0.6), u, asked=False)


def _first(
    context: Context,
    label: str,
    kinds: Sequence[str],
    difficulty: tuple[float, float],
    u: float,
    *,
    asked: bool,
) -> LessonClip | None:
    """Return the plainest clip that fits: of people who were filmed, else of computer-made actors."""
    library, people = context.library, context.library.people()
    wanted = "real" if label == "real" else "manipulated"
    held = context.held()
    for packs in (people, ()) if people else ((),):
        pool = library.pool(
            wanted,  # type: ignore[arg-type]
            kinds=kinds,
            difficulty=difficulty,
            u=u,
            packs=packs,
            media="video",
        )
        for candidate in sorted(pool, key=lambda c: (c.key in held, not c.kinds, len(c.kinds), c.difficulty)):
            try:
                clip = library.clip(candidate.pack, candidate.clip)
                original = library.clip(candidate.pack, clip.original) if clip.original else None
            except ChinmiError:
                continue
            return LessonClip(candidate.pack, clip, original, asked, library.virtual(candidate.pack))
    return None


def open_clip(context: Context, pack: str, clip: Clip, *, silent: bool = False) -> ClipPlayer:
    """Open a clip, paused at its start."""
    return open_player(context, context.library.media_path(pack, clip), clip, silent=silent)
